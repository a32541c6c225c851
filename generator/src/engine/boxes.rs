//! Where progenitor puts a `Box`, and whether a type is the model's but for it.

use super::written::Written;
use crate::model::{Integer, Ty};

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
