//! A Markdown page with API descriptions in fences → one document.
//!
//! Each fence is read as what it is: an OpenAPI document (see `mintlify`, `fern`) or an expanded form of one operation
//! (`mintlify_endpoint`). The first says which style the page has. What several fences describe comes together in `merge`.
//!
//! Read so, without a file of their own, because the document in the fence is plain OpenAPI: GitBook's pages (a fence
//! ```` ```json ```` with a document in one line below each `## METHOD PATH`, `{% … %}` around text), ReadMe's (front matter,
//! `# OpenAPI definition`, JSON) and Apidog's (`## OpenAPI Specification`, YAML).

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::front_matter::PageText;
use super::markdown::{Fence, RequestAddress};
use super::{
    Part, Parts, Style, fern, markdown, mintlify, mintlify_endpoint, openapi, operations, unread, yaml,
};
use crate::error::{Place, Result, Stage};
use crate::note::{Note, NoteKind};

/// Reads the fences of a page.
///
/// # Errors
///
/// No fence that holds a description, a fence that is cut off, or a description that its style cannot read.
pub(super) fn read(file: &str, page: &PageText<'_>, _: &mut Vec<Note>) -> Result<Parts> {
    let fences = markdown::fences(file, &page.text)?;
    let mut style = None;
    let mut parts = Vec::new();
    for fence in &fences.described {
        let place = Place::file(file).at(fence.line, 1);
        let mut notes = Vec::new();
        let (of_fence, document) = part(file, fence, &place, &mut notes)?;
        // The first says which style the page has; each is read as what it is.
        style.get_or_insert(of_fence);
        let mut part = Part::at(document, place);
        part.origin.title = fence.title.map(str::to_owned);
        part.origin.spec = fence.spec.map(str::to_owned);
        part.info_is_inferred = of_fence == Style::MintlifyEndpoint;
        part.notes = notes;
        parts.push(part);
    }
    let Some(style) = style else {
        return Err(unread::unrecognised(file, page, fences.sample));
    };
    note_undescribed(&mut parts, &fences.announced);
    Ok((style, parts))
}

fn part(
    file: &str,
    fence: &Fence<'_>,
    place: &Place,
    notes: &mut Vec<Note>,
) -> Result<(Style, Map<String, Value>)> {
    let document = yaml::parse(file, Stage::Read, fence.body, fence.line + 1)?;
    if mintlify_endpoint::recognises(&document) {
        let document = mintlify_endpoint::read(file, document, fence, notes)?;
        return Ok((Style::MintlifyEndpoint, document));
    }
    let mut document = openapi::check(document, place.clone(), notes)?;
    let style = if fern::recognises(&document) {
        Style::Fern
    } else {
        Style::Mintlify
    };
    fern::settle(&mut document, fence, notes);
    mintlify::add_words(&mut document, fence, notes);
    Ok((style, document))
}

/// More segments than any path has.
const MAX_SEGMENTS: usize = 64;

/// Notes the operations that the page announces in a heading and describes in no fence.
fn note_undescribed(parts: &mut [Part], announced: &[RequestAddress<'_>]) {
    if announced.is_empty() {
        return;
    }
    let mut described = BTreeSet::new();
    for part in &mut *parts {
        operations::each(&mut part.document, &mut |_, method, path, _| {
            described.insert((method.to_ascii_uppercase(), path.to_owned()));
        });
    }
    let Some(first) = parts.first_mut() else {
        return;
    };
    for address in announced {
        // A URL has the server's path in front of the operation's.
        let slashes = address.target.match_indices('/').take(MAX_SEGMENTS);
        let mut tails = slashes.map(|(at, _)| (address.method.to_owned(), address.target[at..].to_owned()));
        if !tails.any(|tail| described.contains(&tail)) {
            let what = format!(
                "line {} announces `{} {}`, and no fenced description has it",
                address.line, address.method, address.target
            );
            first
                .notes
                .push(Note::new(NoteKind::Ignored, "fenced", "/paths", what));
        }
    }
}
