//! What a thing is on the wire, as text that survives another form of the page.
//!
//! An operation is `METHOD /path`, whatever its parameters are called. Behind it stands where a value travels (`body`, `200`,
//! `query limit`, `path 1`), then the way into it: a property's name, `[]` into a list, `{}` into a map, `|…` into a member of a
//! union, `=…` to a value of an enum.

use super::escaped::escaped;
use super::members;
use crate::model::{Kind, Location, Model, Operation, Parameter, Scheme, SchemeKind, Ty};
use crate::openapi::template_names;

/// The step into a list.
pub(super) const ITEM: &str = "[]";

/// The step into a map, or to the properties that a struct does not name.
pub(super) const REST: &str = "{}";

/// An operation, for people and for [`is_of`].
pub(super) fn operation(operation: &Operation) -> String {
    format!("{} {}", operation.method, operation.path)
}

/// `text` with nothing between braces: parameters of a path are told by their place.
pub(super) fn blank(text: &str) -> String {
    let mut blank = String::new();
    let mut inside = false;
    for c in text.chars() {
        match c {
            '{' => inside = true,
            '}' if inside => {
                inside = false;
                blank.push_str(REST);
            }
            c if !inside => blank.push(c),
            _ => {}
        }
    }
    blank
}

/// What stands behind the operation in a key, where the key is of that operation.
fn behind<'k>(key: &'k str, operation: &str) -> Option<&'k str> {
    let blank = |text: &str| blank(text.trim_end_matches('/'));
    let of = blank(operation);
    let mut ends = key
        .rmatch_indices(' ')
        .map(|(at, _)| at)
        .filter(|at| blank(&key[..*at]) == of);
    ends.next().map(|at| &key[at + 1..])
}

/// Whether a key is that of an operation itself.
pub(super) fn is(key: &str, of: &Operation) -> bool {
    let same = |text: &str| blank(text.trim_end_matches('/'));
    same(key) == same(&operation(of))
}

/// Where a parameter travels.
pub(super) fn parameter(operation: &Operation, parameter: &Parameter) -> String {
    let wire = parameter.wire.as_str();
    match parameter.location {
        Location::Path => {
            let at = template_names(&operation.path).position(|name| name == wire);
            format!("path {}", at.map_or(0, |at| at + 1))
        }
        Location::Query => format!("query {}", escaped(wire)),
        Location::QueryString => format!("querystring {}", escaped(wire)),
        Location::Header => format!("header {}", escaped(&wire.to_lowercase())),
        Location::Cookie => format!("cookie {}", escaped(wire)),
    }
}

/// Where an operation's values travel, and their types.
pub(super) fn roots(operation: &Operation) -> Vec<(String, &Ty)> {
    let parameters = operation.parameters.iter();
    let mut roots: Vec<(String, &Ty)> = parameters
        .map(|one| (parameter(operation, one), &one.ty))
        .collect();
    if let Some(body) = &operation.body {
        roots.push(("body".to_owned(), &body.ty));
        let others = body.others.iter();
        roots.extend(others.map(|other| (format!("body {}", escaped(&other.media_type)), &other.ty)));
    }
    let replies = operation.successes.iter().chain(&operation.failures);
    for reply in replies {
        let key = reply.status.key();
        let others = reply.others.iter();
        roots.extend(others.map(|other| (format!("{key} {}", escaped(&other.media_type)), &other.ty)));
        roots.push((key, reply.content.ty()));
    }
    roots
}

/// The type at the end of a way, and the operation that it starts from.
pub(super) fn resolve<'m>(model: &'m Model, key: &str) -> Option<&'m Ty> {
    let mut operations = model.operations.iter();
    operations.find_map(|one| {
        let way = behind(key, &operation(one))?;
        let (root, steps) = match way.split_once('/') {
            Some((root, steps)) => (root, steps.split('/').collect()),
            None => (way, Vec::new()),
        };
        let (_, ty) = roots(one).into_iter().find(|(name, _)| name == root)?;
        steps
            .into_iter()
            .try_fold(ty.some(), |ty, step| into(model, ty, step))
    })
}

/// The operation, by its number, and the parameter that a key names.
pub(super) fn resolve_parameter(model: &Model, key: &str) -> Option<(usize, usize)> {
    let mut operations = model.operations.iter().enumerate();
    operations.find_map(|(number, one)| {
        let way = behind(key, &operation(one))?;
        let at = one
            .parameters
            .iter()
            .position(|parameter| self::parameter(one, parameter) == way)?;
        Some((number, at))
    })
}

/// One step into a type.
fn into<'m>(model: &'m Model, ty: &'m Ty, step: &str) -> Option<&'m Ty> {
    let inner = match ty {
        Ty::List(items) if step == ITEM => items,
        Ty::Map(values) if step == REST => values,
        Ty::Named(name) => match &model.types.get(name)?.kind {
            Kind::Struct(structure) if step == REST => &structure.extra.as_ref()?.ty,
            Kind::Struct(structure) => {
                let mut fields = structure.fields.iter();
                &fields.find(|field| escaped(field.wire.as_str()) == step)?.ty
            }
            Kind::Union(union) => {
                let member = members::find(model, union, step.strip_prefix('|')?)?;
                &union.members[member].ty
            }
            Kind::Enum(_) => return None,
        },
        _ => return None,
    };
    Some(inner.some())
}

/// A server's URL as a key.
pub(super) fn server(url: &str) -> &str {
    url.trim_end_matches('/')
}

/// How credentials travel.
pub(super) fn credential(scheme: &Scheme) -> String {
    match &scheme.kind {
        SchemeKind::Basic => "basic".to_owned(),
        SchemeKind::Bearer => "bearer".to_owned(),
        SchemeKind::Header(name) => format!("header {}", name.to_lowercase()),
        SchemeKind::Query(name) => format!("query {name}"),
        SchemeKind::Cookie(name) => format!("cookie {name}"),
    }
}
