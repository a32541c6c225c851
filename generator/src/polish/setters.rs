//! The setters of request types, read off the polished builders, so that an operation can offer them itself.

use std::collections::BTreeMap;

use syn::visit_mut::VisitMut;

/// One setter of a type's builder.
#[derive(Debug, Clone)]
pub(super) struct Setter {
    /// Method name.
    pub(super) name: syn::Ident,
    /// Documentation attributes.
    pub(super) docs: Vec<syn::Attribute>,
    /// Type of the argument, as seen from beside the `types` module.
    pub(super) argument: syn::Type,
}

/// Setters by type name; types without a builder have no entry.
#[derive(Debug, Default)]
pub(super) struct Setters(BTreeMap<String, Vec<Setter>>);

impl Setters {
    /// Reads `mod builder` of the types module.
    pub(super) fn of(types: &syn::File) -> Self {
        let builder = types.items.iter().find_map(|item| match item {
            syn::Item::Mod(module) if module.ident == "builder" => module.content.as_ref(),
            _ => None,
        });
        let mut setters = BTreeMap::new();
        for item in builder.into_iter().flat_map(|(_, items)| items) {
            if let syn::Item::Impl(block) = item
                && block.trait_.is_none()
                && let syn::Type::Path(path) = &*block.self_ty
                && let Some(name) = path.path.get_ident()
            {
                let methods = block.items.iter().filter_map(setter).collect();
                setters.insert(name.to_string(), methods);
            }
        }
        Self(setters)
    }

    /// The setters of the type that the plan calls `ty`, if it has a builder.
    pub(super) fn get(&self, ty: &str) -> Option<&[Setter]> {
        self.0.get(ty.strip_prefix("types::")?).map(Vec::as_slice)
    }
}

/// A method that takes `self` and one value.
fn setter(item: &syn::ImplItem) -> Option<Setter> {
    let syn::ImplItem::Fn(method) = item else {
        return None;
    };
    let mut inputs = method.sig.inputs.iter();
    let (Some(syn::FnArg::Receiver(_)), Some(syn::FnArg::Typed(argument)), None) =
        (inputs.next(), inputs.next(), inputs.next())
    else {
        return None;
    };
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
