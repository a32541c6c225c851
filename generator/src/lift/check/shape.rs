//! Before any pass: it is a document of a version that is known, and no deeper than recursion may go.

use serde_json::Value;

use super::error;
use crate::error::Result;

/// Real documents stay below 60.
const MAX_DEPTH: usize = 250;

/// Checks that a draft is a Swagger 2.0 or OpenAPI 3 document of bearable depth.
pub(in crate::lift) fn shape(file: &str, document: &Value) -> Result<()> {
    if depth_exceeds(document, MAX_DEPTH) {
        return Err(error(
            file,
            "",
            format!("the document is nested more than {MAX_DEPTH} deep"),
            "see whether it is an API description at all",
        ));
    }
    let Value::Object(root) = document else {
        return Err(error(
            file,
            "",
            "the document is not an object",
            "give an OpenAPI or Swagger document",
        ));
    };
    let remedy = "give a Swagger 2.0 or an OpenAPI 3 document";
    match (root.get("swagger"), root.get("openapi")) {
        (Some(version), _) if is(version, "2.0") || is(version, "2") => Ok(()),
        (Some(version), _) => Err(error(
            file,
            "/swagger",
            format!("Swagger {version} is not known"),
            remedy,
        )),
        (None, Some(Value::String(version))) if version == "3" || version.starts_with("3.") => Ok(()),
        (None, Some(Value::Number(version))) if version.to_string().starts_with('3') => Ok(()),
        (None, Some(version)) => Err(error(
            file,
            "/openapi",
            format!("OpenAPI {version} is not known"),
            remedy,
        )),
        (None, None) => Err(error(
            file,
            "",
            "the document does not say which version of OpenAPI it is",
            remedy,
        )),
    }
}

/// YAML reads an unquoted 2.0 as a number.
fn is(version: &Value, text: &str) -> bool {
    match version {
        Value::Number(number) => number.to_string() == text,
        version => version == text,
    }
}

fn depth_exceeds(value: &Value, limit: usize) -> bool {
    let mut stack = vec![(value, 1)];
    while let Some((value, depth)) = stack.pop() {
        if depth > limit {
            return true;
        }
        match value {
            Value::Array(items) => stack.extend(items.iter().map(|item| (item, depth + 1))),
            Value::Object(object) => stack.extend(object.values().map(|value| (value, depth + 1))),
            _ => {}
        }
    }
    false
}
