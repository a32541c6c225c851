//! Infisical: a bearer token, a path parameter, seven documented statuses.

use std::future::Future;

use serde_json::{Value, json};
use specloom_runtime::{Error, Reply};

use super::{Options, Subject, common, send};
use crate::secrets::{BODY, KEY, TOKEN};

/// `infisical-client`.
pub struct Infisical;

impl Subject for Infisical {
    type Body = infisical_client::types::CreateTokenResponse;
    type Failure = infisical_client::CreateTokenError;

    const VENDOR: &'static str = "infisical";
    const OPERATION: &'static str = "create_token";
    const TARGET: &'static str = "/api/v1/auth/token-auth/identities/9f86d081/tokens";
    const AUTHORIZATION: &'static str = "Bearer sentinel-key-8f2c";
    const CREDENTIALS: &'static [&'static str] = &["bearer_token"];

    common!(infisical_client);

    fn authenticated(builder: Self::Builder) -> Self::Builder {
        builder.bearer_token(KEY)
    }

    fn call(
        client: &Self::Client,
        options: Options,
    ) -> impl Future<Output = Result<Reply<Self::Body>, Error<Self::Failure>>> + Send {
        send!(client.create_token("9f86d081").name("ci"), options)
    }

    fn body() -> Value {
        json!({"name": "ci"})
    }

    fn replies() -> Vec<(u16, Value)> {
        let failure = |status: u16| {
            let body = json!({"reqId": "req-1", "statusCode": status, "message": BODY, "error": BODY});
            (status, body)
        };
        let success = json!({
            "accessToken": TOKEN, "expiresIn": 7200, "accessTokenMaxTTL": 86400, "tokenType": "Bearer"
        });
        vec![
            (200, success),
            failure(400),
            failure(401),
            failure(403),
            failure(404),
            failure(422),
            failure(500),
        ]
    }

    fn token(body: &Self::Body) -> &str {
        body.access_token.expose_secret()
    }
}
