//! The components of all documents → classes of those that mean the same.
//!
//! Two components are of one class if they say the same but for words, and what they refer to is of one class, too. That is
//! found by rounds: first by what stands in them, then by the classes of what they refer to, until a round tells no more
//! of them apart. Names do not count; but where one document, or the pages of one description, hold two names for one
//! shape, the vendor tells them apart, and so do the classes.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde_json::{Map, Value};

use super::Part;
use super::shape::{self, ShapeHash};

/// A component of one of the documents.
pub(super) struct Node<'a> {
    pub(super) part: usize,
    pub(super) section: &'a str,
    pub(super) name: &'a str,
    pub(super) value: &'a Value,
}

/// The classes of all components.
pub(super) struct Classes<'a> {
    /// All components, document by document.
    pub(super) nodes: Vec<Node<'a>>,
    /// What each is, words and names apart.
    colours: Vec<ShapeHash>,
    /// The class of each; classes are counted from 0.
    pub(super) class: Vec<usize>,
    /// How many classes there are.
    pub(super) count: usize,
    index: HashMap<(usize, &'a str, &'a str), usize>,
}

impl<'a> Classes<'a> {
    pub(super) fn of(parts: &'a [Part]) -> Self {
        let nodes: Vec<Node<'a>> = parts
            .iter()
            .enumerate()
            .flat_map(|(part, of)| {
                components(&of.document).map(move |(section, name, value)| Node {
                    part,
                    section,
                    name,
                    value,
                })
            })
            .collect();
        let index: HashMap<_, _> = nodes
            .iter()
            .enumerate()
            .map(|(number, node)| ((node.part, node.section, node.name), number))
            .collect();
        let colours = colours(&nodes, &index);
        let (class, count) = classes(parts, &nodes, &colours);
        Self {
            nodes,
            colours,
            class,
            count,
            index,
        }
    }

    /// The number of a component.
    pub(super) fn node(&self, part: usize, section: &str, name: &str) -> Option<usize> {
        self.index.get(&(part, section, name)).copied()
    }

    /// The shape of a value of a document, with all that it refers to.
    pub(super) fn shape(&self, part: usize, value: &Value) -> ShapeHash {
        shape::of(value, &mut self.writer(part))
    }

    /// The shape of a list of security requirements.
    pub(super) fn requirements(&self, part: usize, alternatives: &[Value]) -> ShapeHash {
        let mut bytes = Vec::new();
        shape::requirements(alternatives, &mut self.writer(part), &mut bytes);
        shape::hash(&bytes)
    }

    fn writer(&self, part: usize) -> impl FnMut(&str, &str, &mut Vec<u8>) + '_ {
        move |section, name, out| match self.node(part, section, name) {
            Some(node) => out.extend_from_slice(&self.colours[node]),
            None => out.extend_from_slice(name.as_bytes()),
        }
    }
}

/// What each component is, found by rounds.
fn colours(nodes: &[Node<'_>], index: &HashMap<(usize, &str, &str), usize>) -> Vec<ShapeHash> {
    let mut targets = Vec::with_capacity(nodes.len());
    let mut own = Vec::with_capacity(nodes.len());
    for node in nodes {
        let mut found = Vec::new();
        let mut reference =
            |section: &str, name: &str, out: &mut Vec<u8>| match index.get(&(node.part, section, name)) {
                Some(target) => found.push(*target),
                None => out.extend_from_slice(name.as_bytes()),
            };
        let mut bytes = node.section.as_bytes().to_vec();
        let value = said(node);
        shape::write(&value, false, &mut reference, &mut bytes);
        own.push(shape::hash(&bytes));
        targets.push(found);
    }
    let mut colours = own.clone();
    let mut told_apart = distinct(&colours);
    loop {
        let next: Vec<ShapeHash> = own
            .iter()
            .zip(&targets)
            .map(|(own, targets)| {
                let mut bytes = own.to_vec();
                targets
                    .iter()
                    .for_each(|&target| bytes.extend_from_slice(&colours[target]));
                shape::hash(&bytes)
            })
            .collect();
        let now = distinct(&next);
        colours = next;
        // Each round but the last tells more apart, and there are no more classes than components.
        if now <= told_apart {
            return colours;
        }
        told_apart = now;
    }
}

fn distinct(colours: &[ShapeHash]) -> usize {
    colours.iter().collect::<BTreeSet<_>>().len()
}

/// What counts of a component: of a security scheme not what only some styles of pages can say, nor how the name of HTTP's is
/// spelled, which has no case.
fn said<'a>(node: &Node<'a>) -> std::borrow::Cow<'a, Value> {
    let Value::Object(scheme) = node.value else {
        return std::borrow::Cow::Borrowed(node.value);
    };
    if node.section != "securitySchemes" {
        return std::borrow::Cow::Borrowed(node.value);
    }
    let mut scheme = scheme.clone();
    scheme.shift_remove("bearerFormat");
    if let Some(Value::String(name)) = scheme.get_mut("scheme") {
        name.make_ascii_lowercase();
    }
    std::borrow::Cow::Owned(Value::Object(scheme))
}

/// Classes: by what components are, and by name where the vendor tells names apart.
fn classes(parts: &[Part], nodes: &[Node<'_>], colours: &[ShapeHash]) -> (Vec<usize>, usize) {
    let mut names: HashMap<ShapeHash, BTreeMap<String, &str>> = HashMap::new();
    let mut apart: BTreeSet<ShapeHash> = BTreeSet::new();
    for (node, colour) in nodes.iter().zip(colours) {
        let origin = &parts[node.part].origin;
        let space = match &origin.spec {
            Some(spec) => format!("description {spec}"),
            None => format!("document {}", node.part),
        };
        let known = names
            .entry(*colour)
            .or_default()
            .entry(space)
            .or_insert(node.name);
        if *known != node.name {
            apart.insert(*colour);
        }
    }
    let mut numbers: HashMap<(ShapeHash, &str), usize> = HashMap::new();
    let class = nodes
        .iter()
        .zip(colours)
        .map(|(node, colour)| {
            let name = if apart.contains(colour) { node.name } else { "" };
            let next = numbers.len();
            *numbers.entry((*colour, name)).or_insert(next)
        })
        .collect();
    (class, numbers.len())
}

/// All components of a document, each with its section and name.
pub(super) fn components(document: &Map<String, Value>) -> impl Iterator<Item = (&str, &str, &Value)> {
    let sections = document
        .get("components")
        .and_then(Value::as_object)
        .into_iter()
        .flatten();
    sections.flat_map(|(section, components)| {
        let components = components.as_object().into_iter().flatten();
        components.map(move |(name, component)| (section.as_str(), name.as_str(), component))
    })
}
