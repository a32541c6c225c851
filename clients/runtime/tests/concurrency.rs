//! Many calls through one client at once: none is lost, no two replies are mixed up, and the server sees no more of them than
//! it should.
#![allow(clippy::unwrap_used, reason = "helpers of tests are test code, too")]

mod support;

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use specloom_runtime::{
    CallOptions, Decoded, Error, Method, Operation, Parameter, Phase, Reply, Retry, Session,
};
use support::rude::Rude;
use support::{MintError, builder};
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;

static ECHO: Operation = Operation::new("echo", Method::GET, "/echo/{number}")
    .security(&[&["bearerAuth"]])
    .accept("text/plain")
    .idempotent();

/// Answers each request with the last segment of its path, and counts those that it is at work on, and connections.
#[derive(Clone, Default)]
struct EchoServer {
    url: String,
    at_work: Arc<AtomicUsize>,
    most_at_work: Arc<AtomicUsize>,
    connections: Arc<AtomicUsize>,
}

impl EchoServer {
    /// A server that answers nobody before [`serve`](Self::serve).
    async fn bind() -> (Self, TcpListener) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let server = Self {
            url,
            ..Self::default()
        };
        (server, listener)
    }

    fn serve(&self, listener: TcpListener) {
        let serving = self.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                serving.connections.fetch_add(1, Ordering::SeqCst);
                let server = serving.clone();
                tokio::spawn(async move { server.answer(stream).await });
            }
        });
    }

    async fn answer(&self, stream: TcpStream) {
        let (read, mut write) = stream.into_split();
        let (mut lines, mut number) = (BufReader::new(read).lines(), String::new());
        while let Ok(Some(line)) = lines.next_line().await {
            if let Some(path) = line.strip_prefix("GET /echo/") {
                let at_work = self.at_work.fetch_add(1, Ordering::SeqCst) + 1;
                self.most_at_work.fetch_max(at_work, Ordering::SeqCst);
                number = path.split(' ').next().unwrap_or_default().to_owned();
            }
            if line.is_empty() {
                // Long enough for others to come.
                tokio::time::sleep(Duration::from_millis(5)).await;
                self.at_work.fetch_sub(1, Ordering::SeqCst);
                let answer = format!(
                    "HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{number}",
                    number.len()
                );
                if write.write_all(answer.as_bytes()).await.is_err() {
                    return;
                }
            }
        }
    }
}

async fn echo(session: &Session, number: usize, call: CallOptions) -> Result<String, Error<MintError>> {
    let mut request = session.request(&ECHO, call);
    request.parameter(Parameter::path("number"), &number)?;
    let reply = request.send(|payload| Decoded::Success(payload.text())).await;
    reply.map(Reply::into_body)
}

/// All have begun before the first one is answered.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ten_thousand_calls_at_once() {
    const CALLS: usize = 10_000;
    let (server, listener) = EchoServer::bind().await;
    let session = builder(&server.url)
        .retry(Retry::none())
        .timeout(Duration::from_secs(300))
        .build()
        .unwrap();
    let mut calls: Vec<_> = (0..CALLS)
        .map(|number| {
            let session = session.clone();
            Box::pin(async move { echo(&session, number, CallOptions::new()).await })
        })
        .collect();
    for (number, call) in calls.iter_mut().enumerate() {
        let begun = begin(call.as_mut());
        assert!(begun.is_pending(), "{number}: {begun:?}");
    }
    server.serve(listener);
    let calls: Vec<_> = calls.into_iter().map(tokio::spawn).collect();
    let mut done = 0;
    for (number, call) in calls.into_iter().enumerate() {
        assert_eq!(call.await.unwrap().unwrap(), number.to_string());
        done += 1;
    }
    assert_eq!(done, CALLS);
    let most = server.most_at_work.load(Ordering::SeqCst);
    assert!(
        (2..=100).contains(&most),
        "{most} requests were under way at once"
    );
    // The HTTP client may open one while another is about to become free, but not one per call.
    let connections = server.connections.load(Ordering::SeqCst);
    assert!(connections <= 1000, "{connections} connections");
}

/// One poll with a waker that does nothing: the task that takes the future over polls it anew.
fn begin<F: Future>(future: Pin<&mut F>) -> Poll<F::Output> {
    future.poll(&mut Context::from_waker(Waker::noop()))
}

/// A server that answers nobody until it is told to.
async fn gated() -> (Rude, Arc<Semaphore>) {
    let gate = Arc::new(Semaphore::new(0));
    let held = Arc::clone(&gate);
    let server = Rude::start(move |mut stream, _| {
        let held = Arc::clone(&held);
        async move {
            held.acquire().await.unwrap().forget();
            let _gone = stream
                .write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nConnection: close\r\n\r\nx")
                .await;
        }
    })
    .await;
    (server, gate)
}

async fn until(what: impl Fn() -> bool) {
    while !what() {
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
}

#[tokio::test]
async fn a_call_waits_for_its_turn_and_no_longer_than_it_may() {
    let (server, gate) = gated().await;
    let session = builder(&server.url()).max_in_flight(2).build().unwrap();
    let spawn = |number| {
        let session = session.clone();
        tokio::spawn(async move { echo(&session, number, CallOptions::new()).await })
    };
    let first = [spawn(1), spawn(2)];
    until(|| server.requests() == 2).await;

    // A clone has no turns of its own; who has waited in vain was not there.
    let clone = session.clone();
    let hurried = CallOptions::new().timeout(Duration::from_millis(50));
    let error = echo(&clone, 3, hurried).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "`echo`: the total timeout ended the call while waiting for its turn (`max_in_flight`)"
    );
    assert!(matches!(error, Error::Timeout(_)), "{error:?}");
    assert_eq!((error.phase(), error.attempts()), (Phase::Waiting, 0));
    assert!(!error.was_sent() && error.is_retryable());

    // Nor does one that is dropped keep its place in the queue.
    let dropped =
        tokio::time::timeout(Duration::from_millis(50), echo(&session, 4, CallOptions::new())).await;
    assert!(dropped.is_err());
    let third = spawn(5);
    assert_eq!(server.requests(), 2);
    gate.add_permits(3);
    for call in first.into_iter().chain([third]) {
        assert_eq!(call.await.unwrap().unwrap(), "x");
    }
    assert_eq!(server.requests(), 3);
}

#[tokio::test]
async fn a_call_that_is_dropped_gives_its_turn_back() {
    let (server, gate) = gated().await;
    // 0 counts as 1.
    let session = builder(&server.url()).max_in_flight(0).build().unwrap();
    for _ in 0..3 {
        let call = echo(&session, 1, CallOptions::new());
        assert!(
            tokio::time::timeout(Duration::from_millis(50), call)
                .await
                .is_err()
        );
    }
    gate.add_permits(10);
    assert_eq!(echo(&session, 2, CallOptions::new()).await.unwrap(), "x");
    // As many as there can be.
    let unlimited = builder(&server.url()).max_in_flight(usize::MAX).build().unwrap();
    assert_eq!(echo(&unlimited, 3, CallOptions::new()).await.unwrap(), "x");
}

#[tokio::test]
async fn the_pause_before_a_retry_takes_no_turn() {
    let server = Rude::start(|mut stream, number| async move {
        let status = if number == 0 {
            "503 X\r\nRetry-After: 20"
        } else {
            "200 OK"
        };
        let answer = format!("HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        let _gone = stream.write_all(answer.as_bytes()).await;
    })
    .await;
    let session = builder(&server.url()).max_in_flight(1).build().unwrap();
    let pausing = tokio::spawn({
        let session = session.clone();
        async move { echo(&session, 1, CallOptions::new()).await }
    });
    until(|| server.requests() == 1).await;
    let other = echo(&session, 2, CallOptions::new().timeout(Duration::from_secs(10)));
    assert_eq!(other.await.unwrap(), "");
    assert!(!pausing.is_finished());
    pausing.abort();
}
