//! What an operation is answered.

use super::naming::{RustName, WireName};
use super::ty::Ty;

/// A documented reply (OpenAPI, Response Object).
#[derive(Debug, Clone, PartialEq)]
pub struct Response {
    /// Which statuses it is for.
    pub status: Status,
    /// Variant of the enum of replies.
    pub variant: RustName,
    /// Its body.
    pub content: Content,
    /// Markdown.
    pub description: Option<String>,
    /// The headers that the page documents, but for what describes the body.
    pub headers: Vec<ReplyHeader>,
}

/// A documented header of a reply (OpenAPI, Header Object).
#[derive(Debug, Clone, PartialEq)]
pub struct ReplyHeader {
    /// Its name.
    pub wire: WireName,
    /// The type of a value that is there and is as documented.
    pub ty: Ty,
    /// Markdown.
    pub description: Option<String>,
}

/// Which statuses a reply is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// One status.
    Code(u16),
    /// `2XX` and the like: the first digit.
    Range(u16),
    /// `default`: every status without a reply of its own.
    Default,
}

/// How the bytes of a reply become a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// RFC 8259.
    Json,
    /// Text as it is.
    Text,
    /// Bytes as they are.
    Bytes,
    /// As its own `Content-Type` says: the page leaves the format open.
    Open,
}

impl Status {
    /// As the page's `responses` spell it.
    pub fn key(self) -> String {
        match self {
            Self::Code(code) => code.to_string(),
            Self::Range(first) => format!("{first}XX"),
            Self::Default => "default".to_owned(),
        }
    }
}

/// What a reply carries.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// Nothing is documented.
    Empty,
    /// A body.
    Body {
        /// How it is read.
        reading: Reading,
        /// The type of the body.
        ty: Ty,
    },
}

impl Content {
    /// The type of the content.
    pub(super) fn ty_mut(&mut self) -> Option<&mut Ty> {
        match self {
            Self::Empty => None,
            Self::Body { ty, .. } => Some(ty),
        }
    }

    /// The type.
    pub fn ty(&self) -> &Ty {
        match self {
            Self::Empty => &Ty::Unit,
            Self::Body { ty, .. } => ty,
        }
    }
}
