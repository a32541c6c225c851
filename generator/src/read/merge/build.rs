//! Decisions and names → the document: paths in their order, each with what its operations share, components by name.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::any_of::{self, Variant};
use super::choices::Choices;
use super::classes::Classes;
use super::names::Names;
use super::operations::{Decided, Decision, parameters, said};
use super::root::Root;
use super::shape::{PROSE, verbatim};
use super::votes::Votes;
use super::{PASS, Part, object_at};
use crate::note::{Note, NoteKind};
use crate::openapi::METHODS;
use crate::pointer;

/// Keys of a path item that are dealt with here.
const SHARED: [&str; 2] = ["parameters", "servers"];

/// Builds the document.
pub(super) fn build(
    parts: &[Part],
    classes: &Classes<'_>,
    decided: &Decided<'_>,
    names: &Names,
    choices: &Choices<'_>,
    notes: &mut Vec<Note>,
) -> Map<String, Value> {
    let used: BTreeSet<usize> = decided
        .values()
        .flat_map(|decision| decision.from.iter().map(|unit| unit.part))
        .collect();
    // Without an operation there is still a document, of whatever the pages say.
    let used: Vec<usize> = if used.is_empty() {
        (0..parts.len()).collect()
    } else {
        used.into_iter().collect()
    };
    let root = Root::of(parts, &used, names, choices, notes);
    let mut document = root.opening.clone();
    let mut by_path: BTreeMap<(&str, &str), Vec<(usize, &Decision<'_>)>> = BTreeMap::new();
    for ((section, path, method), decision) in decided {
        by_path
            .entry((section, path))
            .or_default()
            .push((*method, decision));
    }
    document.insert("paths".to_owned(), Value::Object(Map::new()));
    for ((section, path), decisions) in by_path {
        let item = path_item(parts, names, &root, &decisions, &mut |key| {
            notes.push(Note::new(
                NoteKind::Ignored,
                PASS,
                pointer::from_tokens([section, path, key]),
                "the pages differ here; what most of them say is kept",
            ));
        });
        if let Some(paths) = object_at(&mut document, section) {
            paths.insert(path.to_owned(), Value::Object(item));
        }
    }
    let components = components(classes, names, notes);
    if !components.is_empty() {
        document.insert("components".to_owned(), Value::Object(components));
    }
    document.extend(root.rest);
    document
}

fn path_item(
    parts: &[Part],
    names: &Names,
    root: &Root,
    decisions: &[(usize, &Decision<'_>)],
    several: &mut dyn FnMut(&str),
) -> Map<String, Value> {
    let items: Vec<Value> = decisions
        .iter()
        .flat_map(|(_, decision)| &decision.from)
        .map(|unit| {
            let rest = unit
                .item
                .iter()
                .filter(|(key, _)| !METHODS.contains(&key.as_str()));
            let mut item: Map<String, Value> =
                rest.map(|(key, value)| (key.clone(), value.clone())).collect();
            names.renames(unit.part).rewrite_object(&mut item);
            Value::Object(item)
        })
        .collect();
    let mut of = Map::new();
    let keys: BTreeSet<&String> = items
        .iter()
        .filter_map(Value::as_object)
        .flat_map(Map::keys)
        .collect();
    for key in keys.into_iter().filter(|key| !SHARED.contains(&key.as_str())) {
        let mut votes = Votes::new();
        items
            .iter()
            .filter_map(|item| item.get(key))
            .for_each(|value| votes.count_value(value));
        if votes.len() > 1 {
            several(key);
        }
        if let Some((_, value)) = votes.into_winner(|_| ()) {
            of.insert(key.clone(), value);
        }
    }
    // One list of parameters for all its operations stays the path's.
    let shared = items.first().and_then(|item| item.get("parameters"));
    let shared = shared.filter(|shared| items.iter().all(|item| item.get("parameters") == Some(shared)));
    let shared = shared
        .filter(|_| decisions.iter().all(|(_, decision)| decision.from.len() == 1))
        .cloned();
    for (method, decision) in decisions {
        let operation = operation(parts, names, root, decision, shared.is_some());
        of.insert(METHODS[*method].to_owned(), Value::Object(operation));
    }
    if let Some(shared) = shared {
        of.insert("parameters".to_owned(), shared);
    }
    of
}

fn operation(
    parts: &[Part],
    names: &Names,
    root: &Root,
    decision: &Decision<'_>,
    shares_parameters: bool,
) -> Map<String, Value> {
    let mut variants: Vec<Variant> = decision
        .from
        .iter()
        .map(|unit| {
            let mut operation = unit.operation.clone();
            if !shares_parameters {
                let list: Vec<Value> = parameters(unit).into_iter().cloned().collect();
                if !list.is_empty() {
                    operation.insert("parameters".to_owned(), Value::Array(list));
                }
            }
            names.renames(unit.part).rewrite_object(&mut operation);
            Variant {
                operation,
                title: parts[unit.part].origin.title.clone(),
            }
        })
        .collect();
    let mut operation = match (variants.pop(), variants.is_empty()) {
        (Some(only), true) => only.operation,
        (Some(last), false) => {
            variants.push(last);
            any_of::join(variants)
        }
        (None, _) => Map::new(),
    };
    for (key, unit) in [("servers", &decision.servers), ("security", &decision.security)] {
        let mut stated = said(parts, unit, key).cloned();
        if let Some(stated) = &mut stated {
            names.renames(unit.part).rewrite_member(key, stated);
        }
        // No security at the root means that none is needed; no servers mean that the page does not tell them.
        if key == "security" && stated.is_none() {
            stated = root.shared(key).map(|_| Value::Array(Vec::new()));
        }
        operation.shift_remove(key);
        if let Some(stated) = stated.filter(|stated| root.shared(key) != Some(stated)) {
            operation.insert(key.to_owned(), stated);
        }
    }
    operation
}

/// The components of every class that has a name.
fn components(classes: &Classes<'_>, names: &Names, notes: &mut Vec<Note>) -> Map<String, Value> {
    let mut votes: Vec<Votes<usize>> = (0..classes.count).map(|_| Votes::new()).collect();
    for (number, node) in classes.nodes.iter().enumerate() {
        if names.of[classes.class[number]].is_some() {
            votes[classes.class[number]].count(verbatim(node.value), || number);
        }
    }
    let mut sections: BTreeMap<&str, BTreeMap<&str, Value>> = BTreeMap::new();
    for (class, votes) in votes.into_iter().enumerate() {
        let Some((section, name)) = &names.of[class] else {
            continue;
        };
        if votes.len() > 1 {
            notes.push(Note::new(
                NoteKind::Ignored,
                PASS,
                pointer::from_tokens(["components", section, name]),
                "the pages describe it in different words; the most frequent are kept",
            ));
        }
        // Of a security scheme, whoever says more: not every style has a word for all of it.
        let size = |number: &usize| {
            let keys = classes.nodes[*number]
                .value
                .as_object()
                .into_iter()
                .flat_map(Map::keys);
            let (words, facts): (Vec<&String>, Vec<&String>) =
                keys.partition(|key| PROSE.contains(&key.as_str()));
            (facts.len(), words.len())
        };
        let winner = match section.as_str() {
            "securitySchemes" => votes.into_fullest(size),
            _ => votes.into_winner(|_| ()).map(|(_, number)| number),
        };
        if let Some(number) = winner {
            let node = &classes.nodes[number];
            let mut value = node.value.clone();
            names.renames(node.part).rewrite(&mut value);
            sections.entry(section).or_default().insert(name, value);
        }
    }
    let object = |named: BTreeMap<&str, Value>| -> Map<String, Value> {
        named
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value))
            .collect()
    };
    sections
        .into_iter()
        .map(|(section, named)| (section.to_owned(), Value::Object(object(named))))
        .collect()
}
