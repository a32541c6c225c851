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

/// Some servers and proxies write one member after the other (RFC 1952, section 2.2).
#[tokio::test]
async fn members_that_follow_each_other_are_one_body() {
    let member = |text: &str| {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        std::io::Write::write_all(&mut encoder, text.as_bytes()).unwrap();
        encoder.finish().unwrap()
    };
    let body = [
        member("{\"token\": \"t\","),
        member(" \"expires_in\":"),
        member(" 1}"),
    ]
    .concat();
    let server = answering(&body).await;
    let session = builder(&server.url()).gzip(true).build().unwrap();
    let reply = mint(&session, "u", CallOptions::new()).await.unwrap();
    assert_eq!(reply.body().expires_in, 1);
}

/// Where nothing else says that the end is missing.
#[tokio::test]
async fn a_compressed_body_that_ends_early_is_told() {
    let whole = include_bytes!("fixtures/token.json.gz");
    for length in [5, whole.len() / 2, whole.len() - 3] {
        let head = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nConnection: close\r\n\r\n";
        let server = Rude::saying([&head[..], &whole[..length]].concat()).await;
        let session = builder(&server.url()).gzip(true).build().unwrap();
        let error = mint(&session, "u", CallOptions::new()).await.unwrap_err();
        assert!(matches!(error, Error::TruncatedBody(_)), "{length}: {error:?}");
    }
}
