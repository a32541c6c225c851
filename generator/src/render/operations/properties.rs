//! Property of the body → the operation's setter for it.

use proc_macro2::TokenStream;
use quote::quote;

use super::setters::operator;
use crate::model::{BodySetter, Presence, Property, Scope};
use crate::render::accepts::{Accepts, accepts};
use crate::render::doc;
use crate::render::types::{null_docs, setter_docs};
use crate::words;

/// A body property's setter on the operation.
pub(super) fn property_setter(setter: &BodySetter<'_>) -> TokenStream {
    let method = &setter.method;
    match setter.of {
        Property::Named(field) => {
            let (rust, set) = (&field.rust, &field.setter);
            let docs = setter_docs(field);
            let first = doc::words(&format!(
                "Property {} of the body, {}.",
                words::name(field.wire.as_str()),
                match field.presence {
                    Presence::Required => "required",
                    Presence::Optional => "optional",
                }
            ));
            let blank = (!docs.is_empty()).then(|| quote!(#[doc = ""]));
            let allow = operator(method);
            let null = setter
                .null
                .as_ref()
                .zip(field.null.as_ref())
                .map(|(method, set)| {
                    let docs = null_docs(field);
                    quote! {
                        #docs
                        pub fn #method(mut self) -> Self {
                            self.body = Some(self.body.unwrap_or_default().#set());
                            self
                        }
                    }
                });
            let Accepts {
                generics, argument, ..
            } = accepts(&field.ty, &field.ty.tokens(Scope::Setters), &quote!(#rust));
            quote! {
                #first
                #blank
                #(#docs)*
                #allow
                pub fn #method #generics(mut self, #rust: #argument) -> Self {
                    self.body = Some(self.body.unwrap_or_default().#set(#rust));
                    self
                }

                #null
            }
        }
        Property::Extra(extra) => {
            let set = &extra.rust;
            let ty = extra.ty.tokens(Scope::Setters);
            quote! {
                /// Sets a property beyond the named ones, by its name on the wire.
                pub fn #method(mut self, name: impl Into<String>, value: impl Into<#ty>) -> Self {
                    self.body = Some(self.body.unwrap_or_default().#set(name, value));
                    self
                }
            }
        }
    }
}
