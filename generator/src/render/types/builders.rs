//! Builders: `types::User::builder().name("Ada").build()`.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use serde_json::Value;
use syn::{Field, Fields, Ident, Item, ItemStruct, Type, parse_quote};

use super::fields::optional;
use super::{Count, Pass, is_required, is_struct, named};
use crate::Fitted;
use crate::model::fit::{component, extra, fields};

pub(super) const PASS: Pass = Pass {
    id: "builders",
    why: "a non-exhaustive struct cannot be written as a literal elsewhere",
    run,
};

fn run(items: &mut Vec<Item>, fitted: &Fitted) -> Count {
    let expected = named(fitted).filter(|(_, schema)| is_struct(schema)).count();
    let mut builders: Vec<Item> = Vec::new();
    let mut done = 0;
    let old = std::mem::take(items);
    for item in old {
        let Item::Struct(structure) = &item else {
            items.push(item);
            continue;
        };
        let name = structure.ident.clone();
        let builder =
            component(&fitted.document, &name.to_string()).and_then(|schema| builder(structure, schema));
        items.push(item);
        if let Some(builder) = builder {
            done += 1;
            builders.extend(builder);
            let doc = format!(" A builder of [`{name}`], with nothing set.");
            items.push(parse_quote! {
                impl #name {
                    #[doc = #doc]
                    pub fn builder() -> builder::#name {
                        Default::default()
                    }
                }
            });
        }
    }
    if !builders.is_empty() {
        items.push(parse_quote! {
            /// Builders of the structs, of the same names.
            pub mod builder {
                use specloom_runtime::MissingValue;

                #(#builders)*
            }
        });
    }
    Count { expected, done }
}

/// Methods of `std::ops` that take one value, as a setter does.
pub(in crate::render) const OPERATORS: [&str; 10] = [
    "add", "bitand", "bitor", "bitxor", "div", "mul", "rem", "shl", "shr", "sub",
];

/// One property in its builder.
struct Part<'a> {
    field: &'a Field,
    name: &'a Ident,
    setter: Ident,
    /// What the setter takes.
    value: Type,
    /// How the struct's field is made of the builder's.
    built: syn::Expr,
    /// How the builder's field is made of the struct's.
    taken: syn::Expr,
    required: bool,
}

fn builder(item: &ItemStruct, schema: &Value) -> Option<Vec<Item>> {
    let Fields::Named(named) = &item.fields else {
        return None;
    };
    let name = &item.ident;
    let mut parts = Vec::new();
    for (field, (wire, _)) in named.named.iter().zip(fields(schema)) {
        let ident = field.ident.as_ref()?;
        let any = field.ty == parse_quote!(serde_json::Value);
        let inner = optional(&field.ty);
        let required = inner.is_none() && is_required(schema, &wire);
        let mut value = inner.unwrap_or(&field.ty).clone();
        outward(&mut value);
        parts.push(Part {
            field,
            name: ident,
            setter: if ident == "build" {
                format_ident!("build_")
            } else {
                ident.clone()
            },
            value,
            built: if required {
                let setter = ident.to_string();
                parse_quote!(self.#ident.ok_or(MissingValue(#setter))?)
            } else if any {
                parse_quote!(self.#ident.unwrap_or_default())
            } else {
                parse_quote!(self.#ident)
            },
            taken: if inner.is_some() {
                parse_quote!(value.#ident)
            } else {
                parse_quote!(Some(value.#ident))
            },
            required,
        });
    }
    let gathered = extra(schema).and_then(|rust| {
        named
            .named
            .iter()
            .find(|field| field.ident.as_ref().is_some_and(|ident| *ident == rust))
    });
    let gathered = gathered.map(gatherer).unwrap_or_default();
    let Gatherer {
        field: extra_field,
        setter: extra_setter,
        moved: extra_built,
        taken: extra_taken,
    } = &gathered;
    let names: Vec<&Ident> = parts.iter().map(|part| part.name).collect();
    let types: Vec<&Type> = parts.iter().map(|part| &part.value).collect();
    let built = parts.iter().map(|part| &part.built);
    let taken = parts.iter().map(|part| &part.taken);
    let setters = parts.iter().map(
        |Part {
             field,
             name,
             setter,
             value,
             ..
         }|
         -> syn::ImplItem {
            let docs = field
                .attrs
                .iter()
                .filter(|attribute| attribute.path().is_ident("doc"));
            let operator = OPERATORS.contains(&setter.to_string().as_str());
            let allow: Option<syn::Attribute> = operator.then(|| {
                parse_quote!(#[allow(clippy::should_implement_trait, reason = "named after the property")])
            });
            parse_quote! {
                #(#docs)*
                    #allow
                pub fn #setter(mut self, #name: impl Into<#value>) -> Self {
                    self.#name = Some(#name.into());
                    self
                }
            }
        },
    );
    let missing: Vec<String> = parts
        .iter()
        .filter(|part| part.required)
        .map(|part| format!("`{}`", part.setter))
        .collect();
    let mut build_doc = vec![format!(" The finished [`{name}`](super::{name}).")];
    if !missing.is_empty() {
        build_doc.extend([String::new(), " # Errors".into(), String::new()]);
        let text = match missing.as_slice() {
            [only] => format!("{only} was not set."),
            several => format!("One of {} was not set.", several.join(", ")),
        };
        build_doc.push(format!(" {text}"));
    }
    let doc = format!(" The builder of [`{name}`](super::{name}).");
    let unused: Option<Ident> = names.is_empty().then(|| format_ident!("_value"));
    let value = unused.unwrap_or_else(|| format_ident!("value"));
    Some(vec![
        parse_quote! {
            #[doc = #doc]
            #[derive(Clone, Debug, Default)]
            #[must_use]
            pub struct #name {
                #(#names: Option<#types>,)*
                #extra_field
            }
        },
        parse_quote! {
            impl #name {
                #(#setters)*

                #extra_setter

                #(#[doc = #build_doc])*
                pub fn build(self) -> Result<super::#name, MissingValue> {
                    Ok(super::#name {
                        #(#names: #built,)*
                        #extra_built
                    })
                }
            }
        },
        parse_quote! {
            impl From<super::#name> for #name {
                fn from(#value: super::#name) -> Self {
                    Self {
                        #(#names: #taken,)*
                        #extra_taken
                    }
                }
            }
        },
    ])
}

/// What a builder has for the properties that the struct does not name.
#[derive(Default)]
struct Gatherer {
    field: TokenStream,
    setter: TokenStream,
    moved: TokenStream,
    taken: TokenStream,
}

fn gatherer(field: &Field) -> Gatherer {
    let name = &field.ident;
    let mut kind = field.ty.clone();
    outward(&mut kind);
    let mut value: Type = parse_quote!(serde_json::Value);
    if let Type::Path(path) = &kind
        && let Some(syn::PathArguments::AngleBracketed(arguments)) =
            path.path.segments.last().map(|segment| &segment.arguments)
        && let Some(syn::GenericArgument::Type(typed)) = arguments.args.first()
    {
        value = typed.clone();
    }
    Gatherer {
        field: quote!(#name: #kind,),
        setter: quote! {
            /// Sets a property beyond the named ones, by its name on the wire.
            pub fn #name(mut self, name: impl Into<String>, value: impl Into<#value>) -> Self {
                self.#name.insert(name.into(), value.into());
                self
            }
        },
        moved: quote!(#name: self.#name,),
        taken: quote!(#name: value.#name,),
    }
}

/// Types of the module, as the builders' module inside it names them.
fn outward(kind: &mut Type) {
    use syn::visit_mut::{self, VisitMut};
    struct Outward;
    impl VisitMut for Outward {
        fn visit_path_mut(&mut self, path: &mut syn::Path) {
            visit_mut::visit_path_mut(self, path);
            const OURS: [&str; 9] = [
                "String", "Option", "Vec", "Box", "bool", "i64", "u64", "f64", "u8",
            ];
            let first = path
                .segments
                .first()
                .map(|segment| segment.ident.to_string())
                .unwrap_or_default();
            if path.segments.len() == 1 && !OURS.contains(&first.as_str()) {
                path.segments.insert(0, parse_quote!(super));
            }
        }
    }
    Outward.visit_type_mut(kind);
}
