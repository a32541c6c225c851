//! An umbrella crate: the clients of a vendor's several descriptions as modules of one crate, `acme_client::billing::Client` beside
//! `acme_client::users::Client`.
//!
//! Each description stays a vendor of its own, with its pages, names, findings and crate; nothing of them is merged. The umbrella says
//! which of them are its modules and re-exports their crates under its own name and version.

use std::collections::BTreeMap;

use semver::Version;
use serde::Deserialize;

use crate::error::{Error, Place, Result, Stage};
use crate::source::Source;
use crate::vendor::Vendor;
use crate::vendor::{packaged, parsed};

/// `vendor.toml` of an umbrella crate. Unknown keys are refused, and so are those that are about pages: it has none.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Umbrella {
    /// The vendor's name as people write it.
    pub name: String,
    /// Package name of the crate: `acme-client`.
    #[serde(rename = "crate")]
    pub crate_name: String,
    /// Version of the crate.
    pub version: Version,
    /// One sentence for the crate's metadata.
    pub description: String,
    /// Where people read the vendor's pages.
    #[serde(default)]
    pub documentation: Option<String>,
    /// The vendors in `specs/` whose clients are its modules, by the module's name: `billing = "acme-billing"`.
    pub modules: BTreeMap<String, String>,
}

/// What an umbrella needs to know of a module.
#[derive(Debug, Clone, Copy)]
pub struct ModuleCrate<'a> {
    /// Its folder in `clients/`.
    pub folder: &'a str,
    /// What is said of its vendor.
    pub vendor: &'a Vendor,
}

impl Umbrella {
    /// Whether a `vendor.toml` is that of an umbrella crate: it has `modules`.
    pub fn is_one(source: &Source) -> bool {
        let text = std::str::from_utf8(&source.bytes).unwrap_or_default();
        toml::from_str::<toml::Table>(text).is_ok_and(|table| table.contains_key("modules"))
    }

    /// Reads `vendor.toml`.
    ///
    /// # Errors
    ///
    /// As [`Vendor::parse`], and no module.
    pub fn parse(source: &Source) -> Result<Self> {
        let umbrella: Self = parsed(source)?;
        packaged(source, &umbrella.crate_name)?;
        if umbrella.modules.is_empty() {
            return Err(Error::new(
                Stage::Vendor,
                Place::file(&source.name),
                "`modules` is empty",
                "name the vendors in specs/ whose clients are the modules: `NAME = \"VENDOR\"`",
            ));
        }
        Ok(umbrella)
    }

    /// What documentation links to as the vendor's pages.
    pub(crate) fn link(&self) -> Option<&str> {
        self.documentation
            .as_deref()
            .filter(|link| link.starts_with("https://"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: &str =
        "name = 'Acme'\ncrate = 'acme-client'\nversion = '0.1.0'\ndescription = 'Acme, whole'\n";

    fn parse(modules: &str) -> Result<Umbrella> {
        Umbrella::parse(&Source::new("vendor.toml", format!("{START}{modules}")))
    }

    #[test]
    fn modules_are_vendors_by_their_names() {
        let umbrella = parse("[modules]\nbilling = 'acme-billing'\nuser_data = 'acme-users'\n").unwrap();
        assert_eq!(umbrella.modules["user_data"], "acme-users");
        let is_one = |text: &str| Umbrella::is_one(&Source::new("vendor.toml", format!("{START}{text}")));
        assert!(is_one("[modules]\n"));
        assert!(!is_one("spec = 'billing.json'\n"));
    }

    #[test]
    fn what_is_no_umbrella_is_refused() {
        assert_eq!(parse("[modules]\n").unwrap_err().problem, "`modules` is empty");
        // What is about pages belongs to the modules' own vendors.
        let error = parse("index = 'https://acme.test/llms.txt'\n[modules]\nbilling = 'a'\n").unwrap_err();
        assert!(error.problem.contains("unknown field `index`"), "{error}");
    }
}
