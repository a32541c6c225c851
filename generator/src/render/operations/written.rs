//! How the runtime is told of parameters and of the fields of forms.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::model::{FieldStyle, Location, Parameter, ParameterStyle, Ty};

/// A value as the runtime is handed it: it writes numbers as the fields of types do.
pub(super) fn handed(ty: &Ty, value: &TokenStream) -> TokenStream {
    match *ty.leaf() == Ty::Number {
        true => quote!(&specloom_runtime::whole::Written(&#value)),
        false => quote!(&#value),
    }
}

/// How the runtime is told of a parameter: `Parameter::query("tags").explode(false)`.
pub(in crate::render) fn parameter_definition(parameter: &Parameter) -> TokenStream {
    let name = &parameter.wire;
    let location = format_ident!(
        "{}",
        match parameter.location {
            Location::Path => "path",
            Location::Query => "query",
            Location::QueryString => "query_string",
            Location::Header => "header",
            Location::Cookie => "cookie",
        }
    );
    let written = written(parameter.style, parameter.explode, parameter.allow_reserved);
    let json = parameter.json.then(|| quote!(.json()));
    quote!(Parameter::#location(#name) #written #json)
}

/// How the runtime is told of a form's field: as of a parameter in a query, which it is written like.
pub(super) fn field_style(field: &FieldStyle) -> TokenStream {
    let name = &field.wire;
    let written = written(field.style, field.explode, field.allow_reserved);
    quote!(Parameter::query(#name) #written)
}

fn written(style: Option<ParameterStyle>, explode: Option<bool>, allow_reserved: bool) -> TokenStream {
    let style = style.map(|style| {
        let style = format_ident!("{style:?}");
        quote!(.style(Style::#style))
    });
    let explode = explode.map(|explode| quote!(.explode(#explode)));
    let reserved = allow_reserved.then(|| quote!(.allow_reserved(true)));
    quote!(#style #explode #reserved)
}
