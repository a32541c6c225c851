//! A generated client as a comparison sees it: its public API, and where in the document each item comes from.

use std::collections::{BTreeMap, BTreeSet};

use super::{ItemChange, ItemChangeKind, Surface};
use crate::model::{self, Kind, Model, Property, Ty};
use crate::pointer;

/// The public API of a client, with the places in the canonical document that its items are made from.
#[derive(Debug, Clone, Default)]
pub struct Api {
    pub(super) surface: Surface,
    /// JSON pointers of schemas by the path of the type, field or variant.
    schemas: BTreeMap<String, String>,
    /// `METHOD /path` by the names of the operation's type and method.
    operations: BTreeMap<String, String>,
    /// `query.name` of parameters by the paths of their setters.
    parameters: BTreeMap<String, String>,
    /// The operations that send or receive a type, by its name.
    users: BTreeMap<String, BTreeSet<String>>,
    /// Setters and fields without which a call fails: that they are needed is in no signature.
    needed: BTreeSet<String>,
}

impl Api {
    /// The client's public items.
    pub fn surface(&self) -> &Surface {
        &self.surface
    }

    /// The API of the client that `model` is rendered to.
    pub(crate) fn new(model: &Model, surface: Surface) -> Self {
        let (mut schemas, mut needed) = (BTreeMap::new(), BTreeSet::new());
        for (name, definition) in &model.types {
            let path = format!("types::{name}");
            if let Kind::Struct(item) = &definition.kind {
                for field in &item.fields {
                    schemas.insert(format!("{path}::{}", field.rust), field.source.clone());
                    if definition.sent && definition.needs(field) {
                        needed.insert(format!("{path}::{}", field.rust));
                    }
                    for method in [Some(&field.setter), field.null.as_ref()].into_iter().flatten() {
                        for owner in [&path, &format!("types::builder::{name}")] {
                            schemas.insert(format!("{owner}::{method}"), field.source.clone());
                        }
                    }
                }
            }
            schemas.insert(format!("types::builder::{name}"), definition.source.clone());
            schemas.insert(path, definition.source.clone());
        }
        let (mut operations, mut parameters) = (BTreeMap::new(), BTreeMap::new());
        let mut users: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for operation in &model.operations {
            let at = format!("{} {}", operation.method, operation.path);
            for name in reached(model, operation) {
                users.entry(name).or_default().insert(at.clone());
            }
            for name in [operation.type_name.as_str(), operation.method_name.as_str()] {
                operations.insert(name.to_owned(), at.clone());
            }
            for reply in &operation.failures {
                let variant = format!("{}Error::{}", operation.type_name, reply.variant);
                let responses = pointer::join(&operation.pointer(), "responses");
                schemas.insert(variant, pointer::join(&responses, reply.status.key()));
            }
            let path = format!("operations::{}", operation.type_name);
            for parameter in &operation.parameters {
                let at = format!("{}.{}", parameter.location.as_str(), parameter.wire);
                parameters.insert(format!("{path}::{}", parameter.rust), at);
            }
            for setter in model.body_setters(operation).into_iter().flatten() {
                if let Property::Named(field) = setter.of {
                    for method in [Some(&setter.method), setter.null.as_ref()].into_iter().flatten() {
                        schemas.insert(format!("{path}::{method}"), field.source.clone());
                    }
                }
            }
            // Those of the path are arguments, which the signature tells.
            let required = operation
                .other_parameters()
                .filter(|parameter| parameter.required);
            needed.extend(required.map(|parameter| format!("{path}::{}", parameter.rust)));
            if operation.body.as_ref().is_some_and(|body| body.required) {
                needed.insert(format!("{path}::body"));
            }
        }
        Self {
            surface,
            schemas,
            operations,
            parameters,
            users,
            needed,
        }
    }

    /// How this API differs from that of the client before it: by signatures, and by what has come to be needed.
    pub(super) fn changes_since(&self, old: &Self) -> Vec<ItemChange> {
        let mut changes = self.surface.changes_since(&old.surface);
        for item in self.needed.difference(&old.needed) {
            let Some((owner, _)) = item.rsplit_once("::").filter(|(owner, _)| old.surface.has(owner)) else {
                continue;
            };
            debug_assert!(self.surface.has(owner), "what is needed is an item's");
            match changes.iter_mut().find(|change| change.item == *item) {
                Some(change) => change.needed = true,
                None => changes.push(ItemChange {
                    item: item.clone(),
                    kind: ItemChangeKind::Changed,
                    before: Some("optional".to_owned()),
                    after: Some("required".to_owned()),
                    needed: true,
                }),
            }
        }
        changes
    }

    /// The schema that an item is made from: its own, or its type's.
    pub(super) fn schema(&self, item: &str) -> Option<&str> {
        let mut path = item;
        loop {
            if let Some(pointer) = self.schemas.get(path) {
                return Some(pointer);
            }
            path = path.rsplit_once("::")?.0;
        }
    }

    /// The parameter that an item sets, as findings call it: `query.size`.
    pub(super) fn parameter(&self, item: &str) -> Option<&str> {
        self.parameters.get(item).map(String::as_str)
    }

    /// The operations, as `METHOD /path`, that send or receive the type that an item belongs to, or the one that it
    /// belongs to itself.
    pub(super) fn operations_of(&self, item: &str) -> impl Iterator<Item = &str> {
        let name = item.strip_prefix("types::").map(|rest| {
            rest.trim_start_matches("builder::")
                .split("::")
                .next()
                .unwrap_or(rest)
        });
        let users = name.and_then(|name| self.users.get(name));
        let own = name.is_none().then(|| self.operation(item)).flatten();
        users.into_iter().flatten().map(String::as_str).chain(own)
    }

    /// The operation that an item belongs to, as `METHOD /path`: `operations::MakeBox::size`, `Client::make_box`,
    /// `MakeBoxError::Conflict`.
    fn operation(&self, item: &str) -> Option<&str> {
        let mut segments = item.split("::");
        let first = segments.next()?;
        let named = match first {
            "operations" | "Client" => segments.next()?,
            "mock" => segments.nth(1)?,
            other => {
                let suffixes = ["Error", "Success"];
                suffixes
                    .iter()
                    .find_map(|suffix| other.strip_suffix(suffix))
                    .unwrap_or(other)
            }
        };
        self.operations.get(named).map(String::as_str)
    }
}

/// The names of the types that an operation sends or receives, directly or inside others.
fn reached(model: &Model, operation: &model::Operation) -> BTreeSet<String> {
    let replies = operation.successes.iter().chain(&operation.failures);
    let mut work: Vec<&Ty> = operation
        .parameters
        .iter()
        .map(|parameter| &parameter.ty)
        .collect();
    work.extend(operation.body.iter().map(|body| &body.ty));
    work.extend(replies.flat_map(model::Response::types));
    let mut found = BTreeSet::new();
    while let Some(ty) = work.pop() {
        let Some(name) = ty.leaf().name() else { continue };
        if !found.insert(name.to_string()) {
            continue;
        }
        match model.types.get(name).map(|definition| &definition.kind) {
            Some(Kind::Struct(item)) => {
                work.extend(item.fields.iter().map(|field| &field.ty));
                work.extend(item.extra.iter().map(|extra| &extra.ty));
            }
            Some(Kind::Union(union)) => work.extend(union.members.iter().map(|member| &member.ty)),
            Some(Kind::Enum(_)) | None => {}
        }
    }
    found
}
