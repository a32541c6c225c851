//! Which parameters a client can send. One that never can is left out, with a note: a setter of which every value is refused
//! helps nobody. Where it is required the operation is left out with it.

use indexmap::IndexMap;
use serde_json::Value;

use crate::model::fit::target;
use crate::model::{
    Field, Kind, Location, Parameter, ParameterStyle, Scheme, SchemeKind, Ty, TypeDef, TypeName,
};
use crate::openapi::media_type::is_json;
use crate::words;

type Types = IndexMap<TypeName, TypeDef>;

/// The scheme whose credential a parameter is, among those of an operation.
pub(super) fn credential<'a>(
    parameter: &Parameter,
    security: &[Vec<String>],
    schemes: &'a [Scheme],
) -> Option<&'a Scheme> {
    let name = parameter.wire.as_str();
    let names = |scheme: &&Scheme| security.iter().flatten().any(|used| *used == scheme.name);
    schemes.iter().filter(names).find(|scheme| match &scheme.kind {
        SchemeKind::Header(header) => {
            parameter.location == Location::Header && header.eq_ignore_ascii_case(name)
        }
        SchemeKind::Query(query) => parameter.location == Location::Query && query == name,
        SchemeKind::Cookie(cookie) => parameter.location == Location::Cookie && cookie == name,
        SchemeKind::Basic | SchemeKind::Bearer => false,
    })
}

/// Why no value of a parameter can be sent, if that is so.
pub(super) fn obstacle(written: &Value, parameter: &Parameter, types: &Types) -> Option<String> {
    if parameter.location == Location::Header && !is_token(parameter.wire.as_str()) {
        return Some("is no name of a header".to_owned());
    }
    let media = written["content"]
        .as_object()
        .and_then(|content| content.iter().next());
    if parameter.location == Location::QueryString {
        return query_string(media, parameter, types);
    }
    if let Some((media_type, media)) = media.filter(|(media_type, _)| !is_json(media_type)) {
        let schema = &media["schema"];
        let name = target(schema).map(TypeName::new);
        let structured = name
            .and_then(|name| types.get(&name))
            .is_some_and(|named| !matches!(named.kind, Kind::Enum(_)))
            || ["object", "array"].iter().any(|kind| schema["type"] == *kind);
        return structured.then(|| {
            format!(
                "is of {media_type}, which the client does not write",
                media_type = words::name(media_type)
            )
        });
    }
    let nested = is_flat(parameter) && never_fits(&parameter.ty, types);
    nested.then(|| "is nested deeper than its style can say".to_owned())
}

/// Why a whole query string cannot be written: it is JSON, a form's fields, or a text of the caller's.
fn query_string(media: Option<(&String, &Value)>, parameter: &Parameter, types: &Types) -> Option<String> {
    let Some((media_type, _)) = media else {
        return Some("has no `content`, so nobody knows how it is written".to_owned());
    };
    let is_object = match kind(&parameter.ty, types) {
        Some(Kind::Struct(_)) => true,
        _ => matches!(parameter.ty, Ty::Map(_) | Ty::Any),
    };
    let can = parameter.json || is_object || parameter.ty == Ty::String;
    (!can).then(|| {
        format!(
            "is of {media_type}, which the client does not write",
            media_type = words::name(media_type)
        )
    })
}

/// The properties of an object in a parameter that cannot be sent, where others can.
pub(super) fn unsaid(parameter: &Parameter, types: &Types) -> Vec<String> {
    match kind(&parameter.ty, types) {
        Some(Kind::Struct(structure)) if is_flat(parameter) => {
            let nested = structure
                .fields
                .iter()
                .filter(|field| is_nested(&field.ty, types));
            nested.map(|field| words::name(&field.wire.to_string())).collect()
        }
        _ => Vec::new(),
    }
}

/// Whether a parameter's style knows lists and objects of texts only.
fn is_flat(parameter: &Parameter) -> bool {
    parameter.style != Some(ParameterStyle::DeepObject)
        && !parameter.json
        && parameter.location != Location::QueryString
}

fn kind<'a>(ty: &Ty, types: &'a Types) -> Option<&'a Kind> {
    types.get(ty.name()?).map(|definition| &definition.kind)
}

/// Whether every value but an empty one is more than a list or an object of texts.
fn never_fits(ty: &Ty, types: &Types) -> bool {
    match ty {
        Ty::List(inner) | Ty::Map(inner) => is_nested(inner, types),
        Ty::Option(inner) => never_fits(inner, types),
        _ => match kind(ty, types) {
            Some(Kind::Struct(structure)) => {
                let nested = |field: &Field| is_nested(&field.ty, types);
                let fields = || structure.fields.iter();
                let all = structure.extra.is_none() && !structure.fields.is_empty() && fields().all(nested);
                all || fields().any(|field| field.is_needed() && nested(field))
            }
            _ => false,
        },
    }
}

/// Whether a value is a list or an object itself.
fn is_nested(ty: &Ty, types: &Types) -> bool {
    match ty {
        Ty::List(_) | Ty::Map(_) => true,
        Ty::Option(inner) => is_nested(inner, types),
        _ => matches!(kind(ty, types), Some(Kind::Struct(_))),
    }
}

/// RFC 9110, section 5.6.2.
fn is_token(name: &str) -> bool {
    let token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !name.is_empty() && name.bytes().all(token)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::parse;

    /// The parameters of the one operation that is left, and the notes.
    fn sent(parameters: Value) -> (Vec<String>, Vec<String>) {
        let scheme = |name: &str, place: &str| json!({"type": "apiKey", "in": place, "name": name});
        let document = json!({
            "paths": {"/bins": {"get": {
                "operationId": "find",
                "security": [{"head": []}, {"query": [], "cookie": []}],
                "parameters": parameters,
                "responses": {"204": {"description": "found"}},
            }}},
            "components": {
                "securitySchemes": {
                    "head": scheme("X-Key", "header"), "query": scheme("key", "query"), "cookie": scheme("sid", "cookie"),
                    "other": scheme("other", "query"),
                },
                "schemas": {
                    "Flat": {"type": "object", "properties": {"a": {"type": "string"}}},
                    "Mixed": {"type": "object", "properties": {"a": {"type": "string"}, "b": {"$ref": "#/components/schemas/Flat"}}},
                    "Deep": {"type": "object", "properties": {"b": {"$ref": "#/components/schemas/Flat"}}},
                },
            },
        });
        let (model, notes) = parse(&document, "page.yaml").expect("it is a model");
        let parameters = model
            .operations
            .iter()
            .flat_map(|operation| &operation.parameters);
        let names = parameters.map(|parameter| parameter.wire.to_string()).collect();
        (names, notes.iter().map(|note| note.what.clone()).collect())
    }

    fn named(name: &str, place: &str, schema: Value) -> Value {
        json!({"name": name, "in": place, "schema": schema})
    }

    #[test]
    fn a_credential_is_no_parameter_of_its_own() {
        let text = || json!({"type": "string"});
        let (names, notes) = sent(json!([
            named("x-key", "header", text()),
            named("key", "query", text()),
            named("sid", "cookie", text()),
            named("key", "header", text()),
            named("other", "query", text()),
        ]));
        assert_eq!(names, ["key", "other"]);
        assert_eq!(
            notes,
            ["`x-key`", "`key`", "`sid`"].map(|name| format!(
                "the parameter {name} is the client's credential, which is sent once: it has no setter"
            ))
        );
    }

    #[test]
    fn what_no_style_can_say_is_left_out_and_the_rest_is_sent() {
        let reference = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
        let (names, notes) = sent(json!([
            named("flat", "query", reference("Flat")),
            named("mixed", "query", reference("Mixed")),
            named("deep", "query", reference("Deep")),
            {"name": "brackets", "in": "query", "style": "deepObject", "schema": reference("Deep")},
            named("list", "query", json!({"type": "array", "items": reference("Flat")})),
            {"name": "json", "in": "query", "content": {"application/json": {"schema": reference("Deep")}}},
            {"name": "xml", "in": "query", "content": {"application/xml": {"schema": reference("Flat")}}},
            {"name": "plain", "in": "query", "content": {"text/plain": {"schema": {"type": "string"}}}},
            named("X Bad", "header", json!({"type": "string"})),
        ]));
        assert_eq!(names, ["flat", "mixed", "brackets", "json", "plain"]);
        assert_eq!(
            notes,
            [
                "`b` of the parameter `mixed` is nested deeper than its style can say: a call that sets it is refused",
                "the parameter `deep` is nested deeper than its style can say: it is left out",
                "the parameter `list` is nested deeper than its style can say: it is left out",
                "the parameter `xml` is of `application/xml`, which the client does not write: it is left out",
                "the value of `plain` is text of `text/plain`, which the caller writes",
                "the parameter `X Bad` is no name of a header: it is left out",
            ]
        );
    }

    #[test]
    fn an_operation_that_needs_what_cannot_be_sent_is_left_out() {
        let (names, notes) = sent(json!([
            named("flat", "query", json!({"type": "string"})),
            {"name": "xml", "in": "query", "required": true, "content": {"application/xml": {"schema": {"type": "object"}}}},
        ]));
        assert_eq!(names, Vec::<String>::new());
        assert_eq!(
            notes,
            [
                "the parameter `xml` is of `application/xml`, which the client does not write, and it is required: the operation is left out"
            ]
        );
    }
}
