//! Documentation comments.

use proc_macro2::TokenStream;
use quote::quote;

use crate::words;

/// `///` lines for prose of the page.
pub(super) fn markdown(text: &str) -> TokenStream {
    let lines = words::markdown(text);
    quote!(#(#[doc = #lines])*)
}

/// `///` lines for our own words, which may link to items. What they take from a page comes through `words::name` or
/// `words::sentence`.
pub(super) fn words(text: &str) -> TokenStream {
    let lines = text.split('\n').map(|line| {
        if line.is_empty() {
            String::new()
        } else {
            format!(" {line}")
        }
    });
    quote!(#(#[doc = #lines])*)
}

/// A paragraph from the page after our own first sentence, if the page has one.
pub(super) fn paragraph(text: Option<&str>) -> TokenStream {
    match text {
        Some(text) => {
            let text = markdown(text);
            quote!(#[doc = ""] #text)
        }
        None => TokenStream::new(),
    }
}
