//! A page's words → what is safe to show: the one door between a vendor's text and what people, rustdoc, GitHub and
//! terminals make of it.
//!
//! | what a page says | through | becomes |
//! | --- | --- | --- |
//! | prose (`description`, `summary`) | `markdown`, `sentence`, `cell` | Markdown of allowed events; all else is text |
//! | a name (parameter, path, URL, enum value, …) | `name`, `name_in_cell` | one line of inline code |
//! | anything, for a terminal or a plain file | [`shown`] | one line of visible characters |
//! | anything, for a pull request | [`comment`] | text in which nothing is a mention, a link or a command |
//!
//! Prose is parsed as rustdoc parses it (`read`), and written again from the events that are allowed ([`write`]), so that
//! nothing has to be looked for and filtered. What was written is read back; what does not come back as it was meant is
//! written as plain text. What the generator emits is read back as a whole, whoever wrote it (`render/read_back.rs`).

mod code;
pub mod comment;
mod escape;
mod invisible;
pub(crate) mod link;
mod prose;
mod read;
mod write;

pub(crate) use code::{name, name_in_cell};
pub use invisible::{escaped_json, is_invisible, shown};
pub(crate) use prose::{cell, markdown, section, sentence};
pub(crate) use read::{CODE, OPTIONS};

#[cfg(test)]
mod tests;
