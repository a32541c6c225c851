//! `passes`: what a page goes through on its way to a client, and why.

use specloom::passes;

use crate::cli::Passes;
use crate::terminal::{DIM, STRONG, paint};
use crate::{Failure, Failures, Outcome, Terminal};

/// Runs the command.
///
/// # Errors
///
/// An id that no pass has.
pub(super) fn run(args: &Passes, terminal: &mut Terminal) -> Result<Outcome, Failures> {
    let wanted = |id: &str| args.id.as_deref().is_none_or(|wanted| wanted == id);
    let mut found = false;
    for (stage, passes) in passes() {
        let passes: Vec<_> = passes.into_iter().filter(|(id, _)| wanted(id)).collect();
        if passes.is_empty() {
            continue;
        }
        found = true;
        terminal.line(paint(STRONG, stage));
        for (id, why) in passes {
            terminal.line(format!("  {id:<24}  {}", paint(DIM, why)));
        }
    }
    match (found, &args.id) {
        (false, Some(id)) => {
            let failure = Failure::new(
                id,
                "there is no such pass",
                "see `cargo xtask passes` for those that there are",
            );
            Err(Failures(vec![failure]))
        }
        _ => Ok(Outcome::Fine),
    }
}
