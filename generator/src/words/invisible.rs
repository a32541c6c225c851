//! Invisible characters: in text that comes from a page they could rewrite a terminal's lines, or make code, a diff or a
//! review read as another than it is. Whatever shows a page's words to people goes through here.

/// Whether a character is a control (line breaks and tabs are), separates lines, turns the direction of text, joins or
/// ignores its neighbours, or is a blank without width (Unicode: `Cc`, `Cf`, `Zl`, `Zp`, and the letters that are drawn
/// as nothing).
pub fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{600}'..='\u{605}' | '\u{61c}' | '\u{6dd}' | '\u{70f}' | '\u{890}'..='\u{891}'
            | '\u{8e2}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}'
            | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{13430}'..='\u{1343f}' | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// Text in one line, as people are to see it: what breaks a line, and a tab, is a blank; any other character that does
/// not show is `\u{fffd}`.
pub fn shown(text: &str) -> String {
    text.replace("\r\n", " ")
        .chars()
        .map(|c| match c {
            '\n' | '\r' | '\t' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => ' ',
            c if is_invisible(c) => '\u{fffd}',
            c => c,
        })
        .collect()
}

/// Text in which only what shows is left, and only `\n` breaks a line: other line breaks are one, tabs go to the next column of
/// four, other blanks are a plain blank. Whoever looks for lines, trims or parses afterwards sees what a reader sees.
pub(super) fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut column = 0;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' if chars.peek() == Some(&'\n') => continue,
            '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
                out.push('\n');
                column = 0;
                continue;
            }
            '\t' => {
                let blanks = 4 - column % 4;
                out.extend(std::iter::repeat_n(' ', blanks));
                column += blanks;
                continue;
            }
            c if c.is_whitespace() => out.push(' '),
            c if is_invisible(c) => continue,
            c => out.push(c),
        }
        column += 1;
    }
    out
}

/// JSON text whose strings hold no character that does not show: each is escaped, which means the same (RFC 8259,
/// section 7). Nor does it hold `##[`, which is a command anywhere in a workflow's log.
pub fn escaped_json(json: &str) -> String {
    let mut text = String::with_capacity(json.len());
    for c in json.chars() {
        // Between strings, JSON knows blanks, tabs and line breaks only; within, these three are escaped already.
        if is_invisible(c) && !matches!(c, '\n' | '\r' | '\t') {
            for unit in c.encode_utf16(&mut [0; 2]) {
                text.push_str(&format!("\\u{unit:04x}"));
            }
        } else {
            text.push(c);
        }
    }
    text.replace("##[", "#\\u0023[")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_show_is_seen_to() {
        for (text, expected) in [
            (
                "plain, ünïcode, 日本語, \u{1f600}\u{fe0f}",
                "plain, ünïcode, 日本語, \u{1f600}\u{fe0f}",
            ),
            ("two\r\nlines\tand\u{2028}more", "two lines and more"),
            (
                "\u{1b}[2Jgone\u{9b}31m\u{7}\0",
                "\u{fffd}[2Jgone\u{fffd}31m\u{fffd}\u{fffd}",
            ),
            (
                "a\u{202e}b\u{2066}c\u{200f}d\u{61c}e",
                "a\u{fffd}b\u{fffd}c\u{fffd}d\u{fffd}e",
            ),
            (
                "a\u{200b}b\u{feff}c\u{ad}d\u{e0041}e",
                "a\u{fffd}b\u{fffd}c\u{fffd}d\u{fffd}e",
            ),
        ] {
            assert_eq!(shown(text), expected);
        }
    }

    #[test]
    fn only_what_shows_is_parsed() {
        for (text, expected) in [
            ("a\r\nb\rc\u{2028}d\u{85}e\u{c}f", "a\nb\nc\nd\ne\nf"),
            ("\u{200b}\u{a0}\u{3000}```rust", "  ```rust"),
            ("-\ta\n\tb", "-   a\n    b"),
            ("a\0\u{202e}b", "ab"),
        ] {
            assert_eq!(visible(text), expected);
        }
    }

    #[test]
    fn json_means_the_same() {
        let value = serde_json::json!({"a\u{202e}": ["\u{7f}\u{9b}\u{feff}", "\u{e0041}\u{1b}\n\"", "##[error]a", 1.5]});
        let text = escaped_json(&format!("{value:#}"));
        assert!(!text.chars().any(|c| is_invisible(c) && c != '\n'), "{text:?}");
        assert!(!text.contains("##["), "{text}");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&text).unwrap(), value);
    }
}
