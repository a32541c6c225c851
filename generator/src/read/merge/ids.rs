//! Operation ids that operations of several documents share → ids of their own. Within one document they are its own
//! mistake.
//!
//! Some platforms derive an id from the path alone (GET and POST of one path share it), or from the action alone (each
//! section has its `list`), or are the same in every version of an API. The page's id stays in the new one, behind the method
//! where that tells the operations apart, before the version where their paths differ in it alone, or else behind the tag;
//! where none does, the path is the id. `vendor.toml` may give any operation its id.

use std::collections::{BTreeMap, BTreeSet};

use heck::ToSnakeCase;
use serde_json::{Map, Value};

use super::choices::Choices;
use super::names::tag;
use super::operations::called;
use super::versions;
use crate::note::{Note, NoteKind};
use crate::openapi::METHODS;
use crate::pointer;
use crate::words;

const PASS: &str = "repeated-ids";

/// Gives operations of one id ids of their own.
pub(super) fn make_unique(document: &mut Map<String, Value>, choices: &Choices<'_>, notes: &mut Vec<Note>) {
    let mut pinned: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut by_id: BTreeMap<String, Vec<(String, &'static str)>> = BTreeMap::new();
    for (path, method, operation) in operations(document) {
        if let Some(id) = choices.name(&called("paths", &path, method)) {
            operation.insert("operationId".to_owned(), id.into());
            pinned.entry(id.to_snake_case()).or_default().push(path);
        } else if let Some(id) = operation.get("operationId").and_then(Value::as_str) {
            by_id.entry(id.to_snake_case()).or_default().push((path, method));
        }
    }
    let mut taken: BTreeSet<String> = by_id.keys().cloned().chain(pinned.keys().cloned()).collect();
    for (key, places) in by_id {
        let given = pinned.get(&key);
        if places.len() < 2 && given.is_none() {
            continue;
        }
        let of_paths = places
            .iter()
            .map(|(path, _)| path)
            .chain(given.into_iter().flatten());
        let are_told_by_version = versions::are_told_by_version(of_paths.map(String::as_str));
        let methods: BTreeSet<&str> = places.iter().map(|(_, method)| *method).collect();
        let are_told_by_method = methods.len() == places.len() && given.is_none();
        let tags: Vec<Option<String>> = places
            .iter()
            .map(|(path, method)| operation(document, path, method).as_deref().and_then(tag))
            .collect();
        for ((path, method), tag) in places.iter().zip(&tags) {
            let is_told_by_tag = tag.is_some() && tags.iter().filter(|other| *other == tag).count() == 1;
            let Some(operation) = operation(document, path, method) else {
                continue;
            };
            let id = operation
                .get("operationId")
                .and_then(Value::as_str)
                .unwrap_or(&key)
                .to_owned();
            let base = id.trim_start_matches('_');
            let candidates = [
                are_told_by_method.then(|| format!("{method}_{base}")),
                versions::version(path)
                    .filter(|_| are_told_by_version)
                    .map(|version| format!("{base}_{}", versions::word(version))),
                tag.as_ref()
                    .filter(|_| is_told_by_tag)
                    .map(|tag| format!("{}_{base}", tag.to_snake_case())),
            ];
            let new = candidates
                .into_iter()
                .flatten()
                .find(|new| taken.insert(new.to_snake_case()));
            let new = new.unwrap_or_else(|| from_path(method, path));
            notes.push(Note::new(
                NoteKind::Inferred,
                PASS,
                pointer::from_tokens(["paths", path, method, "operationId"]),
                format!(
                    "{} operations have the id {id}; this one is called `{new}`",
                    places.len().max(2),
                    id = words::name(&id)
                ),
            ));
            operation.insert("operationId".to_owned(), new.into());
        }
    }
}

fn from_path(method: &str, path: &str) -> String {
    let words = path
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty());
    words.fold(method.to_owned(), |id, word| format!("{id}_{word}"))
}

fn operations(
    document: &mut Map<String, Value>,
) -> impl Iterator<Item = (String, &'static str, &mut Map<String, Value>)> {
    let paths = document.get_mut("paths").and_then(Value::as_object_mut);
    paths.into_iter().flatten().flat_map(|(path, item)| {
        let item = item.as_object_mut().into_iter().flatten();
        item.filter_map(move |(key, operation)| {
            let method = METHODS.iter().find(|method| *method == key)?;
            Some((path.clone(), *method, operation.as_object_mut()?))
        })
    })
}

fn operation<'a>(
    document: &'a mut Map<String, Value>,
    path: &str,
    method: &str,
) -> Option<&'a mut Map<String, Value>> {
    document
        .get_mut("paths")?
        .get_mut(path)?
        .get_mut(method)?
        .as_object_mut()
}
