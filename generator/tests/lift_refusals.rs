//! What lifting refuses, each with its place and what to do.

#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests")]

use serde_json::{Value, json};
use specloom::{Draft, Error, NoteKind, Stage, Style};

fn refusal(document: Value) -> Error {
    let draft = Draft {
        file: "acme.yaml".to_owned(),
        style: Style::OpenApi,
        document,
        notes: Vec::new(),
        set: specloom::PageSet::default(),
    };
    let error = specloom::lift::lift(draft, None).unwrap_err();
    assert_eq!(error.stage, Stage::Lift);
    assert!(!error.remedy.is_empty());
    error
}

fn document(paths: Value, components: Value) -> Value {
    json!({"openapi": "3.0.3", "info": {"title": "t", "version": "1"}, "paths": paths, "components": components})
}

fn get(path: &str, operation: Value) -> Value {
    json!({ path: { "get": operation } })
}

#[track_caller]
fn check(document: Value, pointer: &str, problem: &str) {
    let error = refusal(document);
    assert_eq!(
        (error.place.pointer.as_deref(), error.problem.as_str()),
        (Some(pointer), problem)
    );
}

#[test]
fn versions() {
    check(json!([]), "", "the document is not an object");
    check(
        json!({}),
        "",
        "the document does not say which version of OpenAPI it is",
    );
    check(
        json!({"openapi": "4.0.0"}),
        "/openapi",
        "OpenAPI \"4.0.0\" is not known",
    );
    check(
        json!({"swagger": "1.2"}),
        "/swagger",
        "Swagger \"1.2\" is not known",
    );
}

/// What holds operations is not made up; a schema of another document is any value, with a warning.
#[test]
fn paths_of_other_documents() {
    for reference in ["paths/a.yaml", "https://acme.test/a.json#/b", "../a.yaml"] {
        check(
            document(json!({"/a": {"$ref": reference}}), json!({})),
            "/paths/~1a",
            &format!("`$ref: {reference}` is in another document"),
        );
    }
}

#[test]
fn schemas_inside_each_other() {
    let chain = |link: fn(Value) -> Value| {
        let next = |n: usize| json!({"$ref": format!("#/components/schemas/C{}", n + 1)});
        let mut schemas: serde_json::Map<String, Value> =
            (0..3000).map(|n| (format!("C{n}"), link(next(n)))).collect();
        schemas.insert("C3000".to_owned(), json!({"type": "string"}));
        // Sorted by name they come as C0, C1, C10, …: neither from the top nor from the bottom.
        schemas.sort_keys();
        document(get("/a", json!({"responses": {}})), json!({"schemas": schemas}))
    };
    let links: [fn(Value) -> Value; 5] = [
        |next| json!({"type": "array", "items": next}),
        |next| json!({"additionalProperties": next}),
        |next| json!({"allOf": [next, {"properties": {"a": {}}}]}),
        |next| json!({"oneOf": [{"type": "integer"}, {"type": "array", "items": {"type": "array", "items": next}}]}),
        |next| json!({"nullable": true, "allOf": [next]}),
    ];
    for link in links {
        let error = refusal(chain(link));
        assert_eq!(
            error.problem,
            "more than 420 schemas are inside each other, references included"
        );
    }
    let error = refusal(chain(|next| next));
    assert_eq!(error.problem, "the reference leads through more than 200 others");
    let draft = Draft {
        file: "acme.yaml".to_owned(),
        style: Style::OpenApi,
        document: chain(|next| json!({"type": "object", "properties": {"next": next}})),
        notes: Vec::new(),
        set: specloom::PageSet::default(),
    };
    assert!(
        specloom::lift::lift(draft, None).is_ok(),
        "properties are no nesting"
    );
}

#[test]
fn recursive_schemas_are_none_of_it() {
    let draft = Draft {
        file: "acme.yaml".to_owned(),
        style: Style::OpenApi,
        document: document(
            get("/a", json!({"responses": {}})),
            json!({"schemas": {"Tree": {"type": "array", "items": {"$ref": "#/components/schemas/Tree"}}}}),
        ),
        notes: Vec::new(),
        set: specloom::PageSet::default(),
    };
    assert!(specloom::lift::lift(draft, None).is_ok());
}

#[test]
fn operations() {
    check(
        json!({"openapi": "3.1.0", "webhooks": {"a": {"post": {}}}}),
        "/paths",
        "the document describes no operations (webhooks are requests that the vendor sends, and none of a client's)",
    );
}

/// What contradicts itself in one place is left out there, with a warning, and the rest of the document holds.
#[test]
fn one_bad_place_does_not_cost_the_rest() {
    let draft = Draft {
        file: "acme.yaml".to_owned(),
        style: Style::OpenApi,
        document: document(
            json!({
                "/a": {"get": {"operationId": "x", "parameters": [{"name": "id", "in": "path", "schema": {}}], "responses": {"default": {"description": "d", "content": {
                    "application/json": {"schema": {"not": {"$ref": "#/components/schemas/Nowhere"}, "type": "string"}}
                }}}}},
                "/b": {"get": {"operationId": "x", "responses": {"default": {"$ref": "#/components/responses/Nowhere"}}}},
            }),
            json!({}),
        ),
        notes: Vec::new(),
        set: specloom::PageSet::default(),
    };
    let canonical = specloom::lift::lift(draft, None).unwrap();
    assert_eq!(
        canonical.document["paths"],
        json!({
            "/a": {"get": {"operationId": "x", "responses": {"default": {"description": "d", "content": {
                // Not any value is no value: what is not known under `not` is left out.
                "application/json": {"schema": {"type": "string"}}
            }}}}},
            "/b": {"get": {"operationId": "get_b", "responses": {"default": {"description": ""}}}},
        })
    );
    let warnings = canonical
        .notes
        .iter()
        .filter(|note| note.kind == NoteKind::Warning);
    let places: Vec<&str> = warnings.map(|note| note.pointer.as_str()).collect();
    assert_eq!(
        places,
        [
            "/paths/~1a/get/responses/default/content/application~1json/schema/not",
            "/paths/~1b/get/responses/default",
            "/paths/~1a/get/parameters/0",
            "/paths/~1b/get",
        ]
    );
}

#[test]
fn depth() {
    let mut schema = json!({});
    for _ in 0..1000 {
        schema = json!({ "not": schema });
    }
    let error = refusal(document(
        get("/a", json!({"responses": {}})),
        json!({"schemas": {"A": schema}}),
    ));
    assert_eq!(error.problem, "the document is nested more than 250 deep");
}
