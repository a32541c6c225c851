//! What documents say at their root, for all their operations: version, info, servers, security, tags and the rest.
//!
//! The API's title is what pages agree on; a site whose pages are titled after their operations has none that way, and
//! takes the name in `vendor.toml`.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::choices::Choices;
use super::names::Names;
use super::votes::Votes;
use super::{PASS, Part};
use crate::note::{Note, NoteKind};
use crate::words;

/// The version of an API whose page states none.
const UNSPECIFIED: &str = "unspecified";

/// Keys that are dealt with elsewhere.
const ELSEWHERE: [&str; 8] = [
    "openapi",
    "info",
    "servers",
    "security",
    "tags",
    "paths",
    "webhooks",
    "components",
];

/// The root of the document.
pub(super) struct Root {
    /// What stands before the paths.
    pub(super) opening: Map<String, Value>,
    /// What stands after the components.
    pub(super) rest: Map<String, Value>,
}

impl Root {
    pub(super) fn of(
        parts: &[Part],
        used: &[usize],
        names: &Names,
        choices: &Choices<'_>,
        notes: &mut Vec<Note>,
    ) -> Self {
        let mut opening = Map::new();
        opening.insert("openapi".to_owned(), version(parts, used, notes));
        opening.insert("info".to_owned(), info(parts, used, choices, notes));
        for key in ["servers", "security"] {
            let mut votes: Votes<Option<Value>> = Votes::new();
            for &part in used {
                let mut said = parts[part].document.get(key).cloned();
                if key == "servers" && said.as_ref().and_then(Value::as_array).is_none_or(Vec::is_empty) {
                    continue;
                }
                if let Some(said) = &mut said {
                    names.renames(part).rewrite_member(key, said);
                }
                votes.count(
                    said.as_ref().map(super::shape::verbatim).unwrap_or_default(),
                    || said,
                );
            }
            if let Some((_, Some(said))) = votes.into_winner(Option::is_some) {
                opening.insert(key.to_owned(), said);
            }
        }
        let tags = tags(parts, used);
        if !tags.is_empty() {
            opening.insert("tags".to_owned(), Value::Array(tags));
        }
        Self {
            opening,
            rest: rest(parts, used, notes),
        }
    }

    /// What is said for all operations.
    pub(super) fn shared(&self, key: &str) -> Option<&Value> {
        self.opening.get(key)
    }
}

/// Pages that mix versions are read as the newest, which can say all that the others say.
fn version(parts: &[Part], used: &[usize], notes: &mut Vec<Note>) -> Value {
    let versions = used
        .iter()
        .filter_map(|&part| parts[part].document.get("openapi")?.as_str());
    let newest = versions.clone().max().unwrap_or("3.0.0");
    let minor = |version: &str| version.split('.').take(2).collect::<Vec<_>>().join(".");
    if versions.clone().any(|version| minor(version) != minor(newest)) {
        let what = format!("the pages have different OpenAPI versions; all are read as {newest}");
        notes.push(Note::new(NoteKind::Inferred, PASS, "/openapi", what));
    }
    newest.into()
}

fn info(parts: &[Part], used: &[usize], choices: &Choices<'_>, notes: &mut Vec<Note>) -> Value {
    // Of an `info` that is of a page's making, the version may be the API's.
    let version = |part: usize| parts[part].document.get("info")?.get("version")?.as_str();
    let stated: Vec<Map<String, Value>> = used
        .iter()
        .filter(|&&part| parts[part].info_is_inferred)
        .filter_map(|&part| version(part).filter(|version| *version != UNSPECIFIED))
        .map(|version| Map::from_iter([("version".to_owned(), version.into())]))
        .collect();
    let infos: Vec<&Map<String, Value>> = used
        .iter()
        .filter(|&&part| !parts[part].info_is_inferred)
        .filter_map(|&part| parts[part].document.get("info")?.as_object())
        .chain(&stated)
        .collect();
    let mut keys: Vec<&String> = infos.iter().flat_map(|info| info.keys()).collect();
    keys.sort_unstable();
    keys.dedup();
    let mut info = Map::new();
    for key in keys {
        let mut votes = Votes::new();
        infos
            .iter()
            .filter_map(|info| info.get(key))
            .for_each(|value| votes.count_value(value));
        let (ways, total) = (votes.len(), votes.total());
        let Some((count, value)) = votes.into_winner(|_| ()) else {
            continue;
        };
        if ways == 1 || count * 2 > total {
            info.insert(key.clone(), value);
        } else {
            let what = format!(
                "the pages have {ways} different values of `{key}`, and no majority for one",
                key = words::name(key)
            );
            notes.push(Note::new(NoteKind::Ignored, PASS, format!("/info/{key}"), what));
        }
    }
    if !info.contains_key("title") && !choices.api.is_empty() {
        info.insert("title".to_owned(), choices.api.into());
        let what = "the pages do not agree on the API's title; the vendor's name is taken";
        notes.push(Note::new(NoteKind::Inferred, PASS, "/info/title", what));
    }
    if !info.contains_key("version") {
        info.insert("version".to_owned(), UNSPECIFIED.into());
        notes.push(Note::new(
            NoteKind::Inferred,
            PASS,
            "/info/version",
            "the pages do not agree on the API's version; a placeholder is taken",
        ));
    }
    Value::Object(info)
}

/// The longest list that is most frequent, and what others say beyond it.
fn tags(parts: &[Part], used: &[usize]) -> Vec<Value> {
    let lists: Vec<&Value> = used
        .iter()
        .filter_map(|&part| parts[part].document.get("tags"))
        .collect();
    let mut votes = Votes::new();
    lists.iter().for_each(|list| votes.count_value(list));
    let Some((_, Value::Array(mut tags))) = votes.into_winner(|list| list.as_array().map_or(0, Vec::len))
    else {
        return Vec::new();
    };
    let name = |tag: &Value| tag.get("name").map(Value::to_string).unwrap_or_default();
    let mut known: std::collections::BTreeSet<String> = tags.iter().map(name).collect();
    let mut others: BTreeMap<String, Votes<Value>> = BTreeMap::new();
    for tag in lists.iter().filter_map(|list| list.as_array()).flatten() {
        if !known.contains(&name(tag)) {
            others
                .entry(name(tag))
                .or_insert_with(Votes::new)
                .count_value(tag);
        }
    }
    for (name, votes) in others {
        if known.insert(name) {
            tags.extend(votes.into_winner(|_| ()).map(|(_, tag)| tag));
        }
    }
    tags
}

fn rest(parts: &[Part], used: &[usize], notes: &mut Vec<Note>) -> Map<String, Value> {
    let mut said: BTreeMap<&str, Votes<Value>> = BTreeMap::new();
    for &part in used {
        for (key, value) in &parts[part].document {
            if !ELSEWHERE.contains(&key.as_str()) {
                said.entry(key).or_insert_with(Votes::new).count_value(value);
            }
        }
    }
    let mut rest = Map::new();
    for (key, votes) in said {
        if votes.len() > 1 {
            notes.push(Note::new(
                NoteKind::Ignored,
                PASS,
                crate::pointer::join("", key),
                "the pages differ here; what most of them say is kept",
            ));
        }
        rest.extend(
            votes
                .into_winner(|_| ())
                .map(|(_, value)| (key.to_owned(), value)),
        );
    }
    rest
}
