//! `check`: everything on disk that is not what `generate` would write, with its cause and the way out.

use crate::cli::Vendors;
use crate::command::Context;
use crate::command::generate::files;
use crate::plan::{self, Cause, Group, Item, State};
use crate::rebuild;
use crate::terminal::{BAD, DIM, GOOD, STRONG, WARN, paint};
use crate::{Failures, Outcome, Terminal, unified};

/// Runs the command.
///
/// # Errors
///
/// Pages that fail; the drift of the others is listed all the same.
pub(super) fn run(args: &Vendors, context: &mut Context<'_>) -> Result<Outcome, Failures> {
    let names = context.workspace.select(&args.vendors)?;
    let progress = context.terminal.progress(names.len(), "checking");
    let mut built = Vec::new();
    let mut failures = Vec::new();
    for result in rebuild::all(&context.workspace, &names, context.pipeline, &progress) {
        match result {
            Ok(one) => built.push(one),
            Err(failure) => failures.push(failure),
        }
    }
    let everything = args.vendors.is_empty();
    let groups = plan::plan(&context.workspace, &built, context.pipeline, everything)?;
    let mut drifted = Vec::new();
    for group in &groups {
        if report(group, context.terminal) {
            drifted.push(group);
        }
    }
    if !failures.is_empty() {
        return Err(Failures(failures));
    }
    if drifted.is_empty() {
        let line = format!("{} current", vendors(built.len()));
        context.terminal.line(paint(GOOD, line));
        return Ok(Outcome::Fine);
    }
    conclusion(&drifted, args, context.terminal);
    Ok(Outcome::Finding)
}

/// Lists what is wrong with a group's files; whether anything is.
fn report(group: &Group, terminal: &mut Terminal) -> bool {
    let drift: Vec<&Item> = group
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

fn conclusion(drifted: &[&Group], args: &Vendors, terminal: &mut Terminal) {
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
        let names: String = args.vendors.iter().map(|name| format!(" {name}")).collect();
        terminal.line(format!("to fix it, run: cargo xtask generate{names}"));
    }
    if items().any(|item| item.causes.contains(&Cause::EditedByHand)) {
        terminal.line(
            "what was edited by hand is lost then: put it into overlay.yaml, vendor.toml or the generator first",
        );
    }
    if items().any(|item| item.state == State::Foreign) {
        terminal.line("foreign files are never removed: move them out of clients/ by hand");
    }
}

fn vendors(count: usize) -> String {
    format!("{count} vendor{}", if count == 1 { " is" } else { "s are" })
}
