//! The operations: a table, and what the page says at length where they are few.

use super::Context;
use super::table::table;
use crate::model::Operation;
use crate::words::{cell, name_in_cell, section};

/// Most operations that are described at length; each has its documentation beside.
const DESCRIBED: usize = 5;

pub(super) fn operations(context: &Context<'_>) -> String {
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
