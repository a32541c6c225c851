//! What lies below HTTP: connecting, TLS, and the caller's own HTTP client.
#![allow(clippy::unwrap_used, reason = "helpers of tests are test code, too")]

mod support;

use std::time::{Duration, Instant};

use specloom_runtime::{BuildError, CallOptions, Credential, Error, Phase, Retry, SessionBuilder};
use support::rude::Rude;
use support::{SCHEMES, builder, mint, quick};
use tokio::net::{TcpSocket, TcpStream};

const ANSWER: &str =
    "HTTP/1.1 200 OK\r\nContent-Length: 31\r\nConnection: close\r\n\r\n{\"token\": \"t\", \"expires_in\": 1}";

/// A port on loopback to which no connection can be made, nor is it refused: its queue is full and nobody takes from it.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_connection_that_is_not_made_in_time_was_not_used() {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let listener = socket.listen(1).unwrap();
    let address = listener.local_addr().unwrap();
    let mut waiting = Vec::new();
    while let Ok(connected) =
        tokio::time::timeout(Duration::from_millis(200), TcpStream::connect(address)).await
    {
        waiting.push(connected.unwrap());
        assert!(waiting.len() < 1000, "the queue has no end");
    }
    let session = builder(&format!("http://{address}"))
        .connect_timeout(Duration::from_millis(100))
        .retry(quick())
        .build()
        .unwrap();
    let start = Instant::now();
    let error = mint(&session, "u", CallOptions::new()).await.unwrap_err();
    assert!(matches!(error, Error::Timeout(_)), "{error:?}");
    assert_eq!(
        error.to_string(),
        "`mint_token`: the connect timeout ended the call while connecting to the server after 3 attempts"
    );
    assert_eq!((error.phase(), error.attempts()), (Phase::Connecting, 3));
    assert!(!error.was_sent() && error.is_retryable());
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
}

/// Another address for the name, and a proxy. No DNS knows `.test` (RFC 6761).
#[tokio::test]
async fn the_http_client_is_set_up_as_the_caller_wants() {
    let server = Rude::saying(ANSWER).await;
    let (address, proxy) = (server.address, server.url());
    let session = |builder: SessionBuilder| {
        builder
            .credential("bearerAuth", Credential::bearer("hush"))
            .allow_insecure_http()
            .retry(Retry::none())
            .build()
            .unwrap()
    };
    let builder = || SessionBuilder::new(SCHEMES, Some("http://acme.test"));
    let named = builder().http_client_with(move |http| http.no_proxy().resolve("acme.test", address));
    let proxied = builder().http_client_with(move |http| http.proxy(&proxy).pool_max_idle_per_host(1));
    for (calls, builder) in [named, proxied].into_iter().enumerate() {
        let reply = mint(&session(builder), "u", CallOptions::new()).await.unwrap();
        assert_eq!((reply.body().expires_in, server.requests()), (1, calls + 1));
    }
    let error = builder()
        .http_client_with(|http| http.proxy("not a url"))
        .build()
        .unwrap_err();
    assert!(matches!(error, BuildError::HttpClient(_)), "{error:?}");
}

/// A server of another protocol behind an https address: the handshake fails, so that nothing was sent.
#[cfg(any(feature = "rustls", feature = "native-tls"))]
#[tokio::test]
async fn tls_that_fails_was_no_connection() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("https://localhost:{}", listener.local_addr().unwrap().port());
    let hello = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut hello = [0; 3];
        tokio::io::AsyncReadExt::read_exact(&mut stream, &mut hello)
            .await
            .unwrap();
        tokio::io::AsyncWriteExt::write_all(&mut stream, b"220 mail.example.com ESMTP\r\n")
            .await
            .unwrap();
        hello
    });
    let session = builder(&url).retry(Retry::none()).build().unwrap();
    let error = mint(&session, "u", CallOptions::new()).await.unwrap_err();
    assert!(matches!(error, Error::Connect(_)), "{error:?}");
    assert_eq!(error.phase(), Phase::Connecting);
    assert!(!error.was_sent() && error.is_retryable());
    // A TLS record that holds a handshake (RFC 8446, section 5.1): credentials do not go out in the clear.
    assert_eq!(hello.await.unwrap()[..2], [0x16, 0x03]);
    // Whose words these are tells which library it was.
    let causes = std::iter::successors(std::error::Error::source(&error), |cause| cause.source());
    let causes: Vec<String> = causes.map(ToString::to_string).collect();
    let library = if cfg!(not(feature = "native-tls")) {
        "InvalidContentType"
    } else if cfg!(target_os = "linux") {
        "SSL routines"
    } else {
        ""
    };
    assert!(causes.concat().contains(library), "{causes:?}");
}

#[cfg(not(any(feature = "rustls", feature = "rustls-ring", feature = "native-tls")))]
#[test]
fn https_without_tls_is_told_when_the_client_is_built() {
    let error = builder("https://acme.test").build().unwrap_err();
    assert!(
        matches!(error, BuildError::NoTls | BuildError::NoTransport),
        "{error:?}"
    );
    if cfg!(feature = "reqwest") {
        assert!(error.to_string().contains("no TLS is compiled in"), "{error}");
        builder("http://127.0.0.1:1").build().unwrap();
    }
}

#[cfg(feature = "reqwest-middleware-0-5")]
mod middleware {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use reqwest_middleware::{Middleware, Next};
    use specloom_runtime::{CallOptions, Error, Phase};
    use tokio::io::AsyncWriteExt as _;

    use super::support::rude::Rude;
    use super::support::{builder, list, mint, quick};

    /// Counts, and adds a header; refuses what goes to `/refused`.
    struct Counting(Arc<AtomicUsize>);

    #[async_trait::async_trait]
    impl Middleware for Counting {
        async fn handle(
            &self,
            mut request: reqwest::Request,
            extensions: &mut http::Extensions,
            next: Next<'_>,
        ) -> reqwest_middleware::Result<reqwest::Response> {
            self.0.fetch_add(1, Ordering::SeqCst);
            request.headers_mut().insert("x-seen", "yes".parse().unwrap());
            next.run(request, extensions).await
        }
    }

    #[tokio::test]
    async fn a_chain_of_middleware_sends_what_the_runtime_has_made() {
        let server = Rude::reading(|mut stream, request, number| async move {
            assert!(
                request.to_ascii_lowercase().contains("x-seen: yes\r\n"),
                "{request}"
            );
            assert!(request.contains("hush-bearer"), "{request}");
            let answer: &[u8] = match number {
                0 => b"HTTP/1.1 200 OK\r\nContent-Length: 31\r\n\r\n{\"token\": \"t\", \"expires_in\": 1}",
                1 => b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n",
                2 => b"HTTP/1.1 200 OK\r\nContent-Length: 31\r\n\r\n{",
                _ => b"",
            };
            let _gone = stream.write_all(answer).await;
            let _gone = stream.shutdown().await;
        })
        .await;
        let seen = Arc::new(AtomicUsize::new(0));
        let counting = Arc::clone(&seen);
        let session = builder(&server.url())
            .retry(quick())
            .http_client_with(move |http| {
                let counting = Counting(Arc::clone(&counting));
                http.reqwest_middleware_0_5(|chain| chain.with(counting))
            })
            .build()
            .unwrap();
        mint(&session, "u", CallOptions::new()).await.unwrap();
        let error = mint(&session, "u", CallOptions::new()).await.unwrap_err();
        assert_eq!(error.status().unwrap(), 302);
        let error = mint(&session, "u", CallOptions::new()).await.unwrap_err();
        assert!(matches!(error, Error::TruncatedBody(_)), "{error:?}");
        let error = list(&session, CallOptions::new()).await.unwrap_err();
        assert!(matches!(error, Error::Transport(_)), "{error:?}");
        assert_eq!((error.attempts(), error.phase()), (3, Phase::Sending));
        assert_eq!((server.requests(), seen.load(Ordering::SeqCst)), (6, 6));
    }

    /// Sends by a client of its own, which follows redirects.
    struct Following(reqwest::Client);

    #[async_trait::async_trait]
    impl Middleware for Following {
        async fn handle(
            &self,
            request: reqwest::Request,
            _: &mut http::Extensions,
            _: Next<'_>,
        ) -> reqwest_middleware::Result<reqwest::Response> {
            Ok(self.0.execute(request).await?)
        }
    }

    /// Answers by itself, as a cache does.
    struct Cached;

    #[async_trait::async_trait]
    impl Middleware for Cached {
        async fn handle(
            &self,
            _: reqwest::Request,
            _: &mut http::Extensions,
            _: Next<'_>,
        ) -> reqwest_middleware::Result<reqwest::Response> {
            let body = r#"{"token": "t", "expires_in": 9}"#;
            Ok(http::Response::new(body).into())
        }
    }

    #[tokio::test]
    async fn a_redirect_that_a_middleware_follows_is_told_and_not_repeated() {
        let other = Rude::saying("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n").await;
        let server = Rude::saying(format!(
            "HTTP/1.1 302 Found\r\nLocation: {}/x\r\nContent-Length: 0\r\n\r\n",
            other.url()
        ))
        .await;
        let session = builder(&server.url())
            .retry(quick())
            .http_client_with(|http| {
                http.reqwest_middleware_0_5(|chain| chain.with(Following(reqwest::Client::new())))
            })
            .build()
            .unwrap();
        let error = list(&session, CallOptions::new()).await.unwrap_err();
        assert!(matches!(error, Error::Redirected(_)), "{error:?}");
        assert!(!error.is_retryable() && error.was_sent());
        assert_eq!((server.requests(), other.requests()), (1, 1));
        let session = builder(&server.url())
            .http_client_with(|http| http.reqwest_middleware_0_5(|chain| chain.with(Cached)))
            .build()
            .unwrap();
        let reply = list(&session, CallOptions::new()).await.unwrap();
        assert_eq!((reply.body().expires_in, server.requests()), (9, 1));
    }
}
