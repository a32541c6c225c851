//! What should be on disk × what is → one item per file, with the cause of every difference.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::fs;

use crate::cargo_lock;
use crate::commit::Changes;
use crate::digest::hash;
use crate::files::{self, CLIENTS, SPECS};
use crate::lock::{self, Entry, Lock};
use crate::rebuild::Built;
use crate::umbrella::BuiltUmbrella;
use crate::workspace::Workspace;
use crate::{Failure, Pipeline};

/// How a file on disk relates to what should be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// As it should be.
    Fresh,
    /// Should be there and is not.
    Missing,
    /// Has other contents.
    Stale,
    /// Was generated and no longer should be there.
    Orphan,
    /// Stands where only generated files belong, and was not generated. Never removed.
    Foreign,
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Fresh => "fresh",
            Self::Missing => "missing",
            Self::Stale => "stale",
            Self::Orphan => "orphan",
            Self::Foreign => "foreign",
        })
    }
}

/// Why a file is not as it should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// The lock knows nothing of this vendor.
    NeverGenerated,
    /// The vendor's page was changed.
    Page,
    /// `overlay.yaml` was changed, added or removed.
    Overlay,
    /// `vendor.toml` was changed.
    VendorToml,
    /// `names.toml` was changed, added or removed.
    Names,
    /// `specs/<vendor>/CHANGELOG.md` was changed, added or removed.
    Changelog,
    /// The crate of an umbrella's module has another version or name, or a module was added or removed.
    Module,
    /// The same inputs give other files than they did.
    Generator,
    /// The file on disk is not what was written.
    EditedByHand,
    /// The file was written and is there no longer.
    DeletedByHand,
    /// There is no `specs/<vendor>/` any more.
    VendorRemoved,
    /// Nobody generated it.
    NotGenerated,
    /// A client's manifest was changed, added or removed.
    Manifest,
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NeverGenerated => "never generated",
            Self::Page => "the page changed",
            Self::Overlay => "the overlay changed",
            Self::VendorToml => "vendor.toml changed",
            Self::Names => "names.toml changed",
            Self::Changelog => "the changelog changed",
            Self::Module => "a module's crate changed",
            Self::Generator => "the generator changed",
            Self::EditedByHand => "edited by hand",
            Self::DeletedByHand => "deleted by hand",
            Self::VendorRemoved => "the vendor was removed from specs/",
            Self::NotGenerated => "not a generated file",
            Self::Manifest => "a client's Cargo.toml changed",
        })
    }
}

/// One file.
#[derive(Debug, Clone)]
pub struct PlannedFile {
    /// Path below the workspace's root, with `/`.
    pub path: String,
    /// How it is.
    pub state: State,
    /// Why, for everything but [`State::Fresh`].
    pub causes: Vec<Cause>,
    /// What is on disk.
    pub disk: Option<Vec<u8>>,
    /// What should be.
    pub desired: Option<String>,
}

/// A vendor's files, or those that belong to all vendors.
#[derive(Debug, Clone)]
pub struct Group {
    /// The vendor's name, or the name of what is no vendor's.
    pub name: String,
    /// Its files by path.
    pub items: Vec<PlannedFile>,
}

/// Compares everything that was built with the disk: a group per vendor and umbrella, one per abandoned client (only when
/// `everything` was asked for), and one for the lock file.
///
/// # Errors
///
/// A file that cannot be read.
pub fn plan(
    workspace: &Workspace,
    built: &[Built],
    umbrellas: &[BuiltUmbrella],
    pipeline: Pipeline,
    everything: bool,
) -> Result<Vec<Group>, Failure> {
    let lock_on_disk = disk(workspace, lock::PATH)?;
    let old = match &lock_on_disk {
        None => Lock::default(),
        // Written anew for some vendors only, it would forget the others.
        Some(bytes) => match Lock::parse(bytes) {
            Some(lock) => lock,
            None if everything => Lock::default(),
            None => return Err(unreadable(bytes)),
        },
    };
    let mut new = old.clone();
    let mut groups = Vec::new();
    let mut lock_causes = BTreeSet::new();
    let mut add = |name: &str, desired: &BTreeMap<String, &str>, entry: Entry| -> Result<(), Failure> {
        let locked = old.vendor.get(name);
        lock_causes.extend(locked.map_or(vec![Cause::NeverGenerated], |locked| changed(locked, &entry)));
        groups.push(Group {
            name: name.to_owned(),
            items: planned(workspace, name, desired, locked, &entry)?,
        });
        new.vendor.insert(name.to_owned(), entry);
        Ok(())
    };
    for built in built {
        let name = built.name().as_str();
        let entry = Entry::of(built, pipeline.version, old.vendor.get(name));
        add(name, &built.files(), entry)?;
    }
    for built in umbrellas {
        let entry = Entry::of_umbrella(built, pipeline.version);
        add(built.specs.name.as_str(), &built.paths(), entry)?;
    }
    if everything {
        let vendors: BTreeSet<String> = workspace.folders()?.iter().map(ToString::to_string).collect();
        for client in workspace.clients()? {
            if !vendors.contains(&client) {
                let items = abandoned(workspace, &client, old.vendor.get(&client))?;
                groups.extend((!items.is_empty()).then_some(Group { name: client, items }));
            }
        }
        let before = new.vendor.len();
        new.vendor.retain(|name, _| vendors.contains(name));
        if new.vendor.len() < before {
            lock_causes.insert(Cause::VendorRemoved);
        }
    }
    if lock_causes.is_empty() {
        lock_causes.insert(Cause::EditedByHand);
    }
    let lock_file = item(
        lock::PATH.to_owned(),
        lock_on_disk,
        Some(new.to_text()),
        lock_causes.into_iter().collect(),
    );
    groups.push(Group {
        name: "specs.lock".to_owned(),
        items: vec![lock_file],
    });
    groups.extend(cargo_lock(workspace, &groups)?);
    Ok(groups)
}

/// `Cargo.lock`, where what is to be done to the clients' manifests makes it stale.
fn cargo_lock(workspace: &Workspace, groups: &[Group]) -> Result<Option<Group>, Failure> {
    let Some(locked) = disk(workspace, cargo_lock::PATH)? else {
        return Ok(None);
    };
    let is_manifest = |item: &&PlannedFile| {
        let below = item.path.strip_prefix(CLIENTS).unwrap_or_default();
        below.matches('/').count() == 2 && below.ends_with("/Cargo.toml") && item.state != State::Foreign
    };
    let items = groups.iter().flat_map(|group| &group.items).filter(is_manifest);
    let manifests: Vec<cargo_lock::Manifest<'_>> = items
        .map(|item| cargo_lock::Manifest {
            old: item
                .disk
                .as_deref()
                .and_then(|bytes| std::str::from_utf8(bytes).ok()),
            new: item.desired.as_deref(),
        })
        .collect();
    let synced = std::str::from_utf8(&locked)
        .ok()
        .and_then(|text| cargo_lock::synced(text, &manifests));
    Ok(synced.map(|text| Group {
        name: cargo_lock::PATH.to_owned(),
        items: vec![item(
            cargo_lock::PATH.to_owned(),
            Some(locked),
            Some(text),
            vec![Cause::Manifest],
        )],
    }))
}

/// Why `specs.lock` cannot be read, and how it comes to be whole again.
fn unreadable(bytes: &[u8]) -> Failure {
    let conflict = bytes
        .split(|&byte| byte == b'\n')
        .any(|line| line.starts_with(b"<<<<<<< "));
    let problem = match conflict {
        true => "there is a merge conflict in it",
        false => "it cannot be read",
    };
    Failure::new(
        lock::PATH,
        problem,
        "run `cargo xtask generate`, which writes it anew for all vendors",
    )
}

fn planned(
    workspace: &Workspace,
    name: &str,
    desired: &BTreeMap<String, &str>,
    locked: Option<&Entry>,
    entry: &Entry,
) -> Result<Vec<PlannedFile>, Failure> {
    let mut paths: BTreeSet<String> = desired.keys().cloned().collect();
    paths.extend(crate_files(workspace, name)?);
    let mut items = Vec::new();
    for path in paths {
        let disk = disk(workspace, &path)?;
        let desired = desired.get(&path).map(|text| (*text).to_owned());
        let causes = causes(name, &path, disk.as_deref(), desired.as_deref(), locked, entry);
        items.push(item(path, disk, desired, causes));
    }
    Ok(items)
}

/// The files of a client whose vendor is no longer in `specs/`; none if nothing there was ever generated.
fn abandoned(workspace: &Workspace, name: &str, locked: Option<&Entry>) -> Result<Vec<PlannedFile>, Failure> {
    let mut items = Vec::new();
    for path in crate_files(workspace, name)? {
        let disk = disk(workspace, &path)?;
        let ours = is_ours(name, &path, disk.as_deref(), locked);
        let cause = if ours {
            Cause::VendorRemoved
        } else {
            Cause::NotGenerated
        };
        items.push(item(path, disk, None, vec![cause]));
    }
    Ok(items)
}

fn item(path: String, disk: Option<Vec<u8>>, desired: Option<String>, causes: Vec<Cause>) -> PlannedFile {
    let state = match (&disk, &desired) {
        (Some(disk), Some(desired)) if disk == desired.as_bytes() => State::Fresh,
        (Some(_), Some(_)) => State::Stale,
        (None, _) => State::Missing,
        (Some(_), None) if causes == [Cause::NotGenerated] => State::Foreign,
        (Some(_), None) => State::Orphan,
    };
    PlannedFile {
        path,
        causes: if state == State::Fresh { Vec::new() } else { causes },
        state,
        disk,
        desired,
    }
}

/// Why the file at `path` differs: what changed since the lock was written, and what was done to the file since.
fn causes(
    vendor: &str,
    path: &str,
    disk: Option<&[u8]>,
    desired: Option<&str>,
    locked: Option<&Entry>,
    entry: &Entry,
) -> Vec<Cause> {
    if desired.is_none() && !is_ours(vendor, path, disk, locked) {
        return vec![Cause::NotGenerated];
    }
    let Some(locked) = locked else {
        return vec![Cause::NeverGenerated];
    };
    let written = written(vendor, path, locked);
    let mut causes = Vec::new();
    if desired.map(|text| hash(text.as_bytes())).as_deref() != written {
        causes = changed(locked, entry);
        if causes.is_empty() {
            causes.push(Cause::Generator);
        }
    }
    match (disk, written) {
        (Some(disk), written) if written != Some(&hash(disk)) => causes.push(Cause::EditedByHand),
        (None, Some(_)) => causes.push(Cause::DeletedByHand),
        _ => {}
    }
    causes
}

/// What differs between the inputs of two lock entries.
fn changed(locked: &Entry, entry: &Entry) -> Vec<Cause> {
    let (old, new) = (&locked.inputs, &entry.inputs);
    let mut causes = Vec::new();
    let mut differs = |cause, different| {
        if different {
            causes.push(cause);
        }
    };
    differs(Cause::Page, old.page != new.page);
    differs(Cause::Overlay, old.overlay != new.overlay);
    differs(Cause::VendorToml, old.vendor_toml != new.vendor_toml);
    differs(Cause::Names, old.names != new.names);
    differs(Cause::Changelog, old.changelog != new.changelog);
    differs(Cause::Module, old.modules != new.modules);
    differs(Cause::Generator, locked.generator != entry.generator);
    if causes.is_empty() && (locked.files != entry.files || locked.canonical != entry.canonical) {
        causes.push(Cause::Generator);
    }
    causes
}

/// Hash of what was last written to `path`.
fn written<'a>(vendor: &str, path: &str, locked: &'a Entry) -> Option<&'a str> {
    let below = |folder: &str| {
        path.strip_prefix(&format!("{folder}/{vendor}/"))
            .map(str::to_owned)
    };
    match (below(SPECS), below(CLIENTS)) {
        (Some(_), _) => Some(&locked.canonical),
        (_, Some(file)) => locked.files.get(&file).map(String::as_str),
        _ => None,
    }
}

/// Whether a file was generated: the lock lists it, or its first line says so.
fn is_ours(vendor: &str, path: &str, disk: Option<&[u8]>, locked: Option<&Entry>) -> bool {
    locked.is_some_and(|locked| written(vendor, path, locked).is_some()) || disk.is_some_and(says_generated)
}

/// Whether the first line says that Specloom generated the file.
pub fn says_generated(bytes: &[u8]) -> bool {
    let first = bytes.split(|&byte| byte == b'\n').next().unwrap_or_default();
    String::from_utf8_lossy(first).contains("Generated by Specloom")
}

fn disk(workspace: &Workspace, path: &str) -> Result<Option<Vec<u8>>, Failure> {
    let full = workspace.root().join(path);
    match fs::read(&full) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Failure::io("read", &full, &error)),
    }
}

/// Paths of everything in `clients/<name>/`, without what tools leave there: `target`, `Cargo.lock`, hidden files.
fn crate_files(workspace: &Workspace, name: &str) -> Result<BTreeSet<String>, Failure> {
    let mut paths = BTreeSet::new();
    files::files_below(
        &workspace.root().join(CLIENTS).join(name),
        &format!("{CLIENTS}/{name}"),
        &mut paths,
    )?;
    let skipped = format!("{CLIENTS}/{name}/Cargo.lock");
    paths.remove(&skipped);
    Ok(paths)
}

/// What has to be written and removed.
pub fn changes(groups: &[Group]) -> Changes {
    let items = groups.iter().flat_map(|group| &group.items);
    items
        .filter(|item| !matches!(item.state, State::Fresh | State::Foreign))
        .map(|item| {
            let contents = item.desired.as_ref().map(|text| text.clone().into_bytes());
            (item.path.clone(), contents)
        })
        .collect()
}

/// How many items are in each state other than fresh.
pub fn counts<'a>(items: impl IntoIterator<Item = &'a PlannedFile>) -> BTreeMap<State, usize> {
    let mut counts = BTreeMap::new();
    for item in items {
        if item.state != State::Fresh {
            *counts.entry(item.state).or_default() += 1;
        }
    }
    counts
}
