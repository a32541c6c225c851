//! What a document says of a place within a value: bytes, or nothing at all.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

use super::subject::resolved;

/// A place's schema, and those that it is put together from.
#[derive(Clone)]
pub(crate) struct Said<'a> {
    document: &'a Value,
    schemas: Vec<&'a Value>,
}

/// Schemas nest no deeper than this in references, `allOf`, `oneOf` and `anyOf`.
const DEEP: usize = 8;

impl<'a> Said<'a> {
    pub(crate) fn of(document: &'a Value, schema: &'a Value) -> Self {
        let mut said = Self {
            document,
            schemas: Vec::new(),
        };
        said.add(schema, 0);
        said
    }

    fn add(&mut self, schema: &'a Value, depth: usize) {
        if depth > DEEP {
            return;
        }
        self.schemas.push(schema);
        if schema.get("$ref").is_some()
            && let Some(target) = resolved(self.document, schema)
        {
            self.add(target, depth + 1);
        }
        for word in ["allOf", "oneOf", "anyOf"] {
            for member in schema[word].as_array().into_iter().flatten() {
                self.add(member, depth + 1);
            }
        }
    }

    fn within(&self, step: impl Fn(&'a Value) -> Option<&'a Value>) -> Self {
        let mut said = Self {
            document: self.document,
            schemas: Vec::new(),
        };
        for schema in &self.schemas {
            if let Some(found) = step(schema) {
                said.add(found, 0);
            }
        }
        said
    }

    /// What is said of a property.
    pub(crate) fn property(&self, name: &str) -> Self {
        self.within(|schema| {
            let named = schema["properties"].get(name);
            named.or_else(|| schema.get("additionalProperties"))
        })
    }

    /// What is said of a list's item.
    pub(crate) fn item(&self, index: usize) -> Self {
        self.within(|schema| schema["prefixItems"].get(index).or_else(|| schema.get("items")))
    }

    /// The media type that strings are said to hold.
    pub(crate) fn media_type(&self) -> Option<&'a str> {
        let bytes = self
            .schemas
            .iter()
            .filter(|schema| schema.get("contentEncoding").is_none());
        bytes
            .filter_map(|schema| schema["contentMediaType"].as_str())
            .next()
    }

    /// Whether it is a file and nothing else.
    pub(crate) fn is_a_file(&self) -> bool {
        let is_file = |schema: &Value| {
            schema["format"] == "binary" || schema["contentMediaType"] == "application/octet-stream"
        };
        matches!(self.schemas.as_slice(), [only] if only["type"] == "string" && is_file(only))
    }

    /// Whether a string can be bytes: the page says so, or nothing.
    pub(crate) fn can_be_bytes(&self) -> bool {
        let says = |schema: &&Value| {
            let format = schema["format"].as_str();
            matches!(format, Some("binary" | "byte"))
                || schema.get("contentEncoding").is_some()
                || schema.get("contentMediaType").is_some()
        };
        self.schemas.iter().any(says) || self.is_untyped()
    }

    fn is_untyped(&self) -> bool {
        let words = [
            "type",
            "enum",
            "const",
            "properties",
            "items",
            "pattern",
            "format",
        ];
        let says_nothing = |schema: &&Value| words.iter().all(|word| schema.get(*word).is_none());
        self.schemas.iter().all(says_nothing)
    }

    /// What was written, with texts in place of their base64 where a string can be bytes.
    pub(crate) fn decoded(&self, set: &Value, mut written: Value) -> Value {
        match (set, &mut written) {
            (Value::String(text), Value::String(came))
                if *came == STANDARD.encode(text) && self.can_be_bytes() =>
            {
                came.clone_from(text);
            }
            (Value::Array(set), Value::Array(came)) => {
                for (index, (set, came)) in set.iter().zip(came).enumerate() {
                    *came = self.item(index).decoded(set, came.take());
                }
            }
            (Value::Object(set), Value::Object(came)) => {
                for (name, set) in set {
                    if let Some(came) = came.get_mut(name) {
                        *came = self.property(name).decoded(set, came.take());
                    }
                }
            }
            _ => {}
        }
        written
    }
}

#[test]
fn base64_stands_for_what_can_be_bytes_and_for_no_other_text() {
    use serde_json::json;
    let document = json!({});
    let schema = json!({"properties": {
        "title": {"type": "string"},
        "file": {"type": "string", "format": "binary"},
        "files": {"type": "array", "items": {"contentEncoding": "base64", "type": "string"}},
    }});
    let said = Said::of(&document, &schema);
    let set = json!({"title": "a", "file": "a", "files": ["a"]});
    let came = json!({"title": "YQ==", "file": "YQ==", "files": ["YQ=="]});
    let expected = json!({"title": "YQ==", "file": "a", "files": ["a"]});
    assert_eq!(said.decoded(&set, came), expected);
}
