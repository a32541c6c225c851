//! New names for a document's components → everything in it that refers to the old ones.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::shape::parse_reference;
use crate::openapi::discriminator::DEFAULT;
use crate::pointer;

/// New names for components, by section and old name.
#[derive(Default)]
pub(super) struct Renames(BTreeMap<String, BTreeMap<String, String>>);

impl Renames {
    fn of(&self, section: &str, name: &str) -> Option<&String> {
        self.0.get(section)?.get(name)
    }

    /// Has a component called `new` from now on.
    pub(super) fn insert(&mut self, section: &str, old: &str, new: &str) {
        let section = self.0.entry(section.to_owned()).or_default();
        section.insert(old.to_owned(), new.to_owned());
    }

    /// A pointer into the document, with the component's new name.
    pub(super) fn pointer(&self, pointer: &str) -> String {
        let mut tokens: Vec<String> = pointer::tokens(pointer).collect();
        if let [components, section, name, ..] = tokens.as_mut_slice()
            && components == "components"
            && let Some(new) = self.of(section, name)
        {
            new.clone_into(name);
        }
        pointer::from_tokens(tokens)
    }

    /// Rewrites what stands under a key of the document's root or of an operation.
    pub(super) fn rewrite_member(&self, key: &str, value: &mut Value) {
        if key == "security" {
            self.rewrite_security(value);
        } else {
            self.rewrite(value);
        }
    }

    /// Rewrites an operation or a path item.
    pub(super) fn rewrite_object(&self, object: &mut Map<String, Value>) {
        if self.0.is_empty() {
            return;
        }
        for (key, value) in object {
            self.rewrite_member(key, value);
        }
    }

    /// Rewrites `$ref`s, discriminator mappings and security requirements.
    pub(super) fn rewrite(&self, value: &mut Value) {
        if self.0.is_empty() {
            return;
        }
        match value {
            Value::Array(items) => items.iter_mut().for_each(|item| self.rewrite(item)),
            Value::Object(object) => {
                for (key, value) in object.iter_mut() {
                    match (key.as_str(), &mut *value) {
                        ("$ref", Value::String(reference)) => self.rewrite_reference(reference),
                        ("security", security @ Value::Array(_)) => self.rewrite_security(security),
                        (DEFAULT, target) => self.rewrite_target(target),
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
        if let Some((section, name, _)) = &parse_reference(reference)
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
