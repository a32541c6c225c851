//! Two canonical documents of a vendor → the findings, those apart that were looked at and accepted.

use serde_json::{Value, json};
use specloom::Waiver;
use specloom::compare::{self, Change, Wire};

use crate::{Failure, Failures};

/// What changed between two states of a vendor's page.
#[derive(Debug, Clone)]
pub struct Comparison {
    /// The vendor, or what else was compared.
    pub name: String,
    /// All findings, in the order of the comparison.
    pub changes: Vec<Change>,
    /// Fingerprints of the findings that vendor.toml waives.
    waived: Vec<String>,
}

impl Comparison {
    /// Compares two documents.
    pub fn new(name: &str, old: &Value, new: &Value) -> Self {
        Self {
            name: name.to_owned(),
            changes: compare::compare(old, new),
            waived: Vec::new(),
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
        self.waived = found.iter().map(|waiver| waiver.fingerprint.clone()).collect();
        Ok(self)
    }

    /// Whether there is a finding that the waiver names.
    pub fn has(&self, waiver: &Waiver) -> bool {
        let mut changes = self.changes.iter();
        changes.any(|change| change.fingerprint == waiver.fingerprint)
    }

    /// Whether a finding was accepted.
    pub fn is_waived(&self, change: &Change) -> bool {
        self.waived.contains(&change.fingerprint)
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

/// What `document` would be without its operations: the other side of a vendor that was added or removed.
pub fn without_operations(document: &Value) -> Value {
    let mut document = document.clone();
    document["paths"] = json!({});
    document
}
