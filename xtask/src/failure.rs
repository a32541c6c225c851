//! Why a command could not run: always what, where and what to do about it.

use std::fmt;
use std::io;
use std::path::Path;

use specloom::Source;

use crate::excerpt;

/// One reason why a command could not run. `Display` is what the terminal shows, with ANSI styles.
#[derive(Debug, Clone)]
pub enum Failure {
    /// The pipeline refused an input.
    Pipeline {
        /// What it says.
        error: Box<specloom::Error>,
        /// The input it names, for the excerpt.
        source: Option<Source>,
    },
    /// The command line, the workspace or the disk is not as it should be.
    Workspace {
        /// File, directory or argument.
        place: String,
        /// What is wrong, a clause without a full stop.
        problem: String,
        /// What to do about it, a clause without a full stop.
        remedy: String,
    },
}

impl Failure {
    /// A failure of the workspace at `place`.
    pub fn new(place: impl Into<String>, problem: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self::Workspace {
            place: place.into(),
            problem: problem.into(),
            remedy: remedy.into(),
        }
    }

    /// What is wrong, without where and what to do.
    pub fn problem(&self) -> &str {
        match self {
            Self::Pipeline { error, .. } => &error.problem,
            Self::Workspace { problem, .. } => problem,
        }
    }

    /// The operating system refused to `verb` the file at `path`.
    pub fn io(verb: &str, path: &Path, error: &io::Error) -> Self {
        let remedy = match error.kind() {
            io::ErrorKind::NotFound => "check that the path exists",
            io::ErrorKind::PermissionDenied => "check its permissions and those of its directory",
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "make room and try again",
            io::ErrorKind::IsADirectory | io::ErrorKind::NotADirectory => {
                "move away what stands there and try again"
            }
            io::ErrorKind::InvalidData => {
                "look at what has changed (`git status`), then remove this and try again"
            }
            _ => "check the path and try again",
        };
        Self::new(
            path.display().to_string(),
            format!("cannot {verb}: {error}"),
            remedy,
        )
    }

    /// An error of the pipeline; `sources` are the inputs it may name.
    pub fn pipeline<'a>(error: specloom::Error, sources: impl IntoIterator<Item = &'a Source>) -> Self {
        let source = sources
            .into_iter()
            .find(|source| source.name == error.place.file && error.place.position.is_some())
            .cloned();
        let error = Box::new(error);
        Self::Pipeline { error, source }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&match self {
            Self::Pipeline { error, source } => excerpt::render(
                &error.place.to_string(),
                &error.problem,
                &error.remedy,
                source.as_ref().zip(error.place.position),
            ),
            Self::Workspace {
                place,
                problem,
                remedy,
            } => excerpt::render(place, problem, remedy, None),
        })
    }
}

/// All reasons why a command could not run, in the order of the vendors.
#[derive(Debug, Clone)]
pub struct Failures(pub Vec<Failure>);

impl From<Failure> for Failures {
    fn from(failure: Failure) -> Self {
        Self(vec![failure])
    }
}
