//! `fetch` of the pages that stand beside a whole description: they make no client, and `check` compares them with it.

use std::collections::BTreeMap;

use specloom::Source;

use crate::cli::Fetch;
use crate::command::arrivals::arrived;
use crate::command::{Context, without};
use crate::commit::{Changes, Guard};
use crate::name::VendorName;
use crate::rebuild::Built;
use crate::terminal::{STRONG, paint};
use crate::{Failures, Outcome, plan};

/// Fetches the pages that a vendor's whole description is compared with.
///
/// # Errors
///
/// The index or pages that cannot be had; the other pages are dealt with all the same.
pub(super) fn fetch_beside(
    name: &VendorName,
    args: &Fetch,
    guard: Option<&Guard>,
    context: &mut Context<'_>,
) -> Result<Outcome, Failures> {
    let mut specs = context.workspace.read(name)?;
    let mut set = specs.clone();
    set.sources.pages.clone_from(&specs.cross);
    let (mut next, failures) = arrived(&set, args, context)?;
    let outcome = without::tell(&next.not_had, name, context.terminal);
    // One that cannot be read is not compared with anything: the stored one is.
    let unreadable = |page: &Source| specloom::read::read(page).is_err();
    let bad: Vec<String> = next
        .pages
        .iter()
        .filter(|(file, page)| next.came.contains(*file) && unreadable(page))
        .map(|(file, _)| file.clone())
        .collect();
    for file in bad {
        next.hold_back(&file, &set);
    }
    let before: BTreeMap<&str, &Source> = specs
        .cross
        .iter()
        .map(|page| (page.name.as_str(), page))
        .collect();
    let (mut changes, mut counts) = (Changes::new(), [0_usize; 3]);
    for page in next.pages.values() {
        let stored = before.get(page.name.as_str());
        if stored.is_none_or(|stored| stored.bytes != page.bytes) {
            counts[usize::from(stored.is_some())] += 1;
            changes.insert(page.name.clone(), Some(page.bytes.clone()));
        }
    }
    for name in before.keys() {
        if !next.pages.values().any(|page| page.name == *name) {
            counts[2] += 1;
            changes.insert((*name).to_owned(), None);
        }
    }
    let name = paint(STRONG, &specs.name);
    if !changes.is_empty() {
        let parts = counts.iter().zip(["added", "changed", "removed"]);
        let parts = parts.filter(|(count, _)| **count > 0);
        let said: Vec<String> = parts.map(|(count, what)| format!("{count} {what}")).collect();
        let advice = match guard {
            Some(_) => format!(
                "`cargo xtask check {}` compares them with the description",
                specs.name
            ),
            None => format!("`cargo xtask fetch {} --update` stores them", specs.name),
        };
        let line = format!(
            "{name}   pages beside the description: {}; {advice}",
            said.join(", ")
        );
        context.terminal.line(line);
    }
    if let Some(guard) = guard {
        specs.cross = next.pages.into_values().collect();
        specs.known = next.known;
        let built = Built::new(specs, context.pipeline)?;
        let groups = plan::plan(&context.workspace, &[built], &[], context.pipeline, false)?;
        changes.extend(plan::changes(&groups));
        if !changes.is_empty() {
            guard.apply(&changes, |_| {})?;
        }
    }
    match (failures.is_empty(), guard.is_none() && counts != [0; 3]) {
        (false, _) => Err(Failures(failures)),
        (true, true) => Ok(Outcome::Finding),
        (true, false) => Ok(outcome),
    }
}
