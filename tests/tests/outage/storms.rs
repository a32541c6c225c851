//! Many calls through one client: an outage is not made worse, and a crowd loses nothing.

use std::time::Duration;

use specloom_tests::outage::{Outage, say};
use specloom_tests::policy::{Policy, Tuned};
use specloom_tests::recording::Recording;
use specloom_tests::subjects::Options;

use super::{outcome, search_log, tests};

tests! { retries_have_a_budget_that_clones_share }

/// The retries that a client may make before its calls succeed again.
const BUDGET: usize = 100;

async fn retries_have_a_budget_that_clones_share<S: Tuned>() {
    let recording = Recording::start();
    const CALLS: usize = 120;
    let (status, body) = S::success();
    let body = body.to_string();
    let good = format!(
        "HTTP/1.1 {status} X\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    // Out of order for as long as the storm lasts, then for one request in between.
    let server = Outage::start(move |number| {
        let answer = match number {
            number if number < CALLS + BUDGET || number == CALLS + BUDGET + 10 => {
                "HTTP/1.1 503 X\r\nretry-after: 0\r\ncontent-length: 0\r\n\r\n"
            }
            _ => &good,
        };
        vec![say(answer)]
    });
    let client = S::tuned(&server.url(), Policy::default());
    let storm: Vec<_> = (0..CALLS)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { outcome::<S>(S::call(&client, Options::default())).await })
        })
        .collect();
    let mut attempts = 0;
    for call in storm {
        let outcome = call.await.unwrap();
        assert_eq!(outcome.status, Some(503));
        attempts += outcome.attempts as usize;
    }
    // Each call's first request, and all retries together no more than the budget.
    assert_eq!((server.requests(), attempts), (CALLS + BUDGET, CALLS + BUDGET));

    // Ten calls that succeed earn one retry.
    for _ in 0..10 {
        assert_eq!(
            outcome::<S>(S::call(&client, Options::default())).await.kind,
            "Reply"
        );
    }
    let recovered = outcome::<S>(S::call(&client, Options::default())).await;
    assert_eq!((recovered.kind, recovered.attempts), ("Reply", 2));
    assert_eq!(server.requests(), CALLS + BUDGET + 12);
    search_log::<S>(recording);
}

/// Ten thousand calls are begun at once, and the client lets a hundred at a time out. Each gets the token that was made of its
/// own user.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ten_thousand_calls_get_their_own_replies() {
    const CALLS: usize = 10_000;
    let server = Outage::echoing(|request| {
        let user = request
            .split("user-")
            .nth(1)
            .and_then(|rest| rest.split('/').next())
            .unwrap_or_default();
        let body = format!("{{\"identifier\":\"user-{user}\",\"token\":\"token-{user}\"}}");
        vec![say(format!(
            "HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        ))]
    });
    let client = joyfill_client::Client::builder()
        .base_url(server.url())
        .basic_auth("service", "hush")
        .retry(joyfill_client::Retry::none())
        .timeout(Duration::from_secs(300))
        .build()
        .unwrap();
    let calls: Vec<_> = (0..CALLS)
        .map(|user| {
            let client = client.clone();
            tokio::spawn(async move { client.create_access_token(format!("user-{user}")).send().await })
        })
        .collect();
    for (user, call) in calls.into_iter().enumerate() {
        let reply = call.await.unwrap().unwrap();
        assert_eq!(
            (reply.identifier, reply.token.expose_secret()),
            (format!("user-{user}"), &*format!("token-{user}"))
        );
    }
    assert_eq!(server.requests(), CALLS);
}
