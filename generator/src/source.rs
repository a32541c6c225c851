//! A text with a name, by value.

use std::collections::BTreeMap;

use crate::error::{Error, Place, Result, Stage};

/// A text and the name that messages call it by. Bytes, because bad UTF-8 is an error with a place, too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// What messages call it, usually a path: `specs/acme/page.md`.
    pub name: String,
    /// Its contents, byte for byte.
    pub bytes: Vec<u8>,
    /// Where it is published, as far as that is known; what documentation links to.
    pub url: Option<String>,
    /// The files beside it that it refers to, by their path from its folder, with `/` between the parts. A description may
    /// be split into several.
    pub beside: BTreeMap<String, Self>,
}

impl Source {
    /// A source called `name`.
    pub fn new(name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self {
            name: name.into(),
            bytes: bytes.into(),
            url: None,
            beside: BTreeMap::new(),
        }
    }

    /// Refuses a file in which git left both sides of a merge. What is read of it otherwise is an error about something else,
    /// or words of both sides.
    ///
    /// # Errors
    ///
    /// The three marks, in their order, each at the start of a line.
    pub(crate) fn without_conflict(&self, stage: Stage) -> Result<()> {
        let mut lines = self.bytes.split(|&byte| byte == b'\n').zip(1..);
        let mut find = |mark: &[u8]| {
            lines
                .find(|(line, _)| line.starts_with(mark))
                .map(|(_, number)| number)
        };
        let first = find(b"<<<<<<< ");
        let rest = first
            .and_then(|_| find(b"======="))
            .and_then(|_| find(b">>>>>>> "));
        match first.zip(rest) {
            None => Ok(()),
            Some((line, _)) => Err(Error::new(
                stage,
                Place::file(&self.name).at(line, 1),
                "a merge conflict is left in this file",
                "keep one side (`git checkout --ours` or `--theirs`, and the path) or merge them by hand",
            )),
        }
    }

    /// This source, published at `url`.
    #[must_use]
    pub fn published_at(mut self, url: Option<String>) -> Self {
        self.url = url;
        self
    }
}
