//! What is checked before the passes: that every reference leads somewhere.

use serde_json::Value;

use crate::error::{Error, Place, Result, Stage};
use crate::lift::Canonical;
use crate::openapi::{read, reference};
use crate::pointer::resolve;
use crate::words;

/// Refuses references to other documents, references to nothing, and circles of references.
pub(super) fn references(canonical: &Canonical) -> Result<()> {
    let document = &canonical.document;
    let mut wrong = None;
    read(document, &mut |_, pointer, value| {
        let reference = reference::of(value).filter(|_| wrong.is_none());
        if let Some(Err((problem, remedy))) = reference.map(|reference| follow(reference, document)) {
            let place = Place::file(&canonical.file).pointer(pointer);
            wrong = Some(Error::new(Stage::Model, place, problem, remedy));
        }
    });
    wrong.map_or(Ok(()), Err)
}

fn follow(reference: &str, document: &Value) -> std::result::Result<(), (String, &'static str)> {
    let mut next = reference;
    let mut seen = vec![reference];
    loop {
        if !next.starts_with('#') {
            return Err((
                format!("{next} refers to another document", next = words::name(next)),
                "bundle the page into one document first",
            ));
        }
        let Some(found) = resolve(document, next) else {
            return Err((
                format!("{next} refers to nothing", next = words::name(next)),
                "add what it refers to, or remove it in the overlay",
            ));
        };
        match reference::of(found) {
            Some(again) if seen.contains(&again) => {
                return Err((
                    format!("{next} refers to itself", next = words::name(next)),
                    "write out one of the references in the overlay",
                ));
            }
            Some(again) => {
                seen.push(again);
                next = again;
            }
            None => return Ok(()),
        }
    }
}
