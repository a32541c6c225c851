//! A type that cannot be made is any value wherever it was used.

use indexmap::IndexSet;

use super::{Kind, Model, Response, Ty, TypeName, nulls, parse, unions};

impl Model {
    /// Takes any value where a type was used. What only that type used goes with it.
    pub(crate) fn widen(&mut self, name: &TypeName) {
        let change = |leaf: &Ty| match leaf {
            Ty::Named(named) if named == name => Ty::Any,
            other => other.clone(),
        };
        self.types.shift_remove(name);
        self.each_type(&mut |ty| *ty = ty.map(&change));
        self.prune();
        parse::reach(self);
        nulls::apart(self);
        // What the page leaves open was said before.
        unions::tell_apart(self);
    }

    /// Visits the type of everything that has one.
    pub(super) fn each_type(&mut self, visit: &mut dyn FnMut(&mut Ty)) {
        for definition in self.types.values_mut() {
            match &mut definition.kind {
                Kind::Struct(structure) => {
                    structure.fields.iter_mut().for_each(|field| visit(&mut field.ty));
                    structure.extra.iter_mut().for_each(|extra| visit(&mut extra.ty));
                }
                Kind::Union(union) => union.members.iter_mut().for_each(|member| visit(&mut member.ty)),
                Kind::Enum(_) => {}
            }
        }
        for operation in &mut self.operations {
            operation
                .parameters
                .iter_mut()
                .for_each(|parameter| visit(&mut parameter.ty));
            if let Some(body) = &mut operation.body {
                visit(&mut body.ty);
                body.others.iter_mut().for_each(|other| visit(&mut other.ty));
            }
            let replies = operation.successes.iter_mut().chain(&mut operation.failures);
            replies.flat_map(Response::types_mut).for_each(&mut *visit);
        }
    }

    /// Removes the types that no operation reaches.
    pub(in crate::model) fn prune(&mut self) {
        let mut reached: IndexSet<TypeName> = IndexSet::new();
        for operation in &self.operations {
            reached.extend(operation.types().filter_map(|ty| ty.leaf().name().cloned()));
        }
        let mut next = 0;
        while let Some(name) = reached.get_index(next).cloned() {
            let definition = self.types.get(&name).into_iter();
            let held: Vec<TypeName> = definition
                .flat_map(|definition| definition.holds())
                .filter_map(|ty| ty.leaf().name().cloned())
                .collect();
            reached.extend(held);
            next += 1;
        }
        self.types.retain(|name, _| reached.contains(name));
    }
}
