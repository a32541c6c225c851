//! `try`: the pipeline on any page, outside of the workspace.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use specloom::Source;

use crate::cli::Try;
use crate::command::Context;
use crate::command::generate::files;
use crate::commit::{Changes, Guard};
use crate::name::VendorName;
use crate::rebuild::Built;
use crate::specs::Specs;
use crate::summary::Summary;
use crate::terminal::{DIM, STRONG, paint};
use crate::workspace::read_bytes;
use crate::{Failure, Failures, Outcome, Terminal, plan, standalone};

/// Most entries of a list that are shown.
const SHOWN: usize = 20;

/// Runs the command.
///
/// # Errors
///
/// A page that fails, or a directory that cannot be or must not be written to.
pub(super) fn run(args: &Try, context: &mut Context<'_>) -> Result<Outcome, Failures> {
    let specs = specs(args)?;
    let name = specs.name.clone();
    let built = Built::new(specs, context.pipeline)?;
    show(&built, context.terminal);
    if let Some(out) = &args.out {
        let runtime = context
            .workspace
            .root()
            .join(crate::workspace::CLIENTS)
            .join(name.as_str());
        write(&built, &runtime, out, context.terminal)?;
    }
    Ok(Outcome::Fine)
}

/// The page with a vendor made up around it.
fn specs(args: &Try) -> Result<Specs, Failure> {
    let source = |path: &Path| Ok(Source::new(path.display().to_string(), read_bytes(path)?));
    let page = source(&args.page)?;
    let overlay = args.overlay.as_deref().map(source).transpose()?;
    let stem = args.page.file_stem().unwrap_or_default().to_string_lossy();
    let name = match &args.name {
        Some(name) => VendorName::parse(name)?,
        None => VendorName::derive(&stem),
    };
    Specs::scratch(name, page, overlay)
}

fn show(built: &Built, terminal: &mut Terminal) {
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
    section("operations", &operations, terminal);
    section("servers", &summary.servers, terminal);
    section("credentials", &summary.credentials, terminal);
    section("schemas", &summary.schemas, terminal);
    let notes: Vec<String> = built.generated.notes.iter().map(ToString::to_string).collect();
    section("notes", &notes, terminal);
}

fn section(heading: &str, entries: &[String], terminal: &mut Terminal) {
    if entries.is_empty() {
        terminal.line(format!("{}: none", paint(STRONG, heading)));
        return;
    }
    terminal.line(format!("{}: {}", paint(STRONG, heading), entries.len()));
    for entry in entries.iter().take(SHOWN) {
        terminal.line(format!("  {entry}"));
    }
    if entries.len() > SHOWN {
        terminal.line(format!("  … {} more", entries.len() - SHOWN));
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
    plan::files_below(out, "", &mut paths)?;
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
