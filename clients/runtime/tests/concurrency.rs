//! Many calls through one client at once: none is lost and no two replies are mixed up.
#![allow(clippy::unwrap_used, reason = "helpers of tests are test code, too")]

mod support;

use std::sync::atomic::{AtomicUsize, Ordering};

use specloom_runtime::{CallOptions, Decoded, Error, Method, Operation, Parameter, Retry};
use support::{MintError, builder};
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::TcpListener;

static ECHO: Operation = Operation {
    id: "echo",
    method: Method::GET,
    path: "/echo/{number}",
    server: None,
    security: &[&["bearerAuth"]],
    accept: "text/plain",
    idempotent: true,
};

/// Answers each request with the last segment of its path.
async fn echo_server() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(async move {
                let (read, mut write) = stream.into_split();
                let (mut lines, mut number) = (BufReader::new(read).lines(), String::new());
                while let Ok(Some(line)) = lines.next_line().await {
                    if let Some(path) = line.strip_prefix("GET /echo/") {
                        number = path.split(' ').next().unwrap_or_default().to_owned();
                    }
                    if line.is_empty() {
                        let answer = format!(
                            "HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{number}",
                            number.len()
                        );
                        if write.write_all(answer.as_bytes()).await.is_err() {
                            return;
                        }
                    }
                }
            });
        }
    });
    format!("http://{address}")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ten_thousand_calls() {
    // Each connection takes two file descriptors of this process, whose limit may be low.
    const AT_ONCE: usize = 400;
    const CALLS: usize = 10_000;
    static DONE: AtomicUsize = AtomicUsize::new(0);
    let session = builder(&echo_server().await)
        .retry(Retry::none())
        .build()
        .unwrap();
    let gate = std::sync::Arc::new(tokio::sync::Semaphore::new(AT_ONCE));
    let calls: Vec<_> = (0..CALLS)
        .map(|number| {
            let (session, gate) = (session.clone(), std::sync::Arc::clone(&gate));
            tokio::spawn(async move {
                let _turn = gate.acquire().await.unwrap();
                let mut request = session.request(&ECHO, CallOptions::new());
                request.parameter(Parameter::path("number"), &number).unwrap();
                let reply: Result<_, Error<MintError>> =
                    request.send(|payload| Decoded::Success(payload.text())).await;
                assert_eq!(reply.unwrap().into_body(), number.to_string());
                DONE.fetch_add(1, Ordering::Relaxed);
            })
        })
        .collect();
    for call in calls {
        call.await.unwrap();
    }
    assert_eq!(DONE.load(Ordering::Relaxed), CALLS);
}
