//! Where the API is. A client keeps the URLs it was built with, so an address that is no longer listed is an address
//! that its owner stopped promising. Of a server with variables it calls one URL, that of their defaults
//! (`model/parse/servers.rs`): whichever others there are or were, it works as long as this one is among them. The generated
//! `Server` enum has a variant per entry; a new one is `minor` because
//! the enum is `#[non_exhaustive]`.

use std::collections::HashSet;

use serde_json::Value;

use crate::compare::rule::rules;
use crate::compare::site::{Node, Site};
use crate::compare::walk::{Handled, Walk};

use super::annotations;
use super::server_urls::{called, makes, makes_all, nameless, only_value, template, url, values};

rules! {
    SERVER_ADDED = None "server-added", Compatible, Minor, "One more address; the known ones stay.";
    SERVER_REMOVED = None "server-removed", Breaking, Major,
        "Clients that use this address have nobody to talk to; its `Server` variant is removed.";
    SERVER_URL_CHANGED = None "server-url-changed", Breaking, Patch,
        "Clients built from the old page call the old address; code that imports the crate stays as it is.";
    SERVER_ORDER_CHANGED = None "server-order-changed", Compatible, Patch,
        "The first server is the default; the old default is still served.";
    SERVER_VARIABLE_CHANGED = None "server-variable-changed", Breaking, Patch,
        "Variables are part of the URL; the address that clients built from the old page call is no longer one of theirs.";
    SERVER_VARIABLE_WIDENED = None "server-variable-widened", Compatible, Patch,
        "The address that clients built from the old page call is still one of those that the variables make.";
    SERVER_VARIABLE_NARROWED = None "server-variable-narrowed", Compatible, Patch,
        "Clients call the address of the defaults, which is still served; others that there were are not listed any more.";
    SERVERS_MOVED = None "servers-moved", Docs, Patch,
        "Each operation is called at the same URLs, whatever of them is said by the servers and what by the paths.";
    OPERATION_SERVERS_CHANGED = None "operation-servers-changed", Breaking, Patch,
        "The operation is served elsewhere than the client calls it.";
}

/// Compares the document's `servers`.
pub(in crate::compare) fn compare<'a>(walk: &mut Walk<'a>, site: &Site<'a>) -> Handled {
    // One that is listed twice is one.
    let entries = |node: &Option<Node<'a>>| {
        let mut entries = node.as_ref().map(Node::items).unwrap_or_default();
        let mut known = HashSet::new();
        entries.retain(|entry| known.insert(url(entry)));
        entries
    };
    let (mut old, mut new) = (entries(&site.old), entries(&site.new));
    let order = |nodes: &[Node<'a>]| nodes.iter().map(url).collect::<Vec<_>>();
    let (old_order, new_order) = (order(&old), order(&new));
    let found = walk.changes.len();
    if walk.at_the_same_urls && old_order != new_order {
        // Reported with the operations.
        return Handled::Yes;
    }

    let mut pairs = Vec::new();
    for spelling in [template, url, nameless] {
        old.retain(
            |node| match new.iter().position(|other| spelling(other) == spelling(node)) {
                Some(at) => {
                    pairs.push((node.clone(), new.remove(at)));
                    false
                }
                None => true,
            },
        );
    }
    let mut taken = HashSet::new();
    old.retain(|node| {
        let Some(at) = new
            .iter()
            .position(|other| called(node).is_some_and(|url| makes(other, &url)))
        else {
            return true;
        };
        taken.insert(at);
        respelled(walk, &site.with(Some(node.clone()), Some(new[at].clone())));
        false
    });
    let mut numbers = 0..;
    new.retain(|_| !numbers.next().is_some_and(|number| taken.contains(&number)));
    if let ([before], [after]) = (&old[..], &new[..]) {
        let moved = site.with(Some(before.clone()), Some(after.clone()));
        let values = [before, after].map(|node| Value::from(url(node)));
        let [before, after] = values.map(Some);
        let message = "the API is served at another URL";
        walk.report_values(&SERVER_URL_CHANGED, &moved, before, after, message);
    } else {
        for node in old {
            let message = format!("the server {} was removed", url(&node));
            let before = Some(Value::from(url(&node)));
            walk.report_values(
                &SERVER_REMOVED,
                &site.with(Some(node), None),
                before,
                None,
                message,
            );
        }
        for node in new {
            let message = format!("the server {} was added", url(&node));
            let after = Some(Value::from(url(&node)));
            walk.report_values(&SERVER_ADDED, &site.with(None, Some(node)), None, after, message);
        }
    }
    for (before, after) in pairs {
        let place = format!("servers[{}]", url(&before));
        if url(&before) != url(&after) && template(&before) != template(&after) {
            // Its variables have other names.
            annotations::changed(
                walk,
                &site.with(Some(before), Some(after)).called(&place),
                "variables",
            );
            continue;
        }
        entry(walk, &site.with(Some(before), Some(after)).called(&place));
    }
    if walk.changes.len() == found && old_order.first() != new_order.first() {
        let [before, after] =
            [&old_order, &new_order].map(|order| order.first().map(|url| Value::from(url.clone())));
        let message = "another server is listed first and becomes the default";
        walk.report_values(&SERVER_ORDER_CHANGED, site, before, after, message);
    }
    match walk.changes.len() > found {
        true => Handled::Yes,
        false => Handled::No,
    }
}

/// Reports that a server has other variables, and can still be what clients call.
fn respelled<'a>(walk: &mut Walk<'a>, site: &Site<'a>) {
    let Some((before, after)) = site.both() else {
        return;
    };
    let [from, to] = [before, after].map(url);
    let (rule, message) = match makes_all(after, before) {
        true => {
            let message = format!("the URL of {from} has variables now, which can make it");
            (&SERVER_VARIABLE_WIDENED, message)
        }
        false => {
            let message = format!("of the URLs of {from} the one that clients call is left");
            (&SERVER_VARIABLE_NARROWED, message)
        }
    };
    walk.report_values(rule, site, Some(from.into()), Some(to.into()), message);
}

/// Reports that the URLs of operations are put together of other servers and paths, and are the same.
pub(super) fn moved(walk: &mut Walk<'_>) {
    let site = Site::new(Some(Node::root(walk.old)), Some(Node::root(walk.new)), "document").key("servers");
    let [before, after] = [&site.old, &site.new].map(|node| {
        let servers = node.as_ref().map(Node::items).unwrap_or_default();
        servers.iter().map(url).collect::<Vec<_>>()
    });
    if walk.servers_moved || (walk.at_the_same_urls && before != after) {
        let which = if walk.at_the_same_urls { "" } else { "some " };
        let message = format!(
            "servers or paths have changed, and {which}operations are called at the same URLs as before"
        );
        let [before, after] = [before, after].map(|urls| Some(Value::from(urls)));
        walk.report_values(&SERVERS_MOVED, &site.called("servers"), before, after, message);
    }
}

/// The URLs of the servers that an operation is called at: its own, else its path's, else the document's.
pub(super) fn effective(document: &Value, item: &Node<'_>, operation: &Node<'_>) -> Vec<String> {
    let of = |node: &Node<'_>| {
        let servers = node.key("servers")?.items();
        let urls: Vec<String> = servers.iter().map(url).collect();
        (!urls.is_empty()).then_some(urls)
    };
    let servers = of(operation)
        .or_else(|| of(item))
        .or_else(|| of(&Node::root(document)));
    // OpenAPI: no servers are one at `/`.
    servers.unwrap_or_else(|| vec![String::new()])
}

fn entry<'a>(walk: &mut Walk<'a>, site: &Site<'a>) {
    if site.objects().is_none() && !walk.same(site) {
        walk.report(&SERVER_URL_CHANGED, site, "the API is served at another URL");
        return;
    }
    walk.each_key(site, |walk, member, key| {
        if key != "variables" {
            return Handled::No;
        }
        walk.each_key(member, |walk, variable, name| {
            let site = variable.clone().step(&format!(".{name}"));
            let only = [&site.old, &site.new].map(|node| node.as_ref().map(|node| only_value(node.value)));
            // The URL says now what the variable said, or the other way round.
            if let [Some(Some(_)), None] | [None, Some(Some(_))] = only {
                return Handled::No;
            }
            let differs = site.before("default") != site.after("default")
                || site.objects().is_some() && {
                    let [old, new] =
                        [&site.old, &site.new].map(|node| node.as_ref().map(|node| values(node.value)));
                    old != new
                };
            if site.objects().is_some() && !differs {
                walk.each_key(&site, |_, _, _| Handled::No);
            } else {
                let message = format!("the server variable `{name}` has changed");
                let rule = match taken(&site) {
                    Taken::All => &SERVER_VARIABLE_WIDENED,
                    Taken::Default => &SERVER_VARIABLE_NARROWED,
                    Taken::Nothing => &SERVER_VARIABLE_CHANGED,
                };
                walk.report(rule, &site, message);
            }
            Handled::Yes
        });
        match member.keys().is_empty() {
            true => Handled::No,
            false => Handled::Yes,
        }
    });
}

/// What a variable can still be of what it could be.
enum Taken {
    All,
    /// The value that clients call it with, and not all others.
    Default,
    Nothing,
}

fn taken(variable: &Site<'_>) -> Taken {
    let Some((old, new)) = variable.objects() else {
        return Taken::Nothing;
    };
    let values = |map: &'_ serde_json::Map<String, Value>| map.get("enum").and_then(Value::as_array).cloned();
    let Some(listed) = values(new) else {
        return Taken::All;
    };
    let default = old.get("default").is_some_and(|default| listed.contains(default));
    match values(old) {
        _ if !default => Taken::Nothing,
        Some(old) if old.iter().all(|value| listed.contains(value)) => Taken::All,
        // Any value could be chosen.
        _ => Taken::Default,
    }
}

/// Compares the servers that override the document's for one operation, given by the operation or by its path. It `stays` where
/// it was if clients that are in use reach it.
pub(in crate::compare) fn overrides<'a>(walk: &mut Walk<'a>, site: &Site<'a>, path: &Site<'a>, stays: bool) {
    let (own, shared) = (site.key("servers"), path.key("servers"));
    let of_path = own.old.is_none() && own.new.is_none();
    let place = site
        .with(own.old.or(shared.old), own.new.or(shared.new))
        .called("servers");
    if place.old.is_none() && place.new.is_none() {
        return;
    }
    if !stays {
        let message = "the operation is served at another URL";
        walk.report(&OPERATION_SERVERS_CHANGED, &place, message);
    } else if of_path && !walk.same(&place) {
        annotations::changed(walk, &place, "servers");
    }
}
