//! Files on disk: which folders are what, and reading within bounds.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::Read;
use std::path::Path;

use crate::Failure;

/// Directory of what is known about vendors.
pub const SPECS: &str = "specs";
/// Directory of the generated crates.
pub const CLIENTS: &str = "clients";
/// The hand-written crate in [`CLIENTS`].
pub const RUNTIME: &str = "runtime";
/// Largest file that is read, in bytes: the largest published API descriptions are a third of it.
pub const MAX_BYTES: u64 = 32 * 1024 * 1024;

/// Reads a regular file of at most [`MAX_BYTES`].
///
/// # Errors
///
/// A path that cannot be read, is not a regular file, or is too large.
pub fn read_bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    let failed = |error: std::io::Error| Failure::io("read", path, &error);
    // Asked before opening: opening a named pipe would wait for a writer.
    if !fs::metadata(path).map_err(failed)?.is_file() {
        return Err(Failure::new(
            path.display().to_string(),
            "this is not a regular file",
            "name a file",
        ));
    }
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(MAX_BYTES + 1).read_to_end(&mut bytes))
        .map_err(failed)?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(Failure::new(
            path.display().to_string(),
            format!("the file is larger than {} MiB", MAX_BYTES / 1024 / 1024),
            "store the page of the endpoints that are needed, not a dump of the whole site",
        ));
    }
    Ok(bytes)
}

/// Collects the files below `folder`, as `prefix/…`. A symbolic link counts as a file: what it points to is not ours.
///
/// # Errors
///
/// A directory that cannot be read.
pub fn files_below(folder: &Path, prefix: &str, paths: &mut BTreeSet<String>) -> Result<(), Failure> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(Failure::io("read", folder, &error)),
    };
    for entry in entries {
        let entry = entry.map_err(|error| Failure::io("read", folder, &error))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with('.') || name == "target" {
            continue;
        }
        let path = format!("{prefix}/{name}");
        let kind = entry
            .file_type()
            .map_err(|error| Failure::io("read", &entry.path(), &error))?;
        if kind.is_dir() {
            files_below(&entry.path(), &path, paths)?;
        } else {
            paths.insert(path);
        }
    }
    Ok(())
}
