//! The files beside a page that it refers to: read where the page is, and never outside of its folder.

use std::path::{Path, PathBuf};

use specloom::Source;
use specloom::read::missing_files;

use crate::Failure;
use crate::files::read_bytes;

/// Files of one page; real descriptions are split into some hundred.
const MOST: usize = 5_000;

/// The page with the files that it refers to, by way of `open`, which gives the contents and the name of a path below the
/// page's folder, if there is such a file.
///
/// # Errors
///
/// What `open` fails with, and more files than any description has.
pub fn gather(
    mut page: Source,
    open: impl Fn(&str) -> Result<Option<Source>, Failure>,
) -> Result<Source, Failure> {
    let mut asked = Vec::new();
    loop {
        // What is wrong with the page is the pipeline's to say.
        let wanted: Vec<String> = missing_files(&page).unwrap_or_default();
        let new: Vec<String> = wanted.into_iter().filter(|path| !asked.contains(path)).collect();
        if new.is_empty() {
            return Ok(page);
        }
        for path in new {
            if let Some(source) = open(&path)? {
                page.beside.insert(path.clone(), source);
            }
            asked.push(path);
        }
        if page.beside.len() > MOST {
            return Err(Failure::new(
                page.name,
                format!("the page refers to more than {MOST} files"),
                "bundle them into one document",
            ));
        }
    }
}

/// The page at `path` with the files of its folder that it refers to; they are called by `name`, which is given their path
/// from the folder.
///
/// # Errors
///
/// As [`gather`], and a file that cannot be read.
pub fn of_file(page: Source, path: &Path, name: impl Fn(&str) -> Option<String>) -> Result<Source, Failure> {
    let folder = match path.parent() {
        Some(folder) if folder != Path::new("") => folder.to_owned(),
        _ => PathBuf::from("."),
    };
    gather(page, |relative| {
        let Some(name) = name(relative) else {
            return Ok(None);
        };
        let full = folder.join(relative);
        // A link may lead anywhere.
        let inside = |full: &Path| match (full.canonicalize(), folder.canonicalize()) {
            (Ok(full), Ok(folder)) => full.starts_with(folder),
            _ => false,
        };
        if !full.is_file() || !inside(&full) {
            return Ok(None);
        }
        Ok(Some(Source::new(name, read_bytes(&full)?)))
    })
}
