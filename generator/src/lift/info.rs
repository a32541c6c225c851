//! The Info Object: the title and version that must be there, and a licence with a name.

use serde_json::{Map, Value, json};

use crate::pass::{Log, Pass};

pub(super) const PASS: Pass = Pass {
    id: "info",
    why: "OpenAPI requires a title and a version, and of a licence its name",
    run: |document, log| {
        let Some(root) = document.as_object_mut() else {
            return;
        };
        if !root.get("info").is_some_and(Value::is_object) {
            root.insert("info".to_owned(), json!({}));
        }
        let Some(Value::Object(info)) = root.get_mut("info") else {
            return;
        };
        license(info, log);
        required(info, "title", "API", log);
        required(info, "version", "0", log);
    },
};

fn license(info: &mut Map<String, Value>, log: &mut Log<'_>) {
    let Some(Value::Object(license)) = info.get_mut("license") else {
        if info.shift_remove("license").is_some() {
            log.ignored("/info/license", "the licence is not an object");
        }
        return;
    };
    if let Some(identifier @ Value::String(_)) = license.get("identifier").cloned() {
        license.entry("name").or_insert(identifier);
        if license.shift_remove("url").is_some() {
            log.ignored(
                "/info/license",
                "`url` beside `identifier`, which exclude each other",
            );
        }
    }
    if !license.get("name").is_some_and(Value::is_string) {
        info.shift_remove("license");
        log.ignored("/info/license", "a licence without a name");
    }
}

fn required(info: &mut Map<String, Value>, key: &str, default: &str, log: &mut Log<'_>) {
    let pointer = format!("/info/{key}");
    match info.get(key) {
        Some(Value::String(_)) => {}
        Some(value @ (Value::Number(_) | Value::Bool(_))) => {
            let text = value.to_string();
            log.inferred(&pointer, format!("`{key}: {text}` is read as a string"));
            info.insert(key.to_owned(), json!(text));
        }
        _ => {
            info.insert(key.to_owned(), json!(default));
            log.inferred(&pointer, format!("the page gives no {key}; OpenAPI requires one"));
        }
    }
}
