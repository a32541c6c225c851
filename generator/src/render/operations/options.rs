//! The methods that set one call up: the same for all operations.

use proc_macro2::TokenStream;
use quote::quote;

use crate::model::{Model, Operation};
use crate::render::forward::Forward;

/// Headers, limits, retries, and what the page does not describe.
const OPTIONS: &[Forward] = &[
    Forward {
        name: "header",
        takes: &[("name", "impl AsRef<str>"), ("value", "impl AsRef<str>")],
        docs: "Adds a request header to this call, in place of what would be sent under the same name. One that would\n\
         replace a credential or change how the message is framed is refused when the call is sent.",
        feature: None,
    },
    Forward {
        name: "idempotency_key",
        takes: &[("key", "impl Into<SecretString>")],
        docs: "Sends the header `Idempotency-Key`, so that a server that honours it runs the call once however often\n\
         it arrives. Where the vendor does, [`Retry::assume_idempotent`] lets the client repeat it, too.",
        feature: None,
    },
    Forward {
        name: "timeout",
        takes: &[("timeout", "Duration")],
        docs: "Gives up after this time, all attempts together, instead of the client's `timeout`.",
        feature: None,
    },
    Forward {
        name: "attempt_timeout",
        takes: &[("timeout", "Duration")],
        docs: "Gives up an attempt after this time, instead of the client's `attempt_timeout`.",
        feature: None,
    },
    Forward {
        name: "max_response_bytes",
        takes: &[("bytes", "usize")],
        docs: "Refuses a larger body of the reply, instead of the client's `max_response_bytes`.",
        feature: None,
    },
    Forward {
        name: "query",
        takes: &[("name", "impl AsRef<str>"), ("value", "impl ToString")],
        docs: "Adds a query parameter that the page does not describe.",
        feature: None,
    },
    Forward {
        name: "retry",
        takes: &[("retry", "Retry")],
        docs: "Retries by this policy instead of the client's.",
        feature: None,
    },
];

/// The setters of an operation's options.
pub(super) fn options(model: &Model, operation: &Operation) -> TokenStream {
    // The page's own `query` is the page's.
    let mut own = model.body_setters(operation).into_iter().flatten();
    let taken = operation
        .parameters
        .iter()
        .any(|parameter| parameter.rust.as_str() == "query")
        || own.any(|setter| setter.method.as_str() == "query");
    let options = OPTIONS.iter().map(|option| match option.name {
        "query" if taken => option.called("extra_query", "call"),
        _ => option.setter("call"),
    });
    quote!(#(#options)*)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::naming::OPERATION_METHODS;

    #[test]
    fn no_parameter_can_take_the_name_of_an_option() {
        for option in OPTIONS.iter().filter(|option| option.name != "query") {
            assert!(OPERATION_METHODS.contains(&option.name), "{}", option.name);
        }
        assert!(OPERATION_METHODS.contains(&"extra_query"));
    }
}
