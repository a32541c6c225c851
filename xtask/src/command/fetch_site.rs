//! `fetch` of a vendor whose pages are a site's: the index first, then what it lists, and what all that means.
//!
//! A page that cannot be read, or that disagrees with another, is held back: the stored one stays, and so does all that the
//! client has from it. A page that could not be downloaded stays as well; a site that is down changes nothing.

use std::collections::BTreeSet;

use specloom::Source;

use crate::cli::Fetch;
use crate::command::arrivals::{Next, arrived};
use crate::command::fetched::{change_lock, unchanged};
use crate::command::{Context, today, update, without};
use crate::commit::{Changes, Guard};
use crate::proposal::{self, Renaming};
use crate::specs::Specs;
use crate::terminal::{GOOD, STRONG, WARN, paint};
use crate::{Failure, Failures, Outcome};

/// Fetches a vendor's site.
///
/// # Errors
///
/// The index or pages that cannot be had; the other pages are dealt with all the same.
pub(super) fn fetch(
    specs: &Specs,
    args: &Fetch,
    guard: Option<&Guard>,
    context: &mut Context<'_>,
) -> Result<Outcome, Failures> {
    let (next, failures) = arrived(specs, args, context)?;
    let outcome = conclude(specs, next, args, guard, context)?;
    if failures.is_empty() {
        Ok(outcome)
    } else {
        Err(Failures(failures))
    }
}

fn conclude(
    specs: &Specs,
    mut next: Next,
    args: &Fetch,
    guard: Option<&Guard>,
    context: &mut Context<'_>,
) -> Result<Outcome, Failures> {
    let name = paint(STRONG, &specs.name);
    let mut outcome = without::tell(&next.not_had, &specs.name, context.terminal);
    if next.is_as_stored(specs) {
        if let Some(guard) = guard {
            let known = next.known;
            change_lock(&context.workspace, guard, |lock| {
                if let Some(entry) = lock.vendor.get_mut(specs.name.as_str()) {
                    entry.pages = known;
                }
            })?;
        }
        return Ok(unchanged(specs, context).or(outcome));
    }
    let vendor_has_spec = specs.sources.vendor.spec.is_some();
    // What came and cannot be taken is put back; that may bring others to light, and ends with nothing that came.
    while !next.came.is_empty() {
        let mut sources = specs.sources.clone();
        sources.pages = next.pages.values().cloned().collect();
        sources.overlay = None;
        let canonical = context
            .pipeline
            .canonical(&sources)
            .map_err(|error| Failure::pipeline(error, &sources.pages))?;
        let mut back = BTreeSet::new();
        for held in &canonical.set.held {
            let files = held
                .pages
                .iter()
                .map(|page| page.rsplit('/').next().unwrap_or(page).to_owned());
            let came: Vec<String> = files.filter(|file| next.came.contains(file)).collect();
            if !came.is_empty() {
                let failure = Failure::pipeline(held.error.clone(), &sources.pages);
                let id = if held.operation.is_some() {
                    "   page-disagrees"
                } else {
                    ""
                };
                context
                    .terminal
                    .line(format!("{name}   {}{id}", paint(WARN, "held back")));
                context.terminal.error(&failure.to_string());
                outcome = Outcome::Finding;
            }
            back.extend(came);
        }
        if vendor_has_spec {
            next.leave_to_others(&canonical.set);
        }
        if back.is_empty() {
            break;
        }
        for file in back {
            next.hold_back(&file, specs);
        }
    }
    let pages: Vec<Source> = next.pages.into_values().collect();
    if pages.is_empty() {
        return Err(Failure::new(
            specs.name.as_str(),
            "none of the pages is there any more",
            "look at the site; if it has moved, change `index` in vendor.toml",
        )
        .into());
    }
    let proposal = proposal::propose_set(
        &context.workspace,
        &specs.name,
        (pages, next.known),
        context.pipeline,
        (&today(), &Renaming::None),
    )?;
    // A stored page that cannot be read, or that disagrees with another one.
    if !proposal.held.is_empty() {
        outcome = Outcome::Finding;
    }
    if proposal.comparison.changes.is_empty() {
        for failure in &proposal.held {
            let line = format!("{name}   {}", paint(WARN, "held back"));
            context.terminal.line(line);
            context.terminal.error(&failure.to_string());
        }
        if let Some(guard) = guard.filter(|_| !proposal.changes.is_empty()) {
            guard.apply(&proposal.changes, |_| {})?;
        }
        let specs = context.workspace.read(&specs.name)?;
        return Ok(unchanged(&specs, context).or(outcome));
    }
    let Some(guard) = guard else {
        update::offer(&specs.name, &proposal, context.terminal);
        return Ok(Outcome::Finding);
    };
    update::show(&proposal, context.terminal);
    if update::refused(&proposal, args.allow_breaking, context.terminal) {
        return Ok(Outcome::Finding);
    }
    let changes: &Changes = &proposal.changes;
    guard.apply(changes, |_| {})?;
    update::conclude(&proposal, false, context.terminal);
    context
        .terminal
        .line(format!("{name}   {}", paint(GOOD, "updated")));
    Ok(outcome)
}
