//! Where the API is. A client keeps the URLs it was built with, so an address that is no longer listed is an address
//! that its owner stopped promising. The generated `Server` enum has a variant per entry; a new one is `minor` because
//! the enum is `#[non_exhaustive]`.

use std::collections::HashSet;

use serde_json::Value;

use crate::compare::rule::rules;
use crate::compare::site::{Node, Site};
use crate::compare::walk::{Handled, Walk};

rules! {
    SERVER_ADDED = None "server-added", Compatible, Minor, "One more address; the known ones stay.";
    SERVER_REMOVED = None "server-removed", Breaking, Major,
        "Clients that use this address have nobody to talk to; its `Server` variant is gone.";
    SERVER_URL_CHANGED = None "server-url-changed", Breaking, Patch,
        "Clients built from the old page call the old address; code that imports the crate stays as it is.";
    SERVER_ORDER_CHANGED = None "server-order-changed", Compatible, Patch,
        "The first server is the default; the old default is still served.";
    SERVER_VARIABLE_CHANGED = None "server-variable-changed", Breaking, Patch,
        "Variables are part of the URL; the address that clients built from the old page call is none any more.";
    SERVER_VARIABLE_WIDENED = None "server-variable-widened", Compatible, Patch,
        "The address that clients built from the old page call is still one of those that the variables make.";
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

    let mut pairs = Vec::new();
    old.retain(
        |node| match new.iter().position(|other| url(other) == url(node)) {
            Some(at) => {
                pairs.push((node.clone(), new.remove(at)));
                false
            }
            None => true,
        },
    );
    if let ([before], [after]) = (&old[..], &new[..]) {
        let moved = site.with(Some(before.clone()), Some(after.clone()));
        let values = [before, after].map(|node| Value::from(url(node)));
        let [before, after] = values.map(Some);
        let message = "the API is served at another URL";
        walk.report_values(&SERVER_URL_CHANGED, &moved, before, after, message);
    } else {
        for node in old {
            let message = format!("the API is no longer served at {}", url(&node));
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
            let message = format!("the API is also served at {}", url(&node));
            let after = Some(Value::from(url(&node)));
            walk.report_values(&SERVER_ADDED, &site.with(None, Some(node)), None, after, message);
        }
    }
    for (before, after) in pairs {
        let place = format!("servers[{}]", url(&before));
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

/// A server's URL as it is joined with paths: a slash at its end, the case of its host and the usual port make no difference
/// (RFC 3986, section 6.2).
fn url(node: &Node<'_>) -> String {
    let url = node.text("url").unwrap_or_default().trim_end_matches('/');
    let Some((scheme, rest)) = url.split_once("://").filter(|_| !url.contains('{')) else {
        return url.to_owned();
    };
    let scheme = scheme.to_ascii_lowercase();
    let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let host = host.to_ascii_lowercase();
    let usual = match scheme.as_str() {
        "https" => ":443",
        _ => ":80",
    };
    format!("{scheme}://{}{path}", host.strip_suffix(usual).unwrap_or(&host))
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
            let differs = ["default", "enum"]
                .into_iter()
                .any(|key| site.before(key) != site.after(key));
            if site.objects().is_some() && !differs {
                walk.each_key(&site, |_, _, _| Handled::No);
            } else {
                let message = format!("the server variable `{name}` has changed");
                let rule = match takes_all(&site) {
                    true => &SERVER_VARIABLE_WIDENED,
                    false => &SERVER_VARIABLE_CHANGED,
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

/// Whether the values that a variable could have, it can still have.
fn takes_all(variable: &Site<'_>) -> bool {
    let Some((old, new)) = variable.objects() else {
        return false;
    };
    let values = |map: &serde_json::Map<String, Value>| map.get("enum").and_then(Value::as_array).cloned();
    let default = || old.get("default").cloned().into_iter().collect::<Vec<_>>();
    match (values(old), values(new)) {
        (_, None) => true,
        // Any value could be chosen; the default is what clients have that chose none.
        (None, Some(new)) => !default().is_empty() && default().iter().all(|value| new.contains(value)),
        (Some(old), Some(new)) => old.iter().chain(&default()).all(|value| new.contains(value)),
    }
}

/// Compares the servers that override the document's for one operation, given by the operation or by its path.
pub(in crate::compare) fn overrides<'a>(walk: &mut Walk<'a>, site: &Site<'a>, path: &Site<'a>) {
    let (own, shared) = (site.key("servers"), path.key("servers"));
    let place = site.with(own.old.or(shared.old), own.new.or(shared.new));
    if place.old.is_none() && place.new.is_none() {
        return;
    }
    // Without servers of its own, an operation is where the document says.
    let general = |document| Node::root(document).key("servers");
    let effective = place.with(
        place.old.clone().or_else(|| general(walk.old)),
        place.new.clone().or_else(|| general(walk.new)),
    );
    let urls = |node: &Option<Node<'a>>| {
        let node = node.as_ref()?;
        Some(node.items().iter().map(url).collect::<Vec<_>>())
    };
    if urls(&effective.old) != urls(&effective.new) {
        let message = "the operation is served at another URL";
        walk.report(&OPERATION_SERVERS_CHANGED, &place.called("servers"), message);
    }
}
