//! OpenAPI documents as Fern's pages show them: cut from its own model of an API, one operation each.
//!
//! ```text
//! PAGE     := "# " TITLE METHOD " " URL ["Content-Type: " MEDIA] PROSE "Reference: " URL "## OpenAPI Specification" FENCE
//! FENCE    := a document of OpenAPI 3.1 of one operation (see `markdown`), in which, in the form of 2025,
//!   info.version := "endpoint_" SECTION "." ID       the title is the operation's, too
//!   tags         := [["subpackage_" SECTION, …]]     outermost section first; in the form of 2026 a plain list
//!   operationId  := ID                               as a rule one word that each section has: `list`, `get`, `update`
//!   enum         := [{value: VALUE, …}, …]           beside `type: string`
//!   servers      := nothing                          URL above is server, prefix and path
//!   security     := nothing                          credentials are header parameters
//! ```
//!
//! What is said in Fern's way is said in OpenAPI's, each time with a note; what is said in OpenAPI's way already (the form of
//! 2026 has servers and plain values) stays untouched.

mod access;
mod enums;
mod sections;
mod server;
#[cfg(test)]
mod tests;

use serde_json::{Map, Value};

use super::markdown::Fence;
use crate::note::{Note, NoteKind};

const PASS: &str = "fern";

/// Whether a document in a fence is one of Fern's.
pub(super) fn recognises(document: &Map<String, Value>) -> bool {
    version(document).is_some_and(|version| version.starts_with("endpoint_")) || sections::any(document)
}

/// Says in OpenAPI's words what a fence's document says in Fern's.
pub(super) fn settle(document: &mut Map<String, Value>, fence: &Fence<'_>, notes: &mut Vec<Note>) {
    server::from_address(document, fence, notes);
    enums::plain_values(document, notes);
    if !recognises(document) {
        return;
    }
    sections::name(document, notes);
    access::from_parameters(document, notes);
    let is_operations = version(document).is_some_and(|version| version.starts_with("endpoint_"));
    if let Some(Value::Object(info)) = document.get_mut("info").filter(|_| is_operations) {
        info.insert("version".to_owned(), "unspecified".into());
        notes.push(Note::new(
            NoteKind::Inferred,
            PASS,
            "/info",
            "the page names no API and no version; the title is its first operation's",
        ));
    }
}

fn version(document: &Map<String, Value>) -> Option<&str> {
    document.get("info")?.get("version")?.as_str()
}
