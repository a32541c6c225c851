//! Request body → the operation's setters for it, and how it is sent in each media type that the page documents.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::properties::property_setter;
use super::write::write;
use crate::model::{Body, BodyChoice, BodySetter, Scope};
use crate::render::doc;
use crate::words;

#[derive(Default)]
pub(super) struct BodyParts {
    /// Fields of the operation.
    pub(super) field: TokenStream,
    /// What they are at first.
    pub(super) init: TokenStream,
    /// Methods of the operation.
    pub(super) setters: TokenStream,
    /// Statements that send it.
    pub(super) send: TokenStream,
}

/// The body's setters and how it is sent, in each media type that the page documents. `infallible`: nothing can be missing in it.
pub(super) fn body_parts(
    body: &Body,
    setters: Option<Vec<BodySetter<'_>>>,
    choices: &[BodyChoice<'_>],
    infallible: bool,
) -> BodyParts {
    let encoded: Vec<&BodyChoice<'_>> = choices.iter().filter(|choice| choice.same_type).collect();
    let mut parts = preferred(body, setters, &encoded, infallible);
    for (index, choice) in encoded.iter().enumerate() {
        let (method, number) = (&choice.method, Literal::usize_unsuffixed(index + 1));
        let docs = doc::words(&format!(
            "Sends the body as {} instead of {}.",
            words::name(&choice.body.media_type),
            words::name(&body.media_type)
        ));
        parts.setters.extend(quote! {
            #docs
            pub fn #method(mut self) -> Self {
                self.body_media = #number;
                self
            }
        });
    }
    if !encoded.is_empty() {
        parts.field.extend(quote!(body_media: u8,));
        parts.init.extend(quote!(body_media: 0,));
    }
    // Clippy wants no block around an `if` after `else`.
    let mut is_if = !body.required;
    for choice in choices.iter().filter(|choice| !choice.same_type) {
        let (method, ty) = (&choice.method, choice.body.ty.tokens(Scope::Beside));
        let docs = doc::words(&format!(
            "Sends this as the request body, as {}, instead of what else was set.",
            words::name(&choice.body.media_type)
        ));
        let (write, before) = (write(choice.body, &quote!(body)), parts.send);
        let before = match std::mem::replace(&mut is_if, true) {
            true => before,
            false => quote!({ #before }),
        };
        parts.send = quote! {
            if let Some(body) = self.#method {
                #write
            } else #before
        };
        parts.field.extend(quote!(#method: Option<#ty>,));
        parts.init.extend(quote!(#method: None,));
        parts.setters.extend(quote! {
            #docs
            pub fn #method(mut self, body: impl Into<#ty>) -> Self {
                self.#method = Some(body.into());
                self
            }
        });
    }
    if body.nullable {
        or_null(&mut parts, &body.media_type, is_if);
    }
    parts
}

/// The method that sends null instead of a body; `is_if` says that what is sent so far is an `if`.
fn or_null(parts: &mut BodyParts, media_type: &str, is_if: bool) {
    let before = std::mem::take(&mut parts.send);
    let before = match is_if {
        true => before,
        false => quote!({ #before }),
    };
    parts.send = quote! {
        if self.body_null {
            request.json(#media_type, &serde_json::Value::Null)?;
        } else #before
    };
    parts.field.extend(quote!(body_null: bool,));
    parts.init.extend(quote!(body_null: false,));
    parts.setters.extend(quote! {
        /// Sends null as the request body, instead of what else was set.
        pub fn body_null(mut self) -> Self {
            self.body_null = true;
            self
        }
    });
}

/// The body in the media type that is preferred, or in another one that holds the same value.
fn preferred(
    body: &Body,
    setters: Option<Vec<BodySetter<'_>>>,
    encoded: &[&BodyChoice<'_>],
    infallible: bool,
) -> BodyParts {
    let write = |value: TokenStream| {
        let plain = self::write(body, &value);
        let others = encoded.iter().enumerate().map(|(index, choice)| {
            let (number, write) = (
                Literal::usize_unsuffixed(index + 1),
                self::write(choice.body, &value),
            );
            quote!(#number => { #write })
        });
        match encoded {
            [] => plain,
            _ => quote! {
                match self.body_media {
                    #(#others)*
                    _ => { #plain }
                }
            },
        }
    };
    let body_type = body.ty.tokens(Scope::Beside);
    let about = doc::paragraph(body.description.as_deref());
    let (Some(setters), Some(name)) = (setters, body.ty.name()) else {
        let send = if body.required {
            let write = write(quote!(body));
            quote! {
                let body = request.required("body", self.body)?;
                #write
            }
        } else {
            let write = write(quote!(body));
            quote! {
                if let Some(body) = self.body {
                    #write
                }
            }
        };
        return BodyParts {
            field: quote!(body: Option<#body_type>,),
            init: quote!(body: None,),
            setters: quote! {
                /// Sets the request body.
                #about
                pub fn body(mut self, body: impl Into<#body_type>) -> Self {
                    self.body = Some(body.into());
                    self
                }
            },
            send,
        };
    };
    let property_setters = setters.iter().map(property_setter);
    let built = |builder: TokenStream| match infallible {
        true => quote!(let body = #builder.build();),
        false => quote!(let body = request.built(#builder.build())?;),
    };
    let write = write(quote!(body));
    let send = if body.required {
        let built = built(quote!(self.body.unwrap_or_default()));
        quote!(#built #write)
    } else {
        let built = built(quote!(body));
        quote! {
            if let Some(body) = self.body {
                #built
                #write
            }
        }
    };
    BodyParts {
        field: quote!(body: Option<types::builder::#name>,),
        init: quote!(body: None,),
        setters: quote! {
            #(#property_setters)*

            /// Sets the request body whole; setters called after this one change it.
            #about
            pub fn body(mut self, body: impl Into<types::builder::#name>) -> Self {
                self.body = Some(body.into());
                self
            }
        },
        send,
    }
}
