//! A client of a page whose every name is hostile: `cargo test --doc` with all features runs our own example and nothing of the page,
//! and `cargo doc` shows its words as text.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::{Value, json};
use specloom::{Source, Sources, Vendor};
use specloom_tests::workspace::root;

/// Documentation that, if any of it were run, would leave a file behind.
fn payloads(place: &str) -> String {
    let run = format!("std::fs::write(\"canary_{place}\", \"x\").unwrap();");
    format!(
        "q`\u{2028}\u{2028}```rust\u{2028}{run}\u{2028}```\u{2028}`r`` ```` </code><img src=x onerror=alert({place})> [x]: <javascript:alert(1)>"
    )
}

/// The same in several lines, where a page may have them.
fn prose(place: &str) -> String {
    let run = format!("std::fs::write(\"canary_{place}\", \"x\").unwrap();");
    format!(
        "A.\n\n```rust\n{run}\n```\n\n~~~\n{run}\n~~~\n\n    {run}\n\n\u{200b}\u{a0}```\n{run}\n```\n\n> ```\n> {run}\n> ```\n\n- a\n\n  ```rust,should_panic\n  {run}\n  ```\n\n\
         <pre><code>\n\n```\n{run}\n```\n\n</code></pre>\n<!-- \n\n```\n{run}\n```\n\n-->\n\n[x]: https://evil.example '\n```\n{run}\n```\n'\n\n[^1]\n\n[^1]:\n    ```\n    {run}\n    ```\n\n\
         ![a](https://evil.example/beacon.png)<script>alert(1)</script> [b](javascript:alert(2)) | c\n|-|\n| `d\\` <img src=x onerror=alert({place})>\n\n```text\n``\n````\n{run}\n"
    )
}

fn document() -> Value {
    let text = |place: &str| json!(payloads(place));
    let parameter = |place: &str| json!({"name": payloads(place), "in": place, "description": prose(&format!("described_{place}")), "schema": {"type": "string"}});
    let object = |place: &str| {
        json!({
            "type": "object",
            "description": prose(&format!("{place}_type")),
            "required": [payloads(&format!("{place}_property"))],
            "properties": {
                payloads(&format!("{place}_property")): {"type": "string"},
                "described": {"type": "string", "description": prose(&format!("{place}_described")), "default": payloads(&format!("{place}_default")), "pattern": payloads(&format!("{place}_pattern"))},
                "kind": {"type": "string", "enum": [payloads(&format!("{place}_enum")), "b"]},
                "either": {"oneOf": [{"type": "string", "title": payloads(&format!("{place}_title"))}, {"type": "array", "items": {"type": "string"}}]},
            },
            "additionalProperties": {"type": "string", "description": prose(&format!("{place}_additional"))},
        })
    };
    json!({
        "openapi": "3.0.3",
        "info": {"title": payloads("info"), "version": payloads("version"), "description": prose("about")},
        "servers": [
            {"url": format!("https://api.acme.test/{}", payloads("server")), "description": prose("server_described")},
            {"url": "https://b.acme.test"},
        ],
        "tags": [{"name": payloads("tag"), "description": prose("tag_described")}],
        "paths": {format!("/a/{}/{{{}}}", payloads("path"), "id"): {"post": {
            "operationId": payloads("operation"),
            "summary": prose("summary"),
            "description": prose("description"),
            "tags": [text("tag")],
            "parameters": [
                {"name": "id", "in": "path", "required": true, "description": prose("id"), "schema": {"type": "string"}},
                parameter("query"),
                {"name": "X-`a`", "in": "header", "description": prose("header"), "schema": {"type": "string", "enum": [payloads("header_enum")]}},
            ],
            "requestBody": {"description": prose("body"), "required": true, "content": {"application/json": {"schema": object("request"), "example": {payloads("request_property"): payloads("example")}}}},
            "responses": {
                "200": {"description": prose("ok"), "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Reply"}}}},
                "404": {"description": prose("missing"), "content": {"application/json": {"schema": object("problem")}}},
                "default": {"description": prose("other")},
            },
            "security": [{"key": []}],
        }}},
        "components": {
            "schemas": {"Reply": object("reply")},
            "securitySchemes": {"key": {"type": "apiKey", "in": "query", "name": payloads("key"), "description": prose("scheme")}},
        },
    })
}

fn written(folder: &Path) -> BTreeSet<PathBuf> {
    let vendor = format!(
        "name = {}\ncrate = 'acme-client'\nversion = '0.1.0'\ndescription = {}\n",
        toml::Value::from(payloads("vendor")),
        toml::Value::from(payloads("crate"))
    );
    let generated = specloom::generate(&Sources {
        pages: vec![Source::new("page.json", document().to_string())],
        overlay: None,
        changelog: None,
        vendor: Vendor::parse(&Source::new("vendor.toml", vendor)).unwrap(),
    });
    let files = generated.unwrap_or_else(|error| panic!("{error}")).files;
    for (name, text) in &files {
        let file = folder.join(name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }
    let manifest = folder.join("Cargo.toml");
    let standalone = xtask::standalone::manifest(
        &fs::read_to_string(&manifest).unwrap(),
        &root().join("clients/acme"),
    );
    fs::write(&manifest, standalone.unwrap()).unwrap();
    // What the workspace has resolved is what is there without a network.
    fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    found(folder)
}

fn found(folder: &Path) -> BTreeSet<PathBuf> {
    let mut all = BTreeSet::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => all.extend(found(&path)),
            false => drop(all.insert(path)),
        }
    }
    all
}

/// All but `native-tls`, which shows nothing of its own and wants a C library and crates that nothing else here needs.
const FEATURES: &str = "blocking,chrono,gzip,http2,jiff,mock,reqwest-0-13,reqwest-middleware-0-5,rust_decimal,rustls-ring,time,tower,tracing,uuid";

fn cargo(folder: &Path, target: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO"))
        .args(arguments)
        .args(["--quiet", "--offline", "--features", FEATURES])
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", target)
        .env("CARGO_INCREMENTAL", "0")
        .env("RUSTDOCFLAGS", "-D warnings")
        .output()
        .unwrap()
}

#[test]
fn nothing_of_a_hostile_page_runs_and_all_of_it_is_text() {
    let folder = tempfile::tempdir().unwrap();
    // Kept between runs: the runtime with all its features takes minutes.
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("hostile");
    let before = written(folder.path());

    let output = cargo(folder.path(), &target, &["test", "--doc"]);
    let said = format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    assert!(output.status.success(), "{said}");
    // The README's call and what to do with its errors.
    assert!(
        said.contains("running 2 tests") && said.contains("2 passed; 0 failed; 0 ignored"),
        "{said}"
    );
    assert_eq!(found(folder.path()), before, "{said}");

    let output = cargo(folder.path(), &target, &["doc", "--no-deps"]);
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    assert_eq!(found(folder.path()), before);
    let pages = found(&target.join("doc/acme_client"));
    let pages: Vec<&PathBuf> = pages
        .iter()
        .filter(|page| page.extension().is_some_and(|extension| extension == "html"))
        .collect();
    assert!(pages.len() > 10, "{pages:?}");
    let mut shown = 0;
    for page in pages {
        let html = fs::read_to_string(page).unwrap();
        shown += html.matches("canary_").count();
        for tag in [
            "<img",
            "<script>alert",
            "<!-- \n",
            "javascript:alert",
            "data:text",
        ] {
            // rustdoc's own logo and scripts apart; within text, `javascript:` is not in an attribute.
            let ours =
                |at: usize| html[at..].starts_with("<img src=\"../") || html[at..].starts_with("<img class=");
            let attribute = |at: usize| tag.contains(':') && !html[..at].ends_with("href=\"");
            let bad = html
                .match_indices(tag)
                .find(|(at, _)| !ours(*at) && !attribute(*at));
            assert!(
                bad.is_none(),
                "{}: {:?}",
                page.display(),
                bad.map(|(at, _)| &html[at.saturating_sub(100)..at + 50])
            );
        }
    }
    assert!(shown > 20, "the page's words are shown: {shown}");
}
