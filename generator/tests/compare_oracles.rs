//! Two independent judges, oasdiff and Redocly, look at every rule's fixture. Where they agree with each other on
//! whether it is breaking, we agree with both, or `compare_oracles.toml` says why not.
//!
//! Needs the tools that `tests/oracles/install` installs: set `SPECLOOM_ORACLES` to `tests/oracles/node_modules`.

mod families;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;

use families::Family;
use serde::Deserialize;
use serde_json::Value;
use specloom::compare::{Wire, compare, rule, rules};

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
    let text = include_str!("compare_oracles.toml");
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

fn run(tool: PathBuf, arguments: &[&str], files: &[PathBuf; 2]) -> Value {
    let output = Command::new(&tool)
        .args(arguments)
        .args(files)
        .env("REDOCLY_TELEMETRY", "off")
        .env("REDOCLY_SUPPRESS_UPDATE_NOTICE", "true")
        .output()
        .expect("the tool starts");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{} {files:?}: {errors}", tool.display());
    match output.stdout.trim_ascii().is_empty() {
        true => Value::Null,
        false => serde_json::from_slice(&output.stdout).expect("the tool writes JSON"),
    }
}

/// oasdiff's levels: 1 is info, 2 is a warning, 3 is an error.
fn oasdiff(modules: &Path, files: &[PathBuf; 2]) -> Verdict {
    let report = run(modules.join(".bin/oasdiff"), &["changelog", "-f", "json"], files);
    let levels = report
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|change| change["level"].as_u64());
    match levels.max() {
        Some(3..) => Some(true),
        Some(2) => None,
        _ => Some(false),
    }
}

/// Redocly's impacts: only `major` is breaking.
fn redocly(modules: &Path, files: &[PathBuf; 2]) -> Verdict {
    let report = run(
        modules.join(".bin/redocly"),
        &["diff", "--format", "json", "--fail-on", "none"],
        files,
    );
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
    let Some(modules) = std::env::var_os("SPECLOOM_ORACLES").map(PathBuf::from) else {
        println!("skipped: SPECLOOM_ORACLES is not set, no judges to ask");
        return;
    };
    // What becomes of a crate is nothing that is found between two documents.
    let ids: Vec<&str> = rules()
        .iter()
        .filter(|(family, _)| *family != "rust")
        .flat_map(|(_, rules)| rules.iter().map(|rule| rule.id))
        .collect();
    let fixtures = Family::all();
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("compare-oracles");
    let (work, verdicts) = (Mutex::new(ids.iter()), Mutex::new(BTreeMap::new()));
    let next = || work.lock().expect("no thread panics with the lock").next();
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(2, usize::from) {
            scope.spawn(|| {
                while let Some(id) = next() {
                    let files = families::files_of(&fixtures, id, &folder);
                    let verdict = (ours(&files), oasdiff(&modules, &files), redocly(&modules, &files));
                    let mut verdicts = verdicts.lock().expect("no thread panics with the lock");
                    verdicts.insert(*id, verdict);
                }
            });
        }
    });
    let verdicts = verdicts.into_inner().expect("no thread panics with the lock");
    let (mut differences, mut agreed, mut problems) = (differences(), 0, Vec::new());
    for (id, (ours, oasdiff, redocly)) in &verdicts {
        let Some(theirs) = oasdiff.filter(|_| oasdiff == redocly) else {
            continue;
        };
        match (theirs == *ours, differences.remove(*id)) {
            (true, None) => agreed += 1,
            (false, Some(_)) => {}
            (true, Some(reason)) => problems.push(format!("{id}: no difference any more ({reason})")),
            (false, None) => problems.push(format!(
                "{id}: we say breaking is {ours}, both judges say {theirs}"
            )),
        }
    }
    problems.extend(
        differences
            .keys()
            .map(|id| format!("{id}: the judges do not agree, nothing to differ from")),
    );
    assert!(problems.is_empty(), "{}", problems.join("\n"));
    println!("{agreed} of {} verdicts confirmed by both judges", verdicts.len());
    assert!(agreed >= 60, "only {agreed} verdicts are confirmed");
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
