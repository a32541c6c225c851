//! Whatever OpenAPI 3.0 does not know and does not start with `x-`.

use serde_json::Value;

use super::model::{Kind, walk_down};
use super::pass::Pass;

pub(super) const PASS: Pass = Pass {
    id: "unknown-keywords",
    why: "a document with unknown keywords is not a valid OpenAPI document",
    run: |document, log| {
        walk_down(document, &mut |kind, pointer, value| {
            let Value::Object(object) = value else { return };
            if object.contains_key("$ref") && kind != Kind::PathItem {
                return;
            }
            object.retain(|key, _| {
                if key.starts_with("x-") {
                    return true;
                }
                let patterned = matches!(kind, Kind::Paths | Kind::Callback | Kind::Responses);
                let known = match kind.child(key) {
                    None => false,
                    Some(_) if patterned => true,
                    Some(_) => kind.fields().iter().any(|(field, _)| field == key),
                };
                if !known {
                    log.ignored(pointer, format!("OpenAPI 3.0 does not know `{key}` here"));
                }
                known
            });
        });
    },
};
