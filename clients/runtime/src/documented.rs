//! A JSON value, by value → a documented type: what [`objects`](crate::objects) does for text.
//!
//! Values move from level to level and none is copied. A union takes the value that it stands for whole (see
//! [`Undecided`](crate::Undecided)), looks at it and hands it on to the one type that it decides for: however unions nest, each part of a
//! reply is read once.

use serde::de::value::StringDeserializer;
use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Error, Map, Value};

use crate::objects::Integer;
use crate::trail::{self, Step};
use crate::undecided;

/// A value on its way into a documented type.
pub(crate) struct Documented(pub(crate) Value);

macro_rules! leaf {
    ($($method:ident)*) => {
        $(
            fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
                match self.0 {
                    Value::Array(_) | Value::Object(_) => self.deserialize_any(visitor),
                    leaf => leaf.$method(visitor),
                }
            }
        )*
    };
}

macro_rules! integer {
    ($($method:ident)*) => {
        $(
            fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
                match self.0 {
                    Value::Number(number) => number.deserialize_any(Integer(visitor)),
                    other => Self(other).deserialize_any(visitor),
                }
            }
        )*
    };
}

macro_rules! any {
    ($($method:ident)*) => {
        $(
            fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
                self.deserialize_any(visitor)
            }
        )*
    };
}

impl<'de> Deserializer<'de> for Documented {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        #[cfg(test)]
        tests::count();
        match self.0 {
            Value::Array(items) => visitor.visit_seq(Items {
                index: 0,
                items: items.into_iter(),
            }),
            Value::Object(object) => visitor.visit_map(Entries {
                entries: object.into_iter(),
                value: None,
            }),
            leaf => leaf.deserialize_any(visitor),
        }
    }

    integer! {
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64
    }

    leaf! {
        deserialize_bool deserialize_i128 deserialize_u128 deserialize_f32 deserialize_f64 deserialize_char deserialize_str
        deserialize_string deserialize_bytes deserialize_byte_buf deserialize_unit deserialize_identifier
    }

    any! { deserialize_seq deserialize_map }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0 {
            Value::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        match undecided::is(name) {
            true => undecided::hand_over(self.0, visitor),
            false => visitor.visit_newtype_struct(self),
        }
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _len: usize, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_any(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _len: usize,
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_any(visitor)
    }

    /// Serde's derived code would take a list for a struct.
    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        match self.0 {
            Value::Array(_) => Err(serde::de::Error::invalid_type(
                serde::de::Unexpected::Seq,
                &visitor,
            )),
            _ => self.deserialize_any(visitor),
        }
    }

    // Generated types hold no enum that serde derives: what is inside one is left to serde.
    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.0.deserialize_enum(name, variants, visitor)
    }
}

struct Items {
    index: usize,
    items: std::vec::IntoIter<Value>,
}

impl<'de> SeqAccess<'de> for Items {
    type Error = Error;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Error> {
        let Some(item) = self.items.next() else {
            return Ok(None);
        };
        let step = Step::Index(self.index);
        self.index += 1;
        trail::within(|| step, || seed.deserialize(Documented(item))).map(Some)
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.items.len())
    }
}

struct Entries {
    entries: <Map<String, Value> as IntoIterator>::IntoIter,
    value: Option<(Option<String>, Value)>,
}

impl<'de> MapAccess<'de> for Entries {
    type Error = Error;

    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Error> {
        let Some((name, value)) = self.entries.next() else {
            return Ok(None);
        };
        self.value = Some((trail::is_kept().then(|| name.clone()), value));
        seed.deserialize(StringDeserializer::new(name)).map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Error> {
        let Some((name, value)) = self.value.take() else {
            return Err(serde::de::Error::custom("a value was asked for before its name"));
        };
        trail::within(
            || Step::Name(name.unwrap_or_default()),
            || seed.deserialize(Documented(value)),
        )
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.entries.len())
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use std::cell::Cell;
    use std::collections::BTreeMap;

    use serde::Deserialize;
    use serde_json::json;

    use super::*;

    thread_local! {
        static STEPS: Cell<usize> = const { Cell::new(0) };
    }

    pub(super) fn count() {
        STEPS.set(STEPS.get() + 1);
    }

    /// What `read` gives, and how many values it has looked into.
    pub(crate) fn counted<T>(read: impl FnOnce() -> T) -> (T, usize) {
        STEPS.set(0);
        let given = read();
        (given, STEPS.get())
    }

    #[derive(Debug, PartialEq, Deserialize)]
    struct Outer {
        #[serde(default)]
        inner: Option<Inner>,
        #[serde(default)]
        map: BTreeMap<String, Vec<Inner>>,
        #[serde(default)]
        any: Value,
    }

    #[derive(Debug, PartialEq, Deserialize)]
    struct Inner {
        id: i64,
        #[serde(default)]
        weight: Option<f64>,
    }

    #[test]
    fn a_value_is_read_as_its_text_is() {
        for json in [
            json!({"inner": {"id": 4e2, "weight": 1}, "map": {"a": [{"id": 1, "more": [[]]}]}, "any": [{"b": null}]}),
            json!({"inner": null}),
            json!({"inner": [1]}),
            json!({"inner": {"id": 1.5}}),
            json!({"inner": {}}),
            json!({"map": {"a": [[1]]}}),
            json!([null, {}]),
            json!("text"),
        ] {
            let by_value = Outer::deserialize(Documented(json.clone())).ok();
            let by_text = crate::objects::from_slice::<Outer>(json.to_string().as_bytes()).ok();
            assert_eq!(by_value, by_text, "{json}");
        }
    }
}
