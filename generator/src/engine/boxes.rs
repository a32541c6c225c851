//! Where progenitor puts a `Box`, and whether a type is the model's but for it.

use syn::{GenericArgument, Path, PathArguments, Type, parse_quote};

use crate::model::{Integer, Ty};

/// Whether `found` is how `ty` is written, boxes aside; `boxed` is set where there is one.
pub(super) fn agrees(ty: &Ty, found: &Type, boxed: &mut bool) -> bool {
    let Type::Path(found) = found else { return false };
    let path = &found.path;
    if is(path, &["Box"]) {
        *boxed = true;
        return argument(path, 0).is_some_and(|inner| agrees(ty, inner, boxed));
    }
    let mut holds =
        |index: usize, inner: &Ty| argument(path, index).is_some_and(|found| agrees(inner, found, boxed));
    match ty {
        Ty::Named(name) => is(path, &[name.as_str()]),
        Ty::Secret => is(path, &["specloom_runtime", "SecretString"]),
        Ty::Upload => is(path, &["specloom_runtime", "Upload"]),
        Ty::String => is(path, &["String"]),
        Ty::Bool => is(path, &["bool"]),
        // Render writes the path itself.
        Ty::Foreign(_) => is(path, &["specloom_runtime", "Foreign"]),
        Ty::Format(format) => is(path, &["specloom_runtime", "formats", format.type_name()]),
        Ty::Integer(Integer::I32) => is(path, &["i32"]),
        Ty::Integer(Integer::U32) => is(path, &["u32"]),
        Ty::Integer(Integer::I64) => is(path, &["i64"]),
        Ty::Integer(Integer::U64) => is(path, &["u64"]),
        Ty::Number => is(path, &["f64"]),
        Ty::Any | Ty::Bytes | Ty::Unit => is(path, &["serde_json", "Value"]),
        Ty::List(items) => is(path, &["Vec"]) && holds(0, items),
        Ty::Map(values) if **values == Ty::Any => {
            is(path, &["serde_json", "Map"]) && holds(0, &Ty::String) && holds(1, values)
        }
        Ty::Map(values) => {
            is(path, &["std", "collections", "BTreeMap"]) && holds(0, &Ty::String) && holds(1, values)
        }
        Ty::Option(inner) => is(path, &["Option"]) && holds(0, inner),
    }
}

/// A type with its box where it is read best: `Option<Box<T>>`, wherever progenitor had it.
pub(super) fn placed(found: &Type) -> Type {
    let Type::Path(path) = found else {
        return found.clone();
    };
    if let Some(boxed) = argument(&path.path, 0).filter(|_| is(&path.path, &["Box"]))
        && let Type::Path(option) = boxed
        && let Some(inner) = argument(&option.path, 0).filter(|_| is(&option.path, &["Option"]))
    {
        return parse_quote!(Option<Box<#inner>>);
    }
    found.clone()
}

fn is(path: &Path, names: &[&str]) -> bool {
    path.segments.len() == names.len()
        && path
            .segments
            .iter()
            .zip(names)
            .all(|(segment, name)| segment.ident == name)
}

fn argument(path: &Path, index: usize) -> Option<&Type> {
    let PathArguments::AngleBracketed(arguments) = &path.segments.last()?.arguments else {
        return None;
    };
    match arguments.args.iter().nth(index)? {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    }
}
