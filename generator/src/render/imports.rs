//! `use` lines for what a module names, and for nothing else.

use std::collections::BTreeSet;

use proc_macro2::{Spacing, TokenStream, TokenTree};
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
    let mut after_colon = false;
    for token in code {
        match &token {
            // What follows `::` has a path of its own.
            TokenTree::Ident(ident) if !after_colon => {
                mentioned.insert(ident.to_string());
            }
            TokenTree::Group(group) => collect(group.stream(), mentioned),
            TokenTree::Ident(_) | TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
        after_colon = matches!(&token, TokenTree::Punct(punct) if punct.as_char() == ':' && (after_colon || punct.spacing() == Spacing::Joint));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_named_without_a_path_is_imported() {
        let code = quote!(
            fn f(a: Bytes, b: other::Retry, c: Vec<Style>) -> Reply::Body {}
        );
        let imports = imports(
            quote!(runtime),
            &["Bytes", "Retry", "Style", "Reply", "Body"],
            &code,
        );
        assert_eq!(
            imports.to_string(),
            quote!(
                use runtime::{Bytes, Style, Reply};
            )
            .to_string()
        );
    }
}
