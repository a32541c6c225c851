//! Builds a [`Value`] from whatever parser drives it, refusing what a document must not hold.
//!
//! JSON and YAML parsers accept more than a document may say: a key given twice (the last would silently win), a
//! custom tag, a number that JSON has no form for, aliases that expand without end, nesting that would exhaust the
//! stack of every later stage. Both parsers are driven through [`ValueSeed`], so both refuse alike.

use std::cell::{Cell, RefCell};
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

/// Deepest nesting. Real documents stay below 40; the parsers themselves stop at 128.
const MAX_DEPTH: usize = 120;

/// How much more than its own text a document may become when its aliases are resolved: this many times its bytes …
const MAX_EXPANSION: usize = 4;

/// … and this many bytes on top, so that small documents may share freely.
const FREE_EXPANSION: usize = 1 << 18;

/// What one parse may still use, and why it was refused.
pub(super) struct ParseGuard {
    left: Cell<usize>,
    merge_keys: bool,
    has_unsayable: Cell<bool>,
    refusal: RefCell<Option<ParseRefusal>>,
}

/// A reason to refuse a document that its parser accepts.
pub(super) struct ParseRefusal {
    pub(super) problem: String,
    pub(super) remedy: &'static str,
}

impl ParseGuard {
    /// For a text of `length` bytes; `merge_keys` says whether `<<` merges mappings, as in YAML.
    pub(super) fn new(length: usize, merge_keys: bool) -> Self {
        let left = length
            .saturating_mul(MAX_EXPANSION)
            .saturating_add(FREE_EXPANSION);
        Self {
            left: Cell::new(left),
            merge_keys,
            has_unsayable: Cell::new(false),
            refusal: RefCell::new(None),
        }
    }

    /// The seed of the document's root.
    pub(super) fn seed(&self) -> ValueSeed<'_> {
        ValueSeed {
            guard: self,
            depth: 0,
        }
    }

    /// Whether numbers came that JSON cannot say. They may be meant as strings, which only a second reading tells.
    pub(super) fn has_unsayable(&self) -> bool {
        self.has_unsayable.get()
    }

    /// Why the document was refused, when it was not the parser that refused it.
    pub(super) fn into_refusal(self) -> Option<ParseRefusal> {
        self.refusal.into_inner()
    }

    fn refuse<E: Error>(&self, problem: impl Into<String>, remedy: &'static str) -> E {
        let problem = problem.into();
        let error = E::custom(&problem);
        self.refusal.replace(Some(ParseRefusal { problem, remedy }));
        error
    }

    fn spend<E: Error>(&self, bytes: usize) -> Result<(), E> {
        match self.left.get().checked_sub(bytes + 1) {
            Some(left) => {
                self.left.set(left);
                Ok(())
            }
            None => Err(self.refuse(
                "the document's aliases expand to many times its size",
                "write the repeated parts as components, or fewer of them",
            )),
        }
    }
}

/// Deserializes any value at one depth of the document.
#[derive(Clone, Copy)]
pub(super) struct ValueSeed<'g> {
    guard: &'g ParseGuard,
    depth: usize,
}

impl ValueSeed<'_> {
    fn deeper<E: Error>(self) -> Result<Self, E> {
        if self.depth == MAX_DEPTH {
            return Err(self.guard.refuse(
                format!("nested more than {MAX_DEPTH} levels deep"),
                "move inner schemas to components and refer to them",
            ));
        }
        Ok(Self {
            depth: self.depth + 1,
            ..self
        })
    }
}

impl<'de> DeserializeSeed<'de> for ValueSeed<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for ValueSeed<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value that JSON can say")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        self.guard.spend(0)?;
        Ok(Value::Null)
    }

    fn visit_none<E: Error>(self) -> Result<Value, E> {
        self.visit_unit()
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        self.guard.spend(0)?;
        Ok(Value::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        self.guard.spend(0)?;
        Ok(value.into())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        self.guard.spend(0)?;
        Ok(value.into())
    }

    // Beyond 64 bits JSON readers, and so every tool downstream, fall back to floating point.
    fn visit_i128<E: Error>(self, value: i128) -> Result<Value, E> {
        self.visit_f64(value as f64)
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<Value, E> {
        self.visit_f64(value as f64)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        self.guard.spend(0)?;
        let number = Number::from_f64(value);
        if number.is_none() {
            self.guard.has_unsayable.set(true);
        }
        Ok(number.map_or(0.into(), Value::Number))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        self.guard.spend(value.len())?;
        Ok(Value::String(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        self.guard.spend(0)?;
        let seed = self.deeper()?;
        let mut array = Vec::new();
        while let Some(item) = items.next_element_seed(seed)? {
            array.push(item);
        }
        Ok(Value::Array(array))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        self.guard.spend(0)?;
        let seed = self.deeper()?;
        let mut object = Map::new();
        while let Some(key) = entries.next_key_seed(KeySeed {
            guard: self.guard,
            seen: &object,
        })? {
            object.insert(key, entries.next_value_seed(seed)?);
        }
        if self.guard.merge_keys {
            merge(&mut object);
        }
        Ok(Value::Object(object))
    }

    fn visit_enum<A: EnumAccess<'de>>(self, tagged: A) -> Result<Value, A::Error> {
        let (tag, _) = tagged.variant::<String>()?;
        Err(self.guard.refuse(
            format!(
                "the YAML tag `!{}` has no meaning in an API description",
                tag.trim_start_matches('!')
            ),
            "quote the value if it is text, or put what the tag stands for in its place",
        ))
    }
}

/// A key as its text stands, so that `200:` is `"200"` and `1.0:` is `"1.0"`.
struct KeySeed<'a> {
    guard: &'a ParseGuard,
    seen: &'a Map<String, Value>,
}

impl<'de> DeserializeSeed<'de> for KeySeed<'_> {
    type Value = String;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for KeySeed<'_> {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key that is text or a number")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<String, E> {
        self.guard.spend(key.len())?;
        if self.seen.contains_key(key) {
            return Err(self.guard.refuse(
                format!("the key `{key}` is given twice in one mapping"),
                "remove or rename one of the two",
            ));
        }
        Ok(key.to_owned())
    }
}

/// Merges what `<<` names into its mapping (YAML merge keys): what the mapping says itself wins, then the first
/// mapping of a list. A `<<` that is not a mapping or a list of mappings is a key like any other.
fn merge(object: &mut Map<String, Value>) {
    let merged = match object.get("<<") {
        Some(Value::Object(_)) => true,
        Some(Value::Array(items)) => !items.is_empty() && items.iter().all(Value::is_object),
        _ => false,
    };
    if !merged {
        return;
    }
    let sources = match object.shift_remove("<<") {
        Some(Value::Array(items)) => items,
        Some(single) => vec![single],
        None => return,
    };
    for source in sources {
        if let Value::Object(source) = source {
            for (key, value) in source {
                object.entry(key).or_insert(value);
            }
        }
    }
}
