//! The stages in their order.

use std::collections::BTreeMap;

use crate::compare::{Api, Surface};
use crate::error::Result;
use crate::file_set::FileSet;
use crate::lift::Canonical;
use crate::note::Note;
use crate::pass::Pass;
use crate::pins::Pins;
use crate::read::Draft;
use crate::source::Source;
use crate::sources::Sources;
use crate::umbrella::{ModuleCrate, Umbrella};
use crate::vendor::Vendor;
use crate::{engine, gather, lift, model, overlay, render};

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

impl Generated {
    /// The client as one module, for a `build.rs` that includes it instead of depending on a crate.
    pub fn module(&self) -> String {
        render::files::module(&self.files)
    }
}

/// The passes in the order in which a page goes through them: by stage, each with its id and its reason.
pub fn passes() -> Vec<(&'static str, Vec<(&'static str, &'static str)>)> {
    let listed = |passes: &[Pass]| passes.iter().map(|pass| (pass.id, pass.why)).collect();
    vec![
        ("lift, before the corrections", listed(lift::RAISING)),
        ("lift, after the corrections", listed(lift::COMPLETION)),
        (
            "model, what the client cannot say",
            listed(model::lower::LOWERING),
        ),
        ("model, what becomes a type", model::fit::reasons()),
    ]
}

/// Reads the pages and lifts them to the canonical OpenAPI 3.1 document, corrections applied. What is held back of several
/// pages is in [`Canonical::set`].
///
/// # Errors
///
/// A page that no style recognises or that is damaged, where there is no other; an overlay that is not an overlay or no
/// longer matches; a document that cannot be understood.
pub fn canonical(sources: &Sources) -> Result<Canonical> {
    gather::holding_back(sources, |draft| lifted(draft, sources))
}

/// The public API of the client that is made from a canonical document, for comparing it with another.
///
/// # Errors
///
/// As [`generate`].
pub fn api(canonical: &Canonical, vendor: &Vendor) -> Result<Api> {
    let (mut model, _) = model::model(canonical, vendor)?;
    model.replace(vendor)?;
    let (definitions, _) = engine::run(&mut model)?;
    let modules: BTreeMap<_, Surface> = render::write(&model, definitions, vendor)?;
    Ok(Api::new(&model, modules.into_values().collect()))
}

/// The names of the client of `old` that the client of `new` would not have by itself, though what they name is still there.
/// Names that are no longer in question are not among them.
///
/// # Errors
///
/// As [`generate`].
pub fn pins(old: (&Canonical, &Vendor), new: (&Canonical, &Vendor)) -> Result<Pins> {
    let (before, _) = model::model(old.0, old.1)?;
    let by_itself = Vendor {
        pins: Pins::default(),
        ..new.1.clone()
    };
    let (after, _) = model::model(new.0, &by_itself)?;
    Ok(model::pins::derive(&before, &after))
}

/// The model of the client that is made from a canonical document: what a harness needs to know to call every operation.
///
/// # Errors
///
/// As [`generate`].
pub fn model_of(canonical: &Canonical, vendor: &Vendor) -> Result<model::Model> {
    let (mut model, _) = model::model(canonical, vendor)?;
    engine::run(&mut model)?;
    Ok(model)
}

/// Generates the client crate of a vendor.
///
/// # Errors
///
/// As [`canonical`], and a document that asks for something no client can be generated for.
pub fn generate(sources: &Sources) -> Result<Generated> {
    gather::holding_back(sources, |draft| generated(lifted(draft, sources)?, sources))
}

/// Generates an umbrella crate. `members` are by the module's name, all of [`Umbrella::modules`]; `origin` is the path of its
/// `vendor.toml`.
///
/// # Errors
///
/// A name that no module can have, and documentation that would hold what it must not.
pub fn generate_umbrella(
    umbrella: &Umbrella,
    members: &BTreeMap<&str, ModuleCrate<'_>>,
    changelog: Option<&Source>,
    origin: &str,
) -> Result<FileSet> {
    render::files::umbrella(umbrella, members, changelog, origin)
}

fn lifted(draft: Draft, sources: &Sources) -> Result<Canonical> {
    let overlay = sources.overlay.as_ref().map(overlay::parse).transpose()?;
    lift::lift(draft, overlay.as_ref())
}

fn generated(canonical: Canonical, sources: &Sources) -> Result<Generated> {
    let (mut model, model_notes) = model::model(&canonical, &sources.vendor)?;
    model.replace(&sources.vendor)?;
    let (definitions, engine_notes) = engine::run(&mut model)?;
    let modules = render::write(&model, definitions, &sources.vendor)?;
    let mut notes = canonical.notes.clone();
    notes.extend(model_notes.into_iter().chain(engine_notes).map(|note| Note {
        pointer: canonical.left_out.in_page(&note.pointer).into_owned(),
        ..note
    }));
    let files = render::files::emit(&model, modules, &mut notes, sources, &canonical.set)?;
    Ok(Generated {
        canonical,
        files,
        notes,
    })
}
