//! `add`: a new vendor from any page.

use std::path::Path;

use specloom::{Source, Vendor};

use crate::beside;
use crate::cli::Add;
use crate::command::Context;
use crate::command::generate::files;
use crate::name::VendorName;
use crate::rebuild::Built;
use crate::specs::{PAGES, Specs, is_reserved};
use crate::summary::Summary;
use crate::terminal::{DIM, STRONG, paint};
use crate::workspace::{CLIENTS, SPECS, read_bytes};
use crate::{Failure, Failures, Outcome, plan, scaffold};

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
    let specs = scaffolded(&name, &args.page, context)?;
    let inputs: Vec<Source> = specs.0.all_sources().cloned().chain(specs.1).collect();
    let built = Built::new(specs.0, context.pipeline)?;
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
    for input in &inputs {
        terminal.line(format!("  + {}", input.name));
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
    Ok(Outcome::Fine)
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
