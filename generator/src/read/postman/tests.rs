//! Collections as whole documents.

use serde_json::{Value, json};

use crate::read::Style;
use crate::read::read;
use crate::source::Source;

fn collection(items: &Value) -> Value {
    json!({
        "info": {
            "name": "Acme", "description": "All of it.",
            "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json",
        },
        "variable": [{"key": "base", "value": "https://api.acme.test/v1/"}],
        "auth": {"type": "bearer", "bearer": [{"key": "token", "value": "{{token}}"}]},
        "item": items,
    })
}

#[track_caller]
fn draft(items: &Value) -> (Value, Vec<String>) {
    let draft = read(&Source::new("acme.json", collection(items).to_string())).unwrap();
    assert_eq!(draft.style, Style::Postman);
    (
        draft.document,
        draft.notes.iter().map(ToString::to_string).collect(),
    )
}

#[test]
fn requests_and_replies_are_said_in_openapi() {
    let (document, notes) = draft(&json!([
        {"name": "Users", "item": [{
            "name": "Change user", "event": [],
            "request": {
                "method": "PUT", "description": {"content": "Changes."},
                "header": [{"key": "Content-Type", "value": "application/json"}, {"key": "X-Trace", "value": "{{id}}"}],
                "body": {"mode": "raw", "raw": "{\"name\": \"A\", \"tags\": [{\"a\": 1}, {\"b\": null}], \"n\": 1.5}"},
                "url": {
                    "raw": "{{base}}/users/:id/{{part}}?dry=true",
                    "query": [{"key": "dry", "value": "true", "description": "Only try."}],
                    "variable": [{"key": "id", "value": "7", "description": "Its id"}],
                },
            },
            "response": [
                {"name": "Done", "code": 200, "header": [{"key": "content-type", "value": "application/json; charset=utf-8"}], "body": "{\"ok\": true}"},
                {"name": "Also", "code": 200, "body": "{\"ok\": false}"},
                {"name": "Gone", "code": 404, "body": ""},
            ],
        }]},
        {"name": "Ping", "request": "https://status.acme.test/ping"},
        {"name": "Log in", "request": {
            "method": "POST", "auth": {"type": "noauth"}, "url": "{{base}}/login",
            "body": {"mode": "urlencoded", "urlencoded": [{"key": "user", "value": "a"}]},
        }},
    ]));
    assert_eq!(
        document,
        json!({
            "openapi": "3.1.0",
            "info": {"title": "Acme", "version": "unspecified", "description": "All of it."},
            "servers": [{"url": "https://api.acme.test/v1"}],
            "tags": [{"name": "Users"}],
            "paths": {
                "/users/{id}/{part}": {"put": {
                    "summary": "Change user", "description": "Changes.", "tags": ["Users"],
                    "parameters": [
                        {"name": "id", "in": "path", "required": true, "schema": {"type": "string"}, "description": "Its id", "example": "7"},
                        {"name": "part", "in": "path", "required": true, "schema": {"type": "string"}},
                        {"name": "dry", "in": "query", "schema": {"type": "string"}, "description": "Only try.", "example": "true"},
                        {"name": "X-Trace", "in": "header", "schema": {"type": "string"}},
                    ],
                    "security": [{"bearerAuth": []}],
                    "requestBody": {"content": {"application/json": {
                        "schema": {"type": "object", "properties": {
                            "name": {"type": "string"},
                            "tags": {"type": "array", "items": {"type": "object", "properties": {"a": {"type": "integer"}, "b": {}}}},
                            "n": {"type": "number"},
                        }},
                        "example": {"name": "A", "tags": [{"a": 1}, {"b": null}], "n": 1.5},
                    }}},
                    "responses": {
                        "200": {"description": "Done", "content": {"application/json": {"examples": {
                            "example1": {"summary": "Done", "value": {"ok": true}}, "example2": {"summary": "Also", "value": {"ok": false}},
                        }}}},
                        "404": {"description": "Gone"},
                    },
                }},
                "/ping": {"get": {
                    "summary": "Ping", "security": [{"bearerAuth": []}],
                    "responses": {"default": {"description": "No response is saved."}},
                    "servers": [{"url": "https://status.acme.test"}],
                }},
                "/login": {"post": {
                    "summary": "Log in", "security": [],
                    "requestBody": {"content": {"application/x-www-form-urlencoded": {
                        "schema": {"type": "object", "properties": {"user": {"type": "string"}}}}}},
                    "responses": {"default": {"description": "No response is saved."}},
                }},
            },
            "components": {"securitySchemes": {"bearerAuth": {"type": "http", "scheme": "bearer"}}},
        })
    );
    let put = "(postman at /paths/~1users~1{id}~1{part}/put)";
    assert_eq!(
        notes,
        [
            format!("inferred: the body's schema is what its example shows: nothing is known to be required {put}"),
            format!("inferred: a collection does not say which query parameters are required; all may be left out {put}"),
            "inferred: no response is saved: what comes back is not known (postman at /paths/~1ping/get)".to_owned(),
            "inferred: the body's schema is what its example shows: all fields are texts (postman at /paths/~1login/post)".to_owned(),
            "inferred: no response is saved: what comes back is not known (postman at /paths/~1login/post)".to_owned(),
            "ignored: the collection's scripts are not read (postman at )".to_owned(),
        ]
    );
}

#[test]
fn a_second_request_of_one_operation_and_an_unknown_server_are_noted() {
    let (document, notes) = draft(&json!([
        {"name": "A", "request": {"method": "GET", "url": {"host": ["{{host}}"], "path": ["a", ":b"]},
            "header": [{"key": "authorization", "value": "Basic x"}]}},
        {"name": "B", "request": {"method": "GET", "url": "{{host}}/a/:b"}},
    ]));
    assert_eq!(document.get("servers"), None);
    assert_eq!(document["paths"]["/a/{b}"]["get"]["summary"], "A");
    assert!(
        notes
            .iter()
            .any(|note| note.contains("the variable `host` stands for the server")),
        "{notes:?}"
    );
    assert!(
        notes
            .iter()
            .any(|note| note.contains("the first is kept (/item/1)")),
        "{notes:?}"
    );
}

#[test]
fn other_collections_are_refused() {
    for (text, problem) in [
        (
            json!({"info": {"schema": "https://schema.getpostman.com/json/collection/v1.0.0/"}, "requests": []}).to_string(),
            "not a Postman collection in format 2.0 or 2.1",
        ),
        (collection(&json!([{"name": "x", "request": {"method": "COPY", "url": "/a"}}])).to_string(), "`copy` is not a method"),
        (collection(&json!([{"name": "x"}])).to_string(), "an item with neither a request nor further items"),
        (collection(&json!([{"name": "x", "request": {"method": "GET"}}])).to_string(), "without a URL"),
        (collection(&json!([])).to_string().replace("[]", "["), "not JSON"),
    ] {
        let error = read(&Source::new("acme.json", text)).unwrap_err();
        assert!(error.problem.contains(problem), "{error}");
        assert!(!error.remedy.is_empty());
    }
}

#[test]
fn the_server_is_what_stands_before_the_path_whatever_it_is_put_together_of() {
    let mut collection = collection(&json!([]));
    collection["variable"] = json!([
        {"key": "scheme", "value": "https"}, {"key": "host", "value": "api.acme.test"}, {"key": "port", "value": 8443},
        {"key": "base", "value": "{{scheme}}://{{host}}/v1/"}, {"key": "region", "value": "eu"}, {"key": "bare", "value": "acme.test"},
    ]);
    for (url, server, path) in [
        (
            "{{scheme}}://{{host}}:{{port}}/a/:id",
            Some("https://api.acme.test:8443"),
            "/a/{id}",
        ),
        ("{{base}}/a", Some("https://api.acme.test/v1"), "/a"),
        (
            "https://{{region}}.acme.test/a?to=https://x.test/y",
            Some("https://eu.acme.test"),
            "/a",
        ),
        ("{{bare}}/a", Some("https://acme.test"), "/a"),
        ("{{host}}:{{unknown}}/a/b", None, "/a/b"),
        ("{{bare}}/go/http://x", Some("https://acme.test"), "/go/http:/x"),
    ] {
        collection["item"] = json!([{"name": "A", "request": {"method": "GET", "url": url}}]);
        let draft = read(&Source::new("acme.json", collection.to_string())).unwrap();
        let document = draft.document;
        let found = document.pointer("/servers/0/url").and_then(Value::as_str);
        assert_eq!(found, server, "{url}");
        assert!(document["paths"].get(path).is_some(), "{url}: {document}");
    }
}
