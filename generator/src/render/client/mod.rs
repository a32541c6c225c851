//! Model → `client.rs`: the client, its builder, and the servers that the page names.

mod builder;
mod credentials;
mod env;
mod methods;
mod servers;

use indexmap::IndexSet;
use proc_macro2::TokenStream;
use quote::quote;

use self::builder::of_builder;
use self::credentials::scheme;
use self::env::FromEnv;
pub(super) use self::env::unread;
use self::methods::method;
use super::doc;
use super::module::{Module, Sink};
use crate::error::Result;
use crate::model::Model;
use crate::vendor::Vendor;
use crate::words::sentence;

/// What the client uses of the runtime.
const RUNTIME: &[&str] = &[
    "BuildError",
    "Credential",
    "Credentials",
    "EnvCredential",
    "EnvVariables",
    "Hook",
    "HttpOptions",
    "Method",
    "Operation",
    "RawCall",
    "Retry",
    "Scheme",
    "SchemeKind",
    "SecretString",
    "Session",
    "SessionBuilder",
    "StatusCode",
    "Transport",
];

/// The `client` module.
pub(super) fn client<S: Sink>(api: &Model, vendor: &Vendor) -> Result<Option<S>> {
    Module::write("client", |module| {
        let env = FromEnv::of(api, vendor);
        let (servers, server_method) = servers::servers(&api.servers);
        module.add(of_client(api, vendor, &env))?;
        module.more_of_each(|| quote!(impl Client), &api.operations, method)?;
        module.add(servers)?;
        module.add(of_builder(api, vendor, &server_method, &env))?;
        let runtime = module.imports(quote!(specloom_runtime), RUNTIME);
        let beside = module.imports(quote!(super), &["operations", "types"]);
        Ok(quote! {
            //! The client and its builder.

            use std::time::Duration;

            #runtime
            #beside
        })
    })
}

/// The client, without its operations' methods.
fn of_client(
    api: &Model,
    vendor: &Vendor,
    FromEnv {
        variables, of_client, ..
    }: &FromEnv,
) -> TokenStream {
    let name = sentence(&vendor.name);
    let about = doc::words(&format!(
        "Client of the {name} API. Cheap to clone; clones share connections."
    ));
    let schemes = api.schemes.iter().map(scheme);
    let names = api
        .operations
        .iter()
        .map(|operation| operation.method_name.as_str());
    let alternatives = api.operations.iter().flat_map(|operation| &operation.security);
    let alternatives: IndexSet<&Vec<String>> = alternatives.filter(|all| !all.is_empty()).collect();
    let alternatives = alternatives.iter().map(|all| quote!(&[#(#all),*]));
    quote! {
        /// What the page does not document needs the credentials that its operations need, as far as there are some.
        static RAW: Operation =
            Operation::new("raw", Method::GET, "/").security(&[#(#alternatives,)* &[]]);

        /// The operations' names.
        static OPERATIONS: &[&str] = &[#(#names),*];

        /// The security schemes of the page.
        static SCHEMES: &[Scheme] = &[#(#schemes),*];

        #variables

        #about
        #[derive(Clone, Debug)]
        pub struct Client {
            session: Session,
        }

        impl Client {
            /// Starts to build a client.
            pub fn builder() -> ClientBuilder {
                ClientBuilder::default()
            }

            #of_client

            /// Calls what the page does not document, with the client's credentials, retries, limits and errors: a method, and a path
            /// that is put behind the server's URL, percent-encoded where it has to be.
            pub fn raw(&self, method: Method, path: impl AsRef<str>) -> RawCall {
                self.session.raw(&RAW, method, path.as_ref())
            }

            /// Forgets what credentials providers have handed out, so that the next call asks them.
            pub fn invalidate_credentials(&self) {
                self.session.invalidate_credentials();
            }
        }
    }
}
