//! Calls in so many words: what is set, what is answered, and what goes out and comes in, to the letter.
//!
//! `scripts/<document>` has the lines of `documents/<document>`. `read` decodes JSON as a type and writes it back (`as` names the member
//! that took it, by its Debug text; `back` what is written, where its spelling differs); `call` calls an operation.

use std::fs;

use serde_json::{Value, json};
use specloom_tests::corpus;

use super::harness::trip_text;
use super::request::BASE;
use super::round_trip::GATE;
use super::subject::folder;

/// What is wrong with what came of a line.
fn faults(line: &Value, answer: &Value) -> Vec<String> {
    let mut found = Vec::new();
    match line.get("read") {
        Some(_) => read(line, answer, &mut found),
        None => called(line, answer, &mut found),
    }
    found
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn read(line: &Value, answer: &Value, found: &mut Vec<String>) {
    if let Some(refused) = line["refused"].as_str() {
        let error = text(&answer["error"]);
        if !error.contains(refused) || answer["error"].is_null() {
            found.push(format!("should be refused with {refused:?}: {answer}"));
        }
        return;
    }
    let Some(json) = answer["json"].as_str() else {
        found.push(format!("refused: {answer}"));
        return;
    };
    // Nothing but the spelling of blanks may differ, not even the way a number is written.
    let sent = text(line.get("back").unwrap_or(&line["json"]));
    let dense = |text: &str| text.replace([' ', '\n'], "");
    let object =
        |text: &str| serde_json::from_str::<Value>(text).unwrap_or_else(|error| panic!("{error}: {text}"));
    if dense(json) != dense(sent) && (object(json) != object(sent) || !sent.contains('{')) {
        found.push(format!("written back as {json}"));
    }
    if let Some(member) = line["as"].as_str()
        && !text(&answer["shown"]).contains(member)
    {
        found.push(format!("is no {member}: {}", answer["shown"]));
    }
}

fn called(line: &Value, answer: &Value, found: &mut Vec<String>) {
    let request = &answer["request"];
    if let Some(expected) = line["error"].as_str() {
        let error = text(&answer["error"]);
        if answer["error"].is_null() || !error.contains(expected) {
            found.push(format!("should fail with {expected:?}: {answer}"));
        }
    } else if let Some(error) = answer["error"].as_str() {
        found.push(format!("failed: {error}"));
    }
    if line["unsent"] == true && !request.is_null() {
        found.push(format!("is sent: {request}"));
    }
    if let Some(target) = line["target"].as_str() {
        let url = text(&request["url"]);
        let sent = format!(
            "{} {}",
            text(&request["method"]),
            url.strip_prefix(BASE).unwrap_or(url)
        );
        if sent != target {
            found.push(format!("asks for {sent}"));
        }
    }
    for (name, expected) in line["headers"].as_object().into_iter().flatten() {
        let headers = request["headers"].as_array().into_iter().flatten();
        let sent: Vec<&str> = headers
            .filter(|pair| pair[0] == name.as_str())
            .map(|pair| text(&pair[1]))
            .collect();
        if sent.join(", ") != text(expected) {
            found.push(format!("`{name}` is {sent:?}"));
        }
    }
    if let Some(body) = line["sends"].as_str() {
        // The boundary of a form with parts is random.
        let sent = text(&request["body"]);
        let content = request["headers"].as_array().into_iter().flatten();
        let boundary = content
            .filter(|pair| pair[0] == "content-type")
            .find_map(|pair| text(&pair[1]).split_once("boundary=")?.1.split(';').next())
            .map(|boundary| boundary.trim_matches('"'));
        let sent = boundary.map_or(sent.to_owned(), |boundary| {
            sent.replace(boundary, "BOUNDARY").replace("\r\n", "\n")
        });
        if sent != body {
            found.push(format!("sends {sent:?}"));
        }
    }
    for key in ["variant", "ok", "status", "body"] {
        if let Some(expected) = line.get(key)
            && answer["outcome"][key] != *expected
        {
            found.push(format!("the outcome is {}", answer["outcome"]));
        }
    }
}

#[test]
fn calls_are_to_the_letter() {
    let (subjects, harness) = &*GATE;
    let mut all = Vec::new();
    for path in corpus::documents(&folder().join("scripts")) {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let Some(index) = subjects.iter().position(|subject| subject.name == name) else {
            assert!(
                std::env::var_os("SPECLOOM_PROOF_ONLY").is_some(),
                "no document {name}"
            );
            continue;
        };
        let lines: Vec<Value> = serde_yaml::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        for line in lines {
            let mut case = match line["read"].as_str() {
                Some(ty) => trip_text(index, ty, text(&line["json"])),
                None => json!({
                    "what": "call", "subject": index, "operation": line["call"], "media": text(&line["media"]),
                    "accept": text(&line["accept"]),
                    "parameters": line.get("parameters").cloned().unwrap_or(json!({})),
                    "reply": line.get("reply").cloned().unwrap_or(json!({"status": 204})),
                }),
            };
            if let Some(body) = line.get("set") {
                case["body"] = body.clone();
            }
            all.push((name.clone(), line, case));
        }
    }
    let cases: Vec<Value> = all.iter().map(|(_, _, case)| case.clone()).collect();
    let mut found = Vec::new();
    for ((name, line, _), answer) in all.iter().zip(harness.ask(&cases)) {
        found.extend(
            faults(line, &answer)
                .iter()
                .map(|fault| format!("{name}: {line}\n    {fault}")),
        );
    }
    assert!(
        found.is_empty(),
        "{} of {}\n{}",
        found.len(),
        all.len(),
        found.join("\n")
    );
}
