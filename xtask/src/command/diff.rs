//! `diff`: what changed in the vendors' APIs since a git revision, or between two files.

use std::collections::BTreeSet;
use std::path::Path;

use specloom::Waiver;
use specloom::compare::{Change, Rust, Wire, render};
use specloom::words::comment;

use crate::cli::{Diff, DiffFormat, FailOn};
use crate::command::Context;
use crate::comparison::{Comparison, Side};
use crate::name::VendorName;
use crate::pipeline::{in_pair, in_parallel};
use crate::place::SidePlace;
use crate::revision::Revision;
use crate::specs::Specs;
use crate::terminal::{BAD, STRONG, paint};
use crate::{Failure, Failures, Outcome, Pipeline, Terminal, findings, html, report};
use specloom::words::shown;

/// Runs the command.
///
/// # Errors
///
/// A page of either side that fails, a waiver that matches nothing, a revision that git does not know.
pub(super) fn run(args: &Diff, context: &mut Context<'_>) -> Result<Outcome, Failures> {
    let results = vendors(args, context)?;
    report(args, results, context.terminal)
}

/// Compares two pages or folders of pages, wherever the command is run.
///
/// # Errors
///
/// As [`run`].
pub(super) fn places_alone(
    args: &Diff,
    root: Option<&Path>,
    pipeline: Pipeline,
    terminal: &mut Terminal,
) -> Result<Outcome, Failures> {
    let places_of = two_places(&args.subjects, root);
    let root = root.unwrap_or(Path::new("."));
    let results = places_of.map(|(old, new)| places(&old, &new, root, pipeline));
    report(args, results.into_iter().collect(), terminal)
}

fn report(
    args: &Diff,
    results: Vec<Result<Comparison, Failures>>,
    terminal: &mut Terminal,
) -> Result<Outcome, Failures> {
    let mut comparisons = Vec::new();
    let mut failures = Vec::new();
    for result in results {
        match result {
            Ok(comparison) => comparisons.push(comparison),
            Err(failed) => failures.extend(failed.0),
        }
    }
    // Of what could not be compared, nobody is to read that nothing changed.
    if failures.is_empty() || !comparisons.is_empty() {
        print(&comparisons, args.format, terminal);
    }
    for (comparison, cut) in comparisons
        .iter()
        .filter_map(|one| Some((one, one.cut.as_ref()?)))
    {
        let name = &comparison.name;
        terminal.error(&paint(
            BAD,
            format!("{name}: the page seems to be cut off: {cut}"),
        ));
        terminal.error("fetch or save it again; the comparison covers only what is left of it");
    }
    if !failures.is_empty() {
        return Err(Failures(failures));
    }
    let fails = |change: &Change| match args.fail_on {
        None => false,
        Some(FailOn::Breaking) => change.wire == Wire::Breaking,
        Some(FailOn::Major) => change.rust == Rust::Major,
        Some(FailOn::Minor) => change.rust != Rust::Patch,
        Some(FailOn::Compatible) => change.wire != Wire::Docs,
        Some(FailOn::Any) => true,
    };
    let found = comparisons.iter().flat_map(Comparison::open).any(fails);
    let is_cut = args.fail_on.is_some() && comparisons.iter().any(|one| one.cut.is_some());
    Ok(if found || is_cut {
        Outcome::Finding
    } else {
        Outcome::Fine
    })
}

/// Two arguments that are places of pages rather than vendors.
pub(super) fn two_places(subjects: &[String], root: Option<&Path>) -> Option<(SidePlace, SidePlace)> {
    // A folder that is called as a vendor of the workspace is meant as the vendor.
    let is_vendor = |name: &str| {
        let workspace = super::workspace(root.map(Path::to_owned));
        let vendors = workspace.and_then(|workspace| workspace.vendors());
        vendors.is_ok_and(|vendors| vendors.iter().any(|vendor| vendor.as_str() == name))
    };
    match subjects {
        [old, new] => SidePlace::parse(old, is_vendor).zip(SidePlace::parse(new, is_vendor)),
        _ => None,
    }
}

fn places(old: &SidePlace, new: &SidePlace, root: &Path, pipeline: Pipeline) -> Result<Comparison, Failures> {
    let (before, after) = (old.read(root)?, new.read(root)?);
    let (before, after) = in_pair(|| side(&before, pipeline), || side(&after, pipeline));
    Ok(Comparison::new(&new.name(), &before?, &after?))
}

fn vendors(args: &Diff, context: &mut Context<'_>) -> Result<Vec<Result<Comparison, Failures>>, Failures> {
    let base = Revision::resolve(&context.workspace, &args.base)?;
    let (then, now) = (base.vendors(), context.workspace.vendors()?);
    let known: BTreeSet<&VendorName> = then.iter().chain(&now).collect();
    let names: Vec<VendorName> = if args.subjects.is_empty() {
        known.into_iter().cloned().collect()
    } else {
        // A vendor that is gone from the working tree is still a vendor to compare.
        let is_gone = |name: &String| then.iter().any(|then| then.as_str() == name.as_str());
        let (here, gone): (Vec<String>, Vec<String>) =
            args.subjects.iter().cloned().partition(|name| !is_gone(name));
        let mut asked = match here.is_empty() {
            true => Vec::new(),
            false => context.workspace.select(&here)?,
        };
        asked.extend(gone.iter().filter_map(|name| VendorName::parse(name).ok()));
        let is_asked = |name: &&VendorName| asked.contains(name);
        known.into_iter().filter(is_asked).cloned().collect()
    };
    let progress = context.terminal.progress(names.len(), "comparing");
    let (workspace, pipeline) = (&context.workspace, context.pipeline);
    let compared = in_parallel(&names, |name| {
        let old = then.contains(name).then(|| base.read(name)).transpose()?;
        let new = now.contains(name).then(|| workspace.read(name)).transpose()?;
        progress.inc(1);
        one(name, old.as_ref(), new.as_ref(), pipeline)
    });
    progress.finish_and_clear();
    Ok(compared)
}

/// A vendor on both sides; one that is on one side only gains or loses all of its operations. A waiver that the old side
/// has as well has done its work: it neither waives a second time nor has anything to match.
fn one(
    name: &VendorName,
    old: Option<&Specs>,
    new: Option<&Specs>,
    pipeline: Pipeline,
) -> Result<Comparison, Failures> {
    let side = |specs: Option<&Specs>| specs.map(|specs| side(specs, pipeline)).transpose();
    let (old_side, new_side) = (side(old)?, side(new)?);
    // A vendor that is on one side only gains or loses all of its operations.
    let empty = |there: Option<&Side>, specs: Option<&Specs>| {
        there
            .zip(specs)
            .map(|(side, specs)| side.without_operations(&specs.sources.vendor, pipeline))
    };
    let sides = (
        old_side.clone().or_else(|| empty(new_side.as_ref(), new)),
        new_side.clone().or_else(|| empty(old_side.as_ref(), old)),
    );
    let (Some(old_side), Some(new_side)) = sides else {
        return Err(Failure::new(
            name.as_str(),
            "neither side has this vendor",
            "name a vendor that one of them has",
        )
        .into());
    };
    let waivers =
        |specs: Option<&Specs>| specs.map_or_else(Vec::new, |specs| specs.sources.vendor.waivers.clone());
    let released = waivers(old);
    let is_new = |waiver: &&Waiver| !released.iter().any(|old| old.fingerprint == waiver.fingerprint);
    Comparison::new(name.as_str(), &old_side, &new_side).waive(waivers(new).iter().filter(is_new))
}

fn side(specs: &Specs, pipeline: Pipeline) -> Result<Side, Failure> {
    match pipeline.canonical(&specs.sources) {
        Ok(canonical) => {
            Ok(Side::new(canonical, &specs.sources.vendor, pipeline).read_from(&specs.sources.pages))
        }
        Err(error) => Err(Failure::pipeline(error, specs.all_sources())),
    }
}

fn print(comparisons: &[Comparison], format: DiffFormat, terminal: &mut Terminal) {
    match format {
        DiffFormat::Text => {
            for line in comparisons.iter().flat_map(findings::lines) {
                terminal.line(line);
            }
            let open: Vec<Change> = comparisons.iter().flat_map(Comparison::open).cloned().collect();
            terminal.line(paint(STRONG, render::summary(&open)));
            let all: usize = comparisons.iter().map(|one| one.changes.len()).sum();
            if open.is_empty() && all > 0 {
                terminal.line(format!("all {all} findings are accepted by waivers"));
            }
            for comparison in comparisons {
                if let Some(why) = &comparison.estimated {
                    terminal.line(format!(
                        "{}: the Rust verdicts are estimated, because no client can be made of one side: {}",
                        comparison.name,
                        shown(why)
                    ));
                }
            }
            let waivable: Vec<String> = comparisons.iter().flat_map(findings::waivable).collect();
            if !waivable.is_empty() {
                terminal.line("findings that break, each with the fingerprint for a waiver in vendor.toml:");
            }
            for line in waivable {
                terminal.line(line);
            }
        }
        DiffFormat::Json => terminal.whole_line(report::json(comparisons)),
        DiffFormat::Html => terminal.whole_line(html::page(comparisons)),
        DiffFormat::Sarif => terminal.whole_line(report::sarif(comparisons)),
        DiffFormat::Github => {
            for line in report::annotations(comparisons) {
                terminal.command(&line);
            }
        }
        DiffFormat::Markdown => {
            let (changed, same): (Vec<&Comparison>, Vec<&Comparison>) =
                comparisons.iter().partition(|one| !one.changes.is_empty());
            let mut text = String::new();
            for comparison in changed {
                let place = |change: &Change| comparison.place(change);
                text.push_str(&render::markdown(&comparison.name, &comparison.changes, place));
                text.push('\n');
                if let Some(waived) = findings::accepted(comparison) {
                    text.push_str(&waived);
                    text.push('\n');
                }
            }
            // One line for all of them: a pull request is about what does change.
            let same: Vec<String> = same
                .iter()
                .map(|comparison| comment::text(&comparison.name))
                .collect();
            if !same.is_empty() {
                text.push_str(&format!("No change of the API: {}.\n", same.join(", ")));
            }
            terminal.document(&comment::whole(text));
        }
    }
}
