//! Words about the API: titles, descriptions, examples, deprecation, extensions. They become doc comments, or nothing.
//!
//! This is also where every difference ends up that no other rule takes: a keyword or extension that we do not know
//! cannot matter to a client that does not know it either. Deprecation is `minor`, because importers see a new compiler
//! warning.

use serde_json::Value;

use crate::compare::rule::rules;
use crate::compare::site::{Node, Site};
use crate::compare::sunset;
use crate::compare::walk::{Handled, Walk};

rules! {
    DESCRIPTION_CHANGED = None "description-changed", Docs, Patch, "Descriptions are doc comments.";
    SUMMARY_CHANGED = None "summary-changed", Docs, Patch, "Summaries are the first line of doc comments.";
    TITLE_CHANGED = None "title-changed", Docs, Patch, "Titles are doc comments; names come from components.";
    EXAMPLE_CHANGED = None "example-changed", Docs, Patch, "Examples are only shown.";
    EXTERNAL_DOCS_CHANGED = None "external-docs-changed", Docs, Patch, "Links are only shown.";
    XML_CHANGED = None "xml-changed", Docs, Patch, "Clients speak JSON; XML names have no effect on it.";
    DEPRECATED = None "deprecated", Docs, Minor, "It still works; importers get a compiler warning.";
    UNDEPRECATED = None "undeprecated", Docs, Patch, "The compiler no longer warns.";
    SUNSET_CHANGED = None "sunset-changed", Docs, Patch,
        "When something ends has moved; until then it works as before.";
    ANNOTATION_CHANGED = None "annotation-changed", Docs, Patch,
        "An extension, an unknown keyword or a change of spelling; no client behaves differently.";
}

impl<'a> Walk<'a> {
    /// Runs `compare` for each key that differs; a key it reports nothing for is reported as an annotation, so that no
    /// difference is lost.
    pub(in crate::compare) fn each_key(
        &mut self,
        site: &Site<'a>,
        compare: impl Fn(&mut Self, &Site<'a>, &'a str) -> Handled,
    ) {
        for key in site.keys() {
            let member = site.key(key);
            if !self.same(&member) && compare(self, &member, key) == Handled::No {
                changed(self, &member, key);
            }
        }
    }
}

/// A place in a sentence.
fn place(site: &Site<'_>) -> String {
    match site.location.as_str() {
        "operation" => "the operation".to_owned(),
        location => format!("`{location}`"),
    }
}

/// Reports the difference at `site`, the member `key`, whatever it is. A difference in what it refers to is reported
/// where that is.
pub(in crate::compare) fn changed<'a>(walk: &mut Walk<'a>, site: &Site<'a>, key: &str) {
    if site.is_verbatim() {
        return;
    }
    let place = place(site);
    let rule = match key {
        "description" => &DESCRIPTION_CHANGED,
        "summary" => &SUMMARY_CHANGED,
        "title" => &TITLE_CHANGED,
        "example" | "examples" => &EXAMPLE_CHANGED,
        "externalDocs" => &EXTERNAL_DOCS_CHANGED,
        "xml" => &XML_CHANGED,
        key if sunset::is_date(key) => &SUNSET_CHANGED,
        _ => &ANNOTATION_CHANGED,
    };
    let verb = match (&site.old, &site.new) {
        (None, _) => "has a new",
        (_, None) => "has lost its",
        _ => "has another",
    };
    // The key is part of the place: two unknown keywords of one schema are two findings.
    let by_key = [ANNOTATION_CHANGED.id, SUNSET_CHANGED.id];
    let site = match by_key.contains(&rule.id) {
        true => &Site {
            anchor: format!("{}#{key}", site.anchor),
            ..site.clone()
        },
        false => site,
    };
    let text = |node: &Option<Node<'a>>| node.as_ref().and_then(|node| node.value.as_str());
    let dates = match (rule.id == SUNSET_CHANGED.id, text(&site.old), text(&site.new)) {
        (true, Some(old), Some(new)) => format!(": {old} → {new}"),
        (true, None, Some(new)) => format!(": {new}"),
        _ => String::new(),
    };
    walk.report(rule, site, format!("{place} {verb} `{key}`{dates}"));
}

/// Reports a change of `deprecated` at `site`, the member itself.
pub(in crate::compare) fn deprecation<'a>(walk: &mut Walk<'a>, site: &Site<'a>) -> Handled {
    let is = |node: &Option<Node<'a>>| node.as_ref().is_some_and(|node| *node.value == Value::Bool(true));
    let place = place(site);
    match (is(&site.old), is(&site.new)) {
        (false, true) => walk.report(&DEPRECATED, site, format!("{place} is now deprecated")),
        (true, false) => walk.report(&UNDEPRECATED, site, format!("{place} is no longer deprecated")),
        _ => return Handled::No,
    }
    Handled::Yes
}
