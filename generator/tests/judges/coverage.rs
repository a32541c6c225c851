//! What oasdiff covers for one API, we cover, or `compare_oasdiff.toml` says why not: each of its ids has rules here, and what it
//! says of a rule's fixture is of a family of that rule.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use serde_json::Value;
use specloom::compare::rule;

use crate::{JUDGED, ask, modules};

#[derive(Deserialize)]
struct Table {
    family: Vec<Family>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Family {
    pattern: String,
    #[serde(default)]
    rules: Vec<String>,
    /// Why no rule tells it.
    reason: Option<String>,
}

fn families() -> Vec<Family> {
    let table: Table = toml::from_str(include_str!("../compare_oasdiff.toml")).expect("the table is TOML");
    table.family
}

/// Whether `id` is what `pattern` says, where `*` stands for anything.
fn is_like(pattern: &str, id: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == id,
        Some((before, after)) => id.strip_prefix(before).is_some_and(|rest| {
            let mut ends = (0..=rest.len()).filter(|at| rest.is_char_boundary(*at));
            ends.any(|at| is_like(after, &rest[at..]))
        }),
    }
}

fn ids(report: &Value) -> BTreeSet<&str> {
    let all = report.as_array().into_iter().flatten();
    all.filter_map(|one| one["id"].as_str()).collect()
}

#[test]
fn every_id_of_oasdiff_has_rules_here_or_a_reason() {
    let Some(modules) = modules() else {
        return;
    };
    let checks = ask(modules.join(".bin/oasdiff"), &["checks", "-f", "json"], &[]);
    let (families, ids) = (families(), ids(&checks));
    assert!(ids.len() > 400, "{} ids", ids.len());
    let mut members: BTreeMap<&str, usize> = BTreeMap::new();
    let mut homeless = Vec::new();
    for id in ids {
        match families.iter().find(|family| is_like(&family.pattern, id)) {
            Some(family) => *members.entry(&family.pattern).or_default() += 1,
            None => homeless.push(id),
        }
    }
    assert!(homeless.is_empty(), "in no family: {homeless:?}");
    let empty = families.iter().map(|family| family.pattern.as_str());
    let empty: Vec<&str> = empty.filter(|pattern| !members.contains_key(pattern)).collect();
    assert!(empty.is_empty(), "families without ids: {empty:?}");
}

#[test]
fn each_family_names_rules_or_a_reason() {
    for Family {
        pattern,
        rules,
        reason,
    } in families()
    {
        assert_ne!(
            rules.is_empty(),
            reason.is_none(),
            "{pattern}: rules, or a reason for none"
        );
        assert!(
            reason.is_none_or(|reason| reason.ends_with('.') && reason.len() > 20),
            "{pattern}"
        );
        for id in rules {
            assert!(rule(&id).is_some(), "{pattern}: {id} is no rule");
        }
    }
}

#[test]
fn what_oasdiff_says_of_a_fixture_is_of_a_family_of_its_rule() {
    let Some(judged) = &*JUDGED else {
        return;
    };
    let families = families();
    let (mut said, mut wrong) = (0, Vec::new());
    for (rule, judged) in judged {
        for id in ids(&judged.changelog) {
            said += 1;
            let family = families.iter().find(|family| is_like(&family.pattern, id));
            if family.is_none_or(|family| !family.rules.iter().any(|told| told == rule)) {
                let pattern = family.map(|family| family.pattern.as_str());
                wrong.push(format!("{id} (family {pattern:?}) of {rule}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(said > 100, "{said} changes");
}
