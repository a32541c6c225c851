//! A parameter, or a field of a form → how the client writes its values. Two pages ask for the same text where `style`, `explode`, `allowReserved` or a
//! media type differ in what makes no difference for the values that are sent.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::compare::site::Node;
use crate::model::{Location, ParameterStyle};
use crate::openapi::media_type::is_json;
use crate::openapi::reference;
use crate::openapi::schema::kind;
use crate::pointer;

/// How deep a schema is looked into for what its values are.
const DEEPEST: usize = 8;
/// What is said of a parameter whose reserved characters are not escaped.
const RESERVED: &str = ", reserved characters as they are";

/// What a value is, as far as writing it goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Sent {
    shape: Shape,
    text: Text,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Shape {
    Scalar,
    List,
    Object,
}

/// What text there is in a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Text {
    /// Numbers and booleans, which JSON does not quote.
    None,
    /// Without characters that a query escapes.
    Plain,
    Any,
}

const ANYTHING: [Sent; 3] = [
    Sent {
        shape: Shape::Scalar,
        text: Text::Any,
    },
    Sent {
        shape: Shape::List,
        text: Text::Any,
    },
    Sent {
        shape: Shape::Object,
        text: Text::Any,
    },
];

/// What the values of a schema may be: anything where it does not say.
pub(super) fn sent(document: &Value, schema: Option<&Node<'_>>) -> BTreeSet<Sent> {
    let mut sent = BTreeSet::new();
    gather(document, schema.map(|schema| schema.value), DEEPEST, &mut sent);
    sent
}

/// The schema of a parameter's values, whether it has a media type or none.
pub(super) fn schema<'a>(parameter: &Node<'a>) -> Option<Node<'a>> {
    let media = parameter.key("content").map(|content| content.members());
    match media.and_then(|media| media.into_iter().next()) {
        Some((_, media)) => media.key("schema"),
        None => parameter.key("schema"),
    }
}

fn gather(document: &Value, schema: Option<&Value>, depth: usize, sent: &mut BTreeSet<Sent>) {
    let schema = match schema.and_then(reference::of) {
        Some(reference) => pointer::resolve(document, reference),
        None => schema,
    };
    let Some(schema) = schema.and_then(Value::as_object).filter(|_| depth > 0) else {
        return sent.extend(ANYTHING);
    };
    let members = |key: &str| schema.get(key).and_then(Value::as_array);
    let parts = ["oneOf", "anyOf", "allOf"].into_iter().find_map(members);
    match kind(schema) {
        Some("integer" | "number" | "boolean") => sent.extend([scalar(Text::None)]),
        Some("string") => sent.extend([scalar(text(schema))]),
        Some("array") => {
            let mut items = BTreeSet::new();
            gather(document, schema.get("items"), depth - 1, &mut items);
            let text = items.iter().map(|item| item.text).max().unwrap_or(Text::Any);
            sent.extend([Sent {
                shape: Shape::List,
                text,
            }]);
        }
        Some("object") => sent.extend([Sent {
            shape: Shape::Object,
            text: Text::Any,
        }]),
        _ if parts.is_none() && members("enum").is_some() => sent.extend([scalar(text(schema))]),
        _ => match parts {
            Some(parts) => parts
                .iter()
                .for_each(|part| gather(document, Some(part), depth - 1, sent)),
            None => sent.extend(ANYTHING),
        },
    }
}

fn scalar(text: Text) -> Sent {
    Sent {
        shape: Shape::Scalar,
        text,
    }
}

fn text(schema: &Map<String, Value>) -> Text {
    let is_plain = |value: &Value| match value {
        Value::String(text) => text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte)),
        _ => true,
    };
    let values = schema.get("enum").and_then(Value::as_array);
    match values.is_some_and(|values| values.iter().all(is_plain))
        || schema.get("format").is_some_and(|format| format == "uuid")
    {
        true => Text::Plain,
        false => Text::Any,
    }
}

/// How a value is written. Style and explode as they apply (OpenAPI 3.1.1, Parameter Object): they only matter for lists and
/// objects, `matrix` and `label` for single values, too; `explode` says nothing of lists behind commas and of `deepObject`, and
/// what is exploded has no delimiter.
pub(super) fn written(place: &str, parameter: &Node<'_>, sent: Sent) -> String {
    let content = parameter.get("content").and_then(Value::as_object);
    if let Some((media_type, _)) = content.and_then(|content| content.iter().next()) {
        return match (sent.shape, sent.text, is_json(media_type)) {
            (Shape::Scalar, Text::None, _) | (Shape::Scalar, _, false) => "plain".to_owned(),
            _ => media_type.clone(),
        };
    }
    let usual = Location::named(place).map_or(ParameterStyle::Simple, Location::style);
    let style = parameter.text("style").unwrap_or(usual.as_str());
    let is_exploded = match parameter.get("explode") {
        Some(Value::Bool(explode)) => *explode,
        _ => ParameterStyle::named(style).is_some_and(ParameterStyle::is_exploded),
    };
    let how = match (sent.shape, style) {
        (Shape::Scalar, "matrix" | "label") => style.to_owned(),
        (Shape::Scalar, _) => "plain".to_owned(),
        (Shape::List, "simple") | (_, "deepObject") => style.to_owned(),
        (_, "form" | "spaceDelimited" | "pipeDelimited") if is_exploded => "form, exploded".to_owned(),
        _ if is_exploded => format!("{style}, exploded"),
        _ => style.to_owned(),
    };
    match place == "query" && sent.text == Text::Any && parameter.is_true("allowReserved") {
        true => how + RESERVED,
        false => how,
    }
}

/// Whether two ways of writing differ in nothing but that reserved characters need not be escaped any more.
pub(super) fn is_reserved_allowed(before: &str, after: &str) -> bool {
    after.strip_suffix(RESERVED) == Some(before)
}
