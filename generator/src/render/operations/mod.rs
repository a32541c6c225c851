//! Model → `operations.rs`: a builder per operation that sends what the page documents and nothing else.
//!
//! ```text
//! static ISSUE_TOKEN: Operation = …;      // method, path, security, accept
//! pub struct IssueToken { … }             // what is in the path, setters for the other parameters, body properties and options
//! impl IssueToken { pub async fn send(self) -> Result<types::…, Error<IssueTokenError>> }
//! ```

mod body;
mod choices;
mod decode;
mod definition;
mod options;
mod parameters;
mod properties;
mod setters;
mod write;
mod written;

pub(super) use definition::constant;
pub(super) use written::parameter_definition;

use proc_macro2::TokenStream;
use quote::quote;

use self::body::{BodyParts, body_parts};
use self::decode::decode;
use self::definition::definition;
use self::options::options;
pub(super) use self::parameters::{many_arguments, typed};
use self::parameters::{parameter_send, parameter_setter};
use super::accepts::TRAIT;
use super::doc;
use super::module::{Module, Sink};
use super::replies::{error_type, success_type};
use crate::error::Result;
use crate::model::{Model, Operation, RustName};
use crate::vendor::Vendor;
use crate::words;

/// What operations use of the runtime.
const RUNTIME: &[&str] = &[
    "CallOptions",
    "Decoded",
    "Error",
    TRAIT,
    "Operation",
    "Parameter",
    "Payload",
    "Reply",
    "Retry",
    "SecretString",
    "Session",
    "Style",
];

/// The `operations` module.
pub(super) fn operations<S: Sink>(model: &Model, vendor: &Vendor) -> Result<Option<S>> {
    Module::write("operations", |module| {
        module.add_each(&model.operations, |operation| one(model, vendor, operation))?;
        let runtime = module.imports(quote!(specloom_runtime), RUNTIME);
        let beside = module.imports(quote!(super), &["types"]);
        Ok(quote! {
            //! The operations: each is made by a method of [`Client`](super::Client), filled in by its setters and sent.

            use std::time::Duration;

            #runtime
            #beside
            use super::replies::*;
        })
    })
}

fn one(model: &Model, vendor: &Vendor, operation: &Operation) -> TokenStream {
    let name = &operation.type_name;
    let constant = constant(operation);
    let definition = definition(model, vendor, operation, &constant);
    let path: Vec<(&RustName, TokenStream)> = operation.path_parameters().map(typed).collect();
    let (names, types): (Vec<_>, Vec<_>) = path.iter().cloned().unzip();
    let others: Vec<(&RustName, TokenStream)> = operation.other_parameters().map(typed).collect();
    let (other_names, other_types): (Vec<_>, Vec<_>) = others.into_iter().unzip();
    let parameter_setters = operation.other_parameters().map(parameter_setter);
    let many = many_arguments(path.len());
    let body = operation
        .body
        .as_ref()
        .map(|body| {
            body_parts(
                body,
                model.body_setters(operation),
                &model.body_choices(operation),
                model.is_made_of_nothing(&body.ty),
            )
        })
        .unwrap_or_default();
    let BodyParts {
        field: body_field,
        init: body_init,
        setters: body_setters,
        send: body_send,
    } = body;
    let options = options(model, operation);
    let sends = operation.parameters.iter().map(parameter_send);
    let success = success_type(operation);
    let error = error_type(operation);
    let decode = decode(operation);
    let docs = operation_docs(operation);
    let prepared = quote! {
        let mut request = self.session.request(&#constant, self.call);
        #(#sends)*
        #body_send
    };
    let choices = model.reply_choices(operation);
    let (sent, asked) = match choices.is_empty() {
        true => (
            quote!(#prepared request.send(Self::decode).await),
            TokenStream::new(),
        ),
        false => {
            let methods = choices.iter().map(choices::method);
            let accepting = choices::accepting(operation, &prepared);
            (
                quote!(self.send_accepting(None, Self::decode).await),
                quote!(#(#methods)* #accepting),
            )
        }
    };
    quote! {
        #definition

        #docs
        #[derive(Clone, Debug)]
        #[must_use = "nothing is sent before `send`"]
        pub struct #name {
            session: Session,
            call: CallOptions,
            #(#names: #types,)*
            #(#other_names: Option<#other_types>,)*
            #body_field
        }

        impl #name {
            #many
            pub(super) fn new(session: Session, #(#names: #types),*) -> Self {
                Self { session, call: CallOptions::default(), #(#names,)* #(#other_names: None,)* #body_init }
            }

            #(#parameter_setters)*

            #body_setters

            #options

            /// Sends the request and returns the body of the reply.
            ///
            /// # Errors
            ///
            /// See [`Error`]; `Error::Api` holds what the page documents for the status.
            pub async fn send(self) -> Result<#success, Error<#error>> {
                self.send_reply().await.map(Reply::into_body)
            }

            /// Sends the request and returns the reply with its status and headers.
            ///
            /// # Errors
            ///
            /// As [`send`](Self::send).
            pub async fn send_reply(self) -> Result<Reply<#success>, Error<#error>> {
                #sent
            }

            /// [`send`](Self::send) for programs without an async runtime.
            ///
            /// # Errors
            ///
            /// As [`send`](Self::send).
            #[cfg(feature = "blocking")]
            pub fn send_blocking(self) -> Result<#success, Error<#error>> {
                specloom_runtime::blocking::wait(self.send())
            }

            /// [`send_reply`](Self::send_reply) for programs without an async runtime.
            ///
            /// # Errors
            ///
            /// As [`send`](Self::send).
            #[cfg(feature = "blocking")]
            pub fn send_reply_blocking(self) -> Result<Reply<#success>, Error<#error>> {
                specloom_runtime::blocking::wait(self.send_reply())
            }

            #asked

            fn decode(payload: &Payload) -> Decoded<#success, #error> {
                #decode
            }
        }
    }
}

fn operation_docs(operation: &Operation) -> TokenStream {
    let Operation {
        method,
        path,
        method_name,
        ..
    } = operation;
    let summary = operation.summary.as_deref().unwrap_or(&operation.id);
    let summary = doc::markdown(summary);
    let request = doc::words(&format!(
        "{}, made by [`Client::{method_name}`](super::Client::{method_name}).",
        words::name(&format!("{method} {path}"))
    ));
    let description = doc::paragraph(operation.description.as_deref());
    let page = operation.page.as_ref().map(|page| {
        let page = doc::words(&match page.link() {
            Some(url) => format!("From [the vendor's page]({url})."),
            None => format!("From the vendor's page {}.", words::name(&page.stored())),
        });
        quote!(#[doc = ""] #page)
    });
    quote!(#summary #[doc = ""] #request #page #description)
}
