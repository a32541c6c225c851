//! Page → draft: a document in whatever OpenAPI version the page had.
//!
//! Styles are told by content, in the order of [`STYLES`]; the first that recognises a page reads it whole or refuses it. A
//! page that none recognises is refused by [`unread`], which names what it is and the way out.

mod components;
mod docusaurus;
mod fenced;
#[cfg(test)]
mod fenced_tests;
mod fern;
mod front_matter;
mod html;
mod json_object;
mod markdown;
mod merge;
mod mintlify;
mod mintlify_endpoint;
mod openapi;
mod operations;
mod postman;
mod redocly;
mod reference;
mod repeated_ids;
#[cfg(test)]
mod tests;
mod text;
mod unread;
mod value;
pub(crate) mod yaml;

use serde_json::Value;

use self::front_matter::Page;
use crate::{Error, Note, Place, Result, Source, Sources, Stage};

/// How a page presents its API. Recognised by content, never by vendor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Style {
    /// A bare Swagger 2.0, OpenAPI 3.0 or 3.1 document, YAML or JSON.
    OpenApi,
    /// OpenAPI documents in fences of a Markdown page.
    Mintlify,
    /// The same, cut from Fern's model of an API and in part in its words.
    Fern,
    /// Expanded "endpoint" forms in fences of a Markdown page.
    MintlifyEndpoint,
    /// The text of a rendered reference page.
    Reference,
    /// A description in a script of an HTML page.
    Html,
    /// An operation packed into the front matter of a page's source.
    Docusaurus,
    /// The fields of an operation as lists.
    Redocly,
    /// A collection of saved requests and replies.
    Postman,
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

/// A page style: how it is told, and how it is read.
struct PageStyle {
    recognises: fn(&Page<'_>) -> bool,
    read: fn(&str, &Page<'_>, &mut Vec<Note>) -> Result<Parts>,
}

/// The documents of a page: as many as it has fences, or the one that it is.
type Parts = (Style, Vec<merge::Part>);

/// All styles, in the order in which they are asked: the narrower first.
const STYLES: [PageStyle; 7] = [
    PageStyle {
        recognises: docusaurus::recognises,
        read: docusaurus::read,
    },
    PageStyle {
        recognises: html::recognises,
        read: html::read,
    },
    PageStyle {
        recognises: postman::recognises,
        read: postman::read,
    },
    PageStyle {
        recognises: |page| openapi::recognises(&page.text),
        read: |file, page, notes| whole(openapi::read(file, &page.text)?, notes),
    },
    PageStyle {
        recognises: redocly::recognises,
        read: redocly::read,
    },
    PageStyle {
        recognises: |page| reference::recognises(&page.text),
        read: |file, page, notes| whole(reference::read(file, &page.text)?, notes),
    },
    PageStyle {
        recognises: |_| true,
        read: fenced::read,
    },
];

/// Reads a page of any style.
///
/// # Errors
///
/// A page that no style recognises, or that its style cannot read whole. Where the page says where its description is,
/// the error does, too ([`Error::descriptions`](crate::Error::descriptions)).
pub fn read(page: &Source) -> Result<Draft> {
    let mut notes = Vec::new();
    let (style, parts) = parts(page, &mut notes)?;
    let document = join(parts, &mut notes)?;
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
    let document = join(all, &mut notes)?;
    Ok(Draft {
        file: sources.origin().to_owned(),
        style: *style,
        document,
        notes,
    })
}

/// One document of several.
fn join(parts: Vec<merge::Part>, notes: &mut Vec<Note>) -> Result<Value> {
    let are_several = parts.len() > 1;
    let mut document = merge::merge(parts, notes)?;
    if are_several {
        repeated_ids::tell_apart(&mut document, notes);
    }
    Ok(Value::Object(document))
}

/// The documents of a page, read in its style.
fn parts(page: &Source, notes: &mut Vec<Note>) -> Result<Parts> {
    let text = text::text(page)?;
    let file = page.name.as_str();
    let page = front_matter::split(text);
    if let Some(refusal) = unread::other_format(file, &page) {
        return Err(refusal);
    }
    match STYLES.iter().find(|style| (style.recognises)(&page)) {
        Some(style) => (style.read)(file, &page, notes),
        None => Err(unread::unrecognised(file, &page, None)),
    }
}

/// A page that is one document.
fn whole(draft: Draft, notes: &mut Vec<Note>) -> Result<Parts> {
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
