//! Many calls through one client: an outage is not made worse, and a crowd loses nothing.

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
                "HTTP/1.1 503 X\r\ncontent-length: 0\r\n\r\n"
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
