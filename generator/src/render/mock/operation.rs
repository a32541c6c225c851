//! What becomes of an operation's calls: what they must be like, and what answers them.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::answers::answer;
use super::matchers::{body_matchers, parameter_matcher};
use crate::model::{Encoding, Model, Operation};
use crate::render::doc;

/// Methods that every mocked operation has.
const OWN: &[&str] = &["body", "delay", "header", "once", "times"];

/// The type of an operation's expectation.
pub(super) fn name(operation: &Operation) -> syn::Ident {
    format_ident!("Mock{}", operation.type_name.as_str())
}

pub(super) fn one(model: &Model, operation: &Operation) -> TokenStream {
    let name = name(operation);
    let docs = doc::words(&format!(
        "How calls of [`Client::{method}`](super::Client::{method}) are answered: all of them, or, after its setters, those with \
         these values. Of several that match, the first that was set up and has answers left is taken.",
        method = operation.method_name
    ));
    let mut taken: BTreeSet<String> = OWN.iter().map(|own| (*own).to_owned()).collect();
    let mut matchers = Vec::new();
    for parameter in &operation.parameters {
        matchers.push(parameter_matcher(parameter, &mut taken));
    }
    if let Some(body) = operation
        .body
        .as_ref()
        .filter(|body| body.encoding == Encoding::Json)
    {
        matchers.push(body_matchers(model, body, &mut taken));
    }
    let mut known = BTreeSet::new();
    let mut answers = Vec::new();
    for response in operation.successes.iter().chain(&operation.failures) {
        // A `default` reply is a success and a failure under one name.
        if known.insert(response.variant.clone()) {
            answers.push(answer(model, response));
        }
    }
    quote! {
        #docs
        #[derive(Debug)]
        #[must_use = "nothing is answered before one of the `respond` methods"]
        pub struct #name {
            expectation: Expectation,
        }

        impl #name {
            #(#matchers)*

            /// Adds a header to the answer.
            pub fn header(mut self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
                self.expectation = self.expectation.header(name, value);
                self
            }

            /// Answers after this time.
            pub fn delay(mut self, delay: Duration) -> Self {
                self.expectation = self.expectation.delay(delay);
                self
            }

            /// Answers one call only: what is set up next answers those that follow, so that a 503 can come before a reply.
            pub fn once(self) -> Self {
                self.times(1)
            }

            /// Answers so many calls only.
            pub fn times(mut self, calls: usize) -> Self {
                self.expectation = self.expectation.times(calls);
                self
            }

            #(#answers)*

            /// Answers with a status and a body that the page does not document: a proxy's 502, say.
            pub fn respond_undocumented(self, status: StatusCode, body: impl Into<Vec<u8>>) -> Mocked {
                self.expectation.respond_raw(status, None, body)
            }

            /// Answers with any status, `Content-Type` and body.
            pub fn respond_raw(
                self,
                status: StatusCode,
                content_type: Option<&str>,
                body: impl Into<Vec<u8>>,
            ) -> Mocked {
                self.expectation.respond_raw(status, content_type, body)
            }

            /// Answers with the beginning of a body, after which the connection breaks.
            pub fn respond_cut(
                self,
                status: StatusCode,
                content_type: Option<&str>,
                beginning: impl Into<Vec<u8>>,
            ) -> Mocked {
                self.expectation.respond_cut(status, content_type, beginning)
            }

            /// Takes the request, and breaks the connection before there is an answer.
            pub fn respond_broken(self) -> Mocked {
                self.expectation.respond_broken()
            }
        }
    }
}
