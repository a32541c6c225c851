//! JSON values → YAML that readers of YAML 1.1 (PyYAML, libyaml, Go's) and of YAML 1.2 (js-yaml, yaml) read as the same values.
//!
//! The versions disagree about what a bare word is: `on`, `1:30`, `0777`, `2001-01-01`, `=`, `<<` are words for one and truth, numbers,
//! dates and commands for the other. Whatever either might read as something else is quoted (`scalar`), and what does not
//! show is escaped, line separators above all, at which only one of them ends a line.
//!
//! ```text
//! {"on": [1e300, "1:30", {"a": "b\nc"}]}    →    'on':
//!                                                - 1.0e+300
//!                                                - '1:30'
//!                                                - a: |-
//!                                                    b
//!                                                    c
//! ```

mod scalar;
#[cfg(test)]
mod tests;

use serde_json::{Map, Value};

pub use scalar::quoted;

/// Longest key that stands before its colon in one line: readers look ahead so far (YAML 1.2, section 8.2.2), and no farther.
const LONGEST_KEY: usize = 1000;

/// A value as a document, which ends with a line break.
pub fn to_string(value: &Value) -> String {
    let mut out = String::new();
    match value {
        Value::Object(members) if !members.is_empty() => mapping(members, 0, false, &mut out),
        Value::Array(items) if !items.is_empty() => sequence(items, 0, false, &mut out),
        other => {
            out.push_str(&leaf(other, 0));
            out.push('\n');
        }
    }
    out
}

fn indented(indent: usize, out: &mut String) {
    out.extend(std::iter::repeat_n(' ', indent));
}

/// Members, one under the other; the first goes on where `out` ends if it is `inline`.
fn mapping(members: &Map<String, Value>, indent: usize, mut inline: bool, out: &mut String) {
    for (name, value) in members {
        if !inline {
            indented(indent, out);
        }
        inline = false;
        let key = scalar::key(name);
        if key.len() <= LONGEST_KEY {
            out.push_str(&key);
        } else {
            out.push_str("? ");
            out.push_str(&key);
            out.push('\n');
            indented(indent, out);
        }
        out.push(':');
        match value {
            Value::Object(members) if !members.is_empty() => {
                out.push('\n');
                mapping(members, indent + 2, false, out);
            }
            Value::Array(items) if !items.is_empty() => {
                out.push('\n');
                sequence(items, indent, false, out);
            }
            other => {
                out.push(' ');
                out.push_str(&leaf(other, indent + 2));
                out.push('\n');
            }
        }
    }
}

/// Items, one under the other, as [`mapping`].
fn sequence(items: &[Value], indent: usize, mut inline: bool, out: &mut String) {
    for item in items {
        if !inline {
            indented(indent, out);
        }
        inline = false;
        out.push_str("- ");
        match item {
            Value::Object(members) if !members.is_empty() => mapping(members, indent + 2, true, out),
            Value::Array(items) if !items.is_empty() => sequence(items, indent + 2, true, out),
            other => {
                out.push_str(&leaf(other, indent + 2));
                out.push('\n');
            }
        }
    }
}

/// What holds nothing.
fn leaf(value: &Value, indent: usize) -> String {
    match value {
        Value::Null => "null".into(),
        Value::Bool(truth) => truth.to_string(),
        Value::Number(number) => scalar::number(&number.to_string()),
        Value::String(text) => scalar::text(text, indent),
        Value::Array(_) => "[]".into(),
        Value::Object(_) => "{}".into(),
    }
}
