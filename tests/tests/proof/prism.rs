//! What the clients send, held against a server nobody here wrote: `prism mock`, which reads the canonical document for itself.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;

use serde_json::Value;
use specloom_tests::oracle::{self, Prism};

use super::every_operation::{answers, plans};
use super::request::BASE;
use super::round_trip::GATE;

/// What Prism does not understand, or understands otherwise than OpenAPI says: the document, the operation, and why.
const CANNOT: &[(&str, &str, &str)] = &[
    (
        "bodies.yaml",
        "patchRaw",
        "it holds each body against the first media type, and wants read-only properties of nested objects",
    ),
    ("bodies.yaml", "sendForm", "a list of one item is a text to it"),
    ("bodies.yaml", "upload", "an object in a part is a text to it"),
];

/// The workspace's own documents and others of different kinds, whose every operation Prism is asked about. Parameters are ours to check: on a path with `.{name}`
/// Prism ends.
const ASKED: &[&str] = &[
    "argyle",
    "awx",
    "courier",
    "infisical",
    "joyfill",
    "unions.yaml",
    "numbers_and_nulls.yaml",
    "objects.yaml",
    "swagger.yaml",
    "bodies.yaml",
];

#[test]
fn what_is_sent_is_accepted_by_prism() {
    let Some(prism) = oracle::tool("prism") else {
        return;
    };
    let (subjects, harness) = &*GATE;
    let folder = tempfile::tempdir().unwrap();
    let mut refused = Vec::new();
    let mut asked = 0;
    for (index, subject) in subjects.iter().enumerate() {
        if !ASKED.contains(&subject.name.as_str()) {
            continue;
        }
        let file = folder.path().join(format!("{index}.json"));
        std::fs::write(&file, subject.document.to_string()).unwrap();
        let plans = plans(index, subject);
        let answers = answers(harness, &plans);
        let server = Prism::mock(&prism, &file);
        for (plan, answer) in plans.iter().zip(&answers) {
            let id = plan.operation.id.as_str();
            let excused = CANNOT
                .iter()
                .any(|(document, operation, _)| *document == subject.name && *operation == id);
            // What the server is told to answer is of no matter here.
            if excused || answer["request"].is_null() || !plan.is_success() || !plan.is_valid(subject) {
                continue;
            }
            asked += 1;
            let (status, said) = forwarded(&server.url(), &answer["request"], plan.status);
            if status != plan.status {
                refused.push(format!(
                    "{}: {id}: {status}: {said}\n  {}",
                    subject.name, answer["request"]
                ));
            }
        }
    }
    assert!(asked > 30, "{asked} calls are too few");
    assert!(
        refused.is_empty(),
        "{} of {asked}\n{}",
        refused.len(),
        refused.join("\n")
    );
}

/// The status that Prism answers a request with, and what it has to say.
fn forwarded(server: &str, request: &Value, status: u16) -> (u16, String) {
    let host = server.trim_start_matches("http://").trim_end_matches('/');
    let Ok(mut stream) = TcpStream::connect(host) else {
        return (0, "there is no server any more".to_owned());
    };
    let target = request["url"].as_str().unwrap().strip_prefix(BASE).unwrap();
    let body = request["body"].as_str().unwrap_or_default();
    let mut text = format!(
        "{} {target} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\nprefer: code={status}\r\n",
        request["method"].as_str().unwrap()
    );
    for pair in request["headers"].as_array().into_iter().flatten() {
        let (name, value) = (pair[0].as_str().unwrap(), pair[1].as_str().unwrap());
        if name != "content-length" {
            text += &format!("{name}: {value}\r\n");
        }
    }
    text += &format!("content-length: {}\r\n\r\n{body}", body.len());
    let _ = stream.write_all(text.as_bytes());
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    let answer = String::from_utf8_lossy(&answer);
    let status = answer
        .split(' ')
        .nth(1)
        .and_then(|status| status.parse().ok())
        .unwrap_or(0);
    let said: String = answer
        .split("\r\n\r\n")
        .nth(1)
        .unwrap_or_default()
        .chars()
        .take(500)
        .collect();
    (status, said)
}
