//! Redocly's pages as Markdown: an operation as lists of its fields.
//!
//! ```text
//! PAGE    := { "# " TITLE PROSE "Endpoint: " METHOD " " PATH ["Version: " V] ["Security: " SCHEMES] ["Deprecated: " BOOL] { SECTION } }
//! SCHEMES := ALL { ", " ALL }        ALL := SCHEME { " AND " SCHEME }        SCHEME := NAME [" (" SCOPES ")"]
//! SECTION := "## " ("Path" | "Query" | "Header" | "Cookie") " parameters:" { ITEM }
//!          | "## Request fields (" MEDIA "):" { ITEM }
//!          | "## Response " STATUS " fields" [" (" MEDIA "):"] { ITEM }       without MEDIA: a reply without content
//! ITEM    := "- `" NAME "` (" TYPE { "," TYPE } [", required"] ")" { "Enum: " JSON-LIST | "Example: " JSON | "Default: " JSON | TEXT }
//! TYPE    := WORD ["<" FORMAT ">"] | "array<" TYPE ">" | TYPE " | " TYPE
//! NAME    := { PARENT "." } FIELD                       a parent is an item above; a field's own name may hold dots
//! ```
//!
//! The page does not say where the server is, what kind of scheme a name is, whether a body is an object or a list of
//! them, and what the elements of a list without fields are: each is noted. A webhook has a name in place of the path.

mod document;
mod fields;
mod page;
mod security;
#[cfg(test)]
mod tests;

use super::front_matter::PageText;
use super::{Parts, Style, merge};
use crate::error::{Place, Result};
use crate::note::Note;

const PASS: &str = "redocly";

/// Whether a page is of this style: a line names the endpoint, and one below it the version, the security or a section.
pub(super) fn recognises(page: &PageText<'_>) -> bool {
    let mut lines = page.text.lines();
    while let Some(line) = lines.next() {
        if page::endpoint(line).is_some() {
            let mut below = lines.clone().filter(|line| !line.trim().is_empty());
            return below.next().is_some_and(|line| {
                ["Version:", "Security:", "Deprecated:", "## "]
                    .iter()
                    .any(|start| line.starts_with(start))
            });
        }
    }
    false
}

/// Reads the page.
///
/// # Errors
///
/// A section or an item that the style does not have, or a page without a reply: it was cut off.
pub(super) fn read(file: &str, page: &PageText<'_>, notes: &mut Vec<Note>) -> Result<Parts> {
    let mut parts = Vec::new();
    for operation in page::operations(file, &page.text)? {
        let place = Place::file(file).at(operation.line, 1);
        let document = document::document(file, &operation, notes)?;
        parts.push(merge::Part::at(document, place));
    }
    Ok((Style::Redocly, parts))
}
