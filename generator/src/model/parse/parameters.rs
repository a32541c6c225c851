//! `parameters` → arguments and setters of an operation.

use std::collections::BTreeMap;

use indexmap::IndexMap;
use serde_json::Value;

use super::sendable::{credential, obstacle, unsaid};
use super::style::{explode, style};
use super::{Cx, example, text};
use crate::model::naming::{OPERATION_FIELDS, OPERATION_METHODS, Taken, value_name};
use crate::model::{Location, Parameter, RustName, Scheme, Ty, TypeDef, TypeName, WireName};
use crate::note::NoteKind;
use crate::openapi::media_type::{is_json, is_urlencoded};
use crate::openapi::template_names;
use crate::words;

/// The parameters of an operation: those of the path in its order, then required ones, otherwise in the page's order.
///
/// Those that cannot be sent are left out; `None` where one of them is required, and the operation cannot be called.
pub(super) fn parameters(
    path: &str,
    operation: &Value,
    at: &str,
    access: &OperationAccess<'_>,
    cx: &mut Cx<'_>,
) -> Option<Vec<Parameter>> {
    // Arguments stand next to the operation's fields, setters next to its methods as well.
    let mut names = Taken::of(OPERATION_FIELDS.iter().copied().chain(["body"]));
    let mut arguments: BTreeMap<usize, String> = BTreeMap::new();
    let listed = operation["parameters"].as_array().into_iter().flatten();
    for (index, parameter) in listed.enumerate() {
        if location(parameter) == Some(Location::Path) {
            let name = value_name(parameter["name"].as_str().unwrap_or_default());
            arguments.insert(index, names.unique(&name));
        }
    }
    let taken = OPERATION_METHODS.iter().chain(OPERATION_FIELDS).copied();
    let mut names = Taken::of(taken.chain(arguments.values().map(String::as_str)));
    let mut parameters = Vec::new();
    for (index, parameter) in operation["parameters"]
        .as_array()
        .into_iter()
        .flatten()
        .enumerate()
    {
        let name = parameter["name"].as_str().unwrap_or_default();
        let Some(location) = location(parameter) else {
            let what = format!(
                "the parameter {name} is in a place that HTTP requests do not have",
                name = words::name(name)
            );
            cx.note(NoteKind::Ignored, format!("{at}/parameters/{index}"), what);
            continue;
        };
        let media = parameter["content"]
            .as_object()
            .and_then(|content| content.iter().next());
        if let Some(why) = unsent(path, name, location) {
            let what = format!(
                "the parameter {name} {why}: it has no setter",
                name = words::name(name)
            );
            cx.note(NoteKind::Ignored, format!("{at}/parameters/{index}"), what);
            continue;
        }
        let schema = media.map_or(&parameter["schema"], |(_, media)| &media["schema"]);
        let style = style(parameter["style"].as_str(), location);
        let is_form = |media_type: &str| location == Location::QueryString && is_urlencoded(media_type);
        let is_text = media.filter(|(media_type, _)| !is_json(media_type) && !is_form(media_type));
        let parameter_at = format!("{at}/parameters/{index}");
        let made = Parameter {
            wire: WireName::new(name),
            rust: RustName::new(match arguments.get(&index) {
                Some(argument) => argument.clone(),
                None => names.unique(&value_name(name)),
            }),
            location,
            required: location == Location::Path || parameter["required"] == true,
            ty: match is_text {
                Some(_) => Ty::String,
                None => plain(cx, schema, &format!("{parameter_at}/schema")),
            },
            style,
            explode: explode(parameter, style),
            allow_reserved: parameter["allowReserved"] == true,
            json: media.is_some_and(|(media_type, _)| is_json(media_type)),
            description: described(parameter, schema),
            deprecated: parameter["deprecated"] == true,
            example: example(cx.document, parameter)
                .or_else(|| example(cx.document, media?.1))
                .or_else(|| example(cx.document, schema)),
            source: parameter_at.clone(),
        };
        if let Some(obstacle) = obstacle(parameter, &made, access.types) {
            let end = match made.required {
                true => ", and it is required: the operation is left out",
                false => ": it is left out",
            };
            let what = format!("the parameter {name} {obstacle}{end}", name = words::name(name));
            cx.note(NoteKind::Ignored, parameter_at, what);
            if made.required {
                return None;
            }
            continue;
        }
        if credential(&made, access.security, access.schemes).is_some() {
            let what = format!(
                "the parameter {name} is the client's credential, which is sent once: it has no setter",
                name = words::name(name)
            );
            cx.note(NoteKind::Ignored, parameter_at, what);
            continue;
        }
        if let Some((media_type, _)) = is_text {
            let what = format!(
                "the value of {name} is text of {media_type}, which the caller writes",
                name = words::name(name),
                media_type = words::name(media_type)
            );
            cx.note(NoteKind::Lowered, format!("{parameter_at}/content"), what);
        }
        for property in unsaid(&made, access.types) {
            let what = format!(
                "{property} of the parameter {name} is nested deeper than its style can say: a call that sets it is refused",
                name = words::name(name)
            );
            cx.note(NoteKind::Ignored, &parameter_at, what);
        }
        parameters.push(made);
    }
    parameters.sort_by_key(|parameter| match parameter.location {
        Location::Path => template_names(path).position(|name| parameter.wire == *name),
        _ if parameter.required => Some(usize::MAX - 1),
        _ => Some(usize::MAX),
    });
    Some(parameters)
}

/// Why a parameter is no caller's business, if that is so.
fn unsent(path: &str, name: &str, location: Location) -> Option<&'static str> {
    let (sent, _) = path.split_once('#').unwrap_or((path, ""));
    match location {
        Location::Path if !template_names(sent).any(|named| named == name) => {
            Some("stands only in the template's fragment, which is not sent")
        }
        Location::Header if FRAMING.contains(&name.to_ascii_lowercase().as_str()) => {
            Some("says how the message is framed or routed, which the HTTP client does")
        }
        _ => None,
    }
}

/// The headers that come of the connection and of the body.
const FRAMING: [&str; 7] = [
    "host",
    "content-length",
    "transfer-encoding",
    "connection",
    "upgrade",
    "te",
    "trailer",
];

/// What the parameters of an operation are held against.
pub(super) struct OperationAccess<'a> {
    /// The alternatives of the operation.
    pub(super) security: &'a [Vec<String>],
    /// The schemes of the document.
    pub(super) schemes: &'a [Scheme],
    /// The types of the document.
    pub(super) types: &'a IndexMap<TypeName, TypeDef>,
}

/// What the page says of a parameter, and of its values: their format, their bounds, their default.
fn described(parameter: &Value, schema: &Value) -> Option<String> {
    let own = text(parameter, "description");
    match (own, text(schema, "description")) {
        (Some(own), Some(values)) if own != values => Some(match values.strip_prefix(&own) {
            Some(_) => values,
            None => format!("{own}\n\n{values}"),
        }),
        (own, values) => own.or(values),
    }
}

/// The type of a value that is sent as text: `null` is the same as none, and bytes are given as the text they travel as.
fn plain(cx: &mut Cx<'_>, schema: &Value, at: &str) -> Ty {
    cx.ty(schema, at).some().map(&Ty::as_text)
}

fn location(parameter: &Value) -> Option<Location> {
    Location::named(parameter["in"].as_str()?)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn parameters(path: &str, operation: &Value) -> Vec<Parameter> {
        let access = OperationAccess {
            security: &[],
            schemes: &[],
            types: &IndexMap::new(),
        };
        super::parameters(path, operation, "", &access, &mut Cx::new(&Value::Null)).unwrap()
    }

    #[test]
    fn what_the_http_client_says_and_what_is_not_sent_is_no_callers() {
        let operation = json!({"parameters": [
            {"name": "id", "in": "path", "required": true, "schema": {"type": "string"}},
            {"name": "part", "in": "path", "required": true, "schema": {"type": "string"}},
            {"name": "content-Length", "in": "header", "required": true, "schema": {"type": "integer"}},
            {"name": "Host", "in": "header", "schema": {"type": "string"}},
            {"name": "host", "in": "query", "schema": {"type": "string"}},
        ]});
        let left = parameters("/{id}#{part}", &operation);
        let left: Vec<_> = left.iter().map(|parameter| parameter.wire.as_str()).collect();
        assert_eq!(left, ["id", "host"]);
    }

    #[test]
    fn no_parameter_hides_what_an_operation_uses() {
        let named = |name: &str| json!({"name": name, "in": "query", "schema": {"type": "string"}});
        let operation =
            json!({"parameters": [named("request"), named("decode"), named("session"), named("gen")]});
        let idents: Vec<String> = parameters("/", &operation)
            .into_iter()
            .map(|parameter| parameter.rust.to_string())
            .collect();
        assert_eq!(idents, ["request_2", "decode_2", "session_2", "gen_"]);
        let operation = json!({"parameters": [named("self"), named("Self"), named("<="), named("$")]});
        let idents: Vec<String> = parameters("/", &operation)
            .into_iter()
            .map(|parameter| parameter.rust.to_string())
            .collect();
        assert_eq!(idents, ["self_", "self_2", "less_equal", "dollar"]);
    }

    #[test]
    fn what_is_in_the_path_comes_first_and_as_the_path_has_it() {
        let named = |name: &str, place: &str, required: bool| json!({"name": name, "in": place, "required": required, "schema": {"type": "string"}});
        let operation = json!({"parameters": [
            named("limit", "query", false), named("page", "query", true),
            named("shelf", "path", true), named("room", "path", true),
        ]});
        let parameters = parameters("/rooms/{room}/shelves/{shelf}", &operation);
        let names: Vec<&str> = parameters
            .iter()
            .map(|parameter| parameter.wire.as_str())
            .collect();
        assert_eq!(names, ["room", "shelf", "page", "limit"]);
    }

    #[test]
    fn a_delimited_list_is_one_value_unless_the_page_says_otherwise() {
        let styled = |style: &str, explode: Value| {
            let mut parameter =
                json!({"name": "tags", "in": "query", "style": style, "schema": {"type": "array"}});
            if explode.is_boolean() {
                parameter["explode"] = explode;
            }
            let operation = json!({"parameters": [parameter]});
            parameters("/", &operation).remove(0).explode
        };
        assert_eq!(styled("pipeDelimited", Value::Null), Some(false));
        assert_eq!(styled("spaceDelimited", Value::Null), Some(false));
        assert_eq!(styled("pipeDelimited", json!(true)), Some(true));
        assert_eq!(styled("form", Value::Null), None);
        assert_eq!(styled("deepObject", Value::Null), None);
    }
}
