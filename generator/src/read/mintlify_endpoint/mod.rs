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
mod security;

use serde_json::{Map, Value, json};

use super::components::Components;
use super::markdown::Fence;
use crate::{Error, Note, NoteKind, Place, Result, Stage, pointer};

const PASS: &str = "mintlify-endpoint";

const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

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
            return Err(self.malformed("/paths", "no method and path of an operation"));
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

    fn servers(&mut self, servers: &Value) -> Result<Value> {
        let mut servers = servers.clone();
        let Value::Array(list) = &mut servers else {
            return Err(self.malformed("/paths/servers", "not a list"));
        };
        for (index, server) in list.iter_mut().enumerate() {
            let variables = server.get_mut("variables").and_then(Value::as_object_mut);
            for (name, variable) in variables.into_iter().flatten() {
                let Value::Object(variable) = variable else {
                    continue;
                };
                variable.remove("type"); // the form's own: OpenAPI's are always strings
                if !variable.contains_key("default") {
                    let first = variable.get("enum").and_then(|values| values.get(0)).cloned();
                    variable.insert("default".to_owned(), first.unwrap_or_else(|| "".into()));
                    self.note(
                        NoteKind::Inferred,
                        pointer::from_tokens(["servers", &index.to_string(), "variables", name]),
                        "the variable has no default; the first of its values, or nothing, is taken",
                    );
                }
            }
        }
        Ok(servers)
    }

    fn security(&mut self, security: &Value, components: &mut Components) -> Result<Value> {
        let (requirements, notes) = security::requirements(security, components)
            .ok_or_else(|| self.malformed("/paths/request/security", "not a list of credentials"))?;
        for what in notes {
            self.note(
                NoteKind::Inferred,
                pointer::join(&self.operation, "security"),
                what,
            );
        }
        Ok(requirements)
    }

    fn parameters(&mut self, document: &Value, components: &mut Components) -> Result<Vec<Value>> {
        let mut parameters = Vec::new();
        for location in ["path", "query", "header", "cookie"] {
            let base = format!("/paths/request/parameters/{location}");
            for (name, stated) in self.optional_object(document, &base)? {
                let here = pointer::join(&base, name);
                let entries = stated
                    .get("schema")
                    .and_then(Value::as_array)
                    .filter(|list| !list.is_empty());
                let entries = entries.ok_or_else(|| self.malformed(&here, "no list `schema`"))?;
                let what = format!("the {location} parameter `{name}`");
                let parameter = entry::parameter(entries, components, |kind, said| {
                    self.notes
                        .push(Note::new(kind, PASS, &self.operation, format!("{what} {said}")));
                });
                let mut parameter =
                    parameter.ok_or_else(|| self.malformed(&here, "not a list of schemas"))?;
                let mut complete = Map::new();
                complete.insert("name".to_owned(), name.as_str().into());
                complete.insert("in".to_owned(), location.into());
                if location == "path" {
                    parameter.insert("required".to_owned(), Value::Bool(true));
                }
                complete.extend(parameter);
                let siblings = stated
                    .as_object()
                    .into_iter()
                    .flatten()
                    .filter(|(key, _)| *key != "schema");
                complete.extend(siblings.map(|(key, value)| (key.clone(), value.clone())));
                parameters.push(Value::Object(complete));
            }
        }
        Ok(parameters)
    }

    fn request_body(&mut self, document: &Value, components: &mut Components) -> Result<Option<Value>> {
        let base = "/paths/request/body";
        let body = self.optional_object(document, base)?;
        if body.is_empty() {
            return Ok(None);
        }
        let into = pointer::join(&self.operation, "requestBody");
        let (mut content, mut required) = (Map::new(), false);
        for (media, stated) in body {
            let entries = stated
                .get("schemaArray")
                .and_then(Value::as_array)
                .into_iter()
                .flatten();
            required |= entries
                .into_iter()
                .any(|entry| entry.get("required") == Some(&Value::Bool(true)));
            let media_type = self.media_type(stated, &pointer::join(base, media), &into, components)?;
            content.insert(media.clone(), media_type);
        }
        Ok(Some(json!({"required": required, "content": content})))
    }

    fn responses(&mut self, document: &Value, components: &mut Components) -> Result<Value> {
        let base = "/paths/response";
        let mut responses = Map::new();
        for status in self.optional_object(document, base)?.keys() {
            let here = pointer::join(base, status);
            let into = format!("{}/responses/{status}", self.operation);
            let (mut content, mut description) = (Map::new(), "");
            for (media, stated) in self.object(document, &here)? {
                if description.is_empty() {
                    description = stated
                        .get("description")
                        .and_then(Value::as_str)
                        .unwrap_or_default();
                }
                if media != "_mintlify/placeholder" {
                    let media_type =
                        self.media_type(stated, &pointer::join(&here, media), &into, components)?;
                    content.insert(media.clone(), media_type);
                }
            }
            let mut response = json!({"description": description});
            if !content.is_empty() {
                response["content"] = Value::Object(content);
            }
            responses.insert(status.clone(), response);
        }
        if responses.is_empty() {
            responses.insert("default".to_owned(), json!({"description": "Not documented"}));
            let into = pointer::join(&self.operation, "responses");
            self.note(NoteKind::Inferred, into, "the page documents no response");
        }
        Ok(Value::Object(responses))
    }

    fn media_type(
        &mut self,
        stated: &Value,
        here: &str,
        into: &str,
        components: &mut Components,
    ) -> Result<Value> {
        let entries = stated.get("schemaArray").and_then(Value::as_array);
        let entries = entries.ok_or_else(|| self.malformed(here, "no list `schemaArray`"))?;
        let schema = entry::body(entries, components, |kind, said| {
            self.notes.push(Note::new(kind, PASS, into, said));
        });
        let mut media_type = Map::new();
        let schema = schema.ok_or_else(|| self.malformed(here, "not a list of schemas"))?;
        media_type.insert("schema".to_owned(), schema);
        let (real, placeholders) = examples::real(stated.get("examples"));
        self.placeholders += placeholders;
        if !real.is_empty() {
            media_type.insert("examples".to_owned(), Value::Object(real));
        }
        Ok(Value::Object(media_type))
    }

    fn expect_keys(&mut self, object: &Map<String, Value>, known: &[&str]) {
        for key in object.keys().filter(|key| !known.contains(&key.as_str())) {
            self.note(
                NoteKind::Ignored,
                self.operation.clone(),
                format!("`{key}` is not known to mean anything"),
            );
        }
    }

    fn note(&mut self, kind: NoteKind, pointer: impl Into<String>, what: impl Into<String>) {
        self.notes.push(Note::new(kind, PASS, pointer, what));
    }

    fn object<'d>(&self, document: &'d Value, at: &str) -> Result<&'d Map<String, Value>> {
        document
            .pointer(at)
            .and_then(Value::as_object)
            .ok_or_else(|| self.malformed(at, "not an object"))
    }

    fn optional_object<'d>(&self, document: &'d Value, at: &str) -> Result<&'d Map<String, Value>> {
        static EMPTY: std::sync::LazyLock<Map<String, Value>> = std::sync::LazyLock::new(Map::new);
        match document.pointer(at) {
            None | Some(Value::Null) => Ok(&EMPTY),
            Some(_) => self.object(document, at),
        }
    }

    fn text(&self, document: &Value, at: &str) -> Result<String> {
        let text = document
            .pointer(at)
            .and_then(Value::as_str)
            .map(|text| text.trim().to_owned());
        text.ok_or_else(|| self.malformed(at, "not a text"))
    }

    fn malformed(&self, at: &str, problem: &str) -> Error {
        Error::new(
            Stage::Read,
            Place::file(self.file).at(self.fence.line, 1).pointer(at),
            format!("the endpoint form is damaged here: {problem}"),
            "fetch the page again, or bring the OpenAPI document itself",
        )
    }
}

#[cfg(test)]
mod tests;
