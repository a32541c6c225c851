//! Structs: fields with their names on the wire; what need not be there may be absent or null.

use proc_macro2::TokenStream;
use quote::quote;
use syn::punctuated::Punctuated;
use syn::{Attribute, Field, Fields, Item, ItemStruct, Token, parse_quote};

use super::docs;
use crate::engine::Written;
use crate::model::{self, Extra, Held, Presence, Scope, Struct, Ty, TypeDef};

/// The engine's struct, finished.
pub(super) fn structure(definition: &TypeDef, kind: &Struct, types: &[Written]) -> ItemStruct {
    let name = &definition.name;
    let fields = kind.fields.iter().map(|field| &field.rust);
    let fields = fields.chain(kind.extra.iter().map(|extra| &extra.rust));
    let mut item: ItemStruct = parse_quote!(pub struct #name { #(pub #fields: #types,)* });
    item.attrs = docs::of_type(definition);
    let default = definition.is_made_of_nothing().then(|| quote!(Default,));
    let equality = equality(definition);
    let read = kind.extra.is_none().then(|| quote!(Deserialize));
    item.attrs
        .push(parse_quote!(#[derive(Clone, Debug, #default #equality Serialize, #read)]));
    // A property that the vendor adds must not break the importer's build.
    item.attrs.push(parse_quote!(#[non_exhaustive]));
    let Fields::Named(named) = &mut item.fields else {
        return item;
    };
    for (index, written) in named.named.iter_mut().enumerate() {
        if let Some(field) = kind
            .fields
            .get(index)
            .filter(|field| matches!(field.ty.leaf(), Ty::Foreign(_)))
        {
            let ty = match field.is_option() {
                true => field.ty.clone().option(),
                false => field.ty.clone(),
            };
            let ty = ty.tokens(Scope::Types);
            written.ty = parse_quote!(#ty);
        }
        match (kind.fields.get(index), &kind.extra) {
            (Some(field), _) => {
                written.attrs = field_attributes(definition, field);
                written.ty = held(field, &written.ty);
            }
            (None, Some(extra)) => gather(written, extra),
            (None, None) => {}
        }
    }
    item
}

/// How a struct is read that keeps properties beyond its named ones, once it is finished. Serde's `flatten` would read them by way of a
/// buffer, each level again for each above it.
///
/// No type is called `Named_`, so that none in the fields is taken for it.
pub(super) fn reading(kind: &Struct, item: &ItemStruct) -> Option<Item> {
    kind.extra.as_ref()?;
    let name = &item.ident;
    let owner = name.to_string();
    let attributes = item.attrs.iter().filter_map(read_by);
    let extra = &item.fields.iter().last()?.ident;
    let fields = item.fields.iter().map(|field| {
        let (field_name, ty) = (&field.ident, &field.ty);
        match field_name == extra {
            true => quote!(#[serde(skip)] #field_name: #ty),
            false => {
                let attributes = field.attrs.iter().filter_map(read_by);
                quote!(#(#attributes)* #field_name: #ty)
            }
        }
    });
    Some(parse_quote! {
        impl<'de> Deserialize<'de> for #name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                #[derive(Deserialize)]
                #(#attributes)*
                #[serde(remote = #owner)]
                struct Named_ {
                    #(#fields,)*
                }
                let (named, #extra) = specloom_runtime::Extra::beside(deserializer, |named| Named_::deserialize(named))?;
                Ok(Self { #extra, ..named })
            }
        }
    })
}

/// What an attribute tells serde about reading.
fn read_by(attribute: &Attribute) -> Option<Attribute> {
    let syn::Meta::List(list) = &attribute.meta else {
        return None;
    };
    let of_serde = list.path.is_ident("serde");
    let arguments = list.parse_args_with(Punctuated::<syn::Meta, Token![,]>::parse_terminated);
    let (true, Ok(arguments)) = (of_serde, arguments) else {
        return of_serde.then(|| attribute.clone());
    };
    let writing = ["skip_serializing", "skip_serializing_if", "serialize_with"];
    let arguments: Vec<syn::Meta> = arguments
        .into_iter()
        .filter(|argument| !writing.iter().any(|name| argument.path().is_ident(name)))
        .collect();
    (!arguments.is_empty()).then(|| parse_quote!(#[serde(#(#arguments),*)]))
}

/// What values of a type are compared by. All types are `Eq` and `Hash`, so that a property that the vendor adds takes neither away.
pub(super) fn equality(definition: &TypeDef) -> TokenStream {
    match definition.inexact {
        true => quote!(PartialEq,),
        false => quote!(PartialEq, Eq, Hash,),
    }
}

/// The same where it is not derived. A number of JSON is equal to itself.
pub(super) fn own_equality(definition: &TypeDef) -> Vec<Item> {
    let name = &definition.name;
    match definition.inexact {
        true => vec![
            parse_quote!(impl Eq for #name {}),
            parse_quote! {
                impl std::hash::Hash for #name {
                    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
                        specloom_runtime::hash(self, state);
                    }
                }
            },
        ],
        false => Vec::new(),
    }
}

/// A field's documentation, and what serde must know of it.
fn field_attributes(definition: &TypeDef, field: &model::Field) -> Vec<Attribute> {
    let mut attributes = field_docs(field);
    let mut arguments: Vec<syn::Meta> = Vec::new();
    if field.wire != *field.rust.as_str() {
        let wire = &field.wire;
        arguments.push(parse_quote!(rename = #wire));
    }
    let required = field.presence == Presence::Required;
    // In a reply, absence is null. A request would say null then, which nobody has set.
    let strict = required && definition.is_strict();
    if !required || field.ty == Ty::Any && !strict {
        arguments.push(parse_quote!(default));
    }
    // Otherwise, serde takes absence for `None`.
    if strict && field.is_option() {
        arguments.push(parse_quote!(deserialize_with = "Option::deserialize"));
    }
    if !required {
        let absent = match field.held() {
            Held::Plain => "serde_json::Value::is_null",
            Held::Option => "Option::is_none",
            Held::Nullable => "specloom_runtime::Nullable::is_absent",
        };
        arguments.push(parse_quote!(skip_serializing_if = #absent));
    }
    if field.ty == Ty::Any && field.held() == Held::Option {
        arguments.push(parse_quote!(
            deserialize_with = "specloom_runtime::nullable::present"
        ));
    }
    arguments.extend(whole(&field.ty));
    if !arguments.is_empty() {
        attributes.push(parse_quote!(#[serde(#(#arguments),*)]));
    }
    attributes
}

/// The engine's type of a field, in what the model has it held by.
fn held(field: &model::Field, written: &syn::Type) -> syn::Type {
    match (field.held(), written) {
        (Held::Option, any) if field.ty == Ty::Any => parse_quote!(Option<#any>),
        (Held::Nullable, syn::Type::Path(option)) => {
            let arguments = option.path.segments.last().map(|segment| &segment.arguments);
            parse_quote!(specloom_runtime::Nullable #arguments)
        }
        (_, written) => written.clone(),
    }
}

/// How serde writes numbers: whole ones without a fraction.
pub(super) fn whole(ty: &Ty) -> Option<syn::Meta> {
    (*ty.leaf() == Ty::Number).then(|| parse_quote!(serialize_with = "specloom_runtime::whole::number"))
}

/// What is said of a field, where it stands and where it is set: what the page says.
pub(super) fn field_docs(field: &model::Field) -> Vec<Attribute> {
    let mut lines = docs::said(field.docs.as_deref()).unwrap_or_default();
    if field.deprecated {
        let blank = (!lines.is_empty()).then(String::new);
        let said = " Deprecated by the vendor.".to_owned();
        lines.extend(docs::attributes(blank.into_iter().chain([said])));
    }
    lines
}

/// Makes a field the place of the properties that have no field of their own.
fn gather(written: &mut Field, extra: &Extra) {
    let what = " Properties beyond the named ones, by their names on the wire.";
    let said = docs::said(extra.docs.as_deref());
    let blank = said.iter().flat_map(|_| docs::attributes([String::new()]));
    written.ty = match &extra.ty {
        Ty::Any => parse_quote!(specloom_runtime::Extra),
        values => {
            let values = values.tokens(Scope::Types);
            parse_quote!(specloom_runtime::Extra<#values>)
        }
    };
    written.attrs = docs::attributes([what.to_owned()]);
    written.attrs.extend(blank);
    written.attrs.extend(said.into_iter().flatten());
    let whole = whole(&extra.ty);
    let whole = whole.iter();
    written.attrs.push(parse_quote!(#[serde(flatten #(, #whole)*)]));
}
