//! Words of parameters that only OpenAPI 3.2 gives a meaning.

use serde_json::Value;

use crate::openapi::{ObjectKind, walk_down};
use crate::pass::Pass;

pub(super) const PASS: Pass = Pass {
    id: "parameters",
    why: "a client sends parameters one by one, in the styles that OpenAPI 3.1 has",
    run: |document, log| {
        walk_down(document, &mut |kind, at, value| {
            let (ObjectKind::Parameter, Value::Object(object)) = (kind, value) else {
                return;
            };
            let is = |key: &str, text: &str| object.get(key).is_some_and(|value| value == text);
            let (in_cookie, in_query) = (is("in", "cookie"), is("in", "query"));
            if in_cookie && is("style", "cookie") {
                object.shift_remove("style");
            }
            if object.contains_key("in") && !in_query && object.shift_remove("allowReserved").is_some() {
                log.ignored(at, "`allowReserved` counts in query parameters only");
            }
        });
    },
};
