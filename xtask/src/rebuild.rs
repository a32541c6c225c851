//! Specs → what should be on disk, in memory.

use std::collections::BTreeMap;

use indicatif::ProgressBar;
use specloom::words::shown;
use specloom::{Generated, Note, Place};

use crate::digest::hash;
use crate::files::{CLIENTS, SPECS};
use crate::lock::PageState;
use crate::name::VendorName;
use crate::pipeline::{Pipeline, in_parallel};
use crate::revision::Revision;
use crate::specs::Specs;
use crate::workspace::Workspace;
use crate::{Failure, Failures};

/// A vendor's rebuilt client.
#[derive(Debug, Clone)]
pub struct Built {
    /// What it was built from.
    pub specs: Specs,
    /// What the pipeline gave.
    pub generated: Generated,
    /// Text of `openapi.yaml`.
    pub openapi: String,
}

impl Built {
    /// Runs the pipeline on `specs`.
    ///
    /// # Errors
    ///
    /// As [`specloom::generate`], and a generated path that leaves the crate's folder.
    pub fn new(specs: Specs, pipeline: Pipeline) -> Result<Self, Failure> {
        let generated = pipeline
            .generate(&specs.sources)
            .map_err(|error| Failure::pipeline(error, specs.all_sources()))?;
        for path in generated.files.keys() {
            inside(path)?;
        }
        let openapi = openapi_text(&specs, &generated);
        Ok(Self {
            specs,
            generated,
            openapi,
        })
    }

    /// What was held back, as people read it: the page, the line, why, and what to do.
    pub fn held(&self) -> impl Iterator<Item = Failure> {
        let held = self.generated.canonical.set.held.iter();
        let now = held.map(|held| Failure::pipeline(held.error.clone(), self.specs.all_sources()));
        // Of these the line is not shown: it is not in the page that stands in.
        let replaced = self.specs.stand_ins.iter();
        now.chain(replaced.map(|held| Failure::pipeline(held.error.clone(), [])))
    }

    /// A note, and the place in the pages of what it is about.
    pub fn placed(&self, note: &Note) -> String {
        let pages = &self.specs.sources.pages;
        match self.generated.canonical.set.place_of(pages, &note.pointer) {
            Some(Place {
                file,
                position: Some(position),
                ..
            }) => format!("{note} [{}:{}]", shown(&file), position.line),
            _ => note.to_string(),
        }
    }

    /// Pages that the client was made from before and that cannot be read now.
    pub fn lost(&self) -> Vec<&str> {
        let held = self.generated.canonical.set.held.iter();
        held.filter(|held| held.operation.is_none())
            .filter(|held| {
                let file = held.page.rsplit('/').next().unwrap_or(&held.page);
                let known = self.specs.known.get(file);
                known.is_some_and(|known| known.state != PageState::Missing && !known.operations.is_empty())
            })
            .map(|held| held.page.as_str())
            .collect()
    }

    /// The same with the last good page in place of each that cannot be read any more, where the last commit has it. What
    /// changed beside it is taken over then.
    ///
    /// # Errors
    ///
    /// As [`Self::new`].
    fn standing_in(self, workspace: &Workspace, pipeline: Pipeline) -> Result<Self, Failure> {
        let lost: Vec<String> = self.lost().into_iter().map(str::to_owned).collect();
        if lost.is_empty() {
            return Ok(self);
        }
        let committed = Revision::resolve(workspace, "HEAD").and_then(|head| head.read(self.name()));
        let Ok(committed) = committed else { return Ok(self) };
        let mut specs = self.specs.clone();
        for page in &mut specs.sources.pages {
            if !lost.contains(&page.name) {
                continue;
            }
            let file = page.name.rsplit('/').next().unwrap_or(&page.name);
            let good = specs.known.get(file).and_then(|known| {
                let mut pages = committed.sources.pages.iter();
                pages.find(|page| page.name.ends_with(&format!("/{file}")) && hash(&page.bytes) == known.hash)
            });
            let held = self
                .generated
                .canonical
                .set
                .held
                .iter()
                .find(|held| held.page == page.name);
            if let Some((good, held)) = good.zip(held) {
                page.bytes.clone_from(&good.bytes);
                specs.stand_ins.push(held.clone());
            }
        }
        if specs.stand_ins.is_empty() {
            return Ok(self);
        }
        Self::new(specs, pipeline)
    }

    /// The vendor's directory name.
    pub fn name(&self) -> &VendorName {
        &self.specs.name
    }

    /// Every generated file by its path below the workspace's root.
    pub fn files(&self) -> BTreeMap<String, &str> {
        let name = self.name();
        let crate_files = self.generated.files.iter();
        crate_files
            .map(|(path, text)| (format!("{CLIENTS}/{name}/{path}"), text.as_str()))
            .chain([(format!("{SPECS}/{name}/openapi.yaml"), self.openapi.as_str())])
            .collect()
    }
}

/// Reads and rebuilds vendors side by side; results in their order.
pub fn all(
    workspace: &Workspace,
    names: &[VendorName],
    pipeline: Pipeline,
    progress: &ProgressBar,
) -> Vec<Result<Built, Failure>> {
    let built = in_parallel(names, |name| {
        let built = workspace
            .read(name)
            .and_then(|specs| Built::new(specs, pipeline))
            .and_then(|built| built.standing_in(workspace, pipeline));
        progress.inc(1);
        built
    });
    progress.finish_and_clear();
    built
}

/// All of `results`, or every reason why not.
///
/// # Errors
///
/// The failures among `results`, in their order.
pub fn all_or_nothing<T>(results: Vec<Result<T, Failure>>) -> Result<Vec<T>, Failures> {
    let mut failures = Vec::new();
    let mut all = Vec::new();
    for result in results {
        match result {
            Ok(value) => all.push(value),
            Err(failure) => failures.push(failure),
        }
    }
    if failures.is_empty() {
        Ok(all)
    } else {
        Err(Failures(failures))
    }
}

fn openapi_text(specs: &Specs, generated: &Generated) -> String {
    let file_name = |name: &str| name.rsplit('/').next().unwrap_or(name).to_owned();
    let mut from = file_name(specs.sources.origin());
    if let Some(overlay) = &specs.sources.overlay {
        from = format!("{from} and {}", file_name(&overlay.name));
    }
    let body = generated.canonical.to_yaml();
    format!("# Generated by Specloom from {from}. Do not edit: cargo xtask generate\n{body}")
}

/// A generated path is relative and goes down only: names in it may stem from a page.
fn inside(path: &str) -> Result<(), Failure> {
    let plain = |part: &str| !matches!(part, "" | "." | "..") && !part.contains(['\\', ':', '\0']);
    if path.split('/').all(plain) {
        return Ok(());
    }
    Err(Failure::new(
        path.escape_debug().to_string(),
        "the generated file would be outside of its crate",
        "this is a defect of the generator; report it with the page",
    ))
}
