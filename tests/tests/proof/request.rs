//! Whether a request is what the canonical document says and what was set: the judge of `every_operation.rs`.
//!
//! How parameters are spelled is written down here a second time, from OpenAPI's table of styles, so that a fault of the client is not
//! taken for the truth.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;
use specloom::model::{Content, Operation, Response};

use super::code::credential;
use super::forms;
use super::said::Said;
use super::same::difference_or_null;
use super::spelled::{joined, pairs, says, text};
use super::subject::{Subject, resolved, token};

/// The server that the clients are told of.
pub(crate) const BASE: &str = "https://proof.test/base";

/// A parameter that was set: what the document says of it, and the value.
pub(crate) struct Sent {
    pub(crate) parameter: Value,
    pub(crate) value: Value,
}

/// A body that was set.
pub(crate) struct SentBody {
    pub(crate) media_type: String,
    /// Where the document has the media type.
    pub(crate) place: String,
    /// Where its schema stands.
    pub(crate) schema: Option<String>,
    pub(crate) value: Value,
}

/// A request as the transport was given it.
pub(crate) struct Request<'a> {
    seen: &'a Value,
    path: &'a str,
    /// Names and values, decoded.
    query: Vec<(String, String)>,
}

impl<'a> Request<'a> {
    /// `None`: nothing was sent, or elsewhere.
    pub(crate) fn of(seen: &'a Value) -> Option<Self> {
        let url = seen["url"].as_str()?.strip_prefix(BASE)?;
        let (path, query) = url.split_once('?').unwrap_or((url, ""));
        let pairs = query.split('&').filter(|pair| !pair.is_empty()).map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (percent_decoded(name), percent_decoded(value))
        });
        Some(Self {
            seen,
            path,
            query: pairs.collect(),
        })
    }

    fn headers(&self) -> impl Iterator<Item = (&str, &str)> {
        let headers = self.seen["headers"].as_array();
        headers
            .into_iter()
            .flatten()
            .filter_map(|pair| Some((pair[0].as_str()?, pair[1].as_str()?)))
    }

    fn header(&self, name: &str) -> Option<&str> {
        self.headers()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    }

    fn cookies(&self) -> Vec<(String, String)> {
        let cookies = self.header("cookie").unwrap_or_default();
        let pairs = cookies.split("; ").filter_map(|pair| pair.split_once('='));
        pairs
            .map(|(name, value)| (percent_decoded(name), percent_decoded(value)))
            .collect()
    }
}

/// What is wrong with a request.
pub(crate) fn violations(
    subject: &Subject,
    called: &Operation,
    sent: &[Sent],
    body: Option<&SentBody>,
    asked: Option<&str>,
    seen: &Value,
) -> Vec<String> {
    let Some(request) = Request::of(seen) else {
        return vec![format!("not sent to the server: {}", seen["url"])];
    };
    let mut found = Vec::new();
    let (method, template) = (called.method.as_str(), called.path.as_str());
    if request.seen["method"] != method {
        found.push(format!("method {} instead of {method}", request.seen["method"]));
    }
    let operation = subject.operation(called).map(|(_, operation)| operation);
    let schemes = schemes(subject, operation.unwrap_or(&Value::Null), &request, &mut found);
    path(template, sent, &request, &mut found);
    query(subject, template, sent, &schemes, &request, &mut found);
    headers(sent, &schemes, body, &request, &mut found);
    accept(subject, called, asked, &request, &mut found);
    self::body(subject, body, &request, &mut found);
    found
}

fn path(template: &str, sent: &[Sent], request: &Request<'_>, found: &mut Vec<String>) {
    // A fragment is no part of a request.
    let template = template.split(['#', '?']).next().unwrap_or(template);
    let in_path = || sent.iter().filter(|one| one.parameter["in"] == "path");
    // What is encoded in the template is what the page means; what is set is meant to the letter.
    let mut expected = template.to_owned();
    for (index, one) in in_path().enumerate() {
        let name = text(&one.parameter["name"]);
        expected = expected.replace(&format!("{{{name}}}"), &format!("\0{index}\0"));
    }
    let mut expected = percent_decoded(&expected);
    for (index, one) in in_path().enumerate() {
        expected = expected.replace(&format!("\0{index}\0"), &in_a_path(one));
    }
    if percent_decoded(request.path) != expected {
        found.push(format!("path {} instead of {expected}", request.path));
    }
    if request.path.matches('/').count() != template.matches('/').count() {
        found.push(format!(
            "path {} has other segments than {template}",
            request.path
        ));
    }
}

/// How a path spells a parameter.
fn in_a_path(one: &Sent) -> String {
    let (name, value) = (text(&one.parameter["name"]), &one.value);
    let explode = one.parameter["explode"] == true;
    if one.parameter.get("content").is_some() {
        return value.to_string();
    }
    match one.parameter["style"].as_str().unwrap_or("simple") {
        "label" => format!(
            ".{}",
            text(&joined(value, if explode { "." } else { "," }, explode))
        ),
        "matrix" => match value {
            Value::Array(items) if explode => items
                .iter()
                .map(|item| format!(";{name}={}", text(item)))
                .collect(),
            Value::Object(entries) if explode => entries
                .iter()
                .map(|(key, item)| format!(";{key}={}", text(item)))
                .collect(),
            _ => format!(";{name}={}", text(&joined(value, ",", false))),
        },
        _ => text(&joined(value, ",", explode)),
    }
}

fn query(
    subject: &Subject,
    template: &str,
    sent: &[Sent],
    schemes: &[(&Value, String)],
    request: &Request<'_>,
    found: &mut Vec<String>,
) {
    let mut came = request.query.clone();
    let raw = request.seen["url"].as_str().and_then(|url| url.split_once('?'));
    let raw = raw.map_or("", |(_, query)| query);
    // What the path itself asks for is sent with it.
    let written = template.split('#').next().and_then(|path| path.split_once('?'));
    let written = written.map_or("", |(_, query)| query);
    for pair in written.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let decoded = |text: &str| percent_decoded(&text.replace('+', " "));
        let pair = (decoded(name), decoded(value));
        match came.iter().position(|other| *other == pair) {
            Some(index) => drop(came.remove(index)),
            None => found.push(format!("query lacks {pair:?}, which is part of the path")),
        }
    }
    for (scheme, secret) in schemes
        .iter()
        .filter(|(scheme, _)| scheme["type"] == "apiKey" && scheme["in"] == "query")
    {
        let is_it = |(name, value): &(String, String)| scheme["name"] == name.as_str() && value == secret;
        if let Some(at) = came.iter().position(is_it) {
            came.remove(at);
        }
    }
    for one in sent.iter().filter(|one| one.parameter["in"] == "querystring") {
        // A form's fields, or one JSON text that is no pair.
        let content = one.parameter["content"].as_object();
        let Some((media_type, media)) = content.and_then(|content| content.iter().next()) else {
            continue;
        };
        came.clear();
        if media_type.ends_with("json") {
            let read = serde_json::from_str::<Value>(&percent_decoded(raw)).unwrap_or_default();
            found.extend(difference_or_null(&one.value, &read).map(|what| format!("query string{what}")));
        } else if media_type == "application/x-www-form-urlencoded" {
            forms::faults(&subject.document, media, &one.value, forms::fields(raw), found);
        } else if percent_decoded(raw) != text(&one.value) {
            found.push(format!("query string {raw} instead of {}", one.value));
        }
    }
    let in_query = || sent.iter().filter(|one| one.parameter["in"] == "query");
    for one in in_query() {
        let name = text(&one.parameter["name"]);
        let mut take = |name: &str, is_it: &dyn Fn(&str) -> bool| {
            let at = came.iter().position(|(known, came)| known == name && is_it(came));
            at.map(|at| came.remove(at)).is_some()
        };
        if let Some(content) = one.parameter["content"].as_object() {
            let is_json = content.keys().any(|name| name.contains("json"));
            let is_it = |came: &str| match is_json {
                true => serde_json::from_str::<Value>(came)
                    .is_ok_and(|read| difference_or_null(&one.value, &read).is_none()),
                false => says(came, &one.value),
            };
            if !take(&name, &is_it) {
                found.push(format!("query lacks `{name}` of {}: {raw}", one.value));
            }
            continue;
        }
        for (name, value) in pairs(&one.parameter, &name, &one.value) {
            if !take(&name, &|came: &str| says(came, &value)) {
                found.push(format!("query lacks `{name}={value}`: {raw}"));
            }
        }
    }
    if !came.is_empty() {
        found.push(format!("query has what was not set: {came:?}"));
    }
    // Servers read a blank in it.
    let may_have_plus = written.contains('+') || in_query().any(|one| one.parameter["allowReserved"] == true);
    if sent.iter().all(|one| one.parameter["in"] != "querystring") && raw.contains('+') && !may_have_plus {
        found.push(format!("query has a `+`: {raw}"));
    }
}

fn headers(
    sent: &[Sent],
    schemes: &[(&Value, String)],
    body: Option<&SentBody>,
    request: &Request<'_>,
    found: &mut Vec<String>,
) {
    let mut allowed = vec!["accept", "user-agent", "content-length"];
    let mut named = Vec::new();
    for one in sent.iter().filter(|one| one.parameter["in"] == "header") {
        let name = text(&one.parameter["name"]);
        let expected = match one.parameter.get("content") {
            Some(_) => one.value.to_string().into(),
            None => joined(&one.value, ",", one.parameter["explode"] == true),
        };
        match request.header(&name) {
            Some(came) if says(came, &expected) => {}
            came => found.push(format!("header `{name}`: {came:?} instead of {expected}")),
        }
        named.push(name.to_lowercase());
    }
    cookies(sent, schemes, request, found);
    if sent.iter().any(|one| one.parameter["in"] == "cookie") {
        allowed.push("cookie");
    }
    for (scheme, _) in schemes {
        match (scheme["type"].as_str(), scheme["in"].as_str()) {
            (Some("apiKey"), Some("header")) => named.push(text(&scheme["name"]).to_lowercase()),
            (Some("apiKey"), Some("cookie")) => allowed.push("cookie"),
            (Some("apiKey"), _) => {}
            _ => allowed.push("authorization"),
        }
    }
    if body.is_some() {
        allowed.push("content-type");
    }
    let mut before = Vec::new();
    for (name, _) in request.headers() {
        let name = name.to_lowercase();
        if !allowed.contains(&name.as_str()) && !named.contains(&name) {
            found.push(format!("header `{name}` is sent, and nobody documents it"));
        }
        if before.contains(&name) {
            found.push(format!("header `{name}` is sent twice"));
        }
        before.push(name);
    }
}

/// Whether the cookies are those that were set, and credentials.
fn cookies(sent: &[Sent], schemes: &[(&Value, String)], request: &Request<'_>, found: &mut Vec<String>) {
    let mut came = request.cookies();
    for one in sent.iter().filter(|one| one.parameter["in"] == "cookie") {
        let name = text(&one.parameter["name"]);
        let exploded = one.parameter.get("explode") != Some(&Value::Bool(false));
        let expected: Vec<(String, Value)> = match &one.value {
            Value::Object(entries) if exploded => entries
                .iter()
                .map(|(key, value)| (key.clone(), value.clone()))
                .collect(),
            Value::Array(items) if exploded => {
                items.iter().map(|item| (name.clone(), item.clone())).collect()
            }
            value => vec![(name.clone(), joined(value, ",", false))],
        };
        for (name, value) in expected {
            match came
                .iter()
                .position(|(known, came)| *known == name && says(came, &value))
            {
                Some(at) => drop(came.remove(at)),
                None => found.push(format!("cookies lack `{name}={value}`: {came:?}")),
            }
        }
    }
    came.retain(|(name, value)| {
        !schemes.iter().any(|(scheme, secret)| {
            scheme["in"] == "cookie" && scheme["name"] == name.as_str() && value == secret
        })
    });
    if !came.is_empty() {
        found.push(format!("cookies that were not set: {came:?}"));
    }
}

/// Whether `Accept` asks for what the document has: first of all for what is `asked` for, or a success in one of its media types; then
/// for each other reply that is read in one of its own.
fn accept(
    subject: &Subject,
    called: &Operation,
    asked: Option<&str>,
    request: &Request<'_>,
    found: &mut Vec<String>,
) {
    // Of replies that are read, and of all of them.
    let documented = |replies: &[Response]| -> Vec<Vec<String>> {
        let read = replies.iter().filter(|reply| reply.content != Content::Empty);
        read.filter_map(|reply| {
            let content = subject.at(&format!("{}/content", subject.reply(called, reply)?))?;
            Some(content.as_object()?.keys().cloned().collect())
        })
        .collect()
    };
    let (successes, failures) = (documented(&called.successes), documented(&called.failures));
    let came: Vec<&str> = request
        .header("accept")
        .map_or(Vec::new(), |accept| accept.split(", ").collect());
    let is_in = |types: &[String]| types.iter().any(|known| came.contains(&known.as_str()));
    let wrong = match asked {
        Some(asked) => {
            let rest = came.get(1..).unwrap_or_default();
            let of_errors = |name: &&str| failures.iter().flatten().any(|known| known == name);
            came.first() != Some(&asked) || !rest.iter().all(of_errors)
        }
        None => {
            let of_successes = |name: &&&str| successes.iter().flatten().any(|known| known == *name);
            !successes.iter().all(|types| is_in(types))
                || !successes.is_empty() && came.first().filter(of_successes).is_none()
        }
    };
    let all: Vec<&String> = successes.iter().chain(&failures).flatten().collect();
    // Where a call asks for nothing, HTTP clients say so.
    if all.is_empty() && came == ["*/*"] {
        return;
    }
    if wrong
        || !failures.iter().all(|types| is_in(types))
        || !came.iter().all(|name| all.iter().any(|known| known == name))
    {
        found.push(format!("Accept is {came:?}, of {successes:?} and {failures:?}"));
    }
}

/// Checks the credentials, and gives the schemes whose credentials may be there.
fn schemes<'a>(
    subject: &'a Subject,
    operation: &Value,
    request: &Request<'_>,
    found: &mut Vec<String>,
) -> Vec<(&'a Value, String)> {
    let document = &subject.document;
    let security = operation.get("security").or_else(|| document.get("security"));
    let alternatives: Vec<Vec<&str>> = security
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(|alternative| Some(alternative.as_object()?.keys().map(String::as_str).collect()))
        .collect();
    let scheme = |name: &str| {
        let scheme = document.pointer(&format!("/components/securitySchemes/{}", token(name)))?;
        resolved(document, scheme)
    };
    let setter = |name: &str| {
        let known = subject.model.schemes.iter().find(|scheme| scheme.name == name)?;
        Some(known.setter.as_str().to_owned())
    };
    // One header has room for one.
    let in_one_header = |alternative: &Vec<&str>| {
        let schemes = alternative.iter().filter_map(|name| scheme(name));
        schemes.filter(|scheme| scheme["type"] != "apiKey").count() > 1
    };
    let usable = |alternative: &&Vec<&str>| alternative.iter().all(|name| setter(name).is_some());
    let shown = |name: &&str| {
        let (Some(scheme), Some(setter)) = (scheme(name), setter(name)) else {
            return false;
        };
        let secret = credential(&setter);
        let has = |pairs: &[(String, String)]| {
            pairs
                .iter()
                .any(|(name, value)| scheme["name"] == name.as_str() && *value == secret)
        };
        match (scheme["type"].as_str(), scheme["in"].as_str()) {
            (Some("apiKey"), Some("query")) => has(&request.query),
            (Some("apiKey"), Some("cookie")) => has(&request.cookies()),
            (Some("apiKey"), _) => request.header(&text(&scheme["name"])) == Some(&secret),
            (Some("http"), _)
                if scheme["scheme"]
                    .as_str()
                    .is_some_and(|name| name.eq_ignore_ascii_case("basic")) =>
            {
                let pair = STANDARD.encode(format!("user:{secret}"));
                request.header("authorization") == Some(&format!("Basic {pair}"))
            }
            _ => request.header("authorization") == Some(&format!("Bearer {secret}")),
        }
    };
    let usable: Vec<&Vec<&str>> = alternatives.iter().filter(usable).collect();
    if !usable.is_empty()
        && !usable.iter().any(|all| in_one_header(all))
        && !usable.iter().any(|all| all.iter().all(&shown))
    {
        found.push(format!("credentials for none of {usable:?}"));
    }
    alternatives
        .iter()
        .flatten()
        .filter_map(|name| Some((scheme(name)?, credential(&setter(name)?))))
        .collect()
}

fn body(subject: &Subject, sent: Option<&SentBody>, request: &Request<'_>, found: &mut Vec<String>) {
    let came = request.seen["body"].as_str().unwrap_or_default();
    let Some(sent) = sent else {
        if !came.is_empty() {
            found.push("a body is sent that was not set".to_owned());
        }
        return;
    };
    let content_type = request.header("content-type").unwrap_or_default();
    let essence = |text: &str| text.split(';').next().unwrap_or_default().trim().to_lowercase();
    if essence(content_type) != essence(&sent.media_type) {
        found.push(format!(
            "Content-Type {content_type} instead of {}",
            sent.media_type
        ));
    }
    let documented = sent.place.rsplit("/content/").next().unwrap_or_default();
    let of_the_document = documented.split(';').skip(1).map(str::trim);
    if !of_the_document
        .clone()
        .all(|said| content_type.to_lowercase().contains(&said.to_lowercase()))
    {
        found.push(format!("Content-Type {content_type} instead of {documented}"));
    }
    let kind = essence(&sent.media_type);
    let document = &subject.document;
    let media = document.pointer(&sent.place).unwrap_or(&Value::Null);
    // Lines of JSON are a text as a whole.
    let is_json = kind.ends_with("json") && !kind.ends_with("ndjson") || !sent.value.is_string();
    let schema = sent.schema.as_deref().and_then(|schema| subject.at(schema));
    // Bytes, whatever they are called.
    let is_binary = schema.is_some_and(|schema| {
        let text = matches!(schema["type"].as_str(), None | Some("string"));
        text && (schema["format"] == "binary" || schema["contentMediaType"] == "application/octet-stream")
    });
    if kind == "application/x-www-form-urlencoded" && sent.value.is_object() {
        forms::faults(document, media, &sent.value, forms::fields(came), found);
    } else if kind.starts_with("multipart/") {
        match forms::parts(content_type, came) {
            Some(parts) => forms::faults(document, media, &sent.value, parts, found),
            None => found.push(format!("no parts: {content_type}: {came}")),
        }
    } else if is_json && !is_binary {
        let Ok(json) = serde_json::from_str::<Value>(came) else {
            return found.push("the body is not JSON".to_owned());
        };
        let json = match schema {
            Some(schema) => Said::of(document, schema).decoded(&sent.value, json),
            None => json,
        };
        if let Some(difference) = difference_or_null(&sent.value, &json) {
            found.push(format!("body{difference}"));
        }
        if let Some(schema) = &sent.schema
            && subject.is_valid(schema, &sent.value) == Some(true)
            && let Some(validator) = subject.validator(schema)
            && let Err(error) = validator.validate(&json)
        {
            found.push(format!("body is not as documented: {error}"));
        }
    } else if sent.value != came {
        found.push(format!("body {came:?} instead of {}", sent.value));
    }
}

/// Percent-encoding undone; what is no UTF-8 is replaced.
pub(crate) fn percent_decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = (bytes[at] == b'%').then(|| text.get(at + 1..at + 3)).flatten();
        match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => {
                out.push(byte);
                at += 3;
            }
            None => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}
