//! Any `Serialize` value, reduced to what OpenAPI's parameter styles can express: a text, a list, an object,
//! or nothing.
//!
//! The way goes through JSON, so that a value looks in a URL as it does in a body (numbers, enum names, dates
//! as text), and a visitor keeps the order in which a struct declares its properties, which
//! `serde_json::Value` would sort.

use std::cell::RefCell;
use std::fmt;

use serde::de::{self, Deserialize, Deserializer};
use serde::ser::Serialize;
use serde_json::Number;
use zeroize::Zeroizing;

use crate::{digits, whole};

/// A value on its way into a parameter or a form.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Shape {
    Null,
    /// Null that was set, and is not just the place of what was not.
    SetToNull,
    Text(String),
    /// A number or a boolean, as JSON spells it.
    Scalar(String),
    List(Vec<Shape>),
    Object(Vec<(String, Shape)>),
}

impl Shape {
    /// Fails where the value cannot be JSON at all (a map whose keys are not texts, a failing `Serialize`), and says why.
    pub(crate) fn of<T: Serialize + ?Sized>(value: &T) -> Result<Self, &'static str> {
        let open = Open::start();
        let mut json = Zeroizing::new(Vec::new());
        let written = whole::to_writer(&mut *json, value);
        let shape = written.and_then(|()| serde_json::from_slice(&json));
        drop(open);
        shape.map_err(|error| whole::obstacle(&error))
    }
}

thread_local! {
    /// What stands for null that was set, while this thread makes a shape.
    static NULL: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// A shape that is being made.
struct Open(Option<String>);

impl Open {
    fn start() -> Self {
        // Unguessable, so that no text of the caller's is taken for it.
        Self(NULL.replace(Some(format!("null-{:032x}", fastrand::u128(..)))))
    }
}

/// Also when what is serialized panics.
impl Drop for Open {
    fn drop(&mut self) {
        NULL.set(self.0.take());
    }
}

/// The text that says that null was set, while a shape is made: JSON has one word for both.
pub(crate) fn set_to_null() -> Option<String> {
    NULL.with_borrow(Clone::clone)
}

/// Whether this thread makes a shape, rather than JSON that is sent.
pub(crate) fn is_made() -> bool {
    NULL.with_borrow(Option::is_some)
}

impl<'de> Deserialize<'de> for Shape {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ShapeVisitor)
    }
}

struct ShapeVisitor;

impl<'de> de::Visitor<'de> for ShapeVisitor {
    type Value = Shape;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Shape, E> {
        Ok(Shape::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Shape, E> {
        Ok(Shape::Scalar(value.to_string()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Shape, E> {
        Ok(Shape::Scalar(value.to_string()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Shape, E> {
        Ok(Shape::Scalar(value.to_string()))
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Shape, E> {
        // JSON's spelling: `1e+30`, where `to_string` writes 30 zeros.
        serde_json::to_string(&value)
            .map(Shape::Scalar)
            .map_err(E::custom)
    }

    fn visit_str<E>(self, value: &str) -> Result<Shape, E> {
        Ok(match NULL.with_borrow(|null| null.as_deref() == Some(value)) {
            true => Shape::SetToNull,
            false => Shape::Text(value.to_owned()),
        })
    }

    fn visit_seq<A: de::SeqAccess<'de>>(self, mut items: A) -> Result<Shape, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(put(item));
        }
        Ok(Shape::List(list))
    }

    fn visit_map<A: de::MapAccess<'de>>(self, mut properties: A) -> Result<Shape, A::Error> {
        let mut object = Vec::new();
        while let Some(name) = properties.next_key::<String>()? {
            if digits::is_number(&name) {
                let text: String = properties.next_value()?;
                let number: Number = text.parse().map_err(de::Error::custom)?;
                return digits::visit(&number, self);
            }
            object.push((name, put(properties.next_value()?)));
        }
        Ok(Shape::Object(object))
    }
}

/// Whatever stands in a list or an object was put there: generated structs leave out what is absent.
fn put(shape: Shape) -> Shape {
    match shape {
        Shape::Null => Shape::SetToNull,
        shape => shape,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_declaration_order_and_json_spelling() {
        #[derive(serde::Serialize)]
        struct Sample {
            z: f64,
            a: Option<u8>,
            m: [bool; 2],
            big: u64,
            whole: f64,
        }
        let shape = Shape::of(&Sample {
            z: 1e30,
            a: None,
            m: [true, false],
            big: u64::MAX,
            whole: 5.0,
        });
        let text = |t: &str| Shape::Scalar(t.to_owned());
        assert_eq!(
            shape,
            Ok(Shape::Object(vec![
                ("z".to_owned(), text("1e+30")),
                ("a".to_owned(), Shape::SetToNull),
                ("m".to_owned(), Shape::List(vec![text("true"), text("false")])),
                ("big".to_owned(), text("18446744073709551615")),
                ("whole".to_owned(), text("5")),
            ]))
        );
    }

    #[test]
    fn what_is_not_json_has_no_shape() {
        let keyed_by_list = std::collections::BTreeMap::from([(vec![1], 2)]);
        assert_eq!(Shape::of(&keyed_by_list), Err("cannot be written as JSON"));
    }
}
