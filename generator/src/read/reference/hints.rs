//! The prose of a reference page → Markdown, and what its list of fields says about them.
//!
//! ```text
//! FIELD := BULLET NAME ":" TEXT "(" WORD { ", " ("required" | "default=" VALUE) } ")"
//! ```
//!
//! Tools break such a line around inline code, so a field is everything up to the next bullet.

use serde_json::{Value, json};

use super::lines::Token;

/// What the prose says about one field.
#[derive(Debug, PartialEq)]
pub(super) struct Hint {
    pub(super) name: String,
    /// Keywords of its type, when the word is known.
    pub(super) kind: Option<(&'static str, Option<&'static str>)>,
    pub(super) default: Option<Value>,
    pub(super) required: bool,
}

/// The prose with its lists, as Markdown.
pub(super) fn markdown(prose: &[Token]) -> String {
    let (paragraphs, fields) = parts(prose);
    let list: Vec<_> = fields.iter().map(|field| format!("- {field}")).collect();
    [paragraphs.join("\n"), list.join("\n")]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join("\n\n")
}

/// The fields that the prose lists.
pub(super) fn hints(prose: &[Token]) -> Vec<Hint> {
    parts(prose).1.iter().filter_map(|field| hint(field)).collect()
}

/// The lines above the first bullet, and the items, each in one line.
fn parts(prose: &[Token]) -> (Vec<&str>, Vec<String>) {
    let (mut paragraphs, mut items): (Vec<&str>, Vec<String>) = (Vec::new(), Vec::new());
    for token in prose {
        if token.is_bullet() {
            items.push(String::new());
        } else if let Some(item) = items.last_mut() {
            let continues = item.is_empty() || token.text.starts_with([':', ')', ',', '.']);
            item.push_str(if continues { "" } else { " " });
            item.push_str(&token.text);
        } else {
            paragraphs.push(&token.text);
        }
    }
    items.retain(|item| !item.is_empty());
    (paragraphs, items)
}

fn hint(field: &str) -> Option<Hint> {
    let (name, text) = field.split_once(':')?;
    let name = name.trim().trim_matches('`');
    if name.is_empty() || name.contains(char::is_whitespace) {
        return None;
    }
    let facts = text.trim_end().trim_end_matches('.').strip_suffix(')')?;
    let facts = &facts[facts.rfind(" (")? + 2..];
    let (word, mut rest) = facts.split_once(',').unwrap_or((facts, ""));
    let mut hint = Hint {
        name: name.to_owned(),
        kind: kind(word.trim()),
        default: None,
        required: false,
    };
    loop {
        rest = rest.trim();
        if let Some(default) = rest.strip_prefix("default=") {
            let (value, after) = match default.strip_suffix(", required") {
                Some(value) => (value, "required"),
                None => (default, ""),
            };
            hint.default = literal(value.trim());
            rest = after;
        } else if let Some(after) = rest.strip_prefix("required") {
            hint.required = true;
            rest = after.trim_start_matches(',');
        } else {
            return Some(hint);
        }
    }
}

/// Type and format behind a word of the prose.
fn kind(word: &str) -> Option<(&'static str, Option<&'static str>)> {
    Some(match word {
        "string" | "choice" => ("string", None),
        "integer" | "int" | "id" => ("integer", None),
        "float" | "decimal" => ("number", None),
        "boolean" | "bool" => ("boolean", None),
        "json" | "nested object" => ("object", None),
        "list" => ("array", None),
        "datetime" => ("string", Some("date-time")),
        "date" => ("string", Some("date")),
        _ => return None,
    })
}

/// A default as the prose writes it: JSON, or Python's words for it.
fn literal(text: &str) -> Option<Value> {
    match text {
        "True" => Some(json!(true)),
        "False" => Some(json!(false)),
        "None" => Some(Value::Null),
        _ => serde_json::from_str(text).ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::reference::lines::tokens;

    #[test]
    fn fields_tell_types_defaults_and_what_is_required() {
        let prose = tokens(
            "Make a request.\n-\nname\n: Its name. (string, default=\"\"\n) -\nkind\n: The `kind` (of it). (choice, \
             required) -\nowner\n: (id, default={\"a\": 1, \"b\": 2}, required)\n- note: no facts\n- odd: x (thing).\n",
        );
        let hint = |name: &str, kind, default, required| Hint {
            name: name.to_owned(),
            kind,
            default,
            required,
        };
        assert_eq!(
            hints(&prose),
            [
                hint("name", Some(("string", None)), Some(json!("")), false),
                hint("kind", Some(("string", None)), None, true),
                hint(
                    "owner",
                    Some(("integer", None)),
                    Some(json!({"a": 1, "b": 2})),
                    true
                ),
                hint("odd", None, None, false),
            ]
        );
        assert_eq!(
            markdown(&prose),
            "Make a request.\n\n- name: Its name. (string, default=\"\")\n- kind: The `kind` (of it). (choice, required)\n\
             - owner: (id, default={\"a\": 1, \"b\": 2}, required)\n- note: no facts\n- odd: x (thing)."
        );
    }
}
