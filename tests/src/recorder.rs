//! A mock server (httpmock) on loopback that gives one answer to everything and keeps what it was asked, whole.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use httpmock::MockServer;
use serde_json::Value;

/// A request as it was on the wire.
#[derive(Debug, Clone, PartialEq)]
pub struct Request {
    /// `POST`.
    pub method: String,
    /// Path and query as sent, percent-encoding kept.
    pub target: String,
    /// Headers by lower-case name, without `host`; those that occur twice have their values joined by `, `.
    pub headers: BTreeMap<String, String>,
    /// The body's bytes as text.
    pub body: String,
}

impl Request {
    /// The body as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {:?}", self.body))
    }
}

/// The server; gone when dropped.
pub struct Recorder {
    server: MockServer,
    requests: Arc<Mutex<Vec<Request>>>,
}

impl Recorder {
    /// Answers `status` with a JSON body.
    pub async fn json(status: u16, body: &Value) -> Self {
        Self::answering(status, &[("content-type", "application/json")], &body.to_string()).await
    }

    /// Answers `status` with these headers and this body.
    pub async fn answering(status: u16, headers: &[(&str, &str)], body: &str) -> Self {
        let server = MockServer::start_async().await;
        let requests = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&requests);
        server
            .mock_async(|when, mut then| {
                when.is_true(move |request| {
                    let mut headers = BTreeMap::<String, String>::new();
                    for (name, value) in request.headers_vec() {
                        let name = name.to_ascii_lowercase();
                        if name != "host" {
                            let values = headers.entry(name).or_default();
                            if !values.is_empty() {
                                values.push_str(", ");
                            }
                            values.push_str(value);
                        }
                    }
                    let uri = request.uri();
                    seen.lock().expect("no holder panics").push(Request {
                        method: request.method_str().to_owned(),
                        target: uri
                            .path_and_query()
                            .map_or("", |target| target.as_str())
                            .to_owned(),
                        headers,
                        body: request.body_string(),
                    });
                    true
                });
                then = then.status(status);
                for (name, value) in headers {
                    then = then.header(*name, *value);
                }
                then.body(body);
            })
            .await;
        Self { server, requests }
    }

    /// `http://127.0.0.1:port`.
    pub fn url(&self) -> String {
        self.server.base_url()
    }

    /// All requests so far.
    pub fn requests(&self) -> Vec<Request> {
        self.requests.lock().expect("no holder panics").clone()
    }

    /// The one request that was made.
    #[track_caller]
    pub fn request(&self) -> Request {
        let requests = self.requests();
        assert_eq!(requests.len(), 1, "{requests:#?}");
        requests.into_iter().next().expect("there is one")
    }
}
