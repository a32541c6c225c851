//! `update`: a vendor's new page, and everything that follows from it, in one step.

use crate::cli::Update;
use crate::command::generate::files;
use crate::command::{Context, today};
use crate::proposal::{self, Proposal};
use crate::terminal::{BAD, DIM, STRONG, WARN, paint};
use crate::workspace::read_bytes;
use crate::{Failures, Outcome, Terminal, findings};

/// Runs the command.
///
/// # Errors
///
/// A page that fails, a correction that no longer matches, a file that cannot be written; nothing was changed.
pub(super) fn run(args: &Update, context: &mut Context<'_>) -> Result<Outcome, Failures> {
    let guard = if args.dry_run {
        None
    } else {
        Some(context.guard()?)
    };
    let vendor = std::slice::from_ref(&args.vendor);
    let page = read_bytes(&args.page)?;
    for name in &context.workspace.select(vendor)? {
        let proposal = proposal::propose(
            &context.workspace,
            name,
            (&args.page, &args.page.display().to_string()),
            page.clone(),
            context.pipeline,
            &today(),
        )?;
        show(&proposal, context.terminal);
        if refused(&proposal, args.allow_breaking, context.terminal) {
            return Ok(Outcome::Finding);
        }
        if let Some(guard) = &guard
            && !proposal.changes.is_empty()
        {
            guard.apply(&proposal.changes, |_| {})?;
        }
        conclude(&proposal, args.dry_run, context.terminal);
    }
    Ok(Outcome::Fine)
}

/// The findings.
pub(super) fn show(proposal: &Proposal, terminal: &mut Terminal) {
    for line in findings::lines(&proposal.comparison) {
        terminal.line(line);
    }
}

/// Whether the proposal must not be taken over, and if so, says why and what to do.
pub(super) fn refused(proposal: &Proposal, allow_breaking: bool, terminal: &mut Terminal) -> bool {
    let breaking = proposal.comparison.breaking();
    if allow_breaking {
        return false;
    }
    if let Some(cut) = &proposal.cut {
        terminal.line(paint(
            BAD,
            format!("refused: the page seems to be cut off: {cut}; nothing was written"),
        ));
        terminal.line("fetch or save it again; if this is all of it, run again with --allow-breaking");
        return true;
    }
    if breaking == 0 {
        return false;
    }
    let changes = if breaking == 1 {
        "change breaks"
    } else {
        "changes break"
    };
    terminal.line(paint(
        BAD,
        format!("refused: {breaking} {changes} the wire; nothing was written"),
    ));
    for line in findings::waivable(&proposal.comparison) {
        terminal.line(line);
    }
    terminal.line(
        "to accept, run again with --allow-breaking, or add to vendor.toml for each of these: \
         [[waiver]] fingerprint = \"…\" reason = \"…\"",
    );
    true
}

/// `acme-client 0.1.0 → 0.2.0 (major change before 1.0)   3 files regenerated   CHANGELOG.md written`
pub(super) fn conclude(proposal: &Proposal, dry_run: bool, terminal: &mut Terminal) {
    let Proposal {
        from,
        bump,
        crate_name,
        changes,
        regenerated,
        spent,
        edited,
        ..
    } = proposal;
    let version = if bump.version == *from {
        format!("{from} {}", paint(DIM, "(no new version)"))
    } else {
        format!("{from} → {} ({})", paint(WARN, &bump.version), bump.reason)
    };
    let mut line = format!(
        "{} {version}   {} regenerated",
        paint(STRONG, crate_name),
        files(*regenerated)
    );
    if changes
        .keys()
        .any(|path| path.starts_with("specs/") && path.ends_with("/CHANGELOG.md"))
    {
        line.push_str("   CHANGELOG.md written");
    }
    let again = if dry_run {
        "would be written anew"
    } else {
        "was written anew"
    };
    for path in edited {
        terminal.line(format!(
            "{} {path} was edited by hand and {again}: put what was edited into overlay.yaml, vendor.toml or the generator",
            paint(WARN, '!')
        ));
    }
    if dry_run {
        line.push_str(&paint(DIM, "   (dry run: nothing was written)"));
    }
    terminal.line(line);
    for waiver in spent {
        let (fingerprint, reason) = (&waiver.fingerprint, &waiver.reason);
        let line = format!("waiver {fingerprint} removed: what it accepted is released ({reason})");
        terminal.line(paint(DIM, line));
    }
}
