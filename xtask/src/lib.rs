//! Specloom's command line: the only part of the workspace that touches disk, clock, environment or network.
//!
//! The flow of every command is the same row of values: [`workspace`] reads what `specs/` holds, [`rebuild`] runs
//! the pipeline in memory, [`plan`] compares the result with the disk, and only `generate` and its relatives hand the
//! difference to [`commit`], which writes all of it or nothing. [`cli`] says what the commands are, [`command`] has
//! one file for each.

#![cfg_attr(not(test), warn(clippy::unwrap_used, clippy::panic))]

pub mod beside;
pub mod cargo_lock;
pub mod changelog;
pub mod cli;
pub mod command;
pub mod commit;
pub mod comparison;
pub mod cut;
pub mod digest;
pub mod download;
mod entries;
pub mod examples;
pub mod excerpt;
pub mod failure;
pub mod files;
pub mod findings;
pub mod git;
pub mod html;
mod json_path;
pub mod learn;
pub mod lock;
pub mod name;
pub mod names_toml;
pub mod pipeline;
pub mod place;
pub mod plan;
pub mod proposal;
mod public;
pub mod quiet;
pub mod rebuild;
pub mod recorded;
pub mod report;
pub mod revision;
pub mod scaffold;
pub mod site;
pub mod specs;
pub mod standalone;
mod steps;
pub mod summary;
pub mod terminal;
pub mod umbrella;
pub mod umbrella_specs;
pub mod unified;
pub mod vendor_toml;
pub mod versions;
pub mod workspace;

use std::ffi::OsString;

use clap::Parser;

pub use failure::{Failure, Failures};
pub use pipeline::Pipeline;
pub use terminal::Terminal;

/// How a command that could run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing to object to: exit status 0.
    Fine,
    /// The command looked for something and found it (drift, a breaking change): exit status 1.
    Finding,
}

impl Outcome {
    /// Of two, a finding if either is one.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        if self == Self::Fine { other } else { self }
    }
}

/// Exit status of a command that could not run.
const COULD_NOT_RUN: u8 = 2;

/// Runs one command line (the first argument is the program's name) and returns its exit status: 0 fine, 1 a finding,
/// 2 could not run.
pub fn run(args: impl IntoIterator<Item = OsString>, pipeline: Pipeline, terminal: &mut Terminal) -> u8 {
    let status = match cli::Cli::try_parse_from(args) {
        Ok(cli) => match command::run(cli, pipeline, terminal) {
            Ok(Outcome::Fine) => 0,
            Ok(Outcome::Finding) => 1,
            Err(failures) => {
                for failure in &failures.0 {
                    terminal.error(&failure.to_string());
                }
                COULD_NOT_RUN
            }
        },
        Err(usage) => {
            let text = usage.render().ansi().to_string();
            if usage.use_stderr() {
                terminal.error(text.trim_end());
                COULD_NOT_RUN
            } else {
                terminal.line(text.trim_end());
                0
            }
        }
    };
    match terminal.finish() {
        Ok(()) => status,
        Err(_) => COULD_NOT_RUN,
    }
}
