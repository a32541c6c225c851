//! Errors: the replies that the page documents, with what to do about them, and all others.

use super::Context;
use super::Examples;
use super::calls::statements;
use super::table::table;
use crate::model::{Content, Operation, Reading, Response, Status};
use crate::render::read_back::Example;
use crate::words::cell;

/// The replies that the page documents.
pub(super) fn errors(context: &Context<'_>, examples: &Examples) -> String {
    let rows: Vec<String> = context
        .model
        .operations
        .iter()
        .flat_map(|operation| {
            operation
                .failures
                .iter()
                .map(move |response| (operation, response))
        })
        .map(|(operation, response)| {
            let body = match &response.content {
                Content::Empty => "–".to_owned(),
                Content::Body {
                    reading: Reading::Json,
                    ty,
                } => format!("`ErrorBody<{ty}>`"),
                Content::Body { ty, .. } => format!("`{ty}`"),
            };
            let description = cell(response.description.as_deref().unwrap_or_default());
            format!(
                "| {} | `{}Error::{}` | {body} | {description} |\n",
                status(response),
                operation.type_name,
                response.variant
            )
        })
        .collect();
    if rows.is_empty() {
        return "## Error replies\n\nThe page documents none: an error status is `Error::UndocumentedStatus`, with status and headers; \
                `expose_body()` gives out what the server said."
            .to_owned();
    }
    let rows = table(rows, "the documentation of each operation's error");
    format!(
        "## Error replies\n\n`Error::Api(reply)` holds one of these in `reply.body()`. A body that is not as documented, such as a \
         proxy's page, does not hide the status: `ErrorBody::get()` is `None` then.\n\n\
             | status | variant | body | |\n| --- | --- | --- | --- |\n{rows}{}",
        examples
            .errors
            .as_ref()
            .map_or_else(String::new, |example| format!("\n{}\n", example.block()))
    )
    .trim_end()
    .to_owned()
}

fn status(response: &Response) -> String {
    match response.status {
        Status::Code(code) => code.to_string(),
        Status::Range(digit) => format!("{digit}xx"),
        Status::Default => "others".to_owned(),
    }
}

/// A `match` on what can happen, for the first operation that documents an error.
pub(super) fn handling(context: &Context<'_>) -> Option<Example> {
    let documents = |operation: &&Operation| !operation.failures.is_empty() && !operation.deprecated;
    let operation = context.model.operations.iter().find(documents)?;
    let name = context.crate_ident();
    let error = format!("{}Error", operation.type_name);
    let arms: String = operation
        .failures
        .iter()
        .take(2)
        .map(|response| {
            let (pattern, shown) = match &response.content {
                Content::Empty => ("", ""),
                Content::Body { .. } => ("(body)", ": {body:?}"),
            };
            let variant = &response.variant;
            format!(
                "{error}::{variant}{pattern} => println!(\"{}{shown}\"),\n",
                status(response)
            )
        })
        .collect();
    let lines = statements(&format!(
        "match error {{\n\
         Error::Api(reply) => match reply.body() {{\n{arms}other => println!(\"{{other}}\"),\n}},\n\
         error if error.is_retryable() => println!(\"later, in {{:?}}: {{error}}\", error.retry_after()),\n\
         error => println!(\"{{error}}\"),\n}}"
    ));
    let code = format!(
        "use {name}::{{{error}, Error}};\n\nfn explain(error: Error<{error}>) {{\n{}\n}}",
        indented(&lines)
    );
    Some(Example::new("rust", code))
}

fn indented(lines: &str) -> String {
    let lines: Vec<String> = lines.lines().map(|line| format!("    {line}")).collect();
    lines.join("\n")
}

/// What else can go wrong.
pub(super) fn failures() -> String {
    "## Other errors\n\nEvery error says which operation it is about (`operation()`), how far it got (`phase()`), how many requests \
     were made (`attempts()`), whether one may have reached the server (`was_sent()`), whether and when trying again is safe \
     (`is_retryable()`, `retry_after()`), and under which id the vendor knows the request (`request_id()`). Of an error reply, \
     documented or not, `code()`, `message()` and `details()` are what the vendor says, and `expose_body()` is the body as it came. \
     `Display` says the operation, the status, the vendor's code and the request's id; neither it nor `Debug` shows a credential, a \
     header's value or anything else of a body. `AnyError` is one type for `?` over all operations and \
     vendors.\n\n\
     | `Error::` | what happened | what to do |\n| --- | --- | --- |\n\
     | `UndocumentedStatus` | a status that the page does not document, often a proxy's 502 or a redirect | look at `status()`; \
     3xx: the server's URL is probably not the final one |\n\
     | `NotJson`, `NotText` | a documented status with something else in the body, such as HTML | usually a proxy or a wrong \
     `base_url` |\n\
     | `OtherMediaType` | a body of another documented media type than was asked for; the message names both | ask for that one, where \
     the operation has a method for it (`send_csv`), or read `expose_body()` |\n\
     | `UnexpectedShape` | JSON, but not as documented; the message says where | the page and the API differ: report it |\n\
     | `EmptyBody`, `TruncatedBody` | no body, or its end is missing | the operation may have run: check before repeating |\n\
     | `TooLarge` | the body is larger than the limit | raise `max_response_bytes` |\n\
     | `Timeout` | the message says which, and during what | if `was_sent()`, the operation may have run |\n\
     | `Connect` | name resolution, TCP or TLS failed: see `source()` | network or proxy: safe to repeat; a certificate that is not accepted, the server's or yours: not repeated |\n\
     | `Transport` | the connection broke before the reply's status, or an HTTP/2 server refused the request | if `was_sent()`, the operation may have run |\n\
     | `Redirected` | a `transport` of your own followed a redirect | tell it not to |\n\
     | `MissingValue`, `InvalidValue` | a value is missing or cannot be sent; the message names it | fix the call |\n\
     | `MissingCredentials` | the message names the builder's methods | configure the client |\n\
     | `Credentials` | your credentials provider failed: see `source()` | |"
        .to_owned()
}
