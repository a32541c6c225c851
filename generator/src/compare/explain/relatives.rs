//! An item that changed with a type → the finding of that type: it names one that is new or removed, it is a field of one that changed,
//! or it only has a box around one, because that one has grown.

use std::collections::{BTreeMap, BTreeSet};

use super::signatures::{type_name, words};
use crate::compare::surface::bare;
use crate::compare::{ItemChange, ItemChangeKind};

/// Gives items without a finding that of the type which they changed with.
pub(super) fn explain(items: &[ItemChange], found: &mut [Option<usize>]) {
    let known = Types::of(items, found);
    for (item, found) in items.iter().zip(found).filter(|(_, found)| found.is_none()) {
        *found = match item.kind {
            ItemChangeKind::Changed => known.finding(item).or_else(|| known.remaking(item)),
            ItemChangeKind::Removed => known.remaking(item),
            ItemChangeKind::Added => None,
        };
    }
}

/// The findings of types.
struct Types<'i> {
    removed: BTreeMap<&'i str, Option<usize>>,
    new: BTreeMap<&'i str, Option<usize>>,
    /// Of what changed or went in a type, of what came in it.
    changed: BTreeMap<&'i str, BTreeSet<usize>>,
    grown: BTreeMap<&'i str, BTreeSet<usize>>,
    /// Another kind of type than before, such as an enum that was a struct.
    remade: BTreeSet<&'i str>,
}

impl<'i> Types<'i> {
    fn of(items: &'i [ItemChange], found: &[Option<usize>]) -> Self {
        let mut types = Self {
            removed: BTreeMap::new(),
            new: BTreeMap::new(),
            changed: BTreeMap::new(),
            grown: BTreeMap::new(),
            remade: BTreeSet::new(),
        };
        for (item, found) in items.iter().zip(found) {
            let Some(name) = owner(&item.item) else { continue };
            let is_type = type_name(&item.item).is_some();
            if is_type && item.kind == ItemChangeKind::Changed {
                types.remade.insert(name);
            }
            match item.kind {
                ItemChangeKind::Removed if is_type => _ = types.removed.insert(name, *found),
                ItemChangeKind::Added if is_type => _ = types.new.insert(name, *found),
                ItemChangeKind::Added => types.grown.entry(name).or_default().extend(*found),
                _ => types.changed.entry(name).or_default().extend(*found),
            }
        }
        types
    }

    /// What has made another kind of type of the one that an item belongs to, if one finding is all that is said of it.
    fn remaking(&self, item: &ItemChange) -> Option<usize> {
        let name = owner(&item.item).filter(|name| self.remade.contains(name))?;
        let said = [&self.changed, &self.grown]
            .into_iter()
            .filter_map(|said| said.get(name));
        let said: BTreeSet<usize> = said.flatten().copied().collect();
        said.first().copied().filter(|_| said.len() == 1)
    }

    fn finding(&self, item: &ItemChange) -> Option<usize> {
        let before: Vec<&str> = words(item.before.as_deref()).collect();
        if let Some(removed) = before.iter().find_map(|word| self.removed.get(word)) {
            return *removed;
        }
        let is_news = |word: &&str| !before.contains(word);
        let mut after = words(item.after.as_deref()).filter(is_news);
        let new = after.find_map(|word| *self.new.get(word)?);
        let alone = |findings: Option<&BTreeSet<usize>>| {
            let findings = findings.filter(|findings| findings.len() == 1)?;
            findings.first().copied()
        };
        new.or_else(|| alone(self.changed.get(owner(&item.item)?)))
            .or_else(|| {
                let mut inside = before.iter().filter(|_| is_boxed(item));
                inside.find_map(|word| alone(self.grown.get(word)))
            })
    }
}

/// The type that an item of `types` belongs to.
fn owner(item: &str) -> Option<&str> {
    let path = bare(item).strip_prefix("types::")?;
    path.strip_prefix("builder::").unwrap_or(path).split("::").next()
}

/// Whether all that differs is that values are in a box.
fn is_boxed(item: &ItemChange) -> bool {
    let inside = |signature: &Option<String>| -> Vec<String> {
        let words = words(signature.as_deref()).filter(|word| !word.is_empty() && *word != "Box");
        words.map(str::to_owned).collect()
    };
    inside(&item.before) == inside(&item.after)
}
