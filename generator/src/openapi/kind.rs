//! OpenAPI's object model: which kinds of objects there are, and what may stand in a field.

/// The kinds of objects of OpenAPI 3 (section 4 of OpenAPI 3.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ObjectKind {
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

impl ObjectKind {
    /// Each of them, in this order.
    pub(super) const ALL: [Self; 28] = [
        Self::Document,
        Self::Info,
        Self::Contact,
        Self::License,
        Self::Server,
        Self::ServerVariable,
        Self::Components,
        Self::Paths,
        Self::PathItem,
        Self::Operation,
        Self::ExternalDocs,
        Self::Parameter,
        Self::RequestBody,
        Self::MediaType,
        Self::Encoding,
        Self::Responses,
        Self::Response,
        Self::Callback,
        Self::Example,
        Self::Link,
        Self::Header,
        Self::Tag,
        Self::Schema,
        Self::Discriminator,
        Self::Xml,
        Self::SecurityScheme,
        Self::OAuthFlows,
        Self::OAuthFlow,
    ];
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
    One(ObjectKind),
    /// A schema, or a boolean, which OpenAPI 3.0 allows there as well; in older drafts a list of schemas.
    SchemaOrBoolean,
    List(ObjectKind),
    Map(ObjectKind),
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
