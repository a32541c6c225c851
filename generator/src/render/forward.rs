//! Setters that hand on what they take to the runtime's setter of the same name.
//!
//! ```text
//! /// Gives up after this time.
//! pub fn timeout(mut self, timeout: Duration) -> Self { self.call = self.call.timeout(timeout); self }
//! ```

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::doc;

/// A setter: its name, names and types of what it takes, its documentation, and the feature it stands behind.
pub(super) struct Forward {
    pub(super) name: &'static str,
    pub(super) takes: &'static [(&'static str, &'static str)],
    pub(super) docs: &'static str,
    pub(super) feature: Option<&'static str>,
}

impl Forward {
    /// The setter, which hands on to the field.
    pub(super) fn setter(&self, field: &str) -> TokenStream {
        self.called(self.name, field)
    }

    /// As [`setter`](Self::setter), under another name.
    pub(super) fn called(&self, name: &str, field: &str) -> TokenStream {
        let [name, forwarded, field] = [name, self.name, field].map(|name| format_ident!("{name}"));
        let docs = doc::words(self.docs);
        let feature = self.feature.map(|feature| quote!(#[cfg(feature = #feature)]));
        let names = self.takes.iter().map(|(name, _)| format_ident!("{name}"));
        let names: Vec<_> = names.collect();
        let types = self.takes.iter().map(|(_, ty)| {
            let ty: TokenStream = ty.parse().expect("invariant: the tables hold types");
            ty
        });
        quote! {
            #docs
            #feature
            pub fn #name(mut self, #(#names: #types),*) -> Self {
                self.#field = self.#field.#forwarded(#(#names),*);
                self
            }
        }
    }
}
