//! A base that is told apart by a discriminator stands for its subtypes wherever it is used.
//!
//! Before: `Pet: {properties: {kind: …}, discriminator: {propertyName: kind}}`, `Dog: {allOf: [{$ref: Pet}, …]}`.
//! After: `Pet: {oneOf: [{$ref: Dog}, {$ref: 'Pet base'}], discriminator: …}`, `Dog: {allOf: [{$ref:
//! 'Pet base'}, …]}`, and `Pet base` is what `Pet` was.
//!
//! So does one that lists them itself, and so is part of what it lists: `Pet: {properties: …, oneOf: [{$ref: Dog}, …]}`.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::Cx;
use super::schema::{is_annotation, list, object_mut, schemas, schemas_mut, sites_mut, walk_mut};
use crate::note::NoteKind;
use crate::openapi::discriminator::DEFAULT;
use crate::openapi::schema::is_null_schema;
use crate::pass::Pass;
use crate::pointer::{fragment, join, tokens};
use crate::words;

pub(super) const PASS: Pass = Pass {
    id: "subtypes",
    why: "a reply that is one of the subtypes would lose all that the base does not name",
    run: |document, log| run(&mut Cx { document, log }),
};

/// A base of more subtypes than this stays a struct, which keeps what only they have: nobody would match on so many.
const MOST: usize = 100;

fn run(cx: &mut Cx<'_, '_>) {
    let parents = parents(cx.document);
    let bases = bases(cx.document, &parents);
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
        let (whole, kind, what) = match base.is_crowded() {
            true => (
                base.open(&own),
                NoteKind::Lowered,
                format!(
                    "has {} subtypes: it is none of them, and keeps what only they have",
                    base.subtypes.len()
                ),
            ),
            false => (
                base.union(name, &own, &bases, &parents),
                NoteKind::Inferred,
                format!("is one of its subtypes: {}", base.subtypes.join(", ")),
            ),
        };
        schemas_mut(cx.document).insert(base.own.clone(), base.without_subtypes(own));
        schemas_mut(cx.document).insert(name.clone(), whole);
        let at = join("/components/schemas", name);
        cx.note(kind, at, format!("{name} {what}", name = words::name(name)));
    }
}

/// By component, those that are parts of it.
type Parents = BTreeMap<String, Vec<String>>;

fn parents(document: &Value) -> Parents {
    let named_in = |schema| list(schema, "allOf").iter().filter_map(named).collect();
    schemas(document)
        .map(|(name, schema)| (name.clone(), named_in(schema)))
        .collect()
}

/// The bases of a document by name.
fn bases(document: &Value, parents: &Parents) -> BTreeMap<String, Base> {
    schemas(document)
        .filter_map(|(name, schema)| Base::of(name, schema, parents))
        .filter(|base| !base.subtypes.is_empty())
        .map(|base| (base.name.clone(), base))
        .collect()
}

/// The subtypes of each base of a lowered document, by the names of their components.
pub(crate) fn subtypes(document: &Value) -> BTreeMap<String, Vec<String>> {
    bases(document, &parents(document))
        .into_iter()
        // What a page lists in so many words is compared as that.
        .filter(|(_, base)| base.listed.is_none() && !base.is_crowded())
        .map(|(name, base)| (name, base.subtypes))
        .collect()
}

struct Base {
    name: String,
    /// The component that holds what the base itself says.
    own: String,
    /// What tells the subtypes apart, by the page's word.
    property: Option<String>,
    /// The keyword by which it lists its subtypes, if it does: then it is no more than one of them.
    listed: Option<&'static str>,
    /// By value of the property, the page's own mapping.
    mapping: BTreeMap<String, String>,
    /// What other values stand for.
    default: Option<String>,
    subtypes: Vec<String>,
}

impl Base {
    fn of(name: &str, schema: &Value, parents: &Parents) -> Option<Self> {
        let extends = |member: &Value| named(member).is_some_and(|it| inherits(&it, name, parents));
        let choices = ["oneOf", "anyOf"].map(|keyword| (keyword, list(schema, keyword)));
        let own_choice = choices.iter().find(|(_, members)| members.iter().any(extends));
        let listed = own_choice.map(|(keyword, _)| *keyword);
        if listed.is_none() && choices.iter().any(|(_, members)| !members.is_empty()) {
            return None;
        }
        let discriminator = discriminator(schema);
        let property = discriminator
            .and_then(|it| it.get("propertyName")?.as_str())
            .map(str::to_owned);
        if property.is_none() && listed.is_none() {
            return None;
        }
        let mapping = discriminator.and_then(|it| it.get("mapping")?.as_object());
        let mapping: BTreeMap<String, String> = mapping
            .into_iter()
            .flatten()
            .filter_map(|(value, target)| Some((value.clone(), component_name(target.as_str()?))))
            .filter(|(_, target)| parents.contains_key(target))
            .collect();
        let default = discriminator
            .and_then(|it| it.get(DEFAULT)?.as_str())
            .map(component_name);
        let subtypes = parents.keys().filter(|subtype| {
            let is_mapped = || listed.is_none() && mapping.values().any(|target| target == *subtype);
            *subtype != name && (inherits(subtype, name, parents) || is_mapped())
        });
        let mut own = format!("{name} base");
        while parents.contains_key(&own) {
            own.push_str(" base");
        }
        Some(Self {
            name: name.to_owned(),
            own,
            property,
            listed,
            subtypes: subtypes.cloned().collect(),
            mapping,
            default,
        })
    }

    fn is_crowded(&self) -> bool {
        self.subtypes.len() > MOST
    }

    /// What the base says itself, and whatever a subtype may have.
    fn open(&self, own: &Value) -> Value {
        let mut open: Map<String, Value> = own.as_object().cloned().unwrap_or_default();
        open.retain(|key, _| is_annotation(key));
        open.insert("allOf".into(), json!([reference(&self.own)]));
        open.insert("additionalProperties".into(), true.into());
        open.into()
    }

    fn union(&self, name: &str, own: &Value, bases: &BTreeMap<String, Self>, parents: &Parents) -> Value {
        // What tells the subtypes of a subtype apart is asked of that one, where it is another property.
        let apart: Vec<&String> = self
            .subtypes
            .iter()
            .filter(|subtype| {
                bases
                    .get(*subtype)
                    .is_some_and(|base| base.property.is_none() || base.property != self.property)
                    && !inherits(name, subtype, parents)
            })
            .collect();
        // Else one that is a base itself stands here for what it is without its own subtypes, which are this base's, too.
        let member = |subtype: &String| match bases.get(subtype).filter(|_| !apart.contains(&subtype)) {
            Some(base) => base.own.clone(),
            None => subtype.clone(),
        };
        let mut named = self.mapping.clone();
        for base in self.subtypes.iter().filter_map(|subtype| bases.get(subtype)) {
            if base.property == self.property {
                let more = base.mapping.clone().into_iter();
                more.for_each(|(value, target)| _ = named.entry(value).or_insert(target));
            }
        }
        let is_named = |name: &String| named.values().any(|target| target == name);
        // A reply may also be the base and no more.
        let itself = name.to_owned();
        let itself = Some(&itself).filter(|name| self.listed.is_none() || is_named(name));
        let subtypes: Vec<&String> = self
            .subtypes
            .iter()
            .filter(|subtype| {
                is_named(subtype) || !apart.iter().any(|other| inherits(subtype, other, parents))
            })
            .chain(itself)
            .collect();
        let mut mapping: BTreeMap<String, String> = BTreeMap::new();
        for (value, target) in &named {
            mapping.insert(value.clone(), member(target));
        }
        for subtype in subtypes.iter().filter(|subtype| !is_named(subtype)) {
            // Without a mapping the value is the component's name (OpenAPI 3.0.3, Discriminator Object).
            mapping
                .entry(String::clone(subtype))
                .or_insert_with(|| member(subtype));
        }
        let listed = self.listed.map(|keyword| list(own, keyword)).unwrap_or_default();
        let position = |subtype: &String| listed.iter().position(|other| named_is(other, subtype));
        let mut members: Vec<(Option<usize>, Value)> = subtypes
            .into_iter()
            .map(|subtype| (position(subtype), reference(&member(subtype))))
            .collect();
        // What does not extend the base says no more than a part of it.
        let parts = listed
            .iter()
            .enumerate()
            .filter(|(_, part)| !self.subtypes.iter().any(|subtype| named_is(part, subtype)));
        let whole = |part: &Value| match part.as_object().is_some_and(is_null_schema) {
            true => part.clone(),
            false => json!({"allOf": [reference(&self.own), part]}),
        };
        members.extend(parts.map(|(index, part)| (Some(index), whole(part))));
        members.sort_by_key(|(position, _)| position.unwrap_or(usize::MAX));
        let members: Vec<Value> = members.into_iter().map(|(_, member)| member).collect();
        let mut union: Map<String, Value> = own.as_object().cloned().unwrap_or_default();
        union.retain(|key, _| is_annotation(key) && key != "default");
        union.insert("oneOf".into(), members.into());
        if let Some(property) = &self.property {
            let mut discriminator = json!({"propertyName": property, "mapping": mapping});
            if let Some(default) = &self.default {
                discriminator[DEFAULT] = member(default).into();
            }
            union.insert("discriminator".into(), discriminator);
        }
        union.into()
    }

    /// What the base itself says.
    fn without_subtypes(&self, mut schema: Value) -> Value {
        if let Some(keyword) = self.listed {
            object_mut(&mut schema).remove(keyword);
        }
        object_mut(&mut schema).remove("discriminator");
        let parts = schema.get_mut("allOf").and_then(Value::as_array_mut);
        for part in parts.into_iter().flatten().filter_map(Value::as_object_mut) {
            part.remove("discriminator");
        }
        schema
    }
}

/// What tells a schema's subtypes apart, where the schema or one of its parts says so.
fn discriminator(schema: &Value) -> Option<&Value> {
    std::iter::once(schema)
        .chain(list(schema, "allOf"))
        .find_map(|part| part.get("discriminator"))
}

fn inherits(subtype: &str, base: &str, parents: &Parents) -> bool {
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
        let copy = originals.get(&base).cloned().unwrap_or_default();
        let mut copy = bases[&base].without_subtypes(copy);
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

fn named_is(schema: &Value, name: &str) -> bool {
    named(schema).is_some_and(|named| named == name)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_of_too_many_subtypes_keeps_what_they_have_and_they_do_not() {
        let part = |index: usize| json!({"properties": {format!("p{index}"): {"type": "integer"}}});
        let extends = |index: usize| json!({"allOf": [reference("Base"), part(index)]});
        let mut components = Map::new();
        let base = json!({"description": "All.", "properties": {"kind": {}}, "discriminator": {"propertyName": "kind"}});
        components.insert("Base".to_owned(), base);
        components.extend((0..=MOST).map(|index| (format!("S{index}"), extends(index))));
        let mut document = json!({"paths": {}, "components": {"schemas": components}});
        PASS.run_with(&mut document, &[], &mut Vec::new());
        let all = &document["components"]["schemas"];
        let open =
            json!({"description": "All.", "allOf": [reference("Base base")], "additionalProperties": true});
        assert_eq!(all["Base"], open);
        assert_eq!(
            all["Base base"],
            json!({"description": "All.", "properties": {"kind": {}}})
        );
        assert_eq!(all["S7"], json!({"allOf": [reference("Base base"), part(7)]}));
    }
}
