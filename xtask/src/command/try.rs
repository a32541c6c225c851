//! `try`: the pipeline on any page, outside of the workspace.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use specloom::{Note, NoteKind, Source};

use crate::beside;
use crate::cli::Try;
use crate::command::Context;
use crate::command::generate::{files, held_back};
use crate::command::without::{NO_API, left_out};
use crate::commit::{Changes, Guard};
use crate::files::{CLIENTS, files_below, read_bytes};
use crate::name::VendorName;
use crate::rebuild::Built;
use crate::specs::Specs;
use crate::summary::Summary;
use crate::terminal::{DIM, STRONG, paint};
use crate::workspace::Workspace;
use crate::{Failure, Failures, Outcome, Terminal, plan, site, standalone};

/// Most entries of a list that are shown.
const SHOWN: usize = 20;

/// Runs the command.
///
/// # Errors
///
/// A page that fails, or a directory that cannot be or must not be written to.
pub(super) fn run(args: &Try, context: &mut Context<'_>) -> Result<Outcome, Failures> {
    if let Some(out) = &args.out {
        outside(&context.workspace, out)?;
    }
    let specs = specs(args)?;
    let name = specs.name.clone();
    let progress = context.terminal.progress(1, "generating");
    let built = Built::new(specs, context.pipeline);
    progress.finish_and_clear();
    let mut built = built?;
    show(&built, args.verbose, context.terminal);
    // Of a folder, guides are no news.
    let set = &mut built.generated.canonical.set;
    let others = set.held.extract_if(.., |held| held.error.describes_nothing);
    let others: Vec<String> = others.map(|held| held.page).collect();
    left_out(&others, &NO_API, context.terminal);
    held_back(&built, context.terminal);
    if let Some(out) = &args.out {
        let runtime = context.workspace.root().join(CLIENTS).join(name.as_str());
        write(&built, &runtime, out, context.terminal)?;
    }
    let held = built.held().next().is_some();
    Ok(if held { Outcome::Finding } else { Outcome::Fine })
}

/// What stands below `clients/` belongs to the workspace, which cargo does not load with a crate of its own in it.
fn outside(workspace: &Workspace, out: &Path) -> Result<(), Failure> {
    let full =
        |path: &Path| standalone::normal(&std::path::absolute(path).unwrap_or_else(|_| path.to_owned()));
    if full(out).starts_with(full(&workspace.root().join(CLIENTS))) {
        return Err(Failure::new(
            out.display().to_string(),
            "the directory is for the workspace's own clients",
            "name one elsewhere, or make the page a vendor's: `cargo xtask add NAME PAGE`",
        ));
    }
    Ok(())
}

/// The pages with a vendor made up around them.
fn specs(args: &Try) -> Result<Specs, Failure> {
    let source = |path: &Path| Ok(Source::new(path.display().to_string(), read_bytes(path)?));
    let overlay = args.overlay.as_deref().map(source).transpose()?;
    let first = args.pages.first().map(PathBuf::as_path).unwrap_or(Path::new(""));
    let stem = first.file_stem().unwrap_or_default().to_string_lossy();
    let name = match &args.name {
        Some(name) => VendorName::parse(name)?,
        None => VendorName::derive(&stem),
    };
    let mut pages: Vec<Source> = match args.pages.as_slice() {
        [page] if !page.is_dir() => {
            let name = |path: &str| {
                let full = page.parent().unwrap_or(Path::new("")).join(path);
                Some(full.display().to_string())
            };
            vec![beside::of_file(source(page)?, page, name)?]
        }
        paths => {
            let pages = site::files::pages(paths)?.into_iter();
            pages.map(|page| Source::new(page.from, page.bytes)).collect()
        }
    };
    let Some(last) = pages.pop() else {
        return Err(Failure::new(
            "PAGE",
            "there is no page",
            "name a page, or a folder of pages",
        ));
    };
    let mut specs = Specs::scratch(name, last, overlay)?;
    specs.sources.pages.splice(0..0, pages);
    specs.sources.vendor.spec = args.spec.clone().map(specloom::Variables::One);
    Ok(specs)
}

fn show(built: &Built, verbose: bool, terminal: &mut Terminal) {
    let summary = Summary::of(&built.generated.canonical);
    terminal.line(format!(
        "{} {}",
        paint(STRONG, &summary.title),
        paint(DIM, &summary.style)
    ));
    let operations: Vec<String> = summary
        .operations
        .iter()
        .map(|operation| format!("{operation}  {}", paint(DIM, &operation.id)))
        .collect();
    let (warnings, all): (Vec<&Note>, Vec<&Note>) = built
        .generated
        .notes
        .iter()
        .partition(|note| note.kind == NoteKind::Warning);
    let lines = |notes: &[&Note]| match verbose {
        true => notes.iter().map(|note| built.placed(note)).collect(),
        false => grouped(notes),
    };
    let shown = if verbose { usize::MAX } else { SHOWN };
    let mut section = |heading, entries: &[String], count| section(heading, entries, count, shown, terminal);
    section("operations", &operations, operations.len());
    section("servers", &summary.servers, summary.servers.len());
    section("credentials", &summary.credentials, summary.credentials.len());
    section("schemas", &summary.schemas, summary.schemas.len());
    if !warnings.is_empty() {
        section("warnings", &lines(&warnings), warnings.len());
    }
    section("notes", &lines(&all), all.len());
}

/// Notes that say the same of several places as one.
fn grouped(notes: &[&Note]) -> Vec<String> {
    let mut places: Vec<(&Note, usize)> = Vec::new();
    let mut seen = BTreeMap::new();
    for note in notes {
        let index = *seen
            .entry((note.kind, note.pass, &note.what))
            .or_insert(places.len());
        match places.get_mut(index) {
            Some((_, count)) => *count += 1,
            None => places.push((note, 1)),
        }
    }
    let line = |(note, count): &(&Note, usize)| match count {
        1 => note.to_string(),
        2 => format!("{note} and one more place"),
        _ => format!("{note} and {} more places", count - 1),
    };
    places.iter().map(line).collect()
}

/// `entries`, at most `shown` of them, which stand for `count`.
fn section(heading: &str, entries: &[String], count: usize, shown: usize, terminal: &mut Terminal) {
    if entries.is_empty() {
        terminal.line(format!("{}: none", paint(STRONG, heading)));
        return;
    }
    terminal.line(format!("{}: {}", paint(STRONG, heading), count));
    for entry in entries.iter().take(shown) {
        terminal.line(format!("  {entry}"));
    }
    if entries.len() > shown {
        terminal.line(format!("  … {} more (all with -v)", entries.len() - shown));
    }
}

/// Writes the crate to `out`; `place` is where it would be in the workspace, which its relative paths start from.
fn write(built: &Built, place: &Path, out: &Path, terminal: &mut Terminal) -> Result<(), Failure> {
    let earlier = earlier_output(out)?;
    let mut desired: Changes = built
        .generated
        .files
        .iter()
        .map(|(path, text)| (path.clone(), Some(text.clone().into_bytes())))
        .collect();
    desired.insert("openapi.yaml".into(), Some(built.openapi.clone().into_bytes()));
    if let Some(manifest) = built.generated.files.get("Cargo.toml") {
        let manifest = standalone::manifest(manifest, place)?;
        desired.insert("Cargo.toml".into(), Some(manifest.into_bytes()));
    }
    for path in earlier {
        desired.entry(path).or_insert(None);
    }
    desired.retain(|path, contents| fs::read(out.join(path)).ok() != *contents);
    let removed = desired.values().filter(|contents| contents.is_none()).count();
    fs::create_dir_all(out).map_err(|error| Failure::io("create", out, &error))?;
    let (guard, _) = Guard::take(out)?;
    let applied = guard.apply(&desired, |_| {});
    guard.discard();
    applied?;
    let written = files(desired.len() - removed);
    terminal.line(format!(
        "{written} written, {removed} removed in {}",
        out.display()
    ));
    Ok(())
}

/// Generated files of an earlier output in `out`.
fn earlier_output(out: &Path) -> Result<Vec<String>, Failure> {
    let mut paths = BTreeSet::new();
    files_below(out, "", &mut paths)?;
    let paths: Vec<String> = paths
        .iter()
        .map(|path| path.trim_start_matches('/').to_owned())
        .collect();
    let generated = |path: &String| fs::read(out.join(path)).is_ok_and(|bytes| plan::says_generated(&bytes));
    if !paths.is_empty() && !paths.iter().any(|path| path == "Cargo.toml" && generated(path)) {
        return Err(Failure::new(
            out.display().to_string(),
            "the directory holds something else than an earlier output",
            "name a new or an empty directory",
        ));
    }
    Ok(paths.into_iter().filter(generated).collect())
}
