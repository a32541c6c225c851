//! The page that `diff --format html` writes, as a real browser shows it: what a person sees, what can be folded and filtered, and
//! that no word of a description does anything.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use specloom_tests::{command_line, oracle};

/// Words that would like to be more than words.
const HOSTILE: [&str; 5] = [
    "</pre></details><script>alert(1)</script>",
    "<img src=x onerror=alert(2)>",
    "\"><svg onload=alert(3)>",
    "</style><style>*{display:none}</style>",
    "javascript:alert(4) &lt;b&gt; '--><!--",
];

fn document(new: bool) -> Value {
    let word = |index: usize| HOSTILE[index];
    let kind = |new: bool| match new {
        true => json!({"type": "string", "enum": ["a", word(1)]}),
        false => json!({"type": "string", "enum": ["a", "b", word(2)]}),
    };
    let mut properties =
        json!({"kind": kind(new), "note": {"type": "string", "description": word(usize::from(new))}});
    if new {
        properties["more"] = json!({"type": "object", "properties": {"deep": {"type": "string"}}});
    }
    json!({
        "openapi": "3.1.0",
        "info": {"title": word(3), "version": if new { "2" } else { "1" }},
        "paths": {
            "/things": {"post": {
                "operationId": "make",
                "summary": if new { word(4) } else { word(0) },
                "requestBody": {"required": true, "content": {"application/json": {"schema":
                    {"type": "object", "properties": properties, "required": if new { json!(["note"]) } else { json!([]) }}}}},
                "responses": {"204": {"description": "d"}},
            }},
        },
    })
}

/// What a browser saw of the comparison.
fn seen(folder: &Path) -> Option<(String, Value)> {
    let mut look = oracle::script("look.mjs", "@sparticuz/chromium")?;
    for (name, new) in [("old.json", false), ("new.json", true)] {
        fs::write(folder.join(name), document(new).to_string()).unwrap();
    }
    let path = |name: &str| folder.join(name).display().to_string();
    let (old, new) = (path("old.json"), path("new.json"));
    let output = command_line::run(folder, ["diff", &old, &new, "--format", "html"]);
    assert_eq!((output.status, output.stderr.as_str()), (0, ""));
    fs::write(folder.join("page.html"), &output.stdout).unwrap();
    let browser = look
        .env("TMPDIR", env!("CARGO_TARGET_TMPDIR"))
        .args([path("page.html"), path("page.png")])
        .output()
        .expect("node runs");
    oracle::assert_success("the browser", &browser);
    Some((
        output.stdout,
        serde_json::from_slice(&browser.stdout).expect("JSON"),
    ))
}

#[test]
fn a_browser_shows_what_changed_and_runs_nothing() {
    let folder = tempfile::TempDir::new().unwrap();
    let Some((page, seen)) = seen(folder.path()) else {
        return;
    };
    assert_eq!(seen["title"], "API changes: new.json");
    // The page itself and nothing else is asked for, and nothing runs.
    assert_eq!(seen["requests"].as_array().unwrap().len(), 1, "{seen:#}");
    assert_eq!(
        (&seen["dialogs"], &seen["errors"], &seen["foreign"]),
        (&json!(0), &json!([]), &json!(0))
    );
    let text = seen["text"].as_str().unwrap();
    for word in [HOSTILE[1], HOSTILE[2], HOSTILE[4]] {
        assert!(text.contains(word), "{word} is not shown as it is: {text}");
    }
    // Each filter shows its own and nothing else.
    let count = |class: &str| page.matches(&format!("class=\"finding {class}")).count();
    let findings = &seen["findings"];
    let number = |filter: &str| usize::try_from(findings[filter].as_u64().unwrap()).unwrap();
    let wires = ["breaking", "compatible", "docs"].map(|wire| (number(wire), count(&format!("wire-{wire}"))));
    assert!(
        wires
            .iter()
            .all(|(shown, written)| shown == written && *written > 0),
        "{wires:?}"
    );
    assert_eq!(number("all"), wires.iter().map(|(shown, _)| shown).sum::<usize>());
    assert_eq!(number("major"), page.matches(" rust-major\"").count());
    // Folded until somebody asks, then old and new side by side, within the window.
    assert_eq!((&seen["closed"], &seen["open"]), (&json!(0), &json!(1)));
    assert_eq!(
        (&seen["side_by_side"], &seen["sideways"]),
        (&json!(true), &json!(false))
    );
    assert!(fs::metadata(folder.path().join("page.png")).unwrap().len() > 10_000);
}
