//! One row per way in which a server, or what stands before it, can fail.

use std::time::{Duration, Instant};

use specloom_tests::outage::{Outage, Step, bomb, gzip, say};
use specloom_tests::policy::{Policy, Tuned, quick};
use specloom_tests::raw::refused;
use specloom_tests::recording::Recording;
use specloom_tests::secrets::{BODY, HEADER};

use super::{Outcome, call, search_log, tests};

tests! { every_fault_is_the_stated_error }

/// What a server does to a request that deserved `good`, a documented success, and what must come of it.
struct Fault {
    name: &'static str,
    steps: fn(good: &Good) -> Vec<Step>,
    kind: &'static str,
    /// Whether the server gets as far as a status.
    answered: Answered,
    /// The requests that the server sees of one call that may make three.
    requests: usize,
}

/// A documented success.
struct Good {
    status: u16,
    body: String,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Answered {
    No,
    Documented,
    With(u16),
}
use Answered::{Documented, No, With};

impl Good {
    /// An answer with these headers and this body; the rest of the connection is the fault's.
    fn answer(&self, headers: &str, body: &str) -> Step {
        say(format!(
            "HTTP/1.1 {} X\r\nx-kept: {HEADER}\r\n{headers}\r\n\r\n{body}",
            self.status
        ))
    }

    /// A whole answer of a content type.
    fn whole(&self, content_type: &str, body: &str) -> Step {
        self.answer(
            &format!("content-type: {content_type}\r\ncontent-length: {}", body.len()),
            body,
        )
    }

    /// A whole answer whose body is compressed, and then what `spoil` makes of it.
    fn compressed(&self, spoil: impl Fn(Vec<u8>) -> Vec<u8>) -> Vec<Step> {
        let body = spoil(gzip(self.body.as_bytes()));
        let headers = format!("content-encoding: gzip\r\ncontent-length: {}", body.len());
        vec![self.answer(&headers, ""), Step::Say(body)]
    }
}

const SHORT: Duration = Duration::from_millis(20);

#[rustfmt::skip]
const FAULTS: &[Fault] = &[
    Fault { name: "closed before the answer", requests: 1, kind: "Transport", answered: No,
        steps: |_| vec![Step::Close] },
    Fault { name: "reset before the answer", requests: 1, kind: "Transport", answered: No,
        steps: |_| vec![Step::Reset] },
    Fault { name: "reset in the middle of the head", requests: 1, kind: "Transport", answered: No,
        steps: |_| vec![say("HTTP/1.1 200 OK\r\ncontent-"), Step::Wait(SHORT), Step::Reset] },
    Fault { name: "closed in the middle of the head", requests: 1, kind: "Transport", answered: No,
        steps: |_| vec![say("HTTP/1.1 200 OK\r\ncontent-"), Step::Close] },
    Fault { name: "reset in the middle of the body", requests: 1, kind: "TruncatedBody", answered: Documented,
        steps: |good| vec![good.answer("content-length: 100000", &good.body), Step::Wait(SHORT), Step::Reset] },
    Fault { name: "closed in the middle of the body", requests: 1, kind: "TruncatedBody", answered: Documented,
        steps: |good| vec![good.answer("content-length: 100000", &good.body), Step::Close] },
    Fault { name: "closed in the middle of a chunk", requests: 1, kind: "TruncatedBody", answered: Documented,
        steps: |good| vec![good.answer("transfer-encoding: chunked", &format!("fff\r\n{}", good.body)), Step::Close] },
    Fault { name: "chunks without the last", requests: 1, kind: "TruncatedBody", answered: Documented,
        steps: |good| vec![good.answer("transfer-encoding: chunked", &format!("{:x}\r\n{}\r\n", good.body.len(), good.body)), Step::Close] },
    Fault { name: "a chunk whose size is no number", requests: 1, kind: "TruncatedBody", answered: Documented,
        steps: |good| vec![good.answer("transfer-encoding: chunked", "zz\r\n{}\r\n0\r\n\r\n"), Step::Close] },
    Fault { name: "a chunk larger than any", requests: 1, kind: "TruncatedBody", answered: Documented,
        steps: |good| vec![good.answer("transfer-encoding: chunked", "fffffffffffffffff\r\n{}\r\n"), Step::Close] },
    Fault { name: "JSON cut short", requests: 1, kind: "TruncatedBody", answered: Documented,
        steps: |good| vec![good.whole("application/json", &good.body[..10]), Step::Close] },

    Fault { name: "HTML", requests: 1, kind: "NotJson", answered: Documented,
        steps: |good| vec![good.whole("text/html", &format!("<html>{BODY}</html>"))] },
    Fault { name: "bytes that are no text", requests: 1, kind: "NotJson", answered: Documented,
        steps: |good| vec![good.whole("image/png", "\u{89}PNG\u{fe}")] },
    Fault { name: "gzip that nobody asked for", requests: 1, kind: "NotJson", answered: Documented,
        steps: |good| vec![
            good.answer("content-encoding: gzip\r\ncontent-length: 12", ""),
            Step::Say(b"\x1f\x8b\x08\0\0\0\0\0\0\x03\xab\xae".to_vec()),
        ] },
    Fault { name: "a right body under a wrong content type", requests: 1, kind: "Reply", answered: Documented,
        steps: |good| vec![good.whole("text/html", &good.body)] },
    Fault { name: "a right body byte by byte", requests: 1, kind: "Reply", answered: Documented,
        steps: |good| {
            let mut steps = vec![good.answer(&format!("content-length: {}", good.body.len()), "")];
            steps.extend(good.body.bytes().map(|byte| Step::Repeat(vec![byte], 1, Duration::from_millis(1))));
            steps
        } },
    Fault { name: "an empty body", requests: 1, kind: "EmptyBody", answered: Documented,
        steps: |good| vec![good.whole("application/json", "")] },
    Fault { name: "white space", requests: 1, kind: "EmptyBody", answered: Documented,
        steps: |good| vec![good.whole("application/json", " \r\n")] },
    Fault { name: "JSON of another shape", requests: 1, kind: "UnexpectedShape", answered: Documented,
        steps: |good| vec![good.whole("application/json", &format!("\"{BODY}\""))] },
    Fault { name: "JSON nested without end", requests: 1, kind: "TruncatedBody", answered: Documented,
        steps: |good| vec![good.whole("application/json", &"[".repeat(500_000))] },
    Fault { name: "JSON nested too deep", requests: 1, kind: "UnexpectedShape", answered: Documented,
        steps: |good| vec![good.whole("application/json", &["[".repeat(400_000), "]".repeat(400_000)].concat())] },

    Fault { name: "a redirect to itself", requests: 1, kind: "UndocumentedStatus", answered: With(307),
        steps: |_| vec![say("HTTP/1.1 307 X\r\nlocation: /\r\ncontent-length: 0\r\n\r\n")] },
    Fault { name: "a proxy's 502", requests: 1, kind: "UndocumentedStatus", answered: With(502),
        steps: |_| vec![say(format!("HTTP/1.1 502 X\r\ncontent-length: 31\r\n\r\n<html>{BODY}</html>"))] },
    Fault { name: "a proxy's 504", requests: 1, kind: "UndocumentedStatus", answered: With(504),
        steps: |_| vec![say("HTTP/1.1 504 X\r\ncontent-length: 0\r\n\r\n")] },
    Fault { name: "408", requests: 1, kind: "UndocumentedStatus", answered: With(408),
        steps: |_| vec![say("HTTP/1.1 408 X\r\ncontent-length: 0\r\n\r\n")] },
    Fault { name: "429", requests: 1, kind: "UndocumentedStatus", answered: With(429),
        steps: |_| vec![say("HTTP/1.1 429 X\r\ncontent-length: 0\r\n\r\n")] },
    Fault { name: "503", requests: 1, kind: "UndocumentedStatus", answered: With(503),
        steps: |_| vec![say("HTTP/1.1 503 X\r\ncontent-length: 0\r\n\r\n")] },
    Fault { name: "503 that says when", requests: 3, kind: "UndocumentedStatus", answered: With(503),
        steps: |_| vec![say("HTTP/1.1 503 X\r\nretry-after: 0\r\ncontent-length: 0\r\n\r\n")] },
    Fault { name: "503 on connections that end", requests: 1, kind: "UndocumentedStatus", answered: With(503),
        steps: |_| vec![say("HTTP/1.1 503 X\r\ncontent-length: 0\r\n\r\n"), Step::Close] },
    Fault { name: "503 with half a body", requests: 1, kind: "TruncatedBody", answered: With(503),
        steps: |_| vec![say("HTTP/1.1 503 X\r\ncontent-length: 50\r\n\r\n<html>"), Step::Close] },

    Fault { name: "another protocol", requests: 1, kind: "Transport", answered: No,
        steps: |_| vec![say(format!("220 mail.example.com ESMTP {BODY}\r\n")), Step::Close] },
    Fault { name: "TLS", requests: 1, kind: "Transport", answered: No,
        steps: |_| vec![Step::Say(b"\x15\x03\x01\0\x02\x02\x46".to_vec()), Step::Close] },
    Fault { name: "a status that is none", requests: 1, kind: "Transport", answered: No,
        steps: |_| vec![say("HTTP/1.1 999999 X\r\ncontent-length: 0\r\n\r\n"), Step::Close] },
    Fault { name: "two lengths", requests: 1, kind: "Transport", answered: No,
        steps: |good| vec![good.answer("content-length: 5\r\ncontent-length: 7", &good.body), Step::Close] },
    Fault { name: "a length that is no number", requests: 1, kind: "Transport", answered: No,
        steps: |good| vec![good.answer("content-length: -1", &good.body), Step::Close] },
    Fault { name: "headers without end", requests: 1, kind: "Transport", answered: No,
        steps: |_| vec![say("HTTP/1.1 200 OK\r\n"), Step::Repeat(b"x-filler: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n".repeat(100), 1_000_000, Duration::ZERO)] },
    Fault { name: "one header without end", requests: 1, kind: "Transport", answered: No,
        steps: |_| vec![say("HTTP/1.1 200 OK\r\nx-filler: "), Step::Repeat(vec![b'a'; 65536], 1_000_000, Duration::ZERO)] },
];

/// What ends only because the client's attempt timeout ends it.
#[rustfmt::skip]
const HANGS: &[Fault] = &[
    Fault { name: "silence", requests: 1, kind: "Timeout", answered: No,
        steps: |_| vec![Step::Hang] },
    Fault { name: "silence after half a head", requests: 1, kind: "Timeout", answered: No,
        steps: |_| vec![say("HTTP/1.1 200 OK\r\ncontent-"), Step::Hang] },
    Fault { name: "silence after half a body", requests: 1, kind: "Timeout", answered: Documented,
        steps: |good| vec![good.answer("content-length: 1000", &good.body), Step::Hang] },
    Fault { name: "a head that trickles", requests: 1, kind: "Timeout", answered: No,
        steps: |_| vec![say("HTTP/1.1 200 OK\r\nx-filler: "), Step::Repeat(b"a".to_vec(), 1_000_000, SHORT)] },
    Fault { name: "a body that trickles", requests: 1, kind: "Timeout", answered: Documented,
        steps: |good| vec![good.answer("content-length: 100000", ""), Step::Repeat(b" ".to_vec(), 100_000, SHORT)] },
    Fault { name: "chunks that trickle", requests: 1, kind: "Timeout", answered: Documented,
        steps: |good| vec![good.answer("transfer-encoding: chunked", ""), Step::Repeat(b"1\r\n \r\n".to_vec(), 100_000, SHORT)] },
    Fault { name: "early hints without end", requests: 1, kind: "Timeout", answered: No,
        steps: |_| vec![Step::Repeat(b"HTTP/1.1 103 Early Hints\r\n\r\n".to_vec(), 1_000_000, SHORT)] },
    Fault { name: "503 whose body hangs", requests: 1, kind: "Timeout", answered: With(503),
        steps: |_| vec![say("HTTP/1.1 503 X\r\ncontent-length: 50\r\n\r\n<html>"), Step::Hang] },
];

/// What a server does to a client that has asked for gzip.
#[rustfmt::skip]
const COMPRESSED: &[Fault] = &[
    Fault { name: "a right body in gzip", requests: 1, kind: "Reply", answered: Documented,
        steps: |good| good.compressed(|gzip| gzip) },
    Fault { name: "a right body in plain", requests: 1, kind: "Reply", answered: Documented,
        steps: |good| vec![good.whole("application/json", &good.body)] },
    Fault { name: "gzip of HTML", requests: 1, kind: "NotJson", answered: Documented,
        steps: |good| Good { status: good.status, body: format!("<html>{BODY}</html>") }.compressed(|gzip| gzip) },
    Fault { name: "a gigabyte in a megabyte of gzip", requests: 1, kind: "TooLarge", answered: Documented,
        steps: |good| good.compressed(|_| bomb()) },
    Fault { name: "gzip that is none", requests: 1, kind: "NotText", answered: Documented,
        steps: |good| good.compressed(|_| format!("<html>{BODY}</html>").into_bytes()) },
    Fault { name: "gzip with a wrong checksum", requests: 1, kind: "TruncatedBody", answered: Documented,
        steps: |good| good.compressed(|mut gzip| { let at = gzip.len() - 8; gzip[at] ^= 1; gzip }) },
    Fault { name: "gzip that ends early", requests: 1, kind: "TruncatedBody", answered: Documented,
        steps: |good| good.compressed(|mut gzip| { gzip.truncate(gzip.len() / 2); gzip }) },
    Fault { name: "gzip whose connection ends early", requests: 1, kind: "TruncatedBody", answered: Documented,
        steps: |good| {
            let mut steps = vec![good.answer("content-encoding: gzip\r\ncontent-length: 100000", "")];
            steps.extend([Step::Say(gzip(good.body.as_bytes())[..20].to_vec()), Step::Close]);
            steps
        } },
];

async fn every_fault_is_the_stated_error<S: Tuned>() {
    let recording = Recording::start();
    rows::<S>(FAULTS, &Policy::default()).await;
    // Apart from the others, which keep the machine busy: what ends by the clock must get as far as it says before.
    let impatient = Policy {
        attempt_timeout: Duration::from_secs(2),
        ..Policy::default()
    };
    rows::<S>(HANGS, &impatient).await;
    let compressed = Policy {
        gzip: true,
        ..Policy::default()
    };
    rows::<S>(COMPRESSED, &compressed).await;
    refused_connections::<S>().await;
    search_log::<S>(recording);
}

async fn rows<S: Tuned>(faults: &'static [Fault], policy: &Policy) {
    let running: Vec<_> = faults
        .iter()
        .map(|fault| (fault, tokio::spawn(row::<S>(fault, policy.clone()))))
        .collect();
    for (fault, row) in running {
        row.await.unwrap_or_else(|_| panic!("{}", fault.name));
    }
}

async fn row<S: Tuned>(fault: &'static Fault, policy: Policy) {
    let (status, body) = S::success();
    let good = Good {
        status,
        body: body.to_string(),
    };
    let server = Outage::always((fault.steps)(&good));
    let start = Instant::now();
    let outcome = call::<S>(&server.url(), policy.clone()).await;
    let asked = outcome
        .status
        .filter(|_| fault.name.contains("says when"))
        .is_some();
    let attempts = u32::try_from(fault.requests).expect("a few");
    let documented = match fault.answered {
        No => None,
        Documented => Some(status),
        With(status) => Some(status),
    };
    // A status that the page documents is told by its body, which here is none.
    let kind = match (fault.kind, documented) {
        ("UndocumentedStatus", Some(status)) if S::replies().iter().any(|(known, _)| *known == status) => {
            "NotJson"
        }
        (kind, _) => kind,
    };
    let expected = Outcome {
        kind,
        status: documented,
        attempts,
        sent: true,
        retryable: asked,
        retry_after: asked.then_some(Duration::ZERO),
    };
    assert_eq!(outcome, expected, "{}", fault.name);
    assert_eq!(server.requests(), fault.requests, "{}", fault.name);
    // The timeouts of three attempts, and as much again for a busy machine.
    if kind == "Timeout" {
        let limit = policy.attempt_timeout * attempts + Duration::from_secs(10);
        assert!(start.elapsed() < limit, "{}: {:?}", fault.name, start.elapsed());
    }
}

async fn refused_connections<S: Tuned>() {
    let outcome = call::<S>(&refused().await, Policy::default()).await;
    let expected = Outcome {
        kind: "Connect",
        status: None,
        attempts: 3,
        sent: false,
        retryable: true,
        retry_after: None,
    };
    assert_eq!(outcome, expected);
    let policy = Policy {
        retry: quick().max_attempts(1),
        ..Policy::default()
    };
    assert_eq!(call::<S>(&refused().await, policy).await.attempts, 1);
}
