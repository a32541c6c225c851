//! Findings are placed at the lines of the page that they are about.

use super::*;
use crate::pipeline::canonical;
use crate::sources::Sources;
use crate::vendor::Vendor;

/// The line that each pointer is placed at, as its text.
fn check(page: &str, expected: &[(&str, &str)]) {
    let vendor = "name = 'Acme'\ncrate = 'acme-client'\nversion = '0.1.0'\ndescription = 'd'\n";
    let vendor = Vendor::parse(&Source::new("vendor.toml", vendor)).unwrap();
    let source = Source::new("page.md", page);
    let canonical = canonical(&Sources::of_page(source.clone(), vendor)).unwrap();
    let pointers: Vec<&str> = expected.iter().map(|(pointer, _)| *pointer).collect();
    let found = places(&canonical, &[source], &pointers);
    for (pointer, line) in expected {
        let at = found.get(*pointer).and_then(|place| place.position);
        let text = at
            .and_then(|at| page.lines().nth(at.line - 1))
            .unwrap_or("nowhere");
        assert_eq!(text.trim(), *line, "{pointer}");
    }
}

#[test]
fn the_keys_of_a_document_are_followed() {
    let page = "# Acme\n\n````yaml GET /a\nopenapi: 3.1.0\ninfo: {title: A, version: '1'}\npaths:\n  /a:\n    get:\n      \
                operationId: a\n      parameters:\n        - name: limit\n          in: query\n          schema: {type: integer}\n      \
                responses:\n        '200':\n          description: ok\n          content:\n            application/json:\n              \
                schema:\n                $ref: '#/components/schemas/A'\ncomponents:\n  schemas:\n    A:\n      type: object\n      \
                properties:\n        id: {type: string}\n````\n";
    check(
        page,
        &[
            ("/paths/~1a/get/parameters/0", "- name: limit"),
            (
                "/paths/~1a/get/parameters/0/schema/maximum",
                "schema: {type: integer}",
            ),
            ("/components/schemas/A/properties/id", "id: {type: string}"),
            ("/components/schemas/A/required", "A:"),
            ("/paths/~1a/get/responses/404", "responses:"),
            ("/servers/0", "nowhere"),
        ],
    );
}

#[test]
fn the_keys_of_json_and_of_older_versions_are_followed() {
    let page = "{\n\"swagger\": \"2.0\",\n\"info\": {\"title\": \"A\", \"version\": \"1\"},\n\"paths\": {\"/a\": {\"get\": {\n\
                \"responses\": {\"200\": {\"description\": \"ok\",\n\"schema\": {\"$ref\": \"#/definitions/A\"}}}}}},\n\
                \"definitions\": {\n\"A\": {\"type\": \"object\", \"properties\": {\n\"id\": {\"type\": \"string\"}}}}}\n";
    check(
        page,
        &[
            (
                "/components/schemas/A/properties/id",
                "\"id\": {\"type\": \"string\"}}}}}",
            ),
            (
                "/paths/~1a/get/responses/200/content/application~1json/schema",
                "\"schema\": {\"$ref\": \"#/definitions/A\"}}}}}},",
            ),
        ],
    );
}

#[test]
fn words_are_looked_for_in_a_form_of_the_page_s_own() {
    let page = "# Make\n\n````yaml POST /v1/{id}/things\npaths:\n  path: /v1/{id}/things\n  method: post\n  request:\n    parameters:\n      \
                path:\n        id:\n          schema:\n            - type: string\n              required: true\n    body:\n      \
                application/json:\n        schemaArray:\n          - type: object\n            properties:\n              label:\n                \
                allOf:\n                  - type: string\n  response:\n    '200':\n      application/json:\n        schemaArray:\n          \
                - type: object\n            properties:\n              label:\n                allOf:\n                  - type: number\n````\n";
    let op = "/paths/~1v1~1{id}~1things/post";
    let at = |rest: &str| format!("{op}{rest}");
    let body = at("/requestBody/content/application~1json/schema/properties/label");
    let reply = at("/responses/200/content/application~1json/schema/properties/label");
    let other = at("/responses/500");
    let vendor = "name = 'Acme'\ncrate = 'acme-client'\nversion = '0.1.0'\ndescription = 'd'\n";
    let vendor = Vendor::parse(&Source::new("vendor.toml", vendor)).unwrap();
    let source = Source::new("page.md", page);
    let canonical = canonical(&Sources::of_page(source.clone(), vendor)).unwrap();
    let found = places(&canonical, &[source], &[&body, &reply, &other]);
    let line = |pointer: &String| found[pointer].position.unwrap().line;
    let all: Vec<usize> = page
        .lines()
        .enumerate()
        .filter(|(_, line)| line.trim() == "label:")
        .map(|(index, _)| index + 1)
        .collect();
    assert_eq!([line(&body), line(&reply)], all[..]);
    assert!(line(&other) < all[0]);
}
