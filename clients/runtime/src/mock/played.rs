//! What a mock does with a request: answer it whole or in part, or break the connection. The same for a mock in the process and
//! for one behind a port.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use http_body::{Body, Frame};

use crate::clock;
use crate::transport::{ResponseBody, TransportError};

#[derive(Clone)]
pub(crate) struct Played {
    pub(crate) delay: Duration,
    pub(crate) what: What,
}

#[derive(Clone)]
pub(crate) enum What {
    Answer(Answer),
    /// There is no connection. A mock behind a port cannot do this.
    Unreachable,
    /// The connection breaks before there is an answer.
    Broken,
}

#[derive(Clone)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    /// The connection breaks after the body.
    pub(crate) cut: bool,
}

impl Played {
    pub(crate) fn new(what: What) -> Self {
        let delay = Duration::ZERO;
        Self { delay, what }
    }

    /// As the answer of a transport.
    pub(crate) async fn answer(self) -> Result<http::Response<ResponseBody>, TransportError> {
        if !self.delay.is_zero() {
            clock::sleep(self.delay).await;
        }
        match self.what {
            What::Answer(answer) if answer.cut => {
                Ok(answer.with(|body| ResponseBody::coming(Cut::new(body))))
            }
            What::Answer(answer) => Ok(answer.with(ResponseBody::from)),
            What::Unreachable => Err(TransportError::connect("the mock refuses the connection")),
            What::Broken => Err(TransportError::connection("the mock breaks the connection")),
        }
    }
}

impl Answer {
    pub(crate) fn new(status: StatusCode, body: impl Into<Bytes>) -> Self {
        Self {
            status,
            headers: HeaderMap::new(),
            body: body.into(),
            cut: false,
        }
    }

    pub(crate) fn with<B>(self, body: impl FnOnce(Bytes) -> B) -> http::Response<B> {
        let mut response = http::Response::new(body(self.body));
        *response.status_mut() = self.status;
        *response.headers_mut() = self.headers;
        response
    }
}

/// A beginning, and then an error.
pub(crate) struct Cut {
    beginning: Option<Bytes>,
    flushed: bool,
}

impl Cut {
    pub(crate) fn new(beginning: Bytes) -> Self {
        Self {
            beginning: Some(beginning),
            flushed: false,
        }
    }
}

impl Body for Cut {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        if let Some(beginning) = self.beginning.take() {
            return Poll::Ready(Some(Ok(Frame::data(beginning))));
        }
        // A server sends what it has while a body has nothing, and no more once it has failed.
        if !std::mem::replace(&mut self.flushed, true) {
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        Poll::Ready(Some(Err(TransportError::body("the mock cuts the body"))))
    }
}
