//! A new page of a vendor → everything that follows from it, in memory: findings, version, changelog, files.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use semver::Version;
use serde_json::{Value, json};
use specloom::compare::{Bump, Change, pages};
use specloom::{Canonical, Error, HeldBack, Pins, Source, Sources, Stage, Waiver, overlay, pointer};

use crate::beside;
use crate::commit::Changes;
use crate::comparison::{Comparison, Side};
use crate::digest::hash;
use crate::files::SPECS;
use crate::lock::{self, Lock, PageEntry};
use crate::name::VendorName;
use crate::plan::{self, Cause, State};
use crate::rebuild::Built;
use crate::revision::Revision;
use crate::specs::{PAGES, Specs, is_reserved};
use crate::workspace::Workspace;
use crate::{Failure, Failures, Pipeline, cargo_lock, changelog, cut, umbrella, vendor_toml};

/// Most values that are shown of what a correction used to match.
const SHOWN: usize = 3;

/// Most held names of which a choice is offered.
const SHOWN_NAMES: usize = 12;

/// Which names the new page may change.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Renaming {
    /// None that is for no reason of the API.
    #[default]
    None,
    /// Those of these names; all where the list is empty.
    Of(Vec<String>),
}

impl Renaming {
    /// What stays held. A name to let go of that is not held is mistyped: the page would not change it.
    fn of(&self, pins: Pins) -> Result<Pins, Failure> {
        let Self::Of(names) = self else {
            return Ok(pins);
        };
        let held: Vec<&str> = pins.iter().map(|(_, _, name)| name).collect();
        if let Some(unknown) = names.iter().find(|name| !held.contains(&name.as_str())) {
            return Err(Failure::new(
                "--rename",
                format!("no name `{unknown}` is held: the page does not change such a name"),
                match held.len() {
                    0 => "no name is held: leave `--rename` out".to_owned(),
                    1..=SHOWN_NAMES => format!("name one of these: {}", held.join(", ")),
                    more => {
                        format!("`cargo xtask update` without --rename lists the {more} names that are held")
                    }
                },
            ));
        }
        Ok(pins.without(names))
    }
}

/// What a new page amounts to.
#[derive(Debug, Clone)]
pub struct Proposal {
    /// What changes in the API.
    pub comparison: Comparison,
    /// The version so far.
    pub from: Version,
    /// The version after it, and why.
    pub bump: Bump,
    /// The crate's package name.
    pub crate_name: String,
    /// Everything to write: page, `vendor.toml`, changelog, the client.
    pub changes: Changes,
    /// How many of them are generated files, without the lock.
    pub regenerated: usize,
    /// Waivers of an earlier change, which `vendor.toml` loses.
    pub spent: Vec<Waiver>,
    /// Generated files that somebody has edited, and that are written anew.
    pub edited: Vec<String>,
    /// What is held back.
    pub held: Vec<Failure>,
    /// Names that the client keeps.
    pub pins: Pins,
    /// Names that it has kept so far and that nobody need hold any more, or that were let go.
    pub unpinned: Vec<String>,
    /// The crates of which the client is a module, with their versions so far and after it.
    pub umbrellas: Vec<(String, Version, Version)>,
    /// Why the page seems to be cut off.
    pub cut: Option<String>,
}

/// Works out what `page`, by its file name `file`, means for the vendor. Errors name it `origin`: the stored page is
/// another.
///
/// # Errors
///
/// A page that fails, each correction that no longer matches, each waiver that matches nothing and is not of an earlier
/// change.
pub fn propose(
    workspace: &Workspace,
    name: &VendorName,
    (file, origin): (&Path, &str),
    page: Vec<u8>,
    pipeline: Pipeline,
    (today, renaming): (&str, &Renaming),
) -> Result<Proposal, Failures> {
    let old = workspace.read(name)?;
    let baseline = baseline(workspace, &old, pipeline)?;
    let stored_as = old.sources.origin().to_owned();
    let page_path = format!("{SPECS}/{name}/{}", page_name(file, &stored_as));
    let mut new = old.clone();
    let stored = |path: &str| (!is_reserved(path)).then(|| format!("{SPECS}/{name}/{path}"));
    new.sources.pages = vec![beside::of_file(Source::new(origin, page), file, stored)?];
    let canonical = pipeline
        .canonical(&new.sources)
        .map_err(|error| explained(error, &old, &new, pipeline))?;
    new.sources.pages[0].name = page_path;
    let cut = match (old.sources.pages.as_slice(), new.sources.pages.as_slice()) {
        ([old], [new]) => cut::cut_off(&new.bytes, &old.bytes, canonical.style),
        _ => None,
    };
    settle(
        workspace,
        old,
        new,
        (
            Baseline {
                canonical: baseline,
                read: None,
            },
            canonical,
        ),
        (cut, Vec::new()),
        (pipeline, today, renaming),
    )
}

/// Works out what another set of pages means for the vendor: `pages` by the paths where they are to be stored, and what is
/// known of them.
///
/// # Errors
///
/// As [`propose`].
pub fn propose_set(
    workspace: &Workspace,
    name: &VendorName,
    (pages, known): (Vec<Source>, BTreeMap<String, PageEntry>),
    pipeline: Pipeline,
    (today, renaming): (&str, &Renaming),
) -> Result<Proposal, Failures> {
    let old = workspace.read(name)?;
    let baseline = baseline(workspace, &old, pipeline)?;
    let before = pipeline
        .canonical(&old.sources)
        .map_err(|error| Failure::pipeline(error, old.all_sources()))?;
    let mut new = old.clone();
    new.sources.pages = pages;
    new.known = known;
    let mut canonical = pipeline
        .canonical(&new.sources)
        .map_err(|error| explained(error, &old, &new, pipeline))?;
    let pins = pins(&before, &canonical);
    if !pins.is_empty() {
        let text = vendor_toml::with_names(&new.vendor_toml, &pins)?;
        new = new.with_vendor_toml(text)?;
        canonical = pipeline
            .canonical(&new.sources)
            .map_err(|error| explained(error, &old, &new, pipeline))?;
    }
    let mut findings = pages::compare(&listed(&before, &old), &listed(&canonical, &new));
    // Those that disagreed already have not changed.
    let is_new = |held: &&HeldBack| {
        let mut old = before.set.held.iter();
        !old.any(|old| (&old.operation, &old.pages) == (&held.operation, &held.pages))
    };
    let held = canonical.set.held.iter().filter(is_new);
    findings.extend(held.filter_map(pages::disagrees));
    settle(
        workspace,
        old,
        new,
        (
            Baseline {
                canonical: baseline,
                read: Some(before),
            },
            canonical,
        ),
        (None, findings),
        (pipeline, today, renaming),
    )
}

/// The pages of a set as they are compared.
fn listed(canonical: &Canonical, specs: &Specs) -> Vec<pages::Page> {
    let file = |name: &str| name.rsplit('/').next().unwrap_or(name).to_owned();
    let sources = specs.sources.pages.iter();
    let listed = sources.map(|source| {
        let facts = canonical.set.pages.iter().find(|facts| facts.name == source.name);
        pages::Page {
            name: file(&source.name),
            url: source.url.clone(),
            style: facts.map(|facts| facts.style),
            operations: facts.map(|facts| facts.operations.clone()).unwrap_or_default(),
        }
    });
    listed.collect()
}

/// Names that would change only because other pages came or went: they are to stay.
fn pins(before: &Canonical, after: &Canonical) -> BTreeMap<String, String> {
    let contested: BTreeSet<&str> = after
        .notes
        .iter()
        .filter(|note| note.pass == "repeated-ids")
        .map(|note| note.pointer.as_str())
        .collect();
    let is_contested = |operation: &str| {
        let (method, path) = operation.split_once(' ').unwrap_or_default();
        let pointer = pointer::from_tokens(["paths", path, &method.to_lowercase(), "operationId"]);
        contested.contains(pointer.as_str())
    };
    // Where one shape becomes two, those that still have the name keep it.
    let section = |key: &str| {
        key.rsplit_once('/')
            .map(|(before, _)| before.rsplit(' ').next().unwrap_or_default().to_owned())
    };
    let kept: BTreeSet<(Option<String>, &String)> = before
        .set
        .names
        .iter()
        .filter(|(key, name)| after.set.names.get(*key) == Some(*name))
        .map(|(key, name)| (section(key), name))
        .collect();
    let changed = before.set.names.iter().filter(|(key, name)| {
        let now = after.set.names.get(*key);
        let is_component = !after.set.origins.contains_key(*key);
        now.is_some_and(|now| now != *name)
            && (is_component || is_contested(key))
            && !kept.contains(&(section(key), *name))
    });
    changed.map(|(key, name)| (key.clone(), name.clone())).collect()
}

/// What a vendor's page has been so far.
struct Baseline {
    /// As it is stored.
    canonical: Canonical,
    /// What the stored pages of a set give.
    read: Option<Canonical>,
}

/// What follows from another page or other pages.
fn settle(
    workspace: &Workspace,
    old: Specs,
    mut new: Specs,
    (baseline, canonical): (Baseline, Canonical),
    (cut, findings): (Option<String>, Vec<Change>),
    (pipeline, today, renaming): (Pipeline, &str, &Renaming),
) -> Result<Proposal, Failures> {
    let name = &old.name.clone();
    let vendor = &old.sources.vendor;
    let pins = pipeline.pins((&baseline.canonical, vendor), (&canonical, &new.sources.vendor));
    // Of what no client can be made, no name is to be kept either; what is wrong is told below.
    let pins = match pins {
        Ok(pins) => renaming.of(pins)?,
        Err(_) => vendor.pins.clone(),
    };
    let unpinned = unpinned(&vendor.pins, &pins);
    if pins != vendor.pins {
        new = new.holding(&pins)?;
    }
    let mut before = Side::new(baseline.canonical, vendor, pipeline);
    if let Some(read) = &baseline.read {
        before = before.stored_from(read, &old.sources.pages);
    }
    let mut comparison = Comparison::new(
        name.as_str(),
        &before,
        &Side::new(canonical, &new.sources.vendor, pipeline).read_from(&new.sources.pages),
    );
    comparison.changes.splice(0..0, findings);
    let waivers = &old.sources.vendor.waivers;
    let (wanted, lost): (Vec<_>, Vec<_>) = waivers.iter().partition(|waiver| comparison.has(waiver));
    let released = if lost.is_empty() {
        Vec::new()
    } else {
        released(workspace, name)
    };
    let (spent, mistyped): (Vec<_>, Vec<_>) = lost.into_iter().partition(|waiver| released.contains(waiver));
    let comparison = comparison.waive(wanted.into_iter().chain(mistyped))?;
    if !spent.is_empty() {
        let fingerprints: Vec<&str> = spent.iter().map(|waiver| waiver.fingerprint.as_str()).collect();
        let text = vendor_toml::without_waivers(&new.vendor_toml, &fingerprints)?;
        new = new.with_vendor_toml(text)?;
    }
    let spent = spent.into_iter().cloned().collect();
    let from = old.sources.vendor.version.clone();
    let bump = Bump::new(&from, &comparison.changes);
    if bump.version != from {
        new = release(new, &bump.version, &comparison, today)?;
    }
    let inputs = written_inputs(&old, &new);
    let built = Built::new(new, pipeline)?;
    let held = built.held().collect();
    let (umbrellas, raised) = match bump.version == from {
        true => Default::default(),
        false => umbrella::raised(workspace, &built, &comparison.changes, today)?,
    };
    let groups = plan::plan(workspace, &[built], &umbrellas, pipeline, false)?;
    let generated = plan::changes(&groups);
    let regenerated = groups
        .iter()
        .flat_map(|group| &group.items)
        .filter(|item| {
            !matches!(item.state, State::Fresh | State::Foreign)
                && ![lock::PATH, cargo_lock::PATH].contains(&item.path.as_str())
        })
        .count();
    let edited = groups.iter().flat_map(|group| &group.items);
    let edited = edited.filter(|item| item.path != lock::PATH && item.causes.contains(&Cause::EditedByHand));
    let edited = edited.map(|item| item.path.clone()).collect();
    Ok(Proposal {
        held,
        cut,
        edited,
        pins,
        unpinned,
        comparison,
        from,
        bump,
        crate_name: old.sources.vendor.crate_name,
        changes: inputs.into_iter().chain(raised.inputs).chain(generated).collect(),
        umbrellas: raised.versions,
        regenerated,
        spent,
    })
}

/// Names that were held and are not any more.
fn unpinned(old: &Pins, new: &Pins) -> Vec<String> {
    let is_held = |section: &str, name: &str| new.iter().any(|(of, _, held)| of == section && held == name);
    let released = old.iter().filter(|(section, _, name)| !is_held(section, name));
    released
        .map(|(section, _, name)| format!("{name} ({section})"))
        .collect()
}

/// The canonical document that the present client was generated from. The committed one, if it is what this generator
/// wrote: the overlay may already have been adapted to the new page and no longer fit the old one.
fn baseline(workspace: &Workspace, old: &Specs, pipeline: Pipeline) -> Result<Canonical, Failure> {
    let path = format!("{SPECS}/{}/openapi.yaml", old.name);
    let read = |path: &str| std::fs::read(workspace.root().join(path)).ok();
    let locked = read(lock::PATH).as_deref().and_then(Lock::parse);
    let entry = locked.and_then(|mut lock| lock.vendor.remove(old.name.as_str()));
    let committed = entry
        .zip(read(&path))
        .filter(|(entry, document)| entry.generator == pipeline.version && entry.canonical == hash(document));
    let sources = match committed {
        Some((_, document)) => Sources {
            pages: vec![Source::new(path, document)],
            overlay: None,
            ..old.sources.clone()
        },
        None => old.sources.clone(),
    };
    match pipeline.canonical(&sources) {
        Ok(canonical) => Ok(canonical),
        Err(error) => Err(Failure::pipeline(error, old.all_sources().chain(&sources.pages))),
    }
}

/// The waivers that are committed already: what they accepted went with an earlier change. None where there is no
/// repository, or no such vendor in it.
fn released(workspace: &Workspace, name: &VendorName) -> Vec<Waiver> {
    let head = Revision::resolve(workspace, "HEAD").and_then(|head| head.read(name));
    head.map_or_else(|_| Vec::new(), |specs| specs.sources.vendor.waivers)
}

/// `page` with the new file's extension, where it is one that a page may have.
fn page_name(file: &Path, stored_as: &str) -> String {
    let extension = file
        .extension()
        .unwrap_or_default()
        .to_string_lossy()
        .to_lowercase();
    let name = format!("page.{extension}");
    if PAGES.contains(&name.as_str()) {
        name
    } else {
        stored_as.rsplit('/').next().unwrap_or(stored_as).to_owned()
    }
}

/// Puts the new version into `vendor.toml` and the changelog.
fn release(new: Specs, version: &Version, comparison: &Comparison, today: &str) -> Result<Specs, Failure> {
    let current = new.sources.vendor.version.clone();
    let text = vendor_toml::with_version(&new.vendor_toml, version)?;
    let mut new = new.with_vendor_toml(text)?;
    let old = new
        .sources
        .changelog
        .as_ref()
        .map(|old| String::from_utf8_lossy(&old.bytes));
    let text = changelog::prepend(
        old.as_deref(),
        &current,
        (version, today),
        (None, &comparison.changes),
    );
    new.sources.changelog = Some(Source::new(format!("{SPECS}/{}/CHANGELOG.md", new.name), text));
    Ok(new)
}

/// The inputs that differ, to be written; the old page goes where its name changes.
fn written_inputs(old: &Specs, new: &Specs) -> Changes {
    let mut changes = Changes::new();
    let before: Vec<&Source> = old.all_sources().collect();
    let pages = |specs: &Specs| -> Vec<String> {
        let pages = specs.sources.pages.iter();
        pages
            .flat_map(|page| std::iter::once(page).chain(page.beside.values()))
            .map(|page| page.name.clone())
            .collect()
    };
    if let (Some(names), None) = (&old.names_toml, &new.names_toml) {
        changes.insert(names.name.clone(), None);
    }
    let kept = pages(new);
    for name in pages(old).into_iter().filter(|name| !kept.contains(name)) {
        changes.insert(name, None);
    }
    for source in new.all_sources().filter(|source| !before.contains(source)) {
        changes.insert(source.name.clone(), Some(source.bytes.clone()));
    }
    changes
}

/// Why the new page fails. Of each correction that matches nothing in it, and not only of the first, what it used to match
/// is said.
fn explained(error: Error, old: &Specs, new: &Specs, pipeline: Pipeline) -> Failures {
    let mut rest = new.sources.clone();
    let (mut failures, mut left_out) = (Vec::new(), BTreeSet::new());
    let mut next = Some(error);
    while let Some(mut error) = next {
        // An action that was left out does nothing and cannot fail again: this ends.
        let action = action(&error).filter(|index| left_out.insert(*index));
        if let Some(matched) = action.and_then(|index| used_to_match(index, old, pipeline)) {
            error.problem = format!("{}; it used to match {matched}", error.problem);
        }
        failures.push(Failure::pipeline(error, new.all_sources()));
        rest.overlay = action
            .zip(rest.overlay)
            .and_then(|(index, overlay)| without(&overlay, index));
        next = rest
            .overlay
            .is_some()
            .then(|| pipeline.canonical(&rest).err())
            .flatten();
        next = next.filter(|error| self::action(error).is_some());
    }
    Failures(failures)
}

/// The overlay's action that an error is about.
fn action(error: &Error) -> Option<usize> {
    let pointer = error
        .place
        .pointer
        .as_deref()
        .filter(|_| error.stage == Stage::Overlay)?;
    pointer::tokens(pointer).nth(1)?.parse().ok()
}

/// The overlay with an action that does nothing in place of this one.
fn without(overlay: &Source, index: usize) -> Option<Source> {
    let mut document: Value = serde_yaml::from_slice(&overlay.bytes).ok()?;
    *document.get_mut("actions")?.get_mut(index)? =
        json!({"target": "$", "description": format!("action {index} is left out")});
    Some(Source::new(overlay.name.clone(), document.to_string()))
}

fn used_to_match(index: usize, old: &Specs, pipeline: Pipeline) -> Option<String> {
    let overlay = overlay::parse(old.sources.overlay.as_ref()?).ok()?;
    let uncorrected = Sources {
        overlay: None,
        ..old.sources.clone()
    };
    let document = pipeline.canonical(&uncorrected).ok()?.document;
    let matches = overlay.matches(&document).into_iter().nth(index)?;
    let mut shown: Vec<String> = matches
        .iter()
        .take(SHOWN)
        .filter_map(|at| Some(format!("{at} = {}", shortened(document.pointer(at)?))))
        .collect();
    if matches.len() > SHOWN {
        shown.push(format!("{} more", matches.len() - SHOWN));
    }
    (!shown.is_empty()).then(|| shown.join(", "))
}

fn shortened(value: &Value) -> String {
    let text = value.to_string();
    let mut short: String = text.chars().take(100).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}
