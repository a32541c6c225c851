//! What a client neither checks nor sends becomes documentation: bounds, patterns, formats, defaults; closed
//! objects are opened.
//!
//! Before: `{type: string, maxLength: 255, default: write}`.
//! After: `{type: string, description: "Length: at most 255.\n\nDefault: `write`."}`.

use serde_json::{Value, json};

use super::Cx;
use super::schema::{all_mut, describe, is_binary, is_struct, is_true, object_mut, required, type_of};
use crate::model::Format;
use crate::note::NoteKind;
use crate::openapi::schema::is_limit;
use crate::pass::Pass;
use crate::words;
use crate::words::name;

pub(super) const PASS: Pass = Pass {
    id: "open",
    why: "a reply with a new property or a longer text must not break a deployed client, and only the server knows \
          its own limits and defaults",
    run: |document, log| run(&mut Cx { document, log }),
};

/// Marks a property of no type because nobody says what it is, which is no file in a form.
pub(super) const UNDESCRIBED: &str = "x-undescribed";

fn run(cx: &mut Cx<'_, '_>) {
    let (mut notes, mut inexact) = (Vec::new(), Vec::new());
    all_mut(cx.document, &mut |pointer, schema| {
        inexact.extend(beyond(schema).map(|what| (pointer.to_owned(), what)));
        for line in facets(schema) {
            describe(schema, &line);
        }
        for name in undescribed(schema) {
            notes.push((pointer.to_owned(), name));
        }
        if has_unsigned_values(schema) {
            object_mut(schema).insert("format".into(), "uint64".into());
        }
        open(schema);
    });
    for (pointer, name) in notes {
        let what = format!(
            "{name} is required and not described: it is what further properties are",
            name = words::name(&name)
        );
        cx.note(NoteKind::Inferred, pointer, what);
    }
    for (pointer, what) in inexact {
        cx.note(NoteKind::Lowered, pointer, what);
    }
}

/// What of a number's values the type that it gets cannot hold, or not to the digit.
fn beyond(schema: &Value) -> Option<&'static str> {
    let format = schema.get("format").and_then(Value::as_str);
    let bound = |key: &str| schema.get(key).and_then(Value::as_f64);
    let is_below = |low: f64| low < -SIGNED_MOST;
    let listed = schema.get("enum").and_then(Value::as_array).into_iter().flatten();
    let most = listed.filter_map(Value::as_f64).reduce(f64::max);
    match type_of(schema)? {
        "integer" if format == Some("uint64") || has_unsigned_values(schema) => {
            let is_above = bound("maximum").is_some_and(|high| high > UNSIGNED_MOST);
            is_above
                .then_some("whole numbers from 2^64 on are not held by the type, a `u64`, and are refused")
        }
        "integer" => {
            let is_above = bound("maximum").or(most).is_some_and(|high| high > SIGNED_MOST);
            (is_above || bound("minimum").is_some_and(is_below))
                .then_some("whole numbers beyond 64 bits with a sign are not held by the type, an `i64`, and are refused")
        }
        "number" => matches!(format, Some("int64" | "uint64"))
            .then_some("the type is `number`, an `f64`: whole numbers from 2^53 on lose digits"),
        _ => None,
    }
}

/// Adds the properties that an object has to have and does not describe, and names them: a request could not be sent without.
fn undescribed(schema: &mut Value) -> Vec<String> {
    if !is_struct(schema) || schema.get("additionalProperties") == Some(&Value::Bool(false)) {
        return Vec::new();
    }
    let names: Vec<String> = required(schema)
        .into_iter()
        .filter(|name| schema["properties"].get(name).is_none())
        .map(str::to_owned)
        .collect();
    let each = schema.get("additionalProperties").filter(|each| each.is_object());
    let each = each.cloned().unwrap_or_else(|| json!({UNDESCRIBED: true}));
    for name in &names {
        schema["properties"][name] = each.clone();
    }
    names
}

/// `i64::MAX` as a program with doubles only writes it.
const SIGNED_MOST: f64 = 9_223_372_036_854_776_000.0;

/// `u64::MAX`, likewise.
const UNSIGNED_MOST: f64 = 18_446_744_073_709_552_000.0;

/// Whether an integer is never negative, and can be too large for an `i64`, whatever its format says.
pub(crate) fn has_unsigned_values(schema: &Value) -> bool {
    if type_of(schema) != Some("integer") {
        return false;
    }
    let is_unsigned = |value: &Value| value.is_u64();
    match schema.get("enum").and_then(Value::as_array) {
        Some(values) => {
            let mut told = values.iter().filter(|value| !value.is_null());
            told.clone().all(is_unsigned) && told.any(|value| !value.is_i64())
        }
        None => {
            let bound = |key: &str| schema.get(key).and_then(Value::as_f64);
            bound("minimum").is_some_and(|low| low >= 0.0)
                && bound("maximum").is_some_and(|high| high > SIGNED_MOST)
        }
    }
}

fn open(schema: &mut Value) {
    let structure = is_struct(schema);
    let kind = type_of(schema).map(str::to_owned);
    let password = schema.get("format").is_some_and(|format| format == "password");
    let typed = has_type(schema);
    let object = object_mut(schema);
    // A value that may be left out is one that may be sent, so it can be shown.
    if let Some(default) = object
        .get("default")
        .filter(|default| !default.is_null())
        .cloned()
    {
        object.entry("example").or_insert(default);
    }
    object.retain(|key, _| key != "default" && !is_limit(key));
    if !structure {
        // A map has no fields to be required; the engine would make a struct without any of it in a union.
        object.remove("required");
    }
    if !typed {
        object.remove("format");
    }
    if password {
        object.insert("x-secret".into(), true.into());
    }
    match object.get_mut("additionalProperties") {
        // What the page says there may be is kept; where it says nothing, what comes beyond it is ignored.
        Some(anything @ Value::Bool(true)) if structure => *anything = json!({}),
        Some(Value::Bool(allowed)) => {
            // Told apart by it, but not refused for it.
            let closed = structure && !*allowed;
            object.remove("additionalProperties");
            if closed {
                object.insert("x-closed".into(), true.into());
            }
        }
        _ => {}
    }
    if kind.as_deref() == Some("number") && integers(object.get("enum")) {
        object.insert("type".into(), "integer".into());
    }
    if kind.as_deref() != Some("string")
        && let Some(values) = object.remove("enum")
        && matches!(kind.as_deref(), Some("integer" | "number" | "boolean"))
    {
        // A union's members may be told apart by them.
        object.insert("x-values".into(), values);
    }
}

/// Whether the format makes another type of a schema.
fn has_type(schema: &Value) -> bool {
    let format = schema.get("format").and_then(Value::as_str);
    match type_of(schema) {
        Some("string") => is_binary(schema) || format.and_then(Format::named).is_some(),
        Some("integer") => matches!(format, Some("int32" | "uint32" | "uint64")),
        Some("number") => format.and_then(Format::of_number).is_some(),
        _ => false,
    }
}

fn integers(values: Option<&Value>) -> bool {
    values
        .and_then(Value::as_array)
        .is_some_and(|values| values.iter().all(Value::is_i64))
}

/// The sentences that say what is dropped.
pub(super) fn facets(schema: &Value) -> Vec<String> {
    let mut lines = Vec::new();
    let number = |key: &str| schema.get(key).filter(|value| value.is_number());
    let mut range = |label: &str, low: Option<&Value>, high: Option<&Value>| match (low, high) {
        (Some(low), Some(high)) if low == high => lines.push(format!("{label}: {low}.")),
        (Some(low), Some(high)) => lines.push(format!("{label}: {low} to {high}.")),
        (Some(low), None) => lines.push(format!("{label}: at least {low}.")),
        (None, Some(high)) => lines.push(format!("{label}: at most {high}.")),
        (None, None) => {}
    };
    range("Length", number("minLength"), number("maxLength"));
    range("Items", number("minItems"), number("maxItems"));
    range("Properties", number("minProperties"), number("maxProperties"));
    let low = number("minimum").filter(|_| !is_true(schema, "exclusiveMinimum"));
    let high = number("maximum").filter(|_| !is_true(schema, "exclusiveMaximum"));
    range("Range", low, high);
    if let (Some(low), true) = (number("minimum"), is_true(schema, "exclusiveMinimum")) {
        lines.push(format!("Greater than {low}."));
    }
    if let (Some(high), true) = (number("maximum"), is_true(schema, "exclusiveMaximum")) {
        lines.push(format!("Less than {high}."));
    }
    if let Some(step) = number("multipleOf") {
        lines.push(format!("A multiple of {step}."));
    }
    let required = schema.get("required").and_then(Value::as_array);
    if let Some(names) = required.filter(|names| !is_struct(schema) && !names.is_empty()) {
        let names: Vec<String> = names.iter().map(|name| code(&plain(name))).collect();
        lines.push(format!("Required: {}.", names.join(", ")));
    }
    if is_true(schema, "uniqueItems") {
        lines.push("Each item at most once.".into());
    }
    if let Some(pattern) = schema.get("pattern").and_then(Value::as_str) {
        lines.push(format!("Pattern: {}.", code(pattern)));
    }
    if let Some(format) = schema.get("format").and_then(Value::as_str) {
        lines.extend(format_line(type_of(schema), format));
    }
    let values = schema.get("enum").and_then(Value::as_array);
    if let Some(values) = values.filter(|_| type_of(schema) != Some("string")) {
        let values: Vec<String> = values.iter().map(|value| code(&plain(value))).collect();
        lines.push(format!("One of: {}.", values.join(", ")));
    }
    match schema.get("default") {
        None | Some(Value::Null) => {}
        Some(default) => lines.push(format!("Default: {}.", code(&plain(default)))),
    }
    lines
}

fn format_line(kind: Option<&str>, format: &str) -> Option<String> {
    match (kind, format) {
        (Some("integer"), "int32" | "int64" | "uint32" | "uint64")
        | (Some("number"), "float" | "double" | "decimal" | "decimal128") => None,
        (_, "binary" | "password") => None,
        // The type says it.
        (Some("string"), format) if Format::named(format).is_some() => None,
        (_, format) if format.trim().is_empty() => None,
        (_, format) => Some(format!("Format: {}.", code(format))),
    }
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// A value as inline code; blanks around it are no part of it.
fn code(text: &str) -> String {
    match text.trim() {
        "" => "empty".into(),
        text => name(text),
    }
}
