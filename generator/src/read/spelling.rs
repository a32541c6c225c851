//! YAML's numbers that are meant as strings, as they are spelled: `enum: [1.10, 0x1F, 1e3]` beside `type: string` lists the texts
//! `1.10`, `0x1F` and `1e3`, and not the numbers that YAML makes of them.
//!
//! A parser that hands out numbers has lost their spelling, so the text is read a second time, along what was read the first time,
//! and only where there is something to find.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

/// Keywords that hold values of their schema.
const ONE: [&str; 3] = ["const", "default", "example"];
/// Keywords that list values of their schema.
const SEVERAL: [&str; 2] = ["enum", "examples"];

/// Whether a string schema in `value` has a number or a flag for one of its values.
pub(super) fn is_lost(value: &Value) -> bool {
    match value {
        Value::Object(object) => {
            let strings = is_string(value);
            object.iter().any(|(key, child)| {
                let lost = strings && (one(key) && is_scalar(child) || several(key) && lists_scalar(child));
                lost || is_lost(child)
            })
        }
        Value::Array(items) => items.iter().any(is_lost),
        _ => false,
    }
}

fn one(key: &str) -> bool {
    ONE.contains(&key)
}

fn several(key: &str) -> bool {
    SEVERAL.contains(&key)
}

fn is_scalar(value: &Value) -> bool {
    value.is_number() || value.is_boolean()
}

fn lists_scalar(value: &Value) -> bool {
    value.as_array().is_some_and(|items| items.iter().any(is_scalar))
}

/// A schema of strings, and of nothing else but null.
fn is_string(schema: &Value) -> bool {
    match &schema["type"] {
        Value::String(name) => name == "string",
        Value::Array(names) => {
            names.iter().any(|name| name == "string")
                && names.iter().all(|name| name == "string" || name == "null")
        }
        _ => false,
    }
}

/// What is meant where a value stands.
#[derive(Clone, Copy, PartialEq)]
enum Meant {
    /// What YAML says.
    Anything,
    /// A text.
    Text,
    /// A list of texts.
    Texts,
}

/// Puts the spelling in place of numbers that are meant as strings.
pub(super) struct Spelling<'a> {
    value: &'a mut Value,
    meant: Meant,
}

impl<'a> Spelling<'a> {
    /// Of a document that was read from the same text.
    pub(super) fn of(value: &'a mut Value) -> Self {
        Self {
            value,
            meant: Meant::Anything,
        }
    }
}

impl<'de> DeserializeSeed<'de> for Spelling<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        match &self.value {
            Value::Object(_) => deserializer.deserialize_map(self),
            Value::Array(_) => deserializer.deserialize_seq(self),
            Value::Number(_) | Value::Bool(_) if self.meant == Meant::Text => {
                deserializer.deserialize_str(self)
            }
            _ => deserializer.deserialize_ignored_any(IgnoredAny).map(|_| ()),
        }
    }
}

impl<'de> Visitor<'de> for Spelling<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("what was read before")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        *self.value = text.into();
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let meant = match self.meant {
            Meant::Texts => Meant::Text,
            Meant::Anything | Meant::Text => Meant::Anything,
        };
        for value in self.value.as_array_mut().into_iter().flatten() {
            if items.next_element_seed(Spelling { value, meant })?.is_none() {
                break;
            }
        }
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        let strings = is_string(self.value);
        while let Some(key) = entries.next_key_seed(Key)? {
            let meant = match key.as_str() {
                key if strings && one(key) => Meant::Text,
                key if strings && several(key) => Meant::Texts,
                _ => Meant::Anything,
            };
            match self.value.get_mut(&key) {
                Some(value) => entries.next_value_seed(Spelling { value, meant })?,
                // A merge key, whose mapping is read where it has a name.
                None => {
                    entries.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(())
    }
}

/// A key as its text stands.
struct Key;

impl<'de> DeserializeSeed<'de> for Key {
    type Value = String;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Key {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<String, E> {
        Ok(key.to_owned())
    }
}
