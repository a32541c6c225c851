//! `Cargo.toml` of a client crate: complete on its own, nothing inherited from the workspace.

use super::Context;
use crate::words::shown;

/// Version of the runtime that generated code is written for.
const RUNTIME_VERSION: &str = "0.1.0";

/// The manifest's start, up to the package's end: a crate of this name, version and description.
pub(super) fn package(
    banner: &str,
    (name, version, description): (&str, &semver::Version, &str),
    link: Option<&str>,
) -> String {
    let mut text = format!("# {banner}\n[package]\n");
    let mut say = |key: &str, value: &str| text.push_str(&format!("{key} = {}\n", toml::Value::from(value)));
    say("name", name);
    say("version", &version.to_string());
    say("description", &shown(description));
    if let Some(link) = link {
        say("homepage", link);
    }
    text.push_str(
        "edition = \"2024\"\nrust-version = \"1.88\"\nlicense = \"MIT OR Apache-2.0\"\nreadme = \"README.md\"\n\
         categories = [\"api-bindings\"]\n\
         include = [\"src\", \"examples\", \"README.md\", \"CHANGELOG.md\", \"LICENSE-MIT\", \"LICENSE-APACHE\"]\n\n\
         [package.metadata.docs.rs]\nall-features = true\n",
    );
    text
}

/// A feature of a client crate: the runtime's of the same name.
pub(super) struct Feature {
    pub(super) name: &'static str,
    /// What it is, for those who read the manifest; of several in a row that are alike, with the first.
    what: Option<&'static str>,
    /// Features of the crate that it needs.
    with: &'static [&'static str],
}

impl Feature {
    /// The line of the manifest, below its comment.
    pub(super) fn line(&self, on: &[String]) -> String {
        let what = self.what.map(|what| format!("# {what}\n")).unwrap_or_default();
        format!("{what}{} = [{}]\n", self.name, on.join(", "))
    }
}

/// The features, in the manifest's order. `rustls` is the default.
#[rustfmt::skip]
pub(super) const FEATURES: &[Feature] = &[
    Feature { name: "reqwest", what: Some("The HTTP client over tokio; without it, bring a transport."), with: &[] },
    Feature { name: "rustls", what: Some("TLS by rustls with aws-lc."), with: &[] },
    Feature { name: "rustls-ring", what: Some("TLS by rustls with ring."), with: &[] },
    Feature { name: "native-tls", what: Some("TLS by the operating system's library."), with: &[] },
    Feature { name: "http2", what: Some("HTTP/2 where the server offers it."), with: &[] },
    Feature { name: "gzip", what: Some("The builder's `gzip`: ask for compressed replies."), with: &[] },
    Feature { name: "blocking", what: Some("`send_blocking` for programs without an async runtime."), with: &[] },
    Feature { name: "tracing", what: Some("A span per call, an event per retry, the trace's context for the server."), with: &[] },
    Feature { name: "tower", what: Some("A `tower::Service` as transport."), with: &[] },
    Feature { name: "reqwest-0-13", what: Some("The HTTP client's own builder, of reqwest 0.13."), with: &[] },
    Feature { name: "reqwest-middleware-0-5", what: Some("A chain of middleware around the HTTP client, of reqwest-middleware 0.5."), with: &["reqwest-0-13"] },
    Feature { name: "chrono", what: Some("What texts of a format (dates, UUIDs, decimals) convert into, by `to`, and are made of."), with: &[] },
    Feature { name: "jiff", what: None, with: &[] },
    Feature { name: "rust_decimal", what: None, with: &[] },
    Feature { name: "time", what: None, with: &[] },
    Feature { name: "uuid", what: None, with: &[] },
    Feature { name: "mock", what: Some("A mock server for tests of code that uses the client."), with: &[] },
];

/// The manifest.
pub(super) fn cargo_toml(context: &Context<'_>, serde_json: bool, example_needs_serde_json: bool) -> String {
    let vendor = &context.sources.vendor;
    let named = (
        vendor.crate_name.as_str(),
        &vendor.version,
        vendor.description.as_str(),
    );
    let mut text = package(&context.banner(), named, vendor.link());
    text.push_str("\n[features]\ndefault = [\"rustls\"]\n");
    for feature in FEATURES {
        let mut on: Vec<String> = feature.with.iter().map(|name| format!("\"{name}\"")).collect();
        on.push(format!("\"specloom-runtime/{}\"", feature.name));
        text.push_str(&feature.line(&on));
    }
    text.push_str("\n[dependencies]\nserde = { version = \"1\", features = [\"derive\"] }\n");
    if serde_json {
        text.push_str("serde_json = \"1\"\n");
    }
    text.push_str(&format!(
        "specloom-runtime = {{ version = \"{}\", path = \"../runtime\", default-features = false }}\n",
        RUNTIME_VERSION,
    ));
    for (name, dependency) in &vendor.dependencies {
        text.push_str(&format!("{} = {}\n", toml_key(name), dependency.as_toml()));
    }
    text.push_str("\n[dev-dependencies]\n");
    if example_needs_serde_json && !serde_json {
        text.push_str("serde_json = \"1\"\n");
    }
    text.push_str("tokio = { version = \"1\", default-features = false, features = [\"macros\", \"rt\"] }\n");
    text
}

/// A key, quoted where it must be.
fn toml_key(name: &str) -> String {
    let bare = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    match !name.is_empty() && name.chars().all(bare) {
        true => name.to_owned(),
        false => toml::Value::from(name).to_string(),
    }
}
