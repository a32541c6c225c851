//! What a generated mock is made of: it answers operations, over HTTP on loopback or within the process. Feature `mock`.
//!
//! Generated code wraps [`Expectation::respond`] so that only documented statuses, with their documented bodies, compile; what
//! is undocumented has [`Expectation::respond_raw`]. Nothing here awaits: it works the same in blocking tests. Being for
//! tests, it panics where a test should fail.

mod book;
mod expectation;
mod listener;
mod path;
pub(crate) mod played;

use std::fmt;

use bytes::Bytes;
use http::{HeaderName, HeaderValue};

use crate::auth::BoxFuture;
use crate::operation::Operation;
use crate::transport::{ResponseBody, Transport, TransportError};
use book::Book;
use listener::Listener;

pub use expectation::Expectation;

/// A mock for one test. It answers 404 to what it does not expect, and says why on standard error, in the answer (`message()` of
/// the call's error) and in [`unmatched`](Self::unmatched): by names, never by values.
pub struct Server {
    book: Book,
    listener: Option<Listener>,
}

impl Server {
    /// Starts a server on loopback.
    pub fn start() -> Self {
        let book = Book::default();
        let listener = Some(Listener::start(book.clone()));
        Self { book, listener }
    }

    /// A mock without a server: clients reach it by its [`transport`](Self::transport). No port, and no runtime.
    pub fn in_process() -> Self {
        Self {
            book: Book::default(),
            listener: None,
        }
    }

    /// What the client's `base_url` takes.
    pub fn url(&self) -> String {
        match &self.listener {
            Some(listener) => format!("http://{}", listener.address()),
            None => "https://mock.invalid".to_owned(),
        }
    }

    /// What the client's `transport` takes, where the mock is in the process.
    pub fn transport(&self) -> Option<MockTransport> {
        let book = self.listener.is_none().then(|| self.book.clone());
        book.map(MockTransport)
    }

    /// Starts to say what becomes of requests of `operation`: its method, on its path with any values.
    pub fn expect(&self, operation: &'static Operation) -> Expectation {
        Expectation::new(self.book.clone(), operation)
    }

    /// All requests so far, whatever became of them, as they came. Credentials are in them.
    pub fn requests(&self) -> Vec<http::Request<Bytes>> {
        self.book.requests()
    }

    /// For each request that nothing matched, what was otherwise than expected.
    pub fn unmatched(&self) -> Vec<String> {
        self.book.unmatched()
    }
}

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("mock::Server").field(&self.url()).finish()
    }
}

/// The way to a mock in the process.
#[derive(Clone)]
pub struct MockTransport(Book);

impl Transport for MockTransport {
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<ResponseBody>, TransportError>> {
        Box::pin(self.0.play(request).answer())
    }
}

impl fmt::Debug for MockTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MockTransport")
    }
}

/// An answer that is set up, and what came of it.
#[derive(Clone)]
pub struct Mocked {
    book: Book,
    place: usize,
}

impl Mocked {
    /// How many requests it has answered.
    pub fn calls(&self) -> usize {
        self.book.with(self.place, |entry| entry.answered.len())
    }

    /// The requests that it has answered, as they came. Credentials are in them.
    pub fn requests(&self) -> Vec<http::Request<Bytes>> {
        self.book.requests_of(self.place)
    }

    /// Fails the test unless it has answered so many requests; says by name, never by value, in what other requests of the
    /// operation differed.
    #[track_caller]
    pub fn assert_calls(&self, calls: usize) {
        let (id, answered, unmet) = self.book.with(self.place, |entry| {
            (entry.operation.id(), entry.answered.len(), entry.unmet.join(", "))
        });
        let why = match unmet.is_empty() {
            true => String::new(),
            false => format!("; requests differed in the value of: {unmet}"),
        };
        assert!(
            answered == calls,
            "`{id}` was answered {answered} times, not {calls}{why}{}",
            self.others()
        );
    }

    /// What was asked that nothing matched.
    fn others(&self) -> String {
        let unmatched = self.book.unmatched();
        unmatched.iter().map(|report| format!("\n{report}")).collect()
    }

    /// Answers no more.
    pub fn delete(self) {
        self.book.with(self.place, |entry| entry.deleted = true);
    }
}

impl fmt::Debug for Mocked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let id = self.book.with(self.place, |entry| entry.operation.id());
        f.debug_struct("Mocked")
            .field("operation", &id)
            .field("calls", &self.calls())
            .finish()
    }
}

/// A header that a test gives.
pub(crate) fn valid(name: &str, value: &str) -> (HeaderName, HeaderValue) {
    let name = HeaderName::from_bytes(name.as_bytes()).expect("the test names a header");
    // A server would not see blanks around it.
    let value =
        HeaderValue::from_str(value.trim_matches([' ', '\t'])).expect("the test gives a header's value");
    (name, value)
}
