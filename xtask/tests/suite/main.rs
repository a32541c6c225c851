//! The command line on temporary workspaces, with a pipeline small enough to see through.

// Helpers outside of `#[test]` functions are tests, too.
#![allow(clippy::unwrap_used)]

mod add;
mod check;
mod commit;
mod diff;
#[cfg(target_os = "linux")]
mod faults;
mod fetch;
mod generate;
mod learn;
mod list;
mod mutations;
mod site;
mod sites;
mod sites_found;
mod support;
mod r#try;
mod umbrella;
mod update;
mod watch;
