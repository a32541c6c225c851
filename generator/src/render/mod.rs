//! Model + definitions → the client's modules.
//!
//! The engine's definitions are finished in `types/`; the operations, the client, its builder and the enums of replies
//! are written from the [`Model`] alone, because all that the engine would write there (URL, headers, credentials, which
//! status decodes as what) says something else than the page.

mod accepts;
mod client;
mod doc;
pub(crate) mod files;
mod forward;
mod headers;
mod imports;
mod mock;
mod module;
mod operations;
pub(crate) mod read_back;
mod replies;
#[cfg(test)]
mod tests;
mod text;
pub(crate) mod types;

use std::collections::BTreeMap;

use crate::engine::Definitions;
use crate::error::Result;
use crate::model::Model;
use crate::vendor::Vendor;

pub(crate) use module::Sink;
pub(crate) use text::Text;

/// Writes the client's modules, by name and without the crate's own documentation: what `S` makes of their items. Modules name each
/// other through `super::`, so that they also work inside an including module.
///
/// # Errors
///
/// Code that is no Rust and documentation that would be more than text: defects of the generator.
pub(crate) fn write<S: Sink>(
    model: &Model,
    definitions: Definitions,
    vendor: &Vendor,
) -> Result<BTreeMap<&'static str, S>> {
    let written = [
        ("types", types::types(model, definitions, vendor)?),
        ("client", client::client(model, vendor)?),
        ("mock", mock::mock(model, vendor)?),
        ("operations", operations::operations(model, vendor)?),
        ("replies", replies::replies(model)?),
    ];
    let wanted = written.into_iter();
    Ok(wanted
        .filter_map(|(name, module)| Some((name, module?)))
        .collect())
}
