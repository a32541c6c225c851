//! Components that no operation reaches. No client sends or reads them, so whatever happens to them is documentation;
//! what happens to the others is found where they are used.

use std::collections::HashSet;

use crate::compare::rule::rules;
use crate::compare::site::Site;
use crate::compare::walk::{Handled, Walk};
use crate::compare::{refs, rules::security};
use crate::pointer;

rules! {
    COMPONENT_ADDED = None "unused-component-added", Docs, Patch, "No operation uses it yet.";
    COMPONENT_REMOVED = None "unused-component-removed", Docs, Patch, "No operation used it.";
    COMPONENT_CHANGED = None "unused-component-changed", Docs, Patch,
        "No operation that both documents have uses it.";
}

/// Compares what is left of `components` after all operations have been compared.
pub(in crate::compare) fn compare<'a>(walk: &mut Walk<'a>, site: &Site<'a>) {
    if site
        .old
        .iter()
        .chain(&site.new)
        .any(|node| !node.value.is_object())
    {
        super::annotations::changed(walk, site, "components");
        return;
    }
    let paths = |document: &'a serde_json::Value| {
        let paths = document.as_object().and_then(|document| document.get("paths"));
        paths
            .map(|paths| refs::reached(document, paths))
            .unwrap_or_default()
    };
    let (old, new) = (fragments(paths(walk.old)), fragments(paths(walk.new)));
    let old = walk.kinds.old.also_reached(walk.old, old);
    let new = walk.kinds.new.also_reached(walk.new, new);
    walk.each_key(site, |walk, section, key| {
        if key == "securitySchemes" {
            return security::components(walk, section);
        }
        let Some(_) = section
            .old
            .iter()
            .chain(&section.new)
            .find(|node| node.value.is_object())
        else {
            return Handled::No;
        };
        let mut handled = Handled::No;
        for name in section.keys() {
            let member = section.key(name).called(&format!("components.{key}.{name}"));
            handled = Handled::Yes;
            if walk.same(&member) {
                continue;
            }
            let used = |reached: &HashSet<String>| {
                reached.contains(&pointer::from_tokens(["components", key, name]))
            };
            match (&member.old, &member.new) {
                (None, _) if !used(&new) => {
                    let message = format!("there is a new component `{name}` that nothing uses");
                    walk.report(&COMPONENT_ADDED, &member, message);
                }
                (_, None) if !used(&old) => {
                    let message = format!("the component `{name}`, which nothing used, was removed");
                    walk.report(&COMPONENT_REMOVED, &member, message);
                }
                // The same but for what it refers to, which has a finding of its own.
                (Some(old), Some(new)) if old.value != new.value && !walk.was_touched(&member) => {
                    let message =
                        format!("the component `{name}` has changed; no operation of both documents uses it");
                    walk.report(&COMPONENT_CHANGED, &member, message);
                }
                _ => {}
            }
        }
        handled
    });
}

fn fragments(references: HashSet<&str>) -> HashSet<String> {
    references.into_iter().filter_map(pointer::fragment).collect()
}
