//! A vendor's pages → the draft of all of them. A page that cannot be read holds back itself, not the others.
//!
//! A single page is read or refused. Of several, each is read and lifted for itself first: whatever a document must not say is
//! told with the page that says it, before all become one document.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::read::{self, Choices, Held, PageRead};
use crate::{Draft, Error, Place, Result, Sources, Stage, lift};

/// Most pages that are found at fault only after all pages have become one document.
const LEFT_OUT: usize = 64;

/// Does `work` with the draft of all pages. Where that fails because of one of several, it is held back, and the work is
/// done without it.
///
/// # Errors
///
/// No page, no page that can be read, pages of several descriptions of which none was chosen; and what `work` fails with
/// for another reason than one of several pages.
pub(crate) fn holding_back<T>(sources: &Sources, work: impl Fn(Draft) -> Result<T>) -> Result<T> {
    let choices = Choices::of(&sources.vendor);
    let origin = sources.origin();
    if let [page] = sources.pages.as_slice() {
        let mut pages = vec![read::read_page(page)?];
        if pages[0].parts.len() > 1 && is_mixed(&pages) {
            let only = pages.pop().map(probed).transpose()?;
            pages.extend(only);
            raise(&mut pages);
        }
        return work(Draft::merge(origin.to_owned(), pages, &choices)?);
    }
    let (mut pages, mut held) = read_all(origin, sources)?;
    if is_mixed(&pages) {
        raise(&mut pages);
    }
    loop {
        let mut draft = Draft::merge(origin.to_owned(), pages.clone(), &choices)?;
        draft.set.held.splice(0..0, held.iter().cloned());
        let set = draft.set.clone();
        let mut error = match work(draft) {
            Ok(done) => return Ok(done),
            Err(error) => error,
        };
        let pointer = error
            .place
            .pointer
            .as_deref()
            .filter(|_| error.place.file == origin);
        let Some(at_fault) = pointer.and_then(|pointer| set.origin_of_pointer(pointer)) else {
            return Err(error);
        };
        let Place {
            position, pointer, ..
        } = std::mem::take(&mut error.place);
        error.place = Place {
            pointer,
            ..at_fault.place()
        };
        error.place.position = position.or(error.place.position);
        let before = pages.len();
        pages.retain(|page| page.facts.name != at_fault.page);
        if pages.is_empty() || pages.len() == before || held.len() >= LEFT_OUT {
            return Err(error);
        }
        held.push(Held::page(&at_fault.page, error));
    }
}

/// All pages that can be read, of the description that was asked for, and those that cannot.
fn read_all(origin: &str, sources: &Sources) -> Result<(Vec<PageRead>, Vec<Held>)> {
    let mut pages = Vec::new();
    let mut held = Vec::new();
    for page in &sources.pages {
        match read::read_page(page).and_then(probed) {
            Ok(read) => pages.push(read),
            Err(error) => held.push(Held::page(&page.name, error)),
        }
    }
    if pages.is_empty() {
        return Err(held.into_iter().next().map_or_else(
            || {
                Error::new(
                    Stage::Read,
                    Place::file(origin),
                    "there is no page",
                    "bring the vendor's page, or the pages of its documentation site",
                )
            },
            |held| held.error,
        ));
    }
    Ok((of_description(origin, pages, sources)?, held))
}

/// A page that can be lifted for itself.
fn probed(page: PageRead) -> Result<PageRead> {
    for part in &page.parts {
        lift::lift(Draft::of_part(&page, part), None).map_err(|mut error| {
            // The pointer is into the document that stands there.
            if error.place.position.is_none() {
                error.place = error.place.at(part.origin.line, 1);
            }
            error
        })?;
    }
    Ok(page)
}

/// Whether the documents cannot be merged as they are: they speak several versions, or one that has no place for several
/// servers and bodies.
fn is_mixed(pages: &[PageRead]) -> bool {
    let parts = || pages.iter().flat_map(|page| &page.parts);
    let mut versions = parts().map(|part| {
        let stated = part.document.get("openapi").and_then(Value::as_str);
        stated.map(|version| version.split('.').take(2).collect::<Vec<_>>().join("."))
    });
    let first = versions.next().flatten();
    first.is_none() || versions.any(|version| version != first)
}

/// Raises each document for itself: one word means different things in different versions.
fn raise(pages: &mut [PageRead]) {
    for part in pages.iter_mut().flat_map(|page| &mut page.parts) {
        let mut document = Value::Object(std::mem::take(&mut part.document));
        lift::raise(&mut document, &mut part.notes);
        if let Value::Object(document) = document {
            part.document = document;
        }
    }
}

/// The pages of the description that `vendor.toml` asks for; all of them where there is only one.
fn of_description(origin: &str, mut pages: Vec<PageRead>, sources: &Sources) -> Result<Vec<PageRead>> {
    let mut specs: BTreeMap<String, usize> = BTreeMap::new();
    for spec in pages.iter().flat_map(|page| &page.facts.specs) {
        *specs.entry(spec.clone()).or_default() += 1;
    }
    let listed = |specs: &BTreeMap<String, usize>| {
        let listed = specs.iter().map(|(spec, pages)| {
            let s = if *pages == 1 { "" } else { "s" };
            format!("{spec} ({pages} page{s})")
        });
        listed.collect::<Vec<_>>().join(", ")
    };
    let Some(asked) = &sources.vendor.spec else {
        return match specs.first_key_value() {
            Some((first, _)) if specs.len() > 1 => Err(Error::new(
                Stage::Read,
                Place::file(origin),
                format!(
                    "the pages are of {} descriptions: {}",
                    specs.len(),
                    listed(&specs)
                ),
                format!(
                    "say which one this client is for, `spec = \"{first}\"` in vendor.toml or `--spec`, and make a \
                     vendor of each other one; a list makes one client of several"
                ),
            )),
            _ => Ok(pages),
        };
    };
    let asked = asked.names();
    if let Some(unknown) = asked.iter().find(|asked| !specs.contains_key(asked.as_str())) {
        return Err(Error::new(
            Stage::Read,
            Place::file(origin),
            format!(
                "no page is of the description `{unknown}`; there are: {}",
                listed(&specs)
            ),
            "name one of these as `spec` in vendor.toml",
        ));
    }
    for page in &mut pages {
        let is_asked = |spec: &Option<String>| spec.as_ref().is_none_or(|spec| asked.contains(spec));
        page.parts.retain(|part| is_asked(&part.origin.spec));
    }
    pages.retain(|page| !page.parts.is_empty());
    Ok(pages)
}
