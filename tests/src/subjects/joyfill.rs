//! Joyfill: basic credentials or a bearer token, a server with a path, an optional body.

use std::future::Future;

use serde_json::{Value, json};
use specloom_runtime::{Error, Reply};

use super::{Options, Subject, common, send};
use crate::secrets::{BASIC, PASSWORD, TOKEN, USER};

/// `joyfill-client`.
pub struct Joyfill;

impl Subject for Joyfill {
    type Body = joyfill_client::types::CreateAccessTokenResponse;
    type Failure = joyfill_client::CreateAccessTokenError;

    const VENDOR: &'static str = "joyfill";
    const OPERATION: &'static str = "create_access_token";
    const TARGET: &'static str = "/users/user-7/access_tokens";
    const AUTHORIZATION: &'static str = BASIC;
    const CREDENTIALS: &'static [&'static str] = &["basic_auth", "bearer_token"];

    common!(joyfill_client);

    fn authenticated(builder: Self::Builder) -> Self::Builder {
        builder.basic_auth(USER, PASSWORD)
    }

    fn call(
        client: &Self::Client,
        options: Options,
    ) -> impl Future<Output = Result<Reply<Self::Body>, Error<Self::Failure>>> + Send {
        let call = client
            .create_access_token("user-7")
            .access_token_expiration("1767225600000");
        send!(call, options)
    }

    fn body() -> Value {
        json!({"accessTokenExpiration": "1767225600000"})
    }

    fn replies() -> Vec<(u16, Value)> {
        vec![(200, json!({"identifier": "user-7", "token": TOKEN}))]
    }

    fn token(body: &Self::Body) -> &str {
        body.token.expose_secret()
    }
}
