//! What a page hands to its script in pieces, `self.__next_f.push([1, "…"])` → one text, as a script reads it.
//!
//! ```text
//! TEXT := { ROW }
//! ROW  := ID ":" JSON NL | ID ":T" LENGTH "," WORDS        ID and LENGTH hexadecimal; LENGTH in bytes
//! ```
//!
//! In what the rows say, a text that begins with `$` stands for something else: `$$…` for what begins with a dollar sign, `$ID` for the
//! words of that row, and the rest for values that only the page's code makes.

use std::collections::HashMap;

use serde_json::Value;

use super::scripts::Script;
use super::strings;

const PUSH: &str = "__next_f.push(";

/// The pieces of a page, put together, and the line of the first one; `None` where there are none.
pub(super) fn joined(scripts: &[Script<'_>]) -> Option<(String, usize)> {
    let mut text = String::new();
    let mut line = None;
    for script in scripts.iter().filter(|script| !script.is_data) {
        for (at, push) in script.body.match_indices(PUSH) {
            let start = at + push.len();
            let piece = script.body[start..]
                .trim_start()
                .strip_prefix('[')
                .and_then(|rest| rest.trim_start().strip_prefix('1'))
                .and_then(|rest| rest.trim_start().strip_prefix(','))
                .map(str::trim_start);
            let Some(piece) = piece else { continue };
            let literal = strings::literal(script.body, script.body.len() - piece.len());
            if let Some(literal) = literal.filter(|literal| literal.end.is_some()) {
                text.push_str(&literal.text);
                line.get_or_insert_with(|| script.line + script.body[..at].matches('\n').count());
            }
        }
    }
    Some((text, line?))
}

/// Puts what texts of a value stand for in their place.
///
/// # Errors
///
/// One stands for what only the page's code makes.
pub(super) fn resolve(value: &mut Value, text: &str) -> Result<(), ()> {
    let rows = rows(text);
    let mut open = vec![value];
    while let Some(value) = open.pop() {
        match value {
            Value::Object(object) => open.extend(object.values_mut()),
            Value::Array(items) => open.extend(items),
            Value::String(said) => {
                if let Some(rest) = said.strip_prefix('$') {
                    *said = match rest.starts_with('$') {
                        true => rest.to_owned(),
                        false => (*rows.get(rest).ok_or(())?).to_owned(),
                    };
                }
            }
            _ => {}
        }
    }
    Ok(())
}

/// The rows of words, by their ids.
fn rows(text: &str) -> HashMap<&str, &str> {
    let mut rows = HashMap::new();
    let mut rest = text;
    while let Some((id, row)) = rest.split_once(':') {
        let words = row.strip_prefix('T').and_then(|row| {
            let (length, words) = row.split_once(',')?;
            let length = usize::from_str_radix(length, 16).ok()?;
            Some((words.get(..length)?, &words[length..]))
        });
        rest = match words {
            Some((words, after)) => {
                rows.entry(id.trim_start()).or_insert(words);
                after
            }
            None => row.split_once('\n').map_or("", |(_, after)| after),
        };
    }
    rows
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    #[test]
    fn texts_stand_for_rows_and_dollar_signs() {
        let mut value = json!({"a": "$$b", "c": ["$1f"], "d": "#/$e"});
        let text = "1:[\"$L2\"]\n1f:T7,h\u{e9}\n, 12:{\"a\":1}\n";
        super::resolve(&mut value, text).unwrap();
        assert_eq!(value, json!({"a": "$b", "c": ["h\u{e9}\n, 1"], "d": "#/$e"}));
        for made in ["$L2", "$undefined", "$2", "$1f:a", "$1"] {
            assert!(super::resolve(&mut json!(made), text).is_err(), "{made}");
        }
    }
}
