//! The consequences of widening: under `not` it would narrow, and in a `oneOf` two members may now both hold.
//!
//! What is under `not` or `if` has to be said exactly, or not at all. The passes mark what they widened (a note of
//! `Log::widened` or `Log::disregarded` does, so that nothing is left out unmarked); here each `not` is dropped, and each
//! `oneOf` turned into `anyOf`, that reaches a marked schema, through references too, and the marks are removed.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::{Log, WIDENED};
use crate::note::NoteKind;
use crate::openapi::schema::{JsonObject, add_all_of};
use crate::openapi::{ObjectKind, inner_schemas, read, reference, walk_down, walk_up};

/// Draws the consequences and removes the marks.
pub(crate) fn settle(document: &mut Value, told: NoteKind, log: &mut Log<'_>) {
    let Some(widened) = widened_components(document) else {
        return;
    };
    // Outermost first: the marks inside must still be there.
    walk_down(document, &mut |kind, pointer, value| {
        let (ObjectKind::Schema, Value::Object(schema)) = (kind, value) else {
            return;
        };
        let reaches = |schema: &JsonObject, keyword: &str| {
            let value = schema.get(keyword);
            value.is_some_and(|value| reaches(value, &widened))
        };
        if reaches(schema, "not") {
            schema.shift_remove("not");
            log.note(
                told,
                pointer,
                "`not` of a schema that is not said whole is left out",
            );
        }
        if reaches(schema, "if") {
            let condition = ["if", "then", "else"];
            condition
                .iter()
                .for_each(|keyword| drop(schema.shift_remove(*keyword)));
            log.note(
                told,
                pointer,
                "`if` of a schema that is not said whole is left out",
            );
        }
        if schema.contains_key("maxContains") && reaches(schema, "contains") {
            schema.shift_remove("maxContains");
            log.note(
                told,
                pointer,
                "`maxContains` of a schema that is not said whole is left out",
            );
        }
        let members = schema.get("oneOf").and_then(Value::as_array);
        let overlap =
            members.is_some_and(|members| members.iter().any(|member| self::reaches(member, &widened)));
        if overlap {
            one_of_to_any_of(schema);
            log.note(
                told,
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
}

fn one_of_to_any_of(schema: &mut JsonObject) {
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

fn reach(value: &Value, reach_of: &mut Reach) {
    if let Value::Object(object) = value {
        reach_of.marked |= object.contains_key(WIDENED);
    }
    reach_of
        .references
        .extend(reference::of(value).map(str::to_owned));
    inner_schemas(value, &mut |child| reach(child, reach_of));
}

fn reaches(value: &Value, widened: &BTreeSet<String>) -> bool {
    let mut found = Reach::default();
    reach(value, &mut found);
    found.marked
        || found
            .references
            .iter()
            .any(|reference| widened.contains(reference))
}

/// References to the component schemas that reach a mark; `None` when nothing in the document is marked.
fn widened_components(document: &Value) -> Option<BTreeSet<String>> {
    let mut any = false;
    read(document, &mut |_, _, value| any |= value.get(WIDENED).is_some());
    if !any {
        return None;
    }
    let mut components = BTreeMap::new();
    if let Some(Value::Object(schemas)) = document.pointer("/components/schemas") {
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
