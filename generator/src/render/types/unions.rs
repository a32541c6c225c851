//! Unions: variants named after what they hold, a catch-all for what fits none, read by what tells the members apart.
//!
//! The engine ignores discriminators, numbers variants, and fails on a member that the vendor adds.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};
use syn::{Item, parse_quote};

use super::docs;
use super::size::is_large;
use super::structs::{self, equality, own_equality};
use crate::engine::Written;
use crate::model::{
    Kinds, Model, Object, Rest, RustName, Scalar, Scope, Shape, Tag, ToldApart, Ty, TypeDef, TypeName, Union,
};
use crate::render::imports::imports;

/// The engine's enum, finished.
pub(super) fn union(model: &Model, definition: &TypeDef, union: &Union, written: &[Written]) -> Vec<Item> {
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
        .zip(written)
        .map(|(member, written)| written.is_boxed() || is_large(model, &member.ty))
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
    let whole = union.members.iter().map(|member| {
        let whole = structs::whole(&member.ty)?;
        Some(quote!(#[serde(#whole)]))
    });
    let equality = equality(definition);
    let debug = (!definition.secret).then(|| quote!(Debug,));
    let mut items: Vec<Item> = vec![parse_quote! {
        #(#about)*
        #[derive(Clone, #debug #equality Serialize)]
        #[serde(untagged)]
        #[non_exhaustive]
        pub enum #name {
            #(#[doc = #lines] #variants(#whole #types),)*
            /// None of the shapes that the page lists, as it came.
            Other(serde_json::Value),
        }
    }];
    items.extend(own_equality(definition));
    if definition.secret {
        items.push(discreet(name, &variants));
    }
    items.push(read(name, &union.told_apart_by, &variants));
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

/// How a value is read: looked at by what tells the members apart, then read as one of them.
fn read(name: &TypeName, told: &ToldApart, variants: &[&RustName]) -> Item {
    let tag = told.tag.as_ref().map(tag);
    let shapes = told.shapes.iter().map(|(index, shape)| {
        let (index, shape) = (Literal::usize_unsuffixed(*index), self::shape(shape));
        quote!((#index, #shape))
    });
    let members = quote! {
        static MEMBERS: Union = Union { tags: &[#tag], shapes: &[#(#shapes),*] };
    };
    let kinds = Kinds::NAMED.iter().map(|(_, name)| *name);
    let names: Vec<&str> = ["ANY", "Object", "Rest", "Scalar", "Shape", "Tag", "Union"]
        .into_iter()
        .chain(kinds)
        .collect();
    let imports = imports(quote!(specloom_runtime::union), &names, &members);
    let arms = variants.iter().enumerate().map(|(index, variant)| {
        let index = Literal::usize_unsuffixed(index);
        quote!(Some(#index) => value.read().map(Self::#variant),)
    });
    parse_quote! {
        impl<'de> Deserialize<'de> for #name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                #imports
                #members
                specloom_runtime::Undecided::decide(deserializer, |value| match value.member(&MEMBERS) {
                    #(#arms)*
                    _ => value.into_json().map(Self::Other),
                })
            }
        }
    }
}

fn tag(
    Tag {
        path,
        values,
        default,
        optional,
    }: &Tag,
) -> TokenStream {
    let values = values.iter().map(|(value, index)| {
        let (value, index) = (scalar(value), Literal::usize_unsuffixed(*index));
        quote!((#value, #index))
    });
    let default = default.map(|index| {
        let index = Literal::usize_unsuffixed(index);
        quote!((Scalar::Else, #index))
    });
    let values = values.chain(default);
    quote!(Tag { path: &[#(#path),*], values: &[#(#values),*], optional: #optional })
}

fn scalar(value: &Scalar) -> TokenStream {
    match value {
        Scalar::Text(text) => quote!(Scalar::Text(#text)),
        Scalar::Integer(number) => {
            let number = Literal::i64_unsuffixed(*number);
            quote!(Scalar::Integer(#number))
        }
        Scalar::Bool(flag) => quote!(Scalar::Bool(#flag)),
    }
}

fn shape(shape: &Shape) -> TokenStream {
    let kinds = kinds(shape.kinds);
    let values = (!shape.values.is_empty()).then(|| {
        let values = shape.values.iter().map(scalar);
        quote!(.values(&[#(#values),*]))
    });
    let exact = shape.exact.then(|| quote!(.exact()));
    let only = shape.only.then(|| quote!(.only()));
    let object = shape.object.as_ref().map(|object| {
        let object = self::object(object);
        quote!(.object(&#object))
    });
    let items = shape.items.as_ref().map(|items| {
        let items = self::shape(items);
        quote!(.items(&[#items]))
    });
    let members = (!shape.members.is_empty()).then(|| {
        let members = shape.members.iter().map(self::shape);
        quote!(.members(&[#(#members),*]))
    });
    quote!(Shape::of(#kinds) #exact #values #only #object #items #members)
}

fn kinds(kinds: Kinds) -> TokenStream {
    if kinds == Kinds::ANY {
        return quote!(ANY);
    }
    let named = Kinds::NAMED.iter().filter(|(kind, _)| kind.within(kinds));
    let named = named.map(|(_, name)| format_ident!("{name}"));
    quote!(#(#named)|*)
}

fn object(object: &Object) -> TokenStream {
    let required = &object.required;
    let known = object.known.iter().map(|(name, shape)| {
        let shape = self::shape(shape);
        quote!((#name, #shape))
    });
    let rest = match &object.rest {
        Rest::Lost => quote!(Rest::Lost),
        Rest::Closed => quote!(Rest::Closed),
        Rest::Kept => quote!(Rest::Kept),
        Rest::Each(shape) => {
            let shape = self::shape(shape);
            quote!(Rest::Each(&#shape))
        }
        Rest::Rather(shape) => {
            let shape = self::shape(shape);
            quote!(Rest::Rather(&#shape))
        }
    };
    quote!(Object { required: &[#(#required),*], known: &[#(#known),*], rest: #rest })
}
