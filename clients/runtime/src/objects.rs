//! JSON → a documented type, structs from objects only, integers however they are spelled.
//!
//! Serde's derived code also reads a struct from an array, one property after the other: `["x"]` would pass for a reply
//! that it is not. The adapters here ask for a map wherever a type asks for a struct, at any depth. JSON has one kind of number,
//! so that `400.0` and `4e2` are as much an integer as `400` (RFC 8259, section 6); serde takes only the last for one. A value of any kind that
//! cannot hold a whole number would have another in its place: an error, if the number is not the same.

use std::fmt;

use serde::de::{DeserializeOwned, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

use crate::digits;
use crate::documented::Documented;
use crate::integer::Integer;

/// Reads a documented type from JSON text.
pub(crate) fn from_slice<T: DeserializeOwned>(json: &[u8]) -> serde_json::Result<T> {
    match (from_text(json), std::str::from_utf8(json)) {
        // Read again, as nothing but its text says whether a number is held to the digit.
        (Err(error), Ok(text)) if digits::is_cut_perhaps(&error) => {
            let (value, digits) = digits::parse(text)?;
            T::deserialize(Documented::new(value, digits))
        }
        (read, _) => read,
    }
}

fn from_text<T: DeserializeOwned>(json: &[u8]) -> serde_json::Result<T> {
    let mut deserializer = serde_json::Deserializer::from_slice(json);
    let value = T::deserialize(Objects(&mut deserializer))?;
    deserializer.end()?;
    Ok(value)
}

/// Reads a documented type from a JSON value.
///
/// # Errors
///
/// A value of another shape.
pub fn from_value<T: DeserializeOwned>(value: &serde_json::Value) -> serde_json::Result<T> {
    T::deserialize(Documented::new(&mut value.clone(), None))
}

/// A deserializer, visitor, seed or access whose inner one is wrapped wherever it hands out another.
struct Objects<T>(T);

macro_rules! integer {
    ($($method:ident)*) => {
        $(
            fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
                self.0.$method(Integer(Objects(visitor)))
            }
        )*
    };
}

macro_rules! forward {
    ($($method:ident)*) => {
        $(
            fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
                self.0.$method(Objects(visitor))
            }
        )*
    };
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Objects<D> {
    type Error = D::Error;

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.0.deserialize_map(Objects(visitor))
    }

    integer! {
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64
    }

    forward! {
        deserialize_any deserialize_bool deserialize_i128 deserialize_u128 deserialize_char deserialize_str deserialize_string deserialize_bytes
        deserialize_byte_buf deserialize_option deserialize_unit deserialize_seq deserialize_map
        deserialize_identifier deserialize_ignored_any
    }

    fn deserialize_f32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_f32(visitor)
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_f64(visitor)
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.0.deserialize_unit_struct(name, Objects(visitor))
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.0.deserialize_newtype_struct(name, Objects(visitor))
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, len: usize, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_tuple(len, Objects(visitor))
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        len: usize,
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.0.deserialize_tuple_struct(name, len, Objects(visitor))
    }

    // Generated types hold no enum that serde derives: what is inside one is left to serde.
    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.0.deserialize_enum(name, variants, visitor)
    }

    fn is_human_readable(&self) -> bool {
        self.0.is_human_readable()
    }
}

macro_rules! visit {
    ($($method:ident: $value:ty,)*) => {
        $(
            fn $method<E: serde::de::Error>(self, value: $value) -> Result<V::Value, E> {
                self.0.$method(value)
            }
        )*
    };
}

impl<'de, V: Visitor<'de>> Visitor<'de> for Objects<V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.expecting(f)
    }

    visit! {
        visit_bool: bool,
        visit_i64: i64,
        visit_i128: i128,
        visit_u64: u64,
        visit_u128: u128,
        visit_str: &str,
        visit_borrowed_str: &'de str,
        visit_string: String,
        visit_bytes: &[u8],
        visit_borrowed_bytes: &'de [u8],
        visit_byte_buf: Vec<u8>,
    }

    // Whoever asks for a float is not in between.
    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<V::Value, E> {
        digits::visit_f64(value, self.0)
    }

    fn visit_none<E: serde::de::Error>(self) -> Result<V::Value, E> {
        self.0.visit_none()
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<V::Value, E> {
        self.0.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<V::Value, D::Error> {
        self.0.visit_some(Objects(deserializer))
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<V::Value, D::Error> {
        self.0.visit_newtype_struct(Objects(deserializer))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<V::Value, A::Error> {
        self.0.visit_seq(Objects(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<V::Value, A::Error> {
        self.0.visit_map(Objects(entries))
    }
}

impl<'de, S: DeserializeSeed<'de>> DeserializeSeed<'de> for Objects<S> {
    type Value = S::Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<S::Value, D::Error> {
        self.0.deserialize(Objects(deserializer))
    }
}

impl<'de, A: SeqAccess<'de>> SeqAccess<'de> for Objects<A> {
    type Error = A::Error;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, A::Error> {
        self.0.next_element_seed(Objects(seed))
    }

    fn size_hint(&self) -> Option<usize> {
        self.0.size_hint()
    }
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Objects<A> {
    type Error = A::Error;

    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, A::Error> {
        self.0.next_key_seed(Objects(seed))
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, A::Error> {
        self.0.next_value_seed(Objects(seed))
    }

    fn size_hint(&self) -> Option<usize> {
        self.0.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Extra;
    use serde::Deserialize;
    use serde_json::{Value, json};

    #[derive(Debug, PartialEq, Deserialize)]
    struct Outer {
        #[serde(default)]
        inner: Option<Inner>,
        #[serde(default)]
        list: Vec<Inner>,
        #[serde(default)]
        any: Value,
    }

    #[derive(Debug, PartialEq, Deserialize)]
    struct Inner {
        id: i64,
    }

    fn read(json: Value) -> Option<Outer> {
        let from_text = from_slice(json.to_string().as_bytes()).ok();
        assert_eq!(from_text, from_value(&json).ok());
        from_text
    }

    #[test]
    fn an_object_is_read_as_ever() {
        let outer =
            read(json!({"inner": {"id": 1}, "list": [{"id": 2}], "any": [1, {"a": null}], "more": [[]]}));
        let outer = outer.expect("all of it is as documented");
        assert_eq!(
            (outer.inner, outer.list),
            (Some(Inner { id: 1 }), vec![Inner { id: 2 }])
        );
        assert_eq!(outer.any, json!([1, {"a": null}]));
    }

    #[test]
    fn an_array_is_not_an_object_at_any_depth() {
        for json in [
            json!([]),
            json!([null, [], 1]),
            json!({"inner": [1]}),
            json!({"list": [[2]]}),
        ] {
            assert_eq!(read(json.clone()), None, "{json}");
        }
    }

    #[test]
    fn a_whole_number_is_an_integer_however_it_is_spelled() {
        let read = |text: &str| from_slice::<i64>(text.as_bytes()).ok();
        for (text, expected) in [
            ("400.0", Some(400)),
            ("4e2", Some(400)),
            ("-3.0", Some(-3)),
            ("-0.0", Some(0)),
            ("-9223372036854775808.0", Some(i64::MIN)),
            ("9223372036854775807", Some(i64::MAX)),
            ("9223372036854775807.0", Some(i64::MAX)),
            ("-9223372036854775809", None),
            ("9007199254740993.00", Some(9_007_199_254_740_993)),
            ("900719925474099.3e+1", Some(9_007_199_254_740_993)),
            ("9007199254740993.5", None),
            ("0.00e99999", Some(0)),
            ("5e99999999999", None),
            ("1e18", Some(1_000_000_000_000_000_000)),
            ("9223372036854775808.0", None),
            ("1e300", None),
            ("3.5", None),
            ("\"3\"", None),
            ("true", None),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
        assert_eq!(from_slice::<u64>(b"9223372036854775808.0").ok(), Some(1 << 63));
        assert_eq!(from_slice::<u64>(b"18446744073709551616.0").ok(), None);
        assert_eq!(from_slice::<u8>(b"256.0").ok(), None);
        assert_eq!(
            from_value::<Vec<Option<i32>>>(&json!([1.0, null])).ok(),
            Some(vec![Some(1), None])
        );
        let error = from_slice::<i64>(b"3.5").unwrap_err().to_string();
        assert!(error.contains("expected i64"), "{error}");
    }

    #[test]
    fn a_whole_number_that_a_value_cannot_hold_is_no_other() {
        // `None` is an error, unless some crate has switched on serde_json's feature `arbitrary_precision`.
        for (number, written) in [
            ("18446744073709551615", Some("18446744073709551615")),
            ("-9223372036854775808", Some("-9223372036854775808")),
            ("18446744073709551617", None),
            ("-9223372036854775809", None),
            ("123456789012345678901234567890", None),
            ("100000000000000000000", Some("1e+20")),
            ("1e30", Some("1e+30")),
            ("0.12345678901234567890", Some("0.12345678901234568")),
        ] {
            let text = format!(r#"{{"a":[{number},{{"b":{number}}}],"c":{number}}}"#);
            let (value, digits) = digits::parse(&text).unwrap();
            for read in [
                from_slice::<Value>(text.as_bytes()),
                from_slice::<Extra>(text.as_bytes()).map(|extra| json!(extra)),
                Value::deserialize(Documented::new(value, digits)),
            ] {
                match (read.map(|read| read.to_string()), written) {
                    (Ok(read), _) if read == text => {}
                    (Ok(read), Some(written)) => assert_eq!(read, text.replace(number, written)),
                    (Ok(read), None) => panic!("{read} of {text}"),
                    (Err(error), _) => {
                        assert_eq!(written, None, "{error}");
                        let what =
                            "invalid value: a longer number, expected a whole number of at most 64 bits";
                        assert!(error.to_string().starts_with(what), "{error}");
                    }
                }
            }
            // A float is the nearest one, as its type says.
            let float: f64 = number.parse().unwrap();
            assert_eq!(
                from_slice::<Vec<f64>>(format!("[{number}]").as_bytes()).unwrap(),
                [float]
            );
        }
    }

    #[test]
    fn text_after_the_value_is_refused() {
        assert!(from_slice::<Inner>(br#"{"id": 1} x"#).is_err());
    }
}
