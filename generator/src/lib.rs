//! Specloom turns a vendor's API page into a typed Rust client.
//!
//! The pipeline is a row of types; each stage has one door and every stage is pure:
//!
//! ```text
//! Source ──read──▶ Draft ──lift──▶ Canonical ──fit──▶ Fitted ──engine──▶ syn::File ──polish──▶ Polished ──emit──▶ FileSet
//!                                     │
//! Canonical(old) × Canonical(new) ────┴──compare──▶ Vec<Change>
//! ```
//!
//! Nothing here reads a file, a clock, the environment or the network: callers bring [`Sources`] and get a
//! [`FileSet`] back, so the same call works from a command line and from a `build.rs`.

#![cfg_attr(not(test), warn(clippy::unwrap_used, clippy::panic))]

pub mod api;
pub mod compare;
pub mod emit;
mod engine;
mod error;
pub mod fit;
pub mod lift;
mod note;
pub mod overlay;
mod path_item;
mod pipeline;
pub mod pointer;
mod polish;
pub mod read;
mod shorten;
mod source;
pub mod unseen;
mod vendor;

pub use emit::FileSet;
pub use error::{Error, Place, Position, Result, Stage};
pub use fit::Fitted;
pub use lift::Canonical;
pub use note::{Note, NoteKind};
pub use pipeline::{Generated, VERSION, canonical, generate};
pub use read::{Draft, Style};
pub use source::{Source, Sources};
pub use vendor::{Vendor, Waiver};
