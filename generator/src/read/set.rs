//! What is known of a vendor's pages beside the document that they become: where each operation stands, which page or
//! operation was held back, and what things are called because of that.

use std::collections::BTreeMap;

use crate::{Error, Place, Style};

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
}

/// Something that did not become part of the document, while the rest did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// The page that is to be looked at.
    pub page: String,
    /// The operation that its pages describe differently; none where the page cannot be read.
    pub operation: Option<String>,
    /// All pages that it stands on.
    pub pages: Vec<String>,
    /// Why, and what to do.
    pub error: Error,
}

impl Held {
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
    pub held: Vec<Held>,
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
