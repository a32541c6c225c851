//! The command line on temporary workspaces, with a pipeline small enough to see through.

mod check;
mod commit;
mod generate;
mod list;
mod support;
mod r#try;
