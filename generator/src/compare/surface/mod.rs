//! A client's public API as a set of items, each with its signature: what a semantic version speaks of.
//!
//! In come the items that a client is rendered to, in place of being printed; out comes every one that code which imports the
//! crate can name: types, fields, variants, methods, functions, constants and implementations of traits. It is taken from the
//! modules and not put together from the model a second time, so that what is compared is what importers compile against.

mod items;

use std::collections::BTreeMap;

use serde::Serialize;

use super::verdict::Rust;
use crate::error::Result;
use crate::render::Sink;

/// The public API of a client, or of a module of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Surface {
    /// Where the module's items stand, as importers name them.
    module: &'static str,
    /// Signatures by path: `types::User::name` → `String`.
    items: BTreeMap<String, String>,
}

/// An item of the public API that is not what it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ItemChange {
    /// The item, as importers name it: `types::User::name`, `Server::Production`, `impl Default for types::User`.
    pub item: String,
    /// What became of it.
    pub kind: ItemChangeKind,
    /// Its signature before, where it was there.
    pub before: Option<String>,
    /// Its signature now, where it is there.
    pub after: Option<String>,
    /// Code that does without it compiles and always fails.
    pub needed: bool,
}

/// What became of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ItemChangeKind {
    /// It is new. Structs and enums are `#[non_exhaustive]` or made by builders, so existing code does not notice.
    Added,
    /// It is there with another signature.
    Changed,
    /// It is there no more.
    Removed,
}

impl ItemChange {
    /// What the change asks of the version.
    pub fn rust(&self) -> Rust {
        match self.kind {
            ItemChangeKind::Added if !self.needed => Rust::Minor,
            ItemChangeKind::Added | ItemChangeKind::Changed | ItemChangeKind::Removed => Rust::Major,
        }
    }
}

impl Sink for Surface {
    type Part = BTreeMap<String, String>;

    fn of(module: &'static str) -> Option<Self> {
        let module = match module {
            // The mock server is for the importer's tests, follows the page, and promises nothing beyond it.
            "mock" => return None,
            // What these hold is re-exported at the root of the crate.
            "client" | "replies" => "",
            other => other,
        };
        Some(Self {
            module,
            items: BTreeMap::new(),
        })
    }

    fn part(&self, item: syn::Item) -> Result<Self::Part> {
        let mut found = BTreeMap::new();
        items::collect(self.module, &[item], &mut found);
        Ok(found)
    }

    fn item(&mut self, part: Self::Part) {
        part.into_iter()
            .for_each(|(path, signature)| items::add(&mut self.items, path, signature));
    }

    fn more(&mut self, block: Self::Part) {
        self.item(block);
    }

    /// Nothing that can be named stands there.
    fn head(&mut self, _: syn::File) -> Result<()> {
        Ok(())
    }
}

impl FromIterator<Self> for Surface {
    fn from_iter<T: IntoIterator<Item = Self>>(modules: T) -> Self {
        let mut whole = Self::default();
        for (path, signature) in modules.into_iter().flat_map(|module| module.items) {
            items::add(&mut whole.items, path, signature);
        }
        whole
    }
}

impl Surface {
    /// Whether an item is there.
    pub(super) fn has(&self, path: &str) -> bool {
        self.items.contains_key(path)
    }

    /// The signatures of what belongs to an item: the fields, variants and methods of a type.
    pub(super) fn members(&self, path: &str) -> impl Iterator<Item = &str> {
        let prefix = format!("{path}::");
        let below = self.items.range(prefix.clone()..);
        let below = below.take_while(move |(path, _)| path.starts_with(&prefix));
        below.map(|(_, signature)| signature.as_str())
    }

    /// How this API differs from that of the client before it, in the order of the items' names.
    pub fn changes_since(&self, old: &Self) -> Vec<ItemChange> {
        let paths = old
            .items
            .keys()
            .chain(self.items.keys().filter(|path| !old.items.contains_key(*path)));
        let mut changes: Vec<ItemChange> = paths
            .filter_map(|path| {
                let (before, after) = (old.items.get(path), self.items.get(path));
                let kind = match (before, after) {
                    (before, after) if before == after => return None,
                    (None, _) => ItemChangeKind::Added,
                    (_, None) => ItemChangeKind::Removed,
                    _ => ItemChangeKind::Changed,
                };
                Some(ItemChange {
                    item: path.clone(),
                    kind,
                    before: before.cloned(),
                    after: after.cloned(),
                    needed: false,
                })
            })
            .collect();
        // With a type its members come and go: that is one thing to say.
        let whole: BTreeMap<String, ItemChangeKind> = changes
            .iter()
            .filter(|change| change.kind != ItemChangeKind::Changed)
            .map(|change| (change.item.clone(), change.kind))
            .collect();
        changes.retain(|change| {
            let bare = bare(&change.item);
            let owner = match bare == change.item {
                true => bare.rsplit_once("::").map(|(owner, _)| owner),
                false => Some(bare),
            };
            owner.and_then(|owner| whole.get(owner)) != Some(&change.kind)
        });
        changes.sort_by(|a, b| a.item.cmp(&b.item));
        changes
    }
}

/// An item without the words that say what implements what.
pub(super) fn bare(item: &str) -> &str {
    item.split_once(" for ").map_or(item, |(_, owner)| owner)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn surface(code: &str) -> Surface {
        let mut surface = Surface::of("types").unwrap();
        let items = syn::parse_file(code).unwrap().items;
        for item in items {
            let part = surface.part(item).unwrap();
            surface.item(part);
        }
        surface
    }

    fn check(before: &str, after: &str, expected: &[(&str, ItemChangeKind)]) {
        let changes = surface(after).changes_since(&surface(before));
        let found: Vec<(&str, ItemChangeKind)> = changes
            .iter()
            .map(|change| (change.item.as_str(), change.kind))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn what_can_be_named_is_an_item_and_what_cannot_is_none() {
        use ItemChangeKind::{Added, Changed, Removed};
        let before = "#[derive(Clone, Default)] pub struct A { pub a: String, b: u8 } impl A { pub fn new(a: String) -> Self { todo!() } fn p() {} }";
        check(before, before, &[]);
        check(
            before,
            "#[derive(Clone)] pub struct A { pub a: Option<String>, b: u16 } impl A { pub fn new(b: String) -> Self { todo!() } }",
            &[("impl Default for types::A", Removed), ("types::A::a", Changed)],
        );
        check(
            "pub enum E { A(X), B }",
            "pub enum E { A(Box<X>), C }",
            &[
                ("types::E::A", Changed),
                ("types::E::B", Removed),
                ("types::E::C", Added),
            ],
        );
        check(
            "pub trait T: sealed::Sealed { fn a(&self); } pub trait U { fn a(&self); }",
            "pub trait T: sealed::Sealed { fn a(&self); fn b(&self); } pub trait U { fn a(&self); fn b(&self); }",
            &[("types::T::b", Added), ("types::U", Changed)],
        );
        check(
            "impl From<X> for E { fn from(x: X) -> Self { todo!() } } pub mod builder { pub struct A; }",
            "pub mod builder { }",
            &[
                ("impl From < X > for types::E", Removed),
                ("types::builder::A", Removed),
            ],
        );
    }
}
