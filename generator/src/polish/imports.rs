//! `use` lines for what a module names, and for nothing else.

use std::collections::BTreeSet;

use proc_macro2::{TokenStream, TokenTree};
use quote::{format_ident, quote};

/// `use path::{…};` with those of `names` that `code` mentions; nothing where it mentions none.
pub(super) fn imports(path: TokenStream, names: &[&str], code: &TokenStream) -> TokenStream {
    let mut mentioned = BTreeSet::new();
    collect(code.clone(), &mut mentioned);
    let used: Vec<_> = names
        .iter()
        .filter(|name| mentioned.contains(**name))
        .map(|name| format_ident!("{name}"))
        .collect();
    if used.is_empty() {
        TokenStream::new()
    } else {
        quote!(use #path::{#(#used),*};)
    }
}

fn collect(code: TokenStream, mentioned: &mut BTreeSet<String>) {
    for token in code {
        match token {
            TokenTree::Ident(ident) => {
                mentioned.insert(ident.to_string());
            }
            TokenTree::Group(group) => collect(group.stream(), mentioned),
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
}
