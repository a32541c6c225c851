//! A word of the page as one step of a key.

/// A word of the page as one step: what has a meaning in a key is escaped.
pub(super) fn escaped(word: &str) -> String {
    let mut escaped = String::new();
    for c in word.chars() {
        match MEANT.iter().position(|meant| *meant == c) {
            Some(number) => escaped.push_str(&format!("~{number}")),
            None => escaped.push(c),
        }
    }
    escaped
}

/// Letters that have a meaning in a key; each is written as `~` and its place here.
const MEANT: [char; 9] = ['~', '/', '{', '|', '[', '=', ',', '\n', ':'];
