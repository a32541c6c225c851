//! The methods that set one call up: the same for all operations.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::model::{Model, Operation};

/// Headers, limits, retries, and what the page does not describe.
pub(super) fn options(model: &Model, operation: &Operation) -> TokenStream {
    // The page's own `query` is the page's.
    let mut own = model.body_setters(operation).into_iter().flatten();
    let taken = operation
        .parameters
        .iter()
        .any(|parameter| parameter.rust.as_str() == "query")
        || own.any(|setter| setter.method.as_str() == "query");
    let query = format_ident!("{}", if taken { "extra_query" } else { "query" });
    quote! {
        /// Adds a request header to this call, in place of what would be sent under the same name. One that would
        /// replace a credential or change how the message is framed is refused when the call is sent.
        pub fn header(mut self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
            self.call = self.call.header(name, value);
            self
        }

        /// Sends the header `Idempotency-Key`, so that a server that honours it runs the call once however often
        /// it arrives. Where the vendor does, [`Retry::assume_idempotent`] lets the client repeat it, too.
        pub fn idempotency_key(mut self, key: impl Into<SecretString>) -> Self {
            self.call = self.call.idempotency_key(key);
            self
        }

        /// Gives up after this time, all attempts together, instead of the client's `timeout`.
        pub fn timeout(mut self, timeout: Duration) -> Self {
            self.call = self.call.timeout(timeout);
            self
        }

        /// Gives up an attempt after this time, instead of the client's `attempt_timeout`.
        pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
            self.call = self.call.attempt_timeout(timeout);
            self
        }

        /// Refuses a larger body of the reply, instead of the client's `max_response_bytes`.
        pub fn max_response_bytes(mut self, bytes: usize) -> Self {
            self.call = self.call.max_response_bytes(bytes);
            self
        }

        /// Adds a query parameter that the page does not describe.
        pub fn #query(mut self, name: impl AsRef<str>, value: impl ToString) -> Self {
            self.call = self.call.query(name, value);
            self
        }

        /// Retries by this policy instead of the client's.
        pub fn retry(mut self, retry: Retry) -> Self {
            self.call = self.call.retry(retry);
            self
        }
    }
}
