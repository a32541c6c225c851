//! `specs/<umbrella>/`: which vendors' clients are the modules of one crate, and that crate's changelog.

use std::collections::{BTreeMap, BTreeSet};

use specloom::{Source, Umbrella};

use crate::Failure;
use crate::files::SPECS;
use crate::name::VendorName;

/// What `specs/<umbrella>/` holds.
#[derive(Debug, Clone)]
pub struct UmbrellaSpecs {
    /// Its directory name.
    pub name: VendorName,
    /// `vendor.toml`, byte for byte.
    pub vendor_toml: Source,
    /// `CHANGELOG.md`.
    pub changelog: Option<Source>,
    /// What `vendor.toml` says.
    pub umbrella: Umbrella,
    /// The vendors of the modules, by the module's name.
    pub members: BTreeMap<String, VendorName>,
}

impl UmbrellaSpecs {
    /// What this `vendor.toml` and changelog say.
    ///
    /// # Errors
    ///
    /// As [`Umbrella::parse`], and a module that is no name of a vendor.
    pub fn new(name: VendorName, vendor_toml: Source, changelog: Option<Source>) -> Result<Self, Failure> {
        let umbrella =
            Umbrella::parse(&vendor_toml).map_err(|error| Failure::pipeline(error, [&vendor_toml]))?;
        let members = umbrella.modules.iter();
        let members = members.map(|(module, vendor)| Ok((module.clone(), VendorName::parse(vendor)?)));
        let members = members.collect::<Result<_, Failure>>()?;
        Ok(Self {
            name,
            vendor_toml,
            changelog,
            umbrella,
            members,
        })
    }

    /// Reads the folder by way of `open`, as [`Specs::read`](crate::specs::Specs::read) does a vendor's; `None` where its `vendor.toml` is
    /// not that of an umbrella.
    ///
    /// # Errors
    ///
    /// As [`Self::new`], a file that nobody reads, and what `open` fails with.
    pub fn read(
        name: &VendorName,
        prefix: &str,
        files: &BTreeSet<String>,
        open: impl Fn(&str) -> Result<Option<Vec<u8>>, Failure>,
    ) -> Result<Option<Self>, Failure> {
        const READ: [&str; 2] = ["vendor.toml", "CHANGELOG.md"];
        let folder = format!("{SPECS}/{name}/");
        let source = |file: &str| -> Result<Option<Source>, Failure> {
            let path = format!("{folder}{file}");
            let bytes = open(&path)?;
            Ok(bytes.map(|bytes| Source::new(format!("{prefix}{path}"), bytes)))
        };
        let Some(vendor_toml) = source(READ[0])?.filter(Umbrella::is_one) else {
            return Ok(None);
        };
        let below = files.iter().filter_map(|path| path.strip_prefix(&folder));
        if let Some(stray) = below
            .filter(|file| !file.ends_with('~'))
            .find(|file| !READ.contains(file))
        {
            return Err(Failure::new(
                format!("{folder}{stray}"),
                "nobody reads this file: an umbrella crate has no page of its own",
                "move it into the folder of the module's vendor, or remove `modules` from vendor.toml",
            ));
        }
        Self::new(name.clone(), vendor_toml, source(READ[1])?).map(Some)
    }

    /// The modules with their vendors, as people read them: `billing (acme-billing)`.
    pub fn listed(&self) -> String {
        let members = self.members.iter();
        let listed: Vec<String> = members
            .map(|(module, vendor)| format!("{module} ({vendor})"))
            .collect();
        listed.join(", ")
    }
}
