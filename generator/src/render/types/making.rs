//! How a struct of a request is made without a builder: `types::User::new("Ada").nick("A")`.
//!
//! `new` takes what it cannot do without, so that nothing can be missing later, and null where that must be said; the rest is set one by one. Where that is more than a
//! reader tells apart by its place, the builder's setters name each, and its `build` says what is missing. What only replies hold has a
//! builder alone: a property that the server adds to it is no reason to write code anew.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Item, parse_quote};

use super::builders::{OPERATORS, gather, null_setter, setter_docs};
use crate::model::{Field, Held, Scope, Struct, Ty, TypeDef};
use crate::render::accepts::{Accepts, accepts};

/// Most arguments of `new`.
const ARGUMENTS: usize = 7;

/// `new` and the setters of a struct, if it has them. `boxes` says which of its fields are boxed.
pub(super) fn making(definition: &TypeDef, kind: &Struct, boxes: &[bool]) -> Option<Item> {
    if !is_made(definition, kind) {
        return None;
    }
    let needed: Vec<&Field> = kind
        .fields
        .iter()
        .filter(|field| definition.needs(field))
        .collect();
    let name = &definition.name;
    let docs = match needed.is_empty() {
        true => format!(" A [`{name}`] with nothing set."),
        false => format!(" A [`{name}`] of what it cannot do without."),
    };
    let arguments = needed.iter().map(|field| {
        let (rust, ty) = (&field.rust, field.ty.tokens(Scope::Types));
        match field.is_option() {
            true => quote!(#rust: Option<#ty>),
            false => quote!(#rust: impl Into<#ty>),
        }
    });
    let fields = || kind.fields.iter().zip(boxes);
    let first = fields().map(|(field, boxed)| first(definition, field, *boxed));
    let extra = kind.extra.iter().map(|extra| {
        let rust = &extra.rust;
        quote!(#rust: Default::default())
    });
    let setters = fields()
        .filter(|(field, _)| !definition.needs(field))
        .map(|(field, boxed)| setter(field, *boxed));
    let gather = kind.extra.as_ref().map(|extra| gather(extra, Scope::Types));
    Some(parse_quote! {
        impl #name {
            #[doc = #docs]
            pub fn new(#(#arguments),*) -> Self {
                Self { #(#first,)* #(#extra,)* }
            }

            #(#setters)*

            #gather
        }
    })
}

/// Whether a struct has `new`.
pub(super) fn is_made(definition: &TypeDef, kind: &Struct) -> bool {
    definition.sent && kind.fields.iter().filter(|field| definition.needs(field)).count() <= ARGUMENTS
}

/// Whether a field has a setter that takes an optional value.
pub(super) fn is_optional(definition: &TypeDef, field: &Field) -> bool {
    !definition.needs(field) && field.ty != Ty::Any
}

/// What a field is at first.
fn first(definition: &TypeDef, field: &Field, boxed: bool) -> TokenStream {
    let rust = &field.rust;
    match (definition.needs(field), field.is_option(), boxed) {
        (true, true, true) => quote!(#rust: #rust.map(Box::new)),
        (true, true, false) => quote!(#rust),
        (true, false, true) => quote!(#rust: Box::new(#rust.into())),
        (true, false, false) => quote!(#rust: #rust.into()),
        (false, ..) => quote!(#rust: Default::default()),
    }
}

fn setter(field: &Field, boxed: bool) -> TokenStream {
    let Field { rust, setter, .. } = field;
    let docs = setter_docs(field);
    let allow = OPERATORS
        .contains(&setter.as_str())
        .then(|| quote!(#[allow(clippy::should_implement_trait, reason = "named after the property")]));
    let Accepts {
        generics,
        argument,
        option,
    } = accepts(&field.ty, &field.ty.tokens(Scope::Types), &quote!(#rust));
    let value = match (field.held(), boxed) {
        (Held::Plain, _) => quote!(#rust.into()),
        (Held::Option, true) => quote!(#option.map(Box::new)),
        (Held::Option, false) => option,
        (Held::Nullable, true) => quote!(specloom_runtime::Nullable::or_absent(#option.map(Box::new))),
        (Held::Nullable, false) => quote!(specloom_runtime::Nullable::or_absent(#option)),
    };
    let null = null_setter(field);
    quote! {
        #(#docs)*
        #allow
        #[must_use]
        pub fn #setter #generics(mut self, #rust: #argument) -> Self {
            self.#rust = #value;
            self
        }

        #null
    }
}
