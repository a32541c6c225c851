//! A string literal of JavaScript → its text.
//!
//! ```text
//! LITERAL := '"' … '"' | "'" … "'" | "`" … "`", several with `+` between them
//! ESCAPE  := \n \t \r \b \f \v \0 | \xHH | \uHHHH | \u{H…} | "\" and the end of a line, which is nothing | "\" and itself
//! ```

/// What a literal says.
pub(super) struct Literal {
    /// Offset behind its closing quote; `None` when the code ends before.
    pub(super) end: Option<usize>,
    pub(super) text: String,
    /// Code makes more of it when it is run: `${…}`, `+` and something that is no literal, or a method.
    pub(super) is_assembled: bool,
    /// Its lines are lines of the code, so that places within it are places of the page.
    pub(super) keeps_lines: bool,
}

/// Reads the literal whose quote stands at `start`; `None` where there is none: the line ends first, or an escape is none.
pub(super) fn literal(code: &str, start: usize) -> Option<Literal> {
    let mut whole = one(code, start)?;
    while let Some(end) = whole.end {
        let Some(rest) = code[end..].trim_start().strip_prefix('+') else {
            break;
        };
        let rest = rest.trim_start();
        let next = rest
            .starts_with(QUOTES)
            .then(|| one(code, code.len() - rest.len()));
        let Some(next) = next.flatten() else {
            whole.is_assembled = true;
            break;
        };
        whole.text.push_str(&next.text);
        whole.end = next.end;
        whole.is_assembled |= next.is_assembled;
        whole.keeps_lines = false;
    }
    // A method makes another text of it.
    let rest = whole.end.map_or("", |end| code[end..].trim_start());
    whole.is_assembled |= rest.starts_with('.') && !rest.starts_with(".trim()");
    Some(whole)
}

/// What literals begin and end with.
pub(super) const QUOTES: [char; 3] = ['"', '\'', '`'];

fn one(code: &str, start: usize) -> Option<Literal> {
    let quote = code.get(start..)?.chars().next().filter(|c| QUOTES.contains(c))?;
    let is_template = quote == '`';
    let is_raw = is_template && code[..start].ends_with("String.raw");
    let mut literal = Literal {
        end: None,
        text: String::new(),
        is_assembled: false,
        keeps_lines: is_template,
    };
    let mut at = start + 1;
    while let Some(length) = code[at..].find([quote, '\\', '\n', '$']) {
        literal.text.push_str(&code[at..at + length]);
        at += length;
        let rest = &code[at + 1..];
        match code.as_bytes()[at] {
            b'\\' if is_raw => literal.text.push('\\'),
            b'\\' => {
                let (said, length) = escape(rest)?;
                literal.keeps_lines &= !matches!(said, Some('\n') | None);
                literal.text.extend(said);
                at += length;
            }
            b'\n' if is_template => literal.text.push('\n'),
            b'\n' => return None,
            b'$' => {
                literal.is_assembled |= is_template && rest.starts_with('{');
                literal.text.push('$');
            }
            _ => {
                literal.end = Some(at + 1);
                return Some(literal);
            }
        }
        at += 1;
    }
    literal.text.push_str(&code[at..]);
    Some(literal)
}

/// What an escape says, and its length behind the `\`.
fn escape(rest: &str) -> Option<(Option<char>, usize)> {
    let first = rest.chars().next()?;
    let said = match first {
        'n' => '\n',
        't' => '\t',
        'r' => '\r',
        'b' => '\u{8}',
        'f' => '\u{c}',
        'v' => '\u{b}',
        '0' => '\0',
        'x' => return Some((char::from_u32(hex(rest.get(1..3)?)?), 3)),
        'u' => return unicode(rest),
        '\r' if rest.starts_with("\r\n") => return Some((None, 2)),
        '\n' | '\r' | '\u{2028}' | '\u{2029}' => return Some((None, first.len_utf8())),
        other => other,
    };
    Some((Some(said), first.len_utf8()))
}

fn unicode(rest: &str) -> Option<(Option<char>, usize)> {
    if let Some(braced) = rest.strip_prefix("u{") {
        let (digits, _) = braced.split_once('}')?;
        return Some((Some(char::from_u32(hex(digits)?)?), digits.len() + 3));
    }
    let high = hex(rest.get(1..5)?)?;
    if let Some(said) = char::from_u32(high) {
        return Some((Some(said), 5));
    }
    // Two halves of a character beyond the first 65,536.
    let low = hex(rest.get(5..)?.strip_prefix("\\u")?.get(..4)?)?;
    let pair = [u16::try_from(high).ok()?, u16::try_from(low).ok()?];
    let said = char::decode_utf16(pair).next()?.ok()?;
    Some((Some(said), 11))
}

fn hex(digits: &str) -> Option<u32> {
    let is_hex = digits.chars().all(|c| c.is_ascii_hexdigit());
    is_hex.then(|| u32::from_str_radix(digits, 16).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::literal;

    #[test]
    fn a_literal_says_its_text() {
        for (code, says) in [
            (r#""a\"b\\n\n""#, "a\"b\\n\n"),
            (
                r"'it\'s \x27\u0041\u{1F600}\uD83D\uDE00\u2028'",
                "it's 'A😀😀\u{2028}",
            ),
            ("'a\\\nb\\\r\nc'", "abc"),
            ("`a\nb\\`\\${c} $d`", "a\nb`${c} $d"),
            ("'a' +\n  \"b\" + `c`;", "abc"),
            ("''", ""),
        ] {
            let literal = literal(code, 0).unwrap();
            assert_eq!(
                (literal.text.as_str(), literal.is_assembled),
                (says, false),
                "{code}"
            );
            assert_eq!(literal.end, Some(code.trim_end_matches(';').len()), "{code}");
        }
        let raw = literal("String.raw`a\\n`", 10).unwrap();
        assert_eq!(raw.text, "a\\n");
    }

    #[test]
    fn what_code_adds_to_is_told_and_what_is_no_literal_is_none() {
        for code in ["`a${b}`", "'a' + b", "'a' + `${b}`", "'a'.replace(b, c)"] {
            assert!(literal(code, 0).unwrap().is_assembled, "{code}");
        }
        for code in ["'a\n'", "'\\xg0'", "'\\uD83D'", "'\\u{110000}'", "a", ""] {
            assert!(literal(code, 0).is_none(), "{code}");
        }
        for code in ["'a", "`a\n", "'a' + 'b"] {
            assert_eq!(literal(code, 0).unwrap().end, None, "{code}");
        }
    }

    #[test]
    fn places_are_kept_where_lines_are() {
        for (code, keeps) in [
            ("`a\nb`", true),
            ("`a\\nb`", false),
            ("'a'", false),
            ("`a` + `b`", false),
        ] {
            assert_eq!(literal(code, 0).unwrap().keeps_lines, keeps, "{code}");
        }
    }
}
