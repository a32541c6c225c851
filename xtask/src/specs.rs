//! `specs/<vendor>/`: the page, what we say about it, and the client's changelog; from disk or from a git revision.

use specloom::{Source, Sources, Vendor};

use crate::Failure;
use crate::name::VendorName;
use crate::workspace::SPECS;

/// Names a page may have.
pub const PAGES: [&str; 5] = ["page.md", "page.yaml", "page.yml", "page.json", "page.txt"];

/// What `specs/<vendor>/` holds.
#[derive(Debug, Clone)]
pub struct Specs {
    /// The vendor's directory name.
    pub name: VendorName,
    /// The pipeline's input.
    pub sources: Sources,
    /// `vendor.toml`, byte for byte.
    pub vendor_toml: Source,
}

impl Specs {
    /// Reads a vendor's folder by way of `open`, which gives the contents of a path below the root, if there is such a
    /// file. Messages call a file by its path with `prefix` before it.
    ///
    /// # Errors
    ///
    /// No page or several, no `vendor.toml` or one that does not parse, and what `open` fails with.
    pub fn read(
        name: &VendorName,
        prefix: &str,
        open: impl Fn(&str) -> Result<Option<Vec<u8>>, Failure>,
    ) -> Result<Self, Failure> {
        let source = |file: &str| {
            let path = format!("{SPECS}/{name}/{file}");
            let bytes = open(&path)?;
            Ok(bytes.map(|bytes| Source::new(format!("{prefix}{path}"), bytes)))
        };
        let mut pages = Vec::new();
        for page in PAGES {
            pages.extend(source(page)?);
        }
        let folder = format!("{prefix}{SPECS}/{name}");
        let page = only(pages, &folder)?;
        let vendor_toml = source("vendor.toml")?.ok_or_else(|| {
            Failure::new(
                format!("{folder}/vendor.toml"),
                "there is no such file",
                "write one; CONTRIBUTING.md has the recipe for a vendor",
            )
        })?;
        let vendor = Vendor::parse(&vendor_toml).map_err(|error| Failure::pipeline(error, [&vendor_toml]))?;
        Ok(Self {
            name: name.clone(),
            sources: Sources {
                page,
                // A scaffold without a correction yet; the pipeline rightly says that this is no overlay.
                overlay: source("overlay.yaml")?.filter(|overlay| !is_commented_out(&overlay.bytes)),
                vendor,
                changelog: source("CHANGELOG.md")?,
            },
            vendor_toml,
        })
    }

    /// All inputs, for the places of errors.
    pub fn all_sources(&self) -> impl Iterator<Item = &Source> {
        let sources = &self.sources;
        [&sources.page, &self.vendor_toml]
            .into_iter()
            .chain(&sources.overlay)
            .chain(&sources.changelog)
    }
}

fn only(mut pages: Vec<Source>, folder: &str) -> Result<Source, Failure> {
    match (pages.pop(), pages.is_empty()) {
        (Some(page), true) => Ok(page),
        (None, _) => Err(Failure::new(
            folder,
            "there is no page",
            format!("store the vendor's page as one of {}", PAGES.join(", ")),
        )),
        (Some(last), false) => {
            pages.push(last);
            let names: Vec<&str> = pages
                .iter()
                .filter_map(|page| page.name.rsplit('/').next())
                .collect();
            Err(Failure::new(
                folder,
                format!("there are several pages: {}", names.join(", ")),
                "keep the one that is the contract",
            ))
        }
    }
}

fn is_commented_out(text: &[u8]) -> bool {
    text.split(|&byte| byte == b'\n')
        .map(<[u8]>::trim_ascii)
        .all(|line| line.is_empty() || line.starts_with(b"#"))
}
