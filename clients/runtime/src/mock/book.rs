//! What a mock has been told, what it was asked, and how the one is found for the other.

use std::fmt::Write as _;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderValue, StatusCode};

use super::path;
use super::played::{Answer, Played, What};
use crate::operation::Operation;

/// Whether a request is as expected.
pub(super) type Check = Box<dyn Fn(&http::Request<Bytes>) -> bool + Send + Sync>;

/// The code of the answer to what nobody expects.
const UNEXPECTED: &str = "not_expected_by_mock";

/// Shared by a server, its transport and what was set up on it.
#[derive(Clone, Default)]
pub(super) struct Book(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    entries: Vec<Entry>,
    requests: Vec<http::Request<Bytes>>,
    unmatched: Vec<String>,
}

/// One expectation with its answer.
pub(super) struct Entry {
    pub(super) operation: &'static Operation,
    /// Path parameters that must have a value.
    pub(super) values: Vec<(&'static str, String)>,
    /// What else must be so, by name.
    pub(super) checks: Vec<(String, Check)>,
    /// How many requests it answers.
    pub(super) times: Option<usize>,
    pub(super) played: Played,
    pub(super) deleted: bool,
    /// Places of the requests that it has answered.
    pub(super) answered: Vec<usize>,
    /// What requests of its operation had other values of.
    pub(super) unmet: Vec<String>,
}

impl Book {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds an expectation and returns its place.
    pub(super) fn add(&self, entry: Entry) -> usize {
        let mut state = self.state();
        state.entries.push(entry);
        state.entries.len() - 1
    }

    pub(super) fn with<T>(&self, place: usize, look: impl FnOnce(&mut Entry) -> T) -> T {
        look(&mut self.state().entries[place])
    }

    pub(super) fn requests(&self) -> Vec<http::Request<Bytes>> {
        self.state().requests.clone()
    }

    pub(super) fn requests_of(&self, place: usize) -> Vec<http::Request<Bytes>> {
        let state = self.state();
        let answered = state.entries[place].answered.iter();
        answered.map(|number| state.requests[*number].clone()).collect()
    }

    pub(super) fn unmatched(&self) -> Vec<String> {
        self.state().unmatched.clone()
    }

    /// Notes the request, and says what to do with it.
    pub(super) fn play(&self, request: http::Request<Bytes>) -> Played {
        let mut state = self.state();
        let mut found = None;
        for (place, entry) in state.entries.iter_mut().enumerate() {
            if entry.takes(&request) {
                found = Some(place);
                break;
            }
        }
        let number = state.requests.len();
        let report = found.is_none().then(|| report(&state.entries, &request));
        state.requests.push(request);
        if let Some(entry) = found.map(|place| &mut state.entries[place]) {
            entry.answered.push(number);
            return entry.played.clone();
        }
        let report = report.unwrap_or_default();
        state.unmatched.push(report.clone());
        drop(state);
        // The test whose call this was sees it beside its failure.
        eprintln!("{report}");
        unexpected(&report)
    }
}

impl Entry {
    /// Whether it answers this request; notes what is otherwise where it is one of its operation.
    fn takes(&mut self, request: &http::Request<Bytes>) -> bool {
        if self.deleted || self.is_done() || !self.is_asked(request) {
            return false;
        }
        let unmet = self.differences(request);
        let met = unmet.is_empty();
        for name in unmet {
            if !self.unmet.contains(&name) {
                self.unmet.push(name);
            }
        }
        met
    }

    fn is_done(&self) -> bool {
        self.times.is_some_and(|times| self.answered.len() >= times)
    }

    /// Whether the request is one of the operation, whatever its values.
    fn is_asked(&self, request: &http::Request<Bytes>) -> bool {
        let (path, query) = (request.uri().path(), request.uri().query().unwrap_or_default());
        request.method() == self.operation.method() && path::is_of(self.operation.path(), &[], path, query)
    }

    /// The names of what is not as expected.
    fn differences(&self, request: &http::Request<Bytes>) -> Vec<String> {
        let (path, query) = (request.uri().path(), request.uri().query().unwrap_or_default());
        let mut different: Vec<String> = Vec::new();
        if !path::is_of(self.operation.path(), &self.values, path, query) {
            different.extend(self.different_values(path, query));
        }
        let unmet = self.checks.iter().filter(|(_, is)| !is(request));
        different.extend(unmet.map(|(name, _)| name.clone()));
        different
    }

    /// The path parameters that have another value, by name.
    fn different_values(&self, path: &str, query: &str) -> Vec<String> {
        let told = |names: &[&str], joined: &str| {
            let names: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
            format!("path parameter {}", names.join(joined))
        };
        let mut names: Vec<&str> = self.values.iter().map(|(name, _)| *name).collect();
        names.sort_unstable();
        names.dedup();
        let differs = |name: &str| {
            let values: Vec<_> = self
                .values
                .iter()
                .filter(|(known, _)| *known == name)
                .cloned()
                .collect();
            !path::is_of(self.operation.path(), &values, path, query)
        };
        let alone: Vec<_> = names
            .iter()
            .filter(|name| differs(name))
            .map(|name| told(&[name], ""))
            .collect();
        match alone.is_empty() {
            // Each may be right by itself, where a path can be divided in several ways.
            true => vec![told(&names, " or ")],
            false => alone,
        }
    }
}

/// Why nothing matches, by names and never by values: what a test sends may be a secret.
fn report(entries: &[Entry], request: &http::Request<Bytes>) -> String {
    let mut report = format!(
        "mock: no expectation matches `{} {}`",
        request.method(),
        request.uri().path()
    );
    let mut add = |line: String| {
        let _always = write!(report, "\n  - {line}");
    };
    let standing = || entries.iter().filter(|entry| !entry.deleted);
    for entry in standing().filter(|entry| entry.is_asked(request)) {
        let id = entry.operation.id();
        let unmet = entry.differences(request).join(", ");
        match entry.is_done() {
            true => add(format!(
                "`{id}` has given all of its {} answers",
                entry.answered.len()
            )),
            false => add(format!("`{id}` is expected with another value of: {unmet}")),
        }
    }
    if !standing().any(|entry| entry.is_asked(request)) {
        for entry in standing() {
            let operation = entry.operation;
            add(format!(
                "`{}` is expected: `{} {}`",
                operation.id(),
                operation.method(),
                operation.path()
            ));
        }
    }
    report
}

fn unexpected(report: &str) -> Played {
    let body = serde_json::json!({"code": UNEXPECTED, "message": report});
    let mut answer = Answer::new(StatusCode::NOT_FOUND, body.to_string());
    answer
        .headers
        .insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    Played::new(What::Answer(answer))
}
