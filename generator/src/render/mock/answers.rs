//! A documented reply as an answer: `respond_created(body)`.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use super::value::Value;
use crate::model::naming::value_name;
use crate::model::{Content, Model, Reading, Response, Status, Ty};
use crate::render::doc;

pub(super) fn answer(model: &Model, response: &Response) -> TokenStream {
    let method = format_ident!("respond_{}", value_name(response.variant.as_str()));
    let description = doc::paragraph(response.description.as_deref());
    let (what, status_argument, status) = match response.status {
        Status::Code(code) => {
            let literal = Literal::u16_unsuffixed(code);
            let status = quote!(StatusCode::from_u16(#literal).expect("the page documents this status"));
            (format!("Answers with status {code}."), None, status)
        }
        Status::Range(digit) => (
            format!("Answers with this status, which the page documents as one of {digit}XX."),
            Some(quote!(status: StatusCode,)),
            quote!(status),
        ),
        Status::Default => (
            "Answers with this status, which the page documents as one of those that have no reply of their own.".to_owned(),
            Some(quote!(status: StatusCode,)),
            quote!(status),
        ),
    };
    let what = doc::words(&what);
    let Content::Body { reading, ty } = &response.content else {
        return quote! {
            #what
            #description
            pub fn #method(self, #status_argument) -> Mocked {
                self.expectation.respond_empty(#status)
            }
        };
    };
    let Value {
        argument,
        value,
        panics,
    } = Value::of(model, ty);
    let respond = match (reading, ty) {
        (Reading::Json, _) | (Reading::Open, Ty::Any) => quote!(self.expectation.respond(#status, &#value)),
        (Reading::Text, Ty::Secret) => {
            quote!(self.expectation.respond_raw(#status, Some("text/plain; charset=utf-8"), #value.expose_secret().to_owned()))
        }
        (Reading::Text | Reading::Open, _) => {
            quote!(self.expectation.respond_raw(#status, Some("text/plain; charset=utf-8"), #value))
        }
        (Reading::Bytes, _) => {
            quote!(self.expectation.respond_raw(#status, Some("application/octet-stream"), #value))
        }
    };
    quote! {
        #what
        #description
        #panics
        pub fn #method(self, #status_argument body: #argument) -> Mocked {
            #respond
        }
    }
}
