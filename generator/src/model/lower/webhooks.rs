//! Webhooks: requests that the vendor sends, which a client does not.

use serde_json::Value;

use crate::pass::Pass;
use crate::pointer;
use crate::words;

pub(super) const PASS: Pass = Pass {
    id: "webhooks",
    why: "a client does not call webhooks",
    run: |document, log| {
        let webhooks = document
            .as_object_mut()
            .and_then(|root| root.shift_remove("webhooks"));
        if let Some(Value::Object(webhooks)) = webhooks {
            for name in webhooks.keys() {
                let at = pointer::from_tokens(["webhooks", name]);
                log.ignored(
                    &at,
                    format!(
                        "the webhook {name} is a request that the vendor sends",
                        name = words::name(name)
                    ),
                );
            }
        }
    },
};
