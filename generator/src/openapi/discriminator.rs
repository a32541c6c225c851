//! A discriminator → where it leads: what the values of its property stand for, and since OpenAPI 3.2 what other values do.

use serde_json::Value;

use super::schema::JsonObject;

/// The keyword for what values without a meaning of their own stand for, and for where there is none.
pub(crate) const DEFAULT: &str = "defaultMapping";

/// Everything that a discriminator leads to, names and references of schemas.
pub(crate) fn targets_mut(discriminator: &mut JsonObject) -> Vec<&mut Value> {
    let mut targets = Vec::new();
    for (key, value) in discriminator.iter_mut() {
        match (key.as_str(), value) {
            ("mapping", Value::Object(mapping)) => targets.extend(mapping.values_mut()),
            (DEFAULT, target) => targets.push(target),
            _ => {}
        }
    }
    targets
}

/// Everything that a schema's discriminator leads to.
pub(crate) fn of_schema_mut(schema: &mut Value) -> Vec<&mut Value> {
    let discriminator = schema.get_mut("discriminator").and_then(Value::as_object_mut);
    discriminator.map(targets_mut).unwrap_or_default()
}
