//! What reads the environment: `Client::from_env` and the builder's.

use proc_macro2::TokenStream;
use quote::quote;

use crate::model::{Model, SchemeKind};
use crate::note::{Note, NoteKind};
use crate::render::doc;
use crate::vendor::Vendor;
use crate::words;

/// What reads the environment, where `vendor.toml` names its variables.
#[derive(Default)]
pub(super) struct FromEnv {
    pub(super) variables: TokenStream,
    pub(super) of_client: TokenStream,
    pub(super) of_builder: TokenStream,
}

impl FromEnv {
    /// Of a client; nothing where there are no variables.
    pub(super) fn of(api: &Model, vendor: &Vendor) -> Self {
        if vendor.env.is_empty() {
            return Self::default();
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
        let read = vendor
            .env
            .iter()
            .filter(|(method, _)| arguments(api, method).is_some());
        let names = read.flat_map(|(_, variables)| variables.names());
        let names: Vec<String> = names.map(|name| words::name(name)).collect();
        let names = names.join(", ");
        let client_docs = doc::words(&format!("Builds a client from environment variables: {names}."));
        let builder_docs = doc::words(&format!(
            "Takes credentials and server from environment variables, as far as they are set: {names}."
        ));
        Self {
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
}

/// How many arguments a method of the builder takes that the environment can stand for; `None` if there is no such method.
fn arguments(model: &Model, method: &str) -> Option<usize> {
    let scheme = || {
        model
            .schemes
            .iter()
            .find(|scheme| scheme.setter.as_str() == method)
    };
    match method {
        "base_url" => Some(1),
        _ => scheme().map(|scheme| match scheme.kind {
            SchemeKind::Basic => 2,
            _ => 1,
        }),
    }
}

/// What `vendor.toml` says of the environment that comes to nothing: a method may be misspelt, or the page have lost its scheme.
pub(in crate::render) fn unread(model: &Model, vendor: &Vendor) -> Vec<Note> {
    let setters = model.schemes.iter().map(|scheme| scheme.setter.as_str());
    let methods: Vec<String> = std::iter::once("base_url")
        .chain(setters)
        .map(|method| format!("`{method}`"))
        .collect();
    let problem = |method: &str, given: usize| match arguments(model, method) {
        None => Some(format!(
            "the builder has no method `{method}`; there is {}",
            methods.join(", ")
        )),
        Some(taken) if taken != given => Some(format!("`{method}` takes {taken} variables and not {given}")),
        Some(_) => None,
    };
    let unread = vendor.env.iter().filter_map(|(method, variables)| {
        let what = problem(method, variables.names().len())?;
        Some(Note::new(
            NoteKind::Warning,
            "env",
            "",
            format!("in `env` of `vendor.toml`: {what}"),
        ))
    });
    unread.collect()
}
