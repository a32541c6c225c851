//! Which server a client calls when nobody tells it: seen by a proxy on loopback that refuses to connect.

use std::future::Future;

use specloom_runtime::HttpOptions;

use crate::raw::RawServer;

/// Sets up the HTTP client of a client.
pub type Setup = Box<dyn Fn(HttpOptions) -> HttpOptions + Send + Sync>;

/// The request lines, without the HTTP version, that a proxy sees of `call`, which is given what sets up its HTTP client:
/// `CONNECT host:443` for https, `POST http://host/path` for http.
pub async fn proxied_targets<F: Future<Output = ()>>(call: impl FnOnce(Setup) -> F) -> Vec<String> {
    let proxy =
        RawServer::answering("HTTP/1.1 502 No\r\ncontent-length: 0\r\nconnection: close\r\n\r\n").await;
    let url = proxy.url();
    call(Box::new(move |http| http.proxy(&url))).await;
    let requests = proxy.requests();
    requests
        .iter()
        .map(|request| {
            request
                .lines()
                .next()
                .unwrap_or_default()
                .trim_end_matches(" HTTP/1.1")
                .to_owned()
        })
        .collect()
}
