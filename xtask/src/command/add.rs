//! `add`: a new vendor from any page, or from the pages of a site.

use std::collections::BTreeSet;
use std::path::Path;
use std::time::Duration;

use specloom::{Source, Vendor};

use crate::beside;
use crate::cli::Add;
use crate::command::generate::{files, held_back};
use crate::command::{Context, fetch_site};
use crate::download::Download;
use crate::lock::PageEntry;
use crate::name::VendorName;
use crate::rebuild::Built;
use crate::specs::{PAGES, SET, Specs, is_reserved};
use crate::summary::Summary;
use crate::terminal::{DIM, STRONG, paint};
use crate::workspace::{CLIENTS, SPECS, read_bytes};
use crate::{Failure, Failures, Outcome, plan, scaffold, site};

/// Runs the command.
///
/// # Errors
///
/// A name that is taken, a page that fails; nothing was written.
pub(super) fn run(args: &Add, context: &mut Context<'_>) -> Result<Outcome, Failures> {
    let guard = context.guard()?;
    let name = VendorName::parse(&args.name)?;
    for folder in [SPECS, CLIENTS] {
        if context.workspace.root().join(folder).join(name.as_str()).exists() {
            return Err(Failure::new(
                format!("{folder}/{name}"),
                "there is such a vendor already",
                format!("choose another name, or run `cargo xtask update {name} --page …`"),
            )
            .into());
        }
    }
    let specs = match (args.pages.as_slice(), &args.index) {
        ([page], None) if !page.is_dir() => scaffolded(&name, page, context)?,
        (paths, index) => {
            let mut pages = site::files::pages(paths)?;
            if let Some(index) = index {
                pages.extend(downloaded(index, args, context)?);
            }
            of_set(&name, &pages, args, context)?
        }
    };
    let inputs: Vec<Source> = specs.0.all_sources().cloned().chain(specs.1).collect();
    let built = Built::new(specs.0, context.pipeline)?;
    held_back(&built, context.terminal);
    let is_whole = built.held().next().is_none();
    let summary = Summary::of(&built.generated.canonical);
    let crate_name = built.specs.sources.vendor.crate_name.clone();
    let groups = plan::plan(&context.workspace, &[built], context.pipeline, false)?;
    let mut changes = plan::changes(&groups);
    for input in &inputs {
        changes.insert(input.name.clone(), Some(input.bytes.clone()));
    }
    guard.apply(&changes, |_| {})?;
    let terminal = &mut *context.terminal;
    terminal.line(format!(
        "{}  {}",
        paint(STRONG, &name),
        paint(DIM, &summary.style)
    ));
    let of_set = |input: &&Source| input.name.contains("/pages/");
    for input in inputs.iter().filter(|input| !of_set(input)) {
        terminal.line(format!("  + {}", input.name));
    }
    let pages = inputs.iter().filter(of_set).count();
    if pages > 0 {
        let operations = summary.operations.len();
        terminal.line(format!(
            "  + specs/{name}/pages: {pages} pages, {operations} operations"
        ));
    }
    let generated = files(changes.len() - inputs.len());
    terminal.line(format!("  + {crate_name}: {generated} generated"));
    let list = |all: &[String]| {
        if all.is_empty() {
            "none".to_owned()
        } else {
            all.join(", ")
        }
    };
    terminal.line(format!("credentials: {}", list(&summary.credentials)));
    terminal.line(format!("servers: {}", list(&summary.servers)));
    let suggestions = inputs.iter().any(|input| input.name.ends_with("/overlay.yaml"));
    let overlay = if suggestions { " and overlay.yaml" } else { "" };
    terminal.line(format!(
        "next: read specs/{name}/vendor.toml{overlay}, then run `cargo xtask generate {name}`"
    ));
    Ok(if is_whole { Outcome::Fine } else { Outcome::Finding })
}

/// The pages that an index lists.
fn downloaded(index: &str, args: &Add, context: &mut Context<'_>) -> Result<Vec<site::Page>, Failures> {
    let timeout = Duration::from_secs(args.timeout);
    let wanted = |path: &str| site::patterns::wanted(path, &args.include, &args.exclude);
    let listed = fetch_site::listed(index, &wanted, timeout)?;
    for description in &listed.descriptions {
        context.terminal.line(format!(
            "the index names a whole description: {description}\n  to make the client from it, save it and run `cargo xtask add {} \
             FILE`; pages in specs/{}/{SET}/ are then what `check` compares it with",
            args.name, args.name
        ));
    }
    let progress = context.terminal.progress(listed.pages.len(), "downloading");
    let arrived = fetch_site::download_all(&listed, &|_| None, timeout, &progress)?;
    progress.finish_and_clear();
    let mut taken = BTreeSet::new();
    let (mut pages, mut failures, mut others) = (Vec::new(), Vec::new(), 0);
    for (url, result) in arrived {
        match result {
            Ok(Download::Page(page)) if site::looks_like_an_api(&page.bytes) => pages.push(site::Page {
                file: site::slug::name(url.path(), url.as_str(), &mut taken),
                from: url.to_string(),
                url: Some(url.to_string()),
                bytes: page.bytes,
                etag: page.etag,
            }),
            Ok(_) => others += 1,
            Err(problem) => failures.push(Failure::new(
                url.to_string(),
                problem,
                "try again later, or leave the page out with --exclude",
            )),
        }
    }
    if !failures.is_empty() {
        return Err(Failures(failures));
    }
    if others > 0 {
        context.terminal.line(format!(
            "{others} pages of the index describe no API and were left out"
        ));
    }
    if pages.is_empty() {
        return Err(Failure::new(
            index,
            "no page of this index describes an API",
            "check the index, and --include",
        )
        .into());
    }
    Ok(pages)
}

/// The folder of a vendor with these pages.
fn of_set(
    name: &VendorName,
    pages: &[site::Page],
    args: &Add,
    context: &Context<'_>,
) -> Result<(Specs, Option<Source>), Failures> {
    let path = |file: &str| format!("{SPECS}/{name}/{file}");
    let stored = |page: &site::Page| {
        Source::new(path(&format!("{SET}/{}", page.file)), page.bytes.clone()).published_at(page.url.clone())
    };
    let mut specs = Specs::scratch(name.clone(), Source::new("", ""), None)?;
    let as_brought = |page: &site::Page| Source::new(page.from.clone(), page.bytes.clone());
    specs.sources.pages = pages.iter().map(as_brought).collect();
    specs.sources.vendor.spec = args.spec.clone().map(specloom::Variables::One);
    let canonical = context
        .pipeline
        .canonical(&specs.sources)
        .map_err(|error| Failure::pipeline(error, &specs.sources.pages))?;
    let mut toml = String::new();
    let text = |text: &str| toml::Value::from(text).to_string();
    for (key, value) in [("index", &args.index), ("spec", &args.spec)] {
        if let Some(value) = value {
            toml.push_str(&format!("{key} = {}\n", text(value)));
        }
    }
    for (key, patterns) in [("include", &args.include), ("exclude", &args.exclude)] {
        if !patterns.is_empty() {
            let list: Vec<String> = patterns.iter().map(|pattern| text(pattern)).collect();
            toml.push_str(&format!("{key} = [{}]\n", list.join(", ")));
        }
    }
    let scaffold = scaffold::vendor_toml(name, &canonical);
    let source = "# Where `cargo xtask fetch` downloads the page from:\n# source = \"https://…\"\n";
    let toml = match args.index {
        Some(_) => scaffold.replace(source, &toml),
        None => scaffold.replace(source, &format!("{toml}# Where `cargo xtask fetch` finds the list of pages:\n# index = \"https://…/llms.txt\"\n")),
    };
    specs.vendor_toml = Source::new(path("vendor.toml"), toml);
    specs.sources.vendor =
        Vendor::parse(&specs.vendor_toml).map_err(|error| Failure::pipeline(error, [&specs.vendor_toml]))?;
    specs.sources.pages = pages.iter().map(stored).collect();
    specs.known = pages
        .iter()
        .map(|page| (page.file.clone(), PageEntry::arrived(page)))
        .collect();
    let overlay = scaffold::overlay(name, &canonical);
    Ok((specs, overlay.map(|text| Source::new(path("overlay.yaml"), text))))
}

/// The vendor's folder, and apart from it the suggestions: they have no effect yet.
fn scaffolded(
    name: &VendorName,
    page: &Path,
    context: &Context<'_>,
) -> Result<(Specs, Option<Source>), Failure> {
    let bytes = read_bytes(page)?;
    let extension = page
        .extension()
        .unwrap_or_default()
        .to_string_lossy()
        .to_lowercase();
    let file = format!("page.{extension}");
    let file = if PAGES.contains(&file.as_str()) {
        file
    } else {
        "page.md".to_owned()
    };
    let source = Source::new(format!("{SPECS}/{name}/{file}"), bytes.clone());
    let source = beside::of_file(source, page, |path| {
        (!is_reserved(path)).then(|| format!("{SPECS}/{name}/{path}"))
    })?;
    let brought = source.beside.clone();
    let mut specs = Specs::scratch(name.clone(), source, None)?;
    // Errors name the file that the maintainer has, not the one that is not there yet.
    let mut probe = specs.sources.clone();
    probe.pages = vec![Source::new(page.display().to_string(), bytes)];
    probe.pages[0].beside = brought;
    let canonical = context
        .pipeline
        .canonical(&probe)
        .map_err(|error| Failure::pipeline(error, &probe.pages))?;
    let path = |file: &str| format!("{SPECS}/{name}/{file}");
    specs.vendor_toml = Source::new(path("vendor.toml"), scaffold::vendor_toml(name, &canonical));
    specs.sources.vendor =
        Vendor::parse(&specs.vendor_toml).map_err(|error| Failure::pipeline(error, [&specs.vendor_toml]))?;
    let overlay = scaffold::overlay(name, &canonical);
    Ok((specs, overlay.map(|text| Source::new(path("overlay.yaml"), text))))
}
