//! What was built → its entry in `specs.lock`.

use std::collections::{BTreeMap, BTreeSet};

use specloom::FileSet;

use crate::digest::hash;
use crate::lock::{Entry, Inputs, PageEntry, PageState, pages_hash};
use crate::rebuild::Built;
use crate::umbrella::BuiltUmbrella;

/// What is known of the pages of what was built.
fn pages(built: &Built) -> BTreeMap<String, PageEntry> {
    let specs = &built.specs;
    let of_cross = specs.cross_facts();
    let (stored, facts) = if specs.is_set() {
        (&specs.sources.pages, &built.generated.canonical.set.pages)
    } else if !specs.cross.is_empty() {
        (&specs.cross, &of_cross)
    } else {
        return BTreeMap::new();
    };
    let read: BTreeMap<&str, _> = facts.iter().map(|page| (page.name.as_str(), page)).collect();
    // Pages that describe one operation otherwise than others, of which none counts.
    let held = built.generated.canonical.set.held.iter();
    let disagreeing: BTreeSet<&str> = held.flat_map(|held| &held.pages).map(String::as_str).collect();
    let mut pages = BTreeMap::new();
    for page in stored {
        let file = page.name.rsplit('/').next().unwrap_or(&page.name);
        let hash = hash(&page.bytes);
        let known = built.specs.known.get(file).filter(|known| known.hash == hash);
        let facts = read.get(page.name.as_str());
        let came = known.and_then(|known| known.came.clone());
        let stands_in = specs.stand_ins.iter().any(|held| held.page == page.name);
        let is_good =
            facts.is_some() && came.is_none() && !stands_in && !disagreeing.contains(page.name.as_str());
        pages.insert(
            file.to_owned(),
            PageEntry {
                state: if is_good {
                    PageState::Current
                } else {
                    PageState::HeldBack
                },
                url: page.url.clone(),
                etag: known.and_then(|known| known.etag.clone()),
                came,
                descriptions: facts.map(|facts| facts.specs.clone()).unwrap_or_default(),
                style: facts.map(|facts| format!("{:?}", facts.style)),
                operations: facts.map(|facts| facts.operations.clone()).unwrap_or_default(),
                hash,
            },
        );
    }
    for (file, known) in &built.specs.known {
        if !pages.contains_key(file) {
            let state = match known.state {
                PageState::Current => PageState::Missing,
                other => other,
            };
            pages.insert(
                file.clone(),
                PageEntry {
                    state,
                    ..known.clone()
                },
            );
        }
    }
    pages
}

impl Entry {
    /// The entry of what was just built, keeping what is known of the download.
    pub fn of(built: &Built, version: &str, previous: Option<&Self>) -> Self {
        let sources = &built.specs.sources;
        let hash_of = |source: &Option<specloom::Source>| source.as_ref().map(|source| hash(&source.bytes));
        let page = pages_hash(&sources.pages);
        Self {
            generator: version.to_owned(),
            canonical: hash(built.openapi.as_bytes()),
            fetched: previous
                .and_then(|entry| entry.fetched.clone())
                .filter(|fetched| fetched.page == page),
            inputs: Inputs {
                page,
                modules: None,
                vendor_toml: hash(&built.specs.vendor_toml.bytes),
                names: hash_of(&built.specs.names_toml),
                overlay: hash_of(&sources.overlay),
                changelog: hash_of(&sources.changelog),
            },
            pages: pages(built),
            files: hashes(&built.generated.files),
        }
    }

    /// What an umbrella was built from.
    pub fn of_umbrella(built: &BuiltUmbrella, version: &str) -> Self {
        let specs = &built.specs;
        Self {
            generator: version.to_owned(),
            canonical: String::new(),
            fetched: None,
            inputs: Inputs {
                page: String::new(),
                modules: Some(hash(built.modules.as_bytes())),
                vendor_toml: hash(&specs.vendor_toml.bytes),
                names: None,
                overlay: None,
                changelog: specs.changelog.as_ref().map(|changelog| hash(&changelog.bytes)),
            },
            pages: BTreeMap::new(),
            files: hashes(&built.files),
        }
    }
}

fn hashes(files: &FileSet) -> BTreeMap<String, String> {
    let files = files.iter();
    files
        .map(|(path, text)| (path.clone(), hash(text.as_bytes())))
        .collect()
}
