//! Canonical → what a client is, in Rust's and the wire's words.
//!
//! [`fit`] reshapes the canonical document until every type has a shape and a name, [`plan`] says what each operation
//! sends and how each status is read. What a client cannot say is decided here, with a note, and nowhere else.

pub mod fit;
pub mod plan;
