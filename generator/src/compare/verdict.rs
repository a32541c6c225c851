//! The verdicts of a finding: what a change means on the wire and in Rust, and which way what changed travels.

use std::fmt;

use serde::Serialize;

/// What a change means for a client that was built from the old page and talks to the new API.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Wire {
    /// Nothing that is sent or read changes.
    Docs,
    /// Something changes, and the old client still works.
    Compatible,
    /// The old client is refused, misunderstood, or cannot read the answer.
    Breaking,
}

/// What a change means for code that imports the generated crate, in the words of semantic versioning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rust {
    /// The public API stays as it is; documentation and behaviour may differ.
    Patch,
    /// Something is added that existing code does not see.
    Minor,
    /// Existing code stops compiling, or compiles and always fails.
    Major,
}

/// Which way the changed value travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// Neither: the change is about the operation or the document as a whole.
    None,
    /// From the client to the API.
    Request,
    /// From the API to the client.
    Response,
}

impl Wire {
    /// The word that reports use.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Docs => "docs",
            Self::Compatible => "compatible",
            Self::Breaking => "breaking",
        }
    }
}

impl Rust {
    /// The word that reports use.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

impl Direction {
    /// The word that reports use.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Request => "request",
            Self::Response => "response",
        }
    }
}

impl fmt::Display for Wire {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Display for Rust {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Display for Direction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
