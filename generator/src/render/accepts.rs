//! What a setter takes: a value, or an optional one where that cannot be mistaken.
//!
//! `None` leaves the value out. Any JSON is the exception: it takes an `Option` as well, and `None` is `null`.

use proc_macro2::TokenStream;
use quote::quote;

use crate::model::Ty;

/// What a setter of a type takes, as code.
pub(super) struct Accepts {
    /// `<How>`, after the setter's name.
    pub(super) generics: TokenStream,
    /// The argument's type.
    pub(super) argument: TokenStream,
    /// `value` as an `Option` of the type.
    pub(super) option: TokenStream,
}

/// The trait that setters name, for where they stand.
pub(super) const TRAIT: &str = "IntoOption";

/// What the setter of a type, spelled `tokens`, takes as `value`.
pub(super) fn accepts(ty: &Ty, tokens: &TokenStream, value: &TokenStream) -> Accepts {
    match ty {
        Ty::Any => Accepts {
            generics: TokenStream::new(),
            argument: quote!(impl Into<#tokens>),
            option: quote!(Some(#value.into())),
        },
        _ => Accepts {
            generics: quote!(<How>),
            argument: quote!(impl IntoOption<#tokens, How>),
            option: quote!(#value.into_option()),
        },
    }
}
