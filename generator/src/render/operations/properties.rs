//! Property of the body → the operation's setter for it.

use proc_macro2::TokenStream;
use quote::quote;

use super::setters::operator;
use crate::model::{BodySetter, Property, Scope};
use crate::render::types::{null_docs, setter_docs};

/// A body property's setter on the operation.
pub(super) fn property_setter(setter: &BodySetter<'_>) -> TokenStream {
    let method = &setter.method;
    match setter.of {
        Property::Named(field) => {
            let (rust, set) = (&field.rust, &field.setter);
            let docs = setter_docs(field);
            let allow = operator(method);
            let ty = field.ty.tokens(Scope::Setters);
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
            quote! {
                #(#docs)*
                #allow
                pub fn #method(mut self, #rust: impl Into<#ty>) -> Self {
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
