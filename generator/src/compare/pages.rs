//! A vendor's pages then × now → findings about the pages themselves, beside those about the API that they describe.
//!
//! An operation that moved to another page is still there: that is documentation. A page that is removed with its operations
//! breaks whoever calls them; `operation-removed` says which ones they are.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::rule::rules;
use super::{Change, Rule};
use crate::read::HeldBack;
use crate::read::Style;

rules! {
    PAGE_ADDED = None "page-added", Docs, Patch, "What it describes is told by the findings of its operations.";
    PAGE_MOVED = None "page-moved", Docs, Patch, "The operations stand on another page; they are called as before.";
    PAGE_REMOVED = None "page-removed", Breaking, Major, "Its operations stand on no other page.";
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
    let mut changes = Vec::new();
    let moves = Moves::of(old, new);
    for (name, before) in &then {
        let after = now.get(name);
        if let Some(after) = after {
            let moved = before.url.is_some() && after.url.is_some() && before.url != after.url;
            if moved {
                changes.push(moved_to(before, after, &after.operations));
            }
            let restyled = before.style.is_some() && after.style.is_some() && before.style != after.style;
            if restyled {
                let message = format!("the page `{name}` is now in another style");
                let style = |page: &Page| page.style.map(|style| json!(format!("{style:?}")));
                changes.push(change(&PAGE_RESTYLED, name, style(before), style(after), message));
            }
        }
        for (home, operations) in moves.from(name) {
            if let Some(home) = now.get(home) {
                changes.push(moved_to(before, home, operations));
            }
        }
        let lost = moves.lost(before);
        if after.is_none() && !lost.is_empty() {
            let message = format!("the page `{name}` was removed, which described {}", listed(&lost));
            changes.push(change(&PAGE_REMOVED, name, Some(place(before)), None, message));
        }
    }
    for (name, after) in &now {
        let own = moves.brought(after);
        if !then.contains_key(name) && !own.is_empty() {
            let message = format!("there is a new page `{name}`, which describes {}", listed(&own));
            changes.push(change(&PAGE_ADDED, name, None, Some(place(after)), message));
        }
    }
    changes
}

/// Operations that stand on another page than they did.
struct Moves<'a> {
    /// Pages by operation, as they are now.
    homes: BTreeMap<&'a str, Vec<&'a str>>,
    /// By the page that they left and the one that they are on.
    by_pages: BTreeMap<&'a str, BTreeMap<&'a str, Vec<String>>>,
    /// By the page that they are on.
    arrived: BTreeMap<&'a str, BTreeSet<&'a str>>,
}

impl<'a> Moves<'a> {
    fn of(old: &'a [Page], new: &'a [Page]) -> Self {
        let (then, homes) = (homes(old), homes(new));
        let names: BTreeSet<&str> = new.iter().map(|page| page.name.as_str()).collect();
        let mut by_pages: BTreeMap<&str, BTreeMap<&str, Vec<String>>> = BTreeMap::new();
        let mut arrived: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for page in old {
            for operation in &page.operations {
                let Some(now) = homes.get(operation.as_str()) else {
                    continue;
                };
                let before = &then[operation.as_str()];
                // One that stood on both pages has not moved to the other, unless the page is not there any more.
                let new_home = now.iter().find(|home| !before.contains(home));
                let home = match names.contains(page.name.as_str()) {
                    true => new_home,
                    false => new_home.or(now.first()),
                };
                if let Some(home) = home.filter(|_| !now.contains(&page.name.as_str())) {
                    let moved = by_pages.entry(&page.name).or_default().entry(home).or_default();
                    moved.push(operation.clone());
                    arrived.entry(home).or_default().insert(operation);
                }
            }
        }
        Self {
            homes,
            by_pages,
            arrived,
        }
    }

    /// What left a page, by the page that it is on now.
    fn from(&self, page: &str) -> impl Iterator<Item = (&'a str, &[String])> {
        let moves = self.by_pages.get(page).into_iter().flatten();
        moves.map(|(home, operations)| (*home, operations.as_slice()))
    }

    /// The operations of a page that stand nowhere now.
    fn lost(&self, page: &Page) -> Vec<String> {
        let is_lost = |operation: &&String| !self.homes.contains_key(operation.as_str());
        page.operations.iter().filter(is_lost).cloned().collect()
    }

    /// The operations of a page that did not move there.
    fn brought(&self, page: &Page) -> Vec<String> {
        let moved = self.arrived.get(page.name.as_str());
        let is_own = |operation: &&String| moved.is_none_or(|moved| !moved.contains(operation.as_str()));
        let own = page.operations.iter().filter(is_own);
        own.cloned().collect()
    }
}

/// The pages of each operation.
fn homes(pages: &[Page]) -> BTreeMap<&str, Vec<&str>> {
    let mut homes: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for page in pages {
        for operation in &page.operations {
            homes.entry(operation).or_default().push(&page.name);
        }
    }
    homes
}

/// The finding of an operation that pages describe differently.
pub fn disagrees(held: &HeldBack) -> Option<Change> {
    let operation = held.operation.as_deref()?;
    Some(change(
        &PAGE_DISAGREES,
        operation,
        None,
        Some(json!(held.pages)),
        held.error.problem.clone(),
    ))
}

fn moved_to(before: &Page, after: &Page, operations: &[String]) -> Change {
    let (from, to) = (place(before), place(after));
    let text = |place: &Value| place.as_str().unwrap_or_default().to_owned();
    let message = format!(
        "{} moved from `{}` to `{}`",
        listed(operations),
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
                "page-removed",
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

    #[test]
    fn operations_move_one_by_one() {
        let moved = |operation: &str, from: &str, to: &str| {
            let at = |name: &str| format!("https://docs.acme.test/{name}.md");
            let message = format!("{operation} moved from `{}` to `{}`", at(from), at(to));
            ("page-moved", message)
        };
        let told = |id: &'static str, message: &str| (id, message.to_owned());
        let old = [page("a.md", &["GET /a", "GET /b"]), page("b.md", &["GET /c"])];
        // Both pages stay.
        let new = [page("a.md", &["GET /a"]), page("b.md", &["GET /b", "GET /c"])];
        assert_eq!(found(&old, &new), [moved("`GET /b`", "a", "b")]);
        // They change places.
        let new = [page("a.md", &["GET /c"]), page("b.md", &["GET /a", "GET /b"])];
        assert_eq!(
            found(&old, &new),
            [
                moved("`GET /a` and 1 more", "a", "b"),
                moved("`GET /c`", "b", "a")
            ]
        );
        // A page that was removed went to two: one that was there, and one that describes something new as well.
        let new = [
            page("b.md", &["GET /a", "GET /c"]),
            page("c.md", &["GET /b", "GET /d"]),
        ];
        assert_eq!(
            found(&old, &new),
            [
                moved("`GET /a`", "a", "b"),
                moved("`GET /b`", "a", "c"),
                told(
                    "page-added",
                    "there is a new page `c.md`, which describes `GET /d`"
                ),
            ]
        );
        // Half of a page that was removed is nowhere.
        let new = [page("b.md", &["GET /a", "GET /c"])];
        assert_eq!(
            found(&old, &new),
            [
                moved("`GET /a`", "a", "b"),
                told(
                    "page-removed",
                    "the page `a.md` was removed, which described `GET /b`"
                ),
            ]
        );
        // What stands on one of its pages no more has not moved to the other, which it was always on.
        let both = [page("a.md", &["GET /a", "GET /b"]), page("b.md", &["GET /b"])];
        let one = [page("a.md", &["GET /a"]), page("b.md", &["GET /b"])];
        assert_eq!(found(&both, &one), []);
        // A second page of the same operation is a new page, and the first one stays its home.
        assert_eq!(
            found(&one, &[one[0].clone(), one[1].clone(), page("c.md", &["GET /a"])]),
            [told(
                "page-added",
                "there is a new page `c.md`, which describes `GET /a`"
            )]
        );
    }
}
