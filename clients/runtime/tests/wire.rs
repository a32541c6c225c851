//! What goes over the wire for a call, and what comes back as: against a well-behaved server.

mod support;

use httpmock::prelude::*;
use serde_json::json;
use specloom_runtime::{CallOptions, Error};
use support::{MintError, mint, session};

#[tokio::test]
async fn a_call_sends_what_the_page_says_and_decodes_the_answer() {
    let server = MockServer::start_async().await;
    let mock = server
        .mock_async(|when, then| {
            when.method(POST)
                .path("/api/users/a%2Fb%20c/tokens/")
                .header("authorization", "Bearer hush-bearer")
                .header("accept", "application/json")
                .header("content-type", "application/json")
                .header("user-agent", "acme-client/1.2.3")
                .json_body(json!({"name": "ci", "password": "hush-body"}));
            then.status(201)
                .header("x-request-id", "r-1")
                .json_body(json!({"token": "hush-token", "expires_in": 60, "new": [1]}));
        })
        .await;
    let reply = mint(&session(&server.url("/api/")), "a/b c", CallOptions::new())
        .await
        .unwrap();
    mock.assert_async().await;
    assert_eq!(reply.status(), 201);
    assert_eq!(reply.request_id(), Some("r-1"));
    assert_eq!(reply.attempts(), 1);
    assert_eq!(reply.operation(), "mint_token");
    assert_eq!(reply.body().token.expose_secret(), "hush-token");
    assert_eq!(reply.into_body().expires_in, 60);
}

#[tokio::test]
async fn a_documented_error_is_typed_and_knows_the_request() {
    let server = MockServer::start_async().await;
    let mock = server
        .mock_async(|_, then| {
            then.status(403)
                .json_body(json!({"message": "no", "reqId": "r-2"}));
        })
        .await;
    let error = mint(&session(&server.base_url()), "u", CallOptions::new())
        .await
        .unwrap_err();
    assert_eq!(mock.calls_async().await, 1);
    assert_eq!(error.request_id(), Some("r-2"));
    assert_eq!(error.status().unwrap(), 403);
    assert_eq!(
        (error.operation(), error.attempts(), error.was_sent()),
        (Some("mint_token"), 1, true)
    );
    assert!(!error.is_retryable());
    assert_eq!(
        error.to_string(),
        "`mint_token`: the server answered 403 Forbidden"
    );
    let Error::Api(reply) = error else {
        panic!("{error:?}")
    };
    let MintError::Forbidden(problem) = reply.body() else {
        panic!("{reply:?}")
    };
    assert_eq!(problem.message, "no");
}
