//! Which server a client calls when nobody tells it: seen by a proxy on loopback that refuses to connect.

use std::future::Future;

use specloom_runtime::reqwest::{Client, Proxy, redirect};

use crate::raw::RawServer;

/// The request lines, without the HTTP version, that a proxy sees of `call`, which is given the HTTP client to use:
/// `CONNECT host:443` for https, `POST http://host/path` for http.
pub async fn proxied_targets<F: Future<Output = ()>>(call: impl FnOnce(Client) -> F) -> Vec<String> {
    let proxy =
        RawServer::answering("HTTP/1.1 502 No\r\ncontent-length: 0\r\nconnection: close\r\n\r\n").await;
    let client = Client::builder()
        .proxy(Proxy::all(proxy.url()).expect("it is a URL"))
        .redirect(redirect::Policy::none())
        .build()
        .expect("it has no special needs");
    call(client).await;
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
