//! Replies in other media types than the preferred one → a method for each, which asks for it and reads it.

use proc_macro2::TokenStream;
use quote::quote;

use super::decode::decode;
use crate::model::{Operation, ReplyChoice, Scope};
use crate::render::doc;
use crate::render::replies::error_type;
use crate::words;

/// The methods of a choice.
pub(super) fn method(choice: &ReplyChoice) -> TokenStream {
    let ReplyChoice {
        method,
        blocking,
        accept,
        ..
    } = choice;
    let ty = choice.ty.tokens(Scope::Beside);
    let error = error_type(&choice.operation);
    let decode = decode(&choice.operation);
    let docs = doc::words(&format!(
        "Sends the request and returns the reply in {}, which the page documents as well.",
        words::name(&choice.media_type)
    ));
    let same = doc::words(&format!(
        "[`{method}`](Self::{method}) for programs without an async runtime."
    ));
    quote! {
        #docs
        ///
        /// # Errors
        ///
        /// As [`send`](Self::send).
        pub async fn #method(self) -> Result<Reply<#ty>, Error<#error>> {
            self.send_accepting(Some(#accept), |payload| #decode).await
        }

        #same
        ///
        /// # Errors
        ///
        /// As [`send`](Self::send).
        #[cfg(feature = "blocking")]
        pub fn #blocking(self) -> Result<Reply<#ty>, Error<#error>> {
            specloom_runtime::blocking::wait(self.#method())
        }
    }
}

/// What all of them do: `prepared` fills in `request`.
pub(super) fn accepting(operation: &Operation, prepared: &TokenStream) -> TokenStream {
    let error = error_type(operation);
    quote! {
        async fn send_accepting<T>(
            self,
            accept: Option<&'static str>,
            decode: fn(&Payload) -> Decoded<T, #error>,
        ) -> Result<Reply<T>, Error<#error>> {
            #prepared
            request.accept(accept);
            request.send(decode).await
        }
    }
}
