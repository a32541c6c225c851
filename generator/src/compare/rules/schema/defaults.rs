//! Default values. Clients never send them, so it is the server that acts differently when a value is left out; what
//! old clients send is as valid as before.

use crate::compare::rule::{mirrors, rules};
use crate::compare::site::Site;
use crate::compare::walk::{Handled, Walk};

rules! {
    REQUEST_DEFAULT_CHANGED = Request "request-default-changed", Compatible, Patch,
        "The same request is accepted; leaving the value out means something else.";
    RESPONSE_DEFAULT_CHANGED = Response "response-default-changed", Docs, Patch,
        "A value that is not there is `None`, whatever its default.";
}

mirrors! {
    CHANGED = REQUEST_DEFAULT_CHANGED | RESPONSE_DEFAULT_CHANGED;
}

/// Compares `default`; `member` is the keyword.
pub(super) fn compare<'a>(walk: &mut Walk<'a>, member: &Site<'a>) -> Handled {
    let message = format!("`{}` has another default", member.location);
    walk.report(CHANGED.of(member.direction), member, message);
    Handled::Yes
}
