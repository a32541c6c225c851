//! A body as an argument of the mock's methods.

use proc_macro2::TokenStream;
use quote::quote;

use crate::model::{Model, Scope, Ty};

/// An argument `body`: what it is, how it becomes the type, and when that panics. Builders are taken as they are.
pub(super) struct Value {
    pub(super) argument: TokenStream,
    pub(super) value: TokenStream,
    pub(super) panics: TokenStream,
}

impl Value {
    pub(super) fn of(model: &Model, ty: &Ty) -> Self {
        let plain = ty.tokens(Scope::Beside);
        let Some(name) = ty.name().filter(|_| model.structure(ty).is_some()) else {
            return Self {
                argument: quote!(impl Into<#plain>),
                value: quote!(Into::<#plain>::into(body)),
                panics: TokenStream::new(),
            };
        };
        if model.is_made_of_nothing(ty) {
            return Self {
                argument: quote!(impl Into<types::builder::#name>),
                value: quote!(body.into().build()),
                panics: TokenStream::new(),
            };
        }
        Self {
            argument: quote!(impl Into<types::builder::#name>),
            value: quote!(
                body.into()
                    .build()
                    .expect("the test sets every required property")
            ),
            panics: quote! {
                ///
                /// # Panics
                ///
                /// If a required property is not set.
            },
        }
    }
}
