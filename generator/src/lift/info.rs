//! The Info Object: its summary, its licence's SPDX identifier, and the title and version that must be there.

use serde_json::{Map, Value, json};

use super::pass::{Log, Pass};

pub(super) const PASS: Pass = Pass {
    id: "info",
    why: "OpenAPI 3.0 has no info.summary and no licence identifier, and requires title and version",
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
        summary(info, log);
        license(info, log);
        required(info, "title", "API", log);
        required(info, "version", "0", log);
    },
};

fn summary(info: &mut Map<String, Value>, log: &mut Log<'_>) {
    let Some(summary) = info.shift_remove("summary") else {
        return;
    };
    if info.get("description").is_none_or(|text| text == "") {
        info.insert("description".to_owned(), summary);
        log.lowered("/info/summary", "`info.summary` is said as `info.description`");
    } else {
        log.ignored(
            "/info/summary",
            format!("`info.summary` ({summary}) has no words in OpenAPI 3.0"),
        );
    }
}

fn license(info: &mut Map<String, Value>, log: &mut Log<'_>) {
    let Some(Value::Object(license)) = info.get_mut("license") else {
        if info.shift_remove("license").is_some() {
            log.ignored("/info/license", "the licence is not an object");
        }
        return;
    };
    let identifier = license.shift_remove("identifier");
    if let Some(identifier) = identifier.as_ref().and_then(Value::as_str) {
        if !license.contains_key("name") {
            license.insert("name".to_owned(), json!(identifier));
        }
        if !license.contains_key("url") {
            license.insert(
                "url".to_owned(),
                json!(format!("https://spdx.org/licenses/{identifier}.html")),
            );
        }
        log.lowered(
            "/info/license",
            format!("the SPDX identifier `{identifier}` is said as a URL"),
        );
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
            log.inferred(&pointer, format!("`{key}: {text}` is a text"));
            info.insert(key.to_owned(), json!(text));
        }
        _ => {
            info.insert(key.to_owned(), json!(default));
            log.inferred(&pointer, format!("the page gives no {key}; OpenAPI requires one"));
        }
    }
}
