//! `fetch` of a vendor whose pages are a site's: the index first, then what it lists, and what all that means.
//!
//! A page that cannot be read, or that disagrees with another, is held back: the stored one stays, and so does all that the
//! client has from it. A page that could not be downloaded stays as well; a site that is down changes nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use indicatif::ProgressBar;
use reqwest::Url;
use specloom::Source;
use specloom::compare::render;

use crate::cli::Fetch;
use crate::command::{Context, today, update};
use crate::commit::{Changes, Guard};
use crate::download::{Download, not_the_page};
use crate::lock::{PageEntry, PageState, hash};
use crate::proposal::{self, Renaming};
use crate::site::collect::{self, Wanted};
use crate::site::index::{self, Index};
use crate::site::{self, looks_like_an_api, patterns, slug};
use crate::specs::{SET, Specs};
use crate::terminal::{DIM, GOOD, STRONG, WARN, paint};
use crate::workspace::{SPECS, read_bytes};
use crate::{Failure, Failures, Outcome};

/// What an index lists of what is wanted.
///
/// # Errors
///
/// An index that cannot be had, or that lists nothing.
pub(super) fn listed(
    index: &str,
    wanted: &dyn Fn(&str) -> bool,
    timeout: Duration,
) -> Result<Index, Failure> {
    let failed = |problem: String| {
        Failure::new(
            index,
            problem,
            "open it in a browser; an index is an llms.txt, an llms-full.txt, a sitemap, or a list of URLs",
        )
    };
    let url = Url::parse(index)
        .ok()
        .filter(|url| ["http", "https"].contains(&url.scheme()));
    let bytes = match &url {
        None => read_bytes(std::path::Path::new(index))?,
        Some(_) => match collect::one(index, timeout).map_err(failed)? {
            Download::Page(page) => page.bytes,
            Download::NotModified => Vec::new(),
        },
    };
    if let Some(why) = not_the_page(&bytes, b"") {
        return Err(failed(format!("what arrived is no index: {why}")));
    }
    let mut listed = index::parse(&String::from_utf8_lossy(&bytes), url.as_ref());
    if listed.pages.is_empty() {
        return Err(failed("it lists no page of its own site".to_owned()));
    }
    listed.pages.retain(|url| wanted(url.path()));
    if listed.pages.is_empty() {
        return Err(failed(
            "it lists no page that `include` and `exclude` want".to_owned(),
        ));
    }
    Ok(listed)
}

type Arrived = Vec<(Url, Result<Download, String>)>;

/// Downloads what is listed; `etag` knows under which tag a page is stored.
///
/// # Errors
///
/// No threads to be had.
pub(super) fn download_all(
    listed: &Index,
    etag: &dyn Fn(&Url) -> Option<String>,
    timeout: Duration,
    progress: &ProgressBar,
) -> Result<Arrived, Failure> {
    let wanted: Vec<Wanted> = listed
        .pages
        .iter()
        .map(|url| Wanted {
            etag: etag(url),
            url: url.clone(),
        })
        .collect();
    let robots = wanted
        .first()
        .map(|first| collect::robots(&first.url, timeout))
        .unwrap_or_default();
    let results = collect::all(&wanted, &robots, timeout, progress)?;
    Ok(wanted.into_iter().map(|wanted| wanted.url).zip(results).collect())
}

/// Fetches a vendor's site.
///
/// # Errors
///
/// The index or pages that cannot be had; the other pages are dealt with all the same.
pub(super) fn fetch(
    specs: &Specs,
    args: &Fetch,
    guard: Option<&Guard>,
    context: &mut Context<'_>,
) -> Result<Outcome, Failures> {
    let vendor = &specs.sources.vendor;
    let timeout = Duration::from_secs(args.timeout);
    let index = vendor.index.clone().unwrap_or_default();
    let wanted = |path: &str| patterns::wanted(path, &vendor.include, &vendor.exclude);
    let listed = listed(&index, &wanted, timeout)?;
    let progress = context.terminal.progress(listed.pages.len(), "fetching");
    let by_url: BTreeMap<&str, (&String, &PageEntry)> = specs
        .known
        .iter()
        .filter(|(_, entry)| entry.state != PageState::Gone)
        .filter_map(|(file, entry)| Some((entry.url.as_deref()?, (file, entry))))
        .collect();
    // What was held back is looked at again: meanwhile somebody may have decided.
    let is_settled = |entry: &PageEntry| matches!(entry.state, PageState::Current | PageState::Other);
    let etag = |url: &Url| {
        let known = by_url.get(url.as_str()).filter(|(_, entry)| is_settled(entry));
        known.and_then(|(_, entry)| entry.etag.clone())
    };
    let arrived = download_all(&listed, &etag, timeout, &progress)?;
    progress.finish_and_clear();
    let (next, failures) = Next::of(specs, arrived, &by_url);
    if failures.len() * 2 > listed.pages.len() {
        return Err(Failures(failures));
    }
    let outcome = conclude(specs, next, args, guard, context)?;
    if failures.is_empty() {
        Ok(outcome)
    } else {
        Err(Failures(failures))
    }
}

/// The pages as they are to be.
struct Next {
    /// By file: what is stored and what came.
    pages: BTreeMap<String, Source>,
    known: BTreeMap<String, PageEntry>,
    /// Files whose contents came now.
    came: BTreeSet<String>,
}

impl Next {
    fn of(
        specs: &Specs,
        arrived: Arrived,
        by_url: &BTreeMap<&str, (&String, &PageEntry)>,
    ) -> (Self, Vec<Failure>) {
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
        };
        let mut failures = Vec::new();
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
            match result {
                Ok(Download::NotModified) => {
                    if let (Some(file), Some(before)) = (&known, before) {
                        next.pages.insert(file.clone(), before.clone());
                    }
                }
                Ok(Download::Page(page)) => {
                    let file = known.unwrap_or_else(|| slug::name(url.path(), url.as_str(), &mut taken));
                    let mut entry = PageEntry::arrived(&site::Page {
                        from: url.to_string(),
                        file: file.clone(),
                        url: Some(url.to_string()),
                        bytes: page.bytes.clone(),
                        etag: page.etag,
                    });
                    if before.is_none() && !looks_like_an_api(&page.bytes) {
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
                Err(problem) if problem.contains(" 404 ") || problem.contains(" 410 ") => {}
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
        next.known.retain(|file, entry| {
            entry.state != PageState::HeldBack || stored.contains_key(file) || next.pages.contains_key(file)
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

    /// Takes back what came of a page: the stored one stays, and what came is remembered.
    fn hold_back(&mut self, file: &str, specs: &Specs) {
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

fn conclude(
    specs: &Specs,
    mut next: Next,
    args: &Fetch,
    guard: Option<&Guard>,
    context: &mut Context<'_>,
) -> Result<Outcome, Failures> {
    let name = paint(STRONG, &specs.name);
    let mut outcome = Outcome::Fine;
    // What came and cannot be taken is put back; that may bring others to light, and ends with nothing that came.
    while !next.came.is_empty() {
        let mut sources = specs.sources.clone();
        sources.pages = next.pages.values().cloned().collect();
        sources.overlay = None;
        let canonical = context
            .pipeline
            .canonical(&sources)
            .map_err(|error| Failure::pipeline(error, &sources.pages))?;
        let mut back = BTreeSet::new();
        for held in &canonical.set.held {
            let files = held
                .pages
                .iter()
                .map(|page| page.rsplit('/').next().unwrap_or(page).to_owned());
            let came: Vec<String> = files.filter(|file| next.came.contains(file)).collect();
            if !came.is_empty() {
                let failure = Failure::pipeline(held.error.clone(), &sources.pages);
                let id = if held.operation.is_some() {
                    "   page-disagrees"
                } else {
                    ""
                };
                context
                    .terminal
                    .line(format!("{name}   {}{id}", paint(WARN, "held back")));
                context.terminal.error(&failure.to_string());
                outcome = Outcome::Finding;
            }
            back.extend(came);
        }
        if back.is_empty() {
            break;
        }
        for file in back {
            next.hold_back(&file, specs);
        }
    }
    let pages: Vec<Source> = next.pages.into_values().collect();
    if pages.is_empty() {
        return Err(Failure::new(
            specs.name.as_str(),
            "none of the pages is there any more",
            "look at the site; if it has moved, change `index` in vendor.toml",
        )
        .into());
    }
    let proposal = proposal::propose_set(
        &context.workspace,
        &specs.name,
        (pages, next.known),
        context.pipeline,
        (&today(), &Renaming::None),
    )?;
    if proposal.comparison.changes.is_empty() {
        if let Some(guard) = guard.filter(|_| !proposal.changes.is_empty()) {
            guard.apply(&proposal.changes, |_| {})?;
        }
        context
            .terminal
            .line(format!("{name}   {}", paint(DIM, "unchanged")));
        return Ok(outcome);
    }
    let Some(guard) = guard else {
        let summary = render::summary(&proposal.comparison.changes);
        let version = &proposal.bump.version;
        context.terminal.line(format!(
            "{name}   {}: {summary}; `cargo xtask fetch {} --update` makes it {} {version}",
            paint(WARN, "changed"),
            specs.name,
            proposal.crate_name
        ));
        return Ok(Outcome::Finding);
    };
    update::show(&proposal, context.terminal);
    if update::refused(&proposal, args.allow_breaking, context.terminal) {
        return Ok(Outcome::Finding);
    }
    let changes: &Changes = &proposal.changes;
    guard.apply(changes, |_| {})?;
    update::conclude(&proposal, false, context.terminal);
    context
        .terminal
        .line(format!("{name}   {}", paint(GOOD, "updated")));
    Ok(outcome)
}
