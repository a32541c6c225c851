//! What is wrong with a page of this style.

use crate::error::{Error, Place, Stage};

/// An error at a line.
pub(super) fn error(file: &str, line: usize, problem: String) -> Error {
    Error::new(
        Stage::Read,
        Place::file(file).at(line, 1),
        problem,
        "fetch the page again, it may be cut off; or bring the description that the documentation hands out: its URL with \
         `/source.json` or `/source.yaml`",
    )
}
