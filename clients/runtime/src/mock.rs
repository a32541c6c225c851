//! What a generated mock server is made of: a real HTTP server on loopback that answers operations. Feature
//! `mock`.
//!
//! Over `httpmock`. Generated code wraps [`Expectation::respond`] so that only documented statuses, with
//! their documented bodies, compile; what is undocumented has [`Expectation::respond_raw`]. Nothing here
//! awaits: it works the same in blocking tests. Being for tests, it panics where a test should fail.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use http::StatusCode;
use httpmock::{HttpMockRequest, MockServer, Then, When};
use serde::Serialize;
use serde_json::Value;

use crate::operation::Operation;
use crate::parameter::{Parameter, Place};

/// A server on loopback for one test; answers 404 to what it does not expect. `httpmock` logs requests whole, at the
/// level `trace`: it should see no real credentials.
pub struct Server(MockServer);

impl Server {
    /// Starts a server, or takes one that another test has finished with.
    pub fn start() -> Self {
        Self(MockServer::start())
    }

    /// What the client's `base_url` takes.
    pub fn url(&self) -> String {
        self.0.base_url()
    }

    /// Starts to say what becomes of requests of `operation`: its method, on its path with any values.
    pub fn expect(&self, operation: &'static Operation) -> Expectation<'_> {
        Expectation {
            server: &self.0,
            operation,
            values: Vec::new(),
            checks: Vec::new(),
            unmet: Unmet::default(),
            when: None,
            headers: Vec::new(),
            delay: Duration::ZERO,
        }
    }
}

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("mock::Server").field(self.0.address()).finish()
    }
}

/// What becomes of an operation's requests. Takes effect with one of the `respond` methods; where several
/// match, the first one answers.
#[must_use = "an expectation takes effect with one of its `respond` methods"]
pub struct Expectation<'a> {
    server: &'a MockServer,
    operation: &'static Operation,
    /// Path parameters that must have a value.
    values: Vec<(&'static str, String)>,
    checks: Vec<Check>,
    unmet: Unmet,
    when: Option<Box<dyn FnOnce(When) -> When>>,
    headers: Vec<(String, String)>,
    delay: Duration,
}

/// Whether a request is as expected.
type Check = Box<dyn Fn(&HttpMockRequest) -> bool + Send + Sync>;

/// What requests of the operation have had other values of, by name.
type Unmet = Arc<Mutex<BTreeSet<String>>>;

impl<'a> Expectation<'a> {
    /// Expects a parameter to have this value, spelled as the client spells it. A value that is not sent is not expected.
    pub fn parameter<T: Serialize + ?Sized>(mut self, parameter: Parameter, value: &T) -> Self {
        let rendered = parameter.render(value);
        let Some(text) = rendered.expect("the test gives the parameter a value that can be sent") else {
            return self;
        };
        let name = parameter.name;
        match parameter.place {
            Place::Path => self.values.push((name, text)),
            Place::Query => self.check(format!("query parameter `{name}`"), move |request| {
                let query = request.uri().query().unwrap_or_default().to_owned();
                text.split('&')
                    .all(|part| query.split('&').any(|sent| sent == part))
            }),
            Place::Header => self.check(format!("header `{name}`"), move |request| {
                has_header(request, name, |sent| sent == text)
            }),
            Place::Cookie => self.check(format!("cookie `{name}`"), move |request| {
                let parts: Vec<_> = text.split("; ").collect();
                has_header(request, "cookie", |sent| {
                    parts
                        .iter()
                        .all(|part| sent.split("; ").any(|sent| sent == *part))
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

    fn check(&mut self, of: String, is: impl Fn(&HttpMockRequest) -> bool + Send + Sync + 'static) {
        let unmet = Arc::clone(&self.unmet);
        self.checks.push(Box::new(move |request| {
            let met = is(request);
            if !met {
                unmet.lock().map(|mut unmet| unmet.insert(of.clone())).ok();
            }
            met
        }));
    }

    /// Expects more than method and path, in httpmock's terms: `.when(|when| when.json_body_includes(…))`.
    pub fn when(mut self, more: impl FnOnce(When) -> When + 'static) -> Self {
        self.when = Some(Box::new(more));
        self
    }

    /// A header of the answer.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// How long the answer takes.
    pub fn delay(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }

    /// Answers with JSON. Secrets in `body` go on the wire as they are.
    pub fn respond<T: Serialize + ?Sized>(self, status: StatusCode, body: &T) -> Mocked<'a> {
        let json = serde_json::to_vec(body).expect("invariant: a generated type is JSON");
        self.respond_raw(status, Some("application/json"), json)
    }

    /// Answers without a body.
    pub fn respond_empty(self, status: StatusCode) -> Mocked<'a> {
        self.respond_raw(status, None, Vec::new())
    }

    /// Answers with anything, documented or not.
    pub fn respond_raw(
        self,
        status: StatusCode,
        content_type: Option<&str>,
        body: impl Into<Vec<u8>>,
    ) -> Mocked<'a> {
        let Self {
            server,
            operation,
            values,
            checks,
            unmet,
            when: more,
            headers,
            delay,
        } = self;
        let (path, body) = (path_pattern(operation.path, &values), body.into());
        let mock = server.mock(|when, then| {
            let when = when.method(operation.method.as_str()).path_matches(path.as_str());
            let when = checks.into_iter().fold(when, |when, check| when.is_true(check));
            let _when = more.map(|more| more(when));
            let then: Then = content_type
                .iter()
                .fold(then, |then, value| then.header("content-type", *value));
            let then = headers
                .iter()
                .fold(then, |then, (name, value)| then.header(name, value));
            let then = if body.is_empty() { then } else { then.body(&body) };
            let then = if delay.is_zero() { then } else { then.delay(delay) };
            then.status(status.as_u16());
        });
        Mocked {
            mock,
            operation,
            unmet,
        }
    }
}

impl fmt::Debug for Expectation<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Expectation")
            .field("operation", &self.operation.id)
            .finish_non_exhaustive()
    }
}

/// An answer that is set up, and what came of it.
pub struct Mocked<'a> {
    mock: httpmock::Mock<'a>,
    operation: &'static Operation,
    unmet: Unmet,
}

impl Mocked<'_> {
    /// How many requests it has answered.
    pub fn calls(&self) -> usize {
        self.mock.calls()
    }

    /// Fails the test unless it has answered so many requests; says by name, never by value, in what other requests of the
    /// operation differed.
    #[track_caller]
    pub fn assert_calls(&self, calls: usize) {
        let answered = self.calls();
        // Not under the lock: httpmock looks at the requests again, and so do the checks.
        let unmet = self
            .unmet
            .lock()
            .map(|unmet| unmet.iter().cloned().collect::<Vec<_>>());
        let unmet = unmet.unwrap_or_default().join(", ");
        if answered == calls || unmet.is_empty() {
            self.mock.assert_calls(calls);
        }
        assert!(
            answered == calls,
            "`{}` was answered {answered} times, not {calls}; requests differed in the value of: {unmet}",
            self.operation.id,
        );
    }

    /// Answers no more.
    pub fn delete(mut self) {
        self.mock.delete();
    }
}

/// The body of a request, if it is JSON.
fn sent_json(request: &HttpMockRequest) -> Option<Value> {
    serde_json::from_slice(request.body_ref()).ok()
}

fn has_header(request: &HttpMockRequest, name: &str, is: impl Fn(&str) -> bool) -> bool {
    let mut headers = request.headers_vec().iter();
    headers.any(|(known, value)| known.eq_ignore_ascii_case(name) && is(value))
}

/// A path template as a regular expression: each `{name}` is one segment's text, or the value that it must have.
fn path_pattern(template: &str, values: &[(&str, String)]) -> String {
    let mut pattern = String::from("^");
    let mut rest = template.split('?').next().unwrap_or_default();
    while let Some((before, name_and_after)) = rest.split_once('{') {
        pattern.push_str(&literal(before));
        let (name, after) = name_and_after.split_once('}').unwrap_or_default();
        match values.iter().rev().find(|(known, _)| *known == name) {
            Some((_, value)) => pattern.push_str(&literal(value)),
            None => pattern.push_str("[^/]+"),
        }
        rest = after;
    }
    pattern.push_str(&literal(rest));
    pattern.push('$');
    pattern
}

fn literal(text: &str) -> String {
    let escaped = |c: char| {
        if c.is_ascii_punctuation() && c != '/' {
            format!("\\{c}")
        } else {
            c.to_string()
        }
    };
    text.chars().map(escaped).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_matches_one_segment_per_name() {
        assert_eq!(
            path_pattern("/v1.0/users/{id}/tokens/", &[]),
            r"^/v1\.0/users/[^/]+/tokens/$"
        );
        assert_eq!(path_pattern("/a/{x}.{y}?b=c", &[]), r"^/a/[^/]+\.[^/]+$");
        let values = [("y", "old".to_owned()), ("y", "a%2Fb".to_owned())];
        assert_eq!(path_pattern("/a/{x}.{y}", &values), r"^/a/[^/]+\.a\%2Fb$");
    }
}
