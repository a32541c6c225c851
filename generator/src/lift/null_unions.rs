//! Null as a member of a union.
//!
//! ```yaml
//! anyOf: [{type: string}, {type: 'null'}]            # {type: string, nullable: true}
//! anyOf: [{$ref: '#/…/A'}, {type: 'null'}]           # anyOf: [{$ref: '#/…/A'}, {enum: [null]}]
//! anyOf: [{$ref: '#/…/A'}, {nullable: true}]         # the same, in a document of OpenAPI 3.0
//! ```

use serde_json::Value;

use super::model::schemas;
use super::pass::{Log, Pass};
use super::schema::{Object, excludes_null, is_annotation, is_null_schema, null_schema};

pub(super) const PASS: Pass = Pass {
    id: "null-unions",
    why: "a union with null is an ordinary schema that is nullable",
    run: |document, log| {
        let version = document.get("openapi").and_then(Value::as_str);
        let has_nullable = version.is_some_and(|version| version.starts_with("3.0"));
        schemas(document, &mut |pointer, schema| {
            for keyword in ["anyOf", "oneOf"] {
                if has_nullable {
                    spell_out(schema, keyword, pointer, log);
                }
                join(schema, keyword, pointer, log);
            }
        });
    },
};

/// `{nullable: true}` says nothing by the letter of OpenAPI 3.0.3. As a member of a union it is how generators of such
/// documents say null, and by the letter the whole union would be any value.
fn spell_out(schema: &mut Object, keyword: &str, pointer: &str, log: &mut Log<'_>) {
    let Some(Value::Array(members)) = schema.get_mut(keyword) else {
        return;
    };
    let mut found = false;
    for member in members {
        let Value::Object(object) = member else { continue };
        let only = object.keys().all(|key| key == "nullable" || is_annotation(key));
        if only && object.get("nullable") == Some(&Value::Bool(true)) {
            *member = null_schema();
            found = true;
        }
    }
    if found {
        let what = "a member of the union that only says `nullable` is taken for null";
        log.inferred(pointer, what);
    }
}

fn join(schema: &mut Object, keyword: &str, pointer: &str, log: &mut Log<'_>) {
    let Some(Value::Array(members)) = schema.get_mut(keyword) else {
        return;
    };
    let Some(first_null) = members.iter().position(is_null_schema) else {
        return;
    };
    if members.len() == 1 {
        return;
    }
    // Where null is valid under two members, `oneOf` refuses it.
    let allowing = members.iter().filter(|member| !excludes_null(member)).count();
    let refused = keyword == "oneOf" && allowing > 1;
    let last_only = first_null == members.len() - 1 && members[first_null] == null_schema();
    let several_nulls = members.iter().filter(|member| is_null_schema(member)).count() > 1;
    members.retain(|member| !is_null_schema(member));
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
            } else {
                log.lowered(pointer, what);
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
            } else if !last_only {
                log.lowered(pointer, "the null member of a union is said as an enum of null");
            }
        }
    }
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

fn has_no_composition(schema: &Object) -> bool {
    !["$ref", "allOf", "anyOf", "oneOf", "not"]
        .iter()
        .any(|keyword| schema.contains_key(*keyword))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn after(version: &str, union: Value) -> (Value, Vec<String>) {
        let mut document = json!({"openapi": version, "components": {"schemas": {"A": union}}});
        let mut notes = Vec::new();
        PASS.run(&mut document, &mut notes);
        let told = notes.iter().map(|note| note.what.clone()).collect();
        (document["components"]["schemas"]["A"].take(), told)
    }

    #[test]
    fn a_member_that_only_says_nullable_is_null_where_the_version_has_the_word() {
        let union = || json!({"anyOf": [{"$ref": "#/components/schemas/B"}, {"nullable": true, "description": "None."}]});
        let (said, notes) = after("3.0.1", union());
        assert_eq!(
            said,
            json!({"anyOf": [{"$ref": "#/components/schemas/B"}, {"enum": [null]}]})
        );
        assert_eq!(
            notes,
            ["a member of the union that only says `nullable` is taken for null"]
        );
        assert_eq!(after("3.1.0", union()), (union(), Vec::new()));
        let typed = || json!({"anyOf": [{"type": "string", "nullable": true}, {"type": "integer"}]});
        assert_eq!(after("3.0.1", typed()), (typed(), Vec::new()));
    }
}
