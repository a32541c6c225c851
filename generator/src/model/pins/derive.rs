//! Two models → the names of the first that the second would not have, though what they name is still there.

use std::collections::{BTreeMap, BTreeSet};

use super::escaped::escaped;
use super::pairs::{self, Pair, step};
use super::place::{self, REST};
use super::{apply, members};
use crate::model::{Extra, Kind, Model, Operation, Property, RustName, Scheme, Struct, Ty, TypeName, Union};
use crate::pins::Pins;

/// The names to hold so that code for `old` goes on compiling with `new`, a model without held names.
pub(crate) fn derive(old: &Model, new: &Model) -> Pins {
    let mut held = Pins::default();
    types(old, new, &mut held);
    operations(old, new, &mut held);
    // What follows from the names of types and operations is not held beside them.
    let mut named = new.clone();
    apply(&mut named, &held);
    parameters(old, &named, &mut held);
    for pair in pairs::types(old, &named) {
        if pair.old == pair.new {
            inside(old, &named, &pair, &mut held);
        }
    }
    servers(old, &named, &mut held);
    credentials(old, &named, &mut held);
    held
}

fn types(old: &Model, new: &Model, held: &mut Pins) {
    let pairs = pairs::types(old, new);
    let stays = || pairs.iter().filter(|pair| pair.old == pair.new);
    let mut olds: BTreeSet<&TypeName> = stays().map(|pair| &pair.old).collect();
    let mut news: BTreeSet<&TypeName> = stays().map(|pair| &pair.new).collect();
    for pair in &pairs {
        if !olds.contains(&pair.old) && !news.contains(&pair.new) {
            olds.insert(&pair.old);
            news.insert(&pair.new);
            held.types.insert(pair.way.clone(), pair.old.to_string());
        }
    }
}

fn operations(old: &Model, new: &Model, held: &mut Pins) {
    for (then, now) in pairs::operations(old, new) {
        let key = place::operation(now);
        if then.type_name != now.type_name {
            held.operations.insert(key.clone(), then.type_name.to_string());
        }
        if then.method_name != now.method_name {
            held.methods.insert(key, then.method_name.to_string());
        }
    }
}

fn parameters(old: &Model, new: &Model, held: &mut Pins) {
    for (then, now) in pairs::operations(old, new) {
        let places = |of: &Operation| -> BTreeMap<String, RustName> {
            let parameters = of.parameters.iter();
            parameters
                .map(|parameter| (place::parameter(of, parameter), parameter.rust.clone()))
                .collect()
        };
        let (before, after) = (places(then), places(now));
        let key = |place: &str| format!("{} {place}", place::operation(now));
        for (place, name) in &after {
            if let Some(held_name) = before.get(place).filter(|before| *before != name) {
                held.parameters.insert(key(place), held_name.to_string());
            }
        }
        // A new parameter takes the name by which the body's property was set.
        for (property, name) in setters(old, then) {
            let taker = now
                .parameters
                .iter()
                .find(|parameter| parameter.rust.as_str() == name)
                .filter(|parameter| !before.contains_key(&place::parameter(now, parameter)));
            let Some(taker) =
                taker.filter(|_| setters(new, now).get(&property).is_some_and(|now| *now != name))
            else {
                continue;
            };
            let location = taker.location.as_str();
            let name = format!("{location}_{}", taker.rust.as_str().trim_end_matches('_'));
            held.parameters.insert(key(&place::parameter(now, taker)), name);
        }
    }
}

/// The methods by which an operation sets the properties of its body, by property.
fn setters(model: &Model, operation: &Operation) -> BTreeMap<String, String> {
    let setters = model.body_setters(operation).unwrap_or_default().into_iter();
    setters
        .map(|setter| {
            let property = match setter.of {
                Property::Named(field) => escaped(field.wire.as_str()),
                Property::Extra(_) => REST.to_owned(),
            };
            (property, setter.method.to_string())
        })
        .collect()
}

/// What a type has inside.
fn inside(old: &Model, new: &Model, pair: &Pair, held: &mut Pins) {
    let (Some(then), Some(now)) = (old.types.get(&pair.old), new.types.get(&pair.new)) else {
        return;
    };
    match (&then.kind, &now.kind) {
        (Kind::Struct(then), Kind::Struct(now)) => fields(then, now, &pair.way, held),
        (Kind::Enum(then), Kind::Enum(now)) => {
            for value in now {
                let mut values = then.iter();
                let before = values.find(|before| before.wire == value.wire);
                if let Some(before) = before.filter(|before| before.variant != value.variant) {
                    let key = step(&pair.way, &format!("={}", escaped(&value.wire)));
                    held.variants.insert(key, before.variant.to_string());
                }
            }
        }
        (Kind::Union(then), Kind::Union(now)) => variants((old, then), (new, now), &pair.way, held),
        _ => {}
    }
}

fn fields(then: &Struct, now: &Struct, way: &str, held: &mut Pins) {
    for field in &now.fields {
        let mut fields = then.fields.iter();
        let before = fields.find(|before| before.wire == field.wire);
        if let Some(before) = before.filter(|before| before.rust != field.rust) {
            let key = step(way, &escaped(field.wire.as_str()));
            held.fields.insert(key, before.rust.to_string());
        }
    }
    let name = |extra: &Option<Extra>| extra.as_ref().map(|extra| extra.rust.clone());
    if let (Some(before), Some(after)) = (name(&then.extra), name(&now.extra))
        && before != after
    {
        held.fields.insert(step(way, REST), before.to_string());
    }
}

fn variants(old: (&Model, &Union), new: (&Model, &Union), way: &str, held: &mut Pins) {
    for (a, b) in members::pairs(old, new) {
        let (before, after) = (&old.1.members[a], &new.1.members[b]);
        // A variant of another type is another variant.
        let same = |one: &Ty, other: &Ty| one.some() == other.some();
        if before.variant != after.variant && same(&before.ty, &after.ty) {
            let key = step(way, &members::step(new.0, new.1, b));
            held.variants.insert(key, before.variant.to_string());
        }
    }
}

fn servers(old: &Model, new: &Model, held: &mut Pins) {
    for server in &new.servers {
        let url = place::server(&server.url);
        let mut servers = old.servers.iter();
        let before = servers.find(|before| place::server(&before.url) == url);
        if let Some(before) = before.filter(|before| before.variant != server.variant) {
            held.servers.insert(url.to_owned(), before.variant.to_string());
        }
    }
}

fn credentials(old: &Model, new: &Model, held: &mut Pins) {
    let alike = |one: &Scheme, other: &Scheme| place::credential(one) == place::credential(other);
    let mut taken = BTreeSet::new();
    for scheme in &new.schemes {
        let mut olds = old.schemes.iter();
        let before = olds
            .clone()
            .find(|before| before.name == scheme.name && alike(before, scheme));
        let before = before.or_else(|| olds.find(|before| alike(before, scheme)));
        let Some(before) = before.filter(|before| taken.insert(before.setter.to_string())) else {
            continue;
        };
        if before.setter != scheme.setter {
            held.credentials
                .insert(place::credential(scheme), before.setter.to_string());
        }
    }
}
