//! Compressed answers, where the feature is on: decoded, and limited by what they decode to.
#![cfg(feature = "gzip")]
#![allow(clippy::unwrap_used, reason = "helpers of tests are test code, too")]

mod support;

use specloom_runtime::{CallOptions, Error};
use support::rude::Rude;
use support::{builder, mint};

async fn answering(body: &[u8]) -> Rude {
    let head = format!(
        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    Rude::saying([head.as_bytes(), body].concat()).await
}

#[tokio::test]
async fn a_compressed_answer_is_decoded() {
    let server = answering(include_bytes!("fixtures/token.json.gz")).await;
    let session = builder(&server.url()).gzip(true).build().unwrap();
    assert_eq!(
        mint(&session, "u", CallOptions::new())
            .await
            .unwrap()
            .into_body()
            .expires_in,
        1
    );
}

#[tokio::test]
async fn a_bomb_stops_at_the_limit() {
    let bomb = include_bytes!("fixtures/spaces.gz");
    let server = answering(bomb).await;
    let session = builder(&server.url())
        .gzip(true)
        .max_response_bytes(64 * 1024)
        .build()
        .unwrap();
    assert!(bomb.len() < 64 * 1024);
    let error = mint(&session, "u", CallOptions::new()).await.unwrap_err();
    assert!(matches!(error, Error::TooLarge(_)), "{error:?}");
}

#[tokio::test]
async fn what_only_claims_to_be_compressed_is_an_error() {
    let server = answering(b"{\"token\": \"hush\"}").await;
    let session = builder(&server.url()).gzip(true).build().unwrap();
    let error = mint(&session, "u", CallOptions::new()).await.unwrap_err();
    assert!(matches!(error, Error::NotText(_)), "{error:?}");
    assert!(error.to_string().contains("`Content-Encoding`"), "{error}");
}
