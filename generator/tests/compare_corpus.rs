//! Real documents: every finding can be located in the documents, large ones take seconds, and the same API in two page
//! styles compares as the same but for what the second style cannot say.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use specloom::Source;
use specloom::compare::{Change, compare};

fn corpus() -> Option<PathBuf> {
    let root = std::env::var_os("SPECLOOM_CORPUS").map(PathBuf::from);
    if root.is_none() {
        println!("skipped: SPECLOOM_CORPUS is not set, no corpus to compare");
    }
    root
}

/// The canonical document of a page or description, if it has one.
fn lifted(path: &Path) -> specloom::Result<Value> {
    let bytes = fs::read(path).expect("the corpus can be read");
    let draft = specloom::read::read(&Source::new(path.display().to_string(), bytes))?;
    Ok(specloom::lift::lift(draft, None)?.document)
}

fn assert_located(name: &str, old: &Value, new: &Value, changes: &[Change]) {
    for change in changes {
        for (document, pointer) in [(old, &change.old_pointer), (new, &change.new_pointer)] {
            let found = pointer
                .as_ref()
                .is_none_or(|pointer| document.pointer(pointer).is_some());
            assert!(found, "{name}: nothing at {pointer:?} of {change:?}");
        }
    }
}

#[test]
fn old_and_new_versions_of_real_apis() {
    let Some(root) = corpus() else { return };
    let (mut seen, mut refused) = (0, 0);
    let pairs = fs::read_dir(root.join("pairs")).expect("the corpus has pairs");
    for pair in pairs.map(|entry| entry.expect("a pair").path()) {
        let name = pair.file_name().expect("a folder").to_string_lossy().into_owned();
        let file = |version: &str| {
            let candidates = ["json", "yaml"].map(|kind| pair.join(format!("{version}.{kind}")));
            candidates
                .into_iter()
                .find(|path| path.exists())
                .expect("both versions")
        };
        let (old, new) = match (lifted(&file("old")), lifted(&file("new"))) {
            (Ok(old), Ok(new)) => (old, new),
            (old, new) => {
                println!("{name}: {}", old.and(new).expect_err("one of them is refused"));
                refused += 1;
                continue;
            }
        };
        let started = Instant::now();
        let changes = compare(&old, &new);
        let took = started.elapsed();
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        changes
            .iter()
            .for_each(|change| *counts.entry(change.wire.as_str()).or_default() += 1);
        println!("{name}: {} findings {counts:?} in {took:?}", changes.len());
        assert_eq!(changes.is_empty(), old == new, "{name}");
        assert_located(&name, &old, &new, &changes);
        assert_eq!(
            changes,
            compare(&old, &new),
            "{name}: another order the second time"
        );
        assert!(
            compare(&old, &old).is_empty() && compare(&new, &new).is_empty(),
            "{name}"
        );
        assert!(took < Duration::from_secs(30), "{name} took {took:?}");
        seen += 1;
    }
    // One pair gives a key twice, which is refused with a place.
    assert_eq!((seen, refused), (6, 1));
}

/// The largest document of the corpus, with a schema that half of it uses edited.
#[test]
fn an_edit_in_the_largest_document() {
    let Some(root) = corpus() else { return };
    let text = fs::read(root.join("specs/github__api.github.com-23.json")).expect("the corpus can be read");
    let old: Value = serde_json::from_slice(&text).expect("JSON");
    let mut new = old.clone();
    new["components"]["schemas"]["simple-user"]["properties"]["login"]["type"] = json!("integer");
    let started = Instant::now();
    let changes = compare(&old, &new);
    let took = started.elapsed();
    println!("{} findings in {took:?}", changes.len());
    let others: Vec<_> = changes
        .iter()
        .filter(|change| change.id != "response-type-changed")
        .collect();
    assert!(others.is_empty(), "one edit, one kind of finding: {others:#?}");
    let [fact] = &changes[..] else {
        panic!("one edit, one finding: {changes:#?}")
    };
    assert!(fact.operations.len() > 100, "{}", fact.operations.len());
    assert!(took < Duration::from_secs(60), "took {took:?}");
}
