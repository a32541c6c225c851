//! `add` of pages that are published: what a site has → the folder of its vendor.
//!
//! Most sites have a page per operation. Some name a whole description, in their index or on pages that hold nothing else: that
//! is the source then, where it is asked for or where there is nothing else, and the pages are what `check` compares it with.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use reqwest::Url;
use specloom::{Source, Vendor};

use crate::cli::Add;
use crate::command::Context;
use crate::command::without::{self, NotHad, left_out};
use crate::download::Download;
use crate::files::SPECS;
use crate::lock::{PageEntry, PageState};
use crate::name::VendorName;
use crate::site::index::Index;
use crate::site::{self, PageKind, collect, follow, slug};
use crate::specs::{SET, Specs};
use crate::{Failure, Failures, scaffold};

/// What a site has.
#[derive(Clone, Default)]
pub(super) struct Found {
    /// Pages that describe operations.
    pub(super) pages: Vec<site::SitePage>,
    /// Whole descriptions that the index or pages name.
    pub(super) descriptions: BTreeSet<Url>,
    /// What is known of the pages that the client is made without, by the files that they would have.
    pub(super) known: BTreeMap<String, PageEntry>,
    /// Listed pages that could not be had.
    pub(super) not_had: Vec<NotHad>,
}

impl Found {
    /// The pages that an index lists, and the whole descriptions that it names.
    ///
    /// # Errors
    ///
    /// An index or a page that cannot be had, and an index of pages that are no API's.
    pub(super) fn download_listed(
        &mut self,
        index: &str,
        args: &Add,
        context: &mut Context<'_>,
    ) -> Result<(), Failures> {
        let wanted = |path: &str| site::patterns::wanted(path, &args.include, &args.exclude);
        let listed = site::listing::listed(index, &wanted, Duration::from_secs(args.timeout))?;
        self.descriptions.extend(listed.descriptions.iter().cloned());
        self.download_all(&listed.pages, true, args, context)?;
        if self.pages.is_empty() && self.descriptions.is_empty() {
            let forbidden = self
                .not_had
                .iter()
                .filter(|page| page.state == PageState::Forbidden);
            let problem = match forbidden.count() {
                0 => "no page of this index describes an API".to_owned(),
                count => format!(
                    "no page of this index that programs may read describes an API; its robots.txt keeps {count} from them"
                ),
            };
            return Err(Failure::new(index, problem, "check the index, and --include").into());
        }
        Ok(())
    }

    /// The pages at these places.
    ///
    /// # Errors
    ///
    /// Those that cannot be had.
    pub(super) fn download(
        &mut self,
        urls: &[Url],
        args: &Add,
        context: &mut Context<'_>,
    ) -> Result<(), Failures> {
        self.download_all(urls, false, args, context)
    }

    /// The same; of the pages that an index lists, those that cannot be had are known from then on.
    fn download_all(
        &mut self,
        urls: &[Url],
        listed_only: bool,
        args: &Add,
        context: &mut Context<'_>,
    ) -> Result<(), Failures> {
        if urls.is_empty() {
            return Ok(());
        }
        let listed = Index {
            pages: urls.to_vec(),
            ..Index::default()
        };
        let progress = context.terminal.progress(urls.len(), "downloading");
        let arrived =
            site::listing::download_all(&listed, &|_| None, Duration::from_secs(args.timeout), &progress)?;
        progress.finish_and_clear();
        let mut taken: BTreeSet<String> = self.pages.iter().map(|page| page.file.to_lowercase()).collect();
        let (mut failures, mut others, mut not_had) = (Vec::new(), Vec::new(), Vec::new());
        for (url, result) in arrived {
            let page = match result {
                Ok(Download::Page(page)) => page,
                Ok(Download::NotModified) => continue,
                Err(problem) if listed_only => {
                    let entry = PageEntry::without_page(&url, &problem);
                    let state = entry.state;
                    let file = slug::name(url.path(), url.as_str(), &mut taken);
                    self.known.insert(file, entry);
                    not_had.push(NotHad {
                        url,
                        problem,
                        state,
                        is_new: true,
                    });
                    continue;
                }
                Err(problem) => {
                    let remedy = "try again later, or leave the page out";
                    failures.push(Failure::new(url.to_string(), problem, remedy));
                    continue;
                }
            };
            let file = slug::name(url.path(), url.as_str(), &mut taken);
            // What a page names is relative to where it was found.
            let timeout = Duration::from_secs(args.timeout);
            let kind = match PageKind::of(&page.bytes, &page.url) {
                PageKind::Names(named) => match follow::descriptions_now(&page.url, named, timeout) {
                    Ok(named) => PageKind::Names(named),
                    Err(_) if listed_only => PageKind::Api,
                    Err(problem) => {
                        let remedy =
                            "open it in a browser, and give the URL of the description that it shows";
                        failures.push(Failure::new(url.to_string(), problem, remedy));
                        continue;
                    }
                },
                kind => kind,
            };
            let page = site::SitePage {
                file,
                from: url.to_string(),
                url: Some(url.to_string()),
                bytes: page.bytes,
                etag: page.etag,
            };
            if kind != PageKind::Api {
                self.known
                    .insert(page.file.clone(), PageEntry::arrived(&page).left_out());
            }
            match kind {
                PageKind::Api => self.pages.push(page),
                PageKind::Names(named) => self.descriptions.extend(named),
                PageKind::Other => others.push(page.from),
            }
        }
        // An index may be behind its site, and a large site has a page that fails; where most do, it is down, or was misread.
        let failed = not_had.iter().filter(|page| page.state != PageState::Forbidden);
        if !failures.is_empty() || failed.count() * 2 > urls.len() {
            let remedy = "try again later, or leave the page out with --exclude";
            failures.extend(
                not_had
                    .into_iter()
                    .map(|page| Failure::new(page.url.to_string(), page.problem, remedy)),
            );
            return Err(Failures(failures));
        }
        left_out(&others, &without::NO_API, context.terminal);
        self.not_had.extend(not_had);
        Ok(())
    }

    /// The description that the client is to be made from, if not from the pages.
    fn chosen(&self, args: &Add, context: &mut Context<'_>) -> Result<Option<Url>, Failure> {
        let listed = || {
            self.descriptions
                .iter()
                .map(Url::as_str)
                .collect::<Vec<_>>()
                .join(", ")
        };
        let place = args.index.clone().unwrap_or_else(|| args.name.clone());
        let mut only = self.descriptions.iter();
        let only = only.next().filter(|_| self.descriptions.len() == 1);
        match (args.description.as_deref(), only) {
            (Some(""), Some(only)) => Ok(Some(only.clone())),
            (Some(""), None) if self.descriptions.is_empty() => Err(Failure::new(
                place,
                "no whole description is named there",
                "leave --description out, or give its URL: --description=URL",
            )),
            (Some(""), None) => Err(Failure::new(
                place,
                format!("several descriptions are named there: {}", listed()),
                "say which one this client is for, --description=URL, and make a vendor of each other one",
            )),
            (Some(asked), _) => match site::listing::web(asked) {
                Some(url) => Ok(Some(url)),
                None => Err(Failure::new(
                    asked,
                    "this is no URL",
                    format!("give the URL of a description; named are: {}", listed()),
                )),
            },
            (None, Some(only)) if self.pages.is_empty() => {
                let line = format!("the description that is named there is taken for the source: {only}");
                context.terminal.line(line);
                Ok(Some(only.clone()))
            }
            (None, None) if self.pages.is_empty() && !self.descriptions.is_empty() => Err(Failure::new(
                place,
                format!(
                    "no page describes an operation, and several descriptions are named: {}",
                    listed()
                ),
                "say which one this client is for, --description=URL, and make a vendor of each other one",
            )),
            (None, _) => {
                for description in self.descriptions.iter() {
                    context.terminal.line(format!(
                        "a whole description is named there: {description}\n  to make the client from it, with these pages to \
                         compare it with, run this again with --description={description}"
                    ));
                }
                Ok(None)
            }
        }
    }
}

/// The folder of a vendor with what was found, and apart from it the suggestions: they have no effect yet.
///
/// # Errors
///
/// Pages or a description that no client can be made of.
pub(super) fn scaffolded(
    name: &VendorName,
    found: Found,
    args: &Add,
    context: &mut Context<'_>,
) -> Result<(Specs, Option<Source>), Failures> {
    let left = found.known.clone();
    let (mut specs, overlay) = scaffolded_of(name, found, args, context)?;
    // One page is not fetched with others: nothing is known of those.
    if specs.is_set() || !specs.cross.is_empty() {
        for (file, entry) in left {
            specs.known.entry(file).or_insert(entry);
        }
    }
    Ok((specs, overlay))
}

fn scaffolded_of(
    name: &VendorName,
    found: Found,
    args: &Add,
    context: &mut Context<'_>,
) -> Result<(Specs, Option<Source>), Failures> {
    if let Some(description) = found.chosen(args, context)? {
        return of_description(name, &description, found.pages, args, context);
    }
    if found.pages.is_empty() {
        let problem = "none of these pages describes an API";
        return Err(Failure::new(args.name.as_str(), problem, "check their URLs in a browser").into());
    }
    match <[site::SitePage; 1]>::try_from(found.pages) {
        Ok([page]) if args.index.is_none() && page.url.is_some() => {
            of_page(name, page, Vec::new(), args, context)
        }
        Ok([page]) => of_set(name, &[page], args, context),
        Err(pages) => of_set(name, &pages, args, context),
    }
}

/// A vendor with a whole description, and the pages beside it.
fn of_description(
    name: &VendorName,
    url: &Url,
    pages: Vec<site::SitePage>,
    args: &Add,
    context: &Context<'_>,
) -> Result<(Specs, Option<Source>), Failures> {
    let failed = |problem: String| {
        let remedy = "open it in a browser; without --description the client is made from the pages";
        Failure::new(url.to_string(), problem, remedy)
    };
    let arrived = collect::one(url.as_str(), Duration::from_secs(args.timeout)).map_err(failed)?;
    let Download::Page(page) = arrived else {
        return Err(failed("nothing arrived".to_owned()).into());
    };
    let description = site::SitePage {
        from: url.to_string(),
        file: String::new(),
        url: Some(url.to_string()),
        bytes: page.bytes,
        etag: page.etag,
    };
    of_page(name, description, pages, args, context)
}

/// A vendor with one page that is published, and those that it is compared with.
fn of_page(
    name: &VendorName,
    page: site::SitePage,
    beside: Vec<site::SitePage>,
    args: &Add,
    context: &Context<'_>,
) -> Result<(Specs, Option<Source>), Failures> {
    let probe = Source::new(page.from.clone(), page.bytes.clone());
    let mut specs = Specs::scratch(name.clone(), probe, None)?;
    specs.sources.vendor.spec = args.spec.clone().map(specloom::Variables::One);
    let canonical = context
        .pipeline
        .canonical(&specs.sources)
        .map_err(|error| Failure::pipeline(error, &specs.sources.pages))?;
    let is_document = canonical.style == specloom::Style::OpenApi;
    let file = match page.bytes.trim_ascii_start().first() {
        Some(b'{') if is_document => "page.json",
        _ if is_document => "page.yaml",
        _ => "page.md",
    };
    let url = page.url.unwrap_or_default();
    let mut keys = format!("source = {}\n", text(&url));
    keys.push_str(&match beside.is_empty() {
        true => spec_of(args),
        false => keys_of(args),
    });
    settle(&mut specs, name, &scaffold::vendor_toml(name, &keys, &canonical))?;
    specs.sources.pages = vec![Source::new(format!("{SPECS}/{name}/{file}"), page.bytes)];
    specs.cross = beside.iter().map(|page| stored(name, page)).collect();
    specs.known = known(&beside);
    let overlay = scaffold::overlay(name, &canonical);
    let overlay = overlay.map(|text| Source::new(format!("{SPECS}/{name}/overlay.yaml"), text));
    Ok((specs, overlay))
}

/// A vendor with a page per operation.
fn of_set(
    name: &VendorName,
    pages: &[site::SitePage],
    args: &Add,
    context: &mut Context<'_>,
) -> Result<(Specs, Option<Source>), Failures> {
    let mut specs = Specs::scratch(name.clone(), Source::new("", ""), None)?;
    let as_brought = |page: &site::SitePage| Source::new(page.from.clone(), page.bytes.clone());
    specs.sources.pages = pages.iter().map(as_brought).collect();
    specs.sources.vendor.spec = args.spec.clone().map(specloom::Variables::One);
    let canonical = context
        .pipeline
        .canonical(&specs.sources)
        .map_err(|error| Failure::pipeline(error, &specs.sources.pages))?;
    let set = &canonical.set;
    // Pages of another description than the one asked for are none of this vendor's.
    let is_ours = |page: &&site::SitePage| {
        pages.len() == 1
            || set.pages.iter().any(|read| read.name == page.from)
            || set.held.iter().any(|held| held.pages.contains(&page.from))
    };
    let others: BTreeSet<&str> = set
        .held
        .iter()
        .filter(|held| held.error.describes_nothing)
        .map(|held| held.page.as_str())
        .collect();
    let described = |page: &&site::SitePage| !others.contains(page.from.as_str());
    let (mut pages, left): (Vec<&site::SitePage>, Vec<_>) =
        pages.iter().partition(|page| is_ours(page) && described(page));
    let others: Vec<String> = others.iter().map(|page| (*page).to_owned()).collect();
    left_out(&others, &without::NO_API, context.terminal);
    pages.sort_by(|a, b| a.file.cmp(&b.file));
    let keys = match args.index {
        Some(_) => keys_of(args),
        None => format!(
            "{}# Where `cargo xtask fetch` finds the list of pages:\n# index = \"https://…/llms.txt\"\n",
            keys_of(args)
        ),
    };
    settle(&mut specs, name, &scaffold::vendor_toml(name, &keys, &canonical))?;
    specs.sources.pages = pages.iter().map(|page| stored(name, page)).collect();
    specs.known = known(pages);
    // What is of no URL is not asked for again.
    for page in left.into_iter().filter(|page| page.url.is_some()) {
        specs
            .known
            .insert(page.file.clone(), PageEntry::arrived(page).left_out());
    }
    let overlay = scaffold::overlay(name, &canonical);
    let overlay = overlay.map(|text| Source::new(format!("{SPECS}/{name}/overlay.yaml"), text));
    Ok((specs, overlay))
}

fn text(text: &str) -> String {
    toml::Value::from(text).to_string()
}

/// The key of `vendor.toml` that says which description is wanted, where that was asked for.
pub(super) fn spec_of(args: &Add) -> String {
    let spec = args.spec.as_deref();
    spec.map_or_else(String::new, |spec| format!("spec = {}\n", text(spec)))
}

/// The keys of `vendor.toml` that say which pages are wanted.
fn keys_of(args: &Add) -> String {
    let index = args.index.as_deref();
    let mut toml = index.map_or_else(String::new, |index| format!("index = {}\n", text(index)));
    toml.push_str(&spec_of(args));
    for (key, patterns) in [("include", &args.include), ("exclude", &args.exclude)] {
        if !patterns.is_empty() {
            let list: Vec<String> = patterns.iter().map(|pattern| text(pattern)).collect();
            toml.push_str(&format!("{key} = [{}]\n", list.join(", ")));
        }
    }
    toml
}

/// Gives the vendor its `vendor.toml`.
fn settle(specs: &mut Specs, name: &VendorName, toml: &str) -> Result<(), Failure> {
    specs.vendor_toml = Source::new(format!("{SPECS}/{name}/vendor.toml"), toml);
    specs.sources.vendor =
        Vendor::parse(&specs.vendor_toml).map_err(|error| Failure::pipeline(error, [&specs.vendor_toml]))?;
    Ok(())
}

/// A page where it is stored.
fn stored(name: &VendorName, page: &site::SitePage) -> Source {
    Source::new(format!("{SPECS}/{name}/{SET}/{}", page.file), page.bytes.clone())
        .published_at(page.url.clone())
}

fn known<'a>(pages: impl IntoIterator<Item = &'a site::SitePage>) -> BTreeMap<String, PageEntry> {
    let pages = pages.into_iter();
    pages
        .map(|page| (page.file.clone(), PageEntry::arrived(page)))
        .collect()
}
