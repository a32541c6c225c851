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
        render::text("acme", &changes(), |change| Some(format!(
            "page.md:{}",
            change.location.len()
        ))),
        str![[r#"
acme   POST /auth/issue-token
  breaking  request-property-became-required  body.audience                 wire: breaking    rust: major
            `body.audience` is now required
            optional → required
            page.md:13: send it from now on; releases that are in use are refused without it
  ok        response-property-added-optional  200.expires_at                wire: compatible  rust: minor
            there is a new optional property `200.expires_at`
            is string
            page.md:14: nothing has to be done; new code can use it
  docs      description-changed               operation                     wire: docs        rust: patch
            the operation has another `description`
            Issues a token. → Issues | <b>tokens</b> @acme `now` # Heading
            page.md:9: nothing has to be done

"#]]
        .raw()
    );
}

#[test]
fn of_long_texts_what_differs_is_shown() {
    let page = |word: &str| {
        let text = format!(
            "{}é {word} and so on{}",
            "word ".repeat(100),
            " and on".repeat(20)
        );
        document(&text, json!([]), json!({}))
    };
    let shown = render::text("acme", &compare(&page("one"), &page("two")), |_| None);
    let line = shown.lines().find(|line| line.contains(" → ")).unwrap();
    let (before, after) = line.trim().split_once(" → ").unwrap();
    assert!(
        before.starts_with("…rd word word word word word é one and so on"),
        "{shown}"
    );
    assert!(
        after.starts_with("…rd word word word word word é two and so on"),
        "{shown}"
    );
    assert_eq!((before.chars().count(), after.chars().count()), (122, 122));
}

#[test]
fn markdown_for_a_pull_request() {
    assert_data_eq!(
        // A zero-width space is written out, so that it is seen here.
        render::markdown("acme", &changes(), |_| Some("specs/acme/page.md:7".to_owned()))
            .replace('\u{200B}', r"\u{200B}"),
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
  - specs/acme/page.md:7: send it from now on; releases that are in use are refused without it
  - fingerprint: 38d1883d953b40be
- POST /auth/issue-token: there is a new optional property '200.expires\_at'
  - after: string
  - specs/acme/page.md:7: nothing has to be done; new code can use it
  - fingerprint: 47628c0d35177aad
- POST /auth/issue-token: the operation has another 'description'
  - before: Issues a token.
  - after: Issues \| &lt;b&gt;tokens&lt;/b&gt; @\u{200B}acme 'now' #\u{200B} Heading
  - specs/acme/page.md:7: nothing has to be done
  - fingerprint: 99eac9202a0dcd6a

</details>

"#]]
        .raw()
    );
}

#[test]
fn nothing_to_report() {
    assert_eq!(render::text("acme", &[], |_| None), "");
    assert_eq!(render::markdown("acme", &[], |_| None), "**acme**: no changes\n");
}

#[test]
fn control_characters_do_not_reach_a_terminal() {
    let mut changes = changes();
    changes[0].location = "a\u{1b}[2J\nb".to_owned();
    let text = render::text("acme", &changes, |_| None);
    assert!(!text.contains('\u{1b}'));
    assert_eq!(text.lines().count(), 13);
}

#[test]
fn markdown_lists_all_that_breaks_and_says_what_it_leaves_out() {
    let operation = |number: usize, required: bool| {
        json!({"post": {"operationId": format!("op_{number}"),
            "parameters": [{"name": "q", "in": "query", "required": required, "schema": {"type": "string"}}],
            "responses": {"204": {"description": "d"}}}})
    };
    let document = |count: usize, required: bool| {
        let paths: serde_json::Map<String, Value> = (0..count)
            .map(|number| (format!("/things/{number}"), operation(number, required)))
            .collect();
        json!({"openapi": "3.0.3", "info": {"title": "A", "version": "1"}, "paths": paths})
    };
    let said = |count: usize| {
        render::markdown(
            "acme",
            &compare(&document(count, false), &document(count, true)),
            |_| None,
        )
    };
    let many = said(250);
    assert_eq!(many.matches("| **breaking** |").count(), 250);
    assert!(!many.contains("\nAnd "), "{many}");
    let most = said(2000);
    let listed = most.matches("| **breaking** |").count();
    assert!((250..2000).contains(&listed), "{listed}");
    let left = 2000 - listed;
    assert!(
        most.contains(&format!("**And {left} more, {left} of which break the wire**")),
        "{listed}"
    );
    assert!(most.len() < 65_536, "{}", most.len());
}
