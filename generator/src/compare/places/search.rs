//! The words on the way to a thing, looked for line by line: for pages that show an operation in a form of their own.

use serde_json::Value;

use crate::pointer;

/// Keys of OpenAPI that a page with a form of its own does not show.
const UNSAID: [&str; 16] = [
    "content",
    "schema",
    "properties",
    "items",
    "oneOf",
    "anyOf",
    "allOf",
    "parameters",
    "responses",
    "requestBody",
    "required",
    "additionalProperties",
    "enum",
    "type",
    "format",
    "security",
];

/// The words that lead from an operation to what a pointer into it points at.
pub(super) fn words(document: &Value, pointer: &str) -> Vec<String> {
    let tokens: Vec<String> = pointer::tokens(pointer).collect();
    let mut words = Vec::new();
    for (index, token) in tokens.iter().enumerate().skip(3) {
        if UNSAID.contains(&token.as_str()) || token.contains('/') {
            continue;
        }
        if token.chars().all(|c| c.is_ascii_digit()) && token.len() < 3 {
            let at = pointer::from_tokens(&tokens[..=index]);
            let name = document
                .pointer(&at)
                .and_then(|value| value.get("name"))
                .and_then(Value::as_str);
            words.extend(name.map(str::to_owned));
            continue;
        }
        words.push(token.clone());
    }
    words
}

/// The line on which the last of `words` stands, each looked for from where the one before was found; none where the last is
/// not there.
pub(super) fn line(text: &str, first: usize, words: &[String]) -> Option<usize> {
    let lines: Vec<&str> = text.lines().collect();
    let mut at = first.saturating_sub(1).min(lines.len());
    let mut found = None;
    for (index, word) in words.iter().enumerate() {
        let here = lines[at..].iter().position(|line| says(line, word));
        match here {
            Some(offset) => {
                at += offset;
                found = Some(at + 1);
                at += 1;
            }
            None if index + 1 == words.len() => return None,
            None => {}
        }
        at = at.min(lines.len());
    }
    found
}

/// Whether a line begins with a word: as a key, an item, a row of a table, or a heading.
fn says(line: &str, word: &str) -> bool {
    let line = line.trim_start_matches([' ', '\t', '-', '*', '#', '|', '`', '"', '\'']);
    let rest = line.strip_prefix(word);
    rest.is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_' || c == '-'))
}
