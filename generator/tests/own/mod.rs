//! The sources of the project itself, for tests that look at them.

use std::path::{Path, PathBuf};

/// Each file of Rust in these folders, by its path from the root of the repository, in order of the paths.
pub(crate) fn sources(folders: &[&str]) -> Vec<(String, syn::File)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut paths: Vec<PathBuf> = folders.iter().map(|folder| root.join(folder)).collect();
    let mut files = Vec::new();
    while let Some(path) = paths.pop() {
        if path.is_dir() {
            let entries = std::fs::read_dir(path).unwrap();
            paths.extend(entries.map(|entry| entry.unwrap().path()));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let name = path.strip_prefix(&root).unwrap().to_str().unwrap();
            let file = syn::parse_file(&std::fs::read_to_string(&path).unwrap()).unwrap();
            files.push((name.replace('\\', "/"), file));
        }
    }
    files.sort_by(|(left, _), (right, _)| left.cmp(right));
    files
}
