//! `rules`: what the comparison looks for, and the reason of each verdict.

use specloom::compare::{Rule, pages, rule, rules as families};

use crate::cli::Rules;
use crate::terminal::{DIM, STRONG, paint};
use crate::{Failure, Failures, Outcome, Terminal, examples};

/// Runs the command.
///
/// # Errors
///
/// An id that no rule has.
pub(super) fn run(args: &Rules, terminal: &mut Terminal) -> Result<Outcome, Failures> {
    match &args.id {
        Some(id) => return explain(id, terminal),
        None => {
            let families = families().iter().copied().chain([("pages", pages::rules())]);
            for (family, rules) in families {
                terminal.line(paint(STRONG, family));
                for rule in rules {
                    terminal.line(format!(
                        "  {:<48}  wire: {:<10}  {}",
                        rule.id,
                        rule.wire,
                        paint(DIM, rule.why)
                    ));
                }
            }
        }
    }
    Ok(Outcome::Fine)
}

/// Says why a rule's verdicts are what they are.
///
/// # Errors
///
/// An id that no rule has.
pub(super) fn explain(id: &str, terminal: &mut Terminal) -> Result<Outcome, Failures> {
    let Some(rule) = rule(id) else {
        let failure = Failure::new(
            id,
            "there is no such rule",
            "see `cargo xtask rules` for those that there are",
        );
        return Err(Failures(vec![failure]));
    };
    for line in explained(rule) {
        terminal.line(line);
    }
    for line in examples::of(id) {
        terminal.line(line);
    }
    Ok(Outcome::Fine)
}

fn explained(rule: &Rule) -> Vec<String> {
    vec![
        paint(STRONG, rule.id),
        format!("  on the wire  {}", rule.wire),
        format!(
            "  in Rust      {} as a rule; what counts is what becomes of the client's public API",
            rule.rust
        ),
        format!("  because      {}", rule.why),
    ]
}
