//! Printed Rust source → the texts of its doc comments, by its lines alone.
//!
//! What the printer writes has its documentation in lines that begin with `///` or `//!`, and reading those costs a tenth of
//! reading tokens. Whatever could make a line something else than it looks (a string that goes on over its end, a block comment,
//! documentation as an attribute) is not for this file: it says nothing then, and the tokens are read.

use super::comments::finish;

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
    use super::super::comments;
    use super::of;

    #[test]
    fn lines_say_what_tokens_say() {
        let sources = [
            "//! About.\n//!\n//! More.\n\nuse a::B;\n\n/// A.\n/// - b\n#[derive(Debug)]\n/// c\n#[non_exhaustive]\npub struct A {\n    /// It's.\n    \
             pub a: u8,\n\n    /// 'b.\n    #[serde(rename = \"/// \\\" //\")]\n    pub b: &'static str,\n}\n",
            "fn f() {\n    g(\"a // b\", \"\\\\\", \"/*\");\n    //! Inside.\n}\n/// Last.\nfn g() {}\n",
            "",
            include_str!("../../../../clients/courier/src/types.rs"),
            include_str!("../../../../clients/argyle/src/operations.rs"),
            include_str!("../../../../clients/joyfill/src/mock.rs"),
        ];
        for source in sources {
            let by_lines = of(source).unwrap_or_else(|| panic!("not read by lines: {source}"));
            assert_eq!(by_lines, comments::by_tokens(source).unwrap());
        }
    }

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
