//! What the server sets is not sent, and what only the client sends is not expected back.
//!
//! Before: one `User {id (readOnly), name, pin (writeOnly)}` in request and response.
//! After: request `UserRequest {name, pin}`, response `User {id, name}`.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::Cx;
use super::schema::{
    Use, component, mentions, ref_name, reference, retain_properties, schemas, schemas_mut, sites_mut,
};
use crate::model::naming::{Taken, type_name};
use crate::note::NoteKind;
use crate::openapi::annotations::is_one_way;
use crate::openapi::discriminator::of_schema_mut;
use crate::openapi::{inner_schemas, inner_schemas_mut};
use crate::pass::Pass;
use crate::pointer::join;
use crate::words;

pub(super) const PASS: Pass = Pass {
    id: "split",
    why: "the engine ignores readOnly and writeOnly, so a request would carry the server's own properties",
    run: |document, log| run(&mut Cx { document, log }),
};

/// The side a schema is on, and the keyword whose properties do not belong there.
struct Side {
    foreign: &'static str,
    /// The components that say it of themselves, as a document: the other one changes while its schemas are asked.
    one_way: Value,
    /// Components on this side that lose something, directly or through what they hold.
    changed: BTreeSet<String>,
    reached: BTreeSet<String>,
    names: BTreeMap<String, String>,
}

fn run(cx: &mut Cx<'_, '_>) {
    let (mut sent, mut received) = (Vec::new(), Vec::new());
    sites_mut(cx.document, &mut |site| {
        let mut names = Vec::new();
        mentions(site.schema, &mut names);
        let side = if sends(&site.role) {
            &mut sent
        } else {
            &mut received
        };
        side.extend(names.into_iter().map(str::to_owned));
    });
    let mut request = side(cx.document, "readOnly", sent);
    let mut response = side(cx.document, "writeOnly", received);

    let mut taken = Taken::of(schemas(cx.document).map(|(name, _)| name.as_str()));
    let mut variants = Vec::new();
    for name in request
        .changed
        .union(&response.changed)
        .cloned()
        .collect::<Vec<_>>()
    {
        let Some(original) = component(cx.document, &name).cloned() else {
            continue;
        };
        if request.reached.contains(&name) && response.reached.contains(&name) {
            let variant = taken.unique(&type_name(&format!("{name}Request")));
            request.names.insert(name.clone(), variant.clone());
            variants.push((name, Some(variant), original));
        } else {
            variants.push((name, None, original));
        }
    }
    for (name, variant, original) in variants {
        let pointer = join("/components/schemas", &name);
        let (mut own, own_side) = (
            original.clone(),
            if response.reached.contains(&name) {
                &mut response
            } else {
                &mut request
            },
        );
        keep(&mut own, own_side);
        schemas_mut(cx.document).insert(name.clone(), own);
        if let Some(variant) = variant {
            let mut sent = original;
            keep(&mut sent, &mut request);
            cx.note(
                NoteKind::Inferred,
                pointer,
                format!(
                    "`{variant}` is what requests send of {name}",
                    name = words::name(&name)
                ),
            );
            schemas_mut(cx.document).insert(variant, sent);
        }
    }
    sites_mut(cx.document, &mut |site| {
        let side = if sends(&site.role) {
            &mut request
        } else {
            &mut response
        };
        keep(site.schema, side);
    });
}

fn sends(role: &Use) -> bool {
    matches!(role, Use::Parameter(_) | Use::Request)
}

fn side(document: &Value, foreign: &'static str, mut queue: Vec<String>) -> Side {
    let one_way = schemas(document).filter(|(_, schema)| is_one_way(document, schema, foreign));
    let one_way: Map<String, Value> = one_way
        .map(|(name, _)| (name.clone(), json!({foreign: true})))
        .collect();
    let mut reached = BTreeSet::new();
    let mut holders: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut changed = Vec::new();
    while let Some(name) = queue.pop() {
        let Some(schema) = component(document, &name) else {
            continue;
        };
        if !reached.insert(name.clone()) {
            continue;
        }
        if has(document, schema, foreign) {
            changed.push(name.clone());
        }
        let mut inside = Vec::new();
        mentions(schema, &mut inside);
        for inner in inside {
            holders.entry(inner.to_owned()).or_default().push(name.clone());
            queue.push(inner.to_owned());
        }
    }
    let mut all = BTreeSet::new();
    while let Some(name) = changed.pop() {
        if all.insert(name.clone()) {
            changed.extend(holders.get(&name).into_iter().flatten().cloned());
        }
    }
    Side {
        foreign,
        one_way: json!({"components": {"schemas": one_way}}),
        changed: all,
        reached,
        names: BTreeMap::new(),
    }
}

fn has(document: &Value, schema: &Value, keyword: &str) -> bool {
    let mut found = false;
    super::schema::properties(schema)
        .for_each(|(_, property)| found |= is_one_way(document, property, keyword));
    inner_schemas(schema, &mut |child| found |= has(document, child, keyword));
    found
}

/// Removes the other side's properties and points references to this side's variants.
fn keep(schema: &mut Value, side: &mut Side) {
    if let Some(variant) = ref_name(schema).and_then(|name| side.names.get(name)) {
        *schema = reference(variant);
        return;
    }
    // A struct without fields is no use; the empty object it stands for is a map.
    retain_properties(schema, |property| {
        !is_one_way(&side.one_way, property, side.foreign)
    });
    for target in of_schema_mut(schema) {
        if let Some(variant) = target.as_str().and_then(|name| side.names.get(name)) {
            *target = json!(variant);
        }
    }
    inner_schemas_mut(schema, "", &mut |_, child| keep(child, side));
}
