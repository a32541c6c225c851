//! `type` as a list.
//!
//! ```yaml
//! {type: [string, 'null']}                 # {type: string, nullable: true}
//! {type: [string, integer], minimum: 1}    # {anyOf: [{type: string}, {type: integer, minimum: 1}]}
//! {type: 'null'}                           # {enum: [null]}
//! ```
//!
//! With several types every keyword goes to the member whose values it is about, so that each member is an ordinary
//! schema of one type.

use serde_json::{Value, json};

use super::null_schema;
use crate::openapi::schema::{JsonObject, add_all_of, nothing, take, type_allows, type_of};
use crate::openapi::schemas;
use crate::pass::{Log, Pass};

pub(super) const PASS: Pass = Pass {
    id: "type-arrays",
    why: "in OpenAPI 3.0 a schema has one type, and null is not a type",
    run: |document, log| {
        schemas(document, &mut |pointer, schema| match schema.get("type") {
            Some(Value::Array(names)) => {
                let names = names
                    .iter()
                    .filter_map(Value::as_str)
                    .map(str::to_owned)
                    .collect();
                split(schema, names, pointer, log);
            }
            Some(Value::String(name)) if name == "null" => only_null(schema, pointer, log),
            _ => {}
        });
    },
};

/// Null, unless another keyword forbids it.
fn only_null(schema: &mut JsonObject, pointer: &str, log: &mut Log<'_>) {
    let silent = |key: &str| key == "nullable" || kind_of(key).is_some();
    schema.shift_remove("type");
    take(schema, silent);
    let excluded = matches!(schema.get("enum"), Some(Value::Array(values)) if !values.contains(&Value::Null));
    if excluded {
        schema.shift_remove("enum");
        add_all_of(schema, nothing());
        log.lowered(
            pointer,
            "of the type null and none of the values of `enum`: nothing is valid",
        );
        return;
    }
    schema.insert("enum".to_owned(), json!([null]));
}

fn split(schema: &mut JsonObject, mut names: Vec<String>, pointer: &str, log: &mut Log<'_>) {
    let nullable = names.iter().any(|name| name == "null");
    names.retain(|name| name != "null");
    if names.iter().any(|name| name == "number") {
        names.retain(|name| name != "integer"); // every integer is a number
    }
    let mut seen = Vec::new();
    names.retain(|name| {
        !seen.contains(name) && {
            seen.push(name.clone());
            true
        }
    });

    match names.as_slice() {
        [] if nullable => only_null(schema, pointer, log),
        [] => {
            schema.shift_remove("type");
        }
        [name] => {
            schema.insert("type".to_owned(), json!(name));
            if nullable {
                schema.insert("nullable".to_owned(), Value::Bool(true));
            }
        }
        _ => {
            schema.shift_remove("type");
            let values = match schema.get("enum") {
                Some(Value::Array(_)) => schema.shift_remove("enum"),
                _ => None,
            };
            let values = values.as_ref().and_then(Value::as_array);
            let mut members: Vec<Value> = names
                .iter()
                .filter_map(|name| member(schema, name, values).map(Value::Object))
                .collect();
            if nullable && values.is_none_or(|values| values.contains(&Value::Null)) {
                members.push(null_schema());
            }
            take(schema, |key| kind_of(key).is_some());
            if members.is_empty() {
                members.push(nothing());
            }
            if schema.contains_key("anyOf") {
                add_all_of(schema, json!({ "anyOf": members }));
            } else {
                schema.insert("anyOf".to_owned(), Value::Array(members));
            }
        }
    }
}

/// The keywords that are about values of type `name`; `None` when `enum` has no such value.
fn member(schema: &JsonObject, name: &str, values: Option<&Vec<Value>>) -> Option<JsonObject> {
    let mut member = JsonObject::new();
    member.insert("type".to_owned(), json!(name));
    if let Some(values) = values {
        let fits = |value: &&Value| type_of(value).is_some_and(|kind| type_allows(name, kind));
        let values: Vec<Value> = values.iter().filter(fits).cloned().collect();
        if values.is_empty() {
            return None;
        }
        member.insert("enum".to_owned(), Value::Array(values));
    }
    for (key, value) in schema {
        let belongs = match kind_of(key) {
            // A format is about one type, and which one only its name tells.
            Some("format") => format_is_about(value, name),
            Some("number") => name == "number" || name == "integer",
            Some(kind) => kind == name,
            None => false,
        };
        if belongs {
            member.insert(key.clone(), value.clone());
        }
    }
    Some(member)
}

/// The type whose values a keyword constrains.
fn kind_of(keyword: &str) -> Option<&'static str> {
    Some(match keyword {
        "minLength" | "maxLength" | "pattern" | "contentEncoding" | "contentMediaType" | "contentSchema" => {
            "string"
        }
        "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" | "multipleOf" => "number",
        "items" | "prefixItems" | "additionalItems" | "unevaluatedItems" | "minItems" | "maxItems"
        | "uniqueItems" | "contains" | "minContains" | "maxContains" => "array",
        "properties"
        | "required"
        | "additionalProperties"
        | "minProperties"
        | "maxProperties"
        | "patternProperties"
        | "propertyNames"
        | "unevaluatedProperties"
        | "dependentRequired"
        | "dependentSchemas"
        | "dependencies" => "object",
        "format" => "format",
        _ => return None,
    })
}

fn format_is_about(format: &Value, name: &str) -> bool {
    match format.as_str() {
        Some("int32" | "int64" | "uint32" | "uint64" | "int8" | "int16" | "uint8" | "uint16") => {
            matches!(name, "integer" | "number")
        }
        Some("float" | "double") => name == "number",
        Some("decimal" | "decimal128") => matches!(name, "number" | "string"),
        _ => name == "string",
    }
}
