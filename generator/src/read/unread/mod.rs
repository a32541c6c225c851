//! Pages that no style reads: what they are, and the way out.
//!
//! A refusal names the format and what converts it. A page that only says where its description is gives that place as
//! data, too, so that a command can follow it.

mod blocks;
mod configuration;
mod documents;
mod docusaurus;
mod fences;
mod formats;
mod graphql;
mod login;
mod pages;
mod remedies;
#[cfg(test)]
mod tests;
mod xml;

pub(super) use self::configuration::of_configuration;
pub(super) use self::documents::of_document;
pub(super) use self::login::is_at as is_login;
pub(super) use self::remedies::not_read;

use super::front_matter::PageText;
use crate::error::{Error, Place, Stage};

/// What a page is instead of a description, where it says so, and what to do about it.
pub(super) struct Unread {
    /// Line, from 1.
    line: usize,
    /// A clause without a full stop.
    problem: String,
    /// A clause without a full stop.
    remedy: String,
    /// Where the page says that its description is.
    descriptions: Vec<String>,
    /// It is a page about something else.
    describes_nothing: bool,
}

impl Unread {
    pub(super) fn new(line: usize, problem: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self {
            line,
            problem: problem.into(),
            remedy: remedy.into(),
            descriptions: Vec::new(),
            describes_nothing: false,
        }
    }

    pub(super) fn pointing_to(mut self, descriptions: Vec<String>) -> Self {
        self.descriptions = descriptions;
        self
    }

    pub(super) fn of_other_page(mut self) -> Self {
        self.describes_nothing = true;
        self
    }

    pub(super) fn error(self, file: &str) -> Error {
        let place = Place::file(file).at(self.line, 1);
        let error = Error::new(Stage::Read, place, self.problem, self.remedy).pointing_to(self.descriptions);
        if self.describes_nothing {
            error.of_other_page()
        } else {
            error
        }
    }
}

/// The refusal of a page that says in its first lines that it is of another format, before a style could take it for its own.
pub(super) fn other_format(file: &str, page: &PageText<'_>) -> Option<Error> {
    formats::of_text(&page.text).map(|unread| unread.error(file))
}

/// The refusal of a browser's text in which nested objects are folded away: a style that takes it for its own can only say
/// which line it does not know.
pub(super) fn folded(file: &str, page: &PageText<'_>) -> Option<Error> {
    let has_request = page.text.lines().any(|line| line.trim() == "Request");
    let unread = pages::browser_text(&page.text).filter(|_| !has_request || pages::is_folded(&page.text))?;
    Some(unread.error(file))
}

/// The refusal of a page that no style recognises; `sample` is the line of a fence that holds other YAML or JSON.
pub(super) fn unrecognised(file: &str, page: &PageText<'_>, sample: Option<usize>) -> Error {
    let named = pages::source_page(page)
        .or_else(|| blocks::source_page(&page.text))
        .or_else(|| docusaurus::page(page))
        .or_else(|| pages::index(&page.text).map(Unread::of_other_page))
        .or_else(|| formats::of_markdown(&page.text))
        .or_else(|| fences::other_format(&page.text))
        .or_else(|| {
            let (name, remedy) = fences::document(&page.text)?;
            Some(Unread::new(1, not_read(name), remedy))
        })
        .or_else(|| pages::browser_text(&page.text))
        .or_else(|| login::line_of(&page.text).map(login_page));
    let unread = named.unwrap_or_else(|| match sample {
        Some(line) => Unread::new(
            line,
            "the data in this fence is a sample: an API description has `openapi` or `swagger` and `paths` at its root, and the page \
             holds none",
            NOTHING_FOUND,
        )
        .of_other_page(),
        None => Unread::new(
            1,
            "no API description was found: no `openapi` or `swagger` key, no YAML fence, no `Request` section",
            NOTHING_FOUND,
        )
        .of_other_page(),
    });
    unread.error(file)
}

/// A page whose script holds an AsyncAPI description.
pub(super) fn async_api(line: usize) -> Unread {
    Unread::new(line, not_read("an AsyncAPI description"), remedies::ASYNC_API).of_other_page()
}

/// A page that stands before the one that was asked for.
pub(super) fn login_page(line: usize) -> Unread {
    Unread::new(
        line,
        "a login page, not the page of an API",
        "sign in and save the page behind it, or bring the description as the vendor hands it out",
    )
}

const NOTHING_FOUND: &str =
    "bring an OpenAPI document, a Markdown page with one in a fence, or the text of a reference page";
