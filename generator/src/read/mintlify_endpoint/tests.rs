//! Made-up pages of the endpoint form and the documents they must become.

use serde_json::{Value, json};

use crate::read::Style;
use crate::read::read;
use crate::source::Source;

fn draft(text: &str) -> (Value, Vec<String>) {
    let draft = read(&Source::new("page.md", text)).unwrap();
    assert_eq!(draft.style, Style::MintlifyEndpoint);
    (
        draft.document,
        draft.notes.iter().map(ToString::to_string).collect(),
    )
}

/// A page whose fence holds the form with these parts.
fn page(request: &str, response: &str, components: &str) -> String {
    format!(
        "# Make Token\n\n> Makes one.\n\n````yaml POST /t/{{id}}\npaths:\n  path: /t/{{id}}\n  method: post\n  request: \
         {request}\n  response: {response}\n  deprecated: false\n  type: path\ncomponents: {components}\n````\n"
    )
}

fn operation(document: &Value) -> &Value {
    &document["paths"]["/t/{id}"]["post"]
}

#[test]
fn a_whole_operation() {
    let (document, notes) = draft(
        r#"# Make Token

> Makes a token
for a user.

## OpenAPI

````yaml POST /t/{id}
paths:
  path: >-
    /t/{id}
  method: post
  servers:
    - url: https://{region}.acme.test
      variables:
        region: {type: string, description: Where, default: eu}
  request:
    security:
      - title: api key
        parameters: {query: {}, header: {X-Key: {type: apiKey, description: Yours}}, cookie: {}}
    parameters:
      path:
        id: {schema: [{type: string, required: true, description: The user}]}
      query:
        kind: {schema: [{type: enum<string>, enum: [a, b], required: true}, {type: 'null', required: false}]}
        tags: {schema: [{type: array, items: {allOf: [{type: string}]}}], style: form, explode: true}
      header: {}
      cookie: {}
    body:
      application/json:
        schemaArray:
          - type: object
            properties:
              name: {allOf: [{type: string, minLength: 1}]}
              props: {allOf: [{type: object, properties: {x: {allOf: [{type: string}]}}, required: [x]}]}
            required: true
            requiredProperties: [name]
            refIdentifier: '#/components/schemas/TokenRequest'
        examples:
          example: {value: {name: <string>}}
          real: {summary: A real one, value: {name: ci}}
    codeSamples: [{lang: bash, source: curl}]
  response:
    '201':
      application/json:
        schemaArray: [{type: object, properties: {user: {allOf: [{$ref: '#/components/schemas/User'}]}}}]
        examples: {}
        description: Made
      text/event-stream:
        schemaArray: [{type: file, contentMediaType: text/event-stream}]
        examples: {}
        description: Made
    '204': {}
    4XX:
      _mintlify/placeholder: {schemaArray: [{type: any, description: Bad}], examples: {}, description: Bad}
  deprecated: true
  type: path
components: {schemas: {User: {type: object, nullable: true}}}
````"#,
    );
    assert_eq!(
        document,
        json!({
            "openapi": "3.1.0",
            "info": {"title": "Make Token", "version": "unspecified"},
            "servers": [
                {"url": "https://{region}.acme.test", "variables": {"region": {"description": "Where", "default": "eu"}}}
            ],
            "paths": {"/t/{id}": {"post": {
                "summary": "Make Token",
                "description": "Makes a token\nfor a user.",
                "deprecated": true,
                "security": [{"api_key": []}],
                "parameters": [
                    {"name": "id", "in": "path", "required": true, "description": "The user", "schema": {"type": "string"}},
                    {"name": "kind", "in": "query", "required": false, "schema": {"type": "string", "enum": ["a", "b"]}},
                    {"name": "tags", "in": "query", "required": false, "style": "form", "explode": true,
                     "schema": {"type": "array", "items": {"type": "string"}}},
                ],
                "requestBody": {"required": true, "content": {"application/json": {
                    "schema": {"$ref": "#/components/schemas/TokenRequest"},
                    "examples": {"real": {"summary": "A real one", "value": {"name": "ci"}}},
                }}},
                "responses": {
                    "201": {"description": "Made", "content": {
                        "application/json": {"schema": {"type": "object", "properties": {
                            "user": {"$ref": "#/components/schemas/User"}}}},
                        "text/event-stream": {"schema": {
                            "type": "string", "format": "binary", "contentMediaType": "text/event-stream"}},
                    }},
                    "204": {"description": ""},
                    "4XX": {"description": "Bad"},
                },
                "x-codeSamples": [{"lang": "bash", "source": "curl"}],
            }}},
            "components": {
                "schemas": {
                    "User": {"type": "object", "nullable": true},
                    "TokenRequest": {
                        "type": "object",
                        "properties": {
                            "name": {"type": "string", "minLength": 1},
                            "props": {"type": "object", "properties": {"x": {"allOf": [{"type": "string"}]}}, "required": ["x"]},
                        },
                        "required": ["name"],
                    },
                },
                "securitySchemes": {"api_key": {"type": "apiKey", "in": "header", "name": "X-Key", "description": "Yours"}},
            },
        })
    );
    assert_eq!(
        notes,
        [
            "inferred: the security scheme `api key` is the component `api_key`, because the name is taken or not allowed (mintlify-endpoint at \
             /paths/~1t~1{id}/post/security)",
            "inferred: the query parameter `kind` may be null, which is said by not sending it \
             (mintlify-endpoint at /paths/~1t~1{id}/post)",
            "inferred: `type: file` is read as binary (mintlify-endpoint at /paths/~1t~1{id}/post/responses/201)",
            "ignored: 1 examples are generated placeholders, not data (mintlify-endpoint at /paths/~1t~1{id}/post)",
            "inferred: the page names no API and no version; the title is its first operation's \
             (mintlify-endpoint at /info)",
        ]
    );
}

#[test]
fn credentials_are_alternatives_of_combinations() {
    let (document, notes) = draft(&page(
        "{security: [{title: a & b, parameters: {query: {q: {type: apiKey}}, header: {Authorization: {type: http, scheme: \
         Basic}}, cookie: {}}}, {title: a, parameters: {query: {}, header: {Authorization: {type: oauth2}}, cookie: {}}}, \
         {title: '', parameters: {query: {}, header: {}, cookie: {sid: {type: apiKey}}}}, \
         {title: '', parameters: {query: {}, header: {}, cookie: {}}}], body: {}}",
        "{'204': {}}",
        "{schemas: {}}",
    ));
    assert_eq!(
        operation(&document)["security"],
        json!([{"a": [], "b": []}, {"a2": []}, {"sid": []}, {}])
    );
    assert_eq!(
        document["components"],
        json!({"securitySchemes": {
            "a": {"type": "apiKey", "in": "query", "name": "q"},
            "b": {"type": "http", "scheme": "basic"},
            "a2": {"type": "http", "scheme": "bearer"},
            "sid": {"type": "apiKey", "in": "cookie", "name": "sid"},
        }})
    );
    assert_eq!(notes.len(), 4, "{notes:#?}");
    assert!(notes[0].contains("`oauth2` credentials are read as a bearer token"));
    assert!(notes[1].contains("`a` is the component `a2`"));
    assert!(notes[2].contains("the credentials `\"\"` are shown without a scheme"));
}

#[test]
fn no_credentials_and_unknown_credentials_differ() {
    let (document, _) = draft(&page("{security: [], body: {}}", "{'204': {}}", "{schemas: {}}"));
    assert_eq!(operation(&document)["security"], json!([]));
    let (document, _) = draft(&page("{body: {}}", "{'204': {}}", "{schemas: {}}"));
    assert_eq!(operation(&document).get("security"), None);
    assert_eq!(operation(&document).get("requestBody"), None);
    assert_eq!(document.get("components"), None);
}

#[test]
fn an_identifier_names_one_component_for_all_statuses() {
    let status = |extra: &str| {
        format!(
            "{{application/json: {{schemaArray: [{{type: object, properties: {{m: {{allOf: [{{type: string{extra}}}]}}}}, \
             refIdentifier: '#/components/schemas/Fault'}}], examples: {{}}, description: d}}}}"
        )
    };
    let response = format!(
        "{{'400': {}, '404': {}, '500': {}}}",
        status(""),
        status(", description: w"),
        status(", format: uri")
    );
    let (document, notes) = draft(&page("{body: {}}", &response, "{schemas: {}}"));
    let reference = |status: &str| {
        operation(&document)["responses"][status]["content"]["application/json"]["schema"]["$ref"].clone()
    };
    assert_eq!(reference("400"), "#/components/schemas/Fault");
    assert_eq!(reference("404"), "#/components/schemas/Fault");
    assert_eq!(reference("500"), "#/components/schemas/Fault2");
    assert!(
        notes[0].contains("`Fault` is the component `Fault2`"),
        "{notes:?}"
    );
    assert_eq!(document["components"]["schemas"].as_object().unwrap().len(), 2);
}

#[test]
fn several_entries_are_a_union_and_aliases_are_resolved() {
    let (document, notes) = draft(&page(
        "{body: {application/json: {schemaArray: [{type: string, examples: &r [x]}, {type: array, examples: *r, items: \
         {allOf: [{}]}}], examples: {}}}}",
        "{default: {application/json: {schemaArray: [{type: any}], examples: {}}}}",
        "{schemas: {}}",
    ));
    assert_eq!(
        operation(&document)["requestBody"],
        json!({"required": false, "content": {"application/json": {"schema": {"anyOf": [
            {"type": "string", "examples": ["x"]}, {"type": "array", "examples": ["x"], "items": {}}]}}}})
    );
    assert_eq!(
        operation(&document)["responses"]["default"],
        json!({"description": "", "content": {"application/json": {"schema": {}}}})
    );
    assert!(notes[0].contains("(oneOf); any may match (anyOf)"));
}

#[test]
fn a_damaged_form_is_refused_where_it_is_damaged() {
    for (request, response, pointer) in [
        (
            "{parameters: {path: {id: {schema: {}}}}}",
            "{}",
            "/paths/request/parameters/path/id",
        ),
        ("{security: {}}", "{}", "/paths/request/security"),
        (
            "{body: {a/b: {schemaArray: [1]}}}",
            "{}",
            "/paths/request/body/a~1b",
        ),
        ("{}", "{'200': 1}", "/paths/response/200"),
        ("1", "{}", "/paths/request"),
    ] {
        let text = page(request, response, "{schemas: {}}");
        let error = read(&Source::new("page.md", text)).unwrap_err();
        assert_eq!(error.place.to_string(), format!("page.md:5:1 at {pointer}"));
    }
}
