//! What the operations answer: an enum per operation, a variant per documented status.

use specloom_runtime::ErrorBody;
use super::types;

/// The error replies that the page documents for [`Client::place_order`](super::Client::place_order), by status.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum PlaceOrderError {
    /// 403 Forbidden.
    ///
    /// No.
    Forbidden(ErrorBody<types::Problem>),
    /// 404 Not Found.
    ///
    /// Where?
    NotFound,
    /// Any 4xx status without a variant of its own.
    ///
    /// Other.
    ClientError(ErrorBody<types::Problem>),
    /// Any status without a variant of its own.
    ///
    /// Anything.
    Default(specloom_runtime::Bytes),
}

impl std::fmt::Display for PlaceOrderError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(
            match self {
                Self::Forbidden(_) => "403 Forbidden",
                Self::NotFound => "404 Not Found",
                Self::ClientError(_) => "a 4xx status",
                Self::Default(_) => "a status that the page does not list",
            },
        )
    }
}

impl std::error::Error for PlaceOrderError {}

/// What [`Client::place_order`](super::Client::place_order) answers, by status.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum PlaceOrderSuccess {
    /// 201 Created.
    ///
    /// Placed.
    Created(types::Order),
    /// 202 Accepted.
    ///
    /// Later.
    Accepted(String),
    /// 203 Non Authoritative Information.
    ///
    /// Later, says another.
    NonAuthoritativeInformation(String),
    /// 204 No Content.
    ///
    /// Nothing to do.
    NoContent,
}

/// The error replies that the page documents for [`Client::list_orders`](super::Client::list_orders), by status.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum ListOrdersError {
    /// Any status without a variant of its own.
    ///
    /// Orders, or what is wrong.
    Default(ErrorBody<types::Order>),
}

impl std::fmt::Display for ListOrdersError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(
            match self {
                Self::Default(_) => "a status that the page does not list",
            },
        )
    }
}

impl std::error::Error for ListOrdersError {}

/// The error replies that the page documents for [`Client::retry`](super::Client::retry): none.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Retry2Error {}

impl std::fmt::Display for Retry2Error {
    fn fmt(&self, _f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match *self {}
    }
}

impl std::error::Error for Retry2Error {}

/// What [`Client::retry`](super::Client::retry) answers.
pub type Retry2Success = Vec<Vec<Vec<i64>>>;

/// The error replies that the page documents for [`Client::send_form`](super::Client::send_form), by status.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum SendFormError {
    /// 400 Bad Request.
    ///
    /// No.
    BadRequest,
}

impl std::fmt::Display for SendFormError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(
            match self {
                Self::BadRequest => "400 Bad Request",
            },
        )
    }
}

impl std::error::Error for SendFormError {}

/// The error replies that the page documents for [`Client::send_styled_form`](super::Client::send_styled_form): none.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum SendStyledFormError {}

impl std::fmt::Display for SendStyledFormError {
    fn fmt(&self, _f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match *self {}
    }
}

impl std::error::Error for SendStyledFormError {}
