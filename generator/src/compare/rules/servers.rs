//! Where the API is. A client keeps the URLs it was built with, so an address that is no longer listed is an address
//! that its owner stopped promising. The generated `Server` enum has a variant per entry; a new one is `minor` because
//! the enum is `#[non_exhaustive]`.

use std::collections::{BTreeSet, HashSet};

use serde_json::Value;

use crate::compare::rule::rules;
use crate::compare::site::{Node, Site};
use crate::compare::walk::{Handled, Walk};

use super::annotations;

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
    SERVERS_MOVED = None "servers-moved", Docs, Patch,
        "Each operation is called at the same URLs, whatever of them is said by the servers and what by the paths.";
    OPERATION_SERVERS_CHANGED = None "operation-servers-changed", Breaking, Patch,
        "The operation is served elsewhere than the client calls it.";
}

/// Most URLs that are made of a server's variables to find one of them; with more, it counts as another.
const MOST_URLS: usize = 1_000;

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
    if let ([before], [after]) = (&old[..], &new[..])
        && makes(after, &url(before))
    {
        let message = format!("the URL of {} has variables now, which can make it", url(before));
        let varied = site.with(Some(before.clone()), Some(after.clone()));
        let values = [before, after].map(|node| Some(Value::from(url(node))));
        let [before, after] = values;
        walk.report_values(&SERVER_VARIABLE_WIDENED, &varied, before, after, message);
    } else if let ([before], [after]) = (&old[..], &new[..]) {
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

/// A server's URL as it is joined with paths: a variable that has one value is that value.
fn url(node: &Node<'_>) -> String {
    let mut url = template(node);
    let variables = node.get("variables").and_then(Value::as_object);
    for (name, variable) in variables.into_iter().flatten() {
        if let Some(value) = only_value(variable) {
            url = url.replace(&format!("{{{name}}}"), value);
        }
    }
    plain(&url)
}

/// The same with its variables.
fn template(node: &Node<'_>) -> String {
    plain(node.text("url").unwrap_or_default())
}

/// The same with what its variables can be in place of their names.
fn nameless(node: &Node<'_>) -> String {
    let mut url = url(node);
    let variables = node.get("variables").and_then(Value::as_object);
    for (name, variable) in variables.into_iter().flatten() {
        let values = format!("{{{} of {:?}}}", variable["default"], values(variable));
        url = url.replace(&format!("{{{name}}}"), &values);
    }
    url
}

/// The values that a server variable can have, in one order; nothing where it can have any.
fn values(variable: &Value) -> Option<BTreeSet<&str>> {
    let values = variable.get("enum")?.as_array()?;
    Some(values.iter().filter_map(Value::as_str).collect())
}

/// Whether a server's variables can make this URL: a host that becomes one of several.
fn makes(node: &Node<'_>, wanted: &str) -> bool {
    let variables = node.get("variables").and_then(Value::as_object);
    let mut urls = vec![template(node)];
    for (name, variable) in variables.into_iter().flatten() {
        let default = variable["default"].as_str().into_iter().collect();
        let values = values(variable).unwrap_or(default);
        if urls.len() * values.len() > MOST_URLS {
            return false;
        }
        let with = |url: &String, value: &&str| url.replace(&format!("{{{name}}}"), value);
        let each = urls
            .iter()
            .flat_map(|url| values.iter().map(move |value| with(url, value)));
        urls = each.collect();
    }
    urls.iter().any(|url| plain(url) == wanted)
}

/// A URL without what makes no difference: a slash at its end, the case of its host, the usual port (RFC 3986, section 6.2).
fn plain(url: &str) -> String {
    let url = url.trim_end_matches('/');
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

/// The value of a server variable that can have no other.
fn only_value(variable: &Value) -> Option<&str> {
    match variable.get("enum").and_then(Value::as_array).map(Vec::as_slice) {
        Some([value]) => value.as_str(),
        _ => None,
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
