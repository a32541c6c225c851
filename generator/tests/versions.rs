//! What a page means is one canonical document, whichever version of OpenAPI it is written in, and OpenAPI 3.2's own words are
//! kept, used where a client can, and noted where not.

#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests")]

use serde_json::{Value, json};
use specloom::model::lower::lower;
use specloom::{Canonical, NoteKind, Source};

fn lift(name: &str, text: &str) -> Canonical {
    let draft = specloom::read::read(&Source::new(name, text)).unwrap();
    specloom::lift::lift(draft, None).unwrap()
}

/// The document with its keys in order: what stands where first is the page's own.
fn sorted(mut document: Value) -> Value {
    document.sort_all_objects();
    document
}

/// The first line in which two texts differ is told.
fn same_text(version: &str, left: &str, right: &str) {
    for (number, (left, right)) in left.lines().zip(right.lines()).enumerate() {
        assert_eq!(left, right, "{version}, line {}", number + 1);
    }
    assert_eq!(left, right, "{version}");
}

/// What the documents of a folder, one for each version, are lifted to. Nothing is lost of any.
fn lifted(folder: &str, versions: &[&str]) -> Vec<Canonical> {
    let folder = format!("{}/tests/versions/{folder}", env!("CARGO_MANIFEST_DIR"));
    let lifted = versions.iter().map(|version| {
        let name = format!("{version}.yaml");
        let text = std::fs::read_to_string(format!("{folder}/{name}")).unwrap();
        let canonical = lift(&name, &text);
        let lost = canonical
            .notes
            .iter()
            .filter(|note| note.kind != NoteKind::Inferred);
        assert_eq!(lost.count(), 0, "{name}: {:#?}", canonical.notes);
        canonical
    });
    lifted.collect()
}

/// The document that all are, to the byte.
fn one_document(folder: &str, versions: &[&str]) -> Value {
    let all = lifted(folder, versions);
    for (version, other) in versions.iter().zip(&all) {
        same_text(
            &format!("{folder} {version}"),
            &all[0].to_yaml(),
            &other.to_yaml(),
        );
    }
    all[0].document.clone()
}

const FROM_2_0: [&str; 4] = ["swagger-2.0", "openapi-3.0", "openapi-3.1", "openapi-3.2"];

#[test]
fn the_same_api_in_four_versions_is_one_document() {
    let document = one_document("library", &FROM_2_0);
    assert_eq!(document["openapi"], "3.1.1");
    assert_eq!(
        document["components"]["schemas"]["Book"]["properties"],
        json!({
            "title": {"type": "string", "examples": ["Emma"]},
            "pages": {"type": "integer", "exclusiveMinimum": 0},
            "subtitle": {"type": ["string", "null"]},
            "kind": {"type": ["string", "null"], "enum": ["novel", "play", null]},
            "cover": {"type": "string", "contentEncoding": "base64"},
            "lent_to": {"anyOf": [{"$ref": "#/components/schemas/Reader"}, {"type": "null"}]},
        })
    );
}

/// Forms, uploads, downloads, lists of every format, all kinds of credentials, bounds, bases with a discriminator: what a converter
/// makes of each, and what people write who start anew.
#[test]
fn a_rich_api_in_four_versions_is_one_document() {
    let document = one_document("depot", &FROM_2_0);
    let bytes = json!({"type": "string", "contentMediaType": "application/octet-stream"});
    let label = &document["paths"]["/parcels/{id}/label"];
    assert_eq!(
        label["put"]["requestBody"]["content"],
        json!({"application/octet-stream": {"schema": bytes}})
    );
    assert_eq!(
        label["get"]["responses"]["200"]["content"],
        json!({"application/pdf": {"schema": bytes}, "image/png": {"schema": bytes}})
    );
    assert_eq!(
        document["components"]["schemas"]["Parcel"]["properties"]["previous"],
        json!({"$ref": "#/components/schemas/Person", "description": "Who had it."})
    );
}

/// Null in every way, callbacks, links, cookies, deepObject, parts with headers, unions with a mapping, ranges of statuses.
#[test]
fn what_only_openapi_3_says_is_one_document_too() {
    let document = one_document("ferry", &FROM_2_0[1..]);
    let trip = &document["components"]["schemas"]["Trip"]["properties"];
    assert_eq!(
        trip["mate"],
        json!({"anyOf": [{"$ref": "#/components/schemas/Person"}, {"type": "null"}], "description": "Helps."})
    );
    assert_eq!(trip["nothing"], json!({"type": "null"}));
}

const NEWER: &str = "
openapi: 3.2.0
$self: https://library.test/openapi.yaml
info: {title: Library, version: '1'}
servers: [{url: https://library.test, name: main}]
tags: [{name: fiction, parent: books, kind: nav, summary: Fiction}, {name: books}]
paths:
  /books:
    query:
      operationId: findBooks
      requestBody: {content: {application/json: {schema: {type: object}}}}
      responses: {'200': {description: ok, content: {application/json: {schema: {type: array, items: {type: string}}}}}}
    get:
      operationId: listBooks
      parameters: [{name: filter, in: querystring, content: {application/x-www-form-urlencoded: {schema: {type: object}}}}]
      responses: {'200': {description: ok, content: {application/jsonl: {itemSchema: {type: object, properties: {line: {type: integer}}}}}}}
    additionalOperations:
      COPY: {operationId: copyBooks, responses: {'204': {description: ok}}}
components:
  securitySchemes:
    device: {type: oauth2, flows: {deviceAuthorization: {deviceAuthorizationUrl: https://library.test/device, tokenUrl: https://library.test/token, scopes: {}}}}
";

#[test]
fn the_words_of_openapi_3_2_are_kept() {
    let canonical = lift("openapi.yaml", NEWER);
    let page: Value = serde_yaml::from_str(NEWER).unwrap();
    assert_eq!(canonical.document["openapi"], "3.2.0");
    assert_eq!(sorted(canonical.document.clone()), sorted(page));
    let notes: Vec<String> = canonical.notes.iter().map(ToString::to_string).collect();
    assert!(notes.is_empty(), "{notes:#?}");
    // Lifting again changes nothing.
    assert_eq!(
        lift("openapi.yaml", &canonical.to_yaml()).document,
        canonical.document
    );
}

#[test]
fn what_a_client_does_not_do_with_them_is_noted() {
    let lowered = lower(&lift("openapi.yaml", NEWER));
    let notes: Vec<(&str, &str)> = lowered
        .notes
        .iter()
        .map(|note| (note.pointer.as_str(), note.what.as_str()))
        .collect();
    assert_eq!(
        notes,
        [
            (
                "/paths/~1books/get/responses/200/content/application~1jsonl",
                "a stream of items (`itemSchema`) is read and sent whole, as bytes"
            ),
            ("", "the client does nothing with `$self`"),
            ("/servers/0", "the client does nothing with `name`"),
            ("/tags/0", "the client does nothing with `parent`"),
            ("/tags/0", "the client does nothing with `kind`"),
            ("/tags/0", "the client does nothing with `summary`"),
            (
                "/components/securitySchemes/device/flows",
                "the client does nothing with `deviceAuthorization`"
            ),
        ]
    );
    assert_eq!(
        lowered.document["paths"]["/books"]["query"]["operationId"],
        "findBooks"
    );
}
