//! What the body of an error answer says in the vendor's words: a code, a message, details.
//!
//! Where the vendor puts them is declared with the operation, or found by the usual names: those of RFC 9457 (problem details),
//! RFC 6749 (OAuth), JSON:API, GraphQL, OData, and what most others call theirs, at the top level, within `error`, in the first of
//! `errors`, or in what else is about the error. A body that is a text, or several, is the message.

use std::sync::OnceLock;

use bytes::Bytes;
use http::StatusCode;
use serde_json::Value;

/// A body longer than this is not searched: error bodies are short.
const LONGEST_BODY: usize = 64 * 1024;
/// A code longer than this is not shown.
const LONGEST_CODE: usize = 64;

/// Without case, `_` and the like, so that `error_code`, `errorCode` and `ErrorCode` are one name. The first few are about nothing else.
const CODES: [&str; 11] = [
    "code",
    "errorcode",
    "errcode",
    "status",
    "type",
    "errortype",
    "error",
    "reason",
    "name",
    "exception",
    "category",
];
const MESSAGES: [&str; 19] = [
    "message",
    "errordescription",
    "errormessage",
    "errmsg",
    "detail",
    "msg",
    "description",
    "error",
    "title",
    "faultstring",
    "reason",
    "errorsummary",
    "summary",
    "errormessages",
    "messages",
    "usermessage",
    "errortext",
    "explanation",
    "errors",
];
const DETAILS: [&str; 15] = [
    "details",
    "errors",
    "detail",
    "violations",
    "invalidparams",
    "fielderrors",
    "validationerrors",
    "errordetails",
    "fields",
    "errorcauses",
    "causes",
    "problems",
    "failures",
    "suberrors",
    "invalidfields",
];

/// Where a vendor's error bodies hold what, as JSON pointers (RFC 6901), the most telling first; then the usual names count.
#[derive(Debug, Clone, Copy, Default)]
#[must_use]
pub struct ErrorFields {
    code: &'static [&'static str],
    message: &'static [&'static str],
    details: &'static [&'static str],
}

impl ErrorFields {
    /// Nothing declared: everything is found by the usual names.
    pub const fn new() -> Self {
        Self {
            code: &[],
            message: &[],
            details: &[],
        }
    }

    /// The vendor's code for the error: `/error/code`.
    pub const fn code(mut self, pointers: &'static [&'static str]) -> Self {
        self.code = pointers;
        self
    }

    /// What it says to people.
    pub const fn message(mut self, pointers: &'static [&'static str]) -> Self {
        self.message = pointers;
        self
    }

    /// What else there is, such as the fields that are wrong.
    pub const fn details(mut self, pointers: &'static [&'static str]) -> Self {
        self.details = pointers;
        self
    }
}

/// An error reply's body, and what it says once somebody asks.
pub(crate) struct Answered {
    pub(crate) body: Bytes,
    said: OnceLock<Said>,
}

#[derive(Default)]
struct Said {
    code: Option<String>,
    message: Option<String>,
    details: Option<Value>,
}

impl Answered {
    pub(crate) fn new(body: Bytes) -> Self {
        Self {
            body,
            said: OnceLock::new(),
        }
    }

    pub(crate) fn code(&self, status: StatusCode, declared: &ErrorFields) -> Option<&str> {
        self.said(status, declared).code.as_deref()
    }

    pub(crate) fn message(&self, status: StatusCode, declared: &ErrorFields) -> Option<&str> {
        self.said(status, declared).message.as_deref()
    }

    pub(crate) fn details(&self, status: StatusCode, declared: &ErrorFields) -> Option<&Value> {
        self.said(status, declared).details.as_ref()
    }

    fn said(&self, status: StatusCode, declared: &ErrorFields) -> &Said {
        self.said.get_or_init(|| {
            // A success that could not be decoded holds what it was asked for, and an OAuth `code` is a secret.
            if status.is_success() || self.body.len() > LONGEST_BODY {
                return Said::default();
            }
            let body = serde_json::from_slice(&self.body).unwrap_or_default();
            read(&body, status, declared)
        })
    }
}

fn read(body: &Value, status: StatusCode, declared: &ErrorFields) -> Said {
    let places = places(body);
    let at = |pointers: &'static [&str]| pointers.iter().filter_map(|pointer| body.pointer(pointer));
    let code = at(declared.code)
        .filter(|value| value.as_u64() != Some(status.as_u16().into()))
        .find_map(scalar)
        .or_else(|| found_code(&places, status));
    let message = at(declared.message)
        .find_map(prose)
        .or_else(|| first(&places, &MESSAGES, prose))
        .or_else(|| prose(body));
    let details = at(declared.details)
        .find(|value| !value.is_null())
        .cloned()
        .or_else(|| {
            let composite = |value: &Value| (value.is_array() || value.is_object()).then(|| value.clone());
            first(&places, &DETAILS, composite)
        });
    Said {
        code,
        message,
        details,
    }
}

/// The objects in which to look, the most telling first: what is within `error` or `errors` is about the error, and what stands
/// beside it goes before what else may hold an object.
fn places(body: &Value) -> Vec<&Value> {
    let within = [
        "/error",
        "/error/0",
        "/errors/0",
        "/errors/0/extensions",
        "/fault",
        "/exception",
    ];
    let around = ["/detail", "/detail/0", "/fault/detail", "/status", "/meta", "/0"];
    let at = |pointer: &&str| body.pointer(pointer).or_else(|| capital(body, pointer));
    let within = within.iter().filter_map(at);
    let around = around.iter().filter_map(at);
    let places = within.chain([body]).chain(around);
    places.filter(|place| place.is_object()).collect()
}

/// `/Error/…`, as some write it.
fn capital<'a>(body: &'a Value, pointer: &str) -> Option<&'a Value> {
    let mut letters = pointer.strip_prefix('/')?.chars();
    let first = letters.next()?.to_ascii_uppercase();
    body.pointer(&format!("/{first}{}", letters.as_str()))
}

fn first<T>(places: &[&Value], names: &[&str], take: impl Fn(&Value) -> Option<T>) -> Option<T> {
    let take = &take;
    let mut found = places.iter().flat_map(|place| {
        names
            .iter()
            .filter_map(move |name| called(place, name).find_map(take))
    });
    found.next()
}

/// The members of an object that have this name, however it is written.
fn called<'a>(place: &'a Value, name: &str) -> impl Iterator<Item = &'a Value> {
    let members = place.as_object().into_iter().flatten();
    members.filter_map(move |(key, value)| is_called(key, name).then_some(value))
}

fn is_called(key: &str, name: &str) -> bool {
    let letters = key.bytes().filter(u8::is_ascii_alphanumeric);
    letters.map(|byte| byte.to_ascii_lowercase()).eq(name.bytes())
}

/// A word before a number, and a number that is not the status before one that is.
fn found_code(places: &[&Value], status: StatusCode) -> Option<String> {
    let word = |value: &Value| {
        let word = value
            .as_str()
            .filter(|word| is_identifier(word) && *word != "about:blank")?;
        // `status: "error"` and `status: "403"` say nothing.
        let says = !["error", "fail", "failed", "failure", status.as_str()].contains(&word);
        says.then(|| word.to_owned())
    };
    let number = |value: &Value| {
        value
            .as_i64()
            .filter(|number| *number != i64::from(status.as_u16()))
    };
    let numbered = || first(places, &CODES[..3], number).map(|number| number.to_string());
    first(places, &CODES[..3], word)
        .or_else(numbered)
        .or_else(|| first(places, &CODES[3..], word))
}

fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// A text, several, or one with its language.
fn prose(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        Value::Object(members) if members.contains_key("lang") => prose(members.get("value")?),
        Value::Array(items) => {
            let texts = items.iter().map(Value::as_str).collect::<Option<Vec<_>>>()?;
            (!texts.is_empty()).then(|| texts.join("; "))
        }
        _ => None,
    }
}

/// Whether an id may stand in an error's `Display`: an identifier with a number in it, not free text, which may hold a secret.
pub(crate) fn is_id(id: &str) -> bool {
    is_identifier(id) && id.bytes().any(|byte| byte.is_ascii_digit())
}

fn is_identifier(id: &str) -> bool {
    let is_part = |byte: u8| byte.is_ascii_alphanumeric() || b"_-.:/#".contains(&byte);
    !id.is_empty() && id.len() <= LONGEST_CODE && id.bytes().all(is_part)
}

/// Whether a code may stand there: made of words and short numbers (`invalid_grant`, `E17`, `oauth2.expired`), so that it is
/// nothing that was drawn at random.
pub(crate) fn is_code(code: &str) -> bool {
    let is_word = |word: &str| {
        let digits = word.trim_start_matches(|c: char| c.is_ascii_alphabetic());
        digits.len() <= 8 && digits.bytes().all(|byte| byte.is_ascii_digit())
    };
    is_identifier(code) && code.split(|c: char| !c.is_ascii_alphanumeric()).all(is_word)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn said(body: &Value, declared: &ErrorFields) -> (Option<String>, Option<String>, Option<Value>) {
        let said = read(body, StatusCode::FORBIDDEN, declared);
        (said.code, said.message, said.details)
    }

    #[test]
    fn the_usual_names_are_found() {
        for (body, code, message, details) in [
            (
                json!({"code": "no_access", "message": "No."}),
                Some("no_access"),
                Some("No."),
                json!(null),
            ),
            (
                json!({"type": "https://acme.test/errors/no-access", "title": "No access", "status": 403, "detail": "Not you.", "errors": [{"pointer": "/a"}]}),
                Some("https://acme.test/errors/no-access"),
                Some("Not you."),
                json!([{"pointer": "/a"}]),
            ),
            (
                json!({"type": "about:blank", "title": "Forbidden"}),
                None,
                Some("Forbidden"),
                json!(null),
            ),
            (
                json!({"error": "invalid_grant", "error_description": "Expired."}),
                Some("invalid_grant"),
                Some("Expired."),
                json!(null),
            ),
            (
                json!({"error": {"code": 403, "message": "No.", "status": "PERMISSION_DENIED", "details": [{"reason": "R"}]}}),
                Some("PERMISSION_DENIED"),
                Some("No."),
                json!([{"reason": "R"}]),
            ),
            (
                json!({"error": "Something went wrong"}),
                None,
                Some("Something went wrong"),
                json!(null),
            ),
            (
                json!({"errors": [{"status": "403", "code": "E7", "detail": "No."}]}),
                Some("E7"),
                Some("No."),
                json!([{"status": "403", "code": "E7", "detail": "No."}]),
            ),
            (
                json!({"code": 1234, "message": ["a", "b"]}),
                Some("1234"),
                Some("a; b"),
                json!(null),
            ),
            (
                json!({"statusCode": 403, "error": "Forbidden", "message": "No."}),
                Some("Forbidden"),
                Some("No."),
                json!(null),
            ),
            (
                json!({"detail": [{"loc": ["body", "name"], "msg": "Field required", "type": "missing"}]}),
                Some("missing"),
                Some("Field required"),
                json!([{"loc": ["body", "name"], "msg": "Field required", "type": "missing"}]),
            ),
            (json!([{"code": "a"}]), Some("a"), None, json!(null)),
            (json!("no"), None, Some("no"), json!(null)),
            (json!(["no", "never"]), None, Some("no; never"), json!(null)),
            (
                json!({"ErrorCode": "E7", "ErrorMessage": "No."}),
                Some("E7"),
                Some("No."),
                json!(null),
            ),
            (
                json!({"__type": "Throttled", "Message": "No."}),
                Some("Throttled"),
                Some("No."),
                json!(null),
            ),
            (
                json!({"errors": [{"message": "No.", "extensions": {"code": "UNAUTHENTICATED"}}], "data": null}),
                Some("UNAUTHENTICATED"),
                Some("No."),
                json!([{"message": "No.", "extensions": {"code": "UNAUTHENTICATED"}}]),
            ),
            (
                json!({"error": {"code": "Denied", "message": {"lang": "en", "value": "No."}}}),
                Some("Denied"),
                Some("No."),
                json!(null),
            ),
            (
                json!({"error": {"message": "No.", "type": "invalid_request", "param": null, "code": null}}),
                Some("invalid_request"),
                Some("No."),
                json!(null),
            ),
            (
                json!({"fault": {"faultstring": "No.", "detail": {"errorcode": "a.b.Expired"}}}),
                Some("a.b.Expired"),
                Some("No."),
                json!({"errorcode": "a.b.Expired"}),
            ),
            (
                json!({"errors": {"name": ["is too long"]}}),
                None,
                None,
                json!({"name": ["is too long"]}),
            ),
            (
                json!({"errorMessages": ["No.", "Never."], "errors": {}}),
                None,
                Some("No.; Never."),
                json!({}),
            ),
            (json!({"errors": ["No."]}), None, Some("No."), json!(["No."])),
            (
                json!({"status": {"error_code": 1001, "error_message": "No."}}),
                Some("1001"),
                Some("No."),
                json!(null),
            ),
            (
                json!({"meta": {"code": 9, "error_type": "a_b"}}),
                Some("9"),
                None,
                json!(null),
            ),
            (
                json!({"detail": {"code": "no_seat", "message": "No."}}),
                Some("no_seat"),
                Some("No."),
                json!({"code": "no_seat", "message": "No."}),
            ),
            (
                json!({"Error": {"Code": "A"}, "Success": false}),
                Some("A"),
                None,
                json!(null),
            ),
            (
                json!({"status": "fail", "data": {"title": "No."}}),
                None,
                None,
                json!(null),
            ),
            (
                json!({"ok": false, "error": "invalid_auth"}),
                Some("invalid_auth"),
                Some("invalid_auth"),
                json!(null),
            ),
            (
                json!({"status": "error", "category": "LIMIT_REACHED", "message": "No."}),
                Some("LIMIT_REACHED"),
                Some("No."),
                json!(null),
            ),
            (
                json!({"errorCode": "E11", "errorSummary": "No.", "errorCauses": [{"errorSummary": "Why."}]}),
                Some("E11"),
                Some("No."),
                json!([{"errorSummary": "Why."}]),
            ),
            (
                json!({"code": "bad_request", "explanation": "No.", "problems": [{"field": "a"}]}),
                Some("bad_request"),
                Some("No."),
                json!([{"field": "a"}]),
            ),
            (json!(7), None, None, json!(null)),
            (json!([]), None, None, json!(null)),
            (json!(null), None, None, json!(null)),
        ] {
            let expected = (
                code.map(str::to_owned),
                message.map(str::to_owned),
                Some(details).filter(|details| !details.is_null()),
            );
            assert_eq!(said(&body, &ErrorFields::new()), expected, "{body}");
        }
    }

    #[test]
    fn what_is_declared_goes_first() {
        let body = json!({"code": "other", "fault": {"no": 7, "text": "T", "more": {"a": 1}}});
        let declared = ErrorFields::new()
            .code(&["/gone", "/fault/no"])
            .message(&["/fault/text"])
            .details(&["/fault/more"]);
        assert_eq!(
            said(&body, &declared),
            (Some("7".to_owned()), Some("T".to_owned()), Some(json!({"a": 1})))
        );
        let elsewhere = ErrorFields::new().code(&["/gone"]);
        assert_eq!(said(&body, &elsewhere).0.as_deref(), Some("other"));
        // The status is no code, wherever it stands.
        let body = json!({"no": 403, "name": "locked"});
        let declared = ErrorFields::new().code(&["/no"]);
        assert_eq!(said(&body, &declared).0.as_deref(), Some("locked"));
    }

    #[test]
    fn the_body_of_a_success_and_a_long_one_are_not_searched() {
        let answered = |body: &str| Answered::new(Bytes::copy_from_slice(body.as_bytes()));
        let declared = ErrorFields::new();
        let body = r#"{"code": "hush"}"#;
        assert_eq!(answered(body).code(StatusCode::OK, &declared), None);
        assert_eq!(answered(body).code(StatusCode::CONFLICT, &declared), Some("hush"));
        let long = format!(r#"{{"code": "c", "more": "{}"}}"#, "x".repeat(LONGEST_BODY));
        assert_eq!(answered(&long).code(StatusCode::CONFLICT, &declared), None);
        assert_eq!(answered("<html>").code(StatusCode::CONFLICT, &declared), None);
    }

    #[test]
    fn only_codes_and_identifiers_are_shown() {
        for code in [
            "invalid_grant",
            "E-17",
            "a.b:c",
            "https://acme.test/e#1",
            "AADSTS50126",
            "oauth2.expired",
            "42",
        ] {
            assert!(is_code(code) && is_identifier(code), "{code}");
        }
        for id in [
            "hush-90be",
            "7c1f9d02-33aa-4b7e-9d1c-000000000000",
            "123456789",
            "sk_live_4eC39HqLyjWD",
        ] {
            assert!(!is_code(id) && is_id(id), "{id}");
        }
        for hidden in ["", "the token is hush", "naïve", "a\nb", "x".repeat(65).as_str()] {
            assert!(!is_code(hidden) && !is_identifier(hidden), "{hidden}");
        }
        assert!(!is_id("hush"));
    }
}
