//! Lowering never narrows: whatever is valid under a schema of OpenAPI 3.1 is valid under the lowered one, judged by a JSON
//! Schema validator nobody here wrote. Where 3.0 has the words, it does not widen either.

#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests")]

mod schemas;

use proptest::prelude::*;
use schemas::{instances, lift, of_3_0, of_2020, schema};
use serde_json::{Value, json};
use specloom::model::lower::lower;

/// Schemas of OpenAPI 3.1 that 3.0 can say whole: the same values are valid before and after.
fn exact() -> Vec<Value> {
    vec![
        json!({"type": ["string", "null"]}),
        json!({"type": ["string", "integer"], "minLength": 2, "minimum": 1}),
        json!({"type": ["array", "object", "null"], "items": {"type": "string"}, "required": ["a"], "minItems": 1}),
        json!({"type": ["string", "integer", "null"], "enum": ["a", 1, null, true]}),
        json!({"type": ["string", "integer"], "enum": ["a", 1, null, true]}),
        json!({"type": ["number", "integer"]}),
        json!({"type": "array", "prefixItems": [{"type": "string"}], "unevaluatedItems": false}),
        json!({"type": "null"}),
        json!({"type": ["null"], "minLength": 1}),
        json!({"type": "null", "const": 1}),
        json!({"type": "null", "enum": ["a", null]}),
        json!({"type": "null", "not": {"const": null}}),
        json!({"type": ["null"], "allOf": [{"type": "string"}]}),
        json!({"not": {"type": "null", "const": 1}}),
        json!({"const": "a"}),
        json!({"const": null}),
        json!({"const": {"a": 1}}),
        json!({"const": "a", "enum": ["a", "b"]}),
        json!({"exclusiveMinimum": 1, "exclusiveMaximum": 5}),
        json!({"minimum": 3, "exclusiveMinimum": 1}),
        json!({"minimum": 1, "exclusiveMinimum": 3, "type": "integer"}),
        json!(true),
        json!(false),
        json!({"properties": {"a": true, "b": false}}),
        json!({"not": true}),
        json!({"not": {"type": ["string", "null"]}}),
        json!({"$ref": "#/components/schemas/A", "minLength": 2}),
        json!({"$ref": "#/components/schemas/A", "allOf": [{"maxLength": 2}], "description": "d"}),
        json!({"$ref": "#/components/schemas/A", "not": {"const": "a"}}),
        json!({"anyOf": [{"type": "string"}, {"type": "null"}]}),
        json!({"anyOf": [{"type": "null"}, {"$ref": "#/components/schemas/A"}]}),
        json!({"oneOf": [{"type": "string", "enum": ["a"]}, {"type": "null"}]}),
        json!({"oneOf": [{"type": "string"}, {"type": ["integer", "null"]}]}),
        json!({"anyOf": [{"type": "string", "title": "x"}, {"type": "null"}], "title": "y"}),
        json!({"type": ["string", "integer"], "anyOf": [{"const": 1}, {"const": "a"}, {"const": null}]}),
        json!({"anyOf": [{"type": "object", "properties": {"a": {}}}, {"type": "null"}], "additionalProperties": false}),
        json!({"anyOf": [{"type": "array", "items": {"type": "string"}}, {"type": "null"}], "minItems": 1}),
        json!({"type": "object", "properties": {"a": {"type": "string"}}, "unevaluatedProperties": false}),
        json!({"type": "array", "items": false}),
        json!({"type": "array"}),
        json!({"$defs": {"x": {"type": ["integer", "null"]}}, "items": {"$ref": "#/components/schemas/Root/$defs/x"}}),
        json!({"$defs": {"x": {"$anchor": "here", "type": "integer"}}, "items": {"$ref": "#here"}}),
        json!({"items": {"$ref": "#/components/schemas/Root/properties/a"}, "properties": {"a": {"type": ["string", "null"]}}}),
        json!({"contentEncoding": "base64", "contentMediaType": "image/png", "type": "string"}),
        json!({"examples": ["a"], "type": "string"}),
    ]
}

/// Schemas that 3.0 cannot say whole: everything valid before is valid after, and more.
fn widened() -> Vec<Value> {
    vec![
        json!({"type": "array", "prefixItems": [{"type": "string"}, {"type": "integer"}], "items": false}),
        json!({"type": "array", "prefixItems": [{"type": "string"}], "items": {"type": "integer"}}),
        json!({"prefixItems": [{"type": "string"}], "minItems": 1}),
        json!({"if": {"required": ["a"]}, "then": {"required": ["b"]}, "else": {"maxProperties": 0}}),
        json!({"dependentRequired": {"a": ["b"]}}),
        json!({"dependentSchemas": {"a": {"required": ["b"]}}}),
        json!({"patternProperties": {"^a": {"type": "string"}}, "additionalProperties": false}),
        json!({"patternProperties": {"^a": {"type": "string"}}, "additionalProperties": {"type": "integer"}}),
        json!({"patternProperties": {"^a": {"type": "string"}}}),
        json!({"propertyNames": {"pattern": "^a"}}),
        json!({"contains": {"type": "string"}, "minContains": 2}),
        json!({"allOf": [{"properties": {"a": {}}}], "unevaluatedProperties": false}),
        json!({"type": "array", "prefixItems": [{"type": "string"}], "unevaluatedItems": false, "contains": {}}),
        json!({"not": {"propertyNames": {"pattern": "^a"}}}),
        json!({"not": {"contains": {"type": "string"}}}),
        json!({"not": {"properties": {"a": {"$ref": "#/components/schemas/Widened"}}, "required": ["a"]}}),
        json!({"oneOf": [{"contains": {"type": "string"}}, {"contains": {"type": "integer"}}]}),
        json!({"oneOf": [{"$ref": "#/components/schemas/Widened"}, {"type": "array"}]}),
        json!({"oneOf": [{"type": "object", "dependentRequired": {"a": ["b"]}}, {"type": "object", "required": ["a"]}], "anyOf": [{"maxProperties": 2}]}),
        json!({"const": "a", "enum": ["b"]}),
        json!({"oneOf": [{"type": ["string", "null"]}, {"type": "null"}]}),
        json!({"oneOf": [{"type": "null"}, {"type": "null"}, {"type": "string"}, {"type": "array"}]}),
        json!({"not": {"oneOf": [{"type": ["string", "null"]}, {"type": "null"}]}}),
        json!({"type": ["object", "array"], "unevaluatedProperties": false, "allOf": [{"properties": {"a": {}}}]}),
        json!({"not": {"if": {"not": {"const": "a"}}, "then": false}}),
        json!({"not": {"not": {"contains": {"type": "string"}}}}),
    ]
}

fn document(root: &Value) -> Value {
    schemas::document(
        "3.1.0",
        json!({
            "Root": root,
            "A": {"type": "string"},
            "B": {"type": ["object", "null"], "properties": {"a": {"$ref": "#/components/schemas/A"}}},
            "Widened": {"type": "array", "contains": {"type": "string"}}
        }),
    )
}

/// Lifted, and then lowered.
fn lowered(document: Value) -> Value {
    lower(&lift(document).unwrap()).document
}

#[test]
fn lowering_is_exact_where_the_words_are_there() {
    let instances = instances();
    for schema in exact() {
        let document = document(&schema);
        let (before, lowered) = (of_2020(&document, "Root"), lowered(document));
        let after = of_3_0(&lowered, "Root");
        for instance in &instances {
            assert_eq!(
                before.is_valid(instance),
                after.is_valid(instance),
                "{instance} under {schema} and {}",
                lowered["components"]["schemas"]["Root"]
            );
        }
    }
}

#[test]
fn lowering_widens_where_they_are_not() {
    let instances = instances();
    for schema in widened() {
        let document = document(&schema);
        let (before, lowered) = (of_2020(&document, "Root"), lowered(document));
        let after = of_3_0(&lowered, "Root");
        let mut more = 0;
        for instance in &instances {
            let (before, after) = (before.is_valid(instance), after.is_valid(instance));
            assert!(
                !before || after,
                "{instance} under {schema} and {}",
                lowered["components"]["schemas"]["Root"]
            );
            more += usize::from(after && !before);
        }
        assert!(more > 0, "{schema} belongs to the exact ones");
    }
}

/// A schema that is nothing but a reference to itself, over however many of them, has no meaning and is refused.
fn never_ends(document: &Value) -> bool {
    lift(document.clone()).is_err_and(|error| error.problem.contains("leads back to itself"))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn lowering_never_narrows(root in schema()) {
        prop_assume!(!root.to_string().contains("schemas/Root"));
        // Under `not`, whatever is widened inside would narrow; beside itself in a `oneOf`, too.
        let roots = [root.clone(), json!({"not": root}), json!({"oneOf": [root, {"type": "array", "maxItems": 1}]})];
        for root in roots {
            let document = document(&root);
            let (before, lowered) = (of_2020(&document, "Root"), lowered(document));
            let after = of_3_0(&lowered, "Root");
            for instance in instances() {
                prop_assert!(
                    !before.is_valid(&instance) || after.is_valid(&instance),
                    "{} under {} and {}", instance, root, lowered["components"]["schemas"]["Root"]
                );
            }
        }
    }

    #[test]
    fn the_dialect_is_openapi_3_0(root in schema()) {
        let document = document(&root);
        prop_assume!(!never_ends(&document));
        let once = lowered(document);
        prop_assert!(serde_json::from_value::<openapiv3::OpenAPI>(once).is_ok());
    }
}
