//! The state of one comparison: the two documents, what has been looked at, what was found.

use std::collections::{HashSet, VecDeque};

use indexmap::IndexMap;
use indexmap::map::Entry;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::kinds::SubtypesOfBoth;
use super::owner::{Owner, Owners};
use super::refs;
use super::site::{Node, Site};
use super::task::Task;
use super::{Change, Direction, OperationKey, Rule, Wire};
use crate::openapi::reference;

/// The longest `before` or `after`, in characters.
const SHORT: usize = 120;
/// So many characters of a text stand before what differs in it.
const CONTEXT: usize = 30;

/// A comparison under way.
pub(super) struct Walk<'a> {
    pub(super) old: &'a Value,
    pub(super) new: &'a Value,
    pub(super) kinds: &'a SubtypesOfBoth,
    /// References that lead to something that changed.
    dirty: HashSet<&'a str>,
    /// Whose findings are being made.
    pub(super) owner: Owner,
    pub(super) owners: Owners<'a>,
    /// Schemas still to be compared for the owner, shortest way first.
    pub(super) queue: VecDeque<Task<'a>>,
    /// Pairs of schemas that were compared for the owner.
    pub(super) seen: HashSet<(Direction, usize, usize)>,
    /// Documentation findings of it, which both directions would repeat.
    documented: HashSet<(&'static str, usize, usize)>,
    /// Everything in either document that was compared with something, in any operation.
    touched: HashSet<usize>,
    /// Renamed schemas and security schemes that were reported.
    pub(super) renamed: HashSet<(&'static str, String, String)>,
    /// Whether some operation reported a change of the document's own security requirement.
    pub(super) inherited_security: bool,
    /// Whether the operations at the document's servers are called at the same URLs as before.
    pub(super) at_the_same_urls: bool,
    /// Whether some of these have another path now, and servers that make up for it.
    pub(super) servers_moved: bool,
    /// Whose finding it is instead if replies break here, where clients keep what they cannot read.
    pub(super) kept_aside: Option<&'static Rule>,
    pub(super) changes: Vec<Change>,
    /// Whose finding each of them is.
    owned: Vec<Owner>,
}

impl<'a> Walk<'a> {
    pub(super) fn new(old: &'a Value, new: &'a Value, kinds: &'a SubtypesOfBoth) -> Self {
        Self {
            old,
            new,
            kinds,
            dirty: refs::dirty(old, new, |reference, dirty| {
                kinds.is_dirty(reference, old, new, dirty)
            }),
            owner: Owner::Document,
            owners: Owners::default(),
            queue: VecDeque::new(),
            seen: HashSet::new(),
            documented: HashSet::new(),
            touched: HashSet::new(),
            renamed: HashSet::new(),
            inherited_security: false,
            at_the_same_urls: false,
            servers_moved: false,
            kept_aside: None,
            changes: Vec::new(),
            owned: Vec::new(),
        }
    }

    /// Starts the findings of an operation.
    pub(super) fn enter_operation(&mut self, operation: OperationKey) {
        let owner = self.owners.operation(operation);
        self.enter(owner);
    }

    /// Starts the findings of `owner`.
    pub(super) fn enter(&mut self, owner: Owner) {
        self.owner = owner;
        self.seen.clear();
        self.documented.clear();
    }

    /// All findings, each fact once, with the operations that it concerns.
    pub(super) fn finish(self) -> Vec<Change> {
        let users = self.owners.users();
        let mut facts: IndexMap<String, Change> = IndexMap::new();
        for (mut change, owner) in self.changes.into_iter().zip(self.owned) {
            change.operations = users.of(owner);
            match facts.entry(change.fingerprint.clone()) {
                Entry::Vacant(entry) => {
                    entry.insert(change);
                }
                Entry::Occupied(mut entry) => entry.get_mut().operations.append(&mut change.operations),
            }
        }
        let mut changes: Vec<Change> = facts.into_values().collect();
        for change in &mut changes {
            change.operations.sort_unstable();
            change.operations.dedup();
        }
        changes
    }

    /// Whether two values are the same, and so is everything they refer to.
    pub(super) fn unchanged(&self, old: Option<&'a Value>, new: Option<&'a Value>) -> bool {
        old == new && old.is_none_or(|value| self.is_clean(value))
    }

    /// Whether the two sides of a place are the same, and so is everything they refer to.
    pub(super) fn same(&self, site: &Site<'a>) -> bool {
        self.unchanged(
            site.old.as_ref().map(|node| node.value),
            site.new.as_ref().map(|node| node.value),
        )
    }

    fn is_clean(&self, value: &'a Value) -> bool {
        if self.dirty.is_empty() {
            return true;
        }
        let mut references = Vec::new();
        reference::below(value, &mut references);
        !references.iter().any(|reference| self.dirty.contains(reference))
    }

    /// Notes that both nodes of a place are compared, key by key.
    pub(super) fn touch(&mut self, site: &Site<'a>) {
        let nodes = [&site.old, &site.new];
        self.touched
            .extend(nodes.into_iter().flatten().map(|node| node.address()));
    }

    /// Whether both sides of a place were compared with something.
    pub(super) fn was_touched(&self, site: &Site<'a>) -> bool {
        let nodes = [&site.old, &site.new];
        nodes
            .into_iter()
            .flatten()
            .all(|node| self.touched.contains(&node.address()))
    }

    /// A place with `$ref`s followed on both sides. A reference that leads nowhere stays what it is.
    pub(super) fn resolved(&mut self, site: &Site<'a>) -> Site<'a> {
        let follow = |document, node: &Option<Node<'a>>| {
            let node = node.as_ref()?;
            Some(node.resolved(document).unwrap_or_else(|| node.clone()))
        };
        let mut resolved = site.with(follow(self.old, &site.old), follow(self.new, &site.new));
        let reference = |node: &Option<Node<'a>>| node.as_ref().and_then(|node| node.reference());
        // What operations share is one fact for all of them.
        if let (Some(old), Some(new)) = (reference(&site.old), reference(&site.new))
            && old == new
        {
            resolved.anchor = format!("{new} {}", site.location);
        }
        self.touch(&resolved);
        resolved
    }

    /// Reports the place as it was and is.
    pub(super) fn report(&mut self, rule: &'static Rule, site: &Site<'a>, message: impl Into<String>) {
        let before = site.old.as_ref().map(|node| node.value.clone());
        let after = site.new.as_ref().map(|node| node.value.clone());
        self.report_values(rule, site, before, after, message);
    }

    /// Reports a place with chosen words for what was and is there.
    pub(super) fn report_values(
        &mut self,
        rule: &'static Rule,
        site: &Site<'a>,
        before: Option<Value>,
        after: Option<Value>,
        message: impl Into<String>,
    ) {
        let breaks = rule.wire == Wire::Breaking && rule.direction == Direction::Response;
        let rule = self.kept_aside.filter(|_| breaks).unwrap_or(rule);
        let address = |node: &Option<Node<'a>>| node.as_ref().map_or(0, Node::address);
        let once = (rule.id, address(&site.old), address(&site.new));
        if rule.wire == Wire::Docs && rule.direction == Direction::None && !self.documented.insert(once) {
            return;
        }
        let direction = match rule.direction {
            Direction::None if rule.wire == Wire::Docs => Direction::None,
            Direction::None => site.direction,
            direction => direction,
        };
        let mut change = Change {
            id: rule.id,
            wire: rule.wire,
            rust: rule.rust,
            direction,
            component: self.owners.component(self.owner).map(str::to_owned),
            operations: Vec::new(),
            location: site.location.clone(),
            old_pointer: site.old.as_ref().map(|node| node.pointer.clone()),
            new_pointer: site.new.as_ref().map(|node| node.pointer.clone()),
            before,
            after,
            message: message.into(),
            items: Vec::new(),
            fingerprint: String::new(),
        };
        // Of the whole values: two long ones that look alike in short are two findings.
        // What stands in a component is the same fact whichever operation led to it.
        let operation = self.owners.called(self.owner).filter(|_| !site.is_shared());
        change.fingerprint = fingerprint(&change, operation, &site.anchor);
        excerpts(&mut change);
        self.changes.push(change);
        self.owned.push(self.owner);
    }
}

/// Whether a difference was taken care of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Handled {
    Yes,
    No,
}

/// What was and what is there as findings show it: whole when it is small, otherwise its kind and size, and of a long text what
/// is about the first difference.
fn excerpts(change: &mut Change) {
    let from = match (&change.before, &change.after) {
        (Some(Value::String(before)), Some(Value::String(after))) => {
            let same = before
                .chars()
                .zip(after.chars())
                .take_while(|(b, a)| b == a)
                .count();
            same.saturating_sub(CONTEXT)
        }
        _ => 0,
    };
    for side in [&mut change.before, &mut change.after] {
        *side = side.as_ref().map(|value| short(value, from));
    }
}

/// A value in few characters; of a long text, those from the given one on.
fn short(value: &Value, from: usize) -> Value {
    match value {
        Value::String(text) if text.chars().count() > SHORT => {
            let mut rest = text.chars().skip(from);
            let start = if from > 0 { "…" } else { "" };
            let shown: String = rest.by_ref().take(SHORT).collect();
            let end = if rest.next().is_some() { "…" } else { "" };
            Value::String(format!("{start}{shown}{end}"))
        }
        Value::Object(map) if sorted(value).len() > SHORT => {
            let keys = if map.len() == 1 { "key" } else { "keys" };
            json!(format!("object with {} {keys}", map.len()))
        }
        Value::Array(items) if sorted(value).len() > SHORT => json!(format!("array of {}", items.len())),
        other => other.clone(),
    }
}

/// JSON text with the keys of objects in alphabetical order.
fn sorted(value: &Value) -> String {
    fn sort(value: &Value) -> Value {
        match value {
            Value::Object(map) => {
                let mut entries: Vec<_> = map.iter().collect();
                entries.sort_unstable_by_key(|(key, _)| *key);
                let sorted = entries.into_iter().map(|(key, value)| (key.clone(), sort(value)));
                Value::Object(sorted.collect())
            }
            Value::Array(items) => Value::Array(items.iter().map(sort).collect()),
            other => other.clone(),
        }
    }
    sort(value).to_string()
}

/// Of a finding by its rule, direction, place and values.
pub(super) fn fingerprint(change: &Change, operation: Option<&OperationKey>, anchor: &str) -> String {
    let side = |value: &Option<Value>| value.as_ref().map(sorted).unwrap_or_default();
    let operation = operation.map(ToString::to_string);
    let parts = [
        change.id,
        change.direction.as_str(),
        &operation.unwrap_or_default(),
        anchor,
        &side(&change.before),
        &side(&change.after),
    ];
    let digest = Sha256::digest(parts.join("\n").as_bytes());
    digest[..8].iter().map(|byte| format!("{byte:02x}")).collect()
}
