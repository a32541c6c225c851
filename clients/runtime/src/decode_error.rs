//! Why a body could not be decoded, without a word of the body.

use std::fmt;

use serde::de::DeserializeOwned;

use crate::failure::Kind;
use crate::misfit;

/// Why a body could not be decoded; becomes the matching variant of [`Error`](crate::Error). Never quotes the body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecodeError {
    pub(crate) kind: Kind,
    pub(crate) detail: String,
}

impl DecodeError {
    pub(crate) fn of(kind: Kind) -> Self {
        Self {
            kind,
            detail: String::new(),
        }
    }

    pub(crate) fn shape<T: DeserializeOwned>(error: &serde_json::Error, body: &[u8]) -> Self {
        let place = || format!("line {} column {}", error.line(), error.column());
        let what = misfit::describe::<T>(body).unwrap_or_else(place);
        Self {
            kind: Kind::UnexpectedShape,
            detail: format!("the reply's JSON is not as documented: {what}"),
        }
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.detail.as_str() {
            "" => f.write_str(self.kind.summary()),
            detail => f.write_str(detail),
        }
    }
}

impl std::error::Error for DecodeError {}
