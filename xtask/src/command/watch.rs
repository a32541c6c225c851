//! `watch`: regenerates whenever something under `specs/` is saved, and says what it meant.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use notify::{Event, EventKind, RecursiveMode, Watcher};

use crate::cli::{Generate, Vendors, Watch};
use crate::command::{Context, generate};
use crate::comparison::{Comparison, Side};
use crate::files::SPECS;
use crate::name::VendorName;
use crate::terminal::{DIM, paint};
use crate::{Failure, Failures, Outcome, findings};

/// Editors save in several steps: how long it must be quiet before it counts as saved.
const QUIET: Duration = Duration::from_millis(250);

/// Runs the command until it is interrupted.
///
/// # Errors
///
/// The directory cannot be watched. Pages that fail are reported and waited for.
pub(super) fn run(args: &Watch, context: &mut Context<'_>) -> Result<Outcome, Failures> {
    let specs = context.workspace.root().join(SPECS);
    let failed = |error: notify::Error| {
        Failure::new(
            specs.display().to_string(),
            format!("cannot be watched: {error}"),
            "run `cargo xtask generate` by hand",
        )
    };
    let (sender, saved) = channel();
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
        // The receiver is gone only when the command ends.
        let _ = sender.send(event);
    })
    .map_err(failed)?;
    watcher.watch(&specs, RecursiveMode::Recursive).map_err(failed)?;
    let mut documents = documents(context);
    context
        .terminal
        .line(paint(DIM, format!("watching {SPECS}/; Ctrl-C ends it")));
    let mut rounds = 0;
    while args.rounds.is_none_or(|limit| rounds < limit) {
        let Some(names) = wait(&saved, &specs) else {
            break;
        };
        if names.is_empty() {
            continue;
        }
        rounds += 1;
        regenerate(&names, &mut documents, context);
    }
    Ok(Outcome::Fine)
}

/// Waits until inputs were saved and it is quiet again; the first components of their paths below `specs/`. `None` when
/// nothing more can come.
fn wait(saved: &Receiver<notify::Result<Event>>, specs: &Path) -> Option<BTreeSet<String>> {
    let mut names = BTreeSet::new();
    let mut event = saved.recv().ok()?;
    loop {
        if let Ok(event) = &event
            && !matches!(event.kind, EventKind::Access(_))
        {
            names.extend(event.paths.iter().filter_map(|path| input_of(path, specs)));
        }
        match saved.recv_timeout(QUIET) {
            Ok(next) => event = next,
            Err(_) => return Some(names),
        }
    }
}

/// The vendor whose input `path` is; generated files and editors' own files are nobody's input.
fn input_of(path: &Path, specs: &Path) -> Option<String> {
    let below = path.strip_prefix(specs).ok()?;
    let file = below.file_name()?.to_string_lossy();
    let generated = file == "openapi.yaml" || file == "specs.lock";
    let temporary = file.starts_with('.') || file.ends_with('~') || file.ends_with(".tmp");
    let name = below
        .components()
        .next()?
        .as_os_str()
        .to_string_lossy()
        .into_owned();
    (!generated && !temporary).then_some(name)
}

/// The vendors' canonical documents, of those whose page is fine.
fn documents(context: &Context<'_>) -> BTreeMap<String, Side> {
    let names = context.workspace.vendors().unwrap_or_default();
    let document = |name: &VendorName| {
        let specs = context.workspace.read(name).ok()?;
        let canonical = context.pipeline.canonical(&specs.sources).ok()?;
        Some((
            name.to_string(),
            Side::new(canonical, &specs.sources.vendor, context.pipeline),
        ))
    };
    names.iter().filter_map(document).collect()
}

fn regenerate(names: &BTreeSet<String>, documents: &mut BTreeMap<String, Side>, context: &mut Context<'_>) {
    // A vendor that was removed is only noticed by looking at all of them.
    let all: BTreeSet<String> = context
        .workspace
        .vendors()
        .iter()
        .flatten()
        .map(ToString::to_string)
        .collect();
    let asked = if names.is_subset(&all) {
        names.iter().cloned().collect()
    } else {
        Vec::new()
    };
    let args = Generate {
        vendors: Vendors { vendors: asked },
        dry_run: false,
        verbose: false,
    };
    if let Err(failures) = generate::run(&args, context) {
        for failure in &failures.0 {
            context.terminal.error(&failure.to_string());
        }
        return;
    }
    let now = self::documents(context);
    for (name, side) in &now {
        let Some(before) = documents
            .get(name)
            .filter(|before| !before.says_the_same_as(side))
        else {
            continue;
        };
        // Waivers are for `diff` and `update`: here every change is news.
        for line in findings::lines(&Comparison::new(name, before, side)) {
            context.terminal.line(line);
        }
    }
    *documents = now;
}
