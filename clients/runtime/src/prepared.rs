//! What a call sends, without its credentials.

use std::borrow::Cow;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Method};

use crate::base_url::BaseUrl;
use crate::call::CallOptions;
use crate::operation::Operation;

/// What is sent, as often as need be. Holds no credentials: each attempt adds its own.
pub(crate) struct Prepared {
    /// The operation's own server, where it is not called at the client's.
    pub(crate) base: Option<BaseUrl>,
    pub(crate) operation: &'static Operation,
    pub(crate) method: Method,
    pub(crate) idempotent: bool,
    pub(crate) call: CallOptions,
    pub(crate) path: Cow<'static, str>,
    pub(crate) query: String,
    /// In the order in which they are set: of one name, the last counts.
    pub(crate) headers: Vec<(HeaderName, HeaderValue)>,
    /// What the caller has set for this call, in place of the above.
    pub(crate) extra: HeaderMap,
    pub(crate) cookies: Vec<String>,
    pub(crate) body: Option<Bytes>,
    /// In place of the operation's own `Accept`.
    pub(crate) accept: Option<&'static str>,
}
