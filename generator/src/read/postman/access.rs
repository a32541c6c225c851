//! How a collection, a folder or a request says that it is authorized → security schemes.

use serde_json::{Map, Value, json};

use super::text;

/// What is said of credentials.
#[derive(Clone)]
pub(super) enum Access {
    /// Nothing.
    Unsaid,
    /// That none is needed.
    Open,
    /// A scheme and the name of it.
    Scheme(&'static str, Value),
}

impl Access {
    /// What the `auth` of a collection, a folder or a request says; `None` when it has none, and what is around it holds.
    pub(super) fn of(value: &Value) -> Option<Self> {
        let auth = value.get("auth").filter(|auth| auth.is_object())?;
        let setting = |kind: &str, key: &str| -> Option<String> {
            match auth.get(kind)? {
                Value::Array(list) => text(list.iter().find(|entry| entry["key"] == *key)?, "value"),
                settings => text(settings, key),
            }
        };
        let http = |scheme: &str| json!({"type": "http", "scheme": scheme});
        Some(match text(auth, "type")?.as_str() {
            "noauth" => Self::Open,
            "bearer" | "jwt" => Self::Scheme("bearerAuth", http("bearer")),
            // What Postman gets with OAuth is sent as a bearer token.
            "oauth2" => Self::Scheme("oauth2", http("bearer")),
            "basic" => Self::Scheme("basicAuth", http("basic")),
            "digest" => Self::Scheme("digestAuth", http("digest")),
            "apikey" => {
                let name = setting("apikey", "key").filter(|name| !name.contains("{{"))?;
                let place = setting("apikey", "in")
                    .filter(|place| place == "query")
                    .unwrap_or("header".to_owned());
                Self::Scheme("apiKey", json!({"type": "apiKey", "in": place, "name": name}))
            }
            _ => Self::Unsaid,
        })
    }

    /// What the header `Authorization` of a request shows.
    pub(super) fn of_header(value: &str) -> Self {
        let scheme = value
            .split_whitespace()
            .next()
            .unwrap_or_default()
            .to_ascii_lowercase();
        match scheme.as_str() {
            "bearer" => Self::Scheme("bearerAuth", json!({"type": "http", "scheme": "bearer"})),
            "basic" => Self::Scheme("basicAuth", json!({"type": "http", "scheme": "basic"})),
            _ => Self::Scheme(
                "authorization",
                json!({"type": "apiKey", "in": "header", "name": "Authorization"}),
            ),
        }
    }

    /// The operation's requirement; its scheme is added to `schemes`, under another name where one of this name differs.
    pub(super) fn requirement(&self, schemes: &mut Map<String, Value>) -> Option<Value> {
        match self {
            Self::Unsaid => None,
            Self::Open => Some(json!([])),
            Self::Scheme(base, scheme) => {
                let mut number = 2;
                let mut name = (*base).to_owned();
                while schemes.get(&name).is_some_and(|other| other != scheme) {
                    name = format!("{base}{number}");
                    number += 1;
                }
                schemes.entry(name.clone()).or_insert_with(|| scheme.clone());
                Some(json!([{ name: [] }]))
            }
        }
    }
}
