//! Calls without a runtime, with one, and from inside one.
#![cfg(feature = "blocking")]

mod support;

use httpmock::prelude::*;
use specloom_runtime::{CallOptions, blocking};
use support::{list, session};

fn server() -> MockServer {
    let server = MockServer::start();
    server.mock(|_, then| {
        then.status(200).body(r#"{"token": "t", "expires_in": 1}"#);
    });
    server
}

#[test]
fn outside_a_runtime_connections_are_kept_from_call_to_call() {
    let server = server();
    let session = session(&server.base_url());
    for _ in 0..3 {
        assert_eq!(
            blocking::wait(list(&session, CallOptions::new()))
                .unwrap()
                .into_body()
                .expires_in,
            1
        );
    }
}

#[tokio::test]
async fn inside_a_runtime_it_waits_instead_of_panicking() {
    let server = server();
    let session = session(&server.base_url());
    assert_eq!(
        blocking::wait(list(&session, CallOptions::new()))
            .unwrap()
            .into_body()
            .expires_in,
        1
    );
}

#[test]
fn many_threads_share_one_session() {
    let server = server();
    let session = session(&server.base_url());
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| blocking::wait(list(&session, CallOptions::new())).unwrap());
        }
    });
}
