//! Old text × new text → a unified diff that fits on a screen.

use std::time::Duration;

use similar::{ChangeTag, TextDiff};
use specloom::words::shown;

use crate::terminal::{BAD, DIM, GOOD, paint};

/// Most lines of one file's diff.
const CAP: usize = 40;
/// Longest line shown, in characters.
const WIDTH: usize = 160;

/// The differing lines with three lines of context, at most 40, with ANSI styles.
pub fn diff(old: &str, new: &str) -> Vec<String> {
    if old.lines().eq(new.lines()) {
        return vec![paint(DIM, "only line ends differ")];
    }
    let diff = TextDiff::configure()
        .timeout(Duration::from_secs(2))
        .diff_lines(old, new);
    let mut lines = Vec::new();
    for hunk in diff.unified_diff().context_radius(3).iter_hunks() {
        lines.push(paint(DIM, hunk.header()));
        for change in hunk.iter_changes() {
            let (sign, style) = match change.tag() {
                ChangeTag::Delete => ('-', Some(BAD)),
                ChangeTag::Insert => ('+', Some(GOOD)),
                ChangeTag::Equal => (' ', None),
            };
            let text = format!("{sign}{}", clipped(change.value()));
            lines.push(style.map_or(text.clone(), |style| paint(style, text)));
        }
    }
    if lines.len() > CAP {
        let more = lines.len() - CAP;
        lines.truncate(CAP);
        lines.push(paint(DIM, format!("… {more} more lines")));
    }
    lines
}

/// A line without its end, as it is to be shown, cut to a screen's width.
fn clipped(line: &str) -> String {
    let line = shown(&line.trim_end_matches(['\n', '\r']).replace('\t', "    "));
    let mut chars = line.chars();
    let mut text: String = chars.by_ref().take(WIDTH).collect();
    if chars.next().is_some() {
        text.push('…');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(old: &str, new: &str) -> Vec<String> {
        diff(old, new)
            .iter()
            .map(|line| anstream::adapter::strip_str(line).to_string())
            .collect()
    }

    #[test]
    fn shows_what_differs_with_context() {
        assert_eq!(
            plain("a\nb\nc\nd\ne\nf\n", "a\nb\nc\nd\nE\nf\n"),
            ["@@ -2,5 +2,5 @@", " b", " c", " d", "-e", "+E", " f"]
        );
    }

    #[test]
    fn other_line_ends_are_said_and_not_shown() {
        assert_eq!(plain("a\r\nb\r\n", "a\nb\n"), ["only line ends differ"]);
        assert_eq!(plain("a\nb", "a\nb\n"), ["only line ends differ"]);
    }

    #[test]
    fn is_capped() {
        let old: String = (0..500).map(|n| format!("{n}\n")).collect();
        let lines = plain(&old, "");
        assert_eq!(lines.len(), CAP + 1);
        assert_eq!(lines[CAP], "… 461 more lines");
    }

    #[test]
    fn escapes_do_not_reach_the_terminal() {
        assert!(
            plain("\u{1b}[2Jx\n", "y\n")
                .iter()
                .all(|line| !line.contains('\u{1b}'))
        );
    }
}
