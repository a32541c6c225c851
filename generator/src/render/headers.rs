//! Documented headers of replies → a trait of getters on `Reply`: `reply.x_rate_limit_remaining()`.
//!
//! One trait for the whole client, since a header means the same wherever a vendor sends it, and error replies have it, too. It is
//! sealed, so that a header that the vendor documents later is an addition.

use indexmap::IndexMap;
use proc_macro2::TokenStream;
use quote::quote;

use super::doc;
use crate::model::naming::{Taken, value_name};
use crate::model::{Kind, Model, ReplyHeader, Scope, Ty};
use crate::words;

/// What every reply has already.
const REPLY: [&str; 15] = [
    "status",
    "headers",
    "header",
    "header_list",
    "body",
    "into_body",
    "into_parts",
    "operation",
    "attempts",
    "request_id",
    "code",
    "message",
    "details",
    "clone",
    "into",
];

/// A header, and which operations document it.
struct Found<'a> {
    header: &'a ReplyHeader,
    /// Operations describe it differently: it is the text that it is.
    ty: Ty,
    methods: Vec<&'a str>,
}

/// The trait, if any reply documents a header.
pub(super) fn headers(model: &Model) -> Option<TokenStream> {
    let mut found: IndexMap<String, Found<'_>> = IndexMap::new();
    for operation in &model.operations {
        let replies = operation.successes.iter().chain(&operation.failures);
        for header in replies.flat_map(|reply| &reply.headers) {
            let name = header.wire.as_str().to_ascii_lowercase();
            let known = found.entry(name).or_insert_with(|| Found {
                header,
                ty: readable(model, &header.ty),
                methods: Vec::new(),
            });
            let ty = readable(model, &header.ty);
            if known.ty != ty && known.ty != Ty::Secret {
                known.ty = if ty == Ty::Secret { Ty::Secret } else { Ty::String };
            }
            let method = operation.method_name.as_str();
            if known.methods.last() != Some(&method) {
                known.methods.push(method);
            }
        }
    }
    if found.is_empty() {
        return None;
    }
    let mut names = Taken::of(REPLY);
    let getters: Vec<(TokenStream, TokenStream)> = found
        .iter()
        .map(|(name, found)| {
            getter(
                model,
                name,
                found,
                &names.unique(&value_name(found.header.wire.as_str())),
            )
        })
        .collect();
    let (declared, written): (Vec<_>, Vec<_>) = getters.into_iter().unzip();
    Some(quote! {
        /// The headers that the page documents, of any reply: `None` where one is absent or not as documented. All others are in
        /// `Reply::headers`.
        pub trait ReplyHeaders: sealed::Sealed {
            #(#declared)*
        }

        impl<T> ReplyHeaders for Reply<T> {
            #(#written)*
        }

        mod sealed {
            /// What the trait is for.
            pub trait Sealed {}

            impl<T> Sealed for specloom_runtime::Reply<T> {}
        }
    })
}

/// A list of what is no text by itself is the text that it is.
fn readable(model: &Model, ty: &Ty) -> Ty {
    match ty {
        Ty::List(item) if is_json(model, item) || matches!(**item, Ty::Foreign(_)) => Ty::String,
        ty => ty.clone(),
    }
}

/// Whether it is a type of the client that is made of JSON, and not of a text.
fn is_json(model: &Model, ty: &Ty) -> bool {
    let kind = |named| model.types.get(named).map(|ty| &ty.kind);
    matches!(ty, Ty::Named(named) if !matches!(kind(named), Some(Kind::Enum(_))))
}

/// How many operations a getter names.
const NAMED: usize = 3;

fn getter(model: &Model, wire: &str, found: &Found<'_>, name: &str) -> (TokenStream, TokenStream) {
    let ident = quote::format_ident!("{name}");
    let links = found.methods.iter().take(NAMED);
    let links: Vec<String> = links
        .map(|method| format!("[`{method}`](super::Client::{method})"))
        .collect();
    let more = match found.methods.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let first = doc::words(&format!(
        "The header {}, which {}{more} documents.",
        words::name(found.header.wire.as_str()),
        links.join(", ")
    ));
    let description = doc::paragraph(found.header.description.as_deref());
    let ty = found.ty.tokens(Scope::Beside);
    let value = match &found.ty {
        Ty::Bool | Ty::Integer(_) | Ty::Number => quote!(self.header(#wire)?.trim().parse().ok()),
        Ty::List(item) => {
            let item_ty = item.tokens(Scope::Beside);
            match **item {
                Ty::Bool | Ty::Integer(_) | Ty::Number => {
                    quote!(self.header_list(#wire)?.into_iter().map(|item| item.parse().ok()).collect())
                }
                _ => quote!(Some(self.header_list(#wire)?.into_iter().map(<#item_ty>::from).collect())),
            }
        }
        ty if is_json(model, ty) => quote!(serde_json::from_str(self.header(#wire)?).ok()),
        // How it is made of a text, only its serde knows.
        Ty::Foreign(_) => quote! {{
            let text = self.header(#wire)?;
            serde_json::from_value(text.into()).or_else(|_| serde_json::from_str(text)).ok()
        }},
        _ => quote!(self.header(#wire).map(<#ty>::from)),
    };
    (
        quote!(#first #description fn #ident(&self) -> Option<#ty>;),
        quote!(fn #ident(&self) -> Option<#ty> { #value }),
    )
}
