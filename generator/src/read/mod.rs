//! Page → draft: a document in whatever OpenAPI version the page had.

mod components;
mod markdown;
mod merge;
mod mintlify;
mod mintlify_endpoint;
mod openapi;
mod reference;
#[cfg(test)]
mod tests;
mod text;
mod value;
pub(crate) mod yaml;

use serde_json::Value;

use crate::{Error, Note, Place, Result, Source, Sources, Stage};

/// How a page presents its API. Recognised by content, never by vendor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Style {
    /// A bare Swagger 2.0, OpenAPI 3.0 or 3.1 document, YAML or JSON.
    OpenApi,
    /// OpenAPI documents in fences of a Markdown page.
    Mintlify,
    /// Expanded "endpoint" forms in fences of a Markdown page.
    MintlifyEndpoint,
    /// The text of a rendered reference page.
    Reference,
}

/// A page as a document, before any version is lowered or any correction applied.
#[derive(Debug, Clone)]
pub struct Draft {
    /// The page's name, for messages.
    pub file: String,
    /// The page's style.
    pub style: Style,
    /// Swagger 2.0, OpenAPI 3.0.x or 3.1.x; `swagger` or `openapi` at its root says which.
    pub document: Value,
    /// What reading inferred or ignored.
    pub notes: Vec<Note>,
}

/// Reads a page of any style.
///
/// # Errors
///
/// A page that no style recognises, or that its style cannot read whole.
pub fn read(page: &Source) -> Result<Draft> {
    let mut notes = Vec::new();
    let (style, parts) = parts(page, &mut notes)?;
    let document = Value::Object(merge::merge(parts, &mut notes)?);
    Ok(Draft {
        file: page.name.clone(),
        style,
        document,
        notes,
    })
}

/// Reads a vendor's pages into one document.
///
/// # Errors
///
/// No page, and as [`read`].
pub fn read_all(sources: &Sources) -> Result<Draft> {
    let mut all = Vec::new();
    let mut notes = Vec::new();
    let mut styles = Vec::new();
    for page in &sources.pages {
        let (style, parts) = parts(page, &mut notes)?;
        styles.push(style);
        all.extend(parts);
    }
    let Some(style) = styles.first() else {
        return Err(Error::new(
            Stage::Read,
            Place::file(sources.origin()),
            "there is no page",
            "bring the vendor's page, or the pages of its documentation site",
        ));
    };
    let document = Value::Object(merge::merge(all, &mut notes)?);
    Ok(Draft {
        file: sources.origin().to_owned(),
        style: *style,
        document,
        notes,
    })
}

/// The documents of a page: as many as it has fences, or the one that it is.
fn parts(page: &Source, notes: &mut Vec<Note>) -> Result<(Style, Vec<merge::Part>)> {
    let text = text::text(page)?;
    let file = page.name.as_str();
    if openapi::recognises(text) {
        return whole(openapi::read(file, text)?, notes);
    }
    if reference::recognises(text) {
        return whole(reference::read(file, text)?, notes);
    }
    let fences = markdown::fences(file, text)?;
    if fences.is_empty() {
        return Err(unrecognised(file, text));
    }
    let mut styles = Vec::new();
    let mut parts = Vec::new();
    for fence in &fences {
        let place = Place::file(file).at(fence.line, 1);
        let document = yaml::parse(file, Stage::Read, fence.body, fence.line + 1)?;
        let (style, document) = if mintlify_endpoint::recognises(&document) {
            (
                Style::MintlifyEndpoint,
                mintlify_endpoint::read(file, document, fence, notes)?,
            )
        } else {
            let mut document = openapi::check(document, place.clone(), notes)?;
            mintlify::add_words(&mut document, fence, notes);
            (Style::Mintlify, document)
        };
        styles.push(style);
        parts.push(merge::Part { document, place });
    }
    // The first says which style the page has; each is read as what it is.
    Ok((styles[0], parts))
}

/// A page that is one document.
fn whole(draft: Draft, notes: &mut Vec<Note>) -> Result<(Style, Vec<merge::Part>)> {
    let place = Place::file(&draft.file);
    let Value::Object(document) = draft.document else {
        return Err(Error::new(
            Stage::Read,
            place,
            "not an object, so not an API description",
            "bring an OpenAPI document",
        ));
    };
    notes.extend(draft.notes);
    Ok((draft.style, vec![merge::Part { document, place }]))
}

fn unrecognised(file: &str, text: &str) -> Error {
    let opening = text
        .trim_start()
        .get(..15)
        .unwrap_or_default()
        .to_ascii_lowercase();
    let (problem, remedy) = if opening.starts_with("<!doctype html") || opening.starts_with("<html") {
        (
            "an HTML page, not the text of one",
            "fetch the page as Markdown (`.md`), or save the text that a browser shows",
        )
    } else {
        (
            "no API description was found: no `openapi` or `swagger` key, no YAML fence, no `Request` section",
            "bring an OpenAPI document, a Markdown page with one in a fence, or the text of a reference page",
        )
    };
    Error::new(Stage::Read, Place::file(file).at(1, 1), problem, remedy)
}
