//! Keywords whose value is of a type that OpenAPI does not expect: each is said as what it means or left out with a note, and
//! the rest of the page becomes a client. None ends in an error that does not say where.

#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests")]

mod acme;

use acme::generate;
use serde_json::{Value, json};

fn document() -> Value {
    let user = json!({"$ref": "#/components/schemas/User"});
    json!({
        "openapi": "3.0.3",
        "info": {"title": "Acme", "version": "1"},
        "servers": [{"url": "https://api.acme.test"}],
        "paths": {"/users": {"post": {
            "operationId": "make_user",
            "parameters": [{"name": "limit", "in": "query", "schema": {"type": "integer"}}],
            "requestBody": {"content": {"application/json": {"schema": user}}},
            "responses": {"200": {"description": "made", "content": {"application/json": {"schema": user}}}}
        }}},
        "components": {"schemas": {"User": {
            "type": "object",
            "properties": {"name": {"type": "string"}, "tags": {"type": "array", "items": {"type": "string"}}}
        }}}
    })
}

const USER: &str = "/components/schemas/User";
const NAME: &str = "/components/schemas/User/properties/name";
const TAGS: &str = "/components/schemas/User/properties/tags";
const LIMIT: &str = "/paths/~1users/post/parameters/0";
const MAKE: &str = "/paths/~1users/post";
const MADE: &str = "/paths/~1users/post/responses/200";
const JSON: &str = "/paths/~1users/post/responses/200/content/application~1json";

#[test]
fn no_keyword_of_a_wrong_type_ends_in_an_error() {
    let wrong = [
        json!("x"),
        json!(5),
        json!([]),
        json!({}),
        json!(null),
        json!(["x", 5]),
    ];
    let keywords = [
        (
            USER,
            "required properties additionalProperties allOf oneOf anyOf not discriminator minProperties example",
        ),
        (
            NAME,
            "type format enum const pattern minLength maxLength nullable readOnly writeOnly deprecated default",
        ),
        (
            NAME,
            "title description externalDocs xml required example examples $ref",
        ),
        (TAGS, "items prefixItems contains minItems uniqueItems if"),
        (
            LIMIT,
            "required schema style explode allowReserved example examples content description deprecated",
        ),
        (
            "/paths/~1users/post/parameters/0/schema",
            "minimum exclusiveMinimum multipleOf type",
        ),
        (
            MAKE,
            "tags summary description operationId parameters requestBody responses security servers callbacks deprecated",
        ),
        (MADE, "description headers content links"),
        (JSON, "schema example examples encoding"),
        ("", "info servers tags security components"),
        ("/info", "title version description contact license"),
        ("/components", "schemas securitySchemes responses parameters"),
    ];
    let mut unplaced = Vec::new();
    for (at, names) in keywords {
        for name in names.split(' ') {
            for value in &wrong {
                let mut document = document();
                document.pointer_mut(at).unwrap()[name] = value.clone();
                let what = format!("{at}: `{name}: {value}`");
                match generate(&document) {
                    Ok(generated) => {
                        // What the canonical document is lowered to, other tools can read.
                        let lowered = specloom::model::lower::lower(&generated.canonical).document;
                        let read = serde_json::from_value::<openapiv3::OpenAPI>(lowered);
                        if let Err(error) = read {
                            unplaced.push(format!("{what}: no OpenAPI 3.0: {error}"));
                        }
                    }
                    // What the rest of the page refers to may be gone, or a path have no operation.
                    Err(error) if error.place.pointer.is_some() && error.place.file == "acme.json" => {
                        let gone = [
                            "leads nowhere",
                            "refers to nothing",
                            "where OpenAPI has an object",
                        ];
                        if !gone.iter().any(|gone| error.problem.contains(gone)) {
                            unplaced.push(format!("{what} is refused: {error}"));
                        }
                    }
                    Err(error) => unplaced.push(format!("{what}: {error}")),
                }
            }
        }
    }
    assert!(unplaced.is_empty(), "{}", unplaced.join("\n"));
}

/// A keyword of a wrong type, and where, with what the note says.
#[test]
fn what_is_left_out_is_noted() {
    for (at, name, value, note) in [
        (
            NAME,
            "enum",
            json!("x"),
            "`enum: \"x\"` is not what OpenAPI expects there",
        ),
        (
            NAME,
            "enum",
            json!([]),
            "`enum: []` is not what OpenAPI expects there",
        ),
        (
            NAME,
            "type",
            json!([]),
            "`type: []` lists what is not a type: any value is allowed",
        ),
        (
            NAME,
            "required",
            json!("x"),
            "`required: \"x\"` is not a list of properties",
        ),
        (
            USER,
            "properties",
            json!([]),
            "`properties: []` is not what OpenAPI expects there",
        ),
        (
            USER,
            "allOf",
            json!({}),
            "`allOf: {}` is not what OpenAPI expects there",
        ),
        (
            USER,
            "oneOf",
            json!(["x"]),
            "`\"x\"` is not a schema: any value is allowed",
        ),
        (
            TAGS,
            "items",
            json!("x"),
            "`items: \"x\"` is not what OpenAPI expects there",
        ),
        (
            LIMIT,
            "required",
            json!("yes"),
            "`required: \"yes\"` is not a boolean",
        ),
    ] {
        let mut document = document();
        document.pointer_mut(at).unwrap()[name] = value.clone();
        let generated = generate(&document).unwrap_or_else(|error| panic!("{name}: {value}: {error}"));
        let notes: Vec<&str> = generated.notes.iter().map(|found| found.what.as_str()).collect();
        assert!(notes.contains(&note), "{name}: {value}: {notes:#?}");
    }
}

#[test]
fn what_is_meant_is_said() {
    let mut document = document();
    let name = document.pointer_mut(NAME).unwrap();
    name["deprecated"] = json!("true");
    name["minLength"] = json!("2");
    name["title"] = json!(5);
    document.pointer_mut(MAKE).unwrap()["tags"] = json!("users");
    let lifted = generate(&document).unwrap().canonical.document;
    assert_eq!(
        lifted.pointer(NAME).unwrap(),
        &json!({"type": "string", "deprecated": true, "minLength": 2, "title": "5"})
    );
    assert_eq!(lifted.pointer(MAKE).unwrap()["tags"], json!(["users"]));
}
