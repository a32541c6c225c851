//! `readOnly` and `writeOnly`: properties that travel one way only (OpenAPI 3.0.3, Schema Object). The types of requests
//! have no read-only fields and those of responses no write-only ones, so the keyword adds and removes fields.
//!
//! A server that no longer wants a property should ignore it, so sending it on is compatible.

use crate::compare::Direction;
use crate::compare::rule::{mirrors, rules};
use crate::compare::site::Site;
use crate::compare::task::Task;
use crate::compare::walk::{Handled, Walk};

rules! {
    REQUEST_BECAME_READ_ONLY = Request "request-property-became-read-only", Compatible, Major,
        "What old clients send is ignored; the setter is removed.";
    REQUEST_CEASED_READ_ONLY = Request "request-property-became-not-read-only", Compatible, Minor,
        "Old clients leave it out; there is a setter now.";
    REQUEST_REQUIRED_CEASED_READ_ONLY = Request "request-required-property-became-not-read-only", Breaking, Major,
        "Old clients leave out what is now needed; old code fails at `send()`.";
    RESPONSE_BECAME_WRITE_ONLY = Response "response-property-became-write-only", Compatible, Major,
        "Old clients are ready for its absence; the field is removed.";
    RESPONSE_REQUIRED_BECAME_WRITE_ONLY = Response "response-required-property-became-write-only", Breaking, Major,
        "Old clients cannot read an answer without it; the field is removed.";
    RESPONSE_CEASED_WRITE_ONLY = Response "response-property-became-not-write-only", Compatible, Minor,
        "Readers ignore properties that they do not know.";
    REQUEST_WRITE_ONLY_CHANGED = Request "request-write-only-changed", Docs, Patch,
        "It is sent as before; the response says what is not returned.";
    RESPONSE_READ_ONLY_CHANGED = Response "response-read-only-changed", Docs, Patch,
        "It is returned as before; the request says what is not sent.";
    REQUEST_HIDDEN_CHANGED = Request "request-read-only-property-changed", Docs, Patch,
        "Read-only properties are not part of requests.";
    RESPONSE_HIDDEN_CHANGED = Response "response-write-only-property-changed", Docs, Patch,
        "Write-only properties are not part of responses.";
}

mirrors! {
    HIDDEN = REQUEST_HIDDEN_CHANGED | RESPONSE_HIDDEN_CHANGED;
}

/// Reports a difference in a property that does not travel in this direction.
pub(super) fn hidden<'a>(walk: &mut Walk<'a>, site: &Site<'a>) {
    let message = format!(
        "`{}` has changed, but is not part of the {}",
        site.location, site.direction
    );
    walk.report(HIDDEN.of(site.direction), site, message);
}

/// Compares `readOnly` or `writeOnly`; `member` is the keyword `key`.
pub(super) fn compare<'a>(walk: &mut Walk<'a>, task: &Task<'a>, member: &Site<'a>, key: &str) -> Handled {
    let place = &task.site.location;
    let required = task.slot.required;
    let (rule, verb) = match (key, task.site.flags(key), task.site.direction) {
        (_, (false, false) | (true, true), _) => return Handled::No,
        ("readOnly", (false, true), Direction::Request) => (&REQUEST_BECAME_READ_ONLY, "is no longer sent"),
        ("readOnly", _, Direction::Request) if required => {
            (&REQUEST_REQUIRED_CEASED_READ_ONLY, "must now be sent")
        }
        ("readOnly", _, Direction::Request) => (&REQUEST_CEASED_READ_ONLY, "may now be sent"),
        ("readOnly", (false, true), _) => (&RESPONSE_READ_ONLY_CHANGED, "can no longer be sent"),
        ("readOnly", ..) => (&RESPONSE_READ_ONLY_CHANGED, "can now be sent"),
        (_, (false, true), Direction::Response) if required => {
            (&RESPONSE_REQUIRED_BECAME_WRITE_ONLY, "is no longer returned")
        }
        (_, (false, true), Direction::Response) => (&RESPONSE_BECAME_WRITE_ONLY, "is no longer returned"),
        (_, _, Direction::Response) => (&RESPONSE_CEASED_WRITE_ONLY, "is now returned"),
        (_, (false, true), _) => (&REQUEST_WRITE_ONLY_CHANGED, "is no longer returned"),
        _ => (&REQUEST_WRITE_ONLY_CHANGED, "is now returned"),
    };
    walk.report(rule, member, format!("`{place}` {verb}"));
    Handled::Yes
}
