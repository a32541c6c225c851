//! The workspace on disk: where it is, which vendors it has.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use specloom::{Source, Umbrella, Vendor};

use crate::Failure;
use crate::files::{CLIENTS, RUNTIME, SPECS, files_below, read_bytes};
use crate::name::VendorName;
use crate::specs::{self, Specs};
use crate::umbrella_specs::UmbrellaSpecs;

/// A workspace.
#[derive(Debug, Clone)]
pub struct Workspace {
    root: PathBuf,
}

impl Workspace {
    /// The workspace at `root`.
    ///
    /// # Errors
    ///
    /// A directory without `specs/`.
    pub fn at(root: &Path) -> Result<Self, Failure> {
        if root.join(SPECS).is_dir() {
            return Ok(Self {
                root: root.to_owned(),
            });
        }
        Err(Failure::new(
            root.display().to_string(),
            "no workspace here: there is no directory `specs`",
            "run the command inside the workspace",
        ))
    }

    /// The workspace that `start` is in: the nearest directory upwards with a `Cargo.toml` and a `specs/`.
    ///
    /// # Errors
    ///
    /// No such directory.
    pub fn find(start: &Path) -> Result<Self, Failure> {
        let root = start
            .ancestors()
            .find(|dir| dir.join("Cargo.toml").is_file() && dir.join(SPECS).is_dir());
        Self::at(root.unwrap_or(start))
    }

    /// The root directory.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The vendors that were asked for, all of them for an empty list; sorted, each once. An umbrella stands for the vendors of its
    /// modules.
    ///
    /// # Errors
    ///
    /// A name that is not one, or that no directory in `specs/` has.
    pub fn select(&self, asked: &[String]) -> Result<Vec<VendorName>, Failure> {
        let known = self.vendors()?;
        if asked.is_empty() {
            return Ok(known);
        }
        let umbrellas = self.umbrellas()?;
        let mut names = Vec::new();
        for name in asked {
            let name = VendorName::parse(name)?;
            if let Some(umbrella) = umbrellas.iter().find(|umbrella| umbrella.name == name) {
                names.extend(
                    umbrella
                        .members
                        .values()
                        .filter(|name| known.contains(name))
                        .cloned(),
                );
                continue;
            }
            if !known.contains(&name) {
                let known: Vec<&str> = known.iter().map(VendorName::as_str).collect();
                return Err(Failure::new(
                    format!("{SPECS}/{name}"),
                    "there is no such vendor",
                    format!(
                        "the vendors are: {}; `cargo xtask add {name} PAGE` adds one",
                        known.join(", ")
                    ),
                ));
            }
            names.push(name);
        }
        names.sort();
        names.dedup();
        Ok(names)
    }

    /// The vendor that was asked for.
    ///
    /// # Errors
    ///
    /// As [`Self::select`], and an umbrella, which has no page.
    pub fn one(&self, asked: &str) -> Result<VendorName, Failure> {
        let names = self.select(&[asked.to_owned()])?;
        match names.as_slice() {
            [name] if name.as_str() == asked => Ok(name.clone()),
            names => {
                let names: Vec<&str> = names.iter().map(VendorName::as_str).collect();
                Err(Failure::new(
                    format!("{SPECS}/{asked}"),
                    "an umbrella crate has no page of its own",
                    format!("name the vendor of one of its modules: {}", names.join(", ")),
                ))
            }
        }
    }

    /// All vendors, sorted: the directories of `specs/` that are no umbrella's.
    ///
    /// # Errors
    ///
    /// As [`Self::folders`].
    pub fn vendors(&self) -> Result<Vec<VendorName>, Failure> {
        let mut vendors = self.folders()?;
        vendors.retain(|name| !self.is_umbrella(name));
        Ok(vendors)
    }

    /// The umbrellas, sorted.
    ///
    /// # Errors
    ///
    /// As [`Self::folders`] and [`UmbrellaSpecs::read`].
    pub fn umbrellas(&self) -> Result<Vec<UmbrellaSpecs>, Failure> {
        let mut umbrellas = Vec::new();
        for name in self.folders()?.iter().filter(|name| self.is_umbrella(name)) {
            let files = self.spec_files(name)?;
            umbrellas.extend(UmbrellaSpecs::read(name, "", &files, |path| self.open(path))?);
        }
        Ok(umbrellas)
    }

    /// What cannot be read is a vendor's, whose reading says what is wrong.
    fn is_umbrella(&self, name: &VendorName) -> bool {
        let path = format!("{SPECS}/{name}/vendor.toml");
        let vendor_toml = self.open(&path).ok().flatten();
        vendor_toml.is_some_and(|bytes| Umbrella::is_one(&Source::new(path, bytes)))
    }

    /// All directories of `specs/`, sorted.
    ///
    /// # Errors
    ///
    /// A directory in `specs/` whose name is not a vendor's.
    pub fn folders(&self) -> Result<Vec<VendorName>, Failure> {
        directories(&self.root.join(SPECS))?
            .iter()
            .map(|name| VendorName::parse(name))
            .collect()
    }

    /// Directories in `clients/` other than the runtime, sorted.
    ///
    /// # Errors
    ///
    /// A directory that cannot be read.
    pub fn clients(&self) -> Result<Vec<String>, Failure> {
        let mut clients = directories(&self.root.join(CLIENTS))?;
        clients.retain(|name| name != RUNTIME);
        Ok(clients)
    }

    /// The files of a vendor's folder, by path below the root.
    fn spec_files(&self, name: &VendorName) -> Result<BTreeSet<String>, Failure> {
        let mut files = BTreeSet::new();
        let folder = format!("{SPECS}/{name}");
        files_below(&self.root.join(&folder), &folder, &mut files)?;
        Ok(files)
    }

    /// What a symbolic link brings in from outside is not among the inputs that are reviewed and compared.
    fn refuse_outside(&self, path: &str, full: &Path) -> Result<(), Failure> {
        let real = |path: &Path| fs::canonicalize(path).map_err(|error| Failure::io("read", path, &error));
        let (root, real) = (real(&self.root)?, real(full)?);
        if real.starts_with(root) {
            return Ok(());
        }
        Err(Failure::new(
            path,
            format!(
                "a symbolic link leads out of the workspace, to {}",
                real.display()
            ),
            "store the file itself",
        ))
    }

    /// A file's contents, if there is such a file.
    fn open(&self, path: &str) -> Result<Option<Vec<u8>>, Failure> {
        let full = self.root.join(path);
        if !full.exists() {
            return Ok(None);
        }
        self.refuse_outside(path, &full)?;
        let named = |failure| match failure {
            Failure::Workspace { problem, remedy, .. } => Failure::new(path, problem, remedy),
            other => other,
        };
        read_bytes(&full).map(Some).map_err(named)
    }

    /// What is said of a vendor, without its pages and the names that are held.
    ///
    /// # Errors
    ///
    /// As [`Vendor::parse`], and a file that is not there or cannot be read.
    pub fn vendor(&self, name: &VendorName) -> Result<Vendor, Failure> {
        let source = specs::vendor_toml(name, "", |path| self.open(path))?;
        Vendor::parse(&source).map_err(|error| Failure::pipeline(error, [&source]))
    }

    /// Reads what `specs/<name>/` holds.
    ///
    /// # Errors
    ///
    /// As [`Specs::read`], and a file that is too large or cannot be read.
    pub fn read(&self, name: &VendorName) -> Result<Specs, Failure> {
        let files = self.spec_files(name)?;
        let specs = Specs::read(name, "", &files, |path| self.open(path))?;
        specs.refuse_strays(&files)?;
        Ok(specs)
    }
}

/// Names of the directories in `folder`, sorted, without hidden ones; none where there is no such folder.
fn directories(folder: &Path) -> Result<Vec<String>, Failure> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(Failure::io("read", folder, &error)),
    };
    let mut names = Vec::new();
    for entry in entries {
        let entry = entry.map_err(|error| Failure::io("read", folder, &error))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if !name.starts_with('.') && entry.path().is_dir() {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}
