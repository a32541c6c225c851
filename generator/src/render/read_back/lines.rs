//! Printed Rust source → the texts of its doc comments, by its lines alone.
//!
//! What the printer writes has its documentation in lines that begin with `///` or `//!`, and reading those costs a tenth of
//! reading tokens. Whatever could make a line something else than it looks (a string that goes on over its end, a block comment,
//! documentation as an attribute) is not for this file: it says nothing then, and the tokens are read.

/// The doc comments of a source in which lines say what they are; `None` of any other.
pub(super) fn of(source: &str) -> Option<Vec<String>> {
    let mut comments = Vec::new();
    let mut lines: Vec<String> = Vec::new();
    for line in source.lines() {
        let line = line.trim_start();
        match said(line) {
            Some(said) => lines.push(said.to_owned()),
            None if line.is_empty() || line.starts_with("//") => {}
            None if !is_plain(line) => return None,
            // Attributes stand between the lines of one comment.
            None if is_attribute(line) => {}
            None => finish(&mut lines, &mut comments),
        }
    }
    finish(&mut lines, &mut comments);
    Some(comments)
}

/// One comment of its lines, less the blanks that all of them begin with.
pub(super) fn finish(lines: &mut Vec<String>, comments: &mut Vec<String>) {
    if lines.is_empty() {
        return;
    }
    let text = lines.join("\n");
    lines.clear();
    let blanks = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let filled = text.split('\n').filter(|line| !line.trim().is_empty());
    let indent = filled.map(blanks).min().unwrap_or(0);
    let lines: Vec<&str> = text
        .split('\n')
        .map(|line| line.get(indent..).unwrap_or(""))
        .collect();
    comments.push(lines.join("\n"));
}

/// What a line of documentation says.
fn said(line: &str) -> Option<&str> {
    match line.strip_prefix("//!") {
        Some(said) => Some(said),
        None => line.strip_prefix("///").filter(|said| !said.starts_with('/')),
    }
}

fn is_attribute(line: &str) -> bool {
    line.starts_with('#')
}

/// Whether all that begins in a line of code ends in it, and none of it is documentation.
fn is_plain(line: &str) -> bool {
    if is_attribute(line) && (!line.ends_with(']') || line.contains("[doc =")) {
        return false;
    }
    let bytes = line.as_bytes();
    let mut at = 0;
    let mut quoted = false;
    while let Some(&byte) = bytes.get(at) {
        let next = bytes.get(at + 1);
        match byte {
            b'\\' if quoted => at += 1,
            // Outside of a string, only a character has one.
            b'\\' => return false,
            // `'"'`, `r"` and `r#"` are for those who know what ends them.
            b'"' if !quoted && at > 0 && matches!(bytes[at - 1], b'\'' | b'#' | b'r') => return false,
            b'"' => quoted = !quoted,
            b'/' if !quoted && matches!(next, Some(b'/' | b'*')) => return false,
            _ => {}
        }
        at += 1;
    }
    !quoted
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn what_only_tokens_can_say_is_left_to_them() {
        for source in [
            "/** a */\nstruct A;",
            "#[doc = \"a\"]\nstruct A;",
            "#![doc = include_str!(\"docs.md\")]",
            "#[a] #[doc = \"a\"]",
            "#[cfg_attr(\n    a,\n    b\n)]\nstruct A;",
            "const A: &str = \"\n/// no\n\";",
            "const A: &str = r\"\\\";\n/// no",
            "const A: &str = r#\"\n/// no\n\"#;",
            "const A: (char, &str) = ('\"', \"\n/// no\n\");",
            "const A: char = '\\'';",
            "fn f() {} /// a",
            "fn f() { /* \" */ }",
        ] {
            assert_eq!(of(source), None, "{source}");
        }
        // A fourth slash makes an ordinary comment of it.
        assert_eq!(of("//// a\nstruct A;"), Some(Vec::new()));
    }
}
