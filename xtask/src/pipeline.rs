//! The pipeline as the commands call it: on several vendors side by side, and never as a panic.

use rayon::prelude::*;
use specloom::{Canonical, Error, Generated, Place, Result, Sources, Stage};

use crate::quiet;

/// The two doors of the generator. Tests bring their own.
#[derive(Clone, Copy)]
pub struct Pipeline {
    generate: fn(&Sources) -> Result<Generated>,
    canonical: fn(&Sources) -> Result<Canonical>,
    /// Version of the generator.
    pub version: &'static str,
}

impl Pipeline {
    /// The workspace's own generator.
    pub fn specloom() -> Self {
        Self::new(specloom::generate, specloom::canonical, specloom::VERSION)
    }

    /// A pipeline of these functions.
    pub fn new(
        generate: fn(&Sources) -> Result<Generated>,
        canonical: fn(&Sources) -> Result<Canonical>,
        version: &'static str,
    ) -> Self {
        Self {
            generate,
            canonical,
            version,
        }
    }

    /// Generates one client.
    ///
    /// # Errors
    ///
    /// As [`specloom::generate`]; a panic in it is an error, too.
    pub fn generate(&self, sources: &Sources) -> Result<Generated> {
        guarded(sources, self.generate)
    }

    /// Reads and lifts one page.
    ///
    /// # Errors
    ///
    /// As [`specloom::canonical`]; a panic in it is an error, too.
    pub fn canonical(&self, sources: &Sources) -> Result<Canonical> {
        guarded(sources, self.canonical)
    }
}

/// `work` on every item, side by side; results in the order of the items.
pub fn in_parallel<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync + Send) -> Vec<R> {
    items.par_iter().map(work).collect()
}

/// A panic would leave the other vendors without a word and the maintainer without a place: say which page it was.
fn guarded<T: Send>(sources: &Sources, stage: fn(&Sources) -> Result<T>) -> Result<T> {
    quiet::run(|| stage(sources)).unwrap_or_else(|panic| {
        Err(Error::new(
            Stage::Engine,
            Place::file(sources.origin()),
            format!("the generator panicked: {panic}"),
            "this is a defect of the generator, not of the page; report it with the page",
        ))
    })
}
