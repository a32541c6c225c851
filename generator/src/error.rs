//! The one error of the pipeline: which stage refused, where in the input, why, and what to do about it.

use std::fmt;

use crate::words::shown;

/// Result of a stage.
pub type Result<T> = std::result::Result<T, Error>;

/// The stage of the pipeline that refused its input.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Stage {
    /// Reading a page into a draft document.
    Read,
    /// Parsing or applying the overlay.
    Overlay,
    /// Parsing `vendor.toml`.
    Vendor,
    /// Raising the draft to the canonical OpenAPI 3.1 document.
    Lift,
    /// Making a client's model of the canonical document.
    Model,
    /// The code generator.
    Engine,
    /// Writing the client's modules and files.
    Render,
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Read => "read",
            Self::Overlay => "overlay",
            Self::Vendor => "vendor",
            Self::Lift => "lift",
            Self::Model => "model",
            Self::Engine => "engine",
            Self::Render => "render",
        })
    }
}

/// A position in a text file, both counted from 1; the column counts characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

/// Where in the input a problem is: always the file, then the position or the JSON pointer, whichever is known.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Place {
    /// The input's name as the caller gave it in [`Source::name`](crate::Source::name).
    pub file: String,
    /// Line and column, where known.
    pub position: Option<Position>,
    /// JSON pointer (RFC 6901) into the document that the file holds, where known.
    pub pointer: Option<String>,
}

impl Place {
    /// A whole file.
    pub fn file(file: impl Into<String>) -> Self {
        Self {
            file: file.into(),
            ..Self::default()
        }
    }

    /// This place at a line and column.
    #[must_use]
    pub fn at(mut self, line: usize, column: usize) -> Self {
        self.position = Some(Position { line, column });
        self
    }

    /// This place at a JSON pointer.
    #[must_use]
    pub fn pointer(mut self, pointer: impl Into<String>) -> Self {
        self.pointer = Some(pointer.into());
        self
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(Position { line, column }) = self.position {
            write!(f, ":{line}:{column}")?;
        }
        match &self.pointer {
            Some(pointer) if pointer.is_empty() => f.write_str(" at the document's root"),
            Some(pointer) => write!(f, " at {pointer}"),
            None => Ok(()),
        }
    }
}

/// Why a stage refused its input. `Display` is one line: place, problem, remedy.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", shown(&format!("{place}: {problem}; {remedy}")))]
pub struct Error {
    /// The stage that refused.
    pub stage: Stage,
    /// Where in the input.
    pub place: Place,
    /// What is wrong, a clause without a full stop.
    pub problem: String,
    /// What to do about it, a clause without a full stop.
    pub remedy: String,
    /// Where a page that holds no API description says that it is: URLs as the page spells them, absolute or relative to
    /// the page's own. Empty for every other refusal.
    pub descriptions: Vec<String>,
    /// The page is not damaged and in no other format: it describes no API, as a guide or a list of pages does not.
    pub describes_nothing: bool,
}

impl Error {
    /// An error of `stage` at `place`.
    pub fn new(stage: Stage, place: Place, problem: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self {
            stage,
            place,
            problem: problem.into(),
            remedy: remedy.into(),
            descriptions: Vec::new(),
            describes_nothing: false,
        }
    }

    /// This error of a page that describes no API.
    #[must_use]
    pub fn of_other_page(mut self) -> Self {
        self.describes_nothing = true;
        self
    }

    /// This error of a page that says where its API description is.
    #[must_use]
    pub fn pointing_to(mut self, descriptions: impl IntoIterator<Item = String>) -> Self {
        self.descriptions.extend(descriptions);
        self
    }
}
