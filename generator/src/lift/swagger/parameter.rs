//! Parameters: plain ones get a schema and a style, body and form parameters become request bodies.

use serde_json::{Map, Value, json};

use super::content::content;
use super::schema_of;
use crate::openapi::media_type::{essence, is_multipart};
use crate::openapi::schema::JsonObject;
use crate::pass::Log;
use crate::words;

/// A path, query or header parameter.
pub(super) fn plain(parameter: &Value, at: &str, log: &mut Log<'_>) -> Value {
    let Value::Object(parameter) = parameter else {
        return parameter.clone();
    };
    if parameter.contains_key("$ref") {
        return Value::Object(parameter.clone());
    }
    let mut parameter = parameter.clone();
    let collection = parameter.shift_remove("collectionFormat");
    let mut schema = schema_of(&mut parameter);
    let place = parameter
        .get("in")
        .and_then(Value::as_str)
        .unwrap_or_default()
        .to_owned();
    if schema.get("type").is_some_and(|name| name == "array") {
        let collection = collection.as_ref().and_then(Value::as_str).unwrap_or("csv");
        match (collection, place.as_str()) {
            ("tsv", _) | ("ssv" | "pipes", "path" | "header") => {
                as_text(&mut schema, collection, at, log);
                parameter.shift_remove("x-example");
            }
            _ => list_style(&mut parameter, collection, &place, at, log),
        }
    }
    if !schema.is_empty() {
        parameter.insert("schema".to_owned(), Value::Object(schema));
    }
    if let Some(example) = parameter.shift_remove("x-example") {
        parameter.insert("example".to_owned(), example);
    }
    Value::Object(parameter)
}

/// A list whose items OpenAPI 3 cannot join so is the text that they are joined to.
fn as_text(schema: &mut JsonObject, collection: &str, at: &str, log: &mut Log<'_>) {
    log.inferred(
        at,
        format!("OpenAPI 3 has no keyword for `collectionFormat: {collection}` here; the value is a text, whose items the caller joins"),
    );
    schema.retain(|key, _| key == "description" || key.starts_with("x-") && key != "x-example");
    schema.insert("type".to_owned(), json!("string"));
    schema.insert("x-collectionFormat".to_owned(), json!(collection));
}

/// How the items of a list are joined, in the words of OpenAPI 3.
fn list_style(parameter: &mut JsonObject, collection: &str, place: &str, at: &str, log: &mut Log<'_>) {
    let (style, explode) = match (collection, place) {
        ("multi", "query") => ("form", true),
        ("csv", "query") => ("form", false),
        ("ssv", "query") => ("spaceDelimited", false),
        ("pipes", "query") => ("pipeDelimited", false),
        ("csv", _) => return,
        (other, _) => {
            log.inferred(
                at,
                format!("OpenAPI 3 has no keyword for `collectionFormat: {other}` in a {place} parameter; commas are taken"),
            );
            parameter.insert("x-collectionFormat".to_owned(), json!(other));
            if place != "query" {
                return;
            }
            ("form", false)
        }
    };
    parameter.insert("style".to_owned(), json!(style));
    parameter.insert("explode".to_owned(), json!(explode));
}

/// The request body that a `body` parameter describes.
pub(super) fn body(parameter: &Value, consumes: &[String], at: &str, log: &mut Log<'_>) -> Value {
    let mut body = extensions(parameter);
    let said = |key: &str| Some((key.to_owned(), parameter.get(key)?.clone()));
    body.extend(said("description"));
    if consumes.is_empty() {
        log.inferred(
            at,
            "the page does not say the body's media type; application/json is taken",
        );
    }
    let schema = parameter.get("schema").cloned().unwrap_or_else(|| json!({}));
    let media_type = json!({ "schema": schema });
    body.insert(
        "content".to_owned(),
        Value::Object(content(consumes, "application/json", &media_type)),
    );
    body.extend(said("required"));
    Value::Object(body)
}

/// The request body that `formData` parameters describe together.
pub(super) fn form(parameters: Vec<Value>, consumes: &[String], at: &str, log: &mut Log<'_>) -> Value {
    let (mut properties, mut required, mut encoding) = (Map::new(), Vec::new(), Map::new());
    let mut files = false;
    for parameter in parameters {
        let Value::Object(mut parameter) = parameter else {
            continue;
        };
        let Some(Value::String(name)) = parameter.shift_remove("name") else {
            continue;
        };
        parameter.shift_remove("in");
        if parameter.shift_remove("required") == Some(Value::Bool(true)) {
            required.push(json!(name));
        }
        files |= parameter.get("type").is_some_and(|kind| kind == "file");
        if parameter.get("type").is_some_and(|kind| kind == "array") {
            match parameter
                .shift_remove("collectionFormat")
                .as_ref()
                .and_then(Value::as_str)
            {
                Some("multi") => {}
                Some("ssv") => {
                    encoding.insert(name.clone(), json!({"style": "spaceDelimited", "explode": false}));
                }
                Some("tsv") => as_text(&mut parameter, "tsv", at, log),
                Some("pipes") => {
                    encoding.insert(name.clone(), json!({"style": "pipeDelimited", "explode": false}));
                }
                _ => {
                    encoding.insert(name.clone(), json!({"style": "form", "explode": false}));
                }
            }
        }
        if let Some(allowed) = parameter.shift_remove("allowEmptyValue") {
            log.ignored(
                at,
                format!(
                    "OpenAPI 3 has no keyword for `allowEmptyValue` of the form's {name}",
                    name = words::name(&name)
                ),
            );
            parameter.insert("x-allowEmptyValue".to_owned(), allowed);
        }
        if let Some(example) = parameter.shift_remove("x-example") {
            parameter.insert("example".to_owned(), example);
        }
        properties.insert(name, Value::Object(parameter));
    }
    let is_form = |media_type: &&String| {
        matches!(
            essence(media_type).as_str(),
            "application/x-www-form-urlencoded" | "multipart/form-data"
        )
    };
    let mut media_types: Vec<String> = consumes.iter().filter(is_form).cloned().collect();
    if files {
        media_types.retain(|media_type| is_multipart(media_type));
    }
    let default = if files {
        "multipart/form-data"
    } else {
        "application/x-www-form-urlencoded"
    };
    if media_types.is_empty() {
        log.inferred(
            at,
            format!("the page does not say the form's media type; {default} is taken"),
        );
    }
    let is_required = !required.is_empty();
    let mut schema = Map::from_iter([("type".to_owned(), json!("object"))]);
    if is_required {
        schema.insert("required".to_owned(), Value::Array(required));
    }
    schema.insert("properties".to_owned(), Value::Object(properties));
    let mut body = Map::new();
    let mut media_type = Map::from_iter([("schema".to_owned(), Value::Object(schema))]);
    if !encoding.is_empty() {
        media_type.insert("encoding".to_owned(), Value::Object(encoding));
    }
    body.insert(
        "content".to_owned(),
        Value::Object(content(&media_types, default, &Value::Object(media_type))),
    );
    if is_required {
        body.insert("required".to_owned(), Value::Bool(true));
    }
    Value::Object(body)
}

fn extensions(parameter: &Value) -> JsonObject {
    let fields = parameter.as_object().into_iter().flatten();
    fields
        .filter(|(key, _)| key.starts_with("x-"))
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect()
}
