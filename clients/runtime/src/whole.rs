//! Numbers on their way out: a whole one is written without a fraction, `5` and not `5.0`.
//!
//! For JSON both are one number, and the shortest form is what JavaScript and RFC 8785 (section 3.2.2.3) write; many servers take the
//! other for no integer. Rust's types know the difference between `f64` and `i64`, which the page's `number` does not make.

use std::collections::BTreeMap;
use std::io;

use serde::ser::{Error as _, Serialize, SerializeMap, SerializeSeq, Serializer};
use serde_json::ser::{CompactFormatter, Formatter};

use crate::digits::EXACT;

const NOT_FINITE: &str = "holds a number that is NaN or infinite, which cannot be sent";

/// Why a value cannot be written, without a word of the value.
pub(crate) fn obstacle(error: &serde_json::Error) -> &'static str {
    match error.to_string() == NOT_FINITE {
        true => NOT_FINITE,
        false => "cannot be written as JSON",
    }
}

fn whole(value: f64) -> Option<i64> {
    // Beyond, digits would say more than is known.
    (value.fract() == 0.0 && value.abs() <= EXACT).then_some(value as i64)
}

/// Writes JSON as short as serde_json does, whole numbers without a fraction.
pub(crate) fn to_writer<T: Serialize + ?Sized>(writer: impl io::Write, value: &T) -> serde_json::Result<()> {
    value.serialize(&mut serde_json::Serializer::with_formatter(
        writer,
        Whole(CompactFormatter),
    ))
}

/// As [`to_writer`], as text.
pub(crate) fn to_string<T: Serialize + ?Sized>(value: &T) -> serde_json::Result<String> {
    let mut text = Vec::new();
    to_writer(&mut text, value)?;
    String::from_utf8(text).map_err(serde::ser::Error::custom)
}

struct Whole(CompactFormatter);

impl Formatter for Whole {
    fn write_f64<W: io::Write + ?Sized>(&mut self, writer: &mut W, value: f64) -> io::Result<()> {
        match whole(value) {
            Some(whole) => self.0.write_i64(writer, whole),
            None => self.0.write_f64(writer, value),
        }
    }
}

/// `serialize_with` of a generated struct's numbers.
///
/// # Errors
///
/// Those of the serializer.
pub fn number<T: Numbers + ?Sized, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    value.write(serializer)
}

/// A number, or what holds numbers.
pub trait Numbers {
    /// Writes it, whole numbers without a fraction.
    ///
    /// # Errors
    ///
    /// Those of the serializer.
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error>;
}

/// [`Numbers`] as they are written.
#[derive(Debug)]
pub struct Written<'a, T: ?Sized>(pub &'a T);

impl<T: Numbers + ?Sized> Serialize for Written<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.write(serializer)
    }
}

impl Numbers for f64 {
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match whole(*self) {
            Some(whole) => serializer.serialize_i64(whole),
            None if self.is_finite() => serializer.serialize_f64(*self),
            // serde_json would write null.
            None => Err(S::Error::custom(NOT_FINITE)),
        }
    }
}

impl<T: Numbers + ?Sized> Numbers for &T {
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (**self).write(serializer)
    }
}

impl<T: Numbers> Numbers for Option<T> {
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Some(value) => serializer.serialize_some(&Written(value)),
            None => serializer.serialize_none(),
        }
    }
}

impl<T: Numbers + ?Sized> Numbers for Box<T> {
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (**self).write(serializer)
    }
}

impl<T: Numbers> Numbers for Vec<T> {
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut items = serializer.serialize_seq(Some(self.len()))?;
        for item in self {
            items.serialize_element(&Written(item))?;
        }
        items.end()
    }
}

impl<T: Numbers> Numbers for BTreeMap<String, T> {
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut entries = serializer.serialize_map(Some(self.len()))?;
        for (name, value) in self {
            entries.serialize_entry(name, &Written(value))?;
        }
        entries.end()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_json_cannot_say_is_refused() {
        for value in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            let held = BTreeMap::from([("a".to_owned(), vec![Some(Box::new(value))])]);
            let error = to_string(&Written(&held)).expect_err("it is no number of JSON");
            assert_eq!(obstacle(&error), NOT_FINITE);
        }
    }

    #[test]
    fn a_whole_number_has_no_fraction() {
        let written = |value: f64| {
            let text = to_string(&BTreeMap::from([("a", [value])])).expect("numbers are JSON");
            assert_eq!(
                serde_json::to_string(&Written(&value)).expect("numbers are JSON"),
                text[6..text.len() - 2]
            );
            text
        };
        for (value, expected) in [
            (5.0, "5"),
            (3600.0, "3600"),
            (-2.0, "-2"),
            (-0.0, "0"),
            (0.5, "0.5"),
            (9_007_199_254_740_992.0, "9007199254740992"),
            (1e30, "1e+30"),
        ] {
            assert_eq!(written(value), format!(r#"{{"a":[{expected}]}}"#));
        }
    }

    #[test]
    fn so_in_all_that_holds_numbers() {
        #[derive(serde::Serialize)]
        struct Sample {
            #[serde(serialize_with = "number")]
            plain: f64,
            #[serde(serialize_with = "number")]
            optional: Option<Box<f64>>,
            #[serde(serialize_with = "number")]
            nested: BTreeMap<String, Vec<Option<f64>>>,
        }
        let sample = Sample {
            plain: 1.0,
            optional: None,
            nested: BTreeMap::from([("a".to_owned(), vec![Some(2.0), None, Some(2.5)])]),
        };
        assert_eq!(
            json!(sample),
            json!({"plain": 1, "optional": null, "nested": {"a": [2, null, 2.5]}})
        );
    }
}
