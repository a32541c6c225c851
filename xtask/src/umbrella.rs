//! The crates that have several vendors' clients as modules, and their versions.
//!
//! An umbrella has no page, and so no findings of its own: what changes in its modules changes in it, and its version goes with theirs.

use std::collections::BTreeMap;

use semver::Version;
use specloom::compare::{Bump, Change};
use specloom::{FileSet, ModuleCrate, Source, Vendor};

use crate::commit::Changes;
use crate::files::{CLIENTS, SPECS};
use crate::name::VendorName;
use crate::rebuild::Built;
use crate::umbrella_specs::UmbrellaSpecs;
use crate::workspace::Workspace;
use crate::{Failure, changelog, vendor_toml};

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
