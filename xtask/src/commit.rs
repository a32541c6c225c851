//! Writes all of a set of changes or nothing, whatever goes wrong on the way.
//!
//! New contents are staged in `.specloom/` (the same file system), then every file is moved into place while its
//! predecessor is kept. `.specloom/journal.toml` lists what is moved: as long as it exists, the old state can be put
//! back, and is: at once when a step fails, by the next run when this one was killed. Removing the journal is the
//! moment at which the change has happened. Files that do not change are not touched.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::Failure;

/// Directory below the root that holds what is being written.
pub const STAGING: &str = ".specloom";
const JOURNAL: &str = "journal.toml";

/// New contents by path below the root, with `/`; `None` removes the file.
pub type Changes = BTreeMap<String, Option<Vec<u8>>>;

/// What is being moved, written before anything is.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Journal {
    /// Directories that did not exist, parents first.
    created: Vec<String>,
    /// The files, in the order in which they are moved. A file's number here is its name in `new/` and `old/`.
    files: Vec<Moved>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Moved {
    path: String,
    /// Whether there was such a file before.
    existed: bool,
}

/// The right to change the files below a root; held by one process at a time.
#[derive(Debug)]
pub struct Guard {
    root: PathBuf,
    lock: File,
}

impl Drop for Guard {
    /// Closing the file is not enough: a child process that is being started holds it open a moment longer.
    fn drop(&mut self) {
        // A lock that cannot be released is released when the process ends.
        let _ = fs4::FileExt::unlock(&self.lock);
    }
}

impl Guard {
    /// Waits for no one: takes the right to change files below `root`, and puts back what a killed run left half-done.
    /// The second value is how many files were put back.
    ///
    /// # Errors
    ///
    /// Another process holds it, or the staging directory cannot be written.
    pub fn take(root: &Path) -> Result<(Self, usize), Failure> {
        let staging = root.join(STAGING);
        fs::create_dir_all(&staging).map_err(|error| Failure::io("create", &staging, &error))?;
        let path = staging.join("lock");
        let lock = File::create(&path).map_err(|error| Failure::io("create", &path, &error))?;
        match fs4::FileExt::try_lock(&lock) {
            Ok(()) => {}
            Err(fs4::TryLockError::WouldBlock) => {
                return Err(Failure::new(
                    root.display().to_string(),
                    "another Specloom process is writing here",
                    "wait until it is done and try again",
                ));
            }
            Err(fs4::TryLockError::Error(error)) => return Err(Failure::io("lock", &path, &error)),
        }
        let guard = Self {
            root: root.to_owned(),
            lock,
        };
        let restored = guard.roll_back().map_err(|error| {
            Failure::io("put back the files of an interrupted run from", &staging, &error)
        })?;
        Ok((guard, restored))
    }

    /// Applies all changes or none. `before_each` is called before each file is moved, with its path.
    ///
    /// # Errors
    ///
    /// A file that cannot be written; everything is as it was.
    pub fn apply(&self, changes: &Changes, mut before_each: impl FnMut(&str)) -> Result<(), Failure> {
        let mut current = PathBuf::new();
        let result = self.try_apply(changes, |path| {
            current = self.root.join(path);
            before_each(path);
        });
        result.map_err(|error| {
            let failure = Failure::io("write", &current, &error);
            match self.roll_back() {
                Ok(_) => failure,
                Err(again) => Failure::new(
                    current.display().to_string(),
                    format!("cannot write: {error}; and the files before it cannot be put back yet: {again}"),
                    "remove the cause and run the command again: it first puts everything back",
                ),
            }
        })
    }

    fn try_apply(&self, changes: &Changes, mut before_each: impl FnMut(&str)) -> io::Result<()> {
        let (new, old) = (self.staging("new"), self.staging("old"));
        fs::create_dir_all(&new)?;
        fs::create_dir_all(&old)?;
        for (number, contents) in changes.values().enumerate() {
            if let Some(contents) = contents {
                let mut file = File::create(new.join(number.to_string()))?;
                file.write_all(contents)?;
                file.sync_all()?;
            }
        }
        let journal = Journal {
            created: self.missing_directories(changes),
            files: changes
                .keys()
                .map(|path| Moved {
                    path: path.clone(),
                    existed: exists(&self.root.join(path)),
                })
                .collect(),
        };
        self.write_journal(&journal)?;
        for directory in &journal.created {
            before_each(directory);
            fs::create_dir(self.root.join(directory))?;
        }
        for (number, (path, contents)) in changes.iter().enumerate() {
            before_each(path);
            let target = self.root.join(path);
            self.refuse_what_is_not_ours(path)?;
            if exists(&target) {
                fs::rename(&target, old.join(number.to_string()))?;
            }
            if contents.is_some() {
                fs::rename(new.join(number.to_string()), &target)?;
            }
        }
        fs::remove_file(self.staging(JOURNAL))?;
        // The change has happened. What is left to do is housekeeping that the next run would do as well.
        self.remove_empty_directories(changes);
        self.clear();
        Ok(())
    }

    /// A directory where a file should be is somebody's work, and what a linked directory holds is not below the root.
    fn refuse_what_is_not_ours(&self, path: &str) -> io::Result<()> {
        if self
            .root
            .join(path)
            .symlink_metadata()
            .is_ok_and(|there| there.is_dir())
        {
            return Err(io::Error::other("there is a directory with this name"));
        }
        match parents(path).find(|parent| self.root.join(parent).is_symlink()) {
            Some(link) => Err(io::Error::other(format!("`{link}` is a symbolic link"))),
            None => Ok(()),
        }
    }

    /// Puts back what the journal lists, last moved first; each step may have happened or not.
    fn roll_back(&self) -> io::Result<usize> {
        let path = self.staging(JOURNAL);
        let journal: Journal = match fs::read_to_string(&path) {
            Ok(text) => toml::from_str(&text).map_err(io::Error::other)?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                self.clear();
                return Ok(0);
            }
            Err(error) => return Err(error),
        };
        let (new, old) = (self.staging("new"), self.staging("old"));
        let mut restored = 0;
        for (number, Moved { path, existed }) in journal.files.iter().enumerate().rev() {
            let target = self.root.join(path);
            let (old, new) = (old.join(number.to_string()), new.join(number.to_string()));
            if exists(&old) {
                fs::rename(&old, &target)?;
                restored += 1;
            } else if !existed && !exists(&new) && exists(&target) {
                fs::remove_file(&target)?;
                restored += 1;
            }
        }
        for directory in journal.created.iter().rev() {
            // Not empty: somebody else put a file there meanwhile. It stays.
            let _ = fs::remove_dir(self.root.join(directory));
        }
        fs::remove_file(path)?;
        self.clear();
        Ok(restored)
    }

    /// Removes the staging directory itself, for roots that are not a workspace.
    pub fn discard(self) {
        let _ = fs::remove_dir_all(self.root.join(STAGING));
    }

    fn staging(&self, name: &str) -> PathBuf {
        self.root.join(STAGING).join(name)
    }

    /// Appears whole or not at all, like everything else here.
    fn write_journal(&self, journal: &Journal) -> io::Result<()> {
        let text = toml::to_string(journal).map_err(io::Error::other)?;
        let staged = self.staging("journal.new");
        let mut file = File::create(&staged)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        fs::rename(staged, self.staging(JOURNAL))
    }

    /// Directories that the written files need and that are not there, parents first.
    fn missing_directories(&self, changes: &Changes) -> Vec<String> {
        let mut missing: Vec<String> = changes
            .iter()
            .filter(|(_, contents)| contents.is_some())
            .flat_map(|(path, _)| parents(path))
            .filter(|parent| !exists(&self.root.join(parent)))
            .map(str::to_owned)
            .collect();
        missing.sort();
        missing.dedup();
        missing
    }

    /// Removes the directories that the removed files leave empty, up to the second level: `clients/` itself stays.
    fn remove_empty_directories(&self, changes: &Changes) {
        for (path, contents) in changes {
            if contents.is_none() {
                for parent in parents(path).filter(|parent| parent.contains('/')) {
                    // Fails on a directory that is not empty, which is what is wanted.
                    let _ = fs::remove_dir(self.root.join(parent));
                }
            }
        }
    }

    /// Removes what only an unfinished run needs.
    fn clear(&self) {
        for directory in ["new", "old"] {
            let _ = fs::remove_dir_all(self.staging(directory));
        }
        let _ = fs::remove_file(self.staging("journal.new"));
    }
}

/// Whether an interrupted run left something to put back.
pub fn interrupted(root: &Path) -> bool {
    exists(&root.join(STAGING).join(JOURNAL))
}

/// `a/b/c` → `a/b`, `a`.
fn parents(path: &str) -> impl Iterator<Item = &str> {
    path.rmatch_indices('/').map(|(at, _)| &path[..at])
}

/// Whether there is anything at `path`, be it a symbolic link to nowhere.
fn exists(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}
