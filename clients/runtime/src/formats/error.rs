//! Why a text does not convert.

use std::error::Error as StdError;
use std::fmt;

/// A text that does not convert into what was asked for. It does not show the text; its `source` may.
#[derive(Debug)]
pub struct FormatError {
    format: &'static str,
    wanted: &'static str,
    source: Box<dyn StdError + Send + Sync>,
}

impl FormatError {
    pub(super) fn new<T>(format: &'static str, source: Box<dyn StdError + Send + Sync>) -> Self {
        Self {
            format,
            wanted: std::any::type_name::<T>(),
            source,
        }
    }

    /// The format that the page documents: `date-time`.
    pub fn format(&self) -> &'static str {
        self.format
    }
}

impl fmt::Display for FormatError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no {} that a `{}` can be made of", self.format, self.wanted)
    }
}

impl StdError for FormatError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(&*self.source)
    }
}
