//! The modules of a made-up API that uses every feature of an operation, in full.
//!
//! `SPECLOOM_BLESS=1 cargo test -p specloom polish` writes what comes out, to be read before it is committed.

use serde_json::{Value, json};

use super::*;
use crate::engine;
use crate::model::parse::parse;

fn reference(name: &str) -> Value {
    json!({"schema": {"$ref": format!("#/components/schemas/{name}")}})
}

fn answer(description: &str, name: &str) -> Value {
    json!({"description": description, "content": {"application/json": reference(name)}})
}

/// Every place, style and encoding of parameters; every kind of body, reply, server and security.
fn document() -> Value {
    let text = json!({"type": "string"});
    let texts = json!({"type": "array", "items": text});
    json!({
        "info": {"title": "Acme"},
        "servers": [
            {"url": "https://eu.acme.test", "description": "EU"},
            {"url": "https://{region}.acme.test/v1", "variables": {"region": {"default": "us"}}},
        ],
        "security": [{"token": []}],
        "components": {"securitySchemes": {
            "token": {"type": "http", "scheme": "bearer", "description": "Of the console."},
            "login": {"type": "http", "scheme": "basic"},
            "app": {"type": "apiKey", "in": "header", "name": "X-App"},
            "seal": {"type": "apiKey", "in": "query", "name": "seal"},
            "sid": {"type": "apiKey", "in": "cookie", "name": "SID"},
        }, "schemas": {
            "PlaceOrderRequest": {"type": "object", "properties": {
                "kind": {"allOf": [{"$ref": "#/components/schemas/Kind"}], "description": "The kind."},
                "id": {"type": "string", "description": "The order's own id."},
                "body_id": {"type": "string", "description": "Not the parameter."},
            }},
            "Kind": {"type": "string", "enum": ["new"]},
            "Order": {"type": "object", "properties": {"id": {"type": "string"}}},
            "Problem": {"type": "object", "properties": {"detail": {"type": "string"}}},
        }},
        "paths": {
            "/orders/{id}/": {"post": {
                "operationId": "place-order", "summary": "Place an order", "description": "Long.\n\nText <b>.",
                "security": [{"app": [], "seal": []}, {"login": []}, {"sid": []}],
                "parameters": [
                    {"name": "tags", "in": "query", "style": "pipeDelimited", "explode": false, "schema": texts, "deprecated": true},
                    {"name": "filter", "in": "query", "style": "deepObject", "schema": {"type": "object"}},
                    {"name": "raw", "in": "query", "allowReserved": true, "schema": {"type": "string", "nullable": true}},
                    {"name": "where", "in": "query", "content": {"application/json": {"schema": {"type": "object"}}}},
                    {"name": "id", "in": "path", "required": true, "style": "label", "schema": text, "description": "Which."},
                    {"name": "request", "in": "query", "required": true, "schema": {"type": "boolean"}},
                    {"name": "X-Trace", "in": "header", "schema": texts},
                    {"name": "add", "in": "cookie", "schema": {"type": "integer"}},
                ],
                "requestBody": {"required": true, "content": {
                    "application/xml": reference("PlaceOrderRequest"),
                    "application/json": reference("PlaceOrderRequest"),
                }},
                "responses": {
                    "201": answer("Placed.", "Order"),
                    "202": {"description": "Later.", "content": {"text/plain": {"schema": text}}},
                    "203": {"description": "Later, says another.", "content": {"text/plain": {"schema": text}}},
                    "204": {"description": "Nothing to do."},
                    "403": answer("No.", "Problem"),
                    "404": {"description": "Where?"},
                    "4XX": answer("Other.", "Problem"),
                    "default": {"description": "Anything.", "content": {"application/octet-stream": {}}},
                },
            }},
            "/orders": {"get": {
                "operationId": "listOrders", "deprecated": true, "security": [{}, {"token": []}],
                "servers": [{"url": "https://files.acme.test"}],
                "responses": {"default": answer("Orders, or what is wrong.", "Order")},
            }},
            "/photo": {"put": {
                "operationId": "retry", "security": [],
                "requestBody": {"content": {"image/png": {"schema": {"type": "string", "format": "binary"}}}},
                "responses": {"200": {"description": "Sizes.", "content": {"application/json": {"schema":
                    {"type": "array", "items": {"type": "array", "items": {"type": "array", "items": {"type": "integer"}}}}}}}},
            }},
            "/form": {"patch": {
                "operationId": "sendForm",
                "requestBody": {"required": true, "content": {"application/x-www-form-urlencoded": {"schema": {"type": "object"}}}},
                "responses": {"400": {"description": "No."}},
            }},
            "/styled": {"post": {
                "operationId": "sendStyledForm",
                "security": [{"token": [], "login": [], "app": []}],
                "parameters": [{"name": "ratios", "in": "query", "schema": {"type": "array", "items": {"type": "number"}}}],
                "requestBody": {"required": true, "content": {"application/x-www-form-urlencoded": {
                    "schema": {"type": "object"},
                    "encoding": {
                        "tags": {"style": "deepObject", "explode": true},
                        "ids": {"style": "spaceDelimited"},
                        "plain": {"style": "form"},
                    },
                }}},
                "responses": {"204": {"description": "Yes."}},
            }},
        },
    })
}

const VENDOR: &str = "name = 'Acme'\ncrate = 'acme-client'\nversion = '0.1.0'\ndescription = 'd'\nrefusals = [503]\n\
    [error-body]\ncode = '/fault/code'\nmessage = '/fault/text'\n\
    [env]\nbase_url = 'ACME_URL'\nbearer_token = 'ACME_TOKEN'\nbasic_auth = ['ACME_USER', 'ACME_PASSWORD']\n";

/// Compares with a file in `tests/modules`. With `SPECLOOM_BLESS` the file is written.
fn golden(name: &str, actual: &str) {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/modules")
        .join(name);
    if std::env::var_os("SPECLOOM_BLESS").is_some() {
        std::fs::write(&path, actual).unwrap();
    }
    snapbox::assert_data_eq!(actual, snapbox::Data::read_from(&path, None).raw());
}

#[test]
fn every_feature_of_an_operation() {
    let (mut model, notes) = parse(&document(), "acme.yaml").unwrap();
    let vendor = Vendor::parse(&crate::Source::new("vendor.toml", VENDOR)).unwrap();
    let (definitions, _) = engine::run(&mut model).unwrap();
    let mut modules = write::<Text>(&model, definitions, &vendor).unwrap();
    for module in ["client", "operations", "replies"] {
        let text = modules.remove(module).unwrap().into_file("");
        golden(&format!("{module}.rs"), &text);
    }
    let notes: Vec<String> = notes.iter().map(|note| format!("{note}\n")).collect();
    golden("notes.txt", &notes.concat());
}
