//! Proposals → the text of `overlay.yaml`: commented out for people, as they are for trying them.

use std::fmt::Write as _;

use specloom::words::shown;
use specloom::yaml;

use super::actions::{Correction, Edit};

/// What a commented line starts with.
const MARK: &str = "# ";

/// The overlay with the proposals behind its actions, commented out, and how many of them are new; `None` where the file is not
/// written in lines, so that there is no place for a comment.
pub fn proposed(vendor: &str, before: Option<&str>, proposals: &[Correction]) -> Option<(String, usize)> {
    let before = before.unwrap_or_default();
    let place = Place::of(before)?;
    let known = plain(before);
    let mut lines: Vec<String> = Vec::new();
    let mut new = 0;
    for proposal in proposals {
        let mut fresh: Vec<&Edit> = proposal.actions.iter().collect();
        fresh.retain(|action| !known.contains(&plain(&body(action, 0).join("\n"))));
        if proposal.actions.is_empty() {
            let line = format!("## {}", one_line(&proposal.evidence));
            // How often it was seen is not what it is.
            let what = line.split(": ").next().unwrap_or(&line).to_owned();
            if !before.contains(&what) {
                lines.push(line);
            }
            continue;
        }
        new += usize::from(!fresh.is_empty());
        for action in fresh {
            lines.extend(commented(&item(&proposal.evidence, action, place.indent)));
        }
    }
    if lines.is_empty() {
        return Some((before.to_owned(), 0));
    }
    let mut block = format!(
        "## Learnt from replies (cargo xtask learn {vendor}). Remove the comment marks of what is true, delete the rest.\n"
    );
    if place.starts {
        block += &commented(&header(vendor)).join("\n");
        block.push('\n');
    }
    for line in lines {
        let _ = writeln!(block, "{line}");
    }
    let (head, tail) = before.split_at(place.at);
    let head = head.trim_end_matches('\n');
    let gap = if head.is_empty() { "" } else { "\n\n" };
    let after = if tail.trim().is_empty() {
        String::new()
    } else {
        format!("\n{tail}")
    };
    Some((format!("{head}{gap}{block}{after}"), new))
}

/// The overlay with these proposals in force.
pub fn in_force(vendor: &str, before: Option<&str>, proposals: &[Correction]) -> Option<String> {
    let before = before.unwrap_or_default();
    let place = Place::of(before)?;
    let mut lines = Vec::new();
    for proposal in proposals {
        for action in &proposal.actions {
            lines.extend(item(&proposal.evidence, action, place.indent));
        }
    }
    if lines.is_empty() {
        return Some(before.to_owned());
    }
    let block = lines.join("\n") + "\n";
    Some(match place.is_active {
        false => header(vendor).join("\n") + "\n" + &block,
        true => {
            let (head, tail) = before.split_at(place.at);
            format!("{}\n{block}{tail}", head.trim_end_matches('\n'))
        }
    })
}

/// Where actions go.
struct Place {
    /// Byte in the text.
    at: usize,
    /// Of the list's items.
    indent: usize,
    /// There is an overlay, and not only a commented one.
    is_active: bool,
    /// There is not even a commented one.
    starts: bool,
}

impl Place {
    fn of(text: &str) -> Option<Self> {
        let end = Self {
            at: text.len(),
            indent: 2,
            is_active: false,
            starts: true,
        };
        let is_comment = |line: &str| line.trim().is_empty() || line.trim_start().starts_with('#');
        if text.lines().all(is_comment) {
            let starts = !text.lines().any(|line| line.trim_end() == "# actions:");
            return Some(Self { starts, ..end });
        }
        let mut lines = text.split_inclusive('\n');
        let mut at = 0;
        loop {
            let line = lines.next()?;
            at += line.len();
            if line.trim_end() == "actions:" {
                break;
            }
        }
        let mut indent = None;
        let mut last = at;
        for line in lines {
            let text = line.trim_end();
            let own = text.len() - text.trim_start().len();
            if !is_comment(line) {
                match indent {
                    None if text.trim_start().starts_with("- ") => indent = Some(own),
                    // The next of the overlay's own keys.
                    _ if own == 0 && !text.starts_with('-') => break,
                    _ => {}
                }
            }
            at += line.len();
            // Comments behind the list's last item belong to it, as far as anyone knows.
            last = at;
        }
        Some(Self {
            at: last,
            indent: indent?,
            is_active: true,
            starts: false,
        })
    }
}

fn header(vendor: &str) -> Vec<String> {
    let title = yaml::quoted(&format!("Corrections to the page of {vendor}"));
    vec![
        "overlay: 1.0.0".to_owned(),
        format!("info: {{title: {title}, version: 1.0.0}}"),
        "actions:".to_owned(),
    ]
}

/// An action as an item of the list.
fn item(evidence: &str, action: &Edit, indent: usize) -> Vec<String> {
    let space = " ".repeat(indent);
    let mut lines = vec![format!(
        "{space}- description: {}",
        yaml::quoted(&one_line(evidence))
    )];
    lines.extend(body(action, indent + 2));
    lines
}

fn body(action: &Edit, indent: usize) -> Vec<String> {
    let space = " ".repeat(indent);
    let mut lines = vec![format!("{space}target: {}", yaml::quoted(&action.target))];
    match &action.update {
        None => lines.push(format!("{space}remove: true")),
        Some(update) => {
            lines.push(format!("{space}update:"));
            lines.extend(
                yaml::to_string(update)
                    .lines()
                    .map(|line| format!("{space}  {line}")),
            );
        }
    }
    lines
}

fn commented(lines: &[String]) -> Vec<String> {
    lines.iter().map(|line| shown(&format!("{MARK}{line}"))).collect()
}

fn one_line(text: &str) -> String {
    shown(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text without comment marks and indentation: what is proposed already is not proposed again.
fn plain(text: &str) -> String {
    let lines = text
        .lines()
        .map(|line| line.trim_start_matches([' ', '#']).trim_end());
    lines.collect::<Vec<_>>().join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn proposals() -> Vec<Correction> {
        vec![Correction {
            evidence: "`a` can be null: once in r.json, at /a".to_owned(),
            actions: vec![Edit {
                target: "$.x".to_owned(),
                update: Some(json!({"type": ["string", "null"]})),
            }],
        }]
    }

    fn uncommented(text: &str) -> String {
        let lines = text.lines().map(|line| line.strip_prefix(MARK).unwrap_or(line));
        lines.collect::<Vec<_>>().join("\n") + "\n"
    }

    #[test]
    fn a_new_overlay_is_a_comment_until_its_marks_are_removed() {
        let (text, new) = proposed("acme", None, &proposals()).unwrap();
        assert_eq!(new, 1);
        assert!(text.lines().all(|line| line.starts_with('#')), "{text}");
        assert_eq!(
            uncommented(&text),
            "## Learnt from replies (cargo xtask learn acme). Remove the comment marks of what is true, delete the rest.\n\
             overlay: 1.0.0\ninfo: {title: \"Corrections to the page of acme\", version: 1.0.0}\nactions:\n  \
             - description: \"`a` can be null: once in r.json, at /a\"\n    target: \"$.x\"\n    update:\n      \
             type:\n      - string\n      - 'null'\n"
        );
        let (again, new) = proposed("acme", Some(&text), &proposals()).unwrap();
        assert_eq!((again, new), (text, 0));
    }

    #[test]
    fn actions_go_behind_those_that_there_are() {
        let before =
            "overlay: 1.0.0\nactions:\n- target: $\n  update: {a: 1}\n\ninfo: {title: t, version: '1'}\n";
        let (text, new) = proposed("acme", Some(before), &proposals()).unwrap();
        assert_eq!(new, 1);
        let uncommented = uncommented(&text);
        assert!(
            uncommented
                .starts_with("overlay: 1.0.0\nactions:\n- target: $\n  update: {a: 1}\n\n## Learnt from"),
            "{uncommented}"
        );
        assert!(
            uncommented.ends_with("    - 'null'\n\ninfo: {title: t, version: '1'}\n"),
            "{uncommented}"
        );
        assert!(uncommented.contains("\n- description: "), "{uncommented}");
        assert!(proposed("acme", Some("{\"overlay\": \"1.0.0\"}\n"), &proposals()).is_none());
    }
}
