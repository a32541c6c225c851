//! Writes all of a set of changes or nothing, whatever goes wrong on the way.
//!
//! New contents are staged in `.specloom/` (the same file system), then moved into place while what was there is kept.
//! `.specloom/journal.toml` lists what is moved: as long as it exists, the old state can be put back, and is: at once
//! when a step fails, by the next run when this one was killed. Removing the journal is the moment at which the change
//! has happened. Files that do not change are not touched.
//!
//! The next run starts with `cargo`, which loads no workspace that has half a crate in it. So a directory comes and goes
//! as a whole, and a file is replaced without ever being absent.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::Failure;
use crate::steps::{Step, exists, parents, steps};

pub use crate::steps::Changes;

/// Directory below the root that holds what is being written.
pub const STAGING: &str = ".specloom";
const JOURNAL: &str = "journal.toml";

/// What is being moved, written before anything is.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Journal {
    /// The files and directories, in the order in which they are moved. Their number here is their name in `new/` and
    /// `old/`.
    moves: Vec<Moved>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Moved {
    path: String,
    /// Whether there was such a file or directory before.
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
    /// The second value is whether that was necessary.
    ///
    /// # Errors
    ///
    /// Another process holds it, or the staging directory cannot be written.
    pub fn take(root: &Path) -> Result<(Self, bool), Failure> {
        let staging = root.join(STAGING);
        let path = staging.join("lock");
        // What these point to would be written to, and is not ours.
        if let Some(link) = [&staging, &path].into_iter().find(|path| path.is_symlink()) {
            return Err(Failure::new(
                link.display().to_string(),
                "this is a symbolic link",
                "remove it: only Specloom writes here",
            ));
        }
        fs::create_dir_all(&staging).map_err(|error| Failure::io("create", &staging, &error))?;
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

    /// Applies all changes or none. `before_each` is called before each file or directory is moved, with its path.
    ///
    /// # Errors
    ///
    /// A file that cannot be written; everything is as it was.
    pub fn apply(&self, changes: &Changes, mut before_each: impl FnMut(&str)) -> Result<(), Failure> {
        let mut current = self.root.join(STAGING);
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
        let steps = steps(&self.root, changes);
        for (number, step) in steps.values().enumerate() {
            let staged = new.join(number.to_string());
            match step {
                Step::File(Some(contents)) => write(&staged, contents)?,
                Step::Come(files) => {
                    for (path, contents) in files {
                        write(&staged.join(path), contents)?;
                    }
                }
                Step::File(None) | Step::Go => {}
            }
        }
        self.write_journal(&Journal {
            moves: steps
                .keys()
                .map(|path| Moved {
                    path: (*path).to_owned(),
                    existed: exists(&self.root.join(path)),
                })
                .collect(),
        })?;
        for (number, (path, step)) in steps.iter().enumerate() {
            before_each(path);
            let target = self.root.join(path);
            let (new, old) = (new.join(number.to_string()), old.join(number.to_string()));
            self.refuse_what_is_not_ours(path, step)?;
            match step {
                Step::File(Some(_)) => {
                    // Keeps the predecessor in both places, so that there is a file at any moment.
                    if exists(&target) && fs::hard_link(&target, &old).is_err() {
                        fs::rename(&target, &old)?;
                    }
                    fs::rename(&new, &target)?;
                }
                Step::Come(_) => fs::rename(&new, &target)?,
                Step::File(None) | Step::Go => {
                    if exists(&target) {
                        fs::rename(&target, &old)?;
                    }
                }
            }
        }
        fs::remove_file(self.staging(JOURNAL))?;
        // The change has happened. What is left to do is housekeeping that the next run would do as well.
        self.clear();
        Ok(())
    }

    /// A directory where a file should be is somebody's work.
    fn refuse_what_is_not_ours(&self, path: &str, step: &Step<'_>) -> io::Result<()> {
        let there = self.root.join(path).symlink_metadata();
        if !matches!(step, Step::Go) && there.is_ok_and(|there| there.is_dir()) {
            return Err(refused(
                io::ErrorKind::IsADirectory,
                "there is a directory with this name",
            ));
        }
        self.refuse_links(path)
    }

    /// A path that a journal cannot have of us.
    fn refuse_what_is_not_below(&self, path: &str) -> io::Result<()> {
        let plain =
            |part: &str| !matches!(part, "" | "." | ".." | STAGING) && !part.contains(['\\', ':', '\0']);
        if !path.split('/').all(plain) {
            let problem = format!(
                "`{JOURNAL}` names `{}`, which is not below the root",
                path.escape_debug()
            );
            return Err(refused(io::ErrorKind::InvalidData, problem));
        }
        Ok(())
    }

    /// What a linked directory holds is not below the root.
    fn refuse_links(&self, path: &str) -> io::Result<()> {
        match parents(path).find(|parent| self.root.join(parent).is_symlink()) {
            Some(link) => Err(refused(
                io::ErrorKind::NotADirectory,
                format!("`{link}` is a symbolic link"),
            )),
            None => Ok(()),
        }
    }

    /// Puts back what the journal lists, last moved first; each step may have happened or not.
    fn roll_back(&self) -> io::Result<bool> {
        let path = self.staging(JOURNAL);
        let journal: Journal = match fs::read_to_string(&path) {
            Ok(text) => toml::from_str(&text).map_err(|error| {
                let problem = format!("`{JOURNAL}` is not readable: {}", error.message());
                refused(io::ErrorKind::InvalidData, problem)
            })?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                self.clear();
                return Ok(false);
            }
            Err(error) => return Err(error),
        };
        let (new, old) = (self.staging("new"), self.staging("old"));
        let mut back = Vec::new();
        for (number, Moved { path, existed }) in journal.moves.iter().enumerate().rev() {
            self.refuse_what_is_not_below(path)?;
            let target = self.root.join(path);
            let (old, new) = (old.join(number.to_string()), new.join(number.to_string()));
            if exists(&old) {
                back.push((old, target));
            } else if !existed && !exists(&new) && exists(&target) {
                back.push((target, new));
            } else {
                continue;
            }
            self.refuse_links(path)?;
        }
        // Not before all of it was looked at: a journal is a file that anybody may have put there.
        for (from, to) in back {
            fs::rename(from, to)?;
        }
        fs::remove_file(path)?;
        self.clear();
        Ok(true)
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
        write(&staged, text.as_bytes())?;
        fs::rename(staged, self.staging(JOURNAL))
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

fn refused(kind: io::ErrorKind, problem: impl Into<String>) -> io::Error {
    io::Error::new(kind, problem.into())
}

/// Writes a new file, its directories included, to the disk itself.
fn write(path: &Path, contents: &[u8]) -> io::Result<()> {
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent)?;
    }
    let mut file = File::create(path)?;
    file.write_all(contents)?;
    file.sync_all()
}
