//! The pipeline as the commands call it: on several vendors side by side, and never as a panic.

use rayon::prelude::*;
use specloom::compare::Api;
use specloom::{Canonical, Error, Generated, Note, NoteKind, Pins, Place, Result, Sources, Stage, Vendor};

use crate::quiet;

/// The two doors of the generator. Tests bring their own.
#[derive(Clone, Copy)]
pub struct Pipeline {
    generate: fn(&Sources) -> Result<Generated>,
    canonical: fn(&Sources) -> Result<Canonical>,
    api: fn(&Canonical, &Vendor) -> Result<Api>,
    /// Version of the generator.
    pub version: &'static str,
    /// Whether a warning is an error.
    strict: bool,
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
            strict: false,
        }
    }

    /// This pipeline, which refuses a page that a warning is about.
    #[must_use]
    pub fn strict(self) -> Self {
        Self { strict: true, ..self }
    }

    /// Generates one client.
    ///
    /// # Errors
    ///
    /// As [`specloom::generate`]; a panic in it is an error, too.
    pub fn generate(&self, sources: &Sources) -> Result<Generated> {
        let generated = guarded(sources.origin(), || (self.generate)(sources))?;
        self.admit(sources, &generated.notes)?;
        Ok(generated)
    }

    /// Reads and lifts one page.
    ///
    /// # Errors
    ///
    /// As [`specloom::canonical`]; a panic in it is an error, too.
    pub fn canonical(&self, sources: &Sources) -> Result<Canonical> {
        let canonical = guarded(sources.origin(), || (self.canonical)(sources))?;
        self.admit(sources, &canonical.notes)?;
        Ok(canonical)
    }

    /// The public API of the client of a canonical document.
    ///
    /// # Errors
    ///
    /// As [`specloom::api`]; a panic in it is an error, too.
    pub fn api(&self, canonical: &Canonical, vendor: &Vendor) -> Result<Api> {
        guarded(&canonical.file, || (self.api)(canonical, vendor))
    }

    /// The names of the client of `old` that are to be held in the client of `new`.
    ///
    /// # Errors
    ///
    /// As [`specloom::pins`]; a panic in it is an error, too.
    pub fn pins(&self, old: (&Canonical, &Vendor), new: (&Canonical, &Vendor)) -> Result<Pins> {
        guarded(&new.0.file, || specloom::pins(old, new))
    }

    fn admit(&self, sources: &Sources, notes: &[Note]) -> Result<()> {
        let warnings = || notes.iter().filter(|note| note.kind == NoteKind::Warning);
        let Some(first) = warnings().next().filter(|_| self.strict) else {
            return Ok(());
        };
        let more = match warnings().count() - 1 {
            0 => String::new(),
            more => format!(" ({more} more like this)"),
        };
        Err(Error::new(
            Stage::Lift,
            Place::file(sources.origin()).pointer(first.pointer.clone()),
            format!("{}{more}", first.what),
            "correct the page with an overlay action, or leave out `--strict`",
        ))
    }
}

/// `work` on every item, side by side; results in the order of the items.
pub fn in_parallel<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync + Send) -> Vec<R> {
    items.par_iter().map(work).collect()
}

/// Two pieces of work, side by side.
pub fn in_pair<A: Send, B: Send>(one: impl FnOnce() -> A + Send, other: impl FnOnce() -> B + Send) -> (A, B) {
    rayon::join(one, other)
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
