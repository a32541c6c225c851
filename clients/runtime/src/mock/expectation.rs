//! What a mock is told: which requests of an operation, and what becomes of them.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, StatusCode};
use serde::Serialize;
use serde_json::Value;

use super::book::{Book, Check, Entry};
use super::path::has_all;
use super::played::{Answer, Played, What};
use super::{Mocked, valid};
use crate::operation::Operation;
use crate::parameter::{Parameter, Place};

/// What becomes of an operation's requests. Takes effect with one of the `respond` methods; where several
/// match, the first one that has answers left answers.
#[must_use = "an expectation takes effect with one of its `respond` methods"]
pub struct Expectation {
    book: Book,
    operation: &'static Operation,
    values: Vec<(&'static str, String)>,
    checks: Vec<(String, Check)>,
    times: Option<usize>,
    headers: HeaderMap,
    delay: Duration,
}

impl Expectation {
    pub(super) fn new(book: Book, operation: &'static Operation) -> Self {
        Self {
            book,
            operation,
            values: Vec::new(),
            checks: Vec::new(),
            times: None,
            headers: HeaderMap::new(),
            delay: Duration::ZERO,
        }
    }

    /// Expects a parameter to have this value, spelled as the client spells it. A value that is not sent is not expected.
    pub fn parameter<T: Serialize + ?Sized>(mut self, parameter: Parameter, value: &T) -> Self {
        let rendered = parameter.render(value);
        let Some(text) = rendered.expect("the test gives the parameter a value that can be sent") else {
            return self;
        };
        let name = parameter.name;
        match parameter.place {
            Place::Path => self.values.push((name, text)),
            Place::Query | Place::QueryString => self
                .check(format!("query parameter `{name}`"), move |request| {
                    has_all(request.uri().query().unwrap_or_default(), &text)
                }),
            Place::Header => self.check(format!("header `{name}`"), move |request| {
                has_header(request, name, |sent| sent == text)
            }),
            Place::Cookie => self.check(format!("cookie `{name}`"), move |request| {
                has_header(request, "cookie", |sent| {
                    let mut expected = text.split("; ");
                    expected.all(|part| sent.split("; ").any(|sent| sent == part))
                })
            }),
        }
        self
    }

    /// Expects a property of the JSON body to have this value. Null is not expected.
    pub fn property<T: Serialize + ?Sized>(mut self, name: &'static str, value: &T) -> Self {
        let expected = serde_json::to_value(value).expect("invariant: a generated type is JSON");
        if !expected.is_null() {
            self.check(format!("body's property `{name}`"), move |request| {
                sent_json(request).is_some_and(|body| body.get(name) == Some(&expected))
            });
        }
        self
    }

    /// Expects exactly this JSON body.
    pub fn json<T: Serialize + ?Sized>(mut self, body: &T) -> Self {
        let expected = serde_json::to_value(body).expect("invariant: a generated type is JSON");
        self.check("body".to_owned(), move |request| {
            sent_json(request).as_ref() == Some(&expected)
        });
        self
    }

    /// Expects what `is` says of a request; `name` is what a mismatch is told by.
    pub fn request(
        mut self,
        name: impl Into<String>,
        is: impl Fn(&http::Request<Bytes>) -> bool + Send + Sync + 'static,
    ) -> Self {
        self.check(name.into(), is);
        self
    }

    fn check(&mut self, name: String, is: impl Fn(&http::Request<Bytes>) -> bool + Send + Sync + 'static) {
        self.checks.push((name, Box::new(is)));
    }

    /// Answers one request only: what is set up next answers those that follow.
    pub fn once(self) -> Self {
        self.times(1)
    }

    /// Answers so many requests only.
    pub fn times(mut self, requests: usize) -> Self {
        self.times = Some(requests);
        self
    }

    /// A header of the answer.
    pub fn header(mut self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
        let (name, value) = valid(name.as_ref(), value.as_ref());
        self.headers.append(name, value);
        self
    }

    /// How long the answer takes.
    pub fn delay(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }

    /// Answers with JSON. Secrets in `body` go on the wire as they are.
    pub fn respond<T: Serialize + ?Sized>(self, status: StatusCode, body: &T) -> Mocked {
        let json = serde_json::to_vec(body).expect("invariant: a generated type is JSON");
        self.respond_raw(status, Some("application/json"), json)
    }

    /// Answers without a body.
    pub fn respond_empty(self, status: StatusCode) -> Mocked {
        self.respond_raw(status, None, Vec::new())
    }

    /// Answers with anything, documented or not.
    pub fn respond_raw(
        self,
        status: StatusCode,
        content_type: Option<&str>,
        body: impl Into<Vec<u8>>,
    ) -> Mocked {
        self.answer(status, content_type, body.into(), false)
    }

    /// Answers with the beginning of a body, after which the connection breaks.
    pub fn respond_cut(
        self,
        status: StatusCode,
        content_type: Option<&str>,
        beginning: impl Into<Vec<u8>>,
    ) -> Mocked {
        self.answer(status, content_type, beginning.into(), true)
    }

    /// Takes the request, and breaks the connection before there is an answer.
    pub fn respond_broken(self) -> Mocked {
        self.plays(What::Broken)
    }

    fn answer(mut self, status: StatusCode, content_type: Option<&str>, body: Vec<u8>, cut: bool) -> Mocked {
        let mut answer = Answer::new(status, body);
        if let Some(value) = content_type {
            answer
                .headers
                .insert(CONTENT_TYPE, valid(CONTENT_TYPE.as_str(), value).1);
        }
        // Those that the test has set go before the type.
        answer.headers.extend(std::mem::take(&mut self.headers));
        answer.cut = cut;
        self.plays(What::Answer(answer))
    }

    fn plays(self, what: What) -> Mocked {
        let mut played = Played::new(what);
        played.delay = self.delay;
        let place = self.book.add(Entry {
            operation: self.operation,
            values: self.values,
            checks: self.checks,
            times: self.times,
            played,
            deleted: false,
            answered: Vec::new(),
            unmet: Vec::new(),
        });
        Mocked {
            book: self.book,
            place,
        }
    }
}

impl fmt::Debug for Expectation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Expectation")
            .field("operation", &self.operation.id)
            .finish_non_exhaustive()
    }
}

/// The body of a request, if it is JSON.
fn sent_json(request: &http::Request<Bytes>) -> Option<Value> {
    serde_json::from_slice(request.body()).ok()
}

fn has_header(request: &http::Request<Bytes>, name: &str, is: impl Fn(&str) -> bool) -> bool {
    let mut values = request.headers().get_all(name).iter();
    values.any(|value| std::str::from_utf8(value.as_bytes()).is_ok_and(&is))
}
