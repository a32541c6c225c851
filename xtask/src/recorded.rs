//! A vendor's files × what `specs.lock` says that they were → what is different, by hashes alone: nothing is read or built.
//!
//! Where a page is as it was, this says whether all else is, too. It does not say what should be there: `check` does.

use std::fs;

use crate::digest::hash;
use crate::files::{CLIENTS, SPECS};
use crate::lock::{Entry, Lock, PATH, pages_hash};
use crate::plan::Cause;
use crate::specs::Specs;
use crate::workspace::Workspace;

/// What the lock says of a vendor.
pub fn entry(workspace: &Workspace, name: &str) -> Option<Entry> {
    let lock = Lock::parse(&fs::read(workspace.root().join(PATH)).ok()?)?;
    lock.vendor.get(name).cloned()
}

/// What is not as it was when the client was last written, in few words; nothing where all is.
pub fn different(workspace: &Workspace, specs: &Specs, version: &str) -> Vec<String> {
    let Some(entry) = entry(workspace, specs.name.as_str()) else {
        return vec![Cause::NeverGenerated.to_string()];
    };
    let hash_of = |source: &Option<specloom::Source>| source.as_ref().map(|source| hash(&source.bytes));
    let (inputs, sources) = (&entry.inputs, &specs.sources);
    let mut causes = Vec::new();
    let is_known = |page: &specloom::Source| {
        let file = page.name.rsplit('/').next().unwrap_or(&page.name);
        let known = entry.pages.get(file);
        known.is_some_and(|known| known.hash == hash(&page.bytes))
    };
    let pages = inputs.page == pages_hash(&sources.pages) && specs.cross.iter().all(is_known);
    for (cause, is_same) in [
        (Cause::Page, pages),
        (Cause::Overlay, inputs.overlay == hash_of(&sources.overlay)),
        (
            Cause::VendorToml,
            inputs.vendor_toml == hash(&specs.vendor_toml.bytes),
        ),
        (Cause::Names, inputs.names == hash_of(&specs.names_toml)),
        (Cause::Changelog, inputs.changelog == hash_of(&sources.changelog)),
        (Cause::Generator, entry.generator == version),
    ] {
        if !is_same {
            causes.push(cause.to_string());
        }
    }
    let name = specs.name.as_str();
    let written = entry
        .files
        .iter()
        .map(|(path, hash)| (format!("{CLIENTS}/{name}/{path}"), hash));
    let written = written.chain([(format!("{SPECS}/{name}/openapi.yaml"), &entry.canonical)]);
    let (mut edited, mut deleted) = (Vec::new(), Vec::new());
    for (path, written) in written {
        match fs::read(workspace.root().join(&path)) {
            Ok(bytes) if hash(&bytes) == *written => {}
            Ok(_) => edited.push(path),
            Err(_) => deleted.push(path),
        }
    }
    for (files, how) in [(edited, Cause::EditedByHand), (deleted, Cause::DeletedByHand)] {
        match files.as_slice() {
            [] => {}
            [one] => causes.push(format!("{one} was {how}")),
            [first, rest @ ..] => causes.push(format!("{first} and {} more were {how}", rest.len())),
        }
    }
    causes
}
