//! Findings as a terminal shows them: the report's lines with colours, and what was waived.

use specloom::compare::{Change, Wire, render};
use specloom::words::{comment, shown};

use crate::comparison::Comparison;
use crate::terminal::{BAD, DIM, GOOD, STRONG, paint};

/// The lines of a comparison; one that says so when nothing changed.
pub fn lines(comparison: &Comparison) -> Vec<String> {
    let name = &comparison.name;
    if comparison.changes.is_empty() {
        return vec![format!(
            "{}   {}",
            paint(STRONG, name),
            paint(DIM, "no change of the API")
        )];
    }
    let open: Vec<Change> = comparison.open().cloned().collect();
    let mut lines: Vec<String> = render::text(name, &open, |change| comparison.place(change))
        .lines()
        .map(coloured)
        .collect();
    for change in comparison
        .changes
        .iter()
        .filter(|change| comparison.is_waived(change))
    {
        let line = format!(
            "  waived    {}  {}  {}: {}",
            change.id,
            shown(&change.location),
            change.fingerprint,
            shown(comparison.waiver(change).unwrap_or_default())
        );
        lines.push(paint(DIM, line));
    }
    lines
}

/// What was accepted and why, for people who read the whole list of findings; that it is all of them, if it is.
pub fn accepted(comparison: &Comparison) -> Option<String> {
    let changes = comparison.changes.iter();
    let waived: Vec<String> = changes
        .filter_map(|change| {
            let reason = comparison.waiver(change)?;
            let (what, reason) = (comment::text(&change.message), comment::text(reason));
            Some(format!("- {}: {what} (accepted: {reason})\n", change.fingerprint))
        })
        .collect();
    let heading = match waived.len() == comparison.changes.len() {
        true => "All findings are accepted by waivers in `vendor.toml`",
        false => "Accepted by waivers in `vendor.toml`",
    };
    (!waived.is_empty()).then(|| format!("{heading}:\n\n{}", waived.concat()))
}

/// How to waive each finding that breaks the wire; its sentence says what happens.
pub fn waivable(comparison: &Comparison) -> Vec<String> {
    comparison
        .open()
        .filter(|change| change.wire == Wire::Breaking)
        .map(|change| {
            let (fingerprint, message) = (paint(STRONG, &change.fingerprint), shown(&change.message));
            format!("  {fingerprint}  {message}")
        })
        .collect()
}

fn coloured(line: &str) -> String {
    for (word, style) in [("breaking", BAD), ("ok      ", GOOD), ("docs    ", DIM)] {
        if let Some(rest) = line.strip_prefix("  ").and_then(|line| line.strip_prefix(word)) {
            return format!("  {}{rest}", paint(style, word));
        }
    }
    paint(STRONG, line)
}
