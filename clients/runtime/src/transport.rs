//! What carries a request to the server and its answer back: the seam below credentials, retries, limits and errors.
//!
//! Requests and answers are `http`'s types, so that no HTTP client's version is this crate's. The default is reqwest (feature
//! `reqwest`, see [`HttpOptions`](crate::HttpOptions)); anything else is a [`Transport`], a closure for instance.

use std::error::Error as StdError;
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use bytes::{Buf, Bytes};
use http_body::Body;

use crate::auth::BoxFuture;
use crate::failure::BoxError;

/// Sends a request and returns the answer to it, whatever its status.
///
/// It is called once per attempt, with everything that goes on the wire: the method, the whole URL, all headers (credentials
/// among them, marked as sensitive) and the body. It must not repeat a request or follow a redirect, which would carry
/// credentials elsewhere; timeouts and limits are kept by the caller, who drops the future.
///
/// Closures that return a future are transports, which is all that an in-process test needs:
///
/// ```
/// use specloom_runtime::{Bytes, ResponseBody, Session, TransportError, http};
///
/// let fake = |request: http::Request<Bytes>| async move {
///     assert_eq!(request.uri().path(), "/tokens");
///     Ok::<_, TransportError>(http::Response::new(ResponseBody::from("{\"token\": \"t\"}")))
/// };
/// let session = Session::builder(&[], Some("https://api.acme.test")).transport(fake).build()?;
/// # Ok::<(), specloom_runtime::BuildError>(())
/// ```
pub trait Transport: Send + Sync + 'static {
    /// Sends the request. The reply's body may still be on its way.
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<ResponseBody>, TransportError>>;
}

impl<F, Fut> Transport for F
where
    F: Fn(http::Request<Bytes>) -> Fut + Send + Sync + 'static,
    Fut: Future<Output = Result<http::Response<ResponseBody>, TransportError>> + Send + 'static,
{
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<ResponseBody>, TransportError>> {
        Box::pin(self(request))
    }
}

/// The body of an answer: whole, or as it comes.
pub struct ResponseBody(Inner);

enum Inner {
    Whole(Bytes),
    Coming(Pin<Box<dyn Chunks>>),
}

impl ResponseBody {
    /// A body that is on its way. An error of it is one of a body that ends early, unless it is a [`TransportError`].
    pub fn coming<B>(body: B) -> Self
    where
        B: Body + Send + 'static,
        B::Data: Send,
        B::Error: Into<BoxError>,
    {
        Self(Inner::Coming(Box::pin(Coming(Box::pin(body)))))
    }

    pub(crate) async fn chunk(&mut self) -> Result<Option<Bytes>, TransportError> {
        match &mut self.0 {
            Inner::Whole(bytes) => Ok(Some(std::mem::take(bytes)).filter(|bytes| !bytes.is_empty())),
            Inner::Coming(chunks) => std::future::poll_fn(|context| chunks.as_mut().poll_chunk(context))
                .await
                .transpose(),
        }
    }
}

impl<T: Into<Bytes>> From<T> for ResponseBody {
    fn from(whole: T) -> Self {
        Self(Inner::Whole(whole.into()))
    }
}

impl fmt::Debug for ResponseBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ResponseBody(..)")
    }
}

/// The parts of any body.
trait Chunks: Send {
    fn poll_chunk(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, TransportError>>>;
}

struct Coming<B>(Pin<Box<B>>);

impl<B> Chunks for Coming<B>
where
    B: Body + Send,
    B::Error: Into<BoxError>,
{
    fn poll_chunk(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, TransportError>>> {
        loop {
            let frame = match ready!(self.0.as_mut().poll_frame(context)) {
                Some(Ok(frame)) => frame,
                Some(Err(error)) => return Poll::Ready(Some(Err(TransportError::of_body(error.into())))),
                None => return Poll::Ready(None),
            };
            // Trailers are nobody's here.
            if let Ok(mut data) = frame.into_data() {
                return Poll::Ready(Some(Ok(data.copy_to_bytes(data.remaining()))));
            }
        }
    }
}

/// Why a [`Transport`] has no answer, or no whole one: how far the request got decides whether it may be repeated.
#[derive(Debug)]
pub struct TransportError {
    pub(crate) what: Broken,
    pub(crate) source: Option<Arc<dyn StdError + Send + Sync>>,
}

/// How far a request got.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(
    not(feature = "reqwest"),
    allow(dead_code, reason = "some only the default transport tells")
)]
pub(crate) enum Broken {
    Connect,
    ConnectTimeout,
    Certificate,
    OwnCertificate,
    Refused,
    Request,
    Timeout,
    Connection,
    Body,
    BodyTimeout,
    Redirected,
}

impl TransportError {
    /// No connection: nothing was sent.
    pub fn connect(source: impl Into<BoxError>) -> Self {
        Self::of(Broken::Connect, source)
    }

    /// No connection, since the server's certificate is not trusted: nothing was sent, and trying again changes nothing.
    pub fn certificate(source: impl Into<BoxError>) -> Self {
        Self::of(Broken::Certificate, source)
    }

    /// The server did not take the request, and says so by other means than a status, such as HTTP/2's `REFUSED_STREAM`: it has
    /// not seen it.
    pub fn refused(source: impl Into<BoxError>) -> Self {
        Self::of(Broken::Refused, source)
    }

    /// The request cannot be sent by this transport: nothing was sent.
    pub fn request(source: impl Into<BoxError>) -> Self {
        Self::of(Broken::Request, source)
    }

    /// A timeout of the transport's own: the request may have been sent.
    pub fn timeout(source: impl Into<BoxError>) -> Self {
        Self::of(Broken::Timeout, source)
    }

    /// The connection failed: the request may have been sent.
    pub fn connection(source: impl Into<BoxError>) -> Self {
        Self::of(Broken::Connection, source)
    }

    /// The reply's body ends early.
    pub fn body(source: impl Into<BoxError>) -> Self {
        Self::of(Broken::Body, source)
    }

    /// The transport has followed a redirect, or would have.
    pub fn redirected(source: impl Into<BoxError>) -> Self {
        Self::of(Broken::Redirected, source)
    }

    pub(crate) fn of(what: Broken, source: impl Into<BoxError>) -> Self {
        Self {
            what,
            source: Some(Arc::from(source.into())),
        }
    }

    /// What a body's error says by its type, if it is one of these.
    fn of_body(error: BoxError) -> Self {
        match error.downcast::<Self>() {
            Ok(error) => *error,
            Err(error) => Self::body(error),
        }
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.what {
            Broken::Connect => "no connection to the server",
            Broken::ConnectTimeout => "no connection to the server in time",
            Broken::Certificate => "the server's certificate is not trusted",
            Broken::OwnCertificate => "the server does not accept the client's certificate",
            Broken::Refused => "the server did not take the request",
            Broken::Request => "the request cannot be sent",
            Broken::Timeout | Broken::BodyTimeout => "the transport's timeout",
            Broken::Connection => "the connection failed",
            Broken::Body => "the reply's body ends early",
            Broken::Redirected => "a redirect",
        })
    }
}

impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.source
            .as_deref()
            .map(|source| source as &(dyn StdError + 'static))
    }
}
