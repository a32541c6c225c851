//! An index → what it lists, and what stands there: further sitemaps are followed, and texts beside pages.

use std::collections::HashSet;
use std::time::Duration;

use indicatif::ProgressBar;
use reqwest::Url;
use specloom::Source;

use super::PageKind;
use super::collect::{self, Wanted};
use super::hosts::Hosts;
use super::index::{self, Index};
use crate::Failure;
use crate::download::{Download, DownloadedPage, is_html, not_the_page, unpacked};
use crate::files::read_bytes;

/// Most sitemaps that one sitemap may list.
const SITEMAPS: usize = 100;

/// What an index lists of what is wanted.
///
/// # Errors
///
/// An index that cannot be had, or that lists nothing.
pub fn listed(index: &str, wanted: &dyn Fn(&str) -> bool, timeout: Duration) -> Result<Index, Failure> {
    let failed = |problem: String| {
        Failure::new(
            index,
            problem,
            "open it in a browser; an index is an llms.txt, an llms-full.txt, a sitemap, or a list of URLs",
        )
    };
    let url = web(index);
    let read = |text: Vec<u8>, url: Option<&Url>| -> Result<Index, Failure> {
        // Files of large sites are stored compressed.
        let text = unpacked(text).map_err(failed)?;
        if let Some(why) = not_the_page(&text, b"") {
            return Err(failed(format!("what arrived is not an index: {why}")));
        }
        index::parse(&super::text(&text), url).map_err(failed)
    };
    // What it lists is relative to where it was found, and on that site: redirects lead to `www.` and to languages.
    let download = |url: &str| match collect::one(url, timeout).map_err(failed)? {
        Download::Page(page) => Ok((page.bytes, page.url)),
        Download::NotModified => Err(failed(
            "the server answered that nothing has changed (304), without having been asked".to_owned(),
        )),
    };
    let mut listed = match &url {
        None => read(read_bytes(std::path::Path::new(index))?, None)?,
        Some(url) => {
            let (bytes, found) = download(url.as_str())?;
            read(bytes, Some(&found))?
        }
    };
    // A large site's sitemap lists further ones, as does an index; nobody nests them deeper, and what does is no site's list of pages.
    let mut asked = 0;
    let mut sitemaps: HashSet<Url> = listed.sitemaps.iter().chain(&url).cloned().collect();
    let mut known: HashSet<Url> = listed.pages.iter().cloned().collect();
    listed.sitemaps.retain(|further| Some(further) != url.as_ref());
    while let Some(sitemap) = listed.sitemaps.pop() {
        asked += 1;
        if asked > SITEMAPS {
            return Err(failed(format!("it lists more than {SITEMAPS} further sitemaps")));
        }
        let of_further =
            |failure: Failure| failed(format!("of what it lists, {sitemap}: {}", failure.problem()));
        let (bytes, found) = download(sitemap.as_str()).map_err(of_further)?;
        let further = read(bytes, Some(&found)).map_err(of_further)?;
        // A sitemap that lists itself, or one that lists it, is asked for once.
        let new = further
            .sitemaps
            .into_iter()
            .filter(|url| sitemaps.insert(url.clone()));
        listed.sitemaps.extend(new);
        for description in further.descriptions {
            if !listed.descriptions.contains(&description) {
                listed.descriptions.push(description);
            }
        }
        for page in further.pages {
            if known.insert(page.clone()) {
                listed.pages.push(page);
            }
        }
    }
    if listed.pages.is_empty() && listed.descriptions.is_empty() {
        return Err(failed("it lists no page of its own site".to_owned()));
    }
    listed.pages.retain(|url| wanted(url.path()));
    if listed.pages.is_empty() && listed.descriptions.is_empty() {
        return Err(failed(
            "`include` and `exclude` leave none of the pages that it lists".to_owned(),
        ));
    }
    Ok(listed)
}

/// A URL of the web; `None` for a path.
pub fn web(place: &str) -> Option<Url> {
    let url = Url::parse(place).ok()?;
    ["http", "https"].contains(&url.scheme()).then_some(url)
}

/// Whether a page has a description, or the place of one.
fn says_something(page: &DownloadedPage, url: &Url) -> bool {
    matches!(PageKind::of(&page.bytes, url), PageKind::Names(_))
        || specloom::read::read(&Source::new(url.as_str(), page.bytes.clone())).is_ok()
}

/// What stands at each URL.
pub type Arrived = Vec<(Url, Result<Download, String>)>;

/// Downloads what is listed; `tag` knows what is stored, and under which tag. A site that serves a page's text beside it is
/// asked for the text.
///
/// # Errors
///
/// No threads to be had.
pub fn download_all(
    listed: &Index,
    tag: &dyn Fn(&Url) -> Option<Option<String>>,
    timeout: Duration,
    progress: &ProgressBar,
) -> Result<Arrived, Failure> {
    let beside = |url: &Url| {
        let text = Url::parse(&index::as_markdown(url.as_str())).ok();
        text.filter(|text| text != url && url.query().is_none() && !url.path().ends_with('/'))
    };
    let wanted: Vec<Wanted> = listed
        .pages
        .iter()
        .map(|url| {
            let text = beside(url).filter(|text| tag(url).is_none() && tag(text).is_some());
            let url = text.unwrap_or_else(|| url.clone());
            let etag = tag(&url).flatten();
            Wanted { etag, url }
        })
        .collect();
    let hosts = Hosts::of(wanted.iter().map(|wanted| &wanted.url), timeout);
    let results = collect::all(&wanted, &hosts, progress)?;
    let mut arrived: Arrived = wanted.into_iter().map(|wanted| wanted.url).zip(results).collect();
    let (places, texts): (Vec<usize>, Vec<Wanted>) = arrived
        .iter()
        .enumerate()
        .filter_map(|(place, (url, result))| {
            let Ok(Download::Page(page)) = result else {
                return None;
            };
            let url = beside(url).filter(|_| is_html(&page.bytes) && !says_something(page, url))?;
            Some((place, Wanted { url, etag: None }))
        })
        .unzip();
    let results = collect::all(&texts, &hosts, progress)?;
    for ((place, text), result) in places.into_iter().zip(texts).zip(results) {
        if let Ok(Download::Page(page)) = result
            && !is_html(&page.bytes)
        {
            arrived[place] = (text.url, Ok(Download::Page(page)));
        }
    }
    // An index that lists both forms of a page lists one page.
    let mut known = HashSet::new();
    arrived.retain(|(url, _)| known.insert(url.clone()));
    Ok(arrived)
}
