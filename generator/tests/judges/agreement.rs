//! Where both judges agree with each other on whether a rule's fixture is breaking, we agree with both, or
//! `compare_oracles.toml` says why not.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use serde::Deserialize;
use serde_json::Value;
use specloom::compare::{Wire, compare, rule};

use crate::{JUDGED, Judged, ask, modules, on_each_core};

#[derive(Deserialize)]
struct Differences {
    difference: Vec<Difference>,
}

/// A fixture that we judge otherwise than both tools do.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Difference {
    rule: String,
    reason: String,
}

fn differences() -> BTreeMap<String, String> {
    let text = include_str!("../compare_oracles.toml");
    let parsed: Differences = toml::from_str(text).expect("the list is TOML");
    let count = parsed.difference.len();
    let map: BTreeMap<_, _> = parsed
        .difference
        .into_iter()
        .map(|one| (one.rule, one.reason))
        .collect();
    assert_eq!(map.len(), count, "a difference is listed twice");
    map
}

/// Whether a tool calls the change breaking; `None` when it only warns.
type Verdict = Option<bool>;

/// oasdiff's levels: 1 is info, 2 is a warning, 3 is an error.
fn oasdiff(changelog: &Value) -> Verdict {
    let changes = changelog.as_array().into_iter().flatten();
    match changes.filter_map(|change| change["level"].as_u64()).max() {
        Some(3..) => Some(true),
        Some(2) => None,
        _ => Some(false),
    }
}

/// Redocly's impacts: only `major` is breaking.
fn redocly(files: &[PathBuf; 2]) -> Verdict {
    let tool = modules()?.join(".bin/redocly");
    let report = ask(tool, &["diff", "--format", "json", "--fail-on", "none"], files);
    report["bump"]
        .as_str()
        .map(|bump| bump == "major")
        .or(Some(false))
}

fn ours(files: &[PathBuf; 2]) -> bool {
    let [old, new] = files.each_ref().map(|path| {
        let text = fs::read_to_string(path).expect("the fixture can be read");
        serde_yaml::from_str::<Value>(&text).expect("the fixture is YAML")
    });
    compare(&old, &new)
        .iter()
        .any(|change| change.wire == Wire::Breaking)
}

#[test]
fn the_judges_agree_with_us_where_they_agree_with_each_other() {
    let Some(judged) = &*JUDGED else {
        return;
    };
    let mut differences = differences();
    // Redocly is asked where its answer counts: it takes half a second, and where oasdiff agrees with us, both cannot differ.
    let verdicts = on_each_core(judged.iter().collect(), |(id, Judged { files, changelog })| {
        let (ours, oasdiff) = (ours(files), oasdiff(changelog));
        let decides = differences.contains_key(**id) || oasdiff.is_some_and(|theirs| theirs != ours);
        let redocly = if decides { redocly(files) } else { None };
        (**id, ours, oasdiff, redocly)
    });
    let (mut confirmed, mut problems) = (0, Vec::new());
    for (id, ours, oasdiff, redocly) in &verdicts {
        confirmed += usize::from(*oasdiff == Some(*ours));
        let both = oasdiff.filter(|_| oasdiff == redocly);
        match (both, differences.remove(*id)) {
            (Some(theirs), None) if theirs != *ours => problems.push(format!(
                "{id}: we say breaking is {ours}, both judges say {theirs}"
            )),
            (Some(theirs), Some(reason)) if theirs == *ours => {
                problems.push(format!("{id}: no difference any more ({reason})"));
            }
            (None, Some(_)) => {
                problems.push(format!("{id}: the judges do not agree, nothing to differ from"))
            }
            _ => {}
        }
    }
    problems.extend(differences.keys().map(|id| format!("{id} is judged by nobody")));
    assert!(problems.is_empty(), "{}", problems.join("\n"));
    println!("{confirmed} of {} verdicts confirmed by oasdiff", verdicts.len());
    assert!(confirmed >= 100, "only {confirmed} verdicts are confirmed");
}

#[test]
fn each_listed_difference_names_a_rule_and_a_reason() {
    for (id, reason) in differences() {
        assert!(rule(&id).is_some(), "{id} is no rule");
        assert!(
            reason.ends_with('.') && reason.len() > 20,
            "{id}: the reason is a sentence"
        );
    }
}
