//! Where the document describes what an operation sends and receives.

use std::collections::HashMap;

use serde_json::Value;

use crate::model::{Body, Model, Operation, Ty};
use crate::openapi::Node;
use crate::openapi::media_type::essence;
use crate::openapi::operations::operations;
use crate::pointer::join;

/// The types of all operations' parameters, bodies, replies and headers, with the places of their schemas.
pub(super) fn roots<'a>(model: &'a Model, document: &'a Value) -> Vec<(&'a Ty, Node<'a>)> {
    let operations = model.operations.iter();
    operations
        .flat_map(|operation| of(operation, document).unwrap_or_default())
        .collect()
}

fn of<'a>(operation: &'a Operation, document: &'a Value) -> Option<Vec<(&'a Ty, Node<'a>)>> {
    let item = Node::root(document).key("paths")?.key(&operation.path)?;
    let pointer = operation.pointer();
    let value = document.pointer(&pointer)?;
    let node = Node { value, pointer };
    let mut roots = Vec::new();
    let declared = declared(document, &node, &item);
    for parameter in &operation.parameters {
        let is = |one: &&Node<'a>| {
            one.text("name") == Some(parameter.wire.as_str())
                && one.text("in") == Some(parameter.location.as_str())
        };
        let schema = declared.iter().find(is).and_then(schema);
        roots.extend(schema.map(|schema| (&parameter.ty, schema)));
    }
    let request = node.key("requestBody").and_then(|body| body.resolved(document));
    let content = request.and_then(|request| request.key("content"));
    for body in operation
        .body
        .iter()
        .flat_map(|body| std::iter::once(body).chain(&body.others))
    {
        let schema = content.as_ref().and_then(|content| sent(content, body));
        roots.extend(schema.map(|schema| (&body.ty, schema)));
    }
    let replies = node
        .key("responses")
        .map(|replies| replies.members())
        .unwrap_or_default();
    for reply in operation.successes.iter().chain(&operation.failures) {
        let key = reply.status.key();
        let listed = replies
            .iter()
            .find(|(status, _)| status.eq_ignore_ascii_case(&key));
        let Some(listed) = listed.and_then(|(_, reply)| reply.resolved(document)) else {
            continue;
        };
        let content = listed
            .key("content")
            .map(|content| content.members())
            .unwrap_or_default();
        for (media_type, media) in content {
            let other = reply.others.iter().find(|other| other.media_type == media_type);
            let ty = other.map_or(reply.content.ty(), |other| &other.ty);
            roots.extend(media.key("schema").map(|schema| (ty, schema)));
        }
        let headers = listed
            .key("headers")
            .map(|headers| headers.members())
            .unwrap_or_default();
        for header in &reply.headers {
            let named = headers
                .iter()
                .find(|(name, _)| name.eq_ignore_ascii_case(header.wire.as_str()));
            let named = named.and_then(|(_, header)| header.resolved(document));
            roots.extend(named.as_ref().and_then(schema).map(|schema| (&header.ty, schema)));
        }
    }
    Some(roots)
}

/// The parameters of an operation and those of its path, references followed.
fn declared<'a>(document: &'a Value, operation: &Node<'a>, item: &Node<'a>) -> Vec<Node<'a>> {
    let lists = [operation, item].map(|owner| owner.key("parameters").map(|list| list.items()));
    let all = lists.into_iter().flatten().flatten();
    all.filter_map(|parameter| parameter.resolved(document)).collect()
}

/// Where the document has each parameter of the fitted one.
pub(super) fn parameters(fitted: &Value, document: &Value) -> HashMap<String, String> {
    let mut places = HashMap::new();
    for operation in operations(fitted) {
        let at = operation.pointer();
        let (Some(node), Some(item)) = (
            Node::at(document, &at),
            Node::at(document, &join("/paths", operation.path)),
        ) else {
            continue;
        };
        let declared = declared(document, &node, &item);
        let own = Node {
            value: operation.value,
            pointer: at,
        };
        let listed = own.key("parameters").map(|list| list.items());
        for parameter in listed.unwrap_or_default() {
            let same = |one: &&Node<'_>| {
                ["name", "in"]
                    .iter()
                    .all(|key| one.get(key) == parameter.get(key))
            };
            if let Some(found) = declared.iter().find(same) {
                places.insert(parameter.pointer, found.pointer.clone());
            }
        }
    }
    places
}

/// The schema of a parameter or a header.
fn schema<'a>(node: &Node<'a>) -> Option<Node<'a>> {
    let media = || Some(node.key("content")?.members().into_iter().next()?.1);
    node.key("schema").or_else(|| media()?.key("schema"))
}

/// The schema of a body: that of its media type, or of the range that it was chosen from.
fn sent<'a>(content: &Node<'a>, body: &Body) -> Option<Node<'a>> {
    let members = content.members();
    let own = essence(&body.media_type);
    let named = members.iter().find(|(name, _)| essence(name) == own);
    named.or(members.first())?.1.key("schema")
}
