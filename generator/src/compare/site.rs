//! Places in the two documents that are compared with each other.

use serde_json::Value;

use super::Direction;
use crate::openapi::schema::JsonObject;

pub(super) use crate::openapi::Node;

/// A place in both documents, at least one of which has something there.
#[derive(Debug, Clone)]
pub(super) struct Site<'a> {
    pub(super) old: Option<Node<'a>>,
    pub(super) new: Option<Node<'a>>,
    pub(super) direction: Direction,
    /// Where that is in the operation, for people.
    pub(super) location: String,
    /// Where that is, for fingerprints: counted from the nearest component, because by which way a component is
    /// reached first may change with an unrelated edit.
    pub(super) anchor: String,
}

impl<'a> Site<'a> {
    /// A pair of nodes called `location`.
    pub(super) fn new(old: Option<Node<'a>>, new: Option<Node<'a>>, location: &str) -> Self {
        Self {
            old,
            new,
            direction: Direction::None,
            location: location.to_owned(),
            anchor: location.to_owned(),
        }
    }

    /// The same place, as part of what travels in `direction`.
    pub(super) fn towards(mut self, direction: Direction) -> Self {
        self.direction = direction;
        self
    }

    /// The same location with other nodes.
    pub(super) fn with(&self, old: Option<Node<'a>>, new: Option<Node<'a>>) -> Self {
        Self {
            old,
            new,
            ..self.clone()
        }
    }

    /// The member `key` of both, still called by the same location.
    pub(super) fn key(&self, key: &str) -> Self {
        let member = |node: &Option<Node<'a>>| node.as_ref().and_then(|node| node.key(key));
        self.with(member(&self.old), member(&self.new))
    }

    /// The same nodes, called by a location one step further down.
    pub(super) fn step(mut self, step: &str) -> Self {
        self.location.push_str(step);
        self.anchor.push_str(step);
        self
    }

    /// The same nodes under another location altogether.
    pub(super) fn called(mut self, location: &str) -> Self {
        self.location = location.to_owned();
        self.anchor = location.to_owned();
        self
    }

    /// Whether the place is in something that operations share.
    pub(super) fn is_shared(&self) -> bool {
        self.anchor.starts_with('#')
    }

    /// Both nodes, when both are there.
    pub(super) fn both(&self) -> Option<(&Node<'a>, &Node<'a>)> {
        self.old.as_ref().zip(self.new.as_ref())
    }

    /// Whether both are there and refer to different things.
    pub(super) fn refers_elsewhere(&self) -> bool {
        self.both()
            .is_some_and(|(old, new)| old.reference() != new.reference())
    }

    /// Whether both sides say the same, apart from what they refer to.
    pub(super) fn is_verbatim(&self) -> bool {
        self.both().is_some_and(|(old, new)| old.value == new.value)
    }

    /// Both values as objects, when both are.
    pub(super) fn objects(&self) -> Option<(&'a JsonObject, &'a JsonObject)> {
        let (old, new) = self.both()?;
        old.value.as_object().zip(new.value.as_object())
    }

    /// The old member `key`.
    pub(super) fn before(&self, key: &str) -> Option<&'a Value> {
        self.old.as_ref()?.get(key)
    }

    /// The new member `key`.
    pub(super) fn after(&self, key: &str) -> Option<&'a Value> {
        self.new.as_ref()?.get(key)
    }

    /// Whether the member `key` was and is `true`.
    pub(super) fn flags(&self, key: &str) -> (bool, bool) {
        let flag = |node: &Option<Node<'a>>| node.as_ref().is_some_and(|node| node.is_true(key));
        (flag(&self.old), flag(&self.new))
    }

    /// Keys of both objects, sorted, each once.
    pub(super) fn keys(&self) -> Vec<&'a str> {
        let keys = |node: &Option<Node<'a>>| {
            let object = node.as_ref().and_then(|node| node.value.as_object());
            object.map(|map| map.keys().map(String::as_str).collect::<Vec<_>>())
        };
        let mut all = keys(&self.old).unwrap_or_default();
        all.extend(keys(&self.new).unwrap_or_default());
        all.sort_unstable();
        all.dedup();
        all
    }
}
