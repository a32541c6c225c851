//! What raw progenitor does with real documents, so that an upgrade of it reports what changed.

use std::panic::{AssertUnwindSafe, catch_unwind};

use progenitor::{GenerationSettings, Generator, InterfaceStyle};
use serde_json::{Value, json};

/// What became of a document.
#[derive(Debug, PartialEq)]
enum Outcome {
    /// Code, without blanks.
    Code(String),
    /// Refused, by this crate's parser or by progenitor.
    Refused,
    Panicked,
}

fn raw(document: Value) -> Outcome {
    let Ok(document) = serde_json::from_value::<openapiv3::OpenAPI>(document) else {
        return Outcome::Refused;
    };
    let mut settings = GenerationSettings::default();
    settings.with_interface(InterfaceStyle::Builder);
    match catch_unwind(AssertUnwindSafe(|| {
        Generator::new(&settings).generate_tokens(&document)
    })) {
        Ok(Ok(tokens)) => Outcome::Code(tokens.to_string().replace(' ', "")),
        Ok(Err(_)) => Outcome::Refused,
        Err(_) => Outcome::Panicked,
    }
}

fn document(operation: Value) -> Value {
    json!({
        "openapi": "3.0.3",
        "info": {"title": "Acme", "version": "1"},
        "paths": {"/things": {"post": operation}},
        "components": {"schemas": {
            "A": {"type": "object", "properties": {"a": {"type": "string"}}},
            "B": {"type": "object", "properties": {"b": {"type": "string"}}},
        }},
    })
}

fn answers(responses: Value) -> Outcome {
    raw(document(json!({"operationId": "make", "responses": responses})))
}

fn body(schema: Value) -> Value {
    json!({"description": "d", "content": {"application/json": {"schema": schema}}})
}

fn component(schema: Value) -> Outcome {
    let mut document =
        document(json!({"operationId": "make", "responses": {"200": body(json!({"type": "string"}))}}));
    document["components"]["schemas"]["Thing"] = schema;
    raw(document)
}

#[track_caller]
fn code(outcome: Outcome) -> String {
    match outcome {
        Outcome::Code(code) => code,
        other => panic!("{other:?}"),
    }
}

#[test]
fn other_versions_are_refused() {
    let mut newer = document(json!({"operationId": "make", "responses": {"204": {"description": "d"}}}));
    newer["openapi"] = "3.1.0".into();
    assert_eq!(raw(newer), Outcome::Refused);
    assert_eq!(
        raw(document(json!({"responses": {"204": {"description": "d"}}}))),
        Outcome::Refused
    );
}

#[test]
fn different_inline_responses_share_one_type() {
    let code = code(answers(json!({
        "200": body(json!({"type": "object", "required": ["id"], "properties": {"id": {"type": "string"}}})),
        "400": body(json!({"type": "object", "required": ["error"], "properties": {"error": {"type": "string"}}})),
    })));
    // One error type and one success type, and they are the same.
    assert!(code.contains("ResponseValue<types::MakeResponse>"), "{code}");
    assert!(code.contains("Error<types::MakeResponse>"), "{code}");
    assert!(!code.contains("puberror:"), "{code}");
}

#[test]
fn several_response_types_panic() {
    let (a, b) = (
        json!({"$ref": "#/components/schemas/A"}),
        json!({"$ref": "#/components/schemas/B"}),
    );
    assert_eq!(
        answers(json!({"200": body(a.clone()), "201": body(b.clone())})),
        Outcome::Panicked
    );
    assert_eq!(
        answers(json!({"200": body(a.clone()), "204": {"description": "d"}})),
        Outcome::Panicked
    );
    assert_eq!(
        answers(json!({"200": body(a), "default": body(b)})),
        Outcome::Panicked
    );
}

#[test]
fn keywords_it_does_not_know_panic() {
    let empty = json!({"description": "d", "content": {"application/json": {}}});
    assert_eq!(answers(json!({"200": empty})), Outcome::Panicked);
    assert_eq!(component(json!({"exclusiveMinimum": true})), Outcome::Panicked);
    assert_eq!(component(json!({"$ref": "other.yaml#/A"})), Outcome::Panicked);
}

#[test]
fn objects_and_enums_are_closed() {
    let object = component(json!({
        "type": "object", "properties": {"a": {"type": "string"}}, "additionalProperties": false,
    }));
    assert!(code(object).contains("deny_unknown_fields"));
    let values = code(component(json!({"type": "string", "enum": ["a", "b"]})));
    assert!(
        values.contains("pubenumThing{#[serde(rename=\"a\")]A,#[serde(rename=\"b\")]B,}"),
        "{values}"
    );
    let number = code(component(json!({"type": "number", "enum": [400]})));
    assert!(number.contains("pubstructThing(f64)"), "{number}");
}

#[test]
fn every_request_has_a_header_nobody_documented() {
    let code = code(answers(json!({"204": {"description": "d"}})));
    assert!(code.contains("from_static(\"api-version\")"), "{code}");
}

#[test]
fn values_that_differ_in_case_panic() {
    assert_eq!(
        component(json!({"type": "string", "enum": ["asc", "ASC", "Asc"]})),
        Outcome::Panicked
    );
}

fn with(key: &str, value: Value) -> Outcome {
    let mut operation = json!({"operationId": "make", "responses": {"204": {"description": "d"}}});
    operation[key] = value;
    raw(document(operation))
}

fn parameter(parameter: Value) -> Outcome {
    with("parameters", json!([parameter]))
}

fn content(media_types: &[&str], schema: Value) -> Outcome {
    let content: serde_json::Map<String, Value> = media_types
        .iter()
        .map(|media_type| ((*media_type).to_owned(), json!({"schema": schema})))
        .collect();
    with("requestBody", json!({"content": content}))
}

#[test]
fn bodies_in_two_media_types_panic() {
    let text = json!({"type": "string"});
    assert_eq!(
        content(&["application/json", "text/plain"], text),
        Outcome::Panicked
    );
}

#[test]
fn forms_with_parts_are_refused() {
    let form = json!({"type": "object", "properties": {"file": {"type": "string", "format": "binary"}}});
    assert_eq!(content(&["multipart/form-data"], form), Outcome::Refused);
}

#[test]
fn cookies_and_deep_objects_are_refused() {
    assert_eq!(
        parameter(json!({"name": "sid", "in": "cookie", "schema": {"type": "string"}})),
        Outcome::Refused
    );
    let deep = json!({"name": "filter", "in": "query", "style": "deepObject", "explode": true, "schema": {"type": "object"}});
    assert_eq!(parameter(deep), Outcome::Refused);
}

#[test]
fn path_parameters_that_do_not_fit_the_template_panic_or_are_lost() {
    let make = |path: &str, required: bool| {
        let operation = json!({
            "operationId": "make",
            "parameters": [{"name": "id", "in": "path", "required": required, "schema": {"type": "string"}}],
            "responses": {"204": {"description": "d"}},
        });
        let mut document = document(json!({}));
        document["paths"] = json!({path: {"post": operation}});
        raw(document)
    };
    assert!(matches!(make("/things/{id}", true), Outcome::Code(_)));
    assert_eq!(make("/things/{id}", false), Outcome::Panicked);
    // Asked for, and never sent.
    let code = code(make("/things", true));
    assert!(code.contains("pubfnid<V>("), "{code}");
    assert!(code.contains("format!(\"{}/things\",client.baseurl,)"), "{code}");
}

#[test]
fn references_beyond_components_are_refused_or_panic() {
    let mut path_item = document(json!({"operationId": "make", "responses": {"204": {"description": "d"}}}));
    path_item["paths"]["/others"] = json!({"$ref": "#/paths/~1things"});
    assert_eq!(raw(path_item), Outcome::Refused);
    assert_eq!(component(json!({"not": {"type": "object"}})), Outcome::Panicked);
}

#[test]
fn headers_that_openapi_says_to_ignore_become_arguments() {
    for name in ["Authorization", "Accept", "Content-Type"] {
        let header = json!({"name": name, "in": "header", "required": true, "schema": {"type": "string"}});
        let code = code(parameter(header));
        let argument = name.to_lowercase().replace('-', "_");
        assert!(code.contains(&format!("pubfn{argument}<V>(")), "{name}: {code}");
    }
}

#[test]
fn what_it_ignores_leaves_no_trace() {
    let mut full = document(json!({
        "operationId": "make",
        "security": [{"key": []}],
        "requestBody": {"required": false, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/A"}}}},
        "responses": {"204": {"description": "d"}},
    }));
    let mut bare = full.clone();
    full["servers"] = json!([{"url": "https://api.acme.test"}]);
    full["components"]["securitySchemes"] =
        json!({"key": {"type": "apiKey", "in": "header", "name": "X-Key"}});
    full["components"]["schemas"]["A"]["properties"]["a"]["readOnly"] = true.into();
    bare["paths"]["/things"]["post"]["security"] = json!([]);
    bare["paths"]["/things"]["post"]["requestBody"]["required"] = true.into();
    let (full, bare) = (code(raw(full)), code(raw(bare)));
    // The documentation quotes the schema.
    let without_docs = |code: &str| -> String {
        code.split("#[doc=")
            .map(|part| part.split_once(']').map_or(part, |(_, rest)| rest))
            .collect()
    };
    assert_eq!(
        without_docs(
            &full
                .replace(",\\\"readOnly\\\":true", "")
                .replace("\\\\\\\"readOnly\\\\\\\":true", "")
        ),
        without_docs(&bare)
    );
}
