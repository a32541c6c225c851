//! A typed request body becomes bytes, in a buffer that is wiped after use.

use std::borrow::Cow;

use bytes::Bytes;
use serde::Serialize;

use crate::encode;
use crate::shape::Shape;
use crate::whole;
use crate::wipe::{Buffer, wiped};

pub(crate) const NOT_OBJECT: &str = "is not an object, which a form needs";

/// What keeps a body from being sent.
pub(crate) type Problem = Cow<'static, str>;

pub(crate) fn json<T: Serialize + ?Sized>(value: &T) -> Result<Bytes, Problem> {
    let mut body = Buffer::with_capacity(128);
    match whole::to_writer(&mut body, value) {
        Ok(()) => Ok(body.share()),
        Err(error) => Err(whole::obstacle(&error).into()),
    }
}

pub(crate) fn text(text: String) -> Bytes {
    wiped(text.into_bytes())
}

/// OpenAPI's default for form fields: style `form`, exploded; what is nested deeper goes as JSON.
pub(crate) fn form<T: Serialize + ?Sized>(value: &T) -> Result<Bytes, Problem> {
    let pairs = fields(value, Shape::of(value)?)?;
    Ok(joined(pairs.iter().map(pair).collect()))
}

pub(crate) fn pair((name, field): &(String, Field)) -> String {
    format!("{}={}", encode::form(name), encode::form(field.text()))
}

pub(crate) fn joined(pairs: Vec<String>) -> Bytes {
    wiped(pairs.join("&").into_bytes())
}

/// The properties of an object, whose shape this is, as named texts: lists repeat the name, objects are JSON, null is
/// refused.
pub(crate) fn fields<T: Serialize + ?Sized>(
    value: &T,
    shape: Shape,
) -> Result<Vec<(String, Field)>, Problem> {
    let Shape::Object(properties) = shape else {
        return Err(NOT_OBJECT.into());
    };
    // The shape knows the order, this the spelling of what is nested.
    let nested = properties.iter().any(|(_, shape)| match shape {
        Shape::List(items) => items.iter().any(is_nested),
        shape => is_nested(shape),
    });
    let json = match nested {
        true => serde_json::to_value(value).map_err(|error| whole::obstacle(&error))?,
        false => serde_json::Value::Null,
    };
    let mut fields = Vec::new();
    for (name, shape) in properties {
        let json = &json[&name];
        match shape {
            Shape::SetToNull => {
                return Err(format!("cannot be sent: `{name}` is null, which a form cannot say").into());
            }
            Shape::List(items) if items.is_empty() => {
                return Err(
                    format!("cannot be sent: `{name}` is an empty list, which a form cannot say").into(),
                );
            }
            Shape::List(items) if items.contains(&Shape::SetToNull) => {
                return Err(format!("cannot be sent: `{name}` holds null, which a form cannot say").into());
            }
            Shape::List(items) => {
                let items = items.into_iter().enumerate();
                let items = items.filter_map(|(index, item)| field(item, &json[index]));
                fields.extend(items.map(|field| (name.clone(), field)));
            }
            shape => fields.extend(field(shape, json).map(|field| (name, field))),
        }
    }
    Ok(fields)
}

/// The items of a list, whose shapes these are.
pub(crate) fn items<T: Serialize + ?Sized>(value: &T, shapes: Vec<Shape>) -> Result<Vec<Field>, Problem> {
    let json = match shapes.iter().any(is_nested) {
        true => serde_json::to_value(value).map_err(|error| whole::obstacle(&error))?,
        false => serde_json::Value::Null,
    };
    let shapes = shapes.into_iter().enumerate();
    Ok(shapes
        .filter_map(|(index, shape)| field(shape, &json[index]))
        .collect())
}

/// A form field.
pub(crate) enum Field {
    /// A text.
    Text(String),
    /// A number or a boolean.
    Scalar(String),
    /// The JSON text of a list or an object.
    Json(String),
}

impl Field {
    fn text(&self) -> &str {
        match self {
            Self::Text(text) | Self::Scalar(text) | Self::Json(text) => text,
        }
    }
}

fn is_nested(shape: &Shape) -> bool {
    matches!(shape, Shape::List(_) | Shape::Object(_))
}

fn field(shape: Shape, json: &serde_json::Value) -> Option<Field> {
    match shape {
        Shape::Null | Shape::SetToNull => None,
        Shape::Text(text) => Some(Field::Text(text)),
        Shape::Scalar(text) => Some(Field::Scalar(text)),
        Shape::List(_) | Shape::Object(_) => whole::to_string(json).ok().map(Field::Json),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn forms_explode_lists_and_leave_out_what_is_absent() {
        #[derive(Serialize)]
        struct Grant {
            grant_type: &'static str,
            scope: Vec<&'static str>,
            #[serde(skip_serializing_if = "Option::is_none")]
            ttl: Option<u32>,
            max: u32,
            details: serde_json::Value,
        }
        let grant = Grant {
            grant_type: "client credentials",
            scope: vec!["a&b", "c=d"],
            ttl: None,
            max: 7,
            details: json!({"x": [1, "y"]}),
        };
        let body = form(&grant).unwrap();
        assert_eq!(
            body,
            "grant_type=client+credentials&scope=a%26b&scope=c%3Dd&max=7&details=%7B%22x%22%3A%5B1%2C%22y%22%5D%7D"
        );
    }

    #[test]
    fn null_that_was_set_is_refused_where_only_json_can_say_it() {
        use crate::nullable::Nullable;

        #[derive(Serialize)]
        struct Inner {
            lock: Nullable<u8>,
        }
        #[derive(Serialize)]
        struct Outer {
            #[serde(skip_serializing_if = "Nullable::is_absent")]
            lock: Nullable<u8>,
            inner: Inner,
        }
        let outer = |lock, inner| Outer {
            lock,
            inner: Inner { lock: inner },
        };
        let value = outer(Nullable::Value(1), Nullable::Null);
        // What is nested is JSON.
        assert_eq!(form(&value).unwrap(), "lock=1&inner=%7B%22lock%22%3Anull%7D");
        assert_eq!(
            form(&outer(Nullable::Null, Nullable::Null)).unwrap_err(),
            "cannot be sent: `lock` is null, which a form cannot say"
        );
        assert_eq!(
            form(&json!({"lock": 1, "tenant": null})).unwrap_err(),
            "cannot be sent: `tenant` is null, which a form cannot say"
        );
    }

    #[test]
    fn what_is_no_object_is_no_form() {
        assert!(form(&[1]).is_err());
        assert_eq!(form(&json!({})).unwrap(), "");
    }
}
