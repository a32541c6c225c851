//! The client's method of an operation, which takes what the path is made of.

use proc_macro2::TokenStream;
use quote::quote;

use crate::model::Operation;
use crate::render::doc;
use crate::render::operations::{many_arguments, typed};
use crate::words::{self, sentence};

pub(super) fn method(operation: &Operation) -> TokenStream {
    let method = &operation.method_name;
    let name = &operation.type_name;
    let summary = doc::markdown(operation.summary.as_deref().unwrap_or(&operation.id));
    let request = doc::words(&words::name(&format!("{} {}", operation.method, operation.path)));
    let description = doc::paragraph(operation.description.as_deref());
    let deprecated = operation
        .deprecated
        .then(|| quote!(#[deprecated(note = "the vendor advises against it")]));
    let (names, types): (Vec<_>, Vec<_>) = operation.path_parameters().map(typed).unzip();
    let (arguments, many) = (arguments(operation), many_arguments(names.len()));
    quote! {
        #summary
        #[doc = ""]
        #request
        #description
        #arguments
        #deprecated
        #many
        pub fn #method(&self, #(#names: impl Into<#types>),*) -> operations::#name {
            operations::#name::new(self.session.clone(), #(#names.into()),*)
        }
    }
}

/// What the page says of the path's parameters, which are the method's arguments.
fn arguments(operation: &Operation) -> TokenStream {
    let said = operation.path_parameters().filter_map(|parameter| {
        let (name, text) = (&parameter.rust, sentence(parameter.description.as_deref()?));
        (!text.is_empty()).then(|| format!("- `{name}`: {text}"))
    });
    let said: Vec<String> = said.collect();
    match said.is_empty() {
        true => TokenStream::new(),
        false => {
            let list = doc::words(&said.join("\n"));
            quote!(#[doc = ""] #list)
        }
    }
}
