//! Null as a member of a union.
//!
//! ```yaml
//! anyOf: [{type: string}, {type: 'null'}]            # {type: string, nullable: true}
//! anyOf: [{$ref: '#/…/A'}, {type: 'null'}]           # anyOf: [{$ref: '#/…/A'}, {enum: [null]}]
//! anyOf: [{$ref: '#/…/A'}, {nullable: true}]         # the same, in a document of OpenAPI 3.0
//! ```

use serde_json::Value;

use super::null_schema;
use crate::openapi::schema::{JsonObject, excludes_null, is_null_schema};
use crate::openapi::schemas;
use crate::pass::{Log, Pass};

pub(super) const PASS: Pass = Pass {
    id: "null-unions",
    why: "a union with null is an ordinary schema that is nullable",
    run: |document, log| {
        schemas(document, &mut |pointer, schema| {
            for keyword in ["anyOf", "oneOf"] {
                join(schema, keyword, pointer, log);
            }
        });
    },
};

fn join(schema: &mut JsonObject, keyword: &str, pointer: &str, log: &mut Log<'_>) {
    let Some(Value::Array(members)) = schema.get_mut(keyword) else {
        return;
    };
    if members.len() == 1 || !members.iter().any(is_null) {
        return;
    }
    // Where null is valid under two members, `oneOf` refuses it.
    let allowing = members.iter().filter(|member| !excludes_null(member)).count();
    let refused = keyword == "oneOf" && allowing > 1;
    let several_nulls = members.iter().filter(|member| is_null(member)).count() > 1;
    members.retain(|member| !is_null(member));
    match members.as_mut_slice() {
        [Value::Object(only)]
            if only.get("type").is_some_and(Value::is_string) && has_no_composition(only) =>
        {
            only.insert("nullable".to_owned(), Value::Bool(true));
            if let Some(Value::Array(values)) = only.get_mut("enum")
                && !values.contains(&Value::Null)
            {
                values.push(Value::Null);
            }
            let only = std::mem::take(only);
            if only.keys().any(|key| schema.contains_key(key)) || schema.keys().any(|key| is_relative(key)) {
                schema.insert(keyword.to_owned(), Value::Array(vec![Value::Object(only)]));
            } else {
                schema.shift_remove(keyword);
                schema.extend(only);
            }
            let what = "a union with null is said as `nullable`";
            if refused {
                log.widened(
                    schema,
                    pointer,
                    format!("{what}, though two of its members allow null"),
                );
            }
        }
        _ => {
            members.push(null_schema());
            if several_nulls && keyword == "oneOf" {
                log.widened(
                    schema,
                    pointer,
                    "`oneOf` lists null twice, which refuses it: once is said",
                );
            }
        }
    }
}

fn is_null(member: &Value) -> bool {
    member.as_object().is_some_and(is_null_schema)
}

/// Whether what a keyword means depends on others of its schema, so that it cannot be moved among others.
fn is_relative(keyword: &str) -> bool {
    matches!(
        keyword,
        "properties"
            | "patternProperties"
            | "additionalProperties"
            | "items"
            | "prefixItems"
            | "additionalItems"
            | "contains"
            | "minContains"
            | "maxContains"
            | "if"
            | "then"
            | "else"
    )
}

fn has_no_composition(schema: &JsonObject) -> bool {
    !["$ref", "allOf", "anyOf", "oneOf", "not"]
        .iter()
        .any(|keyword| schema.contains_key(*keyword))
}
