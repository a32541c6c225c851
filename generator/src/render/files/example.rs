//! The runnable example of a client crate, and the same lines for its README.

use super::Context;
use crate::error::{Error, Place, Result, Stage};
use crate::model::{Operation, Scheme, SchemeKind, Ty};
use crate::{pointer, words};

/// `examples/<operation>.rs`: calls the first operation with credentials from the environment.
pub(super) fn example(context: &Context<'_>) -> Result<String> {
    let Some(operation) = context.shown() else {
        return Ok(String::new());
    };
    let name = context.crate_ident();
    let client = match is_configured_by_environment(context) {
        true => "Client::from_env()?".to_owned(),
        false => {
            let build = builder_lines(context, |argument, scheme| {
                let variable = variables(context, scheme);
                let variable = variable
                    .get(argument)
                    .cloned()
                    .unwrap_or_else(|| scheme.setter.as_str().to_uppercase());
                format!("std::env::var(\"{variable}\")?")
            });
            format!("Client::builder(){build}.build()?")
        }
    };
    // One line, whatever the page says: what follows a line's end would be code.
    let title = words::sentence(operation.summary.as_deref().unwrap_or(&operation.id));
    let variable = context.variable();
    let code = format!(
        "//! {title}: {request}.\n//!\n//! {how}\n\n\
         use {name}::Client;\n\n\
         #[tokio::main(flavor = \"current_thread\")]\nasync fn main() -> Result<(), Box<dyn std::error::Error>> {{\n\
         let {variable} = {client};\n\
         {send}Ok(())\n}}\n",
        send = send(context, operation, "{reply:#?}"),
        title = title.trim_end_matches('.'),
        request = words::name(&format!("{} {}", operation.method, operation.path)),
        how = environment(context),
    );
    let file = syn::parse_file(&code).map_err(|error| {
        Error::new(
            Stage::Render,
            Place::file(context.sources.origin()).pointer(pointer::from_tokens(["paths", &operation.path])),
            format!("the example of `{}` is not Rust: {error}", operation.id),
            "report this page as a defect of the generator",
        )
    })?;
    Ok(format!(
        "// {}\n\n{}",
        context.banner(),
        crate::render::text::print(file)
    ))
}

/// The call and what becomes of its reply.
pub(super) fn send(context: &Context<'_>, operation: &Operation, format: &str) -> String {
    let variable = context.variable();
    let call = context.call.as_ref().map_or("", |call| &call.code);
    let empty = matches!(operation.success_types().as_slice(), [one] if *one.ty() == Ty::Unit);
    match empty {
        true => format!("{variable}{call}.send().await?;\n"),
        false => format!("let reply = {variable}{call}.send().await?;\nprintln!(\"{format}\");\n"),
    }
}

/// Whether `from_env` finds all that the example's call needs.
fn is_configured_by_environment(context: &Context<'_>) -> bool {
    let env = &context.sources.vendor.env;
    let schemes = chosen(context);
    let server = !context.model.servers.is_empty() || env.contains_key("base_url");
    server
        && !schemes.is_empty()
        && schemes
            .iter()
            .all(|scheme| env.contains_key(scheme.setter.as_str()))
}

fn environment(context: &Context<'_>) -> String {
    let variables: Vec<String> = chosen(context)
        .iter()
        .flat_map(|scheme| variables(context, scheme))
        .map(|variable| words::name(&variable))
        .collect();
    if variables.is_empty() {
        return "It needs no credentials.".to_owned();
    }
    let credentials = format!("It reads its credentials from {}", variables.join(" and "));
    let server = context.sources.vendor.env.get("base_url");
    match server.and_then(|server| server.names().first()) {
        Some(server) if is_configured_by_environment(context) => {
            let instead = match context.model.servers.is_empty() {
                true => "",
                false => ", if set, in place of the page's",
            };
            format!("{credentials}, and the server's URL from `{server}`{instead}.")
        }
        _ => format!("{credentials}."),
    }
}

/// The environment variables of a scheme's builder method, in the order of its arguments: those of `vendor.toml`, else
/// names made from the crate's.
pub(super) fn variables(context: &Context<'_>, scheme: &Scheme) -> Vec<String> {
    if let Some(variables) = context.sources.vendor.env.get(scheme.setter.as_str()) {
        return variables.names().to_vec();
    }
    let prefix = context.sources.vendor.identifier().to_uppercase();
    match scheme.kind {
        SchemeKind::Basic => vec![format!("{prefix}_USERNAME"), format!("{prefix}_PASSWORD")],
        _ => vec![format!("{prefix}_{}", scheme.setter.as_str().to_uppercase())],
    }
}

/// The schemes that an example sets: those of the first operation's first alternative.
pub(super) fn chosen<'a>(context: &'a Context<'_>) -> Vec<&'a Scheme> {
    let api = context.model;
    let alternative = context.shown().and_then(|operation| operation.security.first());
    let names = alternative.map(Vec::as_slice).unwrap_or_default();
    api.schemes
        .iter()
        .filter(|scheme| names.contains(&scheme.name))
        .collect()
}

/// `.base_url(…).bearer_token(…)`: what a client needs before `build`.
pub(super) fn builder_lines(context: &Context<'_>, argument: impl Fn(usize, &Scheme) -> String) -> String {
    let mut lines = String::new();
    if context.model.servers.is_empty() {
        lines.push_str(&format!(
            ".base_url(\"https://{}.example.com\")",
            context.sources.vendor.identifier().replace('_', "-")
        ));
    }
    for scheme in chosen(context) {
        let count = if scheme.kind == SchemeKind::Basic { 2 } else { 1 };
        let arguments: Vec<String> = (0..count).map(|index| argument(index, scheme)).collect();
        lines.push_str(&format!(".{}({})", scheme.setter, arguments.join(", ")));
    }
    lines
}
