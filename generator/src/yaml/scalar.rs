//! Text and numbers as every reader reads them.

use crate::words::is_invisible;

/// Text as the value of a member or an item, its further lines indented so far.
pub(super) fn text(text: &str, indent: usize) -> String {
    if !text.contains('\n') {
        return key(text);
    }
    if !is_literal(text) {
        return quoted(text);
    }
    let mut out = String::from(if text.ends_with('\n') { "|" } else { "|-" });
    for line in text.strip_suffix('\n').unwrap_or(text).split('\n') {
        out.push('\n');
        if !line.is_empty() {
            out.extend(std::iter::repeat_n(' ', indent));
            out.push_str(line);
        }
    }
    out
}

/// Text in one line: bare, where that is what all read; else in the quotes that need no escapes, else in those that have them.
pub(super) fn key(text: &str) -> String {
    if text.chars().any(needs_escape) {
        quoted(text)
    } else if is_bare(text) {
        text.to_owned()
    } else {
        format!("'{}'", text.replace('\'', "''"))
    }
}

/// Text in double quotes, in one line of visible characters.
pub fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => {
                out.push('\\');
                out.push(c);
            }
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if needs_escape(c) => match u32::from(c) {
                code @ ..=0xff => out.push_str(&format!("\\x{code:02x}")),
                code @ ..=0xffff => out.push_str(&format!("\\u{code:04x}")),
                code => out.push_str(&format!("\\U{code:08x}")),
            },
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// A number of JSON as one of YAML, both versions: YAML 1.1 knows no exponent without a point and a sign.
pub(super) fn number(json: &str) -> String {
    let Some((mantissa, exponent)) = json.split_once(['e', 'E']) else {
        return json.to_owned();
    };
    let point = if mantissa.contains('.') { "" } else { ".0" };
    let sign = if exponent.starts_with(['+', '-']) { "" } else { "+" };
    format!("{mantissa}{point}e{sign}{exponent}")
}

/// What does not show, ends lines for some, or may not be in a document at all (section 5.1).
fn needs_escape(c: char) -> bool {
    is_invisible(c) || (c.is_whitespace() && c != ' ') || matches!(u32::from(c) & 0xffff, 0xfffe | 0xffff)
}

/// Whether lines can stand as they are below a `|`.
fn is_literal(text: &str) -> bool {
    !text.starts_with([' ', '\n'])
        && !text.ends_with("\n\n")
        && !text.chars().any(|c| c != '\n' && needs_escape(c))
        // Only blanks, of which readers think differently.
        && !text.split('\n').any(|line| !line.is_empty() && line.trim_matches(' ').is_empty())
}

/// Whether a word without quotes is this text, and nothing else for anybody.
fn is_bare(text: &str) -> bool {
    let Some(first) = text.chars().next() else {
        return false;
    };
    let indicates = "-?:,[]{}#&*!|>'\"%@`=<~ ".contains(first);
    !indicates
        && !text.ends_with([' ', ':'])
        && !text.contains(": ")
        && !text.contains(" #")
        && !is_word(text)
        && !is_numeric(text)
}

/// Words for truth, its absence and nothing, in any case.
fn is_word(text: &str) -> bool {
    const WORDS: [&str; 11] = [
        "y", "yes", "n", "no", "true", "false", "on", "off", "null", "nan", "inf",
    ];
    WORDS.iter().any(|word| word.eq_ignore_ascii_case(text))
}

/// Numbers with more than one point between them, as `3.0.3`.
fn is_version(text: &str) -> bool {
    let parts = || text.split('.');
    parts().count() > 2 && parts().all(|part| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit()))
}

/// Numbers of any base, with `_` and `:` between digits, dates, times, and what looks like them.
fn is_numeric(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit() || "+-.eE".contains(c))
        && text.contains(|c: char| c.is_ascii_digit() || c == '.')
        && !is_version(text)
        && text
            .chars()
            .all(|c| c.is_ascii_hexdigit() || "xXoOtTzZiInN_.:+- ,".contains(c))
}
