//! What reqwest says went wrong → what the runtime makes of it.

use std::error::Error as StdError;

use crate::transport::{Broken, TransportError};

/// What reqwest says before there is a reply, without the URL, which may hold a key.
pub(crate) fn before_reply(error: reqwest::Error) -> TransportError {
    let error = error.without_url();
    let what = match (error.is_connect(), error.is_timeout()) {
        (true, true) => Broken::ConnectTimeout,
        // In TLS 1.3 the server says so once the client believes that it is connected.
        _ if is_about_the_clients_certificate(&error) => Broken::OwnCertificate,
        (true, false) if is_about_certificates(&error) => Broken::Certificate,
        (true, false) => Broken::Connect,
        (false, true) => Broken::Timeout,
        (false, false) if error.is_redirect() => Broken::Redirected,
        (false, false) if error.is_builder() => Broken::Request,
        (false, false) if was_refused(&error) => Broken::Refused,
        (false, false) => Broken::Connection,
    };
    TransportError::of(what, error)
}

/// What it says of a body.
pub(crate) fn of_body(error: reqwest::Error) -> TransportError {
    let what = match error.is_timeout() {
        true => Broken::BodyTimeout,
        false => Broken::Body,
    };
    TransportError::of(what, error.without_url())
}

fn causes(error: &reqwest::Error) -> impl Iterator<Item = &(dyn StdError + 'static)> {
    std::iter::successors(error.source(), |&cause| cause.source())
}

/// TLS libraries have no type in common that says so, but all of them say it in words.
fn is_about_certificates(error: &reqwest::Error) -> bool {
    let says_so =
        |cause: &(dyn StdError + 'static)| cause.to_string().to_ascii_lowercase().contains("certificate");
    causes(error).any(says_so)
}

/// An alert is what the other side says: it has looked at the client's certificate, or misses it, and has read nothing else.
fn is_about_the_clients_certificate(error: &reqwest::Error) -> bool {
    let says_so = |cause: &(dyn StdError + 'static)| {
        let words = cause.to_string().to_ascii_lowercase();
        let about = ["certificate", "unknownca", "unknown ca"];
        words.contains("alert") && about.iter().any(|about| words.contains(about))
    };
    causes(error).any(says_so)
}

/// RFC 9113, section 8.7: a stream that was refused, or that came after the last one which the server has taken before it went
/// away, was not processed.
#[cfg(feature = "http2")]
fn was_refused(error: &reqwest::Error) -> bool {
    let mut known = causes(error).filter_map(|cause| cause.downcast_ref::<h2::Error>());
    known.any(|error| {
        let refused = error.is_reset() && error.reason() == Some(h2::Reason::REFUSED_STREAM);
        error.is_remote() && (refused || error.is_go_away())
    })
}

#[cfg(not(feature = "http2"))]
fn was_refused(_: &reqwest::Error) -> bool {
    false
}
