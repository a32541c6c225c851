//! Sentinels: values that stand for secrets, and every text in which one might show.

use std::error::Error;
use std::fmt::{Debug, Write as _};

/// A bearer token or API key.
pub const KEY: &str = "sentinel-key-8f2c";
/// The user name of basic credentials. Not secret by itself.
pub const USER: &str = "sentinel-user";
/// The password of basic credentials.
pub const PASSWORD: &str = "sentinel-password-77d1";
/// `Basic` credentials of [`USER`] and [`PASSWORD`] as RFC 7617 encodes them.
pub const BASIC: &str = "Basic c2VudGluZWwtdXNlcjpzZW50aW5lbC1wYXNzd29yZC03N2Qx";
/// A token in a reply.
pub const TOKEN: &str = "sentinel-token-41aa";
/// Text in a body that could not be decoded, or in the typed body of an error.
pub const BODY: &str = "sentinel-body-90be";
/// A header's value, in either direction.
pub const HEADER: &str = "sentinel-header-c3d7";

/// What no text may hold.
pub const ALL: [&str; 7] = [
    KEY,
    PASSWORD,
    "c2VudGluZWwtdXNlcjpzZW50aW5lbC1wYXNzd29yZC03N2Qx",
    "sentinel-password",
    TOKEN,
    BODY,
    HEADER,
];

/// A value in both debug formats.
pub fn debug_texts(value: &(impl Debug + ?Sized)) -> String {
    format!("{value:?}\n{value:#?}")
}

/// An error and its sources, in every format. The typed body that ends the chain of an API error shows its properties in
/// its own `Debug`, so of the sources only the messages are taken.
pub fn error_texts(error: &dyn Error) -> String {
    let mut texts = format!("{error}\n{error:#}\n{}", debug_texts(error));
    let mut source = error.source();
    while let Some(error) = source {
        let _ = write!(texts, "\n{error}\n{error:#}");
        source = error.source();
    }
    texts
}

/// The debug formats of an error's sources.
pub fn source_debug_texts(error: &dyn Error) -> String {
    let mut texts = String::new();
    let mut source = error.source();
    while let Some(error) = source {
        texts += &debug_texts(error);
        source = error.source();
    }
    texts
}

/// Fails if any of `secrets` is in `text`.
#[track_caller]
pub fn assert_hidden(text: &str, secrets: &[&str]) {
    for secret in secrets {
        assert!(!text.contains(secret), "`{secret}` shows in:\n{text}");
    }
}
