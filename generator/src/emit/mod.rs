//! Client's code → files.

use std::collections::BTreeMap;

use crate::polish::Polished;
use crate::{Canonical, Fitted, Note, Result, Sources};

/// File contents by path below the crate's folder; paths use `/`.
pub type FileSet = BTreeMap<String, String>;

/// Emits the crate.
pub(crate) fn emit(
    polished: &Polished,
    fitted: &Fitted,
    canonical: &Canonical,
    notes: &[Note],
    sources: &Sources,
) -> Result<FileSet> {
    let _ = (polished, fitted, canonical, notes, sources);
    unimplemented!()
}
