//! Credentials: how they are set and sent, and which environment variables hold them.

use super::super::example::variables;
use super::Context;
use crate::model::{Scheme, SchemeKind};
use crate::words::{cell, name_in_cell};

pub(super) fn credentials(context: &Context<'_>) -> String {
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
pub(super) fn environment(context: &Context<'_>) -> String {
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
