//! Each rule has a fixture directory `compare/<id>/` with `old.yaml`, `new.yaml` and all fields of all findings in
//! `expected.yaml`. Rewrite the expectations with `SNAPSHOTS=overwrite cargo test -p specloom --test compare_rules`.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use snapbox::{Assert, Data, IntoData};
use specloom::compare::{Change, Direction, Rule, Rust, Wire, compare, rules};

/// Fixtures whose edit has more than one finding, and why.
const SEVERAL: &[(&str, &str)] = &[];

/// Rules for one direction only, and why there is no mirror.
const UNMIRRORED: &[(&str, &str)] = &[
    (
        "request-body-",
        "what a response holds is told by `response-body-added` and `-removed`; it is never optional",
    ),
    ("request-parameter-", "parameters are only sent"),
    ("response-header-", "headers that are sent are parameters"),
    (
        "response-required-header-",
        "headers that are sent are parameters",
    ),
    (
        "response-optional-header-",
        "headers that are sent are parameters",
    ),
    ("response-success-status-", "requests have no status"),
    (
        "response-media-type-narrowed",
        "a client that sends names one media type and no range",
    ),
    (
        "request-struct-closed",
        "readers ignore what a struct has no field for, closed or not",
    ),
    (
        "response-lenient-property-became-optional",
        "what is sent may always be left out where it is optional",
    ),
    ("response-error-status-", "requests have no status"),
    (
        "response-body-",
        "see `request-body-`: what is sent also says whether it is required",
    ),
    ("response-links-changed", "links are part of responses"),
    ("path-parameter-renamed", "answers have no path"),
    ("security-", "credentials are only sent"),
    (
        "request-type-widened",
        "its mirror is `response-type-narrowed`: what is safe one way is not the other",
    ),
    ("response-type-narrowed", "its mirror is `request-type-widened`"),
    (
        "request-format-",
        "`response-format-changed` covers all: nobody checks formats of answers",
    ),
    (
        "request-number-",
        "`response-format-changed` covers both: numbers are read as `i64` and `f64`",
    ),
    (
        "request-range-",
        "`response-range-changed` covers both: nobody checks answers",
    ),
    ("response-range-changed", "see `request-range-`"),
    (
        "request-length-",
        "`response-length-changed` covers both: nobody checks answers",
    ),
    ("response-length-changed", "see `request-length-`"),
    (
        "request-item-count-",
        "`response-item-count-changed` covers both: nobody checks answers",
    ),
    ("response-item-count-changed", "see `request-item-count-`"),
    (
        "request-property-count-",
        "`response-property-count-changed` covers both: nobody checks answers",
    ),
    ("response-property-count-changed", "see `request-property-count-`"),
    (
        "request-pattern-",
        "`response-pattern-changed` covers all: nobody checks answers",
    ),
    (
        "request-not-",
        "`response-not-changed` covers both: nobody checks answers",
    ),
    ("response-not-changed", "see `request-not-`"),
    (
        "request-property-removed",
        "in responses it matters whether it was required",
    ),
    ("response-property-removed-", "see `request-property-removed`"),
    (
        "request-property-became-read-only",
        "its mirror is `response-property-became-write-only`",
    ),
    (
        "request-property-became-not-read-only",
        "its mirror is `response-property-became-not-write-only`",
    ),
    (
        "request-required-property-became-not-read-only",
        "an old client need not read what it does not know",
    ),
    (
        "response-property-became-write-only",
        "its mirror is `request-property-became-read-only`",
    ),
    (
        "response-required-property-became-write-only",
        "an old client may send what nobody wants any more",
    ),
    (
        "response-property-became-not-write-only",
        "its mirror is `request-property-became-not-read-only`",
    ),
    (
        "request-write-only-changed",
        "its mirror is `response-read-only-changed`",
    ),
    (
        "response-read-only-changed",
        "its mirror is `request-write-only-changed`",
    ),
    (
        "request-read-only-property-changed",
        "its mirror is `response-write-only-property-changed`",
    ),
    (
        "response-write-only-property-changed",
        "its mirror is `request-read-only-property-changed`",
    ),
];

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/compare")
}

fn all_rules() -> impl Iterator<Item = &'static Rule> {
    // Found between two clients and not between two documents: `compare_clients.rs`.
    let documents = rules().iter().filter(|(family, _)| *family != "rust");
    documents.flat_map(|(_, rules)| rules.iter().copied())
}

fn document(rule: &str, name: &str) -> Value {
    let path = fixtures().join(rule).join(name);
    let text = fs::read_to_string(&path).expect("the fixture can be read");
    serde_yaml::from_str(&text).expect("the fixture is YAML")
}

fn findings(rule: &str) -> Vec<Change> {
    compare(&document(rule, "old.yaml"), &document(rule, "new.yaml"))
}

#[test]
fn every_rule_finds_what_its_fixture_says_and_nothing_else() {
    let assert = Assert::new().action_env("SNAPSHOTS");
    let mut failures = Vec::new();
    for rule in all_rules() {
        let changes = findings(rule.id);
        let actual = serde_yaml::to_string(&changes).unwrap();
        let path = fixtures().join(rule.id).join("expected.yaml");
        let expected = Data::read_from(&path, None).raw();
        if let Err(error) = assert.try_eq(Some(&rule.id), actual.into_data().raw(), expected) {
            failures.push(error.to_string());
        }
        let found: Vec<&str> = changes.iter().map(|change| change.id).collect();
        let several = SEVERAL.iter().any(|(id, _)| *id == rule.id);
        if !found.contains(&rule.id) || (found.len() > 1) != several {
            failures.push(format!("{}: found {found:?}", rule.id));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn a_fixture_that_is_edited_back_has_findings_too() {
    for rule in all_rules() {
        let (old, new) = (document(rule.id, "old.yaml"), document(rule.id, "new.yaml"));
        assert!(!compare(&new, &old).is_empty(), "{}", rule.id);
        assert!(compare(&old, &old).is_empty(), "{}", rule.id);
        assert!(compare(&new, &new).is_empty(), "{}", rule.id);
    }
}

#[test]
fn every_fixture_belongs_to_a_rule_and_ids_are_unique() {
    let ids: Vec<&str> = all_rules().map(|rule| rule.id).collect();
    let unique: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), unique.len(), "an id is used twice");
    let folders = fs::read_dir(fixtures())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let folders: BTreeSet<String> = folders.collect();
    assert_eq!(folders, unique.iter().map(|id| (*id).to_owned()).collect());
}

#[test]
fn findings_carry_the_verdicts_of_their_rules() {
    for rule in all_rules() {
        for change in findings(rule.id).iter().filter(|change| change.id == rule.id) {
            assert_eq!((change.wire, change.rust), (rule.wire, rule.rust), "{}", rule.id);
            if rule.direction != Direction::None {
                assert_eq!(change.direction, rule.direction, "{}", rule.id);
            }
        }
    }
}

#[test]
fn rules_are_mirrored_or_say_why_not() {
    let ids: BTreeSet<&str> = all_rules().map(|rule| rule.id).collect();
    let waived = |id: &str| UNMIRRORED.iter().any(|(prefix, _)| id.starts_with(prefix));
    for rule in all_rules() {
        let (word, other) = match rule.direction {
            Direction::None => continue,
            Direction::Request => ("request-", "response-"),
            Direction::Response => ("response-", "request-"),
        };
        let mirror = rule.id.strip_prefix(word).map(|rest| format!("{other}{rest}"));
        let mirrored = mirror.is_some_and(|mirror| ids.contains(mirror.as_str()));
        assert!(mirrored || waived(rule.id), "{} has no mirror", rule.id);
    }
    for (prefix, _) in UNMIRRORED {
        let unmirrored = |id: &&&str| {
            let rest = id
                .strip_prefix("request-")
                .or(id.strip_prefix("response-"))
                .unwrap_or(id);
            id.starts_with(prefix)
                && !(ids.contains(&*format!("request-{rest}")) && ids.contains(&*format!("response-{rest}")))
        };
        assert!(
            ids.iter().any(|id| unmirrored(&id)),
            "the waiver for {prefix} is stale"
        );
    }
}

#[test]
fn verdicts_are_consistent() {
    for rule in all_rules() {
        assert!(
            !rule.why.is_empty() && rule.why.ends_with('.'),
            "{}: the reason is a sentence",
            rule.id
        );
        assert!(
            rule.id
                .chars()
                .all(|char| char.is_ascii_lowercase() || char == '-'),
            "{} is not kebab-case",
            rule.id
        );
        // What requires old code to be touched cannot be mere documentation, but for names.
        if rule.wire == Wire::Docs && rule.rust == Rust::Major {
            let named = ["rename", "name", "-id-", "secrecy", "scheme-removed"];
            assert!(named.iter().any(|word| rule.id.contains(word)), "{}", rule.id);
        }
    }
}
