//! Whose finding it is: the operation's in which something stands, or a component's, whichever operations lead to it.
//!
//! A component is compared once for each way in which it is used (direction, and what its place asks of it), not once for
//! each operation: one fact, one finding. Which operations it concerns is found at the end, along the references.

use std::collections::{BTreeSet, HashMap, VecDeque};

use super::task::{Slot, Task};
use super::{Direction, OperationKey};

/// Whose findings are being made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Owner {
    Document,
    /// By number, in the order of paths and methods.
    Operation(usize),
    /// By number, in the order in which they were reached.
    Component(usize),
}

/// One way in which a pair of components is used.
type Role = (Direction, Slot, usize, usize);

/// All owners that were met, and which leads to which.
#[derive(Debug, Default)]
pub(super) struct Owners<'a> {
    operations: Vec<OperationKey>,
    names: Vec<String>,
    by_role: HashMap<Role, usize>,
    /// From an operation to the components that it names.
    named: Vec<BTreeSet<usize>>,
    /// From a component to those that it names.
    inner: Vec<BTreeSet<usize>>,
    waiting: VecDeque<(usize, Task<'a>)>,
}

impl<'a> Owners<'a> {
    /// One more operation.
    pub(super) fn operation(&mut self, operation: OperationKey) -> Owner {
        self.operations.push(operation);
        self.named.push(BTreeSet::new());
        Owner::Operation(self.operations.len() - 1)
    }

    /// Notes that `from` uses the component that `task` compares, and keeps the task until it is asked for, unless the
    /// component was met in this role before.
    pub(super) fn uses(&mut self, from: Owner, name: String, task: Task<'a>) {
        let Some((old, new)) = task.site.both() else {
            return;
        };
        let role = (task.site.direction, task.slot, old.address(), new.address());
        let number = match self.by_role.get(&role) {
            Some(number) => *number,
            None => {
                let number = self.names.len();
                self.by_role.insert(role, number);
                self.names.push(name);
                self.inner.push(BTreeSet::new());
                self.waiting.push_back((number, task));
                number
            }
        };
        match from {
            Owner::Document => {}
            Owner::Operation(operation) => {
                self.named[operation].insert(number);
            }
            Owner::Component(component) => {
                self.inner[component].insert(number);
            }
        }
    }

    /// The next component to compare.
    pub(super) fn next(&mut self) -> Option<(Owner, Task<'a>)> {
        let (number, task) = self.waiting.pop_front()?;
        Some((Owner::Component(number), task))
    }

    /// The operation of that number.
    pub(super) fn called(&self, owner: Owner) -> Option<&OperationKey> {
        match owner {
            Owner::Operation(number) => self.operations.get(number),
            Owner::Document | Owner::Component(_) => None,
        }
    }

    /// The component's name.
    pub(super) fn component(&self, owner: Owner) -> Option<&str> {
        match owner {
            Owner::Component(number) => self.names.get(number).map(String::as_str),
            Owner::Document | Owner::Operation(_) => None,
        }
    }

    /// Per component the operations that lead to it, in their order.
    pub(super) fn users(&self) -> Users<'_> {
        let mut of_components = vec![Vec::new(); self.names.len()];
        let mut reached_by = vec![usize::MAX; self.names.len()];
        for (operation, named) in self.named.iter().enumerate() {
            let mut work: Vec<usize> = named.iter().copied().collect();
            while let Some(component) = work.pop() {
                if std::mem::replace(&mut reached_by[component], operation) != operation {
                    of_components[component].push(operation);
                    work.extend(&self.inner[component]);
                }
            }
        }
        Users {
            operations: &self.operations,
            of_components,
        }
    }
}

/// Which operations lead to whom.
pub(super) struct Users<'o> {
    operations: &'o [OperationKey],
    of_components: Vec<Vec<usize>>,
}

impl Users<'_> {
    /// The operations that a finding of `owner` concerns.
    pub(super) fn of(&self, owner: Owner) -> Vec<OperationKey> {
        let numbers = match owner {
            Owner::Document => &[][..],
            Owner::Operation(number) => &[number][..],
            Owner::Component(number) => &self.of_components[number],
        };
        numbers
            .iter()
            .map(|number| self.operations[*number].clone())
            .collect()
    }
}
