//! The text of a rendered reference page.

use super::Draft;
use crate::Result;

/// Whether a text is of this style.
pub(super) fn recognises(_text: &str) -> bool {
    false
}

/// Reads the page.
pub(super) fn read(file: &str, text: &str) -> Result<Draft> {
    super::openapi::read(file, text)
}
