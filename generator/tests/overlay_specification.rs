//! The Overlay specification's own tests and examples, applied by nobody's rules but its own.

#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests")]

use std::path::{Path, PathBuf};

use serde_json::Value;
use specloom::overlay::Overlay;
use specloom::{Source, Style};

fn overlays() -> Option<PathBuf> {
    let corpus = std::env::var_os("SPECLOOM_CORPUS");
    if corpus.is_none() {
        println!("skipped: SPECLOOM_CORPUS is not set, the Overlay specification's tests were not run");
    }
    corpus.map(|corpus| PathBuf::from(corpus).join("../overlays"))
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    paths
}

fn source(path: &Path) -> Source {
    Source::new(path.display().to_string(), std::fs::read(path).unwrap())
}

/// Any YAML, by way of a page that is a bare document.
fn document(path: &Path) -> Value {
    let draft = specloom::read::read(&source(path)).unwrap();
    assert_eq!(draft.style, Style::OpenApi);
    draft.document
}

#[test]
fn what_the_specification_passes_parses_and_what_it_fails_does_not() {
    let Some(overlays) = overlays() else { return };
    let mut tested = 0;
    // 1.2 is a draft: overlays that say so are refused, the good ones too.
    for (version, known) in [("v1.0", true), ("v1.1", true), ("v1.2-dev", false)] {
        for (suite, good) in [("pass", true), ("fail", false)] {
            for path in entries(&overlays.join("tests").join(version).join(suite)) {
                let parsed = Overlay::parse(&source(&path));
                assert_eq!(parsed.is_ok(), known && good, "{}: {parsed:?}", path.display());
                tested += 1;
            }
        }
    }
    assert!(tested > 90, "{tested}");
}

#[test]
fn compliant_sets_give_their_output() {
    let Some(overlays) = overlays() else { return };
    let mut tested = 0;
    for folder in entries(&overlays.join("compliant-sets"))
        .into_iter()
        .filter(|path| path.is_dir())
    {
        let overlay = Overlay::parse(&source(&folder.join("overlay.yaml"))).unwrap();
        let mut changed = document(&folder.join("openapi.yaml"));
        let matches = overlay.matches(&changed);
        assert!(
            matches.iter().all(|pointers| !pointers.is_empty()),
            "{}",
            folder.display()
        );
        overlay.apply(&mut changed).unwrap();
        assert_eq!(
            changed,
            document(&folder.join("output.yaml")),
            "{}",
            folder.display()
        );
        tested += 1;
    }
    assert_eq!(tested, 8);
}
