//! The descriptions of one page → each under a name of its own.
//!
//! A name is what the page lists the description by, or the title that the description has; versions of one API share it, and
//! are told apart by their version, or at last by their line. The only description that a page shows needs none.

use std::collections::BTreeMap;

use super::Described;

/// The descriptions that differ, with their names where there are several, or others beside them.
pub(super) fn named(all: Vec<Described>, are_others: bool) -> Vec<(Option<String>, Described)> {
    let mut several: Vec<Described> = Vec::new();
    for described in all {
        if several.iter().all(|known| known.document != described.document) {
            several.push(described);
        }
    }
    if several.len() < 2 && !are_others {
        return several.into_iter().map(|only| (None, only)).collect();
    }
    let ways: [fn(&Described) -> String; 3] = [title, versioned, |described| {
        format!("{} (line {})", versioned(described), described.line)
    }];
    let mut names: Vec<String> = several.iter().map(ways[0]).collect();
    for way in &ways[1..] {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        names
            .iter()
            .for_each(|name| *counts.entry(name).or_default() += 1);
        let is_shared: Vec<bool> = names.iter().map(|name| counts[name.as_str()] > 1).collect();
        for ((name, described), _) in names
            .iter_mut()
            .zip(&several)
            .zip(is_shared)
            .filter(|(_, is_shared)| *is_shared)
        {
            *name = way(described);
        }
    }
    names.into_iter().map(Some).zip(several).collect()
}

fn title(described: &Described) -> String {
    let title = said(described, "title").filter(|title| !title.is_empty());
    described
        .name
        .clone()
        .or(title)
        .unwrap_or_else(|| format!("line {}", described.line))
}

fn versioned(described: &Described) -> String {
    match said(described, "version") {
        Some(version) => format!("{} {version}", title(described)),
        None => title(described),
    }
}

fn said(described: &Described, key: &str) -> Option<String> {
    let said = described.document.get("info")?.get(key)?;
    let said = said.as_str().map_or_else(|| said.to_string(), str::to_owned);
    Some(said.trim().to_owned())
}
