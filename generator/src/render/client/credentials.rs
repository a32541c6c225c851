//! A security scheme as the runtime is told it, and the builder's methods that set it.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::model::{Scheme, SchemeKind};
use crate::render::doc;
use crate::words;

pub(super) fn scheme(scheme: &Scheme) -> TokenStream {
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

pub(super) fn setter(scheme: &Scheme) -> TokenStream {
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
