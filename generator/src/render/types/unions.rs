//! Unions: variants named after what they hold, a catch-all for what fits none, a tag read where there is one.
//!
//! The engine ignores discriminators, numbers variants, and fails on a member that the vendor adds.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Item, ItemEnum, parse_quote};

use super::docs;
use super::size::is_large;
use crate::model::{Model, RustName, Scope, ToldApart, Ty, TypeDef, TypeName, Union, WireName};

/// The engine's enum, finished.
pub(super) fn union(model: &Model, definition: &TypeDef, union: &Union, written: &ItemEnum) -> Vec<Item> {
    let name = &definition.name;
    let about = docs::of_type(definition);
    let variants: Vec<&RustName> = union.members.iter().map(|member| &member.variant).collect();
    let held: Vec<TokenStream> = union
        .members
        .iter()
        .map(|member| member.ty.tokens(Scope::Types))
        .collect();
    let boxed: Vec<bool> = union
        .members
        .iter()
        .zip(&written.variants)
        .map(|(member, variant)| is_boxed(variant) || is_large(model, &member.ty))
        .collect();
    let types: Vec<TokenStream> = held
        .iter()
        .zip(&boxed)
        .map(|(held, boxed)| match boxed {
            true => quote!(Box<#held>),
            false => held.clone(),
        })
        .collect();
    let lines = types
        .iter()
        .map(|ty| format!(" As `{}`.", ty.to_string().replace(' ', "")));
    let debug = (!definition.secret).then(|| quote!(Debug,));
    let mut items: Vec<Item> = vec![parse_quote! {
        #(#about)*
        #[derive(Clone, #debug PartialEq, Serialize)]
        #[serde(untagged)]
        #[non_exhaustive]
        pub enum #name {
            #(#[doc = #lines] #variants(#types),)*
            /// None of the shapes that the page lists, as it came.
            Other(serde_json::Value),
        }
    }];
    if definition.secret {
        items.push(discreet(name, &variants));
    }
    items.push(match &union.told_apart_by {
        ToldApart::Tag { property, values } => tagged(name, property, values, &variants),
        ToldApart::Shape => untagged(name, &variants),
    });
    for (index, member) in union.members.iter().enumerate() {
        let only = union.members.iter().filter(|other| other.ty == member.ty).count() == 1;
        if only && member.ty != Ty::Any {
            let (variant, held) = (&member.variant, &held[index]);
            let value = match boxed[index] {
                true => quote!(Box::new(value)),
                false => quote!(value),
            };
            items.push(parse_quote! {
                impl From<#held> for #name {
                    fn from(value: #held) -> Self {
                        Self::#variant(#value)
                    }
                }
            });
        }
    }
    items
}

/// Whether the engine has a box in a variant.
fn is_boxed(variant: &syn::Variant) -> bool {
    let held = variant.fields.iter().next();
    held.is_some_and(|held| match &held.ty {
        syn::Type::Path(path) => path
            .path
            .segments
            .first()
            .is_some_and(|first| first.ident == "Box"),
        _ => false,
    })
}

/// `Debug` of a union that can hold a secret.
fn discreet(name: &TypeName, variants: &[&RustName]) -> Item {
    let names = variants.iter().map(|variant| variant.as_str());
    parse_quote! {
        impl std::fmt::Debug for #name {
            /// `Other` is not shown: it may be a secret in an unexpected place.
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                match self {
                    #(Self::#variants(value) => f.debug_tuple(#names).field(value).finish(),)*
                    Self::Other(_) => f.write_str("Other(..)"),
                }
            }
        }
    }
}

fn tagged(name: &TypeName, property: &WireName, values: &[(String, usize)], variants: &[&RustName]) -> Item {
    let texts = values.iter().map(|(value, _)| value);
    let variants = values.iter().map(|(_, member)| variants[*member]);
    parse_quote! {
        impl<'de> Deserialize<'de> for #name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let value = serde_json::Value::deserialize(deserializer)?;
                let decoded = match value.get(#property).and_then(serde_json::Value::as_str) {
                    #(Some(#texts) => specloom_runtime::from_value(&value).map(Self::#variants),)*
                    _ => Ok(Self::Other(value)),
                };
                decoded.map_err(serde::de::Error::custom)
            }
        }
    }
}

/// The first shape that fits, in the page's order. Serde's own `untagged` would read a struct from an array, too.
fn untagged(name: &TypeName, variants: &[&RustName]) -> Item {
    parse_quote! {
        impl<'de> Deserialize<'de> for #name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let value = serde_json::Value::deserialize(deserializer)?;
                #(if let Ok(shape) = specloom_runtime::from_value(&value) {
                    return Ok(Self::#variants(shape));
                })*
                Ok(Self::Other(value))
            }
        }
    }
}
