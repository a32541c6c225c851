//! `add`: a new vendor from any page, or from the pages of a site.

use std::path::Path;

use reqwest::Url;
use specloom::{Source, Vendor};

use crate::beside;
use crate::cli::Add;
use crate::command::generate::{files, held_back};
use crate::command::{Context, add_site, without};
use crate::name::VendorName;
use crate::rebuild::Built;
use crate::specs::{PAGES, Specs, is_reserved};
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
    let mut not_had = Vec::new();
    let specs = match (args.pages.as_slice(), &args.index) {
        ([page], None) if !page.is_dir() && web(page).is_none() => scaffolded(&name, page, context)?,
        (paths, index) => {
            let (published, files): (Vec<_>, Vec<_>) =
                paths.iter().cloned().partition(|path| web(path).is_some());
            let mut found = add_site::Found {
                pages: site::files::pages(&files)?,
                ..add_site::Found::default()
            };
            let published: Vec<Url> = published.iter().filter_map(|path| web(path)).collect();
            if let Some(index) = index {
                found.download_listed(index, args, context)?;
            }
            found.download(&published, args, context)?;
            not_had.append(&mut found.not_had);
            add_site::scaffolded(&name, found, args, context)?
        }
    };
    let read = specs.0.all_sources().chain(&specs.0.cross).cloned();
    let inputs: Vec<Source> = read.chain(specs.1).collect();
    let built = Built::new(specs.0, context.pipeline)?;
    held_back(&built, context.terminal);
    let outcome = without::tell(&not_had, &name, context.terminal);
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
    Ok(if is_whole { outcome } else { Outcome::Finding })
}

/// The URL that an argument is.
fn web(page: &Path) -> Option<Url> {
    page.to_str().and_then(site::listing::web)
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
    specs.vendor_toml = Source::new(
        path("vendor.toml"),
        scaffold::vendor_toml(name, scaffold::NO_SOURCE, &canonical),
    );
    specs.sources.vendor =
        Vendor::parse(&specs.vendor_toml).map_err(|error| Failure::pipeline(error, [&specs.vendor_toml]))?;
    let overlay = scaffold::overlay(name, &canonical);
    Ok((specs, overlay.map(|text| Source::new(path("overlay.yaml"), text))))
}
