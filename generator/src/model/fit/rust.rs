//! Schema → Rust type, for what operations hold directly.

use serde_json::Value;

use super::schema::{SECRET, is_binary, is_true, target, type_of};

/// The Rust type of a fitted schema as an operation's code names it: `types::User`, `Vec<String>`, `SecretString`,
/// `serde_json::Value`; binary strings, which only forms hold, are `specloom_runtime::Upload`.
pub fn rust_type(schema: &Value) -> String {
    let plain = match (target(schema), type_of(schema)) {
        (Some(SECRET), _) => SECRET.to_owned(),
        (Some(name), _) => format!("types::{name}"),
        (None, Some("string")) if is_binary(schema) => "specloom_runtime::Upload".into(),
        (None, Some("string")) => "String".into(),
        (None, Some("boolean")) => "bool".into(),
        (None, Some("number")) => "f64".into(),
        (None, Some("integer")) if schema.get("format").is_some_and(|format| format == "uint64") => {
            "u64".into()
        }
        (None, Some("integer")) => "i64".into(),
        (None, Some("array")) => format!(
            "Vec<{}>",
            schema.get("items").map_or("serde_json::Value".into(), rust_type)
        ),
        (None, Some("object")) => match schema.get("additionalProperties").map(rust_type) {
            Some(value) if value != "serde_json::Value" => {
                format!("std::collections::BTreeMap<String, {value}>")
            }
            _ => "serde_json::Map<String, serde_json::Value>".into(),
        },
        _ => return "serde_json::Value".into(),
    };
    if is_true(schema, "nullable") {
        format!("Option<{plain}>")
    } else {
        plain
    }
}
