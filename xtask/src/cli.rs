//! What the command line looks like.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// The command line.
#[derive(Debug, Parser)]
#[command(
    name = "cargo xtask",
    bin_name = "cargo xtask",
    about = "Turns the vendors' pages in specs/ into the client crates in clients/",
    after_help = "Exit status: 0 fine, 1 something was found (drift, a change), 2 could not run.\n\n\
                  Examples:\n  \
                  cargo xtask generate            rebuild every client\n  \
                  cargo xtask check               is what is committed current?\n  \
                  cargo xtask try page.md         what would come out of this page?",
    disable_help_subcommand = true
)]
pub struct Cli {
    /// Workspace to work on, instead of the one around the current directory
    #[arg(long, global = true, hide = true, value_name = "DIR")]
    pub root: Option<PathBuf>,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// A command.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Rebuild the clients from specs/ and say what changed
    #[command(
        long_about = "Rebuild the clients from specs/ and say per vendor what changed.\n\n\
                      Only files whose contents change are written. All or nothing: if one page fails, every file of \
                      every vendor stays as it was.",
        after_help = "Examples:\n  \
                      cargo xtask generate\n  \
                      cargo xtask generate acme -v\n  \
                      cargo xtask generate --dry-run"
    )]
    Generate(Generate),
    /// Tell whether the committed files are what specs/ and the generator give
    #[command(
        long_about = "Rebuild everything in memory and list all missing, stale and orphan files with their diff, the \
                      cause and the command that fixes it. Writes nothing. Exit status 1 if there is any.",
        after_help = "Examples:\n  cargo xtask check\n  cargo xtask check acme globex"
    )]
    Check(Vendors),
    /// Show the vendors and what their pages hold
    #[command(after_help = "Examples:\n  cargo xtask list\n  cargo xtask list --format json")]
    List(List),
    /// Run the pipeline on any page or document, outside of the workspace
    #[command(
        long_about = "Run the pipeline on any page or document, outside of the workspace: show what was understood, \
                      and with --out write the client crate.",
        after_help = "Examples:\n  \
                      cargo xtask try ~/Downloads/page.md\n  \
                      cargo xtask try openapi.yaml --out /tmp/acme-client --name acme"
    )]
    Try(Try),
}

/// Names of vendors.
#[derive(Debug, Clone, Args)]
pub struct Vendors {
    /// Vendors, by their directory in specs/ [default: all]
    #[arg(value_name = "VENDOR")]
    pub vendors: Vec<String>,
}

/// Arguments of `generate`.
#[derive(Debug, Args)]
pub struct Generate {
    /// Which vendors.
    #[command(flatten)]
    pub vendors: Vendors,
    /// Only say what would be written
    #[arg(long)]
    pub dry_run: bool,
    /// List every file and what the pipeline noted
    #[arg(short, long)]
    pub verbose: bool,
}

/// Arguments of `list`.
#[derive(Debug, Args)]
pub struct List {
    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    pub format: ListFormat,
}

/// How `list` prints.
#[derive(Debug, Clone, Copy, Default, ValueEnum)]
pub enum ListFormat {
    /// A table
    #[default]
    Text,
    /// An array with one object per vendor
    Json,
}

/// Arguments of `try`.
#[derive(Debug, Args)]
pub struct Try {
    /// Vendor page or OpenAPI document
    #[arg(value_name = "PAGE")]
    pub page: PathBuf,
    /// Directory to write the client crate to; new, empty, or an earlier output
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Vendor name for the crate [default: from the file name]
    #[arg(long)]
    pub name: Option<String>,
    /// Corrections to apply, an OpenAPI Overlay 1.0 document
    #[arg(long, value_name = "FILE")]
    pub overlay: Option<PathBuf>,
}
