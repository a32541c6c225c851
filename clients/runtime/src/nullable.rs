//! A property that can be left out, be null, or have a value: three things on the wire, where `Option` knows two.

use std::ops::Deref;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::shape;
use crate::whole::Numbers;

/// A property that a request can leave out, set to null, or set to a value. To many servers the first says "leave it as it
/// is" and the second "clear it" (RFC 7396).
///
/// Builders have a method for each of the last two: `.lock(value)` and `.lock_null()`.
///
/// ```
/// use specloom_runtime::Nullable;
///
/// let lock = Nullable::from("Ada".to_owned());
/// assert_eq!(lock.as_deref(), Some("Ada"));
/// assert_eq!(Nullable::<String>::Null.as_deref(), None);
/// assert!(Nullable::<String>::default().is_absent());
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Nullable<T> {
    /// It is not there.
    #[default]
    Absent,
    /// It is there, and null.
    Null,
    /// It has a value.
    Value(T),
}

impl<T> Nullable<T> {
    /// The value, null if there is none.
    pub fn or_null(value: Option<T>) -> Self {
        value.map_or(Self::Null, Self::Value)
    }

    /// The value, absent if there is none.
    pub fn or_absent(value: Option<T>) -> Self {
        value.map_or(Self::Absent, Self::Value)
    }

    /// Whether the property is not there.
    pub const fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// Whether the property is there and null.
    pub const fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// Whether the property has a value.
    pub const fn is_value(&self) -> bool {
        matches!(self, Self::Value(_))
    }

    /// The value, for those to whom null and absent are one.
    pub fn value(self) -> Option<T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// The value or null; `None` if it is absent.
    pub fn given(self) -> Option<Option<T>> {
        match self {
            Self::Absent => None,
            Self::Null => Some(None),
            Self::Value(value) => Some(Some(value)),
        }
    }

    /// A reference to the value, for those to whom null and absent are one.
    pub const fn as_ref(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// A reference to the value, to be changed.
    pub const fn as_mut(&mut self) -> Option<&mut T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// What the value dereferences to: a `&str` of a `String`.
    pub fn as_deref(&self) -> Option<&T::Target>
    where
        T: Deref,
    {
        self.as_ref().map(T::deref)
    }

    /// The same with another value, where there is one.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Nullable<U> {
        match self {
            Self::Absent => Nullable::Absent,
            Self::Null => Nullable::Null,
            Self::Value(value) => Nullable::Value(change(value)),
        }
    }
}

impl<T> From<T> for Nullable<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

/// Absent is null to whoever does not leave it out, as generated structs do. What can say no null (a query, a form) is told that
/// it was set, so that it can refuse.
impl<T: Serialize> Serialize for Nullable<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Value(value) => serializer.serialize_some(value),
            Self::Null => match shape::set_to_null() {
                Some(text) => serializer.serialize_str(&text),
                None => serializer.serialize_none(),
            },
            Self::Absent => serializer.serialize_none(),
        }
    }
}

/// What is there is null or a value; absent is the default of a property that is not.
impl<'de, T: Deserialize<'de>> Deserialize<'de> for Nullable<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Option::deserialize(deserializer).map(Self::or_null)
    }
}

impl<T: Numbers> Numbers for Nullable<T> {
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Value(value) => value.write(serializer),
            Self::Null => Nullable::<()>::Null.serialize(serializer),
            Self::Absent => serializer.serialize_none(),
        }
    }
}

/// `deserialize_with` of a generated struct's property of any type that can be left out: null that is there is a value.
///
/// # Errors
///
/// Those of the deserializer.
pub fn present<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Change {
        #[serde(default, skip_serializing_if = "Nullable::is_absent")]
        lock: Nullable<Box<Change>>,
        #[serde(
            default,
            skip_serializing_if = "Nullable::is_absent",
            serialize_with = "crate::whole::number"
        )]
        limit: Nullable<f64>,
        #[serde(
            default,
            skip_serializing_if = "Option::is_none",
            deserialize_with = "present"
        )]
        value: Option<Value>,
    }

    #[test]
    fn what_comes_is_written_back_absent_null_or_set() {
        for json in [
            json!({}),
            json!({"lock": null, "limit": null, "value": null}),
            json!({"lock": {"limit": 5}, "limit": 0.5, "value": {"a": null}}),
        ] {
            let text = json.to_string();
            let read: Change = crate::objects::from_slice(text.as_bytes()).expect("it is a change");
            assert_eq!(serde_json::to_value(&read).expect("it is JSON"), json);
            assert_eq!(crate::from_value::<Change>(&json).expect("it is a change"), read);
        }
        assert!(serde_json::from_value::<Change>(json!({"limit": "no"})).is_err());
    }

    #[test]
    fn null_and_absent_are_one_to_those_who_ask_for_the_value() {
        let all = [Nullable::Absent, Nullable::Null, Nullable::Value(1)];
        assert_eq!(all.map(Nullable::value), [None, None, Some(1)]);
        assert_eq!(all.map(Nullable::given), [None, Some(None), Some(Some(1))]);
        assert_eq!(
            all.map(|one| one.map(|value| value + 1).value()),
            [None, None, Some(2)]
        );
        assert_eq!(all.map(|one| one.is_absent()), [true, false, false]);
        assert_eq!(all.map(|one| one.is_null()), [false, true, false]);
        assert_eq!(all.map(|one| one.is_value()), [false, false, true]);
        assert_eq!(
            (Nullable::or_null(None::<i64>), Nullable::or_absent(None::<i64>)),
            (Nullable::Null, Nullable::Absent)
        );
    }
}
