//! A chain of reqwest-middleware around the default HTTP client. Feature `reqwest-middleware-0-5`.

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use reqwest_middleware::{ClientBuilder, ClientWithMiddleware, Error};

use crate::auth::BoxFuture;
use crate::failure::BoxError;
use crate::http_error::{before_reply, of_body};
use crate::transport::{ResponseBody, Transport, TransportError};

/// What makes the chain, once there is a client.
pub(super) struct Chain(Box<dyn FnOnce(ClientBuilder) -> ClientBuilder>);

impl Chain {
    pub(super) fn new(chain: impl FnOnce(ClientBuilder) -> ClientBuilder + 'static) -> Self {
        Self(Box::new(chain))
    }

    pub(super) fn around(self, client: reqwest::Client) -> Arc<dyn Transport> {
        Arc::new(Chained((self.0)(ClientBuilder::new(client)).build()))
    }
}

impl fmt::Debug for Chain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Chain(..)")
    }
}

/// The host that reqwest gives to a response that was made and not received.
const NOWHERE: &str = "no.url.provided.local";

struct Chained(ClientWithMiddleware);

impl Transport for Chained {
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<ResponseBody>, TransportError>> {
        Box::pin(async move {
            let request = reqwest::Request::try_from(request).map_err(before_reply)?;
            let asked = request.url().origin();
            let response = self.0.execute(request).await.map_err(failed)?;
            // A middleware may send by a client of its own, which follows redirects, or make an answer, which has no URL.
            let (host, origin) = (response.url().host_str(), response.url().origin());
            if origin != asked && host != Some(NOWHERE) {
                return Err(TransportError::redirected(
                    "a middleware followed a redirect: the reply came from a server that was not called",
                ));
            }
            Ok(http::Response::from(response).map(|body| ResponseBody::coming(Told(body))))
        })
    }
}

/// What went wrong is told by the client, or by a middleware: in its own words, or in the client's that it passes on.
fn failed(error: Error) -> TransportError {
    let error = match error {
        Error::Reqwest(error) => return before_reply(error),
        Error::Middleware(error) => error,
    };
    let error = match error.downcast::<Error>() {
        Ok(error) => return failed(error),
        Err(error) => error,
    };
    let error = match error.downcast::<reqwest::Error>() {
        Ok(error) => return before_reply(error),
        Err(error) => error,
    };
    match error.downcast::<TransportError>() {
        Ok(error) => error,
        Err(error) => TransportError::connection(BoxError::from(error)),
    }
}

/// A body whose errors are told as those of the client without a chain are.
struct Told(reqwest::Body);

impl http_body::Body for Told {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: std::pin::Pin<&mut Self>,
        context: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Result<http_body::Frame<Bytes>, TransportError>>> {
        std::pin::Pin::new(&mut self.0)
            .poll_frame(context)
            .map_err(of_body)
    }
}
