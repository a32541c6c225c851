//! `use` lines for what a module names, and for nothing else.

use std::collections::BTreeSet;

use proc_macro2::{Spacing, TokenStream, TokenTree};
use quote::{format_ident, quote};

/// The names that code mentions without a path.
#[derive(Debug, Default)]
pub(super) struct Mentioned(BTreeSet<String>);

impl Mentioned {
    /// Adds what `code` mentions.
    pub(super) fn add(&mut self, code: TokenStream) {
        let mut after_colon = false;
        for token in code {
            match &token {
                // What follows `::` has a path of its own.
                TokenTree::Ident(ident) if !after_colon => {
                    self.0.insert(ident.to_string());
                }
                TokenTree::Group(group) => self.add(group.stream()),
                TokenTree::Ident(_) | TokenTree::Punct(_) | TokenTree::Literal(_) => {}
            }
            after_colon = matches!(&token, TokenTree::Punct(punct) if punct.as_char() == ':' && (after_colon || punct.spacing() == Spacing::Joint));
        }
    }

    /// `use path::{…};` with those of `names` that are mentioned; nothing where none is.
    pub(super) fn imports(&self, path: TokenStream, names: &[&str]) -> TokenStream {
        let used: Vec<_> = names
            .iter()
            .filter(|name| self.0.contains(**name))
            .map(|name| format_ident!("{name}"))
            .collect();
        if used.is_empty() {
            TokenStream::new()
        } else {
            quote!(use #path::{#(#used),*};)
        }
    }
}

/// `use path::{…};` with those of `names` that `code` mentions.
pub(super) fn imports(path: TokenStream, names: &[&str], code: &TokenStream) -> TokenStream {
    let mut mentioned = Mentioned::default();
    mentioned.add(code.clone());
    mentioned.imports(path, names)
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
