//! Several descriptions of one operation → one that allows whatever any of them does.
//!
//! A body is any of the pages' bodies, and so is a reply; a parameter that some pages do not have, or do not require, is
//! optional. The schemas of one place get their pages' titles where they have none: those name the members of the union.

use serde_json::{Map, Value, json};

use super::shape::verbatim;

/// One page's description: the operation, with all its parameters, and the page's title.
pub(super) struct Variant {
    pub(super) operation: Map<String, Value>,
    pub(super) title: Option<String>,
}

/// Joins the descriptions into the first.
pub(super) fn join(mut variants: Vec<Variant>) -> Map<String, Value> {
    let mut joined = variants
        .first()
        .map(|first| first.operation.clone())
        .unwrap_or_default();
    let lists: Vec<Vec<Value>> = variants
        .iter_mut()
        .map(|variant| match variant.operation.shift_remove("parameters") {
            Some(Value::Array(list)) => list,
            _ => Vec::new(),
        })
        .collect();
    let parameters = parameters(&lists);
    if !parameters.is_empty() {
        joined.insert("parameters".to_owned(), Value::Array(parameters));
    }
    let bodies: Vec<(Option<&Value>, Option<&str>)> = variants
        .iter()
        .map(|variant| (variant.operation.get("requestBody"), variant.title.as_deref()))
        .collect();
    if let Some(body) = body(&bodies) {
        joined.insert("requestBody".to_owned(), body);
    }
    let mut responses = Map::new();
    let mut statuses: Vec<&String> = variants
        .iter()
        .filter_map(|variant| variant.operation.get("responses")?.as_object())
        .flat_map(Map::keys)
        .collect();
    statuses.sort_unstable();
    statuses.dedup();
    for status in statuses {
        let replies: Vec<(Option<&Value>, Option<&str>)> = variants
            .iter()
            .filter_map(|variant| {
                Some((
                    Some(variant.operation.get("responses")?.get(status)?),
                    variant.title.as_deref(),
                ))
            })
            .collect();
        if let Some(reply) = message(&replies) {
            responses.insert(status.clone(), reply);
        }
    }
    joined.insert("responses".to_owned(), Value::Object(responses));
    joined
}

fn body(bodies: &[(Option<&Value>, Option<&str>)]) -> Option<Value> {
    let stated: Vec<_> = bodies
        .iter()
        .filter(|(body, _)| body.is_some())
        .copied()
        .collect();
    let mut body = message(&stated)?;
    let required = |body: &Value| body.get("required") == Some(&Value::Bool(true));
    let all = stated.len() == bodies.len() && stated.iter().all(|(body, _)| body.is_some_and(required));
    if let Value::Object(body) = &mut body {
        body.shift_remove("required");
        if all {
            body.insert("required".to_owned(), Value::Bool(true));
        }
    }
    Some(body)
}

/// What several messages hold under one media type, each with its page's title.
type Held<'m> = Vec<(&'m Value, Option<&'m str>)>;

/// A body or a reply with the media types of all, and for each the schemas of all.
fn message(messages: &[(Option<&Value>, Option<&str>)]) -> Option<Value> {
    let (first, _) = messages.first()?;
    let mut joined = (*first)?.clone();
    let mut media: Vec<(&String, Held<'_>)> = Vec::new();
    for (message, title) in messages {
        let content = message.and_then(|message| message.get("content")?.as_object());
        for (name, value) in content.into_iter().flatten() {
            match media.iter_mut().find(|(known, _)| *known == name) {
                Some((_, values)) => values.push((value, *title)),
                None => media.push((name, vec![(value, *title)])),
            }
        }
    }
    media.sort_by_key(|(name, _)| *name);
    let content: Map<String, Value> = media
        .into_iter()
        .map(|(name, values)| {
            let mut of = values[0].0.clone();
            let schemas: Vec<(&Value, Option<&str>)> = values
                .iter()
                .filter_map(|(value, title)| Some((value.get("schema")?, *title)))
                .collect();
            if let (Value::Object(of), Some(schema)) = (&mut of, any(&schemas)) {
                of.insert("schema".to_owned(), schema);
            }
            (name.clone(), of)
        })
        .collect();
    if let (Value::Object(joined), false) = (&mut joined, content.is_empty()) {
        joined.insert("content".to_owned(), Value::Object(content));
    }
    Some(joined)
}

/// Any of the schemas, each once.
fn any(schemas: &[(&Value, Option<&str>)]) -> Option<Value> {
    let mut seen = std::collections::HashSet::new();
    let mut members: Vec<Value> = Vec::new();
    let first = schemas.first()?.0;
    for (schema, title) in schemas {
        if !seen.insert(verbatim(schema)) {
            continue;
        }
        let mut member = (*schema).clone();
        if let (Value::Object(member), Some(title)) = (&mut member, title)
            && !member.contains_key("title")
            && !member.contains_key("$ref")
        {
            member.insert("title".to_owned(), (*title).into());
        }
        members.push(member);
    }
    Some(match members.len() {
        1 => first.clone(),
        _ => json!({ "anyOf": members }),
    })
}

/// The parameters of all: each once by name and place, required where all require it.
fn parameters(lists: &[Vec<Value>]) -> Vec<Value> {
    let mut joined: Vec<(Vec<u8>, Vec<&Value>)> = Vec::new();
    for parameter in lists.iter().flatten() {
        let key = match (parameter.get("name"), parameter.get("in")) {
            (Some(name), Some(place)) => verbatim(&json!([name, place])),
            _ => verbatim(parameter),
        };
        match joined.iter_mut().find(|(known, _)| *known == key) {
            Some((_, all)) => all.push(parameter),
            None => joined.push((key, vec![parameter])),
        }
    }
    joined
        .into_iter()
        .map(|(_, all)| {
            let mut parameter = all[0].clone();
            let required = |parameter: &&Value| parameter.get("required") == Some(&Value::Bool(true));
            let schemas: Vec<(&Value, Option<&str>)> = all
                .iter()
                .filter_map(|parameter| Some((parameter.get("schema")?, None)))
                .collect();
            if let Value::Object(parameter) = &mut parameter {
                if let Some(schema) = any(&schemas) {
                    parameter.insert("schema".to_owned(), schema);
                }
                if (all.len() < lists.len() || !all.iter().all(required))
                    && parameter.get("in").is_some_and(|place| place != "path")
                {
                    parameter.shift_remove("required");
                }
            }
            parameter
        })
        .collect()
}
