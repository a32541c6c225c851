//! One service, five vendors: one way to configure, log, retry and test. `cargo run -p specloom-tests --example five_vendors`
//!
//! The vendors are mock servers on this machine. The service itself is `src/five_vendors.rs`.

use specloom_runtime::{AnyError, SecretString};
use specloom_tests::five_vendors::{Mocks, Tokens};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), AnyError> {
    // One way to log: a span per call, whoever's client it is.
    tracing_subscriber::fmt()
        .with_span_events(tracing_subscriber::fmt::format::FmtSpan::CLOSE)
        .init();
    let mocks = Mocks::start();
    mocks.issue_but_infisical("user-7");
    mocks.issue_infisical("user-7");
    let tokens = Tokens::new(mocks.servers(), &SecretString::from("made-up"))?;
    for issued in tokens.issue("user-7").await? {
        println!(
            "{}: {:?} of {} characters",
            issued.vendor,
            issued.token,
            issued.token.expose_secret().len()
        );
    }
    // One kind of error: nobody has mocked a call for this user.
    if let Err(error) = tokens.issue("nobody").await {
        println!("{error}; may be repeated: {}", error.is_retryable());
    }
    Ok(())
}
