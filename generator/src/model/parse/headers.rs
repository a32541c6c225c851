//! `headers` of a reply → what is read of them.
//!
//! Before: `headers: {X-RateLimit-Remaining: {schema: {type: integer}}}`.
//! After: a header of type `i64`, which is absent where it is no such number: a header never spoils a reply. A list of what one text can
//! be is a list.

use serde_json::Value;

use super::{Cx, text};
use crate::model::fit::{is_secret_name, target, type_of};
use crate::model::{ReplyHeader, Ty, WireName};
use crate::pointer::join;

/// What says how the body is written, which is the client's business.
const OF_THE_BODY: [&str; 4] = [
    "content-type",
    "content-length",
    "content-encoding",
    "transfer-encoding",
];

/// The headers that a reply documents.
pub(super) fn headers(response: &Value, at: &str, cx: &mut Cx<'_>) -> Vec<ReplyHeader> {
    let documented = response["headers"].as_object().into_iter().flatten();
    let wanted = documented.filter(|(name, _)| {
        let name = name.to_ascii_lowercase();
        http::HeaderName::from_bytes(name.as_bytes()).is_ok() && !OF_THE_BODY.contains(&name.as_str())
    });
    wanted
        .map(|(name, header)| ReplyHeader {
            ty: ty(name, &header["schema"], &join(at, name), cx),
            description: text(header, "description"),
            wire: WireName::new(name),
        })
        .collect()
}

/// What one text can be, or a list of that; what lists more and objects are left to the caller as the text that they are.
fn ty(name: &str, schema: &Value, at: &str, cx: &mut Cx<'_>) -> Ty {
    let snake = name.to_ascii_lowercase().replace('-', "_");
    if is_secret_name(&snake) || snake == "set_cookie" {
        return Ty::Secret;
    }
    let listed = (type_of(schema) == Some("array")).then(|| &schema["items"]);
    let one = listed.unwrap_or(schema);
    let simple = matches!(type_of(one), Some("string" | "integer" | "number" | "boolean"));
    if !simple && target(one).is_none() {
        return Ty::String;
    }
    match (cx.ty(schema, &join(at, "schema")).some(), listed) {
        (Ty::List(item), Some(_)) => match is_text(item.some()) || **item == Ty::String {
            true => Ty::List(Box::new(item.some().clone())),
            false => Ty::String,
        },
        (ty, None) if is_text(ty) => ty.clone(),
        _ => Ty::String,
    }
}

/// What a text can be, if it is not just that.
fn is_text(ty: &Ty) -> bool {
    matches!(
        ty,
        Ty::Secret | Ty::Bool | Ty::Integer(_) | Ty::Number | Ty::Format(_) | Ty::Named(_)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_header_is_what_one_text_can_be() {
        let schema = |schema: Value| json!({"schema": schema});
        let response = json!({"headers": {
            "X-Left": schema(json!({"type": "integer"})),
            "X-Until": schema(json!({"type": "string", "format": "date-time"})),
            "X-Ids": schema(json!({"type": "array", "items": {"type": "integer"}})),
            "X-Tags": schema(json!({"type": "array", "items": {"type": "string"}})),
            "X-Rows": schema(json!({"type": "array", "items": {"type": "array", "items": {"type": "string"}}})),
            "X-Some": schema(json!({"type": "object"})),
            "X-Auth-Token": schema(json!({"type": "string"})),
            "X-Plain": {},
            "Content-Type": schema(json!({"type": "string"})),
            "not a name": schema(json!({"type": "string"})),
        }});
        let found: Vec<String> = headers(&response, "", &mut Cx::new(&Value::Null))
            .iter()
            .map(|header| format!("{}: {}", header.wire, header.ty))
            .collect();
        assert_eq!(
            found,
            [
                "X-Left: i64",
                "X-Until: specloom_runtime::formats::DateTime",
                "X-Ids: Vec<i64>",
                "X-Tags: Vec<String>",
                "X-Rows: String",
                "X-Some: String",
                "X-Auth-Token: SecretString",
                "X-Plain: String",
            ]
        );
    }
}
