//! Security definitions → security schemes.

use serde_json::{Map, Value, json};

use crate::openapi::schema::{place_of, take};
use crate::pass::Log;
use crate::pointer;
use crate::words;

pub(super) fn schemes(definitions: Map<String, Value>, log: &mut Log<'_>) -> Map<String, Value> {
    let convert = |(name, definition): (String, Value)| {
        let Value::Object(mut scheme) = definition else {
            return (name, definition);
        };
        match scheme.get("type").and_then(Value::as_str) {
            Some("basic") => {
                scheme.insert("type".to_owned(), json!("http"));
                let place = place_of(&scheme, "type");
                scheme.shift_insert(place + 1, "scheme".to_owned(), json!("basic"));
            }
            Some("oauth2") => {
                let flow = scheme.shift_remove("flow");
                let new = match flow.as_ref().and_then(Value::as_str) {
                    Some("application") => "clientCredentials",
                    Some("accessCode") => "authorizationCode",
                    Some("password") => "password",
                    Some("implicit") => "implicit",
                    other => {
                        let at = pointer::from_tokens(["securityDefinitions", &name]);
                        let (taken, why) = if scheme.contains_key("tokenUrl") {
                            ("clientCredentials", "token")
                        } else {
                            ("implicit", "authorization")
                        };
                        log.inferred(
                            &at,
                            format!(
                                "{} is not an OAuth flow; which one is meant is told from its {why} URL",
                                words::name(other.unwrap_or_default())
                            ),
                        );
                        taken
                    }
                };
                let details = take(&mut scheme, |key| {
                    matches!(key, "authorizationUrl" | "tokenUrl" | "scopes")
                });
                scheme.insert("flows".to_owned(), json!({ new: details }));
            }
            _ => {}
        }
        (name, Value::Object(scheme))
    };
    definitions.into_iter().map(convert).collect()
}
