//! `info.summary` → `info.description`, where there is none: what a client's documentation says of the API.

use serde_json::Value;

use crate::pass::Pass;

pub(super) const PASS: Pass = Pass {
    id: "info",
    why: "the client's documentation has one text about the whole API",
    run: |document, log| {
        let Some(Value::Object(info)) = document.get_mut("info") else {
            return;
        };
        let Some(summary) = info.shift_remove("summary") else {
            return;
        };
        if info.get("description").is_none_or(|text| text == "") {
            info.insert("description".to_owned(), summary);
        } else {
            log.ignored(
                "/info/summary",
                format!("`info.summary` ({summary}) beside a description"),
            );
        }
    },
};
