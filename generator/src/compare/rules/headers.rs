//! Response headers. Clients hand them out as they are (`reply.headers()`), so no type depends on them; a header that
//! was promised and no longer comes still breaks the code that relies on the promise.

use crate::compare::rule::rules;
use crate::compare::site::Site;
use crate::compare::task::Slot;
use crate::compare::walk::{Handled, Walk};

use super::{annotations, schema};

rules! {
    RESPONSE_HEADER_ADDED = Response "response-header-added", Compatible, Patch, "Unknown headers are ignored.";
    RESPONSE_REQUIRED_HEADER_REMOVED = Response "response-required-header-removed", Breaking, Patch,
        "Callers read a header that was always there.";
    RESPONSE_OPTIONAL_HEADER_REMOVED = Response "response-optional-header-removed", Compatible, Patch,
        "Callers had to be ready for its absence.";
    RESPONSE_HEADER_BECAME_OPTIONAL = Response "response-header-became-optional", Breaking, Patch,
        "Callers read a header that was always there.";
    RESPONSE_HEADER_BECAME_REQUIRED = Response "response-header-became-required", Compatible, Patch,
        "It is sent more often than promised before.";
}

/// Compares the `headers` of a response.
pub(in crate::compare) fn compare<'a>(walk: &mut Walk<'a>, site: &Site<'a>) -> Handled {
    let found = walk.changes.len();
    let queued = walk.queue.len();
    // Header names are case-insensitive (RFC 9110 section 5.1).
    let named = |node: &Option<crate::compare::site::Node<'a>>| {
        let members = node.as_ref().map(|node| node.members()).unwrap_or_default();
        members
            .into_iter()
            .map(|(name, node)| (name.to_ascii_lowercase(), name, node))
            .collect::<Vec<_>>()
    };
    let (old, mut new) = (named(&site.old), named(&site.new));
    for (key, name, before) in old {
        let here = |after| {
            site.with(Some(before.clone()), after)
                .step(&format!(".header.{name}"))
        };
        match new.iter().position(|(other, ..)| *other == key) {
            Some(at) => header(walk, &here(Some(new.remove(at).2))),
            None => {
                let place = &here(None);
                let required = walk.resolved(place).flags("required").0;
                let rule = match required {
                    true => &RESPONSE_REQUIRED_HEADER_REMOVED,
                    false => &RESPONSE_OPTIONAL_HEADER_REMOVED,
                };
                walk.report(rule, place, format!("the header `{name}` was removed"));
            }
        }
    }
    for (_, name, after) in new {
        let place = site.with(None, Some(after)).step(&format!(".header.{name}"));
        walk.report(
            &RESPONSE_HEADER_ADDED,
            &place,
            format!("there is a new header `{name}`"),
        );
    }
    match walk.changes.len() > found || walk.queue.len() > queued {
        true => Handled::Yes,
        false => Handled::No,
    }
}

fn header<'a>(walk: &mut Walk<'a>, site: &Site<'a>) {
    if walk.same(site) {
        return;
    }
    if site.refers_elsewhere() {
        annotations::changed(walk, site, "$ref");
    }
    let site = &walk.resolved(site);
    let place = site.location.clone();
    if site.objects().is_none() {
        annotations::changed(walk, site, "header");
        return;
    }
    walk.each_key(site, |walk, member, key| match key {
        "required" => match site.flags("required") {
            (true, false) => {
                let message = format!("`{place}` may be missing now");
                walk.report(&RESPONSE_HEADER_BECAME_OPTIONAL, member, message);
                Handled::Yes
            }
            (false, true) => {
                let message = format!("`{place}` is now always sent");
                walk.report(&RESPONSE_HEADER_BECAME_REQUIRED, member, message);
                Handled::Yes
            }
            _ => Handled::No,
        },
        "schema" => schema::enqueue(walk, member.clone(), Slot::text(false)),
        "deprecated" => annotations::deprecation(walk, member),
        _ => Handled::No,
    });
}
