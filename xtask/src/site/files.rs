//! Files and folders on disk → pages.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::SitePage;
use super::slug::{self, EXTENSIONS};
use crate::files::read_bytes;
use crate::{Failure, files};

/// The pages at these paths; of a folder, all files below it that may be pages. Sorted by their names here.
///
/// # Errors
///
/// A file that cannot be read, a folder without a page.
pub fn pages(paths: &[PathBuf]) -> Result<Vec<SitePage>, Failure> {
    let mut found: Vec<(PathBuf, String)> = Vec::new();
    for path in paths {
        if path.is_dir() {
            let before = found.len();
            let mut below = BTreeSet::new();
            files::files_below(path, "", &mut below)?;
            found.extend(
                below
                    .iter()
                    .filter(|file| is_page(file))
                    .map(|file| (path.join(&file[1..]), file.clone())),
            );
            if found.len() == before {
                return Err(Failure::new(
                    path.display().to_string(),
                    "there is no page in this folder",
                    format!(
                        "pages are files ending in {}",
                        EXTENSIONS.map(|end| format!(".{end}")).join(", ")
                    ),
                ));
            }
        } else {
            let name = path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            found.push((path.clone(), name));
        }
    }
    let mut taken = BTreeSet::new();
    let mut pages = Vec::new();
    for (path, below) in found {
        let from = path.display().to_string();
        pages.push(SitePage {
            bytes: read_bytes(&path)?,
            file: slug::name(&below.replace('\\', "/"), &from, &mut taken),
            from,
            url: None,
            etag: None,
        });
    }
    pages.sort_by(|a, b| a.file.cmp(&b.file));
    Ok(pages)
}

fn is_page(file: &str) -> bool {
    let extension = Path::new(file)
        .extension()
        .unwrap_or_default()
        .to_string_lossy()
        .to_lowercase();
    EXTENSIONS.contains(&extension.as_str())
}
