//! What all setters have in common.

use proc_macro2::TokenStream;
use quote::quote;

use crate::model::RustName;
use crate::render::types::OPERATORS;

/// A setter that is called like an operator of Rust keeps the page's name.
pub(super) fn operator(method: &RustName) -> Option<TokenStream> {
    OPERATORS.contains(&method.as_str()).then(
        || quote!(#[allow(clippy::should_implement_trait, reason = "named after the page's parameter")]),
    )
}

pub(super) fn deprecated(deprecated: bool) -> Option<TokenStream> {
    deprecated.then(|| quote!(#[deprecated(note = "the vendor advises against it")]))
}
