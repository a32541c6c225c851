//! An optional folder of real pages and API descriptions, `SPECLOOM_CORPUS`: too large, and not ours, to be kept here.

use std::path::{Path, PathBuf};

/// The corpus folder, or `None` after saying loudly that `what` is skipped.
pub fn folder(what: &str) -> Option<PathBuf> {
    match std::env::var_os("SPECLOOM_CORPUS") {
        Some(folder) => Some(PathBuf::from(folder)),
        None => {
            crate::skipped(what, "SPECLOOM_CORPUS names no folder of pages/ and specs/");
            None
        }
    }
}

/// The documents in a folder, sorted; lists (`*.tsv`) and notes (`README*`) are none.
pub fn documents(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.expect("a folder can be listed").path())
        .filter(|path| path.is_file() && path.extension().is_some_and(|extension| extension != "tsv"))
        .filter(|path| {
            !path
                .file_name()
                .is_some_and(|name| name.to_string_lossy().starts_with("README"))
        })
        .collect();
    paths.sort();
    assert!(!paths.is_empty(), "{} holds no document", folder.display());
    paths
}

/// The folders in a folder, sorted.
pub fn folders(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.expect("a folder can be listed").path())
        .filter(|path| path.is_dir())
        .collect();
    paths.sort();
    paths
}
