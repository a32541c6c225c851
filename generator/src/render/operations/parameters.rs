//! Parameter → what the operation has for it, and how it is sent.
//!
//! What is in the path is an argument of the client's method, since there is no request without it. Any other is set by a setter,
//! also where it is required.

use proc_macro2::TokenStream;
use quote::quote;

use super::setters::{deprecated, operator};
use super::written::{handed, parameter_definition};
use crate::model::{Location, Parameter, RustName, Scope};
use crate::render::accepts::{Accepts, accepts};
use crate::render::doc;
use crate::words;

/// Clippy's limit of arguments, the receiver or the session among them.
const ARGUMENTS: usize = 7;

/// A parameter's name, and its type in the operations' module.
pub(in crate::render) fn typed(parameter: &Parameter) -> (&RustName, TokenStream) {
    (&parameter.rust, parameter.ty.tokens(Scope::Beside))
}

/// A path of many parameters has a method of many arguments.
pub(in crate::render) fn many_arguments(parameters: usize) -> Option<TokenStream> {
    (parameters >= ARGUMENTS)
        .then(|| quote!(#[allow(clippy::too_many_arguments, reason = "the path has as many parameters")]))
}

/// The setter of what is not in the path.
pub(super) fn parameter_setter(parameter: &Parameter) -> TokenStream {
    let (name, ty) = typed(parameter);
    let docs = parameter_docs(parameter);
    let deprecated = deprecated(parameter.deprecated);
    let allow = operator(name);
    let Accepts {
        generics,
        argument,
        option,
    } = accepts(&parameter.ty, &ty, &quote!(#name));
    quote! {
        #docs
        #deprecated
        #allow
        pub fn #name #generics(mut self, #name: #argument) -> Self {
            self.#name = #option;
            self
        }
    }
}

/// Statements that hand a parameter to the runtime.
pub(super) fn parameter_send(parameter: &Parameter) -> TokenStream {
    let definition = parameter_definition(parameter);
    let name = &parameter.rust;
    let value = match parameter.location != Location::Path && parameter.required {
        true => {
            let label = name.as_str();
            quote!(request.required(#label, self.#name)?)
        }
        false => quote!(self.#name),
    };
    let value = handed(&parameter.ty, &value);
    quote!(request.parameter(#definition, #value)?;)
}

fn parameter_docs(parameter: &Parameter) -> TokenStream {
    let place = match parameter.location {
        Location::Path => "Path parameter",
        Location::Query => "Query parameter",
        Location::QueryString => "Query string",
        Location::Header => "Request header",
        Location::Cookie => "Cookie",
    };
    let need = if parameter.required {
        "required"
    } else {
        "optional"
    };
    let first = doc::words(&format!(
        "{place} {}, {need}.",
        words::name(parameter.wire.as_str())
    ));
    let description = doc::paragraph(parameter.description.as_deref());
    quote!(#first #description)
}
