//! What holds the parts of a document is an object: passes look for parts in it and put parts into it.
//!
//! A key without a value, as YAML has it, is as good as none. Other values in places where they mean nothing are left out with
//! a note.

use serde_json::Value;

use super::error;
use crate::error::Result;
use crate::shorten::quoted;
use crate::words;

/// Keys of a document whose values are objects, and those of Swagger 2.0.
const KEYS: [&str; 3] = ["paths", "webhooks", "components"];
const SWAGGER: [&str; 4] = ["definitions", "parameters", "responses", "securityDefinitions"];

/// Longest path in bytes: no server takes a longer URL, and each part of one is spoken of with all of it.
const LONGEST_PATH: usize = 8192;

/// Checks the containers of a document.
pub(in crate::lift) fn containers(file: &str, document: &Value) -> Result<()> {
    let swagger = document.get("swagger").map_or(&[][..], |_| &SWAGGER);
    for key in KEYS.iter().chain(swagger) {
        let kind = match document.get(key) {
            None | Some(Value::Null | Value::Object(_)) => continue,
            Some(Value::Bool(_)) => "a boolean",
            Some(Value::Number(_)) => "a number",
            Some(Value::String(_)) => "a string",
            Some(Value::Array(_)) => "a list",
        };
        return Err(error(
            file,
            &format!("/{key}"),
            format!(
                "{key} is {kind}, where OpenAPI has an object",
                key = words::name(key)
            ),
            "write an object, or leave the key out",
        ));
    }
    let paths = document.get("paths").and_then(Value::as_object);
    let mut paths = paths.into_iter().flat_map(|paths| paths.keys());
    match paths.find(|path| path.len() > LONGEST_PATH) {
        Some(path) => Err(error(
            file,
            "/paths",
            format!("the path {} is longer than {LONGEST_PATH} bytes", quoted(path)),
            "see whether it is a path at all, or leave it out",
        )),
        None => Ok(()),
    }
}
