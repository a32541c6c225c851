//! Tuples of older drafts → `prefixItems`.
//!
//! ```yaml
//! {type: array, items: [{type: string}], additionalItems: false}   # {type: array, prefixItems: [{type: string}], items: false}
//! ```

use serde_json::Value;

use crate::openapi::schemas;
use crate::pass::Pass;

pub(super) const PASS: Pass = Pass {
    id: "tuples",
    why: "before draft 2020-12 a tuple stood in items and the rest in additionalItems",
    run: |document, log| {
        schemas(document, &mut |pointer, schema| {
            let rest = schema.shift_remove("additionalItems");
            if matches!(schema.get("items"), Some(Value::Array(_))) && !schema.contains_key("prefixItems") {
                if let Some(tuple) = schema.shift_remove("items") {
                    schema.insert("prefixItems".to_owned(), tuple);
                }
                if let Some(rest) = rest {
                    schema.insert("items".to_owned(), rest);
                }
            } else if rest.is_some() {
                log.ignored(
                    pointer,
                    "`additionalItems` has no meaning without a tuple in `items`",
                );
            }
        });
    },
};
