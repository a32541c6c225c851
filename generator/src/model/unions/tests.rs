//! What is decided for small unions.

use serde_json::{Value, json};

use super::tell_apart;
use crate::model::{Kind, ToldApart, TypeName, WireName, parse};

/// What is decided for `Which`, and whether a note was left.
fn told(schemas: Value) -> (ToldApart, bool) {
    let reference = json!({"$ref": "#/components/schemas/Which"});
    let document = json!({
        "paths": {"/": {"get": {"responses": {"200": {"content": {"application/json": {"schema": reference}}}}}}},
        "components": {"schemas": schemas},
    });
    let (mut model, _) = parse::parse(&document, "page.yaml").expect("it is fitted");
    let notes = tell_apart(&mut model);
    let Kind::Union(union) = &model.types[&TypeName::new("Which")].kind else {
        unreachable!("it is a union");
    };
    (union.told_apart_by.clone(), !notes.is_empty())
}

/// The same in short: tags, and shapes' members.
fn decided(schemas: Value) -> (String, Vec<usize>, bool) {
    let (told, noted) = told(schemas);
    let tag = told.tag.as_ref().map_or(String::new(), |tag| {
        let path: Vec<&str> = tag.path.iter().map(WireName::as_str).collect();
        let values: Vec<String> = tag
            .values
            .iter()
            .map(|(value, index)| format!("{value:?}={index}"))
            .collect();
        let optional = if tag.optional { "?" } else { "" };
        format!("{}{optional}: {}", path.join("."), values.join(" "))
    });
    (tag, told.shapes.iter().map(|(index, _)| *index).collect(), noted)
}

fn named(name: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{name}")})
}

fn object(required: &[&str], properties: Value) -> Value {
    json!({"type": "object", "required": required, "properties": properties})
}

#[test]
fn a_tag_is_found_wherever_it_stands() {
    let flag = |value: bool| json!({"type": "boolean", "x-values": [value]});
    let number = |value: i64| json!({"type": "integer", "x-values": [value]});
    let which = json!({"oneOf": [named("A"), named("B"), {"type": "string"}]});
    let rows = [
        (
            object(&["ok"], json!({"ok": flag(true)})),
            object(&["ok"], json!({"ok": flag(false)})),
            "ok: Bool(true)=0 Bool(false)=1",
        ),
        (
            object(&[], json!({"v": number(1)})),
            object(&["v"], json!({"v": number(2)})),
            "v?: Integer(1)=0 Integer(2)=1",
        ),
    ];
    for (a, b, tag) in rows {
        let (found, shapes, _) = decided(json!({"Which": which, "A": a, "B": b}));
        assert_eq!(found, tag);
        assert_eq!(shapes, if tag.contains('?') { vec![0, 1, 2] } else { vec![2] });
    }
    let kind = |values: &[&str]| json!({"type": "string", "enum": values});
    let nested = decided(json!({
        "Which": {"oneOf": [named("A"), named("B")]},
        "A": object(&["meta"], json!({"meta": named("MetaA"), "same": named("Same")})),
        "B": object(&["meta"], json!({"meta": named("MetaB"), "same": named("Same")})),
        "MetaA": object(&["kind"], json!({"kind": named("KindA")})),
        "MetaB": object(&["kind"], json!({"kind": named("KindB")})),
        "KindA": kind(&["a", "b"]),
        "KindB": kind(&["c"]),
        "Same": kind(&["x"]),
    }));
    assert_eq!(
        nested,
        (
            r#"meta.kind: Text("a")=0 Text("b")=0 Text("c")=1"#.to_owned(),
            vec![],
            false
        )
    );
}

#[test]
fn a_declared_discriminator_counts_beside_what_is_no_object() {
    let text = || json!({"t": {"type": "string"}});
    let (tag, shapes, noted) = decided(json!({
        "Which": {
            "oneOf": [named("A"), named("B"), {"type": "string"}],
            "discriminator": {"propertyName": "t", "mapping": {"a": "A", "alpha": "A", "b": "B", "lost": "C"}},
        },
        "A": object(&["t"], text()),
        "B": object(&["t"], text()),
    }));
    assert_eq!(tag, r#"t: Text("a")=0 Text("alpha")=0 Text("b")=1"#);
    assert_eq!((shapes, noted), (vec![2], false));
}

#[test]
fn of_a_value_that_several_members_list_the_mapping_says_whose_it_is() {
    let schemas = |mapping: Value| {
        let mut which = json!({"oneOf": [named("A"), named("B")], "discriminator": {"propertyName": "t"}});
        which["discriminator"]["mapping"] = mapping;
        json!({
            "Which": which,
            "T": {"type": "string", "enum": ["a", "alpha", "b", "c"]},
            "A": object(&["t"], json!({"t": named("T"), "x": {"type": "string"}})),
            "B": object(&["t"], json!({"t": named("T"), "y": {"type": "string"}})),
        })
    };
    let (tag, shapes, _) = decided(schemas(json!({"a": "A", "alpha": "A", "b": "B", "d": "B"})));
    assert_eq!(tag, r#"t: Text("a")=0 Text("alpha")=0 Text("b")=1 Text("d")=1"#);
    assert!(shapes.is_empty());
    // Values that are nobody's: the property tells nothing, the others do.
    let (tag, shapes, _) = decided(schemas(json!({"A": "A", "B": "B"})));
    assert_eq!((tag.as_str(), shapes), ("", vec![0, 1]));
}

#[test]
fn what_is_left_open_is_noted() {
    let text = || json!({"type": "string"});
    let noted =
        |a: Value, b: Value| decided(json!({"Which": {"oneOf": [named("A"), named("B")]}, "A": a, "B": b})).2;
    assert!(noted(
        object(&["id"], json!({"id": text(), "a": text()})),
        object(&["id"], json!({"id": text(), "b": text()}))
    ));
    assert!(!noted(
        object(&["id"], json!({"id": text()})),
        object(&["id", "b"], json!({"id": text(), "b": text()}))
    ));
    assert!(!noted(
        object(&[], json!({"a": text()})),
        object(&[], json!({"b": text()}))
    ));
    assert!(!noted(
        object(&["id"], json!({"id": text()})),
        object(&["id"], json!({"id": {"type": "integer"}}))
    ));
    let lists = |one: Value, other: Value| {
        let list = |items| json!({"type": "array", "items": items});
        decided(json!({"Which": {"oneOf": [list(one), list(other)]}})).2
    };
    assert!(!lists(text(), json!({"type": "integer"})));
    // Null alone is something to tell by, as deep as it stands.
    let null = || json!({"x-only-null": true, "nullable": true});
    assert!(!lists(text(), null()));
    let map = |values: Value| json!({"type": "object", "additionalProperties": values});
    assert!(!lists(map(text()), map(null())));
    assert!(lists(text(), json!({"type": "string", "nullable": true})));
}

#[test]
fn members_are_looked_at_deeper_where_a_property_of_both_is_of_two_types() {
    let list = |items: Value| json!({"type": "array", "items": items});
    let kind = |value: &str| json!({"type": "string", "enum": [value]});
    let said = |content: &str| object(&["content"], json!({"content": named(content)}));
    // In a union, in a list, in a union: far within one thing differs.
    let either = |name: &str| json!({"oneOf": [{"type": "string"}, list(named(name))]});
    let image = |needed: &[&str]| {
        object(
            needed,
            json!({"t": named("Image"), "url": {"type": "string"}, "detail": {"type": "string"}}),
        )
    };
    let schemas = json!({
        "Which": {"oneOf": [named("A"), named("B")]},
        "A": said("Ours"),
        "B": said("Theirs"),
        "Ours": either("Our"),
        "Theirs": either("Their"),
        "Our": {"oneOf": [named("Text"), named("Detailed")]},
        "Their": {"oneOf": [named("Text"), named("Plain")]},
        "Text": object(&["t"], json!({"t": named("Said")})),
        "Detailed": image(&["t", "url", "detail"]),
        "Plain": image(&["t", "url"]),
        "Image": kind("i"),
        "Said": kind("s"),
    });
    let text = format!("{:?}", told(schemas).0);
    assert!(text.contains("detail"), "{text}");
}

#[test]
fn a_union_within_a_union_looks_like_each_of_its_members() {
    let (tag, shapes, _) = decided(json!({
        "Which": {"oneOf": [named("Inner"), {"type": "boolean"}, named("Which")]},
        "Inner": {"oneOf": [{"type": "string"}, {"type": "integer"}, named("Inner")]},
    }));
    assert_eq!((tag.as_str(), shapes), ("", vec![0, 0, 1, 2, 2, 2]));
}
