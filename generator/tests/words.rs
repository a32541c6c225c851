//! Random Markdown and hostile names in every string of a document: whatever comes of it, rustdoc runs none of it, and shows no HTML,
//! no image and no link of the page's but those to the web.
//!
//! The output is read back here by itself, and not by the generator's own last look.

#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests")]

mod acme;

use proptest::prelude::*;
use pulldown_cmark::{BrokenLink, CodeBlockKind, CowStr, Event, Options, Parser, Tag, TagEnd};
use serde_json::{Map, Value, json};
use specloom::{Generated, Stage};

/// The extensions of Markdown that rustdoc knows.
fn rustdoc() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION
}

/// A document with a place for every kind of string that a client shows, each of which `said` gives in turn.
fn document(mut said: impl FnMut() -> String) -> Value {
    let mut described = |mut value: Value| {
        value["description"] = said().into();
        value
    };
    let property = described(json!({"type": "string"}));
    let server = described(json!({"url": "https://api.acme.test"}));
    let response = described(json!({}));
    let failure = described(json!({}));
    let body = described(json!({}));
    let scheme = described(json!({"type": "apiKey", "in": "header"}));
    let mut operation = described(json!({}));
    let parameters: Vec<Value> = ["query", "header", "cookie"]
        .into_iter()
        .map(|place| described(json!({"in": place, "schema": {"type": "string"}})))
        .collect();
    let mut named = |mut value: Value, key: &str| {
        value[key] = said().into();
        value
    };
    operation = named(operation, "summary");
    operation["tags"] = json!([named(json!({}), "tag")["tag"]]);
    let parameters: Vec<Value> = parameters
        .into_iter()
        .map(|parameter| named(parameter, "name"))
        .collect();
    let scheme = named(scheme, "name");
    let other = named(json!({"description": "Other"}), "url");
    let schema = |name: String, value: String, property: &Value, text: String| {
        let members: Map<String, Value> = [
            (name.clone(), property.clone()),
            ("kind".into(), json!({"type": "string", "enum": [value, "b"]})),
        ]
        .into_iter()
        .collect();
        json!({"type": "object", "required": [name, "kind"], "properties": members, "title": text, "default": {"kind": value},
            "additionalProperties": {"type": "string", "description": text}})
    };
    let request = schema(said(), said(), &property, said());
    let reply = schema(said(), said(), &property, said());
    operation["parameters"] = parameters.into();
    operation["requestBody"] = json!({"required": true, "description": body["description"], "content": {"application/json": {"schema": request}}});
    operation["responses"] = json!({
        "200": {"description": response["description"], "content": {"application/json": {"schema": reply}}},
        "404": {"description": failure["description"], "content": {format!("text/{}", said()): {"schema": {"type": "string"}}}},
    });
    operation["security"] = json!([{"key": []}]);
    let path = format!("/a/{}", said());
    json!({
        "openapi": "3.0.3",
        "info": {"title": said(), "version": said(), "description": said()},
        "servers": [server, other],
        "paths": {path: {"post": operation}},
        "components": {"securitySchemes": {"key": scheme}},
    })
}

/// The texts of a Rust file's comments of documentation: runs of lines with the same mark.
fn comments(source: &str) -> Vec<String> {
    let mut comments: Vec<(Option<&str>, Vec<String>)> = Vec::new();
    for line in source.lines() {
        let line = line.trim_start();
        assert!(!line.starts_with("/*") && !line.starts_with("#[doc ="), "{line}");
        let marked = ["///", "//!"]
            .iter()
            .find_map(|mark| Some((*mark, line.strip_prefix(mark)?)));
        match (marked, comments.last_mut()) {
            (Some((mark, text)), Some((last, lines))) if *last == Some(mark) => lines.push(text.to_owned()),
            (Some((mark, text)), _) => comments.push((Some(mark), vec![text.to_owned()])),
            (None, _) => comments.push((None, Vec::new())),
        }
    }
    let texts = comments.into_iter().filter(|(mark, _)| mark.is_some());
    texts
        .map(|(_, lines)| {
            let unindented: Vec<&str> = lines
                .iter()
                .map(|line| line.strip_prefix(' ').unwrap_or(line))
                .collect();
            unindented.join("\n")
        })
        .collect()
}

/// The code blocks of a text that rustdoc would run. Everything else that a page must not bring in fails.
fn run(text: &str) -> Vec<String> {
    let mut run = Vec::new();
    let mut code: Option<(bool, String)> = None;
    // What stands in brackets is looked up among the items in scope: only what we put there is to be.
    let unknown = |link: BrokenLink<'_>| {
        let ours = link.reference.starts_with('`') && &*link.reference != "`Vec`";
        assert!(ours, "[{}] in {text}", link.reference);
        None::<(CowStr<'_>, CowStr<'_>)>
    };
    for event in Parser::new_with_broken_link_callback(text, rustdoc(), Some(unknown)) {
        match event {
            Event::Start(Tag::CodeBlock(kind)) => {
                let text = matches!(&kind, CodeBlockKind::Fenced(info) if &**info == "text");
                code = Some((text, String::new()));
            }
            Event::End(TagEnd::CodeBlock) => {
                run.extend(code.take().filter(|(text, _)| !text).map(|(_, code)| code));
            }
            Event::Text(part) => {
                if let Some((_, code)) = &mut code {
                    code.push_str(&part);
                }
            }
            Event::Html(html) => assert!(
                html.starts_with("<!-- Generated by Specloom from ") && html.trim_end().ends_with("-->"),
                "{html}"
            ),
            Event::InlineHtml(html) => panic!("{html} in {text}"),
            Event::Start(Tag::Image { .. } | Tag::FootnoteDefinition(_)) | Event::FootnoteReference(_) => {
                panic!("{text}")
            }
            Event::Start(Tag::Link { dest_url, .. }) => {
                let web = ["https://", "http://", "mailto:", "super::", "Self::", "Retry::"];
                let safe = web.iter().any(|start| {
                    dest_url
                        .to_ascii_lowercase()
                        .starts_with(&start.to_ascii_lowercase())
                });
                assert!(
                    safe || dest_url.contains('@') && !dest_url.contains(':'),
                    "{dest_url} in {text}"
                );
            }
            _ => {}
        }
    }
    run
}

fn read_back(generated: &Generated) {
    for (path, text) in &generated.files {
        if path.ends_with(".rs") {
            for comment in comments(text) {
                assert_eq!(run(&comment), Vec::<String>::new(), "{path}: {comment}");
            }
        }
    }
    let readme = &generated.files["README.md"];
    let examples = run(readme);
    assert!((1..=2).contains(&examples.len()), "{readme}");
    for example in examples {
        // Ours, in which a page's words are in literals only.
        assert!(
            example.starts_with("# async fn example()") || example.starts_with("use acme_client::{"),
            "{example}"
        );
        let code = format!(
            "fn example() {{ {} }}",
            example.replace("\n# ", "\n").trim_start_matches("# ")
        );
        let tokens: proc_macro2::TokenStream = code.parse().unwrap();
        assert!(!names(tokens).iter().any(|name| name == "canary"), "{example}");
    }
    let manifest: toml::Table = toml::from_str(&generated.files["Cargo.toml"]).unwrap();
    assert_eq!(manifest["package"]["name"].as_str(), Some("acme-client"));
}

/// The names in code but for those of methods, which a page's own names become.
fn names(tokens: proc_macro2::TokenStream) -> Vec<String> {
    let mut found = Vec::new();
    let mut method = false;
    for token in tokens {
        match token {
            proc_macro2::TokenTree::Ident(name) if !method => found.push(name.to_string()),
            proc_macro2::TokenTree::Punct(mark) if mark.as_char() == '.' => {
                method = true;
                continue;
            }
            proc_macro2::TokenTree::Group(group) => found.extend(names(group.stream())),
            _ => {}
        }
        method = false;
    }
    found
}

fn hostile() -> impl Strategy<Value = String> {
    let pieces = [
        "`",
        "``",
        "```",
        "\n```rust\n",
        "\n~~~\n",
        "\n",
        "\n\n",
        "\r",
        "\u{85}",
        "\u{2028}",
        "\u{a0}",
        "\u{200b}",
        "\u{202e}",
        "\t",
        "    ",
        " ",
        "# ",
        "> ",
        "- ",
        "1. ",
        "===",
        "---",
        "|",
        "\n|-|\n",
        "\\",
        "*",
        "__",
        "~~",
        "[",
        "]",
        "(",
        ")",
        "![",
        "](javascript:x)",
        "\n[x]: ",
        "[x]",
        "[^1]",
        "\n[^1]: ",
        "[Vec]",
        "[`Vec`]",
        "<img src=x>",
        "<!--",
        "-->",
        "<script>",
        "<javascript:a>",
        "*/",
        "/*",
        "\"",
        "'",
        "#",
        "\"#",
        "\\\"",
        "{",
        "}",
        "{{",
        "$",
        "canary();",
        "fn main() { canary() }",
        "https://example.com/a",
        "www.example.com",
        "a@example.com",
        "&#96;",
        "&#10;",
        "&lt;b&gt;",
        "a",
        "b c",
        "é",
        "0",
    ];
    prop::collection::vec(prop::sample::select(pieces.to_vec()), 0..12).prop_map(|pieces| pieces.concat())
}

/// Names of HTTP cannot hold everything, so that a page whose every string is hostile is often refused. Here one slot is.
#[test]
fn each_hostile_text_in_each_place_is_text_or_refused() {
    const TEXTS: &[&str] = &[
        "a`\n\n```rust\ncanary();\n```\n`b",
        "\u{200b}\u{a0}```rust\ncanary();\n```",
        "a` <img src=x onerror=alert(1)> `b",
        "[x]: <img src=x>",
        "![a](https://evil.example/1.png) <javascript:alert(1)> [b](data:text/html,c)",
        "*/ a -->\n<script>alert(1)</script>\n<!-- b /*",
        "\"]\ncanary!();\n#[doc = \"",
        "[Vec] [`Vec`] [a][`Vec`][^1]\n\n[^1]: canary <b>",
    ];
    let mut places = 0;
    document(|| {
        places += 1;
        "x".into()
    });
    let (mut made, mut refused) = (0, Vec::new());
    for text in TEXTS {
        for place in 0..places {
            let mut at = 0;
            let document = document(|| {
                at += 1;
                if at == place + 1 {
                    (*text).to_owned()
                } else {
                    format!("x{at}")
                }
            });
            match acme::generate(&document) {
                Ok(generated) => {
                    read_back(&generated);
                    made += 1;
                }
                Err(error) => {
                    assert_ne!(error.stage, Stage::Render, "{text:?} in place {place}: {error}");
                    refused.push(format!("{place}: {error}"));
                }
            }
        }
    }
    // Line breaks in what HTTP sends, and the like.
    assert!(
        made > 10 * refused.len(),
        "{made} made, {} refused:\n{}",
        refused.len(),
        refused.join("\n")
    );
}

/// Notes quote names. Whatever is in them, they are code: none of their letters stands in running text.
#[test]
fn names_in_notes_are_code() {
    let name = "z`zz | `z";
    let schema = json!({"type": "object", (name): 1, "required": [name], "properties": {(name): {"type": "string", "format": name}}});
    let document = json!({
        "openapi": "3.1.0",
        "info": {"title": "T", "version": "1"},
        "servers": [{"url": "https://api.acme.test", "variables": {(name): {"default": "x"}}}],
        "security": [{(name): []}],
        (name): 1,
        "paths": {"/a/{id}": {"post": {
            "operationId": name,
            "tags": [name],
            "parameters": [
                {"name": name, "in": "path", "required": true, "schema": schema},
                {"name": name, "in": "query", "schema": {"$ref": format!("#/components/schemas/{name}")}},
                {"name": name, "in": "query", "schema": {"type": "string"}},
                {"name": name, "in": name, "schema": {"type": "string"}},
            ],
            "requestBody": {"content": {"application/json": {"schema": schema, (name): 1}, (name): {"schema": schema}}},
            "responses": {"200": {"description": "d", "content": {"application/json": {"schema": {
                "oneOf": [{"$ref": "#/components/schemas/B"}, {"$ref": "#/components/schemas/C"}],
                "discriminator": {"propertyName": name, "mapping": {(name): "#/components/schemas/Nowhere"}},
            }}}}},
        }}},
        "components": {
            "schemas": {(name): schema, "B": schema, "C": {"type": "object", "properties": {(name): {"type": "integer"}}}},
            "securitySchemes": {(name): {"type": name}},
        },
    });
    let generated = acme::generate(&document).unwrap();
    let (_, readme) = generated
        .files
        .iter()
        .find(|(path, _)| path.ends_with("README.md"))
        .unwrap();
    let (mut quoted, mut loose, mut in_block) = (0, Vec::new(), false);
    for event in Parser::new_ext(readme, rustdoc()) {
        match event {
            Event::Start(Tag::CodeBlock(_)) => in_block = true,
            Event::End(TagEnd::CodeBlock) => in_block = false,
            Event::Code(code) if code.contains("zz") => quoted += 1,
            Event::Text(text) if text.contains("zz") && !in_block => loose.push(text.into_string()),
            _ => {}
        }
    }
    assert!(quoted > 10, "{quoted} in {readme}");
    assert_eq!(loose, Vec::<String>::new(), "{readme}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_texts_everywhere_are_text(texts in prop::collection::vec(hostile(), 40)) {
        let mut texts = texts.into_iter().cycle();
        let prose = document(|| texts.next().unwrap());
        match acme::generate(&prose) {
            Ok(generated) => read_back(&generated),
            Err(error) => assert_ne!(error.stage, Stage::Render, "{error}"),
        }
    }
}
