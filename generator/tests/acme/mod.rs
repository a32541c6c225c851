//! The client of a made-up vendor's document.

use serde_json::Value;
use specloom::{Generated, Result, Source, Sources, Vendor};

pub(crate) fn generate(document: &Value) -> Result<Generated> {
    let vendor =
        "name = \"Acme\"\ncrate = \"acme-client\"\nversion = \"0.1.0\"\ndescription = \"Calls Acme\"\n";
    specloom::generate(&Sources {
        pages: vec![Source::new("acme.json", document.to_string())],
        overlay: None,
        changelog: None,
        vendor: Vendor::parse(&Source::new("vendor.toml", vendor)).unwrap(),
    })
}
