//! Each family of rules has its fixtures in `compare/<family>.yaml` (`families/mod.rs`); all rules run on all of them, on
//! each edit and on two at a time. Rewrite what is expected with `SPECLOOM_BLESS=1 cargo test -p specloom --test compare_rules`.

mod families;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use families::{Case, Family, Finding};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use similar::TextDiff;
use specloom::compare::{Direction, Rule, Rust, Wire, compare, rule, rules};
use specloom::{Source, Sources, Vendor};

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
    ("response-one-success-status-removed", "requests have no status"),
    (
        "response-further-values-changed",
        "a client keeps what it cannot read; a server need not",
    ),
    (
        "response-media-type-narrowed",
        "a client that sends names one media type and no range",
    ),
    (
        "request-struct-closed",
        "readers ignore what a struct has no field for, closed or not",
    ),
    (
        "request-struct-additional-properties-typed",
        "see `request-struct-closed`",
    ),
    (
        "request-property-unnamed",
        "in responses it matters whether it was required, and not what holds it now",
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
    ("path-parameter-", "answers have no path"),
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
        "request-condition-",
        "clients check no conditions: what is answered has one rule",
    ),
    ("response-condition-changed", "see `request-condition-`"),
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

fn all_rules() -> impl Iterator<Item = &'static Rule> {
    // Found between two clients and not between two documents: `compare_clients.rs`.
    let documents = rules().iter().filter(|(family, _)| *family != "rust");
    documents.flat_map(|(_, rules)| rules.iter().copied())
}

fn findings(old: &Value, new: &Value) -> Vec<Finding> {
    let mut findings: Vec<Finding> = compare(old, new).iter().map(Finding::from).collect();
    findings.sort();
    findings
}

#[test]
fn each_edit_finds_what_its_fixture_says_and_nothing_else() {
    let bless = std::env::var_os("SPECLOOM_BLESS").is_some();
    let mut wrong = Vec::new();
    for family in &Family::all() {
        let mut found: Vec<BTreeMap<String, Vec<Finding>>> = vec![BTreeMap::new(); family.edits.len()];
        for case in family.cases() {
            for back in [false, true] {
                let (old, new) = case.pair(back);
                let actual = findings(&old, &new);
                let expected = case.found(back);
                if actual != expected {
                    let (family, edit, key) = (family.path.display(), &case.edit.name, case.key(back));
                    wrong.push(format!(
                        "{family}: {edit}, {key}\n  expected {expected:#?}\n  found {actual:#?}"
                    ));
                }
                let number = family.edits.iter().position(|edit| std::ptr::eq(edit, case.edit));
                found[number.unwrap()].insert(case.key(back), actual);
            }
        }
        if bless {
            families::write(family, &found);
        }
    }
    assert!(bless || wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn two_edits_at_a_time_find_what_both_find() {
    let (mut tried, mut wrong) = (0, Vec::new());
    for family in &Family::all() {
        let cases = family.cases();
        let mut stale: BTreeSet<usize> = (0..family.apart.len()).collect();
        for (number, first) in cases.iter().enumerate() {
            for second in &cases[number + 1..] {
                if touch(first, second) {
                    continue;
                }
                let names = [&first.edit.name, &second.edit.name];
                let apart = family
                    .apart
                    .iter()
                    .position(|apart| apart.edits.iter().all(|name| names.contains(&name)));
                tried += 1;
                let both = second.apply(&first.apply(&family.base));
                for back in [false, true] {
                    let actual = match back {
                        false => findings(&family.base, &both),
                        true => findings(&both, &family.base),
                    };
                    let mut expected = [first.found(back), second.found(back)].concat();
                    expected.sort();
                    if actual == expected {
                        continue;
                    }
                    if let Some(number) = apart {
                        stale.remove(&number);
                    } else {
                        wrong.push(format!(
                            "{}: {} ({}) with {} ({})\n  expected {expected:#?}\n  found {actual:#?}",
                            family.path.display(),
                            first.edit.name,
                            first.key(back),
                            second.edit.name,
                            second.key(back),
                        ));
                    }
                }
            }
        }
        wrong.extend(stale.into_iter().map(|number| {
            let apart = &family.apart[number];
            format!(
                "{:?} find what both find, whatever is said: {}",
                apart.edits, apart.why
            )
        }));
    }
    assert!(
        wrong.is_empty(),
        "{} of {tried}:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    assert!(tried > 1_000, "{tried} pairs");
}

/// Whether one edit touches what the other touches, or what it is part of.
fn touch(first: &Case<'_>, second: &Case<'_>) -> bool {
    let second = second.touched();
    let within = |a: &str, b: &str| {
        a.strip_prefix(b)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    first
        .touched()
        .iter()
        .any(|a| second.iter().any(|b| within(a, b) || within(b, a)))
}

#[test]
fn each_state_is_a_canonical_document() {
    let mut wrong = Vec::new();
    for family in &Family::all() {
        let states = family
            .cases()
            .into_iter()
            .map(|case| (case.edit.name.as_str(), case.pair(false).1));
        for (name, document) in std::iter::once(("base", family.base.clone())).chain(states) {
            let place = format!("{}: {name}", family.path.display());
            match uncanonical(&document) {
                Some(what) => wrong.push(format!("{place}: {what}")),
                None => assert!(compare(&document, &document).is_empty(), "{place}"),
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn two_edits_at_a_time_leave_a_canonical_document() {
    let mut wrong = Vec::new();
    for family in &Family::all() {
        let cases = family.cases();
        for (number, first) in cases.iter().enumerate() {
            for second in cases[number + 1..].iter().filter(|second| !touch(first, second)) {
                let both = second.apply(&first.apply(&family.base));
                if let Some(what) = uncanonical(&both) {
                    let family = family.path.display();
                    let [first, second] =
                        [first, second].map(|case| format!("{} ({})", case.edit.name, case.key(false)));
                    wrong.push(format!("{family}: {first} with {second}: {what}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
}

/// Why a document is none that lift writes: it is refused, or comes out otherwise.
fn uncanonical(document: &Value) -> Option<String> {
    let lifted = match canonical(document) {
        Err(error) => return Some(error.to_string()),
        Ok(lifted) if lifted == *document => return None,
        Ok(lifted) => serde_yaml::to_string(&lifted).unwrap(),
    };
    let lifted: BTreeSet<&str> = lifted.lines().collect();
    let is = serde_yaml::to_string(document).unwrap();
    let other: Vec<&str> = is.lines().filter(|line| !lifted.contains(line)).collect();
    Some(format!("lift has otherwise {other:?}"))
}

fn canonical(document: &Value) -> specloom::Result<Value> {
    let vendor = "name = 'Acme'\ncrate = 'acme-client'\nversion = '0.1.0'\ndescription = 'd'\n";
    let vendor = Vendor::parse(&Source::new("vendor.toml", vendor))?;
    let page = Source::new(
        "page.json",
        serde_json::to_vec(document).expect("JSON can be written"),
    );
    Ok(specloom::canonical(&Sources::of_page(page, vendor))?.document)
}

#[test]
fn every_rule_finds_something_in_a_fixture_and_ids_are_unique() {
    let ids: Vec<&str> = all_rules().map(|rule| rule.id).collect();
    let unique: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), unique.len(), "an id is used twice");
    let families = Family::all();
    let without: Vec<&str> = unique
        .into_iter()
        .filter(|id| families::pair_of(&families, id).is_none())
        .collect();
    assert_eq!(without, Vec::<&str>::new());
}

/// What `cargo xtask rules ID` shows of a rule.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Example {
    rule: String,
    edit: Vec<String>,
    message: String,
}

impl Example {
    fn of(families: &[Family], rule: &str) -> Self {
        let (old, new) = families::pair_of(families, rule).expect("each rule has a fixture");
        let found = compare(&old, &new).into_iter().find(|change| change.id == rule);
        let [old, new] = [old, new].map(|side| serde_yaml::to_string(&side).unwrap());
        let diff = TextDiff::from_lines(&old, &new);
        let hunks = diff.grouped_ops(CONTEXT);
        let hunks = hunks.iter().map(|hunk| {
            let changes = hunk.iter().flat_map(|operation| diff.iter_changes(operation));
            changes
                .map(|change| format!("{}{}", change.tag(), change.value().trim_end()))
                .collect::<Vec<_>>()
        });
        let mut edit: Vec<String> = hunks.collect::<Vec<_>>().join(&" …".to_owned());
        if edit.len() > LONGEST_EDIT {
            edit.truncate(LONGEST_EDIT);
            edit.push(" …".to_owned());
        }
        Self {
            rule: rule.to_owned(),
            edit,
            message: found.expect("the fixture says so").message,
        }
    }
}

/// Lines around an edit that are shown, and the most of an edit.
const CONTEXT: usize = 2;
const LONGEST_EDIT: usize = 24;

#[test]
fn the_examples_that_people_are_shown_are_those_of_the_fixtures() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../xtask/src/examples.json");
    let families = Family::all();
    let mut ids: Vec<&str> = all_rules().map(|rule| rule.id).collect();
    ids.sort_unstable();
    let examples: Vec<Example> = ids.iter().map(|id| Example::of(&families, id)).collect();
    if std::env::var_os("SPECLOOM_BLESS").is_some() {
        fs::write(&path, serde_json::to_string_pretty(&examples).unwrap() + "\n").unwrap();
    }
    let shown: Vec<Example> = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
    assert_eq!(shown, examples);
}

#[test]
fn findings_carry_the_verdicts_of_their_rules() {
    for family in &Family::all() {
        for case in family.cases() {
            let (old, new) = case.pair(false);
            for change in compare(&old, &new).into_iter().chain(compare(&new, &old)) {
                let rule = rule(change.id).expect("a finding is of a rule");
                // What is only put together in another way weighs less (`compare/respelled.rs`).
                assert!(
                    change.wire <= rule.wire && change.rust <= rule.rust,
                    "{}",
                    rule.id
                );
                if rule.direction != Direction::None {
                    assert_eq!(change.direction, rule.direction, "{}", rule.id);
                }
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
