//! A vendor's committed version × what its API has become since its last release → whether the version is high enough.

use std::path::Path;

use specloom::compare::{Bump, Change};

use crate::comparison::{Comparison, Side};
use crate::rebuild::Built;
use crate::revision::Revision;
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
        /// What asks for it most.
        gravest: Box<Change>,
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
    let root: &Path = workspace.root();
    let asked = match base {
        Some(base) => base.to_owned(),
        None => match git::release(root, &vendor.crate_name) {
            Ok(tag) => tag,
            Err(why) => return Ok(Version::Unknown(why)),
        },
    };
    let revision = Revision::resolve(workspace, &asked)?;
    if !revision.vendors().contains(&built.specs.name) {
        // A vendor that no release has is free to choose.
        return Ok(Version::Fine);
    }
    let canonical = revision.read(&built.specs.name).and_then(|old| {
        let canonical = pipeline.canonical(&old.sources);
        let canonical = canonical.map_err(|error| Failure::pipeline(error, old.all_sources()))?;
        Ok((old, canonical))
    });
    let (old, canonical) = match canonical {
        Ok(read) => read,
        Err(failure) => {
            let why = format!(
                "what was at {asked} cannot be read any more: {}",
                failure.problem()
            );
            return Ok(Version::Unknown(why));
        }
    };
    let released = old.sources.vendor.version.clone();
    let comparison = Comparison::new(
        built.name().as_str(),
        &Side::new(canonical, &old.sources.vendor, pipeline),
        &Side::new(built.generated.canonical.clone(), vendor, pipeline),
    );
    let bump = Bump::new(&released, &comparison.changes);
    // A pre-release of what is asked for announces it.
    let mut announced = vendor.version.clone();
    announced.pre = semver::Prerelease::EMPTY;
    announced.build = semver::BuildMetadata::EMPTY;
    let gravest = comparison.changes.iter().max_by_key(|change| change.rust);
    Ok(match gravest {
        Some(gravest) if announced < bump.version => Version::Low {
            gravest: Box::new(gravest.clone()),
            released,
            bump,
            base: asked,
        },
        _ => Version::Fine,
    })
}
