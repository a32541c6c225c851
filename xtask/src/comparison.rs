//! Two canonical documents of a vendor → the findings, those apart that were looked at and accepted.

use serde_json::{Value, json};
use specloom::Vendor;
use specloom::compare::{self, Change, Wire};

use crate::Failure;

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
    /// Compares two documents; the waivers are those of `vendor`.
    ///
    /// # Errors
    ///
    /// A waiver that matches no finding: what it accepted is no longer there.
    pub fn new(name: &str, old: &Value, new: &Value, vendor: Option<&Vendor>) -> Result<Self, Failure> {
        let changes = compare::compare(old, new);
        let mut waived = Vec::new();
        for waiver in vendor.map_or(&[][..], |vendor| &vendor.waivers) {
            if !changes
                .iter()
                .any(|change| change.fingerprint == waiver.fingerprint)
            {
                return Err(Failure::new(
                    format!("specs/{name}/vendor.toml"),
                    format!("the waiver of `{}` matches no finding", waiver.fingerprint),
                    "remove it: what it accepted is released, or the page has changed again",
                ));
            }
            waived.push(waiver.fingerprint.clone());
        }
        Ok(Self {
            name: name.to_owned(),
            changes,
            waived,
        })
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
