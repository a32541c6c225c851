//! The way of a prepared request over the network and back: attempts, credentials, waits, limits.
//!
//! Ends with a whole answer, whatever its status, or with the failure of the last attempt. What an attempt is on the wire: `wire`.

mod wire;

use std::time::Duration;

use tokio::sync::{Semaphore, SemaphorePermit};
use tokio::time::Instant;

use crate::assemble::assemble;
use crate::attempt::Attempt;
use crate::clock;
use crate::credentials::Authorization;
use crate::failure::{Failure, Kind, Phase, is_retryable_answer};
use crate::hook::AttemptRequest;
use crate::limits::{Deadline, Limits};
use crate::pace::UnderWay;
use crate::payload::Payload;
use crate::prepared::Prepared;
use crate::retry::Retry;
use crate::session::Shared;
use crate::trace::Trace;
use crate::via::Outgoing;

/// One call on its way.
struct Exchange<'a> {
    shared: &'a Shared,
    request: &'a Prepared,
    trace: &'a Trace,
    retry: &'a Retry,
    limits: Limits,
    deadline: Deadline,
    idempotent: bool,
    attempts: u32,
    /// Whether any attempt may have reached the server.
    sent: bool,
    waits: Waits,
}

/// How long a call has waited before it was sent, all attempts together.
#[derive(Default)]
struct Waits {
    turn: Duration,
    limit: Duration,
}

/// One's turns, and one's place among the requests that the server takes.
type Entered<'a> = ([Option<SemaphorePermit<'a>>; 2], Option<UnderWay<'a>>);

pub(crate) async fn run(shared: &Shared, request: &Prepared, trace: &Trace) -> Result<Payload, Failure> {
    let retry = request.call.retry_or(&shared.retry);
    let limits = request.call.limits(&shared.limits);
    let mut exchange = Exchange {
        shared,
        request,
        trace,
        retry,
        limits,
        deadline: Deadline::after(Instant::now(), limits.total, "total timeout"),
        idempotent: request.idempotent || retry.assume_idempotent,
        attempts: 0,
        sent: false,
        waits: Waits::default(),
    };
    let result = exchange.repeat().await;
    trace.waited(exchange.waits.turn, exchange.waits.limit);
    result
}

impl<'a> Exchange<'a> {
    async fn repeat(&mut self) -> Result<Payload, Failure> {
        let mut bounds = self.retry.bounds();
        let mut refreshed = false;
        loop {
            let authorization = self.authorize().await?;
            let result = self.attempt(&authorization).await;
            if let Ok(payload) = &result {
                let expired = self.shared.expired_statuses.contains(&payload.status());
                if !expired {
                    authorization.accept();
                } else if !refreshed && authorization.forget() {
                    refreshed = true;
                    self.trace.refresh(payload.status());
                    continue;
                }
            }
            if !self.is_worth_repeating(&result) {
                return self.end(result);
            }
            let retry_after = self.ended(&result).retry_after();
            let wait = bounds
                .next()
                .and_then(|bound| self.retry.wait(bound, retry_after));
            let wait = wait.filter(|wait| self.deadline.leaves_time_after(*wait));
            match wait {
                Some(wait) if self.shared.budget.take() => {
                    self.trace.retry(self.attempts, wait, &result);
                    clock::sleep(wait).await;
                }
                _ => return self.end(result),
            }
        }
    }

    fn ended<'r>(&self, result: &'r Result<Payload, Failure>) -> Attempt<'r> {
        Attempt {
            operation: self.request.operation,
            number: self.attempts,
            idempotent: self.idempotent,
            result,
        }
    }

    /// By the nature of what has happened, or by the policy's own predicates.
    fn is_worth_repeating(&self, result: &Result<Payload, Failure>) -> bool {
        let by_nature = match result {
            Ok(payload) => is_retryable_answer(&payload.head, self.request.operation, self.idempotent),
            Err(failure) => failure.is_retryable(),
        };
        self.retry.judge(by_nature, &self.ended(result))
    }

    fn end(&self, result: Result<Payload, Failure>) -> Result<Payload, Failure> {
        if let Ok(payload) = &result
            && !payload.status().is_server_error()
            && payload.status() != http::StatusCode::TOO_MANY_REQUESTS
        {
            self.shared.budget.earn();
        }
        result
    }

    async fn authorize(&self) -> Result<Authorization<'a>, Failure> {
        let shared = self.shared;
        let asked = self
            .deadline
            .limit(shared.credentials.authorize(self.request.operation))
            .await;
        asked
            .unwrap_or_else(|name| {
                Err(timed_out(
                    name,
                    "waiting for the credentials provider",
                    Phase::Authenticating,
                ))
            })
            .map_err(|failure| self.mark(failure))
    }

    /// Waits until fewer requests than `max_in_flight` are under way, of the operation first, so that those who wait for it keep
    /// no turn from others. Given back when dropped, by a call that is cancelled,
    /// too.
    async fn turns(&mut self) -> Result<[Option<SemaphorePermit<'a>>; 2], Failure> {
        let own = self.shared.turns_of.get(self.request.operation.id);
        let own = match own {
            Some(turns) => self.turn_of(turns).await?,
            None => None,
        };
        let turn = self.turn_of(&self.shared.turns).await?;
        Ok([own, turn])
    }

    async fn turn_of(&mut self, turns: &'a Semaphore) -> Result<Option<SemaphorePermit<'a>>, Failure> {
        if let Ok(turn) = turns.try_acquire() {
            return Ok(Some(turn));
        }
        let start = Instant::now();
        let turn = self.deadline.limit(turns.acquire()).await;
        self.waits.turn += start.elapsed();
        // Nobody closes the semaphore: there is always a permit.
        turn.map(Result::ok).map_err(|name| {
            let doing = "waiting for its turn (`max_in_flight`)";
            self.mark(timed_out(name, doing, Phase::Waiting))
        })
    }

    /// Turns, and a place among the requests that the server takes. Who waits for the server to take more keeps no turn from
    /// others. A wait for which the call has no time, or which its policy finds too long, is not made: the server has its say.
    async fn enter(&mut self) -> Result<Entered<'a>, Failure> {
        loop {
            let turns = self.turns().await?;
            let pace = match &self.shared.pace {
                // What is known is of the client's server.
                Some(pace) if self.request.base.is_none() => pace,
                _ => return Ok((turns, None)),
            };
            let wait = match pace.enter() {
                Ok(under_way) => return Ok((turns, Some(under_way))),
                Err(wait) => wait,
            };
            if !self.retry.is_worth(wait) || !self.deadline.leaves_time_after(wait) {
                return Ok((turns, Some(pace.enter_regardless())));
            }
            drop(turns);
            let start = Instant::now();
            clock::sleep(wait).await;
            self.waits.limit += start.elapsed();
        }
    }

    async fn attempt(&mut self, authorization: &Authorization<'_>) -> Result<Payload, Failure> {
        let assembled = assemble(self.shared, self.request, authorization);
        let mut request = assembled.map_err(|failure| self.mark(failure))?;
        let (_turns, under_way) = self.enter().await?;
        let now = Instant::now();
        let deadline = self.attempt_deadline(now);
        if deadline.is_over(now) {
            let doing = "its request was still to be sent";
            return Err(self.mark(timed_out(deadline.name, doing, Phase::Waiting)));
        }
        self.trace.propagate(&mut request.headers);
        self.before(&mut request).map_err(|failure| self.mark(failure))?;
        self.attempts += 1;
        let start = Instant::now();
        let result = self.send(request, under_way, start).await;
        if !self.shared.hooks.is_empty() {
            let (attempt, took) = (self.ended(&result), start.elapsed());
            self.shared
                .hooks
                .iter()
                .for_each(|hook| hook.after(&attempt, took));
        }
        result
    }

    fn before(&self, outgoing: &mut Outgoing) -> Result<(), Failure> {
        for hook in &self.shared.hooks {
            let mut request = AttemptRequest {
                operation: self.request.operation.id,
                number: self.attempts + 1,
                outgoing,
            };
            hook.before(&mut request).map_err(|error| {
                Failure::new(Kind::InvalidValue, "a hook refused the request").caused_by(error)
            })?;
        }
        Ok(())
    }

    /// Notes whether the attempt that failed may have reached the server.
    fn failed(&mut self, failure: Failure) -> Failure {
        self.sent |= !failure.never_left();
        self.mark(failure)
    }

    fn mark(&self, failure: Failure) -> Failure {
        failure
            .operation_is(self.request.operation)
            .idempotent(self.idempotent)
            .after(self.attempts, self.sent)
    }
}

pub(super) fn timed_out(name: &str, doing: &str, phase: Phase) -> Failure {
    Failure::new(Kind::Timeout, format!("the {name} ended the call while {doing}")).phase_is(phase)
}
