//! Engine's types + plan → the client's modules.
//!
//! The engine's types are polished pass by pass (`types/`); the operations, the client, its builder and the enums of
//! replies are written from the plan ([`Api`]), because all that the engine would write there (URL, headers,
//! credentials, which status decodes as what) says something else than the page.

mod client;
mod doc;
pub(crate) mod files;
mod imports;
mod mock;
mod operations;
mod replies;
pub(crate) mod setters;
#[cfg(test)]
mod tests;
pub(crate) mod types;

use std::collections::BTreeMap;

use proc_macro2::TokenStream;

use crate::model::plan::Api;
use crate::{Error, Place, Result, Stage, Vendor};

/// The client's modules by name, without the crate's own documentation.
#[derive(Debug, Clone)]
pub(crate) struct Polished {
    /// The plan that the modules were written from.
    pub(crate) api: Api,
    /// Module name → contents. Modules name each other through `super::`, so that they also work inside an including
    /// module.
    pub(crate) modules: BTreeMap<&'static str, syn::File>,
    /// The setters of the types' builders.
    pub(crate) setters: setters::Setters,
}

/// Writes the client's modules.
pub(crate) fn polish(types: syn::File, api: Api, vendor: &Vendor) -> Result<Polished> {
    let setters = setters::Setters::of(&types);
    let mut modules = BTreeMap::new();
    modules.insert("client", parse("client", client::client(&api, vendor))?);
    modules.insert(
        "mock",
        parse("mock", mock::mock(&api, &setters, &types, vendor)?)?,
    );
    modules.insert(
        "operations",
        parse("operations", operations::operations(&api, &setters)?)?,
    );
    modules.insert("replies", parse("replies", replies::replies(&api)?)?);
    modules.insert("types", types);
    Ok(Polished {
        api,
        modules,
        setters,
    })
}

/// Tokens as a module; tokens that are not one are a defect of this stage, reported instead of panicked about.
fn parse(module: &str, tokens: TokenStream) -> Result<syn::File> {
    syn::parse2(tokens).map_err(|error| {
        Error::new(
            Stage::Polish,
            Place::file(format!("src/{module}.rs")),
            format!("the generated code is not Rust: {error}"),
            "report this page as a defect of the generator",
        )
    })
}

/// A type that the plan names.
fn ty(text: &str) -> Result<syn::Type> {
    syn::parse_str(text).map_err(|error| {
        Error::new(
            Stage::Polish,
            Place::file("the plan"),
            format!("`{text}` is not a type: {error}"),
            "report this page as a defect of the generator",
        )
    })
}
