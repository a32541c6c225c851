//! Bump.sh's pages as whole documents.

use serde_json::{Value, json};

use crate::read::Style;
use crate::read::read;
use crate::source::Source;

const PAGE: &str = "# Move a parcel

**PUT /parcels/{id}**

Moves it.

- At once

## Servers
- Production: https://api.acme.test/v1 ()
- https://sandbox.acme.test: https://sandbox.acme.test (For tests)


## Authentication methods
- Bearer auth
- Basic token (deprecated)

## Parameters

### Path parameters
- **id** (string(uuid))
  Which one.

### Query parameters
- **fields** (string | array[string])

### Headers
- **X-Trace** (string)

### Body: application/json (object)
Where it goes
- **to** (object, required)
  An address.

  - not a field
  - **street** (string)
    - **number** (integer | null)
- **tags** (array[object])
  - **name** (string)
- **rest** (any)

## Responses
### 200
It was moved

#### Headers
- **X-Left** (integer)

#### Body: application/json (array[object])
- **at** (string(date-time))

### 404
Not found

## Code samples

```sh
## Responses
```

[Powered by Bump.sh](https://bump.sh)
";

fn draft(page: &str) -> (Value, Vec<String>) {
    let draft = read(&Source::new("page.md", page)).unwrap();
    assert_eq!(draft.style, Style::Bump);
    let notes = draft.notes.iter().map(ToString::to_string).collect();
    (draft.document, notes)
}

#[test]
fn a_page_is_read_whole() {
    // What is below a string is told as wrong; see the next test.
    let page = PAGE.replace(
        "    - **number** (integer | null)\n",
        "  - **number** (integer | null)\n",
    );
    let (document, notes) = draft(&page);
    assert_eq!(
        document,
        json!({
            "openapi": "3.1.0",
            "info": {"title": "Move a parcel", "version": "unspecified"},
            "paths": {"/parcels/{id}": {"put": {
                "summary": "Move a parcel",
                "description": "Moves it.\n\n- At once",
                "security": [{"Bearer auth": []}, {"Basic token": []}],
                "parameters": [
                    {"name": "id", "in": "path", "schema": {"type": "string", "format": "uuid"}, "required": true,
                     "description": "Which one."},
                    {"name": "fields", "in": "query",
                     "schema": {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}},
                    {"name": "X-Trace", "in": "header", "schema": {"type": "string"}},
                ],
                "requestBody": {"description": "Where it goes", "required": true, "content": {"application/json": {"schema": {
                    "type": "object",
                    "properties": {
                        "to": {"type": "object", "description": "An address.\n\n- not a field", "properties": {
                            "street": {"type": "string"}, "number": {"type": ["integer", "null"]}}},
                        "tags": {"type": "array", "items": {"type": "object", "properties": {"name": {"type": "string"}}}},
                        "rest": {},
                    },
                    "required": ["to"],
                }}}},
                "responses": {
                    "200": {"description": "It was moved", "headers": {"X-Left": {"schema": {"type": "integer"}}},
                            "content": {"application/json": {"schema": {"type": "array", "items": {"type": "object",
                                "properties": {"at": {"type": "string", "format": "date-time"}}}}}}},
                    "404": {"description": "Not found"},
                },
            }}},
            "servers": [
                {"url": "https://api.acme.test/v1", "description": "Production"},
                {"url": "https://sandbox.acme.test", "description": "For tests"},
            ],
        })
    );
    assert_eq!(notes.len(), 3, "{notes:?}");
    for part in [
        "the title is the operation's",
        "the page does not say whether Bearer auth, Basic token are all needed: any one of them is taken to do",
        "the section `Code samples` in line 55 describes neither a request nor a response",
    ] {
        assert!(notes.iter().any(|note| note.contains(part)), "{part}: {notes:?}");
    }
}

#[test]
fn a_page_that_marks_nothing_as_required_says_so() {
    let page = "# Ping\n\n**GET /ping**\n\n## Servers\n- /v1\n\n## Responses\n### 200\n\n#### Body: application/json (object)\n- **at** (string)\n";
    let (document, notes) = draft(page);
    assert_eq!(document["servers"], json!([{"url": "/v1"}]));
    assert!(
        notes
            .iter()
            .any(|note| note.contains("does not say which fields are required")),
        "{notes:?}"
    );
}

#[test]
fn what_the_style_does_not_have_is_refused_at_its_line() {
    let good = PAGE.replace("    - **number** (integer | null)\n", "");
    for (from, to, line, problem) in [
        ("### Query parameters", "### Matrix parameters", 24, "a section"),
        ("- **rest** (any)", "- [...]", 39, "a line among fields"),
        (
            "- **rest** (any)",
            "- **rest** (thing)",
            39,
            "a line among fields",
        ),
        (
            "- **rest** (any)",
            "- **tags** (any)",
            39,
            "the field `tags` is listed twice",
        ),
        ("### 404\nNot found\n", "### Else\n", 51, "a reply"),
        (
            "## Code samples\n",
            "## Code samples\n- **a** (string)\n",
            55,
            "a field in a section that describes neither a request nor a response,",
        ),
        (
            "  - **name** (string)",
            "- **x** (string)\n  - **name** (string)",
            39,
            "a field inside a `string`",
        ),
        ("### 200", "### 500", 3, "documents no successful response"),
        ("## Parameters\n", "## Parameters\nNone.\n", 19, "a line"),
    ] {
        let page = good.replacen(from, to, 1);
        assert_ne!(page, good, "{from}");
        let error = read(&Source::new("page.md", page)).unwrap_err();
        assert!(error.problem.contains(problem), "{error}");
        assert_eq!(error.place.to_string(), format!("page.md:{line}:1"), "{error}");
        assert!(error.remedy.contains("/source.json"), "{error}");
    }
    let cut = &good[..good.find("## Responses").unwrap()];
    let error = read(&Source::new("page.md", cut)).unwrap_err();
    assert_eq!(
        error.problem,
        "`PUT /parcels/{id}` documents no successful response"
    );
}

#[test]
fn a_fence_that_says_it_all_comes_first() {
    let page = format!(
        "{PAGE}\n```yaml\nopenapi: 3.0.0\ninfo: {{title: A, version: '1'}}\npaths: {{/a: {{get: {{responses: {{'200': \
         {{description: ok}}}}}}}}}}\n```\n"
    );
    assert_eq!(
        read(&Source::new("page.md", page)).unwrap().style,
        Style::Mintlify
    );
}

#[test]
fn examples_below_a_body_are_its_own() {
    let page = PAGE.replace("    - **number** (integer | null)\n", "").replace(
        "### 404\n",
        "#### Example\n\n```json\n[{\"at\": \"now\"}]\n```\n\n#### Example: none\n```\n## nothing\n```\n\n### 404\n",
    );
    let (document, _) = draft(&page);
    assert_eq!(
        document["paths"]["/parcels/{id}"]["put"]["responses"]["200"]["content"]["application/json"]["examples"],
        json!({"example 1": {"value": [{"at": "now"}]}, "none": {"value": "## nothing"}})
    );
    let cut = page.replace("```json\n[{\"at\": \"now\"}]\n```\n", "Words.\n");
    let error = read(&Source::new("page.md", cut)).unwrap_err();
    assert!(
        error
            .problem
            .starts_with("an example that cannot be read: `#### Example`"),
        "{error}"
    );
}
