//! Shapes → schemas.
//!
//! Root schemas become components. Nested schemas are written where they are used: pages name them by where they stand
//! in their root (`items`, `owner`), so that their names say little beyond it.

use serde_json::{Map, Value, json};

use super::{MAX_SCHEMAS, Writer};
use crate::note::NoteKind;
use crate::pointer;
use crate::read::reference::page::{ELEMENTS, Item, Schemas, Stated};
use crate::read::reference::types::Type;
use crate::words;

impl Writer<'_> {
    /// A root schema: a component, unless it is anonymous, which pages spell `schema`.
    pub(super) fn root(&mut self, schemas: &Schemas, is_request: bool) -> Value {
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
                    "the schema that the page calls {} is the component {name}, because the name is taken or not allowed",
                    words::name(&schemas.name),
                    name = words::name(&name)
                ),
            );
        }
        json!({"$ref": format!("#{}", pointer::from_tokens(["components", "schemas", &name]))})
    }

    /// A shape as a schema. `open` are the nested schemas that are being written around it.
    fn shape(&mut self, shape: &Stated, nested: &[(String, Stated)], open: &mut Vec<String>) -> Value {
        let mut schema = Map::new();
        self.schemas += 1;
        schema.extend(shape.kind.iter().flat_map(type_and_format));
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
            let name = shape.names();
            if name.is_none() {
                self.note(
                    NoteKind::Inferred,
                    "an array is shown without the type of its elements: any value is allowed",
                );
            }
            let elements = name.and_then(|name| self.nested(name, nested, open));
            schema.insert("items".to_owned(), elements.unwrap_or_else(|| json!({})));
        }
        Value::Object(schema)
    }

    /// A property, parameter or header: its own words over those of the nested schema that it names.
    pub(super) fn item(&mut self, item: &Item, nested: &[(String, Stated)], open: &mut Vec<String>) -> Value {
        let Some(name) = item.shape.names() else {
            return self.shape(&item.shape, nested, open);
        };
        let own = self.shape(&item.shape, &[], open);
        let Some(stated) = self.nested(name, nested, open) else {
            self.note(
                NoteKind::Inferred,
                format!(
                    "{} refers to {name}, which the page does not show: any value is allowed",
                    words::name(&item.name),
                    name = words::name(name)
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
    fn nested(&mut self, name: &str, nested: &[(String, Stated)], open: &mut Vec<String>) -> Option<Value> {
        let (_, shape) = nested.iter().find(|(candidate, _)| candidate == name)?;
        if open.iter().any(|open| open == name) || self.schemas > MAX_SCHEMAS {
            self.note(
                NoteKind::Inferred,
                format!(
                    "{name} contains itself: any value is allowed inside",
                    name = words::name(name)
                ),
            );
            return Some(json!({}));
        }
        open.push(name.to_owned());
        let schema = self.shape(shape, nested, open);
        open.pop();
        Some(schema)
    }
}

/// TYPE in OpenAPI's words.
fn type_and_format(kind: &Type) -> Map<String, Value> {
    let (name, format) = match (kind.name, &kind.format) {
        ("file", None) => ("string", Some("binary")),
        ("file", Some(format)) => ("string", Some(format.as_str())),
        (name, format) => (name, format.as_deref()),
    };
    let format = format.map(|format| ("format".to_owned(), format.into()));
    std::iter::once(("type".to_owned(), name.into()))
        .chain(format)
        .collect()
}
