//! What a generated mock server is made of: a real HTTP server on loopback that answers operations. Feature
//! `mock`.
//!
//! Over `httpmock`. Generated code wraps [`Expectation::respond`] so that only documented statuses, with
//! their documented bodies, compile; what is undocumented has [`Expectation::respond_raw`]. Nothing here
//! awaits: it works the same in blocking tests. Being for tests, it panics where a test should fail.

use std::fmt;
use std::time::Duration;

use http::StatusCode;
use httpmock::{MockServer, Then, When};
use serde::Serialize;

use crate::operation::Operation;

/// A server on loopback for one test; answers 404 to what it does not expect.
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
    when: Option<Box<dyn FnOnce(When) -> When>>,
    headers: Vec<(String, String)>,
    delay: Duration,
}

impl<'a> Expectation<'a> {
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
            when: more,
            headers,
            delay,
        } = self;
        let (path, body) = (path_pattern(operation.path), body.into());
        let mock = server.mock(|when, then| {
            let when = when.method(operation.method.as_str()).path_matches(path.as_str());
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
        Mocked(mock)
    }
}

/// An answer that is set up, and what came of it.
pub struct Mocked<'a>(httpmock::Mock<'a>);

impl Mocked<'_> {
    /// How many requests it has answered.
    pub fn calls(&self) -> usize {
        self.0.calls()
    }

    /// Fails the test unless it has answered so many requests; says what came near.
    pub fn assert_calls(&self, calls: usize) {
        self.0.assert_calls(calls);
    }

    /// Answers no more.
    pub fn delete(mut self) {
        self.0.delete();
    }
}

/// A path template as a regular expression: each `{name}` is one segment's text.
fn path_pattern(template: &str) -> String {
    let mut pattern = String::from("^");
    let mut rest = template.split('?').next().unwrap_or_default();
    while let Some((before, name_and_after)) = rest.split_once('{') {
        pattern.push_str(&literal(before));
        pattern.push_str("[^/]+");
        rest = name_and_after.split_once('}').map_or("", |(_, after)| after);
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
            path_pattern("/v1.0/users/{id}/tokens/"),
            r"^/v1\.0/users/[^/]+/tokens/$"
        );
        assert_eq!(path_pattern("/a/{x}.{y}?b=c"), r"^/a/[^/]+\.[^/]+$");
    }
}
