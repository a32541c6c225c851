//! What a document says about itself: version, title, contact, tags. None of it reaches the wire.

use serde_json::{Value, json};

use super::operations::OPERATION_TAGS_CHANGED;
use crate::compare::rule::rules;
use crate::compare::site::{Node, Site};
use crate::compare::walk::{Handled, Walk};

rules! {
    API_VERSION_CHANGED = None "api-version-changed", Docs, Patch,
        "`info.version` is the vendor's own counting; the other findings say what really changed.";
    INFO_CHANGED = None "info-changed", Docs, Patch, "Title, contact and licence are only shown.";
    TAG_DEFINITIONS_CHANGED = None "tag-definitions-changed", Docs, Patch, "Tags only group documentation.";
}

/// Compares `info`.
pub(in crate::compare) fn info<'a>(walk: &mut Walk<'a>, site: &Site<'a>) {
    if site.objects().is_none() {
        walk.report(&INFO_CHANGED, site, "the document's `info` has changed");
        return;
    }
    walk.each_key(site, |walk, member, key| {
        match key {
            "version" => walk.report(&API_VERSION_CHANGED, member, "the API has another version"),
            "title" | "contact" | "license" | "termsOfService" => {
                let site = member.clone().called(&format!("info.{key}"));
                walk.report(&INFO_CHANGED, &site, format!("the API's {key} has changed"));
            }
            _ => return Handled::No,
        }
        Handled::Yes
    });
}

/// Compares the document's own list of tags. One that only has another name is told with its operations.
pub(in crate::compare) fn tags<'a>(walk: &mut Walk<'a>, site: &Site<'a>) {
    if is_told_with_operations(walk, site) {
        return;
    }
    walk.report(
        &TAG_DEFINITIONS_CHANGED,
        site,
        "the list of tags or what it says has changed",
    );
}

fn is_told_with_operations<'a>(walk: &Walk<'a>, site: &Site<'a>) -> bool {
    let list = |node: &Option<Node<'a>>| node.as_ref().and_then(|node| node.value.as_array());
    let (Some(old), Some(new)) = (list(&site.old), list(&site.new)) else {
        return false;
    };
    let is_renamed = |from: &Value, to: &Value| {
        let mut renamed = from.clone();
        renamed["name"] = to["name"].clone();
        let name = |tag: &Value| Some(json!([tag["name"]]));
        renamed == *to
            && walk.changes.iter().any(|change| {
                change.id == OPERATION_TAGS_CHANGED.id
                    && change.before == name(from)
                    && change.after == name(to)
            })
    };
    let mut pairs = old.iter().zip(new);
    old.len() == new.len()
        && pairs.all(|(from, to)| from == to || from.is_object() && to.is_object() && is_renamed(from, to))
}
