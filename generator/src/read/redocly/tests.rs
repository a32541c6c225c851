//! Redocly's pages as whole documents.

use serde_json::{Value, json};

use crate::read::Style;
use crate::read::read;
use crate::source::Source;

const PAGE: &str = "---
title: \"PUT /sites/{id}\"
source_url: \"https://docs.acme.test/x.md\"
---

# Change a site

Changes it.

- At once

Endpoint: PUT /sites/{id}
Version: 1.3.0
Security: BasicAuth, bearer

## Path parameters:

  - `id` (string, required)
    UUID of the site

## Query parameters:

  - `tags` (array)

  - `mode` (string)
    How.

Else:
  * fast
    Enum: \"FAST\", \"SLOW\"
    Default: \"SLOW\"

## Request fields (application/json):

  - `name` (string,null)
    Example: \"main\"

  - `kinds` (array, required)
    Enum: 1, 2

## Response 404 fields (application/json):

  - `code` (integer, required)

## Response 200 fields (application/json):

  - `items` (array, required)

  - `items.id` (string, required)
    Its id
    Example: \"a\"

  - `items.meta` (object)

  - `items.meta.a.b` (number)

  - `x.y` (boolean)

## Response 204 fields
";

#[track_caller]
fn draft(text: &str) -> (Value, Vec<String>) {
    let draft = read(&Source::new("page.md", text)).unwrap();
    assert_eq!(draft.style, Style::Redocly);
    (
        draft.document,
        draft.notes.iter().map(ToString::to_string).collect(),
    )
}

#[test]
fn lists_of_fields_are_said_in_openapi() {
    let (document, notes) = draft(PAGE);
    assert_eq!(
        document,
        json!({
            "openapi": "3.1.0",
            "info": {"title": "Change a site", "version": "1.3.0"},
            "paths": {"/sites/{id}": {"put": {
                "summary": "Change a site",
                "description": "Changes it.\n\n- At once",
                "security": [{"BasicAuth": []}, {"bearer": []}],
                "parameters": [
                    {"name": "id", "in": "path", "required": true, "description": "UUID of the site", "schema": {"type": "string"}},
                    {"name": "tags", "in": "query", "schema": {"type": "array", "items": {}}},
                    {"name": "mode", "in": "query", "description": "How.\n\nElse:\n* fast",
                     "schema": {"type": "string", "enum": ["FAST", "SLOW"], "default": "SLOW"}},
                ],
                "requestBody": {"content": {"application/json": {"schema": {
                    "type": "object",
                    "properties": {
                        "name": {"type": ["string", "null"], "examples": ["main"]},
                        "kinds": {"type": "array", "items": {"enum": [1, 2]}},
                    },
                    "required": ["kinds"],
                }}}},
                "responses": {
                    "404": {"description": "", "content": {"application/json": {"schema": {
                        "type": "object", "properties": {"code": {"type": "integer"}}, "required": ["code"]}}}},
                    "200": {"description": "", "content": {"application/json": {"schema": {
                        "type": "object",
                        "properties": {
                            "items": {"type": "array", "items": {
                                "type": "object",
                                "properties": {
                                    "id": {"type": "string", "description": "Its id", "examples": ["a"]},
                                    "meta": {"type": "object", "properties": {"a.b": {"type": "number"}}},
                                },
                                "required": ["id"],
                            }},
                            "x.y": {"type": "boolean"},
                        },
                        "required": ["items"],
                    }}}},
                    "204": {"description": ""},
                },
            }}},
        })
    );
    let at = "(redocly at /paths/~1sites~1{id}/put)";
    assert_eq!(
        notes,
        [
            "inferred: the page names no API; the title is its first operation's (redocly at /info)"
                .to_owned(),
            "inferred: the page states no server (redocly at /servers)".to_owned(),
            format!(
                "inferred: the page does not say whether a body is an object or a list of them; each is read as an object, and \
                 a request's as one that may be left out {at}"
            ),
            format!(
                "inferred: the page does not say whether BasicAuth, bearer are all needed: any one of them is taken to do {at}"
            ),
            format!("inferred: `tags`: the page does not say what the elements of the list are {at}"),
            format!(
                "inferred: `x.y`: no field above it could hold it; the dot is read as part of its name {at}"
            ),
        ]
    );
}

#[test]
fn several_operations_and_webhooks_stand_on_one_page() {
    let page = "# A\n\nEndpoint: GET /a\nVersion: 1\nSecurity: \n\n## Response 200 fields\n\n# B\n\nEndpoint: POST Thing Made\nVersion: 1\n\n\
                ## Request fields (application/json):\n\n- `id` (any)\n";
    let (document, _) = draft(page);
    assert_eq!(
        document["paths"],
        json!({"/a": {"get": {"summary": "A", "responses": {"200": {"description": ""}}}}})
    );
    assert_eq!(
        document["webhooks"]["Thing Made"]["post"]["requestBody"]["content"]["application/json"]["schema"],
        json!({"type": "object", "properties": {"id": {}}})
    );
}

#[test]
fn what_the_style_does_not_have_is_refused_at_its_line() {
    for (from, to, line, problem) in [
        ("  - `mode` (string)", "  - `mode` (text)", 25, "an item"),
        ("  - `mode` (string)", "  - `mo", 25, "an item"),
        ("## Query parameters:", "## Matrix parameters:", 21, "a section"),
        (
            "## Response 404 fields (application/json):",
            "## Response 4 fields (application/json):",
            41,
            "a section",
        ),
        (
            "Security: BasicAuth",
            "Audience: all",
            14,
            "a line below the endpoint",
        ),
        (
            "  - `tags` (array)",
            "Text.\n  - `tags` (array)",
            23,
            "a line above the first item",
        ),
        (
            "## Response 200 fields (application/json):",
            "## Response 200 fields",
            45,
            "fields of a response that has no media type",
        ),
    ] {
        let error = read(&Source::new("page.md", PAGE.replace(from, to))).unwrap_err();
        assert_eq!(error.place.to_string(), format!("page.md:{line}:1"), "{error}");
        assert!(error.problem.contains(problem), "{error}");
    }
    let cut = &PAGE[..PAGE.find("## Response 200").unwrap()];
    let error = read(&Source::new("page.md", cut)).unwrap_err();
    assert_eq!(error.place.to_string(), "page.md:12:1");
    assert!(
        error.problem.contains("documents no successful response"),
        "{error}"
    );
}

#[test]
fn a_list_in_a_description_is_no_item() {
    let page = |description: &str| {
        format!(
            "# W\n\nEndpoint: GET /w\nVersion: 1\nSecurity: \n\n## Query parameters:\n\n  - `Zip (any)` (string, required)\n    One of:\n\n{description}\n    \
             Example: \"a\"\n\n## Response 200 fields\n"
        )
    };
    for list in [
        "- `fast`: at once\n- `slow`",
        "  - `fast`: at once",
        "* `fast` (at once)",
    ] {
        let (document, _) = draft(&page(list));
        let parameter = &document["paths"]["/w"]["get"]["parameters"][0];
        assert_eq!(parameter["name"], "Zip (any)");
        let said = parameter["description"].as_str().unwrap_or_default();
        assert!(said.contains(list.trim()), "{said}");
        assert_eq!(
            document["paths"]["/w"]["get"]["parameters"]
                .as_array()
                .map(Vec::len),
            Some(1)
        );
    }
    // Nor does a heading end a section, unless items follow it.
    let (document, _) = draft(&page("## Notes\n\nWords.\n\n### More"));
    let said = document["paths"]["/w"]["get"]["parameters"][0]["description"].clone();
    assert_eq!(said, "One of:\n\n## Notes\n\nWords.\n\n### More");
    let error = read(&Source::new("page.md", page("## Else\n\n  - `a` (string)"))).unwrap_err();
    assert!(
        error
            .problem
            .starts_with("a section that cannot be read: `## Else`"),
        "{error}"
    );
    for cut in ["  - `fast` (str", "  - `fas"] {
        let error = read(&Source::new("page.md", page(cut))).unwrap_err();
        assert!(
            error.problem.starts_with("an item that cannot be read"),
            "{error}"
        );
    }
}

#[test]
fn types_say_formats_elements_and_null() {
    for (said, schema) in [
        (
            "string<date-time>",
            json!({"type": "string", "format": "date-time"}),
        ),
        (
            "string<uuid>,null",
            json!({"type": ["string", "null"], "format": "uuid"}),
        ),
        ("string | null", json!({"type": ["string", "null"]})),
        (
            "integer<int64> | null, required",
            json!({"type": ["integer", "null"], "format": "int64"}),
        ),
        (
            "array<string<uri>>",
            json!({"type": "array", "items": {"type": "string", "format": "uri"}}),
        ),
        ("required", json!({})),
    ] {
        let page = format!(
            "# W\n\nEndpoint: GET /w\nVersion: 1\n\n## Query parameters:\n\n  - `a` ({said})\n\n## Response 200 fields\n"
        );
        let (document, _) = draft(&page);
        let parameter = &document["paths"]["/w"]["get"]["parameters"][0];
        assert_eq!(parameter["schema"], schema, "{said}");
        assert_eq!(
            parameter["required"].as_bool(),
            said.ends_with("required").then_some(true)
        );
    }
    for said in [
        "string<",
        "string<>",
        "text<a>",
        "array<text>",
        "string |",
        "string<a> b",
    ] {
        let page = format!(
            "# W\n\nEndpoint: GET /w\nVersion: 1\n\n## Query parameters:\n\n  - `a` ({said})\n\n## Response 200 fields\n"
        );
        assert!(read(&Source::new("page.md", page)).is_err(), "{said}");
    }
}
