//! `additionalProperties`: what else an object may hold, and the values of maps.
//!
//! Absent, `true` and `{}` mean anything. Readers are tolerant and ignore what they do not know, so in responses only
//! maps matter, whose values have a type. In requests, an object that becomes closed refuses what old clients could add.

use serde_json::Value;

use crate::compare::rule::{Mirror, mirrors, rules};
use crate::compare::site::Site;
use crate::compare::walk::{Handled, Walk};

use super::{Slot, Task, enqueue};

rules! {
    REQUEST_OBJECT_CLOSED = Request "request-object-closed", Breaking, Patch,
        "Old clients may send properties that are not listed.";
    REQUEST_OBJECT_OPENED = Request "request-object-opened", Compatible, Patch,
        "What old clients send is still accepted.";
    REQUEST_EXTRAS_TYPED = Request "request-additional-properties-typed", Breaking, Major,
        "Old clients may send values of any type; the map's values have a type now.";
    REQUEST_EXTRAS_UNTYPED = Request "request-additional-properties-untyped", Compatible, Major,
        "What old clients send is still accepted; the map's values may be anything.";
    RESPONSE_OBJECT_CLOSED = Response "response-object-closed", Compatible, Patch,
        "Less comes than old clients can read.";
    RESPONSE_OBJECT_OPENED = Response "response-object-opened", Compatible, Patch,
        "Readers ignore properties that they do not know.";
    RESPONSE_EXTRAS_TYPED = Response "response-additional-properties-typed", Compatible, Major,
        "Old clients read values of any type; the map's values have a type now.";
    RESPONSE_EXTRAS_UNTYPED = Response "response-additional-properties-untyped", Breaking, Major,
        "Old clients cannot read values of every type; the map's values may be anything.";
}

mirrors! {
    CLOSED = REQUEST_OBJECT_CLOSED | RESPONSE_OBJECT_CLOSED;
    OPENED = REQUEST_OBJECT_OPENED | RESPONSE_OBJECT_OPENED;
    TYPED = REQUEST_EXTRAS_TYPED | RESPONSE_EXTRAS_TYPED;
    UNTYPED = REQUEST_EXTRAS_UNTYPED | RESPONSE_EXTRAS_UNTYPED;
}

#[derive(PartialEq, Eq)]
enum Extras {
    Closed,
    Open,
    Typed,
}

fn extras(value: Option<&Value>) -> Extras {
    match value {
        Some(Value::Bool(false)) => Extras::Closed,
        None | Some(Value::Bool(true)) => Extras::Open,
        Some(Value::Object(schema)) if schema.is_empty() => Extras::Open,
        Some(_) => Extras::Typed,
    }
}

/// Compares `additionalProperties`; `member` is the keyword.
pub(super) fn compare<'a>(walk: &mut Walk<'a>, task: &Task<'a>, member: &Site<'a>) -> Handled {
    let site = &task.site;
    let place = &site.location;
    let key = "additionalProperties";
    let (mirror, verb): (&Mirror, _) = match (extras(site.before(key)), extras(site.after(key))) {
        (Extras::Typed, Extras::Typed) => return enqueue(walk, member.clone().step("{}"), Slot::body()),
        (Extras::Open, Extras::Typed) | (Extras::Closed, Extras::Typed) => {
            (&TYPED, "now has values of one type")
        }
        (Extras::Typed, Extras::Open) => (&UNTYPED, "may now hold values of any type"),
        (_, Extras::Closed) if extras(site.before(key)) != Extras::Closed => {
            (&CLOSED, "can hold nothing else any more")
        }
        (Extras::Closed, Extras::Open) => (&OPENED, "may now hold other properties"),
        _ => return Handled::No,
    };
    walk.report(mirror.of(site.direction), member, format!("`{place}` {verb}"));
    Handled::Yes
}
