//! How a collection, a folder or a request says that it is authorized → security schemes.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::text;

/// The collection's security schemes.
#[derive(Default)]
pub(super) struct Schemes {
    pub(super) named: Map<String, Value>,
    names: BTreeMap<String, String>,
}

impl Schemes {
    /// The name of a scheme: `base`, or `base` with a number where another scheme has it.
    fn name(&mut self, base: &str, scheme: &Value) -> String {
        let number = self.names.len() + 1;
        let is_taken = self.named.contains_key(base);
        let name = self.names.entry(scheme.to_string()).or_insert_with(|| {
            if is_taken {
                format!("{base}{number}")
            } else {
                base.to_owned()
            }
        });
        self.named.entry(name.clone()).or_insert_with(|| scheme.clone());
        name.clone()
    }
}

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
    pub(super) fn requirement(&self, schemes: &mut Schemes) -> Option<Value> {
        match self {
            Self::Unsaid => None,
            Self::Open => Some(json!([])),
            Self::Scheme(base, scheme) => {
                let name = schemes.name(base, scheme);
                Some(json!([{ name: [] }]))
            }
        }
    }
}
