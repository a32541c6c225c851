//! Page → draft: a document in whatever OpenAPI version the page had.
//!
//! Styles are told by content, in the order of `STYLES`; the first that recognises a page reads it whole or refuses it. A
//! page that none recognises is refused by `unread`, which names what it is and the way out.

mod brackets;
mod bump;
mod bundle;
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
mod root_lines;
mod set;
mod spans;
mod spelling;
#[cfg(test)]
mod tests;
mod text;
mod unread;
mod value;
pub(crate) mod yaml;

use serde_json::Value;

use self::front_matter::PageText;
pub(crate) use self::merge::{Choices, Part};
pub use self::set::{HeldBack, Origin, PageFacts, PageSet};
use crate::error::{Error, Place, Result, Stage};
use crate::note::Note;
use crate::source::Source;

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
    /// The fields of an operation as nested lists.
    Bump,
    /// A collection of saved requests and replies.
    Postman,
}

impl Style {
    /// Its name, as people read it.
    pub fn name(self) -> &'static str {
        match self {
            Self::OpenApi => "openapi",
            Self::Mintlify => "mintlify",
            Self::Fern => "fern",
            Self::MintlifyEndpoint => "mintlify-endpoint",
            Self::Reference => "reference",
            Self::Html => "html",
            Self::Docusaurus => "docusaurus",
            Self::Redocly => "redocly",
            Self::Bump => "bump",
            Self::Postman => "postman",
        }
    }
}

/// A page as a document, before its version is raised or any correction applied.
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
    /// What is known of the pages beside the document.
    pub set: PageSet,
}

/// A page style: how it is told, and how it is read.
struct PageStyle {
    recognises: fn(&PageText<'_>) -> bool,
    read: fn(&str, &PageText<'_>, &mut Vec<Note>) -> Result<Parts>,
}

/// The documents of a page: as many as it has fences, or the one that it is.
type Parts = (Style, Vec<Part>);

/// All styles, in the order in which they are asked: the narrower first.
const STYLES: [PageStyle; 8] = [
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
        recognises: bump::recognises,
        read: bump::read,
    },
    PageStyle {
        recognises: |page| reference::recognises(&page.text),
        read: |file, page, notes| {
            let draft = reference::read(file, &page.text);
            whole(
                draft.map_err(|error| unread::folded(file, page).unwrap_or(error))?,
                notes,
            )
        },
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
/// A page that no style recognises, that its style cannot read whole, or whose descriptions of one operation disagree. Where
/// the page says where its description is, the error does, too ([`Error::descriptions`](crate::Error::descriptions)).
pub fn read(page: &Source) -> Result<Draft> {
    let read = read_page(page)?;
    Draft::merge(page.name.clone(), vec![read], &Choices::none())
}

/// The files that a page refers to and does not bring, by their path from its folder: none but those below it, and none for
/// a page that is no document.
///
/// # Errors
///
/// As [`read`].
pub fn missing_files(page: &Source) -> Result<Vec<String>> {
    let text = text::text(page)?;
    let split = front_matter::split(text);
    if !openapi::recognises(&split.text) || !bundle::is_needed(text) {
        return Ok(Vec::new());
    }
    let draft = openapi::read(&page.name, &split.text)?;
    let missing = bundle::missing(draft.document, &page.name, &page.beside)?;
    Ok(missing.into_iter().collect())
}

/// A page as its documents.
#[derive(Debug, Clone)]
pub(crate) struct PageRead {
    pub(crate) style: Style,
    pub(crate) parts: Vec<Part>,
    pub(crate) facts: PageFacts,
}

/// Reads a page's documents: as many as it has fences, or the one that it is.
///
/// # Errors
///
/// A page that no style recognises, or that its style cannot read whole.
pub(crate) fn read_page(page: &Source) -> Result<PageRead> {
    let text = text::text(page)?;
    let file = page.name.as_str();
    let url = page.url.clone();
    let beside = &page.beside;
    let page = front_matter::split(text);
    if let Some(refusal) = unread::other_format(file, &page) {
        return Err(refusal);
    }
    let mut notes = Vec::new();
    let (style, mut parts) = match STYLES.iter().find(|style| (style.recognises)(&page)) {
        Some(style) => (style.read)(file, &page, &mut notes)?,
        None => return Err(unread::unrecognised(file, &page, None)),
    };
    for part in &mut parts {
        if style == Style::OpenApi && !beside.is_empty() {
            let document = Value::Object(std::mem::take(&mut part.document));
            if let Value::Object(bundled) = bundle::bundle(document, file, beside)? {
                part.document = bundled;
            }
        }
        part.origin.url.clone_from(&url);
        part.info_is_inferred |= matches!(style, Style::Reference | Style::Redocly | Style::Bump);
    }
    if let Some(first) = parts.first_mut() {
        first.notes.append(&mut notes);
    }
    let mut specs: Vec<String> = parts.iter().filter_map(|part| part.origin.spec.clone()).collect();
    specs.sort_unstable();
    specs.dedup();
    let keys = parts
        .iter()
        .flat_map(|part| merge::operation_keys(&part.document));
    let mut operations: Vec<String> = Vec::new();
    for key in keys.map(|(section, path, method)| merge::called(section, &path, method)) {
        if !operations.contains(&key) {
            operations.push(key);
        }
    }
    Ok(PageRead {
        facts: PageFacts {
            name: file.to_owned(),
            style,
            specs,
            operations,
        },
        style,
        parts,
    })
}

impl Draft {
    /// The draft of one document of a page.
    pub(crate) fn of_part(page: &PageRead, part: &Part) -> Self {
        Self {
            file: page.facts.name.clone(),
            style: page.style,
            document: Value::Object(part.document.clone()),
            notes: Vec::new(),
            set: PageSet::default(),
        }
    }

    /// The draft of pages that were read.
    ///
    /// # Errors
    ///
    /// Nothing is left of them, because their descriptions disagree.
    pub(crate) fn merge(file: String, pages: Vec<PageRead>, choices: &Choices<'_>) -> Result<Self> {
        let style = pages.first().map_or(Style::OpenApi, |page| page.style);
        let mut facts = Vec::new();
        let mut parts = Vec::new();
        for page in pages {
            facts.push(page.facts);
            parts.extend(page.parts);
        }
        let (document, notes, mut set) = merge::merge(parts, choices);
        if set.origins.is_empty()
            && let Some(held) = set.held.first()
        {
            return Err(held.error.clone());
        }
        set.pages = facts;
        Ok(Self {
            file,
            style,
            document: Value::Object(document),
            notes,
            set,
        })
    }
}

/// A page that is one document.
fn whole(draft: Draft, notes: &mut Vec<Note>) -> Result<Parts> {
    let place = Place::file(&draft.file).at(1, 1);
    let Value::Object(document) = draft.document else {
        return Err(Error::new(
            Stage::Read,
            place,
            "not an object, so not an API description",
            "bring an OpenAPI document",
        ));
    };
    notes.extend(draft.notes);
    Ok((draft.style, vec![Part::at(document, place)]))
}
