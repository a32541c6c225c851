//! Two canonical documents of a vendor → the findings, those apart that were looked at and accepted.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::{Value, json};
use specloom::compare::{self, Api, Change, Wire};
use specloom::{Canonical, Place, Source, Vendor, Waiver, pointer};

use crate::files::SPECS;
use crate::{Failure, Failures, Pipeline, cut};

/// What changed between two states of a vendor's page.
#[derive(Debug, Clone)]
pub struct Comparison {
    /// The vendor, or what else was compared.
    pub name: String,
    /// The new side's page, as its error messages name it.
    pub page: String,
    /// All findings, in the order of the comparison.
    pub changes: Vec<Change>,
    /// Why the Rust verdicts are estimated from the documents and not read off two clients, if they are.
    pub estimated: Option<String>,
    /// Why the new side's page seems to be only the beginning of the old one's, if it does.
    pub cut: Option<String>,
    /// Fingerprints of the findings that vendor.toml waives, each with the reason.
    waived: Vec<(String, String)>,
    /// Where the findings are said, by their fingerprints.
    places: BTreeMap<String, Spot>,
    /// The documents, for what stands at a finding.
    documents: [Arc<Value>; 2],
}

/// Where a finding is said.
#[derive(Debug, Clone)]
enum Spot {
    /// In the new side, or at what it belonged to there.
    Now(Place),
    /// In the old side: nothing that it belonged to is left but a section of the document.
    Before(Place),
}

/// One side of a comparison: a page as corrected, and the client that comes of it.
#[derive(Debug, Clone)]
pub struct Side {
    canonical: Canonical,
    /// The pages that it was read from.
    pages: Vec<Source>,
    /// The client's public API; why there is none where no client can be made.
    api: std::result::Result<Api, String>,
}

impl Side {
    /// A canonical document of `vendor`.
    pub fn new(canonical: Canonical, vendor: &Vendor, pipeline: Pipeline) -> Self {
        let api = pipeline
            .api(&canonical, vendor)
            .map_err(|error| error.to_string());
        Self {
            canonical,
            pages: Vec::new(),
            api,
        }
    }

    /// This with the pages that it was read from, so that findings are placed in them.
    #[must_use]
    pub fn read_from(self, pages: &[Source]) -> Self {
        Self {
            pages: pages.to_vec(),
            ..self
        }
    }

    /// The same where the document was stored: `read` is what the pages give now.
    #[must_use]
    pub fn stored_from(mut self, read: &Canonical, pages: &[Source]) -> Self {
        self.canonical.style = read.style;
        self.canonical.set = read.set.clone();
        self.read_from(pages)
    }

    /// Where this side says what the pointers lead to: in its pages, else in the committed document of a workspace's vendor.
    fn places(&self, pointers: &[&str]) -> BTreeMap<String, Place> {
        let mut places = compare::places::places(&self.canonical, &self.pages, pointers);
        let rest: Vec<&str> = pointers
            .iter()
            .copied()
            .filter(|pointer| !places.contains_key(*pointer))
            .collect();
        // Of a vendor of this workspace there is a committed document beside the page.
        let folder = self
            .canonical
            .file
            .split('/')
            .take(2)
            .collect::<Vec<_>>()
            .join("/");
        if folder.starts_with(&format!("{SPECS}/")) && !rest.is_empty() {
            let lines = compare::places::lines(&self.canonical.to_yaml(), &rest);
            let in_document = |line| Place::file(format!("{folder}/openapi.yaml")).at(line, 1);
            places.extend(
                lines
                    .into_iter()
                    .map(|(pointer, line)| (pointer, in_document(line))),
            );
        }
        places
    }

    /// Whether both pages say the same, as corrected.
    pub fn says_the_same_as(&self, other: &Self) -> bool {
        self.canonical.document == other.canonical.document
    }

    /// What this would be without its operations: the other side of a vendor that was added or removed.
    pub fn without_operations(&self, vendor: &Vendor, pipeline: Pipeline) -> Self {
        let mut canonical = self.canonical.clone();
        canonical.document["paths"] = json!({});
        Self::new(canonical, vendor, pipeline)
    }
}

/// What a page lost by being cut off may look like a change that breaks nothing.
fn cut(old: &Side, new: &Side) -> Option<String> {
    match (old.pages.as_slice(), new.pages.as_slice()) {
        ([before], [after]) if !new.says_the_same_as(old) => {
            cut::beginning(&after.bytes, &before.bytes, new.canonical.style)
        }
        _ => None,
    }
}

impl Comparison {
    /// Compares two sides. Where no client can be made of one of them, the findings' own Rust verdicts stand, and
    /// [`Self::estimated`] says why.
    pub fn new(name: &str, old: &Side, new: &Side) -> Self {
        let (before, after) = (&old.canonical.document, &new.canonical.document);
        let (changes, estimated) = match (&old.api, &new.api) {
            (Ok(old), Ok(new)) => (compare::compare_clients((before, old), (after, new)), None),
            (Err(error), _) | (_, Err(error)) => (compare::compare(before, after), Some(error.clone())),
        };
        Self {
            name: name.to_owned(),
            page: new.canonical.file.clone(),
            places: places(old, new, &changes),
            changes,
            estimated,
            cut: cut(old, new),
            waived: Vec::new(),
            documents: [before, after].map(|document| Arc::new(document.clone())),
        }
    }

    /// Accepts what the waivers name.
    ///
    /// # Errors
    ///
    /// Each waiver that matches no finding: it is mistyped, or what it accepted is not there.
    pub fn waive<'a>(mut self, waivers: impl IntoIterator<Item = &'a Waiver>) -> Result<Self, Failures> {
        let (found, lost): (Vec<_>, Vec<_>) = waivers.into_iter().partition(|waiver| self.has(waiver));
        if !lost.is_empty() {
            let failure = |waiver: &Waiver| {
                Failure::new(
                    format!("specs/{}/vendor.toml", self.name),
                    format!("the waiver of `{}` matches no finding", waiver.fingerprint),
                    "remove it, or see `cargo xtask diff` for the fingerprints that there are",
                )
            };
            return Err(Failures(lost.into_iter().map(failure).collect()));
        }
        self.waived = found
            .iter()
            .map(|waiver| (waiver.fingerprint.clone(), waiver.reason.clone()))
            .collect();
        Ok(self)
    }

    /// Whether there is a finding that the waiver names.
    pub fn has(&self, waiver: &Waiver) -> bool {
        let mut changes = self.changes.iter();
        changes.any(|change| change.fingerprint == waiver.fingerprint)
    }

    /// Whether a finding was accepted.
    pub fn is_waived(&self, change: &Change) -> bool {
        self.waiver(change).is_some()
    }

    /// Why a finding was accepted, if it was.
    pub fn waiver(&self, change: &Change) -> Option<&str> {
        let mut waived = self.waived.iter();
        waived
            .find(|(fingerprint, _)| *fingerprint == change.fingerprint)
            .map(|(_, reason)| reason.as_str())
    }

    /// Where the new side says a finding: the page and the line; for what is gone, what it belonged to.
    pub fn spot(&self, change: &Change) -> Option<(&str, usize)> {
        match self.places.get(&change.fingerprint)? {
            Spot::Now(place) => Some((&place.file, place.position?.line)),
            Spot::Before(_) => None,
        }
    }

    /// The same as `page.md:7`; `page.md:7 (before)` where only the old side says it.
    pub fn place(&self, change: &Change) -> Option<String> {
        let (place, when) = match self.places.get(&change.fingerprint)? {
            Spot::Now(place) => (place, ""),
            Spot::Before(place) => (place, " (before)"),
        };
        Some(format!("{}:{}{when}", place.file, place.position?.line))
    }

    /// What stood and stands at a finding, as YAML, where it is more than a word.
    pub fn texts(&self, change: &Change) -> (Option<String>, Option<String>) {
        let text = |document: &Value, pointer: &Option<String>| {
            let value = document.pointer(pointer.as_deref()?)?;
            let is_more = value.is_object() || value.is_array();
            is_more.then(|| specloom::yaml::to_string(value))
        };
        let [old, new] = &self.documents;
        (text(old, &change.old_pointer), text(new, &change.new_pointer))
    }

    /// The findings that nobody has accepted.
    pub fn open(&self) -> impl Iterator<Item = &Change> {
        self.changes.iter().filter(|change| !self.is_waived(change))
    }

    /// How many open findings break the wire.
    pub fn breaking(&self) -> usize {
        self.open().filter(|change| change.wire == Wire::Breaking).count()
    }
}

/// Where the findings are said: on the new side, or on the old one where that has nothing left of what they are about.
fn places(old: &Side, new: &Side, changes: &[Change]) -> BTreeMap<String, Spot> {
    let document = &new.canonical.document;
    let mut now: Vec<(&Change, String)> = Vec::new();
    let mut before: Vec<(&Change, String)> = Vec::new();
    for change in changes {
        let Some(pointer) = change.new_pointer.as_ref().or(change.old_pointer.as_ref()) else {
            continue;
        };
        let mut left = pointer.clone();
        while document.pointer(&left).is_none() {
            left.truncate(left.rfind('/').unwrap_or_default());
        }
        let is_gone = left != *pointer && pointer::tokens(&left).count() < compare::places::A_THING;
        match is_gone {
            true => before.push((change, pointer.clone())),
            false => now.push((change, left)),
        }
    }
    let said = |side: &Side, asked: &[(&Change, String)], spot: fn(Place) -> Spot| {
        let pointers: Vec<&str> = asked
            .iter()
            .map(|(_, pointer)| pointer.as_str())
            .filter(|pointer| !pointer.is_empty())
            .collect();
        let places = side.places(&pointers);
        let placed = asked.iter().filter_map(|(change, pointer)| {
            let place = places.get(pointer)?.clone();
            Some((change.fingerprint.clone(), spot(place)))
        });
        placed.collect::<Vec<_>>()
    };
    let mut all = said(old, &before, Spot::Before);
    all.extend(said(new, &now, Spot::Now));
    all.into_iter().collect()
}
