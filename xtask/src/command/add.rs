//! `add`: a new vendor from any page, or from the pages of a site.

use std::path::Path;

use reqwest::Url;
use specloom::{Source, Vendor};

use crate::beside;
use crate::cli::Add;
use crate::command::generate::{files, held_back};
use crate::command::{Context, add_site, without};
use crate::commit::Changes;
use crate::files::{CLIENTS, SPECS, read_bytes};
use crate::name::VendorName;
use crate::rebuild::Built;
use crate::specs::{PAGES, Specs, is_reserved};
use crate::summary::Summary;
use crate::terminal::{DIM, STRONG, paint};
use crate::{Failure, Failures, Outcome, Terminal, plan, scaffold, site, umbrella};

/// Runs the command.
///
/// # Errors
///
/// A name that is taken, a page that fails; nothing was written.
pub(super) fn run(args: &Add, context: &mut Context<'_>) -> Result<Outcome, Failures> {
    let guard = context.guard()?;
    let name = VendorName::parse(&args.name)?;
    let umbrella = match args.modules.is_empty() {
        true => None,
        false => Some(scaffold::umbrella(&name, &args.modules)?),
    };
    // A vendor of each module, or one.
    let vendors: Vec<(VendorName, Add)> = match &umbrella {
        None => vec![(name.clone(), args.clone())],
        Some(umbrella) => {
            let of_module = |(module, spec): &(String, String)| {
                let spec = Some(spec.clone());
                (umbrella.members[module].clone(), Add { spec, ..args.clone() })
            };
            args.modules.iter().map(of_module).collect()
        }
    };
    for name in vendors.iter().map(|(name, _)| name).chain([&name]) {
        free(name, context)?;
    }
    let mut not_had = Vec::new();
    let mut scaffolded_all = Vec::new();
    match (args.pages.as_slice(), &args.index) {
        ([page], None) if umbrella.is_none() && !page.is_dir() && web(page).is_none() => {
            scaffolded_all.push(scaffolded(&name, page, args, context)?);
        }
        _ => {
            let mut found = found(args, context)?;
            not_had.append(&mut found.not_had);
            let each = std::iter::repeat_n(found, vendors.len());
            for ((name, args), found) in vendors.iter().zip(each) {
                scaffolded_all.push(add_site::scaffolded(name, found, args, context)?);
            }
        }
    }
    let mut outcome = without::tell(&not_had, &name, context.terminal);
    let (mut built, mut inputs) = (Vec::new(), Vec::new());
    for (specs, suggestions) in scaffolded_all {
        inputs.extend(specs.all_sources().chain(&specs.cross).cloned());
        inputs.extend(suggestions);
        let one = Built::new(specs, context.pipeline)?;
        held_back(&one, context.terminal);
        if one.held().next().is_some() {
            outcome = Outcome::Finding;
        }
        built.push(one);
    }
    let umbrellas = match umbrella {
        Some(specs) => {
            inputs.push(specs.vendor_toml.clone());
            vec![umbrella::build(specs, &context.workspace, &built)?]
        }
        None => Vec::new(),
    };
    let groups = plan::plan(&context.workspace, &built, &umbrellas, context.pipeline, false)?;
    let mut changes = plan::changes(&groups);
    for input in &inputs {
        changes.insert(input.name.clone(), Some(input.bytes.clone()));
    }
    guard.apply(&changes, |_| {})?;
    for one in &built {
        told(one, &inputs, &changes, context.terminal);
    }
    for one in &umbrellas {
        let (name, crate_name) = (&one.specs.name, &one.specs.umbrella.crate_name);
        let terminal = &mut *context.terminal;
        terminal.line(paint(STRONG, name));
        terminal.line(format!("  + {SPECS}/{name}/vendor.toml"));
        terminal.line(format!("  + {crate_name}: {} generated", files(one.files.len())));
        terminal.line(format!("modules: {}", one.specs.listed()));
    }
    Ok(outcome)
}

/// Refuses a name that is taken.
fn free(name: &VendorName, context: &Context<'_>) -> Result<(), Failure> {
    for folder in [SPECS, CLIENTS] {
        if context.workspace.root().join(folder).join(name.as_str()).exists() {
            return Err(Failure::new(
                format!("{folder}/{name}"),
                "a vendor of this name exists already",
                format!("choose another name, or run `cargo xtask update {name} --page …`"),
            ));
        }
    }
    Ok(())
}

/// The pages that were named and those that the index lists.
fn found(args: &Add, context: &mut Context<'_>) -> Result<add_site::Found, Failures> {
    let (published, files): (Vec<_>, Vec<_>) =
        args.pages.iter().cloned().partition(|path| web(path).is_some());
    let mut found = add_site::Found {
        pages: site::files::pages(&files)?,
        ..add_site::Found::default()
    };
    let published: Vec<Url> = published.iter().filter_map(|path| web(path)).collect();
    if let Some(index) = &args.index {
        found.download_listed(index, args, context)?;
    }
    found.download(&published, args, context)?;
    Ok(found)
}

/// Says what a vendor has become.
fn told(built: &Built, inputs: &[Source], changes: &Changes, terminal: &mut Terminal) {
    let name = built.name();
    let summary = Summary::of(&built.generated.canonical);
    terminal.line(format!("{}  {}", paint(STRONG, name), paint(DIM, &summary.style)));
    let folder = format!("{SPECS}/{name}/");
    let inputs = inputs.iter().filter(|input| input.name.starts_with(&folder));
    let (of_set, own): (Vec<_>, Vec<_>) = inputs.partition(|input| input.name.contains("/pages/"));
    for input in &own {
        terminal.line(format!("  + {}", input.name));
    }
    if !of_set.is_empty() {
        let (pages, operations) = (of_set.len(), summary.operations.len());
        terminal.line(format!(
            "  + specs/{name}/pages: {pages} pages, {operations} operations"
        ));
    }
    let crate_name = &built.specs.sources.vendor.crate_name;
    let generated = built.files();
    let generated = changes
        .keys()
        .filter(|path| generated.contains_key(*path))
        .count();
    terminal.line(format!("  + {crate_name}: {} generated", files(generated)));
    let list = |all: &[String]| {
        if all.is_empty() {
            "none".to_owned()
        } else {
            all.join(", ")
        }
    };
    terminal.line(format!("credentials: {}", list(&summary.credentials)));
    terminal.line(format!("servers: {}", list(&summary.servers)));
    let suggestions = own.iter().any(|input| input.name.ends_with("/overlay.yaml"));
    let overlay = if suggestions { " and overlay.yaml" } else { "" };
    terminal.line(format!(
        "next: read specs/{name}/vendor.toml{overlay}, then run `cargo xtask generate {name}`"
    ));
}

/// The URL that an argument is.
fn web(page: &Path) -> Option<Url> {
    page.to_str().and_then(site::listing::web)
}

/// The vendor's folder, and apart from it the suggestions: they have no effect yet.
fn scaffolded(
    name: &VendorName,
    page: &Path,
    args: &Add,
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
    probe.vendor.spec = args.spec.clone().map(specloom::Variables::One);
    probe.pages = vec![Source::new(page.display().to_string(), bytes)];
    probe.pages[0].beside = brought;
    let canonical = context
        .pipeline
        .canonical(&probe)
        .map_err(|error| Failure::pipeline(error, &probe.pages))?;
    let path = |file: &str| format!("{SPECS}/{name}/{file}");
    let keys = add_site::spec_of(args) + scaffold::NO_SOURCE;
    specs.vendor_toml = Source::new(
        path("vendor.toml"),
        scaffold::vendor_toml(name, &keys, &canonical),
    );
    specs.sources.vendor =
        Vendor::parse(&specs.vendor_toml).map_err(|error| Failure::pipeline(error, [&specs.vendor_toml]))?;
    let overlay = scaffold::overlay(name, &canonical);
    Ok((specs, overlay.map(|text| Source::new(path("overlay.yaml"), text))))
}
