//! The value of a union before its member is known.

use std::cell::Cell;

use serde::de::{Deserialize, DeserializeOwned, Deserializer, Error, Visitor};
use serde_json::Value;

use crate::documented::Documented;
use crate::union::Union;

/// JSON that is one of a union's members, or none: a [`Union`] says which, [`read`](Self::read) makes it so. Generated
/// unions are read by it.
#[derive(Debug)]
pub struct Undecided(Value);

impl Undecided {
    /// The index of the member that the value is; `None` if it is none of them.
    pub fn member(&self, union: &Union) -> Option<usize> {
        union.member(&self.0)
    }

    /// The value as a documented type.
    ///
    /// # Errors
    ///
    /// A value of another shape.
    pub fn read<T: DeserializeOwned, E: Error>(self) -> Result<T, E> {
        T::deserialize(Documented(self.0)).map_err(E::custom)
    }

    /// The value as it came.
    pub fn into_json(self) -> Value {
        self.0
    }
}

/// By this name an [`Undecided`] asks for its value as it is.
const NAME: &str = "$specloom::undecided";

/// Whether the newtype that is asked for is an [`Undecided`].
pub(crate) fn is(name: &'static str) -> bool {
    name == NAME
}

thread_local! {
    /// A value between a deserializer that holds it and the [`Undecided`] that has asked for it: serde's visitors take no
    /// values, and rebuilding it at each level would cost its size times the depth.
    static HANDED_OVER: Cell<Option<Value>> = const { Cell::new(None) };
}

/// Gives a value to the visitor of an [`Undecided`].
pub(crate) fn hand_over<'de, V: Visitor<'de>, E: Error>(value: Value, visitor: V) -> Result<V::Value, E> {
    HANDED_OVER.set(Some(value));
    visitor.visit_unit()
}

impl<'de> Deserialize<'de> for Undecided {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Whole;
        impl<'de> Visitor<'de> for Whole {
            type Value = Undecided;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a JSON value")
            }

            fn visit_unit<E: Error>(self) -> Result<Undecided, E> {
                Ok(Undecided(HANDED_OVER.take().unwrap_or_default()))
            }

            fn visit_newtype_struct<D: Deserializer<'de>>(
                self,
                deserializer: D,
            ) -> Result<Undecided, D::Error> {
                Value::deserialize(deserializer).map(Undecided)
            }
        }
        deserializer.deserialize_newtype_struct(NAME, Whole)
    }
}

#[cfg(test)]
mod tests {
    use serde::Serialize;
    use serde_json::json;

    use super::*;
    use crate::documented::tests::counted;
    use crate::objects::from_slice;
    use crate::union::{OBJECT, Object, Rest, STRING, Shape};

    #[derive(Debug, PartialEq, Serialize)]
    #[serde(untagged)]
    enum Node {
        And(Box<And>),
        Or(Box<Or>),
        Other(Value),
    }

    #[derive(Debug, PartialEq, Serialize, serde::Deserialize)]
    struct And {
        inner: Node,
        and: String,
    }

    #[derive(Debug, PartialEq, Serialize, serde::Deserialize)]
    struct Or {
        inner: Node,
        or: String,
    }

    const ANY: Shape = Shape::of(crate::union::ANY);
    const AND: Object = Object {
        required: &["inner", "and"],
        known: &[("inner", ANY), ("and", Shape::of(STRING))],
        rest: Rest::Lost,
    };
    const OR: Object = Object {
        required: &["inner", "or"],
        known: &[("inner", ANY), ("or", Shape::of(STRING))],
        rest: Rest::Lost,
    };
    static NODE: Union = Union {
        tags: &[],
        shapes: &[
            (0, Shape::of(OBJECT).object(&AND)),
            (1, Shape::of(OBJECT).object(&OR)),
        ],
    };

    impl<'de> Deserialize<'de> for Node {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            let value = Undecided::deserialize(deserializer)?;
            match value.member(&NODE) {
                Some(0) => value.read().map(Self::And),
                Some(1) => value.read().map(Self::Or),
                _ => Ok(Self::Other(value.into_json())),
            }
        }
    }

    fn nested(depth: usize, close: &str) -> String {
        format!("{}{{}}{}", r#"{"inner":"#.repeat(depth), close.repeat(depth))
    }

    #[test]
    fn a_union_within_itself_is_read_once_per_level() {
        let steps = |depth: usize, close: &str| {
            let text = nested(depth, close);
            let (node, steps) = counted(|| from_slice::<Node>(text.as_bytes()));
            let node = node.expect("a union takes any JSON");
            assert_eq!(
                json!(node),
                serde_json::from_str::<Value>(&text).expect("it is JSON")
            );
            steps
        };
        for depth in [20, 60, 120] {
            assert_eq!(steps(depth, r#","or":"x"}"#), depth, "one step per level");
            assert_eq!(steps(depth, r#","and":"x"}"#), depth);
            assert_eq!(
                steps(depth, "}"),
                0,
                "no member is read that lacks what it must have"
            );
        }
    }

    #[test]
    fn what_does_not_fit_the_member_is_told() {
        let text = nested(1, r#","or":"x","and":5}"#);
        let node: Node = from_slice(text.as_bytes()).expect("a union takes any JSON");
        assert!(matches!(node, Node::Other(_)), "`and` is And's, and no text");
        let deep = Undecided(json!({"inner": 1, "and": []})).read::<And, serde_json::Error>();
        assert!(deep.unwrap_err().to_string().contains("expected a string"));
    }
}
