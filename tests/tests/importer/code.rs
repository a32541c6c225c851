//! The source of a client → the code of an importer who uses all of it: each type by its fields and variants, each method by its
//! arguments and what it gives, each conversion. It does not run; where it compiles, every name is there and is of the same type.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::{ToTokens as _, format_ident, quote};
use syn::{
    Fields, FnArg, GenericArgument, ImplItem, ImplItemFn, Item, ItemEnum, ItemImpl, ItemStruct,
    PathArguments, ReturnType, Type, TypeParamBound, Visibility,
};

/// The modules of a client of which an importer sees something, and where it sees it.
pub(crate) const MODULES: [(&str, &str); 4] = [
    ("client", ""),
    ("operations", "::operations"),
    ("replies", ""),
    ("types", "::types"),
];

/// Uses all that the source of `module` offers, in a module of the same name: what the source calls `super` is there.
pub(crate) fn of(krate: &str, module: &str, path: &str, source: &str) -> String {
    let file = syn::parse_file(source).unwrap();
    let seen = syn::parse_str(&format!("{krate}{path}")).unwrap();
    within(&format_ident!("{module}"), &seen, &file.items).to_string()
}

fn within(name: &Ident, seen: &syn::Path, items: &[Item]) -> TokenStream {
    let used = items.iter().map(|item| match item {
        Item::Use(item) if !has_condition(&item.attrs) => item.to_token_stream(),
        Item::Struct(item) => fields(item),
        Item::Enum(item) => variants(item),
        Item::Impl(item) if !has_condition(&item.attrs) => match &item.trait_ {
            None => methods(item),
            Some((of, _)) => conversion(item, of),
        },
        Item::Mod(item) if is_public(&item.vis) && !has_condition(&item.attrs) => {
            let name = &item.ident;
            let items = item.content.as_ref().map_or(&[][..], |(_, items)| items);
            within(name, &syn::parse_quote!(#seen::#name), items)
        }
        _ => TokenStream::new(),
    });
    quote! {
        pub mod #name {
            pub use #seen::*;
            #(#used)*
        }
    }
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

/// Whether something is there with some features only.
fn has_condition(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|one| one.path().is_ident("cfg"))
}

fn fields(item: &ItemStruct) -> TokenStream {
    let of = &item.ident;
    let public = item.fields.iter().filter(|field| is_public(&field.vis));
    let uses = public.map(|field| {
        let (name, ty) = (field.ident.as_ref().expect("types have named fields"), &field.ty);
        quote!(let _: #ty = crate::any::<#of>().#name;)
    });
    body(is_public(&item.vis), uses.collect())
}

fn variants(item: &ItemEnum) -> TokenStream {
    let of = &item.ident;
    let arms = item.variants.iter().map(|variant| {
        let name = &variant.ident;
        match &variant.fields {
            Fields::Unit => quote!(#of::#name => {}),
            Fields::Unnamed(fields) => {
                let types = fields.unnamed.iter().map(|field| &field.ty);
                let values: Vec<Ident> = (0..types.len()).map(|at| format_ident!("value_{at}")).collect();
                quote!(#of::#name(#(#values),*) => { #(let _: #types = #values;)* })
            }
            Fields::Named(_) => panic!("{of}::{name}: variants have no named fields"),
        }
    });
    body(
        is_public(&item.vis),
        quote!(match crate::any::<#of>() { #(#arms)* _ => {} }),
    )
}

fn methods(item: &ItemImpl) -> TokenStream {
    let of = &*item.self_ty;
    let public = item.items.iter().filter_map(|item| match item {
        ImplItem::Fn(method) if is_public(&method.vis) && !has_condition(&method.attrs) => Some(method),
        _ => None,
    });
    public
        .filter_map(|method| call(method, of))
        .map(|call| body(true, call))
        .collect()
}

/// A call with values of the types that the method asks for; nothing where it asks for a trait, as what all clients share does.
fn call(method: &ImplItemFn, of: &Type) -> Option<TokenStream> {
    let name = &method.sig.ident;
    let arguments: Option<Vec<TokenStream>> = method
        .sig
        .inputs
        .iter()
        .map(|argument| match argument {
            FnArg::Receiver(receiver) if matches!(receiver.kind, syn::ReceiverKind::Reference(..)) => {
                Some(quote!(&crate::any::<#of>()))
            }
            FnArg::Receiver(_) => Some(quote!(crate::any::<#of>())),
            FnArg::Typed(argument) => taken(&argument.ty).map(|ty| quote!(crate::any::<#ty>())),
        })
        .collect();
    let (arguments, waits) = (arguments?, method.sig.asyncness.map(|_| quote!(.await)));
    let given = match &method.sig.output {
        ReturnType::Default => quote!(()),
        ReturnType::Type(_, ty) => with_self(ty.to_token_stream(), of),
    };
    Some(quote!(let _: #given = <#of>::#name(#(#arguments),*) #waits;))
}

/// What a caller hands over: the `T` of `impl Into<T>` and `impl IntoOption<T, How>`.
fn taken(ty: &Type) -> Option<Type> {
    let Type::ImplTrait(given) = ty else {
        return Some(ty.clone());
    };
    let Some(TypeParamBound::Trait(bound)) = given.bounds.first() else {
        return None;
    };
    let last = bound.path.segments.last()?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else {
        return None;
    };
    match arguments.args.first()? {
        GenericArgument::Type(ty) if last.ident == "Into" || last.ident == "IntoOption" => Some(ty.clone()),
        _ => None,
    }
}

fn conversion(item: &ItemImpl, of: &syn::Path) -> TokenStream {
    let ty = &item.self_ty;
    let last = of.segments.last().expect("a path has segments");
    match last.ident == "From" {
        true => body(true, quote!(let _ = <#ty as #of>::from(crate::any());)),
        false => TokenStream::new(),
    }
}

fn with_self(tokens: TokenStream, of: &Type) -> TokenStream {
    let each = tokens.into_iter().map(|token| match token {
        TokenTree::Ident(name) if name == "Self" => of.to_token_stream(),
        TokenTree::Group(group) => {
            let within = with_self(group.stream(), of);
            TokenTree::Group(proc_macro2::Group::new(group.delimiter(), within)).into()
        }
        token => token.into(),
    });
    each.collect()
}

fn body(is_used: bool, uses: TokenStream) -> TokenStream {
    match is_used && !uses.is_empty() {
        true => quote!(const _: () = { #[allow(unused)] async fn uses() { #uses } };),
        false => TokenStream::new(),
    }
}
