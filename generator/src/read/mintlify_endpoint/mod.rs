//! The expanded "endpoint" form of an operation → OpenAPI 3.1.
//!
//! Documentation sites flatten an operation into this form before they show it. It is not OpenAPI, but it holds nearly
//! all of one:
//!
//! ```text
//! paths:
//!   path: PATH                     method: METHOD         deprecated: BOOL         type: path
//!   servers: [{url, description, variables}]              # may be missing
//!   request:
//!     security: [{title, parameters: {query|header|cookie: {NAME: SCHEME}}}]       # see `security`
//!     parameters: {path|query|header|cookie: {NAME: {schema: [ENTRY …], style, explode}}}
//!     body: {MEDIA: {schemaArray: [ENTRY …], examples: {NAME: {summary, value}}}}
//!     codeSamples: [{lang, source, label}]
//!   response:
//!     STATUS: {MEDIA: {schemaArray, examples, description}} | {}                   # `{}`: no body, no description
//! components: {schemas: {NAME: SCHEMA}}
//! ```
//!
//! MEDIA `_mintlify/placeholder` stands for a response without a body. ENTRY is described in `entry`. What the form does
//! not say at all (info, operation id, tags) is left for later stages; the operation's words are the page's.

mod entry;
mod examples;
mod form;
mod messages;
mod parameters;
mod security;
mod servers;
#[cfg(test)]
mod tests;

use serde_json::{Map, Value, json};

use super::components::Components;
use super::markdown::Fence;
use crate::error::Result;
use crate::note::{Note, NoteKind};
use crate::openapi::METHODS;
use crate::pointer;

const PASS: &str = "mintlify-endpoint";

/// Whether a fence's document is of this style.
pub(super) fn recognises(document: &Value) -> bool {
    document.pointer("/paths/path").is_some_and(Value::is_string)
}

/// The fence's document as OpenAPI 3.1.
///
/// # Errors
///
/// A part of the form that is not what the form says.
pub(super) fn read(
    file: &str,
    document: Value,
    fence: &Fence<'_>,
    notes: &mut Vec<Note>,
) -> Result<Map<String, Value>> {
    Reader {
        file,
        fence,
        notes,
        operation: String::new(),
        placeholders: 0,
    }
    .read(&document)
}

struct Reader<'a> {
    file: &'a str,
    fence: &'a Fence<'a>,
    notes: &'a mut Vec<Note>,
    /// Pointer of the operation in the result.
    operation: String,
    /// How many examples were left out because they are placeholders.
    placeholders: usize,
}

impl Reader<'_> {
    fn read(mut self, document: &Value) -> Result<Map<String, Value>> {
        let form = self.object(document, "/paths")?;
        let path = self.text(document, "/paths/path")?;
        let method = self.text(document, "/paths/method")?.to_ascii_lowercase();
        if !METHODS.contains(&method.as_str()) || !path.starts_with('/') {
            return Err(self.malformed("/paths", "no method and path"));
        }
        self.operation = pointer::from_tokens(["paths", &path, &method]);
        self.expect_keys(
            form,
            &[
                "path",
                "method",
                "servers",
                "request",
                "response",
                "deprecated",
                "type",
            ],
        );
        let request = self.optional_object(document, "/paths/request")?;
        self.expect_keys(request, &["security", "parameters", "body", "codeSamples"]);

        let mut components = Components::new(document.pointer("/components"));
        let mut operation = self.words();
        if form.get("deprecated") == Some(&Value::Bool(true)) {
            operation.insert("deprecated".to_owned(), Value::Bool(true));
        }
        if let Some(security) = request.get("security") {
            let security = self.security(security, &mut components)?;
            operation.insert("security".to_owned(), security);
        }
        let parameters = self.parameters(document, &mut components)?;
        if !parameters.is_empty() {
            operation.insert("parameters".to_owned(), Value::Array(parameters));
        }
        if let Some(body) = self.request_body(document, &mut components)? {
            operation.insert("requestBody".to_owned(), body);
        }
        operation.insert("responses".to_owned(), self.responses(document, &mut components)?);
        if let Some(samples) = request.get("codeSamples") {
            operation.insert("x-codeSamples".to_owned(), samples.clone());
        }
        if self.placeholders > 0 {
            let what = format!(
                "{} examples are generated placeholders, not data",
                self.placeholders
            );
            self.note(NoteKind::Ignored, self.operation.clone(), what);
        }

        let mut result = Map::new();
        result.insert("openapi".to_owned(), "3.1.0".into());
        result.insert("info".to_owned(), self.info(&operation, &method, &path));
        if let Some(servers) = form.get("servers") {
            result.insert("servers".to_owned(), self.servers(servers)?);
        }
        result.insert("paths".to_owned(), json!({ path: { method: operation } }));
        let components = components.into_sections();
        if !components.is_empty() {
            result.insert("components".to_owned(), Value::Object(components));
        }
        Ok(result)
    }

    /// Summary and description, which only the page has.
    fn words(&self) -> Map<String, Value> {
        let title = self.fence.title.map(str::to_owned);
        let words = [("summary", title), ("description", self.fence.summary.clone())];
        words
            .into_iter()
            .filter_map(|(key, words)| Some((key.to_owned(), Value::String(words?))))
            .collect()
    }

    fn info(&mut self, operation: &Map<String, Value>, method: &str, path: &str) -> Value {
        self.note(
            NoteKind::Inferred,
            "/info",
            "the page names no API and no version; the title is its first operation's",
        );
        let title = operation.get("summary").cloned();
        let title = title.unwrap_or_else(|| format!("{} {path}", method.to_uppercase()).into());
        json!({"title": title, "version": "unspecified"})
    }

    fn note(&mut self, kind: NoteKind, pointer: impl Into<String>, what: impl Into<String>) {
        self.notes.push(Note::new(kind, PASS, pointer, what));
    }
}
