//! `securitySchemes` and `security` → builder methods and, per operation, what is sent.

use std::collections::HashMap;

use indexmap::IndexSet;
use serde_json::Value;

use super::{PASS, text};
use crate::model::naming::{BUILDER_METHODS, Taken, value_name};
use crate::model::{RustName, Scheme, SchemeKind};
use crate::note::{Note, NoteKind};
use crate::pointer;
use crate::words;

/// The schemes that a client can fill in; the others are noted.
pub(super) fn schemes(document: &Value, notes: &mut Vec<Note>) -> Vec<Scheme> {
    let declared = document
        .pointer("/components/securitySchemes")
        .and_then(Value::as_object);
    let mut kinds = Vec::new();
    for (name, scheme) in declared.into_iter().flatten() {
        match kind(scheme) {
            Ok(kind) => kinds.push((name, scheme, kind)),
            Err(what) => {
                let pointer = pointer::from_tokens(["components", "securitySchemes", name]);
                notes.push(Note::new(NoteKind::Ignored, PASS, pointer, what));
            }
        }
    }
    let mut setters = Taken::of(BUILDER_METHODS.iter().copied());
    kinds
        .iter()
        .map(|(name, scheme, kind)| {
            // The plain names are for the client that has one scheme of the kind; otherwise the page's names tell.
            let alike = kinds
                .iter()
                .filter(|(.., other)| family(other) == family(kind))
                .count();
            let setter = if alike == 1 {
                family(kind).to_owned()
            } else {
                value_name(name)
            };
            Scheme {
                name: (*name).clone(),
                kind: kind.clone(),
                setter: RustName::new(setters.unique_with(&setter, &["_from"])),
                description: text(scheme, "description"),
            }
        })
        .collect()
}

fn family(kind: &SchemeKind) -> &'static str {
    match kind {
        SchemeKind::Basic => "basic_auth",
        SchemeKind::Bearer => "bearer_token",
        SchemeKind::Header(_) | SchemeKind::Query(_) | SchemeKind::Cookie(_) => "api_key",
    }
}

fn kind(scheme: &Value) -> Result<SchemeKind, String> {
    let name = || scheme["name"].as_str().unwrap_or_default().to_owned();
    match (scheme["type"].as_str().unwrap_or_default(), scheme["in"].as_str()) {
        ("http", _) => match scheme["scheme"]
            .as_str()
            .unwrap_or_default()
            .to_ascii_lowercase()
            .as_str()
        {
            "basic" => Ok(SchemeKind::Basic),
            "bearer" => Ok(SchemeKind::Bearer),
            other => Err(format!(
                "HTTP authentication scheme {other} is not supported",
                other = words::name(other)
            )),
        },
        ("apiKey", Some("header")) => Ok(SchemeKind::Header(name())),
        ("apiKey", Some("query")) => Ok(SchemeKind::Query(name())),
        ("apiKey", Some("cookie")) => Ok(SchemeKind::Cookie(name())),
        // The client is given an access token; getting one is the caller's affair.
        ("oauth2" | "openIdConnect", _) => Ok(SchemeKind::Bearer),
        (other, _) => Err(format!(
            "security scheme of type {other} is not supported",
            other = words::name(other)
        )),
    }
}

/// What an operation sends: its own `security`, else the document's. An alternative that needs a scheme the client
/// cannot fill in is noted and left out.
pub(super) fn requirements(
    document: &Value,
    operation: &Value,
    at: &str,
    schemes: &[Scheme],
    notes: &mut Vec<Note>,
) -> Vec<Vec<String>> {
    let declared = operation
        .get("security")
        .or_else(|| document.get("security"))
        .and_then(Value::as_array);
    let known: HashMap<&str, &Scheme> = schemes
        .iter()
        .map(|scheme| (scheme.name.as_str(), scheme))
        .collect();
    let mut alternatives = IndexSet::new();
    for (index, requirement) in declared.into_iter().flatten().enumerate() {
        let names: Vec<String> = requirement
            .as_object()
            .into_iter()
            .flatten()
            .map(|(name, _)| name.clone())
            .collect();
        match names.iter().find(|name| !known.contains_key(name.as_str())) {
            None => {
                let kind = |name: &str| known.get(name).map(|scheme| &scheme.kind);
                let place = |name: &str| kind(name).map(carrier);
                let (choices, all) = one_per_carrier(&names, place);
                if choices.len() > 1 {
                    let shares =
                        |name: &&String| names.iter().filter(|other| place(other) == place(name)).count() > 1;
                    let sharing: Vec<String> = names
                        .iter()
                        .filter(shares)
                        .map(|name| words::name(name))
                        .collect();
                    let most = match all {
                        true => String::new(),
                        false => format!(", of which {CHOICES} combinations are kept"),
                    };
                    let what = format!(
                        "{} travel in the same place, which holds one of them: any one is enough{most}",
                        sharing.join(" and ")
                    );
                    notes.push(Note::new(
                        NoteKind::Lowered,
                        PASS,
                        format!("{at}/security/{index}"),
                        what,
                    ));
                }
                for choice in choices {
                    alternatives.insert(choice);
                }
            }
            Some(unknown) => {
                let what = format!(
                    "the client has no way to send {unknown}: the alternative that needs it is left out",
                    unknown = words::name(unknown)
                );
                notes.push(Note::new(
                    NoteKind::Ignored,
                    PASS,
                    format!("{at}/security/{index}"),
                    what,
                ));
            }
        }
    }
    alternatives.into_iter().collect()
}

/// Where a credential travels: two in one place cannot be told apart, or the second replaces the first.
fn carrier(kind: &SchemeKind) -> (&'static str, String) {
    match kind {
        SchemeKind::Basic | SchemeKind::Bearer => ("header", "authorization".to_owned()),
        SchemeKind::Header(name) => ("header", name.to_ascii_lowercase()),
        SchemeKind::Query(name) => ("query", name.clone()),
        SchemeKind::Cookie(name) => ("cookie", name.clone()),
    }
}

/// Most alternatives that one is split into.
const CHOICES: usize = 16;

/// What all of `names` come down to where several travel in one place: any one of those, with all the others; and whether these
/// are all combinations.
fn one_per_carrier<C: PartialEq>(names: &[String], carrier: impl Fn(&str) -> C) -> (Vec<Vec<String>>, bool) {
    let mut groups: Vec<(C, Vec<&String>)> = Vec::new();
    for name in names {
        let carrier = carrier(name);
        match groups.iter_mut().find(|(known, _)| *known == carrier) {
            Some((_, group)) => group.push(name),
            None => groups.push((carrier, vec![name])),
        }
    }
    let mut choices: Vec<Vec<String>> = vec![Vec::new()];
    let mut all = true;
    for (_, group) in groups {
        let most = (CHOICES / choices.len()).max(1);
        let longer = |name: &&String| -> Vec<Vec<String>> {
            let with = |choice: &Vec<String>| choice.iter().chain([*name]).cloned().collect();
            choices.iter().map(with).collect()
        };
        all &= group.len() <= most;
        choices = group.iter().take(most).flat_map(longer).collect();
    }
    (choices, all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn setters(schemes_value: Value) -> Vec<String> {
        let document = json!({"components": {"securitySchemes": schemes_value}});
        schemes(&document, &mut Vec::new())
            .into_iter()
            .map(|scheme| scheme.setter.to_string())
            .collect()
    }

    #[test]
    fn one_scheme_of_a_kind_has_the_plain_name() {
        let document = json!({
            "a": {"type": "http", "scheme": "Basic"},
            "b": {"type": "oauth2", "flows": {}},
            "c": {"type": "apiKey", "in": "header", "name": "X-Key"},
        });
        assert_eq!(setters(document), ["basic_auth", "bearer_token", "api_key"]);
    }

    #[test]
    fn several_schemes_of_a_kind_are_named_by_the_page() {
        let document = json!({
            "AppKey": {"type": "apiKey", "in": "header", "name": "X-App"},
            "retry": {"type": "apiKey", "in": "query", "name": "r"},
        });
        assert_eq!(setters(document), ["app_key", "retry_2"]);
    }

    #[test]
    fn an_operation_s_own_security_wins_and_unsupported_alternatives_are_noted() {
        let document = json!({
            "security": [{"a": []}],
            "components": {"securitySchemes": {"a": {"type": "http", "scheme": "basic"}, "m": {"type": "mutualTLS"}}},
        });
        let mut notes = Vec::new();
        let schemes = schemes(&document, &mut notes);
        assert_eq!(notes.len(), 1);
        let mut of = |operation: Value| requirements(&document, &operation, "/o", &schemes, &mut notes);
        assert_eq!(of(json!({})), [["a"]]);
        assert_eq!(of(json!({"security": []})), Vec::<Vec<String>>::new());
        assert_eq!(
            of(json!({"security": [{}, {"a": [], "m": []}]})),
            [Vec::<String>::new()]
        );
        assert_eq!(notes[1].pointer, "/o/security/1");
    }

    #[test]
    fn each_constellation_sends_what_it_says_and_nothing_else() {
        let document = json!({
            "security": [{"basic": []}],
            "components": {"securitySchemes": {
                "basic": {"type": "http", "scheme": "basic"},
                "bearer": {"type": "http", "scheme": "bearer"},
                "oauth": {"type": "oauth2", "flows": {}},
                "key": {"type": "apiKey", "in": "header", "name": "X-Key"},
                "digest": {"type": "http", "scheme": "digest"},
            }},
        });
        // The operation's `security`, what is sent (alternatives of schemes), how many notes say what is not.
        let table = [
            (json!(null), json!([["basic"]]), 0),
            (json!([]), json!([]), 0),
            (json!([{}]), json!([[]]), 0),
            (json!([{"bearer": []}]), json!([["bearer"]]), 0),
            (json!([{"oauth": ["read", "write"]}]), json!([["oauth"]]), 0),
            (json!([{"bearer": [], "key": []}]), json!([["bearer", "key"]]), 0),
            (
                json!([{"key": []}, {"bearer": []}]),
                json!([["key"], ["bearer"]]),
                0,
            ),
            (
                json!([{"key": [], "basic": []}, {"bearer": []}]),
                json!([["key", "basic"], ["bearer"]]),
                0,
            ),
            (json!([{}, {"bearer": []}]), json!([[], ["bearer"]]), 0),
            (json!([{"bearer": []}, {}]), json!([["bearer"], []]), 0),
            (json!([{"digest": []}, {"bearer": []}]), json!([["bearer"]]), 1),
            (json!([{"digest": [], "key": []}]), json!([]), 1),
            (
                json!([{"oauth": ["read"], "bearer": []}]),
                json!([["oauth"], ["bearer"]]),
                1,
            ),
            (
                json!([{"basic": [], "key": [], "bearer": []}, {"bearer": [], "basic": []}]),
                json!([["basic", "key"], ["bearer", "key"], ["bearer"], ["basic"]]),
                2,
            ),
            (
                json!([{"bearer": [], "oauth": []}, {"bearer": []}]),
                json!([["bearer"], ["oauth"]]),
                1,
            ),
            (json!([{"undeclared": []}]), json!([]), 1),
            (json!([{"digest": []}, {}]), json!([[]]), 1),
        ];
        let schemes = schemes(&document, &mut Vec::new());
        for (security, expected, noted) in table {
            let mut operation = json!({"responses": {}});
            if !security.is_null() {
                operation["security"] = security.clone();
            }
            let mut notes = Vec::new();
            let sent = requirements(&document, &operation, "/o", &schemes, &mut notes);
            assert_eq!((json!(sent), notes.len()), (expected, noted), "{security}");
        }
    }
}
