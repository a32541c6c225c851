//! What a client calls and with which credentials: servers and security schemes.

use super::naming::RustName;

/// A server (OpenAPI, Server Object), its variables replaced by their defaults.
#[derive(Debug, Clone, PartialEq)]
pub struct Server {
    /// Variant of the generated `Server` enum.
    pub variant: RustName,
    /// Absolute URL.
    pub url: String,
    /// Markdown.
    pub description: Option<String>,
}

/// A security scheme (OpenAPI, Security Scheme Object) that the client can fill in.
#[derive(Debug, Clone, PartialEq)]
pub struct Scheme {
    /// Key under `components.securitySchemes`.
    pub name: String,
    /// How the credentials travel.
    pub kind: SchemeKind,
    /// The client builder's method.
    pub setter: RustName,
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
