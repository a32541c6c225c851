//! Every value that could be a secret holds the sentinel `hush`; nothing that can be shown or recorded may
//! contain it.
//!
//! One test, since it owns the process's loggers. It uses no mock server, whose own log would show requests.
#![cfg(feature = "tracing")]
#![allow(clippy::unwrap_used, reason = "helpers of tests are test code, too")]

mod support;

use std::error::Error as StdError;
use std::fmt::{self, Debug, Write as _};
use std::sync::Mutex;
use std::time::Duration;

use specloom_runtime::{
    AnyError, CallOptions, Credential, CredentialsError, Error, Method, Multipart, Operation, Parameter,
    Session, SessionBuilder,
};
use support::rude::Rude;
use support::{MintError, SCHEMES, builder, decode, list, mint, quick};
use tokio::net::TcpListener;

static RECORD: Mutex<String> = Mutex::new(String::new());

fn record(text: impl fmt::Display) {
    writeln!(RECORD.lock().unwrap(), "{text}").unwrap();
}

/// Records every span, event and field at every level, and what the HTTP libraries log.
struct Recorder;

struct Fields(String);

impl tracing::field::Visit for Fields {
    fn record_debug(&mut self, field: &tracing::field::Field, value: &dyn Debug) {
        write!(self.0, " {}={value:?}", field.name()).unwrap();
    }
}

impl tracing::Subscriber for Recorder {
    fn enabled(&self, _: &tracing::Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &tracing::span::Attributes<'_>) -> tracing::Id {
        let mut fields = Fields(format!("span {}", span.metadata().name()));
        span.record(&mut fields);
        record(fields.0);
        tracing::Id::from_u64(1)
    }

    fn record(&self, _: &tracing::Id, values: &tracing::span::Record<'_>) {
        let mut fields = Fields("record".to_owned());
        values.record(&mut fields);
        record(fields.0);
    }

    fn event(&self, event: &tracing::Event<'_>) {
        let mut fields = Fields("event".to_owned());
        event.record(&mut fields);
        record(fields.0);
    }

    fn record_follows_from(&self, _: &tracing::Id, _: &tracing::Id) {}
    fn enter(&self, _: &tracing::Id) {}
    fn exit(&self, _: &tracing::Id) {}
}

impl log::Log for Recorder {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        true
    }

    fn log(&self, entry: &log::Record<'_>) {
        record(format_args!("log {} {}", entry.target(), entry.args()));
    }

    fn flush(&self) {}
}

/// Everything that can be seen of a value and, for errors, of all its sources.
fn show_error(error: &(dyn StdError + 'static)) {
    let mut next = Some(error);
    while let Some(error) = next {
        record(format_args!("{error}\n{error:?}\n{error:#?}"));
        next = error.source();
    }
}

fn show(value: &impl Debug) {
    record(format_args!("{value:?}\n{value:#?}"));
}

static EVERYWHERE: Operation = Operation::new("everywhere", Method::POST, "/x/{id}")
    .security(&[&["bearerAuth", "keyAuth", "headerAuth", "cookieAuth"]])
    .accept("application/json")
    .idempotent();

async fn everywhere(session: &Session) -> Result<(), Error<MintError>> {
    let call = CallOptions::new()
        .header("X-Extra", "hush")
        .idempotency_key("hush");
    show(&call);
    let mut request = session.request(&EVERYWHERE, call);
    request.parameter(Parameter::path("id"), "hush")?;
    request.parameter(Parameter::query("q"), "hush")?;
    request.parameter(Parameter::header("X-Parameter"), "hush")?;
    request.parameter(Parameter::cookie("c"), "hush")?;
    request.multipart(Multipart::new().text("m", "hush"))?;
    request.send(decode).await.map(|reply| show(&reply))
}

fn everything(url: &str) -> SessionBuilder {
    let builder = SessionBuilder::new(SCHEMES, None).base_url(url).retry(quick());
    builder
        .attempt_timeout(Duration::from_millis(100))
        .credential(
            "bearerAuth",
            Credential::provided_by(|| async { Ok(Credential::bearer("hush")) }),
        )
        .credential("basicAuth", Credential::basic("hush", "hush"))
        .credential("keyAuth", Credential::api_key("hush"))
        .credential("headerAuth", Credential::api_key("hush"))
        .credential("cookieAuth", Credential::api_key("hush"))
}

fn answer(status: u16, body: &str) -> String {
    let headers = "Set-Cookie: sid=hush\r\nX-Request-Id: hush\r\nLocation: https://acme.test/?key=hush";
    format!(
        "HTTP/1.1 {status} hush\r\n{headers}\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
}

#[tokio::test]
async fn nothing_shows_a_secret() {
    tracing::subscriber::set_global_default(Recorder).unwrap();
    log::set_logger(&Recorder).unwrap();
    log::set_max_level(log::LevelFilter::Trace);

    let good = r#"{"token": "hush", "expires_in": 1, "refresh": "hush"}"#;
    let answers = [
        answer(200, good),
        answer(200, r#"{"token": "x", "expires_in": "hush"}"#),
        answer(200, r#"{"token": ["hush"], "expires_in": 1}"#),
        answer(200, r#"{"token": "hush"}"#),
        answer(200, "hush"),
        answer(200, r#"{"token": "hush"#),
        answer(200, ""),
        answer(302, "hush"),
        answer(403, r#"{"message": "public", "detail": "hush"}"#),
        answer(401, r#"{"message": "public"}"#),
        answer(429, "hush"),
        answer(503, "hush"),
        answer(502, "<html>hush"),
        answer(200, good).replace("Content-Length: ", "Content-Length: 9"),
        "hush hush hush\r\n".to_owned(),
        "HTTP/1.1 200 OK\r\nhush hush: \u{1}\r\n\r\n".to_owned(),
    ];
    let mut kinds = 0;
    for text in answers {
        let server = Rude::saying(text).await;
        let session = everything(&server.url()).build().unwrap();
        show(&session);
        let results = [
            everywhere(&session).await,
            mint(&session, "hush", CallOptions::new())
                .await
                .map(|reply| show(&reply)),
            list(&session, CallOptions::new()).await.map(|reply| show(&reply)),
        ];
        for error in results.into_iter().filter_map(Result::err) {
            kinds += 1;
            show_error(&error);
            show_error(&AnyError::from(error));
        }
    }
    assert_eq!(kinds, 15 * 3, "all answers but the first are errors");

    // Failures without an answer.
    let address = TcpListener::bind("127.0.0.1:0")
        .await
        .unwrap()
        .local_addr()
        .unwrap();
    let refused = everything(&format!("http://{address}")).build().unwrap();
    show_error(&everywhere(&refused).await.unwrap_err());
    let silent = Rude::start(|stream, _| async move {
        tokio::time::sleep(Duration::from_secs(60)).await;
        drop(stream);
    })
    .await;
    show_error(
        &everywhere(&everything(&silent.url()).build().unwrap())
            .await
            .unwrap_err(),
    );

    // What never leaves.
    let session = everything("http://127.0.0.1:1").build().unwrap();
    let mut request = session.request(
        &EVERYWHERE,
        CallOptions::new()
            .header("X-A", "hush\n")
            .header("hush hush", "hush"),
    );
    for failure in [
        request.parameter(Parameter::header("X-B"), "hush\n").unwrap_err(),
        request.parameter(Parameter::query("q"), &[["hush"]]).unwrap_err(),
        request.parameter(Parameter::path("other"), "hush").unwrap_err(),
        request
            .form("application/x-www-form-urlencoded", "hush")
            .unwrap_err(),
    ] {
        show(&failure);
        show_error(&Error::<MintError>::from(failure));
    }
    request.parameter(Parameter::path("id"), "hush").unwrap();
    show_error(&request.send(decode).await.unwrap_err());
    let mut request = session.request(&EVERYWHERE, CallOptions::new());
    let failure = request.parameter(Parameter::path("id"), "..").unwrap_err();
    show_error(&Error::<MintError>::from(failure));
    let wrong = Credential::provided_by(|| async { Ok::<_, CredentialsError>(Credential::bearer("hush\n")) });
    let session = builder("https://acme.test")
        .credential("bearerAuth", wrong)
        .build()
        .unwrap();
    show_error(&mint(&session, "u", CallOptions::new()).await.unwrap_err());

    // Clients that are not built.
    for builder in [
        everything("https://hush:hush@acme.test"),
        everything("https://acme.test/?key=hush"),
        everything("hush://acme.test"),
        everything("hush"),
        everything("https://acme.test")
            .credential("hush-not", Credential::bearer("x"))
            .user_agent("hush\n"),
        everything("https://acme.test").credential("bearerAuth", Credential::bearer("hush\n")),
    ] {
        let builder = builder.credential("headerAuth", Credential::api_key("hush"));
        record(format!("{builder:?}\n{builder:#?}").replace("hush-not", ""));
        let text = builder.build().map(|_| ()).unwrap_err();
        record(format!("{text}\n{text:?}").replace("hush-not", ""));
    }

    let record = RECORD.lock().unwrap();
    for expected in [
        "span operation",
        "url.template=\"/users/{userId}/tokens/\"",
        "http.request.method=\"POST\"",
        "server.address=\"127.0.0.1\"",
        "http.response.status_code=403",
        "error.type=\"403\"",
        "error.type=\"truncated_body\"",
        "http.request.resend_count=2",
        "retrying",
        "log reqwest",
    ] {
        assert!(record.contains(expected), "the recorder has missed {expected}");
    }
    let leaks: Vec<_> = record.lines().filter(|line| line.contains("hush")).collect();
    assert!(leaks.is_empty(), "{leaks:#?}");
    let encoded: Vec<_> = record
        .lines()
        .filter(|line| line.contains("aHVzaDpodXNo"))
        .collect();
    assert!(encoded.is_empty(), "{encoded:#?}");
}
