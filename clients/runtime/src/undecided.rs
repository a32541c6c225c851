//! The value of a union before its member is known.

use serde::de::{DeserializeOwned, Deserializer, Error, Visitor};
use serde_json::Value;

use crate::digits::{self, Digits, Exact};
use crate::documented::Documented;
use crate::handed::{self, Handed};
use crate::trail;
use crate::union::Union;

/// JSON that is one of a union's members, or none: a [`Union`] says which, [`read`](Self::read) makes it so. Generated
/// unions are read by it.
#[derive(Debug)]
pub struct Undecided<'a> {
    held: Held<'a>,
    digits: Option<Digits>,
}

#[derive(Debug)]
enum Held<'a> {
    Given(Value),
    /// It must be as it was when it is given back.
    Lent(&'a mut Value),
}

impl<'a> Undecided<'a> {
    fn given((value, digits): Exact) -> Self {
        let held = Held::Given(value);
        Self { held, digits }
    }

    /// Reads what `decide` makes of a value of any kind.
    ///
    /// # Errors
    ///
    /// Those of the deserializer, and those of `decide`.
    pub fn decide<'de, T, D: Deserializer<'de>>(
        deserializer: D,
        decide: impl FnOnce(Undecided<'_>) -> serde_json::Result<T>,
    ) -> Result<T, D::Error> {
        deserializer.deserialize_newtype_struct(handed::NAME, Whole(decide))
    }

    /// The index of the member that the value is; `None` if it is none of them.
    pub fn member(&self, union: &Union) -> Option<usize> {
        match &self.held {
            Held::Given(value) => union.member(value),
            Held::Lent(value) => union.member(value),
        }
    }

    /// The value as a documented type.
    ///
    /// # Errors
    ///
    /// A value of another shape.
    pub fn read<T: DeserializeOwned>(self) -> serde_json::Result<T> {
        match self.held {
            Held::Given(value) => T::deserialize(Documented::new(value, self.digits)),
            Held::Lent(value) => T::deserialize(Documented::new(value, self.digits)),
        }
    }

    /// The value as a documented type, or else as it came.
    pub(crate) fn read_or_keep<T: DeserializeOwned>(mut self) -> serde_json::Result<Result<T, Value>> {
        let digits = self.digits.clone();
        let value = match &mut self.held {
            Held::Given(value) => value,
            Held::Lent(value) => &mut **value,
        };
        match trail::aside(|| T::deserialize(Documented::new(value, digits))) {
            Ok(read) => Ok(Ok(read)),
            Err(_) => self.into_json().map(Err),
        }
    }

    /// The value as it came.
    ///
    /// # Errors
    ///
    /// A whole number of more than 64 bits, if the value would not hold it to the digit.
    pub fn into_json(self) -> serde_json::Result<Value> {
        match (self.held, self.digits) {
            (held, digits @ Some(_)) => Self { held, digits }.read(),
            (Held::Given(value), None) => Ok(value),
            (Held::Lent(value), None) => Ok(copy(value)),
        }
    }
}

fn copy(value: &Value) -> Value {
    #[cfg(test)]
    tests::count_copied(value);
    value.clone()
}

/// The visitor of an [`Undecided`], with what becomes of it.
struct Whole<F>(F);

impl<'de, T, F: FnOnce(Undecided<'_>) -> serde_json::Result<T>> Visitor<'de> for Whole<F> {
    type Value = T;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E: Error>(self) -> Result<T, E> {
        match handed::taken() {
            Some(Handed::Given(value)) => (self.0)(Undecided::given(value)),
            Some(Handed::Lent((mut value, digits))) => {
                let held = Held::Lent(&mut value);
                let read = (self.0)(Undecided { held, digits });
                handed::give_back(value);
                read
            }
            // A deserializer that is not ours has read null.
            None => (self.0)(Undecided::given((Value::Null, None))),
        }
        .map_err(E::custom)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        (self.0)(Undecided::given(digits::read(deserializer)?)).map_err(D::Error::custom)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use std::cell::Cell;
    use std::collections::BTreeMap;

    use serde::{Deserialize, Serialize};
    use serde_json::json;

    use super::*;
    use crate::Extra;
    use crate::documented::tests::counted;
    use crate::formats::DecimalNumber;
    use crate::objects::from_slice;
    use crate::union::{LIST, NUMBER, OBJECT, Object, Rest, STRING, Shape};

    thread_local! {
        static COPIED: Cell<usize> = const { Cell::new(0) };
    }

    /// Adds the values in `value` to those that were copied.
    pub(super) fn count_copied(value: &Value) {
        COPIED.set(COPIED.get() + values(value));
    }

    /// What `read` gives, and how many values it has copied.
    pub(crate) fn copied<T>(read: impl FnOnce() -> T) -> (T, usize) {
        COPIED.set(0);
        let given = read();
        (given, COPIED.get())
    }

    fn values(value: &Value) -> usize {
        1 + match value {
            Value::Array(items) => items.iter().map(values).sum(),
            Value::Object(object) => object.values().map(values).sum(),
            _ => 0,
        }
    }

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
            Undecided::decide(deserializer, |value| match value.member(&NODE) {
                Some(0) => value.read().map(Self::And),
                Some(1) => value.read().map(Self::Or),
                _ => value.into_json().map(Self::Other),
            })
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
    fn decimals_keep_their_digits_within_unions_within_each_other() {
        #[derive(Debug, PartialEq, Serialize)]
        #[serde(untagged)]
        enum Price {
            Amount(DecimalNumber),
            Parts(BTreeMap<String, Price>),
            Steps(Vec<Option<DecimalNumber>>),
            Other(Value),
        }
        static PRICE: Union = Union {
            tags: &[],
            shapes: &[
                (0, Shape::of(NUMBER).exact()),
                (1, Shape::of(OBJECT)),
                (2, Shape::of(LIST)),
            ],
        };
        impl<'de> Deserialize<'de> for Price {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Undecided::decide(deserializer, |value| match value.member(&PRICE) {
                    Some(0) => value.read().map(Self::Amount),
                    Some(1) => value.read().map(Self::Parts),
                    Some(2) => value.read().map(Self::Steps),
                    _ => value.into_json().map(Self::Other),
                })
            }
        }
        for text in [
            "19.90",
            "123456789012345678901234567890",
            r#"{"a":[1.10,null,-0,9007199254740993,1E+2],"b":{"a":{"c":0.12345678901234567890}},"c":"1.10"}"#,
        ] {
            let price: Price = from_slice(text.as_bytes()).expect("a union takes any JSON");
            assert_eq!(serde_json::to_string(&price).expect("it is JSON"), text);
            // As additional properties, which are lent.
            let text = format!(r#"{{"x":{text},"y":{text}}}"#);
            let extra: Extra<Price> = from_slice(text.as_bytes()).expect("it is an object");
            assert_eq!(serde_json::to_string(&extra).expect("it is JSON"), text);
        }
        let text = r#"{"a":[1.5],"b":{"c":0.50,"d":"e"}}"#;
        let extra: Extra<Extra<DecimalNumber>> = from_slice(text.as_bytes()).expect("it is an object");
        assert_eq!(extra["b"]["c"], "0.50");
        assert_eq!(
            extra["b"].unexpected().len(),
            0,
            "a text is taken for a decimal, too"
        );
        assert_eq!(json!(extra.unexpected()), json!({"a": [1.5]}));
    }

    #[test]
    fn what_nests_as_deep_as_can_be_is_read_on_a_small_stack() {
        #[derive(Debug, Deserialize)]
        struct Outer {
            #[serde(default)]
            outer: Option<Box<Outer>>,
            #[serde(default)]
            node: Option<Node>,
        }
        let read = || {
            let inner = nested(120, r#","or":"x"}"#);
            let text = format!(
                r#"{}{{"node":{inner}}}{}"#,
                r#"{"outer":"#.repeat(120),
                "}".repeat(120)
            );
            let mut read: Outer = from_slice(text.as_bytes()).expect("neither is beyond serde_json's depth");
            while let Some(outer) = read.outer.take() {
                read = *outer;
            }
            assert!(matches!(read.node, Some(Node::Or(_))));
        };
        // What threads of tokio have.
        let thread = std::thread::Builder::new()
            .stack_size(2 * 1024 * 1024)
            .spawn(read);
        thread.expect("there is a thread").join().expect("it ends");
    }

    #[test]
    fn what_does_not_fit_the_member_is_told() {
        let text = nested(1, r#","or":"x","and":5}"#);
        let node: Node = from_slice(text.as_bytes()).expect("a union takes any JSON");
        assert!(matches!(node, Node::Other(_)), "`and` is And's, and no text");
        let deep = Undecided::given((json!({"inner": 1, "and": []}), None)).read::<And>();
        assert!(deep.unwrap_err().to_string().contains("expected a string"));
    }
}
