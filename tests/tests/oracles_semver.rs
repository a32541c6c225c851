//! Two states of an API, both clients generated: cargo-semver-checks, which nobody here wrote and which sees nothing but
//! the two crates, says "major" exactly when the comparison says `rust: major`.
//!
//! Takes minutes, so that it is a step of its own: `.ci/semver`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde::Deserialize;
use specloom::compare::{Rust, compare};
use specloom_tests::workspace::root;
use specloom_tests::{command_line, skipped};

#[derive(Deserialize)]
struct Table {
    pair: Vec<Pair>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Pair {
    /// The rule whose fixture it is.
    rule: String,
    /// Why the tool says nothing where the comparison says major.
    blind: Option<String>,
}

#[test]
#[ignore = "takes minutes: .ci/semver"]
fn cargo_semver_checks_says_major_exactly_when_the_comparison_does() {
    let version = Command::new("cargo")
        .args(["semver-checks", "--version"])
        .output();
    if !version.is_ok_and(|output| output.status.success()) {
        skipped(
            "cargo-semver-checks",
            "it is not installed; `cargo install --locked cargo-semver-checks`",
        );
        return;
    }
    let table = fs::read_to_string(root().join("tests/oracles/semver.toml")).unwrap();
    let table: Table = toml::from_str(&table).unwrap();
    let seen = table.pair.iter().filter(|pair| pair.blind.is_none()).count();
    assert!(seen >= 25, "{seen} pairs");
    let place = root().join("target/semver");
    let mut disagreements = Vec::new();
    for pair in &table.pair {
        let folder = root().join("generator/tests/compare").join(&pair.rule);
        let [old, new] = ["old", "new"].map(|side| {
            let document = folder.join(format!("{side}.yaml"));
            (parsed(&document), rustdoc(&place, &document, side))
        });
        let ours = compare(&old.0, &new.0)
            .iter()
            .any(|change| change.rust == Rust::Major);
        let theirs = says_major(&old.1, &new.1);
        let agree = match pair.blind {
            None => ours == theirs,
            // A reason that is no longer needed has to go.
            Some(_) => ours && !theirs,
        };
        println!("{:<45} major: {ours:<5} cargo-semver-checks: {theirs}", pair.rule);
        if !agree {
            disagreements.push(format!(
                "{}: major {ours}, cargo-semver-checks {theirs}",
                pair.rule
            ));
        }
    }
    assert!(disagreements.is_empty(), "{}", disagreements.join("\n"));
}

fn parsed(document: &Path) -> serde_json::Value {
    serde_yaml::from_str(&fs::read_to_string(document).unwrap()).unwrap()
}

/// Generates the client of a document, always in the same place and under the same name, so that its dependencies are
/// compiled once; the description of its public API, as rustdoc writes it.
fn rustdoc(place: &Path, document: &Path, side: &str) -> PathBuf {
    let client = place.join("client");
    let [document, out] = [document, &client].map(|path| path.to_str().unwrap());
    let ran = command_line::run(&root(), ["try", document, "--out", out, "--name", "acme"]);
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""), "{document}");
    // TLS takes long to compile and is no part of the API.
    let arguments = ["rustdoc", "--lib", "--quiet", "--no-default-features", "--"];
    let flags = [
        "-Zunstable-options",
        "--output-format=json",
        "--document-hidden-items",
        "--cap-lints=allow",
    ];
    let output = Command::new("cargo")
        .args(arguments)
        .args(flags)
        .current_dir(&client)
        .env("CARGO_TARGET_DIR", place.join("target"))
        // The format is of the compiler that is there; the tool checks that it knows it.
        .env("RUSTC_BOOTSTRAP", "1")
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{document}\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let kept = place.join(format!("{side}.json"));
    fs::copy(place.join("target/doc/acme_client.json"), &kept).unwrap();
    kept
}

/// Whether the tool wants a new major version.
fn says_major(old: &Path, new: &Path) -> bool {
    let output = Command::new("cargo")
        .args(["semver-checks", "--release-type", "minor", "--color", "never"])
        .arg("--baseline-rustdoc")
        .arg(old)
        .arg("--current-rustdoc")
        .arg(new)
        .output()
        .unwrap();
    let said = [&output.stdout[..], &output.stderr].concat();
    let said = String::from_utf8_lossy(&said);
    let major = said.contains("semver requires new major version");
    assert!(output.status.success() != major, "{}: {said}", output.status);
    major
}
