//! The stages in their order.

use crate::{Canonical, FileSet, Note, Result, Sources, emit, engine, fit, lift, overlay, polish, read};

/// Version of the generator, part of every lock entry: the same inputs give the same bytes for one version.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// A client crate and what was noted on the way.
#[derive(Debug, Clone)]
pub struct Generated {
    /// The canonical document that the client is made from.
    pub canonical: Canonical,
    /// The crate's files, by path below the crate's folder.
    pub files: FileSet,
    /// Notes of every stage, in the order of the stages.
    pub notes: Vec<Note>,
}

/// Reads a page and lifts it to the canonical OpenAPI 3.0 document, corrections applied.
///
/// # Errors
///
/// A page that no style recognises or that is damaged, an overlay that is not an overlay or no longer matches, a
/// document that cannot be understood.
pub fn canonical(sources: &Sources) -> Result<Canonical> {
    let draft = read::read(&sources.page)?;
    let overlay = sources.overlay.as_ref().map(overlay::parse).transpose()?;
    lift::lift(draft, overlay.as_ref())
}

/// Generates the client crate of a page.
///
/// # Errors
///
/// As [`canonical`], and a document that asks for something no client can be generated for.
pub fn generate(sources: &Sources) -> Result<Generated> {
    let canonical = canonical(sources)?;
    let fitted = fit::fit(&canonical, &sources.vendor)?;
    let file = engine::run(&fitted)?;
    let polished = polish::polish(file, &fitted)?;
    let notes: Vec<Note> = canonical.notes.iter().chain(&fitted.notes).cloned().collect();
    let files = emit::emit(&polished, &fitted, &canonical, &notes, sources)?;
    Ok(Generated {
        canonical,
        files,
        notes,
    })
}
