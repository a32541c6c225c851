//! Responses: schema and examples go below the media types that the operation produces.

use serde_json::{Map, Value, json};

use super::content::content;
use super::{place, schema_of};
use crate::openapi::media_type::is_json;
use crate::pass::Log;
use crate::words;

pub(super) fn convert(response: &mut Value, produces: &[String], at: &str, log: &mut Log<'_>) {
    let Value::Object(response) = response else { return };
    if response.contains_key("$ref") {
        return;
    }
    if let Some(Value::Object(headers)) = response.get_mut("headers") {
        for (name, header) in headers {
            let Value::Object(header) = header else { continue };
            let format = header.shift_remove("collectionFormat");
            if let Some(format) = format.filter(|format| format != "csv") {
                log.ignored(
                    at,
                    format!("OpenAPI 3 has no keyword for `collectionFormat: {format}` of the header {name}"),
                );
                header.insert("x-collectionFormat".to_owned(), format);
            }
            let schema = schema_of(header);
            header.insert("schema".to_owned(), Value::Object(schema));
        }
    }
    let place = place(response, &["schema", "examples"]);
    let schema = response.shift_remove("schema");
    let examples = match response.shift_remove("examples") {
        Some(Value::Object(examples)) => examples,
        _ => Map::new(),
    };
    let mut entries = match schema {
        Some(schema) => {
            let file = schema.get("type").is_some_and(|name| name == "file");
            let default = if file {
                "application/octet-stream"
            } else {
                "application/json"
            };
            let (texts, mut fitting): (Vec<String>, Vec<String>) = produces
                .iter()
                .cloned()
                .partition(|media_type| file && is_json(media_type));
            if !texts.is_empty() {
                if fitting.is_empty() {
                    fitting.push(default.to_owned());
                }
                log.inferred(
                    at,
                    format!(
                        "a file is not sent as {}; {} is taken for its media type",
                        texts.join(", "),
                        fitting.join(", ")
                    ),
                );
            }
            if produces.is_empty() {
                log.inferred(
                    at,
                    format!("the page does not say the response's media type; {default} is taken"),
                );
            }
            content(&fitting, default, &json!({ "schema": schema }))
        }
        None => Map::new(),
    };
    for (media_type, example) in examples {
        // Some write `examples` of their own, with names that are no media types.
        if media_type.contains('/') {
            entries.entry(media_type).or_insert_with(|| json!({}))["example"] = example;
        } else {
            log.ignored(
                at,
                format!(
                    "the example {media_type} is not named by a media type",
                    media_type = words::name(&media_type)
                ),
            );
        }
    }
    if !entries.is_empty() {
        let place = place.min(response.len());
        response.shift_insert(place, "content".to_owned(), Value::Object(entries));
    }
}
