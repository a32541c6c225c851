//! What a maintainer or importer can do about a finding.

use super::{Change, Direction, Rust, Wire};

/// Words in ids of rules, each with what to do where it is in the id of a finding that breaks the wire: the first that
/// fits counts.
const BREAKING: [(&str, &str); 14] = [
    (
        "page-removed",
        "stop calling its operations; see whether they moved to another page",
    ),
    (
        "operation-removed",
        "stop calling it, and ask the vendor what takes its place",
    ),
    (
        "security",
        "give the client the credentials that are asked for now before the server asks for them",
    ),
    (
        "server",
        "point clients that are in use at a server that is left, with `base_url`",
    ),
    (
        "became-required",
        "send it from now on; releases that are in use are refused without it",
    ),
    (
        "added-required",
        "send it from now on; releases that are in use are refused without it",
    ),
    (
        "response-status",
        "handle the statuses that there are now; releases that are in use take them for errors",
    ),
    ("request-enum", "stop sending the values that are taken no more"),
    (
        "parameter-removed",
        "stop sending it, and see whether something else takes its place",
    ),
    (
        "property-removed",
        "see whether something else says the same now, and do without it",
    ),
    (
        "media",
        "release the new client, which speaks the media types that there are now",
    ),
    (
        "content",
        "release the new client, which speaks the media types that there are now",
    ),
    (
        "request",
        "send only what is accepted now, and release the new client before the server changes",
    ),
    (
        "response",
        "release the new client before the server changes: those in use cannot read the new answer",
    ),
];

/// What to do about a finding, a clause without a full stop.
pub fn advice(change: &Change) -> &'static str {
    if let Some(said) = about(change.id, change.wire) {
        return said;
    }
    match (change.wire, change.rust, change.direction) {
        (Wire::Breaking, _, Direction::Response) => {
            "release the new client before the server changes: those in use cannot read the new answer"
        }
        (Wire::Breaking, ..) => {
            "release the new client before the server changes; to accept it, add a waiver"
        }
        (_, Rust::Major, _) => {
            "releases in use go on working; code has to be adapted to the items that changed when it takes the new one"
        }
        (Wire::Compatible, Rust::Minor, _) => "nothing has to be done; new code can use it",
        (Wire::Compatible, Rust::Patch, _) => "nothing has to be done; read it once, behaviour may differ",
        (Wire::Docs, ..) => "nothing has to be done",
    }
}

/// What is said for a rule rather than for its verdicts.
fn about(id: &str, wire: Wire) -> Option<&'static str> {
    if id.contains("deprecated") && !id.contains("undeprecated") {
        return Some("plan to do without it; where a date is said, before then");
    }
    if id == "rust-api-changed" {
        return Some("`update` holds names that need not change; else adapt code that uses these items");
    }
    if id == "page-disagrees" {
        return Some("say in vendor.toml, [operations], which page counts");
    }
    let mut breaking = BREAKING.iter().filter(|_| wire == Wire::Breaking);
    breaking
        .find(|(word, _)| id.contains(word))
        .map(|(_, said)| *said)
}
