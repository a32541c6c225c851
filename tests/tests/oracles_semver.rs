//! Two states of an API, both clients generated: cargo-semver-checks, which nobody here wrote and which sees nothing but
//! the two crates, says "major" exactly when the comparison says `rust: major`.
//!
//! Takes minutes, so that it is a step of its own: `.ci/semver`.

#[path = "../../generator/tests/families/mod.rs"]
mod families;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde::Deserialize;
use specloom::compare::{Api, Rust, compare_clients, rule};
use specloom::{Source, Sources, Vendor};
use specloom_tests::workspace::root;
use specloom_tests::{command_line, skipped};

#[derive(Deserialize)]
struct Table {
    pair: Vec<Pair>,
    composed: Vec<Composed>,
}

/// An edit of `tests/oracles/composed.yaml` of which the tool says nothing where the comparison says major.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Composed {
    edit: String,
    /// `there` or `back`.
    way: String,
    blind: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Pair {
    /// The rule whose fixture it is.
    rule: String,
    /// Why the tool says nothing where the comparison says major.
    blind: Option<String>,
    /// The same where it is not the rule that is major, but what else comes of the pair.
    split: Option<String>,
}

fn table() -> Table {
    let table = fs::read_to_string(root().join("tests/oracles/semver.toml")).unwrap();
    toml::from_str(&table).unwrap()
}

/// A pair of documents by its name, and whether the tool is known to be blind to what is major in it.
type Judged = (String, [PathBuf; 2], bool);

/// The fixtures of rules, and the composed edits there and back.
fn pairs(folder: &Path) -> Vec<Judged> {
    let table = table();
    let fixtures = families::Family::all();
    let of_rules = table.pair.into_iter().map(|pair| {
        let files = families::files_of(&fixtures, &pair.rule, folder);
        (pair.rule, files, pair.blind.or(pair.split).is_some())
    });
    let composed = families::Family::read(root().join("tests/oracles/composed.yaml"));
    let cases = composed.cases();
    let mut known = table.composed;
    let mut judged: Vec<Judged> = of_rules.collect();
    for (number, case) in cases.iter().enumerate() {
        for back in [false, true] {
            let (edit, way) = (&case.edit.name, case.key(back));
            let listed = known.iter().position(|one| one.edit == *edit && one.way == way);
            let blind = listed.map(|at| known.swap_remove(at).blind);
            assert!(
                blind.iter().all(|why| why.ends_with('.') && why.len() > 20),
                "{edit}"
            );
            let files = families::written(case.pair(back), &folder.join(format!("{number}-{way}")));
            judged.push((format!("{edit}, {way}"), files, blind.is_some()));
        }
    }
    let lost: Vec<&str> = known.iter().map(|one| one.edit.as_str()).collect();
    assert!(lost.is_empty(), "no such edit: {lost:?}");
    judged
}

#[test]
fn the_table_has_enough_pairs_of_either_verdict_and_reasons_for_the_others() {
    let table = table().pair;
    let rules: BTreeSet<&str> = table.iter().map(|pair| pair.rule.as_str()).collect();
    assert_eq!(rules.len(), table.len(), "a rule is listed twice");
    let (mut major, mut less) = (0, 0);
    for pair in &table {
        let is_major = rule(&pair.rule).map(|rule| rule.rust == Rust::Major);
        let explained = |reason: &str| reason.ends_with('.') && reason.len() > 20;
        match (is_major, &pair.blind, &pair.split) {
            (None, ..) => panic!("{} is no rule", pair.rule),
            (Some(true), None, None) => major += 1,
            (Some(false), None, None) => less += 1,
            (Some(is_major), Some(reason), None) => {
                assert!(is_major, "{}: blind to what is not major?", pair.rule);
                assert!(explained(reason), "{}", pair.rule);
            }
            (Some(is_major), None, Some(reason)) => {
                assert!(!is_major, "{}: major by its rule", pair.rule);
                assert!(explained(reason), "{}", pair.rule);
            }
            (_, Some(_), Some(_)) => panic!("{}: one reason is enough", pair.rule),
        }
    }
    assert!(
        major + less >= 25 && major >= 10 && less >= 10,
        "{major} major, {less} others"
    );
}

#[test]
#[ignore = "takes minutes: .ci/semver"]
fn cargo_semver_checks_says_major_exactly_when_the_comparison_does() {
    let version = Command::new("cargo")
        .args(["semver-checks", "--version"])
        .output();
    if !version.is_ok_and(|output| output.status.success()) {
        let why = "it is not installed; `cargo install --locked cargo-semver-checks@0.51.0`";
        assert!(
            std::env::var("SPECLOOM_REQUIRE_ORACLES").as_deref() != Ok("1"),
            "{why}"
        );
        skipped("cargo-semver-checks", why);
        return;
    }
    let mut docs = Docs::new(root().join("target/semver"));
    let mut disagreements = Vec::new();
    for (name, [old, new], is_blind) in pairs(&root().join("target/semver/fixtures")) {
        let (before, after) = (client(&old), client(&new));
        let ours = compare_clients((&before.0, &before.1), (&after.0, &after.1))
            .iter()
            .any(|change| change.rust == Rust::Major);
        let theirs = says_major(&docs.of(&old), &docs.of(&new));
        let agree = match is_blind {
            false => ours == theirs,
            // A reason that is no longer needed has to go.
            true => ours && !theirs,
        };
        println!("{name:<62} major: {ours:<5} cargo-semver-checks: {theirs}");
        if !agree {
            disagreements.push(format!("{name}: major {ours}, cargo-semver-checks {theirs}"));
        }
    }
    assert!(disagreements.is_empty(), "{}", disagreements.join("\n"));
}

/// The canonical document of a page and the public API of its client.
fn client(page: &Path) -> (serde_json::Value, Api) {
    let vendor = "name = 'Acme'\ncrate = 'acme-client'\nversion = '0.1.0'\ndescription = 'd'\n";
    let vendor = Vendor::parse(&Source::new("vendor.toml", vendor)).unwrap();
    let page = Source::new(page.display().to_string(), fs::read(page).unwrap());
    let sources = Sources::of_page(page, vendor);
    let canonical = specloom::canonical(&sources).unwrap();
    let api = specloom::api(&canonical, &sources.vendor).unwrap();
    (canonical.document, api)
}

/// Public APIs of clients, as rustdoc describes them.
struct Docs {
    place: PathBuf,
    /// By the text of the document: fixtures start from a few.
    made: BTreeMap<String, PathBuf>,
}

impl Docs {
    fn new(place: PathBuf) -> Self {
        let client = place.join("client");
        fs::create_dir_all(&client).unwrap();
        // The versions that the workspace has, whatever has appeared since.
        fs::copy(root().join("Cargo.lock"), place.join("Cargo.lock")).unwrap();
        Self {
            place,
            made: BTreeMap::new(),
        }
    }

    /// The API of a document's client. It is always generated in the same place under the same name, so that its
    /// dependencies are compiled once.
    fn of(&mut self, document: &Path) -> PathBuf {
        let text = fs::read_to_string(document).unwrap();
        if let Some(made) = self.made.get(&text) {
            return made.clone();
        }
        let client = self.place.join("client");
        let [from, out] = [document, &client].map(|path| path.to_str().unwrap());
        let ran = command_line::run(&root(), ["try", from, "--out", out, "--name", "acme"]);
        assert_eq!((ran.status, ran.stderr.as_str()), (0, ""), "{from}");
        fs::copy(self.place.join("Cargo.lock"), client.join("Cargo.lock")).unwrap();
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
            .env("CARGO_TARGET_DIR", self.place.join("target"))
            // Debug information of dependencies that nobody runs.
            .env("CARGO_PROFILE_DEV_DEBUG", "0")
            // The format is of the compiler that is there; the tool checks that it knows it.
            .env("RUSTC_BOOTSTRAP", "1")
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{from}\n{said}");
        let kept = self.place.join(format!("{}.json", self.made.len()));
        fs::copy(self.place.join("target/doc/acme_client.json"), &kept).unwrap();
        self.made.insert(text, kept.clone());
        kept
    }
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
