//! The setters of request types, read off the polished builders, so that an operation can offer them itself.

use std::collections::{BTreeMap, BTreeSet};

use quote::format_ident;
use syn::visit_mut::VisitMut;

use crate::model::plan::{OPERATION_METHODS, Parameter};

/// One setter of a type's builder.
#[derive(Debug, Clone)]
pub(crate) struct Setter {
    /// Method name.
    pub(crate) name: syn::Ident,
    /// Documentation attributes.
    pub(super) docs: Vec<syn::Attribute>,
    /// Type of the argument, as seen from beside the `types` module.
    pub(crate) argument: syn::Type,
}

/// Setters by type name; types without a builder have no entry.
#[derive(Debug, Clone, Default)]
pub(crate) struct Setters {
    by_type: BTreeMap<String, Vec<Setter>>,
    /// Of the properties that a type does not name: the value's type is the setter's second argument.
    extra: BTreeMap<String, Setter>,
    from_text: BTreeSet<String>,
}

impl Setters {
    /// Reads `mod builder` of the types module.
    pub(super) fn of(types: &syn::File) -> Self {
        let builder = types.items.iter().find_map(|item| match item {
            syn::Item::Mod(module) if module.ident == "builder" => module.content.as_ref(),
            _ => None,
        });
        let mut setters = BTreeMap::new();
        let mut extra = BTreeMap::new();
        for item in builder.into_iter().flat_map(|(_, items)| items) {
            if let syn::Item::Impl(block) = item
                && block.trait_.is_none()
                && let syn::Type::Path(path) = &*block.self_ty
                && let Some(name) = path.path.get_ident()
            {
                let methods = block.items.iter().filter_map(|item| setter(item, 1)).collect();
                let gathering = block.items.iter().find_map(|item| setter(item, 2));
                extra.extend(gathering.map(|setter| (name.to_string(), setter)));
                setters.insert(name.to_string(), methods);
            }
        }
        let from_text = types.items.iter().filter_map(made_from_text).collect();
        Self {
            by_type: setters,
            extra,
            from_text,
        }
    }

    /// Whether a string literal converts into the type that the plan calls `ty`.
    pub(crate) fn takes_text(&self, ty: &str) -> bool {
        ty.strip_prefix("types::")
            .is_some_and(|name| self.from_text.contains(name))
    }

    /// The setter of the properties that the type `ty` does not name: of a name on the wire and a value.
    pub(super) fn extra(&self, ty: &str) -> Option<&Setter> {
        self.extra.get(ty.strip_prefix("types::")?)
    }

    /// The setters of the type that the plan calls `ty`, if it has a builder.
    pub(crate) fn get(&self, ty: &str) -> Option<&[Setter]> {
        self.by_type.get(ty.strip_prefix("types::")?).map(Vec::as_slice)
    }
}

/// What an operation calls the setters of its body's properties: as the body does, with `body_` in front of what the
/// operation or one of its parameters is called.
pub(crate) fn on_operation<'a>(
    properties: impl IntoIterator<Item = &'a Setter, IntoIter: Clone>,
    parameters: &[Parameter],
) -> Vec<(syn::Ident, &'a Setter)> {
    let properties = properties.into_iter();
    let mut taken: BTreeSet<String> = OPERATION_METHODS.map(str::to_owned).into();
    taken.extend(parameters.iter().map(|parameter| parameter.ident.clone()));
    // Names that need nothing in front come first: `body_id` is the property of that name, if there is one.
    let kept: BTreeSet<String> = properties
        .clone()
        .map(|setter| setter.name.to_string())
        .filter(|name| !taken.contains(name))
        .collect();
    taken.extend(kept.iter().cloned());
    let mut name = |setter: &Setter| {
        if kept.contains(&setter.name.to_string()) {
            return setter.name.clone();
        }
        let mut name = format_ident!("body_{}", setter.name);
        while !taken.insert(name.to_string()) {
            name = format_ident!("body_{}", name);
        }
        name
    };
    properties.map(|setter| (name(setter), setter)).collect()
}

/// The type of `impl From<&str> for …`.
fn made_from_text(item: &syn::Item) -> Option<String> {
    let syn::Item::Impl(block) = item else {
        return None;
    };
    let (path, _) = block.trait_.as_ref()?;
    let last = path.segments.last()?;
    let syn::PathArguments::AngleBracketed(arguments) = &last.arguments else {
        return None;
    };
    let text = matches!(arguments.args.first(), Some(syn::GenericArgument::Type(syn::Type::Reference(reference)))
        if matches!(&*reference.elem, syn::Type::Path(path) if path.path.is_ident("str")));
    match &*block.self_ty {
        syn::Type::Path(path) if text && last.ident == "From" => {
            path.path.get_ident().map(ToString::to_string)
        }
        _ => None,
    }
}

/// A method that takes `self` and `arguments` more, of which the last is the value.
fn setter(item: &syn::ImplItem, arguments: usize) -> Option<Setter> {
    let syn::ImplItem::Fn(method) = item else {
        return None;
    };
    let inputs = &method.sig.inputs;
    let (Some(syn::FnArg::Receiver(_)), Some(syn::FnArg::Typed(argument))) = (inputs.first(), inputs.last())
    else {
        return None;
    };
    if inputs.len() != 1 + arguments {
        return None;
    }
    let mut argument = (*argument.ty).clone();
    FromBeside.visit_type_mut(&mut argument);
    let docs = method
        .attrs
        .iter()
        .filter(|attribute| attribute.path().is_ident("doc"))
        .cloned()
        .collect();
    Some(Setter {
        name: method.sig.ident.clone(),
        docs,
        argument,
    })
}

/// `super::Kind` in `types::builder` is `types::Kind` beside `types`.
struct FromBeside;

impl VisitMut for FromBeside {
    fn visit_path_mut(&mut self, path: &mut syn::Path) {
        if let Some(first) = path.segments.first_mut()
            && first.ident == "super"
        {
            first.ident = syn::Ident::new("types", first.ident.span());
        }
        syn::visit_mut::visit_path_mut(self, path);
    }
}
