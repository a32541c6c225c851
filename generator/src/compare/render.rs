//! Findings as people and programs read them: lines for a terminal, JSON for programs, Markdown for a pull request.
//! Colour is for whoever prints.

use std::fmt::Write as _;

use serde_json::Value;

use super::{Change, ItemChange, ItemChangeKind, Rust, Wire};
use crate::words::{comment, escaped_json, shown};

/// How many findings the Markdown lists one by one: what forges take as a comment is limited (65,536 characters).
const MARKDOWN_ROWS: usize = 100;

/// The word that stands first in a line.
fn verdict(wire: Wire) -> &'static str {
    match wire {
        Wire::Breaking => "breaking",
        Wire::Compatible => "ok",
        Wire::Docs => "docs",
    }
}

/// Findings as lines, grouped by operation or component under a heading that starts with `name`. Ends with a line break unless there
/// are no findings.
pub fn text(name: &str, changes: &[Change]) -> String {
    let width = |of: fn(&Change) -> &str, least: usize| {
        let widths = changes.iter().map(|change| shown(of(change)).chars().count());
        widths.max().unwrap_or_default().clamp(least, 60)
    };
    let (ids, places) = (
        width(|change| change.id, 32),
        width(|change| &change.location, 28),
    );
    let mut out = String::new();
    for (heading, changes) in by_subject(changes) {
        let _ = writeln!(out, "{name}   {}", shown(&heading));
        for change in changes {
            let Change { id, wire, rust, .. } = change;
            let (word, place) = (verdict(*wire), shown(&change.location));
            let _ = writeln!(
                out,
                "  {word:<8}  {id:<ids$}  {place:<places$}  wire: {wire:<10}  rust: {rust}"
            );
            for line in details(change) {
                let _ = writeln!(out, "            {}", shown(&line));
            }
        }
    }
    out
}

/// The most items of the Rust API that a finding lists for people.
const ITEMS: usize = 4;

/// What a finding says beyond its line: the sentence, from what to what, and which items of the Rust API change.
fn details(change: &Change) -> Vec<String> {
    let mut lines = vec![change.message.clone()];
    match (&change.before, &change.after) {
        (Some(before), Some(after)) => lines.push(format!("{} → {}", inline(before), inline(after))),
        (Some(gone), None) => lines.push(format!("was {}", inline(gone))),
        (None, Some(new)) => lines.push(format!("is {}", inline(new))),
        (None, None) => {}
    }
    let named = change.items.iter().take(ITEMS).map(item);
    lines.extend(named.map(|item| format!("rust: {item}")));
    if change.items.len() > ITEMS {
        lines.push(format!("rust: and {} more items", change.items.len() - ITEMS));
    }
    lines
}

/// An item and what became of it, in one line.
fn item(change: &ItemChange) -> String {
    let name = &change.item;
    match (change.kind, change.needed) {
        (ItemChangeKind::Added, true) => format!("`{name}` is new and needed"),
        (ItemChangeKind::Added, false) => format!("`{name}` is new"),
        (ItemChangeKind::Removed, _) => format!("`{name}` is removed"),
        (ItemChangeKind::Changed, _) => {
            let side = |side: &Option<String>| side.as_deref().unwrap_or("nothing").replace(" :: ", "::");
            format!(
                "`{name}` was `{}` and is `{}`",
                side(&change.before),
                side(&change.after)
            )
        }
    }
}

/// Findings as a JSON array, each with the fields of [`Change`] but `location`, which is the pointers in people's words.
pub fn json(changes: &[Change]) -> String {
    let mut findings = serde_json::to_value(changes).expect("invariant: findings are JSON");
    for finding in findings.as_array_mut().into_iter().flatten() {
        finding
            .as_object_mut()
            .and_then(|fields| fields.shift_remove("location"));
    }
    let mut text = escaped_json(&format!("{findings:#}"));
    text.push('\n');
    text
}

/// Findings as Markdown: a summary line, a table with the gravest first, and what exactly was and is there, folded away.
/// What comes from the page is text that a forge makes nothing of; the whole is as long as it is: see [`comment::whole`].
pub fn markdown(name: &str, changes: &[Change]) -> String {
    let mut out = format!("**{}**: {}\n", comment::text(name), summary(changes));
    if changes.is_empty() {
        return out;
    }
    let mut sorted: Vec<&Change> = changes.iter().collect();
    sorted.sort_by_key(|change| (std::cmp::Reverse(change.wire), std::cmp::Reverse(change.rust)));
    let shown = &sorted[..sorted.len().min(MARKDOWN_ROWS)];
    out.push_str("\n| wire | rust | operation | change | where |\n|---|---|---|---|---|\n");
    for change in shown {
        let Change { wire, rust, id, .. } = change;
        let wire = match wire {
            Wire::Breaking => "**breaking**",
            other => other.as_str(),
        };
        let (operation, place) = (comment::text(&change.heading()), comment::text(&change.location));
        let _ = writeln!(out, "| {wire} | {rust} | {operation} | {id} | {place} |");
    }
    let rest = sorted.len() - shown.len();
    if rest > 0 {
        let _ = writeln!(out, "\nAnd {rest} more, none graver than the last one listed.");
    }
    out.push_str("\n<details>\n<summary>What exactly</summary>\n\n");
    for change in shown {
        let _ = writeln!(
            out,
            "- {}: {}",
            comment::text(&change.heading()),
            comment::text(&change.message)
        );
        for (word, value) in [("before", &change.before), ("after", &change.after)] {
            if let Some(value) = value {
                let _ = writeln!(out, "  - {word}: {}", comment::text(&inline(value)));
            }
        }
        let _ = writeln!(out, "  - fingerprint: {}", change.fingerprint);
    }
    out.push_str("\n</details>\n");
    out
}

/// How many findings there are and how grave they are, in one line.
pub fn summary(changes: &[Change]) -> String {
    let count = |wire| changes.iter().filter(|change| change.wire == wire).count();
    let parts = [Wire::Breaking, Wire::Compatible, Wire::Docs].map(|wire| (count(wire), wire));
    let parts = parts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, wire)| format!("{count} {wire}"));
    let parts = parts.collect::<Vec<_>>().join(", ");
    let rust = changes
        .iter()
        .map(|change| change.rust)
        .max()
        .unwrap_or(Rust::Patch);
    match changes.len() {
        0 => "no changes".to_owned(),
        1 => format!("1 change ({parts}), Rust API: {rust}"),
        total => format!("{total} changes ({parts}), Rust API: {rust}"),
    }
}

/// Findings in runs of the same heading.
fn by_subject(changes: &[Change]) -> Vec<(String, Vec<&Change>)> {
    let mut groups: Vec<(String, Vec<&Change>)> = Vec::new();
    for change in changes {
        let heading = change.heading();
        match groups.last_mut() {
            Some((last, group)) if *last == heading => group.push(change),
            _ => groups.push((heading, vec![change])),
        }
    }
    groups
}

fn inline(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
