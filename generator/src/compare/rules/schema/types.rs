//! Types and formats: what becomes `String`, `i64`, `f64`, `bool`, a list or a struct.
//!
//! Another type is another Rust type, always `major`. On the wire, an old client that sends integers is fine where
//! numbers are taken, and one that reads numbers is fine with integers. In a parameter everything is text, so a server
//! that takes any string also takes the numbers that old clients send.
//!
//! A string with a format is read whatever text it is: in responses formats cannot break a reader, in requests the server
//! may check them. Which types code meets is not decided here: that is seen in the two clients.

use serde_json::{Map, Value};

use crate::compare::Direction;
use crate::compare::rule::{mirrors, rules};
use crate::compare::site::{Node, Site};
use crate::compare::task::Task;
use crate::compare::walk::{Handled, Walk};
use crate::model::fit::{has_unsigned_values, outline};

use super::kind;

rules! {
    REQUEST_TYPE_CHANGED = Request "request-type-changed", Breaking, Major,
        "Old clients send values of a type that is not accepted.";
    REQUEST_TYPE_WIDENED = Request "request-type-widened", Compatible, Major,
        "What old clients send is among what is accepted.";
    RESPONSE_TYPE_CHANGED = Response "response-type-changed", Breaking, Major,
        "Old clients cannot read the new type.";
    RESPONSE_TYPE_NARROWED = Response "response-type-narrowed", Compatible, Major,
        "What is returned is among what old clients can read.";
    REQUEST_FORMAT_ADDED = Request "request-format-added", Breaking, Patch,
        "The server may refuse strings that it used to take; a format that the runtime knows is a type of its own.";
    REQUEST_FORMAT_CHANGED = Request "request-format-changed", Breaking, Patch,
        "The server may refuse strings that it used to take; a format that the runtime knows is a type of its own.";
    REQUEST_FORMAT_REMOVED = Request "request-format-removed", Compatible, Patch,
        "The server takes more than before; without a format that the runtime knows, the type is `String`.";
    RESPONSE_FORMAT_CHANGED = Response "response-format-changed", Compatible, Patch,
        "Text of any format is read and kept as it came; a format that the runtime knows is a type of its own.";
    REQUEST_NUMBER_NARROWED = Request "request-number-narrowed", Breaking, Patch,
        "Old clients may send numbers that no longer fit; a whole number of 32 bits that is only sent is an `i32`.";
    REQUEST_NUMBER_WIDENED = Request "request-number-widened", Compatible, Patch,
        "What old clients send still fits; a whole number of 32 bits that is only sent is an `i32`.";
    REQUEST_UNSIGNED_CHANGED = Request "request-unsigned-changed", Breaking, Major,
        "Old clients may send numbers outside the range; whole numbers above those of `int64` are a type of their own.";
    RESPONSE_UNSIGNED_CHANGED = Response "response-unsigned-changed", Breaking, Major,
        "Old clients cannot read numbers outside their range; whole numbers above those of `int64` are a type of their own.";
    REQUEST_BINARY_CHANGED = Request "request-binary-changed", Breaking, Major,
        "Bytes and text are written differently and are different types.";
    RESPONSE_BINARY_CHANGED = Response "response-binary-changed", Breaking, Major,
        "Bytes and text are read differently and are different types.";
    REQUEST_SECRECY_CHANGED = Request "request-secrecy-changed", Docs, Major,
        "`password` is a string on the wire and a secret type in Rust.";
    RESPONSE_SECRECY_CHANGED = Response "response-secrecy-changed", Docs, Major,
        "`password` is a string on the wire and a secret type in Rust.";
}

mirrors! {
    CHANGED = REQUEST_TYPE_CHANGED | RESPONSE_TYPE_CHANGED;
    FITS = REQUEST_TYPE_WIDENED | RESPONSE_TYPE_NARROWED;
    BINARY = REQUEST_BINARY_CHANGED | RESPONSE_BINARY_CHANGED;
    SECRECY = REQUEST_SECRECY_CHANGED | RESPONSE_SECRECY_CHANGED;
    UNSIGNED = REQUEST_UNSIGNED_CHANGED | RESPONSE_UNSIGNED_CHANGED;
}

/// The type of a schema: as written, or as the model reads it without one. `None` when it may be anything. Unions have rules of
/// their own, whatever they come down to.
fn of(document: &Value, map: &Map<String, Value>) -> Option<String> {
    match map.get("type") {
        Some(Value::String(kind)) => Some(kind.clone()),
        Some(other) => Some(other.to_string()),
        None if map.contains_key("oneOf") || map.contains_key("anyOf") => Some("union".to_owned()),
        None => outline(document, &Value::Object(map.clone())).kind,
    }
}

/// How far apart two types are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Difference {
    /// They are the same.
    None,
    /// Both are numbers: other keywords mean the same.
    Range,
    /// They have nothing in common.
    Kind,
    /// Both are objects, one of them any.
    Freedom,
}

/// Reports that one schema has taken the place of an entirely different one.
pub(super) fn replaced<'a>(walk: &mut Walk<'a>, site: &Site<'a>) {
    let kinds = [&site.old, &site.new].map(|node| node.as_ref().map(|node| kind(Some(node.value)).into()));
    let [before, after] = kinds;
    let message = format!("`{}` has changed its type", site.location);
    walk.report_values(CHANGED.of(site.direction), site, before, after, message);
}

/// Compares the types.
pub(super) fn changed<'a>(
    walk: &mut Walk<'a>,
    task: &Task<'a>,
    old: &Map<String, Value>,
    new: &Map<String, Value>,
) -> Difference {
    let site = &task.site;
    let (before, after) = (of(walk.old, old), of(walk.new, new));
    if before == after {
        return Difference::None;
    }
    let (from, to) = (before.as_deref(), after.as_deref());
    let fits = match site.direction {
        Direction::Response => {
            from.is_none()
                || (from, to) == (Some("number"), Some("integer"))
                // Any text is a string.
                || (task.slot.text && from == Some("string") && is_scalar(to) && is_plain(old))
        }
        _ => {
            to.is_none()
                || (from, to) == (Some("integer"), Some("number"))
                || (task.slot.text && to == Some("string") && takes_text_of(from, old, new))
                || (task.slot.text && to == Some("array") && is_scalar(from) && takes_one(walk, old, new))
        }
    };
    let rule = if fits {
        FITS.of(site.direction)
    } else {
        CHANGED.of(site.direction)
    };
    let word = |map| Value::from(kind(Some(&Value::Object(map))));
    let (shown_old, shown_new) = (word(old.clone()), word(new.clone()));
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let message = format!(
        "`{}` is now {} instead of {}",
        site.location,
        text(&shown_new),
        text(&shown_old)
    );
    let place = site.key("type");
    let place = if place.old.is_none() && place.new.is_none() {
        site
    } else {
        &place
    };
    walk.report_values(rule, place, Some(shown_old), Some(shown_new), message);
    match (from, to) {
        (Some("integer" | "number"), Some("integer" | "number")) => Difference::Range,
        _ => Difference::Kind,
    }
}

fn is_scalar(kind: Option<&str>) -> bool {
    matches!(kind, Some("string" | "integer" | "number" | "boolean"))
}

/// Whether every text is a value of a string schema as clients read it.
fn is_plain(schema: &Map<String, Value>) -> bool {
    schema
        .keys()
        .all(|key| key == "type" || super::annotations_only(key))
}

/// Whether a list takes what is written for one value: where values are text, a list of one looks the same.
fn takes_one(walk: &Walk<'_>, old: &Map<String, Value>, new: &Map<String, Value>) -> bool {
    let Some(items) = new.get("items").and_then(Value::as_object) else {
        return false;
    };
    let said = |schema: &Map<String, Value>| {
        let mut schema = schema.clone();
        schema
            .retain(|key, _| !super::annotations_only(key) && !matches!(key.as_str(), "example" | "default"));
        schema
    };
    let of_items = of(walk.new, items);
    let least = new.get("minItems").and_then(Value::as_u64);
    let same = said(old) == said(items);
    least.is_none_or(|least| least <= 1)
        && (same
            || (of_items.as_deref() == Some("string")
                && takes_text_of(of(walk.old, old).as_deref(), old, items)))
}

/// The longest text of a 64-bit integer.
const LONGEST_INTEGER: u64 = 20;

/// Whether a string schema takes every text that a scalar of type `from` is written as where values are plain text.
fn takes_text_of(from: Option<&str>, old: &Map<String, Value>, new: &Map<String, Value>) -> bool {
    let bound = |key: &str| new.get(key).and_then(Value::as_u64);
    let texts = |schema: &Map<String, Value>| -> Option<Vec<String>> {
        let values = schema.get("enum")?.as_array()?;
        Some(
            values
                .iter()
                .map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned))
                .collect(),
        )
    };
    if let Some(taken) = texts(new) {
        let sent = match from {
            Some("boolean") => Some(vec!["true".to_owned(), "false".to_owned()]),
            _ => texts(old),
        };
        return sent.is_some_and(|sent| sent.iter().all(|text| taken.contains(text)));
    }
    let numeric = |format: &Value| {
        let names = [
            "int32", "int64", "uint32", "uint64", "decimal", "float", "double", "number",
        ];
        from != Some("boolean") && format.as_str().is_some_and(|format| names.contains(&format))
    };
    matches!(from, Some("integer" | "number" | "boolean"))
        && new.get("format").is_none_or(numeric)
        && ["const", "pattern", "not"]
            .iter()
            .all(|key| !new.contains_key(*key))
        && bound("minLength").is_none_or(|least| least <= 1)
        && bound("maxLength").is_none_or(|most| most >= LONGEST_INTEGER)
}

/// Whether clients hold a schema's numbers as `u64`: its format says so, or its range.
pub(super) fn is_unsigned(node: &Node<'_>) -> bool {
    node.text("format") == Some("uint64") || has_unsigned_values(node.value)
}

/// The whole numbers that a format holds, as bits below and above zero; of `number`, how exact it is.
fn range(format: Option<&str>) -> (u8, u8) {
    match format {
        Some("int8") => (7, 7),
        Some("uint8") => (0, 8),
        Some("int16") => (15, 15),
        Some("uint16") => (0, 16),
        Some("int32" | "float") => (31, 31),
        Some("uint32") => (0, 32),
        _ => (63, 63),
    }
}

/// Compares `format`; `member` is the keyword.
pub(super) fn format<'a>(walk: &mut Walk<'a>, task: &Task<'a>, member: &Site<'a>) -> Handled {
    let site = &task.site;
    let text = |value: Option<&'a Value>| value.and_then(Value::as_str);
    let (before, after) = (text(site.before("format")), text(site.after("format")));
    let kinds = (text(site.before("type")), text(site.after("type")));
    let numeric = |kind: Option<&str>| matches!(kind, Some("integer" | "number"));
    let is = |format: Option<&str>, names: &[&str]| format.is_some_and(|format| names.contains(&format));
    let differs = |names: &[&str]| {
        let one = |format| names.iter().find(|name| is(format, &[name])).copied();
        one(before) != one(after)
    };
    let request = site.direction != Direction::Response;
    let rule = if numeric(kinds.0) || numeric(kinds.1) {
        let (sent, taken) = (range(before), range(after));
        match sent.0 <= taken.0 && sent.1 <= taken.1 {
            _ if site
                .both()
                .is_some_and(|(old, new)| is_unsigned(old) != is_unsigned(new)) =>
            {
                UNSIGNED.of(site.direction)
            }
            _ if !request => &RESPONSE_FORMAT_CHANGED,
            _ if sent == taken => return Handled::No,
            true => &REQUEST_NUMBER_WIDENED,
            false => &REQUEST_NUMBER_NARROWED,
        }
    } else if differs(&["binary"]) {
        BINARY.of(site.direction)
    } else if differs(&["password"]) {
        SECRECY.of(site.direction)
    } else {
        match (before, after) {
            _ if !request => &RESPONSE_FORMAT_CHANGED,
            (None, _) => &REQUEST_FORMAT_ADDED,
            (_, None) => &REQUEST_FORMAT_REMOVED,
            _ => &REQUEST_FORMAT_CHANGED,
        }
    };
    let shown = |format: Option<&str>| format.unwrap_or("no format").to_owned();
    let message = format!(
        "`{}` is now in {} instead of {}",
        site.location,
        shown(after),
        shown(before)
    );
    walk.report(rule, member, message);
    Handled::Yes
}
