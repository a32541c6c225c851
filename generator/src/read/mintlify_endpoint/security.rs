//! Credentials of the form → security schemes and requirements.
//!
//! ```text
//! security: [ALTERNATIVE …]                                        # OR
//! ALTERNATIVE := {title: TEXT, parameters: {query|header|cookie: {NAME: SCHEME …}}}       # AND
//! SCHEME := {type: http, scheme: bearer | basic} | {type: apiKey} | {type: oauth2}        # with a description
//! ```
//!
//! The title is the name that the scheme had; with several schemes, their names joined. An alternative without any
//! scheme is one that the form cannot express, or the explicit permission to call without credentials.

use serde_json::{Map, Value, json};

use super::Reader;
use crate::error::Result;
use crate::note::NoteKind;
use crate::pointer;
use crate::read::components::{Components, key};
use crate::words;

impl Reader<'_> {
    /// The operation's `security`.
    pub(super) fn security(&mut self, security: &Value, components: &mut Components) -> Result<Value> {
        let (requirements, notes) = requirements(security, components)
            .ok_or_else(|| self.malformed("/paths/request/security", "not a list of credentials"))?;
        for what in notes {
            self.note(
                NoteKind::Inferred,
                pointer::join(&self.operation, "security"),
                what,
            );
        }
        Ok(requirements)
    }
}

/// The operation's `security` and what there is to note about it; `None` when the form is damaged.
fn requirements(security: &Value, components: &mut Components) -> Option<(Value, Vec<String>)> {
    let mut notes = Vec::new();
    let mut requirements = Vec::new();
    for alternative in security.as_array()? {
        let title = alternative
            .get("title")
            .and_then(Value::as_str)
            .unwrap_or_default();
        let mut stated = Vec::new();
        for location in ["query", "header", "cookie"] {
            let schemes = alternative
                .get("parameters")
                .and_then(|parameters| parameters.get(location));
            for (name, scheme) in schemes.and_then(Value::as_object).into_iter().flatten() {
                stated.push((name.as_str(), scheme_object(location, name, scheme, &mut notes)?));
            }
        }
        if stated.is_empty() {
            notes.push(format!(
                "the credentials {title} are shown without a scheme: no credentials are taken to be needed",
                title = words::name(title)
            ));
        }
        let names = names(title, &stated);
        let mut requirement = Map::new();
        for (name, (_, scheme)) in names.into_iter().zip(stated) {
            let used = components.insert("securitySchemes", &name, scheme);
            if used != name {
                notes.push(format!(
                    "the security scheme {name} is the component {used}, because the name is taken or not allowed",
                    name = words::name(&name),
                    used = words::name(&used)
                ));
            }
            requirement.insert(used, json!([]));
        }
        let requirement = Value::Object(requirement);
        if !requirements.contains(&requirement) {
            requirements.push(requirement);
        }
    }
    Some((Value::Array(requirements), notes))
}

/// A name for each scheme of an alternative: the title, its parts, or what kind of scheme it is.
fn names(title: &str, stated: &[(&str, Value)]) -> Vec<String> {
    let parts: Vec<_> = title
        .split(" & ")
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect();
    if parts.len() == stated.len() {
        return parts.into_iter().map(str::to_owned).collect();
    }
    let kind = |(name, scheme): &(&str, Value)| match scheme["scheme"].as_str() {
        Some("bearer") => "bearerAuth".to_owned(),
        Some("basic") => "basicAuth".to_owned(),
        _ => key(name),
    };
    stated.iter().map(kind).collect()
}

fn scheme_object(location: &str, name: &str, stated: &Value, notes: &mut Vec<String>) -> Option<Value> {
    let stated = stated.as_object()?;
    let text = |key: &str| stated.get(key).and_then(Value::as_str).unwrap_or_default();
    let mut scheme = match text("type") {
        "http" if !text("scheme").is_empty() => {
            json!({"type": "http", "scheme": text("scheme").to_ascii_lowercase()})
        }
        kind @ ("oauth2" | "openIdConnect" | "http") => {
            notes.push(format!(
                "{} credentials are read as a bearer token: the page does not show how to obtain one",
                words::name(kind)
            ));
            json!({"type": "http", "scheme": "bearer"})
        }
        kind => {
            if kind != "apiKey" {
                notes.push(format!(
                    "credentials of type {kind} are read as a key in the {location} {name}",
                    kind = words::name(kind),
                    name = words::name(name)
                ));
            }
            json!({"type": "apiKey", "in": location, "name": name})
        }
    };
    if !text("description").is_empty() {
        scheme["description"] = text("description").into();
    }
    Some(scheme)
}
