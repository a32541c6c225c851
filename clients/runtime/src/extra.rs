//! The properties of an object that its page does not name but says there may be (`additionalProperties`).

use std::collections::BTreeMap;
use std::fmt;
use std::ops::{Deref, DerefMut};

use serde::de::{DeserializeOwned, MapAccess};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Value};

use crate::Undecided;
use crate::whole::{Numbers, Written};

/// Properties beyond the named ones, by their names on the wire: a field of the struct that names the others.
///
/// It is read and filled like the map that it is. A value that comes and is not of the documented type is kept as JSON in
/// [`unexpected`](Self::unexpected) instead: a property that the vendor adds must not make a reply unreadable. `Debug`
/// shows the names and no values, because nothing is known of those.
///
/// ```
/// use specloom_runtime::Extra;
///
/// let mut extra = Extra::<i64>::default();
/// extra.insert("weight".to_owned(), 7);
/// assert_eq!(extra.get("weight"), Some(&7));
/// assert_eq!(format!("{extra:?}"), r#"{"weight": ..}"#);
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Extra<T = Value> {
    entries: BTreeMap<String, T>,
    unexpected: Map<String, Value>,
}

impl<T> Extra<T> {
    /// Properties whose values are not of the documented type, as they came. They are sent again with the others.
    pub fn unexpected(&self) -> &Map<String, Value> {
        &self.unexpected
    }
}

impl<T> Default for Extra<T> {
    fn default() -> Self {
        Self::from(BTreeMap::new())
    }
}

impl<T> From<BTreeMap<String, T>> for Extra<T> {
    fn from(entries: BTreeMap<String, T>) -> Self {
        Self {
            entries,
            unexpected: Map::new(),
        }
    }
}

impl<N: Into<String>, T> FromIterator<(N, T)> for Extra<T> {
    fn from_iter<I: IntoIterator<Item = (N, T)>>(entries: I) -> Self {
        let entries = entries.into_iter().map(|(name, value)| (name.into(), value));
        Self::from(entries.collect::<BTreeMap<_, _>>())
    }
}

impl<T> Deref for Extra<T> {
    type Target = BTreeMap<String, T>;

    fn deref(&self) -> &Self::Target {
        &self.entries
    }
}

impl<T> DerefMut for Extra<T> {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.entries
    }
}

impl<T> fmt::Debug for Extra<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = self.entries.keys().chain(self.unexpected.keys());
        f.debug_map()
            .entries(names.map(|name| (name, format_args!(".."))))
            .finish()
    }
}

/// One value of either kind.
#[derive(Serialize)]
#[serde(untagged)]
enum Either<'a, T> {
    Entry(T),
    Unexpected(&'a Value),
}

impl<T> Extra<T> {
    /// Writes all, what is of the documented type as `write` has it.
    fn collect<'a, W: Serialize, S: Serializer>(
        &'a self,
        write: impl Fn(&'a T) -> W,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        let entries = self
            .entries
            .iter()
            .map(|(name, value)| (name, Either::Entry(write(value))));
        // What was set since takes the place of what came.
        let unexpected = self
            .unexpected
            .iter()
            .filter(|(name, _)| !self.entries.contains_key(*name))
            .map(|(name, value)| (name, Either::Unexpected(value)));
        serializer.collect_map(entries.chain(unexpected))
    }
}

impl<T: Serialize> Serialize for Extra<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.collect(|value| value, serializer)
    }
}

impl<T: Numbers> Numbers for Extra<T> {
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.collect(Written, serializer)
    }
}

impl<T: DeserializeOwned> Extra<T> {
    /// Takes a property that has come.
    pub(crate) fn take<'de, A: MapAccess<'de>>(
        &mut self,
        name: String,
        entries: &mut A,
    ) -> Result<(), A::Error> {
        let Entry(value) = entries.next_value()?;
        match value {
            Ok(value) => {
                self.unexpected.remove(&name);
                self.entries.insert(name, value);
            }
            Err(value) => {
                self.entries.remove(&name);
                self.unexpected.insert(name, value);
            }
        }
        Ok(())
    }
}

/// A value of the documented type, or as it came.
struct Entry<T>(Result<T, Value>);

impl<'de, T: DeserializeOwned> Deserialize<'de> for Entry<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Undecided::decide(deserializer, |value| value.read_or_keep().map(Self))
    }
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for Extra<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (NoName {}, extra) = Self::beside(deserializer, |named| NoName::deserialize(named))?;
        Ok(extra)
    }
}

/// A struct of which nothing is read by name.
#[derive(Deserialize)]
struct NoName {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::documented::tests::counted;
    use crate::objects::from_slice;
    use crate::undecided::tests::copied;
    use crate::union::{Scalar, Tag, Union};
    use crate::{Nullable, SecretString, from_value};
    use serde_json::json;

    #[derive(Debug, PartialEq, Serialize)]
    struct Part {
        id: i64,
        #[serde(flatten)]
        extra: Extra<Part>,
    }

    #[derive(Debug, PartialEq, Serialize)]
    struct Holder<T> {
        #[serde(rename = "the-name", skip_serializing_if = "Option::is_none")]
        name: Option<String>,
        #[serde(flatten)]
        extra: Extra<T>,
    }

    /// As generated code has it.
    impl<'de> Deserialize<'de> for Part {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            #[derive(Deserialize)]
            #[serde(remote = "Part")]
            struct Named {
                id: i64,
                #[serde(skip)]
                extra: Extra<Part>,
            }
            let (part, extra) = Extra::beside(deserializer, |named| Named::deserialize(named))?;
            Ok(Self { extra, ..part })
        }
    }

    impl<'de, T: DeserializeOwned> Deserialize<'de> for Holder<T> {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            #[derive(Deserialize)]
            struct Named {
                #[serde(rename = "the-name")]
                name: Option<String>,
            }
            let (Named { name }, extra) = Extra::beside(deserializer, |named| Named::deserialize(named))?;
            Ok(Self { name, extra })
        }
    }

    #[test]
    fn what_is_not_named_is_kept_and_sent_again() {
        let text = r#"{"the-name":"n","a":18446744073709551615,"b":-1.5,"c":null,"d":[{"e":{}}]}"#;
        let holder: Holder<Value> = from_slice(text.as_bytes()).unwrap();
        assert_eq!(holder.name.as_deref(), Some("n"));
        assert_eq!(holder.extra.keys().collect::<Vec<_>>(), ["a", "b", "c", "d"]);
        assert_eq!(holder.extra["a"], json!(u64::MAX));
        assert_eq!(serde_json::to_string(&holder).unwrap(), text);
    }

    #[test]
    fn values_of_another_type_do_not_spoil_the_rest() {
        let json = json!({"a": 1, "b": "two", "c": null});
        let holder: Holder<i64> = from_value(&json).unwrap();
        assert_eq!(holder.extra.iter().collect::<Vec<_>>(), [(&"a".to_owned(), &1)]);
        assert_eq!(json!(holder.extra.unexpected()), json!({"b": "two", "c": null}));
        assert_eq!(serde_json::to_value(&holder).unwrap(), json);
        let mut holder = holder;
        holder.extra.insert("b".to_owned(), 2);
        assert_eq!(
            serde_json::to_value(&holder).unwrap(),
            json!({"a": 1, "b": 2, "c": null})
        );
    }

    #[test]
    fn a_struct_among_them_is_read_from_an_object_only() {
        let part: Part = from_value(&json!({"id": 1, "left": {"id": 2}, "right": [3]})).unwrap();
        assert_eq!(part.extra["left"].id, 2);
        assert_eq!(json!(part.extra.unexpected()), json!({"right": [3]}));
    }

    #[test]
    fn no_value_is_shown() {
        let json = json!({"access_token": "hush", "other": ["hush"]});
        let typed: Holder<SecretString> = from_value(&json).unwrap();
        assert_eq!(typed.extra["access_token"].expose_secret(), "hush");
        let shown = [
            format!("{typed:?}"),
            format!("{:?}", from_value::<Holder<Value>>(&json).unwrap()),
            format!("{:?}", from_value::<Holder<String>>(&json).unwrap()),
        ];
        for shown in shown {
            assert_eq!(
                shown,
                r#"Holder { name: None, extra: {"access_token": .., "other": ..} }"#
            );
        }
    }

    #[test]
    fn of_what_is_there_twice_the_last_counts_and_a_named_property_is_refused() {
        let read = |text: &str| from_slice::<Holder<i64>>(text.as_bytes());
        for (text, expected) in [
            (r#"{"a":1,"a":2}"#, json!({"a": 2})),
            (r#"{"a":1,"a":"two"}"#, json!({"a": "two"})),
            (r#"{"a":"one","a":2}"#, json!({"a": 2})),
        ] {
            assert_eq!(json!(read(text).unwrap()), expected);
        }
        let twice = read(r#"{"the-name":"n","a":1,"the-name":"m"}"#).unwrap_err();
        assert!(
            twice.to_string().starts_with("duplicate field `the-name`"),
            "{twice}"
        );
    }

    /// A union, within lists, within what is not named.
    #[derive(Debug, PartialEq, Serialize)]
    #[serde(untagged)]
    enum Node {
        Branch(Box<Branch>),
        Other(Value),
    }

    #[derive(Debug, PartialEq, Serialize)]
    struct Branch {
        kind: String,
        #[serde(flatten)]
        extra: Extra<Vec<Nullable<Node>>>,
    }

    impl<'de> Deserialize<'de> for Node {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            static NODE: Union = Union {
                tags: &[Tag {
                    path: &["kind"],
                    values: &[(Scalar::Text("branch"), 0)],
                    optional: false,
                }],
                shapes: &[],
            };
            Undecided::decide(deserializer, |value| match value.member(&NODE) {
                Some(0) => value.read().map(Self::Branch),
                _ => value.into_json().map(Self::Other),
            })
        }
    }

    impl<'de> Deserialize<'de> for Branch {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            #[derive(Deserialize)]
            #[serde(remote = "Branch")]
            struct Named {
                kind: String,
                #[serde(skip)]
                extra: Extra<Vec<Nullable<Node>>>,
            }
            let (branch, extra) = Extra::beside(deserializer, |named| Named::deserialize(named))?;
            Ok(Self { extra, ..branch })
        }
    }

    /// Reads `open`, `inside` and `close`, the outer ones so many times, and says what it cost: lists and objects looked into, values copied.
    fn cost<T: DeserializeOwned + Serialize>(
        times: usize,
        open: &str,
        inside: &str,
        close: &str,
    ) -> (usize, usize) {
        let text = [&open.repeat(times), inside, &close.repeat(times)].concat();
        let ((read, steps), copied) = copied(|| counted(|| from_slice::<T>(text.as_bytes())));
        assert_eq!(serde_json::to_string(&read.unwrap()).unwrap(), text);
        (steps, copied)
    }

    #[test]
    fn each_level_is_read_once_however_deep() {
        for times in [20, 60, 120] {
            let parts = cost::<Part>(times, r#"{"id":1,"in":"#, r#"{"id":7}"#, "}");
            assert_eq!(parts, (times, 0));
        }
        for times in [20, 60] {
            let (open, close) = (r#"{"kind":"branch","in":[null,"#, "]}");
            assert_eq!(cost::<Node>(times, open, "[]", close), (2 * times, 1));
            // As a struct is read from text, its first level is.
            assert_eq!(cost::<Branch>(times, open, "[]", close), (2 * times - 1, 1));
        }
    }

    #[test]
    fn what_is_set_aside_is_read_once_and_copied_at_most_once_by_every_second_level() {
        let (open, close) = (r#"{"id":1,"in":{"in":"#, "}}");
        for times in [20, 60] {
            // The inner of two levels lacks its `id`: the outer keeps it as it came, and all in it has been kept so before.
            let copied = (1..times).map(|level| 3 * (times - level)).sum();
            assert_eq!(
                cost::<Part>(times, open, r#"{"id":7}"#, close),
                (2 * times, copied)
            );
        }
    }
}
