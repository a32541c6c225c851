//! A JSON value → a documented type: what [`objects`](crate::objects) does for text.
//!
//! A value is given, and moves from level to level, or it is lent, and is as it was when its reading has failed: what is kept
//! as it came if it is not of the documented type is not copied beforehand. A union takes the value that it stands for whole (see
//! [`Undecided`](crate::Undecided)), looks at it and hands it on to the one type that it decides for: however unions nest, each part of a
//! reply is read once.

use serde::de::value::{MapDeserializer, StrDeserializer};
use serde::de::{DeserializeSeed, Deserializer, IntoDeserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Error, Map, Value, map};

use crate::digits::{self, Digits};
use crate::handed;
use crate::trail::{self, Step};

/// A value on its way into a documented type: a [`Value`], or a `&mut Value`, with the digits that it has not kept.
pub(crate) struct Documented<H> {
    held: H,
    digits: Option<Digits>,
}

impl<H> Documented<H> {
    pub(crate) fn new(held: H, digits: Option<Digits>) -> Self {
        Self { held, digits }
    }
}

/// A value that is given or lent.
pub(crate) trait Held<'de>: Sized {
    /// The items of a list.
    type Items: Iterator<Item = Self>;
    /// The properties of an object.
    type Entries: Iterator<Item = (Self::Name, Self)>;
    /// The name of a property.
    type Name: AsRef<str>;

    /// The value, to be looked at.
    fn look(&self) -> &Value;
    /// What is in it.
    fn open(self) -> Open<'de, Self>;
    /// Gives what is neither list nor object to a visitor.
    fn leaf<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error>;
    /// Gives the value to the visitor of a union.
    fn hand_over<V: Visitor<'de>>(self, digits: Option<Digits>, visitor: V) -> Result<V::Value, Error>;
}

/// What is in a value.
pub(crate) enum Open<'de, H: Held<'de>> {
    List(H::Items),
    Object(H::Entries),
    Leaf(H),
}

impl<'de> Held<'de> for Value {
    type Items = std::vec::IntoIter<Self>;
    type Entries = <Map<String, Self> as IntoIterator>::IntoIter;
    type Name = String;

    fn look(&self) -> &Value {
        self
    }

    fn open(self) -> Open<'de, Self> {
        match self {
            Self::Array(items) => Open::List(items.into_iter()),
            Self::Object(object) => Open::Object(object.into_iter()),
            leaf => Open::Leaf(leaf),
        }
    }

    fn leaf<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            Self::Number(number) => digits::visit(&number, visitor),
            leaf => leaf.deserialize_any(visitor),
        }
    }

    fn hand_over<V: Visitor<'de>>(self, digits: Option<Digits>, visitor: V) -> Result<V::Value, Error> {
        handed::give((self, digits), visitor)
    }
}

impl<'de> Held<'de> for &'de mut Value {
    type Items = std::slice::IterMut<'de, Value>;
    type Entries = map::IterMut<'de>;
    type Name = &'de String;

    fn look(&self) -> &Value {
        self
    }

    fn open(self) -> Open<'de, Self> {
        match self {
            Value::Array(items) => Open::List(items.iter_mut()),
            Value::Object(object) => Open::Object(object.iter_mut()),
            leaf => Open::Leaf(leaf),
        }
    }

    fn leaf<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            Value::Number(number) => digits::visit(number, visitor),
            leaf => (&*leaf).deserialize_any(visitor),
        }
    }

    fn hand_over<V: Visitor<'de>>(self, digits: Option<Digits>, visitor: V) -> Result<V::Value, Error> {
        handed::lend(self, digits, visitor)
    }
}

macro_rules! integer {
    ($($method:ident)*) => {
        $(
            fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
                match self.held.look() {
                    Value::Number(number) => digits::visit_integer(number, self.digits, visitor),
                    _ => self.open(&[], visitor),
                }
            }
        )*
    };
}

macro_rules! open {
    ($($method:ident)*) => {
        $(
            fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
                self.open(&[], visitor)
            }
        )*
    };
}

impl<'de, H: Held<'de>> Documented<H> {
    /// Gives a visitor what is there, whatever was asked for; it knows these properties.
    fn open<V: Visitor<'de>>(
        self,
        documented: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        #[cfg(test)]
        tests::count(self.held.look());
        let digits = self.digits;
        match self.held.open() {
            Open::List(items) => visitor.visit_seq(Items {
                index: 0,
                items,
                digits,
            }),
            Open::Object(entries) => visitor.visit_map(Entries {
                entries,
                documented,
                value: None,
                digits,
            }),
            Open::Leaf(leaf) => leaf.leaf(visitor),
        }
    }
}

impl<'de, H: Held<'de>> Deserializer<'de> for Documented<H> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.held.look() {
            Value::Number(number) => digits::visit_any(number, self.digits, visitor),
            _ => self.open(&[], visitor),
        }
    }

    integer! {
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64
    }

    open! {
        deserialize_bool deserialize_i128 deserialize_u128 deserialize_f32 deserialize_f64 deserialize_char deserialize_str
        deserialize_string deserialize_bytes deserialize_byte_buf deserialize_unit deserialize_identifier
        deserialize_seq deserialize_map
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.held.look() {
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
        if handed::is(name) {
            return self.held.hand_over(self.digits, visitor);
        }
        match self.digits {
            Some(Digits::Number(text)) if name == digits::TEXT => visitor.visit_map(MapDeserializer::new(
                std::iter::once((digits::TEXT, String::from(text))),
            )),
            _ => visitor.visit_newtype_struct(self),
        }
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _len: usize, visitor: V) -> Result<V::Value, Error> {
        self.open(&[], visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _len: usize,
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.open(&[], visitor)
    }

    /// Serde's derived code would take a list for a struct.
    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        match self.held.look() {
            Value::Array(_) => Err(serde::de::Error::invalid_type(
                serde::de::Unexpected::Seq,
                &visitor,
            )),
            _ => self.open(fields, visitor),
        }
    }

    // Generated types hold no enum that serde derives: what is inside one is left to serde.
    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.held.look().clone().deserialize_enum(name, variants, visitor)
    }
}

struct Items<I> {
    index: usize,
    items: I,
    digits: Option<Digits>,
}

impl<'de, H: Held<'de>, I: Iterator<Item = H>> SeqAccess<'de> for Items<I> {
    type Error = Error;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Error> {
        let Some(item) = self.items.next() else {
            return Ok(None);
        };
        let step = Step::Index(self.index);
        self.index += 1;
        let digits = self.digits.as_mut().and_then(|digits| digits.take(&step));
        trail::within(|| step, || seed.deserialize(Documented::new(item, digits))).map(Some)
    }

    fn size_hint(&self) -> Option<usize> {
        self.items.size_hint().1
    }
}

struct Entries<I, H> {
    entries: I,
    documented: &'static [&'static str],
    value: Option<(Option<String>, H)>,
    digits: Option<Digits>,
}

impl<'de, N: AsRef<str>, H: Held<'de>, I: Iterator<Item = (N, H)>> MapAccess<'de> for Entries<I, H> {
    type Error = Error;

    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Error> {
        let Some((name, value)) = self.entries.next() else {
            return Ok(None);
        };
        let name = name.as_ref();
        let is_needed = trail::is_kept() || self.digits.is_some();
        self.value = Some((is_needed.then(|| name.to_owned()), value));
        let name: StrDeserializer<'_, Error> = name.into_deserializer();
        seed.deserialize(name).map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Error> {
        let Some((name, value)) = self.value.take() else {
            return Err(serde::de::Error::custom("a value was asked for before its name"));
        };
        let step = Step::Name(name.unwrap_or_default());
        let digits = self.digits.as_mut().and_then(|digits| digits.take(&step));
        let step = || match step {
            Step::Name(name) if self.documented.contains(&name.as_str()) => Step::Documented(name),
            step => step,
        };
        trail::within(step, || seed.deserialize(Documented::new(value, digits)))
    }

    fn size_hint(&self) -> Option<usize> {
        self.entries.size_hint().1
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

    pub(super) fn count(value: &Value) {
        if value.is_array() || value.is_object() {
            STEPS.set(STEPS.get() + 1);
        }
    }

    /// What `read` gives, and how many lists and objects it has looked into.
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
            let by_value = Outer::deserialize(Documented::new(json.clone(), None)).ok();
            let by_text = crate::objects::from_slice::<Outer>(json.to_string().as_bytes()).ok();
            assert_eq!(by_value, by_text, "{json}");
        }
    }
}
