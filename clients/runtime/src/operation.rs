//! What a page says about one operation and its security, as the constants that generated code holds.

use http::Method;

/// One operation of an API (OpenAPI: Operation Object), as far as sending it goes.
#[derive(Debug, Clone)]
pub struct Operation {
    /// The operation's name in Rust, which errors and spans show.
    pub id: &'static str,
    /// The HTTP method.
    pub method: Method,
    /// The path template with `{name}` expressions, relative to the server's URL.
    pub path: &'static str,
    /// The operation's own server, where the page gives it one (OpenAPI: `servers` of an Operation or Path Item Object):
    /// an https URL. A base URL that the caller has set goes before it, so that tests and proxies get every call.
    pub server: Option<&'static str>,
    /// Security requirements: alternatives of scheme names that go together. No alternative: no credentials
    /// are sent. An empty alternative: the operation also works without.
    pub security: &'static [&'static [&'static str]],
    /// The `Accept` header; empty for none.
    pub accept: &'static str,
    /// Whether sending the request twice has the effect of sending it once (RFC 9110, section 9.2.2).
    pub idempotent: bool,
}

/// A way to authenticate that the page declares (OpenAPI: Security Scheme Object).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scheme {
    /// The scheme's name in the page, by which [`Operation::security`] refers to it.
    pub name: &'static str,
    /// Where the credential goes.
    pub kind: SchemeKind,
    /// The client builder's method that sets the credential, which errors name.
    pub setter: &'static str,
}

/// Where a scheme's credential goes in the request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum SchemeKind {
    /// `Authorization: Basic …` (RFC 7617).
    Basic,
    /// `Authorization: Bearer …` (RFC 6750); also for OAuth 2 and OpenID Connect, whose token the caller
    /// brings.
    Bearer,
    /// A header of this name.
    Header(&'static str),
    /// A query parameter of this name.
    Query(&'static str),
    /// A cookie of this name.
    Cookie(&'static str),
}
