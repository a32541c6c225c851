//! A JSON or YAML document that is no OpenAPI description → the format that it is of, and what converts it.

use serde_json::{Map, Value};

use super::remedies::{ARAZZO, ASYNC_API, GRAPHQL, ODATA, OVERLAY, POSTMAN};

const DISCOVERY: &str = "convert it with `google-discovery-to-swagger` or `api-spec-converter`";
const INSOMNIA: &str =
    "export the design document that it was made from, or convert a collection of format 4 with `oaspy`";

/// What the root of a document of some format is like; its name, and what to do.
struct Format {
    is: fn(&Root<'_>) -> bool,
    name: &'static str,
    remedy: &'static str,
}

/// All formats, the narrower first.
const FORMATS: [Format; 16] = [
    Format {
        is: |root| root.has("asyncapi"),
        name: "an AsyncAPI description",
        remedy: ASYNC_API,
    },
    Format {
        is: |root| root.has("sendMessages") || root.has("receiveMessages") || root.has("receiveOperations"),
        name: "a channel of an AsyncAPI description",
        remedy: ASYNC_API,
    },
    Format {
        is: |root| {
            root.text("kind").starts_with("discovery#")
                || (root.has("discoveryVersion") && root.has("rootUrl"))
        },
        name: "a Google API discovery document",
        remedy: DISCOVERY,
    },
    Format {
        is: |root| root.has("__schema") || root.within("data", "__schema"),
        name: "the introspection of a GraphQL schema",
        remedy: GRAPHQL,
    },
    Format {
        is: |root| root.has("swaggerVersion"),
        name: "a Swagger 1 description",
        remedy: "convert it with `swagger-converter` or `api-spec-converter`",
    },
    Format {
        is: |root| root.has("arazzo"),
        name: "an Arazzo description of workflows",
        remedy: ARAZZO,
    },
    Format {
        is: |root| root.has("overlay") && root.has("actions"),
        name: "an OpenAPI Overlay",
        remedy: OVERLAY,
    },
    Format {
        is: |root| root.within("log", "entries"),
        name: "a HAR recording of requests",
        remedy: "derive a description with `har-to-openapi`",
    },
    Format {
        is: |root| {
            (root.text("_type") == "export" && root.has("__export_format"))
                || root.text("type").contains(".insomnia.rest/")
        },
        name: "an Insomnia collection",
        remedy: INSOMNIA,
    },
    Format {
        is: |root| {
            !root.text("_postman_variable_scope").is_empty() || root.lists("values", &["key", "value"])
        },
        name: "a Postman environment",
        remedy: POSTMAN,
    },
    Format {
        is: |root| root.has("collections") && root.has("environments"),
        name: "a dump of Postman's data",
        remedy: POSTMAN,
    },
    Format {
        is: |root| root.has("requests") && root.has("order") && !root.has("paths"),
        name: "a Postman collection of format 1",
        remedy: POSTMAN,
    },
    Format {
        is: |root| root.has("$Version") && root.0.keys().any(|key| key != "$Version"),
        name: "an OData description",
        remedy: ODATA,
    },
    Format {
        is: |root| root.has("navigation") && !root.has("paths"),
        name: "the configuration of a documentation site",
        remedy: "bring the description that it names, or the pages as the site serves them",
    },
    Format {
        is: |root| root.has("smithy") && root.has("shapes"),
        name: "a Smithy model",
        remedy: "convert it with `smithy build` and its OpenAPI plug-in",
    },
    Format {
        is: |root| root.is_schema(),
        name: "a JSON Schema, which describes data and no operations,",
        remedy: "bring the OpenAPI description that uses it",
    },
];

/// The format of a document, and what to do.
pub(in crate::read) fn of_document(document: &Map<String, Value>) -> Option<(&'static str, &'static str)> {
    let root = Root(document);
    let format = FORMATS.iter().find(|format| (format.is)(&root))?;
    Some((format.name, format.remedy))
}

struct Root<'a>(&'a Map<String, Value>);

impl Root<'_> {
    fn has(&self, key: &str) -> bool {
        self.0.contains_key(key)
    }

    fn text(&self, key: &str) -> &str {
        self.0.get(key).and_then(Value::as_str).unwrap_or_default()
    }

    fn within(&self, outer: &str, key: &str) -> bool {
        self.0.get(outer).is_some_and(|value| value.get(key).is_some())
    }

    /// Whether a key holds a list of objects that have all these keys.
    fn lists(&self, key: &str, keys: &[&str]) -> bool {
        let items = self.0.get(key).and_then(Value::as_array);
        let is_one = |item: &Value| keys.iter().all(|key| item.get(key).is_some());
        items.is_some_and(|items| !items.is_empty() && items.iter().all(is_one))
    }

    /// A schema says so, or has nothing but what schemas have, and says a type or parts.
    fn is_schema(&self) -> bool {
        const TYPES: [&str; 7] = [
            "object", "array", "string", "number", "integer", "boolean", "null",
        ];
        if self.has("paths") {
            return false;
        }
        let is_of_type = TYPES.contains(&self.text("type"));
        let has_object = |key: &str| self.0.get(key).is_some_and(Value::is_object);
        let has_list = |key: &str| self.0.get(key).is_some_and(Value::is_array);
        self.has("$schema")
            || has_object("$defs")
            || (is_of_type && (has_object("properties") || has_object("items") || has_list("required")))
            || (has_object("definitions") && !self.has("info"))
            || ["oneOf", "anyOf", "allOf"].into_iter().any(has_list)
    }
}
