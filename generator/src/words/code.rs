//! Names of a page → inline code in one line.

use super::invisible::shown;

/// A name as inline code, for running text.
pub(crate) fn name(text: &str) -> String {
    span(&shown(text))
}

/// A name as inline code, for the cell of a table.
pub(crate) fn name_in_cell(text: &str) -> String {
    in_cell(&name(text))
}

/// Text in one line as inline code. The marks are one back-tick longer than any run of them within.
pub(super) fn span(text: &str) -> String {
    if text.trim().is_empty() {
        return format!("`\"{text}\"`");
    }
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let marks = "`".repeat(longest + 1);
    let pad = text.starts_with('`') || text.ends_with('`') || (text.starts_with(' ') && text.ends_with(' '));
    let pad = if pad { " " } else { "" };
    format!("{marks}{pad}{text}{pad}{marks}")
}

/// Inline code whose bars do not end a cell. No table can hold a back-slash before a bar: that bar is shown as a broken one.
pub(super) fn in_cell(span: &str) -> String {
    span.replace("\\|", "\\¦").replace('|', "\\|")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_line_of_code() {
        for (text, expected) in [
            ("X-Api-Key", "`X-Api-Key`"),
            ("a`b", "``a`b``"),
            ("`a``", "``` `a`` ```"),
            ("a\n\n```rust\nb", "````a  ```rust b````"),
            ("", "`\"\"`"),
            (" ", "`\" \"`"),
            (" a ", "`  a  `"),
            ("a\u{202e}b", "`a\u{fffd}b`"),
        ] {
            assert_eq!(name(text), expected);
        }
        assert_eq!(name_in_cell("a|b\\|c"), "`a\\|b\\¦c`");
    }
}
