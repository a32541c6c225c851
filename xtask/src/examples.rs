//! An example of each rule: an edit of a description, and what is said of it. They are those that the rules are tested with.

use serde::Deserialize;

use crate::terminal::{BAD, DIM, GOOD, paint};

/// Examples by rule, written by the rules' tests (`generator/tests/compare_rules.rs`).
const EXAMPLES: &str = include_str!("examples.json");

/// What is shown of a rule.
#[derive(Debug, Deserialize)]
struct Example {
    rule: String,
    /// Lines of an edit, with a sign in front.
    edit: Vec<String>,
    /// What is said of it.
    message: String,
}

/// The lines of a rule's example; none for rules about whole sites, which no edit of one description shows.
pub fn of(rule: &str) -> Vec<String> {
    let examples: Vec<Example> =
        serde_json::from_str(EXAMPLES).expect("invariant: the examples are JSON of this form");
    let Some(example) = examples.into_iter().find(|example| example.rule == rule) else {
        return Vec::new();
    };
    let mut lines = vec!["  for example".to_owned()];
    lines.extend(example.edit.iter().map(|line| {
        let style = match line.chars().next() {
            Some('-') => BAD,
            Some('+') => GOOD,
            _ => DIM,
        };
        format!("    {}", paint(style, line))
    }));
    lines.push(format!("  says         {}", example.message));
    lines
}
