//! Classes of components → their names.
//!
//! A class is called what most documents call it. Where several classes would have one name, the one of most operations keeps it, so
//! that a page which changes alone renames only its own; of equals, that of the first operation (by path and method). The others are
//! named after the version in the paths of all their operations, their tag, or else the first of them. `vendor.toml` may say otherwise:
//! that is how a name stays when pages come that would change it.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use heck::ToUpperCamelCase;
use serde_json::{Map, Value};

use super::choices::Choices;
use super::classes::Classes;
use super::operations::{Decided, called};
use super::rename::Renames;
use super::versions;
use super::votes::Votes;
use super::{PASS, Part};
use crate::note::{Note, NoteKind};
use crate::numbering::Numbering;
use crate::openapi::METHODS;
use crate::pointer;
use crate::words;

/// The names of all components of the documents that count.
pub(super) struct Names {
    /// By class: section and name; `None` for one that only documents have that do not count.
    pub(super) of: Vec<Option<(String, String)>>,
    /// By document.
    renames: Vec<Renames>,
    /// `GET /users schemas/User` → what that is called.
    given: BTreeMap<String, String>,
}

/// What is known of a class before it has a name.
struct Candidate {
    section: String,
    name: String,
    /// The operations whose documents hold it, in order.
    users: BTreeSet<String>,
    tags: BTreeSet<Option<String>>,
    /// In their paths.
    versions: BTreeSet<Option<String>>,
    id: Option<String>,
    pinned: Option<String>,
    /// Order of the first operation.
    first: (String, usize),
}

/// The first operation of each document that counts.
struct User {
    key: (String, usize),
    called: String,
    id: Option<String>,
    tag: Option<String>,
}

/// Names the classes.
pub(super) fn name(
    parts: &[Part],
    classes: &Classes<'_>,
    decided: &Decided<'_>,
    choices: &Choices<'_>,
    notes: &mut Vec<Note>,
) -> Names {
    let users = users(parts, decided);
    let mut votes: Vec<Votes<String>> = (0..classes.count).map(|_| Votes::new()).collect();
    let mut known: Vec<Option<Candidate>> = (0..classes.count).map(|_| None).collect();
    for (node, &class) in classes.nodes.iter().zip(&classes.class) {
        let Some(user) = &users[node.part] else { continue };
        votes[class].count(node.name.as_bytes().to_vec(), || node.name.to_owned());
        let candidate = known[class].get_or_insert_with(|| Candidate {
            section: node.section.to_owned(),
            name: String::new(),
            users: BTreeSet::new(),
            tags: BTreeSet::new(),
            versions: BTreeSet::new(),
            id: None,
            pinned: None,
            first: user.key.clone(),
        });
        if candidate.users.is_empty() || user.key <= candidate.first {
            candidate.first = user.key.clone();
            candidate.id = Some(user.id.clone().unwrap_or_else(|| user.called.clone()));
        }
        candidate.users.insert(user.called.clone());
        candidate.tags.insert(user.tag.clone());
        candidate
            .versions
            .insert(versions::version(&user.key.0).map(str::to_owned));
        let pin = choices.name(&format!("{} {}/{}", user.called, node.section, node.name));
        candidate.pinned = match (candidate.pinned.take(), pin) {
            (Some(a), Some(b)) => Some(a.min(b.to_owned())),
            (a, b) => a.or_else(|| b.map(str::to_owned)),
        };
    }
    for (candidate, votes) in known.iter_mut().zip(votes) {
        if let Some(candidate) = candidate {
            candidate.name = votes
                .into_winner(|_| ())
                .map_or_else(String::new, |(_, name)| name);
        }
    }
    let of = give(&known, notes);
    let mut renames: Vec<Renames> = parts.iter().map(|_| Renames::default()).collect();
    let mut given = BTreeMap::new();
    for (node, &class) in classes.nodes.iter().zip(&classes.class) {
        let (Some((section, name)), Some(user)) = (&of[class], &users[node.part]) else {
            continue;
        };
        if name != node.name {
            renames[node.part].insert(section, node.name, name);
        }
        given.insert(format!("{} {section}/{}", user.called, node.name), name.clone());
    }
    Names { of, renames, given }
}

fn users(parts: &[Part], decided: &Decided<'_>) -> Vec<Option<User>> {
    let mut users: Vec<Option<User>> = parts.iter().map(|_| None).collect();
    for ((section, path, method), decision) in decided {
        for unit in &decision.from {
            if users[unit.part].is_none() {
                users[unit.part] = Some(User {
                    key: ((*path).to_owned(), *method),
                    called: called(section, path, METHODS[*method]),
                    id: unit
                        .operation
                        .get("operationId")
                        .and_then(Value::as_str)
                        .map(str::to_owned),
                    tag: tag(unit.operation),
                });
            }
        }
        for unit in [&decision.servers, &decision.security] {
            if users[unit.part].is_none() {
                users[unit.part] = Some(User {
                    key: ((*path).to_owned(), *method),
                    called: called(section, path, METHODS[*method]),
                    id: None,
                    tag: None,
                });
            }
        }
    }
    users
}

/// The first tag of an operation.
pub(super) fn tag(operation: &Map<String, Value>) -> Option<String> {
    let mut tag = operation.get("tags")?.get(0)?;
    // Some generators write a path of tags.
    while let Value::Array(path) = tag {
        tag = path.first()?;
    }
    let tag = tag.as_str()?;
    Some(tag.strip_prefix("subpackage_").unwrap_or(tag).to_owned())
}

/// Gives every class its name.
fn give(known: &[Option<Candidate>], notes: &mut Vec<Note>) -> Vec<Option<(String, String)>> {
    let mut of: Vec<Option<(String, String)>> = known.iter().map(|_| None).collect();
    let mut taken: BTreeSet<(String, String)> = BTreeSet::new();
    let mut order: Vec<(usize, &Candidate)> = known
        .iter()
        .enumerate()
        .filter_map(|(class, candidate)| Some((class, candidate.as_ref()?)))
        .collect();
    order.sort_by_key(|(_, candidate)| {
        (
            candidate.pinned.is_none(),
            Reverse(candidate.users.len()),
            &candidate.first,
            &candidate.name,
        )
    });
    let mut rivals: BTreeMap<(&str, &str), Vec<usize>> = BTreeMap::new();
    for (class, candidate) in &order {
        rivals
            .entry((&candidate.section, &candidate.name))
            .or_default()
            .push(*class);
    }
    // Whoever has a name to itself has it, and of rivals the first in this order; the others choose among what is left.
    let mut later = Vec::new();
    for (class, candidate) in &order {
        let wanted = candidate.pinned.as_ref().unwrap_or(&candidate.name);
        let section = &candidate.section;
        let is_first = rivals[&(section.as_str(), candidate.name.as_str())][0] == *class;
        if (candidate.pinned.is_some() || is_first) && taken.insert((section.clone(), wanted.clone())) {
            of[*class] = Some((section.clone(), wanted.clone()));
        } else {
            later.push((*class, *candidate));
        }
    }
    let tagged = Shared::count(&order, |candidate| &candidate.tags);
    let versioned = Shared::count(&order, |candidate| &candidate.versions);
    let mut numbering = Numbering::default();
    for (class, candidate) in later {
        let rivals = rivals[&(candidate.section.as_str(), candidate.name.as_str())].len();
        let name = first_upper(&candidate.name);
        let base = if let Some(version) = versioned.own(candidate, &candidate.versions) {
            format!("{name}{}", versions::word(version).to_upper_camel_case())
        } else {
            let owner = tagged.own(candidate, &candidate.tags).or(candidate.id.as_deref());
            format!("{}{name}", owner.unwrap_or_default().to_upper_camel_case())
        };
        let section = &candidate.section;
        let name = if taken.insert((section.clone(), base.clone())) {
            base
        } else {
            let stem = format!("{section}/{base}");
            let take = |number| taken.insert((section.clone(), format!("{base}{number}")));
            format!("{base}{}", numbering.next(&stem, take))
        };
        notes.push(Note::new(
            NoteKind::Inferred,
            PASS,
            pointer::from_tokens(["components", &candidate.section, &name]),
            format!(
                "the pages describe {} different {}; the one of {} is named {name}",
                rivals.max(2),
                words::name(&candidate.name),
                some(&candidate.users),
                name = words::name(&name)
            ),
        ));
        of[class] = Some((candidate.section.clone(), name));
    }
    of
}

/// How many classes of one name share a tag, or a version.
struct Shared<'a>(BTreeMap<(&'a str, &'a str, &'a str), usize>);

impl<'a> Shared<'a> {
    fn count(
        order: &[(usize, &'a Candidate)],
        of: impl Fn(&'a Candidate) -> &'a BTreeSet<Option<String>>,
    ) -> Self {
        let mut counts = BTreeMap::new();
        for (_, candidate) in order {
            for one in of(candidate).iter().flatten() {
                let key = (candidate.section.as_str(), candidate.name.as_str(), one.as_str());
                *counts.entry(key).or_default() += 1;
            }
        }
        Self(counts)
    }

    /// The only one that all operations of a class have, if no other class of its name has it.
    fn own(&self, candidate: &'a Candidate, all: &'a BTreeSet<Option<String>>) -> Option<&'a str> {
        let one = all.first().filter(|_| all.len() == 1)?.as_deref()?;
        let key = (candidate.section.as_str(), candidate.name.as_str(), one);
        (self.0.get(&key) == Some(&1)).then_some(one)
    }
}

fn some(users: &BTreeSet<String>) -> String {
    let first = users.first().map_or("", String::as_str);
    match users.len() {
        0 | 1 => words::name(first),
        more => format!("{first} and {} more", more - 1, first = words::name(first)),
    }
}

fn first_upper(name: &str) -> String {
    let mut chars = name.chars();
    chars
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

impl Names {
    /// What is called otherwise than a document calls it.
    pub(super) fn renames(&self, part: usize) -> &Renames {
        &self.renames[part]
    }

    /// What is called what, for those who want names to stay.
    pub(super) fn given(self, document: &Map<String, Value>) -> BTreeMap<String, String> {
        let mut given = self.given;
        let paths = document.get("paths").and_then(Value::as_object);
        for (path, item) in paths.into_iter().flatten() {
            for method in METHODS {
                let id = item
                    .get(method)
                    .and_then(|operation| operation.get("operationId")?.as_str());
                if let Some(id) = id {
                    given.insert(called("paths", path, method), id.to_owned());
                }
            }
        }
        given
    }
}
