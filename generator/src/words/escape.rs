//! Plain text → Markdown source that is read as that text, by rustdoc and by GitHub.

/// Where a run of text stands.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Surroundings {
    /// At the start of a line, where marks begin lists, headings, quotes and tables.
    pub(super) line_start: bool,
    /// In a heading, which `#` may end.
    pub(super) heading: bool,
    /// Before a link, which `!` would make an image.
    pub(super) before_link: bool,
}

/// Text in one line, escaped.
pub(super) fn escaped(text: &str, site: Surroundings) -> String {
    let text = if site.line_start { text.trim_start() } else { text };
    let mut out = String::with_capacity(text.len() + 8);
    let chars: Vec<char> = text.chars().collect();
    let first_mark = if site.line_start { line_mark(&chars) } else { None };
    for (at, &c) in chars.iter().enumerate() {
        let rest = &chars[at + 1..];
        let escape = first_mark == Some(at)
            || match c {
                '\\' | '`' | '*' | '[' | ']' | '<' | '~' | '|' => true,
                '_' => !within_word(&chars, at),
                '#' => site.heading,
                '!' => site.before_link && rest.is_empty(),
                '&' => is_entity(rest),
                // No scheme of a bare URL, which GitHub and rustdoc's lints would look at.
                ':' => rest.starts_with(&['/', '/']),
                // Nor a bare host, of which GitHub makes a link with the back-slash behind it: what that escapes would be live.
                '.' => follows_www(&chars[..at]),
                _ => false,
            };
        if escape {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// Whether a text ends with the word `www`.
fn follows_www(before: &[char]) -> bool {
    let word = before
        .iter()
        .rev()
        .take_while(|c| c.is_ascii_alphanumeric())
        .count();
    word == 3
        && before[before.len() - 3..]
            .iter()
            .all(|c| c.eq_ignore_ascii_case(&'w'))
}

/// The character that, at the start of a line, would be a mark of a block.
fn line_mark(chars: &[char]) -> Option<usize> {
    match chars.first()? {
        '#' | '>' | '+' | '-' | '=' | ':' => Some(0),
        '0'..='9' => {
            let digits = chars.iter().take_while(|c| c.is_ascii_digit()).count();
            matches!(chars.get(digits), Some('.' | ')')).then_some(digits)
        }
        _ => None,
    }
}

/// Whether a run of `_` stands between letters or digits, where it marks nothing.
fn within_word(chars: &[char], at: usize) -> bool {
    let before = chars[..at].iter().rev().find(|c| **c != '_');
    let after = chars[at..].iter().find(|c| **c != '_');
    [before, after]
        .iter()
        .all(|c| c.is_some_and(char::is_ascii_alphanumeric))
}

/// Whether `&` and what follows it could be read as a character's name or number.
fn is_entity(rest: &[char]) -> bool {
    let body = rest.strip_prefix(&['#']).unwrap_or(rest);
    let length = body.iter().take_while(|c| c.is_ascii_alphanumeric()).count();
    length > 0 && body.get(length) == Some(&';')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_would_mean_something_is_escaped() {
        let start = Surroundings {
            line_start: true,
            ..Surroundings::default()
        };
        for (text, expected) in [
            ("snake_case, A&B, 2 + 3, a: b", "snake_case, A&B, 2 + 3, a: b"),
            (
                "_a_ *b* `c` <d> [e] f|g ~h~ \\i",
                "\\_a\\_ \\*b\\* \\`c\\` \\<d> \\[e\\] f\\|g \\~h\\~ \\\\i",
            ),
            ("&lt; &#60; ftp://x", "\\&lt; \\&#60; ftp\\://x"),
            ("- a", "\\- a"),
            ("www.a.example, awww.a", "www\\.a.example, awww.a"),
            ("   12. a", "12\\. a"),
            ("# a #", "\\# a #"),
            ("=== ", "\\=== "),
            (":--", "\\:--"),
        ] {
            assert_eq!(escaped(text, start), expected);
        }
        let heading = Surroundings {
            heading: true,
            before_link: true,
            ..Surroundings::default()
        };
        assert_eq!(escaped("a # b!", heading), "a \\# b\\!");
    }
}
