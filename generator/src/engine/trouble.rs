//! Which type progenitor fails on, and which operations that concerns.

use std::collections::HashSet;

use super::{generator, schemas};
use crate::model::{Model, TypeName};

/// The first type that fails on its own, what it holds replaced by plain types, and why.
pub(super) fn culprit(model: &Model) -> Option<(TypeName, String)> {
    model.types.values().find_map(|definition| {
        let problem = generator::items(schemas::alone(definition)).err()?;
        Some((definition.name.clone(), problem))
    })
}

/// The operations that reach a type, for messages.
pub(super) fn users(model: &Model, name: &TypeName) -> String {
    let mut reaching: HashSet<&TypeName> = HashSet::from([name]);
    loop {
        let before = reaching.len();
        for definition in model.types.values() {
            if definition
                .holds()
                .any(|ty| ty.leaf().name().is_some_and(|held| reaching.contains(held)))
            {
                reaching.insert(&definition.name);
            }
        }
        if reaching.len() == before {
            break;
        }
    }
    let operations: Vec<&str> = model
        .operations
        .iter()
        .filter(|operation| {
            operation
                .types()
                .any(|ty| ty.leaf().name().is_some_and(|used| reaching.contains(used)))
        })
        .map(|operation| operation.id.as_str())
        .collect();
    match operations.as_slice() {
        [] => "no operation".into(),
        some => format!("`{}`", some.join("`, `")),
    }
}
