//! Model + definitions → the client's `types.rs`: tolerant of what it does not know, documented, and built by builders.
//!
//! The engine wrote the definitions; what it cannot know is added here from the model: documentation, derives, names on
//! the wire, how values are read, and builders.

mod builders;
mod docs;
mod enums;
mod size;
mod structs;
#[cfg(test)]
mod tests;
mod unions;

pub(in crate::render) use builders::{OPERATORS, null_docs, setter_docs};

use proc_macro2::TokenStream;
use quote::quote;
use syn::Item;

use super::module::{Module, Sink};
use crate::Result;
use crate::engine::{Definition, Definitions};
use crate::model::{Kind, Model, TypeDef};

/// The `types` module.
pub(super) fn types<S: Sink>(model: &Model, definitions: Definitions) -> Result<Option<S>> {
    Module::write("types", |module| {
        let head = head(definitions.is_empty());
        let mut built = Vec::new();
        for (name, written) in definitions {
            let definition = &model.types[&name];
            match (&definition.kind, written) {
                (Kind::Struct(kind), Definition::Struct(item)) => {
                    built.push((definition, builders::boxes(&item)));
                    module.item(Item::Struct(structs::structure(definition, kind, item)))?;
                    module.item(builders::starter(&name))?;
                }
                (Kind::Enum(values), Definition::Enum(_)) => {
                    enums::open(definition, values)
                        .into_iter()
                        .try_for_each(|item| module.item(item))?;
                }
                (Kind::Union(union), Definition::Enum(item)) => {
                    let items = unions::union(model, definition, union, &item);
                    items.into_iter().try_for_each(|item| module.item(item))?;
                }
                _ => unreachable!("invariant: the engine's definitions agree with the model"),
            }
        }
        builders(module, &built)?;
        Ok(head)
    })
}

fn head(is_empty: bool) -> TokenStream {
    let serde = (!is_empty).then(|| {
        quote!(
            use serde::{Deserialize, Serialize};
        )
    });
    quote! {
        //! What the operations send and receive.

        #serde
    }
}

/// The module of the structs' builders. Beside a struct stands which of its fields are boxed.
fn builders<S: Sink>(module: &mut Module<S>, built: &[(&TypeDef, Vec<bool>)]) -> Result<()> {
    if built.is_empty() {
        return Ok(());
    }
    module.add(quote! {
        /// Builders of the structs, of the same names.
        pub mod builder {
            use specloom_runtime::MissingValue;
        }
    })?;
    for (definition, boxes) in built {
        if let Kind::Struct(kind) = &definition.kind {
            module.more(
                &quote!(pub mod builder),
                builders::builder(definition, kind, boxes),
            )?;
        }
    }
    Ok(())
}
