//! The plan of a client: what its operations send and how each documented reply is read.
//!
//! In: a fitted OpenAPI 3.0 document, every body, reply and parameter schema a named component or a simple inline
//! type. Out: an [`Api`], a plain description of the client in Rust's words (identifiers, types) and the wire's
//! (templates, names, media types). What becomes Rust code is written from here; nobody after this stage reads
//! OpenAPI again.

mod body;
mod names;
mod nulls;
mod operations;
mod parameters;
mod responses;
mod security;
mod servers;

use serde_json::Value;

use crate::Note;

pub use names::{pascal, snake, status_name};
pub(crate) use parameters::OPERATION_METHODS;

/// The security schemes of a document that a client can fill in, with the builder methods for them.
pub(crate) fn schemes(document: &Value) -> Vec<Scheme> {
    security::schemes(document, &mut Vec::new())
}

/// Id of this stage in notes.
const PASS: &str = "plan";

/// The Rust type of bytes.
const BYTES: &str = "specloom_runtime::Bytes";

/// The Rust type of a file, which only forms hold.
const FILE: &str = "specloom_runtime::Upload";

/// A client, in full.
#[derive(Debug, Clone, PartialEq)]
pub struct Api {
    /// `info.title`.
    pub title: String,
    /// `info.description`, Markdown.
    pub description: Option<String>,
    /// Servers that can be called as they are, in the page's order.
    pub servers: Vec<Server>,
    /// Security schemes that the client can fill in.
    pub schemes: Vec<Scheme>,
    /// Operations, in the page's order.
    pub operations: Vec<Operation>,
}

/// A server (OpenAPI 3.0.3, Server Object), its variables replaced by their defaults.
#[derive(Debug, Clone, PartialEq)]
pub struct Server {
    /// Variant of the generated `Server` enum.
    pub variant: String,
    /// Absolute URL.
    pub url: String,
    /// Markdown.
    pub description: Option<String>,
}

/// A security scheme (OpenAPI 3.0.3, Security Scheme Object).
#[derive(Debug, Clone, PartialEq)]
pub struct Scheme {
    /// Key under `components.securitySchemes`.
    pub name: String,
    /// How the credentials travel.
    pub kind: SchemeKind,
    /// The client builder's method.
    pub setter: String,
    /// Markdown.
    pub description: Option<String>,
}

/// How credentials travel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SchemeKind {
    /// RFC 7617.
    Basic,
    /// RFC 6750; OAuth 2.0 and OpenID Connect access tokens, too.
    Bearer,
    /// An API key in this request header.
    Header(String),
    /// An API key in this query parameter.
    Query(String),
    /// An API key in this cookie.
    Cookie(String),
}

/// An operation (OpenAPI 3.0.3, Operation Object).
#[derive(Debug, Clone, PartialEq)]
pub struct Operation {
    /// The page's `operationId`.
    pub id: String,
    /// The client's method.
    pub method_name: String,
    /// Prefix of the operation's types.
    pub type_name: String,
    /// HTTP method, upper case.
    pub method: String,
    /// Path template, as the page spells it.
    pub path: String,
    /// The operation's own server, where its calls do not go to the client's.
    pub server: Option<String>,
    /// One line.
    pub summary: Option<String>,
    /// Markdown.
    pub description: Option<String>,
    /// The page advises against it.
    pub deprecated: bool,
    /// Alternatives (OR) of scheme names (AND); none: no credentials; an empty one: anonymous is fine, too.
    pub security: Vec<Vec<String>>,
    /// Path, query, header and cookie parameters.
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

/// A parameter (OpenAPI 3.0.3, Parameter Object).
#[derive(Debug, Clone, PartialEq)]
pub struct Parameter {
    /// Name on the wire.
    pub name: String,
    /// Field and setter.
    pub ident: String,
    /// `path`, `query`, `header` or `cookie`.
    pub location: Location,
    /// The call fails without it.
    pub required: bool,
    /// Rust type.
    pub ty: String,
    /// Serialisation style, `None` for the location's default.
    pub style: Option<&'static str>,
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
}

/// Where a parameter stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Location {
    /// In the path.
    Path,
    /// In the query string.
    Query,
    /// A request header.
    Header,
    /// A cookie.
    Cookie,
}

/// A request body (OpenAPI 3.0.3, Request Body Object), in the one media type that the client sends.
#[derive(Debug, Clone, PartialEq)]
pub struct Body {
    /// Media type, as `Content-Type` says it.
    pub media_type: String,
    /// How the value becomes bytes.
    pub encoding: Encoding,
    /// Rust type.
    pub ty: String,
    /// Multipart only: media types of parts, by property (OpenAPI 3.0.3, Encoding Object).
    pub part_types: Vec<(String, String)>,
    /// Form only: fields that are not written as fields of forms are (OpenAPI 3.0.3, Encoding Object).
    pub field_styles: Vec<FieldStyle>,
    /// The call must have one.
    pub required: bool,
    /// Markdown.
    pub description: Option<String>,
}

/// How a form's field is written where it is not by default: `form`, exploded, what is nested as JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldStyle {
    /// The property.
    pub name: String,
    /// Serialisation style, `None` for `form`.
    pub style: Option<&'static str>,
    /// Explode, `None` for the style's default.
    pub explode: Option<bool>,
    /// RFC 3986 reserved characters stay.
    pub allow_reserved: bool,
}

/// How a value becomes bytes, and back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// RFC 8259.
    Json,
    /// `application/x-www-form-urlencoded`.
    Form,
    /// `multipart/form-data`.
    Multipart,
    /// Text as it is.
    Text,
    /// Bytes as they are.
    Bytes,
}

/// A documented reply (OpenAPI 3.0.3, Response Object).
#[derive(Debug, Clone, PartialEq)]
pub struct Response {
    /// Which statuses it is for.
    pub status: Status,
    /// Variant of the enum of replies.
    pub variant: String,
    /// Its body.
    pub content: Content,
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

/// What a reply carries.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// Nothing is documented.
    Empty,
    /// A body of this Rust type.
    Body {
        /// How it is read.
        encoding: Encoding,
        /// Rust type.
        ty: String,
    },
}

impl Content {
    /// The Rust type of the content.
    pub fn ty(&self) -> &str {
        match self {
            Self::Empty => "()",
            Self::Body { ty, .. } => ty,
        }
    }
}

/// Reads the plan from a fitted document.
pub fn plan(document: &Value) -> (Api, Vec<Note>) {
    let mut notes = Vec::new();
    let info = |key| document.pointer(&format!("/info/{key}")).and_then(Value::as_str);
    let servers = servers::servers(document, &mut notes);
    let schemes = security::schemes(document, &mut notes);
    let operations = operations::operations(document, &schemes, &mut notes);
    let api = Api {
        title: info("title").unwrap_or("API").to_owned(),
        description: info("description").map(str::to_owned),
        servers,
        schemes,
        operations,
    };
    (api, notes)
}

/// The text at `key`, unless it is missing or blank.
fn text(value: &Value, key: &str) -> Option<String> {
    value[key]
        .as_str()
        .map(str::trim)
        .filter(|text| !text.is_empty())
        .map(str::to_owned)
}
