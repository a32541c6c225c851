//! Limits: steps, lengths, counts, patterns; the bounds of ranges are `bounds`'. Clients neither check nor know them, so importers see documentation only
//! and answers cannot break a reader; a server that takes less than before refuses what old clients may send.

use serde_json::Value;

use crate::compare::rule::rules;
use crate::compare::site::Site;
use crate::compare::walk::{Handled, Walk};
use crate::compare::{Direction, Rule};

rules! {
    REQUEST_RANGE_TIGHTENED = Request "request-range-tightened", Breaking, Patch,
        "Old clients may send numbers outside the range.";
    REQUEST_RANGE_LOOSENED = Request "request-range-loosened", Compatible, Patch,
        "What old clients send is still in range.";
    RESPONSE_RANGE_CHANGED = Response "response-range-changed", Compatible, Patch, "Clients do not check ranges.";
    REQUEST_LENGTH_TIGHTENED = Request "request-length-tightened", Breaking, Patch,
        "Old clients may send strings that are too short or too long.";
    REQUEST_LENGTH_LOOSENED = Request "request-length-loosened", Compatible, Patch,
        "What old clients send is still long or short enough.";
    RESPONSE_LENGTH_CHANGED = Response "response-length-changed", Compatible, Patch, "Clients do not check lengths.";
    REQUEST_ITEM_COUNT_TIGHTENED = Request "request-item-count-tightened", Breaking, Patch,
        "Old clients may send too many or too few, or repeat some.";
    REQUEST_ITEM_COUNT_LOOSENED = Request "request-item-count-loosened", Compatible, Patch,
        "What old clients send is still accepted.";
    RESPONSE_ITEM_COUNT_CHANGED = Response "response-item-count-changed", Compatible, Patch,
        "Lists of any length are read.";
    REQUEST_PROPERTY_COUNT_TIGHTENED = Request "request-property-count-tightened", Breaking, Patch,
        "Old clients may send too many or too few.";
    REQUEST_PROPERTY_COUNT_LOOSENED = Request "request-property-count-loosened", Compatible, Patch,
        "What old clients send is still accepted.";
    RESPONSE_PROPERTY_COUNT_CHANGED = Response "response-property-count-changed", Compatible, Patch,
        "Objects of any size are read.";
    REQUEST_PATTERN_ADDED = Request "request-pattern-added", Breaking, Patch,
        "Old clients may send strings that do not match.";
    REQUEST_PATTERN_CHANGED = Request "request-pattern-changed", Breaking, Patch,
        "Old clients may send strings that do not match; whether one pattern includes another cannot be told.";
    REQUEST_PATTERN_REMOVED = Request "request-pattern-removed", Compatible, Patch,
        "What old clients send is still accepted.";
    RESPONSE_PATTERN_CHANGED = Response "response-pattern-changed", Compatible, Patch, "Clients do not check patterns.";
}

/// How a keyword limits.
enum Limit {
    /// Smaller is tighter.
    Upper,
    /// Larger is tighter; absent is the same as zero.
    Lower,
    /// `true` is tighter.
    Flag,
    /// A multiple of the old value is tighter.
    Multiple,
}

/// Compares a limit; `member` is the keyword `key`.
pub(super) fn compare<'a>(walk: &mut Walk<'a>, member: &Site<'a>, key: &str) -> Handled {
    let place = &member.location;
    if key == "pattern" {
        let (rule, verb): (&'static Rule, _) = match (&member.old, &member.new) {
            _ if member.direction == Direction::Response => {
                (&RESPONSE_PATTERN_CHANGED, "has another pattern")
            }
            (None, _) => (&REQUEST_PATTERN_ADDED, "must match a pattern now"),
            (_, None) => (&REQUEST_PATTERN_REMOVED, "need not match a pattern any more"),
            _ => (&REQUEST_PATTERN_CHANGED, "must match another pattern"),
        };
        walk.report(rule, member, format!("`{place}` {verb}"));
        return Handled::Yes;
    }
    let limit = match key {
        "maxLength" | "maxItems" | "maxProperties" => Limit::Upper,
        "minLength" | "minItems" | "minProperties" => Limit::Lower,
        "multipleOf" => Limit::Multiple,
        _ => Limit::Flag,
    };
    let old = member.old.as_ref().map(|node| node.value);
    let new = member.new.as_ref().map(|node| node.value);
    let Some(tighter) = tighter(&limit, old, new) else {
        return Handled::No;
    };
    let [tightened, loosened, changed]: [&'static Rule; 3] = match key {
        "minLength" | "maxLength" => [
            &REQUEST_LENGTH_TIGHTENED,
            &REQUEST_LENGTH_LOOSENED,
            &RESPONSE_LENGTH_CHANGED,
        ],
        "minItems" | "maxItems" | "uniqueItems" => [
            &REQUEST_ITEM_COUNT_TIGHTENED,
            &REQUEST_ITEM_COUNT_LOOSENED,
            &RESPONSE_ITEM_COUNT_CHANGED,
        ],
        "minProperties" | "maxProperties" => [
            &REQUEST_PROPERTY_COUNT_TIGHTENED,
            &REQUEST_PROPERTY_COUNT_LOOSENED,
            &RESPONSE_PROPERTY_COUNT_CHANGED,
        ],
        _ => [
            &REQUEST_RANGE_TIGHTENED,
            &REQUEST_RANGE_LOOSENED,
            &RESPONSE_RANGE_CHANGED,
        ],
    };
    let rule = match member.direction {
        Direction::Response => changed,
        _ if tighter => tightened,
        _ => loosened,
    };
    let word = |value: Option<&Value>| value.map_or_else(|| "none".to_owned(), Value::to_string);
    let mut site = member.clone();
    site.anchor = format!("{}#{key}", site.anchor);
    walk.report(
        rule,
        &site,
        format!(
            "the `{key}` of `{place}` is now {} instead of {}",
            word(new),
            word(old)
        ),
    );
    Handled::Yes
}

/// Whether the new limit lets less through than the old one; `None` when both let the same through.
fn tighter(limit: &Limit, old: Option<&Value>, new: Option<&Value>) -> Option<bool> {
    let number = |value: Option<&Value>, absent: f64| match value {
        None => Some(absent),
        Some(value) => value.as_f64(),
    };
    let ordered = |absent: f64, larger_is_tighter: bool| match (number(old, absent), number(new, absent)) {
        (Some(old), Some(new)) if old == new => None,
        (Some(old), Some(new)) => Some((new > old) == larger_is_tighter),
        // Not a number: what it means is unknown, so the worse is assumed.
        _ => Some(true),
    };
    match limit {
        Limit::Upper => ordered(f64::INFINITY, false),
        Limit::Lower => ordered(0.0, true),
        Limit::Flag => match (old == Some(&Value::Bool(true)), new == Some(&Value::Bool(true))) {
            (true, false) => Some(false),
            (false, true) => Some(true),
            _ if is_flag(old) && is_flag(new) => None,
            _ => Some(true),
        },
        Limit::Multiple => match (old.map(Value::as_f64), new.map(Value::as_f64)) {
            (Some(Some(old)), Some(Some(new))) if old == new => None,
            (Some(Some(old)), Some(Some(new))) => Some(old % new != 0.0),
            (_, new) => Some(new.is_some()),
        },
    }
}

fn is_flag(value: Option<&Value>) -> bool {
    value.is_none_or(Value::is_boolean)
}
