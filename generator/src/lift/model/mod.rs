//! OpenAPI's object model as a table: which fields each kind of object has and what kind of object stands in them.
//!
//! Passes walk documents by this table, so that an `example` that happens to look like a schema is never taken for
//! one, and whatever is not in it is what the `unknown-keywords` pass removes.

mod fields;
mod walk;

pub(super) use self::walk::{children, schemas, walk_down, walk_up};

use self::Child::One;
use self::fields::Fields;

/// The kinds of objects of OpenAPI 3 (section 4.7 of OpenAPI 3.0.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Document,
    Info,
    Contact,
    License,
    Server,
    ServerVariable,
    Components,
    Paths,
    PathItem,
    Operation,
    ExternalDocs,
    Parameter,
    RequestBody,
    MediaType,
    Encoding,
    Responses,
    Response,
    Callback,
    Example,
    Link,
    Header,
    Tag,
    Schema,
    Discriminator,
    Xml,
    SecurityScheme,
    OAuthFlows,
    OAuthFlow,
}

/// What stands in a field.
#[derive(Debug, Clone, Copy)]
pub(super) enum Child {
    /// Data, such as an example, or what has a pass of its own.
    Any,
    Text,
    Flag,
    Number,
    /// A whole number, not below zero.
    Count,
    /// A list of texts.
    Texts,
    /// A list of any values, at least one.
    Values,
    /// An object that is not the model's.
    Entries,
    One(Kind),
    /// A schema, or a boolean that OpenAPI 3.0 allows there as well.
    SchemaOrBoolean,
    List(Kind),
    Map(Kind),
}

impl Child {
    /// Whether objects of the model stand in the field.
    pub(super) fn holds_objects(self) -> bool {
        matches!(
            self,
            Self::One(_) | Self::SchemaOrBoolean | Self::List(_) | Self::Map(_)
        )
    }
}

impl Kind {
    /// What stands in `field` of this kind of object; `None` when the model does not know the field.
    pub(super) fn child(self, field: &str) -> Option<Child> {
        let listed = |fields: Fields| {
            fields
                .iter()
                .find(|(name, _)| *name == field)
                .map(|(_, child)| *child)
        };
        if let Some(child) = listed(self.fields()).or_else(|| listed(self.later_fields())) {
            return Some(child);
        }
        match self {
            Self::Paths if field.starts_with('/') => Some(One(Self::PathItem)),
            Self::Callback if !field.starts_with("x-") => Some(One(Self::PathItem)),
            Self::Responses if is_status(field) => Some(One(Self::Response)),
            _ => None,
        }
    }
}

/// Whether a key of the Responses Object is a status code or a range such as `4XX`.
pub(super) fn is_status(key: &str) -> bool {
    let bytes = key.as_bytes();
    bytes.len() == 3
        && (b'1'..=b'5').contains(&bytes[0])
        && (bytes[1..].iter().all(u8::is_ascii_digit) || &bytes[1..] == b"XX")
}
