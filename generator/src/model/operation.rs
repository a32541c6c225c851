//! The operations of a client: what each sends.

use serde_json::Value;

use super::encoding::Encoding;
use super::naming::{RustName, TypeName, WireName};
use super::reply::{Content, Response};
use super::ty::Ty;
use crate::openapi::METHODS;
use crate::pointer;
use crate::read::Origin;

/// An operation (OpenAPI, Operation Object).
#[derive(Debug, Clone, PartialEq)]
pub struct Operation {
    /// The page's `operationId`.
    pub id: String,
    /// The client's method.
    pub method_name: RustName,
    /// The operation's type, and prefix of the types of its replies.
    pub type_name: TypeName,
    /// HTTP method, upper case; one that HTTP does not define as the page spells it.
    pub method: String,
    /// Path template, as the page spells it.
    pub path: String,
    /// The operation's own server, where its calls do not go to the client's.
    pub server: Option<String>,
    /// The page that it stands on, where the vendor has several.
    pub page: Option<Origin>,
    /// One line.
    pub summary: Option<String>,
    /// Markdown.
    pub description: Option<String>,
    /// The page advises against it.
    pub deprecated: bool,
    /// Alternatives (OR) of scheme names (AND); none: no credentials; an empty one: anonymous is fine, too.
    pub security: Vec<Vec<String>>,
    /// Path parameters in the path's order; then query, header and cookie parameters, required ones first.
    pub parameters: Vec<Parameter>,
    /// Request body.
    pub body: Option<Body>,
    /// Documented replies of success, in order of status.
    pub successes: Vec<Response>,
    /// Documented error replies, in order of status.
    pub failures: Vec<Response>,
    /// Media types for the `Accept` header, in order of preference.
    pub accept: Vec<String>,
    /// RFC 9110, section 9.2.2.
    pub idempotent: bool,
}

impl Operation {
    /// The path template without a fragment, which is no part of a request (RFC 9110, section 7.1).
    pub fn sent_path(&self) -> &str {
        self.path.split('#').next().unwrap_or(&self.path)
    }

    /// Where the canonical document has it.
    pub fn pointer(&self) -> String {
        let method = self.method.to_ascii_lowercase();
        match METHODS.contains(&method.as_str()) {
            true => pointer::from_tokens(["paths", &self.path, &method]),
            false => pointer::from_tokens(["paths", &self.path, "additionalOperations", &self.method]),
        }
    }

    /// What the path is made of, in its order: what no call can do without.
    pub fn path_parameters(&self) -> impl Iterator<Item = &Parameter> {
        let in_path = |parameter: &&Parameter| parameter.location == Location::Path;
        self.parameters.iter().filter(in_path)
    }

    /// The parameters that are set by setters.
    pub fn other_parameters(&self) -> impl Iterator<Item = &Parameter> {
        let beside = |parameter: &&Parameter| parameter.location != Location::Path;
        self.parameters.iter().filter(beside)
    }

    /// The documented replies that the Rust type of success must tell apart: one, unless several statuses carry
    /// different types.
    pub fn success_types(&self) -> Vec<&Content> {
        let mut types: Vec<&Content> = Vec::new();
        for response in &self.successes {
            if !types.iter().any(|known| known.ty() == response.content.ty()) {
                types.push(&response.content);
            }
        }
        types
    }
}

/// A parameter (OpenAPI, Parameter Object).
#[derive(Debug, Clone, PartialEq)]
pub struct Parameter {
    /// Name on the wire.
    pub wire: WireName,
    /// Field and setter.
    pub rust: RustName,
    /// Where it stands.
    pub location: Location,
    /// The call fails without it.
    pub required: bool,
    /// The type of a value that is there.
    pub ty: Ty,
    /// Serialisation style, `None` for the location's default.
    pub style: Option<ParameterStyle>,
    /// Explode, `None` for the style's default.
    pub explode: Option<bool>,
    /// Query only: RFC 3986 reserved characters stay.
    pub allow_reserved: bool,
    /// The value is JSON text (`content` instead of `schema`).
    pub json: bool,
    /// Markdown.
    pub description: Option<String>,
    /// The page advises against it.
    pub deprecated: bool,
    /// A value that the page shows.
    pub example: Option<Value>,
    /// JSON pointer of the parameter in the canonical document.
    pub source: String,
}

/// Where a parameter stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Location {
    /// In the path.
    Path,
    /// In the query string.
    Query,
    /// The whole query string.
    QueryString,
    /// A request header.
    Header,
    /// A cookie.
    Cookie,
}

impl Location {
    /// The location that a parameter's `in` names.
    pub(crate) fn named(name: &str) -> Option<Self> {
        let all = [
            Self::Path,
            Self::Query,
            Self::QueryString,
            Self::Header,
            Self::Cookie,
        ];
        all.into_iter().find(|location| location.as_str() == name)
    }

    /// The style of values that stand there, where nothing is said (OpenAPI 3.1.1, Parameter Object).
    pub(crate) fn style(self) -> ParameterStyle {
        match self {
            Self::Path | Self::Header => ParameterStyle::Simple,
            Self::Query | Self::QueryString | Self::Cookie => ParameterStyle::Form,
        }
    }

    /// As documents say it, in a parameter's `in`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::QueryString => "querystring",
            Self::Header => "header",
            Self::Cookie => "cookie",
        }
    }
}

/// How a list or an object is written in a parameter (OpenAPI, `style`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParameterStyle {
    /// `;name=value`.
    Matrix,
    /// `.value`.
    Label,
    /// `name=value`.
    Form,
    /// `value`.
    Simple,
    /// `a b`.
    SpaceDelimited,
    /// `a|b`.
    PipeDelimited,
    /// `name[key]=value`.
    DeepObject,
}

impl ParameterStyle {
    /// The style of this name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        let all = [
            Self::Matrix,
            Self::Label,
            Self::Form,
            Self::Simple,
            Self::SpaceDelimited,
            Self::PipeDelimited,
            Self::DeepObject,
        ];
        all.into_iter().find(|style| style.as_str() == name)
    }

    /// As documents say it, in `style`.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Matrix => "matrix",
            Self::Label => "label",
            Self::Form => "form",
            Self::Simple => "simple",
            Self::SpaceDelimited => "spaceDelimited",
            Self::PipeDelimited => "pipeDelimited",
            Self::DeepObject => "deepObject",
        }
    }

    /// Whether each value is written for itself where nothing is said (OpenAPI 3.1.1, Parameter Object).
    pub(crate) fn is_exploded(self) -> bool {
        self == Self::Form
    }
}

/// A request body (OpenAPI, Request Body Object), in the media type that the client prefers.
#[derive(Debug, Clone, PartialEq)]
pub struct Body {
    /// Media type, as `Content-Type` says it.
    pub media_type: String,
    /// How the value becomes bytes.
    pub encoding: Encoding,
    /// The type of the body.
    pub ty: Ty,
    /// JSON only: it may be null as a whole.
    pub nullable: bool,
    /// Multipart only: media types of parts, by property (OpenAPI, Encoding Object).
    pub part_types: Vec<(WireName, String)>,
    /// Forms and multipart: fields that are not written as fields of forms are (OpenAPI, Encoding Object).
    pub field_styles: Vec<FieldStyle>,
    /// Multipart only: the value is a list, whose items are parts without names.
    pub item_types: Option<ItemTypes>,
    /// The call must have one.
    pub required: bool,
    /// Markdown.
    pub description: Option<String>,
    /// A value that the page shows.
    pub example: Option<Value>,
    /// JSON pointer of the media type in the canonical document.
    pub source: String,
    /// The body in the other media types that the page documents; they have no others themselves.
    pub others: Vec<Self>,
}

/// The media types of parts without names (OpenAPI 3.2, `prefixEncoding` and `itemEncoding`); none: what each item is by itself.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ItemTypes {
    /// Of the first parts, one by one.
    pub first: Vec<Option<String>>,
    /// Of all after them.
    pub rest: Option<String>,
}

/// How a form's field is written where it is not by default: `form`, exploded, what is nested as JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldStyle {
    /// The property.
    pub wire: WireName,
    /// Serialisation style, `None` for `form`.
    pub style: Option<ParameterStyle>,
    /// Explode, `None` for the style's default.
    pub explode: Option<bool>,
    /// RFC 3986 reserved characters stay.
    pub allow_reserved: bool,
}
