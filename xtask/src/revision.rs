//! `specs/` as it was at a git revision.

use std::collections::BTreeSet;
use std::path::PathBuf;

use crate::files::SPECS;
use crate::name::VendorName;
use crate::specs::{PAGES, SET, Specs};
use crate::umbrella_specs::UmbrellaSpecs;
use crate::workspace::Workspace;
use crate::{Failure, git};

/// A revision of the workspace.
#[derive(Debug, Clone)]
pub struct Revision {
    root: PathBuf,
    /// As it was asked for, for messages.
    asked: String,
    /// The commit's hash.
    commit: String,
    /// Files below `specs/`, by path below the root.
    files: BTreeSet<String>,
}

impl Revision {
    /// The revision that git calls `asked`.
    ///
    /// # Errors
    ///
    /// No git, no repository, or no such revision.
    pub fn resolve(workspace: &Workspace, asked: &str) -> Result<Self, Failure> {
        let mut revision = Self {
            root: workspace.root().to_owned(),
            asked: asked.to_owned(),
            commit: String::new(),
            files: BTreeSet::new(),
        };
        revision.commit = git::commit(&revision.root, asked).map_err(|said| revision.failure(said))?;
        let listing = revision.git(&[
            "ls-tree",
            "-r",
            "-z",
            "--name-only",
            &revision.commit,
            "--",
            SPECS,
        ])?;
        revision.files = listing
            .split(|&byte| byte == 0)
            .filter(|path| !path.is_empty())
            .map(|path| String::from_utf8_lossy(path).into_owned())
            .collect();
        Ok(revision)
    }

    /// As it was asked for.
    pub fn asked(&self) -> &str {
        &self.asked
    }

    /// The vendors it has, sorted. Directories whose name is no vendor's are none, and umbrellas neither.
    pub fn vendors(&self) -> Vec<VendorName> {
        let mut vendors = self.folders();
        // An umbrella that cannot be read any more is one all the same.
        vendors.retain(|name| self.has_pages(name) || matches!(self.umbrella(name), Ok(None)));
        vendors
    }

    /// The umbrella of that name, if it has one.
    ///
    /// # Errors
    ///
    /// As [`UmbrellaSpecs::read`], and what git says.
    pub fn umbrella(&self, name: &VendorName) -> Result<Option<UmbrellaSpecs>, Failure> {
        UmbrellaSpecs::read(name, &format!("{}:", self.asked), &self.files, |path| {
            self.open(path)
        })
    }

    fn has_pages(&self, name: &VendorName) -> bool {
        let folder = format!("{SPECS}/{name}/");
        let mut below = self.files.iter().filter_map(|path| path.strip_prefix(&folder));
        below.any(|file| PAGES.contains(&file) || file.starts_with(&format!("{SET}/")))
    }

    fn folders(&self) -> Vec<VendorName> {
        let names: BTreeSet<&str> = self
            .files
            .iter()
            .filter_map(|path| path.strip_prefix(SPECS)?.strip_prefix('/')?.split_once('/'))
            .map(|(name, _)| name)
            .collect();
        names
            .into_iter()
            .filter_map(|name| VendorName::parse(name).ok())
            .collect()
    }

    /// What `specs/<name>/` held.
    ///
    /// # Errors
    ///
    /// As [`Specs::read`], and what git says.
    pub fn read(&self, name: &VendorName) -> Result<Specs, Failure> {
        Specs::read(name, &format!("{}:", self.asked), &self.files, |path| {
            self.open(path)
        })
    }

    /// A file's contents, if there is such a file.
    fn open(&self, path: &str) -> Result<Option<Vec<u8>>, Failure> {
        if !self.files.contains(path) {
            return Ok(None);
        }
        // `./` is relative to the workspace, which need not be the repository's root.
        let blob = format!("{}:./{path}", self.commit);
        self.git(&["cat-file", "blob", &blob]).map(Some)
    }

    fn git(&self, args: &[&str]) -> Result<Vec<u8>, Failure> {
        git::run(&self.root, args).map_err(|said| self.failure(said))
    }

    fn failure(&self, said: String) -> Failure {
        let problem = match said.is_empty() {
            true => "there is no such revision".to_owned(),
            false => said,
        };
        Failure::new(
            format!("git revision `{}`", self.asked.escape_debug()),
            problem,
            "name a commit, branch or tag of the repository that the workspace is in (`--base`)",
        )
    }
}
