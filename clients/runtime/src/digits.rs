//! The digits of numbers that a [`Value`] cuts: `19.90` is `19.9` to it, and a number of thirty digits the nearest `f64`.
//!
//! A union's value is read before its member is known, so that nobody can say yet which of its numbers is a
//! [`DecimalNumber`](crate::formats::DecimalNumber). What the value does not keep is set down beside it, and goes with it from level to level.

use std::fmt;
use std::sync::LazyLock;

use serde::de::value::MapDeserializer;
use serde::de::{
    DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Unexpected, Visitor,
};
use serde_json::{Map, Number, Value};

use crate::trail::Step;

/// By this name serde_json's own `RawValue` asks for the text of a value. Whatever does not know the name gives the value.
pub(crate) const TEXT: &str = "$serde_json::private::RawValue";

/// By this name serde_json hands out a number as an object of one property, its text, where some crate of the program has switched on
/// its feature `arbitrary_precision`.
const NUMBER: &str = "$serde_json::private::Number";

/// Whether that feature is on, and a number is kept as it is written.
static AS_TEXT: LazyLock<bool> = LazyLock::new(|| {
    const FRACTION: &str = "1.10";
    serde_json::from_str(FRACTION).is_ok_and(|number: Number| number.to_string() == FRACTION)
});

/// Whether an object that begins with this property is a number. Without the feature it is what came.
pub(crate) fn is_number(name: &str) -> bool {
    name == NUMBER && *AS_TEXT
}

/// Gives a number to a visitor, whatever features serde_json has.
pub(crate) fn visit<'de, V: Visitor<'de>, E: Error>(number: &Number, visitor: V) -> Result<V::Value, E> {
    match (number.as_u64(), number.as_i64(), number.as_f64()) {
        (Some(value), ..) => visitor.visit_u64(value),
        (None, Some(value), _) => visitor.visit_i64(value),
        (None, None, Some(value)) => visitor.visit_f64(value),
        (None, None, None) => Err(E::custom("number out of range")),
    }
}

/// Gives a number to the visitor of a value of any kind, which would keep the nearest `f64` of what it cannot hold.
pub(crate) fn visit_any<'de, V: Visitor<'de>, E: Error>(
    number: &Number,
    digits: Option<Digits>,
    visitor: V,
) -> Result<V::Value, E> {
    match digits {
        Some(Digits::Number(text)) if *AS_TEXT => visitor.visit_map(MapDeserializer::new(std::iter::once((
            NUMBER,
            String::from(text),
        )))),
        Some(Digits::Number(text)) if number.is_f64() && is_cut(&text) => Err(cut()),
        _ => visit(number, visitor),
    }
}

/// The numbers that a value of any kind holds to the digit, if they are whole.
pub(crate) const HELD: &str = "a whole number of at most 64 bits";

/// The error of a number that a value of any kind does not hold.
fn cut<E: Error>() -> E {
    E::invalid_value(Unexpected::Other("a longer number"), &HELD)
}

/// Whether a number is whole, and the nearest `f64` is another.
fn is_cut(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let is_whole = digits.bytes().all(|byte| byte.is_ascii_digit());
    is_whole
        && text
            .parse()
            .is_ok_and(|nearest: f64| format!("{nearest:.0}") != text)
}

/// Gives a number to the visitor of an integer, which takes it however it is spelled.
pub(crate) fn visit_integer<'de, V: Visitor<'de>, E: Error>(
    number: &Number,
    digits: Option<Digits>,
    visitor: V,
) -> Result<V::Value, E> {
    if number.is_i64() || number.is_u64() {
        return visit(number, visitor);
    }
    let whole = match digits {
        Some(Digits::Number(text)) => whole(&text),
        _ => whole(&number.to_string()),
    };
    match whole.map(|whole| (i64::try_from(whole), u64::try_from(whole))) {
        Some((Ok(whole), _)) => visitor.visit_i64(whole),
        Some((_, Ok(whole))) => visitor.visit_u64(whole),
        _ => visit(number, visitor),
    }
}

/// The whole number that a number of JSON is.
fn whole(text: &str) -> Option<i128> {
    /// No integer has more digits.
    const MOST: usize = 20;
    let (sign, number) = match text.strip_prefix('-') {
        Some(number) => ("-", number),
        None => ("", text),
    };
    let (number, exponent) = number.split_once(['e', 'E']).unwrap_or((number, "0"));
    let (before, after) = number.split_once('.').unwrap_or((number, ""));
    let digits = [before, after].concat();
    let digits = digits.trim_start_matches('0');
    let point = exponent
        .parse::<i32>()
        .ok()?
        .checked_sub(after.len().try_into().ok()?)?;
    let end = usize::try_from(point.unsigned_abs()).ok()?;
    let digits = match point {
        _ if digits.is_empty() => "0".to_owned(),
        0.. if digits.len() + end <= MOST => digits.to_owned() + &"0".repeat(end),
        0.. => return None,
        _ => {
            let (whole, rest) = digits.split_at_checked(digits.len().checked_sub(end)?)?;
            rest.bytes()
                .all(|digit| digit == b'0')
                .then(|| whole.to_owned())?
        }
    };
    format!("{sign}{digits}").parse().ok()
}

/// Up to it, each whole number is an `f64`, and below it no two are one.
pub(crate) const EXACT: f64 = 9_007_199_254_740_992.0;

/// Gives an `f64` to a visitor that need not ask for one, where it is not known how it is written. Such an error means that it must be
/// known: see [`is_cut_perhaps`].
pub(crate) fn visit_f64<'de, V: Visitor<'de>, E: Error>(value: f64, visitor: V) -> Result<V::Value, E> {
    match value.fract() == 0.0 && value.abs() >= EXACT {
        true => Err(cut()),
        false => visitor.visit_f64(value),
    }
}

/// Whether an error may be one of [`visit_f64`].
pub(crate) fn is_cut_perhaps(error: &serde_json::Error) -> bool {
    error.to_string().contains(HELD)
}

/// Digits that are not in the value beside them.
#[derive(Debug, Clone)]
pub(crate) enum Digits {
    /// The value is a number, and this is how it is written.
    Number(Box<str>),
    /// They are in the items or properties of the value, in order of these.
    Within(Vec<(Step, Option<Digits>)>),
}

impl Digits {
    /// Those that [`visit`] does not give.
    fn of(number: &Number, text: &str) -> Option<Self> {
        let given = match (number.as_u64(), number.as_i64(), number.as_f64()) {
            (Some(value), ..) => Some(value.into()),
            (None, Some(value), _) => Some(value.into()),
            (None, None, value) => value.and_then(Number::from_f64),
        };
        let is_given = given.is_some_and(|given| given.to_string() == text);
        (!is_given).then(|| Self::Number(text.into()))
    }

    /// Those of an item or a property, which are asked for once.
    pub(crate) fn take(&mut self, step: &Step) -> Option<Self> {
        let Self::Within(places) = self else { return None };
        let place = places.binary_search_by(|(place, _)| place.cmp(step)).ok()?;
        places[place].1.take()
    }

    fn within(places: Vec<(Step, Option<Self>)>) -> Option<Self> {
        (!places.is_empty()).then_some(Self::Within(places))
    }
}

/// A value, and the digits that are not in it.
pub(crate) type Exact = (Value, Option<Digits>);

/// Reads a value of any kind. Its digits are known where the deserializer reads JSON text.
pub(crate) fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Exact, D::Error> {
    deserializer.deserialize_newtype_struct(TEXT, Whole)
}

/// The text of a value, or the value.
struct Whole;

impl<'de> Visitor<'de> for Whole {
    type Value = Exact;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Exact, D::Error> {
        Ok((serde::Deserialize::deserialize(deserializer)?, None))
    }

    /// An object of one property, which is the text.
    fn visit_map<A: MapAccess<'de>>(self, mut text: A) -> Result<Exact, A::Error> {
        let name: Option<IgnoredAny> = text.next_key()?;
        name.ok_or_else(|| A::Error::custom("the text of a value was asked for, and is not there"))?;
        text.next_value_seed(Text)
    }
}

/// The text of a value, which need not be copied.
struct Text;

impl<'de> DeserializeSeed<'de> for Text {
    type Value = Exact;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Exact, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for Text {
    type Value = Exact;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the text of a JSON value")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Exact, E> {
        parse(text).map_err(E::custom)
    }
}

/// Reads JSON text.
pub(crate) fn parse(text: &str) -> serde_json::Result<Exact> {
    let mut numbers = Numbers(text);
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let read = Beside(&mut numbers).deserialize(&mut deserializer)?;
    deserializer.end()?;
    Ok(read)
}

/// The numbers of a JSON text as they are written, in order.
struct Numbers<'a>(&'a str);

impl<'a> Iterator for Numbers<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        loop {
            let start = self
                .0
                .find(|c: char| c == '"' || c == '-' || c.is_ascii_digit())?;
            self.0 = &self.0[start..];
            match self.0.strip_prefix('"') {
                Some(text) => self.0 = after(text),
                None => {
                    let part = |c: char| c.is_ascii_digit() || "+-.eE".contains(c);
                    let end = self.0.find(|c| !part(c)).unwrap_or(self.0.len());
                    let (number, rest) = self.0.split_at(end);
                    self.0 = rest;
                    return Some(number);
                }
            }
        }
    }
}

/// What follows a string of JSON that has begun.
fn after(mut text: &str) -> &str {
    while let Some(at) = text.find(['"', '\\']) {
        let (_, rest) = text.split_at(at);
        match rest.strip_prefix('"') {
            Some(rest) => return rest,
            // What is escaped is one byte long, and may be a quotation mark.
            None => text = rest.get(2..).unwrap_or_default(),
        }
    }
    ""
}

/// Reads a value, with the numbers of its text beside it: they come in the same order.
struct Beside<'n, 'a>(&'n mut Numbers<'a>);

impl<'de> DeserializeSeed<'de> for Beside<'_, '_> {
    type Value = Exact;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Exact, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Beside<'_, '_> {
    type Value = Exact;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Exact, E> {
        Ok((Value::Null, None))
    }

    fn visit_bool<E>(self, value: bool) -> Result<Exact, E> {
        Ok((value.into(), None))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Exact, E> {
        self.0.next();
        Ok((value.into(), None))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Exact, E> {
        self.0.next();
        Ok((value.into(), None))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Exact, E> {
        let text = self.0.next();
        let number = Number::from_f64(value).ok_or_else(|| E::custom("number out of range"))?;
        let digits = text.and_then(|text| Digits::of(&number, text));
        Ok((number.into(), digits))
    }

    fn visit_str<E>(self, text: &str) -> Result<Exact, E> {
        Ok((text.into(), None))
    }

    fn visit_string<E>(self, text: String) -> Result<Exact, E> {
        Ok((text.into(), None))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Exact, A::Error> {
        let mut list = Vec::new();
        let mut places = Vec::new();
        while let Some((item, digits)) = items.next_element_seed(Beside(&mut *self.0))? {
            if digits.is_some() {
                places.push((Step::Index(list.len()), digits));
            }
            list.push(item);
        }
        Ok((list.into(), Digits::within(places)))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Exact, A::Error> {
        let mut object = Map::new();
        let mut places = Vec::new();
        while let Some(name) = entries.next_key::<String>()? {
            if is_number(&name) {
                let text: String = entries.next_value()?;
                let number: Number = text.parse().map_err(A::Error::custom)?;
                // The text is spelled anew: `1e2` is `1e+2` there.
                let digits = Digits::of(&number, self.0.next().unwrap_or(&text));
                return Ok((number.into(), digits));
            }
            let (value, digits) = entries.next_value_seed(Beside(&mut *self.0))?;
            // Of a property that is there twice the last counts, also if it has nothing to be kept beside it.
            if digits.is_some() || object.contains_key(&name) {
                places.push((Step::Name(name.clone()), digits));
            }
            object.insert(name, value);
        }
        places.reverse();
        places.sort_by(|(one, _), (other, _)| one.cmp(other));
        places.dedup_by(|(one, _), (other, _)| one == other);
        Ok((object.into(), Digits::within(places)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trail::Shown;

    /// Each place that keeps digits, with them.
    fn kept(digits: Option<&Digits>) -> Vec<(String, &str)> {
        match digits {
            None => Vec::new(),
            Some(Digits::Number(text)) => vec![(String::new(), text)],
            Some(Digits::Within(places)) => {
                let inner = places.iter().flat_map(|(step, digits)| {
                    let inner = kept(digits.as_ref()).into_iter();
                    inner.map(move |(path, text)| {
                        (format!("{}{path}", Shown(std::slice::from_ref(step))), text)
                    })
                });
                inner.collect()
            }
        }
    }

    #[test]
    fn what_the_value_does_not_keep_is_beside_it() {
        let rows: [(&str, &[(&str, &str)]); 9] = [
            ("19.90", &[("", "19.90")]),
            (
                "[5, 5.5, -0, 1e2, 5.0, -7, 18446744073709551616]",
                &[("[2]", "-0"), ("[3]", "1e2"), ("[6]", "18446744073709551616")],
            ),
            (
                r#"{"1.10\\":"2.20","\"3.30":[1.10,"\\\"",{"b":2.20}],"a":9}"#,
                &[("*[0]", "1.10"), ("*[2]b", "2.20")],
            ),
            (r#"{"a":1.10,"a":"x"}"#, &[]),
            (r#"{"a":1.10,"a":2.5}"#, &[]),
            (r#"{"a":1,"b":[],"a":1.10}"#, &[("a", "1.10")]),
            (r#"{"b":1.10,"a":1.20,"b":1.30}"#, &[("a", "1.20"), ("b", "1.30")]),
            (r#""1.10""#, &[]),
            ("null", &[]),
        ];
        for (text, expected) in rows {
            let (value, digits) = parse(text).unwrap();
            assert_eq!(value, serde_json::from_str::<Value>(text).unwrap(), "{text}");
            let kept = kept(digits.as_ref());
            let kept: Vec<_> = kept.iter().map(|(path, text)| (path.as_str(), *text)).collect();
            assert_eq!(kept, expected, "{text}");
        }
        for broken in ["1.", "[1.10", "1.10 2"] {
            assert!(parse(broken).is_err(), "{broken}");
        }
    }

    #[test]
    fn a_value_that_was_read_already_is_taken_too() {
        let value = serde_json::json!({"a": [1.5, null]});
        assert_eq!(read(&value).unwrap().0, value);
    }
}
