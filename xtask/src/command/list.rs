//! `list`: the vendors, and what their pages hold.

use serde_json::{Value, json};
use specloom::words::{escaped_json, shown};
use specloom::{Note, NoteKind, Origin, Umbrella};

use crate::cli::{List, ListFormat};
use crate::command::Context;
use crate::rebuild::{self, Built};
use crate::summary::{OperationLine, Summary};
use crate::terminal::{DIM, STRONG, paint};
use crate::umbrella_specs::UmbrellaSpecs;
use crate::{Failures, Outcome, Terminal};

const HEADINGS: [&str; 6] = ["VENDOR", "PAGE", "CRATE", "OPERATIONS", "CREDENTIALS", "NOTES"];

/// Runs the command.
///
/// # Errors
///
/// Pages that fail; the others are listed all the same.
pub(super) fn run(args: &List, context: &mut Context<'_>) -> Result<Outcome, Failures> {
    let names = context.workspace.vendors()?;
    let progress = context.terminal.progress(names.len(), "reading");
    let mut rows = Vec::new();
    let mut failures = Vec::new();
    for result in rebuild::all(&context.workspace, &names, context.pipeline, &progress) {
        match result {
            Ok(built) => rows.push(built),
            Err(failure) => failures.push(failure),
        }
    }
    let umbrellas = context.workspace.umbrellas()?;
    match args.format {
        ListFormat::Text => {
            table(&rows, &umbrellas, context.terminal);
            if args.verbose {
                rows.iter().for_each(|built| operations(built, context.terminal));
            }
        }
        ListFormat::Json => {
            let rows: Vec<Value> = rows
                .iter()
                .map(object)
                .chain(umbrellas.iter().map(of_umbrella))
                .collect();
            context
                .terminal
                .line(escaped_json(&format!("{:#}", Value::Array(rows))));
        }
    }
    if failures.is_empty() {
        Ok(Outcome::Fine)
    } else {
        Err(Failures(failures))
    }
}

fn table(rows: &[Built], umbrellas: &[UmbrellaSpecs], terminal: &mut Terminal) {
    let of_umbrella = umbrellas.iter().map(|specs| {
        let Umbrella {
            crate_name, version, ..
        } = &specs.umbrella;
        let modules = format!("modules: {}", specs.listed());
        [
            specs.name.to_string(),
            "umbrella".to_owned(),
            format!("{crate_name} {version}"),
            modules,
            String::new(),
            String::new(),
        ]
    });
    let cells: Vec<[String; 6]> = rows
        .iter()
        .map(|built| {
            let vendor = &built.specs.sources.vendor;
            let summary = Summary::of(&built.generated.canonical);
            [
                built.name().to_string(),
                summary.style,
                format!("{} {}", vendor.crate_name, vendor.version),
                several(
                    &summary
                        .operations
                        .iter()
                        .map(ToString::to_string)
                        .collect::<Vec<_>>(),
                ),
                several(&summary.credentials),
                notes(&built.generated.notes),
            ]
        })
        .chain(of_umbrella)
        .collect();
    let mut widths = HEADINGS.map(str::len);
    for row in &cells {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.chars().count());
        }
    }
    let line = |row: &[String; 6]| {
        let padded = row
            .iter()
            .zip(widths)
            .map(|(cell, width)| format!("{cell:width$}"));
        padded.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    terminal.line(paint(STRONG, line(&HEADINGS.map(str::to_owned))));
    for row in &cells {
        terminal.line(line(row));
    }
}

/// Every operation of a vendor, with the places of its pages and where they are published.
fn operations(built: &Built, terminal: &mut Terminal) {
    let summary = Summary::of(&built.generated.canonical);
    terminal.line("");
    terminal.line(paint(STRONG, built.name()));
    let width = summary
        .operations
        .iter()
        .map(|operation| operation.to_string().chars().count());
    let width = width.max().unwrap_or(0);
    for operation in &summary.operations {
        let places = places(built, operation);
        let published: Vec<String> = places.iter().filter_map(|(_, url)| url.clone()).collect();
        let mut line = format!("  {:width$}  {}", operation.to_string(), operation.id);
        for (place, _) in &places {
            line.push_str(&format!("  {place}"));
        }
        terminal.line(line);
        for url in published {
            terminal.line(paint(DIM, format!("  {:width$}  {url}", "")));
        }
    }
}

/// `file:line` of each page that an operation stands on, and the URL of that page.
fn places(built: &Built, operation: &OperationLine) -> Vec<(String, Option<String>)> {
    let canonical = &built.generated.canonical;
    let pointer = &operation.pointer;
    let pages = &built.specs.sources.pages;
    let origins = canonical.set.origin(&operation.method, &operation.path);
    let place = |origin: &Origin| {
        let exact = canonical.set.place_of(pages, pointer);
        let exact = exact.filter(|place| origins.len() == 1 && place.file == origin.page);
        let line = exact
            .and_then(|place| place.position)
            .map_or(origin.line, |at| at.line);
        (
            format!("{}:{line}", shown(&origin.page)),
            origin.url.as_deref().map(shown),
        )
    };
    origins.iter().map(place).collect()
}

/// One as it is, more as a number with the first.
fn several(all: &[String]) -> String {
    match all {
        [] => "none".to_owned(),
        [one] => one.clone(),
        [one, two] if one.len() + two.len() < 30 => format!("{one}, {two}"),
        [one, rest @ ..] => format!("{one} and {} more", rest.len()),
    }
}

/// How many notes there are, and how many of them are warnings.
fn notes(notes: &[Note]) -> String {
    match (notes.len(), warnings(notes)) {
        (all, 0) => all.to_string(),
        (all, 1) => format!("{all}, 1 warning"),
        (all, warnings) => format!("{all}, {warnings} warnings"),
    }
}

fn warnings(notes: &[Note]) -> usize {
    let warnings = notes.iter().filter(|note| note.kind == NoteKind::Warning);
    warnings.count()
}

fn of_umbrella(specs: &UmbrellaSpecs) -> Value {
    json!({
        "vendor": specs.name.as_str(),
        "crate": specs.umbrella.crate_name,
        "version": specs.umbrella.version.to_string(),
        "modules": specs.umbrella.modules,
    })
}

fn object(built: &Built) -> Value {
    let vendor = &built.specs.sources.vendor;
    let summary = Summary::of(&built.generated.canonical);
    let operations: Vec<Value> = summary
        .operations
        .iter()
        .map(|operation| {
            let places = places(built, operation);
            let (places, urls): (Vec<_>, Vec<_>) = places.into_iter().unzip();
            let urls: Vec<String> = urls.into_iter().flatten().collect();
            json!({
                "id": operation.id,
                "method": operation.method,
                "path": operation.path,
                "pages": places,
                "urls": urls,
            })
        })
        .collect();
    json!({
        "vendor": built.name().as_str(),
        "style": summary.style,
        "crate": vendor.crate_name,
        "version": vendor.version.to_string(),
        "operations": operations,
        "credentials": summary.credentials,
        "servers": summary.servers,
        "schemas": summary.schemas,
        "warnings": warnings(&built.generated.notes),
        "notes": built.generated.notes.iter().map(ToString::to_string).collect::<Vec<_>>(),
    })
}
