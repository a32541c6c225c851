//! TLS with certificates made for the test: HTTP/2 and what it refuses, certificates that nobody trusts, proxies with
//! credentials.
#![cfg(all(any(feature = "rustls", feature = "rustls-ring"), not(feature = "native-tls")))]
#![allow(clippy::unwrap_used, reason = "helpers of tests are test code, too")]

mod support;
#[path = "support/tls.rs"]
mod tls;

use std::sync::{Arc, Mutex};

use specloom_runtime::{CallOptions, Error, Phase, Session};
use support::{builder, mint, quick};
use tls::Tls;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

const TOKEN: &str = r#"{"token": "t", "expires_in": 1}"#;

fn trusting(server: &Tls) -> Session {
    let pem = server.pem.clone();
    builder(&server.url())
        .retry(quick())
        .http_client_with(move |http| http.root_certificates_pem(&pem))
        .build()
        .unwrap()
}

fn http1() -> String {
    format!(
        "HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{TOKEN}",
        TOKEN.len()
    )
}

#[tokio::test]
async fn a_certificate_that_is_not_trusted_is_told_and_not_tried_again() {
    let server = Tls::start(&["http/1.1"], |_, _| async {}).await;
    let session = builder(&server.url()).retry(quick()).build().unwrap();
    let error = mint(&session, "u", CallOptions::new()).await.unwrap_err();
    assert!(matches!(error, Error::Connect(_)), "{error:?}");
    assert_eq!(
        error.to_string(),
        "`mint_token`: the server's certificate is not trusted"
    );
    assert_eq!((error.attempts(), error.phase()), (1, Phase::Connecting));
    assert!(!error.was_sent() && !error.is_retryable());
    assert_eq!(server.connections(), 0);
    // Nor one for another name.
    let pem = server.pem.clone();
    let elsewhere = server.url().replace("localhost", "127.0.0.1");
    let session = builder(&elsewhere)
        .retry(quick())
        .http_client_with(move |http| http.root_certificates_pem(&pem))
        .build()
        .unwrap();
    let error = mint(&session, "u", CallOptions::new()).await.unwrap_err();
    assert!(
        !error.is_retryable() && error.to_string().contains("certificate"),
        "{error}"
    );
}

#[tokio::test]
async fn what_the_caller_trusts_is_called() {
    let server = Tls::start(&["http/1.1"], |mut stream, _| async move {
        let _request = stream.read(&mut [0; 4096]).await;
        let _gone = stream.write_all(http1().as_bytes()).await;
        let _gone = stream.shutdown().await;
    })
    .await;
    mint(&trusting(&server), "u", CallOptions::new()).await.unwrap();
    assert_eq!(server.connections(), 1);
}

/// The tests' own reqwest has HTTP/2 on, as another crate of a program may.
#[tokio::test]
async fn http2_is_used_if_and_only_if_the_feature_is_on() {
    let protocol = Arc::new(Mutex::new(None));
    let seen = Arc::clone(&protocol);
    let server = Tls::start(&["h2", "http/1.1"], move |stream, _| {
        let chosen = stream.get_ref().1.alpn_protocol().map(<[u8]>::to_vec);
        *seen.lock().unwrap() = Some(chosen.clone().unwrap_or_default());
        async move {
            let mut stream = stream;
            if chosen.as_deref() == Some(b"h2") {
                h2_answers(stream, &[H2::Answer]).await;
            } else {
                let _request = stream.read(&mut [0; 4096]).await;
                let _gone = stream.write_all(http1().as_bytes()).await;
                let _gone = stream.shutdown().await;
            }
        }
    })
    .await;
    mint(&trusting(&server), "u", CallOptions::new()).await.unwrap();
    let expected: &[u8] = if cfg!(feature = "http2") { b"h2" } else { b"" };
    let chosen = protocol.lock().unwrap().clone().unwrap();
    assert!(
        chosen == expected || (expected.is_empty() && chosen == b"http/1.1"),
        "{chosen:?}"
    );
}

/// What becomes of a stream.
#[derive(Clone, Copy)]
enum H2 {
    Answer,
    #[cfg(feature = "http2")]
    Reset(h2::Reason),
}

/// Does with each stream of a connection as the script says; the last step for all that follow.
async fn h2_answers(stream: tokio_rustls::server::TlsStream<TcpStream>, script: &[H2]) {
    let mut connection = h2::server::handshake(stream).await.unwrap();
    let mut number = 0;
    while let Some(Ok((_, mut respond))) = connection.accept().await {
        match script[number.min(script.len() - 1)] {
            H2::Answer => {
                let mut body = respond.send_response(http::Response::new(()), false).unwrap();
                body.send_data(TOKEN.into(), true).unwrap();
            }
            #[cfg(feature = "http2")]
            H2::Reset(reason) => respond.send_reset(reason),
        }
        number += 1;
    }
}

#[cfg(feature = "http2")]
mod http2 {
    use super::*;

    async fn scripted(script: &'static [H2]) -> Tls {
        Tls::start(&["h2"], move |stream, _| h2_answers(stream, script)).await
    }

    #[tokio::test]
    async fn calls_share_one_connection() {
        let server = scripted(&[H2::Answer]).await;
        let session = trusting(&server);
        for _ in 0..3 {
            let reply = mint(&session, "u", CallOptions::new()).await.unwrap();
            assert_eq!((reply.body().expires_in, reply.attempts()), (1, 1));
        }
        assert_eq!(server.connections(), 1);
    }

    #[tokio::test]
    async fn a_refused_stream_never_reached_the_server() {
        let server = scripted(&[H2::Reset(h2::Reason::REFUSED_STREAM), H2::Answer]).await;
        let reply = mint(&trusting(&server), "u", CallOptions::new()).await.unwrap();
        assert_eq!(reply.attempts(), 2);
        let server = scripted(&[H2::Reset(h2::Reason::REFUSED_STREAM)]).await;
        let error = mint(&trusting(&server), "u", CallOptions::new())
            .await
            .unwrap_err();
        assert!(matches!(error, Error::Transport(_)), "{error:?}");
        assert_eq!(
            error.to_string(),
            "`mint_token`: the server did not take the request after 3 attempts"
        );
        assert!(!error.was_sent() && error.is_retryable());
    }

    #[tokio::test]
    async fn a_stream_that_is_reset_otherwise_may_have_been_run() {
        for reason in [h2::Reason::INTERNAL_ERROR, h2::Reason::CANCEL] {
            let script: &[H2] = Box::leak(Box::new([H2::Reset(reason)]));
            let server = Tls::start(&["h2"], move |stream, _| h2_answers(stream, script)).await;
            let error = mint(&trusting(&server), "u", CallOptions::new())
                .await
                .unwrap_err();
            assert!(matches!(error, Error::Transport(_)), "{error:?}");
            assert_eq!(error.attempts(), 1);
            assert!(error.was_sent() && !error.is_retryable());
        }
    }

    /// Frames by hand (RFC 9113, section 6.8): no library goes away before a stream that it has seen.
    async fn going_away(last_stream: u8, reason: u8) -> Tls {
        Tls::start(&["h2"], move |mut stream, number| async move {
            if number > 0 {
                return h2_answers(stream, &[H2::Answer]).await;
            }
            let _gone = stream.write_all(&[0, 0, 0, 4, 0, 0, 0, 0, 0]).await;
            let (mut seen, mut buffer) = (Vec::new(), [0; 4096]);
            // Until the request's HEADERS are there, behind the preface.
            while !headers_in(&seen) {
                match stream.read(&mut buffer).await {
                    Ok(0) | Err(_) => return,
                    Ok(count) => seen.extend_from_slice(&buffer[..count]),
                }
            }
            let away = [0, 0, 8, 7, 0, 0, 0, 0, 0, 0, 0, 0, last_stream, 0, 0, 0, reason];
            let _gone = stream.write_all(&away).await;
            let _gone = stream.shutdown().await;
        })
        .await
    }

    fn headers_in(seen: &[u8]) -> bool {
        let mut frames = seen.get(24..).unwrap_or_default();
        while let [a, b, c, kind, ..] = frames {
            if *kind == 1 {
                return true;
            }
            let length = 9 + u32::from_be_bytes([0, *a, *b, *c]) as usize;
            frames = frames.get(length..).unwrap_or_default();
        }
        false
    }

    #[tokio::test]
    async fn a_stream_beyond_the_last_one_never_reached_a_server_that_goes_away() {
        for reason in [0, 11] {
            let server = going_away(0, reason).await;
            let reply = mint(&trusting(&server), "u", CallOptions::new()).await.unwrap();
            assert_eq!((reply.attempts(), server.connections()), (2, 2), "{reason}");
        }
    }

    #[tokio::test]
    async fn a_stream_that_the_server_has_taken_may_have_been_run() {
        for reason in [0, 2] {
            let server = going_away(1, reason).await;
            let error = mint(&trusting(&server), "u", CallOptions::new())
                .await
                .unwrap_err();
            assert!(matches!(error, Error::Transport(_)), "{error:?}");
            assert_eq!((error.attempts(), server.connections()), (1, 1), "{reason}");
            assert!(error.was_sent() && !error.is_retryable());
        }
    }
}

#[tokio::test]
async fn a_proxy_with_credentials_gets_its_own_and_no_others() {
    let inner = Arc::new(Mutex::new(String::new()));
    let seen = Arc::clone(&inner);
    let server = Tls::start(&["http/1.1"], move |mut stream, _| {
        let seen = Arc::clone(&seen);
        async move {
            let mut buffer = [0; 4096];
            let count = stream.read(&mut buffer).await.unwrap();
            *seen.lock().unwrap() = String::from_utf8_lossy(&buffer[..count]).to_ascii_lowercase();
            let _gone = stream.write_all(http1().as_bytes()).await;
            let _gone = stream.shutdown().await;
        }
    })
    .await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let proxy = format!("http://user:hush-proxy@{}", listener.local_addr().unwrap());
    let target = server.address;
    let asked = tokio::spawn(async move {
        let (mut client, _) = listener.accept().await.unwrap();
        let mut buffer = [0; 4096];
        let count = client.read(&mut buffer).await.unwrap();
        client.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await.unwrap();
        let mut server = TcpStream::connect(target).await.unwrap();
        let _ended = tokio::io::copy_bidirectional(&mut client, &mut server).await;
        String::from_utf8_lossy(&buffer[..count]).to_ascii_lowercase()
    });
    let pem = server.pem.clone();
    let session = builder(&server.url())
        .http_client_with(move |http| http.proxy(&proxy).root_certificates_pem(&pem))
        .build()
        .unwrap();
    mint(&session, "u", CallOptions::new()).await.unwrap();
    assert!(!format!("{session:?}").contains("hush"));
    drop(session);
    let asked = asked.await.unwrap();
    assert!(asked.starts_with("connect localhost:"), "{asked}");
    // user:hush-proxy
    assert!(
        asked.contains("proxy-authorization: basic dxnlcjpodxnolxbyb3h5"),
        "{asked}"
    );
    assert!(!asked.contains("bearer"), "{asked}");
    let inner = inner.lock().unwrap();
    assert!(
        inner.contains("authorization: bearer hush-bearer") && !inner.contains("proxy-"),
        "{inner}"
    );
}
