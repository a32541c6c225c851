//! Notes: what a stage changed, inferred or left out. Nothing is dropped without one.

use std::fmt;

use crate::words::shown;

/// What was done to the page's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum NoteKind {
    /// A reviewed overlay action replaced what the page says.
    Corrected,
    /// The page does not say it; it was derived from what the page does say.
    Inferred,
    /// Said in other words, or widened where a client has fewer of them than the page.
    Lowered,
    /// Understood, but without effect on the client.
    Ignored,
    /// The page contradicts itself or refers to nothing; what that concerns is left out or widened, and the rest holds.
    Warning,
}

impl fmt::Display for NoteKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Corrected => "corrected",
            Self::Inferred => "inferred",
            Self::Lowered => "lowered",
            Self::Ignored => "ignored",
            Self::Warning => "warning",
        })
    }
}

/// One thing that a pass did, for the maintainer (`generate -v`) and for the client's README.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Note {
    /// What was done.
    pub kind: NoteKind,
    /// Id of the pass that did it, kebab-case, the same as its file name.
    pub pass: &'static str,
    /// JSON pointer (RFC 6901) into the document the pass worked on.
    pub pointer: String,
    /// What was done and why, a clause without a full stop.
    pub what: String,
}

impl Note {
    /// A note of `pass` about the value at `pointer`.
    pub fn new(
        kind: NoteKind,
        pass: &'static str,
        pointer: impl Into<String>,
        what: impl Into<String>,
    ) -> Self {
        Self {
            kind,
            pass,
            pointer: pointer.into(),
            what: what.into(),
        }
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (what, pointer) = (shown(&self.what), shown(&self.pointer));
        write!(f, "{}: {what} ({} at {pointer})", self.kind, self.pass)
    }
}
