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
    let code = &generated.module();
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
    let code = &generated.module();
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

/// An operation that takes `schema`, and the example of its call.
fn example(schema: &Value, schemas: &Value) -> (String, Vec<String>) {
    let mut document = document(&[("send", json!({"type": "string"}))], schemas);
    document["paths"]["/0"] = json!({"post": {
        "operationId": "send", "requestBody": {"content": {"application/json": {"schema": schema}}},
        "responses": {"204": {"description": "d"}},
    }});
    let generated = generate(&document);
    let notes = generated.notes.iter().filter(|note| note.pass == "example");
    (
        generated.files["examples/send.rs"].clone(),
        notes.map(|note| note.what.clone()).collect(),
    )
}

/// An object that asks for `count` properties of `schema`.
fn wide(count: usize, schema: &Value) -> Value {
    let names: Vec<String> = (0..count).map(|index| format!("p{index}")).collect();
    let properties: serde_json::Map<String, Value> =
        names.iter().map(|name| (name.clone(), schema.clone())).collect();
    json!({"type": "object", "required": names, "properties": properties})
}

#[test]
fn an_example_holds_a_few_hundred_values_however_schemas_nest() {
    let to = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
    let levels = |count: usize, width: usize| -> Value {
        let level = |index: usize| match index + 1 < count {
            true => wide(width, &to(&format!("L{}", index + 1))),
            false => wide(width, &json!({"type": "integer"})),
        };
        (0..count)
            .map(|index| (format!("L{index}"), level(index)))
            .collect::<serde_json::Map<_, _>>()
            .into()
    };
    let items = json!({"type": "array", "items": to("Node")});
    let values = vec![0; 1000];
    let deep =
        "what is more than 6 levels deep is left out of the example, although it is required".to_owned();
    let left_out = |depth: usize| {
        vec![format!(
            "what is more than {depth} levels deep is left out of the example, which would hold more than 300 values"
        )]
    };
    for (schema, schemas, expected) in [
        (to("Node"), json!({"Node": wide(16, &to("Node"))}), left_out(1)),
        (to("Node"), json!({"Node": wide(30, &to("Node"))}), left_out(0)),
        (
            to("Node"),
            json!({"Node": wide(1000, &json!({"type": "string"}))}),
            left_out(0),
        ),
        (to("Node"), json!({"Node": wide(3, &items)}), vec![deep.clone()]),
        (to("L0"), levels(4, 8), left_out(1)),
        (to("L0"), levels(3, 6), Vec::new()),
        (
            to("Node"),
            json!({"Node": wide(1, &to("Node"))}),
            vec![deep.clone()],
        ),
        (
            to("Node"),
            json!({"Node": wide(2, &json!({"type": "array", "items": {"type": "integer"}, "example": values}))}),
            vec!["the example does not hold what the page shows, which is more than 300 values".to_owned()],
        ),
        (
            to("Node"),
            json!({"Node": wide(2, &json!({"type": "string", "default": "x".repeat(20_000)}))}),
            left_out(0),
        ),
    ] {
        let (code, notes) = example(&schema, &schemas);
        assert_eq!(notes, expected, "{code}");
        assert!(code.len() < 60_000, "{} bytes", code.len());
    }
}

#[test]
fn as_many_names_as_a_page_has_are_told_apart() {
    let symbols: Vec<String> = (0..5000)
        .map(|index| format!("{index:b}").replace('0', "?").replace('1', "¿"))
        .collect();
    let properties: serde_json::Map<String, Value> = symbols
        .iter()
        .take(500)
        .map(|symbol| (symbol.clone(), json!({"type": "string"})))
        .collect();
    let schemas = json!({
        "Sign": {"type": "string", "enum": symbols},
        "Signs": {"type": "object", "properties": properties},
    });
    let to = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
    let generated = generate(&document(&[("one", to("Sign")), ("all", to("Signs"))], &schemas));
    let module: syn::File = syn::parse_str(&generated.module()).unwrap();
    let types = module.items.iter().find_map(|item| match item {
        syn::Item::Mod(module) if module.ident == "types" => module.content.as_ref().map(|(_, items)| items),
        _ => None,
    });
    let count = |wanted: &str| {
        types.unwrap().iter().find_map(|item| match item {
            syn::Item::Enum(item) if item.ident == wanted => Some(item.variants.len()),
            syn::Item::Struct(item) if item.ident == wanted => Some(item.fields.len()),
            _ => None,
        })
    };
    // One more for values that the page does not know.
    assert_eq!((count("Sign"), count("Signs")), (Some(5001), Some(500)));
}

/// A reply that is one of `members`, over `schemas`.
fn one_of(members: &[String], schemas: Value) -> Generated {
    let members: Vec<Value> = members
        .iter()
        .map(|name| json!({"$ref": format!("#/components/schemas/{name}")}))
        .collect();
    generate(&document(&[("get_which", json!({"oneOf": members}))], &schemas))
}

/// `levels` objects inside each other, each with `width` properties that are the next.
fn within(name: &str, levels: usize, width: usize) -> serde_json::Map<String, Value> {
    let level = |index: usize| {
        let next = match index + 1 < levels {
            true => json!({"$ref": format!("#/components/schemas/{name}{}", index + 1)}),
            false => json!({"type": "string"}),
        };
        (format!("{name}{index}"), wide(width, &next))
    };
    (0..levels).map(level).collect()
}

#[test]
fn what_a_unions_members_look_like_is_held_within_bounds() {
    // 40 properties, each of 40 properties, …: 2.5 million, of which two levels are looked at, and ten levels of which are measured.
    let mut schemas = within("A", 10, 40);
    schemas.extend(within("B", 10, 40));
    let generated = one_of(&["A0".into(), "B0".into()], schemas.into());
    let types = &generated.files["src/types.rs"];
    let shapes = types.matches("Shape::of(").count();
    assert!((82..=10_000).contains(&shapes), "{shapes}");
    let noted = generated.notes.iter().filter(|note| note.pass == "unions");
    assert_eq!(
        noted.map(|note| note.what.as_str()).collect::<Vec<_>>(),
        [
            "one value can be several of `A0`, `B0`: the one is taken that knows most of the properties that came, of equals the first"
        ]
    );
}

#[test]
fn many_members_of_a_union_are_not_compared_each_with_each() {
    let names: Vec<String> = (0..600).map(|index| format!("M{index}")).collect();
    let object =
        |name: &String| json!({"type": "object", "properties": {name.to_lowercase(): {"type": "string"}}});
    let schemas: serde_json::Map<String, Value> =
        names.iter().map(|name| (name.clone(), object(name))).collect();
    let notes = one_of(&names, schemas.into()).notes;
    let noted = notes.iter().filter(|note| note.pass == "unions");
    assert_eq!(
        noted.map(|note| note.what.as_str()).collect::<Vec<_>>(),
        [
            "it has 600 shapes that no tag tells apart, too many to compare each with each: where several fit, the one is taken that \
             knows most of the properties that came, of equals the first"
        ]
    );
}

#[test]
fn a_path_that_no_server_takes_is_refused() {
    let path: String = (0..2000).map(|index| format!("/{{p{index}}}")).collect();
    let error = acme::generate(&json!({
        "openapi": "3.1.0", "info": {"title": "Acme", "version": "1"},
        "paths": {path: {"get": {"responses": {"200": {"description": "d"}}}}},
    }))
    .unwrap_err();
    assert_eq!(error.place.pointer.as_deref(), Some("/paths"));
    assert_eq!(
        error.problem,
        "the path `/{p0}/{p1}/{p2}/{p3}/{p4}/{p5}/{p6}/{p7}…` is longer than 8192 bytes"
    );
}
