//! Fields by their indentation → the schema of the object that they are of; types → schemas.

use serde_json::{Map, Value, json};

use super::trouble::error;
use crate::error::Result;
use crate::read::brackets::split_outside;

/// Deepest field. Real ones stay below 20.
const MAX_DEPTH: usize = 60;

/// A field or a parameter.
pub(super) struct Field<'a> {
    pub(super) line: usize,
    pub(super) indent: usize,
    pub(super) name: &'a str,
    /// As the page spells it, one that [`schema_of`] reads.
    pub(super) kind: &'a str,
    pub(super) is_required: bool,
    pub(super) description: String,
}

const WORDS: [&str; 8] = [
    "string", "integer", "number", "boolean", "object", "array", "null", "any",
];

/// The type in brackets, and whether what has it is required: said within them or behind.
pub(super) fn kind(text: &str) -> Option<(&str, bool)> {
    let inner = text.strip_prefix('(')?;
    let mut depth = 1_usize;
    let end = inner.char_indices().find_map(|(at, c)| {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        (depth == 0).then_some(at)
    })?;
    let (kind, behind) = (&inner[..end], inner[end + 1..].trim().to_ascii_lowercase());
    let (kind, within) = match kind.split_once(", ") {
        Some((kind, mark)) if mark.eq_ignore_ascii_case("required") => (kind, true),
        Some(_) => return None,
        None => (kind, false),
    };
    schema_of(kind, 0)?;
    let is_required = match behind.as_str() {
        "" | "optional" => within,
        "required" => true,
        _ => return None,
    };
    Some((kind, is_required))
}

/// What a type says, `None` where it is none.
pub(super) fn schema_of(kind: &str, depth: usize) -> Option<Value> {
    if depth > MAX_DEPTH {
        return None;
    }
    let kind = kind.trim();
    let members: Vec<&str> = split_outside(kind, '|', &["[]", "()"]);
    if members.len() > 1 {
        let schemas: Option<Vec<Value>> = members.iter().map(|kind| schema_of(kind, depth + 1)).collect();
        let schemas = schemas?;
        let plain: Option<Vec<&Value>> = schemas
            .iter()
            .map(|schema| {
                schema
                    .get("type")
                    .filter(|_| schema.as_object().is_some_and(|all| all.len() == 1))
            })
            .collect();
        return Some(match plain {
            Some(types) => json!({ "type": types }),
            None => json!({ "anyOf": schemas }),
        });
    }
    if let Some(items) = kind
        .strip_prefix("array[")
        .and_then(|rest| rest.strip_suffix(']'))
    {
        return Some(json!({"type": "array", "items": schema_of(items, depth + 1)?}));
    }
    let (word, format) = match kind.split_once('(') {
        Some((word, rest)) => (word, Some(rest.strip_suffix(')')?)),
        None => (kind, None),
    };
    if !WORDS.contains(&word) {
        return None;
    }
    let mut schema = Map::new();
    if word != "any" {
        schema.insert("type".to_owned(), word.into());
    }
    if word == "array" {
        schema.insert("items".to_owned(), json!({}));
    }
    if let Some(format) = format.filter(|format| !format.is_empty()) {
        schema.insert("format".to_owned(), format.into());
    }
    Some(Value::Object(schema))
}

/// Fields of the first level, each with those below it.
pub(super) fn tree<'f, 'a>(fields: &'f [Field<'a>]) -> Vec<(&'f Field<'a>, &'f [Field<'a>])> {
    let mut trees = Vec::new();
    let mut at = 0;
    while let Some(field) = fields.get(at) {
        let below = fields[at + 1..]
            .iter()
            .take_while(|below| below.indent > field.indent)
            .count();
        trees.push((field, &fields[at + 1..at + 1 + below]));
        at += 1 + below;
    }
    trees
}

/// The schema of what has these fields: the object, or the elements of the list.
pub(super) fn with_fields(file: &str, kind: &str, fields: &[Field<'_>], depth: usize) -> Result<Value> {
    let mut schema = schema_of(kind, 0).unwrap_or_default();
    let Some(first) = fields.first() else {
        return Ok(schema);
    };
    if depth > MAX_DEPTH {
        let problem = format!("nested more than {MAX_DEPTH} levels deep");
        return Err(error(file, first.line, problem));
    }
    let Some(object) = object_of(&mut schema) else {
        let problem = format!("a field inside a `{kind}`, which has no fields");
        return Err(error(file, first.line, problem));
    };
    let mut properties = Map::new();
    let mut required = Vec::new();
    for (field, below) in tree(fields) {
        let inner = with_fields(file, field.kind, below, depth + 1)?;
        if properties
            .insert(field.name.to_owned(), described(inner, &field.description))
            .is_some()
        {
            let problem = format!("the field `{}` is listed twice", field.name);
            return Err(error(file, field.line, problem));
        }
        if field.is_required {
            required.push(Value::from(field.name));
        }
    }
    object.insert("properties".to_owned(), Value::Object(properties));
    if !required.is_empty() {
        object.insert("required".to_owned(), Value::Array(required));
    }
    Ok(schema)
}

/// The part of a schema that fields belong to.
fn object_of(schema: &mut Value) -> Option<&mut Map<String, Value>> {
    let is_object = |schema: &Value| match &schema["type"] {
        Value::String(kind) => kind == "object",
        Value::Array(kinds) => kinds.iter().any(|kind| kind == "object"),
        _ => schema.as_object().is_some_and(Map::is_empty),
    };
    if is_object(schema) {
        return schema.as_object_mut();
    }
    if schema.get("items").is_some() {
        return object_of(&mut schema["items"]);
    }
    let members = schema.get_mut("anyOf")?.as_array_mut()?;
    members.iter_mut().find_map(object_of)
}

/// A schema with the page's words.
pub(super) fn described(mut schema: Value, words: &str) -> Value {
    if !words.is_empty() {
        schema["description"] = words.into();
    }
    schema
}
