//! `specs/` as it was at a git revision. Git itself is asked: it knows worktrees, packs and partial clones.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::Command;

use crate::Failure;
use crate::name::VendorName;
use crate::specs::Specs;
use crate::workspace::{SPECS, Workspace};

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
        let commit = format!("{asked}^{{commit}}");
        let hash = revision.git(&["rev-parse", "--verify", "--quiet", "--end-of-options", &commit])?;
        revision.commit = String::from_utf8_lossy(&hash).trim().to_owned();
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

    /// The vendors it has, sorted. Directories whose name is no vendor's are none.
    pub fn vendors(&self) -> Vec<VendorName> {
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
            if !self.files.contains(path) {
                return Ok(None);
            }
            // `./` is relative to the workspace, which need not be the repository's root.
            let blob = format!("{}:./{path}", self.commit);
            self.git(&["cat-file", "blob", &blob]).map(Some)
        })
    }

    fn git(&self, args: &[&str]) -> Result<Vec<u8>, Failure> {
        let failed = |problem: String| {
            Failure::new(
                format!("git revision `{}`", self.asked.escape_debug()),
                problem,
                "name a commit, branch or tag of the repository that the workspace is in (`--base`)",
            )
        };
        let output = Command::new("git")
            .arg("-C")
            .arg(&self.root)
            .args(args)
            .output()
            .map_err(|error| failed(format!("git cannot be run: {error}")))?;
        if output.status.success() {
            return Ok(output.stdout);
        }
        let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
        Err(failed(if said.is_empty() {
            "there is no such revision".into()
        } else {
            said
        }))
    }
}
