//! Renames components of a document that another document uses the names of for something else.
//!
//! In: a document's components and another's. Out: new names, written to everything that refers to the old ones. A
//! component that refers to a renamed one is another one, too, even when the two read alike.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::components::{component_of, components};
use super::{PASS, alike::same_but_for_prose};
use crate::numbering::Numbering;
use crate::{Note, NoteKind, pointer};

/// New names for components, by section and old name.
#[derive(Default)]
pub(super) struct Renames(BTreeMap<String, BTreeMap<String, String>>);

/// New names for the components of `other` whose names `document` uses for something else.
pub(super) fn rename_apart(
    document: &Map<String, Value>,
    other: &Map<String, Value>,
    notes: &mut Vec<Note>,
) -> Renames {
    let (mut renames, mut numbering) = (Renames::default(), Numbering::default());
    loop {
        let mut found = false;
        for (section, name, component) in components(other) {
            let Some(existing) = component_of(document, section, name) else {
                continue;
            };
            if renames.of(section, name).is_some() {
                continue;
            }
            if same_but_for_prose(existing, component) && !renames.change(component) {
                continue;
            }
            let is_free = |candidate: &str| {
                component_of(document, section, candidate).is_none()
                    && component_of(other, section, candidate).is_none()
            };
            let stem = pointer::from_tokens([section, name]);
            let number = numbering.next(&stem, |number| is_free(&format!("{name}{number}")));
            let free = format!("{name}{number}");
            notes.push(Note::new(
                NoteKind::Inferred,
                PASS,
                pointer::from_tokens(["components", section, &free]),
                format!("the page describes two different `{name}`; this one is named `{free}`"),
            ));
            let section = renames.0.entry(section.to_owned()).or_default();
            section.insert(name.to_owned(), free);
            found = true;
        }
        if !found {
            return renames;
        }
    }
}

impl Renames {
    fn of(&self, section: &str, name: &str) -> Option<&String> {
        self.0.get(section)?.get(name)
    }

    /// Whether a value refers to anything that is renamed.
    fn change(&self, value: &Value) -> bool {
        let mut open = vec![value];
        while let Some(value) = open.pop() {
            match value {
                Value::Array(items) => open.extend(items),
                Value::Object(object) => {
                    let reference = object.get("$ref").and_then(Value::as_str);
                    if let Some((section, name)) = reference.and_then(parse_reference)
                        && self.of(&section, &name).is_some()
                    {
                        return true;
                    }
                    open.extend(object.values());
                }
                _ => {}
            }
        }
        false
    }

    /// Renames the components of a document and all that refers to them.
    pub(super) fn apply(&self, document: &mut Map<String, Value>) {
        if self.0.is_empty() {
            return;
        }
        if let Some(Value::Object(sections)) = document.get_mut("components") {
            for (section, components) in sections {
                self.rename_keys(section, components);
            }
        }
        document.values_mut().for_each(|value| self.rewrite(value));
        if let Some(security) = document.get_mut("security") {
            self.rewrite_security(security);
        }
    }

    /// Rewrites `$ref`s, discriminator mappings and security requirements.
    fn rewrite(&self, value: &mut Value) {
        match value {
            Value::Array(items) => items.iter_mut().for_each(|item| self.rewrite(item)),
            Value::Object(object) => {
                for (key, value) in object.iter_mut() {
                    match (key.as_str(), &mut *value) {
                        ("$ref", Value::String(reference)) => self.rewrite_reference(reference),
                        ("security", security @ Value::Array(_)) => self.rewrite_security(security),
                        ("mapping", Value::Object(mapping)) => {
                            mapping
                                .values_mut()
                                .for_each(|target| self.rewrite_target(target));
                        }
                        _ => {}
                    }
                    self.rewrite(value);
                }
            }
            _ => {}
        }
    }

    /// A discriminator's mapping has references or names of schemas.
    fn rewrite_target(&self, target: &mut Value) {
        if let Value::String(target) = target {
            self.rewrite_reference(target);
            if let Some(new) = self.of("schemas", target) {
                target.clone_from(new);
            }
        }
    }

    fn rewrite_reference(&self, reference: &mut String) {
        let Some(fragment) = pointer::fragment(reference) else {
            return;
        };
        if let Some((section, name)) = &parse_reference(reference)
            && let Some(new) = self.of(section, name)
        {
            let rest = pointer::tokens(&fragment).skip(3);
            let tokens = ["components", section, new]
                .map(str::to_owned)
                .into_iter()
                .chain(rest);
            *reference = format!("#{}", pointer::from_tokens(tokens).replace('%', "%25"));
        }
    }

    fn rewrite_security(&self, security: &mut Value) {
        for requirement in security.as_array_mut().into_iter().flatten() {
            self.rename_keys("securitySchemes", requirement);
        }
    }

    /// Renames the keys of an object, which are names of components of a section; their order stays.
    fn rename_keys(&self, section: &str, named: &mut Value) {
        if let Value::Object(named) = named {
            *named = std::mem::take(named)
                .into_iter()
                .map(|(name, value)| (self.of(section, &name).cloned().unwrap_or(name), value))
                .collect();
        }
    }
}

/// Section and name of a `$ref` into the components.
fn parse_reference(reference: &str) -> Option<(String, String)> {
    let fragment = pointer::fragment(reference)?;
    let mut tokens = pointer::tokens(&fragment);
    (tokens.next()? == "components").then_some(())?;
    Some((tokens.next()?, tokens.next()?))
}
