//! OpenAPI's object model: which kinds of objects there are, and what stands in their fields.
//!
//! Documents are walked by this table, so that an `example` that happens to look like a schema is never taken for
//! one, and whatever is not in it is what the `unknown-keywords` pass removes.

use self::Child::One;
use super::fields::Fields;

/// The kinds of objects of OpenAPI 3 (section 4 of OpenAPI 3.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
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
pub(crate) enum Child {
    /// Data, such as an example, or what has a pass of its own.
    Any,
    Text,
    Flag,
    Number,
    /// A whole number, not below zero.
    Count,
    /// A list of texts.
    Texts,
    /// A text or a list of texts.
    TextOrTexts,
    /// A list of any values, at least one.
    Values,
    /// An object that is not the model's.
    Entries,
    One(Kind),
    /// A schema, or a boolean, which OpenAPI 3.0 allows there as well; in older drafts a list of schemas.
    SchemaOrBoolean,
    List(Kind),
    Map(Kind),
}

impl Child {
    /// Whether objects of the model stand in the field.
    pub(crate) fn holds_objects(self) -> bool {
        matches!(
            self,
            Self::One(_) | Self::SchemaOrBoolean | Self::List(_) | Self::Map(_)
        )
    }
}

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
}

impl Kind {
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
