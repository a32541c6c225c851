//! How a client sends: by the default HTTP client, without a detour over other types, or by a transport of the caller's.

use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderMap, Method, StatusCode};
use url::Url;

#[cfg(feature = "reqwest")]
use crate::http_error;
use crate::transport::{ResponseBody, Transport, TransportError};

#[derive(Clone)]
pub(crate) enum Via {
    #[cfg(feature = "reqwest")]
    Http(reqwest::Client),
    Other(Arc<dyn Transport>),
}

/// A request with everything that goes on the wire.
pub(crate) struct Outgoing {
    pub(crate) method: Method,
    pub(crate) url: Url,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Option<Bytes>,
}

/// An answer whose body is still to be read.
pub(crate) struct Incoming {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    /// Of the body, in bytes, where it is known.
    pub(crate) length: Option<u64>,
    body: Source,
}

enum Source {
    #[cfg(feature = "reqwest")]
    Http(reqwest::Response),
    Other(ResponseBody),
}

impl Via {
    pub(crate) async fn send(&self, request: Outgoing) -> Result<Incoming, TransportError> {
        match self {
            #[cfg(feature = "reqwest")]
            Self::Http(client) => {
                let mut sent = reqwest::Request::new(request.method, request.url);
                *sent.headers_mut() = request.headers;
                *sent.body_mut() = request.body.map(reqwest::Body::from);
                let answer = client.execute(sent).await;
                let mut response = answer.map_err(http_error::before_reply)?;
                Ok(Incoming {
                    status: response.status(),
                    headers: std::mem::take(response.headers_mut()),
                    length: response.content_length(),
                    body: Source::Http(response),
                })
            }
            Self::Other(transport) => {
                let mut sent = http::Request::new(request.body.unwrap_or_default());
                *sent.method_mut() = request.method;
                *sent.uri_mut() = request.url.as_str().parse().map_err(TransportError::request)?;
                *sent.headers_mut() = request.headers;
                let (head, body) = transport.send(sent).await?.into_parts();
                Ok(Incoming {
                    status: head.status,
                    headers: head.headers,
                    length: None,
                    body: Source::Other(body),
                })
            }
        }
    }
}

impl Incoming {
    pub(crate) async fn chunk(&mut self) -> Result<Option<Bytes>, TransportError> {
        match &mut self.body {
            #[cfg(feature = "reqwest")]
            Source::Http(response) => response.chunk().await.map_err(http_error::of_body),
            Source::Other(body) => body.chunk().await,
        }
    }
}
