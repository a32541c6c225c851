//! AWX: no server of its own, basic credentials or a bearer token, 201, a trailing slash.

use std::future::Future;

use serde_json::{Value, json};
use specloom_runtime::{Error, Reply};

use super::{Options, Subject, common, send};
use crate::secrets::{BASIC, PASSWORD, TOKEN, USER};

/// `awx-client`.
pub struct Awx;

impl Subject for Awx {
    type Body = awx_client::types::UserPersonalToken;
    type Failure = awx_client::CreatePersonalTokenError;

    const VENDOR: &'static str = "awx";
    const OPERATION: &'static str = "create_personal_token";
    const TARGET: &'static str = "/api/v2/users/admin/personal_tokens/";
    const AUTHORIZATION: &'static str = BASIC;
    const CREDENTIALS: &'static [&'static str] = &["basic_auth", "bearer_token"];

    common!(awx_client);

    fn authenticated(builder: Self::Builder) -> Self::Builder {
        builder.basic_auth(USER, PASSWORD)
    }

    fn call(
        client: &Self::Client,
        options: Options,
    ) -> impl Future<Output = Result<Reply<Self::Body>, Error<Self::Failure>>> + Send {
        let call = client
            .create_personal_token("admin")
            .description("CI")
            .scope("read");
        send!(call, options)
    }

    fn body() -> Value {
        json!({"description": "CI", "scope": "read"})
    }

    fn replies() -> Vec<(u16, Value)> {
        let success = json!({
            "id": 3, "type": "o_auth2_access_token", "url": "/api/v2/tokens/3/",
            "related": {"user": "/api/v2/users/3/", "activity_stream": "/api/v2/tokens/3/activity_stream/"},
            "summary_fields": {"user": {"id": 3, "username": "admin", "first_name": "", "last_name": ""}},
            "created": "2020-12-02T22:41:44.381981Z", "modified": "2020-12-02T22:41:44.745244Z",
            "description": "Personal CLI token", "user": 3, "token": TOKEN, "refresh_token": null,
            "application": null, "expires": "3020-04-04T22:41:44.256763Z", "scope": "write"
        });
        vec![(201, success)]
    }

    fn token(body: &Self::Body) -> &str {
        body.token.as_ref().map_or("", |token| token.expose_secret())
    }
}
