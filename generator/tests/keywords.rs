//! Every keyword of Swagger 2.0, OpenAPI 3.0, 3.1 and 3.2 and of JSON Schema 2020-12, and what becomes of it: each is tried in a
//! tiny document, with it and without (`keywords.yaml`).
//!
//! | fate | with the keyword |
//! | --- | --- |
//! | `used` | the client's code is another |
//! | `documentation` | its documentation is |
//! | `noted` | there is a note more |
//! | `refused` | there is no client, and an error that says why |
//! | `silent: …` | nothing is another, for the reason given |

#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests")]

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Value, json};
use specloom::{Source, Sources, Vendor};

/// What a keyword is tried with, and its fate.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Tried {
    fate: String,
    value: Value,
    #[serde(default)]
    beside: Value,
}

/// A keyword in an object.
struct Row {
    version: String,
    kind: String,
    keyword: String,
    tried: Tried,
}

fn rows() -> Vec<Row> {
    let table: BTreeMap<String, BTreeMap<String, Tried>> =
        serde_yaml::from_str(include_str!("keywords.yaml")).unwrap();
    let mut rows = Vec::new();
    for (of, keywords) in table {
        let (version, kind) = of.split_once(' ').unwrap();
        rows.extend(keywords.into_iter().map(|(keyword, tried)| Row {
            version: version.to_owned(),
            kind: kind.to_owned(),
            keyword,
            tried,
        }));
    }
    rows
}

/// A document that has one of each object; what a row is about is put in its place.
fn document(version: &str) -> Value {
    if version == "2.0" {
        return json!({
            "swagger": "2.0",
            "info": {"title": "Acme", "version": "1"},
            "host": "api.acme.test",
            "schemes": ["https"],
            "paths": {"/a": {"post": {
                "operationId": "call",
                "parameters": [{"name": "p", "in": "query", "type": "string"}],
                "responses": {"200": {"description": "Fine", "schema": {"$ref": "#/definitions/S"}}},
            }}},
            "definitions": {"S": {"type": "object", "properties": {"x": {}, "kind": {"type": "string"}}}},
            "securityDefinitions": {"auth": {"type": "basic"}},
            "security": [{"auth": []}],
        });
    }
    let openapi = format!("{version}.0");
    json!({
        "openapi": openapi,
        "info": {"title": "Acme", "version": "1", "contact": {}, "license": {"name": "MIT"}},
        "servers": [{"url": "https://api.acme.test/{v}", "variables": {"v": {"default": "v1"}}}],
        "tags": [{"name": "t"}],
        "externalDocs": {"url": "https://docs.acme.test"},
        "paths": {
            "/a/{id}": {"post": {
                "operationId": "call",
                "tags": ["t"],
                "parameters": [
                    {"name": "id", "in": "path", "required": true, "schema": {"type": "string"}},
                    {"name": "p", "in": "query", "schema": {"type": "array", "items": {"type": "string"}}},
                ],
                "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/S"}}}},
                "responses": {"200": {
                    "description": "Fine",
                    "headers": {"X-Rate": {"schema": {"type": "integer"}}},
                    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/S"}}},
                    "links": {"next": {"operationId": "call"}},
                }},
            }},
            "/form": {"post": {
                "operationId": "form",
                "requestBody": {"content": {"multipart/form-data": {
                    "schema": {"type": "object", "properties": {"part": {"type": "array", "items": {"type": "string"}}}},
                    "encoding": {"part": {}},
                }}},
                "responses": {"204": {"description": "Done"}},
            }},
        },
        "components": {
            "schemas": {"S": {"type": "object", "properties": {"x": {}, "kind": {"type": "string"}}}},
            "securitySchemes": {"auth": {"type": "http", "scheme": "bearer"}},
        },
        "security": [{"auth": []}],
    })
}

/// Where a kind of object stands in the document.
fn place(version: &str, kind: &str) -> &'static str {
    match (version, kind) {
        ("2.0", "document") => "",
        ("2.0", "operation") => "/paths/~1a/post",
        ("2.0", "parameter") => "/paths/~1a/post/parameters/0",
        ("2.0", "header") => "/paths/~1a/post/responses/200/headers/X-Rate",
        ("2.0", "response") => "/paths/~1a/post/responses/200",
        ("2.0", "definition") => "/definitions/S",
        ("2.0", "schema") => "/definitions/S/properties/x",
        ("2.0", "security scheme") => "/securityDefinitions/auth",
        (_, "document") => "",
        (_, "info") => "/info",
        (_, "contact") => "/info/contact",
        (_, "license") => "/info/license",
        (_, "server") => "/servers/0",
        (_, "server variable") => "/servers/0/variables/v",
        (_, "components") => "/components",
        (_, "path item") => "/paths/~1a~1{id}",
        (_, "operation") => "/paths/~1a~1{id}/post",
        (_, "external documentation") => "/externalDocs",
        (_, "parameter") => "/paths/~1a~1{id}/post/parameters/1",
        (_, "request body") => "/paths/~1a~1{id}/post/requestBody",
        (_, "media type") => "/paths/~1a~1{id}/post/requestBody/content/application~1json",
        (_, "encoding") => "/paths/~1form/post/requestBody/content/multipart~1form-data/encoding/part",
        (_, "responses") => "/paths/~1a~1{id}/post/responses",
        (_, "response") => "/paths/~1a~1{id}/post/responses/200",
        (_, "header") => "/paths/~1a~1{id}/post/responses/200/headers/X-Rate",
        (_, "example") => "/paths/~1a~1{id}/post/requestBody/content/application~1json/examples/e",
        (_, "link") => "/paths/~1a~1{id}/post/responses/200/links/next",
        (_, "tag") => "/tags/0",
        (_, "reference") => "/paths/~1a~1{id}/post/responses/404",
        (_, "discriminator") => "/components/schemas/S/properties/x/discriminator",
        (_, "xml") => "/components/schemas/S/properties/x/xml",
        (_, "security scheme") => "/components/securitySchemes/auth",
        (_, "oauth flows") => "/components/securitySchemes/auth/flows",
        (_, "oauth flow") => "/components/securitySchemes/auth/flows/clientCredentials",
        _ => "/components/schemas/S/properties/x",
    }
}

/// Puts a value where a pointer leads, objects on the way included.
fn put(document: &mut Value, pointer: &str, value: Value) {
    let mut at = document;
    for token in pointer.split('/').skip(1) {
        let token = token.replace("~1", "/").replace("~0", "~");
        at = match at {
            Value::Array(items) => &mut items[token.parse::<usize>().unwrap()],
            Value::Object(object) => object.entry(token).or_insert_with(|| json!({})),
            other => panic!("{other} holds nothing"),
        };
    }
    *at = value;
}

/// The document of a row, with its keyword or without.
fn tried(row: &Row, with: bool) -> Value {
    let mut document = document(&row.version);
    let at = place(&row.version, &row.kind);
    // Pointers are for the whole document, other names for the object itself.
    for (name, value) in row.tried.beside.as_object().into_iter().flatten() {
        match name.starts_with('/') {
            true => put(&mut document, name, value.clone()),
            false => put(&mut document, &format!("{at}/{name}"), value.clone()),
        }
    }
    let pointer = format!("{at}/{}", row.keyword.replace('/', "~1"));
    if with {
        put(&mut document, &pointer, row.tried.value.clone());
    } else if let Some(Value::Object(object)) = document.pointer_mut(at) {
        object.shift_remove(&row.keyword);
    }
    document
}

/// What is made of a document.
struct Made {
    code: String,
    files: BTreeMap<String, String>,
    notes: Vec<String>,
}

fn made(document: &Value) -> Result<Made, String> {
    let vendor = "name = 'Acme'\ncrate = 'acme-client'\nversion = '0.1.0'\ndescription = 'Calls Acme'\n";
    let sources = Sources {
        pages: vec![Source::new("page.json", document.to_string())],
        overlay: None,
        vendor: Vendor::parse(&Source::new("vendor.toml", vendor)).unwrap(),
        changelog: None,
    };
    let generated = specloom::generate(&sources).map_err(|error| error.to_string())?;
    let is_code = |line: &&str| !line.trim_start().starts_with("//");
    let module = generated.module();
    let code: Vec<&str> = module.lines().filter(is_code).collect();
    Ok(Made {
        code: code.join("\n"),
        files: generated.files.into_iter().collect(),
        notes: generated.notes.iter().map(ToString::to_string).collect(),
    })
}

/// What becomes of a row's keyword.
fn fate(row: &Row) -> (&'static str, String) {
    let with = match made(&tried(row, true)) {
        Ok(with) => with,
        Err(error) => return ("refused", error),
    };
    let Ok(without) = made(&tried(row, false)) else {
        // It cannot be left out.
        return ("used", String::new());
    };
    let more: Vec<&String> = with
        .notes
        .iter()
        .filter(|note| !without.notes.contains(note))
        .collect();
    let told = format!("{more:?}");
    if with.code != without.code {
        return ("used", told);
    }
    if !more.is_empty() {
        return ("noted", told);
    }
    match with.files == without.files {
        true => ("silent", told),
        false => ("documentation", told),
    }
}

#[test]
fn every_keyword_has_its_fate() {
    let rows = rows();
    assert!(rows.len() > 270, "{} rows are not every keyword", rows.len());
    // Side by side: each row is a document or two through the whole pipeline.
    let workers = std::thread::available_parallelism().map_or(1, |threads| threads.get());
    let found: Vec<(&Row, &'static str, String)> = std::thread::scope(|scope| {
        let rows = &rows;
        let workers: Vec<_> = (0..workers)
            .map(|worker| {
                scope.spawn(move || {
                    let own = rows.iter().skip(worker).step_by(workers);
                    own.map(|row| {
                        let (fate, told) = fate(row);
                        (row, fate, told)
                    })
                    .collect::<Vec<_>>()
                })
            })
            .collect();
        workers
            .into_iter()
            .flat_map(|worker| worker.join().unwrap())
            .collect()
    });
    let mut wrong = Vec::new();
    for (row, fate, told) in found {
        let (expected, reason) = row.tried.fate.split_once(": ").unwrap_or((&row.tried.fate, ""));
        assert_eq!(
            expected == "silent",
            !reason.is_empty(),
            "{}: silence has a reason",
            row.keyword
        );
        if fate != expected {
            let told: String = told
                .lines()
                .next()
                .unwrap_or_default()
                .chars()
                .take(300)
                .collect();
            wrong.push(format!(
                "{} {} `{}` is {fate}, and the table says {expected}: {told}",
                row.version, row.kind, row.keyword
            ));
        }
    }
    wrong.sort();
    assert!(
        wrong.is_empty(),
        "{} of {}\n{}",
        wrong.len(),
        rows.len(),
        wrong.join("\n")
    );
}
