//! `nullable` where it has no effect.
//!
//! OpenAPI 3.0.3 gives it one only beside `type`, and none where an `enum` or a composition beside it excludes null; 3.1
//! does not know it. Whoever writes it means that null is allowed.
//!
//! ```yaml
//! {allOf: [{$ref: '#/…/A'}], nullable: true}       # anyOf: [{allOf: [{$ref: '#/…/A'}]}, {enum: [null]}]
//! {type: string, enum: [a], nullable: true}        # {type: string, enum: [a, null], nullable: true}
//! {nullable: true}                                 # {}
//! ```

use serde_json::{Value, json};

use super::model::schemas;
use super::pass::{Log, Pass};
use super::schema::{Object, excludes_null, is_annotation, null_schema, take, type_of};

pub(super) const PASS: Pass = Pass {
    id: "nullable",
    why: "nullable has an effect only beside type, and not against an enum or a composition",
    run: |document, log| {
        schemas(document, &mut |pointer, schema| match schema.get("nullable") {
            None => {}
            Some(Value::Bool(true)) => settle(schema, pointer, log),
            Some(Value::Bool(false)) if schema.get("type").is_some_and(Value::is_string) => {}
            Some(_) => {
                schema.shift_remove("nullable");
                log.ignored(pointer, "`nullable` has no meaning here");
            }
        });
    },
};

fn settle(schema: &mut Object, pointer: &str, log: &mut Log<'_>) {
    let composed = ["allOf", "anyOf", "oneOf", "not", "$ref"]
        .iter()
        .any(|keyword| schema.contains_key(*keyword));
    if composed {
        schema.shift_remove("nullable");
        unite_with_null(schema);
        log.widened(
            schema,
            pointer,
            "`nullable` beside a composition is said as a union with null",
        );
        return;
    }
    if let Some(Value::Array(values)) = schema.get_mut("enum")
        && !values.contains(&Value::Null)
    {
        values.push(Value::Null);
        log.widened(
            schema,
            pointer,
            "`nullable` is meant to allow null, so `enum` has to as well",
        );
    }
    if schema.get("type").is_some_and(Value::is_string) {
        return;
    }
    let kinds: Vec<_> = match schema.get("enum") {
        Some(Value::Array(values)) => values.iter().filter_map(type_of).collect(),
        _ => Vec::new(),
    };
    match kinds.as_slice() {
        [first, rest @ ..] if rest.iter().all(|kind| kind == first) => {
            schema.insert("type".to_owned(), json!(first));
            if *first == "array" && !schema.contains_key("items") {
                schema.insert("items".to_owned(), json!({}));
            }
            log.inferred(
                pointer,
                format!("`type: {first}`, which all values of `enum` are of"),
            );
        }
        _ => {
            schema.shift_remove("nullable");
            log.ignored(
                pointer,
                "`nullable` without a type has no effect: null is allowed anyway",
            );
        }
    }
}

/// The schema or null; what only annotates stays where it is. `oneOf` holds for exactly one member: where a member may
/// allow null itself, it becomes `anyOf`, or null would match twice and be refused.
fn unite_with_null(schema: &mut Object) {
    let mut inner = take(schema, |key| !is_annotation(key));
    for keyword in ["anyOf", "oneOf"] {
        if inner.len() == 1
            && inner.get(keyword).is_some_and(Value::is_array)
            && let Some(Value::Array(mut members)) = inner.shift_remove(keyword)
        {
            let exact = members
                .iter()
                .all(|member| *member == null_schema() || excludes_null(member));
            if !members.contains(&null_schema()) {
                members.push(null_schema());
            }
            let keyword = if exact { keyword } else { "anyOf" };
            schema.insert(keyword.to_owned(), members.into());
            return;
        }
    }
    schema.insert("anyOf".to_owned(), json!([inner, null_schema()]));
}
