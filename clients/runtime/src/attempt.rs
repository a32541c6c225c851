//! One attempt that has ended, as a retry policy's predicates and hooks see it.

use http::{HeaderMap, StatusCode};
use std::time::Duration;

use crate::failure::{Failure, Phase};
use crate::operation::Operation;
use crate::payload::Payload;
use crate::told::Answered;

/// How an attempt ended: with an answer, whatever its status, or without one. Shows no body and no header value in `Debug`.
#[derive(Debug, Clone, Copy)]
pub struct Attempt<'a> {
    pub(crate) operation: &'static Operation,
    pub(crate) number: u32,
    pub(crate) idempotent: bool,
    pub(crate) result: &'a Result<Payload, Failure>,
}

impl<'a> Attempt<'a> {
    /// The operation's name in Rust.
    pub fn operation(&self) -> &'static str {
        self.operation.id
    }

    /// Which attempt of its call it was, from 1.
    pub fn number(&self) -> u32 {
        self.number
    }

    /// Whether the operation may be repeated, by its nature or by the caller's word.
    pub fn is_idempotent(&self) -> bool {
        self.idempotent
    }

    /// The reply's status, if there was a reply.
    pub fn status(&self) -> Option<StatusCode> {
        match self.result {
            Ok(payload) => Some(payload.status()),
            Err(failure) => failure.status(),
        }
    }

    /// The reply's headers, if there was a reply.
    pub fn headers(&self) -> Option<&'a HeaderMap> {
        match self.result {
            Ok(payload) => Some(payload.headers()),
            Err(failure) => failure.headers(),
        }
    }

    /// The reply's body as far as it was read. It may hold secrets.
    pub fn expose_body(&self) -> Option<&'a [u8]> {
        match self.result {
            Ok(payload) => Some(&payload.body[..]),
            Err(failure) => failure.expose_body(),
        }
    }

    /// The vendor's code for the error, from the body of an error answer, as [`Error::code`](crate::Error::code) has it.
    pub fn code(&self) -> Option<String> {
        match self.result {
            Ok(payload) => Answered::new(payload.body.clone())
                .code(payload.status(), &self.operation.error_fields)
                .map(str::to_owned),
            Err(failure) => failure.code().map(str::to_owned),
        }
    }

    /// What ended the attempt without a whole answer.
    pub fn failure(&self) -> Option<&'a Failure> {
        self.result.as_ref().err()
    }

    /// How far the attempt got.
    pub fn phase(&self) -> Phase {
        self.failure().map_or(Phase::Decoding, Failure::phase)
    }

    /// How long the server asked to wait before another attempt.
    pub fn retry_after(&self) -> Option<Duration> {
        match self.result {
            Ok(payload) => payload.head.retry_after,
            Err(failure) => failure.retry_after(),
        }
    }
}
