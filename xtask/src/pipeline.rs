//! The pipeline as the commands call it: on several vendors side by side, and never as a panic.

use rayon::prelude::*;
use specloom::compare::Api;
use specloom::{Canonical, Error, Generated, Place, Result, Sources, Stage, Vendor};

use crate::quiet;

/// The two doors of the generator. Tests bring their own.
#[derive(Clone, Copy)]
pub struct Pipeline {
    generate: fn(&Sources) -> Result<Generated>,
    canonical: fn(&Sources) -> Result<Canonical>,
    api: fn(&Canonical, &Vendor) -> Result<Api>,
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
            api: specloom::api,
            version,
        }
    }

    /// Generates one client.
    ///
    /// # Errors
    ///
    /// As [`specloom::generate`]; a panic in it is an error, too.
    pub fn generate(&self, sources: &Sources) -> Result<Generated> {
        guarded(sources.origin(), || (self.generate)(sources))
    }

    /// Reads and lifts one page.
    ///
    /// # Errors
    ///
    /// As [`specloom::canonical`]; a panic in it is an error, too.
    pub fn canonical(&self, sources: &Sources) -> Result<Canonical> {
        guarded(sources.origin(), || (self.canonical)(sources))
    }

    /// The public API of the client of a canonical document.
    ///
    /// # Errors
    ///
    /// As [`specloom::api`]; a panic in it is an error, too.
    pub fn api(&self, canonical: &Canonical, vendor: &Vendor) -> Result<Api> {
        guarded(&canonical.file, || (self.api)(canonical, vendor))
    }
}

/// `work` on every item, side by side; results in the order of the items.
pub fn in_parallel<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync + Send) -> Vec<R> {
    items.par_iter().map(work).collect()
}

/// A panic would leave the other vendors without a word and the maintainer without a place: say which page it was.
fn guarded<T: Send>(origin: &str, stage: impl FnOnce() -> Result<T> + Send) -> Result<T> {
    quiet::run(stage).unwrap_or_else(|panic| {
        Err(Error::new(
            Stage::Engine,
            Place::file(origin),
            format!("the generator panicked: {panic}"),
            "this is a defect of the generator, not of the page; report it with the page",
        ))
    })
}
