//! One attempt on the wire: the request goes out, the reply's head and body come in, within the attempt's time and the reply's size.

use std::pin::pin;

use http::Method;
use tokio::time::Instant;

use super::{Exchange, timed_out};
use crate::failure::{Failure, Kind, Phase};
use crate::head::{Head, has_no_content};
use crate::limits::Deadline;
use crate::pace::UnderWay;
use crate::payload::Payload;
use crate::reply::Call;
use crate::sink::{Sink, Stop};
use crate::transport::{Broken, TransportError};
use crate::via::{Incoming, Outgoing};
use crate::wipe::Buffer;

/// After so many parts of a body the clock is looked at, also if each is there when it is asked for.
const CHUNKS_PER_LOOK: u64 = 16;

impl Exchange<'_> {
    pub(super) async fn send(
        &mut self,
        request: Outgoing,
        under_way: Option<UnderWay<'_>>,
        start: Instant,
    ) -> Result<Payload, Failure> {
        let deadline = self.attempt_deadline(start);
        let late = |name| timed_out(name, "waiting for the reply", Phase::Sending);
        // Pinned here: what a future is moved into by value is moved with it.
        let sent = pin!(self.shared.via.send(request));
        let mut answer = match deadline.limit(sent).await {
            Ok(Ok(answer)) => answer,
            Ok(Err(error)) => return Err(self.failed(broken(error))),
            Err(name) => return Err(self.failed(late(name))),
        };
        self.sent = true;
        let (mut headers, most) = (
            std::mem::take(&mut answer.headers),
            self.limits.max_response_bytes,
        );
        let announced = answer
            .length
            .map_or(0, |length| usize::try_from(length).unwrap_or(usize::MAX));
        let sink = Sink::new(&mut headers, self.shared.gzip, announced, most);
        let head = Head::new(answer.status, headers);
        if let Some(under_way) = under_way {
            under_way.answered(&head);
        }
        let (body, problem) = match announced > most {
            _ if self.request.method == Method::HEAD || has_no_content(head.status) => {
                (Buffer::default(), None)
            }
            true => (Buffer::default(), Some(stopped(Stop::TooLarge, most))),
            false => self.read(answer, sink, &deadline).await,
        };
        let body = body.share();
        match problem {
            Some(failure) => Err(self.failed(failure.answered(head, body))),
            None => {
                let call = Call {
                    operation: self.request.operation,
                    idempotent: self.idempotent,
                    attempts: self.attempts,
                };
                Ok(Payload { head, call, body })
            }
        }
    }

    pub(super) fn attempt_deadline(&self, start: Instant) -> Deadline {
        Deadline::after(start, self.limits.attempt, "attempt timeout").earlier(self.deadline)
    }

    /// The body as far as it came, and what kept the rest from coming.
    async fn read(
        &self,
        mut answer: Incoming,
        mut sink: Sink,
        deadline: &Deadline,
    ) -> (Buffer, Option<Failure>) {
        let stopped = |stop| stopped(stop, self.limits.max_response_bytes);
        let mut chunks = 0_u64;
        let problem = loop {
            chunks += 1;
            // A body that trickles may always be ready.
            if chunks.is_multiple_of(CHUNKS_PER_LOOK) && deadline.is_over(Instant::now()) {
                break timed_out(deadline.name, "reading the reply's body", Phase::Reading);
            }
            match deadline.limit(answer.chunk()).await {
                Ok(Ok(Some(chunk))) => match sink.take(&chunk) {
                    Ok(()) => {}
                    Err(stop) => break stopped(stop),
                },
                Ok(Ok(None)) => {
                    let (body, stop) = sink.end();
                    return (body, stop.map(stopped));
                }
                Ok(Err(error)) => break broken(error),
                Err(name) => break timed_out(name, "reading the reply's body", Phase::Reading),
            }
        };
        (sink.end().0, Some(problem))
    }
}

fn stopped(stop: Stop, most: usize) -> Failure {
    match stop {
        Stop::TooLarge => Failure::new(
            Kind::TooLarge,
            format!("the reply's body is larger than {most} bytes (`max_response_bytes`)"),
        ),
        #[cfg(feature = "gzip")]
        Stop::Undecodable => Failure::new(
            Kind::NotText,
            "the reply's body is not encoded as its `Content-Encoding` says",
        ),
        #[cfg(feature = "gzip")]
        Stop::EndsEarly => Failure::new(
            Kind::TruncatedBody,
            "the reply's compressed body ends early, or its checksum is wrong",
        ),
    }
}

/// What the transport says became of the request.
fn broken(error: TransportError) -> Failure {
    let own = "HTTP client's timeout";
    let failure = match error.what {
        Broken::Connect => Failure::new(Kind::Connect, ""),
        Broken::ConnectTimeout => timed_out("connect timeout", "connecting to the server", Phase::Connecting),
        Broken::Certificate => Failure::new(Kind::Certificate, ""),
        Broken::OwnCertificate => Failure::new(
            Kind::Certificate,
            "the server does not accept the client's certificate, or wants one (`http_client_with`)",
        ),
        Broken::Refused => Failure::new(Kind::Refused, "").phase_is(Phase::Connecting),
        Broken::Request => Failure::new(Kind::InvalidValue, "the request cannot be sent"),
        Broken::Timeout => timed_out(own, "waiting for the reply", Phase::Sending),
        Broken::Connection => Failure::new(Kind::Transport, ""),
        Broken::Body => Failure::new(Kind::TruncatedBody, ""),
        Broken::BodyTimeout => timed_out(own, "reading the reply's body", Phase::Reading),
        Broken::Redirected => Failure::new(Kind::Redirected, "").phase_is(Phase::Sending),
    };
    match error.source {
        Some(source) => failure.caused_by_shared(source),
        None => failure,
    }
}
