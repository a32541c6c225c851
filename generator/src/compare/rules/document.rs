//! What a document says about itself: version, title, contact, tags. None of it reaches the wire.

use crate::compare::rule::rules;
use crate::compare::site::Site;
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

/// Compares the document's own list of tags.
pub(in crate::compare) fn tags<'a>(walk: &mut Walk<'a>, site: &Site<'a>) {
    walk.report(
        &TAG_DEFINITIONS_CHANGED,
        site,
        "the list of tags or what it says has changed",
    );
}
