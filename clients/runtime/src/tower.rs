//! A `tower::Service` as transport. Feature `tower`.

use std::future::poll_fn;
use std::marker::PhantomData;

use bytes::Bytes;
use http_body::Body;
use tower_service::Service;

use crate::auth::BoxFuture;
use crate::failure::BoxError;
use crate::transport::{ResponseBody, Transport, TransportError};

/// Sends by a service that takes HTTP requests and gives responses: a stack of layers around another HTTP client, or an axum
/// `Router` in a test. Each attempt uses a clone of it. `R` is its requests' body, which is made of bytes.
///
/// An error of the service is one of the connection, after which the request may have been sent, unless it is a
/// [`TransportError`].
///
/// ```
/// use std::convert::Infallible;
/// use specloom_runtime::{Bytes, Session, TowerTransport, http};
///
/// # #[derive(Clone)] struct Fake;
/// # impl tower_service::Service<http::Request<http_body_util::Full<Bytes>>> for Fake {
/// #     type Response = http::Response<http_body_util::Full<Bytes>>;
/// #     type Error = Infallible;
/// #     type Future = std::future::Ready<Result<Self::Response, Infallible>>;
/// #     fn poll_ready(&mut self, _: &mut std::task::Context<'_>) -> std::task::Poll<Result<(), Infallible>> { std::task::Poll::Ready(Ok(())) }
/// #     fn call(&mut self, _: http::Request<http_body_util::Full<Bytes>>) -> Self::Future { std::future::ready(Ok(http::Response::default())) }
/// # }
/// # let service = Fake;
/// let transport = TowerTransport::<_, http_body_util::Full<Bytes>>::new(service);
/// let session = Session::builder(&[], Some("https://api.acme.test")).transport(transport).build()?;
/// # Ok::<(), specloom_runtime::BuildError>(())
/// ```
pub struct TowerTransport<S, R> {
    service: S,
    body: PhantomData<fn(R)>,
}

impl<S, R> TowerTransport<S, R> {
    /// A transport of this service.
    pub fn new(service: S) -> Self {
        Self {
            service,
            body: PhantomData,
        }
    }
}

impl<S, R, B> Transport for TowerTransport<S, R>
where
    S: Service<http::Request<R>, Response = http::Response<B>> + Clone + Send + Sync + 'static,
    S::Error: Into<BoxError>,
    S::Future: Send,
    R: From<Bytes> + Send + 'static,
    B: Body + Send + 'static,
    B::Data: Send,
    B::Error: Into<BoxError>,
{
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<ResponseBody>, TransportError>> {
        let mut service = self.service.clone();
        Box::pin(async move {
            poll_fn(|context| service.poll_ready(context))
                .await
                .map_err(failed)?;
            let answer = service.call(request.map(R::from)).await.map_err(failed)?;
            Ok(answer.map(ResponseBody::coming))
        })
    }
}

fn failed(error: impl Into<BoxError>) -> TransportError {
    match error.into().downcast::<TransportError>() {
        Ok(error) => *error,
        Err(error) => TransportError::connection(error),
    }
}
