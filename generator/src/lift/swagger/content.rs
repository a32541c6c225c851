//! Media types of Swagger 2.0 → `content`: one object for each of a list.

use serde_json::{Map, Value};

/// `content` with the same media type object for each of `media_types`, `default` when there are none.
pub(super) fn content(media_types: &[String], default: &str, object: &Value) -> Map<String, Value> {
    if media_types.is_empty() {
        return Map::from_iter([(default.to_owned(), object.clone())]);
    }
    media_types
        .iter()
        .map(|media_type| (media_type.clone(), object.clone()))
        .collect()
}
