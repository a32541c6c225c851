//! Findings for programs: an object described by `diff.schema.json`, SARIF 2.1.0, and annotations of a GitHub workflow.

use std::collections::{BTreeMap, BTreeSet};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};
use specloom::compare::{Change, OperationKey, Rust, Wire, advice, pages, rules};
use specloom::words::{escaped_json, shown};

use crate::comparison::Comparison;

/// Version of the object that [`json`] writes: it grows when a field goes or means something else.
const SCHEMA_VERSION: u32 = 2;

/// The most operations that a finding names in full; which the others are is told by their numbers.
const NAMED: usize = 8;

/// Everything that is known of the findings.
pub fn json(comparisons: &[Comparison]) -> String {
    let all: BTreeSet<&OperationKey> = comparisons
        .iter()
        .flat_map(|one| &one.changes)
        .filter(|change| change.operations.len() > NAMED)
        .flat_map(|change| &change.operations)
        .collect();
    let numbers: BTreeMap<&OperationKey, usize> = all.iter().copied().zip(0..).collect();
    let findings: Vec<Value> = comparisons
        .iter()
        .flat_map(|one| findings(one, &numbers))
        .collect();
    let estimated: Vec<&str> = comparisons
        .iter()
        .filter(|one| one.estimated.is_some())
        .map(|one| one.name.as_str())
        .collect();
    let lines = |values: &[Value]| -> String {
        let lines: Vec<String> = values.iter().map(|value| format!("\n    {value}")).collect();
        match lines.is_empty() {
            true => "[]".to_owned(),
            false => format!("[{}\n  ]", lines.join(",")),
        }
    };
    let all: Vec<Value> = all.iter().map(|operation| json!(operation)).collect();
    // A line per finding: a large comparison has many, most of them about hundreds of operations.
    let vendors: Vec<&str> = comparisons.iter().map(|one| one.name.as_str()).collect();
    escaped_json(&format!(
        "{{\n  \"schema_version\": {SCHEMA_VERSION},\n  \"vendors\": {},\n  \"rust_verdicts_estimated\": {},\n  \
         \"operations\": {},\n  \"findings\": {}\n}}",
        json!(vendors),
        json!(estimated),
        lines(&all),
        lines(&findings)
    ))
}

/// Numbers as ranges: `0-7,9`.
fn ranges(numbers: impl IntoIterator<Item = usize>) -> String {
    let mut ranges: Vec<(usize, usize)> = Vec::new();
    for number in numbers {
        match ranges.last_mut() {
            Some((_, last)) if *last + 1 == number => *last = number,
            _ => ranges.push((number, number)),
        }
    }
    let ranges = ranges.iter().map(|(first, last)| match first == last {
        true => first.to_string(),
        false => format!("{first}-{last}"),
    });
    ranges.collect::<Vec<_>>().join(",")
}

fn findings<'a>(
    comparison: &'a Comparison,
    numbers: &'a BTreeMap<&'a OperationKey, usize>,
) -> impl Iterator<Item = Value> + 'a {
    comparison.changes.iter().map(move |change| {
        let mut finding = serde_json::to_value(change).expect("invariant: findings are JSON");
        finding["operation_count"] = change.operations.len().into();
        if change.operations.len() > NAMED {
            let all = change
                .operations
                .iter()
                .filter_map(|operation| numbers.get(operation));
            finding["operation_numbers"] = ranges(all.copied()).into();
            finding["operations"] = json!(change.operations[..NAMED]);
        }
        finding["vendor"] = comparison.name.clone().into();
        finding["waived"] = match comparison.waiver(change) {
            Some(reason) => reason.into(),
            None => Value::Null,
        };
        finding["advice"] = advice(change).into();
        let spot = comparison.spot(change);
        finding["page"] = spot.map_or(Value::Null, |(page, _)| page.into());
        finding["line"] = spot.map_or(Value::Null, |(_, line)| line.into());
        finding
    })
}

/// A log of the [Static Analysis Results Interchange Format](https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html):
/// accepted findings are there as suppressed ones.
pub fn sarif(comparisons: &[Comparison]) -> String {
    let rules: Vec<Value> = rules()
        .iter()
        .flat_map(|(_, rules)| rules.iter())
        .copied()
        .chain(pages::rules().iter().copied())
        .map(|rule| json!({"id": rule.id, "shortDescription": {"text": rule.why}}))
        .collect();
    let result = |comparison: &Comparison, change: &Change| {
        let suppressions: Vec<Value> = comparison
            .waiver(change)
            .map(|reason| json!({"kind": "external", "justification": reason}))
            .into_iter()
            .collect();
        let (page, line) = comparison.spot(change).unwrap_or((&comparison.page, 1));
        json!({
            "ruleId": change.id,
            "level": match level(change) {
                "notice" => "note",
                level => level,
            },
            "message": {"text": sentence(change)},
            "locations": [{"physicalLocation": {"artifactLocation": {"uri": uri(page)}, "region": {"startLine": line}}}],
            "partialFingerprints": {"specloom/v1": change.fingerprint},
            "suppressions": suppressions,
        })
    };
    let results: Vec<Value> = comparisons
        .iter()
        .flat_map(|comparison| {
            comparison
                .changes
                .iter()
                .map(move |change| result(comparison, change))
        })
        .collect();
    pretty(&json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": {"name": "specloom", "rules": rules}}, "results": results}],
    }))
}

/// A workflow command per finding; what was accepted is a notice with the reason
/// ([annotations](https://docs.github.com/actions/reference/workflow-commands-for-github-actions)).
pub fn annotations(comparisons: &[Comparison]) -> Vec<String> {
    let line = |comparison: &Comparison, change: &Change| {
        let (page, line) = comparison.spot(change).unwrap_or((&comparison.page, 1));
        let (page, title) = (property(page), property(change.id));
        let (level, accepted) = match comparison.waiver(change) {
            None => (level(change), String::new()),
            Some(reason) => ("notice", format!("; accepted: {}", shown(reason))),
        };
        let said = format!("{}{accepted}", sentence(change));
        format!("::{level} file={page},line={line},title={title}::{}", data(&said))
    };
    let of = |comparison: &'_ Comparison| {
        comparison
            .changes
            .iter()
            .map(|change| line(comparison, change))
            .collect::<Vec<_>>()
    };
    comparisons.iter().flat_map(of).collect()
}

/// A path as a reference: with what a URL has other uses for, or none, written in its octets.
fn uri(path: &str) -> String {
    const OTHERS: &AsciiSet = &NON_ALPHANUMERIC
        .remove(b'/')
        .remove(b'.')
        .remove(b'-')
        .remove(b'_')
        .remove(b'~');
    utf8_percent_encode(path, OTHERS).to_string()
}

/// How loud a finding is where there are three degrees, in a workflow's words.
fn level(change: &Change) -> &'static str {
    match (change.wire, change.rust) {
        (Wire::Breaking, _) => "error",
        (_, Rust::Major) => "warning",
        _ => "notice",
    }
}

fn sentence(change: &Change) -> String {
    let (heading, message) = (shown(&change.heading()), shown(&change.message));
    format!(
        "{heading}: {message} (wire: {}, Rust API: {}): {}",
        change.wire,
        change.rust,
        advice(change)
    )
}

/// What stands behind the second `::` of a workflow command.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// What stands between `=` and `,` in a workflow command.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

fn pretty(value: &Value) -> String {
    escaped_json(&format!("{value:#}"))
}

#[cfg(test)]
mod tests {
    use super::{data, property, ranges};

    #[test]
    fn numbers_in_a_row_are_a_range() {
        assert_eq!(ranges([0, 1, 2, 4, 6, 7]), "0-2,4,6-7");
        assert_eq!(ranges([]), "");
    }

    #[test]
    fn no_word_ends_a_workflow_command() {
        assert_eq!(data("a%\n::error::b"), "a%25%0A::error::b");
        assert_eq!(property("a:b,c\r\n"), "a%3Ab%2Cc%0D%0A");
    }
}
