//! Operation → its static: method, path, security, what it accepts, and what the vendor says of it.

use heck::ToShoutySnakeCase;
use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use crate::model::{ErrorFields, Model, Operation};
use crate::openapi::METHODS;
use crate::vendor::{ErrorBody, Vendor};

/// The static that describes an operation to the runtime.
pub(in crate::render) fn constant(operation: &Operation) -> syn::Ident {
    format_ident!("{}", operation.method_name.as_str().to_shouty_snake_case())
}

pub(super) fn definition(
    model: &Model,
    vendor: &Vendor,
    operation: &Operation,
    constant: &syn::Ident,
) -> TokenStream {
    let Operation { method_name, .. } = operation;
    let path = operation.sent_path();
    // Of a method that HTTP does not define there is no constant.
    let is_known = METHODS.contains(&operation.method.to_ascii_lowercase().as_str());
    let method = format_ident!("{}", if is_known { &operation.method } else { "GET" });
    let named = (!is_known).then(|| {
        let name = &operation.method;
        quote!(.method_named(#name))
    });
    let method_name = method_name.as_str();
    let server = operation.server.iter().map(|url| quote!(.server(#url)));
    let security = (!operation.security.is_empty()).then(|| {
        let security = operation.security.iter().map(|all| quote!(&[#(#all),*]));
        quote!(.security(&[#(#security),*]))
    });
    let accept = (!operation.accept.is_empty()).then(|| {
        let accept = operation.accept.join(", ");
        quote!(.accept(#accept))
    });
    let idempotent = operation.idempotent.then(|| quote!(.idempotent()));
    let refusals = (!vendor.refusals.is_empty()).then(|| {
        let statuses = vendor
            .refusals
            .iter()
            .map(|status| Literal::u16_unsuffixed(*status));
        quote!(.refusals(&[#(#statuses),*]))
    });
    let error_fields = error_fields(&vendor.error_body, model.error_fields(operation));
    quote! {
        pub(super) static #constant: Operation =
            Operation::new(#method_name, specloom_runtime::Method::#method, #path)
                #named #(#server)* #security #accept #idempotent #refusals #error_fields;
    }
}

/// Where error bodies say what: the vendor's file goes before what the page's types tell.
fn error_fields(declared: &ErrorBody, found: ErrorFields) -> Option<TokenStream> {
    let one = |method: &str, declared: &Option<String>, found: Vec<String>| {
        let pointers = declared.clone().map_or(found, |pointer| vec![pointer]);
        let method = format_ident!("{method}");
        (!pointers.is_empty()).then(|| quote!(.#method(&[#(#pointers),*])))
    };
    let fields = [
        one("code", &declared.code, found.code),
        one("message", &declared.message, found.message),
        one("details", &declared.details, found.details),
    ];
    let fields: Vec<_> = fields.into_iter().flatten().collect();
    (!fields.is_empty()).then(|| quote!(.error_fields(specloom_runtime::ErrorFields::new() #(#fields)*)))
}
