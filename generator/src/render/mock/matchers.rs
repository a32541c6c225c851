//! What an expectation can ask of a call: values of its parameters and of its body, as the client would send them.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::value::Value;
use crate::model::{Body, Field, Model, Parameter, RustName, Scope};
use crate::render::doc;
use crate::render::operations::parameter_definition;
use crate::words;

pub(super) fn parameter_matcher(parameter: &Parameter, taken: &mut BTreeSet<String>) -> TokenStream {
    let rust = &parameter.rust;
    let method = free(rust, "parameter", taken);
    let ty = parameter.ty.tokens(Scope::Beside);
    let definition = parameter_definition(parameter);
    let docs = doc::words(&format!(
        "Expects this value of the parameter {}.",
        words::name(parameter.wire.as_str())
    ));
    quote! {
        #docs
        pub fn #method(mut self, #rust: impl Into<#ty>) -> Self {
            self.expectation = self.expectation.parameter(#definition, &#rust.into());
            self
        }
    }
}

/// A matcher for each property, and one for the whole body.
pub(super) fn body_matchers(model: &Model, body: &Body, taken: &mut BTreeSet<String>) -> TokenStream {
    let fields = model
        .structure(&body.ty)
        .map_or(&[][..], |structure| &structure.fields);
    let mut matchers = Vec::new();
    for Field {
        wire,
        rust,
        setter,
        ty,
        ..
    } in fields
    {
        let method = free(setter, "body", taken);
        let ty = ty.tokens(Scope::Setters);
        let docs = doc::words(&format!(
            "Expects this value of the body's property {}.",
            words::name(wire.as_str())
        ));
        matchers.push(quote! {
            #docs
            pub fn #method(mut self, #rust: impl Into<#ty>) -> Self {
                let value: #ty = #rust.into();
                self.expectation = self.expectation.property(#wire, &value);
                self
            }
        });
    }
    let Value {
        argument,
        value,
        panics,
    } = Value::of(model, &body.ty);
    quote! {
        #(#matchers)*

        /// Expects exactly this body.
        #panics
        pub fn body(mut self, body: #argument) -> Self {
            self.expectation = self.expectation.json(&#value);
            self
        }
    }
}

/// A method's name, with `prefix` in front if another method has it.
fn free(name: &RustName, prefix: &str, taken: &mut BTreeSet<String>) -> syn::Ident {
    let taken_or_answer = taken.contains(name.as_str()) || name.as_str().starts_with("respond_");
    let name = if taken_or_answer {
        format!("{prefix}_{name}")
    } else {
        name.to_string()
    };
    taken.insert(name.clone());
    format_ident!("{}", name)
}
