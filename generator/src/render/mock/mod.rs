//! Model → `mock.rs`: a mock server for tests of code that uses the client, typed like the client itself.
//!
//! ```text
//! impl MockServer { pub fn mock_create_token(&self) -> MockCreateToken }
//! impl MockCreateToken {
//!     pub fn name(self, name: impl Into<String>) -> Self;       // expect this value, as the client would send it
//!     pub fn respond_forbidden(self, body: …) -> Mocked;    // for documented statuses, and for no others
//! }
//! ```

mod answers;
mod matchers;
mod operation;
mod server;
#[cfg(test)]
mod tests;
mod value;

use quote::quote;

use self::operation::one;
use self::server::{server, start};
use super::module::{Module, Sink};
use crate::error::Result;
use crate::model::Model;
use crate::vendor::Vendor;

/// The `mock` module.
pub(super) fn mock<S: Sink>(model: &Model, vendor: &Vendor) -> Result<Option<S>> {
    Module::write("mock", |module| {
        module.add(server(model, vendor))?;
        module.more_of_each(|| quote!(impl MockServer), &model.operations, start)?;
        module.add_each(&model.operations, |operation| one(model, operation))?;
        let runtime = module.imports(
            quote!(specloom_runtime),
            &[
                "Bytes",
                "Parameter",
                "SecretString",
                "StatusCode",
                "Style",
                "http",
            ],
        );
        let beside = module.imports(quote!(super), &["Client", "ClientBuilder", "operations", "types"]);
        Ok(quote! {
            //! A mock for tests of code that uses the client. Feature `mock`.
            //!
            //! Each operation can be told what to expect, in the client's words, and what to answer: with the statuses that
            //! the page documents and their bodies, or by name with something else, with half of it, or not at all.

            use std::time::Duration;

            use specloom_runtime::mock::{Expectation, Server};
            #[doc(no_inline)]
            pub use specloom_runtime::mock::{MockTransport, Mocked};
            #runtime
            #beside
        })
    })
}
