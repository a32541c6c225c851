//! Courier: a bearer token; two required body properties.

use std::future::Future;

use serde_json::{Value, json};
use specloom_runtime::{Error, Reply};

use super::{Options, Subject, common, send};
use crate::secrets::{KEY, TOKEN};

/// `courier-client`.
pub struct Courier;

impl Subject for Courier {
    type Body = courier_client::types::IssueTokenResponse;
    type Failure = courier_client::IssueTokenError;

    const VENDOR: &'static str = "courier";
    const OPERATION: &'static str = "issue_token";
    const TARGET: &'static str = "/auth/issue-token";
    const AUTHORIZATION: &'static str = "Bearer sentinel-key-8f2c";
    const CREDENTIALS: &'static [&'static str] = &["bearer_token"];

    common!(courier_client);

    fn authenticated(builder: Self::Builder) -> Self::Builder {
        builder.bearer_token(KEY)
    }

    fn call(
        client: &Self::Client,
        options: Options,
    ) -> impl Future<Output = Result<Reply<Self::Body>, Error<Self::Failure>>> + Send {
        let call = client
            .issue_token()
            .scope("user_id:42 read:messages")
            .expires_in("2 days");
        send!(call, options)
    }

    fn body() -> Value {
        json!({"scope": "user_id:42 read:messages", "expires_in": "2 days"})
    }

    fn replies() -> Vec<(u16, Value)> {
        vec![(200, json!({"token": TOKEN}))]
    }

    fn token(body: &Self::Body) -> &str {
        body.token.expose_secret()
    }
}
