//! An object → the properties that a struct names, for the struct, and the others, for its [`Extra`].
//!
//! The struct asks for its properties as any other does; in between stands [`Named`], which keeps the rest away from it.

use std::fmt;

use serde::de::value::StrDeserializer;
use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, Error, IntoDeserializer, MapAccess, Visitor,
};

use crate::extra::Extra;

impl<T: DeserializeOwned> Extra<T> {
    /// Reads an object: what `read` asks for by name goes to it, the rest is returned beside it. Nothing is kept in between, so
    /// that such structs within each other cost what they are long (serde's `flatten` reads each level again for each above it).
    ///
    /// A named property that is there twice is an error, as in any struct; of others that are there twice the last one counts.
    ///
    /// # Errors
    ///
    /// Those of the deserializer.
    // For generated code, whose importers meet `Extra` and not the deserializer in here.
    #[doc(hidden)]
    pub fn beside<'de, N, D: Deserializer<'de>>(
        deserializer: D,
        read: impl FnOnce(Named<'_, D, T>) -> Result<N, D::Error>,
    ) -> Result<(N, Self), D::Error> {
        let mut extra = Self::default();
        let named = read(Named::new(deserializer, &mut extra))?;
        Ok((named, extra))
    }
}

/// The deserializer of what an object has of the properties that a struct names. See [`Extra::beside`].
#[derive(Debug)]
pub struct Named<'a, D, T> {
    object: D,
    extra: &'a mut Extra<T>,
}

impl<'a, D, T> Named<'a, D, T> {
    fn new(object: D, extra: &'a mut Extra<T>) -> Self {
        Self { object, extra }
    }
}

impl<'de, D: Deserializer<'de>, T: DeserializeOwned> Deserializer<'de> for Named<'_, D, T> {
    type Error = D::Error;

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        names: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        let parting = Parting {
            names,
            visitor,
            extra: self.extra,
        };
        self.object.deserialize_struct(name, names, parting)
    }

    fn deserialize_any<V: Visitor<'de>>(self, _visitor: V) -> Result<V::Value, D::Error> {
        Err(D::Error::custom("only a struct names properties"))
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}

/// The visitor of a struct, beside the place for what it does not name.
struct Parting<'a, V, T> {
    names: &'static [&'static str],
    visitor: V,
    extra: &'a mut Extra<T>,
}

impl<'de, V: Visitor<'de>, T: DeserializeOwned> Visitor<'de> for Parting<'_, V, T> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.visitor.expecting(f)
    }

    fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<V::Value, A::Error> {
        self.visitor.visit_map(Known {
            names: self.names,
            entries,
            extra: self.extra,
        })
    }
}

/// The properties that a struct names.
struct Known<'a, A, T> {
    names: &'static [&'static str],
    entries: A,
    extra: &'a mut Extra<T>,
}

impl<'de, A: MapAccess<'de>, T: DeserializeOwned> MapAccess<'de> for Known<'_, A, T> {
    type Error = A::Error;

    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, A::Error> {
        let mut seed = Some(seed);
        loop {
            let name = Name {
                names: self.names,
                seed: &mut seed,
            };
            match self.entries.next_key_seed(name)? {
                None => return Ok(None),
                Some(Ok(known)) => return Ok(Some(known)),
                Some(Err(other)) => self.extra.take(other, &mut self.entries)?,
            }
        }
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, A::Error> {
        self.entries.next_value_seed(seed)
    }
}

/// A name: for the struct if it is one of its own, as text if not.
struct Name<'a, S> {
    names: &'static [&'static str],
    seed: &'a mut Option<S>,
}

impl<'de, S: DeserializeSeed<'de>> DeserializeSeed<'de> for Name<'_, S> {
    type Value = Result<S::Value, String>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl<'de, S: DeserializeSeed<'de>> Visitor<'de> for Name<'_, S> {
    type Value = Result<S::Value, String>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a property")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Self::Value, E> {
        match self.seed.take_if(|_| self.names.contains(&name)) {
            Some(seed) => {
                let name: StrDeserializer<'_, E> = name.into_deserializer();
                seed.deserialize(name).map(Ok)
            }
            None => Ok(Err(name.to_owned())),
        }
    }
}
