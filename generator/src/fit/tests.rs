//! Every pass is registered under its file's name and has a reason.

use super::*;

/// The files of a stage's folder that are passes.
fn pass_files(folder: &str) -> Vec<String> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut files: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            std::fs::read_to_string(path)
                .unwrap_or_default()
                .contains(concat!("const PASS: ", "Pass ="))
        })
        .map(|path| path.file_stem().unwrap().to_string_lossy().replace('_', "-"))
        .collect();
    files.sort();
    files
}

#[test]
fn every_pass_is_registered_once_under_its_files_name() {
    let mut ids: Vec<&str> = PASSES.iter().map(|pass| pass.id).collect();
    ids.sort_unstable();
    assert_eq!(ids, pass_files("src/fit"));
    for pass in PASSES {
        assert!(pass.why.len() > 20, "{}", pass.id);
    }
}
