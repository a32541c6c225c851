//! Pages of a site → those of the description that the client is for.
//!
//! Pages of several descriptions are never merged unasked. A description is called what the fences of its pages call it, or,
//! where they do not say or several APIs call theirs alike, after its API (`apis`).

use std::collections::{BTreeMap, BTreeSet};

use super::apis::Apis;
use crate::error::{Error, Place, Result, Stage};
use crate::read::{PageRead, Part};
use crate::vendor::Vendor;

/// The parts of the description that `vendor.toml` asks for, with their pages; all of them where there is only one.
///
/// # Errors
///
/// Several descriptions of which none is asked for, and one that is asked for and not there.
pub(super) fn wanted(origin: &str, mut pages: Vec<PageRead>, vendor: &Vendor) -> Result<Vec<PageRead>> {
    let specs = counted(&pages, |_, part| part.origin.spec.clone());
    let elsewhere = elsewhere(&pages);
    let Some(asked) = &vendor.spec else {
        if !elsewhere.is_empty() {
            return Err(some_elsewhere(origin, &specs, &elsewhere));
        }
        if specs.len() > 1 {
            return Err(several(origin, &specs));
        }
        return one_api(origin, pages);
    };
    let asked = asked.names();
    let apis = Apis::of(&pages);
    let named = counted(&pages, |number, _| apis.name(number));
    let is_known = |asked: &String| specs.contains_key(asked) || named.contains_key(asked);
    if let Some(unknown) = asked.iter().find(|asked| !is_known(asked)) {
        if elsewhere.contains(unknown.as_str()) {
            return Err(Error::new(
                Stage::Read,
                Place::file(origin),
                format!("the description `{unknown}` is not on this page, which only says where it is"),
                "bring what is there, and make the client from that",
            ));
        }
        let known = if specs.is_empty() { &named } else { &specs };
        return Err(Error::new(
            Stage::Read,
            Place::file(origin),
            format!(
                "no page belongs to the description `{unknown}`; there are: {}",
                listed(known)
            ),
            "name one of these as `spec` in vendor.toml",
        ));
    }
    let is_asked = |name: &Option<String>| name.as_ref().map(|name| asked.contains(name));
    // What does not say what it is of goes with what it has an API in common with.
    let theirs: Vec<usize> = numbered(&pages)
        .filter(|(_, part)| is_asked(&part.origin.spec) == Some(true))
        .filter_map(|(number, _)| apis.number(number))
        .collect();
    let is_ours = |number: usize, part: &Part| {
        is_asked(&apis.name(number)) == Some(true)
            || is_asked(&part.origin.spec).unwrap_or_else(|| {
                let api = apis.number(number);
                api.is_none_or(|api| theirs.is_empty() && !apis.are_several() || theirs.contains(&api))
            })
    };
    let keep: Vec<bool> = numbered(&pages)
        .map(|(number, part)| is_ours(number, part))
        .collect();
    let mut keep = keep.into_iter();
    for page in &mut pages {
        page.parts.retain(|_| keep.next().unwrap_or(true));
    }
    pages.retain(|page| !page.parts.is_empty());
    match asked {
        [only] if !named.contains_key(only) => one_api(origin, pages),
        _ => Ok(pages),
    }
}

/// The pages, if they are of one API.
fn one_api(origin: &str, pages: Vec<PageRead>) -> Result<Vec<PageRead>> {
    let apis = Apis::of(&pages);
    if apis.are_several() {
        return Err(several(origin, &counted(&pages, |number, _| apis.name(number))));
    }
    Ok(pages)
}

fn numbered(pages: &[PageRead]) -> impl Iterator<Item = (usize, &Part)> {
    pages.iter().flat_map(|page| &page.parts).enumerate()
}

/// On how many pages each name stands.
fn counted(pages: &[PageRead], name: impl Fn(usize, &Part) -> Option<String>) -> BTreeMap<String, usize> {
    let mut places: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for (number, part) in numbered(pages) {
        if let Some(name) = name(number, part) {
            places.entry(name).or_default().push(&part.origin.page);
        }
    }
    let count = |mut pages: Vec<&str>| {
        pages.sort_unstable();
        pages.dedup();
        pages.len()
    };
    places
        .into_iter()
        .map(|(name, pages)| (name, count(pages)))
        .collect()
}

fn listed(descriptions: &BTreeMap<String, usize>) -> String {
    let listed = descriptions.iter().map(|(name, pages)| {
        let s = if *pages == 1 { "" } else { "s" };
        format!("{name} ({pages} page{s})")
    });
    listed.collect::<Vec<_>>().join(", ")
}

/// The places of the descriptions that pages show beside those that they hold.
fn elsewhere(pages: &[PageRead]) -> BTreeSet<&str> {
    let parts = pages.iter().flat_map(|page| &page.parts);
    parts
        .flat_map(|part| &part.elsewhere)
        .map(String::as_str)
        .collect()
}

/// The refusal of pages that hold some of the descriptions that they show.
fn some_elsewhere(origin: &str, held: &BTreeMap<String, usize>, elsewhere: &BTreeSet<&str>) -> Error {
    let places: Vec<_> = elsewhere.iter().map(|place| format!("`{place}`")).collect();
    Error::new(
        Stage::Read,
        Place::file(origin),
        format!(
            "the page shows several descriptions: it holds {}, and says that others are at {}",
            listed(held),
            places.join(", ")
        ),
        format!(
            "say which one this client is for, `spec = \"{}\"` in vendor.toml or `--spec`, or bring what is there; make a \
             vendor of each other one",
            first(held)
        ),
    )
}

fn first(descriptions: &BTreeMap<String, usize>) -> &str {
    descriptions.keys().next().map_or("", String::as_str)
}

fn several(origin: &str, descriptions: &BTreeMap<String, usize>) -> Error {
    let first = first(descriptions);
    Error::new(
        Stage::Read,
        Place::file(origin),
        format!(
            "the pages belong to {} different API descriptions: {}",
            descriptions.len(),
            listed(descriptions)
        ),
        format!(
            "say which one this client is for, `spec = \"{first}\"` in vendor.toml or `--spec`, and make a vendor of each \
             other one, or modules of one crate of all (`add --module NAME='{first}'`); a list makes one client of several"
        ),
    )
}
