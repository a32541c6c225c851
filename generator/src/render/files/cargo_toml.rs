//! `Cargo.toml` of a client crate: complete on its own, nothing inherited from the workspace.

use super::Context;
use crate::words::shown;

/// Version of the runtime that generated code is written for.
const RUNTIME_VERSION: &str = "0.1.0";

/// The manifest.
pub(super) fn cargo_toml(context: &Context<'_>, serde_json: bool, example_needs_serde_json: bool) -> String {
    let vendor = &context.sources.vendor;
    let mut text = format!("# {}\n", context.banner());
    let mut package = toml::Table::new();
    package.insert("name".into(), vendor.crate_name.clone().into());
    package.insert("version".into(), vendor.version.to_string().into());
    package.insert("description".into(), shown(&vendor.description).into());
    // A table of one string at a time keeps TOML's quoting right and the keys in our order.
    let quoted = |key: &str| package[key].to_string();
    text.push_str("[package]\n");
    for key in ["name", "version", "description"] {
        text.push_str(&format!("{key} = {}\n", quoted(key)));
    }
    if let Some(link) = vendor.link() {
        text.push_str(&format!("homepage = {}\n", toml::Value::from(link)));
    }
    text.push_str(
        "edition = \"2024\"\nrust-version = \"1.88\"\nlicense = \"MIT OR Apache-2.0\"\nreadme = \"README.md\"\n\
         categories = [\"api-bindings\"]\n\
         include = [\"src\", \"examples\", \"README.md\", \"CHANGELOG.md\", \"LICENSE-MIT\", \"LICENSE-APACHE\"]\n\n\
         [package.metadata.docs.rs]\nall-features = true\n\n\
         [features]\ndefault = [\"rustls\"]\n\
         # The HTTP client over tokio; without it, bring a transport.\nreqwest = [\"specloom-runtime/reqwest\"]\n\
         # TLS by rustls with aws-lc.\nrustls = [\"specloom-runtime/rustls\"]\n\
         # TLS by rustls with ring.\nrustls-ring = [\"specloom-runtime/rustls-ring\"]\n\
         # TLS by the operating system's library.\nnative-tls = [\"specloom-runtime/native-tls\"]\n\
         # HTTP/2 where the server offers it.\nhttp2 = [\"specloom-runtime/http2\"]\n\
         # The builder's `gzip`: ask for compressed replies.\ngzip = [\"specloom-runtime/gzip\"]\n\
         # `send_blocking` for programs without an async runtime.\nblocking = [\"specloom-runtime/blocking\"]\n\
         # A span per call, an event per retry, the trace's context for the server.\ntracing = [\"specloom-runtime/tracing\"]\n\
         # A `tower::Service` as transport.\ntower = [\"specloom-runtime/tower\"]\n\
         # The HTTP client's own builder, of reqwest 0.13.\nreqwest-0-13 = [\"specloom-runtime/reqwest-0-13\"]\n\
         # A chain of middleware around the HTTP client, of reqwest-middleware 0.5.\n\
         reqwest-middleware-0-5 = [\"reqwest-0-13\", \"specloom-runtime/reqwest-middleware-0-5\"]\n\
         # What texts of a format (dates, UUIDs, decimals) convert into, by `to`, and are made of.\n\
         chrono = [\"specloom-runtime/chrono\"]\njiff = [\"specloom-runtime/jiff\"]\n\
         rust_decimal = [\"specloom-runtime/rust_decimal\"]\ntime = [\"specloom-runtime/time\"]\n\
         uuid = [\"specloom-runtime/uuid\"]\n\
         # A mock server for tests of code that uses the client.\nmock = [\"specloom-runtime/mock\"]\n\n\
         [dependencies]\nserde = { version = \"1\", features = [\"derive\"] }\n",
    );
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
