//! Model + definitions → the client's modules.
//!
//! The engine's definitions are finished in `types/`; the operations, the client, its builder and the enums of replies
//! are written from the [`Model`] alone, because all that the engine would write there (URL, headers, credentials, which
//! status decodes as what) says something else than the page.

mod client;
mod doc;
pub(crate) mod files;
mod imports;
mod mock;
mod operations;
mod replies;
#[cfg(test)]
mod tests;
pub(crate) mod types;

use std::collections::BTreeMap;

use proc_macro2::TokenStream;

use crate::engine::Definitions;
use crate::model::Model;
use crate::{Error, Place, Result, Stage, Vendor};

/// The client's modules by name, without the crate's own documentation.
#[derive(Debug, Clone)]
pub(crate) struct Polished {
    /// The model that the modules were written from.
    pub(crate) model: Model,
    /// Module name → contents. Modules name each other through `super::`, so that they also work inside an including
    /// module.
    pub(crate) modules: BTreeMap<&'static str, syn::File>,
}

/// Writes the client's modules.
pub(crate) fn polish(model: Model, definitions: Definitions, vendor: &Vendor) -> Result<Polished> {
    let mut modules = BTreeMap::new();
    modules.insert("client", module("client", client::client(&model, vendor))?);
    modules.insert("mock", module("mock", mock::mock(&model, vendor))?);
    modules.insert(
        "operations",
        module("operations", operations::operations(&model, vendor))?,
    );
    modules.insert("replies", module("replies", replies::replies(&model))?);
    modules.insert("types", types::types(&model, definitions));
    Ok(Polished { model, modules })
}

/// Tokens as a module; tokens that are not one are a defect of this stage, reported instead of panicked about.
fn module(module: &str, tokens: TokenStream) -> Result<syn::File> {
    syn::parse2(tokens).map_err(|error| {
        Error::new(
            Stage::Render,
            Place::file(format!("src/{module}.rs")),
            format!("the generated code is not Rust: {error}"),
            "report this page as a defect of the generator",
        )
    })
}
