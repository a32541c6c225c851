//! An object literal of JavaScript → where it ends, whether it is an API description, and the same as JSON5.
//!
//! JSON is such a literal. Others have keys without quotes, other quotes, comments, commas behind the last item.

use super::strings::{QUOTES, literal};
use crate::read::json_object::Scan;

/// Whether a brace opens an object that is a value: its first key follows, which a block of code has not. And how much was
/// looked at: comments may stand before the key.
pub(super) fn is_value(code: &str, start: usize) -> (bool, usize) {
    let before = code[..start].trim_end();
    let is_placed = before.chars().next_back().is_none_or(|c| "=:(,[?|&".contains(c))
        || ends_with_word(before, "return")
        || ends_with_word(before, "default");
    if !is_placed {
        return (false, 0);
    }
    let at = code.len() - said(&code[start + 1..]).len();
    (key(code, at).is_some(), at - start)
}

/// Whether code ends with a word of its own.
pub(super) fn ends_with_word(code: &str, word: &str) -> bool {
    code.strip_suffix(word).is_some_and(|rest| {
        !rest.ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '$' || c == '.')
    })
}

/// Scans the object whose opening brace stands at `start`, in one pass.
pub(super) fn scan(code: &str, start: usize) -> Scan {
    let mut says_version = false;
    let mut depth = 0_usize;
    let mut may_be_key = false;
    let mut at = start;
    while let Some(length) = code[at..].find(|c: char| !c.is_whitespace()) {
        at += length;
        if depth == 1 && may_be_key {
            says_version |= key(code, at).is_some_and(|(key, rest)| {
                ["openapi", "swagger"].contains(&key)
                    && said(rest).starts_with(|c: char| QUOTES.contains(&c) || c.is_ascii_digit())
            });
        }
        let byte = code.as_bytes()[at];
        may_be_key = matches!(byte, b'{' | b',');
        match byte {
            b'{' | b'[' => depth += 1,
            b'}' | b']' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return Scan {
                        end: Some(at + 1),
                        says_version,
                    };
                }
            }
            b'"' | b'\'' | b'`' => {
                at = string_end(code, at);
                continue;
            }
            b'/' if code[at..].starts_with("//") || code[at..].starts_with("/*") => {
                // A comment stands nowhere.
                may_be_key = true;
                at = comment_end(code, at);
                continue;
            }
            _ => {
                let rest = &code[at..];
                let next = rest.find(|c: char| c.is_whitespace() || "{}[]\"'`/,".contains(c));
                at += next.unwrap_or(rest.len()).max(1);
                continue;
            }
        }
        at += 1;
    }
    Scan {
        end: None,
        says_version,
    }
}

/// An object literal, with its texts as JSON's; `None` where it is put together by code.
pub(super) fn as_json5(object: &str) -> Option<String> {
    let mut json = String::with_capacity(object.len());
    let mut at = 0;
    while let Some(length) = object[at..].find(['"', '\'', '`', '/']) {
        push_code(&mut json, &object[at..at + length]);
        at += length;
        if object[at..].starts_with('/') {
            let end = comment_end(object, at);
            if end == at {
                return None;
            }
            json.push(' ');
            at = end;
            continue;
        }
        let literal = literal(object, at).filter(|literal| !literal.is_assembled)?;
        json.push_str(&serde_json::to_string(&literal.text).ok()?);
        at = literal.end?;
    }
    push_code(&mut json, &object[at..]);
    Some(json)
}

/// Appends what stands between texts; a key may be a number (`200: {…}`), which JSON5 quotes.
fn push_code(json: &mut String, code: &str) {
    let mut rest = code;
    while let Some(length) = rest.find(|c: char| c.is_ascii_digit()) {
        let number = &rest[length..];
        let end = number.find(|c: char| !c.is_ascii_digit()).unwrap_or(number.len());
        let before = rest[..length].trim_end();
        let is_key = number[end..].trim_start().starts_with(':') && before.ends_with(['{', ',']);
        let quote = if is_key { "\"" } else { "" };
        json.push_str(&rest[..length]);
        json.push_str(quote);
        json.push_str(&number[..end]);
        json.push_str(quote);
        rest = &number[end..];
    }
    json.push_str(rest);
}

/// The key at an offset, and what follows its colon.
fn key(code: &str, at: usize) -> Option<(&str, &str)> {
    let rest = code.get(at..)?;
    let (key, rest) = match rest.chars().next()? {
        quote @ ('"' | '\'') => rest[1..].split_once(quote)?,
        _ => {
            let is_of_name = |c: char| c.is_alphanumeric() || c == '_' || c == '$';
            let rest = rest.trim_start_matches(is_of_name);
            (&code[at..code.len() - rest.len()], rest)
        }
    };
    let rest = rest.trim_start().strip_prefix(':')?;
    (!key.is_empty()).then_some((key, rest))
}

/// What follows blanks and comments.
fn said(code: &str) -> &str {
    let mut rest = code.trim_start();
    loop {
        let end = comment_end(rest, 0);
        if end == 0 {
            return rest;
        }
        rest = rest[end..].trim_start();
    }
}

/// Offset behind the comment at an offset, or that offset where there is none.
fn comment_end(code: &str, at: usize) -> usize {
    let rest = &code[at..];
    let length = if rest.starts_with("//") {
        rest.find('\n').unwrap_or(rest.len())
    } else if let Some(inner) = rest.strip_prefix("/*") {
        inner.find("*/").map_or(rest.len(), |end| end + 4)
    } else {
        0
    };
    at + length
}

/// Offset behind the string at an offset.
fn string_end(code: &str, at: usize) -> usize {
    let bytes = code.as_bytes();
    let quote = bytes[at];
    let mut at = at + 1;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'\\' => at += 1,
            byte if byte == quote => return at + 1,
            _ => {}
        }
        at += 1;
    }
    code.len()
}

#[cfg(test)]
mod tests {
    use super::{as_json5, is_value, scan};

    #[test]
    fn an_object_ends_with_its_own_brace_and_says_its_version_at_its_root() {
        for (object, says_version) in [
            ("{openapi: '3.0.0', info: {a: '}', // it's {\n b: [{}]}}", true),
            ("{\n  // what it is\n  'swagger': \"2.0\",\n}", true),
            ("{info: {openapi: '3'}}", false),
            ("{a: openapi, b: \"openapi: '3'\"}", false),
            ("{openapi: document}", false),
            ("{a: `}${b}`, /* } */ \"openapi\": 3.1}", true),
        ] {
            let found = scan(&format!("{object} ; }}"), 0);
            assert_eq!(
                (found.end, found.says_version),
                (Some(object.len()), says_version),
                "{object}"
            );
        }
        assert_eq!(scan("{a: '}", 0).end, None);
    }

    #[test]
    fn a_block_is_no_value() {
        for (code, is) in [
            ("x = {a: 1}", true),
            ("f({ 'a' : 1})", true),
            ("return {\n/* k */ a: 1}", true),
            ("if (a) {b: 1}", false),
            ("x = {}", false),
            ("x = {a, b}", false),
            ("x = {...a}", false),
            ("() => {a(1)}", false),
        ] {
            assert_eq!(is_value(code, code.find('{').unwrap()).0, is, "{code}");
        }
    }

    #[test]
    fn texts_become_json_and_comments_blanks() {
        let object = "{a: 'it\\'s' + \" b\", // c\n d: `e\nf`, 4: [15,],}";
        assert_eq!(
            as_json5(object).unwrap(),
            "{a: \"it's b\",  \n d: \"e\\nf\", \"4\": [15,],}"
        );
        for code in ["{a: `${b}`}", "{a: 'b' + c}", "{a: /b/}", "{a: 'b"] {
            assert_eq!(as_json5(code), None, "{code}");
        }
    }
}
