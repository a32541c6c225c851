//! Names and types that are too much for a file system or a compiler come out shorter, distinct and noted.

#![allow(clippy::unwrap_used, reason = "helpers of tests")]

mod acme;

use serde_json::{Value, json};
use specloom::Generated;

fn generate(document: &Value) -> Generated {
    acme::generate(document).unwrap()
}

fn document(operations: &[(&str, Value)], schemas: &Value) -> Value {
    let paths: serde_json::Map<String, Value> = operations
        .iter()
        .enumerate()
        .map(|(index, (id, schema))| {
            let answer = json!({"description": "d", "content": {"application/json": {"schema": schema}}});
            let get = json!({"operationId": id, "responses": {"200": answer}});
            (format!("/{index}"), json!({ "get": get }))
        })
        .collect();
    json!({
        "openapi": "3.0.3", "info": {"title": "Acme", "version": "1"}, "servers": [{"url": "https://api.acme.test"}],
        "paths": paths, "components": {"schemas": schemas},
    })
}

#[test]
fn long_names_are_cut_and_stay_distinct() {
    let long = "get_the_user_".repeat(500);
    let (first, second) = (format!("{long}a"), format!("{long}b"));
    let object =
        json!({"type": "object", "properties": {long.clone(): {"type": "string", "enum": [first, second]}}});
    let reference = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
    let generated = generate(&document(
        &[
            (&first, reference(&first)),
            (&second, reference(&second)),
            ("inline", object.clone()),
        ],
        &json!({&first: object, &second: {"type": "object", "properties": {"other": {"type": "integer"}}}}),
    ));
    let longest = generated.files.keys().map(|path| path.len()).max().unwrap();
    assert!(longest < 200, "{longest}");
    let code = &generated.module;
    let dense: String = code.split_whitespace().collect();
    let methods: Vec<&str> = dense
        .split("pubfnget_the_user")
        .skip(1)
        .filter_map(|rest| rest.split_once("(&self"))
        .map(|(name, _)| name)
        .filter(|name| !name.contains('('))
        .collect();
    assert_eq!(methods.len(), 2);
    assert_ne!(methods[0], methods[1]);
    // The wire has the page's names all the same.
    assert!(dense.contains(&format!("rename=\"{long}\"")));
    let identifiers = code.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
    let cut = identifiers.filter(|word| word.len() > 180 && !long.starts_with(&word[..100]));
    assert_eq!(cut.collect::<Vec<_>>(), Vec::<&str>::new());
    let notes: Vec<&str> = generated.notes.iter().map(|note| note.what.as_str()).collect();
    let noted = notes
        .iter()
        .filter(|what| what.ends_with("because its name is too long"));
    assert_eq!(noted.count(), 4, "{notes:#?}");
}

#[test]
fn lists_inside_lists_end_somewhere() {
    let schema = (0..90).fold(json!({"type": "string"}), |inner, level| match level % 2 {
        0 => json!({"type": "array", "items": inner}),
        _ => json!({"type": "object", "additionalProperties": inner}),
    });
    let generated = generate(&document(&[("get_deep", schema)], &json!({})));
    let code = &generated.module;
    assert_eq!(
        code.matches(&"std::collections::BTreeMap<String, Vec<".repeat(8))
            .count(),
        0
    );
    assert!(code.replace([' ', '\n'], "").contains(&format!(
        "{}serde_json::Value",
        "std::collections::BTreeMap<String,Vec<".repeat(7)
    )));
    let what = "lists and maps more than 16 deep are any value";
    assert_eq!(generated.notes.iter().filter(|note| note.what == what).count(), 1);
}
