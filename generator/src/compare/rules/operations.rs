//! Operations: which there are, where they are, what they are called.
//!
//! An operation is recognised by method and path, a path by its template without the names of its parameters; failing
//! that, by its `operationId`. The URL is what matters on the wire, the `operationId` is what matters in Rust: it names
//! the method, the builder and the types.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::compare::owner::Owner;
use crate::compare::rule::rules;
use crate::compare::site::{Node, Site};
use crate::compare::walk::{Handled, Walk};
use crate::compare::{OperationKey, rules::schema};
use crate::model::naming::value_name;
use crate::openapi::METHODS;

use super::parameters::anonymous;
use super::{annotations, bodies, parameters, responses, security, servers};

rules! {
    OPERATION_ADDED = None "operation-added", Compatible, Minor, "Old clients do not call it.";
    OPERATION_REMOVED = None "operation-removed", Breaking, Major, "Old clients call what is no longer there.";
    OPERATION_PATH_CHANGED = None "operation-path-changed", Breaking, Patch,
        "Old clients call the old path; the method of the crate keeps its name.";
    OPERATION_METHOD_CHANGED = None "operation-method-changed", Breaking, Patch,
        "Old clients use the old HTTP method; the method of the crate keeps its name.";
    OPERATION_ID_CHANGED = None "operation-id-changed", Docs, Major,
        "It is not on the wire, but it names the crate's method, builder and types.";
    OPERATION_ID_RESPELLED = None "operation-id-respelled", Docs, Patch,
        "It is not on the wire, and `getThing` and `get_thing` give the same names in the crate.";
    OPERATION_TAGS_CHANGED = None "operation-tags-changed", Docs, Patch, "Tags only group documentation.";
    CALLBACKS_CHANGED = None "callbacks-changed", Docs, Patch, "A client does not serve callbacks.";
}

/// An operation of one of the documents.
struct Entry<'a> {
    path: &'a str,
    item: Node<'a>,
    method: &'a str,
    node: Node<'a>,
    /// The URLs of the servers that it is called at.
    servers: Vec<String>,
}

impl Entry<'_> {
    fn id(&self) -> &str {
        self.node.text("operationId").unwrap_or_default()
    }

    /// The URLs that it is called at, without the names of path parameters.
    fn urls(&self) -> Vec<String> {
        let path = anonymous(self.path);
        let servers = self.servers.iter();
        servers.map(|server| format!("{server}{path}")).collect()
    }

    /// Whether it is at other servers than the document's, given by itself or by its path.
    fn has_own_servers(&self) -> bool {
        [&self.node, &self.item]
            .into_iter()
            .any(|node| node.get("servers").is_some())
    }

    fn name(&self) -> OperationKey {
        OperationKey {
            path: self.path.to_owned(),
            method: self.method.to_ascii_uppercase(),
            operation_id: self.id().to_owned(),
        }
    }
}

/// Compares `paths`.
pub(in crate::compare) fn compare<'a>(walk: &mut Walk<'a>, site: &Site<'a>) {
    if site
        .old
        .iter()
        .chain(&site.new)
        .any(|node| !node.value.is_object())
    {
        annotations::changed(walk, site, "paths");
        return;
    }
    items(walk, site);
    let (mut old, mut new) = (entries(walk.old, &site.old), entries(walk.new, &site.new));
    let mut pairs = Vec::new();
    // A part of the URLs may have moved between paths and servers.
    pair(&mut old, &mut new, &mut pairs, |a, b| {
        a.method == b.method && a.urls() == b.urls()
    });
    pair(&mut old, &mut new, &mut pairs, |a, b| {
        a.method == b.method && a.path == b.path
    });
    pair(&mut old, &mut new, &mut pairs, |a, b| {
        a.method == b.method && anonymous(a.path) == anonymous(b.path)
    });
    let (old_ids, new_ids) = (unique_ids(&old), unique_ids(&new));
    pair(&mut old, &mut new, &mut pairs, |a, b| {
        a.id() == b.id() && old_ids.contains(a.id()) && new_ids.contains(b.id())
    });
    // Those with another path as well are reported for themselves.
    let mut inherit = pairs
        .iter()
        .filter(|(a, b)| !a.has_own_servers() || !b.has_own_servers());
    let is_at_the_same = |(a, b): &(Entry<'_>, Entry<'_>)| a.urls() == b.urls();
    walk.at_the_same_urls = inherit.clone().any(is_at_the_same)
        && inherit.all(|pair| is_at_the_same(pair) || anonymous(pair.0.path) != anonymous(pair.1.path));
    for (before, after) in pairs {
        operation(walk, &before, &after);
    }
    for removed in old {
        walk.enter_operation(removed.name());
        let site = Site::new(Some(removed.node.clone()), None, "operation");
        let message = format!("`{}` was removed", removed.name());
        walk.report_values(
            &OPERATION_REMOVED,
            &site,
            Some(removed.id().into()),
            None,
            message,
        );
    }
    for come in new {
        walk.enter_operation(come.name());
        let site = Site::new(None, Some(come.node.clone()), "operation");
        let message = format!("`{}` was added", come.name());
        walk.report_values(&OPERATION_ADDED, &site, None, Some(come.id().into()), message);
    }
    schema::components(walk);
    walk.enter(Owner::Document);
    servers::moved(walk);
}

fn pair<'a>(
    old: &mut Vec<Entry<'a>>,
    new: &mut Vec<Entry<'a>>,
    pairs: &mut Vec<(Entry<'a>, Entry<'a>)>,
    alike: impl Fn(&Entry<'a>, &Entry<'a>) -> bool,
) {
    for before in std::mem::take(old) {
        match new.iter().position(|after| alike(&before, after)) {
            Some(at) => pairs.push((before, new.remove(at))),
            None => old.push(before),
        }
    }
}

/// The ids that occur once, without the empty one.
fn unique_ids(entries: &[Entry<'_>]) -> BTreeSet<String> {
    let count = |id: &str| entries.iter().filter(|entry| entry.id() == id).count();
    let ids = entries
        .iter()
        .map(Entry::id)
        .filter(|id| !id.is_empty() && count(id) == 1);
    ids.map(str::to_owned).collect()
}

fn entries<'a>(document: &'a serde_json::Value, paths: &Option<Node<'a>>) -> Vec<Entry<'a>> {
    let mut entries = Vec::new();
    for (path, item) in paths.as_ref().map(Node::members).unwrap_or_default() {
        let item = item.resolved(document).unwrap_or(item);
        for (method, node) in operations_of(&item) {
            let servers = servers::effective(document, &item, &node);
            let item = item.clone();
            entries.push(Entry {
                path,
                item,
                method,
                node,
                servers,
            });
        }
    }
    entries
}

/// The operations of a path item, those of methods of their own as well.
fn operations_of<'a>(item: &Node<'a>) -> Vec<(&'a str, Node<'a>)> {
    let mut operations = Vec::new();
    for (key, node) in item.members() {
        match key {
            "additionalOperations" => operations.extend(node.members()),
            key if METHODS.contains(&key) => operations.push((key, node)),
            _ => {}
        }
    }
    operations.retain(|(_, node)| node.value.is_object());
    operations
}

/// Compares what path items hold beside operations.
fn items<'a>(walk: &mut Walk<'a>, site: &Site<'a>) {
    let holds_operations = |document: &'a serde_json::Value, node: &Option<Node<'a>>| {
        let target = node.as_ref().and_then(|node| node.resolved(document));
        target.is_some_and(|item| !operations_of(&item).is_empty())
    };
    for path in site.keys() {
        let item = site.key(path).called(&format!("paths.{path}"));
        if walk.same(&item) {
            continue;
        }
        if item.both().is_none() {
            // The operations are reported one by one; a path without any has nobody else to report it.
            if !holds_operations(walk.old, &item.old) && !holds_operations(walk.new, &item.new) {
                annotations::changed(walk, &item, path);
            }
            continue;
        }
        if item.refers_elsewhere() {
            annotations::changed(walk, &item, "$ref");
        }
        let item = walk.resolved(&item);
        if item.objects().is_none() {
            annotations::changed(walk, &item, path);
            continue;
        }
        let operations = holds_operations(walk.old, &item.old) || holds_operations(walk.new, &item.new);
        walk.each_key(&item, |_, member, key| match key {
            // Reported with the operations that they apply to.
            "parameters" | "servers" if operations => Handled::Yes,
            "additionalOperations" if operations => Handled::Yes,
            _ if METHODS.contains(&key) => {
                match member
                    .old
                    .iter()
                    .chain(&member.new)
                    .any(|node| node.value.is_object())
                {
                    true => Handled::Yes,
                    false => Handled::No,
                }
            }
            _ => Handled::No,
        });
        if operations {
            overridden(walk, &item);
        }
    }
}

/// Reports shared parameters and servers that changed although every operation of the path overrides them.
fn overridden<'a>(walk: &mut Walk<'a>, item: &Site<'a>) {
    let (Some(old), Some(new)) = (&item.old, &item.new) else {
        return;
    };
    let operations = operations_of;
    let inherits = |node: &Node<'a>| {
        operations(node)
            .iter()
            .any(|(_, node)| node.get("servers").is_none())
    };
    let servers = item.key("servers");
    let seen = inherits(old) && inherits(new);
    if !seen && !walk.same(&servers) {
        annotations::changed(walk, &servers, "servers");
    }
    let parameters = item.key("parameters");
    if !walk.same(&parameters) && !parameters::used_by_all(&parameters, &operations(old), &operations(new)) {
        annotations::changed(walk, &parameters, "parameters");
    }
}

fn operation<'a>(walk: &mut Walk<'a>, before: &Entry<'a>, after: &Entry<'a>) {
    let site = Site::new(Some(before.node.clone()), Some(after.node.clone()), "operation");
    let item = Site::new(Some(before.item.clone()), Some(after.item.clone()), "operation");
    walk.enter_operation(after.name());
    let shared = [item.key("parameters"), item.key("servers")];
    let security = Site::new(
        Node::root(walk.old).key("security"),
        Node::root(walk.new).key("security"),
        "security",
    );
    let renamed = before.path != after.path || before.method != after.method;
    if !renamed && walk.same(&site) && shared.iter().all(|site| walk.same(site)) && walk.same(&security) {
        return;
    }
    let [from, to] = [before, after].map(|entry| Some(entry.name().to_string().into()));
    if before.method != after.method {
        let message = format!("`{}` is now called with {}", before.name(), after.name().method);
        walk.report_values(
            &OPERATION_METHOD_CHANGED,
            &site,
            from.clone(),
            to.clone(),
            message,
        );
    }
    let moved = anonymous(before.path) != anonymous(after.path);
    if moved && before.urls() == after.urls() {
        // One fact about all of them.
        walk.servers_moved = true;
    } else if moved {
        let message = format!("`{}` is now at `{}`", before.name(), after.path);
        walk.report_values(&OPERATION_PATH_CHANGED, &site, from, to, message);
    }
    let found = walk.changes.len();
    parameters::compare(walk, &site, &item, (before.path, after.path));
    if before.path != after.path && !moved && walk.changes.len() == found {
        // The template has other names, the list of parameters does not.
        let [from, to] = [before, after].map(|entry| Some(entry.path.into()));
        let message = format!("the path is now spelt `{}`", after.path);
        walk.report_values(&annotations::ANNOTATION_CHANGED, &site, from, to, message);
    }
    let stays = before.servers.iter().all(|url| after.servers.contains(url));
    servers::overrides(walk, &site, &item, stays || before.urls() == after.urls());
    security::operation(walk, &site);
    let found = walk.changes.len();
    walk.each_key(&site, |walk, member, key| {
        match key {
            "operationId" => {
                let message = format!("the operation is now called `{}`", after.id());
                let respelled = value_name(before.id()) == value_name(after.id());
                let rule = if respelled {
                    &OPERATION_ID_RESPELLED
                } else {
                    &OPERATION_ID_CHANGED
                };
                walk.report(rule, member, message);
            }
            "tags" => tags(walk, member),
            "callbacks" if member.is_verbatim() => {}
            "callbacks" => walk.report(
                &CALLBACKS_CHANGED,
                member,
                "the operation's callbacks have changed",
            ),
            "deprecated" => return annotations::deprecation(walk, member),
            "requestBody" => return bodies::compare(walk, member),
            "responses" => return responses::compare(walk, member),
            // Compared above, together with what the path and the document say.
            "parameters" | "security" => {}
            "servers" => {
                if !walk.changes[..found]
                    .iter()
                    .any(|change| change.id == "operation-servers-changed")
                {
                    return Handled::No;
                }
            }
            _ => return Handled::No,
        }
        Handled::Yes
    });
    schema::drain(walk);
}

/// Reports the tags that an operation has lost and got: what happens alike to many operations is one fact, a tag of another name.
fn tags<'a>(walk: &mut Walk<'a>, site: &Site<'a>) {
    let names = |node: &Option<Node<'a>>| node.as_ref().and_then(|node| node.value.as_array());
    let without = |these: Option<&Vec<Value>>, those: Option<&Vec<Value>>| -> Vec<Value> {
        let those = |name: &&Value| !those.is_some_and(|those| those.contains(name));
        these.into_iter().flatten().filter(those).cloned().collect()
    };
    let (old, new) = (names(&site.old), names(&site.new));
    let (removed, added) = (without(old, new), without(new, old));
    let message = "the operation has other tags";
    if removed.is_empty() && added.is_empty() {
        return walk.report(&OPERATION_TAGS_CHANGED, site, message);
    }
    let mut site = site.clone();
    site.anchor = "#tags".to_owned();
    let some = |names: Vec<Value>| (!names.is_empty()).then(|| names.into());
    walk.report_values(
        &OPERATION_TAGS_CHANGED,
        &site,
        some(removed),
        some(added),
        message,
    );
}
