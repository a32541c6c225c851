//! Where progenitor puts a `Box`, whether a type is the model's but for it, and whether one is missing.

use std::collections::HashMap;

use super::written::Written;
use super::{Definition, Definitions};
use crate::model::{Integer, Ty, TypeName};

/// A type that holds itself, through others or at once, with no `Box`, list or map in between: it would have no size.
pub(super) fn endless(definitions: &Definitions) -> Option<&TypeName> {
    let held = |definition: &Definition| -> Vec<TypeName> {
        let (Definition::Struct(written) | Definition::Union(written)) = definition else {
            return Vec::new();
        };
        let names = written.iter().filter_map(Written::held);
        names
            .map(TypeName::new)
            .filter(|name| definitions.contains_key(name))
            .collect()
    };
    let mut holders: HashMap<TypeName, usize> = HashMap::new();
    for name in definitions.values().flat_map(held) {
        *holders.entry(name).or_default() += 1;
    }
    // What nobody holds any more is taken away; a circle stays.
    let is_free = |name: &&TypeName| !holders.contains_key(*name);
    let mut free: Vec<TypeName> = definitions.keys().filter(is_free).cloned().collect();
    while let Some(name) = free.pop() {
        for held in definitions.get(&name).map(held).unwrap_or_default() {
            if let Some(left) = holders.get_mut(&held) {
                *left -= 1;
                if *left == 0 {
                    free.push(held);
                }
            }
        }
    }
    let is_held = |name: &&TypeName| holders.get(*name).is_some_and(|left| *left > 0);
    definitions.keys().find(is_held)
}

/// Whether `found` is how `ty` is written, boxes aside.
pub(super) fn agrees(ty: &Ty, found: &Written) -> bool {
    if found.is(&["Box"]) {
        return found.argument(0).is_some_and(|inner| agrees(ty, inner));
    }
    let holds = |index: usize, inner: &Ty| found.argument(index).is_some_and(|found| agrees(inner, found));
    match ty {
        Ty::Named(name) => found.is(&[name.as_str()]),
        Ty::Secret => found.is(&["specloom_runtime", "SecretString"]),
        Ty::Upload => found.is(&["specloom_runtime", "Upload"]),
        Ty::String => found.is(&["String"]),
        Ty::Bool => found.is(&["bool"]),
        // Render writes the path itself.
        Ty::Foreign(_) => found.is(&["specloom_runtime", "Foreign"]),
        Ty::Format(format) => found.is(&["specloom_runtime", "formats", format.type_name()]),
        Ty::Integer(Integer::I32) => found.is(&["i32"]),
        Ty::Integer(Integer::U32) => found.is(&["u32"]),
        Ty::Integer(Integer::I64) => found.is(&["i64"]),
        Ty::Integer(Integer::U64) => found.is(&["u64"]),
        Ty::Number => found.is(&["f64"]),
        Ty::Any | Ty::Bytes | Ty::Unit => found.is(&["serde_json", "Value"]),
        Ty::List(items) => found.is(&["Vec"]) && holds(0, items),
        Ty::Map(values) if **values == Ty::Any => {
            found.is(&["serde_json", "Map"]) && holds(0, &Ty::String) && holds(1, values)
        }
        Ty::Map(values) => {
            found.is(&["std", "collections", "BTreeMap"]) && holds(0, &Ty::String) && holds(1, values)
        }
        Ty::Option(inner) => found.is(&["Option"]) && holds(0, inner),
    }
}
