//! What stands in a field of an object: the table, asked by name.
//!
//! Documents are walked by it, so that an `example` that happens to look like a schema is never taken for one, and whatever is
//! not in it is what the `unknown-keywords` pass removes.

use super::fields::Fields;
use super::kind::Child::{self, One};
use super::kind::Kind;

impl Kind {
    /// What stands in `field` of this kind of object; `None` when the model does not know the field.
    pub(crate) fn child(self, field: &str) -> Option<Child> {
        let listed = |fields: Fields| {
            let found = fields.iter().find(|(name, _)| *name == field);
            found.map(|(_, child)| *child)
        };
        let known = listed(self.fields())
            .or_else(|| listed(self.fields_of_3_2()))
            .or_else(|| listed(self.older_fields()));
        if known.is_some() {
            return known;
        }
        match self {
            Self::Paths if field.starts_with('/') => Some(One(Self::PathItem)),
            Self::Callback if !field.starts_with("x-") => Some(One(Self::PathItem)),
            Self::Responses if is_status(field) => Some(One(Self::Response)),
            _ => None,
        }
    }

    /// Whether canonical documents may have `field` in this kind of object: OpenAPI 3.1 gives it, or 3.2.
    pub(crate) fn knows(self, field: &str) -> bool {
        let patterned = matches!(self, Self::Paths | Self::Callback | Self::Responses);
        let listed = |fields: Fields| fields.iter().any(|(name, _)| *name == field);
        listed(self.fields()) || listed(self.fields_of_3_2()) || (patterned && self.child(field).is_some())
    }

    /// Whether `field` came into this kind of object with OpenAPI 3.2.
    pub(crate) fn is_of_3_2(self, field: &str) -> bool {
        self.fields_of_3_2().iter().any(|(name, _)| *name == field)
    }
}

/// Whether a key of the Responses Object is a status code or a range such as `4XX`.
pub(crate) fn is_status(key: &str) -> bool {
    let bytes = key.as_bytes();
    bytes.len() == 3
        && (b'1'..=b'5').contains(&bytes[0])
        && (bytes[1..].iter().all(u8::is_ascii_digit) || &bytes[1..] == b"XX")
}
