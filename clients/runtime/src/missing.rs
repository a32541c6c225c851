//! A required value that was not set, when a typed body or an operation is built.

use std::error::Error as StdError;
use std::fmt;

use crate::failure::{Failure, Kind};

/// A required value that was not set; holds the setter's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct MissingValue(pub &'static str);

impl fmt::Display for MissingValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is required and was not set", self.0)
    }
}

impl StdError for MissingValue {}

impl From<MissingValue> for Failure {
    fn from(missing: MissingValue) -> Self {
        Self::new(Kind::MissingValue, missing.to_string())
    }
}
