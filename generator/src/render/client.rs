//! Plan → `client.rs`: the client, its builder, and the servers that the page names.

use indexmap::IndexSet;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::doc;
use super::module::{Module, Sink};
use super::operations::{many_arguments, typed};
use crate::model::{Model, Operation, Scheme, SchemeKind, Server};
use crate::words::sentence;
use crate::{Result, Vendor, words};

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
        let env = from_env(api, vendor);
        let (servers, server_method) = servers(&api.servers);
        module.add(of_client(api, vendor, &env))?;
        for operation in &api.operations {
            module.more(&quote!(impl Client), method(operation))?;
        }
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

/// The client's builder.
fn of_builder(
    api: &Model,
    vendor: &Vendor,
    server_method: &TokenStream,
    FromEnv { of_builder, .. }: &FromEnv,
) -> TokenStream {
    let name = sentence(&vendor.name);
    let builder_docs = doc::words(&format!("Builds a [`Client`] of the {name} API."));
    let setters = api.schemes.iter().map(setter);
    let default_server = match api.servers.first() {
        Some(server) => {
            let url = &server.url;
            quote!(Some(#url))
        }
        None => quote!(None),
    };
    let base_url_docs = doc::words(match api.servers.len() {
        0 => "Sets the server's URL, which the page does not name: every installation has its own. Required.",
        1 => "Calls this URL instead of the page's server. A path in it is put before the operations' paths.",
        _ => {
            "Calls this URL instead of one of the page's servers. A path in it is put before the operations' paths."
        }
    });
    quote! {
        #builder_docs
        #[derive(Clone, Debug)]
        #[must_use = "a builder does nothing until `build`"]
        pub struct ClientBuilder {
            session: SessionBuilder,
        }

        impl Default for ClientBuilder {
            fn default() -> Self {
                let user_agent = concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));
                Self { session: SessionBuilder::new(SCHEMES, #default_server).operations(OPERATIONS).user_agent(user_agent) }
            }
        }

        impl ClientBuilder {
            #server_method

            #base_url_docs
            pub fn base_url(mut self, url: impl Into<String>) -> Self {
                self.session = self.session.base_url(url);
                self
            }

            #(#setters)*

            #of_builder

            /// Gives up a connection attempt after this time; 10 s unless set.
            pub fn connect_timeout(mut self, timeout: Duration) -> Self {
                self.session = self.session.connect_timeout(timeout);
                self
            }

            /// Gives up an attempt after this time, from connecting to the last byte of the reply; 30 s unless set.
            pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
                self.session = self.session.attempt_timeout(timeout);
                self
            }

            /// Gives up a call after this time, all attempts and the waits between them together; 90 s unless set.
            pub fn timeout(mut self, timeout: Duration) -> Self {
                self.session = self.session.timeout(timeout);
                self
            }

            /// Retries by this policy; see [`Retry`] for the default.
            pub fn retry(mut self, retry: Retry) -> Self {
                self.session = self.session.retry(retry);
                self
            }

            /// Refuses a reply with a larger body; 16 MiB unless set.
            pub fn max_response_bytes(mut self, bytes: usize) -> Self {
                self.session = self.session.max_response_bytes(bytes);
                self
            }

            /// Lets so many requests of this client and its clones be under way at once, and others wait for their
            /// turn; 100 unless set.
            pub fn max_in_flight(mut self, requests: usize) -> Self {
                self.session = self.session.max_in_flight(requests);
                self
            }

            /// Lets so many requests of one operation, by the name of its method, be under way at once, beside `max_in_flight` for all.
            pub fn max_in_flight_of(mut self, operation: impl Into<String>, requests: usize) -> Self {
                self.session = self.session.max_in_flight_of(operation, requests);
                self
            }

            /// Keeps to what the server says of its limits (`RateLimit`, `X-RateLimit-Remaining`, `Retry-After`), which is on unless set:
            /// calls wait until it takes more, for at most the policy's [`max_retry_after`](Retry::max_retry_after).
            pub fn rate_limits(mut self, keep: bool) -> Self {
                self.session = self.session.rate_limits(keep);
                self
            }

            /// Asks for gzip and decodes it; off unless set.
            #[cfg(feature = "gzip")]
            pub fn gzip(mut self, accept: bool) -> Self {
                self.session = self.session.gzip(accept);
                self
            }

            /// Sets up the HTTP client: proxies, certificates, addresses, connections. It still follows no redirects and repeats
            /// nothing by itself. See [`HttpOptions`].
            pub fn http_client_with(
                mut self,
                options: impl Fn(HttpOptions) -> HttpOptions + Send + Sync + 'static,
            ) -> Self {
                self.session = self.session.http_client_with(options);
                self
            }

            /// Sends by this transport in place of the HTTP client: another one's, or a test's. See [`Transport`].
            pub fn transport(mut self, transport: impl Transport) -> Self {
                self.session = self.session.transport(transport);
                self
            }

            /// Runs before and after each attempt of each call, after the hooks that there are already. See [`Hook`].
            pub fn hook(mut self, hook: impl Hook) -> Self {
                self.session = self.session.hook(hook);
                self
            }

            /// Gives a credentials provider so long to answer, whatever the timeouts of the calls that wait for it; 30 s
            /// unless set.
            pub fn credentials_timeout(mut self, timeout: Duration) -> Self {
                self.session = self.session.credentials_timeout(timeout);
                self
            }

            /// Takes these statuses to say that provided credentials have expired, and asks their provider for others; 401
            /// unless set.
            pub fn expired_statuses(mut self, statuses: impl IntoIterator<Item = StatusCode>) -> Self {
                self.session = self.session.expired_statuses(statuses);
                self
            }

            /// Sends this `User-Agent` instead of the crate's name and version; an empty text sends none.
            pub fn user_agent(mut self, user_agent: impl Into<String>) -> Self {
                self.session = self.session.user_agent(user_agent);
                self
            }

            /// Lets credentials travel over plain http to hosts that are not this machine. They can be read on the way.
            pub fn allow_insecure_http(mut self) -> Self {
                self.session = self.session.allow_insecure_http();
                self
            }

            /// Builds the client. Nothing is sent.
            ///
            /// # Errors
            ///
            /// A missing server, an invalid URL, or credentials that would travel over plain http to another machine.
            pub fn build(self) -> Result<Client, BuildError> {
                Ok(Client { session: self.session.build()? })
            }
        }
    }
}

fn method(operation: &Operation) -> TokenStream {
    let method = &operation.method_name;
    let name = &operation.type_name;
    let summary = doc::markdown(operation.summary.as_deref().unwrap_or(&operation.id));
    let request = doc::words(&words::name(&format!("{} {}", operation.method, operation.path)));
    let description = doc::paragraph(operation.description.as_deref());
    let deprecated = operation
        .deprecated
        .then(|| quote!(#[deprecated(note = "the vendor advises against it")]));
    let (names, types): (Vec<_>, Vec<_>) = operation.path_parameters().map(typed).unzip();
    let (arguments, many) = (arguments(operation), many_arguments(names.len()));
    quote! {
        #summary
        #[doc = ""]
        #request
        #description
        #arguments
        #deprecated
        #many
        pub fn #method(&self, #(#names: impl Into<#types>),*) -> operations::#name {
            operations::#name::new(self.session.clone(), #(#names.into()),*)
        }
    }
}

/// What the page says of the path's parameters, which are the method's arguments.
fn arguments(operation: &Operation) -> TokenStream {
    let said = operation.path_parameters().filter_map(|parameter| {
        let (name, text) = (&parameter.rust, sentence(parameter.description.as_deref()?));
        (!text.is_empty()).then(|| format!("- `{name}`: {text}"))
    });
    let said: Vec<String> = said.collect();
    match said.is_empty() {
        true => TokenStream::new(),
        false => {
            let list = doc::words(&said.join("\n"));
            quote!(#[doc = ""] #list)
        }
    }
}

fn scheme(scheme: &Scheme) -> TokenStream {
    let Scheme { name, setter, .. } = scheme;
    let kind = match &scheme.kind {
        SchemeKind::Basic => quote!(SchemeKind::Basic),
        SchemeKind::Bearer => quote!(SchemeKind::Bearer),
        SchemeKind::Header(name) => quote!(SchemeKind::Header(#name)),
        SchemeKind::Query(name) => quote!(SchemeKind::Query(#name)),
        SchemeKind::Cookie(name) => quote!(SchemeKind::Cookie(#name)),
    };
    let setter = setter.as_str();
    quote!(Scheme { name: #name, kind: #kind, setter: #setter })
}

fn setter(scheme: &Scheme) -> TokenStream {
    let Scheme { name, setter, .. } = scheme;
    let description = doc::paragraph(scheme.description.as_deref());
    let (what, arguments, credential) = match &scheme.kind {
        SchemeKind::Basic => (
            "Authenticates with a user name and a password (HTTP Basic).".to_owned(),
            quote!(username: impl Into<String>, password: impl Into<SecretString>),
            quote!(Credential::basic(username, password)),
        ),
        SchemeKind::Bearer => (
            "Authenticates with a bearer token.".to_owned(),
            quote!(token: impl Into<SecretString>),
            quote!(Credential::bearer(token)),
        ),
        SchemeKind::Header(header) => (
            format!(
                "Authenticates with an API key in the header {}.",
                words::name(header)
            ),
            quote!(key: impl Into<SecretString>),
            quote!(Credential::api_key(key)),
        ),
        SchemeKind::Query(parameter) => (
            format!(
                "Authenticates with an API key in the query parameter {}.",
                words::name(parameter)
            ),
            quote!(key: impl Into<SecretString>),
            quote!(Credential::api_key(key)),
        ),
        SchemeKind::Cookie(cookie) => (
            format!(
                "Authenticates with an API key in the cookie {}.",
                words::name(cookie)
            ),
            quote!(key: impl Into<SecretString>),
            quote!(Credential::api_key(key)),
        ),
    };
    let what = doc::words(&what);
    let provided = format_ident!("{}_from", setter.as_str());
    let provider_docs = doc::words(&format!(
        "As [`{setter}`](Self::{setter}), with credentials that a provider hands out, from a vault for example."
    ));
    quote! {
        #what
        #description
        pub fn #setter(mut self, #arguments) -> Self {
            self.session = self.session.credential(#name, #credential);
            self
        }

        #provider_docs
        /// They are kept until they expire or the server answers 401, then asked for once more. See [`Credentials`].
        pub fn #provided(mut self, provider: impl Credentials) -> Self {
            self.session = self.session.credential(#name, Credential::provided_by(provider));
            self
        }
    }
}

/// The `Server` enum and the builder's `server`, where there is something to choose.
fn servers(servers: &[Server]) -> (TokenStream, TokenStream) {
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

/// What reads the environment, where `vendor.toml` names its variables.
#[derive(Default)]
struct FromEnv {
    variables: TokenStream,
    of_client: TokenStream,
    of_builder: TokenStream,
}

fn from_env(api: &Model, vendor: &Vendor) -> FromEnv {
    if vendor.env.is_empty() {
        return FromEnv::default();
    }
    let base_url = match vendor
        .env
        .get("base_url")
        .and_then(|variables| variables.names().first())
    {
        Some(name) => quote!(Some(#name)),
        None => quote!(None),
    };
    let set = api
        .schemes
        .iter()
        .filter_map(|scheme| Some((scheme, vendor.env.get(scheme.setter.as_str())?)));
    let credentials = set.map(|(scheme, variables)| {
        let name = &scheme.name;
        let variables = variables.names();
        quote!(EnvCredential { scheme: #name, variables: &[#(#variables),*] })
    });
    let names = vendor.env.values().flat_map(|variables| variables.names());
    let names: Vec<String> = names.map(|name| words::name(name)).collect();
    let names = names.join(", ");
    let client_docs = doc::words(&format!("Builds a client from environment variables: {names}."));
    let builder_docs = doc::words(&format!(
        "Takes credentials and server from environment variables, as far as they are set: {names}."
    ));
    FromEnv {
        variables: quote! {
            /// The environment variables that configure a client.
            static VARIABLES: EnvVariables =
                EnvVariables { base_url: #base_url, credentials: &[#(#credentials),*] };
        },
        of_client: quote! {
            #client_docs
            ///
            /// [`ClientBuilder::from_env`] leaves room for other settings.
            ///
            /// # Errors
            ///
            /// As [`ClientBuilder::from_env`] and [`ClientBuilder::build`].
            pub fn from_env() -> Result<Self, BuildError> {
                Self::builder().from_env()?.build()
            }
        },
        of_builder: quote! {
            #builder_docs
            ///
            /// # Errors
            ///
            /// Names the variables of the credentials, unless some are set here or there, and of a server that the page does
            /// not name.
            pub fn from_env(mut self) -> Result<Self, BuildError> {
                self.session = self.session.from_env(&VARIABLES)?;
                Ok(self)
            }
        },
    }
}
