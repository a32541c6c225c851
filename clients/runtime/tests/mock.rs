//! The mock server's parts, used as generated code and importers use them.
#![cfg(feature = "mock")]

mod support;

use std::panic::{AssertUnwindSafe, catch_unwind};

use serde_json::json;
use specloom_runtime::mock::{Mocked, Server};
use specloom_runtime::{CallOptions, Error, Parameter, StatusCode};
use support::{LIST, MINT, MintError, Problem, Token, list, mint, session};

#[tokio::test]
async fn answers_by_operation() {
    let server = Server::start();
    let session = session(&server.url());
    let minted = server
        .expect(&MINT)
        .when(|when| when.json_body_includes(r#"{"name": "ci"}"#))
        .header("x-request-id", "r-1")
        .respond(
            StatusCode::CREATED,
            &Token {
                token: "hush-token".into(),
                expires_in: 5,
            },
        );
    let listed = server.expect(&LIST).respond(
        StatusCode::FORBIDDEN,
        &Problem {
            message: "no".to_owned(),
        },
    );
    let reply = mint(&session, "a/b", CallOptions::new()).await.unwrap();
    assert_eq!(
        (reply.body().token.expose_secret(), reply.request_id()),
        ("hush-token", Some("r-1"))
    );
    let error = list(&session, CallOptions::new()).await.unwrap_err();
    assert!(
        matches!(&error, Error::Api(reply) if matches!(reply.body(), MintError::Forbidden(_))),
        "{error:?}"
    );
    minted.assert_calls(1);
    assert_eq!(listed.calls(), 1);
    listed.delete();
    server
        .expect(&LIST)
        .respond_empty(StatusCode::NOT_FOUND)
        .assert_calls(0);
    let error = list(&session, CallOptions::new()).await.unwrap_err();
    assert!(
        matches!(&error, Error::Api(reply) if matches!(reply.body(), MintError::NotFound)),
        "{error:?}"
    );
    server
        .expect(&MINT)
        .respond_raw(StatusCode::OK, Some("text/html"), "<html>")
        .delete();
}

/// Values are compared as the client spells them, wherever they go.
#[tokio::test]
async fn expects_parameters_and_bodies() {
    let server = Server::start();
    let session = session(&server.url());
    let token = |text: &str| Token {
        token: text.into(),
        expires_in: 5,
    };
    let other = server
        .expect(&MINT)
        .parameter(Parameter::path("userId"), "b")
        .respond(StatusCode::CREATED, &token("for-b"));
    let renamed = server
        .expect(&MINT)
        .property("name", "cd")
        .respond(StatusCode::CREATED, &token("for-cd"));
    let exact = server
        .expect(&MINT)
        .parameter(Parameter::path("userId"), "a/b")
        .property("name", "ci")
        .property("absent", &None::<u8>)
        .json(&json!({"name": "ci", "password": "hush-body"}))
        .respond(StatusCode::CREATED, &token("for-a/b"));
    let reply = mint(&session, "a/b", CallOptions::new()).await.unwrap();
    assert_eq!(reply.body().token.expose_secret(), "for-a/b");
    let reply = mint(&session, "b", CallOptions::new()).await.unwrap();
    assert_eq!(reply.body().token.expose_secret(), "for-b");
    assert_eq!((other.calls(), renamed.calls(), exact.calls()), (1, 0, 1));

    exact.assert_calls(1);
    let message = |mocked: &Mocked<'_>, calls| {
        let failed = catch_unwind(AssertUnwindSafe(|| mocked.assert_calls(calls)));
        *failed.unwrap_err().downcast::<String>().unwrap()
    };
    assert_eq!(
        message(&renamed, 1),
        "`mint_token` was answered 0 times, not 1; requests differed in the value of: body's property `name`"
    );
    // Another path is another call: httpmock says what came near.
    assert!(message(&exact, 2).contains("1 of 2 expected requests matched"));
}
