//! Where in the canonical document each type and property of a model comes from, so that notes, errors and findings name
//! places of `openapi.yaml` and not of the document that the model was parsed from.
//!
//! Model and document are walked at once, from the operations on; a type that several places ask for is the first's.

mod notes;
mod roots;
mod shapes;
mod shown;

use std::collections::{HashMap, HashSet, VecDeque};

use serde_json::Value;

use super::naming::type_name;
use super::{Kind, Model, Struct, Ty, TypeDef, TypeName, Union};
use crate::note::Note;
use crate::openapi::{Node, reference};

use self::shapes::{OF_ITEMS, OF_VALUES, fits, inside, shapes};

pub(super) use self::notes::trim;
pub(super) use self::shown::example;

/// Points the model's types, properties, parameters and bodies, and the notes about them, into the canonical document. `fitted` is what
/// the model was parsed from: there, an operation has its own all that its path's parameters are.
pub(super) fn point(model: &mut Model, fitted: &Value, canonical: &Value, notes: &mut [Note]) {
    let found = Search::new(model, canonical).found();
    let mut moved = roots::parameters(fitted, canonical);
    for operation in &mut model.operations {
        let parameters = operation.parameters.iter_mut().map(|one| &mut one.source);
        let bodies = operation.body.iter_mut().map(|body| &mut body.source);
        for source in parameters.chain(bodies) {
            *source = notes::place(source, canonical, &moved);
        }
    }
    for (name, definition) in &mut model.types {
        let Some(place) = found.get(name) else { continue };
        moved.insert(
            std::mem::replace(&mut definition.source, place.pointer.clone()),
            place.pointer.clone(),
        );
        let Kind::Struct(structure) = &mut definition.kind else {
            continue;
        };
        for (field, property) in structure.fields.iter_mut().zip(&place.fields) {
            moved.insert(
                std::mem::replace(&mut field.source, property.clone()),
                property.clone(),
            );
        }
    }
    notes::point(notes, canonical, &moved);
}

/// Where a type comes from, and each of its fields.
struct Home {
    pointer: String,
    fields: Vec<String>,
}

/// A search under way.
struct Search<'a> {
    model: &'a Model,
    document: &'a Value,
    /// Component schemas by the Rust name that theirs becomes.
    components: HashMap<String, Node<'a>>,
    /// Values still to be looked into, and where the document describes them.
    queue: VecDeque<(&'a Ty, Node<'a>)>,
    /// The same of values that the document describes somewhere around there.
    vague: VecDeque<(&'a Ty, Node<'a>)>,
    found: HashMap<&'a TypeName, Home>,
}

impl<'a> Search<'a> {
    fn new(model: &'a Model, document: &'a Value) -> Self {
        let schemas = Node::root(document)
            .key("components")
            .and_then(|components| components.key("schemas"));
        let schemas = schemas.map(|schemas| schemas.members()).unwrap_or_default();
        let mut components = HashMap::new();
        for (name, node) in schemas {
            components.entry(type_name(name)).or_insert(node);
        }
        Self {
            model,
            document,
            components,
            queue: roots::roots(model, document).into(),
            vague: VecDeque::new(),
            found: HashMap::new(),
        }
    }

    fn found(mut self) -> HashMap<TypeName, Home> {
        while let Some((ty, node)) = self.queue.pop_front().or_else(|| self.vague.pop_front()) {
            self.visit(ty, &node);
        }
        let named = self.found.into_iter();
        named.map(|(name, place)| (name.clone(), place)).collect()
    }

    fn visit(&mut self, ty: &'a Ty, node: &Node<'a>) {
        match ty.some() {
            Ty::Named(name) if !self.found.contains_key(name) => {
                if let Some(definition) = self.model.types.get(name) {
                    self.definition(name, definition, node);
                }
            }
            Ty::List(items) => self.values(items, node, &OF_ITEMS),
            Ty::Map(values) => self.values(values, node, &OF_VALUES),
            _ => {}
        }
    }

    /// The values of a list or a map.
    fn values(&mut self, ty: &'a Ty, node: &Node<'a>, keywords: &[&str]) {
        let model = self.model;
        let tuple = match keywords == OF_ITEMS {
            true => shapes::tuple(self.document, node),
            false => Vec::new(),
        };
        let named = ty.some().name().and_then(|name| model.types.get_key_value(name));
        if let ([first, _, ..], Some((name, definition))) = (tuple.as_slice(), named) {
            match &definition.kind {
                Kind::Union(union) if !self.found.contains_key(name) => {
                    let home = Home {
                        pointer: first.pointer.clone(),
                        fields: Vec::new(),
                    };
                    self.found.insert(name, home);
                    self.members(union, tuple.clone(), first);
                    return;
                }
                Kind::Union(_) => return,
                _ => {}
            }
            let fitting = |item: &&Node<'a>| shapes::fits_type(self.document, model, ty, item);
            if let Some(item) = tuple.iter().find(fitting) {
                self.queue.push_back((ty, item.clone()));
                return;
            }
        }
        match inside(self.document, node, keywords) {
            Some(inner) => self.queue.push_back((ty, inner)),
            None => self.vague.push_back((ty, node.clone())),
        }
    }

    fn definition(&mut self, name: &'a TypeName, definition: &'a TypeDef, node: &Node<'a>) {
        let around = shapes(self.document, node);
        let home = around.iter().find(|shape| fits(self.document, definition, shape));
        let by_name = || self.components.get(name.as_str());
        let home = home.or_else(by_name).or(around.first()).unwrap_or(node).clone();
        // Only now is it known: whatever it holds may be of the type itself.
        self.found.insert(
            name,
            Home {
                pointer: home.pointer.clone(),
                fields: Vec::new(),
            },
        );
        match &definition.kind {
            Kind::Struct(structure) => self.fields(name, structure, &home),
            Kind::Union(union) => self.members(union, shapes::choices(self.document, &home), &home),
            Kind::Enum(_) => {}
        }
    }

    fn fields(&mut self, name: &'a TypeName, structure: &'a Struct, home: &Node<'a>) {
        let mut properties: HashMap<&str, Node<'a>> = HashMap::new();
        for shape in shapes(self.document, home) {
            for (wire, property) in shape
                .key("properties")
                .map(|all| all.members())
                .unwrap_or_default()
            {
                properties.entry(wire).or_insert(property);
            }
        }
        let mut pointers = Vec::new();
        for field in &structure.fields {
            let property = properties.get(field.wire.as_str());
            pointers.push(property.unwrap_or(home).pointer.clone());
            match property {
                Some(property) => self.queue.push_back((&field.ty, property.clone())),
                None => self.vague.push_back((&field.ty, home.clone())),
            }
        }
        if let Some(extra) = &structure.extra {
            self.values(&extra.ty, home, &OF_VALUES);
        }
        if let Some(place) = self.found.get_mut(name) {
            place.fields = pointers;
        }
    }

    /// The members of a union: by the component that they are called after, else the next that fits.
    fn members(&mut self, union: &'a Union, choices: Vec<Node<'a>>, home: &Node<'a>) {
        let called: HashMap<String, usize> = choices
            .iter()
            .enumerate()
            .rev()
            .filter_map(|(index, choice)| {
                Some((type_name(&reference::component(choice.reference()?)?.1), index))
            })
            .collect();
        let mut next = 0;
        let mut used = HashSet::new();
        for member in &union.members {
            let named = member.ty.some().name().and_then(|name| {
                let own = name.as_str();
                called
                    .get(own)
                    .or_else(|| called.get(own.strip_suffix("Request")?))
            });
            let component = member
                .ty
                .some()
                .name()
                .and_then(|name| self.components.get(name.as_str()));
            let choice = match (named, component) {
                (Some(index), _) => Some(*index),
                (None, Some(component)) => {
                    self.queue.push_back((&member.ty, component.clone()));
                    continue;
                }
                (None, None) => {
                    let following = (next..choices.len()).find(|index| {
                        !used.contains(index)
                            && shapes::fits_type(self.document, self.model, &member.ty, &choices[*index])
                    });
                    next = following.map_or(next, |index| index + 1);
                    following
                }
            };
            match choice {
                Some(index) => {
                    used.insert(index);
                    self.queue.push_back((&member.ty, choices[index].clone()));
                }
                None => self.vague.push_back((&member.ty, home.clone())),
            }
        }
    }
}
