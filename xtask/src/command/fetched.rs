//! What ways to fetch have in common: to say that nothing changed, and to keep what is known of a download.

use specloom::words::shown;

use crate::command::Context;
use crate::commit::{Changes, Guard};
use crate::lock::{self, Lock};
use crate::specs::Specs;
use crate::terminal::{DIM, STRONG, paint};
use crate::workspace::Workspace;
use crate::{Failure, Outcome, recorded};

/// Says that nothing changed where a vendor publishes; and what did here since its client was written, which is a finding.
pub(super) fn unchanged(specs: &Specs, context: &mut Context<'_>) -> Outcome {
    let name = paint(STRONG, &specs.name);
    let here = recorded::different(&context.workspace, specs, context.pipeline.version);
    if here.is_empty() {
        let line = format!("{name}   {}", paint(DIM, "unchanged"));
        context.terminal.line(line);
        return Outcome::Fine;
    }
    context.terminal.line(format!(
        "{name}   the published page is unchanged, but here {}; `cargo xtask check {}` shows it",
        shown(&here.join(", ")),
        specs.name
    ));
    Outcome::Finding
}

/// Writes what `change` makes of `specs.lock`, if there is one that can be read and it makes something else of it.
pub(super) fn change_lock(
    workspace: &Workspace,
    guard: &Guard,
    change: impl FnOnce(&mut Lock),
) -> Result<(), Failure> {
    let Some(before) = read_lock(workspace) else {
        return Ok(());
    };
    let mut lock = before.clone();
    change(&mut lock);
    if lock == before {
        return Ok(());
    }
    let text = Some(lock.to_text().into_bytes());
    guard.apply(&Changes::from([(lock::PATH.to_owned(), text)]), |_| {})
}

pub(super) fn read_lock(workspace: &Workspace) -> Option<Lock> {
    Lock::parse(&std::fs::read(workspace.root().join(lock::PATH)).ok()?)
}
