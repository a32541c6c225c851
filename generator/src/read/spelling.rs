//! YAML's numbers that are meant as strings, as they are spelled: `enum: [1.10, 0x1F, 1e3]` beside `type: string` lists the texts
//! `1.10`, `0x1F` and `1e3`, and not the numbers that YAML makes of them. So does `.inf`, which is refused wherever it is meant as a number.
//!
//! A parser that hands out numbers has lost their spelling, so the text is read a second time, along what was read the first time,
//! and only where there is something to find.

use std::collections::HashSet;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

/// Why a document is refused that has such a number where no string is meant.
pub(super) const UNSAYABLE: &str = "a number that JSON cannot say";

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
            // Of any kind: what is merged may be of another than what counts.
            Value::Object(_) | Value::Array(_) => deserializer.deserialize_any(self),
            Value::Number(_) | Value::Bool(_) if self.meant == Meant::Text => {
                deserializer.deserialize_str(self)
            }
            // Which JSON may not be able to say.
            Value::Number(_) => deserializer.deserialize_any(self),
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
        if self.meant == Meant::Text && is_scalar(self.value) {
            *self.value = text.into();
        }
        Ok(())
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<(), E> {
        match value.is_finite() {
            true => Ok(()),
            false => Err(E::custom(UNSAYABLE)),
        }
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

    fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<(), A::Error> {
        mapping(self.value, entries, &mut HashSet::new())
    }
}

/// Spells the properties of `value` that a mapping says, but for those that are `done`: what it is merged into says them itself.
fn mapping<'de, A: MapAccess<'de>>(
    value: &mut Value,
    mut entries: A,
    done: &mut HashSet<String>,
) -> Result<(), A::Error> {
    let strings = is_string(value);
    let mut unmerged: Option<Value> = None;
    let mut merged: HashSet<String> = HashSet::new();
    let mut own: HashSet<String> = HashSet::new();
    while let Some(key) = entries.next_key_seed(Key)? {
        if key == MERGE && value.get(MERGE).is_none() {
            unmerged.get_or_insert_with(|| value.clone());
            merged.extend(done.iter().chain(&own).cloned());
            let done = &mut merged;
            entries.next_value_seed(Merged { value, done })?;
            continue;
        }
        let meant = match key.as_str() {
            key if strings && one(key) => Meant::Text,
            key if strings && several(key) => Meant::Texts,
            _ => Meant::Anything,
        };
        let own_value = unmerged.as_mut().and_then(|before| before.get_mut(&key));
        match value.get_mut(&key).filter(|_| !done.contains(&key)) {
            Some(value) => {
                // What the mapping says itself counts, also where it comes last.
                if let Some(before) = own_value {
                    *value = before.take();
                }
                entries.next_value_seed(Spelling { value, meant })?;
                own.insert(key);
            }
            None => {
                entries.next_value::<IgnoredAny>()?;
            }
        }
    }
    done.extend(own);
    done.extend(merged);
    Ok(())
}

/// The key whose mapping, or list of mappings, is merged into the one that it stands in.
const MERGE: &str = "<<";

/// What is merged into `value`. Of several, the first that says something counts.
struct Merged<'a> {
    value: &'a mut Value,
    done: &'a mut HashSet<String>,
}

impl<'de> DeserializeSeed<'de> for Merged<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Merged<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("mappings to merge")
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let Self { value, done } = self;
        while items
            .next_element_seed(Merged {
                value: &mut *value,
                done: &mut *done,
            })?
            .is_some()
        {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<(), A::Error> {
        mapping(self.value, entries, self.done)
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
