//! Model → `replies.rs`: an enum per operation of its documented error statuses, and one of its successes where there
//! are several kinds.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::doc;
use super::headers::headers;
use super::module::{Module, Sink};
use crate::error::Result;
use crate::model::{Content, Model, Operation, Reading, Response, Scope, Status, Ty};

/// The `replies` module.
pub(super) fn replies<S: Sink>(model: &Model) -> Result<Option<S>> {
    Module::write("replies", |module| {
        module.add_each(&model.operations, |operation| {
            let errors = errors(operation);
            let success = match operation.success_types().as_slice() {
                [one] if is_long(one.ty()) => alias(operation, one),
                [_] => TokenStream::new(),
                _ => successes(operation),
            };
            quote!(#errors #success)
        })?;
        headers(model).map_or(Ok(()), |headers| module.add(headers))?;
        let used = ["Bytes", "ErrorBody", "Reply", "SecretString"];
        let runtime = module.imports(quote!(specloom_runtime), &used);
        let beside = module.imports(quote!(super), &["types"]);
        Ok(quote! {
            //! What the operations answer: an enum per operation, a variant per documented status.

            #runtime
            #beside
        })
    })
}

/// The enum of an operation's documented error replies.
pub(super) fn error_type(operation: &Operation) -> syn::Ident {
    format_ident!("{}Error", operation.type_name.as_str())
}

/// The Rust type of an operation's success.
pub(super) fn success_type(operation: &Operation) -> TokenStream {
    match operation.success_types().as_slice() {
        [one] if !is_long(one.ty()) => one.ty().tokens(Scope::Beside),
        _ => {
            let name = format_ident!("{}Success", operation.type_name.as_str());
            quote!(#name)
        }
    }
}

/// Whether a type is better read, and by `clippy::type_complexity` only borne, under a name.
fn is_long(ty: &Ty) -> bool {
    ty.depth() > 2
}

/// A name for the long type of an operation's success.
fn alias(operation: &Operation, content: &Content) -> TokenStream {
    let name = success_type(operation);
    let ty = content.ty().tokens(Scope::Beside);
    let method = &operation.method_name;
    let docs = doc::words(&format!(
        "What [`Client::{method}`](super::Client::{method}) answers."
    ));
    quote!(#docs pub type #name = #ty;)
}

fn errors(operation: &Operation) -> TokenStream {
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
    let variants = variants(&operation.failures, true);
    let arms = operation.failures.iter().map(|response| {
        let variant = &response.variant;
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
    quote! {
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
    }
}

fn successes(operation: &Operation) -> TokenStream {
    let name = success_type(operation);
    let method = &operation.method_name;
    let docs = doc::words(&format!(
        "What [`Client::{method}`](super::Client::{method}) answers, by status."
    ));
    let variants = variants(&operation.successes, false);
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #name { #(#variants)* }
    }
}

/// An error's body may be something else than the page documents.
fn variants(responses: &[Response], errors: bool) -> Vec<TokenStream> {
    responses
        .iter()
        .map(|response| {
            let variant = &response.variant;
            let first = match response.status {
                Status::Code(code) => format!("{code} {}.", reason(code)),
                Status::Range(digit) => format!("Any {digit}xx status without a variant of its own."),
                Status::Default => "Any status without a variant of its own.".to_owned(),
            };
            let first = doc::words(&first);
            let description = doc::paragraph(response.description.as_deref());
            let body = has_body(response).then(|| {
                let ty = response.content.ty().tokens(Scope::Beside);
                match &response.content {
                    Content::Body {
                        reading: Reading::Json,
                        ..
                    } if errors => quote!((ErrorBody<#ty>)),
                    _ => quote!((#ty)),
                }
            });
            quote!(#first #description #variant #body,)
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
