//! What reports look like, and that a page cannot smuggle anything into them.

use serde_json::{Value, json};
use snapbox::{IntoData, assert_data_eq, str};
use specloom::compare::{Change, compare, render};

fn document(description: &str, required: Value, responses: Value) -> Value {
    json!({
        "openapi": "3.0.3",
        "info": {"title": "Acme", "version": "1"},
        "paths": {"/auth/issue-token": {"post": {
            "operationId": "issue_token",
            "description": description,
            "requestBody": {"content": {"application/json": {"schema": {
                "type": "object",
                "required": required,
                "properties": {"audience": {"type": "string"}},
            }}}},
            "responses": {"200": {"description": "ok", "content": {"application/json": {"schema": {
                "type": "object",
                "properties": responses,
            }}}}},
        }}},
    })
}

fn changes() -> Vec<Change> {
    let old = document("Issues a token.", json!([]), json!({"token": {"type": "string"}}));
    let new = document(
        "Issues | <b>tokens</b> @acme `now`\n# Heading",
        json!(["audience"]),
        json!({"token": {"type": "string"}, "expires_at": {"type": "string"}}),
    );
    compare(&old, &new)
}

#[test]
fn lines_for_a_terminal() {
    assert_data_eq!(
        render::text("acme", &changes()),
        str![[r#"
acme   POST /auth/issue-token
  breaking  request-property-became-required  body.audience                 wire: breaking    rust: major
            `body.audience` is now required
            optional → required
  ok        response-property-added-optional  200.expires_at                wire: compatible  rust: minor
            there is a new optional property `200.expires_at`
            is string
  docs      description-changed               operation                     wire: docs        rust: patch
            `operation` has another `description`
            Issues a token. → Issues | <b>tokens</b> @acme `now` # Heading

"#]]
        .raw()
    );
}

#[test]
fn json_has_exactly_the_fields_of_a_finding() {
    let parsed: Value = serde_json::from_str(&render::json(&changes())).unwrap();
    let fields: Vec<&String> = parsed[0].as_object().unwrap().keys().collect();
    let expected = [
        "id",
        "wire",
        "rust",
        "direction",
        "component",
        "operations",
        "old_pointer",
        "new_pointer",
        "before",
        "after",
        "message",
        "fingerprint",
    ];
    assert_eq!(fields, expected);
    assert_eq!(parsed.as_array().unwrap().len(), 3);
}

#[test]
fn markdown_for_a_pull_request() {
    assert_data_eq!(
        // A zero-width space is written out, so that it is seen here.
        render::markdown("acme", &changes()).replace('\u{200B}', r"\u{200B}"),
        str![[r#"
**acme**: 3 changes (1 breaking, 1 compatible, 1 docs), Rust API: major

| wire | rust | operation | change | where |
|---|---|---|---|---|
| **breaking** | major | POST /auth/issue-token | request-property-became-required | body.audience |
| compatible | minor | POST /auth/issue-token | response-property-added-optional | 200.expires\_at |
| docs | patch | POST /auth/issue-token | description-changed | operation |

<details>
<summary>What exactly</summary>

- POST /auth/issue-token: 'body.audience' is now required
  - before: optional
  - after: required
  - fingerprint: 38d1883d953b40be
- POST /auth/issue-token: there is a new optional property '200.expires\_at'
  - after: string
  - fingerprint: 47628c0d35177aad
- POST /auth/issue-token: 'operation' has another 'description'
  - before: Issues a token.
  - after: Issues \| &lt;b&gt;tokens&lt;/b&gt; @\u{200B}acme 'now' #\u{200B} Heading
  - fingerprint: 99eac9202a0dcd6a

</details>

"#]]
        .raw()
    );
}

#[test]
fn nothing_to_report() {
    assert_eq!(render::text("acme", &[]), "");
    assert_eq!(render::json(&[]), "[]\n");
    assert_eq!(render::markdown("acme", &[]), "**acme**: no changes\n");
}

#[test]
fn control_characters_do_not_reach_a_terminal() {
    let mut changes = changes();
    changes[0].location = "a\u{1b}[2J\nb".to_owned();
    let text = render::text("acme", &changes);
    assert!(!text.contains('\u{1b}'));
    assert_eq!(text.lines().count(), 10);
}
