//! A model with held names. Whoever has such a name without being meant gets the next one that is free.

use std::collections::{BTreeMap, BTreeSet};

use super::escaped::escaped;
use super::members;
use super::place::{self, REST};
use crate::model::naming::{
    BUILDER_METHODS, CLIENT_METHODS, OPERATION_FIELDS, OPERATION_METHODS, OPERATION_TYPES, Taken, type_name,
    value_name, variant_name,
};
use crate::model::parse::{REPLIES, setter, variants};
use crate::model::{Kind, Model, RustName, Ty, TypeName};
use crate::note::{Note, NoteKind};
use crate::pins::Pins;
use crate::words;

/// Id of this step in notes.
const PASS: &str = "pins";

/// Gives the names that are held, and notes those of them that name nothing.
pub(in crate::model) fn apply(model: &mut Model, held: &Pins) -> Vec<Note> {
    if held.is_empty() {
        return Vec::new();
    }
    let mut notes = Vec::new();
    types(model, held, &mut notes);
    operations(model, held, &mut notes);
    parameters(model, held, &mut notes);
    fields(model, held, &mut notes);
    variants_of(model, held, &mut notes);
    servers(model, held, &mut notes);
    credentials(model, held, &mut notes);
    notes
}

/// A line that names nothing.
fn lost(section: &str, key: &str, name: &str, why: &str) -> Note {
    let what = format!(
        "{name} in names.toml, [{section}], is not held: {why}: {key}",
        name = words::name(name),
        key = words::name(key)
    );
    Note::new(NoteKind::Ignored, PASS, "", what)
}

/// Why a name is not held where its place is no more.
const NOWHERE: &str = "there is no such place";

/// Names anew: those that are held first, the others as they are unless one of these is held, then the next that is free.
struct Scope<'a> {
    section: &'static str,
    spelling: fn(&str) -> String,
    reserved: &'a [&'a str],
    suffixes: &'a [&'a str],
}

impl Scope<'_> {
    fn assign(&self, names: &mut [String], wanted: Vec<(usize, &str, &str)>, notes: &mut Vec<Note>) {
        let mut held: BTreeMap<usize, String> = BTreeMap::new();
        let mut given: BTreeSet<String> = BTreeSet::new();
        for (at, key, name) in wanted {
            let lower = name.to_lowercase();
            if (self.spelling)(name) != name {
                notes.push(lost(self.section, key, name, "it is no such name in Rust"));
                continue;
            }
            if self.reserved.contains(&name) || given.contains(&lower) || held.contains_key(&at) {
                notes.push(lost(
                    self.section,
                    key,
                    name,
                    "the name is given to something else",
                ));
                continue;
            }
            given.insert(lower.clone());
            given.extend(
                self.suffixes
                    .iter()
                    .map(|suffix| format!("{lower}{}", suffix.to_lowercase())),
            );
            held.insert(at, name.to_owned());
        }
        let is_free = |name: &str| {
            let with = |suffix: &&str| format!("{name}{suffix}").to_lowercase();
            !given.contains(&name.to_lowercase())
                && !self.suffixes.iter().any(|suffix| given.contains(&with(suffix)))
        };
        let (mut taken, mut late) = (Vec::new(), Vec::new());
        for (at, name) in names.iter_mut().enumerate() {
            match held.remove(&at) {
                Some(held) => *name = held,
                None if is_free(name) => taken.push(name.clone()),
                None => late.push(at),
            }
        }
        let with_suffixes: Vec<String> = taken
            .iter()
            .flat_map(|name| self.suffixes.iter().map(move |suffix| format!("{name}{suffix}")))
            .collect();
        let all = taken
            .iter()
            .chain(&with_suffixes)
            .chain(&given)
            .map(String::as_str);
        let mut free = Taken::of(all.chain(self.reserved.iter().copied()));
        for at in late {
            names[at] = free.unique_with(&names[at], self.suffixes);
        }
    }
}

fn types(model: &mut Model, held: &Pins, notes: &mut Vec<Note>) {
    let mut wanted = Vec::new();
    for (key, name) in &held.types {
        let found = place::resolve(model, key).and_then(Ty::name);
        match found.and_then(|found| model.types.get_index_of(found)) {
            Some(at) => wanted.push((at, key.as_str(), name.as_str())),
            None => notes.push(lost("types", key, name, NOWHERE)),
        }
    }
    let before: Vec<String> = model.types.keys().map(TypeName::to_string).collect();
    let mut names = before.clone();
    let scope = Scope {
        section: "types",
        spelling: type_name,
        reserved: &[],
        suffixes: &[],
    };
    scope.assign(&mut names, wanted, notes);
    let renamed: BTreeMap<String, String> = before
        .into_iter()
        .zip(names)
        .filter(|(before, name)| before != name)
        .collect();
    if !renamed.is_empty() {
        rename(model, &renamed);
    }
}

fn rename(model: &mut Model, renamed: &BTreeMap<String, String>) {
    let name = |name: &TypeName| match renamed.get(name.as_str()) {
        Some(renamed) => TypeName::new(renamed),
        None => name.clone(),
    };
    let leaf = |ty: &Ty| match ty {
        Ty::Named(named) => Ty::Named(name(named)),
        other => other.clone(),
    };
    let change = |ty: &mut Ty| *ty = ty.map(&leaf);
    let types = std::mem::take(&mut model.types);
    for (old, mut definition) in types {
        definition.name = name(&old);
        match &mut definition.kind {
            Kind::Struct(item) => {
                item.fields.iter_mut().for_each(|field| change(&mut field.ty));
                item.extra.iter_mut().for_each(|extra| change(&mut extra.ty));
            }
            Kind::Union(union) => {
                let before: Vec<Ty> = union.members.iter().map(|member| member.ty.clone()).collect();
                union.members.iter_mut().for_each(|member| change(&mut member.ty));
                let is_same = before
                    .iter()
                    .zip(&union.members)
                    .all(|(ty, member)| *ty == member.ty);
                if !is_same || definition.name != old {
                    let types = union.members.iter().map(|member| &member.ty);
                    let names = variants(&definition.name, types);
                    for (member, name) in union.members.iter_mut().zip(names) {
                        member.variant = name;
                    }
                }
            }
            Kind::Enum(_) => {}
        }
        model.types.insert(definition.name.clone(), definition);
    }
    for operation in &mut model.operations {
        operation
            .parameters
            .iter_mut()
            .for_each(|one| change(&mut one.ty));
        for body in operation.body.iter_mut() {
            change(&mut body.ty);
            body.others.iter_mut().for_each(|other| change(&mut other.ty));
        }
        for reply in operation.successes.iter_mut().chain(&mut operation.failures) {
            reply.types_mut().for_each(change);
        }
    }
}

fn operations(model: &mut Model, held: &Pins, notes: &mut Vec<Note>) {
    let types = of_operations(model, "operations", &held.operations, notes);
    let methods = of_operations(model, "methods", &held.methods, notes);
    let operations = model.operations.iter();
    let (mut type_names, mut method_names): (Vec<String>, Vec<String>) = operations
        .map(|one| (one.type_name.to_string(), one.method_name.to_string()))
        .unzip();
    let scope = Scope {
        section: "operations",
        spelling: type_name,
        reserved: OPERATION_TYPES,
        suffixes: REPLIES,
    };
    scope.assign(&mut type_names, types, notes);
    let scope = Scope {
        section: "methods",
        spelling: value_name,
        reserved: CLIENT_METHODS,
        suffixes: &[],
    };
    scope.assign(&mut method_names, methods, notes);
    let names = type_names.into_iter().zip(method_names);
    for (operation, (ty, method)) in model.operations.iter_mut().zip(names) {
        operation.type_name = TypeName::new(ty);
        operation.method_name = RustName::new(method);
    }
}

/// The operations that names are held for, by their numbers.
fn of_operations<'h>(
    model: &Model,
    section: &'static str,
    held: &'h BTreeMap<String, String>,
    notes: &mut Vec<Note>,
) -> Vec<(usize, &'h str, &'h str)> {
    let mut wanted = Vec::new();
    for (key, name) in held {
        match model.operations.iter().position(|one| place::is(key, one)) {
            Some(at) => wanted.push((at, key.as_str(), name.as_str())),
            None => notes.push(lost(section, key, name, NOWHERE)),
        }
    }
    wanted
}

fn parameters(model: &mut Model, held: &Pins, notes: &mut Vec<Note>) {
    let mut wanted: BTreeMap<usize, Vec<(usize, &str, &str)>> = BTreeMap::new();
    for (key, name) in &held.parameters {
        match place::resolve_parameter(model, key) {
            Some((operation, at)) => wanted.entry(operation).or_default().push((at, key, name)),
            None => notes.push(lost("parameters", key, name, NOWHERE)),
        }
    }
    let reserved: Vec<&str> = OPERATION_METHODS
        .iter()
        .chain(OPERATION_FIELDS)
        .copied()
        .collect();
    for (number, wanted) in wanted {
        let parameters = &mut model.operations[number].parameters;
        let mut names: Vec<String> = parameters.iter().map(|one| one.rust.to_string()).collect();
        let scope = Scope {
            section: "parameters",
            spelling: value_name,
            reserved: &reserved,
            suffixes: &[],
        };
        scope.assign(&mut names, wanted, notes);
        for (parameter, name) in parameters.iter_mut().zip(names) {
            parameter.rust = RustName::new(name);
        }
    }
}

/// The type by its number, and the last step of a key that names something inside.
fn inside<'k>(model: &Model, key: &'k str) -> Option<(usize, &'k str)> {
    let (way, step) = key.rsplit_once('/')?;
    let name = place::resolve(model, way)?.name()?;
    Some((model.types.get_index_of(name)?, step))
}

fn fields(model: &mut Model, held: &Pins, notes: &mut Vec<Note>) {
    let mut wanted: BTreeMap<usize, Vec<(usize, &str, &str)>> = BTreeMap::new();
    for (key, name) in &held.fields {
        let found = inside(model, key).and_then(|(at, step)| {
            let Kind::Struct(item) = &model.types[at].kind else {
                return None;
            };
            let mut fields = item.fields.iter();
            let field = fields.position(|field| escaped(field.wire.as_str()) == step);
            let extra = item
                .extra
                .as_ref()
                .filter(|_| step == REST)
                .map(|_| item.fields.len());
            Some((at, field.or(extra)?))
        });
        match found {
            Some((at, field)) => wanted.entry(at).or_default().push((field, key, name)),
            None => notes.push(lost("fields", key, name, NOWHERE)),
        }
    }
    for (at, wanted) in wanted {
        let Kind::Struct(item) = &mut model.types[at].kind else {
            continue;
        };
        let fields = item.fields.iter().map(|field| &field.rust);
        let all = fields.chain(item.extra.iter().map(|extra| &extra.rust));
        let mut names: Vec<String> = all.map(RustName::to_string).collect();
        let scope = Scope {
            section: "fields",
            spelling: value_name,
            reserved: &[],
            suffixes: &[],
        };
        scope.assign(&mut names, wanted, notes);
        let mut names = names.into_iter();
        for field in &mut item.fields {
            if let Some(name) = names.next() {
                field.setter = setter(&name);
                field.rust = RustName::new(name);
            }
        }
        if let (Some(extra), Some(name)) = (&mut item.extra, names.next()) {
            extra.rust = RustName::new(name);
        }
    }
}

fn variants_of(model: &mut Model, held: &Pins, notes: &mut Vec<Note>) {
    let mut wanted: BTreeMap<usize, Vec<(usize, &str, &str)>> = BTreeMap::new();
    for (key, name) in &held.variants {
        let found = inside(model, key).and_then(|(at, step)| match &model.types[at].kind {
            Kind::Enum(values) => {
                let mut values = values.iter();
                let value = values.position(|value| step.strip_prefix('=') == Some(&escaped(&value.wire)))?;
                Some((at, value))
            }
            Kind::Union(union) => Some((at, members::find(model, union, step.strip_prefix('|')?)?)),
            Kind::Struct(_) => None,
        });
        match found {
            Some((at, variant)) => wanted.entry(at).or_default().push((variant, key, name)),
            None => notes.push(lost("variants", key, name, NOWHERE)),
        }
    }
    for (at, wanted) in wanted {
        let (mut of, reserved): (Vec<&mut RustName>, &[&str]) = match &mut model.types[at].kind {
            Kind::Enum(values) => (
                values.iter_mut().map(|value| &mut value.variant).collect(),
                &["Unknown", "Self"],
            ),
            Kind::Union(union) => (
                union
                    .members
                    .iter_mut()
                    .map(|member| &mut member.variant)
                    .collect(),
                &["Other", "Self"],
            ),
            Kind::Struct(_) => continue,
        };
        let mut names: Vec<String> = of.iter().map(|name| name.to_string()).collect();
        let scope = Scope {
            section: "variants",
            spelling: variant_name,
            reserved,
            suffixes: &[],
        };
        scope.assign(&mut names, wanted, notes);
        for (variant, name) in of.iter_mut().zip(names) {
            **variant = RustName::new(name);
        }
    }
}

fn servers(model: &mut Model, held: &Pins, notes: &mut Vec<Note>) {
    let mut wanted = Vec::new();
    for (url, name) in &held.servers {
        let mut servers = model.servers.iter();
        match servers.position(|server| place::server(&server.url) == url) {
            Some(at) => wanted.push((at, url.as_str(), name.as_str())),
            None => notes.push(lost("servers", url, name, NOWHERE)),
        }
    }
    let mut names: Vec<String> = model.servers.iter().map(|one| one.variant.to_string()).collect();
    let scope = Scope {
        section: "servers",
        spelling: variant_name,
        reserved: &["Self"],
        suffixes: &[],
    };
    scope.assign(&mut names, wanted, notes);
    for (server, name) in model.servers.iter_mut().zip(names) {
        server.variant = RustName::new(name);
    }
}

fn credentials(model: &mut Model, held: &Pins, notes: &mut Vec<Note>) {
    let mut wanted = Vec::new();
    for (key, name) in &held.credentials {
        let mut schemes = model.schemes.iter();
        match schemes.position(|scheme| place::credential(scheme) == *key) {
            Some(at) => wanted.push((at, key.as_str(), name.as_str())),
            None => notes.push(lost("credentials", key, name, NOWHERE)),
        }
    }
    let mut names: Vec<String> = model.schemes.iter().map(|one| one.setter.to_string()).collect();
    let scope = Scope {
        section: "credentials",
        spelling: value_name,
        reserved: BUILDER_METHODS,
        suffixes: &["_from"],
    };
    scope.assign(&mut names, wanted, notes);
    for (scheme, name) in model.schemes.iter_mut().zip(names) {
        scheme.setter = RustName::new(name);
    }
}
