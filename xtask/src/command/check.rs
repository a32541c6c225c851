//! `check`: everything on disk that is not what `generate` would write, with its cause and the way out.

use std::collections::BTreeMap;

use crate::cli::Check;
use crate::command::Context;
use crate::command::generate::{files, held_back};
use crate::pipeline::in_parallel;
use crate::plan::{self, Cause, Group, PlannedFile, State};
use crate::rebuild::{self, Built};
use crate::terminal::{BAD, DIM, GOOD, STRONG, WARN, paint};
use crate::umbrella::{self, BuiltUmbrella};
use crate::versions::{self, Version};
use crate::{Failure, Failures, Outcome, Terminal, unified};
use specloom::Sources;
use specloom::compare::{self, Change, OperationKey, Wire};

/// Runs the command.
///
/// # Errors
///
/// Pages that fail; the drift of the others is listed all the same.
pub(super) fn run(args: &Check, context: &mut Context<'_>) -> Result<Outcome, Failures> {
    let names = context.workspace.select(&args.vendors.vendors)?;
    let progress = context.terminal.progress(names.len(), "checking");
    let mut built = Vec::new();
    let mut failures = Vec::new();
    for result in rebuild::all(&context.workspace, &names, context.pipeline, &progress) {
        match result {
            Ok(one) => built.push(one),
            Err(failure) => failures.push(failure),
        }
    }
    let everything = args.vendors.vendors.is_empty();
    let umbrellas = umbrella::over(&context.workspace, &built, everything).unwrap_or_else(|failure| {
        failures.push(failure);
        Vec::new()
    });
    let groups = plan::plan(
        &context.workspace,
        &built,
        &umbrellas,
        context.pipeline,
        everything,
    )?;
    let mut drifted = Vec::new();
    for group in &groups {
        if report(group, context.terminal) {
            drifted.push(group);
        }
    }
    let mut found = false;
    for one in &built {
        held_back(one, context.terminal);
        found |= one.held().next().is_some();
        found |= disagreements(one, context)?;
    }
    if !failures.is_empty() {
        return Err(Failures(failures));
    }
    found |= low(args, &built, &umbrellas, context)?;
    if drifted.is_empty() && found {
        return Ok(Outcome::Finding);
    }
    if drifted.is_empty() {
        let line = format!("{} current", vendors(built.len()));
        context.terminal.line(paint(GOOD, line));
        return Ok(Outcome::Fine);
    }
    conclusion(&drifted, args, context.terminal);
    Ok(Outcome::Finding)
}

/// Where the pages that stand beside a whole description say something else than it does; whether they do anywhere.
fn disagreements(built: &Built, context: &mut Context<'_>) -> Result<bool, Failure> {
    if built.specs.cross.is_empty() {
        return Ok(false);
    }
    let mut sources = built.specs.sources.clone();
    sources.pages.clone_from(&built.specs.cross);
    sources.overlay = None;
    let mut whole = built.specs.sources.clone();
    whole.overlay = None;
    let read = |sources: &Sources| {
        let canonical = context.pipeline.canonical(sources);
        canonical.map_err(|error| Failure::pipeline(error, &sources.pages))
    };
    let (pages, whole) = (read(&sources)?, read(&whole)?);
    // A set need not show every operation of the description.
    let told = |operation: &OperationKey| !pages.set.origin(&operation.method, &operation.path).is_empty();
    let changes = compare::compare(&whole.document, &pages.document);
    let changes: Vec<&Change> = changes
        .iter()
        .filter(|change| change.operations.iter().any(told) && change.wire != Wire::Docs)
        .collect();
    for change in &changes {
        let origin = change
            .operations
            .iter()
            .find_map(|operation| pages.set.origin(&operation.method, &operation.path).first());
        let place = origin.map_or_else(String::new, |origin| {
            format!("   {}:{}", origin.page, origin.line)
        });
        context.terminal.line(format!(
            "{}   page-disagrees   {}, {}: the description against its page: {}{place}",
            paint(STRONG, built.name()),
            change.heading(),
            change.location,
            change.message
        ));
    }
    Ok(!changes.is_empty())
}

/// Lists the crates whose versions are lower than what has changed since their last release asks for; whether there is any.
fn low(
    args: &Check,
    built: &[Built],
    umbrellas: &[BuiltUmbrella],
    context: &mut Context<'_>,
) -> Result<bool, Failures> {
    let (workspace, pipeline) = (&context.workspace, context.pipeline);
    let base = args.base.as_deref();
    let of_clients = in_parallel(built, |one| versions::version(workspace, one, base, pipeline));
    let of_umbrellas = umbrellas
        .iter()
        .map(|one| versions::of_umbrella(workspace, &one.specs, built, (base, pipeline)));
    let clients = built.iter().map(|one| {
        let vendor = &one.specs.sources.vendor;
        (one.name(), &vendor.crate_name, &vendor.version)
    });
    let crates = clients.chain(umbrellas.iter().map(|one| {
        let umbrella = &one.specs.umbrella;
        (&one.specs.name, &umbrella.crate_name, &umbrella.version)
    }));
    let mut unknown: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    let mut found = false;
    for ((name, crate_name, now), version) in crates.zip(of_clients.into_iter().chain(of_umbrellas)) {
        match version? {
            Version::Fine => {}
            Version::Unknown(why) => unknown.entry(why).or_default().push(name.as_str()),
            Version::Low {
                released,
                bump,
                base,
                gravest,
            } => {
                found = true;
                let terminal = &mut context.terminal;
                terminal.line(format!(
                    "{}   version {} is too low: {released} was released at {base}, and what has changed since asks for {} ({})",
                    paint(STRONG, crate_name),
                    paint(BAD, now),
                    paint(STRONG, &bump.version),
                    bump.reason
                ));
                terminal.line(format!("  {gravest}"));
                terminal.line(format!(
                    "to fix it, set `version = \"{}\"` in specs/{name}/vendor.toml and run: cargo xtask generate {name}; \
                     `cargo xtask update` does so itself, and holds names that need not change",
                    bump.version,
                ));
            }
        }
    }
    for (why, names) in unknown {
        let of = match names.len() == built.len() + umbrellas.len() {
            true => String::new(),
            false => format!(" of {}", names.join(", ")),
        };
        let line = format!("versions{of} were not compared with a release: {why} (`--base REV` names one)");
        context.terminal.line(paint(DIM, line));
    }
    Ok(found)
}

/// Lists what is wrong with a group's files; whether anything is.
fn report(group: &Group, terminal: &mut Terminal) -> bool {
    let drift: Vec<&PlannedFile> = group
        .items
        .iter()
        .filter(|item| item.state != State::Fresh)
        .collect();
    if drift.is_empty() {
        return false;
    }
    terminal.line(paint(STRONG, &group.name));
    for item in drift {
        let causes: Vec<String> = item.causes.iter().map(ToString::to_string).collect();
        let style = if item.state == State::Orphan { WARN } else { BAD };
        terminal.line(format!(
            "  {}  {}  {}",
            paint(style, format!("{:7}", item.state)),
            item.path,
            paint(DIM, format!("({})", causes.join("; ")))
        ));
        if let (Some(disk), Some(desired)) = (&item.disk, &item.desired) {
            for line in unified::diff(&String::from_utf8_lossy(disk), desired) {
                terminal.line(format!("    {line}"));
            }
        }
    }
    true
}

fn conclusion(drifted: &[&Group], args: &Check, terminal: &mut Terminal) {
    let items = || drifted.iter().flat_map(|group| &group.items);
    let counts: Vec<String> = plan::counts(items())
        .iter()
        .map(|(state, count)| format!("{count} {state}"))
        .collect();
    let total = items().filter(|item| item.state != State::Fresh).count();
    let be = if total == 1 { "is" } else { "are" };
    terminal.line(paint(
        BAD,
        format!("{} {be} not current: {}", files(total), counts.join(", ")),
    ));
    if items().any(|item| item.state != State::Fresh && item.state != State::Foreign) {
        let names: String = args
            .vendors
            .vendors
            .iter()
            .map(|name| format!(" {name}"))
            .collect();
        terminal.line(format!("to fix it, run: cargo xtask generate{names}"));
    }
    if items().any(|item| item.causes.contains(&Cause::EditedByHand)) {
        terminal.line(
            "this overwrites what was edited by hand: put it into overlay.yaml, vendor.toml or the generator first",
        );
    }
    if items().any(|item| item.state == State::Foreign) {
        terminal.line("foreign files are never removed: move them out of clients/ by hand");
    }
}

fn vendors(count: usize) -> String {
    format!("{count} vendor{}", if count == 1 { " is" } else { "s are" })
}
