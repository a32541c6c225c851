//! A vendor's committed version × what its API has become since its last release → whether the version is high enough.

use std::path::Path;

use specloom::Vendor;
use specloom::compare::{Bump, Change, Rust};
use specloom::words::shown;

use crate::comparison::{Comparison, Side};
use crate::name::VendorName;
use crate::rebuild::Built;
use crate::revision::Revision;
use crate::umbrella_specs::UmbrellaSpecs;
use crate::workspace::Workspace;
use crate::{Failure, Pipeline, git};

/// What became of the question.
#[derive(Debug, Clone)]
pub enum Version {
    /// The version is what the change asks for, or higher.
    Fine,
    /// It is lower.
    Low {
        /// The version since which there are changes.
        released: semver::Version,
        /// The version that they ask for, and why.
        bump: Bump,
        /// The revision that was the release.
        base: String,
        /// What asks for it most, as people read it.
        gravest: String,
    },
    /// It could not be asked.
    Unknown(String),
}

/// Compares with `base`; where none is named, with the crate's last release as tags tell it.
///
/// # Errors
///
/// A base that was named and that git does not know.
pub fn version(
    workspace: &Workspace,
    built: &Built,
    base: Option<&str>,
    pipeline: Pipeline,
) -> Result<Version, Failure> {
    let vendor = &built.specs.sources.vendor;
    let revision = match released(workspace, &vendor.crate_name, base)? {
        Ok(revision) => revision,
        Err(why) => return Ok(Version::Unknown(why)),
    };
    if !revision.vendors().contains(&built.specs.name) {
        // A vendor that no release has is free to choose.
        return Ok(Version::Fine);
    }
    let (then, comparison) = match since(&revision, built.name(), built, pipeline) {
        Ok(compared) => compared,
        Err(why) => return Ok(Version::Unknown(why)),
    };
    let gravest = comparison.changes.iter().max_by_key(|change| change.rust);
    let gravest = gravest.map(|change| (change.rust, said(change)));
    Ok(judged(&revision, &then.version, &vendor.version, gravest))
}

/// The same of an umbrella, which changes as its modules do. `built` are vendors as they are.
///
/// # Errors
///
/// As [`version`], and a module's vendor that cannot be built.
pub fn of_umbrella(
    workspace: &Workspace,
    umbrella: &UmbrellaSpecs,
    built: &[Built],
    (base, pipeline): (Option<&str>, Pipeline),
) -> Result<Version, Failure> {
    let now = &umbrella.umbrella;
    let revision = match released(workspace, &now.crate_name, base)? {
        Ok(revision) => revision,
        Err(why) => return Ok(Version::Unknown(why)),
    };
    let Some(then) = revision.umbrella(&umbrella.name)? else {
        return Ok(Version::Fine);
    };
    let mut gravest: Option<(Rust, String)> = None;
    let mut add = |rust: Rust, said: String| {
        if gravest.as_ref().is_none_or(|(most, _)| *most < rust) {
            gravest = Some((rust, said));
        }
    };
    for (module, name) in &umbrella.members {
        let Some(before) = then.members.get(module) else {
            add(Rust::Minor, format!("the module `{module}` was added"));
            continue;
        };
        let anew;
        let one = match built.iter().find(|built| built.name() == name) {
            Some(one) => one,
            None => {
                anew = Built::new(workspace.read(name)?, pipeline)?;
                &anew
            }
        };
        match since(&revision, before, one, pipeline) {
            Ok((_, comparison)) => {
                for change in &comparison.changes {
                    add(change.rust, format!("`{module}`: {}", said(change)));
                }
            }
            Err(why) => return Ok(Version::Unknown(why)),
        }
    }
    for module in then
        .members
        .keys()
        .filter(|module| !umbrella.members.contains_key(*module))
    {
        add(Rust::Major, format!("the module `{module}` was removed"));
    }
    Ok(judged(&revision, &then.umbrella.version, &now.version, gravest))
}

/// The revision to compare with, or why there is none.
fn released(
    workspace: &Workspace,
    crate_name: &str,
    base: Option<&str>,
) -> Result<Result<Revision, String>, Failure> {
    let root: &Path = workspace.root();
    let asked = match base {
        Some(base) => base.to_owned(),
        None => match git::release(root, crate_name) {
            Ok(tag) => tag,
            Err(why) => return Ok(Err(why)),
        },
    };
    Revision::resolve(workspace, &asked).map(Ok)
}

/// What was said of a vendor then, and how its client has changed; or why nobody can tell.
fn since(
    revision: &Revision,
    name: &VendorName,
    built: &Built,
    pipeline: Pipeline,
) -> Result<(Vendor, Comparison), String> {
    let read = revision.read(name).and_then(|old| {
        let canonical = pipeline.canonical(&old.sources);
        let canonical = canonical.map_err(|error| Failure::pipeline(error, old.all_sources()))?;
        Ok((old.sources.vendor, canonical))
    });
    let (then, canonical) = read.map_err(|failure| {
        let asked = revision.asked();
        format!(
            "the client of {asked} cannot be read any more: {}",
            failure.problem()
        )
    })?;
    let comparison = Comparison::new(
        built.name().as_str(),
        &Side::new(canonical, &then, pipeline),
        &Side::new(
            built.generated.canonical.clone(),
            &built.specs.sources.vendor,
            pipeline,
        ),
    );
    Ok((then, comparison))
}

fn judged(
    revision: &Revision,
    released: &semver::Version,
    now: &semver::Version,
    gravest: Option<(Rust, String)>,
) -> Version {
    let bump = Bump::of(released, gravest.as_ref().map(|(rust, _)| *rust));
    // A pre-release of what is asked for announces it.
    let mut announced = now.clone();
    announced.pre = semver::Prerelease::EMPTY;
    announced.build = semver::BuildMetadata::EMPTY;
    match gravest {
        Some((_, gravest)) if announced < bump.version => Version::Low {
            gravest,
            released: released.clone(),
            bump,
            base: revision.asked().to_owned(),
        },
        _ => Version::Fine,
    }
}

fn said(change: &Change) -> String {
    let parts = [&change.heading(), &change.location, &change.message].map(|part| shown(part));
    let [heading, location, message] = parts;
    format!("{heading}, {location}: {message}")
}
