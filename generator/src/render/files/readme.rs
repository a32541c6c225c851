//! `README.md` of a client crate, which is its front page on docs.rs, too.

use super::Context;
use super::example::{builder_lines, send, variables};
use crate::model::{Content, Operation, Reading, Response, Scheme, SchemeKind, Status, Ty};
use crate::words::check::Example;
use crate::words::{cell, name, name_in_cell, section, sentence};
use crate::{NoteKind, pointer};

/// Most operations that are described at length; each has its documentation beside.
const DESCRIBED: usize = 5;
/// Most rows of a table; a longer one is in the documentation, where it can be searched.
const ROWS: usize = 50;

/// What the README shows as code that is compiled: a call, and what to do with its errors.
#[derive(Debug, Default)]
pub(super) struct Examples {
    call: Option<Example>,
    errors: Option<Example>,
}

impl Examples {
    /// The examples of a client.
    pub(super) fn of(context: &Context<'_>) -> Self {
        Self {
            call: call(context),
            errors: handling(context),
        }
    }

    /// All of them.
    pub(super) fn all(&self) -> Vec<Example> {
        self.call.iter().chain(&self.errors).cloned().collect()
    }
}

/// The tutorial: what it is, a call, credentials, errors, environment, features, what was changed in the page.
pub(super) fn readme(context: &Context<'_>, examples: &Examples) -> String {
    let sections = [
        head(context),
        quick_start(context, examples),
        operations(context),
        credentials(context),
        environment(context),
        servers(context),
        errors(context, examples),
        failures(),
        persistence(),
        formats(context),
        testing(context),
        features(),
        notes(context),
        licence(),
    ];
    let text: Vec<String> = sections
        .into_iter()
        .filter(|section| !section.is_empty())
        .collect();
    format!("<!-- {} -->\n\n{}\n", context.banner(), text.join("\n\n"))
}

fn head(context: &Context<'_>) -> String {
    let vendor = &context.sources.vendor;
    let mut text = format!(
        "# {}\n\n{}.",
        vendor.crate_name,
        sentence(vendor.description.trim_end_matches('.'))
    );
    if let Some(link) = vendor.link() {
        text.push_str(&format!("\nGenerated from [the vendor's page]({link})."));
    }
    text
}

fn quick_start(context: &Context<'_>, examples: &Examples) -> String {
    let Some(call) = &examples.call else {
        return String::new();
    };
    format!(
        "{}\n\n\
         What a path is made of is an argument of the method. Everything else has a setter, which takes a value or an `Option` of one: `None` \
         leaves it out. Structs of requests are made by `new`, of what they cannot do without, and setters; where that is much, by `builder`. \
         Secrets print as `[REDACTED]`; `expose_secret()` gives them out. `send_reply()` returns the reply with its status \
         and headers.{}",
        call.block(),
        nulls(context)
    )
}

/// How null is said, where a request of the client can say it beside leaving out.
fn nulls(context: &Context<'_>) -> String {
    let model = context.model;
    let setters = |operation| model.body_setters(operation).into_iter().flatten();
    let null = model
        .operations
        .iter()
        .find_map(|operation| setters(operation).find_map(|setter| setter.null));
    null.map_or_else(String::new, |null| {
        format!(
            "\n\nWhat can be left out and can be null has a method for each: `{null}()` sends null, and what is not set is left out."
        )
    })
}

fn call(context: &Context<'_>) -> Option<Example> {
    let operation = context.shown()?;
    let build = builder_lines(context, |index, scheme| match (&scheme.kind, index) {
        (SchemeKind::Basic, 0) => "\"<user name>\"".to_owned(),
        (SchemeKind::Basic, _) => "\"<password>\"".to_owned(),
        (SchemeKind::Bearer, _) => "\"<token>\"".to_owned(),
        _ => "\"<key>\"".to_owned(),
    });
    let variable = context.variable();
    let lines = statements(&format!(
        "let {variable} = {name}::Client::builder(){build}.build()?;\n\
         {send}",
        name = context.crate_ident(),
        send = send(context, operation, "{reply:?}"),
    ));
    let code =
        format!("# async fn example() -> Result<(), Box<dyn std::error::Error>> {{\n{lines}\n# Ok(())\n# }}");
    Some(Example::new("rust,no_run", code))
}

/// Statements in the house style, one under the other.
fn statements(code: &str) -> String {
    match syn::parse_str::<syn::File>(&format!("fn main() {{ {code} }}")) {
        Ok(file) => {
            let text = prettyplease::unparse(&file);
            let lines = text.lines().filter_map(|line| line.strip_prefix("    "));
            lines.collect::<Vec<_>>().join("\n")
        }
        Err(_) => code.to_owned(),
    }
}

/// Where an operation of a site stands: its page, or the place in the stored one.
fn page(context: &Context<'_>, method: &str, path: &str) -> String {
    match context.set.own_page(method, path) {
        None => String::new(),
        Some(origin) => match origin.link() {
            Some(url) => format!(" ([page]({url}))"),
            None => format!(" ({})", name_in_cell(&origin.stored())),
        },
    }
}

fn operations(context: &Context<'_>) -> String {
    let rows = context.model.operations.iter().map(|operation| {
        let Operation {
            method_name,
            method,
            path,
            ..
        } = operation;
        let summary = cell(operation.summary.as_deref().unwrap_or_default());
        let request = name_in_cell(&format!("{method} {path}"));
        let page = page(context, &method.to_string(), path);
        let arguments: Vec<&str> = operation
            .path_parameters()
            .map(|parameter| parameter.rust.as_str())
            .collect();
        let arguments = arguments.join(", ");
        format!("| `{method_name}({arguments})` | {request} | {summary}{page} |\n")
    });
    let rows = table(rows.collect(), "the documentation of `Client`");
    let described = context.model.operations.iter().filter_map(|operation| {
        let description = operation.description.as_deref()?;
        Some(format!(
            "\n### `{}`\n\n{}\n",
            operation.method_name,
            section(description)
        ))
    });
    let described = match context.model.operations.len() {
        0..=DESCRIBED => described.collect(),
        _ => String::new(),
    };
    format!("## Operations\n\n| method | request | |\n| --- | --- | --- |\n{rows}{described}")
        .trim_end()
        .to_owned()
}

fn credentials(context: &Context<'_>) -> String {
    let api = context.model;
    if api.schemes.is_empty() {
        return "## Credentials\n\nThe page declares none: nothing is sent.".to_owned();
    }
    let rows: String = api
        .schemes
        .iter()
        .map(|scheme| {
            let description = cell(scheme.description.as_deref().unwrap_or_default());
            format!(
                "| `{}` | {} | {description} |\n",
                signature(scheme),
                travels(scheme)
            )
        })
        .collect();
    let first = &api.schemes[0].setter;
    let several = api
        .operations
        .iter()
        .any(|operation| operation.security.len() > 1);
    let choice = match several {
        true => " Where an operation accepts several, the first of the page's order that is set is sent.",
        false => "",
    };
    format!(
        "## Credentials\n\nEach operation sends what the page says it needs, over https or to this machine only.{choice}\n\n\
         | builder method | sent as | |\n| --- | --- | --- |\n{rows}\n\
         Each has a variant, such as `{first}_from`, for credentials that change while the client lives: it takes a provider, which \
         is asked again when the server says 401."
    )
    .trim_end()
    .to_owned()
}

/// What `Client::from_env()` reads.
fn environment(context: &Context<'_>) -> String {
    let (vendor, api) = (&context.sources.vendor, context.model);
    if vendor.env.is_empty() {
        return String::new();
    }
    let credentials = api
        .schemes
        .iter()
        .filter(|scheme| vendor.env.contains_key(scheme.setter.as_str()));
    let mut rows: String = credentials
        .map(|scheme| {
            let variables: Vec<String> = variables(context, scheme)
                .iter()
                .map(|variable| format!("`{variable}`"))
                .collect();
            format!("| {} | `{}` |\n", variables.join(", "), signature(scheme))
        })
        .collect();
    let base_url = vendor
        .env
        .get("base_url")
        .and_then(|variables| variables.names().first());
    if let Some(variable) = base_url {
        let needed = if api.servers.is_empty() {
            "required"
        } else {
            "optional"
        };
        rows.push_str(&format!("| `{variable}` | `base_url(url)`, {needed} |\n"));
    }
    let choice = match api.schemes.len() {
        0 | 1 => "",
        _ => " One kind of credentials is enough.",
    };
    format!(
        "## Environment variables\n\n`Client::from_env()` reads these, and its error names those that are missing.{choice} `Client::builder().from_env()?` reads the \
         same and leaves room for other settings.\n\n\
         | variable | as |\n| --- | --- |\n{rows}"
    )
    .trim_end()
    .to_owned()
}

fn signature(scheme: &Scheme) -> String {
    match scheme.kind {
        SchemeKind::Basic => format!("{}(username, password)", scheme.setter),
        SchemeKind::Bearer => format!("{}(token)", scheme.setter),
        _ => format!("{}(key)", scheme.setter),
    }
}

fn travels(scheme: &Scheme) -> String {
    match &scheme.kind {
        SchemeKind::Basic => "`Authorization: Basic …`".to_owned(),
        SchemeKind::Bearer => "`Authorization: Bearer …`".to_owned(),
        SchemeKind::Header(name) => format!("header {}", name_in_cell(name)),
        SchemeKind::Query(name) => format!("query parameter {}", name_in_cell(name)),
        SchemeKind::Cookie(name) => format!("cookie {}", name_in_cell(name)),
    }
}

fn servers(context: &Context<'_>) -> String {
    let servers = &context.model.servers;
    let variable = context.sources.vendor.env.get("base_url");
    let variable = match variable.and_then(|variable| variable.names().first()) {
        Some(name) => format!(" (`{name}`, with `from_env`)"),
        None => String::new(),
    };
    let list: String = servers
        .iter()
        .map(|server| {
            let description = server
                .description
                .as_deref()
                .map(|text| format!(": {}", sentence(text)))
                .unwrap_or_default();
            format!(
                "- `Server::{}`, {}{description}\n",
                server.variant,
                name(&server.url)
            )
        })
        .collect();
    match servers.as_slice() {
        [] => format!(
            "## Server\n\nThe page names none: `base_url`{variable} says where the installation is, and is required."
        ),
        [one] => format!(
            "## Server\n\n{}, unless `base_url`{variable} says otherwise.",
            name(&one.url)
        ),
        [first, ..] => format!(
            "## Servers\n\n{list}\n`Server::{}` unless `server` or `base_url`{variable} says otherwise.",
            first.variant
        ),
    }
}

fn errors(context: &Context<'_>, examples: &Examples) -> String {
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

/// Rows of a table, at most as many as a reader goes through.
fn table(rows: Vec<String>, rest: &str) -> String {
    let more = match rows.len().saturating_sub(ROWS) {
        0 => String::new(),
        more => format!("\nand {more} more: see {rest}.\n"),
    };
    rows.into_iter().take(ROWS).collect::<String>() + &more
}

/// A `match` on what can happen, for the first operation that documents an error.
fn handling(context: &Context<'_>) -> Option<Example> {
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

fn failures() -> String {
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
     | `UnexpectedShape` | JSON, but not as documented; the message says where | the page and the API differ: report it |\n\
     | `EmptyBody`, `TruncatedBody` | no body, or its end is missing | the operation may have run: check before repeating |\n\
     | `TooLarge` | the body is larger than the limit | raise `max_response_bytes` |\n\
     | `Timeout` | the message says which, and during what | if `was_sent()`, the operation may have run |\n\
     | `Connect` | name resolution, TCP or TLS failed: see `source()` | network, proxy, certificate; safe to repeat |\n\
     | `Transport` | the connection broke before the reply's status | the operation may have run |\n\
     | `Redirected` | a `transport` of your own followed a redirect | tell it not to |\n\
     | `MissingValue`, `InvalidValue` | a value is missing or cannot be sent; the message names it | fix the call |\n\
     | `MissingCredentials` | the message names the builder's methods | configure the client |\n\
     | `Credentials` | your credentials provider failed: see `source()` | |"
        .to_owned()
}

/// What a client does by itself, and where to change it.
fn persistence() -> String {
    "## Retries, timeouts and limits\n\nA request is repeated only where that is safe: it never reached the server, or the server \
     answered 429 or 503 and said when to come again; where the method is idempotent, also after a timeout, a broken connection, and \
     the statuses 408, 425, 429, 500, 502 to 504, 520 to 524 and 529. Waits are random and grow, `Retry-After` is honoured, and clones share a budget of retries, so that an outage is not made \
     worse.\n\n\
     | builder method | unless set | for one call |\n| --- | --- | --- |\n\
     | `retry` | `Retry::default()`: 3 requests at most | `retry` |\n\
     | `timeout` | 90 s, with all attempts and the waits between them | `timeout` |\n\
     | `attempt_timeout` | 30 s, from connecting to the last byte | `attempt_timeout` |\n\
     | `connect_timeout` | 10 s | |\n\
     | `max_response_bytes` | 16 MiB | `max_response_bytes` |\n\
     | `max_in_flight` | 100 requests at once; others wait | |\n\
     | `max_in_flight_of` | no limit for one operation alone | |\n\
     | `rate_limits` | what the server says it takes (`RateLimit`, `X-RateLimit-Remaining`, `Retry-After`) is kept to; others wait, for 30 s at most | |\n\
     | `credentials_timeout` | 30 s for a provider's answer | |\n\
     | `http_client_with` | no redirects; proxies from the environment, root certificates of the system | |\n\
     | `transport` | the HTTP client | |\n\
     | `hook` | none: what to do before and after each attempt | |\n\n\
     One call can also have a `header`, an `idempotency_key`, and query parameters that the page does not describe (`query`). Dropping \
     its future cancels it. `raw(method, path)` calls what the page does not document, with all of this."
        .to_owned()
}

fn testing(context: &Context<'_>) -> String {
    let Some(operation) = context.shown() else {
        return String::new();
    };
    let method = &operation.method_name;
    format!(
        "## Tests\n\nWith the feature `mock`, `mock::MockServer::start()` is a server on this machine, and `MockServer::in_process()` the \
         same as a transport, without a port. `server.mock_{method}()` says which calls it expects, `respond_…` what it answers, and only \
         what the page documents compiles, but for what says so by its name: `respond_undocumented`, `respond_raw`, `respond_cut` (half \
         a body) and `respond_broken` (no answer). `once()` and `times(n)` put answers in a row: a 503, then a reply. `server.client()` \
         calls it, `requests()` holds what it was asked, and a call that nothing matches is told by what was otherwise. `Script` answers \
         whatever is asked, in a row. A client trait is not needed."
    )
}

/// What becomes of dates and the like, where there are some.
fn formats(context: &Context<'_>) -> String {
    let types = context
        .model
        .types
        .values()
        .flat_map(|definition| definition.holds());
    let operations = context.model.operations.iter();
    let mut all = types.chain(operations.flat_map(|operation| operation.types()));
    if !all.any(|ty| matches!(ty.leaf(), Ty::Format(_))) {
        return String::new();
    }
    "## Formats\n\nStrings with a `format` hold the text as it came, whatever it is: `as_str()` shows it, and a reply is never refused for one. \
     With the feature of a crate's name, `to` converts it into that crate's type, and setters take such values:\n\n\
     | type | `to::<…>()` |\n| --- | --- |\n\
     | `DateTime`, `Date`, `Time` | the types of `jiff`, `chrono` and `time` |\n\
     | `IsoDuration` | `jiff::Span`, `jiff::SignedDuration` |\n\
     | `Uuid` | `uuid::Uuid` |\n\
     | `Decimal` | `rust_decimal::Decimal` |\n\
     | `Base64`, `Base64Url` | `Vec<u8>`, `Bytes`; made of them, too |\n\n\
     An `int32` is an `i32` in what is only sent, and an `i64` in what is received: a number that has grown is read all the same."
        .to_owned()
}

fn features() -> String {
    "## Features\n\n| feature | |\n| --- | --- |\n| `rustls` (default) | TLS by rustls |\n| `native-tls` | TLS by the \
     operating system's library, also where `rustls` is on |\n| `rustls-ring` | TLS by rustls with ring |\n\
     | `reqwest` | the HTTP client, which TLS brings along; without it, `transport` is needed |\n| `http2` | HTTP/2 where the server offers it |\n\
     | `gzip` | the builder's `gzip`: ask for compressed replies |\n\
     | `jiff`, `chrono`, `time`, `uuid`, `rust_decimal` | what a `formats::DateTime` and its like convert into by `to`, and are made of |\n\
     | `blocking` | `send_blocking()` for programs without an async runtime |\n\
     | `tower` | `TowerTransport`: a `tower::Service` as transport |\n\
     | `reqwest-0-13`, `reqwest-middleware-0-5` | `http_client_with`: reqwest's own builder, and a chain of middleware around its client |\n\
     | `tracing` | a span per call with OpenTelemetry's HTTP client attributes, an event per retry, `traceparent` for the server |\n\
     | `mock` | `mock::MockServer`, for tests of code that uses the client |"
        .to_owned()
}

fn notes(context: &Context<'_>) -> String {
    let of = |wanted: NoteKind, title: &str| {
        let lines: Vec<String> = context
            .notes
            .iter()
            .filter(|note| note.kind == wanted)
            .map(|note| format!("- {}: {}\n", place(&note.pointer), sentence(&note.what)))
            .collect();
        let lines = table(lines, "the generator's notes");
        if lines.is_empty() {
            String::new()
        } else {
            format!("### {title}\n\n{lines}\n")
        }
    };
    let lists = [
        of(NoteKind::Warning, "Warnings"),
        of(NoteKind::Corrected, "Corrected"),
        of(NoteKind::Inferred, "Inferred"),
        of(NoteKind::Lowered, "Lowered"),
        of(NoteKind::Ignored, "Without effect"),
    ]
    .concat();
    if lists.is_empty() {
        return String::new();
    }
    format!("## What differs from the page, and why\n\n{}", lists.trim_end())
}

/// A place in the document, in the words in which people speak of it.
fn place(at: &str) -> String {
    let tokens: Vec<String> = pointer::tokens(at).collect();
    let tokens: Vec<&str> = tokens.iter().map(String::as_str).collect();
    let (what, rest) = match tokens.as_slice() {
        [] => return "the page".to_owned(),
        ["paths", path, method, rest @ ..] => (format!("{} {path}", method.to_uppercase()), rest),
        ["components", "schemas", schema, "properties", property, rest @ ..] => {
            (format!("{schema}.{property}"), rest)
        }
        ["components", _, name, rest @ ..] => ((*name).to_owned(), rest),
        ["components", section] => ((*section).to_owned(), &[][..]),
        [first, rest @ ..] => ((*first).to_owned(), rest),
    };
    match rest {
        [] => name(&what),
        rest => format!("{}, {}", name(&what), name(&rest.join("/"))),
    }
}

fn licence() -> String {
    "## Licence\n\nMIT or Apache-2.0, at your choice.".to_owned()
}
