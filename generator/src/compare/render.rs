//! Findings as people read them: lines for a terminal, Markdown for a pull request.
//! Colour is for whoever prints.

use std::fmt::Write as _;

use serde_json::Value;

use super::{Change, ItemChange, ItemChangeKind, Rust, Wire, advice};
use crate::words::{comment, shown};

/// How many findings the Markdown lists, and tells in full: what forges take as a comment is limited (65,536 characters). Those that
/// break the wire are listed beyond that, as long as there is room.
const MARKDOWN_ROWS: usize = 100;

/// Room for the rows of the table, in bytes.
const MARKDOWN_TABLE: usize = 36_000;

/// Room for what exactly changed, in bytes.
const MARKDOWN_DETAILS: usize = 22_000;

/// The word that stands first in a line.
fn verdict(wire: Wire) -> &'static str {
    match wire {
        Wire::Breaking => "breaking",
        Wire::Compatible => "ok",
        Wire::Docs => "docs",
    }
}

/// Findings as lines, grouped by operation or component under a heading that starts with `name`; `place` says where one is said.
/// Ends with a line break unless there are no findings.
pub fn text(name: &str, changes: &[Change], place: impl Fn(&Change) -> Option<String>) -> String {
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
            let (word, location) = (verdict(*wire), shown(&change.location));
            let _ = writeln!(
                out,
                "  {word:<8}  {id:<ids$}  {location:<places$}  wire: {wire:<10}  rust: {rust}"
            );
            for line in details(change).into_iter().chain([to_do(change, &place)]) {
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
        // The sentence says it.
        (Some(Value::Bool(_)), None) | (None, Some(Value::Bool(_))) => {}
        (Some(removed), None) => lines.push(format!("was {}", inline(removed))),
        (None, Some(new)) => lines.push(format!("is {}", inline(new))),
        (None, None) => {}
    }
    lines.extend(items(change));
    lines
}

/// The first few items of the Rust API that change, a line each.
fn items(change: &Change) -> impl Iterator<Item = String> {
    let named = change.items.iter().take(ITEMS).map(item);
    let more = change.items.len().checked_sub(ITEMS).filter(|more| *more > 0);
    let more = more.map(|more| format!("and {more} more items"));
    named.chain(more).map(|item| format!("rust: {item}"))
}

/// Where it is said, and what to do about it.
fn to_do(change: &Change, place: impl Fn(&Change) -> Option<String>) -> String {
    let at = place(change).map_or_else(String::new, |place| format!("{place}: "));
    format!("{at}{}", advice(change))
}

/// An item and what became of it, in one line.
fn item(change: &ItemChange) -> String {
    let name = &change.item;
    match (change.kind, change.needed) {
        (ItemChangeKind::Added, true) => format!("`{name}` was added and is needed"),
        (ItemChangeKind::Added, false) => format!("`{name}` was added"),
        (ItemChangeKind::Removed, _) => format!("`{name}` was removed"),
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

/// Findings as Markdown: a summary line, a table with the gravest first, and what exactly was and is there, where it is said and what to
/// do about it, folded away; `place` as in [`text`].
/// What comes from the page is text that a forge makes nothing of; the whole is as long as it is: see [`comment::whole`].
pub fn markdown(name: &str, changes: &[Change], place: impl Fn(&Change) -> Option<String>) -> String {
    let mut out = format!("**{}**: {}\n", comment::text(name), summary(changes));
    if changes.is_empty() {
        return out;
    }
    let mut sorted: Vec<&Change> = changes.iter().collect();
    sorted.sort_by_key(|change| (std::cmp::Reverse(change.wire), std::cmp::Reverse(change.rust)));
    out.push_str("\n| wire | rust | operation | change | where |\n|---|---|---|---|---|\n");
    let start = out.len();
    let mut listed = 0;
    for change in &sorted {
        let Change { wire, rust, id, .. } = change;
        let is_wanted = listed < MARKDOWN_ROWS || *wire == Wire::Breaking;
        let wire = match wire {
            Wire::Breaking => "**breaking**",
            other => other.as_str(),
        };
        let (operation, location) = (comment::text(&change.heading()), comment::text(&change.location));
        let row = format!("| {wire} | {rust} | {operation} | {id} | {location} |\n");
        if !is_wanted || out.len() - start + row.len() > MARKDOWN_TABLE {
            break;
        }
        out.push_str(&row);
        listed += 1;
    }
    let rest = &sorted[listed..];
    let breaking = rest.iter().filter(|change| change.wire == Wire::Breaking).count();
    match (rest.len(), breaking) {
        (0, _) => {}
        (rest, 0) => {
            let _ = writeln!(
                out,
                "\nAnd {rest} more, none graver than the last one listed, and none that breaks the wire."
            );
        }
        (rest, breaking) => {
            let _ = writeln!(
                out,
                "\n**And {rest} more, {breaking} of which break the wire**, for which a comment has no room: see `cargo xtask diff`."
            );
        }
    }
    out.push_str("\n<details>\n<summary>What exactly</summary>\n\n");
    let start = out.len();
    let mut told = 0;
    for change in sorted.iter().take(MARKDOWN_ROWS) {
        let mut one = format!(
            "- {}: {}\n",
            comment::text(&change.heading()),
            comment::text(&change.message)
        );
        for (word, value) in [("before", &change.before), ("after", &change.after)] {
            if let Some(value) = value {
                let _ = writeln!(one, "  - {word}: {}", comment::text(&inline(value)));
            }
        }
        for item in items(change).chain([to_do(change, &place)]) {
            let _ = writeln!(one, "  - {}", comment::text(&item));
        }
        let _ = writeln!(one, "  - fingerprint: {}", change.fingerprint);
        if out.len() - start + one.len() > MARKDOWN_DETAILS {
            break;
        }
        out.push_str(&one);
        told += 1;
    }
    if told < sorted.len() {
        let _ = writeln!(out, "- and {} more", sorted.len() - told);
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
