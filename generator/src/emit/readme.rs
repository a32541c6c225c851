//! `README.md` of a client crate, which is its front page on docs.rs, too.

use super::Context;
use super::example::{builder_lines, send, variables};
use crate::NoteKind;
use crate::api::{Content, Operation, Response, Scheme, SchemeKind, Status};
use crate::polish::types::doc_lines;
use crate::unseen::shown;

/// Most rows of a table; a longer one is in the documentation, where it can be searched.
const ROWS: usize = 50;

/// The tutorial: what it is, a call, credentials, errors, environment, features, what was changed in the page.
pub(super) fn readme(context: &Context<'_>) -> String {
    let sections = [
        head(context),
        quick_start(context),
        operations(context),
        credentials(context),
        servers(context),
        errors(context),
        failures(),
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
        vendor.description.trim_end_matches('.')
    );
    if let Some(source) = &vendor.source {
        text.push_str(&format!("\nGenerated from [the vendor's page]({source})."));
    }
    text
}

fn quick_start(context: &Context<'_>) -> String {
    let Some(operation) = context.shown() else {
        return String::new();
    };
    let build = builder_lines(context, |index, scheme| match (&scheme.kind, index) {
        (SchemeKind::Basic, 0) => "\"<user name>\"".to_owned(),
        (SchemeKind::Basic, _) => "\"<password>\"".to_owned(),
        (SchemeKind::Bearer, _) => "\"<token>\"".to_owned(),
        _ => "\"<key>\"".to_owned(),
    });
    let variable = context.sources.vendor.variable();
    let lines = statements(&format!(
        "let {variable} = {name}::Client::builder(){build}.build()?;\n\
         {send}",
        name = context.crate_ident(),
        send = send(context, operation, "{reply:?}"),
    ));
    format!(
        "```rust,no_run\n# async fn example() -> Result<(), Box<dyn std::error::Error>> {{\n{lines}\n# Ok(())\n# }}\n```\n\n\
         Secrets print as `[REDACTED]`; `expose_secret()` gives them out. `send_reply()` returns the reply with its status \
         and headers."
    )
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

fn operations(context: &Context<'_>) -> String {
    let rows = context.polished.api.operations.iter().map(|operation| {
        let Operation {
            method_name,
            method,
            path,
            ..
        } = operation;
        let summary = cell(operation.summary.as_deref().unwrap_or_default());
        format!("| `{method_name}` | `{method} {path}` | {summary} |\n")
    });
    let rows = table(rows.collect(), "the documentation of `Client`");
    format!("## Operations\n\n| method | request | |\n| --- | --- | --- |\n{rows}")
        .trim_end()
        .to_owned()
}

fn credentials(context: &Context<'_>) -> String {
    let api = &context.polished.api;
    if api.schemes.is_empty() {
        return "## Credentials\n\nThe page declares none: nothing is sent.".to_owned();
    }
    let rows: String = api
        .schemes
        .iter()
        .map(|scheme| {
            let variables: Vec<String> = variables(context, scheme)
                .iter()
                .map(|variable| format!("`{variable}`"))
                .collect();
            let from_env = context.sources.vendor.env.contains_key(&scheme.setter);
            let variables = if from_env {
                variables.join(", ")
            } else {
                "–".to_owned()
            };
            let description = cell(scheme.description.as_deref().unwrap_or_default());
            format!(
                "| `{}` | {} | {variables} | {description} |\n",
                signature(scheme),
                travels(scheme)
            )
        })
        .collect();
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
         | builder method | sent as | `Client::from_env()` reads | |\n| --- | --- | --- | --- |\n{rows}{}",
        from_env(context)
    )
    .trim_end()
    .to_owned()
}

/// How `from_env` goes with the builder, where there is one.
fn from_env(context: &Context<'_>) -> &'static str {
    match context.sources.vendor.env.is_empty() {
        true => "",
        false => "\n`Client::builder().from_env()?` reads the same and leaves room for other settings.",
    }
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
        SchemeKind::Header(name) => format!("header `{name}`"),
        SchemeKind::Query(name) => format!("query parameter `{name}`"),
        SchemeKind::Cookie(name) => format!("cookie `{name}`"),
    }
}

fn servers(context: &Context<'_>) -> String {
    let servers = &context.polished.api.servers;
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
                .map(|text| format!(": {}", cell(text)))
                .unwrap_or_default();
            format!(
                "- `Server::{}`, {}{description}\n",
                server.variant,
                cell(&server.url)
            )
        })
        .collect();
    match servers.as_slice() {
        [] => format!(
            "## Server\n\nThe page names none: `base_url`{variable} says where the installation is, and is required."
        ),
        [one] => format!(
            "## Server\n\n{}, unless `base_url`{variable} says otherwise.",
            cell(&one.url)
        ),
        [first, ..] => format!(
            "## Servers\n\n{list}\n`Server::{}` unless `server` or `base_url`{variable} says otherwise.",
            first.variant
        ),
    }
}

fn errors(context: &Context<'_>) -> String {
    let rows: Vec<String> = context
        .polished
        .api
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
        return "## Error replies\n\nThe page documents none: an error status is `Error::UndocumentedStatus`, with status and headers."
            .to_owned();
    }
    let rows = table(rows, "the documentation of each operation's error");
    format!(
        "## Error replies\n\n`Error::Api(reply)` holds one of these in `reply.body()`:\n\n\
             | status | variant | body | |\n| --- | --- | --- | --- |\n{rows}{}",
        handling(context)
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
fn handling(context: &Context<'_>) -> String {
    let documents = |operation: &&Operation| !operation.failures.is_empty() && !operation.deprecated;
    let Some(operation) = context.polished.api.operations.iter().find(documents) else {
        return String::new();
    };
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
    format!(
        "\n```rust\nuse {name}::{{{error}, Error}};\n\nfn explain(error: Error<{error}>) {{\n{}\n}}\n```\n",
        indented(&lines)
    )
}

fn indented(lines: &str) -> String {
    let lines: Vec<String> = lines.lines().map(|line| format!("    {line}")).collect();
    lines.join("\n")
}

fn failures() -> String {
    "## Other errors\n\nEvery error says which operation it is about, how many attempts were made, whether the request \
     may have reached the server, and whether trying again is safe (`is_retryable()`, `retry_after()`). None shows a \
     credential, a header value or a body in `Debug` or `Display`.\n\n\
     [`Error`](https://docs.rs/specloom-runtime/latest/specloom_runtime/enum.Error.html) lists them with what to do about each."
        .to_owned()
}

fn features() -> String {
    "## Features\n\n| feature | |\n| --- | --- |\n| `rustls` (default) | TLS by rustls |\n| `native-tls` | TLS by the \
     operating system's library |\n| `blocking` | `send_blocking()` for programs without an async runtime |\n\
     | `tracing` | a span per call with OpenTelemetry's HTTP client attributes, an event per retry |\n\
     | `mock` | `mock::MockServer`, for tests of code that uses the client |"
        .to_owned()
}

fn notes(context: &Context<'_>) -> String {
    let of = |wanted: NoteKind, title: &str| {
        let lines: Vec<String> = context
            .notes
            .iter()
            .filter(|note| note.kind == wanted)
            .map(|note| {
                let pointer = shown(&note.pointer);
                format!("- `{}`: {}\n", pointer.replace('`', "'"), cell(&note.what))
            })
            .collect();
        let lines = table(lines, "the generator's notes");
        if lines.is_empty() {
            String::new()
        } else {
            format!("### {title}\n\n{lines}\n")
        }
    };
    let lists = [
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

fn licence() -> String {
    "## Licence\n\nMIT or Apache-2.0, at your choice.".to_owned()
}

/// Text from the page as one line of a table: nothing in it ends the cell, starts HTML or is taken for a link.
fn cell(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let safe = doc_lines(&text).join(" ").trim().replace("\\|", "|");
    safe.replace('|', "\\|")
}
