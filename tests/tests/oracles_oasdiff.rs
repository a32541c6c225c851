//! oasdiff on the real pairs of the corpus: where one calls an operation broken and the other does not, the table says why.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::Value;
use specloom_tests::workspace::root;
use specloom_tests::{command_line, oracle};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    refused: BTreeMap<String, String>,
    difference: Vec<Difference>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Difference {
    pair: String,
    operation: String,
    only: String,
    why: String,
}

/// A pair of small documents of a kind that was reported to oasdiff.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Reported {
    name: String,
    old: Value,
    new: Value,
    /// `oasdiff` or `ours`: who calls it broken, where the other does not.
    only: Option<String>,
    why: Option<String>,
}

/// The operations that oasdiff says are broken; `None` where it reads no such pair.
fn by_oasdiff(oasdiff: &Path, old: &Path, new: &Path) -> Option<BTreeSet<String>> {
    let output = oracle::quiet(oasdiff)
        .arg("breaking")
        .args([old, new])
        .args(["--format", "json"])
        .output()
        .expect("oasdiff runs");
    let found: Value = serde_json::from_slice(&output.stdout).ok()?;
    // Its third level is an error, the second a warning.
    let broken = found.as_array()?.iter().filter(|finding| finding["level"] == 3);
    let text = |finding: &Value, key: &str| finding[key].as_str().unwrap_or_default().to_owned();
    Some(
        broken
            .map(|finding| format!("{} {}", text(finding, "operation"), text(finding, "path")))
            .collect(),
    )
}

/// The operations that we say are broken; `None` where the pair is refused.
fn by_us(old: &Path, new: &Path) -> Option<BTreeSet<String>> {
    let (old, new) = (old.display().to_string(), new.display().to_string());
    let ran = command_line::run(&root(), ["diff", &old, &new, "--format", "json"]);
    let said: Value = serde_json::from_str(&ran.stdout).ok()?;
    let all = said["operations"].as_array()?;
    let name = |operation: &Value| {
        let text = |key: &str| operation[key].as_str().unwrap_or_default();
        format!("{} {}", text("method"), text("path"))
    };
    let mut broken = BTreeSet::new();
    for finding in said["findings"]
        .as_array()?
        .iter()
        .filter(|finding| finding["wire"] == "breaking")
    {
        broken.extend(finding["operations"].as_array()?.iter().map(name));
        for range in finding["operation_numbers"]
            .as_str()
            .into_iter()
            .flat_map(|ranges| ranges.split(','))
        {
            let (first, last) = range.split_once('-').unwrap_or((range, range));
            let numbers: [usize; 2] = [first, last].map(|number| number.parse().expect("a number"));
            broken.extend(all[numbers[0]..=numbers[1]].iter().map(name));
        }
    }
    Some(broken)
}

#[test]
fn each_difference_from_oasdiff_on_real_pairs_has_its_reason() {
    let Some(corpus) = std::env::var_os("SPECLOOM_CORPUS").map(PathBuf::from) else {
        println!("skipped: SPECLOOM_CORPUS is not set, no pairs to compare");
        return;
    };
    let Some(oasdiff) = oracle::tool("oasdiff") else {
        return;
    };
    let table = std::fs::read_to_string(root().join("tests/oracles/oasdiff.toml")).unwrap();
    let table: Table = toml::from_str(&table).unwrap();
    assert!(
        table
            .difference
            .iter()
            .all(|difference| difference.why.len() > 20)
    );
    let (mut found, mut refused) = (BTreeSet::new(), BTreeSet::new());
    for pair in std::fs::read_dir(corpus.join("pairs")).unwrap() {
        let pair = pair.unwrap().path();
        let name = pair.file_name().unwrap().to_string_lossy().into_owned();
        let file = |version: &str| {
            let kinds = ["json", "yaml"].map(|kind| pair.join(format!("{version}.{kind}")));
            kinds
                .into_iter()
                .find(|path| path.exists())
                .expect("both versions")
        };
        let (old, new) = (file("old"), file("new"));
        let (Some(theirs), Some(ours)) = (by_oasdiff(&oasdiff, &old, &new), by_us(&old, &new)) else {
            refused.insert(name);
            continue;
        };
        found.extend(
            theirs
                .difference(&ours)
                .map(|one| (name.clone(), one.clone(), "oasdiff")),
        );
        found.extend(
            ours.difference(&theirs)
                .map(|one| (name.clone(), one.clone(), "ours")),
        );
    }
    assert_eq!(refused, table.refused.into_keys().collect());
    let told: BTreeSet<(String, String, &str)> = table
        .difference
        .iter()
        .map(|one| (one.pair.clone(), one.operation.clone(), one.only.as_str()))
        .collect();
    assert_eq!(found, told);
}

#[test]
fn each_difference_from_oasdiff_on_what_was_reported_to_it_has_its_reason() {
    let Some(oasdiff) = oracle::tool("oasdiff") else {
        return;
    };
    let table = std::fs::read_to_string(root().join("tests/oracles/oasdiff_reported.yaml")).unwrap();
    let table: Vec<Reported> = serde_yaml::from_str(&table).unwrap();
    assert!(table.len() >= 28, "{}", table.len());
    let folder = tempfile::tempdir().unwrap();
    let mut wrong = Vec::new();
    for pair in table {
        let [old, new] = [("old.json", &pair.old), ("new.json", &pair.new)].map(|(name, document)| {
            let path = folder.path().join(name);
            std::fs::write(&path, document.to_string()).unwrap();
            path
        });
        let theirs = !by_oasdiff(&oasdiff, &old, &new)
            .expect("it reads the pair")
            .is_empty();
        let ours = !by_us(&old, &new).expect("we read the pair").is_empty();
        let only = match (theirs, ours) {
            (true, false) => Some("oasdiff"),
            (false, true) => Some("ours"),
            _ => None,
        };
        let is_explained = pair.why.is_some_and(|why| why.ends_with('.') && why.len() > 20);
        if pair.only.as_deref() != only || only.is_some() != is_explained {
            wrong.push(format!("{}: oasdiff {theirs}, ours {ours}", pair.name));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
