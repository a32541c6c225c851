//! The life of what a credentials provider hands out: how often it is asked, by whom it is waited for, and what becomes of a
//! provider that is slow, fails, hangs, panics, or calls the client that it serves.
#![allow(clippy::unwrap_used, reason = "helpers of tests are test code, too")]

mod support;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use specloom_runtime::{
    CallOptions, Credential, CredentialsError, Decoded, Error, Method, Operation, Retry, Session,
    SessionBuilder, StatusCode,
};
use support::rude::Rude;
use support::{MintError, SCHEMES};
use tokio::io::AsyncWriteExt as _;
use tokio::time::sleep;

static PING: Operation = Operation::new("ping", Method::POST, "/ping").security(&[&["bearerAuth"]]);
static OPEN: Operation = Operation::new("log_in", Method::POST, "/login");

const fn ms(millis: u64) -> Duration {
    Duration::from_millis(millis)
}

async fn call(
    session: &Session,
    operation: &'static Operation,
    call: CallOptions,
) -> Result<(), Error<MintError>> {
    let mut request = session.request(operation, call);
    let sent = request.send(|payload| match payload.status().as_u16() {
        200 => Decoded::Success(Ok(())),
        _ => Decoded::Undocumented,
    });
    sent.await.map(|_| ())
}

async fn ping(session: &Session) -> Result<(), Error<MintError>> {
    call(session, &PING, CallOptions::new()).await
}

fn builder(server: &Rude, provider: Credential) -> SessionBuilder {
    SessionBuilder::new(SCHEMES, None)
        .base_url(server.url())
        .retry(Retry::none())
        .credential("bearerAuth", provider)
}

fn with(server: &Rude, provider: Credential) -> Session {
    builder(server, provider).build().unwrap()
}

async fn fine() -> Rude {
    Rude::saying("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n").await
}

/// Says 200 to what `accepts` takes, else `status`; both see the value of `Authorization`.
async fn judging(status: u16, accepts: impl Fn(&str) -> bool + Send + Sync + 'static) -> Rude {
    let accepts = Arc::new(accepts);
    Rude::reading(move |mut stream, request, _| {
        let token = request
            .lines()
            .find_map(|line| line.strip_prefix("authorization: Bearer "));
        let status = if accepts(token.unwrap_or_default()) {
            200
        } else {
            status
        };
        async move {
            let text = format!("HTTP/1.1 {status} X\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            let _gone = stream.write_all(text.as_bytes()).await;
        }
    })
    .await
}

/// Hands out `t0`, `t1`, … after a while, each made of its number by `credential`.
fn counted(
    asked: &Arc<AtomicUsize>,
    after: Duration,
    credential: impl Fn(usize) -> Result<Credential, CredentialsError> + Send + Sync + 'static,
) -> Credential {
    let (asked, credential) = (Arc::clone(asked), Arc::new(credential));
    Credential::provided_by(move || {
        let number = asked.fetch_add(1, Ordering::SeqCst);
        let credential = Arc::clone(&credential);
        async move {
            sleep(after).await;
            credential(number)
        }
    })
}

fn numbered(number: usize) -> Result<Credential, CredentialsError> {
    Ok(Credential::bearer(format!("t{number}")))
}

fn counter() -> Arc<AtomicUsize> {
    Arc::new(AtomicUsize::new(0))
}

fn count(asked: &AtomicUsize) -> usize {
    asked.load(Ordering::SeqCst)
}

#[tokio::test]
async fn a_slow_provider_serves_the_calls_that_come_after_those_that_gave_up() {
    let (server, asked) = (fine().await, counter());
    let session = builder(&server, counted(&asked, ms(400), numbered))
        .timeout(ms(150))
        .build()
        .unwrap();
    let mut outcomes = Vec::new();
    for _ in 0..6 {
        outcomes.push(ping(&session).await.is_ok());
    }
    assert_eq!(outcomes[..2], [false, false]);
    assert_eq!(outcomes[3..], [true, true, true]);
    assert_eq!(count(&asked), 1);
    // A crowd, none of whom stays.
    let asked = counter();
    let session = builder(&server, counted(&asked, ms(400), numbered))
        .timeout(ms(100))
        .build()
        .unwrap();
    let crowd = (0..50).map(|_| {
        tokio::spawn({
            let session = session.clone();
            async move { ping(&session).await }
        })
    });
    for call in crowd.collect::<Vec<_>>() {
        let error = call.await.unwrap().unwrap_err();
        assert!(matches!(error, Error::Timeout(_)), "{error:?}");
        assert!(!error.was_sent() && error.is_retryable());
    }
    sleep(ms(500)).await;
    ping(&session).await.unwrap();
    assert_eq!(count(&asked), 1);
}

/// Kept, as in a `select!` that went another way, and looked at no more.
#[tokio::test]
async fn a_caller_that_stands_still_keeps_nobody_waiting() {
    let (server, asked) = (fine().await, counter());
    let session = with(&server, counted(&asked, ms(50), numbered));
    let mut still = std::pin::pin!(ping(&session));
    tokio::select! {
        biased;
        _ = &mut still => panic!("the provider is slow"),
        () = sleep(ms(5)) => {}
    }
    let other = tokio::time::timeout(ms(5000), ping(&session));
    other.await.expect("it waits for the provider only").unwrap();
    still.await.unwrap();
    assert_eq!(count(&asked), 1);
}

/// A question that was begun when nobody drove its runtime any more has had no time.
#[test]
fn a_question_that_stood_still_is_asked_again() {
    let servers = tokio::runtime::Runtime::new().unwrap();
    let (server, asked) = (servers.block_on(fine()), counter());
    let provider = counted(&asked, ms(30), numbered);
    let session = builder(&server, provider)
        .timeout(ms(10))
        .credentials_timeout(ms(100));
    let session = session.build().unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread();
    let runtime = { runtime }.enable_all().build().unwrap();
    runtime.block_on(ping(&session)).unwrap_err();
    std::thread::sleep(ms(150));
    let patient = CallOptions::new().timeout(ms(5000));
    runtime.block_on(call(&session, &PING, patient)).unwrap();
    assert_eq!(count(&asked), 2);
}

#[tokio::test]
async fn a_failure_is_shared_and_followed_by_a_pause() {
    let (server, asked) = (fine().await, counter());
    let sealed = |number| {
        if number == 0 {
            Err("vault sealed".into())
        } else {
            numbered(number)
        }
    };
    let session = with(&server, counted(&asked, ms(50), sealed));
    let crowd = (0..50).map(|_| {
        tokio::spawn({
            let session = session.clone();
            async move { ping(&session).await }
        })
    });
    for call in crowd.collect::<Vec<_>>() {
        let error = call.await.unwrap().unwrap_err();
        assert!(matches!(error, Error::Credentials(_)), "{error:?}");
        assert_eq!(
            std::error::Error::source(&error).unwrap().to_string(),
            "vault sealed"
        );
    }
    let error = ping(&session).await.unwrap_err();
    assert_eq!(
        std::error::Error::source(&error).unwrap().to_string(),
        "vault sealed"
    );
    assert!(error.is_retryable() && !error.was_sent());
    let pause = error.retry_after().unwrap();
    assert!(pause <= ms(250), "{pause:?}");
    assert_eq!(count(&asked), 1);
    sleep(pause + ms(20)).await;
    ping(&session).await.unwrap();
    assert_eq!((count(&asked), server.requests()), (2, 1));
}

#[tokio::test]
async fn a_credential_is_renewed_before_it_expires_and_used_meanwhile() {
    let (asked, life) = (counter(), ms(1000));
    let server = judging(401, |token| token == "t0" || token == "t1").await;
    let expiring = move |number| numbered(number).map(|credential| credential.expires_in(life));
    let session = with(&server, counted(&asked, ms(300), expiring));
    ping(&session).await.unwrap();
    let start = Instant::now();
    sleep(ms(500)).await;
    ping(&session).await.unwrap();
    assert_eq!(count(&asked), 1, "it is not due yet");
    sleep(ms(910).saturating_sub(start.elapsed())).await;
    let before = Instant::now();
    ping(&session).await.unwrap();
    assert!(before.elapsed() < ms(250), "nobody waits for what is still good");
    assert_eq!(count(&asked), 2);
    sleep(ms(400)).await;
    ping(&session).await.unwrap();
    assert_eq!(count(&asked), 2, "the new one has come");
}

#[tokio::test]
async fn what_has_expired_is_not_sent_and_an_old_one_is_used_while_renewing_fails() {
    let (server, asked) = (judging(401, |token| token == "t0").await, counter());
    let life = ms(600);
    let once = move |number| match number {
        0 => numbered(0).map(|credential| credential.expires_in(life)),
        _ => Err("vault sealed".into()),
    };
    let session = with(&server, counted(&asked, Duration::ZERO, once));
    ping(&session).await.unwrap();
    sleep(ms(550)).await;
    ping(&session).await.unwrap();
    sleep(ms(100)).await;
    let sent = server.requests();
    let error = ping(&session).await.unwrap_err();
    assert!(matches!(error, Error::Credentials(_)), "{error:?}");
    assert_eq!(server.requests(), sent);
}

#[tokio::test]
async fn invalidate_asks_again() {
    let (server, asked) = (fine().await, counter());
    let session = with(&server, counted(&asked, Duration::ZERO, numbered));
    ping(&session).await.unwrap();
    session.invalidate_credentials();
    assert_eq!(count(&asked), 1);
    ping(&session).await.unwrap();
    ping(&session.clone()).await.unwrap();
    assert_eq!(count(&asked), 2);
}

#[tokio::test]
async fn the_statuses_that_mean_expired_are_a_setting() {
    let refused = |token: &str| token != "t0";
    let (server, asked) = (judging(403, refused).await, counter());
    let provider = counted(&asked, Duration::ZERO, numbered);
    let error = ping(&with(&server, provider.clone())).await.unwrap_err();
    assert_eq!((error.status(), count(&asked)), (Some(StatusCode::FORBIDDEN), 1));
    asked.store(0, Ordering::SeqCst);
    let both = [StatusCode::UNAUTHORIZED, StatusCode::FORBIDDEN];
    let session = builder(&server, provider).expired_statuses(both).build().unwrap();
    ping(&session).await.unwrap();
    assert_eq!(count(&asked), 2);
}

#[tokio::test]
async fn a_provider_whose_credentials_are_never_accepted_is_left_alone_for_a_while() {
    let (server, asked) = (judging(401, |_| false).await, counter());
    let session = with(&server, counted(&asked, Duration::ZERO, numbered));
    for _ in 0..20 {
        let error = ping(&session).await.unwrap_err();
        assert_eq!(error.status(), Some(StatusCode::UNAUTHORIZED));
    }
    assert!(count(&asked) <= 4, "{asked:?}");
    // One that was accepted is replaced at once, however often.
    let (latest, asked) = (counter(), counter());
    let known = Arc::clone(&latest);
    let server = judging(401, move |token| token == format!("t{}", count(&known))).await;
    let session = with(&server, counted(&asked, Duration::ZERO, numbered));
    for number in 0..10 {
        latest.store(number, Ordering::SeqCst);
        ping(&session).await.unwrap();
    }
    assert_eq!(count(&asked), 10);
}

#[tokio::test]
async fn a_provider_that_gives_no_answer_has_a_timeout_of_its_own() {
    let (server, asked) = (fine().await, counter());
    let hanging = counted(&asked, Duration::from_secs(3600), numbered);
    let session = builder(&server, hanging)
        .credentials_timeout(ms(100))
        .build()
        .unwrap();
    let error = ping(&session).await.unwrap_err();
    assert!(matches!(error, Error::Credentials(_)), "{error:?}");
    assert_eq!(
        error.to_string(),
        "`ping`: the credentials provider of `bearer_token` gave no answer in 100ms (`credentials_timeout`)"
    );
    assert!(ping(&session).await.is_err());
    assert_eq!(count(&asked), 1);
}

#[tokio::test]
async fn a_provider_that_panics_is_a_failure_like_others() {
    let (server, asked) = (fine().await, counter());
    let panicking = |number| {
        if number == 0 {
            panic!("out of luck")
        } else {
            numbered(number)
        }
    };
    let session = with(&server, counted(&asked, Duration::ZERO, panicking));
    let error = ping(&session).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "`ping`: the credentials provider of `bearer_token` panicked"
    );
    sleep(ms(270)).await;
    ping(&session).await.unwrap();
}

/// A client whose provider runs `before` with that client first.
fn calling_itself<F, Fut>(server: &Rude, before: F) -> Session
where
    F: Fn(Session) -> Fut + Send + Sync + 'static,
    Fut: Future<Output = Result<(), CredentialsError>> + Send + 'static,
{
    let client: Arc<OnceLock<Session>> = Arc::default();
    let known = Arc::clone(&client);
    let provider = Credential::provided_by(move || {
        let calling = before(known.get().unwrap().clone());
        async move {
            calling.await?;
            numbered(0)
        }
    });
    client.get_or_init(|| with(server, provider)).clone()
}

#[tokio::test]
async fn a_provider_that_calls_the_client_which_waits_for_it_is_an_error_at_once() {
    let server = fine().await;
    let session = calling_itself(&server, |client| async move { Ok(ping(&client).await?) });
    let start = Instant::now();
    let error = ping(&session).await.unwrap_err();
    assert!(start.elapsed() < ms(1000));
    let said = "`ping`: the credentials provider of `bearer_token` calls the client that waits for it";
    // The call's own error says so, and that trying again changes nothing.
    assert_eq!(error.to_string(), said);
    assert!(matches!(error, Error::Credentials(_)) && !error.is_retryable());
    let inner = std::error::Error::source(&error).unwrap();
    assert_eq!(inner.to_string(), said);
    let inner = inner.downcast_ref::<Error<MintError>>().unwrap();
    assert!(!inner.is_retryable() && !inner.was_sent());
    assert_eq!(server.requests(), 0);
}

#[cfg(feature = "blocking")]
#[tokio::test]
async fn so_it_is_through_a_blocking_call() {
    let server = fine().await;
    let blocking = |client: Session| async move { Ok(specloom_runtime::blocking::wait(ping(&client))?) };
    let session = calling_itself(&server, blocking);
    let start = Instant::now();
    let error = ping(&session).await.unwrap_err();
    assert!(start.elapsed() < ms(1000));
    assert!(
        std::error::Error::source(&error)
            .unwrap()
            .to_string()
            .contains("calls the client")
    );
}

#[tokio::test]
async fn a_provider_may_log_in_with_the_client_that_it_serves() {
    let server = fine().await;
    let log_in = |client: Session| async move { Ok(call(&client, &OPEN, CallOptions::new()).await?) };
    ping(&calling_itself(&server, log_in)).await.unwrap();
    assert_eq!(server.requests(), 2);
}

/// Two clients whose providers call each other's.
#[tokio::test]
async fn a_circle_of_providers_is_an_error_at_once() {
    let server = fine().await;
    let others: [Arc<OnceLock<Session>>; 2] = Default::default();
    let provider = |other: &Arc<OnceLock<Session>>| {
        let other = Arc::clone(other);
        Credential::provided_by(move || {
            let other = other.get().unwrap().clone();
            async move {
                ping(&other).await?;
                numbered(0)
            }
        })
    };
    others[0].set(with(&server, provider(&others[1]))).unwrap();
    others[1].set(with(&server, provider(&others[0]))).unwrap();
    let start = Instant::now();
    ping(others[0].get().unwrap()).await.unwrap_err();
    assert!(start.elapsed() < ms(1000));
    assert_eq!(server.requests(), 0);
}

#[test]
fn a_question_outlives_the_runtime_that_asked_it() {
    let runtime = || {
        tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap()
    };
    let servers = tokio::runtime::Runtime::new().unwrap();
    let (server, asked) = (servers.block_on(fine()), counter());
    let session = builder(&server, counted(&asked, ms(200), numbered))
        .build()
        .unwrap();
    let short = CallOptions::new().timeout(ms(20));
    runtime().block_on(call(&session, &PING, short)).unwrap_err();
    // What the provider waits for may have gone with that runtime: then it is asked again, after the pause.
    let second = runtime();
    let mut outcome = second.block_on(ping(&session));
    if outcome.is_err() {
        second.block_on(async { sleep(ms(260)).await });
        outcome = second.block_on(ping(&session));
    }
    outcome.unwrap();
    assert!(count(&asked) <= 2, "{asked:?}");
}
