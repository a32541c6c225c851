//! Requirements of security schemes that the document does not have.
//!
//! ```yaml
//! security: [{ghost: []}, {key: []}]   # [{key: []}]
//! security: [{bearerAuth: []}]         # the same, and a scheme `bearerAuth` of http's bearer
//! ```
//!
//! A scheme whose reference leads nowhere, into a file that is not at hand or to a URL, is none (`dangling-references`). Where no
//! requirement is left, calls go without a credential, which the warning says: the rest of the description holds, a server that
//! wants one answers 401, and `--strict` refuses the page.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use serde_json::{Value, json};

use crate::openapi::{ObjectKind, walk_down};
use crate::pass::{Log, Pass};
use crate::pointer;
use crate::words;

pub(super) const PASS: Pass = Pass {
    id: "requirements",
    why: "nobody can fill in a security scheme that is defined nowhere, and the rest of the document holds",
    run: |document, log| {
        let schemes = document.pointer("/components/securitySchemes");
        let schemes = schemes.and_then(Value::as_object).into_iter().flatten();
        let mut schemes = Defined {
            defined: schemes.map(|(name, _)| name.clone()).collect(),
            guessed: BTreeMap::new(),
        };
        walk_down(document, &mut |kind, pointer, value| {
            if matches!(kind, ObjectKind::Document | ObjectKind::Operation) {
                schemes.settle(value, pointer, log);
            }
        });
        if schemes.guessed.is_empty() {
            return;
        }
        let root = document
            .as_object_mut()
            .expect("invariant: only an object has requirements");
        let components = root.entry("components").or_insert_with(|| json!({}));
        if !components["securitySchemes"].is_object() {
            components["securitySchemes"] = json!({});
        }
        for (name, scheme) in schemes.guessed {
            components["securitySchemes"][name] = scheme;
        }
    },
};

struct Defined {
    defined: BTreeSet<String>,
    /// Those that are defined nowhere, by names that say what they are.
    guessed: BTreeMap<String, Value>,
}

impl Defined {
    fn settle(&mut self, owner: &mut Value, pointer: &str, log: &mut Log<'_>) {
        let Some(Value::Array(alternatives)) = owner.get_mut("security") else {
            return;
        };
        let pointer = pointer::join(pointer, "security");
        let mut seen = HashSet::with_capacity(alternatives.len());
        let had = !alternatives.is_empty();
        alternatives.retain_mut(|alternative| {
            let Value::Object(schemes) = alternative else {
                return true;
            };
            let before = schemes.len();
            schemes.retain(|name, _| self.has(name, &pointer, log));
            // Nothing left of a requirement is not the same as no requirement.
            let counts = before == 0 || !schemes.is_empty();
            counts && seen.insert(alternative.clone())
        });
        if had && alternatives.is_empty() {
            log.warned(
                &pointer,
                "no requirement is left: calls are sent without a credential",
            );
        }
    }

    /// Whether a scheme is there, or its name says enough to make one.
    fn has(&mut self, name: &str, pointer: &str, log: &mut Log<'_>) -> bool {
        if self.defined.contains(name) {
            return true;
        }
        let called = words::name(name);
        let Some(scheme) = guess(name) else {
            let what = format!(
                "no security scheme of the document is called {called}; that requirement is left out"
            );
            log.warned(pointer, what);
            return false;
        };
        let kind = scheme["scheme"].as_str().unwrap_or_default();
        log.inferred(
            pointer,
            format!("no security scheme of the document is called {called}; its name says `http` {kind}"),
        );
        self.defined.insert(name.to_owned());
        self.guessed.insert(name.to_owned(), scheme);
        true
    }
}

/// The scheme that a name stands for by itself.
fn guess(name: &str) -> Option<Value> {
    let name = name.to_ascii_lowercase();
    ["bearer", "basic"]
        .into_iter()
        .find(|scheme| name.contains(scheme))
        .map(|scheme| json!({"type": "http", "scheme": scheme}))
}
