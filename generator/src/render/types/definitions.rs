//! Of what the engine writes, the definitions stay: its builders, conversions and error type are written anew.

use syn::Item;

use super::{Count, Pass, named};
use crate::Fitted;

pub(super) const PASS: Pass = Pass {
    id: "definitions",
    why: "the engine's builders take anything and fail late, with texts that quote the caller's values",
    run,
};

fn run(items: &mut Vec<Item>, fitted: &Fitted) -> Count {
    items.retain_mut(|item| {
        let attributes = match item {
            Item::Struct(item) => &mut item.attrs,
            Item::Enum(item) => &mut item.attrs,
            _ => return false,
        };
        attributes.clear();
        true
    });
    let expected = named(fitted).count();
    let known = |item: &&Item| match item {
        Item::Struct(item) => named(fitted).any(|(name, _)| item.ident == name),
        Item::Enum(item) => named(fitted).any(|(name, _)| item.ident == name),
        _ => false,
    };
    let done = match items.len() == expected {
        true => items.iter().filter(known).count(),
        false => items.len(),
    };
    Count { expected, done }
}
