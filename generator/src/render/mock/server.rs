//! The server itself, with made-up credentials for its clients, and what starts to expect a call of an operation.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::operation::name;
use crate::model::{Model, Operation, Scheme, SchemeKind};
use crate::render::doc;
use crate::render::operations::constant;
use crate::vendor::Vendor;
use crate::words;

/// The server, without what starts an operation.
pub(super) fn server(model: &Model, vendor: &Vendor) -> TokenStream {
    let about = doc::words(&format!(
        "Stands for the {} API in a test: a server on this machine, or a transport within the process. It answers 404 to what \
         it does not expect, and says by name what was otherwise: on standard error, in the error's `message()` and in \
         [`unmatched`](Self::unmatched).",
        words::sentence(&vendor.name)
    ));
    let credentials = model.schemes.iter().map(credential);
    quote! {
        #about
        #[derive(Debug)]
        pub struct MockServer {
            server: Server,
        }

        impl MockServer {
            /// Starts a server. Each test should have one of its own.
            ///
            /// # Panics
            ///
            /// If the machine has no free port.
            pub fn start() -> Self {
                Self { server: Server::start() }
            }

            /// The same without a server: no port, and no runtime. Its clients reach it by a transport.
            pub fn in_process() -> Self {
                Self { server: Server::in_process() }
            }

            /// What the client's `base_url` takes.
            pub fn url(&self) -> String {
                self.server.url()
            }

            /// Starts to build a client that calls this server, with made-up credentials.
            pub fn client_builder(&self) -> ClientBuilder {
                let builder = Client::builder().base_url(self.url()) #(#credentials)*;
                match self.server.transport() {
                    Some(transport) => builder.transport(transport),
                    None => builder,
                }
            }

            /// All requests so far, whatever became of them, as they came. Credentials are in them.
            pub fn requests(&self) -> Vec<http::Request<Bytes>> {
                self.server.requests()
            }

            /// For each request that nothing matched, what was otherwise than expected: names, never values.
            pub fn unmatched(&self) -> Vec<String> {
                self.server.unmatched()
            }

            /// A client that calls this server, with made-up credentials.
            ///
            /// # Panics
            ///
            /// If the operating system refuses what an HTTP client needs.
            pub fn client(&self) -> Client {
                self.client_builder().build().expect("a client of a server on this machine can be built")
            }
        }
    }
}

/// Made-up credentials for every scheme, so that whatever an operation needs is there.
fn credential(scheme: &Scheme) -> TokenStream {
    let setter = &scheme.setter;
    match scheme.kind {
        SchemeKind::Basic => quote!(.#setter("mock-user", "mock-password")),
        _ => quote!(.#setter("mock-credential")),
    }
}

pub(super) fn start(operation: &Operation) -> TokenStream {
    let Operation {
        method,
        path,
        method_name,
        ..
    } = operation;
    let start = format_ident!("mock_{}", method_name.as_str());
    let (name, constant) = (name(operation), constant(operation));
    let docs = doc::words(&format!(
        "Sets up how calls of [`Client::{method_name}`](super::Client::{method_name}) are answered: {}.",
        words::name(&format!("{method} {path}"))
    ));
    quote! {
        #docs
        pub fn #start(&self) -> #name {
            #name { expectation: self.server.expect(&operations::#constant) }
        }
    }
}
