//! Names: the page's words as Rust identifiers, valid, distinct, and spelt the same wherever they are asked for.
//!
//! `spelling` makes an identifier of any text, `taken` gives out each once, `reserved` says which nobody gets, `status`
//! names statuses, `kinds` keeps Rust's names and the wire's apart.

mod kinds;
mod reserved;
mod spelling;
mod status;
mod taken;

pub use kinds::{RustName, TypeName, WireName};
pub(crate) use reserved::{
    BUILDER_METHODS, CLIENT_METHODS, FOREIGN, OPERATION_FIELDS, OPERATION_METHODS, OPERATION_TYPES, SECRET,
    STAND_INS, UPLOAD,
};
pub(crate) use spelling::{type_name, value_name, variant_name};
pub(crate) use status::{range_name, status_name};
pub(crate) use taken::Taken;
