//! Credentials that no request carries, and roles of those that it does.

use std::collections::{BTreeMap, HashSet};

use serde_json::{Value, json};

use crate::openapi::{ObjectKind, reference, walk_down};
use crate::pass::Pass;
use crate::pointer;
use crate::words;

pub(super) const PASS: Pass = Pass {
    id: "security-roles",
    why: "a client sends credentials; roles are the server's business, and mutual TLS is the transport's",
    run: |document, log| {
        let kinds = kinds(document);
        if let Some(Value::Object(schemes)) = document.pointer_mut("/components/securitySchemes") {
            schemes.retain(|name, _| {
                let mutual = kinds.get(name).is_some_and(|kind| kind == "mutualTLS");
                if mutual {
                    let at = pointer::from_tokens(["components", "securitySchemes", name]);
                    log.lowered(&at, "mutual TLS is not a credential that a request carries");
                }
                !mutual
            });
        }
        walk_down(document, &mut |kind, at, value| {
            let (ObjectKind::Document | ObjectKind::Operation, Some(Value::Array(alternatives))) =
                (kind, value.get_mut("security"))
            else {
                return;
            };
            let at = pointer::join(at, "security");
            let mut places = (0..).map(|index: usize| pointer::join(&at, index.to_string()));
            alternatives.retain_mut(|alternative| {
                let at = places.next().unwrap_or_default();
                let Value::Object(schemes) = alternative else {
                    return false;
                };
                let before = schemes.len();
                schemes.retain(|name, scopes| match kinds.get(name).map(String::as_str) {
                    Some("mutualTLS") => {
                        log.ignored(
                            &at,
                            format!(
                                "the requirement {name} is met by the transport",
                                name = words::name(name)
                            ),
                        );
                        false
                    }
                    Some("oauth2" | "openIdConnect") => true,
                    _ => {
                        if *scopes != json!([]) {
                            log.ignored(
                                &at,
                                format!(
                                    "which roles {name} has to have is the server's to check: no request names them",
                                    name = words::name(name)
                                ),
                            );
                            *scopes = json!([]);
                        }
                        true
                    }
                });
                // Nothing left of a requirement is not the same as no requirement.
                before == 0 || !schemes.is_empty()
            });
            dedup(alternatives);
        });
    },
};

/// Alternatives that no longer differ are one.
fn dedup(alternatives: &mut Vec<Value>) {
    let mut seen = HashSet::with_capacity(alternatives.len());
    alternatives.retain(|alternative| seen.insert(alternative.clone()));
}

fn kinds(document: &Value) -> BTreeMap<String, String> {
    let schemes = document.pointer("/components/securitySchemes");
    let schemes = schemes.and_then(Value::as_object).into_iter().flatten();
    let kind = |scheme| {
        let kind = reference::resolved(document, scheme)?.get("type")?.as_str()?;
        Some(kind.to_owned())
    };
    schemes
        .filter_map(|(name, scheme)| Some((name.clone(), kind(scheme)?)))
        .collect()
}
