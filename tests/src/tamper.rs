//! A forwarder on loopback that changes requests on their way: to make a server see what a typed client cannot send.

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

use crate::raw::read_request;

/// What to change in a request.
#[derive(Debug, Clone)]
pub enum Change {
    /// Nothing.
    Nothing,
    /// Another body.
    Body(&'static str),
    /// Another `Authorization`.
    Authorization(&'static str),
    /// No `Authorization`.
    NoAuthorization,
}

/// The forwarder; stops when dropped.
pub struct Tamper {
    url: String,
    task: JoinHandle<()>,
}

impl Tamper {
    /// Forwards to `upstream` (`http://host:port`).
    pub async fn forwarding(upstream: &str, change: Change) -> Self {
        let upstream = upstream.trim_start_matches("http://").to_owned();
        let listener = TcpListener::bind("127.0.0.1:0")
            .await
            .expect("loopback has a free port");
        let url = format!("http://{}", listener.local_addr().expect("it is bound"));
        let task = tokio::spawn(async move {
            while let Ok((mut client, _)) = listener.accept().await {
                let request = changed(&read_request(&mut client).await, &change);
                let mut server = TcpStream::connect(&upstream).await.expect("the upstream listens");
                server
                    .write_all(request.as_bytes())
                    .await
                    .expect("the upstream reads");
                let mut answer = Vec::new();
                let _ = server.read_to_end(&mut answer).await;
                let _ = client.write_all(&answer).await;
                let _ = client.shutdown().await;
            }
        });
        Self { url, task }
    }

    /// `http://127.0.0.1:port`.
    pub fn url(&self) -> String {
        self.url.clone()
    }
}

impl Drop for Tamper {
    fn drop(&mut self) {
        self.task.abort();
    }
}

fn changed(request: &str, change: &Change) -> String {
    let (head, body) = request.split_once("\r\n\r\n").expect("a request has a head");
    let body = match change {
        Change::Body(body) => body,
        _ => body,
    };
    let mut lines: Vec<String> = Vec::new();
    for line in head.split("\r\n") {
        let name = line.split(':').next().unwrap_or(line).to_ascii_lowercase();
        match (name.as_str(), change) {
            // The reply's end is the connection's.
            ("connection" | "content-length", _) => {}
            ("authorization", Change::Authorization(other)) => lines.push(format!("authorization: {other}")),
            ("authorization", Change::NoAuthorization) => {}
            _ => lines.push(line.to_owned()),
        }
    }
    lines.push("connection: close".into());
    if !body.is_empty() {
        lines.push(format!("content-length: {}", body.len()));
    }
    format!("{}\r\n\r\n{body}", lines.join("\r\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_what_it_is_told_to() {
        let request = "POST /x HTTP/1.1\r\nhost: h\r\nAuthorization: Bearer a\r\ncontent-length: 2\r\n\r\n{}";
        assert_eq!(
            changed(request, &Change::Body("[1]")),
            "POST /x HTTP/1.1\r\nhost: h\r\nAuthorization: Bearer a\r\nconnection: close\r\ncontent-length: 3\r\n\r\n[1]"
        );
        assert_eq!(
            changed(request, &Change::Authorization("Token b")),
            "POST /x HTTP/1.1\r\nhost: h\r\nauthorization: Token b\r\nconnection: close\r\ncontent-length: 2\r\n\r\n{}"
        );
        assert!(!changed(request, &Change::NoAuthorization).contains("Bearer"));
        assert!(changed(request, &Change::Nothing).contains("Bearer a"));
    }
}
