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

pub(in crate::render) use builders::{OPERATORS, setter_docs};

use syn::{Item, parse_quote};

use crate::engine::{Definition, Definitions};
use crate::model::{Kind, Model};

/// The content of the client's `src/types.rs`.
pub(crate) fn types(model: &Model, definitions: Definitions) -> syn::File {
    let mut items: Vec<Item> = Vec::new();
    let mut builders: Vec<Item> = Vec::new();
    for (name, written) in definitions {
        let definition = &model.types[&name];
        match (&definition.kind, written) {
            (Kind::Struct(kind), Definition::Struct(item)) => {
                builders.extend(builders::builder(definition, kind, &item));
                items.push(Item::Struct(structs::structure(definition, kind, item)));
                items.push(builders::starter(&name));
            }
            (Kind::Enum(values), Definition::Enum(_)) => items.extend(enums::open(definition, values)),
            (Kind::Union(union), Definition::Enum(item)) => {
                items.extend(unions::union(model, definition, union, &item));
            }
            _ => unreachable!("invariant: the engine's definitions agree with the model"),
        }
    }
    if !builders.is_empty() {
        items.push(parse_quote! {
            /// Builders of the structs, of the same names.
            pub mod builder {
                use specloom_runtime::MissingValue;

                #(#builders)*
            }
        });
    }
    let doc = " What the operations send and receive.";
    if !items.is_empty() {
        items.insert(
            0,
            parse_quote!(
                use serde::{Deserialize, Serialize};
            ),
        );
    }
    syn::File {
        shebang: None,
        attrs: vec![parse_quote!(#![doc = #doc])],
        items,
        frontmatter: None,
    }
}
