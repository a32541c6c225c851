//! Statuses and their bodies.
//!
//! Clients decode by status. A success that the page does not document is read as the nearest that it does, if its body fits:
//! that keeps a call alive, and says nothing of what the status means (202 is no 200), so a new success status breaks old
//! clients. A new error status does not: it was an error before and is one now. One success less is none that old clients
//! read wrongly, as long as another one stays. Where a range or `default` stood for the status, its body is what old clients
//! read, so what comes now is compared with it. Each status is a variant of the crate's error enum or shapes the success type.

use serde_json::{Value, json};

use crate::compare::Direction;
use crate::compare::rule::rules;
use crate::compare::site::{Node, Site};
use crate::compare::walk::{Handled, Walk};

use super::{annotations, bodies, headers};
use crate::model::Status;

rules! {
    RESPONSE_SUCCESS_STATUS_ADDED = Response "response-success-status-added", Breaking, Major,
        "Old clients read it as the nearest success that they know, or fail if its body is none; the success type has one more case.";
    RESPONSE_SUCCESS_STATUS_REMOVED = Response "response-success-status-removed", Breaking, Major,
        "The success that callers wait for is no longer sent; the success type has one case less.";
    RESPONSE_ONE_SUCCESS_STATUS_REMOVED = Response "response-one-success-status-removed", Compatible, Major,
        "Old clients read the successes that stay, whose bodies are compared, too; the success type has one case less.";
    RESPONSE_SUCCESS_STATUS_CHANGED = Response "response-success-status-changed", Breaking, Patch,
        "Old clients read it as the success that they know, and may take it for what it is not; the body is compared, too.";
    RESPONSE_SUCCESS_STATUS_NARROWED = Response "response-success-status-narrowed", Compatible, Patch,
        "Old clients take the status for the success that it is: what they knew covers it. The body is compared, too.";
    RESPONSE_ERROR_STATUS_ADDED = Response "response-error-status-added", Compatible, Minor,
        "It was an error before and is one now; the error enum, which is not exhaustive, has one more variant.";
    RESPONSE_ERROR_STATUS_REMOVED = Response "response-error-status-removed", Compatible, Major,
        "Nobody misses an error; its variant is removed.";
    RESPONSE_BODY_ADDED = Response "response-body-added", Compatible, Major,
        "Old clients do not read the body; what `send()` or the variant holds has another type.";
    RESPONSE_BODY_REMOVED = Response "response-body-removed", Breaking, Major,
        "Old clients read a body that is not there.";
    RESPONSE_LINKS_CHANGED = Response "response-links-changed", Docs, Patch, "Links are not followed.";
}

/// Compares the `responses` of an operation.
pub(in crate::compare) fn compare<'a>(walk: &mut Walk<'a>, site: &Site<'a>) -> Handled {
    let site = &site.clone().towards(Direction::Response);
    let members = |node: &Option<Node<'a>>| {
        let members = node.as_ref().map(Node::members).unwrap_or_default();
        let statuses = members
            .into_iter()
            .filter(|(status, _)| !status.starts_with("x-"));
        statuses.collect::<Vec<_>>()
    };
    let (mut old, mut new) = (members(&site.old), members(&site.new));
    // `default` stands for success only where no success is documented.
    let is_named = |status: &str| Status::named(status).is_some_and(Status::is_success);
    let succeeds = |all: &[(&str, Node<'a>)]| all.iter().any(|(status, _)| is_named(status));
    let (old_succeeds, new_succeeds) = (succeeds(&old), succeeds(&new));
    let is_success = |status: &str, others: bool| is_named(status) || (status == "default" && !others);

    let (found, queued) = (walk.changes.len(), walk.queue.len());
    let all = (old.clone(), new.clone());
    // Whether old clients read a status as a success that a range or `default` stands for.
    let is_known = |status: &str| {
        let Some(named) = Status::named(status) else {
            return false;
        };
        let mut known = all.0.iter().filter_map(|(other, _)| Status::named(other));
        known.any(|known| match known {
            Status::Code(_) => false,
            Status::Range(_) => named.is_success() && named.is_in(known),
            Status::Default => !old_succeeds && status.starts_with('2'),
        })
    };
    // Whether another one of its kind still comes: a redirect is none for a 2xx.
    let is_left = |status: &str| match status.starts_with('2') {
        true => all.1.iter().any(|(other, _)| other.starts_with('2')),
        false => new_succeeds,
    };
    let mut pairs = Vec::new();
    old.retain(
        |(status, before)| match new.iter().position(|(other, _)| other == status) {
            Some(at) => {
                pairs.push((*status, before.clone(), new.remove(at).1));
                false
            }
            None => true,
        },
    );
    let removed: Vec<_> = old
        .iter()
        .filter(|(status, _)| is_success(status, old_succeeds))
        .cloned()
        .collect();
    let added: Vec<_> = new
        .iter()
        .filter(|(status, _)| is_success(status, new_succeeds))
        .cloned()
        .collect();
    if let ([(from, before)], [(to, after)]) = (&removed[..], &added[..])
        && (is_range(from) || !is_known(to))
    {
        let site = site.with(Some(before.clone()), Some(after.clone())).called(to);
        let message = format!("success is now {to} instead of {from}");
        let rule = if is_known(to) {
            &RESPONSE_SUCCESS_STATUS_NARROWED
        } else {
            &RESPONSE_SUCCESS_STATUS_CHANGED
        };
        walk.report_values(rule, &site, Some(json!(from)), Some(json!(to)), message);
        pairs.push((*to, before.clone(), after.clone()));
        old.retain(|(status, _)| status != from);
        new.retain(|(status, _)| status != to);
    }
    for (status, before) in old {
        let removed = site.with(Some(before.clone()), None).called(status);
        let listed = site.with(Some(before), covering(&all.1, status)).called(status);
        let rule = match is_success(status, old_succeeds) {
            true if is_left(status) && !loses_body(walk, &listed) => &RESPONSE_ONE_SUCCESS_STATUS_REMOVED,
            true => &RESPONSE_SUCCESS_STATUS_REMOVED,
            false => &RESPONSE_ERROR_STATUS_REMOVED,
        };
        let message = format!("the reply {status} was removed");
        walk.report_values(rule, &removed, Some(json!(status)), None, message);
        covered(walk, &listed);
    }
    for (status, after) in new {
        let added = site.with(None, Some(after.clone())).called(status);
        let listed = site.with(covering(&all.0, status), Some(after)).called(status);
        let rule = match is_success(status, new_succeeds) {
            true if is_known(status) && !loses_body(walk, &listed) => &RESPONSE_SUCCESS_STATUS_NARROWED,
            true => &RESPONSE_SUCCESS_STATUS_ADDED,
            false => &RESPONSE_ERROR_STATUS_ADDED,
        };
        let message = format!("the reply {status} was added");
        walk.report_values(rule, &added, None, Some(json!(status)), message);
        covered(walk, &listed);
    }
    for (status, before, after) in pairs {
        response(walk, &site.with(Some(before), Some(after)).called(status));
    }
    for key in site.keys().into_iter().filter(|key| key.starts_with("x-")) {
        let member = site.key(key);
        if !walk.same(&member) {
            annotations::changed(walk, &member, key);
        }
    }
    match walk.changes.len() > found || walk.queue.len() > queued {
        true => Handled::Yes,
        false => Handled::No,
    }
}

/// Whether it stands for several statuses.
fn is_range(status: &str) -> bool {
    matches!(Status::named(status), Some(Status::Range(_) | Status::Default))
}

/// The response that stands for a status which is not documented by itself (OpenAPI 3.1, Responses Object).
fn covering<'a>(all: &[(&'a str, Node<'a>)], status: &str) -> Option<Node<'a>> {
    let range = format!("{}xx", status.get(..1)?);
    let named = |name: &str| all.iter().find(|(other, _)| other.eq_ignore_ascii_case(name));
    let cover = named(&range).or_else(|| named("default"));
    cover.map(|(_, node)| node.clone())
}

/// Compares the bodies of a status and of what stands for it on the other side. Where one says nothing of a body, there is
/// nothing to compare.
fn covered<'a>(walk: &mut Walk<'a>, listed: &Site<'a>) {
    let content = walk.resolved(listed).key("content");
    if content.objects().is_some() && !walk.same(&content) {
        bodies::content(walk, &content.called(&listed.location));
    }
}

/// Whether a status comes without a body that clients read in it, by what stands for it on the other side.
fn loses_body<'a>(walk: &mut Walk<'a>, listed: &Site<'a>) -> bool {
    let content = walk.resolved(listed).key("content");
    let has_body = |node: &Option<Node<'a>>| node.as_ref().is_some_and(|node| has_members(Some(node.value)));
    listed.both().is_some() && has_body(&content.old) && !has_body(&content.new)
}

fn has_members(value: Option<&Value>) -> bool {
    let map = value.and_then(Value::as_object);
    map.is_some_and(|map| !map.is_empty())
}

fn response<'a>(walk: &mut Walk<'a>, listed: &Site<'a>) {
    if walk.same(listed) {
        return;
    }
    if listed.refers_elsewhere() {
        annotations::changed(walk, listed, "$ref");
    }
    let site = &walk.resolved(listed);
    if site.objects().is_none() {
        annotations::changed(walk, site, "response");
        return;
    }
    let status = &listed.location;
    walk.each_key(site, |walk, member, key| match key {
        "content" => match (has_members(site.before(key)), has_members(site.after(key))) {
            (false, true) => {
                walk.report(&RESPONSE_BODY_ADDED, member, format!("{status} has a body now"));
                Handled::Yes
            }
            (true, false) => {
                walk.report(
                    &RESPONSE_BODY_REMOVED,
                    member,
                    format!("{status} has no body any more"),
                );
                Handled::Yes
            }
            _ => bodies::content(walk, member),
        },
        "headers" => headers::compare(walk, member),
        "links" if member.is_verbatim() => Handled::Yes,
        "links" => {
            walk.report(
                &RESPONSE_LINKS_CHANGED,
                member,
                format!("the links of {status} have changed"),
            );
            Handled::Yes
        }
        _ => Handled::No,
    });
}
