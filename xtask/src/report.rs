//! Findings for programs: an object described by `diff.schema.json`, SARIF 2.1.0, and annotations of a GitHub workflow.

use serde_json::{Value, json};
use specloom::compare::{Change, Rust, Wire, advice, pages, rules};
use specloom::words::{escaped_json, shown};

use crate::comparison::Comparison;

/// Version of the object that [`json`] writes: it grows when a field goes or means something else.
const SCHEMA_VERSION: u32 = 1;

/// Everything that is known of the findings.
pub fn json(comparisons: &[Comparison]) -> String {
    let findings: Vec<Value> = comparisons.iter().flat_map(findings).collect();
    let estimated: Vec<&str> = comparisons
        .iter()
        .filter(|one| one.estimated.is_some())
        .map(|one| one.name.as_str())
        .collect();
    pretty(&json!({
        "schema_version": SCHEMA_VERSION,
        "vendors": comparisons.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(),
        "rust_verdicts_estimated": estimated,
        "findings": findings,
    }))
}

fn findings(comparison: &Comparison) -> impl Iterator<Item = Value> + '_ {
    comparison.changes.iter().map(|change| {
        let mut finding = serde_json::to_value(change).expect("invariant: findings are JSON");
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
            "level": level(change),
            "message": {"text": sentence(change)},
            "locations": [{"physicalLocation": {"artifactLocation": {"uri": page}, "region": {"startLine": line}}}],
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

/// How loud a finding is where there are three degrees.
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
    use super::{data, property};

    #[test]
    fn no_word_ends_a_workflow_command() {
        assert_eq!(data("a%\n::error::b"), "a%25%0A::error::b");
        assert_eq!(property("a:b,c\r\n"), "a%3Ab%2Cc%0D%0A");
    }
}
