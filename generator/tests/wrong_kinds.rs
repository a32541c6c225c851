//! Every place of a document with a value of another kind than belongs there: a client, or an error that says where and what
//! to do. Never a panic.

#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests")]

mod acme;

use std::panic::catch_unwind;

use serde_json::{Value, json};

/// A document in OpenAPI 3.1 with what 3.0 has no words for.
fn newer() -> Value {
    json!({
        "openapi": "3.1.0",
        "info": {"title": "Acme", "version": "1", "license": {"name": "MIT", "identifier": "MIT"}, "summary": "All of it"},
        "jsonSchemaDialect": "https://spec.openapis.org/oas/3.1/dialect/base",
        "servers": [{"url": "https://{region}.acme.test", "variables": {"region": {"default": "eu", "enum": ["eu", "us"]}}}],
        "security": [{"key": []}, {"oauth": ["read"]}],
        "paths": {
            "/things/{id}": {
                "parameters": [{"name": "id", "in": "path", "required": true, "schema": {"type": ["string", "null"]}}],
                "get": {
                    "operationId": "getThing",
                    "responses": {"200": {"description": "d", "content": {"application/json": {
                        "schema": {"$ref": "#/components/schemas/Thing"}, "examples": {"one": {"value": {"id": 1}}}
                    }}}}
                },
            },
            "/shared": {"$ref": "#/components/pathItems/Shared"},
        },
        "webhooks": {"made": {"post": {"requestBody": {"content": {"application/json": {"schema": {"type": "object"}}}}}}},
        "components": {
            "schemas": {"Thing": {
                "type": "object",
                "$defs": {"Id": {"type": "integer", "exclusiveMinimum": 0}},
                "properties": {
                    "id": {"$ref": "#/components/schemas/Thing/$defs/Id", "description": "Beside"},
                    "kind": {"const": "thing"},
                    "pair": {"type": "array", "prefixItems": [{"type": "string"}, {"type": "integer"}], "items": false},
                    "data": {"type": "string", "contentEncoding": "base64", "contentMediaType": "image/png"},
                    "either": {"anyOf": [{"type": "string", "examples": ["a"]}, {"type": "null"}]},
                },
                "patternProperties": {"^x-": {"type": "string"}},
                "dependentRequired": {"id": ["kind"]},
                "if": {"required": ["id"]}, "then": {"required": ["kind"]}, "else": true,
                "unevaluatedProperties": false,
            }},
            "pathItems": {"Shared": {"delete": {"responses": {"204": {"description": "gone"}}}}},
            "securitySchemes": {
                "key": {"type": "apiKey", "in": "header", "name": "X-Key"},
                "oauth": {"type": "oauth2", "flows": {"clientCredentials": {"tokenUrl": "https://a.test/t", "scopes": {"read": "r"}}}},
            },
        },
    })
}

/// A document in Swagger 2.0.
fn older() -> Value {
    json!({
        "swagger": "2.0",
        "info": {"title": "Acme", "version": "1"},
        "host": "api.acme.test", "basePath": "/v1", "schemes": ["https", "http"],
        "consumes": ["application/json"], "produces": ["application/json", "text/plain"],
        "securityDefinitions": {
            "basic": {"type": "basic"},
            "oauth": {"type": "oauth2", "flow": "accessCode", "authorizationUrl": "https://a.test/a", "tokenUrl": "https://a.test/t", "scopes": {"w": "write"}},
        },
        "security": [{"basic": []}],
        "parameters": {"Limit": {"name": "limit", "in": "query", "type": "array", "items": {"type": "integer"}, "collectionFormat": "multi"}},
        "responses": {"Missing": {"description": "gone", "schema": {"$ref": "#/definitions/Thing"}, "headers": {"X-Left": {"type": "integer"}}}},
        "definitions": {"Thing": {"type": "object", "discriminator": "kind", "required": ["kind"], "properties": {"kind": {"type": "string"}}}},
        "paths": {"/things": {
            "get": {"parameters": [{"$ref": "#/parameters/Limit"}], "responses": {"200": {"description": "d", "schema": {"type": "array", "items": {"$ref": "#/definitions/Thing"}}}, "404": {"$ref": "#/responses/Missing"}}},
            "post": {"consumes": ["multipart/form-data"], "parameters": [{"name": "file", "in": "formData", "type": "file"}, {"name": "n", "in": "formData", "type": "string", "enum": ["a"]}], "responses": {"default": {"description": "d"}}},
            "put": {"parameters": [{"name": "body", "in": "body", "schema": {"$ref": "#/definitions/Thing"}}], "responses": {"200": {"description": "d", "examples": {"application/json": {"kind": "a"}}}}},
        }},
    })
}

/// Pointers to everything within a value, itself included.
fn pointers(value: &Value, at: String, all: &mut Vec<String>) {
    let within: Vec<(String, &Value)> = match value {
        Value::Array(items) => items
            .iter()
            .enumerate()
            .map(|(index, item)| (index.to_string(), item))
            .collect(),
        Value::Object(entries) => {
            let escaped = |key: &String| key.replace('~', "~0").replace('/', "~1");
            entries.iter().map(|(key, value)| (escaped(key), value)).collect()
        }
        _ => Vec::new(),
    };
    for (token, value) in within {
        pointers(value, format!("{at}/{token}"), all);
    }
    all.push(at);
}

/// What is wrong with the answer to a document, if anything.
fn objection(document: &Value) -> Option<String> {
    match catch_unwind(|| acme::generate(document)) {
        Ok(Ok(_)) => None,
        Ok(Err(error)) => {
            let says =
                !error.problem.is_empty() && !error.remedy.is_empty() && error.place.file == "acme.json";
            let blames_itself = error.remedy.contains("defect") || error.problem.contains("panic");
            (!says || blames_itself).then(|| error.to_string())
        }
        Err(panic) => {
            let text = panic.downcast_ref::<String>().cloned();
            Some(format!("panic: {}", text.unwrap_or_default()))
        }
    }
}

/// Every so many of the cases, unless somebody asks for all of them with `SPECLOOM_MUTATIONS`. Prime to the number of kinds, so
/// that each kind comes to each part of the document.
const STRIDE: usize = 31;

fn everywhere(document: &Value) {
    assert_eq!(objection(document), None);
    let mut all = Vec::new();
    pointers(document, String::new(), &mut all);
    assert!(all.len() > 60, "{}", all.len());
    let wrong = [
        json!(true),
        json!(-5.5),
        json!("x"),
        json!(null),
        json!([]),
        json!({}),
        json!([true]),
        json!([[{"x": 1}]]),
        json!({"x": true}),
        json!({"$ref": "#/x"}),
        json!({"$ref": 1}),
        json!({"$ref": "#"}),
    ];
    let stride = std::env::var_os("SPECLOOM_MUTATIONS").map_or(STRIDE, |_| 1);
    let cases = all
        .iter()
        .flat_map(|at| wrong.iter().map(move |wrong| (at, wrong)));
    let mut objections = Vec::new();
    for (at, wrong) in cases.step_by(stride) {
        let mut edited = document.clone();
        *edited.pointer_mut(at).unwrap() = wrong.clone();
        objections.extend(objection(&edited).map(|objection| format!("{at}: {wrong}: {objection}")));
    }
    assert!(
        objections.is_empty(),
        "{} objections:\n{}",
        objections.len(),
        objections.join("\n")
    );
}

/// Nothing refers to anything in these, so that no other check is in the way.
#[test]
fn what_nothing_refers_to() {
    let bare = |mut document: Value| {
        document["info"] = json!({"title": "Acme", "version": "1"});
        document["paths"] = json!({"/a": {
            "parameters": [{"name": "q", "in": "query", "type": "string"}],
            "get": {"security": [{"bearerAuth": []}], "responses": {"204": {"description": "d"}}},
        }});
        document
    };
    let mut objections = Vec::new();
    for version in [json!({"openapi": "3.1.0"}), json!({"swagger": "2.0"})] {
        let document = bare(version);
        for key in [
            "components components/schemas components/securitySchemes components/parameters components/responses \
             components/headers components/requestBodies components/pathItems components/examples components/links \
             components/callbacks components/x-acme components/unknown definitions parameters responses \
             securityDefinitions webhooks paths servers tags security info externalDocs x-acme host schemes consumes",
        ]
        .join(" ")
        .split(' ')
        {
            for wrong in [json!(true), json!(["x"]), json!({"x": true})] {
                let mut edited = document.clone();
                match key.split_once('/') {
                    Some((outer, inner)) => edited[outer] = json!({inner: wrong}),
                    None => edited[key] = wrong.clone(),
                }
                objections.extend(objection(&edited).map(|objection| format!("{key}: {wrong}: {objection}")));
            }
        }
    }
    assert!(objections.is_empty(), "{}", objections.join("\n"));
    let mut document = bare(json!({"openapi": "3.0.3"}));
    document["components"] = json!(true);
    let error = acme::generate(&document).unwrap_err();
    assert_eq!(error.place.pointer.as_deref(), Some("/components"));
    assert_eq!(
        error.problem,
        "`components` is a boolean, where OpenAPI has an object"
    );
}

#[test]
fn everywhere_in_openapi_3_0() {
    everywhere(&serde_yaml::from_str(include_str!("compare_everything.yaml")).unwrap());
}

#[test]
fn everywhere_in_openapi_3_1() {
    everywhere(&newer());
}

#[test]
fn everywhere_in_swagger() {
    everywhere(&older());
}
