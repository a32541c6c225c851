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
use crate::engine::{Definition, Definitions, Written};
use crate::error::Result;
use crate::model::{Kind, Model, Struct, Ty, TypeDef};
use crate::vendor::Vendor;

/// The `types` module.
pub(super) fn types<S: Sink>(model: &Model, definitions: Definitions, vendor: &Vendor) -> Result<Option<S>> {
    custom::check(model, vendor)?;
    let written: Vec<(&TypeDef, &Definition)> = definitions
        .iter()
        .map(|(name, written)| (&model.types[name], written))
        .collect();
    Module::write("types", |module| {
        module.add_items_of_each(&written, |(definition, written)| {
            items(model, definition, written, vendor)
        })?;
        let structs: Vec<Built<'_>> = written.iter().filter_map(built).collect();
        builders(module, &structs)?;
        let is_set = |Built { definition, kind, .. }: &Built<'_>| {
            making::is_made(definition, kind)
                && kind
                    .fields
                    .iter()
                    .any(|field| making::is_optional(definition, field))
        };
        Ok(head(written.is_empty(), structs.iter().any(is_set)))
    })
}

/// A struct, and which of its fields the engine has a box in.
struct Built<'a> {
    definition: &'a TypeDef,
    kind: &'a Struct,
    boxes: Vec<bool>,
}

fn built<'a>((definition, written): &(&'a TypeDef, &Definition)) -> Option<Built<'a>> {
    match (&definition.kind, written) {
        (Kind::Struct(kind), Definition::Struct(types)) => Some(Built {
            definition,
            kind,
            boxes: types.iter().map(Written::is_boxed).collect(),
        }),
        _ => None,
    }
}

/// A type, and what is implemented for it.
fn items(model: &Model, definition: &TypeDef, written: &Definition, vendor: &Vendor) -> Vec<Item> {
    let name = &definition.name;
    let customised = |items: Vec<Item>| {
        let items = items.into_iter();
        items
            .map(|item| custom::custom(item, definition, vendor))
            .collect()
    };
    match (&definition.kind, written) {
        (Kind::Struct(kind), Definition::Struct(types)) => {
            let boxes: Vec<bool> = types.iter().map(Written::is_boxed).collect();
            let item = Item::Struct(structs::structure(definition, kind, types));
            let item = custom::custom(item, definition, vendor);
            let reading = match &item {
                Item::Struct(item) => structs::reading(kind, item),
                _ => None,
            };
            let mut items = vec![item];
            items.extend(reading);
            items.extend(structs::own_equality(definition));
            items.push(builders::starter(name));
            items.extend(making::making(definition, kind, &boxes));
            items
        }
        (Kind::Enum(values), Definition::Enum) => customised(enums::open(definition, values)),
        (Kind::Union(union), Definition::Union(types)) => {
            customised(unions::union(model, definition, union, types))
        }
        _ => unreachable!("invariant: the engine's definitions agree with the model"),
    }
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

/// The module of the structs' builders.
fn builders<S: Sink>(module: &mut Module<S>, built: &[Built<'_>]) -> Result<()> {
    if built.is_empty() {
        return Ok(());
    }
    let fallible = |built: &Built<'_>| !built.definition.is_made_of_nothing();
    let is_set = |built: &Built<'_>| built.kind.fields.iter().any(|field| field.ty != Ty::Any);
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
    module.more_of_each(
        || quote!(pub mod builder),
        built,
        |built| builders::builder(built.definition, built.kind, &built.boxes),
    )
}
