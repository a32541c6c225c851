//! Specloom turns a vendor's API page into a typed Rust client.
//!
//! The pipeline is a row of types; each stage has one door and every stage is pure:
//!
//! ```text
//! Source ──read──▶ Draft ──lift──▶ Canonical ──model──▶ Model ──engine──▶ definitions ──render──▶ FileSet
//!                                     │
//! Canonical(old) × Canonical(new) ────┴──compare──▶ Vec<Change>
//! ```
//!
//! Nothing here reads a file, a clock, the environment or the network: callers bring [`Sources`] and get a
//! [`FileSet`] back, so the same call works from a command line and from a `build.rs`.

#![cfg_attr(not(test), warn(clippy::unwrap_used, clippy::panic))]

pub mod compare;

mod custom;
mod engine;
mod error;
mod file_set;
mod gather;

pub mod lift;
pub mod model;
mod note;
mod numbering;
mod openapi;
pub mod overlay;
pub mod pass;
mod pins;
mod pipeline;
pub mod pointer;

pub mod read;
mod render;
mod shorten;
mod source;
mod sources;
mod umbrella;
mod vendor;
pub mod words;
pub mod yaml;

pub use error::{Error, Place, Position, Result, Stage};
pub use file_set::FileSet;
pub use lift::Canonical;
pub use note::{Note, NoteKind};
pub use openapi::media_type::{essence, is_json};
pub use openapi::operations::{OperationObject, operations};
pub use openapi::{METHODS, Node, each_schema};
pub use pins::Pins;
pub use pipeline::{Generated, VERSION, api, canonical, generate, generate_umbrella, model_of, passes, pins};
pub use read::{Draft, HeldBack, Origin, PageFacts, PageSet, Style};
pub use source::Source;
pub use sources::Sources;
pub use umbrella::{ModuleCrate, Umbrella};
pub use vendor::{ErrorBody, Variables, Vendor, Waiver};
