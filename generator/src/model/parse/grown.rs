//! Whole numbers of 32 bits in what is received: read into 64, because the server may have grown.
//!
//! Before: `{type: integer, format: int32}` in a request and in a reply, each an `i32`.
//! After: an `i32` in what is only sent, an `i64` in what a reply can hold. A number beyond 32 bits is read then, and not a reason to
//! refuse a whole reply; whatever fits an `i32` is taken by setters of either.

use crate::model::{Integer, Kind, Model, Operation, Response, Ty};

/// Widens the numbers of each type that a reply can hold, once it is known which do.
pub(super) fn grow(model: &mut Model) {
    let received = model.types.values_mut().filter(|definition| definition.received);
    for definition in received {
        match &mut definition.kind {
            Kind::Struct(structure) => {
                let fields = structure.fields.iter_mut().map(|field| &mut field.ty);
                fields
                    .chain(structure.extra.iter_mut().map(|extra| &mut extra.ty))
                    .for_each(widen);
            }
            Kind::Union(union) => union
                .members
                .iter_mut()
                .map(|member| &mut member.ty)
                .for_each(widen),
            Kind::Enum(_) => {}
        }
    }
    for Operation {
        successes, failures, ..
    } in &mut model.operations
    {
        let replies = successes.iter_mut().chain(failures);
        replies.flat_map(Response::types_mut).for_each(widen);
    }
}

fn widen(ty: &mut Ty) {
    *ty = ty.map(&|leaf| match leaf {
        Ty::Integer(Integer::I32 | Integer::U32) => Ty::Integer(Integer::I64),
        other => other.clone(),
    });
}
