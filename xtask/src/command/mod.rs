//! The commands, one file each: arguments in, lines and an [`Outcome`] out.

mod add;
mod add_site;
mod arrivals;
mod check;
mod diff;
mod fetch;
mod fetch_beside;
mod fetch_site;
mod fetched;
mod generate;
mod learn;
mod list;
mod passes;
mod rules;
mod r#try;
mod update;
mod watch;
mod without;

use std::path::PathBuf;

use crate::cli::{Cli, Command};
use crate::commit::{self, Guard};
use crate::workspace::Workspace;
use crate::{Failure, Failures, Outcome, Pipeline, Terminal};

/// What every command works with.
pub struct Context<'a> {
    /// The workspace around the current directory.
    pub workspace: Workspace,
    /// The generator.
    pub pipeline: Pipeline,
    /// Where to write.
    pub terminal: &'a mut Terminal,
}

/// Runs a command.
///
/// # Errors
///
/// Every reason why it could not do its work.
pub fn run(cli: Cli, pipeline: Pipeline, terminal: &mut Terminal) -> Result<Outcome, Failures> {
    // What needs no workspace works anywhere.
    match &cli.command {
        Command::Rules(args) => return rules::run(args, terminal),
        Command::Passes(args) => return passes::run(args, terminal),
        Command::Diff(args) if args.explain.is_some() => {
            let id = args.explain.as_deref().unwrap_or_default();
            return rules::explain(id, terminal);
        }
        Command::Diff(args) if diff::two_places(&args.subjects, cli.root.as_deref()).is_some() => {
            let pipeline = if cli.strict { pipeline.strict() } else { pipeline };
            return diff::places_alone(args, cli.root.as_deref(), pipeline, terminal);
        }
        _ => {}
    }
    let mut context = Context {
        workspace: workspace(cli.root)?,
        pipeline: if cli.strict { pipeline.strict() } else { pipeline },
        terminal,
    };
    if commit::interrupted(context.workspace.root()) {
        context.guard()?;
    }
    match cli.command {
        Command::Generate(args) => generate::run(&args, &mut context),
        Command::Check(args) => check::run(&args, &mut context),
        Command::List(args) => list::run(&args, &mut context),
        Command::Try(args) => r#try::run(&args, &mut context),
        Command::Diff(args) => diff::run(&args, &mut context),
        Command::Update(args) => update::run(&args, &mut context),
        Command::Fetch(args) => fetch::run(&args, &mut context),
        Command::Add(args) => add::run(&args, &mut context),
        Command::Learn(args) => learn::run(&args, &mut context),
        Command::Watch(args) => watch::run(&args, &mut context),
        Command::Rules(args) => rules::run(&args, context.terminal),
        Command::Passes(args) => passes::run(&args, context.terminal),
    }
}

impl Context<'_> {
    /// Takes the right to write into the workspace, and says so if that put back what a killed run had begun.
    ///
    /// # Errors
    ///
    /// As [`Guard::take`].
    pub fn guard(&mut self) -> Result<Guard, Failure> {
        let (guard, restored) = Guard::take(self.workspace.root())?;
        if restored {
            self.terminal.error(
                "an earlier run was interrupted while it wrote: everything was put back as it was before",
            );
        }
        Ok(guard)
    }
}

/// Today's date in UTC, `2026-01-31`.
fn today() -> String {
    time::OffsetDateTime::now_utc().date().to_string()
}

/// The workspace around the current directory; elsewhere, the one that this program was built in by `cargo xtask`.
fn workspace(root: Option<PathBuf>) -> Result<Workspace, Failure> {
    if let Some(root) = root {
        return Workspace::at(&root);
    }
    let here = std::env::current_dir()
        .map_err(|error| Failure::new(".", format!("no current directory: {error}"), "change to one"))?;
    Workspace::find(&here).or_else(|failure| {
        let manifest = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
        manifest.map_or(Err(failure), |manifest| Workspace::find(&manifest))
    })
}
