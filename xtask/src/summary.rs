//! A canonical document in a few words: what `list` and `try` show.

use std::fmt;

use serde_json::{Map, Value};
use specloom::Canonical;
use specloom::words::shown;

/// What a canonical document holds, as it is to be shown.
#[derive(Debug, Clone)]
pub struct Summary {
    /// The page's style.
    pub style: String,
    /// `info.title` and `info.version`.
    pub title: String,
    /// The operations in the order of the document.
    pub operations: Vec<OperationLine>,
    /// Security schemes, such as `basic (sec0)` or `header X-Api-Key (key)`.
    pub credentials: Vec<String>,
    /// Server URLs.
    pub servers: Vec<String>,
    /// Names of the component schemas.
    pub schemas: Vec<String>,
}

/// One operation.
#[derive(Debug, Clone)]
pub struct OperationLine {
    /// `operationId`.
    pub id: String,
    /// Method in capitals.
    pub method: String,
    /// Path template.
    pub path: String,
    /// Where the document has it.
    pub pointer: String,
}

impl fmt::Display for OperationLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.path)
    }
}

impl Summary {
    /// Summarises a canonical document.
    pub fn of(canonical: &Canonical) -> Self {
        let document = &canonical.document;
        let text = |pointer: &str| {
            let text = document.pointer(pointer).and_then(Value::as_str);
            shown(text.unwrap_or_default())
        };
        let servers = document["servers"].as_array().into_iter().flatten();
        Self {
            style: canonical.style.name().to_owned(),
            title: format!("{} {}", text("/info/title"), text("/info/version"))
                .trim()
                .to_owned(),
            operations: operations(document),
            credentials: entries(document, "/components/securitySchemes")
                .map(|(name, scheme)| credential(name, scheme))
                .collect(),
            servers: servers
                .filter_map(|server| server["url"].as_str().map(shown))
                .collect(),
            schemas: entries(document, "/components/schemas")
                .map(|(name, _)| shown(name))
                .collect(),
        }
    }
}

fn entries<'a>(document: &'a Value, pointer: &str) -> impl Iterator<Item = (&'a String, &'a Value)> {
    document
        .pointer(pointer)
        .and_then(Value::as_object)
        .into_iter()
        .flat_map(Map::iter)
}

fn operations(document: &Value) -> Vec<OperationLine> {
    let lines = specloom::operations(document).map(|operation| OperationLine {
        id: shown(operation.value["operationId"].as_str().unwrap_or_default()),
        method: shown(&operation.sent_method()),
        path: shown(operation.path),
        pointer: operation.pointer(),
    });
    lines.collect()
}

fn credential(name: &str, scheme: &Value) -> String {
    let text = |key: &str| scheme[key].as_str().unwrap_or_default();
    let kind = match text("type") {
        "http" => text("scheme").to_owned(),
        "apiKey" => format!("{} {}", text("in"), text("name")),
        other => other.to_owned(),
    };
    shown(&format!("{kind} ({name})"))
}
