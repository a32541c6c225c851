//! Builders: `types::User::builder().name("Ada").build()`. A non-exhaustive struct cannot be written as a literal elsewhere.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Attribute, Item, parse_quote};

use super::structs::field_docs;
use crate::model::{Extra, Field, Held, Presence, RustName, Scope, Struct, Ty, TypeDef, TypeName};
use crate::render::accepts::{Accepts, accepts};
use crate::words;

/// Methods of `std::ops` that take one value, as a setter does.
pub(in crate::render) const OPERATORS: [&str; 10] = [
    "add", "bitand", "bitor", "bitxor", "div", "mul", "rem", "shl", "shr", "sub",
];

/// What a property's setter says, on the builder and on an operation.
pub(in crate::render) fn setter_docs(field: &Field) -> Vec<Attribute> {
    field_docs(field)
}

/// The method of a struct that starts its builder.
pub(super) fn starter(name: &TypeName) -> Item {
    let doc = format!(" A builder of [`{name}`], with nothing set.");
    parse_quote! {
        impl #name {
            #[doc = #doc]
            pub fn builder() -> builder::#name {
                Default::default()
            }
        }
    }
}

/// The builder of a struct: the items of its module.
pub(super) fn builder(definition: &TypeDef, kind: &Struct, boxes: &[bool]) -> TokenStream {
    let name = &definition.name;
    let names: Vec<&RustName> = kind.fields.iter().map(|field| &field.rust).collect();
    let fields = || kind.fields.iter().zip(boxes);
    let types: Vec<TokenStream> = kind
        .fields
        .iter()
        .map(|field| field.ty.tokens(Scope::Builders))
        .collect();
    let held = kind.fields.iter().zip(&types).map(|(field, ty)| {
        match (field.held(), says_null(definition, field)) {
            (Held::Nullable, _) | (_, true) => quote!(specloom_runtime::Nullable<#ty>),
            (Held::Plain | Held::Option, false) => quote!(Option<#ty>),
        }
    });
    let built = fields().map(|(field, boxed)| built(definition, field, *boxed));
    let taken = fields().map(|(field, boxed)| taken(definition, field, *boxed));
    let setters = kind
        .fields
        .iter()
        .zip(&types)
        .map(|(field, ty)| setter(definition, field, ty));
    let null_setters = kind.fields.iter().filter_map(null_setter);
    let gatherer = kind.extra.as_ref().map(gatherer).unwrap_or_default();
    let Gatherer {
        field: extra_field,
        setter: extra_setter,
        moved: extra_built,
        taken: extra_taken,
    } = &gatherer;
    let build_doc = build_docs(definition, kind);
    let doc = format!(" The builder of [`{name}`](super::{name}).");
    let whole = quote!(super::#name { #(#names: #built,)* #extra_built });
    let build = match definition.is_made_of_nothing() {
        true => quote!(pub fn build(self) -> super::#name { #whole }),
        false => quote!(pub fn build(self) -> Result<super::#name, MissingValue> { Ok(#whole) }),
    };
    let value = match names.is_empty() {
        true => quote!(_value),
        false => quote!(value),
    };
    quote! {
        #[doc = #doc]
        #[derive(Clone, Debug, Default)]
        #[must_use]
        pub struct #name {
            #(#names: #held,)*
            #extra_field
        }

        impl #name {
            #(#setters)*

            #(#null_setters)*

            #extra_setter

            #(#[doc = #build_doc])*
            #build
        }

        impl From<super::#name> for #name {
            fn from(#value: super::#name) -> Self {
                Self {
                    #(#names: #taken,)*
                    #extra_taken
                }
            }
        }
    }
}

/// Whether a property must be set, and may be set to null: the builder tells that from what was not set.
fn says_null(definition: &TypeDef, field: &Field) -> bool {
    definition.needs(field) && field.is_option()
}

/// How a struct's field is made of its builder's, which holds values without their boxes.
fn built(definition: &TypeDef, field: &Field, boxed: bool) -> TokenStream {
    let rust = &field.rust;
    if definition.needs(field) {
        let setter = rust.as_str();
        return match (says_null(definition, field), boxed) {
            (true, true) => quote!(self.#rust.map(Box::new).given().ok_or(MissingValue(#setter))?),
            (true, false) => quote!(self.#rust.given().ok_or(MissingValue(#setter))?),
            (false, true) => quote!(Box::new(self.#rust.ok_or(MissingValue(#setter))?)),
            (false, false) => quote!(self.#rust.ok_or(MissingValue(#setter))?),
        };
    }
    match (field.held(), boxed) {
        (Held::Plain, _) => quote!(self.#rust.unwrap_or_default()),
        (_, true) => quote!(self.#rust.map(Box::new)),
        (_, false) => quote!(self.#rust),
    }
}

/// How a builder's field is made of the struct's.
fn taken(definition: &TypeDef, field: &Field, boxed: bool) -> TokenStream {
    let rust = &field.rust;
    let value = match (field.held(), boxed) {
        (Held::Plain, true) => quote!(Some(*value.#rust)),
        (Held::Plain, false) => quote!(Some(value.#rust)),
        (_, true) => quote!(value.#rust.map(|value| *value)),
        (_, false) => quote!(value.#rust),
    };
    match says_null(definition, field) {
        true => quote!(specloom_runtime::Nullable::or_null(#value)),
        false => value,
    }
}

fn setter(definition: &TypeDef, field: &Field, ty: &TokenStream) -> syn::ImplItem {
    let Field { rust, setter, .. } = field;
    let docs = setter_docs(field);
    let operator = OPERATORS.contains(&setter.as_str());
    let allow: Option<Attribute> = operator
        .then(|| parse_quote!(#[allow(clippy::should_implement_trait, reason = "named after the property")]));
    let Accepts {
        generics,
        argument,
        option,
    } = accepts(&field.ty, ty, &quote!(#rust));
    let value = match (field.held(), says_null(definition, field)) {
        (Held::Nullable, _) => quote!(specloom_runtime::Nullable::or_absent(#option)),
        (_, true) => quote!(specloom_runtime::Nullable::or_null(#option)),
        (Held::Plain | Held::Option, false) => option,
    };
    parse_quote! {
        #(#docs)*
        #allow
        pub fn #setter #generics(mut self, #rust: #argument) -> Self {
            self.#rust = #value;
            self
        }
    }
}

/// The method for null, where that is something else than not to set the property.
pub(super) fn null_setter(field: &Field) -> Option<syn::ImplItem> {
    let (null, rust) = (field.null.as_ref()?, &field.rust);
    let docs = null_docs(field);
    let value = match field.ty {
        Ty::Any => quote!(Some(serde_json::Value::Null)),
        _ => quote!(specloom_runtime::Nullable::Null),
    };
    Some(parse_quote! {
        #docs
        pub fn #null(mut self) -> Self {
            self.#rust = #value;
            self
        }
    })
}

/// What a method for null says.
pub(in crate::render) fn null_docs(field: &Field) -> Attribute {
    let end = match field.presence {
        Presence::Required => "",
        Presence::Optional => ", which is not the same as leaving it out",
    };
    let doc = format!(
        " Sets the property {} to null{end}.",
        words::name(field.wire.as_str())
    );
    parse_quote!(#[doc = #doc])
}

fn build_docs(definition: &TypeDef, kind: &Struct) -> Vec<String> {
    let name = &definition.name;
    let missing: Vec<String> = kind
        .fields
        .iter()
        .filter(|field| definition.needs(field))
        .map(|field| format!("`{}`", field.setter))
        .collect();
    let mut docs = vec![format!(" The finished [`{name}`](super::{name}).")];
    if !missing.is_empty() {
        docs.extend([String::new(), " # Errors".into(), String::new()]);
        let text = match missing.as_slice() {
            [only] => format!("{only} was not set."),
            several => format!("One of {} was not set.", several.join(", ")),
        };
        docs.push(format!(" {text}"));
    }
    docs
}

/// The setter for properties that a struct does not name.
pub(super) fn gather(extra: &Extra, scope: Scope<'_>) -> TokenStream {
    let name = &extra.rust;
    let value = extra.ty.tokens(scope);
    // Of a builder, the type says it.
    let must_use = matches!(scope, Scope::Types).then(|| quote!(#[must_use]));
    quote! {
        /// Sets a property beyond the named ones, by its name on the wire.
        #must_use
        pub fn #name(mut self, name: impl Into<String>, value: impl Into<#value>) -> Self {
            self.#name.insert(name.into(), value.into());
            self
        }
    }
}

/// What a builder has for the properties that the struct does not name.
#[derive(Default)]
struct Gatherer {
    field: TokenStream,
    setter: TokenStream,
    moved: TokenStream,
    taken: TokenStream,
}

fn gatherer(extra: &Extra) -> Gatherer {
    let name = &extra.rust;
    let value = extra.ty.tokens(Scope::Builders);
    let setter = gather(extra, Scope::Builders);
    let kind = match &extra.ty {
        Ty::Any => quote!(specloom_runtime::Extra),
        _ => quote!(specloom_runtime::Extra<#value>),
    };
    Gatherer {
        field: quote!(#name: #kind,),
        setter,
        moved: quote!(#name: self.#name,),
        taken: quote!(#name: value.#name,),
    }
}
