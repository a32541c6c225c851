//! OpenAPI's object model as a table: which fields each kind of object has and what kind of object stands in them.
//!
//! Passes walk documents by this table, so that an `example` that happens to look like a schema is never taken for
//! one, and whatever is not in it is what the `unknown-keywords` pass removes.

use serde_json::{Map, Value};

use super::pointer_buffer::PointerBuffer;

/// The kinds of objects of OpenAPI 3 (section 4.7 of OpenAPI 3.0.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Document,
    Info,
    Contact,
    License,
    Server,
    ServerVariable,
    Components,
    Paths,
    PathItem,
    Operation,
    ExternalDocs,
    Parameter,
    RequestBody,
    MediaType,
    Encoding,
    Responses,
    Response,
    Callback,
    Example,
    Link,
    Header,
    Tag,
    Schema,
    Discriminator,
    Xml,
    SecurityScheme,
    OAuthFlows,
    OAuthFlow,
}

/// What stands in a field.
#[derive(Debug, Clone, Copy)]
pub(super) enum Child {
    /// No object of the model: text, a number, an example.
    Plain,
    One(Kind),
    /// A schema, or a boolean that OpenAPI 3.0 allows there as well.
    SchemaOrBoolean,
    List(Kind),
    Map(Kind),
}

use Child::{List, Map as MapOf, One, Plain, SchemaOrBoolean};

type Fields = &'static [(&'static str, Child)];

impl Kind {
    /// The fields that OpenAPI 3.0.3 gives this kind.
    pub(super) fn fields(self) -> Fields {
        match self {
            Self::Document => &[
                ("openapi", Plain),
                ("info", One(Self::Info)),
                ("servers", List(Self::Server)),
                ("security", Plain),
                ("tags", List(Self::Tag)),
                ("externalDocs", One(Self::ExternalDocs)),
                ("paths", One(Self::Paths)),
                ("components", One(Self::Components)),
            ],
            Self::Info => &[
                ("title", Plain),
                ("description", Plain),
                ("termsOfService", Plain),
                ("contact", One(Self::Contact)),
                ("license", One(Self::License)),
                ("version", Plain),
            ],
            Self::Contact => &[("name", Plain), ("url", Plain), ("email", Plain)],
            Self::License => &[("name", Plain), ("url", Plain)],
            Self::Server => &[
                ("url", Plain),
                ("description", Plain),
                ("variables", MapOf(Self::ServerVariable)),
            ],
            Self::ServerVariable => &[("enum", Plain), ("default", Plain), ("description", Plain)],
            Self::Components => &[
                ("schemas", MapOf(Self::Schema)),
                ("responses", MapOf(Self::Response)),
                ("parameters", MapOf(Self::Parameter)),
                ("examples", MapOf(Self::Example)),
                ("requestBodies", MapOf(Self::RequestBody)),
                ("headers", MapOf(Self::Header)),
                ("securitySchemes", MapOf(Self::SecurityScheme)),
                ("links", MapOf(Self::Link)),
                ("callbacks", MapOf(Self::Callback)),
            ],
            Self::Paths | Self::Callback => &[],
            Self::PathItem => &[
                ("$ref", Plain),
                ("summary", Plain),
                ("description", Plain),
                ("get", One(Self::Operation)),
                ("put", One(Self::Operation)),
                ("post", One(Self::Operation)),
                ("delete", One(Self::Operation)),
                ("options", One(Self::Operation)),
                ("head", One(Self::Operation)),
                ("patch", One(Self::Operation)),
                ("trace", One(Self::Operation)),
                ("servers", List(Self::Server)),
                ("parameters", List(Self::Parameter)),
            ],
            Self::Operation => &[
                ("tags", Plain),
                ("summary", Plain),
                ("description", Plain),
                ("externalDocs", One(Self::ExternalDocs)),
                ("operationId", Plain),
                ("parameters", List(Self::Parameter)),
                ("requestBody", One(Self::RequestBody)),
                ("responses", One(Self::Responses)),
                ("callbacks", MapOf(Self::Callback)),
                ("deprecated", Plain),
                ("security", Plain),
                ("servers", List(Self::Server)),
            ],
            Self::ExternalDocs => &[("description", Plain), ("url", Plain)],
            Self::Parameter => &[
                ("name", Plain),
                ("in", Plain),
                ("description", Plain),
                ("required", Plain),
                ("deprecated", Plain),
                ("allowEmptyValue", Plain),
                ("style", Plain),
                ("explode", Plain),
                ("allowReserved", Plain),
                ("schema", One(Self::Schema)),
                ("example", Plain),
                ("examples", MapOf(Self::Example)),
                ("content", MapOf(Self::MediaType)),
            ],
            Self::Header => &[
                ("description", Plain),
                ("required", Plain),
                ("deprecated", Plain),
                ("allowEmptyValue", Plain),
                ("style", Plain),
                ("explode", Plain),
                ("allowReserved", Plain),
                ("schema", One(Self::Schema)),
                ("example", Plain),
                ("examples", MapOf(Self::Example)),
                ("content", MapOf(Self::MediaType)),
            ],
            Self::RequestBody => &[
                ("description", Plain),
                ("content", MapOf(Self::MediaType)),
                ("required", Plain),
            ],
            Self::MediaType => &[
                ("schema", One(Self::Schema)),
                ("example", Plain),
                ("examples", MapOf(Self::Example)),
                ("encoding", MapOf(Self::Encoding)),
            ],
            Self::Encoding => &[
                ("contentType", Plain),
                ("headers", MapOf(Self::Header)),
                ("style", Plain),
                ("explode", Plain),
                ("allowReserved", Plain),
            ],
            Self::Responses => &[("default", One(Self::Response))],
            Self::Response => &[
                ("description", Plain),
                ("headers", MapOf(Self::Header)),
                ("content", MapOf(Self::MediaType)),
                ("links", MapOf(Self::Link)),
            ],
            Self::Example => &[
                ("summary", Plain),
                ("description", Plain),
                ("value", Plain),
                ("externalValue", Plain),
            ],
            Self::Link => &[
                ("operationRef", Plain),
                ("operationId", Plain),
                ("parameters", Plain),
                ("requestBody", Plain),
                ("description", Plain),
                ("server", One(Self::Server)),
            ],
            Self::Tag => &[
                ("name", Plain),
                ("description", Plain),
                ("externalDocs", One(Self::ExternalDocs)),
            ],
            Self::Schema => &[
                ("title", Plain),
                ("multipleOf", Plain),
                ("maximum", Plain),
                ("exclusiveMaximum", Plain),
                ("minimum", Plain),
                ("exclusiveMinimum", Plain),
                ("maxLength", Plain),
                ("minLength", Plain),
                ("pattern", Plain),
                ("maxItems", Plain),
                ("minItems", Plain),
                ("uniqueItems", Plain),
                ("maxProperties", Plain),
                ("minProperties", Plain),
                ("required", Plain),
                ("enum", Plain),
                ("type", Plain),
                ("not", One(Self::Schema)),
                ("allOf", List(Self::Schema)),
                ("oneOf", List(Self::Schema)),
                ("anyOf", List(Self::Schema)),
                ("items", SchemaOrBoolean),
                ("properties", MapOf(Self::Schema)),
                ("additionalProperties", SchemaOrBoolean),
                ("description", Plain),
                ("format", Plain),
                ("default", Plain),
                ("nullable", Plain),
                ("discriminator", One(Self::Discriminator)),
                ("readOnly", Plain),
                ("writeOnly", Plain),
                ("example", Plain),
                ("externalDocs", One(Self::ExternalDocs)),
                ("deprecated", Plain),
                ("xml", One(Self::Xml)),
            ],
            Self::Discriminator => &[("propertyName", Plain), ("mapping", Plain)],
            Self::Xml => &[
                ("name", Plain),
                ("namespace", Plain),
                ("prefix", Plain),
                ("attribute", Plain),
                ("wrapped", Plain),
            ],
            Self::SecurityScheme => &[
                ("type", Plain),
                ("description", Plain),
                ("name", Plain),
                ("in", Plain),
                ("scheme", Plain),
                ("bearerFormat", Plain),
                ("flows", One(Self::OAuthFlows)),
                ("openIdConnectUrl", Plain),
            ],
            Self::OAuthFlows => &[
                ("implicit", One(Self::OAuthFlow)),
                ("password", One(Self::OAuthFlow)),
                ("clientCredentials", One(Self::OAuthFlow)),
                ("authorizationCode", One(Self::OAuthFlow)),
            ],
            Self::OAuthFlow => &[
                ("authorizationUrl", Plain),
                ("tokenUrl", Plain),
                ("refreshUrl", Plain),
                ("scopes", Plain),
            ],
        }
    }

    /// Fields of OpenAPI 3.1 and of JSON Schema 2020-12 (or older drafts) that hold objects of the model: walked, so
    /// that the passes that lower them find them lowered inside.
    fn later_fields(self) -> Fields {
        match self {
            Self::Document => &[("webhooks", MapOf(Self::PathItem))],
            Self::Components => &[("pathItems", MapOf(Self::PathItem))],
            Self::Schema => &[
                ("$defs", MapOf(Self::Schema)),
                ("definitions", MapOf(Self::Schema)),
                ("prefixItems", List(Self::Schema)),
                ("additionalItems", SchemaOrBoolean),
                ("contains", One(Self::Schema)),
                ("if", One(Self::Schema)),
                ("then", One(Self::Schema)),
                ("else", One(Self::Schema)),
                ("dependentSchemas", MapOf(Self::Schema)),
                ("patternProperties", MapOf(Self::Schema)),
                ("propertyNames", One(Self::Schema)),
                ("unevaluatedItems", SchemaOrBoolean),
                ("unevaluatedProperties", SchemaOrBoolean),
                ("contentSchema", One(Self::Schema)),
            ],
            _ => &[],
        }
    }

    /// What stands in `field` of this kind of object; `None` when the model does not know the field.
    pub(super) fn child(self, field: &str) -> Option<Child> {
        let listed = |fields: Fields| {
            fields
                .iter()
                .find(|(name, _)| *name == field)
                .map(|(_, child)| *child)
        };
        if let Some(child) = listed(self.fields()).or_else(|| listed(self.later_fields())) {
            return Some(child);
        }
        match self {
            Self::Paths if field.starts_with('/') => Some(One(Self::PathItem)),
            Self::Callback if !field.starts_with("x-") => Some(One(Self::PathItem)),
            Self::Responses if is_status(field) => Some(One(Self::Response)),
            _ => None,
        }
    }
}

/// Whether a key of the Responses Object is a status code or a range such as `4XX`.
pub(super) fn is_status(key: &str) -> bool {
    let bytes = key.as_bytes();
    bytes.len() == 3
        && (b'1'..=b'5').contains(&bytes[0])
        && (bytes[1..].iter().all(u8::is_ascii_digit) || &bytes[1..] == b"XX")
}

type Visit<'a> = dyn FnMut(Kind, &str, &mut Value) + 'a;

/// Visits every object of the document, each before those inside it. The visitor may replace the value; what it
/// leaves is what is walked.
pub(super) fn walk_down(document: &mut Value, visit: &mut Visit<'_>) {
    down(document, Kind::Document, &mut PointerBuffer::default(), visit);
}

/// Visits every object of the document, each after those inside it.
pub(super) fn walk_up(document: &mut Value, visit: &mut Visit<'_>) {
    up(document, Kind::Document, &mut PointerBuffer::default(), visit);
}

/// Visits every schema that is an object, innermost first.
pub(super) fn schemas(document: &mut Value, visit: &mut dyn FnMut(&str, &mut Map<String, Value>)) {
    walk_up(document, &mut |kind, pointer, value| {
        if kind == Kind::Schema
            && let Value::Object(schema) = value
        {
            visit(pointer, schema);
        }
    });
}

fn down(value: &mut Value, kind: Kind, pointer: &mut PointerBuffer, visit: &mut Visit<'_>) {
    visit(kind, pointer.as_str(), value);
    children(value, kind, pointer, &mut |value, kind, pointer| {
        down(value, kind, pointer, visit)
    });
}

fn up(value: &mut Value, kind: Kind, pointer: &mut PointerBuffer, visit: &mut Visit<'_>) {
    children(value, kind, pointer, &mut |value, kind, pointer| {
        up(value, kind, pointer, visit)
    });
    visit(kind, pointer.as_str(), value);
}

/// Calls `each` for every object directly inside `value`.
pub(super) fn children(
    value: &mut Value,
    kind: Kind,
    pointer: &mut PointerBuffer,
    each: &mut dyn FnMut(&mut Value, Kind, &mut PointerBuffer),
) {
    let Value::Object(object) = value else { return };
    for (field, value) in object {
        let Some(child) = kind.child(field) else { continue };
        if matches!(child, Plain) {
            continue;
        }
        pointer.within(field, |pointer| match (child, value) {
            (SchemaOrBoolean, Value::Bool(_)) => {}
            // Older drafts: a list of schemas in `items` is a tuple.
            (SchemaOrBoolean, Value::Array(items)) | (List(Kind::Schema), Value::Array(items)) => {
                for (index, item) in items.iter_mut().enumerate() {
                    pointer.within(&index.to_string(), |pointer| each(item, Kind::Schema, pointer));
                }
            }
            (List(kind), Value::Array(items)) => {
                for (index, item) in items.iter_mut().enumerate() {
                    pointer.within(&index.to_string(), |pointer| each(item, kind, pointer));
                }
            }
            (MapOf(kind), Value::Object(entries)) => {
                for (name, entry) in entries {
                    if kind == Kind::Schema || !name.starts_with("x-") {
                        pointer.within(name, |pointer| each(entry, kind, pointer));
                    }
                }
            }
            (SchemaOrBoolean, value) => each(value, Kind::Schema, pointer),
            (One(kind), value) => each(value, kind, pointer),
            _ => {}
        });
    }
}
