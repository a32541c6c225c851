//! The operations of all documents → what becomes of each: one document's words, those of several, or nothing until
//! somebody decides.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::choices::{Choice, Choices, means};
use super::classes::Classes;
use super::shape::{self, ShapeHash};
use super::votes::Votes;
use super::{PASS, Part};
use crate::error::{Error, Stage};
use crate::note::{Note, NoteKind};
use crate::openapi::METHODS;
use crate::pointer;
use crate::read::set::{HeldBack, PageSet};
use crate::words;

/// Keys of an operation that do not change what it does.
const WORDS: [&str; 8] = [
    "operationId",
    "tags",
    "summary",
    "description",
    "externalDocs",
    "deprecated",
    "servers",
    "security",
];

/// Section, path, and the method's place among [`METHODS`].
pub(super) type Key<'a> = (&'static str, &'a str, usize);

/// An operation in one of the documents.
#[derive(Clone, Copy)]
pub(super) struct Unit<'a> {
    pub(super) part: usize,
    pub(super) item: &'a Map<String, Value>,
    pub(super) operation: &'a Map<String, Value>,
}

/// What becomes of an operation.
pub(super) struct Decision<'a> {
    /// Whose words it has; several are alternatives.
    pub(super) from: Vec<Unit<'a>>,
    /// Who says which servers it has.
    pub(super) servers: Unit<'a>,
    /// Who says what credentials it takes.
    pub(super) security: Unit<'a>,
}

/// Every operation that the document will have.
pub(super) type Decided<'a> = BTreeMap<Key<'a>, Decision<'a>>;

/// All operations of a document: section, path, method.
pub(crate) fn keys(document: &Map<String, Value>) -> Vec<(&'static str, String, &'static str)> {
    let mut found = Vec::new();
    for section in ["paths", "webhooks"] {
        for (path, item) in document
            .get(section)
            .and_then(Value::as_object)
            .into_iter()
            .flatten()
        {
            for method in METHODS
                .iter()
                .filter(|method| item.get(**method).is_some_and(Value::is_object))
            {
                found.push((section, path.clone(), *method));
            }
        }
    }
    found
}

/// `GET /users`; a webhook has no method that a client would call.
pub(crate) fn called(section: &str, path: &str, method: &str) -> String {
    match section {
        "paths" => format!("{} {path}", method.to_uppercase()),
        _ => format!("WEBHOOK {path}"),
    }
}

/// Decides what becomes of each operation.
pub(super) fn decide<'a>(
    parts: &'a [Part],
    classes: &Classes<'a>,
    choices: &Choices<'_>,
    notes: &mut Vec<Note>,
    set: &mut PageSet,
) -> Decided<'a> {
    let mut all: BTreeMap<Key<'a>, Vec<Unit<'a>>> = BTreeMap::new();
    for (part, of) in parts.iter().enumerate() {
        for section in ["paths", "webhooks"] {
            let paths = of.document.get(section).and_then(Value::as_object);
            for (path, item) in paths.into_iter().flatten() {
                let Value::Object(item) = item else { continue };
                for (number, method) in METHODS.iter().enumerate() {
                    if let Some(Value::Object(operation)) = item.get(*method) {
                        let unit = Unit {
                            part,
                            item,
                            operation,
                        };
                        all.entry((section, path.as_str(), number))
                            .or_default()
                            .push(unit);
                    }
                }
            }
        }
    }
    let mut decided = Decided::new();
    for (key, units) in all {
        let name = called(key.0, key.1, METHODS[key.2]);
        match decide_one(parts, classes, &name, &units, choices) {
            Ok((decision, counted)) => {
                for unit in &counted {
                    set.add_origin(&name, &parts[unit.part].origin);
                }
                if let [first, second, ..] = counted.as_slice()
                    && decision.from.len() == 1
                    && first.operation != second.operation
                {
                    notes.push(Note::new(
                        NoteKind::Inferred,
                        PASS,
                        pointer::from_tokens([key.0, key.1, METHODS[key.2]]),
                        "several pages describe it in different words; the most frequent are kept",
                    ));
                }
                decided.insert(key, decision);
            }
            Err(held) => set.held.push(*held),
        }
    }
    decided
}

/// The decision, and the units that it rests on.
fn decide_one<'a>(
    parts: &[Part],
    classes: &Classes<'_>,
    name: &str,
    units: &[Unit<'a>],
    choices: &Choices<'_>,
) -> Result<(Decision<'a>, Vec<Unit<'a>>), Box<HeldBack>> {
    let whole = variants(parts, classes, units);
    if let [_] = whole.as_slice() {
        return Ok((one(parts, units), units.to_vec()));
    }
    match choices.operation(name) {
        Choice::AnyOf => {
            let from: Vec<Unit<'a>> = whole.iter().map(|variant| wording(parts, variant)).collect();
            Ok((
                Decision {
                    servers: stating(parts, units, "servers"),
                    security: stating(parts, units, "security"),
                    from,
                },
                units.to_vec(),
            ))
        }
        Choice::Page(asked) => {
            let meant = |unit: &&Unit<'_>| means(asked, &parts[unit.part].origin);
            let chosen: Vec<Unit<'a>> = units.iter().filter(meant).copied().collect();
            if chosen.is_empty() {
                let what = format!(
                    "vendor.toml says that {asked} counts for {name}, which does not describe it",
                    asked = words::name(asked),
                    name = words::name(name)
                );
                return Err(held(parts, name, &whole, what));
            }
            match variants(parts, classes, &chosen).len() {
                1 => Ok((one(parts, &chosen), chosen)),
                _ => {
                    let what = format!(
                        "vendor.toml says that {asked} counts for {name}, which it describes in several ways",
                        asked = words::name(asked),
                        name = words::name(name)
                    );
                    Err(held(parts, name, &whole, what))
                }
            }
        }
        Choice::None => {
            let differ = differences(classes, &whole);
            let what = format!(
                "{name} is described differently ({differ})",
                name = words::name(name)
            );
            Err(held(parts, name, &whole, what))
        }
    }
}

/// The operation as most of its equal pages word it.
fn one<'a>(parts: &[Part], units: &[Unit<'a>]) -> Decision<'a> {
    Decision {
        from: vec![wording(parts, units)],
        servers: stating(parts, units, "servers"),
        security: stating(parts, units, "security"),
    }
}

fn wording<'a>(parts: &[Part], units: &[Unit<'a>]) -> Unit<'a> {
    let mut votes = Votes::new();
    for unit in units {
        votes.count(operation_text(unit.operation), || *unit);
    }
    let rank = |unit: &Unit<'_>| {
        (
            unit.operation.contains_key("operationId"),
            said(parts, unit, "security").is_some(),
        )
    };
    votes.into_winner(rank).map_or(units[0], |(_, unit)| unit)
}

fn operation_text(operation: &Map<String, Value>) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut entries: Vec<_> = operation.iter().collect();
    entries.sort_unstable_by_key(|(key, _)| *key);
    for (key, value) in entries {
        bytes.extend_from_slice(key.as_bytes());
        shape::data(value, &mut bytes);
    }
    bytes
}

/// The first unit, by its words, that says what the operation's `key` is.
fn stating<'a>(parts: &[Part], units: &[Unit<'a>], key: &str) -> Unit<'a> {
    let stated = units
        .iter()
        .filter_map(|unit| Some((shape::verbatim(said(parts, unit, key)?), unit)));
    let first = stated.min_by(|(a, _), (b, _)| a.cmp(b));
    first.map_or_else(|| wording(parts, units), |(_, unit)| *unit)
}

/// What a document says an operation's servers or security are, at the operation, its path, or the root.
pub(super) fn said<'a>(parts: &'a [Part], unit: &Unit<'a>, key: &str) -> Option<&'a Value> {
    let empty = |value: &&Value| key == "servers" && value.as_array().is_some_and(Vec::is_empty);
    let root = &parts[unit.part].document;
    let item = unit.item.get(key).filter(|_| key == "servers");
    let said = unit.operation.get(key).or(item).or_else(|| root.get(key));
    said.filter(|value| !empty(value))
}

/// The units by what they mean, each variant's in the order of pages.
fn variants<'a>(parts: &[Part], classes: &Classes<'_>, units: &[Unit<'a>]) -> Vec<Vec<Unit<'a>>> {
    if let [unit] = units {
        return vec![vec![*unit]];
    }
    let mut by_shape: BTreeMap<(ShapeHash, Option<ShapeHash>, Option<ShapeHash>), Vec<Unit<'a>>> =
        BTreeMap::new();
    // What a page does not say (its style may have no word for it) is no disagreement.
    let shape_of = |unit: &Unit<'_>, key: &str| {
        let said = said(parts, unit, key)?;
        Some(match (key, said) {
            ("security", Value::Array(alternatives)) => classes.requirements(unit.part, alternatives),
            _ => classes.shape(unit.part, said),
        })
    };
    let stated =
        |key: &str| -> BTreeSet<ShapeHash> { units.iter().filter_map(|unit| shape_of(unit, key)).collect() };
    let (servers, security) = (stated("servers"), stated("security"));
    for unit in units {
        let told = |key: &str, all: &BTreeSet<ShapeHash>| shape_of(unit, key).filter(|_| all.len() > 1);
        let shape = (
            operation_shape(classes, unit),
            told("servers", &servers),
            told("security", &security),
        );
        by_shape.entry(shape).or_default().push(*unit);
    }
    let mut variants: Vec<Vec<Unit<'a>>> = by_shape.into_values().collect();
    for variant in &mut variants {
        variant.sort_by_key(|unit| &parts[unit.part].origin);
    }
    variants.sort_by_key(|variant| &parts[variant[0].part].origin);
    variants
}

fn operation_shape(classes: &Classes<'_>, unit: &Unit<'_>) -> ShapeHash {
    let mut bytes = Vec::new();
    for (key, shape) in facets(classes, unit) {
        bytes.extend_from_slice(key.as_bytes());
        bytes.extend_from_slice(&shape);
    }
    shape::hash(&bytes)
}

/// What an operation says, key by key, words apart.
fn facets<'a>(classes: &Classes<'_>, unit: &Unit<'a>) -> BTreeMap<&'a str, ShapeHash> {
    let mut facets = BTreeMap::new();
    for (key, value) in unit.operation {
        if !WORDS.contains(&key.as_str()) && !key.starts_with("x-") && key != "parameters" {
            facets.insert(key.as_str(), classes.shape(unit.part, value));
        }
    }
    let mut parameters: Vec<ShapeHash> = parameters(unit)
        .iter()
        .map(|parameter| classes.shape(unit.part, parameter))
        .collect();
    if !parameters.is_empty() {
        parameters.sort_unstable();
        facets.insert("parameters", shape::hash(&parameters.concat()));
    }
    facets
}

/// An operation's parameters, with those of its path that it does not override before its own.
pub(super) fn parameters<'a>(unit: &Unit<'a>) -> Vec<&'a Value> {
    let list = |object: &'a Map<String, Value>| {
        object
            .get("parameters")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
    };
    let overridden = |shared: &Value| {
        list(unit.operation).any(|own| {
            own.get("name").is_some()
                && own.get("name") == shared.get("name")
                && own.get("in") == shared.get("in")
        })
    };
    let inherited = list(unit.item).filter(|shared| !overridden(shared));
    inherited.chain(list(unit.operation)).collect()
}

/// In what the first two variants differ.
fn differences(classes: &Classes<'_>, variants: &[Vec<Unit<'_>>]) -> String {
    let [first, second, ..] = variants else {
        return String::new();
    };
    let (a, b) = (facets(classes, &first[0]), facets(classes, &second[0]));
    let keys: BTreeSet<&str> = a.keys().chain(b.keys()).copied().collect();
    let differ: Vec<&str> = keys.into_iter().filter(|key| a.get(key) != b.get(key)).collect();
    if differ.is_empty() {
        "its servers or its credentials".to_owned()
    } else {
        differ.join(", ")
    }
}

/// Most pages that a message names.
const NAMED: usize = 4;

fn held(parts: &[Part], name: &str, variants: &[Vec<Unit<'_>>], what: String) -> Box<HeldBack> {
    let origins: Vec<_> = variants
        .iter()
        .map(|variant| &parts[variant[0].part].origin)
        .collect();
    let mut places: Vec<String> = origins
        .iter()
        .take(NAMED)
        .map(|origin| format!("{}:{}", origin.page, origin.line))
        .collect();
    if origins.len() > NAMED {
        places.push(format!("{} more", origins.len() - NAMED));
    }
    let last = origins
        .last()
        .map_or_else(Default::default, |origin| origin.place());
    let pages: BTreeSet<&str> = variants
        .iter()
        .flatten()
        .map(|unit| parts[unit.part].origin.page.as_str())
        .collect();
    let example = origins.first().map_or("", |origin| {
        let file = origin.page.rsplit(['/', '\\']).next().unwrap_or(&origin.page);
        match pages.len() {
            1 => origin.title.as_deref().unwrap_or(file),
            _ => file.rsplit_once('.').map_or(file, |(stem, _)| stem),
        }
    });
    Box::new(HeldBack {
        page: last.file.clone(),
        operation: Some(name.to_owned()),
        pages: pages.into_iter().map(str::to_owned).collect(),
        error: Error::new(
            Stage::Read,
            last,
            format!("{what}: {}", places.join(", ")),
            format!(
                "say in vendor.toml which page counts, or that any of them does: [operations] \"{name}\" = \"{example}\" or \"any-of\""
            ),
        ),
    })
}
