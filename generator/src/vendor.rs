//! `vendor.toml`: what we say about a vendor that its page cannot know.

use std::collections::BTreeMap;

use semver::Version;
use serde::Deserialize;

use crate::custom::{self, Dependency};
use crate::error::{Error, Place, Result, Stage};
use crate::pins::Pins;
use crate::source::Source;

/// Facts about a vendor and its client crate. Unknown keys are refused: a misspelt key is a fact that is silently lost.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Vendor {
    /// The vendor's name as people write it: `Acme`.
    pub name: String,
    /// Package name of the client crate: `acme-client`.
    #[serde(rename = "crate")]
    pub crate_name: String,
    /// Version of the client crate.
    pub version: Version,
    /// One sentence for the crate's metadata.
    pub description: String,
    /// Where the page comes from; what `fetch` downloads and the crate's documentation links to.
    #[serde(default)]
    pub source: Option<String>,
    /// Where the list of the vendor's pages is published: an `llms.txt`, an `llms-full.txt`, a sitemap, or a list of URLs.
    #[serde(default)]
    pub index: Option<String>,
    /// Which of the pages that the index lists are the API's, as patterns of their URLs' paths; all where there is none.
    #[serde(default)]
    pub include: Vec<String>,
    /// Which of them are not.
    #[serde(default)]
    pub exclude: Vec<String>,
    /// Which description the pages are to be of, where a site shows several: one, or a list of those that one client is
    /// to have.
    #[serde(default)]
    pub spec: Option<Variables>,
    /// Which page counts for an operation that several describe differently: `"POST /images" = "model-alpha"`, the page's
    /// name, or `"any-of"`.
    #[serde(default)]
    pub operations: BTreeMap<String, String>,
    /// What a component or an operation is called, where pages that came later would have it called otherwise:
    /// `"GET /users schemas/User" = "User"`, `"GET /users" = "listUsers"`.
    #[serde(default)]
    pub names: BTreeMap<String, String>,
    /// What importers use of the client's names, where the page alone would have them otherwise: `names.toml` beside this file.
    #[serde(skip)]
    pub pins: Pins,
    /// Where people read the page, if that is not `source`; what the crate's documentation then links to.
    #[serde(default)]
    pub documentation: Option<String>,
    /// Environment variables that `Client::from_env()` reads, by the builder's method: `bearer_token = "ACME_API_KEY"`,
    /// `base_url = "ACME_URL"`; a method with two arguments takes a list, `basic_auth = ["ACME_ID", "ACME_SECRET"]`.
    #[serde(default)]
    pub env: BTreeMap<String, Variables>,
    /// Names of further properties that hold secrets, beyond those that are recognised by name or format.
    #[serde(default)]
    pub secrets: Vec<String>,
    /// Statuses with which the server says, by the vendor's word, that it has not run a request: clients repeat it then, also
    /// where it is not idempotent.
    #[serde(default)]
    pub refusals: Vec<u16>,
    /// Where error bodies hold the vendor's code, message and details, where neither the documented bodies nor the usual names
    /// tell.
    #[serde(default)]
    pub error_body: ErrorBody,
    /// Traits that types derive beyond those that all have, by the type's name, or for all by `"*"`: `"*" = ["schemars::JsonSchema"]`.
    #[serde(default)]
    pub derives: BTreeMap<String, Vec<String>>,
    /// Attributes of types, by name or `"*"`: `User = ["#[serde(deny_unknown_fields)]"]`; of fields and variants, by both names:
    /// `"User.born" = ['#[schemars(with = "String")]']`.
    #[serde(default)]
    pub attributes: BTreeMap<String, Vec<String>>,
    /// Types that are taken from elsewhere, by the client's name for them: `Money = "acme_money::Money"`.
    #[serde(default)]
    pub replace: BTreeMap<String, String>,
    /// Crates that these need, as `Cargo.toml` has them.
    #[serde(default)]
    pub dependencies: BTreeMap<String, Dependency>,
    /// Findings of a comparison that were looked at and accepted.
    #[serde(default, rename = "waiver")]
    pub waivers: Vec<Waiver>,
}

/// Where error bodies hold what, as JSON pointers: `code = "/error/code"`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ErrorBody {
    /// The vendor's code for the error.
    #[serde(default)]
    pub code: Option<String>,
    /// What it says to people.
    #[serde(default)]
    pub message: Option<String>,
    /// What else there is.
    #[serde(default)]
    pub details: Option<String>,
}

/// The environment variables of one builder method.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum Variables {
    /// The method takes one argument.
    One(String),
    /// The method takes several, in this order.
    Several(Vec<String>),
}

impl Variables {
    /// The variable names, in the order of the method's arguments.
    pub fn names(&self) -> &[String] {
        match self {
            Self::One(name) => std::slice::from_ref(name),
            Self::Several(names) => names,
        }
    }
}

/// An accepted finding.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Waiver {
    /// Fingerprint of the finding, as `diff` prints it.
    pub fingerprint: String,
    /// Why it is acceptable.
    pub reason: String,
}

impl Vendor {
    /// What documentation links to as the vendor's page, if that is known.
    pub(crate) fn link(&self) -> Option<&str> {
        let link = self.documentation.as_deref().or(self.source.as_deref());
        link.filter(|link| link.starts_with("https://"))
    }

    /// Reads `vendor.toml`.
    ///
    /// # Errors
    ///
    /// Text that is not UTF-8 or not TOML, an unknown or missing key, or a crate name that is not a Cargo package name.
    pub fn parse(source: &Source) -> Result<Self> {
        let vendor: Self = parsed(source)?;
        packaged(source, &vendor.crate_name)?;
        let place = Place::file(&source.name);
        custom::check(
            &vendor.derives,
            &vendor.attributes,
            &vendor.replace,
            &vendor.dependencies,
            &place,
        )?;
        Ok(vendor)
    }

    /// This vendor with the names that `names.toml` holds.
    ///
    /// # Errors
    ///
    /// As [`Pins::parse`].
    pub fn holding(self, names: Option<&Source>) -> Result<Self> {
        let pins = names.map(Pins::parse).transpose()?.unwrap_or_default();
        Ok(Self { pins, ..self })
    }

    /// The vendor's name as lower-case words with underscores, for the names of environment variables.
    pub fn identifier(&self) -> String {
        heck::ToSnakeCase::to_snake_case(self.crate_name.trim_end_matches("-client"))
    }
}

/// Reads TOML.
///
/// # Errors
///
/// Text that is not UTF-8 or not TOML, an unknown or missing key.
pub(crate) fn parsed<T: serde::de::DeserializeOwned>(source: &Source) -> Result<T> {
    source.without_conflict(Stage::Vendor)?;
    let place = || Place::file(&source.name);
    let text = std::str::from_utf8(&source.bytes).map_err(|error| {
        Error::new(
            Stage::Vendor,
            place(),
            format!("not UTF-8: {error}"),
            "save the file as UTF-8",
        )
    })?;
    toml::from_str(text).map_err(|error| {
        let place = match error.span() {
            Some(span) => {
                let before = &text[..span.start];
                let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
                place().at(
                    before.matches('\n').count() + 1,
                    before[line_start..].chars().count() + 1,
                )
            }
            None => place(),
        };
        Error::new(
            Stage::Vendor,
            place,
            error.message(),
            "see CONTRIBUTING.md for the keys of vendor.toml",
        )
    })
}

/// Refuses what is no Cargo package name.
pub(crate) fn packaged(source: &Source, crate_name: &str) -> Result<()> {
    let is_of_a_package = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if crate_name.starts_with(|c: char| c.is_ascii_lowercase()) && crate_name.chars().all(is_of_a_package) {
        return Ok(());
    }
    Err(Error::new(
        Stage::Vendor,
        Place::file(&source.name),
        format!("`{crate_name}` is not a package name"),
        "use lower-case letters, digits and hyphens, starting with a letter",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Vendor> {
        Vendor::parse(&Source::new("vendor.toml", text))
    }

    #[test]
    fn reads_all_keys() {
        let vendor = parse(
            "name = 'Acme'\ncrate = 'acme-client'\nversion = '0.1.0'\ndescription = 'd'\nsource = 'https://acme.test'\n\
             secrets = ['pin']\n[env]\nbase_url = 'U'\nbasic_auth = ['A', 'B']\n\
             [[waiver]]\nfingerprint = 'f'\nreason = 'r'\n",
        )
        .unwrap();
        assert_eq!(vendor.env["basic_auth"].names(), ["A", "B"]);
        assert_eq!(vendor.env["base_url"].names(), ["U"]);
        assert_eq!(vendor.identifier(), "acme");
    }

    #[test]
    fn what_is_no_rust_is_refused() {
        let start = "name = 'Acme'\ncrate = 'acme-client'\nversion = '0.1.0'\ndescription = 'd'\n";
        for (text, problem) in [
            (
                "[derives]\nUser = ['not a path']",
                "in `derives`, for `User`: `not a path` is no path",
            ),
            (
                "[attributes]\nUser = ['serde']",
                "in `attributes`, for `User`: `serde` is no attribute",
            ),
            (
                "[replace]\nUser = '7'",
                "in `replace`, for `User`: `7` is no path",
            ),
            (
                "[dependencies]\nserde = '1'",
                "in `dependencies`: every client has `serde` already",
            ),
        ] {
            let error = parse(&format!("{start}{text}\n")).unwrap_err();
            assert!(error.problem.starts_with(problem), "{error}");
        }
        let vendor = parse(&format!(
            "{start}[dependencies]\nmoney = {{ version = '1', features = ['a'] }}\n"
        ))
        .unwrap();
        assert_eq!(
            vendor.dependencies["money"].as_toml(),
            "{ features = [\"a\"], version = \"1\" }"
        );
    }

    #[test]
    fn an_unknown_key_is_refused_where_it_stands() {
        let error =
            parse("name = 'Acme'\ncrate = 'acme-client'\nversion = '0.1.0'\ndescription = 'd'\nsauce = 1\n")
                .unwrap_err();
        assert_eq!(error.place, Place::file("vendor.toml").at(5, 1));
        assert!(error.problem.contains("sauce"), "{error}");
    }

    #[test]
    fn a_client_is_called_after_its_crate() {
        let vendor = |name| {
            parse(&format!(
                "name = 'x'\ncrate = '{name}'\nversion = '0.1.0'\ndescription = 'd'\n"
            ))
            .unwrap()
        };
        assert_eq!(vendor("globex-cloud-client").identifier(), "globex_cloud");
        assert_eq!(vendor("type-client").identifier(), "type");
    }

    #[test]
    fn a_crate_name_that_cargo_would_refuse_is_refused() {
        for name in ["../x", "", "9a", "A", "a b"] {
            let text = format!("name = 'x'\ncrate = '{name}'\nversion = '0.1.0'\ndescription = 'd'\n");
            assert!(parse(&text).is_err(), "{name}");
        }
    }
}
