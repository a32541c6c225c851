//! What is stored of a vendor's site and what arrived of it → the pages as they are to be.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use reqwest::Url;
use specloom::{PageSet, Source};

use crate::cli::Fetch;
use crate::command::Context;
use crate::command::without::NotHad;
use crate::digest::hash;
use crate::download::{Download, is_not_there};
use crate::files::SPECS;
use crate::lock::{PageEntry, PageState};
use crate::site::collect::is_forbidden;
use crate::site::listing::{Arrived, download_all, listed};
use crate::site::{self, PageKind, patterns, slug};
use crate::specs::{SET, Specs};
use crate::{Failure, Failures, recorded};

/// What is stored and what arrived of a vendor's site.
pub(super) fn arrived(
    specs: &Specs,
    args: &Fetch,
    context: &mut Context<'_>,
) -> Result<(Next, Vec<Failure>), Failures> {
    let vendor = &specs.sources.vendor;
    let timeout = Duration::from_secs(args.timeout);
    let index = vendor.index.clone().unwrap_or_default();
    let wanted = |path: &str| patterns::wanted(path, &vendor.include, &vendor.exclude);
    let listed = listed(&index, &wanted, timeout)?;
    let progress = context.terminal.progress(listed.pages.len(), "fetching");
    let by_url: ByUrl<'_> = specs
        .known
        .iter()
        .filter_map(|(file, entry)| Some((entry.url.as_deref()?, (file, entry))))
        .collect();
    // What was held back is looked at again: meanwhile somebody may have decided. So is what describes nothing of this
    // client, where `vendor.toml` says now what that is.
    let decided = recorded::entry(&context.workspace, specs.name.as_str())
        .is_some_and(|entry| entry.inputs.vendor_toml == hash(&specs.vendor_toml.bytes));
    let is_settled = |entry: &PageEntry| match entry.state {
        PageState::Current => true,
        PageState::Other => decided,
        _ => false,
    };
    let tag = |url: &Url| {
        let (file, entry) = by_url.get(url.as_str())?;
        if entry.state == PageState::Missing {
            return None;
        }
        // A tag is worth nothing where the stored page is not the one that came with it.
        let path = format!("/{SET}/{file}");
        let stored = specs.sources.pages.iter().find(|page| page.name.ends_with(&path));
        let is_it = stored.is_none_or(|page| hash(&page.bytes) == entry.hash);
        Some(entry.etag.clone().filter(|_| is_it && is_settled(entry)))
    };
    let arrived = download_all(&listed, &tag, timeout, &progress)?;
    progress.finish_and_clear();
    let (next, mut failures) = Next::of(specs, arrived, (&by_url, decided));
    let held: Vec<&NotHad> = next
        .not_had
        .iter()
        .filter(|one| one.state == PageState::HeldBack)
        .collect();
    if (failures.len() + held.len()) * 2 > listed.pages.len() {
        let held = held.iter().map(|one| one.failure(&specs.name));
        failures.extend(held);
        return Err(Failures(failures));
    }
    Ok((next, failures))
}

/// What is known of pages, with their files, by their URLs.
type ByUrl<'a> = BTreeMap<&'a str, (&'a String, &'a PageEntry)>;

/// What arrived, unless it may be the beginning of the stored page only.
fn whole(came: Download, before: Option<&Source>) -> Result<Download, String> {
    let cut = match (&came, before) {
        (Download::Page(page), Some(before)) => page.may_be_cut_off(&before.bytes),
        _ => None,
    };
    cut.map_or(Ok(came), Err)
}

/// The pages as they are to be.
pub(super) struct Next {
    /// By file: what is stored and what came.
    pub(super) pages: BTreeMap<String, Source>,
    pub(super) known: BTreeMap<String, PageEntry>,
    /// Files whose contents came now.
    pub(super) came: BTreeSet<String>,
    /// What could not be had, of pages that are not stored.
    pub(super) not_had: Vec<NotHad>,
}

impl Next {
    fn of(specs: &Specs, arrived: Arrived, (by_url, decided): (&ByUrl<'_>, bool)) -> (Self, Vec<Failure>) {
        let file_of = |page: &Source| page.name.rsplit('/').next().unwrap_or(&page.name).to_owned();
        let stored: BTreeMap<String, &Source> = specs
            .sources
            .pages
            .iter()
            .map(|page| (file_of(page), page))
            .collect();
        let mut taken: BTreeSet<String> = specs
            .known
            .keys()
            .chain(stored.keys())
            .map(|file| file.to_lowercase())
            .collect();
        let mut next = Self {
            pages: BTreeMap::new(),
            known: specs.known.clone(),
            came: BTreeSet::new(),
            not_had: Vec::new(),
        };
        let mut failures = Vec::new();
        let mut kept = BTreeSet::new();
        let is_other = |file: Option<&str>| {
            let known = file.and_then(|file| specs.known.get(file));
            known.is_some_and(|known| known.state == PageState::Other)
        };
        for (url, result) in arrived {
            let known = by_url.get(url.as_str()).map(|(file, _)| (*file).clone());
            // A page that was brought as a file is found by what it would be called.
            let called = slug::name(url.path(), url.as_str(), &mut BTreeSet::new());
            let known = known.or_else(|| {
                stored
                    .contains_key(&called)
                    .then(|| called.clone())
                    .filter(|file| specs.known.get(file).is_none_or(|entry| entry.url.is_none()))
            });
            let before = known.as_ref().and_then(|file| stored.get(file).copied());
            let result = result.and_then(|came| whole(came, before));
            match result {
                Ok(Download::NotModified) => {
                    if let (Some(file), Some(before)) = (&known, before) {
                        next.pages.insert(file.clone(), before.clone());
                    }
                }
                Ok(Download::Page(page)) => {
                    let file = known.unwrap_or_else(|| slug::name(url.path(), url.as_str(), &mut taken));
                    let mut entry = PageEntry::arrived(&site::SitePage {
                        from: url.to_string(),
                        file: file.clone(),
                        url: Some(url.to_string()),
                        bytes: page.bytes.clone(),
                        etag: page.etag,
                    });
                    if let Some(known) = specs.known.get(&file).filter(|known| known.hash == entry.hash) {
                        entry = PageEntry {
                            url: entry.url,
                            etag: entry.etag,
                            ..known.clone()
                        };
                    }
                    // What was found to be of another description is that still.
                    let is_other = decided && entry.state == PageState::Other;
                    if before.is_none() && (is_other || PageKind::of(&page.bytes, &url) != PageKind::Api) {
                        entry.state = PageState::Other;
                        next.known.insert(file, entry);
                        continue;
                    }
                    let path = format!("{SPECS}/{}/{SET}/{file}", specs.name);
                    let source = Source::new(path, page.bytes).published_at(Some(url.to_string()));
                    if before.is_none_or(|before| before.bytes != source.bytes) {
                        next.came.insert(file.clone());
                    }
                    next.known.insert(file.clone(), entry);
                    next.pages.insert(file, source);
                }
                Err(problem) if before.is_none() && !is_other(known.as_deref()) => {
                    let entry = PageEntry::without_page(&url, &problem);
                    let file = known.unwrap_or_else(|| slug::name(url.path(), url.as_str(), &mut taken));
                    let state = entry.state;
                    let is_new = next.known.get(&file).is_none_or(|known| known.state != state);
                    if is_new {
                        next.known.insert(file.clone(), entry);
                    }
                    kept.insert(file);
                    next.not_had.push(NotHad {
                        url,
                        problem,
                        state,
                        is_new,
                    });
                }
                // A guide that went is no matter.
                Err(problem) if before.is_none() && is_forbidden(&problem) => {}
                Err(problem) if is_not_there(&problem) => {}
                Err(problem) => {
                    if let (Some(file), Some(before)) = (&known, before) {
                        next.pages.insert(file.clone(), before.clone());
                    }
                    failures.push(Failure::new(
                        format!("{url} ({})", specs.name),
                        problem,
                        "the stored page stays; try again later, or leave it out with `exclude` in vendor.toml",
                    ));
                }
            }
        }
        // What was held back and is no longer listed need not be known.
        let passes = |entry: &PageEntry| {
            entry.hash.is_empty() || matches!(entry.state, PageState::HeldBack | PageState::Forbidden)
        };
        next.known.retain(|file, entry| {
            !passes(entry)
                || kept.contains(file)
                || stored.contains_key(file)
                || next.pages.contains_key(file)
        });
        // What was never on the site is not gone from it.
        for (file, page) in stored {
            let is_ours = specs.known.get(&file).is_none_or(|entry| entry.url.is_none());
            if is_ours {
                next.pages.entry(file).or_insert_with(|| page.clone());
            }
        }
        (next, failures)
    }

    /// Whether nothing came that the client could be made from, nothing went, and nothing waits for a decision.
    pub(super) fn is_as_stored(&self, specs: &Specs) -> bool {
        let of_the_client = |known: &BTreeMap<String, PageEntry>| {
            let entries = known.iter().filter(|(_, entry)| !entry.is_of_no_client());
            let entries = entries.map(|(file, entry)| {
                let entry = PageEntry {
                    etag: None,
                    ..entry.clone()
                };
                (file.clone(), entry)
            });
            entries.collect::<BTreeMap<_, _>>()
        };
        self.came.is_empty()
            && self.pages.len() == specs.sources.pages.len()
            && self
                .known
                .values()
                .all(|entry| entry.state != PageState::HeldBack || entry.hash.is_empty())
            && of_the_client(&self.known) == of_the_client(&specs.known)
    }

    /// Lets go of new pages that are of another description than the one the vendor is for.
    pub(super) fn leave_to_others(&mut self, set: &PageSet) {
        let read: BTreeSet<&str> = set.pages.iter().map(|page| page.name.as_str()).collect();
        let held: BTreeSet<&str> = set
            .held
            .iter()
            .flat_map(|held| &held.pages)
            .map(String::as_str)
            .collect();
        let is_ours = |page: &Source| read.contains(page.name.as_str()) || held.contains(page.name.as_str());
        let others: Vec<String> = self
            .pages
            .iter()
            .filter(|(file, page)| self.came.contains(*file) && !is_ours(page))
            .map(|(file, _)| file.clone())
            .collect();
        for file in others {
            self.pages.remove(&file);
            self.came.remove(&file);
            if let Some(entry) = self.known.get_mut(&file) {
                entry.state = PageState::Other;
            }
        }
    }

    /// Takes back what came of a page: the stored one stays, and what came is remembered.
    pub(super) fn hold_back(&mut self, file: &str, specs: &Specs) {
        let path = format!("/{SET}/{file}");
        let came = self.pages.remove(file);
        let stored = specs.sources.pages.iter().find(|page| page.name.ends_with(&path));
        if let Some(entry) = self.known.get_mut(file) {
            entry.state = PageState::HeldBack;
            entry.came = came.as_ref().map(|came| hash(&came.bytes));
            if let Some(stored) = stored {
                entry.hash = hash(&stored.bytes);
            }
        }
        if let Some(stored) = stored {
            let url = came.and_then(|came| came.url);
            self.pages
                .insert(file.to_owned(), stored.clone().published_at(url));
        }
        self.came.remove(file);
    }
}
