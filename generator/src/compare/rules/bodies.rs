//! Request bodies and media types.
//!
//! A client speaks one media type per operation, by the model's own order of preference: to take another away breaks
//! nothing, unless it is of a reply and says something else, which callers may ask for.

use serde_json::{Value, json};

use crate::compare::rule::{Mirror, mirrors, rules};
use crate::compare::site::{Node, Site};
use crate::compare::task::Slot;
use crate::compare::walk::{Handled, Walk};
use crate::compare::{Direction, Rule};

use super::{annotations, encodings, schema};
use crate::model::fit::is_binary;
use crate::model::parse::media::{is_bytes, is_form, says_the_same, spoken};
use crate::openapi::media_type::{essence, is_json};

rules! {
    REQUEST_BODY_ADDED_OPTIONAL = Request "request-body-added-optional", Compatible, Minor,
        "Old clients send none.";
    REQUEST_BODY_ADDED_REQUIRED = Request "request-body-added-required", Breaking, Major,
        "Old clients send none; old code fails at `send()`.";
    REQUEST_BODY_REMOVED = Request "request-body-removed", Breaking, Major,
        "What old clients send is ignored or refused; the setters are removed.";
    REQUEST_BODY_BECAME_REQUIRED = Request "request-body-became-required", Breaking, Major,
        "Old clients may send none; old code that does fails at `send()`.";
    REQUEST_BODY_BECAME_OPTIONAL = Request "request-body-became-optional", Compatible, Patch,
        "Old clients send one; the setters stay.";
    REQUEST_MEDIA_TYPE_ADDED = Request "request-media-type-added", Compatible, Patch,
        "The one that old clients send is still taken.";
    REQUEST_MEDIA_TYPE_REMOVED = Request "request-media-type-removed", Breaking, Major,
        "Old clients may send it; the type that was made from it may be removed.";
    REQUEST_UNSPOKEN_MEDIA_TYPE_REMOVED = Request "request-unspoken-media-type-removed", Compatible, Patch,
        "Clients speak one of the media types, and it was another.";
    REQUEST_MEDIA_TYPE_CHANGED = Request "request-media-type-changed", Breaking, Patch,
        "Old clients send what is no longer understood; what it holds is compared, too.";
    REQUEST_ENCODING_CHANGED = Request "request-encoding-changed", Breaking, Patch,
        "Old clients write the parts of a form in another way.";
    RESPONSE_MEDIA_TYPE_ADDED = Response "response-media-type-added", Compatible, Patch,
        "Clients ask for the one they know.";
    RESPONSE_MEDIA_TYPE_REMOVED = Response "response-media-type-removed", Breaking, Major,
        "Old clients may ask for it; the type that was made from it, or the method that asks for it, may be removed.";
    RESPONSE_UNSPOKEN_MEDIA_TYPE_REMOVED = Response "response-unspoken-media-type-removed", Compatible, Patch,
        "Clients ask for another one, which says the same, or read what comes with an error.";
    RESPONSE_MEDIA_TYPE_NARROWED = Response "response-media-type-narrowed", Compatible, Patch,
        "Old clients ask for the whole range; what it holds is compared, too.";
    RESPONSE_MEDIA_TYPE_CHANGED = Response "response-media-type-changed", Breaking, Patch,
        "Old clients ask for what is no longer offered; what it holds is compared, too.";
    RESPONSE_ENCODING_CHANGED = Response "response-encoding-changed", Docs, Patch,
        "Encodings only describe forms that are sent.";
}

mirrors! {
    ADDED = REQUEST_MEDIA_TYPE_ADDED | RESPONSE_MEDIA_TYPE_ADDED;
    REMOVED = REQUEST_MEDIA_TYPE_REMOVED | RESPONSE_MEDIA_TYPE_REMOVED;
    UNSPOKEN = REQUEST_UNSPOKEN_MEDIA_TYPE_REMOVED | RESPONSE_UNSPOKEN_MEDIA_TYPE_REMOVED;
    CHANGED = REQUEST_MEDIA_TYPE_CHANGED | RESPONSE_MEDIA_TYPE_CHANGED;
    ENCODING = REQUEST_ENCODING_CHANGED | RESPONSE_ENCODING_CHANGED;
}

/// Compares the `requestBody` of an operation.
pub(in crate::compare) fn compare<'a>(walk: &mut Walk<'a>, site: &Site<'a>) -> Handled {
    let listed = site.clone().towards(Direction::Request).called("body");
    if listed.refers_elsewhere() {
        annotations::changed(walk, &listed, "$ref");
    }
    let site = &walk.resolved(&listed);
    match (&site.old, &site.new) {
        (Some(_), None) => walk.report(&REQUEST_BODY_REMOVED, site, "the request has no body any more"),
        (None, Some(new)) => {
            let (rule, word) = match new.is_true("required") {
                true => (&REQUEST_BODY_ADDED_REQUIRED, "a required"),
                false => (&REQUEST_BODY_ADDED_OPTIONAL, "an optional"),
            };
            walk.report(rule, site, format!("the request has {word} body now"));
        }
        _ if site.objects().is_none() => annotations::changed(walk, site, "requestBody"),
        _ => walk.each_key(site, |walk, member, key| match key {
            "required" => match site.flags("required") {
                (false, true) => {
                    walk.report(&REQUEST_BODY_BECAME_REQUIRED, member, "the body is now required");
                    Handled::Yes
                }
                (true, false) => {
                    walk.report(&REQUEST_BODY_BECAME_OPTIONAL, member, "the body is now optional");
                    Handled::Yes
                }
                _ => Handled::No,
            },
            "content" => content(walk, member),
            _ => Handled::No,
        }),
    }
    Handled::Yes
}

/// Compares the `content` of a body.
pub(in crate::compare) fn content<'a>(walk: &mut Walk<'a>, site: &Site<'a>) -> Handled {
    let Mirror { request, response } = CHANGED;
    contents(
        walk,
        site,
        if site.direction == Direction::Response {
            response
        } else {
            request
        },
    )
}

/// Whether a media type is one of the range that `range` names: `*/*`, `application/*`.
fn is_in_range(media_type: &str, range: &str) -> bool {
    match essence(range).strip_suffix('*') {
        Some("*/") => true,
        Some(prefix) => essence(media_type).starts_with(prefix),
        None => false,
    }
}

/// Whether it is what comes with an error status, which the location of a reply starts with.
fn is_of_error(site: &Site<'_>) -> bool {
    site.direction == Direction::Response && site.location.starts_with(['4', '5'])
}

/// Compares a map from media types to their schemas; a single one that became another is `swapped`.
pub(in crate::compare) fn contents<'a>(
    walk: &mut Walk<'a>,
    site: &Site<'a>,
    swapped: &'static Rule,
) -> Handled {
    let members = |node: &Option<Node<'a>>| node.as_ref().map(Node::members).unwrap_or_default();
    let (mut old, mut new) = (members(&site.old), members(&site.new));
    let spoken = spoken(old.iter().map(|(name, _)| *name));
    // With several media types, findings say which one they are about.
    let several = old.len() > 1 || new.len() > 1;
    let (found, queued) = (walk.changes.len(), walk.queue.len());
    let mut pairs = Vec::new();
    old.retain(
        |(name, node)| match new.iter().position(|(other, _)| essence(other) == essence(name)) {
            Some(at) => {
                let (other, after) = new.remove(at);
                pairs.push((*name, node.clone(), other, after));
                false
            }
            None => true,
        },
    );
    if let ([(name, before)], [(other, after)]) = (&old[..], &new[..]) {
        let pair = site.with(Some(before.clone()), Some(after.clone()));
        let message = format!("`{}` is now {other} instead of {name}", site.location);
        let asked_for = site.direction == Direction::Response && is_in_range(other, name);
        let swapped = if asked_for {
            &RESPONSE_MEDIA_TYPE_NARROWED
        } else {
            swapped
        };
        // Errors are not asked for by media type, and JSON is read as JSON whatever it is called.
        let after_name = match is_of_error(site) && is_json(name) && is_json(other) {
            true => *other,
            false => {
                walk.report_values(swapped, &pair, Some(json!(name)), Some(json!(other)), message);
                *name
            }
        };
        pairs.push((*name, before.clone(), after_name, after.clone()));
        (old, new) = (Vec::new(), Vec::new());
    }
    let said = members(&site.old);
    let is_asked_for = |name: &str| {
        let of_success = site.direction == Direction::Response && !is_of_error(site);
        let media = |name: &str| {
            said.iter()
                .find(|(other, _)| *other == name)
                .map(|(_, node)| node.value)
        };
        let both = spoken.and_then(media).zip(media(name));
        of_success && both.is_some_and(|(first, other)| !says_the_same(first, other, name))
    };
    for (name, before) in old {
        let message = format!("`{}` can no longer be {name}", site.location);
        let site = site.with(Some(before), None);
        let mirror = match spoken == Some(name) || is_asked_for(name) {
            true => &REMOVED,
            false => &UNSPOKEN,
        };
        walk.report_values(mirror.of(site.direction), &site, Some(json!(name)), None, message);
    }
    for (name, after) in new {
        let message = format!("`{}` may also be {name}", site.location);
        let site = site.with(None, Some(after));
        walk.report_values(ADDED.of(site.direction), &site, None, Some(json!(name)), message);
    }
    for (name, before, other, after) in pairs {
        let mut pair = site.with(Some(before), Some(after));
        if several {
            pair = pair.step(&format!("<{}>", essence(name)));
        }
        if name != other {
            annotations::changed(walk, &pair, other);
        }
        media_type(walk, &pair, name);
    }
    match walk.changes.len() > found || walk.queue.len() > queued {
        true => Handled::Yes,
        false => Handled::No,
    }
}

/// Whether one side has no schema, and the other one that says no more than that there are bytes.
fn is_untyped<'a>(walk: &Walk<'a>, schema: &Site<'a>) -> bool {
    let binary = |document: &'a Value, node: &Option<Node<'a>>| {
        let target = node.as_ref().and_then(|node| node.resolved(document));
        target.is_some_and(|node| is_binary(node.value))
    };
    match (&schema.old, &schema.new) {
        (Some(_), None) => binary(walk.old, &schema.old),
        (None, Some(_)) => binary(walk.new, &schema.new),
        _ => false,
    }
}

fn media_type<'a>(walk: &mut Walk<'a>, site: &Site<'a>, name: &str) {
    if walk.same(site) {
        return;
    }
    if site.objects().is_none() {
        annotations::changed(walk, site, "content");
        return;
    }
    walk.each_key(site, |walk, member, key| match key {
        "schema" if is_bytes(name) && is_untyped(walk, member) => {
            // Bytes either way: OpenAPI 3.0 says so by a schema, 3.1 by having none.
            annotations::changed(walk, member, key);
            Handled::Yes
        }
        "schema" => {
            let slot = match is_form(name) {
                true => Slot::form(),
                false => Slot::body(),
            };
            schema::enqueue(walk, member.clone(), slot)
        }
        "encoding" if only_of_added_fields(walk, site, member) => Handled::Yes,
        "encoding" if encodings::are_alike(walk, site, name) => {
            annotations::changed(walk, member, key);
            Handled::Yes
        }
        "encoding" => {
            let message = format!("the parts of `{}` are written in another way", site.location);
            walk.report(ENCODING.of(site.direction), member, message);
            Handled::Yes
        }
        _ => Handled::No,
    });
}

/// Whether the encodings that differ are of properties that only one of the schemas has: the property's finding says all.
fn only_of_added_fields<'a>(walk: &Walk<'a>, media: &Site<'a>, encoding: &Site<'a>) -> bool {
    let properties = |document, node: &Option<Node<'a>>| {
        let schema = node.as_ref().and_then(|node| node.key("schema"))?;
        schema.resolved(document)?.key("properties")
    };
    let (old, new) = (properties(walk.old, &media.old), properties(walk.new, &media.new));
    let has = |properties: &Option<Node<'a>>, name: &str| {
        properties
            .as_ref()
            .is_some_and(|properties| properties.key(name).is_some())
    };
    encoding
        .keys()
        .into_iter()
        .filter(|name| !walk.same(&encoding.key(name)))
        .all(|name| has(&old, name) != has(&new, name))
}
