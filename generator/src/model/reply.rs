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
    /// The media types that are read so, as the page spells them; the one that the client asks for first.
    pub media_types: Vec<String>,
    /// The body in the other media types that the page documents.
    pub others: Vec<OtherContent>,
    /// Markdown.
    pub description: Option<String>,
    /// The headers that the page documents, but for what describes the body.
    pub headers: Vec<ReplyHeader>,
}

/// A reply's body in a media type that is read as something else (OpenAPI, Media Type Object).
#[derive(Debug, Clone, PartialEq)]
pub struct OtherContent {
    /// As the page spells it.
    pub media_type: String,
    /// How it is read.
    pub reading: Reading,
    /// The type of the body.
    pub ty: Ty,
    /// Callers can ask for it: it is of a success, and no other notation of the same.
    pub is_asked_for: bool,
}

impl Response {
    /// The types of its body, in each media type, and of its headers.
    pub fn types(&self) -> impl Iterator<Item = &Ty> {
        let others = self.others.iter().map(|other| &other.ty);
        let headers = self.headers.iter().map(|header| &header.ty);
        std::iter::once(self.content.ty()).chain(others).chain(headers)
    }

    /// The same, to be changed.
    pub(super) fn types_mut(&mut self) -> impl Iterator<Item = &mut Ty> {
        let others = self.others.iter_mut().map(|other| &mut other.ty);
        let headers = self.headers.iter_mut().map(|header| &mut header.ty);
        self.content.ty_mut().into_iter().chain(others).chain(headers)
    }
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
    /// The statuses that a key of `responses` names.
    pub(crate) fn named(key: &str) -> Option<Self> {
        match key.as_bytes() {
            b"default" => Some(Self::Default),
            [digit @ b'1'..=b'5', b'x' | b'X', b'x' | b'X'] => Some(Self::Range(u16::from(digit - b'0'))),
            [b'1'..=b'9', _, _] => key.parse().ok().map(Self::Code),
            _ => None,
        }
    }

    /// Whether a reply is one of success by its status alone: `default` is, where no other is documented. Redirects are not followed:
    /// one that is documented is an answer.
    pub(crate) fn is_success(self) -> bool {
        match self {
            Self::Code(code) => (200..400).contains(&code),
            Self::Range(digit) => digit == 2 || digit == 3,
            Self::Default => false,
        }
    }

    /// Whether these are among the statuses that `range` is for.
    pub(crate) fn is_in(self, range: Self) -> bool {
        match (self, range) {
            (_, Self::Default) => true,
            (Self::Code(code), Self::Range(digit)) => code / 100 == digit,
            _ => self == range,
        }
    }

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
