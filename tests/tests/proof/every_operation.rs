//! Every operation of a client is called: with values made from what the document says of its parameters and its body, in each media
//! type, and answered with each status that the document lists. What is sent is held against the canonical document; what comes back
//! is to be the documented variant with the value that came.
//!
//! Ten documents of the corpus as well, with `SPECLOOM_CORPUS`; all of them by `whole_corpus.rs`, which prints a table.

use std::collections::BTreeSet;
use std::io::Write as _;

use serde_json::{Value, json};
use specloom::model::{Body, Content, Encoding, Operation, Parameter, Reading, ReplyChoice, Response};

use super::harness::Harness;
use super::lost::lost;
use super::request::{Sent, SentBody, violations};
use super::round_trip::{CORPUS, GATE};
use super::same::difference;
use super::spelled::text;
use super::subject::{Subject, resolved, status, token};
use super::values::{Fill, Values, Way};

/// A call: what is set, what is answered, and what should come of it.
pub(crate) struct Plan<'a> {
    subject: usize,
    pub(crate) operation: &'a Operation,
    sent: Vec<Sent>,
    body: Option<SentBody>,
    response: Option<(&'a Response, bool)>,
    /// The media type that is asked for, where it is not the preferred one.
    asked: Option<String>,
    pub(crate) status: u16,
    /// What the reply's body is read as.
    expected: Value,
    case: Value,
}

impl Plan<'_> {
    /// Whether it is answered with a documented success.
    pub(crate) fn is_success(&self) -> bool {
        matches!(self.response, Some((_, true)))
    }
}

impl Plan<'_> {
    /// Whether the document allows the body: values are made part by part, and members of a union may exclude each other.
    pub(crate) fn is_valid(&self, subject: &Subject) -> bool {
        let Some(body) = &self.body else { return true };
        let schema = body.schema.as_deref();
        schema.is_none_or(|schema| subject.is_valid(schema, &body.value) == Some(true))
    }
}

/// What became of calls.
pub(crate) fn answers(harness: &Harness, plans: &[Plan<'_>]) -> Vec<Value> {
    let cases: Vec<Value> = plans.iter().map(|plan| plan.case.clone()).collect();
    harness.ask(&cases)
}

/// The calls of a subject.
pub(crate) fn plans(index: usize, subject: &Subject) -> Vec<Plan<'_>> {
    let mut plans = Vec::new();
    for operation in &subject.model.operations {
        let successes = operation.successes.iter().map(|response| (response, true));
        let failures = operation.failures.iter().map(|response| (response, false));
        let replies: Vec<_> = successes.chain(failures).collect();
        let first = replies.first().copied();
        let fills = [Fill::Most, Fill::Least, Fill::Some, Fill::Some];
        let bodies: Vec<Option<&Body>> = match &operation.body {
            Some(body) => std::iter::once(Some(body))
                .chain(body.others.iter().map(Some))
                .collect(),
            None => vec![None],
        };
        let count = replies.len().max(fills.len());
        for number in 0..count {
            let reply = replies.get(number % replies.len().max(1)).copied();
            plans.extend(plan(
                index,
                subject,
                operation,
                fills[number % 4],
                number as u64,
                bodies[0],
                reply,
                None,
            ));
        }
        for body in &bodies[1..] {
            for (seed, fill) in [(40, Fill::Most), (41, Fill::Least)] {
                plans.extend(plan(index, subject, operation, fill, seed, *body, first, None));
            }
        }
        for choice in subject.model.reply_choices(operation) {
            let is_its = |response: &Response| {
                let mut its = choice.operation.successes.iter();
                its.any(|reply| reply.status == response.status)
            };
            for reply in replies
                .iter()
                .filter(|(reply, is_success)| !is_success || is_its(reply))
            {
                for (seed, fill) in [(50, Fill::Most), (51, Fill::Least)] {
                    let reply = Some(*reply);
                    plans.extend(plan(
                        index,
                        subject,
                        operation,
                        fill,
                        seed,
                        bodies[0],
                        reply,
                        Some(&choice),
                    ));
                }
            }
        }
    }
    plans
}

/// One call; `None` if the document has no values for it.
#[allow(clippy::too_many_arguments, reason = "each is chosen by itself")]
fn plan<'a>(
    index: usize,
    subject: &'a Subject,
    operation: &'a Operation,
    fill: Fill,
    seed: u64,
    body: Option<&Body>,
    response: Option<(&'a Response, bool)>,
    choice: Option<&ReplyChoice>,
) -> Option<Plan<'a>> {
    let mut values = Values::new(&subject.document, Way::Sent, seed + 1).fill(fill);
    let (pointer, documented) = subject.operation(operation)?;
    let mut sent = Vec::new();
    let mut parameters = serde_json::Map::new();
    for parameter in &operation.parameters {
        let there = parameter.required || fill == Fill::Most || fill == Fill::Some && seed.is_multiple_of(2);
        let found = said_of(subject, operation, documented, parameter)?;
        let value = (0..20).find_map(|_| sendable(&mut values, found));
        match value {
            Some(value) if there => {
                parameters.insert(parameter.rust.as_str().to_owned(), value.clone());
                sent.push(Sent {
                    parameter: found.clone(),
                    value,
                });
            }
            None if parameter.required => return None,
            _ => {}
        }
    }
    let body = match body {
        Some(body) if body.required || fill != Fill::Least => {
            // The least that a schema asks for may be an empty list, which a form cannot say.
            let mut others = Values::new(&subject.document, Way::Sent, seed + 60);
            let some = (0..20).find_map(|_| body_of(subject, &pointer, body, &mut values));
            Some(some.or_else(|| (0..20).find_map(|_| body_of(subject, &pointer, body, &mut others)))?)
        }
        _ => None,
    };
    let (status, reply, expected) = match response {
        Some((response, is_success)) => {
            let choice = choice.filter(|_| is_success);
            reply(subject, operation, response, is_success, choice, fill, seed)
        }
        None => (200, json!({"status": 200}), Value::Null),
    };
    let mut case = json!({
        "what": "call", "subject": index, "operation": operation.id, "parameters": parameters,
        "media": body.as_ref().map_or("", |body| &body.media_type), "reply": reply,
    });
    let asked = choice.map(|choice| choice.media_type.clone());
    if let Some(asked) = &asked {
        case["accept"] = asked.as_str().into();
    }
    if let Some(body) = &body {
        case["body"] = body.value.clone();
    }
    Some(Plan {
        subject: index,
        operation,
        sent,
        body,
        response,
        asked,
        status,
        expected,
        case,
    })
}

/// What the document says of a parameter.
fn said_of<'a>(
    subject: &'a Subject,
    operation: &Operation,
    documented: &'a Value,
    parameter: &Parameter,
) -> Option<&'a Value> {
    let place = parameter.location.as_str();
    let item = subject
        .document
        .pointer(&format!("/paths/{}", token(&operation.path)))?;
    let lists = [&documented["parameters"], &item["parameters"]];
    let mut all = lists.into_iter().filter_map(Value::as_array).flatten();
    all.find_map(|found| {
        let found = resolved(&subject.document, found)?;
        (found["name"] == parameter.wire.as_str() && found["in"] == place).then_some(found)
    })
}

/// A value that a parameter can say: no null, no empty list or text, nothing inside a list or an object that is one itself.
fn sendable(values: &mut Values<'_>, parameter: &Value) -> Option<Value> {
    let content = parameter["content"]
        .as_object()
        .and_then(|content| content.values().next());
    let schema = parameter
        .get("schema")
        .or_else(|| content?.get("schema"))
        .unwrap_or(&Value::Bool(true));
    let value = values.value(schema);
    if content.is_some() {
        return Some(value);
    }
    // Between the parts of a list, a delimiter would be two things.
    let is_dotted = parameter["style"] == "label" && parameter["explode"] == true;
    let flat = |value: &Value| match value {
        Value::Null | Value::Array(_) | Value::Object(_) => false,
        value if is_dotted && text(value).contains('.') => false,
        Value::String(text) => !text.is_empty() && !text.contains(['/', ',', '|', ' ', 'ü']),
        _ => true,
    };
    let is_deep = parameter["style"] == "deepObject";
    // What lists in there look like, OpenAPI leaves open.
    let is_flat_object = |value: &Value| {
        value
            .as_object()
            .is_some_and(|entries| entries.values().all(flat))
    };
    let fits = match &value {
        Value::Null => false,
        Value::String(text) => !text.is_empty() && (parameter["in"] != "header" || text.is_ascii()),
        Value::Array(items) => !items.is_empty() && items.iter().all(flat),
        Value::Object(entries) => {
            !entries.is_empty()
                && entries
                    .iter()
                    .all(|(name, value)| flat(value) || is_deep && !name.is_empty() && is_flat_object(value))
        }
        _ => true,
    };
    // An object whose parts do not fit may have those that do, if it can be without the others.
    let required = |name: &String| {
        schema["required"]
            .as_array()
            .is_some_and(|names| names.iter().any(|known| known == name.as_str()))
    };
    match value {
        Value::Object(entries) if !fits => {
            if entries.iter().any(|(name, value)| required(name) && !flat(value)) {
                return None;
            }
            let entries: serde_json::Map<String, Value> =
                entries.into_iter().filter(|(_, value)| flat(value)).collect();
            (!entries.is_empty()).then_some(Value::Object(entries))
        }
        value => fits.then_some(value),
    }
}

/// Bytes that are no UTF-8, as the program spells them.
const NO_TEXT: &str = "hex:00ff410ac3";

/// A body in one of its media types.
fn body_of(subject: &Subject, pointer: &str, body: &Body, values: &mut Values<'_>) -> Option<SentBody> {
    let message = subject.target(format!("{pointer}/requestBody"));
    let content = subject.document.pointer(&message)?.get("content")?.as_object()?;
    let essence = |text: &str| text.split(';').next().unwrap_or_default().trim().to_lowercase();
    let name = content
        .keys()
        .find(|name| **name == body.media_type)
        .or_else(|| {
            content
                .keys()
                .find(|name| essence(name) == essence(&body.media_type))
        })
        .or_else(|| content.keys().find(|name| name.contains('*')))?;
    let place = format!("{message}/content/{}", token(name));
    let schema = format!("{place}/schema");
    let found = subject.document.pointer(&schema);
    let value = match body.encoding {
        Encoding::Bytes => json!(NO_TEXT),
        _ => {
            let streamed = content[name]
                .get("itemSchema")
                .map(|items| json!({"type": "array", "items": items}));
            let schema = found.or(streamed.as_ref()).unwrap_or(&Value::Bool(true));
            let value = match body.encoding {
                // What must be there cannot be left out, and a form has no word for null.
                Encoding::Form | Encoding::Multipart => {
                    let needed = resolved(&subject.document, schema)
                        .map_or(&Value::Null, |schema| &schema["required"]);
                    let needed: Vec<&str> = needed
                        .as_array()
                        .into_iter()
                        .flatten()
                        .filter_map(Value::as_str)
                        .collect();
                    let says_all =
                        |value: &Value| needed.iter().all(|name| value.get(name).is_none_or(is_said));
                    let mut value = (0..20).map(|_| values.value(schema)).find(says_all)?;
                    files(subject, schema, &mut value);
                    if body.encoding == Encoding::Multipart {
                        untyped_files(subject, schema, &content[name]["encoding"], &mut value);
                    }
                    value
                }
                _ => {
                    let mut value = values.value(schema);
                    files(subject, schema, &mut value);
                    value
                }
            };
            match body.encoding {
                Encoding::Text if !value.is_string() => json!("text"),
                Encoding::Form | Encoding::Multipart => form(value, &content[name]["encoding"]),
                _ => value,
            }
        }
    };
    // Null as a whole has a method of its own.
    if value.is_null() {
        return None;
    }
    Some(SentBody {
        media_type: body.media_type.clone(),
        place,
        schema: found.map(|_| schema),
        value,
    })
}

/// A form has no word for null, and none for an empty list: for neither within what is written in brackets.
fn form(value: Value, encoding: &Value) -> Value {
    let object = match value {
        Value::Object(object) => object,
        // Parts without names: there is at least one.
        Value::Array(items) => {
            let items: Vec<Value> = items.into_iter().filter(|item| !item.is_null()).collect();
            return if items.is_empty() {
                Value::Null
            } else {
                items.into()
            };
        }
        value => return value,
    };
    let fields = object.into_iter().filter(|(_, value)| is_said(value));
    let fields = fields.map(|(name, value)| match encoding[&name]["style"] == "deepObject" {
        true => (name, bracketed(value)),
        false => (name, value),
    });
    Value::Object(fields.collect())
}

fn is_said(value: &Value) -> bool {
    let items = value.as_array();
    !value.is_null() && items.is_none_or(|items| !items.is_empty() && !items.contains(&Value::Null))
}

/// A file, or a list of files: clients send a list in both cases.
fn files(subject: &Subject, schema: &Value, value: &mut Value) {
    let schema = resolved(&subject.document, schema).unwrap_or(schema);
    if let Value::Array(items) = value
        && schema["items"].as_object().is_some_and(serde_json::Map::is_empty)
    {
        for item in items {
            *item = json!("a file");
        }
    }
    let Some(fields) = value.as_object_mut() else {
        return;
    };
    for (name, field) in fields.iter_mut().filter(|(_, field)| field.is_string()) {
        let members = ["oneOf", "anyOf"]
            .iter()
            .filter_map(|word| schema["properties"][name][*word].as_array());
        let is_file = |member: &Value| member["items"].get("contentMediaType").is_some();
        if members.flatten().any(is_file) {
            *field = json!([field.take()]);
        }
    }
}

/// Parts of which the page says nothing are files, and so are the items of lists of such, unless their media type is one of text.
fn untyped_files(subject: &Subject, schema: &Value, encoding: &Value, value: &mut Value) {
    let schema = resolved(&subject.document, schema).unwrap_or(schema);
    let says_nothing = |schema: &Value| {
        let words = ["type", "$ref", "oneOf", "anyOf", "allOf", "enum", "const"];
        !schema.is_null() && words.iter().all(|word| schema.get(*word).is_none())
    };
    for (name, field) in value.as_object_mut().into_iter().flatten() {
        let said = encoding[name]["contentType"].as_str().unwrap_or_default();
        let property = &schema["properties"][name];
        if said.contains("json") || said.starts_with("text/") {
            continue;
        }
        match field {
            Value::Array(items) if says_nothing(&property["items"]) => items.fill(json!("file")),
            field if says_nothing(property) => *field = json!("file"),
            _ => {}
        }
    }
}

fn bracketed(value: Value) -> Value {
    let is_nothing = |value: &Value| value.is_null() || value.as_array().is_some_and(Vec::is_empty);
    match value {
        Value::Object(entries) => {
            let entries = entries.into_iter().map(|(name, value)| (name, bracketed(value)));
            Value::Object(entries.filter(|(_, value)| !is_nothing(value)).collect())
        }
        Value::Array(items) => {
            let items = items.into_iter().map(bracketed);
            items.filter(|item| !is_nothing(item)).collect()
        }
        value => value,
    }
}

/// A reply of the documented kind, or of the one that is chosen: its status, what the server is to send, and what is to be read.
fn reply(
    subject: &Subject,
    operation: &Operation,
    response: &Response,
    is_success: bool,
    choice: Option<&ReplyChoice>,
    fill: Fill,
    seed: u64,
) -> (u16, Value, Value) {
    let status = status(operation, response, is_success);
    let chosen = choice.map(|choice| {
        let mut its = choice.operation.successes.iter();
        its.find(|reply| reply.status == response.status)
            .unwrap_or(response)
    });
    let read = chosen.unwrap_or(response);
    let Content::Body { reading, .. } = &read.content else {
        return (status, json!({"status": status}), Value::Null);
    };
    let message = subject.reply(operation, response).unwrap_or_default();
    let empty = serde_json::Map::new();
    let content = subject
        .document
        .pointer(&format!("{message}/content"))
        .and_then(Value::as_object)
        .unwrap_or(&empty);
    let essence = |text: &str| text.split(';').next().unwrap_or_default().trim().to_lowercase();
    let media = read.media_types.first().and_then(|name| {
        // Of another reply the page may spell it otherwise.
        let alike = || content.iter().find(|(known, _)| essence(known) == essence(name));
        content.get_key_value(name).or_else(alike)
    });
    let Some((media_type, media)) = media else {
        return (status, json!({"status": status}), Value::Null);
    };
    let (text, expected) = match reading {
        Reading::Json | Reading::Open => {
            let schema = media.get("schema").unwrap_or(&Value::Bool(true));
            let value = Values::new(&subject.document, Way::Received, seed + 100)
                .fill(fill)
                .value(schema);
            (value.to_string(), value)
        }
        Reading::Text => ("text \u{1}ü".to_owned(), json!("text \u{1}ü")),
        Reading::Bytes => (NO_TEXT.to_owned(), json!(NO_TEXT)),
    };
    let media_type = match (media_type.split_once('*'), reading) {
        (None, _) => media_type.clone(),
        (Some((_, suffix)), _) if suffix.starts_with('+') => format!("application/any{suffix}"),
        (Some(("text/", _)), _) => "text/any".to_owned(),
        (Some(_), Reading::Bytes) => "image/any".to_owned(),
        (Some(_), _) => "application/json".to_owned(),
    };
    (
        status,
        json!({"status": status, "media_type": media_type, "body": text}),
        expected,
    )
}

/// What is wrong with a call.
fn faults(subject: &Subject, plan: &Plan<'_>, answer: &Value) -> Vec<String> {
    let operation = plan.operation;
    if let Some(error) = answer["error"].as_str() {
        // Values that a validator refuses are ours to mend, and no fault of the client. So are those of a base with the tag of a
        // subtype, which the validator does not hold against what the tag says.
        let ours = plan.body.as_ref().is_some_and(|body| {
            error.starts_with("not accepted")
                && body.schema.as_ref().is_some_and(|schema| {
                    let is_base = subject.at(schema).is_some_and(|schema| {
                        schema.get("discriminator").is_some() && schema.get("properties").is_some()
                    });
                    is_base || subject.is_valid(schema, &body.value) == Some(false)
                })
        });
        return if ours { Vec::new() } else { vec![error.to_owned()] };
    }
    let mut found = violations(
        subject,
        operation,
        &plan.sent,
        plan.body.as_ref(),
        plan.asked.as_deref(),
        &answer["request"],
    );
    let outcome = &answer["outcome"];
    let Some((response, is_success)) = plan.response else {
        return found;
    };
    if outcome["status"] != plan.status || outcome["ok"] != is_success {
        found.push(format!("{} is read as {outcome}", plan.status));
    }
    let is_enum = !is_success || plan.asked.is_none() && operation.success_types().len() > 1;
    // Successes of one type share a variant's type, and not its name.
    if is_enum && outcome["variant"] != response.variant.as_str() {
        found.push(format!(
            "{} is read as {} instead of {}",
            plan.status, outcome["variant"], response.variant
        ));
    }
    if let Some(difference) = difference(&plan.expected, &outcome["body"]) {
        found.push(format!("the reply's body{difference}"));
    }
    found
}

/// A document's row of the table.
pub(crate) struct Row {
    name: String,
    pub(crate) documented: usize,
    pub(crate) called: usize,
    /// What the client has, and of which no call was sent and answered: operations, their bodies, their replies.
    pub(crate) uncalled: Vec<String>,
    pub(crate) calls: usize,
    pub(crate) faults: Vec<String>,
}

pub(crate) fn rows(harness: &Harness, subjects: &[Subject]) -> Vec<Row> {
    rows_over(harness, subjects, false)
}

fn rows_over(harness: &Harness, subjects: &[Subject], socket: bool) -> Vec<Row> {
    let mut plans: Vec<Plan<'_>> = subjects
        .iter()
        .enumerate()
        .flat_map(|(index, subject)| plans(index, subject))
        .collect();
    for plan in &mut plans {
        plan.case["socket"] = socket.into();
    }
    let answers = answers(harness, &plans);
    let mut rows: Vec<Row> = subjects
        .iter()
        .map(|subject| Row {
            name: subject.name.clone(),
            documented: documented(&subject.document),
            called: 0,
            uncalled: Vec::new(),
            calls: 0,
            faults: Vec::new(),
        })
        .collect();
    let mut called: BTreeSet<(usize, String)> = BTreeSet::new();
    for (plan, answer) in plans.iter().zip(&answers) {
        let row = &mut rows[plan.subject];
        row.calls += 1;
        if !answer["request"].is_null() {
            let id = plan.operation.id.to_string();
            if let Some(body) = &plan.body {
                called.insert((plan.subject, with_body(&id, &body.media_type)));
            }
            if let Some((response, is_success)) = plan.response {
                let asked = plan.asked.as_deref();
                called.insert((plan.subject, with_reply(&id, response, is_success, asked)));
            }
            called.insert((plan.subject, id));
        }
        let id = &plan.operation.id;
        for fault in faults(&subjects[plan.subject], plan, answer) {
            let text: String = format!("{}: {id}: {fault}", row.name).chars().take(900).collect();
            if !row.faults.contains(&text) {
                row.faults.push(text);
            }
        }
    }
    for (index, (subject, row)) in subjects.iter().zip(&mut rows).enumerate() {
        let is_called = |what: &String| called.contains(&(index, what.clone()));
        for operation in &subject.model.operations {
            let id = operation.id.to_string();
            let bodies = operation.body.iter().flat_map(|body| {
                let all = std::iter::once(body).chain(&body.others);
                all.map(|body| with_body(&id, &body.media_type))
            });
            let successes = operation
                .successes
                .iter()
                .map(|reply| with_reply(&id, reply, true, None));
            let failures = operation
                .failures
                .iter()
                .map(|reply| with_reply(&id, reply, false, None));
            let choices = subject.model.reply_choices(operation);
            let chosen = choices.iter().flat_map(|choice| {
                let its = choice.operation.successes.iter();
                its.map(|reply| with_reply(&id, reply, true, Some(&choice.media_type)))
            });
            let parts = bodies.chain(successes).chain(failures).chain(chosen);
            let parts: Vec<String> = parts.filter(|part| !is_called(part)).collect();
            match is_called(&id) {
                true => row.called += 1,
                false => row.uncalled.push(id),
            }
            row.uncalled.extend(parts);
        }
        row.faults.extend(lost(subject));
    }
    rows
}

fn with_body(id: &str, media_type: &str) -> String {
    format!("{id} with {media_type}")
}

fn with_reply(id: &str, reply: &Response, is_success: bool, asked: Option<&str>) -> String {
    let asked = asked.unwrap_or("what is preferred");
    format!("{id} answered {:?} ({is_success}) in {asked}", reply.status)
}

/// How many operations a document has.
fn documented(document: &Value) -> usize {
    let methods = [
        "get", "put", "post", "delete", "options", "head", "patch", "trace", "query",
    ];
    let paths = document["paths"].as_object();
    let items = paths.into_iter().flat_map(|paths| paths.values());
    items
        .map(|item| {
            let others = item["additionalOperations"].as_object();
            let known = methods.iter().filter(|method| item.get(**method).is_some());
            known.count() + others.map_or(0, serde_json::Map::len)
        })
        .sum()
}

fn table(rows: &[Row]) {
    let mut error = std::io::stderr();
    let _ = writeln!(error, "operations  called   calls  violations  document");
    for row in rows {
        let _ = writeln!(
            error,
            "{:>10}  {:>6}  {:>6}  {:>10}  {}",
            row.documented,
            row.called,
            row.calls,
            row.faults.len(),
            row.name
        );
    }
}

#[track_caller]
fn assert_none(rows: &[Row]) {
    let faults: Vec<&str> = rows
        .iter()
        .flat_map(|row| &row.faults)
        .map(String::as_str)
        .collect();
    assert!(
        faults.is_empty(),
        "{} violations\n{}",
        faults.len(),
        faults.join("\n")
    );
}

#[test]
fn every_operation_of_the_clients_is_called() {
    let (subjects, harness) = &*GATE;
    let rows = rows(harness, subjects);
    assert_none(&rows);
    for row in &rows {
        assert_eq!(
            row.called, row.documented,
            "{}: an operation is not called",
            row.name
        );
    }
    let uncalled: Vec<&str> = rows
        .iter()
        .flat_map(|row| row.uncalled.iter().map(String::as_str))
        .collect();
    assert!(uncalled.is_empty(), "no values for\n{}", uncalled.join("\n"));
}

/// The same by the runtime's own HTTP client, to servers on loopback.
#[test]
fn every_operation_of_the_clients_is_called_over_a_socket() {
    let (subjects, harness) = &*GATE;
    let rows = rows_over(harness, subjects, true);
    assert_none(&rows);
    for row in &rows {
        assert_eq!(row.called, row.documented, "{}", row.name);
    }
}

/// Ten documents of different kinds, and more.
#[test]
fn every_operation_of_ten_documents_of_the_corpus_is_called() {
    let Some((subjects, harness)) = &*CORPUS else {
        return;
    };
    assert!(
        subjects.len() >= 10,
        "the corpus has {} small documents",
        subjects.len()
    );
    let rows = rows(harness, subjects);
    table(&rows);
    assert_none(&rows);
}
