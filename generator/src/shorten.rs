//! Names that people can still read and file systems still take.

use crate::words;

/// Most characters of a generated identifier. Those of real pages stay below.
pub(crate) const LONGEST: usize = 160;

/// An identifier in `snake_case` or `PascalCase`, cut behind its last word that fits.
pub(crate) fn shortened(mut name: String) -> String {
    if name.len() <= LONGEST || !name.is_ascii() {
        return name;
    }
    let starts_word = |at: &usize| {
        let bytes = name.as_bytes();
        bytes[*at] == b'_' || bytes[*at].is_ascii_uppercase()
    };
    let end = (1..=LONGEST).rev().find(starts_word).unwrap_or(LONGEST);
    name.truncate(end);
    name
}

/// A page's word as a note quotes it.
pub(crate) fn quoted(word: &str) -> String {
    const QUOTED: usize = 40;
    match word.char_indices().nth(QUOTED) {
        Some((end, _)) => words::name(&format!("{}…", &word[..end])),
        None => words::name(word),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_end_with_a_word() {
        assert_eq!(shortened("get_user".into()), "get_user");
        assert_eq!(shortened("get_".repeat(100)), format!("{}get", "get_".repeat(39)));
        assert_eq!(shortened("Word".repeat(41)), "Word".repeat(40));
        assert_eq!(shortened("x".repeat(3000)), "x".repeat(LONGEST));
    }
}
