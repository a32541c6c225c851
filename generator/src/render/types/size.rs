//! How large types are, for what must be boxed.

use crate::model::{Kind, Model, Ty};

/// A variant larger than this is boxed (the limit of clippy's `large_enum_variant`).
const LARGE: usize = 200;

/// Whether a union's member of this type is boxed.
pub(super) fn is_large(model: &Model, ty: &Ty) -> bool {
    size(model, ty, 8) >= LARGE
}

/// Bytes on a 64-bit machine, roughly and rather too many, exact below [`LARGE`] only; `depth` ends circles.
fn size(model: &Model, ty: &Ty, depth: usize) -> usize {
    match ty {
        Ty::Named(name) => match model.types.get(name).map(|definition| &definition.kind) {
            Some(Kind::Struct(structure)) if depth > 0 => {
                // Two maps hold what has no name.
                let mut sum = structure.extra.as_ref().map_or(0, |_| 56);
                for field in &structure.fields {
                    // Whatever else there is: structs within structs multiply.
                    if sum >= LARGE {
                        break;
                    }
                    sum += size(model, &field.ty, depth - 1).max(16);
                }
                sum
            }
            // A union holds any value, too.
            Some(Kind::Union(_)) if depth > 0 => 72,
            Some(Kind::Enum(_)) if depth > 0 => 24,
            _ => LARGE,
        },
        Ty::Upload => 80,
        Ty::Foreign(_) => LARGE,
        Ty::Integer(_) | Ty::Number | Ty::Bool => 16,
        Ty::Any => 72,
        Ty::Option(inner) => size(model, inner, depth),
        Ty::String | Ty::Format(_) | Ty::Secret | Ty::Bytes | Ty::Unit | Ty::List(_) | Ty::Map(_) => 24,
    }
}
