//! `fetch`: whether the vendors' pages have changed where they are published, and with `--update` taking them over.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use indicatif::ProgressBar;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use crate::cli::Fetch;
use crate::command::fetched::{change_lock, read_lock, unchanged};
use crate::command::{Context, fetch_beside, fetch_site, today, update};
use crate::commit::Guard;
use crate::digest::hash;
use crate::download::{Download, DownloadedPage, download, in_order, not_the_page};
use crate::lock::Fetched;
use crate::name::VendorName;
use crate::proposal::{self, Renaming};
use crate::site::{PageKind, follow};
use crate::specs::Specs;
use crate::terminal::{DIM, GOOD, STRONG, paint};
use crate::workspace::Workspace;
use crate::{Failure, Failures, Outcome, cut};

/// Downloads at the same time.
const AT_ONCE: usize = 8;

/// A page to be asked for.
struct Wanted {
    specs: Specs,
    source: String,
    etag: Option<String>,
}

/// Runs the command.
///
/// # Errors
///
/// Vendors whose page cannot be downloaded or is not a page; the others are dealt with all the same.
pub(super) fn run(args: &Fetch, context: &mut Context<'_>) -> Result<Outcome, Failures> {
    let guard = if args.update { Some(context.guard()?) } else { None };
    let mut sites = Vec::new();
    let wanted = wanted(args, &mut sites, context)?;
    // Vendors with a whole description that have pages to compare it with.
    let beside: Vec<VendorName> = wanted
        .iter()
        .filter(|wanted| wanted.specs.sources.vendor.index.is_some() && !wanted.specs.cross.is_empty())
        .map(|wanted| wanted.specs.name.clone())
        .collect();
    let progress = context.terminal.progress(wanted.len(), "fetching");
    let downloads = download_all(&wanted, Duration::from_secs(args.timeout), &progress)?;
    progress.finish_and_clear();
    let mut failures = Vec::new();
    let mut outcome = Outcome::Fine;
    let mut fetched = Vec::new();
    for (wanted, download) in wanted.iter().zip(downloads) {
        let result = match download.and_then(|download| arrived(wanted, download)) {
            Ok(None) => Ok(unchanged(&wanted.specs, context)),
            Ok(Some(page)) => {
                fetched.extend(page.etag.map(|etag| (wanted, etag, hash(&page.bytes))));
                changed(wanted, page.bytes, args, guard.as_ref(), context)
            }
            Err(problem) => Err(Failure::new(
                format!("{} ({})", wanted.source, wanted.specs.name),
                problem,
                "open the URL in a browser; if the page has moved, change `source` in vendor.toml",
            )
            .into()),
        };
        match result {
            Ok(Outcome::Fine) => {}
            Ok(Outcome::Finding) => outcome = Outcome::Finding,
            Err(failed) => failures.extend(failed.0),
        }
    }
    if let Some(guard) = &guard {
        remember(&context.workspace, guard, &fetched)?;
    }
    for name in &beside {
        match fetch_beside::fetch_beside(name, args, guard.as_ref(), context) {
            Ok(Outcome::Fine) => {}
            Ok(Outcome::Finding) => outcome = Outcome::Finding,
            Err(failed) => failures.extend(failed.0),
        }
    }
    for specs in &sites {
        match fetch_site::fetch(specs, args, guard.as_ref(), context) {
            Ok(Outcome::Fine) => {}
            Ok(Outcome::Finding) => outcome = Outcome::Finding,
            Err(failed) => failures.extend(failed.0),
        }
    }
    if failures.is_empty() {
        Ok(outcome)
    } else {
        Err(Failures(failures))
    }
}

/// The vendors that say where their page comes from.
fn wanted(args: &Fetch, sites: &mut Vec<Specs>, context: &mut Context<'_>) -> Result<Vec<Wanted>, Failure> {
    let lock = read_lock(&context.workspace);
    let mut wanted = Vec::new();
    for name in context.workspace.select(&args.vendors.vendors)? {
        let specs = context.workspace.read(&name)?;
        if specs.sources.vendor.index.is_some() && specs.is_set() {
            sites.push(specs);
            continue;
        }
        let Some(source) = specs.sources.vendor.source.clone() else {
            if !args.vendors.vendors.is_empty() {
                return Err(Failure::new(
                    format!("specs/{name}/vendor.toml"),
                    "there is no `source`",
                    "add `source = \"https://…\"`, the URL that the page is published at",
                ));
            }
            let what = "no source in vendor.toml";
            context
                .terminal
                .line(format!("{}   {}", paint(STRONG, &name), paint(DIM, what)));
            continue;
        };
        let page = hash(&specs.sources.pages[0].bytes);
        let known = lock
            .as_ref()
            .and_then(|lock| lock.vendor.get(name.as_str())?.fetched.clone());
        wanted.push(Wanted {
            etag: known
                .filter(|fetched| fetched.page == page)
                .map(|fetched| fetched.etag),
            source,
            specs,
        });
    }
    Ok(wanted)
}

/// Downloads side by side; results in the order of `wanted`.
fn download_all(
    wanted: &[Wanted],
    timeout: Duration,
    progress: &ProgressBar,
) -> Result<Vec<Result<Download, String>>, Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| Failure::io("start threads for", Path::new("fetch"), &error))?;
    runtime.block_on(async {
        let places = Arc::new(Semaphore::new(AT_ONCE));
        let mut running = JoinSet::new();
        for (index, wanted) in wanted.iter().enumerate() {
            let (places, progress) = (places.clone(), progress.clone());
            let (source, etag) = (wanted.source.clone(), wanted.etag.clone());
            running.spawn(async move {
                let _place = places.acquire_owned().await;
                let result = followed(&source, etag.as_deref(), timeout).await;
                progress.inc(1);
                (index, result)
            });
        }
        Ok(in_order(running, wanted.len()).await)
    })
}

/// What stands at `source`, or at the place on the same site that it names as that of its description.
async fn followed(source: &str, etag: Option<&str>, timeout: Duration) -> Result<Download, String> {
    let Download::Page(page) = download(source, etag, timeout).await? else {
        return Ok(Download::NotModified);
    };
    match PageKind::of(&page.bytes, &page.url) {
        PageKind::Names(named) => match follow::descriptions(&page.url, named, timeout).await?.as_slice() {
            [description] => {
                let followed = download(description.as_str(), None, timeout).await;
                let followed = followed.map_err(|problem| format!("it names {description}: {problem}"))?;
                Ok(match followed {
                    // The tag of a description says nothing about the page that names it.
                    Download::Page(page) => Download::Page(DownloadedPage { etag: None, ..page }),
                    unchanged => unchanged,
                })
            }
            several => Err(format!(
                "it names several descriptions ({}); put the one that is meant as `source`",
                several
                    .iter()
                    .map(reqwest::Url::as_str)
                    .collect::<Vec<_>>()
                    .join(", ")
            )),
        },
        _ => Ok(Download::Page(page)),
    }
}

/// What arrived, unless it is the stored page under the known tag.
fn arrived(wanted: &Wanted, download: Download) -> Result<Option<DownloadedPage>, String> {
    let Download::Page(page) = download else {
        return Ok(None);
    };
    let stored = &wanted.specs.sources.pages[0].bytes;
    if page.bytes == *stored && (page.etag.is_none() || page.etag == wanted.etag) {
        return Ok(None);
    }
    if let Some(why) = not_the_page(&page.bytes, stored) {
        return Err(format!("what arrived is not the page: {why}"));
    }
    if let Some(why) = page.may_be_cut_off(stored) {
        return Err(why);
    }
    Ok(Some(page))
}

fn changed(
    wanted: &Wanted,
    bytes: Vec<u8>,
    args: &Fetch,
    guard: Option<&Guard>,
    context: &mut Context<'_>,
) -> Result<Outcome, Failures> {
    let name = paint(STRONG, &wanted.specs.name);
    let page = &wanted.specs.sources.pages[0];
    if bytes == page.bytes {
        return Ok(unchanged(&wanted.specs, context));
    }
    let shrunk = cut::shrunk(&bytes, &page.bytes);
    let from = (Path::new(&page.name), wanted.source.as_str());
    let (workspace, pipeline) = (&context.workspace, context.pipeline);
    let proposal = proposal::propose(
        workspace,
        &wanted.specs.name,
        from,
        bytes,
        pipeline,
        (&today(), &Renaming::None),
    )?;
    let Some(guard) = guard else {
        update::offer(&wanted.specs.name, &proposal, context.terminal);
        return Ok(Outcome::Finding);
    };
    // Nobody looks at the page before it is taken over, whatever may break.
    let cut = proposal
        .cut
        .clone()
        .map(|cut| format!("it seems to be cut off: {cut}"));
    let cut = cut.or_else(|| Some(format!("it is {} % shorter than the stored page", shrunk?)));
    if let Some(cut) = cut {
        return Err(Failure::new(
            format!("{} ({})", wanted.source, wanted.specs.name),
            format!("what arrived is not taken over: {cut}"),
            format!(
                "look at it; if this is all of the page, save it and run `cargo xtask update {} --page FILE --allow-breaking`",
                wanted.specs.name
            ),
        )
        .into());
    }
    update::show(&proposal, context.terminal);
    if update::refused(&proposal, args.allow_breaking, context.terminal) {
        return Ok(Outcome::Finding);
    }
    guard.apply(&proposal.changes, |_| {})?;
    update::conclude(&proposal, false, context.terminal);
    context
        .terminal
        .line(format!("{name}   {}", paint(GOOD, "updated")));
    Ok(Outcome::Fine)
}

/// Keeps the entity tags of the pages that are now stored, for the next time.
fn remember(
    workspace: &Workspace,
    guard: &Guard,
    fetched: &[(&Wanted, String, String)],
) -> Result<(), Failure> {
    change_lock(workspace, guard, |lock| {
        for (wanted, etag, page) in fetched {
            let entry = lock.vendor.get_mut(wanted.specs.name.as_str());
            if let Some(entry) = entry.filter(|entry| entry.inputs.page == *page) {
                entry.fetched = Some(Fetched {
                    etag: etag.clone(),
                    page: page.clone(),
                });
            }
        }
    })
}
