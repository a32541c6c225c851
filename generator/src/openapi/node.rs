//! A value of a document, and where it is in it.

use serde_json::Value;

use super::reference::{self, MAX_CHAIN};
use crate::pointer;

/// A value and where it is in its document.
#[derive(Debug, Clone)]
pub struct Node<'a> {
    /// What stands there.
    pub value: &'a Value,
    /// Its JSON pointer.
    pub pointer: String,
}

impl<'a> Node<'a> {
    /// A document's root.
    pub(crate) fn root(value: &'a Value) -> Self {
        Self {
            value,
            pointer: String::new(),
        }
    }

    /// What a pointer leads to.
    pub fn at(document: &'a Value, pointer: &str) -> Option<Self> {
        Some(Self {
            value: document.pointer(pointer)?,
            pointer: pointer.to_owned(),
        })
    }

    /// The member `key` of an object.
    pub fn key(&self, key: &str) -> Option<Self> {
        Some(Self {
            value: self.value.as_object()?.get(key)?,
            pointer: pointer::join(&self.pointer, key),
        })
    }

    /// A schema and the parts of its `allOf`, theirs included, references followed. `None` where one leads nowhere, or where there are
    /// more than `most`.
    pub(crate) fn with_parts(&self, document: &'a Value, most: usize) -> Option<Vec<Self>> {
        let (mut parts, mut open) = (Vec::new(), vec![self.clone()]);
        while let Some(node) = open.pop() {
            let node = node.resolved(document).filter(|_| parts.len() < most)?;
            open.extend(node.key("allOf").map(|list| list.items()).unwrap_or_default());
            parts.push(node);
        }
        Some(parts)
    }

    /// The elements of an array; none when it is something else.
    pub fn items(&self) -> Vec<Self> {
        let items = self.value.as_array().map(Vec::as_slice).unwrap_or_default();
        let node = |(index, value): (usize, &'a Value)| Self {
            value,
            pointer: pointer::join(&self.pointer, index.to_string()),
        };
        items.iter().enumerate().map(node).collect()
    }

    /// The members of an object by name; none when it is something else. Which of several alike is the first must not
    /// depend on how the document is written.
    pub fn members(&self) -> Vec<(&'a str, Self)> {
        let member = |(key, value): (&'a String, &'a Value)| {
            let pointer = pointer::join(&self.pointer, key);
            (key.as_str(), Self { value, pointer })
        };
        let members = self.value.as_object().into_iter().flatten().map(member);
        let mut members: Vec<_> = members.collect();
        members.sort_unstable_by_key(|(key, _)| *key);
        members
    }

    /// The raw member `key`.
    pub fn get(&self, key: &str) -> Option<&'a Value> {
        self.value.as_object()?.get(key)
    }

    /// The member `key` when it is a string.
    pub fn text(&self, key: &str) -> Option<&'a str> {
        self.get(key)?.as_str()
    }

    /// Whether the member `key` is `true`.
    pub(crate) fn is_true(&self, key: &str) -> bool {
        self.get(key) == Some(&Value::Bool(true))
    }

    /// What a `$ref` here refers to, as written.
    pub fn reference(&self) -> Option<&'a str> {
        reference::of(self.value)
    }

    /// The name of the component that a `$ref` here refers to.
    pub fn component(&self) -> Option<String> {
        let (_, name) = reference::component(self.reference()?)?;
        Some(name)
    }

    /// What a `$ref` of the document leads to in one step; `None` when it leads nowhere.
    pub(crate) fn named(document: &'a Value, reference: &str) -> Option<Self> {
        let pointer = pointer::fragment(reference)?;
        let value = document.pointer(&pointer)?;
        Some(Self { value, pointer })
    }

    /// What stands here after following `$ref`s; `None` when they lead nowhere.
    pub fn resolved(&self, document: &'a Value) -> Option<Self> {
        let mut node = self.clone();
        for _ in 0..MAX_CHAIN {
            match node.reference() {
                Some(reference) => node = Self::named(document, reference)?,
                None => return Some(node),
            }
        }
        None
    }

    /// Identity of the value, for sets of what has been looked at. Documents are borrowed for as long.
    pub(crate) fn address(&self) -> usize {
        std::ptr::from_ref(self.value).addr()
    }
}
