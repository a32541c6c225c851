//! A vendor's pages → the draft of all of them. A page that cannot be read holds back itself, not the others.
//!
//! A single page is read or refused. Of several, each is read and lifted for itself first: whatever a document must not say is
//! told with the page that says it, before all become one document.

mod apis;
mod descriptions;

use serde_json::Value;

use crate::error::{Error, Place, Result, Stage};
use crate::lift;
use crate::read::Draft;
use crate::read::{self, Choices, HeldBack, PageRead, Part};
use crate::source::Source;
use crate::sources::Sources;

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
        let says_which = |part: &Part| !part.elsewhere.is_empty() || part.origin.spec.is_some();
        if pages[0].parts.len() > 1 || pages[0].parts.iter().any(says_which) {
            pages = descriptions::wanted(origin, pages, &sources.vendor)?;
        }
        if pages[0].parts.len() > 1 && is_mixed(&pages) {
            let only = pages.pop().map(probed).transpose()?;
            pages.extend(only);
            raise(&mut pages);
        }
        return work(Draft::merge(origin.to_owned(), pages, &choices)?);
    }
    let mut faults: Vec<HeldBack> = Vec::new();
    loop {
        // Read anew each time: a copy of all pages, for the few that are found at fault so late, would double the memory.
        let (mut pages, held) = read_all(origin, sources, &faults)?;
        let left = pages.len();
        if is_mixed(&pages) {
            raise(&mut pages);
        }
        let mut draft = Draft::merge(origin.to_owned(), pages, &choices)?;
        draft
            .set
            .held
            .splice(0..0, held.into_iter().chain(faults.iter().cloned()));
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
        let is_known = faults.iter().any(|known| known.page == at_fault.page);
        if left < 2 || is_known || faults.len() >= LEFT_OUT {
            return Err(error);
        }
        faults.push(HeldBack::page(&at_fault.page, error));
    }
}

/// All pages that can be read, of the description that was asked for, and those that cannot; without those at fault.
fn read_all(origin: &str, sources: &Sources, faults: &[HeldBack]) -> Result<(Vec<PageRead>, Vec<HeldBack>)> {
    let mut pages = Vec::new();
    let mut held = Vec::new();
    let is_left = |page: &&Source| faults.iter().all(|fault| fault.page != page.name);
    for page in sources.pages.iter().filter(is_left) {
        match read::read_page(page).and_then(probed) {
            Ok(read) => pages.push(read),
            Err(error) => held.push(HeldBack::page(&page.name, error)),
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
    Ok((descriptions::wanted(origin, pages, &sources.vendor)?, held))
}

/// A page that can be lifted for itself.
fn probed(page: PageRead) -> Result<PageRead> {
    // What the vendor sends is no client's, and stands beside operations in the document of all pages.
    let is_sent = |part: &&Part| part.document.contains_key("webhooks") && !has_paths(part);
    for part in page.parts.iter().filter(|part| !is_sent(part)) {
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

fn has_paths(part: &Part) -> bool {
    let paths = part.document.get("paths").and_then(Value::as_object);
    paths.is_some_and(|paths| !paths.is_empty())
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
