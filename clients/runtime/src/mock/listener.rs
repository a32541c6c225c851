//! A mock behind a port: HTTP/1 on loopback, in a thread of its own that ends with it.

use std::convert::Infallible;
use std::net::{SocketAddr, TcpListener as Bound};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http_body::{Body, Frame};
use http_body_util::{BodyExt as _, Full};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;

use super::book::Book;
use super::played::{Cut, What};
use crate::failure::BoxError;
use crate::transport::TransportError;

pub(super) struct Listener {
    address: SocketAddr,
    _until_dropped: oneshot::Sender<Infallible>,
}

impl Listener {
    pub(super) fn start(book: Book) -> Self {
        let bound = Bound::bind("127.0.0.1:0").expect("the machine has a free port");
        bound
            .set_nonblocking(true)
            .expect("a port can be listened to without blocking");
        let address = bound.local_addr().expect("a bound port has an address");
        let (until_dropped, ended) = oneshot::channel();
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            let runtime = runtime.expect("the machine has what a runtime needs");
            runtime.block_on(async {
                let listener = TcpListener::from_std(bound).expect("a bound port can be listened to");
                tokio::select! {
                    _ = ended => {}
                    () = accept(listener, book) => {}
                }
            });
            // Not waiting for those who still talk.
            runtime.shutdown_timeout(Duration::ZERO);
        });
        Self {
            address,
            _until_dropped: until_dropped,
        }
    }

    pub(super) fn address(&self) -> SocketAddr {
        self.address
    }
}

async fn accept(listener: TcpListener, book: Book) {
    loop {
        if let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(serve(stream, book.clone()));
        }
    }
}

async fn serve(stream: TcpStream, book: Book) {
    let service = service_fn(|request| answer(&book, request));
    let _ended = http1::Builder::new()
        .serve_connection(TokioIo::new(stream), service)
        .await;
}

/// An error is no answer: the connection ends.
async fn answer(
    book: &Book,
    request: http::Request<hyper::body::Incoming>,
) -> Result<http::Response<Sent>, BoxError> {
    let (head, body) = request.into_parts();
    let body = body.collect().await?.to_bytes();
    let played = book.play(http::Request::from_parts(head, body));
    if !played.delay.is_zero() {
        tokio::time::sleep(played.delay).await;
    }
    match played.what {
        What::Answer(answer) if answer.cut => Ok(answer.with(|body| Sent::Cut(Cut::new(body)))),
        What::Answer(answer) => Ok(answer.with(|body| Sent::Whole(Full::new(body)))),
        What::Unreachable | What::Broken => Err("the mock breaks the connection".into()),
    }
}

/// The body of an answer, whole or not.
enum Sent {
    Whole(Full<Bytes>),
    Cut(Cut),
}

impl Body for Sent {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        match self.get_mut() {
            Self::Whole(body) => Pin::new(body).poll_frame(context).map_err(|never| match never {}),
            Self::Cut(body) => Pin::new(body).poll_frame(context),
        }
    }

    fn is_end_stream(&self) -> bool {
        match self {
            Self::Whole(body) => body.is_end_stream(),
            Self::Cut(_) => false,
        }
    }

    fn size_hint(&self) -> http_body::SizeHint {
        match self {
            Self::Whole(body) => body.size_hint(),
            Self::Cut(_) => http_body::SizeHint::default(),
        }
    }
}
