//! Schemas, small values for them, and validators that nobody here wrote: what the proofs about lift and lowering share.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    dead_code,
    reason = "helpers of tests, which use some of them each"
)]

use proptest::prelude::*;
use serde_json::{Map, Value, json};
use specloom::{Canonical, Draft, Style};

/// A document of `version` with `root` as a component beside others.
pub(crate) fn document(version: &str, components: Value) -> Value {
    json!({
        "openapi": version,
        "info": {"title": "t", "version": "1"},
        "paths": {"/a": {"get": {"responses": {"200": {
            "description": "",
            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Root"}}}
        }}}}},
        "components": {"schemas": components}
    })
}

/// The canonical document of a document.
pub(crate) fn lift(document: Value) -> specloom::Result<Canonical> {
    let draft = Draft {
        file: "acme.yaml".to_owned(),
        style: Style::OpenApi,
        document,
        notes: Vec::new(),
        set: specloom::PageSet::default(),
    };
    specloom::lift::lift(draft, None)
}

/// The validator of a component in a document whose schemas are JSON Schema 2020-12.
pub(crate) fn of_2020(document: &Value, name: &str) -> jsonschema::Validator {
    let components = &document["components"];
    // The validator looks for anchors in what it knows as schemas only.
    let schema = json!({
        "$ref": format!("#/components/schemas/{name}"), "components": components, "$defs": components["schemas"]
    });
    jsonschema::draft202012::new(&schema).unwrap_or_else(|error| panic!("{error}: {document}"))
}

/// The validator of a component in a document whose schemas are OpenAPI 3.0's dialect, read with `to_draft_4`.
pub(crate) fn of_3_0(document: &Value, name: &str) -> jsonschema::Validator {
    let mut components = document["components"].clone();
    for schema in components["schemas"].as_object_mut().unwrap().values_mut() {
        to_draft_4(schema);
    }
    let schema = json!({"$ref": format!("#/components/schemas/{name}"), "components": components});
    jsonschema::draft4::new(&schema).unwrap_or_else(|error| panic!("{error}: {document}"))
}

/// OpenAPI 3.0.3's dialect as draft 4, from which it differs in `nullable` alone.
pub(crate) fn to_draft_4(schema: &mut Value) {
    let Value::Object(schema) = schema else { return };
    // Without a type it has no effect.
    if schema.remove("nullable") == Some(json!(true))
        && let Some(name) = schema.get("type").cloned()
    {
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
pub(crate) fn instances() -> Vec<Value> {
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

pub(crate) fn schema() -> impl Strategy<Value = Value> {
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
