//! A base that is told apart by a discriminator stands for its subtypes wherever it is used.
//!
//! Before: `Pet: {properties: {kind: …}, discriminator: {propertyName: kind}}`, `Dog: {allOf: [{$ref: Pet}, …]}`.
//! After: `Pet: {oneOf: [{$ref: Dog}, {$ref: 'Pet base'}], discriminator: …}`, `Dog: {allOf: [{$ref:
//! 'Pet base'}, …]}`, and `Pet base` is what `Pet` was.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::Cx;
use super::schema::{is_annotation, list, object_mut, schemas, schemas_mut, sites_mut, walk_mut};
use crate::note::NoteKind;
use crate::openapi::discriminator::DEFAULT;
use crate::pass::Pass;
use crate::pointer::{fragment, join, tokens};
use crate::words;

pub(super) const PASS: Pass = Pass {
    id: "subtypes",
    why: "a reply that is one of the subtypes would lose all that the base does not name",
    run: |document, log| run(&mut Cx { document, log }),
};

/// A base of more subtypes than this stays a struct: nobody would match on so many.
const MOST: usize = 100;

fn run(cx: &mut Cx<'_, '_>) {
    let (bases, crowded) = bases(cx.document);
    for base in crowded {
        let what = format!(
            "{name} has {} subtypes: what only they have is left out",
            base.subtypes.len(),
            name = words::name(&base.name)
        );
        cx.note(NoteKind::Ignored, join("/components/schemas", &base.name), what);
    }
    let originals = schemas_mut(cx.document).clone();
    for (name, schema) in schemas_mut(cx.document).iter_mut() {
        inherit(name, schema, &bases, &originals);
    }
    sites_mut(cx.document, &mut |site| {
        walk_mut(site.schema, "", &mut |_, schema| point_to_bases(schema, &bases));
    });
    for (name, base) in &bases {
        let Some(own) = schemas_mut(cx.document).get(name).cloned() else {
            continue;
        };
        let union = base.union(name, &own, &bases);
        let mut own = own;
        object_mut(&mut own).remove("discriminator");
        schemas_mut(cx.document).insert(base.own.clone(), own);
        schemas_mut(cx.document).insert(name.clone(), union);
        let what = format!(
            "{name} is one of its subtypes: {}",
            base.subtypes.join(", "),
            name = words::name(name)
        );
        cx.note(NoteKind::Inferred, join("/components/schemas", name), what);
    }
}

/// The bases of a document by name, and those that have too many subtypes to be unions.
fn bases(document: &Value) -> (BTreeMap<String, Base>, Vec<Base>) {
    let parents: BTreeMap<String, Vec<String>> = schemas(document)
        .map(|(name, schema)| {
            (
                name.clone(),
                list(schema, "allOf").iter().filter_map(named).collect(),
            )
        })
        .collect();
    let (mut bases, mut crowded) = (BTreeMap::new(), Vec::new());
    for (name, schema) in schemas(document) {
        match Base::of(name, schema, &parents) {
            Some(base) if base.subtypes.len() > MOST => crowded.push(base),
            Some(base) if !base.subtypes.is_empty() => _ = bases.insert(name.clone(), base),
            _ => {}
        }
    }
    (bases, crowded)
}

/// The subtypes of each base of a lowered document, by the names of their components.
pub(crate) fn subtypes(document: &Value) -> BTreeMap<String, Vec<String>> {
    let (bases, _) = bases(document);
    bases
        .into_iter()
        .map(|(name, base)| (name, base.subtypes))
        .collect()
}

struct Base {
    name: String,
    /// The component that holds what the base itself says.
    own: String,
    property: String,
    /// By value of the property, the page's own mapping.
    mapping: BTreeMap<String, String>,
    /// What other values stand for.
    default: Option<String>,
    subtypes: Vec<String>,
}

impl Base {
    fn of(name: &str, schema: &Value, parents: &BTreeMap<String, Vec<String>>) -> Option<Self> {
        let discriminator = schema.get("discriminator")?;
        let property = discriminator.get("propertyName")?.as_str()?.to_owned();
        if schema.get("oneOf").is_some() || schema.get("anyOf").is_some() {
            return None;
        }
        let mapping = discriminator.get("mapping").and_then(Value::as_object);
        let mapping: BTreeMap<String, String> = mapping
            .into_iter()
            .flatten()
            .filter_map(|(value, target)| Some((value.clone(), component_name(target.as_str()?))))
            .filter(|(_, target)| parents.contains_key(target))
            .collect();
        let default = discriminator
            .get(DEFAULT)
            .and_then(Value::as_str)
            .map(component_name);
        let subtypes = parents.keys().filter(|subtype| {
            *subtype != name
                && (inherits(subtype, name, parents) || mapping.values().any(|target| target == *subtype))
        });
        let mut own = format!("{name} base");
        while parents.contains_key(&own) {
            own.push_str(" base");
        }
        Some(Self {
            name: name.to_owned(),
            own,
            property,
            subtypes: subtypes.cloned().collect(),
            mapping,
            default,
        })
    }

    fn union(&self, name: &str, own: &Value, bases: &BTreeMap<String, Self>) -> Value {
        // A subtype that is a base itself stands here for what it is without its own subtypes, which are this base's, too.
        let member = |subtype: &String| match bases.get(subtype) {
            Some(base) => base.own.clone(),
            None => subtype.clone(),
        };
        let mut mapping: BTreeMap<String, String> = BTreeMap::new();
        for (value, target) in &self.mapping {
            mapping.insert(value.clone(), member(target));
        }
        // A reply may also be the base and no more.
        let itself = name.to_owned();
        for subtype in self.subtypes.iter().chain([&itself]) {
            if !self.mapping.values().any(|target| target == subtype) {
                // Without a mapping the value is the component's name (OpenAPI 3.0.3, Discriminator Object).
                mapping.entry(subtype.clone()).or_insert_with(|| member(subtype));
            }
        }
        let members = self.subtypes.iter().chain([&itself]).map(member);
        let members: Vec<Value> = members.map(|name| reference(&name)).collect();
        let mut union: Map<String, Value> = own.as_object().cloned().unwrap_or_default();
        union.retain(|key, _| is_annotation(key) && key != "default");
        union.insert("oneOf".into(), members.into());
        let mut discriminator = json!({"propertyName": self.property, "mapping": mapping});
        if let Some(default) = &self.default {
            discriminator[DEFAULT] = member(default).into();
        }
        union.insert("discriminator".into(), discriminator);
        union.into()
    }
}

fn inherits(subtype: &str, base: &str, parents: &BTreeMap<String, Vec<String>>) -> bool {
    let mut queue: Vec<&str> = vec![subtype];
    let mut seen = BTreeSet::new();
    while let Some(next) = queue.pop() {
        for parent in parents.get(next).into_iter().flatten() {
            if parent == base {
                return true;
            }
            if seen.insert(parent) {
                queue.push(parent);
            }
        }
    }
    false
}

/// Makes a component inherit from what its bases say themselves.
fn inherit(name: &str, schema: &mut Value, bases: &BTreeMap<String, Base>, originals: &Map<String, Value>) {
    // A subtype that adds nothing would otherwise be the same type as its base.
    let says_something = |member: &&Value| {
        let keys = || member.as_object().into_iter().flatten().map(|(key, _)| key);
        !keys().all(|key| is_annotation(key) || key == "type")
    };
    let members: Vec<&Value> = list(schema, "allOf").iter().filter(says_something).collect();
    let base = match members.as_slice() {
        [only] if schema.get("properties").is_none() => named(only),
        _ => None,
    };
    let subtype_of = |base: &String| {
        bases
            .get(base)
            .is_some_and(|base| base.subtypes.iter().any(|subtype| subtype == name))
    };
    if let Some(base) = base.filter(subtype_of) {
        let mut copy = originals.get(&base).cloned().unwrap_or_default();
        object_mut(&mut copy).remove("discriminator");
        let own = object_mut(schema).iter().filter(|(key, _)| *key != "allOf");
        object_mut(&mut copy).extend(own.map(|(key, value)| (key.clone(), value.clone())));
        *schema = copy;
    }
    walk_mut(schema, "", &mut |_, schema| point_to_bases(schema, bases));
}

/// Points members of an `allOf` that adds something to the bases' own parts.
fn point_to_bases(schema: &mut Value, bases: &BTreeMap<String, Base>) {
    let adds = list(schema, "allOf").len() > 1 || schema.get("properties").is_some();
    let Some(members) = schema
        .get_mut("allOf")
        .and_then(Value::as_array_mut)
        .filter(|_| adds)
    else {
        return;
    };
    for member in members {
        if let Some(base) = named(member).and_then(|name| bases.get(&name)) {
            *member = reference(&base.own);
        }
    }
}

fn reference(name: &str) -> Value {
    json!({"$ref": join("#/components/schemas", name)})
}

fn named(schema: &Value) -> Option<String> {
    crate::openapi::reference::of(schema).map(component_name)
}

/// The component that a reference or a mapping names.
fn component_name(text: &str) -> String {
    fragment(text)
        .and_then(|pointer| tokens(&pointer).last())
        .unwrap_or_else(|| text.to_owned())
}
