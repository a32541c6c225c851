//! Documentation comments.

use proc_macro2::TokenStream;
use quote::quote;

use super::types::doc_lines;
use crate::unseen::is_unseen;

/// `///` lines for Markdown from the page.
pub(super) fn markdown(text: &str) -> TokenStream {
    let lines = doc_lines(text);
    quote!(#(#[doc = #lines])*)
}

/// `///` lines for our own words, which may link to items.
pub(super) fn words(text: &str) -> TokenStream {
    let lines = text.lines().map(|line| {
        if line.is_empty() {
            String::new()
        } else {
            // Names, paths and URLs of the page are among our words.
            format!(" {}", line.replace(is_unseen, ""))
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
