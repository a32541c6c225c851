//! Changes × the disk → the steps in which they are made.
//!
//! A directory comes and goes as a whole, in one step: cargo loads no workspace in which a crate has no manifest, or a
//! manifest and nothing else.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

/// New contents by path below the root, with `/`; `None` removes the file.
pub type Changes = BTreeMap<String, Option<Vec<u8>>>;

/// What is moved in one step.
#[derive(Debug)]
pub(crate) enum Step<'a> {
    /// A file is written, or removed.
    File(Option<&'a [u8]>),
    /// A directory that does not exist comes with these files, by path below it.
    Come(BTreeMap<&'a str, &'a [u8]>),
    /// A directory goes in which nothing is left.
    Go,
}

/// The changes as what is moved in one step each, by path.
pub(crate) fn steps<'a>(root: &Path, changes: &'a Changes) -> BTreeMap<&'a str, Step<'a>> {
    let mut steps = BTreeMap::new();
    for (path, contents) in changes {
        if let Some(contents) = contents {
            let top = parents(path).filter(|parent| !exists(&root.join(parent))).last();
            if let Some(top) = top {
                let step = steps.entry(top).or_insert_with(|| Step::Come(BTreeMap::new()));
                if let Step::Come(files) = step {
                    files.insert(&path[top.len() + 1..], contents);
                }
                continue;
            }
        } else {
            // Up to the second level: `clients/` itself stays.
            let emptied = parents(path)
                .filter(|parent| parent.contains('/') && is_emptied(root, parent, changes))
                .last();
            if let Some(emptied) = emptied {
                steps.insert(emptied, Step::Go);
                continue;
            }
        }
        steps.insert(path.as_str(), Step::File(contents.as_deref()));
    }
    steps
}

/// Whether nothing is in a directory, or to come, but what is removed.
fn is_emptied(root: &Path, directory: &str, changes: &Changes) -> bool {
    let Ok(entries) = fs::read_dir(root.join(directory)) else {
        return false;
    };
    let gone = |entry: io::Result<fs::DirEntry>| {
        let Ok(entry) = entry else { return false };
        let Ok(name) = entry.file_name().into_string() else {
            return false;
        };
        let path = format!("{directory}/{name}");
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => is_emptied(root, &path, changes),
            _ => changes.get(&path) == Some(&None),
        }
    };
    let below = format!("{directory}/");
    let mut coming = changes.iter().filter(|(path, _)| path.starts_with(&below));
    !root.join(directory).is_symlink()
        && coming.all(|(_, contents)| contents.is_none())
        && entries.into_iter().all(gone)
}

/// `a/b/c` → `a/b`, `a`.
pub(crate) fn parents(path: &str) -> impl Iterator<Item = &str> {
    path.rmatch_indices('/').map(|(at, _)| &path[..at])
}

/// Whether there is anything at `path`, be it a symbolic link to nowhere.
pub(crate) fn exists(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}
