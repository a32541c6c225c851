//! Whether a request is what the canonical document says and what was set: the judge of `every_operation.rs`.
//!
//! How parameters are spelled is written down here a second time, from OpenAPI's table of styles, so that a fault of the client is not
//! taken for the truth.

use base64::Engine as _;
use serde_json::{Map, Value};
use specloom::model::Operation;

use super::code::credential;
use super::same::{difference, difference_or_null};
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
    query(template, sent, &schemes, &request, &mut found);
    headers(sent, &schemes, body, &request, &mut found);
    self::body(subject, body, &request, &mut found);
    found
}

fn path(template: &str, sent: &[Sent], request: &Request<'_>, found: &mut Vec<String>) {
    // A fragment is no part of a request.
    let template = template.split('#').next().unwrap_or(template);
    let mut expected = template.to_owned();
    for one in sent.iter().filter(|one| one.parameter["in"] == "path") {
        let name = text(&one.parameter["name"]);
        let explode = one.parameter["explode"] == true;
        let value = &one.value;
        if one.parameter.get("content").is_some() {
            expected = expected.replace(&format!("{{{name}}}"), &value.to_string());
            continue;
        }
        let spelled = match one.parameter["style"].as_str().unwrap_or("simple") {
            "label" => format!(".{}", joined(value, if explode { "." } else { "," }, explode)),
            "matrix" => match value {
                Value::Array(items) if explode => items
                    .iter()
                    .map(|item| format!(";{name}={}", text(item)))
                    .collect(),
                Value::Object(entries) if explode => entries
                    .iter()
                    .map(|(key, item)| format!(";{key}={}", text(item)))
                    .collect(),
                _ => format!(";{name}={}", joined(value, ",", false)),
            },
            _ => joined(value, ",", explode),
        };
        expected = expected.replace(&format!("{{{name}}}"), &spelled);
    }
    let expected = expected.split('?').next().unwrap_or_default();
    if percent_decoded(request.path) != percent_decoded(expected) && percent_decoded(request.path) != expected
    {
        found.push(format!("path {} instead of {expected}", request.path));
    }
    if request.path.matches('/').count()
        != template
            .split('?')
            .next()
            .unwrap_or_default()
            .matches('/')
            .count()
    {
        found.push(format!(
            "path {} has other segments than {template}",
            request.path
        ));
    }
}

fn query(template: &str, sent: &[Sent], schemes: &[&Value], request: &Request<'_>, found: &mut Vec<String>) {
    let mut came = request.query.clone();
    // What the path itself asks for is sent with it.
    let written = template.split('#').next().and_then(|path| path.split_once('?'));
    for pair in form_fields(written.map_or("", |(_, query)| query)) {
        match came.iter().position(|other| *other == pair) {
            Some(index) => drop(came.remove(index)),
            None => found.push(format!("query lacks {pair:?}, which is part of the path")),
        }
    }
    for scheme in schemes
        .iter()
        .filter(|scheme| scheme["type"] == "apiKey" && scheme["in"] == "query")
    {
        came.retain(|(name, _)| scheme["name"] != name.as_str());
    }
    for one in sent.iter().filter(|one| one.parameter["in"] == "querystring") {
        // A form's fields, or one JSON text that is no pair.
        let content = one.parameter["content"].as_object();
        let media = content.and_then(|content| content.keys().next());
        let media = media.map_or("", String::as_str);
        came.clear();
        let url = request.seen["url"].as_str().unwrap_or_default();
        let query = url.split_once('?').map_or("", |(_, query)| query);
        if media.ends_with("json") {
            let read = serde_json::from_str::<Value>(&percent_decoded(query)).unwrap_or_default();
            found.extend(difference(&one.value, &read).map(|what| format!("query string{what}")));
        } else if media == "application/x-www-form-urlencoded" {
            fields(&one.value, &form_fields(query), found);
        } else if percent_decoded(query) != text(&one.value) {
            found.push(format!("query string {query} instead of {}", one.value));
        }
    }
    for one in sent.iter().filter(|one| one.parameter["in"] == "query") {
        let name = text(&one.parameter["name"]);
        if let Some(json) = one.parameter["content"].as_object() {
            let at = came.iter().position(|(known, _)| *known == name);
            let value = at.map(|at| came.remove(at).1);
            let is_json = json.keys().any(|name| name.contains("json"));
            let read: Option<Value> = value
                .as_deref()
                .and_then(|value| serde_json::from_str(value).ok());
            if is_json
                && read
                    .as_ref()
                    .and_then(|read| difference(&one.value, read))
                    .is_some()
                || value.is_none()
            {
                found.push(format!(
                    "query parameter `{name}`: {value:?} instead of {}",
                    one.value
                ));
            }
            continue;
        }
        for (name, value) in pairs(&one.parameter, &name, &one.value) {
            match came
                .iter()
                .position(|(known, came)| *known == name && same_text(came, &value))
            {
                Some(at) => drop(came.remove(at)),
                None => found.push(format!("query lacks `{name}={value}`: {:?}", request.query)),
            }
        }
    }
    if !came.is_empty() {
        found.push(format!("query has what was not set: {came:?}"));
    }
}

/// What a query has of a parameter.
fn pairs(parameter: &Value, name: &str, value: &Value) -> Vec<(String, String)> {
    let style = parameter["style"].as_str().unwrap_or("form");
    let explode = parameter["explode"].as_bool().unwrap_or(style == "form");
    let one = |text: String| vec![(name.to_owned(), text)];
    let delimiter = match style {
        "pipeDelimited" => "|",
        "spaceDelimited" => " ",
        _ => ",",
    };
    match value {
        Value::Array(items) if explode && style != "deepObject" => {
            items.iter().map(|item| (name.to_owned(), text(item))).collect()
        }
        Value::Object(entries) if style == "deepObject" => {
            let mut all = Vec::new();
            deep(name, entries, &mut all);
            all
        }
        // OpenAPI leaves it open; the servers that take such parameters read nothing between the brackets as one more item.
        Value::Array(items) if style == "deepObject" => items
            .iter()
            .map(|item| (format!("{name}[]"), text(item)))
            .collect(),
        Value::Object(entries) if explode => entries
            .iter()
            .map(|(key, item)| (key.clone(), text(item)))
            .collect(),
        Value::Array(_) | Value::Object(_) => one(joined(value, delimiter, false)),
        _ => one(text(value)),
    }
}

fn deep(name: &str, entries: &Map<String, Value>, all: &mut Vec<(String, String)>) {
    for (key, item) in entries {
        let name = format!("{name}[{key}]");
        match item {
            Value::Object(inner) => deep(&name, inner, all),
            item => all.push((name, text(item))),
        }
    }
}

fn headers(
    sent: &[Sent],
    schemes: &[&Value],
    body: Option<&SentBody>,
    request: &Request<'_>,
    found: &mut Vec<String>,
) {
    let mut allowed = vec!["accept", "user-agent", "content-length"];
    let mut named = Vec::new();
    for one in sent.iter().filter(|one| one.parameter["in"] == "header") {
        let name = text(&one.parameter["name"]);
        let expected = match one.parameter.get("content") {
            Some(_) => one.value.to_string(),
            None => joined(&one.value, ",", one.parameter["explode"] == true),
        };
        match request.header(&name) {
            Some(came) if same_text(came, &expected) => {}
            came => found.push(format!("header `{name}`: {came:?} instead of {expected}")),
        }
        named.push(name.to_lowercase());
    }
    let cookies = request.cookies();
    for one in sent.iter().filter(|one| one.parameter["in"] == "cookie") {
        let name = text(&one.parameter["name"]);
        let exploded = one.parameter.get("explode") != Some(&Value::Bool(false));
        let expected: Vec<(String, String)> = match &one.value {
            Value::Object(entries) if exploded => entries
                .iter()
                .map(|(key, value)| (key.clone(), joined(value, ",", false)))
                .collect(),
            Value::Array(items) if exploded => items
                .iter()
                .map(|item| (name.clone(), joined(item, ",", false)))
                .collect(),
            value => vec![(name.clone(), joined(value, ",", false))],
        };
        let is_sent = |(name, text): &(String, String)| {
            cookies
                .iter()
                .any(|(known, value)| known == name && same_text(value, text))
        };
        if !expected.iter().all(is_sent) {
            found.push(format!("cookie `{name}`: {cookies:?} instead of {expected:?}"));
        }
        allowed.push("cookie");
    }
    for scheme in schemes {
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
    for (name, _) in request.headers() {
        let name = name.to_lowercase();
        if !allowed.contains(&name.as_str()) && !named.contains(&name) {
            found.push(format!("header `{name}` is sent, and nobody documents it"));
        }
    }
}

/// Checks the credentials, and gives the schemes whose credentials may be there.
fn schemes<'a>(
    subject: &'a Subject,
    operation: &Value,
    request: &Request<'_>,
    found: &mut Vec<String>,
) -> Vec<&'a Value> {
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
                request
                    .header("authorization")
                    .is_some_and(|value| value.starts_with("Basic "))
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
        .filter_map(|name| scheme(name))
        .collect()
}

/// Names and values of a form, decoded.
fn form_fields(text: &str) -> Vec<(String, String)> {
    // A name may stand alone.
    let pairs = text.split('&').filter(|pair| !pair.is_empty());
    let pairs = pairs.map(|pair| pair.split_once('=').unwrap_or((pair, "")));
    let decoded = |text: &str| percent_decoded(&text.replace('+', " "));
    pairs
        .map(|(name, value)| (decoded(name), decoded(value)))
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
    let kind = essence(&sent.media_type);
    // Lines of JSON are a text as a whole.
    let is_json = kind.ends_with("json") && !kind.ends_with("ndjson");
    let schema = sent.schema.as_deref().and_then(|schema| subject.at(schema));
    // Bytes, whatever they are called.
    let is_binary = schema.is_some_and(|schema| {
        let text = matches!(schema["type"].as_str(), None | Some("string"));
        text && (schema["format"] == "binary" || schema["contentMediaType"] == "application/octet-stream")
    });
    if is_json && is_binary {
        if sent.value != came {
            found.push(format!("body {came:?} instead of {}", sent.value));
        }
    } else if is_json {
        let Ok(json) = serde_json::from_str::<Value>(came) else {
            return found.push("the body is not JSON".to_owned());
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
    } else if kind == "application/x-www-form-urlencoded" {
        fields(&sent.value, &form_fields(came), found);
    } else if kind.starts_with("multipart/") {
        let boundary = content_type
            .split("boundary=")
            .nth(1)
            .and_then(|rest| rest.split(';').next())
            .unwrap_or_default()
            .trim_matches('"');
        let delimiter = format!("--{boundary}");
        if let Value::Array(items) = &sent.value {
            return listed(items, &delimiter, came, found);
        }
        let parts = came.split(delimiter.as_str()).filter_map(|part| {
            let (head, content) = part.split_once("\r\n\r\n")?;
            let name = head.split("name=\"").nth(1)?.split('"').next()?;
            Some((
                percent_decoded(name),
                content.strip_suffix("\r\n").unwrap_or(content).to_owned(),
            ))
        });
        fields(&sent.value, &parts.collect::<Vec<_>>(), found);
    } else if sent.value.as_str().is_some_and(|text| text != came) {
        found.push(format!("body {came:?} instead of {}", sent.value));
    }
}

/// Each item of a list is a part without a name, in the list's order.
fn listed(items: &[Value], delimiter: &str, came: &str, found: &mut Vec<String>) {
    let parts = came
        .split(delimiter)
        .filter_map(|part| part.split_once("\r\n\r\n"));
    let parts: Vec<&str> = parts
        .map(|(_, content)| content.strip_suffix("\r\n").unwrap_or(content))
        .collect();
    let is_same = |(came, item): (&&str, &Value)| same_text(came, &text(item)) || same_json(came, item);
    if came.contains("name=\"") || parts.len() != items.len() || !parts.iter().zip(items).all(is_same) {
        found.push(format!("parts {parts:?} instead of {items:?}"));
    }
}

/// Whether it is a file, among fields that hold no bytes.
fn is_base64_of(came: &str, value: &Value) -> bool {
    let bytes = base64::engine::general_purpose::STANDARD.decode(came);
    value
        .as_str()
        .is_some_and(|text| bytes.is_ok_and(|bytes| bytes == text.as_bytes()))
}

/// Each property of a form's value is among its fields, and no field is nobody's.
fn fields(value: &Value, fields: &[(String, String)], found: &mut Vec<String>) {
    let Value::Object(object) = value else { return };
    for (name, value) in object {
        let came: Vec<&str> = fields
            .iter()
            .filter(|(known, _)| known == name || known.strip_suffix("[]") == Some(name))
            .map(|(_, value)| value.as_str())
            .collect();
        let one = |value: &Value| {
            came.iter().any(|came| {
                same_text(came, &text(value)) || same_json(came, value) || is_base64_of(came, value)
            })
        };
        let whole = || {
            came.iter().any(|came| {
                same_json(came, value)
                    || [",", " ", "|"]
                        .iter()
                        .any(|between| same_text(came, &joined(value, between, false)))
            })
        };
        let fine = match value {
            Value::Null => true,
            Value::Array(items) => {
                let is_inside = |index: usize| {
                    fields
                        .iter()
                        .any(|(known, _)| known.starts_with(&format!("{name}[{index}]")))
                };
                items.iter().all(one) || whole() || (0..items.len()).all(is_inside)
            }
            // Spelled `name[key]` or `key`, else whole.
            Value::Object(entries) => {
                whole()
                    || entries.iter().all(|(key, value)| {
                        let is_nothing = value.as_object().is_some_and(Map::is_empty);
                        is_nothing
                            || fields.iter().any(|(known, _)| {
                                known == key || known.starts_with(&format!("{name}[{key}]"))
                            })
                    })
            }
            value => one(value),
        };
        if !fine {
            found.push(format!("field `{name}`: {came:?} instead of {value}"));
        }
    }
    for (name, _) in fields {
        let first = name.split('[').next().unwrap_or(name);
        let inner = |key: &str| object.values().any(|value| value.get(key).is_some());
        if !object.contains_key(name) && !object.contains_key(first) && !inner(name) {
            found.push(format!("field `{name}` was not set"));
        }
    }
}

fn same_json(came: &str, value: &Value) -> bool {
    serde_json::from_str::<Value>(came).is_ok_and(|came| difference(value, &came).is_none())
}

/// A list or an object in one text.
fn joined(value: &Value, delimiter: &str, explode: bool) -> String {
    match value {
        Value::Array(items) => items.iter().map(text).collect::<Vec<_>>().join(delimiter),
        Value::Object(entries) => {
            let between = if explode { "=" } else { delimiter };
            let entries = entries
                .iter()
                .map(|(key, item)| format!("{key}{between}{}", text(item)));
            entries.collect::<Vec<_>>().join(delimiter)
        }
        value => text(value),
    }
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        // Whole numbers are written without a fraction.
        Value::Number(number) => match number.as_f64() {
            Some(float) if number.is_f64() && float.fract() == 0.0 && float.abs() < 1e15 => {
                format!("{}", float as i64)
            }
            _ => number.to_string(),
        },
        other => other.to_string(),
    }
}

/// The same text, or the same number.
fn same_text(left: &str, right: &str) -> bool {
    let numbers = || Some((left.parse::<f64>().ok()?, right.parse::<f64>().ok()?));
    left == right || numbers().is_some_and(|(left, right)| left == right)
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
