//! `additionalProperties`: what else an object may hold, and the values of maps.
//!
//! Absent, `true` and `{}` mean anything; said explicitly beside `properties`, the struct has a field for it. Readers are
//! tolerant: they ignore what they do not know, and a struct keeps what is not of the type that is documented for the rest
//! (the runtime's `Extra`). So in responses only the values of maps can break a reader. In requests, an object that becomes closed refuses what old clients could add.

use serde_json::Value;

use crate::compare::Direction;
use crate::compare::rule::{Mirror, mirrors, rules};
use crate::compare::site::{Node, Site};
use crate::compare::task::Task;
use crate::compare::walk::{Handled, Walk};

use super::{enqueue, kind};

rules! {
    REQUEST_OBJECT_CLOSED = Request "request-object-closed", Breaking, Patch,
        "Old clients may send properties that are not listed.";
    REQUEST_STRUCT_CLOSED = Request "request-struct-closed", Compatible, Patch,
        "No old client sends other properties: the struct has no field for them.";
    REQUEST_OBJECT_OPENED = Request "request-object-opened", Compatible, Patch,
        "What old clients send is still accepted.";
    REQUEST_EXTRAS_TYPED = Request "request-additional-properties-typed", Breaking, Major,
        "Old clients may send values of any type; the map's values have a type now.";
    REQUEST_STRUCT_EXTRAS_TYPED = Request "request-struct-additional-properties-typed", Compatible, Major,
        "No old client sends other properties; what may be sent besides the named ones has a type now.";
    REQUEST_EXTRAS_UNTYPED = Request "request-additional-properties-untyped", Compatible, Major,
        "What old clients send is still accepted; the map's values may be anything.";
    REQUEST_EXTRAS_KEPT = Request "request-additional-properties-kept", Compatible, Minor,
        "What old clients send is still accepted; the struct has a field for further properties now.";
    REQUEST_EXTRAS_DROPPED = Request "request-additional-properties-dropped", Compatible, Major,
        "What old clients send is still accepted; the struct's field for further properties is removed.";
    REQUEST_EXTRAS_CLOSED = Request "request-additional-properties-closed", Breaking, Major,
        "Old clients may send properties that are not listed; what held them is removed.";
    RESPONSE_OBJECT_CLOSED = Response "response-object-closed", Compatible, Patch,
        "Less is returned than old clients can read.";
    RESPONSE_OBJECT_OPENED = Response "response-object-opened", Compatible, Patch,
        "Readers ignore properties that they do not know.";
    RESPONSE_EXTRAS_TYPED = Response "response-additional-properties-typed", Compatible, Major,
        "Old clients read values of any type; the map's values have a type now.";
    RESPONSE_EXTRAS_KEPT_ASIDE = Response "response-further-values-changed", Compatible, Major,
        "What old clients cannot read among the properties that a struct does not name they keep as it came.";
    RESPONSE_EXTRAS_UNTYPED = Response "response-additional-properties-untyped", Breaking, Major,
        "Old clients cannot read values of every type; the map's values may be anything.";
    RESPONSE_EXTRAS_KEPT = Response "response-additional-properties-kept", Compatible, Minor,
        "Readers ignore properties that they do not know; the struct has a field for them now.";
    RESPONSE_EXTRAS_CLOSED = Response "response-additional-properties-closed", Compatible, Major,
        "Less is returned than old clients can read; what held further properties is removed.";
    RESPONSE_EXTRAS_DROPPED = Response "response-additional-properties-dropped", Compatible, Major,
        "Old clients can still read what is returned; the struct's field for further properties is removed.";
}

mirrors! {
    CLOSED = REQUEST_OBJECT_CLOSED | RESPONSE_OBJECT_CLOSED;
    OPENED = REQUEST_OBJECT_OPENED | RESPONSE_OBJECT_OPENED;
    TYPED = REQUEST_EXTRAS_TYPED | RESPONSE_EXTRAS_TYPED;
    UNTYPED = REQUEST_EXTRAS_UNTYPED | RESPONSE_EXTRAS_UNTYPED;
    KEPT = REQUEST_EXTRAS_KEPT | RESPONSE_EXTRAS_KEPT;
    DROPPED = REQUEST_EXTRAS_DROPPED | RESPONSE_EXTRAS_DROPPED;
    SHUT = REQUEST_EXTRAS_CLOSED | RESPONSE_EXTRAS_CLOSED;
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

/// The schema of the properties that an object holds besides those that it names, where it says what these are.
pub(super) fn values<'a>(object: Option<&Node<'a>>) -> Option<Node<'a>> {
    let values = object?.key("additionalProperties")?;
    (extras(Some(values.value)) == Extras::Typed).then_some(values)
}

/// Whether a schema names properties.
fn names_some(properties: Option<&Value>) -> bool {
    matches!(properties, Some(Value::Object(properties)) if !properties.is_empty())
}

/// Whether a schema's struct has a field for what it does not name: it has names, and says that there may be more.
fn keeps(properties: Option<&Value>, extras: Option<&Value>) -> bool {
    names_some(properties) && matches!(extras, Some(Value::Bool(true) | Value::Object(_)))
}

/// Compares `additionalProperties`; `member` is the keyword.
pub(super) fn compare<'a>(walk: &mut Walk<'a>, task: &Task<'a>, member: &Site<'a>) -> Handled {
    let site = &task.site;
    let place = &site.location;
    let key = "additionalProperties";
    let named = names_some(site.before("properties"));
    let kept = keeps(site.before("properties"), site.before(key));
    let keeps = keeps(site.after("properties"), site.after(key));
    // A struct keeps what it cannot read among them; a map has to read all.
    let kept_aside = named && site.direction == Direction::Response;
    let of_values = || kind(member.new.as_ref().map(|node| node.value));
    let (mirror, verb): (&Mirror, String) = match (extras(site.before(key)), extras(site.after(key))) {
        (Extras::Typed, Extras::Typed) => {
            return enqueue(walk, member.clone().step("{}"), task.slot.value(kept_aside));
        }
        (Extras::Open, Extras::Typed) if !named || kept => {
            (&TYPED, format!("now has values of one type: {}", of_values()))
        }
        (_, Extras::Typed) => (
            &TYPED,
            format!("may now hold other properties of one type: {}", of_values()),
        ),
        // What was a map, or had one, names its properties and says nothing of others.
        (Extras::Typed, Extras::Open)
            if site.after(key).is_none() && names_some(site.after("properties")) =>
        {
            (&SHUT, "names all its properties now".to_owned())
        }
        (Extras::Typed, Extras::Open) => (&UNTYPED, "may now hold values of any type".to_owned()),
        (_, Extras::Closed) if kept => (&SHUT, "can hold nothing else any more".to_owned()),
        (_, Extras::Open) if keeps && !kept => (&KEPT, "says that it may hold other properties".to_owned()),
        (Extras::Open, Extras::Open) if kept && !keeps => (
            &DROPPED,
            "does not say any more that it may hold other properties".to_owned(),
        ),
        (_, Extras::Closed) if extras(site.before(key)) != Extras::Closed => {
            (&CLOSED, "can hold nothing else any more".to_owned())
        }
        (Extras::Closed, Extras::Open) => (&OPENED, "may now hold other properties".to_owned()),
        _ => return Handled::No,
    };
    let rule = match mirror.of(site.direction) {
        rule if std::ptr::eq(rule, &REQUEST_EXTRAS_TYPED)
            && (extras(site.before(key)) == Extras::Closed || (named && !kept)) =>
        {
            &REQUEST_STRUCT_EXTRAS_TYPED
        }
        rule if kept_aside && std::ptr::eq(rule, &RESPONSE_EXTRAS_UNTYPED) => &RESPONSE_EXTRAS_KEPT_ASIDE,
        rule if std::ptr::eq(rule, &REQUEST_OBJECT_CLOSED) && named => &REQUEST_STRUCT_CLOSED,
        rule => rule,
    };
    walk.report(rule, member, format!("`{place}` {verb}"));
    Handled::Yes
}
