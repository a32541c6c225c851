//! What a page says about one operation and its security, as the constants that generated code holds.

use http::Method;

use crate::told::ErrorFields;

/// One operation of an API (OpenAPI: Operation Object), as far as sending it goes.
///
/// Made as a constant, from what every operation has; the rest by methods, so that what generated code may say can grow:
///
/// ```
/// use specloom_runtime::{Method, Operation};
///
/// static LIST_TOKENS: Operation =
///     Operation::new("list_tokens", Method::GET, "/tokens").security(&[&["bearerAuth"]]).idempotent();
/// assert_eq!(LIST_TOKENS.id(), "list_tokens");
/// ```
#[derive(Debug, Clone)]
#[must_use]
pub struct Operation {
    pub(crate) id: &'static str,
    method: Method,
    /// A method that HTTP does not define, which no constant can be made of.
    other_method: Option<&'static str>,
    pub(crate) path: &'static str,
    pub(crate) server: Option<&'static str>,
    pub(crate) security: &'static [&'static [&'static str]],
    pub(crate) accept: &'static str,
    pub(crate) idempotent: bool,
    pub(crate) refusals: &'static [u16],
    pub(crate) error_fields: ErrorFields,
}

impl Operation {
    /// An operation by its name in Rust, which errors and spans show, its HTTP method, and its path template with `{name}`
    /// expressions, relative to the server's URL. It needs no credentials, sends no `Accept` and is not idempotent.
    pub const fn new(id: &'static str, method: Method, path: &'static str) -> Self {
        Self {
            id,
            method,
            other_method: None,
            path,
            server: None,
            security: &[],
            accept: "",
            idempotent: false,
            refusals: &[],
            error_fields: ErrorFields::new(),
        }
    }

    /// The operation's own server, where the page gives it one (OpenAPI: `servers` of an Operation or Path Item Object):
    /// an https URL. A base URL that the caller has set goes before it, so that tests and proxies get every call.
    pub const fn server(mut self, url: &'static str) -> Self {
        self.server = Some(url);
        self
    }

    /// Security requirements: alternatives of scheme names that go together. No alternative: no credentials
    /// are sent. An empty alternative: the operation also works without.
    pub const fn security(mut self, alternatives: &'static [&'static [&'static str]]) -> Self {
        self.security = alternatives;
        self
    }

    /// The `Accept` header; empty for none.
    pub const fn accept(mut self, media_types: &'static str) -> Self {
        self.accept = media_types;
        self
    }

    /// Sending the request twice has the effect of sending it once (RFC 9110, section 9.2.2).
    pub const fn idempotent(mut self) -> Self {
        self.idempotent = true;
        self
    }

    /// The statuses with which the server, by the vendor's word, says that it has not run the request: it may be repeated then,
    /// also where it is not idempotent.
    pub const fn refusals(mut self, statuses: &'static [u16]) -> Self {
        self.refusals = statuses;
        self
    }

    /// Where error bodies hold the vendor's code, message and details, where it is known.
    pub const fn error_fields(mut self, body: ErrorFields) -> Self {
        self.error_fields = body;
        self
    }

    /// The operation's name in Rust.
    pub const fn id(&self) -> &'static str {
        self.id
    }

    /// A method of another name than HTTP defines (OpenAPI: `additionalOperations`), in place of the one it was made with.
    pub const fn method_named(mut self, name: &'static str) -> Self {
        self.other_method = Some(name);
        self
    }

    /// The HTTP method.
    pub fn method(&self) -> Method {
        let other = self.other_method.map(|name| Method::from_bytes(name.as_bytes()));
        match other {
            Some(Ok(method)) => method,
            _ => self.method.clone(),
        }
    }

    /// The HTTP method's name.
    #[cfg(feature = "tracing")]
    pub(crate) fn method_name(&self) -> &str {
        self.other_method.unwrap_or_else(|| self.method.as_str())
    }

    /// The path template.
    pub const fn path(&self) -> &'static str {
        self.path
    }
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
