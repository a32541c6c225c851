//! Operation → its static: method, path, security, what it accepts, and what the vendor says of it.

use heck::ToShoutySnakeCase;
use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use crate::model::Operation;
use crate::{ErrorBody, Vendor};

/// The static that describes an operation to the runtime.
pub(in crate::render) fn constant(operation: &Operation) -> syn::Ident {
    format_ident!("{}", operation.method_name.as_str().to_shouty_snake_case())
}

pub(super) fn definition(vendor: &Vendor, operation: &Operation, constant: &syn::Ident) -> TokenStream {
    let Operation {
        method_name, path, ..
    } = operation;
    let method = format_ident!("{}", operation.method);
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
    let fields = &vendor.error_body;
    let error_fields = (*fields != ErrorBody::default()).then(|| {
        let code = fields.code.iter().map(|pointer| quote!(.code(#pointer)));
        let message = fields.message.iter().map(|pointer| quote!(.message(#pointer)));
        let details = fields.details.iter().map(|pointer| quote!(.details(#pointer)));
        quote!(.error_fields(specloom_runtime::ErrorFields::new() #(#code)* #(#message)* #(#details)*))
    });
    quote! {
        pub(super) static #constant: Operation =
            Operation::new(#method_name, specloom_runtime::Method::#method, #path)
                #(#server)* #security #accept #idempotent #refusals #error_fields;
    }
}
