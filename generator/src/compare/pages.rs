//! A vendor's pages then × now → findings about the pages themselves, beside those about the API that they describe.
//!
//! An operation that moved to another page is still there: that is documentation. A page that is gone with its operations
//! breaks whoever calls them; `operation-removed` says which ones they are.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::rule::rules;
use super::{Change, Rule};
use crate::Style;
use crate::read::Held;

rules! {
    PAGE_ADDED = None "page-added", Docs, Patch, "What it describes is told by the findings of its operations.";
    PAGE_MOVED = None "page-moved", Docs, Patch, "The operations stand on another page; they are called as before.";
    PAGE_GONE = None "page-gone", Breaking, Major, "Its operations stand on no other page.";
    PAGE_RESTYLED = None "page-restyled", Docs, Patch, "The same operations, shown in another style.";
    PAGE_DISAGREES = None "page-disagrees", Docs, Patch,
        "Two pages describe one operation differently: it stays as it was until somebody says which page counts.";
}

/// The rules of this family.
pub fn rules() -> &'static [&'static Rule] {
    RULES
}

/// A page, as far as it is compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Its file's name.
    pub name: String,
    /// Where it is published.
    pub url: Option<String>,
    /// Its style, where it was read.
    pub style: Option<Style>,
    /// The operations it describes.
    pub operations: Vec<String>,
}

/// What became of the pages.
pub fn compare(old: &[Page], new: &[Page]) -> Vec<Change> {
    let by_name = |pages: &'_ [Page]| -> BTreeMap<String, Page> {
        pages
            .iter()
            .map(|page| (page.name.clone(), page.clone()))
            .collect()
    };
    let (then, now) = (by_name(old), by_name(new));
    let mut homes: BTreeMap<&str, &str> = BTreeMap::new();
    for page in new {
        for operation in &page.operations {
            homes.entry(operation).or_insert(page.name.as_str());
        }
    }
    let mut changes = Vec::new();
    let mut arrived = BTreeSet::new();
    for (name, before) in &then {
        match now.get(name) {
            Some(after) => {
                let moved = before.url.is_some() && after.url.is_some() && before.url != after.url;
                if moved {
                    changes.push(moved_to(before, after));
                }
                let restyled = before.style.is_some() && after.style.is_some() && before.style != after.style;
                if restyled {
                    let message = format!("the page `{name}` is now in another style");
                    let style = |page: &Page| page.style.map(|style| json!(format!("{style:?}")));
                    changes.push(change(&PAGE_RESTYLED, name, style(before), style(after), message));
                }
            }
            None => {
                let home = before
                    .operations
                    .iter()
                    .map(|operation| homes.get(operation.as_str()).copied());
                let homes: Option<Vec<&str>> = home.collect();
                match homes.as_deref() {
                    Some([home, ..]) => {
                        if let Some(after) = now.get(*home) {
                            arrived.insert(after.name.clone());
                            changes.push(moved_to(before, after));
                        }
                    }
                    _ if before.operations.is_empty() => {}
                    _ => {
                        let message = format!(
                            "the page `{name}` was removed, which described {}",
                            listed(&before.operations)
                        );
                        changes.push(change(&PAGE_GONE, name, Some(place(before)), None, message));
                    }
                }
            }
        }
    }
    for (name, after) in &now {
        if !then.contains_key(name) && !arrived.contains(name) && !after.operations.is_empty() {
            let message = format!(
                "there is a new page `{name}`, which describes {}",
                listed(&after.operations)
            );
            changes.push(change(&PAGE_ADDED, name, None, Some(place(after)), message));
        }
    }
    changes
}

/// The finding of an operation that pages describe differently.
pub fn disagrees(held: &Held) -> Option<Change> {
    let operation = held.operation.as_deref()?;
    Some(change(
        &PAGE_DISAGREES,
        operation,
        None,
        Some(json!(held.pages)),
        held.error.problem.clone(),
    ))
}

fn moved_to(before: &Page, after: &Page) -> Change {
    let (from, to) = (place(before), place(after));
    let text = |place: &Value| place.as_str().unwrap_or_default().to_owned();
    let message = format!(
        "{} moved from `{}` to `{}`",
        listed(&after.operations),
        text(&from),
        text(&to)
    );
    change(&PAGE_MOVED, &before.name, Some(from), Some(to), message)
}

fn place(page: &Page) -> Value {
    page.url.as_deref().unwrap_or(&page.name).into()
}

fn listed(operations: &[String]) -> String {
    match operations {
        [] => "nothing".to_owned(),
        [one] => format!("`{one}`"),
        [one, rest @ ..] => format!("`{one}` and {} more", rest.len()),
    }
}

fn change(
    rule: &'static Rule,
    subject: &str,
    before: Option<Value>,
    after: Option<Value>,
    message: String,
) -> Change {
    let side = |value: &Option<Value>| value.as_ref().map(Value::to_string).unwrap_or_default();
    let parts = [rule.id, subject, &side(&before), &side(&after)].join("\n");
    let digest = Sha256::digest(parts.as_bytes());
    Change {
        id: rule.id,
        wire: rule.wire,
        rust: rule.rust,
        direction: rule.direction,
        component: None,
        operations: Vec::new(),
        location: format!("pages.{subject}"),
        old_pointer: None,
        new_pointer: None,
        before,
        after,
        message,
        items: Vec::new(),
        fingerprint: digest[..8].iter().map(|byte| format!("{byte:02x}")).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(name: &str, operations: &[&str]) -> Page {
        Page {
            name: name.to_owned(),
            url: Some(format!("https://docs.acme.test/{name}")),
            style: Some(Style::Mintlify),
            operations: operations.iter().map(|&operation| operation.to_owned()).collect(),
        }
    }

    fn found(old: &[Page], new: &[Page]) -> Vec<(&'static str, String)> {
        compare(old, new)
            .into_iter()
            .map(|change| (change.id, change.message))
            .collect()
    }

    #[test]
    fn pages_come_go_move_and_change_their_style() {
        let (a, b) = (page("a.md", &["GET /a"]), page("b.md", &["GET /b"]));
        assert_eq!(found(std::slice::from_ref(&a), std::slice::from_ref(&a)), []);
        assert_eq!(
            found(std::slice::from_ref(&a), &[a.clone(), b.clone()]),
            [(
                "page-added",
                "there is a new page `b.md`, which describes `GET /b`".to_owned()
            )]
        );
        assert_eq!(
            found(&[a.clone(), b.clone()], std::slice::from_ref(&a)),
            [(
                "page-gone",
                "the page `b.md` was removed, which described `GET /b`".to_owned()
            )]
        );
        assert_eq!(
            found(&[a.clone(), b.clone()], &[a.clone(), page("c.md", &["GET /b"])]),
            [(
                "page-moved",
                "`GET /b` moved from `https://docs.acme.test/b.md` to `https://docs.acme.test/c.md`"
                    .to_owned()
            )]
        );
        let restyled = Page {
            style: Some(Style::MintlifyEndpoint),
            ..a.clone()
        };
        assert_eq!(found(&[a], &[restyled])[0].0, "page-restyled");
    }
}
