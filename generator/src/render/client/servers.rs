//! The servers that the page names: an enum, and the builder's method that takes it.

use proc_macro2::TokenStream;
use quote::quote;

use crate::model::Server;
use crate::render::doc;
use crate::words;

/// The `Server` enum and the builder's `server`, where there is something to choose.
pub(super) fn servers(servers: &[Server]) -> (TokenStream, TokenStream) {
    if servers.len() < 2 {
        return (TokenStream::new(), TokenStream::new());
    }
    let first = &servers[0].variant;
    let variants: Vec<_> = servers.iter().map(|server| &server.variant).collect();
    let urls = servers.iter().map(|server| &server.url);
    let documented = servers
        .iter()
        .zip(&variants)
        .enumerate()
        .map(|(index, (server, variant))| {
            let url = doc::words(&words::name(&server.url));
            let description = doc::paragraph(server.description.as_deref());
            let default = (index == 0).then(|| quote!(#[default]));
            quote!(#url #description #default #variant,)
        });
    let item = quote! {
        /// The servers that the page names.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Server { #(#documented)* }

        impl Server {
            /// The server's URL.
            pub fn url(self) -> &'static str {
                match self { #(Self::#variants => #urls,)* }
            }
        }
    };
    let docs = doc::words(&format!(
        "Calls this one of the page's servers; [`Server::{first}`] unless set."
    ));
    let method = quote! {
        #docs
        pub fn server(mut self, server: Server) -> Self {
            self.session = self.session.server(server.url());
            self
        }
    };
    (item, method)
}
