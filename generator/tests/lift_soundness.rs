//! Lowering never narrows: whatever is valid under a schema of OpenAPI 3.1 is valid under the lowered one, judged by a JSON
//! Schema validator nobody here wrote. Where 3.0 has the words, it does not widen either.

#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests")]

use proptest::prelude::*;
use serde_json::{Map, Value, json};
use specloom::{Draft, Style};

/// Schemas of OpenAPI 3.1 that 3.0 can say whole: the same values are valid before and after.
fn exact() -> Vec<Value> {
    vec![
        json!({"type": ["string", "null"]}),
        json!({"type": ["string", "integer"], "minLength": 2, "minimum": 1}),
        json!({"type": ["array", "object", "null"], "items": {"type": "string"}, "required": ["a"], "minItems": 1}),
        json!({"type": ["string", "integer", "null"], "enum": ["a", 1, null, true]}),
        json!({"type": ["string", "integer"], "enum": ["a", 1, null, true]}),
        json!({"type": ["number", "integer"]}),
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
        json!({"oneOf": [{}], "nullable": true}),
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
        json!({"type": "array", "prefixItems": [{"type": "string"}], "unevaluatedItems": false}),
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
        json!({"type": "string", "nullable": true}),
        json!({"not": {"oneOf": [{"type": "string", "nullable": true}]}}),
        json!({"not": {"type": ["string"], "nullable": true}}),
        json!({"not": {"if": {"not": {"const": "a"}}, "then": false}}),
        json!({"not": {"not": {"contains": {"type": "string"}}}}),
    ]
}

fn document(root: &Value) -> Value {
    json!({
        "openapi": "3.1.0",
        "info": {"title": "t", "version": "1"},
        "paths": {"/a": {"get": {"responses": {"200": {
            "description": "",
            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Root"}}}
        }}}}},
        "components": {"schemas": {
            "Root": root,
            "A": {"type": "string"},
            "B": {"type": ["object", "null"], "properties": {"a": {"$ref": "#/components/schemas/A"}}},
            "Widened": {"type": "array", "contains": {"type": "string"}}
        }}
    })
}

fn lifted(document: Value) -> Value {
    let draft = Draft {
        file: "acme.yaml".to_owned(),
        style: Style::OpenApi,
        document,
        notes: Vec::new(),
    };
    specloom::lift::lift(draft, None).unwrap().document
}

/// The validator of a document's `Root`.
fn original(document: &Value) -> jsonschema::Validator {
    let components = &document["components"];
    // The validator looks for anchors in what it knows as schemas only.
    let schema = json!({"$ref": "#/components/schemas/Root", "components": components, "$defs": components["schemas"]});
    jsonschema::draft202012::new(&schema).unwrap_or_else(|error| panic!("{error}: {document}"))
}

fn lowered(document: &Value) -> jsonschema::Validator {
    let mut components = document["components"].clone();
    for schema in components["schemas"].as_object_mut().unwrap().values_mut() {
        to_draft_4(schema);
    }
    let schema = json!({"$ref": "#/components/schemas/Root", "components": components});
    jsonschema::draft4::new(&schema).unwrap_or_else(|error| panic!("{error}: {document}"))
}

/// OpenAPI 3.0.3's dialect as draft 4, from which it differs in `nullable` alone.
fn to_draft_4(schema: &mut Value) {
    let Value::Object(schema) = schema else { return };
    if schema.remove("nullable") == Some(json!(true)) {
        let name = schema.get("type").cloned().expect("nullable stands beside type");
        schema.insert("type".to_owned(), json!([name, "null"]));
    }
    for (keyword, value) in schema.iter_mut() {
        match (keyword.as_str(), value) {
            ("not" | "items" | "additionalProperties", schema) => to_draft_4(schema),
            ("allOf" | "anyOf" | "oneOf", Value::Array(schemas)) => schemas.iter_mut().for_each(to_draft_4),
            ("properties", Value::Object(schemas)) => schemas.values_mut().for_each(to_draft_4),
            _ => {}
        }
    }
}

/// Values small enough that every keyword above tells some apart.
fn instances() -> Vec<Value> {
    let mut all = vec![
        json!(null),
        json!(true),
        json!(false),
        json!(0),
        json!(1),
        json!(2),
        json!(3),
        json!(5),
        json!(1.5),
        json!(""),
        json!("a"),
        json!("b"),
        json!("abc"),
        json!([]),
        json!({}),
    ];
    let atoms = all.clone();
    for a in &atoms {
        all.push(json!([a]));
        all.push(json!({"a": a}));
        all.push(json!({"b": a}));
        for b in [&atoms[0], &atoms[4], &atoms[8], &atoms[10], &atoms[13]] {
            all.push(json!([a, b]));
            all.push(json!({"a": a, "b": b}));
            all.push(json!({"a": a, "ab": b}));
        }
        all.push(json!({"a": a, "b": 1, "c": "a"}));
        all.push(json!([a, 1, "a"]));
        all.push(json!([a, "a", "b"]));
        all.push(json!({"a": [a], "b": {"a": a}}));
    }
    all
}

#[test]
fn lowering_is_exact_where_the_words_are_there() {
    let instances = instances();
    for schema in exact() {
        let document = document(&schema);
        let (before, lifted) = (original(&document), lifted(document));
        let after = lowered(&lifted);
        for instance in &instances {
            assert_eq!(
                before.is_valid(instance),
                after.is_valid(instance),
                "{instance} under {schema} and {}",
                lifted["components"]["schemas"]["Root"]
            );
        }
    }
}

#[test]
fn lowering_widens_where_they_are_not() {
    let instances = instances();
    for schema in widened() {
        let document = document(&schema);
        let (before, lifted) = (original(&document), lifted(document));
        let after = lowered(&lifted);
        let mut more = 0;
        for instance in &instances {
            let (before, after) = (before.is_valid(instance), after.is_valid(instance));
            assert!(
                !before || after,
                "{instance} under {schema} and {}",
                lifted["components"]["schemas"]["Root"]
            );
            more += usize::from(after && !before);
        }
        assert!(more > 0, "{schema} belongs to the exact ones");
    }
}

fn schema() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(json!({})),
        any::<bool>().prop_map(Value::Bool),
        keyword(prop_oneof![
            types().prop_map(|names| ("type", json!(names))),
            prop_oneof![
                Just("string"),
                Just("integer"),
                Just("object"),
                Just("array"),
                Just("null")
            ]
            .prop_map(|name| ("type", json!(name))),
            atom().prop_map(|value| ("const", value)),
            prop::collection::vec(atom(), 1..4).prop_map(|values| ("enum", json!(values))),
            (0..4).prop_map(|bound| ("exclusiveMinimum", json!(bound))),
            (0..4).prop_map(|bound| ("maximum", json!(bound))),
            (0..3).prop_map(|length| ("minLength", json!(length))),
            (0..3).prop_map(|length| ("maxItems", json!(length))),
            prop::sample::subsequence(vec!["a", "b"], 1..=2).prop_map(|names| ("required", json!(names))),
            prop_oneof![Just("A"), Just("B"), Just("Widened"), Just("Root")]
                .prop_map(|name| ("$ref", json!(format!("#/components/schemas/{name}")))),
            any::<bool>().prop_map(|nullable| ("nullable", json!(nullable))),
            Just(("dependentRequired", json!({"a": ["b"]}))),
        ])
    ];
    leaf.prop_recursive(3, 16, 3, |inner| {
        keyword(prop_oneof![
            prop::collection::vec(inner.clone(), 1..3).prop_map(|schemas| ("allOf", json!(schemas))),
            prop::collection::vec(inner.clone(), 1..3).prop_map(|schemas| ("anyOf", json!(schemas))),
            prop::collection::vec(inner.clone(), 1..3).prop_map(|schemas| ("oneOf", json!(schemas))),
            inner.clone().prop_map(|schema| ("not", schema)),
            inner.clone().prop_map(|schema| ("items", schema)),
            inner.clone().prop_map(|schema| ("contains", schema)),
            inner.clone().prop_map(|schema| ("if", schema)),
            inner.clone().prop_map(|schema| ("then", schema)),
            inner.clone().prop_map(|schema| ("else", schema)),
            prop::collection::vec(inner.clone(), 1..3).prop_map(|schemas| ("prefixItems", json!(schemas))),
            inner
                .clone()
                .prop_map(|schema| ("properties", json!({ "a": schema }))),
            inner
                .clone()
                .prop_map(|schema| ("patternProperties", json!({ "^a": schema }))),
            inner.clone().prop_map(|schema| ("additionalProperties", schema)),
            inner.clone().prop_map(|schema| ("unevaluatedProperties", schema)),
            inner.clone().prop_map(|schema| ("propertyNames", schema)),
            inner
                .clone()
                .prop_map(|schema| ("dependentSchemas", json!({ "a": schema }))),
            types().prop_map(|names| ("type", json!(names))),
            any::<bool>().prop_map(|nullable| ("nullable", json!(nullable))),
        ])
    })
}

/// An object schema of up to three of these keywords.
fn keyword(one: impl Strategy<Value = (&'static str, Value)>) -> impl Strategy<Value = Value> {
    prop::collection::vec(one, 1..4).prop_map(|keywords| {
        Value::Object(
            keywords
                .into_iter()
                .map(|(key, value)| (key.to_owned(), value))
                .collect::<Map<_, _>>(),
        )
    })
}

fn types() -> impl Strategy<Value = Vec<&'static str>> {
    prop::sample::subsequence(
        vec![
            "string", "integer", "number", "boolean", "array", "object", "null",
        ],
        1..4,
    )
}

fn atom() -> impl Strategy<Value = Value> {
    prop::sample::select(vec![
        json!(null),
        json!(1),
        json!("a"),
        json!(true),
        json!({"a": 1}),
        json!(["a"]),
    ])
}

/// A schema that is nothing but a reference to itself, over however many of them, has no meaning and is refused.
fn never_ends(document: &Value) -> bool {
    let draft = Draft {
        file: String::new(),
        style: Style::OpenApi,
        document: document.clone(),
        notes: Vec::new(),
    };
    specloom::lift::lift(draft, None).is_err_and(|error| error.problem.contains("leads back to itself"))
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
            let (before, lifted) = (original(&document), lifted(document));
            let after = lowered(&lifted);
            for instance in instances() {
                prop_assert!(
                    !before.is_valid(&instance) || after.is_valid(&instance),
                    "{} under {} and {}", instance, root, lifted["components"]["schemas"]["Root"]
                );
            }
        }
    }

    #[test]
    fn lifting_again_changes_nothing(root in schema()) {
        let document = document(&root);
        prop_assume!(!never_ends(&document));
        let once = lifted(document);
        prop_assert_eq!(&lifted(once.clone()), &once);
        prop_assert!(serde_json::from_value::<openapiv3::OpenAPI>(once).is_ok());
    }
}
