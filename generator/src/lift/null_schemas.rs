//! Null alone, in the words that OpenAPI 3.0 has for it → `type: 'null'`.
//!
//! ```yaml
//! {enum: [null]}                                    # {type: 'null'}
//! anyOf: [{$ref: '#/…/A'}, {nullable: true}]        # anyOf: [{$ref: '#/…/A'}, {type: 'null'}]
//! ```
//!
//! `{nullable: true}` says nothing by the letter of OpenAPI 3.0.3. As a member of a union it is how generators of such
//! documents say null, and by the letter the whole union would be any value.

use serde_json::{Value, json};

use crate::openapi::annotations::is_annotation;
use crate::openapi::schema::{JsonObject, is_null_schema};
use crate::openapi::{schemas, version};
use crate::pass::{Log, Pass};

pub(super) const PASS: Pass = Pass {
    id: "null-schemas",
    why: "OpenAPI 3.0 has no type null, 3.1 has",
    run: |document, log| {
        if !version::is_3_0(document) {
            return;
        }
        schemas(document, &mut |pointer, schema| {
            for keyword in ["anyOf", "oneOf"] {
                spell_out(schema, keyword, pointer, log);
            }
            if is_null_schema(schema) {
                say_null(schema);
            }
        });
    },
};

fn spell_out(schema: &mut JsonObject, keyword: &str, pointer: &str, log: &mut Log<'_>) {
    let Some(Value::Array(members)) = schema.get_mut(keyword) else {
        return;
    };
    let mut found = false;
    for member in members {
        let Value::Object(object) = member else { continue };
        let only = object.keys().all(|key| key == "nullable" || is_annotation(key));
        if only && object.get("nullable") == Some(&Value::Bool(true)) {
            say_null(object);
            found = true;
        }
    }
    if found {
        let what = "a member of the union that only says `nullable` is taken for null";
        log.inferred(pointer, what);
    }
}

fn say_null(schema: &mut JsonObject) {
    for keyword in ["enum", "type", "nullable"] {
        schema.shift_remove(keyword);
    }
    schema.shift_insert(0, "type".to_owned(), json!("null"));
}

#[cfg(test)]
mod tests {
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
            json!({"anyOf": [{"$ref": "#/components/schemas/B"}, {"type": "null", "description": "None."}]})
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
