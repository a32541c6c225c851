//! Model + definitions → the client's `types.rs`: tolerant of what it does not know, documented, and built by builders.
//!
//! The engine wrote the definitions; what it cannot know is added here from the model: documentation, derives, names on
//! the wire, how values are read, and builders.

mod builders;
mod custom;
mod docs;
mod enums;
mod making;
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
use crate::engine::{Definition, Definitions};
use crate::model::{Kind, Model, Ty, TypeDef};
use crate::{Result, Vendor};

/// The `types` module.
pub(super) fn types<S: Sink>(model: &Model, definitions: Definitions, vendor: &Vendor) -> Result<Option<S>> {
    custom::check(model, vendor)?;
    Module::write("types", |module| {
        let (mut is_empty, mut is_set) = (true, false);
        let mut built = Vec::new();
        for (name, written) in definitions {
            let definition = &model.types[&name];
            is_empty = false;
            match (&definition.kind, written) {
                (Kind::Struct(kind), Definition::Struct(item)) => {
                    let boxes = builders::boxes(&item);
                    let item = structs::structure(definition, kind, item);
                    let item = custom::custom(Item::Struct(item), &name, vendor);
                    let reading = match &item {
                        Item::Struct(item) => structs::reading(kind, item),
                        _ => None,
                    };
                    module.item(item)?;
                    reading.into_iter().try_for_each(|item| module.item(item))?;
                    let own = structs::own_equality(definition);
                    own.into_iter().try_for_each(|item| module.item(item))?;
                    module.item(builders::starter(&name))?;
                    let making = making::making(definition, kind, &boxes);
                    is_set |= making.is_some() && kind.fields.iter().any(making::is_optional);
                    making.into_iter().try_for_each(|item| module.item(item))?;
                    built.push((definition, boxes));
                }
                (Kind::Enum(values), Definition::Enum(_)) => {
                    enums::open(definition, values)
                        .into_iter()
                        .try_for_each(|item| module.item(custom::custom(item, &name, vendor)))?;
                }
                (Kind::Union(union), Definition::Enum(item)) => {
                    let items = unions::union(model, definition, union, &item);
                    items
                        .into_iter()
                        .try_for_each(|item| module.item(custom::custom(item, &name, vendor)))?;
                }
                _ => unreachable!("invariant: the engine's definitions agree with the model"),
            }
        }
        builders(module, &built)?;
        Ok(head(is_empty, is_set))
    })
}

fn head(is_empty: bool, is_set: bool) -> TokenStream {
    let option = is_set.then(|| {
        quote!(
            use specloom_runtime::IntoOption;
        )
    });
    let serde = (!is_empty).then(|| {
        quote!(
            use serde::{Deserialize, Serialize};
        )
    });
    quote! {
        //! What the operations send and receive.

        #serde
        #option
    }
}

/// The module of the structs' builders. Beside a struct stands which of its fields are boxed.
fn builders<S: Sink>(module: &mut Module<S>, built: &[(&TypeDef, Vec<bool>)]) -> Result<()> {
    if built.is_empty() {
        return Ok(());
    }
    let fallible = |(definition, _): &(&TypeDef, _)| !definition.is_made_of_nothing();
    let is_set = |(definition, _): &(&TypeDef, _)| match &definition.kind {
        Kind::Struct(kind) => kind.fields.iter().any(|field| field.ty != Ty::Any),
        Kind::Enum(_) | Kind::Union(_) => false,
    };
    let imports = match (built.iter().any(is_set), built.iter().any(fallible)) {
        (true, true) => quote!(
            use specloom_runtime::{IntoOption, MissingValue};
        ),
        (true, false) => quote!(
            use specloom_runtime::IntoOption;
        ),
        (false, true) => quote!(
            use specloom_runtime::MissingValue;
        ),
        (false, false) => TokenStream::new(),
    };
    module.add(quote! {
        /// Builders of the structs, of the same names.
        pub mod builder {
            #imports
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
