//! Names of components, of the characters that OpenAPI allows.
//!
//! ```yaml
//! components: {schemas: {'List[Name]': {…}}}   # components: {schemas: {List_Name: {…}}}
//! ```

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use crate::numbering::Numbering;
use crate::openapi::discriminator::targets_mut;
use crate::openapi::{ObjectKind, walk_down};
use crate::pass::Pass;
use crate::pointer;
use crate::words;

pub(super) const PASS: Pass = Pass {
    id: "component-names",
    why: "OpenAPI allows letters, digits, dots, hyphens and underscores in the names of components",
    run: |document, log| {
        // Old pointer → new name.
        let mut renamed: BTreeMap<String, String> = BTreeMap::new();
        let Some(Value::Object(components)) = document.get_mut("components") else {
            return;
        };
        for (section, entries) in components
            .iter_mut()
            .filter(|(section, _)| !section.starts_with("x-"))
        {
            let Value::Object(entries) = entries else { continue };
            if entries.keys().all(|name| is_name(name)) {
                continue;
            }
            let mut taken: BTreeSet<String> = entries.keys().filter(|name| is_name(name)).cloned().collect();
            let (mut named, mut numbering) = (Map::new(), Numbering::default());
            for (name, entry) in std::mem::take(entries) {
                if is_name(&name) {
                    named.insert(name, entry);
                    continue;
                }
                let at = pointer::from_tokens(["components", section, &name]);
                let new = free(&name, &mut taken, &mut numbering);
                log.inferred(
                    &at,
                    format!(
                        "a component cannot be called {name} in OpenAPI; it is called `{new}`",
                        name = words::name(&name)
                    ),
                );
                renamed.insert(at, new.clone());
                named.insert(new, entry);
            }
            *entries = named;
        }
        if !renamed.is_empty() {
            redirect(document, &renamed);
        }
    },
};

fn is_name(name: &str) -> bool {
    !name.is_empty()
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_'))
}

fn free(name: &str, taken: &mut BTreeSet<String>, numbering: &mut Numbering) -> String {
    let words = name.split(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '.' | '-' | '_'));
    let base = words
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join("_");
    let base = if base.is_empty() {
        "Unnamed".to_owned()
    } else {
        base
    };
    if taken.insert(base.clone()) {
        return base;
    }
    let number = numbering.next(&base, |number| taken.insert(format!("{base}_{number}")));
    format!("{base}_{number}")
}

fn redirect(document: &mut Value, renamed: &BTreeMap<String, String>) {
    let redirected = |reference: &str| {
        let pointer = pointer::fragment(reference)?;
        let tokens: Vec<String> = pointer::tokens(&pointer).collect();
        let [components, section, name, rest @ ..] = tokens.as_slice() else {
            return None;
        };
        let new = renamed.get(&pointer::from_tokens([components, section, name]))?;
        let tokens = [components, section, new].into_iter().chain(rest);
        Some(format!("#{}", pointer::from_tokens(tokens)))
    };
    walk_down(document, &mut |kind, _, value| {
        let Value::Object(object) = value else { return };
        if let Some(new) = object.get("$ref").and_then(Value::as_str).and_then(redirected) {
            object.insert("$ref".to_owned(), json!(new));
        }
        if kind == ObjectKind::Discriminator {
            for target in targets_mut(object) {
                if let Some(new) = target.as_str().and_then(redirected) {
                    *target = json!(new);
                }
            }
        }
        if let (ObjectKind::Document | ObjectKind::Operation, Some(Value::Array(security))) =
            (kind, object.get_mut("security"))
        {
            for requirement in security.iter_mut().filter_map(Value::as_object_mut) {
                let scheme = |name: String| {
                    let at = pointer::from_tokens(["components", "securitySchemes", &name]);
                    renamed.get(&at).cloned().unwrap_or(name)
                };
                *requirement = std::mem::take(requirement)
                    .into_iter()
                    .map(|(name, scopes)| (scheme(name), scopes))
                    .collect();
            }
        }
    });
}
