//! `update`: a vendor's new page, and everything that follows from it, in one step.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use specloom::compare::render;
use specloom::words::shown;
use specloom::{PageFacts, Source};

use crate::cli::Update;
use crate::command::generate::files;
use crate::command::{Context, today};
use crate::files::{SPECS, read_bytes};
use crate::lock::PageEntry;
use crate::name::VendorName;
use crate::proposal::{self, Proposal, Renaming};
use crate::site::slug;
use crate::specs::{SET, Specs};
use crate::terminal::{BAD, DIM, STRONG, WARN, paint};
use crate::{Failure, Failures, Outcome, Terminal, findings};

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
    let name = &context.workspace.one(&args.vendor)?;
    let page = read_bytes(&args.page)?;
    let renaming = args.rename.clone().map_or(Renaming::None, Renaming::Of);
    let origin = args.page.display().to_string();
    let specs = context.workspace.read(name)?;
    let proposal = if specs.is_set() {
        let set = replaced(&specs, &origin, page.clone(), context)?;
        proposal::propose_set(
            &context.workspace,
            name,
            set,
            context.pipeline,
            (&today(), &renaming),
        )?
    } else {
        proposal::propose(
            &context.workspace,
            name,
            (&args.page, &origin),
            page.clone(),
            context.pipeline,
            (&today(), &renaming),
        )?
    };
    show(&proposal, context.terminal);
    if !proposal.held.is_empty() {
        context
            .terminal
            .line(paint(BAD, "held back; nothing was written"));
        return Ok(Outcome::Finding);
    }
    if refused(&proposal, args.allow_breaking, context.terminal) {
        return Ok(Outcome::Finding);
    }
    if let Some(guard) = &guard
        && !proposal.changes.is_empty()
    {
        guard.apply(&proposal.changes, |_| {})?;
    }
    conclude(&proposal, args.dry_run, context.terminal);
    Ok(Outcome::Fine)
}

/// The set with the page in its place, which its operations tell; a new place for operations that no page describes.
fn replaced(
    specs: &Specs,
    origin: &str,
    page: Vec<u8>,
    context: &Context<'_>,
) -> Result<(Vec<Source>, BTreeMap<String, PageEntry>), Failure> {
    let brought = Source::new(origin, page.clone());
    let mut alone = specs.sources.clone();
    alone.overlay = None;
    alone.pages = vec![brought.clone()];
    let read = context.pipeline.canonical(&alone);
    let read = read.map_err(|error| Failure::pipeline(error, [&brought]))?;
    let before = context.pipeline.canonical(&specs.sources);
    let before = before.map_err(|error| Failure::pipeline(error, specs.all_sources()))?;
    let operations: BTreeSet<&String> = read.set.pages.iter().flat_map(|page| &page.operations).collect();
    let shared = |page: &&PageFacts| {
        page.operations
            .iter()
            .filter(|operation| operations.contains(operation))
            .count()
    };
    let places: Vec<&PageFacts> = before.set.pages.iter().filter(|page| shared(page) > 0).collect();
    let best = places.iter().max_by_key(|page| shared(page));
    let mut pages = specs.sources.pages.clone();
    match best {
        Some(best) => {
            let rivals = places.iter().filter(|page| shared(page) == shared(best)).count();
            if rivals > 1 {
                let names: Vec<&str> = places.iter().map(|page| page.name.as_str()).collect();
                return Err(Failure::new(
                    origin,
                    format!(
                        "several stored pages describe this operation: {}",
                        names.join(", ")
                    ),
                    "overwrite the one that it replaces, and run `cargo xtask generate`",
                ));
            }
            for page in pages.iter_mut().filter(|page| page.name == best.name) {
                page.bytes.clone_from(&brought.bytes);
            }
        }
        None => {
            let mut taken: BTreeSet<String> = specs.known.keys().map(|file| file.to_lowercase()).collect();
            let file = Path::new(origin)
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            let file = slug::name(&file, origin, &mut taken);
            pages.push(Source::new(format!("{SPECS}/{}/{SET}/{file}", specs.name), page));
        }
    }
    Ok((pages, specs.known.clone()))
}

/// What a page has come to where it is not taken over yet, and the command that does.
pub(super) fn offer(vendor: &VendorName, proposal: &Proposal, terminal: &mut Terminal) {
    let summary = render::summary(&proposal.comparison.changes);
    let (changed, version) = (paint(WARN, "changed"), &proposal.bump.version);
    terminal.line(format!(
        "{}   {changed}: {summary}; `cargo xtask fetch {vendor} --update` makes it {} {version}",
        paint(STRONG, vendor),
        proposal.crate_name
    ));
}

/// The findings.
pub(super) fn show(proposal: &Proposal, terminal: &mut Terminal) {
    for held in &proposal.held {
        terminal.error(&held.to_string());
    }
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
        umbrellas,
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
        "would be overwritten"
    } else {
        "was overwritten"
    };
    for path in edited {
        terminal.line(format!(
            "{} {path} was edited by hand and {again}: repeat the edit in overlay.yaml, vendor.toml or the generator",
            paint(WARN, '!')
        ));
    }
    if dry_run {
        line.push_str(&paint(DIM, "   (dry run: nothing was written)"));
    }
    terminal.line(line);
    for (umbrella, from, to) in umbrellas {
        let to = paint(WARN, to);
        terminal.line(format!(
            "{} {from} → {to}, of which it is a module",
            paint(STRONG, umbrella)
        ));
    }
    names(proposal, terminal);
    for waiver in spent {
        let (fingerprint, reason) = (&waiver.fingerprint, &waiver.reason);
        let line = format!("waiver {fingerprint} removed: what it accepted is released ({reason})");
        terminal.line(paint(DIM, line));
    }
}

/// Most held names that are listed.
const LISTED: usize = 20;

/// Which names the client keeps, and which nobody need hold any more.
fn names(proposal: &Proposal, terminal: &mut Terminal) {
    let count = proposal.pins.iter().count();
    if count > 0 {
        let s = if count == 1 { "" } else { "s" };
        terminal.line(format!(
            "{count} name{s} held in names.toml, so that code which uses the client goes on compiling; --rename lets go:"
        ));
    }
    for (section, key, name) in proposal.pins.iter().take(LISTED) {
        terminal.line(format!(
            "  {} {}   {}",
            &section[..section.len() - 1],
            paint(STRONG, name),
            paint(DIM, shown(key))
        ));
    }
    if count > LISTED {
        terminal.line(format!("  and {} more", count - LISTED));
    }
    for name in &proposal.unpinned {
        terminal.line(paint(DIM, format!("no longer held: {}", shown(name))));
    }
}
