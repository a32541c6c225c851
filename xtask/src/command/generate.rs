//! `generate`: rebuild, write what differs, say what that was.

use std::collections::BTreeSet;

use specloom::NoteKind;

use crate::cli::Generate;
use crate::command::Context;
use crate::files::CLIENTS;
use crate::plan::{self, Cause, Group, PlannedFile, State};
use crate::rebuild::{self, Built};
use crate::terminal::{BAD, DIM, GOOD, STRONG, WARN, paint};
use crate::{Failures, Outcome, Terminal, umbrella};

/// Most files that are listed without being asked.
const LISTED: usize = 6;

/// Runs the command.
///
/// # Errors
///
/// A page that fails or a file that cannot be written; nothing was changed.
pub(super) fn run(args: &Generate, context: &mut Context<'_>) -> Result<Outcome, Failures> {
    let guard = if args.dry_run {
        None
    } else {
        Some(context.guard()?)
    };
    let names = context.workspace.select(&args.vendors.vendors)?;
    let progress = context.terminal.progress(names.len(), "generating");
    let built = rebuild::all(&context.workspace, &names, context.pipeline, &progress);
    let mut built = rebuild::all_or_nothing(built)?;
    let mut outcome = Outcome::Fine;
    for one in &built {
        held_back(one, context.terminal);
        if one.held().next().is_some() {
            outcome = Outcome::Finding;
        }
    }
    // What the client has is not taken away because a page that it was made from can no longer be read.
    built.retain(|one| {
        let lost = one.lost();
        if !lost.is_empty() {
            context.terminal.error(&format!(
                "{}: the client stays as it was, made from the last good {}",
                one.name(),
                lost.join(", ")
            ));
        }
        lost.is_empty()
    });
    let everything = args.vendors.vendors.is_empty();
    let umbrellas = umbrella::over(&context.workspace, &built, everything)?;
    let groups = plan::plan(
        &context.workspace,
        &built,
        &umbrellas,
        context.pipeline,
        everything,
    )?;
    if let Some(guard) = guard {
        let changes = plan::changes(&groups);
        if !changes.is_empty() {
            guard.apply(&changes, |_| {})?;
        }
    }
    let width = groups.iter().map(|group| group.name.len()).max().unwrap_or(0);
    for group in &groups {
        let notes = built.iter().find(|built| built.name().as_str() == group.name);
        report(group, notes, args, width, context.terminal);
        if is_abandoned(group) && !args.dry_run {
            let folder = format!("{CLIENTS}/{}", group.name);
            abandoned(
                &folder,
                context.workspace.root().join(&folder).exists(),
                context.terminal,
            );
        }
    }
    if names.is_empty() {
        context
            .terminal
            .line("no vendors in specs/; `cargo xtask add NAME PAGE` adds one");
    }
    Ok(outcome)
}

/// Says what was held back.
pub(super) fn held_back(built: &Built, terminal: &mut Terminal) {
    for failure in built.held() {
        terminal.error(&format!("{}: held back", built.name()));
        terminal.error(&failure.to_string());
    }
}

/// One line per vendor, `acme  2 files written, 1 removed (the page changed)`, then the files and notes.
fn report(group: &Group, built: Option<&Built>, args: &Generate, width: usize, terminal: &mut Terminal) {
    let name = paint(STRONG, format!("{:width$}", group.name));
    let changed: Vec<&PlannedFile> = group
        .items
        .iter()
        .filter(|item| !matches!(item.state, State::Fresh | State::Foreign))
        .collect();
    let warnings = built.map_or(0, |built| {
        let notes = built.generated.notes.iter();
        notes.filter(|note| note.kind == NoteKind::Warning).count()
    });
    let warned = match warnings {
        0 => String::new(),
        1 => paint(WARN, ", 1 warning (-v shows it)").to_string(),
        more => paint(WARN, format!(", {more} warnings (-v shows them)")).to_string(),
    };
    terminal.line(format!("{name}  {}{warned}", summary(&changed, args.dry_run)));
    let shown = if args.verbose || changed.len() <= LISTED {
        &changed[..]
    } else {
        &[]
    };
    for item in shown.iter().filter(|_| group.items.len() > 1) {
        let sign = match item.state {
            State::Missing => paint(GOOD, '+'),
            State::Orphan => paint(BAD, '-'),
            _ => paint(WARN, '~'),
        };
        terminal.line(format!("  {sign} {}", item.path));
    }
    for item in group.items.iter().filter(|item| item.state == State::Foreign) {
        terminal.line(format!(
            "  {} {} is not a generated file and was left alone; move it out of clients/",
            paint(WARN, '!'),
            item.path
        ));
    }
    if let Some(built) = built.filter(|_| args.verbose) {
        for note in &built.generated.notes {
            terminal.line(format!("    {}", paint(DIM, built.placed(note))));
        }
    }
}

/// Whether a group is a client whose vendor was removed.
fn is_abandoned(group: &Group) -> bool {
    group
        .items
        .iter()
        .any(|item| item.path.starts_with(CLIENTS) && item.causes.contains(&Cause::VendorRemoved))
}

/// What is left to do by hand where a vendor was removed: until then, cargo does not load the workspace.
fn abandoned(folder: &str, exists: bool, terminal: &mut Terminal) {
    let sign = paint(WARN, '!');
    terminal.line(format!(
        "  {sign} remove {folder} by hand from every Cargo.toml that names it, such as tests/Cargo.toml"
    ));
    if exists {
        terminal.line(format!(
            "  {sign} {folder} still holds files that were not generated, and cargo takes it for a crate: move it away"
        ));
    }
}

fn summary(changed: &[&PlannedFile], dry_run: bool) -> String {
    let counts = plan::counts(changed.iter().copied());
    let removed = counts.get(&State::Orphan).copied().unwrap_or(0);
    let written = changed.len() - removed;
    let would = if dry_run { "would be " } else { "" };
    let mut parts = Vec::new();
    if written > 0 {
        parts.push(format!("{} {would}written", files(written)));
    }
    if removed > 0 {
        parts.push(format!("{} {would}removed", files(removed)));
    }
    if parts.is_empty() {
        return paint(DIM, "unchanged");
    }
    let causes: BTreeSet<Cause> = changed
        .iter()
        .flat_map(|item| item.causes.iter().copied())
        .collect();
    let causes: Vec<String> = causes.iter().map(ToString::to_string).collect();
    format!(
        "{} {}",
        parts.join(", "),
        paint(DIM, format!("({})", causes.join("; ")))
    )
}

/// `1 file`, `2 files`.
pub(super) fn files(count: usize) -> String {
    format!("{count} file{}", if count == 1 { "" } else { "s" })
}
