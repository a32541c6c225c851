//! The credential of a page without security schemes: its header parameter `Authorization`, which OpenAPI tells to ignore.

use serde_json::{Map, Value, json};

use super::PASS;
use crate::note::{Note, NoteKind};
use crate::pointer;
use crate::read::operations;
use crate::words;

/// Makes a security scheme of each operation's `Authorization` header, where the document states no security.
pub(super) fn from_parameters(document: &mut Map<String, Value>, notes: &mut Vec<Note>) {
    if document.contains_key("security") {
        return;
    }
    let mut found = Map::new();
    operations::each(document, &mut |pointer, _, _, operation| {
        if operation.contains_key("security") {
            return;
        }
        let Some(Value::Array(parameters)) = operation.get_mut("parameters") else {
            return;
        };
        let Some(index) = parameters.iter().position(is_authorization) else {
            return;
        };
        let parameter = parameters.remove(index);
        if parameters.is_empty() {
            operation.shift_remove("parameters");
        }
        let (name, scheme) = scheme(&parameter);
        let mut alternatives = vec![json!({ name: [] })];
        if parameter.get("required") != Some(&Value::Bool(true)) {
            alternatives.push(json!({}));
        }
        operation.insert("security".to_owned(), Value::Array(alternatives));
        notes.push(Note::new(
            NoteKind::Inferred,
            PASS,
            pointer::join(pointer, "security"),
            format!(
                "the header parameter `Authorization` is the credential {name}",
                name = words::name(name)
            ),
        ));
        found.insert(name.to_owned(), scheme);
    });
    if found.is_empty() {
        return;
    }
    let components = document.entry("components").or_insert_with(|| json!({}));
    if let Value::Object(components) = components
        && let Value::Object(schemes) = components.entry("securitySchemes").or_insert_with(|| json!({}))
    {
        for (name, scheme) in found {
            schemes.entry(name).or_insert(scheme);
        }
    }
}

fn is_authorization(parameter: &Value) -> bool {
    let text = |key: &str| parameter.get(key).and_then(Value::as_str).unwrap_or_default();
    text("in") == "header" && text("name").eq_ignore_ascii_case("authorization")
}

/// The scheme that the parameter's description names.
fn scheme(parameter: &Value) -> (&'static str, Value) {
    let words = parameter
        .get("description")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let mut scheme = match words.to_ascii_lowercase() {
        words if words.contains("bearer") => ("bearerAuth", json!({"type": "http", "scheme": "bearer"})),
        words if words.contains("basic") => ("basicAuth", json!({"type": "http", "scheme": "basic"})),
        _ => (
            "authorization",
            json!({"type": "apiKey", "in": "header", "name": "Authorization"}),
        ),
    };
    if !words.is_empty() {
        scheme.1["description"] = words.into();
    }
    scheme
}
