//! Fern's pages as whole documents.

use serde_json::{Value, json};

use crate::read::Style;
use crate::read::read;
use crate::source::Source;

#[track_caller]
fn draft(text: &str) -> (Value, Vec<String>) {
    let draft = read(&Source::new("page.md", text)).unwrap();
    assert_eq!(draft.style, Style::Fern);
    (
        draft.document,
        draft.notes.iter().map(ToString::to_string).collect(),
    )
}

const OF_2025: &str = "# Change a key

PATCH https://api.acme.test/v1.3/users/{user-id}/keys/:key
Content-Type: application/json

<Info>Soon to go.</Info>

Reference: https://docs.acme.test/api-reference/users/keys/update

## OpenAPI Specification

```yaml
openapi: 3.1.1
info:
  title: Change a key
  version: endpoint_users/keys.update
paths:
  /users/{user-id}/keys/{key}:
    patch:
      operationId: update
      tags:
        - - subpackage_users
          - subpackage_users/keys
      parameters:
        - {name: user-id, in: path, required: true, schema: {type: string}}
        - {name: key, in: path, required: true, schema: {type: string}}
        - {name: Authorization, in: header, description: Bearer authentication, required: true, schema: {type: string}}
      responses:
        '200': {description: Done, content: {application/json: {schema: {$ref: '#/components/schemas/State'}}}}
components:
  schemas:
    State:
      type: string
      enum:
        - value: ON
        - {value: 'OFF', description: No longer.}
      default: ON
```

## SDK Code Examples

```python
print(1)
```
";

#[test]
fn the_form_of_2025_is_said_in_the_words_of_openapi() {
    let (document, notes) = draft(OF_2025);
    let text = json!({"type": "string"});
    assert_eq!(
        document,
        json!({
            "openapi": "3.1.1",
            "info": {"title": "Change a key", "version": "unspecified"},
            "servers": [{"url": "https://api.acme.test/v1.3"}],
            "paths": {"/users/{user-id}/keys/{key}": {"patch": {
                "operationId": "users_keys_update",
                "tags": ["users/keys"],
                "parameters": [
                    {"name": "user-id", "in": "path", "required": true, "schema": text},
                    {"name": "key", "in": "path", "required": true, "schema": text},
                ],
                "responses": {"200": {"description": "Done", "content": {"application/json": {
                    "schema": {"$ref": "#/components/schemas/State"}}}}},
                "security": [{"bearerAuth": []}],
                "summary": "Change a key",
            }}},
            "components": {
                "schemas": {"State": {
                    "type": "string", "enum": ["ON", "OFF"], "default": "ON",
                    "x-enum-descriptions": {"OFF": "No longer."},
                }},
                "securitySchemes": {"bearerAuth": {
                    "type": "http", "scheme": "bearer", "description": "Bearer authentication",
                }},
            },
        })
    );
    assert_eq!(
        notes,
        [
            "inferred: the document states no server; it is taken from \
             `PATCH https://api.acme.test/v1.3/users/{user-id}/keys/:key` in line 3 (fern at /servers)",
            "inferred: the values are written as objects `{value: …}`; what is sent is the `value` \
             (fern at /components/schemas/State/enum)",
            "inferred: the tag `users/keys` is the page's section (fern at /paths/~1users~1{user-id}~1keys~1{key}/patch/tags)",
            "inferred: the id `update` is unique in its section only; with the section's name, it is `users_keys_update` \
             (fern at /paths/~1users~1{user-id}~1keys~1{key}/patch/operationId)",
            "inferred: the header parameter `Authorization` is the credential `bearerAuth` \
             (fern at /paths/~1users~1{user-id}~1keys~1{key}/patch/security)",
            "inferred: the page names no API and no version; the title is its first operation's (fern at /info)",
            "inferred: the document does not say it; it is taken from the page around it \
             (mintlify at /paths/~1users~1{user-id}~1keys~1{key}/patch/summary)",
        ]
    );
}

#[test]
fn the_form_of_2026_keeps_its_servers_ids_and_security() {
    let page = "# Create spans\n\nPOST http://localhost:5173/api/v1/spans\n\nReference: https://docs.acme.test/spans\n\n\
                ## OpenAPI Specification\n\n```yaml\nopenapi: 3.1.0\ninfo: {title: Acme API, version: 1.0.0}\npaths:\n  /v1/spans:\n    \
                post:\n      operationId: create-spans\n      summary: Create spans\n      tags: [subpackage_spans]\n      \
                security: [{key: []}]\n      responses: {'204': {description: Made}}\nservers:\n  - url: http://localhost:5173/api\n  \
                - url: https://acme.test/api\ncomponents: {securitySchemes: {key: {type: http, scheme: bearer}}}\n```\n";
    let (document, notes) = draft(page);
    assert_eq!(
        document,
        json!({
            "openapi": "3.1.0",
            "info": {"title": "Acme API", "version": "1.0.0"},
            "paths": {"/v1/spans": {"post": {
                "operationId": "create-spans", "summary": "Create spans", "tags": ["spans"], "security": [{"key": []}],
                "responses": {"204": {"description": "Made"}},
            }}},
            "servers": [{"url": "http://localhost:5173/api"}, {"url": "https://acme.test/api"}],
            "components": {"securitySchemes": {"key": {"type": "http", "scheme": "bearer"}}},
        })
    );
    assert_eq!(
        notes,
        ["inferred: the tag `spans` is the page's section (fern at /paths/~1v1~1spans/post/tags)"]
    );
}

fn fence(rest: &str) -> String {
    format!("```yaml\nopenapi: 3.1.1\ninfo: {{title: T, version: endpoint_a.list}}\n{rest}```\n")
}

#[test]
fn two_pages_of_one_id_become_two_operations() {
    let page = |section: &str| {
        let body = format!(
            "paths: {{/{section}: {{get: {{operationId: list, tags: [[subpackage_{section}]], responses: {{}}}}}}}}\n"
        );
        format!(
            "# {section}\n\nGET https://api.acme.test/{section}\n\n{}\n",
            fence(&body)
        )
    };
    let (document, _) = draft(&(page("tasks") + &page("users")));
    assert_eq!(document["servers"], json!([{"url": "https://api.acme.test"}]));
    assert_eq!(document["paths"]["/tasks"]["get"]["operationId"], "tasks_list");
    assert_eq!(document["paths"]["/users"]["get"]["operationId"], "users_list");
}

#[test]
fn an_address_that_does_not_fit_tells_no_server() {
    let (document, notes) = draft(&format!(
        "GET https://api.acme.test/other\n\n{}",
        fence("paths: {/a: {get: {responses: {}}}}\n")
    ));
    assert_eq!(document.get("servers"), None);
    assert_eq!(
        notes[0],
        "ignored: `GET https://api.acme.test/other` in line 1 does not end with the document's path `/a`, so no server can be told from it (fern at /servers)"
    );
}

#[test]
fn other_credentials_and_what_is_data_stay_as_they_are() {
    let body = "paths:\n  /a:\n    get:\n      parameters:\n        - {name: authorization, in: header, schema: {type: string}}\n      \
                responses: {'200': {description: ok, content: {application/json: {example: {enum: [{value: A}]}, schema: {properties: \
                {enum: {type: object, enum: [{value: 1}]}, default: {type: integer, enum: [{value: 1}]}}}}}}}\n";
    let (document, _) = draft(&fence(body));
    let operation = &document["paths"]["/a"]["get"];
    assert_eq!(operation.get("parameters"), None);
    assert_eq!(operation["security"], json!([{"authorization": []}, {}]));
    assert_eq!(
        document["components"]["securitySchemes"]["authorization"],
        json!({"type": "apiKey", "in": "header", "name": "Authorization"})
    );
    let content = &operation["responses"]["200"]["content"]["application/json"];
    assert_eq!(content["example"], json!({"enum": [{"value": "A"}]}));
    assert_eq!(
        content["schema"]["properties"]["enum"]["enum"],
        json!([{"value": 1}])
    );
    assert_eq!(content["schema"]["properties"]["default"]["enum"], json!([1]));
}
