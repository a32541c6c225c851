//! A decimal that is a number of JSON and not a text: `19.90`, every digit of which counts.
//!
//! An `f64` would read it as `19.9`, and `0.1234567890123456789` as something near it. Here the number is kept as it is written, and
//! written as it is kept.

use std::error::Error as StdError;
use std::fmt;

use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, Visitor};
use serde::ser::{Error as _, Serialize, Serializer};
use serde_json::value::RawValue;

use super::{FormatError, FromText};
use crate::{digits, shape};

/// A decimal number, as a number of JSON whose digits all count: `19.90`.
///
/// It holds the number as it came, and compares and prints as such. A server that has come to send a text instead is read all the same.
/// One that is made of what is no number is not sent.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DecimalNumber {
    text: String,
    /// It came as a text, and goes back as one.
    quoted: bool,
}

/// Nought.
impl Default for DecimalNumber {
    fn default() -> Self {
        Self::from(0)
    }
}

impl DecimalNumber {
    /// The number as it came.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The number as it came, by value.
    pub fn into_string(self) -> String {
        self.text
    }

    /// The value that it stands for.
    ///
    /// # Errors
    ///
    /// One that the type cannot hold.
    pub fn to<T: FromText<Self>>(&self) -> Result<T, FormatError> {
        T::from_text(&self.text).map_err(|source| FormatError::new::<T>("decimal", source))
    }

    fn came(text: impl Into<String>, quoted: bool) -> Self {
        Self {
            text: text.into(),
            quoted,
        }
    }
}

impl fmt::Display for DecimalNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

impl fmt::Debug for DecimalNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl AsRef<str> for DecimalNumber {
    fn as_ref(&self) -> &str {
        &self.text
    }
}

impl PartialEq<str> for DecimalNumber {
    fn eq(&self, other: &str) -> bool {
        self.text == other
    }
}

impl PartialEq<&str> for DecimalNumber {
    fn eq(&self, other: &&str) -> bool {
        self.text == *other
    }
}

macro_rules! made_of {
    ($($ty:ty)*) => {$(
        impl From<$ty> for DecimalNumber {
            fn from(value: $ty) -> Self {
                Self::came(value.to_string(), false)
            }
        }
    )*};
}

made_of! { &str String &String i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 }

impl From<DecimalNumber> for String {
    fn from(value: DecimalNumber) -> Self {
        value.text
    }
}

/// The nearest one.
impl FromText<DecimalNumber> for f64 {
    fn from_text(text: &str) -> Result<Self, Box<dyn StdError + Send + Sync>> {
        Ok(text.parse()?)
    }
}

impl FromText<DecimalNumber> for String {
    fn from_text(text: &str) -> Result<Self, Box<dyn StdError + Send + Sync>> {
        Ok(text.to_owned())
    }
}

impl Serialize for DecimalNumber {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.quoted {
            return serializer.serialize_str(&self.text);
        }
        let number = self.text.starts_with(|c: char| c == '-' || c.is_ascii_digit());
        let raw = Some(&self.text).filter(|text| number && text.trim_end().len() == text.len());
        let raw = raw.and_then(|text| RawValue::from_string(text.clone()).ok());
        match raw {
            // A parameter is text anyway, and keeps the digits so.
            Some(_) if shape::is_made() => serializer.serialize_str(&self.text),
            Some(raw) => raw.serialize(serializer),
            None => Err(S::Error::custom("the text of a decimal is no number")),
        }
    }
}

impl<'de> Deserialize<'de> for DecimalNumber {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(digits::TEXT, Came)
    }
}

/// The text of a value, or the value.
struct Came;

impl<'de> Visitor<'de> for Came {
    type Value = DecimalNumber;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number")
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<DecimalNumber, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<DecimalNumber, A::Error> {
        let no_number = || A::Error::custom("invalid type, expected a number");
        let name: String = map.next_key()?.ok_or_else(no_number)?;
        if name != digits::TEXT && !digits::is_number(&name) {
            return Err(no_number());
        }
        let text: String = map.next_value()?;
        match text.as_bytes() {
            [b'"', ..] => {
                let text: String = serde_json::from_str(&text).map_err(A::Error::custom)?;
                Ok(DecimalNumber::came(text, true))
            }
            [b'-' | b'0'..=b'9', ..] => Ok(DecimalNumber::came(text, false)),
            _ => Err(no_number()),
        }
    }

    fn visit_i64<E>(self, value: i64) -> Result<DecimalNumber, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<DecimalNumber, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<DecimalNumber, E> {
        Ok(value.into())
    }

    fn visit_str<E>(self, text: &str) -> Result<DecimalNumber, E> {
        Ok(DecimalNumber::came(text, true))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde::Deserialize as _;

    use super::*;

    #[test]
    fn a_number_is_kept_as_it_is_written() {
        for text in [
            "19.90",
            "0.1234567890123456789012345678901",
            "-0",
            "1E+2",
            "123456789012345678901234567890",
            "7",
        ] {
            let read: DecimalNumber = serde_json::from_str(text).unwrap();
            assert_eq!((read.as_str(), read.to_string().as_str()), (text, text));
            assert_eq!(serde_json::to_string(&read).unwrap(), text);
            let within = format!(r#"{{"a":[{text}],"b":null}}"#);
            let read: BTreeMap<String, Option<Vec<DecimalNumber>>> = serde_json::from_str(&within).unwrap();
            assert_eq!(serde_json::to_string(&read).unwrap(), within);
        }
        let quoted: DecimalNumber = serde_json::from_str(r#""19.90""#).unwrap();
        assert_eq!(quoted, "19.90");
        assert_eq!(serde_json::to_string(&quoted).unwrap(), r#""19.90""#);
        for none in ["true", "null", "[1]", r#"{"a":1}"#] {
            assert!(serde_json::from_str::<DecimalNumber>(none).is_err(), "{none}");
        }
    }

    #[test]
    fn a_value_that_was_read_already_is_taken_too() {
        let value = serde_json::json!({"a": 1.5, "b": -7, "c": "x"});
        let read = BTreeMap::<String, DecimalNumber>::deserialize(&value).unwrap();
        let read: Vec<&str> = read.values().map(DecimalNumber::as_str).collect();
        assert_eq!(read, ["1.5", "-7", "x"]);
        #[derive(serde::Deserialize)]
        #[serde(untagged)]
        enum Either {
            Decimal(DecimalNumber),
        }
        let Either::Decimal(read) = serde_json::from_str("2.50").unwrap();
        assert_eq!(read.to::<f64>().unwrap(), 2.5);
    }

    #[test]
    fn what_is_no_number_is_not_written() {
        for none in ["", "1,5", "NaN", "{}", " 1", "1 ", "+1", "01", "1."] {
            assert!(
                serde_json::to_string(&DecimalNumber::from(none)).is_err(),
                "{none}"
            );
        }
        assert!(serde_json::to_string(&DecimalNumber::from(f64::INFINITY)).is_err());
        assert_eq!(serde_json::to_string(&DecimalNumber::from(0.25)).unwrap(), "0.25");
        let value = serde_json::to_value(DecimalNumber::from("0.50")).unwrap();
        assert_eq!(value.as_f64(), Some(0.5));
    }
}
