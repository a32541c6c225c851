//! What is known of an answer before its body: kept by replies and errors alike.

use std::fmt;
use std::time::Duration;

use http::{HeaderMap, StatusCode};

use crate::retry_after;

/// Status and headers of an answer, with the one thing in them that goes stale: `Retry-After` as a date.
#[derive(Clone)]
pub(crate) struct Head {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) retry_after: Option<Duration>,
}

impl Head {
    pub(crate) fn new(status: StatusCode, headers: HeaderMap) -> Self {
        let retry_after = retry_after::parse(&headers);
        Self {
            status,
            headers,
            retry_after,
        }
    }
}

/// Shows header names only: a value may be a token or a cookie.
pub(crate) struct HeaderNames<'a>(pub(crate) &'a HeaderMap);

impl fmt::Debug for HeaderNames<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list()
            .entries(self.0.keys().map(http::HeaderName::as_str))
            .finish()
    }
}

/// Whether a status never has content, whatever a server sends after it (RFC 9110, sections 15.3.5, 15.3.6 and 15.4.5).
pub(crate) fn has_no_content(status: StatusCode) -> bool {
    matches!(
        status,
        StatusCode::NO_CONTENT | StatusCode::RESET_CONTENT | StatusCode::NOT_MODIFIED
    )
}
