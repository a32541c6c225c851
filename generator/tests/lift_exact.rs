//! Lift is exact: an instance is valid under a schema of the page exactly if it is valid under the canonical schema, judged by
//! JSON Schema validators nobody here wrote. For documents of OpenAPI 3.1, of 3.0 (as draft 4) and of Swagger 2.0.

#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests")]

mod schemas;

use proptest::prelude::*;
use schemas::{document, instances, lift, of_3_0, of_2020, schema};
use serde_json::{Map, Value, json};

/// What stands beside the schema under test in documents of OpenAPI 3.1.
fn newer(root: &Value) -> Value {
    document(
        "3.1.0",
        json!({
            "Root": root,
            "A": {"type": "string"},
            "B": {"type": ["object", "null"], "properties": {"a": {"$ref": "#/components/schemas/A"}}},
            "Widened": {"type": "array", "contains": {"type": "string"}}
        }),
    )
}

/// The same in OpenAPI 3.0.
fn older(root: &Value) -> Value {
    document(
        "3.0.3",
        json!({
            "Root": root,
            "A": {"type": "string"},
            "B": {"type": "object", "nullable": true, "properties": {"a": {"$ref": "#/components/schemas/A"}}},
            "Widened": {"type": "array", "items": {"enum": [null]}}
        }),
    )
}

/// Fails where a schema of the page and the canonical one do not judge a value alike.
fn assert_exact(before: &jsonschema::Validator, canonical: &Value, root: &Value) {
    let after = of_2020(canonical, "Root");
    for instance in instances() {
        assert_eq!(
            before.is_valid(&instance),
            after.is_valid(&instance),
            "{instance} under {root} and {}",
            canonical["components"]["schemas"]["Root"]
        );
    }
}

#[test]
fn words_of_openapi_3_0_say_the_same_in_3_1() {
    for root in [
        json!({"type": "string", "nullable": true}),
        json!({"type": "string", "nullable": true, "enum": ["a", null]}),
        json!({"type": "string", "nullable": true, "enum": [null]}),
        json!({"type": "integer", "nullable": false}),
        json!({"nullable": true}),
        json!({"enum": [null]}),
        json!({"enum": ["a", null], "nullable": true}),
        json!({"not": {"type": "string", "nullable": true}}),
        json!({"not": {"enum": [null]}}),
        json!({"minimum": 1, "exclusiveMinimum": true}),
        json!({"maximum": 3, "exclusiveMaximum": true, "minimum": 1, "exclusiveMinimum": false}),
        json!({"type": "integer", "exclusiveMinimum": true}),
        json!({"$ref": "#/components/schemas/A", "minLength": 2, "description": "Not here."}),
        json!({"oneOf": [{"type": "string", "nullable": true}, {"type": "integer"}]}),
        json!({"oneOf": [{"$ref": "#/components/schemas/B"}, {"enum": [null]}]}),
        json!({"anyOf": [{"$ref": "#/components/schemas/A"}, {"enum": [null]}]}),
        json!({"allOf": [{"$ref": "#/components/schemas/B"}, {"required": ["a"]}]}),
        json!({"type": "string", "format": "byte"}),
        json!({"type": "string", "format": "binary"}),
        json!({"type": "array", "items": {"type": "boolean", "nullable": true}}),
        json!({"type": "object", "additionalProperties": false, "properties": {"a": {"enum": [null]}}}),
        json!({"type": "object", "example": {"nullable": true}, "additionalProperties": {"type": "integer", "nullable": true}}),
    ] {
        let document = older(&root);
        let canonical = lift(document.clone()).unwrap().document;
        assert_exact(&of_3_0(&document, "Root"), &canonical, &root);
    }
}

#[test]
fn words_of_older_drafts_say_the_same_in_3_1() {
    for root in [
        json!({"type": "array", "items": [{"type": "string"}, {"type": "integer"}], "additionalItems": false}),
        json!({"items": [{"type": "string"}], "additionalItems": {"type": "integer"}}),
        json!({"dependencies": {"a": ["b"]}}),
        json!({"dependencies": {"a": {"required": ["b"]}, "b": ["c"]}}),
        json!({"definitions": {"x": {"type": "integer"}}, "items": {"$ref": "#/components/schemas/Root/definitions/x"}}),
    ] {
        let document = older(&root);
        let schema = json!({"$ref": "#/components/schemas/Root", "components": document["components"]});
        let before = jsonschema::draft7::new(&schema).unwrap();
        assert_exact(&before, &lift(document).unwrap().document, &root);
    }
}

#[test]
fn names_of_json_schema_are_found_by_pointer() {
    for root in [
        json!({"$defs": {"x": {"type": ["integer", "null"]}}, "items": {"$ref": "#/components/schemas/Root/$defs/x"}}),
        json!({"$defs": {"x": {"$anchor": "here", "type": "integer"}}, "items": {"$ref": "#here"}}),
        json!({"$defs": {"x": {"$dynamicAnchor": "here", "type": "integer"}}, "items": {"$dynamicRef": "#here"}}),
        json!({"items": {"$ref": "#/components/schemas/Root/properties/a"}, "properties": {"a": {"type": ["string", "null"]}}}),
    ] {
        let document = newer(&root);
        let before = of_2020(&document, "Root");
        assert_exact(&before, &lift(document).unwrap().document, &root);
    }
}

/// Schemas in the words of OpenAPI 3.0, `nullable` where that version gives it a meaning.
fn of_openapi_3_0() -> impl Strategy<Value = Value> {
    let name = prop::sample::select(vec!["A", "B", "Widened"]);
    let leaf = prop_oneof![
        Just(json!({})),
        Just(json!({"enum": [null]})),
        (typed(), any::<bool>()).prop_map(|(name, nullable)| json!({"type": name, "nullable": nullable})),
        (0..4, any::<bool>())
            .prop_map(|(bound, strict)| json!({"minimum": bound, "exclusiveMinimum": strict})),
        (0..4, any::<bool>())
            .prop_map(|(bound, strict)| json!({"maximum": bound, "exclusiveMaximum": strict})),
        prop::sample::subsequence(vec![json!("a"), json!(1), json!(null)], 1..=3)
            .prop_map(|values| json!({"enum": values})),
        name.prop_map(|name| json!({"$ref": format!("#/components/schemas/{name}"), "maxLength": 1})),
    ];
    leaf.prop_recursive(3, 16, 3, |inner| {
        let some = || prop::collection::vec(inner.clone(), 1..3);
        let one = prop_oneof![
            some().prop_map(|schemas| ("allOf", json!(schemas))),
            some().prop_map(|schemas| ("anyOf", json!(schemas))),
            some().prop_map(|schemas| ("oneOf", json!(schemas))),
            inner.clone().prop_map(|schema| ("not", schema)),
            inner.clone().prop_map(|schema| ("items", schema)),
            inner
                .clone()
                .prop_map(|schema| ("properties", json!({ "a": schema }))),
            inner.clone().prop_map(|schema| ("additionalProperties", schema)),
            typed().prop_map(|name| ("type", json!(name))),
            (0..3).prop_map(|length| ("minItems", json!(length))),
        ];
        prop::collection::vec(one, 1..4).prop_map(|keywords| {
            let keywords = keywords.into_iter();
            let keywords = keywords.map(|(key, value)| (key.to_owned(), value));
            Value::Object(keywords.collect::<Map<_, _>>())
        })
    })
}

fn typed() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["string", "integer", "number", "boolean", "array", "object"])
}

/// The same document in the structure of Swagger 2.0.
fn as_swagger(document: &Value) -> Value {
    let definitions = document["components"]["schemas"].to_string();
    let definitions = definitions
        .replace("#/components/schemas/", "#/definitions/")
        .replace("\"nullable\"", "\"x-nullable\"");
    json!({
        "swagger": "2.0",
        "info": document["info"],
        "paths": {"/a": {"get": {"responses": {"200": {"description": "", "schema": {"$ref": "#/definitions/Root"}}}}}},
        "definitions": serde_json::from_str::<Value>(&definitions).unwrap(),
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn openapi_3_1_is_lifted_exactly(root in schema()) {
        prop_assume!(!root.to_string().contains("schemas/Root"));
        for root in [root.clone(), json!({"not": root}), json!({"oneOf": [root, {"type": "array", "maxItems": 1}]})] {
            let document = newer(&root);
            let before = of_2020(&document, "Root");
            assert_exact(&before, &lift(document).unwrap().document, &root);
        }
    }

    #[test]
    fn openapi_3_0_and_swagger_are_lifted_exactly_and_alike(root in of_openapi_3_0()) {
        for root in [root.clone(), json!({"not": root}), json!({"oneOf": [root, {"type": "array", "maxItems": 1}]})] {
            let document = older(&root);
            let before = of_3_0(&document, "Root");
            let swagger = lift(as_swagger(&document)).unwrap().document;
            let canonical = lift(document).unwrap().document;
            assert_exact(&before, &canonical, &root);
            prop_assert_eq!(&swagger["components"], &canonical["components"]);
        }
    }

    #[test]
    fn lifting_again_changes_nothing(root in prop_oneof![schema().prop_map(|root| newer(&root)), of_openapi_3_0().prop_map(|root| older(&root))]) {
        prop_assume!(!root.to_string().contains("schemas/Root\"},\""));
        let Ok(once) = lift(root) else { return Ok(()) };
        let again = lift(once.document.clone()).unwrap();
        prop_assert_eq!(&again.document, &once.document);
    }
}
