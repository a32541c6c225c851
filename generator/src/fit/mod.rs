//! Canonical → fitted: lossy reshaping for the engine and for good Rust types.

use serde_json::Value;

use crate::{Canonical, Note, Result, Vendor};

/// What the engine is given.
#[derive(Debug, Clone)]
pub struct Fitted {
    /// OpenAPI 3.0, as the engine likes it.
    pub document: Value,
    /// What fitting changed.
    pub notes: Vec<Note>,
}

/// Fits a canonical document.
///
/// # Errors
///
/// A document no client can be made for.
pub fn fit(canonical: &Canonical, vendor: &Vendor) -> Result<Fitted> {
    let _ = (canonical, vendor);
    unimplemented!()
}

/// temporary
pub fn rust_type(schema: &Value) -> String {
    let inner = if let Some(reference) = schema["$ref"].as_str() {
        let name = reference.rsplit('/').next().unwrap_or_default();
        if name == "SecretString" {
            "SecretString".into()
        } else {
            format!("types::{name}")
        }
    } else {
        match schema["type"].as_str() {
            Some("string") if schema["format"] == "binary" => "specloom_runtime::Bytes".into(),
            Some("string") => "String".to_owned(),
            Some("integer") => "i64".into(),
            Some("number") => "f64".into(),
            Some("boolean") => "bool".into(),
            Some("array") => format!("Vec<{}>", rust_type(&schema["items"])),
            Some("object") if schema["additionalProperties"].is_object() => {
                format!(
                    "std::collections::BTreeMap<String, {}>",
                    rust_type(&schema["additionalProperties"])
                )
            }
            _ => return "serde_json::Value".into(),
        }
    };
    if schema["nullable"] == true {
        format!("Option<{inner}>")
    } else {
        inner
    }
}
