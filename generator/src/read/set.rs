//! What is known of a vendor's pages beside the document that they become: where each operation stands, which page or
//! operation was held back, and what things are called because of that.

use std::collections::BTreeMap;

use super::spans;
use crate::error::{Error, Place};
use crate::read::Style;
use crate::source::Source;

/// Largest page that is searched for the line of a pointer: each is looked up by itself, and of a larger page there may be
/// thousands.
const SEARCHED: usize = 2 << 20;

/// Where a document, and so an operation, stands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Origin {
    /// The page's name.
    pub page: String,
    /// The line, from 1.
    pub line: usize,
    /// Where the page is published.
    pub url: Option<String>,
    /// The title above the operation.
    pub title: Option<String>,
    /// The description that the page says it was cut from: a file or a URL.
    pub spec: Option<String>,
}

impl Origin {
    /// The place in the page.
    pub fn place(&self) -> Place {
        Place::file(&self.page).at(self.line, 1)
    }

    /// Where the page is published, if documentation can link there.
    pub(crate) fn link(&self) -> Option<&str> {
        let is_plain =
            |url: &&str| url.starts_with("https://") && !url.contains(['(', ')', '|', ' ', '<', '>', '`']);
        self.url.as_deref().filter(is_plain)
    }

    /// The stored page by its file's name, and the line in it.
    pub(crate) fn stored(&self) -> String {
        let file = self.page.rsplit('/').next().unwrap_or(&self.page);
        format!("{file}:{}", self.line)
    }
}

/// Something that did not become part of the document, while the rest did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldBack {
    /// The page that is to be looked at.
    pub page: String,
    /// The operation that its pages describe differently; none where the page cannot be read.
    pub operation: Option<String>,
    /// All pages that it stands on.
    pub pages: Vec<String>,
    /// Why, and what to do.
    pub error: Error,
}

impl HeldBack {
    /// A page that cannot be read.
    pub fn page(page: &str, error: Error) -> Self {
        Self {
            page: page.to_owned(),
            operation: None,
            pages: vec![page.to_owned()],
            error,
        }
    }
}

/// A page that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageFacts {
    /// The page's name.
    pub name: String,
    /// Its style.
    pub style: Style,
    /// The descriptions it says it was cut from.
    pub specs: Vec<String>,
    /// The operations that it describes: `GET /users`, in the page's order.
    pub operations: Vec<String>,
}

/// A vendor's pages.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PageSet {
    /// The pages that were read, by name.
    pub pages: Vec<PageFacts>,
    /// Where each operation stands, by `GET /users`; several places where several pages say the same.
    pub origins: BTreeMap<String, Vec<Origin>>,
    /// What was held back.
    pub held: Vec<HeldBack>,
    /// What components and operations are called: `GET /users schemas/User`, `GET /users`. See [`crate::Vendor::names`].
    pub names: BTreeMap<String, String>,
}

impl PageSet {
    pub(super) fn add_origin(&mut self, operation: &str, origin: &Origin) {
        let origins = self.origins.entry(operation.to_owned()).or_default();
        if let Err(at) = origins.binary_search(origin) {
            origins.insert(at, origin.clone());
        }
    }

    /// Where an operation stands.
    pub fn origin(&self, method: &str, path: &str) -> &[Origin] {
        let operation = format!("{} {path}", method.to_uppercase());
        self.origins.get(&operation).map_or(&[], Vec::as_slice)
    }

    /// The page that an operation of a site stands on; none where the vendor has one page, which is what everything stands on.
    pub(crate) fn own_page(&self, method: &str, path: &str) -> Option<&Origin> {
        self.origin(method, path).first().filter(|_| self.pages.len() > 1)
    }

    /// The place in the pages of what a pointer into the document leads to: the nearest line that says it. `pages` are those
    /// that were read. `None` for what no page says for itself, such as the title that all of them share.
    pub fn place_of(&self, pages: &[Source], pointer: &str) -> Option<Place> {
        let mut all = self.origins.values().flatten();
        let only = match pages {
            [_] => all
                .next()
                .filter(|first| all.all(|origin| origin.line == first.line)),
            _ => None,
        };
        let origin = self.origin_of_pointer(pointer).or(only)?;
        let page = pages.iter().find(|page| page.name == origin.page)?;
        if page.bytes.len() > SEARCHED {
            return Some(origin.place());
        }
        let text = std::str::from_utf8(&page.bytes).ok()?;
        let line = spans::line_of(text, origin.line, &self.in_page(pointer));
        Some(Place::file(&origin.page).at(line, 1))
    }

    /// The pointer by the name that a component had in its page.
    fn in_page(&self, pointer: &str) -> String {
        let tokens: Vec<String> = crate::pointer::tokens(pointer).collect();
        let [part, section, name, rest @ ..] = tokens.as_slice() else {
            return pointer.to_owned();
        };
        let own = (part == "components").then(|| {
            self.names.iter().find_map(|(key, given)| {
                let (_, own) = key.split_once(&format!(" {section}/"))?;
                (given == name).then(|| own.to_owned())
            })
        });
        match own.flatten() {
            Some(own) => {
                let front = [part, section, &own].into_iter();
                crate::pointer::from_tokens(front.chain(rest).map(String::as_str))
            }
            None => pointer.to_owned(),
        }
    }

    /// Where the operation stands that a pointer into the document leads into, or whose component it leads into.
    pub fn origin_of_pointer(&self, pointer: &str) -> Option<&Origin> {
        let mut tokens = crate::pointer::tokens(pointer);
        let (part, section, name) = (tokens.next()?, tokens.next()?, tokens.next()?);
        match part.as_str() {
            "paths" => self.origin(&name, &section).first(),
            "components" => self.names.iter().find_map(|(key, given)| {
                let (operation, _) = key.split_once(&format!(" {section}/"))?;
                (*given == name).then(|| self.origins.get(operation)?.first())?
            }),
            _ => None,
        }
    }
}
