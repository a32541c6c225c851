//! `responses` → what each documented status means.

use serde_json::Value;

use super::contents::contents;
use super::headers::headers;
use super::media::known;
use super::{Cx, text};
use crate::model::naming::{Taken, range_name, status_name};
use crate::model::{Content, Response, RustName, Status};
use crate::note::NoteKind;
use crate::pointer;
use crate::words;

/// The documented replies of an operation.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Responses {
    /// 2xx and 3xx (redirects are not followed: one that is documented is an answer).
    pub(super) successes: Vec<Response>,
    /// 4xx, 5xx and, where a success is documented apart from it, `default`.
    pub(super) failures: Vec<Response>,
    /// For `Accept`: the media types of success first.
    pub(super) accept: Vec<String>,
}

/// Sorts the replies by what they mean. Where no success is documented, `default` is it, too; where not even that is,
/// a 2xx without a body.
pub(super) fn responses(operation: &Value, method: &str, at: &str, cx: &mut Cx<'_>) -> Responses {
    let mut read: Vec<(Response, Option<String>)> = Vec::new();
    let keys = operation["responses"].as_object().into_iter().flatten();
    let has_success = keys
        .filter_map(|(key, _)| Status::named(key))
        .any(Status::is_success);
    for (key, value) in operation["responses"].as_object().into_iter().flatten() {
        let at = pointer::join(&format!("{at}/responses"), key);
        if key.starts_with("x-") {
            continue;
        }
        let Some(status) = Status::named(key) else {
            let what = format!(
                "{key} is not a status that a reply can have",
                key = words::name(key)
            );
            cx.note(NoteKind::Ignored, at, what);
            continue;
        };
        if matches!(status, Status::Code(100..=199) | Status::Range(1)) {
            let what = "a 1xx response only precedes the actual one: the client does not see it";
            cx.note(NoteKind::Ignored, at, what);
            continue;
        }
        if read.iter().any(|(known, _)| known.status == status) {
            let what = format!("{key} is documented twice", key = words::name(key));
            cx.note(NoteKind::Ignored, at, what);
            continue;
        }
        let documented = known(&value["content"], &format!("{at}/content"), cx);
        let has_content = carries_content(method, status);
        if !has_content && !documented.is_empty() {
            let what = format!(
                "a reply to {} with this status never has content (RFC 9110): none is read",
                method.to_ascii_uppercase()
            );
            cx.note(NoteKind::Ignored, format!("{at}/content"), what);
        }
        let is_error = !status.is_success() && (status != Status::Default || has_success);
        let documented = if has_content { documented } else { Vec::new() };
        let body = contents(&documented, is_error, &at, cx);
        let media_type = body.media_types.first().cloned();
        let response = Response {
            status,
            variant: RustName::new(variant(status)),
            content: body.content,
            media_types: body.media_types,
            others: body.others,
            description: text(value, "description").filter(|said| says_something(said, status)),
            headers: headers(value, &pointer::join(&at, "headers"), cx),
        };
        read.push((response, media_type));
    }
    read.sort_by_key(|(response, _)| response.status);
    let documented = read.iter().any(|(response, _)| response.status.is_success());
    let mut responses = Responses::default();
    let mut accept = (Vec::new(), Vec::new());
    for (response, media_type) in read {
        let success = response.status.is_success();
        if success || (response.status == Status::Default && !documented) {
            accept.0.extend(media_type.clone());
            responses.successes.push(response.clone());
        }
        if !success {
            accept.1.extend(media_type);
            responses.failures.push(response);
        }
    }
    if let [only] = responses.successes.as_slice()
        && only.status == Status::Default
    {
        let what = "no success is documented apart from `default`, which is one where the status is a 2xx";
        cx.note(NoteKind::Inferred, format!("{at}/responses/default"), what);
    }
    if responses.successes.is_empty() {
        let what = "no successful response is documented; any 2xx is taken for one, and its body is not read";
        cx.note(NoteKind::Inferred, format!("{at}/responses"), what);
        let status = Status::Range(2);
        responses.successes.push(Response {
            status,
            variant: RustName::new(variant(status)),
            content: Content::Empty,
            media_types: Vec::new(),
            others: Vec::new(),
            description: None,
            headers: Vec::new(),
        });
    }
    for media_type in accept.0.into_iter().chain(accept.1) {
        if !responses.accept.contains(&media_type) {
            responses.accept.push(media_type);
        }
    }
    for list in [&mut responses.successes, &mut responses.failures] {
        let mut variants = Taken::default();
        for response in list.iter_mut() {
            response.variant = RustName::new(variants.unique(response.variant.as_str()));
        }
    }
    responses
}

/// Whether a reply can have content (RFC 9110, sections 9.3.2, 15.3.5, 15.3.6 and 15.4.5).
fn carries_content(method: &str, status: Status) -> bool {
    method != "head" && !matches!(status, Status::Code(204 | 205 | 304))
}

/// Whether a description says more than that there is a reply: `Default Response`, `OK` and `Success` do not, and neither does
/// what the status is called.
fn says_something(description: &str, status: Status) -> bool {
    const NOTHING: [&str; 18] = [
        "a",
        "an",
        "api",
        "call",
        "code",
        "default",
        "error",
        "http",
        "is",
        "ok",
        "operation",
        "reply",
        "request",
        "response",
        "result",
        "status",
        "success",
        "successful",
    ];
    let (code, called) = match status {
        Status::Code(code) => (code.to_string(), status_name(code)),
        Status::Range(_) | Status::Default => (String::new(), String::new()),
    };
    let called = heck::ToSnakeCase::to_snake_case(called.as_str());
    let words = description
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    words.map(str::to_lowercase).any(|word| {
        !NOTHING.contains(&word.as_str()) && word != code && !called.split('_').any(|part| part == word)
    })
}

fn variant(status: Status) -> String {
    match status {
        Status::Code(code) => status_name(code),
        Status::Range(digit) => range_name(digit).to_owned(),
        Status::Default => "Default".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn read(value: Value) -> (Vec<String>, Vec<String>) {
        let responses = responses(
            &json!({"responses": value}),
            "get",
            "",
            &mut Cx::new(&Value::Null),
        );
        let show = |list: &[Response]| {
            list.iter()
                .map(|r| format!("{}({})", r.variant, r.content.ty()))
                .collect()
        };
        (show(&responses.successes), show(&responses.failures))
    }

    #[test]
    fn replies_are_sorted_by_meaning() {
        let json = |name: &str| json!({"content": {"application/json": {"schema": {"$ref": format!("#/components/schemas/{name}")}}}});
        let (successes, failures) = read(
            json!({"4XX": json("E"), "default": json("D"), "404": {}, "302": {}, "200": json("T"), "weird": {}}),
        );
        assert_eq!(successes, ["Ok(types::T)", "Found(())"]);
        assert_eq!(
            failures,
            ["NotFound(())", "ClientError(types::E)", "Default(types::D)"]
        );
    }

    #[test]
    fn a_description_that_says_nothing_is_not_repeated() {
        for (description, status, said) in [
            ("Default Response", Status::Code(200), false),
            ("OK", Status::Code(200), false),
            ("Successful response.", Status::Default, false),
            ("404 - Not Found", Status::Code(404), false),
            ("Not Found", Status::Default, true),
            ("The order was not found.", Status::Code(404), true),
            ("Success: the oven is hot", Status::Code(200), true),
            ("\u{6210}\u{529f}", Status::Code(200), true),
        ] {
            assert_eq!(says_something(description, status), said, "{description}");
        }
    }

    #[test]
    fn without_a_documented_success_default_is_both() {
        assert_eq!(
            read(json!({"default": {}})),
            (vec!["Default(())".into()], vec!["Default(())".into()])
        );
        assert_eq!(
            read(json!({"400": {}})),
            (vec!["Success(())".into()], vec!["BadRequest(())".into()])
        );
    }
}
