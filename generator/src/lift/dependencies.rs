//! `dependencies` of older drafts → `dependentRequired` and `dependentSchemas`.
//!
//! ```yaml
//! dependencies: {a: [b], c: {required: [d]}}   # dependentRequired: {a: [b]}, dependentSchemas: {c: {required: [d]}}
//! ```

use serde_json::{Map, Value, json};

use crate::openapi::schemas;
use crate::pass::Pass;

pub(super) const PASS: Pass = Pass {
    id: "dependencies",
    why: "draft 2019-09 gave the two meanings of dependencies a keyword each",
    run: |document, log| {
        schemas(document, &mut |pointer, schema| {
            let written = match schema.shift_remove("dependencies") {
                None => return,
                Some(Value::Object(written)) => written,
                Some(_) => return log.disregarded(schema, pointer, "`dependencies` is no object"),
            };
            let (names, schemas): (Map<_, _>, Map<_, _>) =
                written.into_iter().partition(|(_, value)| value.is_array());
            for (keyword, entries) in [("dependentRequired", names), ("dependentSchemas", schemas)] {
                if entries.is_empty() {
                    continue;
                }
                match schema.entry(keyword).or_insert_with(|| json!({})) {
                    Value::Object(present) => entries.into_iter().for_each(|(name, value)| {
                        present.entry(name).or_insert(value);
                    }),
                    other => *other = Value::Object(entries),
                }
            }
        });
    },
};
