//! Discriminators: `propertyName` is there, and a mapping's values are texts.

use serde_json::{Value, json};

use crate::openapi::schema::JsonObject;
use crate::openapi::schemas;
use crate::pass::{Log, Pass};
use crate::words;

pub(super) const PASS: Pass = Pass {
    id: "discriminators",
    why: "a discriminator is an object whose mapping goes from values to names or references",
    run: |document, log| schemas(document, &mut |pointer, schema| settle(schema, pointer, log)),
};

fn settle(schema: &mut JsonObject, pointer: &str, log: &mut Log<'_>) {
    let Some(discriminator) = schema.get_mut("discriminator") else {
        return;
    };
    if discriminator.is_string() {
        *discriminator = json!({"propertyName": discriminator.take()});
    }
    if !discriminator.get("propertyName").is_some_and(Value::is_string) {
        schema.shift_remove("discriminator");
        log.ignored(pointer, "a discriminator without `propertyName`");
        return;
    }
    match discriminator.get_mut("mapping") {
        Some(Value::Object(mapping)) => {
            mapping.retain(|key, target| {
                if let Some(reference) = target.get("$ref").filter(|reference| reference.is_string()) {
                    *target = reference.clone();
                    log.inferred(
                        pointer,
                        format!("the discriminator maps {key} to {target}", key = words::name(key)),
                    );
                }
                if !target.is_string() {
                    log.ignored(
                        pointer,
                        format!(
                            "the discriminator maps {key} to what is neither a name nor a reference",
                            key = words::name(key)
                        ),
                    );
                }
                target.is_string()
            });
        }
        Some(_) => {
            discriminator
                .as_object_mut()
                .expect("invariant: checked above")
                .shift_remove("mapping");
            log.ignored(pointer, "a discriminator's mapping that is not an object");
        }
        None => {}
    }
}
