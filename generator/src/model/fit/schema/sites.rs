//! Where operations use schemas: parameters, bodies and headers.

use serde_json::Value;

use crate::openapi::media_type::is_multipart;
use crate::openapi::operations_mut;
use crate::pointer::{join, tokens};

/// How an operation uses a schema.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::model::fit) enum Use {
    /// A parameter, by name.
    Parameter(String),
    /// A request body.
    Request,
    /// A response body, by status (`200`, `4XX`, `default`).
    Response(String),
    /// A response header.
    Header,
}

/// A schema that an operation uses.
pub(in crate::model::fit) struct UsedSchema<'a> {
    pub(in crate::model::fit) operation: &'a str,
    pub(in crate::model::fit) role: Use,
    /// How many statuses of the operation in the 200s have a body.
    pub(in crate::model::fit) successes: usize,
    pub(in crate::model::fit) pointer: String,
    pub(in crate::model::fit) schema: &'a mut Value,
}

impl UsedSchema<'_> {
    /// Whether the schema is that of a form's parts.
    pub(in crate::model::fit) fn is_multipart(&self) -> bool {
        let tokens: Vec<String> = tokens(&self.pointer).collect();
        matches!(tokens.as_slice(), [.., content, media_type, _] if content == "content" && is_multipart(media_type))
    }
}

/// Calls `visit` with each schema that an operation uses directly, in the document's order.
pub(in crate::model::fit) fn sites_mut(document: &mut Value, visit: &mut dyn FnMut(UsedSchema<'_>)) {
    for (pointer, operation) in operations_mut(document) {
        let id = operation
            .get("operationId")
            .and_then(Value::as_str)
            .unwrap_or("operation")
            .to_owned();
        let mut visit = |role: &Use, successes: usize, pointer: String, schema: &mut Value| {
            visit(UsedSchema {
                operation: &id,
                role: role.clone(),
                successes,
                pointer,
                schema,
            });
        };
        let parameters = operation.get_mut("parameters").and_then(Value::as_array_mut);
        for (index, parameter) in parameters.into_iter().flatten().enumerate() {
            let name = parameter
                .get("name")
                .and_then(Value::as_str)
                .unwrap_or("parameter")
                .to_owned();
            let pointer = join(&join(&pointer, "parameters"), index.to_string());
            holder(parameter, &pointer, &mut |pointer, schema| {
                visit(&Use::Parameter(name.clone()), 0, pointer, schema);
            });
        }
        if let Some(body) = operation.get_mut("requestBody") {
            holder(body, &join(&pointer, "requestBody"), &mut |pointer, schema| {
                visit(&Use::Request, 0, pointer, schema);
            });
        }
        let responses = operation.get_mut("responses").and_then(Value::as_object_mut);
        let Some(responses) = responses else { continue };
        let successes = responses
            .iter()
            .filter(|(status, response)| status.starts_with('2') && response.get("content").is_some())
            .count();
        for (status, response) in responses {
            let pointer = join(&join(&pointer, "responses"), status);
            let headers = response.get_mut("headers").and_then(Value::as_object_mut);
            for (name, header) in headers.into_iter().flatten() {
                holder(
                    header,
                    &join(&join(&pointer, "headers"), name),
                    &mut |pointer, schema| {
                        visit(&Use::Header, 0, pointer, schema);
                    },
                );
            }
            let role = Use::Response(status.clone());
            holder(response, &pointer, &mut |pointer, schema| {
                visit(&role, successes, pointer, schema)
            });
        }
    }
}

/// The schemas of something with a `schema` or a `content`.
fn holder(value: &mut Value, pointer: &str, visit: &mut dyn FnMut(String, &mut Value)) {
    if let Some(schema) = value.get_mut("schema") {
        visit(join(pointer, "schema"), schema);
    }
    let content = value.get_mut("content").and_then(Value::as_object_mut);
    for (media, entry) in content.into_iter().flatten() {
        if let Some(schema) = entry.get_mut("schema") {
            visit(join(&join(&join(pointer, "content"), media), "schema"), schema);
        }
    }
}
