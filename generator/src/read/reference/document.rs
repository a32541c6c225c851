//! The page's parts → OpenAPI 3.0.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::hints::{self, Hint};
use super::page::{ELEMENTS, Item, Message, Page, Schemas, Shape};
use crate::read::components::Components;
use crate::{Error, Note, NoteKind, Place, Result, Stage, pointer};

const PASS: &str = "reference";

/// Most schemas that one page may unfold to. Nested schemas are written where they are used, so a page whose schemas
/// use each other many times would grow without end.
const MAX_SCHEMAS: usize = 10_000;

/// The page as a document.
///
/// # Errors
///
/// Nested schemas that unfold to more than any page shows.
pub(super) fn document(file: &str, page: &Page, notes: &mut Vec<Note>) -> Result<Value> {
    let items = page.items();
    let marks: BTreeSet<bool> = items.iter().filter_map(|item| item.required).collect();
    let writer = Writer {
        page,
        operation: pointer::from_tokens(["paths", &page.path, &page.method]),
        // Older pages mark what is optional, newer ones what is required; some mark nothing.
        unmarked_is_required: marks.contains(&false) && !marks.contains(&true),
        is_marked: !marks.is_empty(),
        hints: hints::hints(&page.prose),
        components: Components::new(None),
        schemas: 0,
        notes,
    };
    if items.is_empty() || writer.is_marked {
        return writer.document(file);
    }
    writer.notes.push(Note::new(
        NoteKind::Inferred,
        PASS,
        &writer.operation,
        "the page marks nothing as required or optional: all is optional but path parameters",
    ));
    writer.document(file)
}

struct Writer<'a> {
    page: &'a Page,
    /// Pointer of the operation.
    operation: String,
    unmarked_is_required: bool,
    is_marked: bool,
    hints: Vec<Hint>,
    components: Components,
    /// How many schemas were written.
    schemas: usize,
    notes: &'a mut Vec<Note>,
}

impl Writer<'_> {
    fn document(mut self, file: &str) -> Result<Value> {
        let page = self.page;
        let mut operation = Map::new();
        operation.insert("summary".to_owned(), page.title.as_str().into());
        let description = hints::markdown(&page.prose);
        if !description.is_empty() {
            operation.insert("description".to_owned(), description.into());
        }
        let parameters = self.parameters();
        if !parameters.is_empty() {
            operation.insert("parameters".to_owned(), Value::Array(parameters));
        }
        if let Some(schemas) = &page.request.schemas {
            let content = self.content(&page.request.media, &page.request, schemas, true);
            let mut body = json!({ "content": content });
            if !page.request.description.is_empty() {
                body["description"] = page.request.description.as_str().into();
            }
            operation.insert("requestBody".to_owned(), body);
        } else if !page.request.description.is_empty() {
            self.note(
                NoteKind::Ignored,
                format!(
                    "a text of the request without a schema: {}",
                    page.request.description
                ),
            );
        }
        operation.insert("responses".to_owned(), self.responses());
        if self.schemas > MAX_SCHEMAS {
            return Err(Error::new(
                Stage::Read,
                Place::file(file),
                format!("its nested schemas unfold to more than {MAX_SCHEMAS}"),
                "bring the OpenAPI document itself",
            ));
        }
        self.notes.push(Note::new(
            NoteKind::Inferred,
            PASS,
            "/info",
            "the page names no API and no version; the title is the operation's",
        ));
        let mut document = json!({
            "openapi": "3.0.3",
            "info": {"title": page.title, "version": "unspecified"},
            "paths": {&page.path: {&page.method: operation}},
        });
        let components = self.components.into_sections();
        if !components.is_empty() {
            document["components"] = Value::Object(components);
        }
        Ok(document)
    }

    /// The parameters that the page lists, and those that only its path names.
    fn parameters(&mut self) -> Vec<Value> {
        let page = self.page;
        let mut parameters = Vec::new();
        for name in template_names(&page.path) {
            if !page
                .parameters
                .iter()
                .any(|(location, item)| *location == "path" && item.name == name)
            {
                self.note(
                    NoteKind::Inferred,
                    format!("the path parameter `{name}` is only named in the path: a string"),
                );
                parameters.push(
                    json!({"name": name, "in": "path", "required": true, "schema": {"type": "string"}}),
                );
            }
        }
        for (location, item) in &page.parameters {
            let mut parameter = Map::new();
            parameter.insert("name".to_owned(), item.name.as_str().into());
            parameter.insert("in".to_owned(), (*location).into());
            parameter.insert(
                "required".to_owned(),
                (*location == "path" || self.is_required(item)).into(),
            );
            parameter.extend(self.described(item));
            parameters.push(Value::Object(parameter));
        }
        parameters
    }

    /// `description`, `deprecated` and `schema` of a parameter or header.
    fn described(&mut self, item: &Item) -> Map<String, Value> {
        let mut schema = self.item(item, &[], &mut Vec::new());
        let mut described = Map::new();
        if let Value::Object(schema) = &mut schema {
            for key in ["description", "deprecated"] {
                described.extend(schema.remove(key).map(|value| (key.to_owned(), value)));
            }
        }
        if item.shape.kind.is_none() {
            self.note(
                NoteKind::Inferred,
                format!("`{}` is shown without a type: a string", item.name),
            );
            schema["type"] = "string".into();
        }
        described.insert("schema".to_owned(), schema);
        described
    }

    fn responses(&mut self) -> Value {
        let page = self.page;
        let mut responses = Map::new();
        for (status, message) in &page.responses {
            let mut response = json!({"description": message.description});
            if !message.headers.is_empty() {
                let headers = message.headers.iter().map(|item| {
                    let mut header = self.described(item);
                    if self.is_required(item) && self.is_marked {
                        header.insert("required".to_owned(), Value::Bool(true));
                    }
                    (item.name.clone(), Value::Object(header))
                });
                response["headers"] = Value::Object(headers.collect());
            }
            if let Some(schemas) = &message.schemas {
                response["content"] = self.content(&page.response_media, message, schemas, false);
            }
            responses.insert(status.clone(), response);
        }
        if responses.is_empty() {
            self.note(
                NoteKind::Inferred,
                "the page shows no response; it may have been cut off".to_owned(),
            );
            responses.insert("default".to_owned(), json!({"description": "Not documented"}));
        }
        Value::Object(responses)
    }

    fn content(&mut self, media: &[String], message: &Message, schemas: &Schemas, is_request: bool) -> Value {
        let schema = self.root(schemas, is_request);
        let assumed = ["application/json".to_owned()];
        let media = if media.is_empty() {
            self.note(
                NoteKind::Inferred,
                "the page lists no media type for a body: application/json".to_owned(),
            );
            &assumed
        } else {
            media
        };
        let mut content = Map::new();
        for media in media {
            let mut media_type = json!({ "schema": schema });
            for (_, text) in message.examples.iter().filter(|(of, _)| of == media) {
                match serde_json::from_str::<Value>(text) {
                    Ok(example) => media_type["example"] = example,
                    Err(_) => self.note(
                        NoteKind::Ignored,
                        format!("an example of {media} is not valid JSON"),
                    ),
                }
            }
            content.insert(media.clone(), media_type);
        }
        Value::Object(content)
    }

    /// A root schema: a component, unless it is anonymous, which pages spell `schema`.
    fn root(&mut self, schemas: &Schemas, is_request: bool) -> Value {
        let mut schema = self.shape(&schemas.root, &schemas.nested, &mut Vec::new());
        let request = self
            .page
            .request
            .schemas
            .as_ref()
            .map(|schemas| schemas.name.as_str());
        let is_anonymous = schemas.name.is_empty() || schemas.name == "schema";
        if is_request || (!is_anonymous && request == Some(&schemas.name)) {
            self.apply_hints(&mut schema, is_request);
        }
        if is_anonymous {
            return schema;
        }
        let name = self.components.insert("schemas", &schemas.name, schema);
        if name != schemas.name {
            self.note(
                NoteKind::Inferred,
                format!(
                    "the schema that the page calls `{}` is component `{name}` here",
                    schemas.name
                ),
            );
        }
        json!({"$ref": format!("#{}", pointer::from_tokens(["components", "schemas", &name]))})
    }

    /// Fills the gaps of the request's schema with what the prose says about its fields.
    fn apply_hints(&mut self, schema: &mut Value, is_noted: bool) {
        let mut notes = Vec::new();
        for hint in &self.hints {
            let Some(Value::Object(property)) =
                schema.pointer_mut(&pointer::from_tokens(["properties", &hint.name]))
            else {
                continue;
            };
            if let (Some((kind, format)), false) = (hint.kind, property.contains_key("type")) {
                property.insert("type".to_owned(), kind.into());
                property.extend(format.map(|format| ("format".to_owned(), format.into())));
                notes.push(format!(
                    "the type of `{}` is only said in the prose: {kind}",
                    hint.name
                ));
            }
            if let (Some(default), false) = (&hint.default, property.contains_key("default")) {
                property.insert("default".to_owned(), default.clone());
                notes.push(format!(
                    "the default of `{}` is only said in the prose: {default}",
                    hint.name
                ));
            }
            if hint.required && !self.is_marked {
                let required = schema["required"].as_array().cloned().unwrap_or_default();
                schema["required"] = required.into_iter().chain([hint.name.as_str().into()]).collect();
                notes.push(format!(
                    "that `{}` is required is only said in the prose",
                    hint.name
                ));
            }
        }
        for what in notes.into_iter().filter(|_| is_noted) {
            self.note(NoteKind::Inferred, what);
        }
    }

    /// A shape as a schema. `open` are the nested schemas that are being written around it.
    fn shape(&mut self, shape: &Shape, nested: &[(String, Shape)], open: &mut Vec<String>) -> Value {
        let mut schema = Map::new();
        self.schemas += 1;
        if let Some(kind) = &shape.kind {
            let is_file = kind.name == "file";
            schema.insert(
                "type".to_owned(),
                if is_file { "string" } else { kind.name }.into(),
            );
            let format = kind
                .format
                .clone()
                .or_else(|| is_file.then(|| "binary".to_owned()));
            schema.extend(format.map(|format| ("format".to_owned(), format.into())));
        }
        schema.extend(shape.facets.clone());
        if schema.get("additionalProperties") == Some(&json!("additionalProperties")) {
            let values = self.nested("additionalProperties", nested, open);
            schema.insert(
                "additionalProperties".to_owned(),
                values.unwrap_or(Value::Bool(true)),
            );
        }
        if !shape.description.is_empty() {
            schema.insert("description".to_owned(), shape.description.as_str().into());
        }
        if let Some(elements) = shape.properties.iter().find(|item| item.name == ELEMENTS) {
            let elements = self.item(elements, nested, open);
            schema.insert("items".to_owned(), elements);
        }
        let properties: Vec<_> = shape
            .properties
            .iter()
            .filter(|item| item.name != ELEMENTS)
            .collect();
        let required: Vec<_> = properties
            .iter()
            .filter(|item| self.is_required(item))
            .map(|item| &item.name)
            .collect();
        if !required.is_empty() {
            schema.insert("required".to_owned(), json!(required));
        }
        if !properties.is_empty() {
            let properties = properties
                .iter()
                .map(|item| (item.name.clone(), self.item(item, nested, open)));
            schema.insert("properties".to_owned(), Value::Object(properties.collect()));
        }
        if schema.get("type") == Some(&json!("array")) && !schema.contains_key("items") {
            let name = shape.kind.as_ref().and_then(|kind| kind.nested.as_deref());
            let elements = name.and_then(|name| self.nested(name, nested, open));
            if name.is_none() {
                self.note(
                    NoteKind::Inferred,
                    "an array is shown without its elements: of anything".to_owned(),
                );
            }
            schema.insert("items".to_owned(), elements.unwrap_or_else(|| json!({})));
        }
        Value::Object(schema)
    }

    /// A property, parameter or header: its own words over those of the nested schema that it names.
    fn item(&mut self, item: &Item, nested: &[(String, Shape)], open: &mut Vec<String>) -> Value {
        let name = item.shape.kind.as_ref().and_then(|kind| kind.nested.as_deref());
        let Some(name) = name else {
            return self.shape(&item.shape, nested, open);
        };
        let own = self.shape(&item.shape, &[], open);
        let Some(stated) = self.nested(name, nested, open) else {
            self.note(
                NoteKind::Inferred,
                format!(
                    "`{}` refers to `{name}`, which the page does not show: anything",
                    item.name
                ),
            );
            return own;
        };
        let (Value::Object(mut schema), Value::Object(stated)) = (own, stated) else {
            return json!({});
        };
        if schema.get("type") == Some(&json!("array")) && stated.get("type") != Some(&json!("array")) {
            schema.insert("items".to_owned(), Value::Object(stated));
            return Value::Object(schema);
        }
        for (key, value) in stated {
            let is_open = |own: &Value| *own == json!({}) || *own == json!(true);
            if schema.get(&key).is_none_or(is_open) {
                schema.insert(key, value);
            }
        }
        Value::Object(schema)
    }

    /// The nested schema of a name; `None` when the page does not show it.
    fn nested(&mut self, name: &str, nested: &[(String, Shape)], open: &mut Vec<String>) -> Option<Value> {
        let (_, shape) = nested.iter().find(|(candidate, _)| candidate == name)?;
        if open.iter().any(|open| open == name) || self.schemas > MAX_SCHEMAS {
            self.note(
                NoteKind::Inferred,
                format!("`{name}` contains itself; the inner one is left open"),
            );
            return Some(json!({}));
        }
        open.push(name.to_owned());
        let schema = self.shape(shape, nested, open);
        open.pop();
        Some(schema)
    }

    fn is_required(&self, item: &Item) -> bool {
        item.required.unwrap_or(self.unmarked_is_required)
    }

    fn note(&mut self, kind: NoteKind, what: String) {
        self.notes.push(Note::new(kind, PASS, &self.operation, what));
    }
}

/// The names in braces of a path template.
fn template_names(path: &str) -> Vec<&str> {
    let parts = path.split('{').skip(1);
    parts
        .filter_map(|part| Some(part.split_once('}')?.0))
        .filter(|name| !name.is_empty())
        .collect()
}
