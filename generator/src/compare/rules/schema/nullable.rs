//! `null` as a value.
//!
//! An optional property of a reply is an `Option` that reads `null` and absence alike, so for it `nullable` changes nothing. One of
//! a request is an `Option` without it and three-valued with it (`model/nulls.rs`). Anything required (and list elements, map values, whole bodies) changes between `T` and
//! `Option<T>`.

use crate::compare::rule::{Mirror, mirrors, rules};
use crate::compare::site::Site;
use crate::compare::task::{Slot, Task};
use crate::compare::walk::{Handled, Walk};

rules! {
    REQUEST_BECAME_NULLABLE = Request "request-became-nullable", Compatible, Major,
        "Old clients send values; the type is an `Option` now.";
    REQUEST_OPTIONAL_BECAME_NULLABLE = Request "request-optional-became-nullable", Compatible, Major,
        "Old clients send a value or nothing; the type is a `Nullable` now, no `Option`.";
    REQUEST_BECAME_NOT_NULLABLE = Request "request-became-not-nullable", Breaking, Major,
        "Old clients may send `null`; the type is no `Option` any more.";
    REQUEST_OPTIONAL_BECAME_NOT_NULLABLE = Request "request-optional-became-not-nullable", Breaking, Major,
        "Old clients may send `null`; the type is an `Option` now, no `Nullable`.";
    RESPONSE_BECAME_NULLABLE = Response "response-became-nullable", Breaking, Major,
        "Old clients cannot read `null` here; the type is an `Option` now.";
    RESPONSE_OPTIONAL_BECAME_NULLABLE = Response "response-optional-became-nullable", Compatible, Patch,
        "`null` is read like absence; the type was an `Option` before.";
    RESPONSE_BECAME_NOT_NULLABLE = Response "response-became-not-nullable", Compatible, Major,
        "Old clients are ready for `null`; the type is no `Option` any more.";
    RESPONSE_OPTIONAL_BECAME_NOT_NULLABLE = Response "response-optional-became-not-nullable", Compatible, Patch,
        "`null` is read like absence; the type stays an `Option`.";
}

mirrors! {
    BECAME = REQUEST_BECAME_NULLABLE | RESPONSE_BECAME_NULLABLE;
    OPTIONAL_BECAME = REQUEST_OPTIONAL_BECAME_NULLABLE | RESPONSE_OPTIONAL_BECAME_NULLABLE;
    CEASED = REQUEST_BECAME_NOT_NULLABLE | RESPONSE_BECAME_NOT_NULLABLE;
    OPTIONAL_CEASED = REQUEST_OPTIONAL_BECAME_NOT_NULLABLE | RESPONSE_OPTIONAL_BECAME_NOT_NULLABLE;
}

/// Reports that what stands at `site` has come to be null, or no longer is.
pub(super) fn report<'a>(walk: &mut Walk<'a>, site: &Site<'a>, slot: Slot, became: bool) {
    let place = &site.location;
    let (mirror, verb): (&Mirror, _) = match (became, slot.required) {
        (true, true) => (&BECAME, "may now be null"),
        (true, false) => (&OPTIONAL_BECAME, "may now be null"),
        (false, true) => (&CEASED, "can no longer be null"),
        (false, false) => (&OPTIONAL_CEASED, "can no longer be null"),
    };
    walk.report(mirror.of(site.direction), site, format!("`{place}` {verb}"));
}

/// Compares `nullable`; `member` is the keyword.
pub(super) fn compare<'a>(walk: &mut Walk<'a>, task: &Task<'a>, member: &Site<'a>) -> Handled {
    let became = match task.site.flags("nullable") {
        (false, true) => true,
        (true, false) => false,
        _ => return Handled::No,
    };
    let member = member.clone().called(&task.site.location);
    report(walk, &member, task.slot, became);
    Handled::Yes
}
