//! The consequences of widening: under `not` it would narrow, and in a `oneOf` two members may now both hold.
//!
//! What is under `not` has to be said exactly, or not at all. The passes before mark what they widened (a note of
//! `Log::widened` or `Log::disregarded` does, so that nothing is left out unmarked); this one drops each `not`, and turns
//! each `oneOf` into `anyOf`, that reaches a marked schema, through references too, and removes the marks.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::model::{Kind, children, walk_down, walk_up};
use super::pass::Pass;
use super::pointer_buffer::PointerBuffer;
use super::schema::{Object, WIDENED, add_all_of};

pub(super) const PASS: Pass = Pass {
    id: "widened",
    why: "a widened schema under not would narrow, and in a oneOf it may overlap with others",
    run: |document, log| {
        let widened = widened_components(document);
        if widened.is_none() {
            return;
        }
        let widened = widened.unwrap_or_default();
        // Outermost first: the marks inside must still be there.
        walk_down(document, &mut |kind, pointer, value| {
            if kind != Kind::Schema || !value.is_object() {
                return;
            }
            let reaches = |value: Option<&mut Value>| value.is_some_and(|value| reaches(value, &widened));
            if reaches(value.get_mut("not")) {
                let schema = value.as_object_mut().expect("invariant: checked above");
                schema.shift_remove("not");
                log.lowered(
                    pointer,
                    "`not` of a schema that OpenAPI 3.0 cannot say whole is left out",
                );
            }
            let members = value.get_mut("oneOf").and_then(Value::as_array_mut);
            if members.is_some_and(|members| members.iter_mut().any(|member| reaches(Some(member)))) {
                let schema = value.as_object_mut().expect("invariant: checked above");
                one_of_to_any_of(schema);
                log.lowered(
                    pointer,
                    "`oneOf` is `anyOf`, because a member allows more than before",
                );
            }
        });
        walk_up(document, &mut |_, _, value| {
            if let Value::Object(object) = value {
                object.shift_remove(WIDENED);
            }
        });
    },
};

fn one_of_to_any_of(schema: &mut Object) {
    let Some(members) = schema.shift_remove("oneOf") else {
        return;
    };
    if schema.contains_key("anyOf") {
        add_all_of(schema, serde_json::json!({ "anyOf": members }));
    } else {
        schema.insert("anyOf".to_owned(), members);
    }
}

/// What a schema's subtree holds: marks, and references to others.
#[derive(Default)]
struct Reach {
    marked: bool,
    references: BTreeSet<String>,
}

fn reach(value: &mut Value, reach_of: &mut Reach) {
    if let Value::Object(object) = &*value {
        reach_of.marked |= object.contains_key(WIDENED);
        if let Some(Value::String(reference)) = object.get("$ref") {
            reach_of.references.insert(reference.clone());
        }
    }
    children(
        value,
        Kind::Schema,
        &mut PointerBuffer::default(),
        &mut |child, kind, _| {
            if kind == Kind::Schema {
                reach(child, reach_of);
            }
        },
    );
}

fn reaches(value: &mut Value, widened: &BTreeSet<String>) -> bool {
    let mut found = Reach::default();
    reach(value, &mut found);
    found.marked
        || found
            .references
            .iter()
            .any(|reference| widened.contains(reference))
}

/// References to the component schemas that reach a mark; `None` when nothing in the document is marked.
fn widened_components(document: &mut Value) -> Option<BTreeSet<String>> {
    let mut any = false;
    walk_down(document, &mut |_, _, value| any |= value.get(WIDENED).is_some());
    if !any {
        return None;
    }
    let mut components = BTreeMap::new();
    if let Some(Value::Object(schemas)) = document.pointer_mut("/components/schemas") {
        for (name, schema) in schemas {
            let mut found = Reach::default();
            reach(schema, &mut found);
            components.insert(format!("#/components/schemas/{name}"), found);
        }
    }
    let mut users: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (name, found) in &components {
        for reference in &found.references {
            users.entry(reference).or_default().push(name);
        }
    }
    let mut queue: Vec<&str> = components
        .iter()
        .filter(|(_, found)| found.marked)
        .map(|(name, _)| name.as_str())
        .collect();
    let mut widened = BTreeSet::new();
    while let Some(name) = queue.pop() {
        if widened.insert(name.to_owned()) {
            queue.extend(users.get(name).into_iter().flatten().copied());
        }
    }
    Some(widened)
}
