//! The names that a client has of its own: its methods, errors, credentials and servers.

use std::collections::HashMap;

use super::Target;
use crate::render::files::Context;

/// What the client has of its own, by section and name.
pub(super) fn of_client(context: &Context<'_>) -> HashMap<(String, String), Target> {
    let model = context.model;
    let mut known = HashMap::new();
    let mut put = |section: &str, span: String, target: Target| {
        known.insert((section.to_owned(), span), target);
    };
    if let Some(operation) = context.shown() {
        let (method, ty) = (&operation.method_name, &operation.type_name);
        for name in ["send_blocking", "send_reply_blocking"] {
            let target = Target::Gated("blocking", format!("operations::{ty}::{name}"));
            put("## Features", format!("{name}()"), target);
        }
        let mock = format!("mock::MockServer::mock_{method}");
        put(
            "## Tests",
            format!("server.mock_{method}()"),
            Target::Gated("mock", mock),
        );
        for span in [
            "respond_undocumented",
            "respond_raw",
            "respond_cut",
            "respond_broken",
            "once()",
            "times(n)",
        ] {
            let name = span.split('(').next().unwrap_or(span);
            let target = Target::Gated("mock", format!("mock::Mock{ty}::{name}"));
            put("## Tests", span.to_owned(), target);
        }
    }
    let mut add = |section: &str, span: String, target: String| put(section, span, Target::To(target));
    for operation in &model.operations {
        let (method, ty) = (&operation.method_name, &operation.type_name);
        let arguments: Vec<&str> = operation
            .path_parameters()
            .map(|parameter| parameter.rust.as_str())
            .collect();
        let call = format!("{method}({})", arguments.join(", "));
        add("## Operations", call, format!("Client::{method}"));
        for reply in &operation.failures {
            let variant = format!("{ty}Error::{}", reply.variant);
            add("## Error replies", variant.clone(), variant);
            let body = reply.content.ty();
            if let Some(name) = body.leaf().name() {
                add(
                    "## Error replies",
                    format!("ErrorBody<{body}>"),
                    format!("types::{name}"),
                );
            }
        }
    }
    if let Some(operation) = context.shown() {
        let send = format!("operations::{}::send_reply", operation.type_name);
        add("", "send_reply()".to_owned(), send);
    }
    for scheme in &model.schemes {
        let setter = scheme.setter.as_str();
        let spans = ["username, password", "token", "key"].map(|arguments| format!("{setter}({arguments})"));
        for section in ["## Credentials", "## Environment variables"] {
            for span in &spans {
                add(section, span.clone(), format!("ClientBuilder::{setter}"));
            }
        }
        add(
            "## Credentials",
            format!("{setter}_from"),
            format!("ClientBuilder::{setter}_from"),
        );
    }
    if model.servers.len() > 1 {
        for server in &model.servers {
            let variant = format!("Server::{}", server.variant);
            add("## Servers", variant.clone(), variant);
        }
    }
    known
}
