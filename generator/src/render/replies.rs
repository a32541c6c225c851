//! Plan → `replies.rs`: an enum per operation of its documented error statuses, and one of its successes where there
//! are several kinds.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::imports::imports;
use super::{doc, ty};
use crate::Result;
use crate::model::plan::{Api, Content, Operation, Response, Status};

/// The `replies` module.
pub(super) fn replies(api: &Api) -> Result<TokenStream> {
    let mut items = Vec::new();
    for operation in &api.operations {
        items.push(errors(operation)?);
        match operation.success_types().as_slice() {
            [one] if is_long(one.ty()) => items.push(alias(operation, one)?),
            [_] => {}
            _ => items.push(successes(operation)?),
        }
    }
    let code = quote!(#(#items)*);
    let beside = imports(quote!(super), &["types"], &code);
    let runtime = imports(quote!(specloom_runtime), &["Bytes", "SecretString"], &code);
    Ok(quote! {
        //! What the operations answer: an enum per operation, a variant per documented status.

        #runtime
        #beside

        #code
    })
}

/// The enum of an operation's documented error replies.
pub(super) fn error_type(operation: &Operation) -> syn::Ident {
    format_ident!("{}Error", operation.type_name)
}

/// The Rust type of an operation's success.
pub(super) fn success_type(operation: &Operation) -> Result<syn::Type> {
    match operation.success_types().as_slice() {
        [one] if !is_long(one.ty()) => ty(one.ty()),
        _ => ty(&format!("{}Success", operation.type_name)),
    }
}

/// Whether a type is better read, and by `clippy::type_complexity` only borne, under a name.
fn is_long(ty: &str) -> bool {
    ty.matches('<').count() > 2
}

/// A name for the long type of an operation's success.
fn alias(operation: &Operation, content: &Content) -> Result<TokenStream> {
    let name = success_type(operation)?;
    let ty = ty(content.ty())?;
    let method = &operation.method_name;
    let docs = doc::words(&format!(
        "What [`Client::{method}`](super::Client::{method}) answers."
    ));
    Ok(quote!(#docs pub type #name = #ty;))
}

fn errors(operation: &Operation) -> Result<TokenStream> {
    let name = error_type(operation);
    let method = &operation.method_name;
    let docs = if operation.failures.is_empty() {
        format!(
            "The error replies that the page documents for [`Client::{method}`](super::Client::{method}): none."
        )
    } else {
        format!(
            "The error replies that the page documents for [`Client::{method}`](super::Client::{method}), by status."
        )
    };
    let docs = doc::words(&docs);
    let variants = variants(&operation.failures)?;
    let arms = operation.failures.iter().map(|response| {
        let variant = format_ident!("{}", response.variant);
        let rest = has_body(response).then(|| quote!((_)));
        let text = match response.status {
            Status::Code(code) => format!("{code} {}", reason(code)),
            Status::Range(digit) => format!("a {digit}xx status"),
            Status::Default => "a status that the page does not list".to_owned(),
        };
        quote!(Self::#variant #rest => #text,)
    });
    let display = if operation.failures.is_empty() {
        quote!(match *self {})
    } else {
        quote!(f.write_str(match self { #(#arms)* }))
    };
    let formatter = if operation.failures.is_empty() {
        quote!(_f)
    } else {
        quote!(f)
    };
    Ok(quote! {
        #docs
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #name { #(#variants)* }

        impl std::fmt::Display for #name {
            fn fmt(&self, #formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                #display
            }
        }

        impl std::error::Error for #name {}
    })
}

fn successes(operation: &Operation) -> Result<TokenStream> {
    let name = success_type(operation)?;
    let method = &operation.method_name;
    let docs = doc::words(&format!(
        "What [`Client::{method}`](super::Client::{method}) answers, by status."
    ));
    let variants = variants(&operation.successes)?;
    Ok(quote! {
        #docs
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #name { #(#variants)* }
    })
}

fn variants(responses: &[Response]) -> Result<Vec<TokenStream>> {
    responses
        .iter()
        .map(|response| {
            let variant = format_ident!("{}", response.variant);
            let first = match response.status {
                Status::Code(code) => format!("{code} {}.", reason(code)),
                Status::Range(digit) => format!("Any {digit}xx status without a variant of its own."),
                Status::Default => "Any status without a variant of its own.".to_owned(),
            };
            let first = doc::words(&first);
            let description = doc::paragraph(response.description.as_deref());
            let body = has_body(response)
                .then(|| ty(response.content.ty()))
                .transpose()?
                .map(|ty| quote!((#ty)));
            Ok(quote!(#first #description #variant #body,))
        })
        .collect()
}

fn has_body(response: &Response) -> bool {
    response.content != Content::Empty
}

fn reason(code: u16) -> &'static str {
    http::StatusCode::from_u16(code)
        .ok()
        .and_then(|status| status.canonical_reason())
        .unwrap_or("(no registered name)")
}
