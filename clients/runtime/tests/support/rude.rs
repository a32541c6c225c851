//! A server that does with each connection what a script says: good servers are boring.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// Counts the requests that arrived whole.
pub(crate) struct Rude {
    pub(crate) address: SocketAddr,
    requests: Arc<AtomicUsize>,
}

impl Rude {
    /// Runs `behave` with each connection after its request was read; the number counts requests from 0.
    pub(crate) async fn start<F, Fut>(behave: F) -> Self
    where
        F: Fn(TcpStream, usize) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = ()> + Send + 'static,
    {
        Self::reading(move |stream, _, number| behave(stream, number)).await
    }

    /// As [`start`](Self::start), with the request's text.
    pub(crate) async fn reading<F, Fut>(behave: F) -> Self
    where
        F: Fn(TcpStream, String, usize) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = ()> + Send + 'static,
    {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let requests = Arc::new(AtomicUsize::new(0));
        let (counter, behave) = (Arc::clone(&requests), Arc::new(behave));
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let (counter, behave) = (Arc::clone(&counter), Arc::clone(&behave));
                tokio::spawn(async move {
                    if let Some(request) = read_request(&mut stream).await {
                        let number = counter.fetch_add(1, Ordering::SeqCst);
                        behave(stream, request, number).await;
                    }
                });
            }
        });
        Self { address, requests }
    }

    /// Writes the same bytes to everybody, then closes.
    pub(crate) async fn saying(answer: impl Into<Vec<u8>>) -> Self {
        let answer = Arc::new(answer.into());
        Self::start(move |mut stream, _| {
            let answer = Arc::clone(&answer);
            async move {
                let _gone = stream.write_all(&answer).await;
                let _gone = stream.shutdown().await;
            }
        })
        .await
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    pub(crate) fn requests(&self) -> usize {
        self.requests.load(Ordering::SeqCst)
    }
}

/// Head, and as much body as its `Content-Length` says.
async fn read_request(stream: &mut TcpStream) -> Option<String> {
    let (mut seen, mut buffer) = (Vec::new(), [0; 4096]);
    loop {
        match stream.read(&mut buffer).await {
            Ok(0) | Err(_) => return None,
            Ok(count) => seen.extend_from_slice(&buffer[..count]),
        }
        let request = String::from_utf8_lossy(&seen).into_owned();
        let text = request.to_ascii_lowercase();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head
                .lines()
                .find_map(|line| line.strip_prefix("content-length: "));
            if body.len() >= length.map_or(0, |length| length.trim().parse().unwrap()) {
                return Some(request);
            }
        }
    }
}
