//! The command line on temporary workspaces, with a pipeline small enough to see through.

// Helpers outside of `#[test]` functions are tests, too.
#![allow(clippy::unwrap_used)]

mod check;
mod commit;
mod generate;
mod list;
mod support;
mod r#try;
