//! Argyle: basic credentials, a required body property.

use std::future::Future;

use serde_json::{Value, json};
use specloom_runtime::{Error, Reply};

use super::{Options, Subject, common, send};
use crate::secrets::{BASIC, PASSWORD, TOKEN, USER};

/// `argyle-client`.
pub struct Argyle;

impl Subject for Argyle {
    type Body = argyle_client::types::CreateUserTokenResponse;
    type Failure = argyle_client::CreateUserTokenError;

    const VENDOR: &'static str = "argyle";
    const OPERATION: &'static str = "create_user_token";
    const TARGET: &'static str = "/v2/user-tokens";
    const AUTHORIZATION: &'static str = BASIC;
    const CREDENTIALS: &'static [&'static str] = &["basic_auth"];

    common!(argyle_client);

    fn authenticated(builder: Self::Builder) -> Self::Builder {
        builder.basic_auth(USER, PASSWORD)
    }

    fn call(
        client: &Self::Client,
        options: Options,
    ) -> impl Future<Output = Result<Reply<Self::Body>, Error<Self::Failure>>> + Send {
        let call = client
            .create_user_token()
            .user("018380bd-4d01-7fdd-91a1-d9f9a9e4ae1b");
        send!(call, options)
    }

    fn body() -> Value {
        json!({"user": "018380bd-4d01-7fdd-91a1-d9f9a9e4ae1b"})
    }

    fn replies() -> Vec<(u16, Value)> {
        vec![(200, json!({"user_token": TOKEN}))]
    }

    fn token(body: &Self::Body) -> &str {
        body.user_token.expose_secret()
    }
}
