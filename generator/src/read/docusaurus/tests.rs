//! Source pages as whole documents.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use crate::read::Style;
use crate::read::read;
use crate::source::Source;

fn pack(operation: &str) -> String {
    STANDARD.encode(miniz_oxide::deflate::compress_to_vec_zlib(
        operation.as_bytes(),
        6,
    ))
}

fn page(packed: &str) -> String {
    format!(
        "---\nid: make-node\ntitle: \"Make a node\"\nhide_title: true\napi: {packed}\nsidebar_class_name: \"post api-method\"\n---\n\n\
         import Heading from \"@theme/Heading\";\n\n<Heading as={{\"h1\"}} children={{\"Make a node\"}}></Heading>\n\nMakes.\n"
    )
}

#[track_caller]
fn draft(operation: &Value) -> (Value, Vec<String>) {
    let draft = read(&Source::new("make.api.mdx", page(&pack(&operation.to_string())))).unwrap();
    assert_eq!(draft.style, Style::Docusaurus);
    (
        draft.document,
        draft.notes.iter().map(ToString::to_string).collect(),
    )
}

#[test]
fn the_packed_operation_is_the_document() {
    let node = json!({
        "type": "object", "title": "Node", "properties": {
            "next": "circular(Node)", "all": {"type": "array", "items": "circular(Node)"}, "odd": "circular()",
        },
    });
    let operation = json!({
        "tags": ["nodes"], "operationId": "makeNode", "description": "Makes.",
        "requestBody": {"content": {"application/json": {"schema": node}}},
        "responses": {"200": {"description": "ok", "content": {"application/json": {"schema": node}}}},
        "method": "post", "path": "/nodes", "servers": [{"url": "https://api.acme.test"}], "security": [{"key": []}],
        "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}},
        "jsonRequestBodyExample": {"next": {}}, "info": {"title": "Acme", "version": "2"}, "postman": {"name": "x"},
        "x-a": 1, "extensions": [{"key": "x-a", "value": 1}],
    });
    let (document, notes) = draft(&operation);
    let reference = json!({"$ref": "#/components/schemas/Node"});
    assert_eq!(
        document,
        json!({
            "openapi": "3.0.3",
            "info": {"title": "Acme", "version": "2"},
            "servers": [{"url": "https://api.acme.test"}],
            "paths": {"/nodes": {"post": {
                "tags": ["nodes"], "operationId": "makeNode", "description": "Makes.",
                "requestBody": {"content": {"application/json": {"schema": reference}}},
                "responses": {"200": {"description": "ok", "content": {"application/json": {"schema": reference}}}},
                "security": [{"key": []}], "x-a": 1, "summary": "Make a node",
            }}},
            "components": {
                "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}},
                "schemas": {"Node": {"type": "object", "title": "Node", "properties": {
                    "next": reference, "all": {"type": "array", "items": reference}, "odd": {},
                }}},
            },
        })
    );
    let left_out = "ignored: a schema without a title contains itself, and the page does not show it: any value is allowed (docusaurus at /components/schemas)";
    assert_eq!(
        notes,
        [
            "inferred: the operation's summary is the page's title (docusaurus at /paths)",
            left_out,
            left_out,
            "inferred: the page states no OpenAPI version; it uses the keywords of 3.0.3 (docusaurus at /openapi)",
        ]
    );
}

#[test]
fn a_resolved_mapping_is_one_of_references_again() {
    let pet = json!({
        "type": "object", "title": "Pet",
        "discriminator": {"propertyName": "kind", "mapping": {
            "cat": {"title": "Cat", "allOf": ["circular(Pet)", {"type": "object"}]}, "dog": "#/components/schemas/Dog",
        }},
        "properties": {"kind": {"type": ["string", "null"]}, "lost": "circular(Gone)"},
    });
    let (document, _) = draft(
        &json!({"method": "get", "path": "/p", "responses": {"200": {"content": {"a/b": {"schema": pet}}}}}),
    );
    assert_eq!(document["openapi"], "3.1.0");
    assert_eq!(
        document["info"],
        json!({"title": "Make a node", "version": "unspecified"})
    );
    assert_eq!(
        document["components"]["schemas"],
        json!({
            "Cat": {"title": "Cat", "allOf": [{"$ref": "#/components/schemas/Pet"}, {"type": "object"}]},
            "Pet": {
                "type": "object", "title": "Pet",
                "discriminator": {"propertyName": "kind", "mapping": {
                    "cat": "#/components/schemas/Cat", "dog": "#/components/schemas/Dog",
                }},
                "properties": {"kind": {"type": ["string", "null"]}, "lost": {"$ref": "#/components/schemas/Gone"}},
            },
            "Gone": {},
        })
    );
}

#[test]
fn what_is_not_packed_and_what_is_sent_by_the_vendor_are_read_too() {
    let text = page("{\"method\":\"event\",\"path\":\"webhook\",\"operationId\":\"made\",\"responses\":{}}");
    let document = read(&Source::new("p", text)).unwrap().document;
    assert_eq!(
        document["webhooks"],
        json!({"made": {"post": {"operationId": "made", "responses": {}, "summary": "Make a node"}}})
    );
}

#[test]
fn what_cannot_be_unpacked_is_refused_at_its_line() {
    let whole =
        pack("{\"method\":\"get\",\"path\":\"/a\",\"responses\":{\"200\":{\"description\":\"fine\"}}}");
    for (packed, problem) in [
        (format!("{}*", &whole[..20]), "is not base64"),
        (whole[..whole.len() / 8 * 4].to_owned(), "is cut off or damaged"),
        (pack("[1]"), "is not an object"),
        (pack("{\"method\":\"get\"}"), "has no method and no path"),
        (
            pack("{\"method\":\"jump\",\"path\":\"/a\"}"),
            "`jump /a` is not a method",
        ),
        (pack("{\"method\":"), "is not JSON"),
        (pack(&" ".repeat(33 << 20)), "unpacks to more than 32 MiB"),
    ] {
        let error = read(&Source::new("p.mdx", page(&packed))).unwrap_err();
        assert_eq!(error.place.to_string(), "p.mdx:5:1", "{error}");
        assert!(error.problem.contains(problem), "{error}");
    }
}
