//! `specs/<umbrella>/`: which vendors' clients are the modules of one crate, and that crate's changelog.
//!
//! An umbrella has no page, and so no findings of its own: what changes in its modules changes in it, and its version goes with theirs.

use std::collections::{BTreeMap, BTreeSet};

use semver::Version;
use specloom::compare::{Bump, Change};
use specloom::{FileSet, ModuleCrate, Source, Umbrella, Vendor};

use crate::commit::Changes;
use crate::name::VendorName;
use crate::rebuild::Built;
use crate::workspace::{CLIENTS, SPECS, Workspace};
use crate::{Failure, changelog, vendor_toml};

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

/// An umbrella's rebuilt crate.
#[derive(Debug, Clone)]
pub struct BuiltUmbrella {
    /// What it was built from.
    pub specs: UmbrellaSpecs,
    /// The crate's files, by path below the crate's folder.
    pub files: FileSet,
    /// What was taken from the modules: their crates and versions.
    pub modules: String,
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

    /// Builds the crate; `vendor` tells what is said of a vendor.
    ///
    /// # Errors
    ///
    /// A module whose vendor is not there, two of one crate, and as [`specloom::generate_umbrella`].
    pub fn build(
        self,
        mut vendor: impl FnMut(&VendorName) -> Result<Vendor, Failure>,
    ) -> Result<BuiltUmbrella, Failure> {
        let failed = |problem: String, remedy: &str| Failure::new(&self.vendor_toml.name, problem, remedy);
        let mut vendors = BTreeMap::new();
        let mut crates =
            BTreeMap::from([(self.umbrella.crate_name.clone(), "the umbrella itself".to_owned())]);
        for (module, name) in &self.members {
            let said = vendor(name)?;
            if let Some(other) = crates.insert(said.crate_name.clone(), format!("`{module}`")) {
                let problem = format!(
                    "the crate of the module `{module}`, {}, is that of {other}",
                    said.crate_name
                );
                return Err(failed(
                    problem,
                    "name another vendor, or give one of the crates another name",
                ));
            }
            vendors.insert(module.as_str(), (name.as_str(), said));
        }
        let members = vendors.iter();
        let members = members.map(|(module, (folder, vendor))| (*module, ModuleCrate { folder, vendor }));
        let (members, changelog) = (members.collect(), self.changelog.as_ref());
        let files = specloom::generate_umbrella(&self.umbrella, &members, changelog, &self.vendor_toml.name)
            .map_err(|error| Failure::pipeline(error, [&self.vendor_toml]))?;
        let modules = vendors
            .iter()
            .map(|(module, (_, vendor))| format!("{module} {} {}\n", vendor.crate_name, vendor.version))
            .collect();
        Ok(BuiltUmbrella {
            files,
            modules,
            specs: self,
        })
    }
}

impl BuiltUmbrella {
    /// Every generated file by its path below the workspace's root.
    pub fn paths(&self) -> BTreeMap<String, &str> {
        let folder = format!("{CLIENTS}/{}", self.specs.name);
        let files = self.files.iter();
        files
            .map(|(path, text)| (format!("{folder}/{path}"), text.as_str()))
            .collect()
    }
}

/// The umbrellas that have one of these vendors, built anew; all of the workspace, if `everything` is asked for.
///
/// # Errors
///
/// As [`UmbrellaSpecs::build`].
pub fn over(workspace: &Workspace, built: &[Built], everything: bool) -> Result<Vec<BuiltUmbrella>, Failure> {
    let is_over = |umbrella: &UmbrellaSpecs| {
        built
            .iter()
            .any(|built| umbrella.members.values().any(|name| name == built.name()))
    };
    let umbrellas = workspace.umbrellas()?.into_iter();
    let umbrellas = umbrellas.filter(|umbrella| everything || is_over(umbrella));
    umbrellas
        .map(|umbrella| build(umbrella, workspace, built))
        .collect()
}

/// What a new version of a module asks of the umbrellas over it.
#[derive(Debug, Clone, Default)]
pub struct Raised {
    /// Their `vendor.toml` and changelogs, to be written.
    pub inputs: Changes,
    /// Their crates, with the versions so far and after it.
    pub versions: Vec<(String, Version, Version)>,
}

/// The umbrellas over a vendor whose client has a new version: they re-export what changed, and so change as far as it does.
///
/// # Errors
///
/// As [`UmbrellaSpecs::build`].
pub fn raised(
    workspace: &Workspace,
    built: &Built,
    changes: &[Change],
    today: &str,
) -> Result<(Vec<BuiltUmbrella>, Raised), Failure> {
    let (mut umbrellas, mut raised) = (Vec::new(), Raised::default());
    for old in workspace.umbrellas()? {
        let Some((module, _)) = old.members.iter().find(|(_, name)| *name == built.name()) else {
            continue;
        };
        let current = &old.umbrella.version;
        let version = Bump::new(current, changes).version;
        let kept = old
            .changelog
            .as_ref()
            .map(|kept| String::from_utf8_lossy(&kept.bytes));
        let changelog = changelog::prepend(
            kept.as_deref(),
            current,
            (&version, today),
            (Some(module), changes),
        );
        let vendor_toml = vendor_toml::with_version(&old.vendor_toml, &version)?;
        let of = |file: &str, text: String| Source::new(format!("{SPECS}/{}/{file}", old.name), text);
        let (vendor_toml, changelog) = (of("vendor.toml", vendor_toml), of("CHANGELOG.md", changelog));
        for input in [&vendor_toml, &changelog] {
            raised
                .inputs
                .insert(input.name.clone(), Some(input.bytes.clone()));
        }
        raised
            .versions
            .push((old.umbrella.crate_name.clone(), current.clone(), version));
        let new = UmbrellaSpecs::new(old.name.clone(), vendor_toml, Some(changelog))?;
        umbrellas.push(build(new, workspace, std::slice::from_ref(built))?);
    }
    Ok((umbrellas, raised))
}

/// Builds one umbrella over the vendors as they are built, and as they are on disk.
///
/// # Errors
///
/// As [`UmbrellaSpecs::build`].
pub fn build(
    umbrella: UmbrellaSpecs,
    workspace: &Workspace,
    built: &[Built],
) -> Result<BuiltUmbrella, Failure> {
    let vendors = workspace.vendors()?;
    let place = umbrella.vendor_toml.name.clone();
    umbrella.build(|name| {
        if let Some(built) = built.iter().find(|built| built.name() == name) {
            return Ok(built.specs.sources.vendor.clone());
        }
        if !vendors.contains(name) {
            return Err(Failure::new(
                &place,
                format!("there is no vendor `{name}` in {SPECS}/ for a module to be made of"),
                format!("`cargo xtask add {name} PAGE` adds it; or take the module out"),
            ));
        }
        workspace.vendor(name)
    })
}
