//! The client's builder: the page's servers and credentials, and the settings that every client has.

use proc_macro2::TokenStream;
use quote::quote;

use super::credentials::setter;
use super::env::FromEnv;
use crate::model::Model;
use crate::render::doc;
use crate::render::forward::Forward;
use crate::vendor::Vendor;
use crate::words::sentence;

/// What the runtime's builder can be told, in the order of the documentation.
const SETTINGS: &[Forward] = &[
    Forward {
        name: "connect_timeout",
        takes: &[("timeout", "Duration")],
        docs: "Gives up a connection attempt after this time; 10 s unless set.",
        feature: None,
    },
    Forward {
        name: "attempt_timeout",
        takes: &[("timeout", "Duration")],
        docs: "Gives up an attempt after this time, from connecting to the last byte of the reply; 30 s unless set.",
        feature: None,
    },
    Forward {
        name: "timeout",
        takes: &[("timeout", "Duration")],
        docs: "Gives up a call after this time, all attempts and the waits between them together; 90 s unless set.",
        feature: None,
    },
    Forward {
        name: "retry",
        takes: &[("retry", "Retry")],
        docs: "Retries by this policy; see [`Retry`] for the default.",
        feature: None,
    },
    Forward {
        name: "max_response_bytes",
        takes: &[("bytes", "usize")],
        docs: "Refuses a reply with a larger body; 16 MiB unless set.",
        feature: None,
    },
    Forward {
        name: "max_in_flight",
        takes: &[("requests", "usize")],
        docs: "Lets so many requests of this client and its clones be under way at once, and others wait for their\n\
         turn; 100 unless set.",
        feature: None,
    },
    Forward {
        name: "max_in_flight_of",
        takes: &[("operation", "impl Into<String>"), ("requests", "usize")],
        docs: "Lets so many requests of one operation, by the name of its method, be under way at once, beside `max_in_flight` for all.",
        feature: None,
    },
    Forward {
        name: "rate_limits",
        takes: &[("keep", "bool")],
        docs: "Keeps to what the server says of its limits (`RateLimit`, `X-RateLimit-Remaining`, `Retry-After`), which is on unless set:\n\
         calls wait until it takes more, for at most the policy's [`max_retry_after`](Retry::max_retry_after).",
        feature: None,
    },
    Forward {
        name: "gzip",
        takes: &[("accept", "bool")],
        docs: "Asks for gzip and decodes it; off unless set.",
        feature: Some("gzip"),
    },
    Forward {
        name: "http_client_with",
        takes: &[(
            "options",
            "impl Fn(HttpOptions) -> HttpOptions + Send + Sync + 'static",
        )],
        docs: "Sets up the HTTP client: proxies, certificates, addresses, connections. It still follows no redirects and repeats\n\
         nothing by itself. See [`HttpOptions`].",
        feature: None,
    },
    Forward {
        name: "transport",
        takes: &[("transport", "impl Transport")],
        docs: "Sends by this transport in place of the HTTP client: another one's, or a test's. See [`Transport`].",
        feature: None,
    },
    Forward {
        name: "hook",
        takes: &[("hook", "impl Hook")],
        docs: "Runs before and after each attempt of each call, after the hooks that there are already. See [`Hook`].",
        feature: None,
    },
    Forward {
        name: "credentials_timeout",
        takes: &[("timeout", "Duration")],
        docs: "Gives a credentials provider so long to answer, whatever the timeouts of the calls that wait for it; 30 s\n\
         unless set.",
        feature: None,
    },
    Forward {
        name: "expired_statuses",
        takes: &[("statuses", "impl IntoIterator<Item = StatusCode>")],
        docs: "Takes these statuses to say that provided credentials have expired, and asks their provider for others; 401\n\
         unless set.",
        feature: None,
    },
    Forward {
        name: "user_agent",
        takes: &[("user_agent", "impl Into<String>")],
        docs: "Sends this `User-Agent` instead of the crate's name and version; an empty text sends none.",
        feature: None,
    },
    Forward {
        name: "allow_insecure_http",
        takes: &[],
        docs: "Lets credentials travel over plain http to hosts that are not this machine. They can be read on the way.",
        feature: None,
    },
];

/// The client's builder.
pub(super) fn of_builder(
    api: &Model,
    vendor: &Vendor,
    server_method: &TokenStream,
    FromEnv { of_builder, .. }: &FromEnv,
) -> TokenStream {
    let name = sentence(&vendor.name);
    let settings = SETTINGS.iter().map(|setting| setting.setter("session"));
    let builder_docs = doc::words(&format!("Builds a [`Client`] of the {name} API."));
    let setters = api.schemes.iter().map(setter);
    let default_server = match api.servers.first() {
        Some(server) => {
            let url = &server.url;
            quote!(Some(#url))
        }
        None => quote!(None),
    };
    let base_url_docs = doc::words(match api.servers.len() {
        0 => "Sets the server's URL, which the page does not name: every installation has its own. Required.",
        1 => "Calls this URL instead of the page's server. A path in it is put before the operations' paths.",
        _ => {
            "Calls this URL instead of one of the page's servers. A path in it is put before the operations' paths."
        }
    });
    quote! {
        #builder_docs
        #[derive(Clone, Debug)]
        #[must_use = "a builder does nothing until `build`"]
        pub struct ClientBuilder {
            session: SessionBuilder,
        }

        impl Default for ClientBuilder {
            fn default() -> Self {
                let user_agent = concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));
                Self { session: SessionBuilder::new(SCHEMES, #default_server).operations(OPERATIONS).user_agent(user_agent) }
            }
        }

        impl ClientBuilder {
            #server_method

            #base_url_docs
            pub fn base_url(mut self, url: impl Into<String>) -> Self {
                self.session = self.session.base_url(url);
                self
            }

            #(#setters)*

            #of_builder

            #(#settings)*

            /// Builds the client. Nothing is sent.
            ///
            /// # Errors
            ///
            /// A missing server, an invalid URL, or credentials that would travel over plain http to another machine.
            pub fn build(self) -> Result<Client, BuildError> {
                Ok(Client { session: self.session.build()? })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::naming::BUILDER_METHODS;

    #[test]
    fn no_credential_can_take_the_name_of_a_setting() {
        for setting in SETTINGS {
            assert!(BUILDER_METHODS.contains(&setting.name), "{}", setting.name);
        }
    }
}
