//! Compressed answers, where the feature is on: decoded, and limited by what they decode to.
#![cfg(feature = "gzip")]
#![allow(clippy::unwrap_used, reason = "helpers of tests are test code, too")]

mod support;

use specloom_runtime::{CallOptions, Error};
use support::rude::Rude;
use support::{builder, mint};

async fn answering(body: &[u8]) -> Rude {
    encoded("gzip", body).await
}

async fn encoded(name: &str, body: &[u8]) -> Rude {
    let head = format!(
        "HTTP/1.1 200 OK\r\nContent-Encoding: {name}\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    Rude::saying([head.as_bytes(), body].concat()).await
}

#[tokio::test]
async fn a_compressed_answer_is_decoded() {
    for name in ["gzip", "GZip", "x-gzip", "identity, gzip", "gzip,"] {
        let server = encoded(name, include_bytes!("fixtures/token.json.gz")).await;
        let session = builder(&server.url()).gzip(true).build().unwrap();
        let reply = mint(&session, "u", CallOptions::new()).await.unwrap();
        assert_eq!(reply.into_body().expires_in, 1, "{name}");
    }
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
    let body = [
        member(b"{\"token\": \"t\","),
        member(b" \"expires_in\":"),
        member(b" 1}"),
    ]
    .concat();
    let server = answering(&body).await;
    let session = builder(&server.url()).gzip(true).build().unwrap();
    let reply = mint(&session, "u", CallOptions::new()).await.unwrap();
    assert_eq!(reply.body().expires_in, 1);
}

/// As a server that writes a member for each flush does; the reply comes in parts that end anywhere.
#[tokio::test]
async fn a_thousand_members_are_one_body() {
    let text = format!(
        r#"{{"token": "t", "expires_in": 1, "padding": "{}"}}"#,
        "x".repeat(1024)
    );
    let parts = text.len().div_ceil(1024);
    let body: Vec<u8> = text.as_bytes().chunks(parts).flat_map(member).collect();
    let count = text.len().div_ceil(parts);
    // Empty ones among them.
    let body = [body, (count..1024).flat_map(|_| member(b"")).collect()].concat();
    let head = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n";
    for size in [1, 7, 1000, body.len()] {
        let chunks = body
            .chunks(size)
            .flat_map(|chunk| [format!("{:x}\r\n", chunk.len()).as_bytes(), chunk, b"\r\n"].concat());
        let answer: Vec<u8> = head.iter().copied().chain(chunks).chain(*b"0\r\n\r\n").collect();
        let server = Rude::saying(answer).await;
        let session = builder(&server.url()).gzip(true).build().unwrap();
        let reply = mint(&session, "u", CallOptions::new()).await.unwrap();
        assert_eq!(reply.body().expires_in, 1, "{size}");
    }
}

fn member(text: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut encoder, text).unwrap();
    encoder.finish().unwrap()
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
