//! A JSON pointer that grows and shrinks while a document is walked, without an allocation per step.

use std::fmt::Write as _;

use crate::pointer::push;

/// The pointer of the value being visited.
#[derive(Debug, Default)]
pub(crate) struct PointerBuffer(String);

impl PointerBuffer {
    /// The pointer of a place to start from.
    pub(crate) fn at(pointer: &str) -> Self {
        Self(pointer.to_owned())
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// Runs `inside` with the pointer extended by `token`.
    pub(crate) fn within<R>(&mut self, token: &str, inside: impl FnOnce(&mut Self) -> R) -> R {
        let length = self.0.len();
        push(&mut self.0, token);
        let result = inside(self);
        self.0.truncate(length);
        result
    }

    /// Runs `inside` with the pointer extended by the place of an item.
    pub(crate) fn within_index<R>(&mut self, index: usize, inside: impl FnOnce(&mut Self) -> R) -> R {
        let length = self.0.len();
        // Writing to a string does not fail.
        let _ = write!(self.0, "/{index}");
        let result = inside(self);
        self.0.truncate(length);
        result
    }
}
