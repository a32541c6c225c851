//! `use` lines for what a module names, and for nothing else.

use std::collections::BTreeSet;

use proc_macro2::{Spacing, TokenStream, TokenTree};
use quote::{format_ident, quote};
use syn::visit::{self, Visit};

/// The names that code mentions without a path.
#[derive(Debug, Default)]
pub(super) struct Mentioned(BTreeSet<String>);

impl Mentioned {
    /// Adds what an item mentions.
    pub(super) fn item(&mut self, item: &syn::Item) {
        self.visit_item(item);
    }

    /// Adds what something else mentions.
    pub(super) fn join(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// Adds what `code` mentions.
    fn add(&mut self, code: TokenStream) {
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

/// What begins a path is mentioned; what follows `::` has a path of its own.
impl<'ast> Visit<'ast> for Mentioned {
    fn visit_path(&mut self, path: &'ast syn::Path) {
        if path.leading_colon.is_none()
            && let Some(first) = path.segments.first()
        {
            self.0.insert(first.ident.to_string());
        }
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        self.add(call.tokens.clone());
    }

    /// They name nothing that is imported, and are most of what documented code consists of.
    fn visit_attribute(&mut self, _: &'ast syn::Attribute) {}
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
    fn an_item_mentions_what_its_paths_begin_with() {
        let mut mentioned = Mentioned::default();
        mentioned.item(&syn::parse_quote! {
            #[derive(Hash)]
            pub fn f<T: Style>(a: Vec<Bytes>, b: other::Retry) -> impl Into<Reply> {
                Payload::new(Session { call: b"Error" });
                panic!("{}", Decoded::Body)
            }
        });
        let names = [
            "Hash", "Style", "Bytes", "Retry", "Reply", "Payload", "Session", "Error", "Decoded", "Body",
        ];
        let imports = mentioned.imports(quote!(runtime), &names).to_string();
        let expected = quote!(
            use runtime::{Style, Bytes, Reply, Payload, Session, Decoded};
        );
        assert_eq!(imports, expected.to_string());
    }

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
