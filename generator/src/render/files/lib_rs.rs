//! `lib.rs` of a client crate, and the client as one module.

use super::Context;
use super::links::Linked;
use crate::file_set::FileSet;

/// What an importer needs at hand, from the runtime and from the modules.
const REEXPORTS: &str = "\
pub use client::*;
pub use replies::*;
#[doc(no_inline)]
pub use specloom_runtime::{
    AnyError, Attempt, AttemptRequest, BoxFuture, BuildError, Bytes, Credential, Credentials, CredentialsError,
    DecodeError, Error, ErrorBody, Extra, Failure, HeaderMap, HeaderName, HeaderValue, Hook, HttpOptions, IntoOption, Method,
    MissingValue, Nullable, Phase, RawBody, RawCall, Reply, ResponseBody, Retry, SecretString, StatusCode, Transport, TransportError, Upload, formats, http,
    http_body, serde, serde_json,
};
#[cfg(feature = \"tower\")]
#[doc(no_inline)]
pub use specloom_runtime::{TowerTransport, tower_service};
#[cfg(feature = \"reqwest-0-13\")]
#[doc(no_inline)]
pub use specloom_runtime::reqwest;
#[cfg(feature = \"reqwest-middleware-0-5\")]
#[doc(no_inline)]
pub use specloom_runtime::reqwest_middleware;
#[cfg(feature = \"mock\")]
#[doc(no_inline)]
pub use specloom_runtime::Script;
";

/// The crate's root.
pub(super) fn lib_rs(context: &Context<'_>, links: &Linked) -> String {
    format!(
        "// {}\n\n#![doc = include_str!(\"docs.md\")]\n{definitions}#![deny(missing_docs)]\n#![deny(rustdoc::broken_intra_doc_links)]\n#![forbid(unsafe_code)]\n\n\
         mod client;\n#[cfg(feature = \"mock\")]\npub mod mock;\npub mod operations;\nmod replies;\n\
         #[allow(missing_docs, reason = \"what the page does not describe is not described\")]\npub mod types;\n\n{REEXPORTS}",
        context.banner(),
        definitions = links.definitions(),
    )
}

/// The modules of a crate, one beside the other, for `include!`; without the mock server, which is a feature of the crate.
pub(super) fn module(files: &FileSet) -> String {
    let mut text = String::new();
    for (name, public) in [
        ("client", ""),
        ("operations", "pub "),
        ("replies", ""),
        ("types", "#[allow(missing_docs)]\npub "),
    ] {
        let file = files.get(&format!("src/{name}.rs")).map_or("", String::as_str);
        // Without the line that says what the file was generated from.
        let body = file.split_once("\n\n").map_or(file, |(_, body)| body);
        text.push_str(&format!("{public}mod {name} {{\n{body}}}\n\n"));
    }
    text.push_str(REEXPORTS.split("#[cfg").next().unwrap_or_default());
    text
}
