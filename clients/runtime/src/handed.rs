//! A value between a deserializer that holds it and a union that decides what it is.

use std::cell::Cell;

use serde::de::{Error, Visitor};
use serde_json::Value;

use crate::digits::{Digits, Exact};

/// By this name an [`Undecided`](crate::Undecided) asks for its value as it is.
pub(crate) const NAME: &str = "$specloom::undecided";

/// Whether the newtype that is asked for is an [`Undecided`](crate::Undecided).
pub(crate) fn is(name: &'static str) -> bool {
    name == NAME
}

/// A value on its way.
pub(crate) enum Handed {
    /// For good.
    Given(Exact),
    /// To be given back, by [`give_back`].
    Lent(Exact),
}

thread_local! {
    /// A value between a deserializer that holds it and the [`Undecided`](crate::Undecided) that has asked for it: serde's visitors take no
    /// values, and rebuilding it at each level would cost its size times the depth.
    static HANDED_OVER: Cell<Option<Handed>> = const { Cell::new(None) };
}

/// Gives a value to the visitor of an [`Undecided`](crate::Undecided).
pub(crate) fn give<'de, V: Visitor<'de>, E: Error>(value: Exact, visitor: V) -> Result<V::Value, E> {
    HANDED_OVER.set(Some(Handed::Given(value)));
    visitor.visit_unit()
}

/// Gives a value to the visitor of an [`Undecided`](crate::Undecided), and takes it back.
pub(crate) fn lend<'de, V: Visitor<'de>, E: Error>(
    value: &mut Value,
    digits: Option<Digits>,
    visitor: V,
) -> Result<V::Value, E> {
    HANDED_OVER.set(Some(Handed::Lent((value.take(), digits))));
    let read = visitor.visit_unit();
    if let Some(Handed::Lent((back, _))) = HANDED_OVER.take() {
        *value = back;
    }
    read
}

/// What has been handed over to the visitor that asks; `None` by a deserializer that is not ours.
pub(crate) fn taken() -> Option<Handed> {
    HANDED_OVER.take()
}

/// Gives back what was lent.
pub(crate) fn give_back(value: Value) {
    HANDED_OVER.set(Some(Handed::Lent((value, None))));
}
