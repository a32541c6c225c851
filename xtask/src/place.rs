//! A side of a comparison: a page, a folder of pages or a vendor's folder, on disk or at a git revision
//! (`v1.2:specs/acme/page.md`).

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use specloom::Source;

use crate::files::{SPECS, read_bytes};
use crate::name::VendorName;
use crate::site::slug::EXTENSIONS;
use crate::specs::Specs;
use crate::{Failure, beside, files, git};

/// Where a side is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SidePlace {
    /// A file or a folder.
    Disk(PathBuf),
    /// A file or a folder as it was at a revision, by its path from the repository's root, or from here with `./`.
    Git {
        /// What git calls it.
        revision: String,
        /// The path.
        path: String,
    },
}

impl SidePlace {
    /// The place that an argument names; none where it is a vendor's name, or can only be one.
    pub fn parse(argument: &str, is_vendor: impl Fn(&str) -> bool) -> Option<Self> {
        let path = Path::new(argument);
        if path.exists() {
            let is_name = path.is_dir() && is_vendor(argument);
            return (!is_name).then(|| Self::Disk(path.to_owned()));
        }
        match argument.split_once(':') {
            // `C:\page.md` is a file that is not there.
            Some((revision, path)) if revision.len() > 1 && !path.is_empty() && !path.starts_with("//") => {
                Some(Self::Git {
                    revision: revision.to_owned(),
                    path: path.trim_end_matches('/').to_owned(),
                })
            }
            _ => VendorName::parse(argument)
                .is_err()
                .then(|| Self::Disk(path.to_owned())),
        }
    }

    /// What is there. A folder with a `vendor.toml` is a vendor's, with its corrections and the names that it holds.
    ///
    /// # Errors
    ///
    /// No such file or revision, a folder without a page, and what reading fails with.
    pub fn read(&self, root: &Path) -> Result<Specs, Failure> {
        match self {
            Self::Disk(path) if path.is_dir() => {
                let mut below = BTreeSet::new();
                files::files_below(path, "", &mut below)?;
                let files = below.iter().map(|file| file.trim_start_matches('/').to_owned());
                let prefix = format!("{}/", path.display().to_string().trim_end_matches('/'));
                folder(&self.name(), &prefix, files.collect(), |file| {
                    read_bytes(&path.join(file))
                })
            }
            Self::Disk(path) => {
                let page = Source::new(path.display().to_string(), read_bytes(path)?);
                let page = beside::of_file(page, path, |file| Some(file.to_owned()))?;
                Specs::scratch(VendorName::derive(&self.stem()), page, None)
            }
            Self::Git { revision, path } => at_revision(self, revision, path, root),
        }
    }

    /// The last part of its path.
    pub fn name(&self) -> String {
        let path = match self {
            Self::Disk(path) => path.as_path(),
            Self::Git { path, .. } => Path::new(path.as_str()),
        };
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        name.unwrap_or_else(|| path.display().to_string())
    }

    fn stem(&self) -> String {
        let name = self.name();
        Path::new(&name)
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned()
    }
}

fn at_revision(place: &SidePlace, revision: &str, path: &str, root: &Path) -> Result<Specs, Failure> {
    let called = format!("{revision}:{path}");
    let failed = |problem: String| {
        let problem = match problem.is_empty() {
            true => "there is no such revision, file or folder".to_owned(),
            false => problem,
        };
        let remedy = "name a commit, branch or tag, and a path from the repository's root (or `./` from here), as in \
                      `v1.2:specs/acme/page.md`";
        Failure::new(called.escape_debug().to_string(), problem, remedy)
    };
    let commit = git::commit(root, revision).map_err(failed)?;
    let kind = git::run(root, &["cat-file", "-t", &format!("{commit}:{path}")]).map_err(failed)?;
    let blob =
        |path: &str| git::run(root, &["cat-file", "blob", &format!("{commit}:{path}")]).map_err(failed);
    if kind.starts_with(b"tree") {
        let tree = format!("{commit}:{path}");
        let listing = git::run(
            root,
            &["ls-tree", "-r", "-z", "--name-only", "--full-tree", &tree],
        )
        .map_err(failed)?;
        let files = listing
            .split(|&byte| byte == 0)
            .filter(|file| !file.is_empty())
            .map(|file| String::from_utf8_lossy(file).into_owned());
        return folder(&place.name(), &format!("{called}/"), files.collect(), |file| {
            blob(&format!("{path}/{file}"))
        });
    }
    let page = Source::new(called.clone(), blob(path)?);
    let parent = path.rsplit_once('/').map_or("", |(parent, _)| parent);
    let page = beside::gather(page, |file| {
        let file = if parent.is_empty() {
            file.to_owned()
        } else {
            format!("{parent}/{file}")
        };
        let known = git::run(root, &["cat-file", "-e", &format!("{commit}:{file}")]).is_ok();
        match known {
            true => Ok(Some(Source::new(format!("{revision}:{file}"), blob(&file)?))),
            false => Ok(None),
        }
    })?;
    Specs::scratch(VendorName::derive(&place.stem()), page, None)
}

/// What a folder holds; `files` are the paths below it.
fn folder(
    name: &str,
    prefix: &str,
    files: BTreeSet<String>,
    open: impl Fn(&str) -> Result<Vec<u8>, Failure>,
) -> Result<Specs, Failure> {
    let vendor = VendorName::derive(name);
    if files.contains("vendor.toml") {
        let below = format!("{SPECS}/{vendor}/");
        let all = files.iter().map(|file| format!("{below}{file}")).collect();
        return Specs::read(&vendor, prefix, &all, |path| {
            let file = path.strip_prefix(&below).filter(|file| files.contains(*file));
            file.map(&open).transpose()
        });
    }
    let is_page = |file: &&String| {
        let extension = file.rsplit_once('.').map(|(_, end)| end.to_ascii_lowercase());
        extension.is_some_and(|extension| EXTENSIONS.contains(&extension.as_str()))
    };
    let pages = files.iter().filter(is_page);
    let pages = pages.map(|file| Ok(Source::new(format!("{prefix}{file}"), open(file)?)));
    let mut pages = pages.collect::<Result<Vec<Source>, Failure>>()?;
    let Some(last) = pages.pop() else {
        return Err(Failure::new(
            prefix.trim_end_matches('/'),
            "there is no page in this folder",
            format!(
                "pages are files ending in {}",
                EXTENSIONS.map(|end| format!(".{end}")).join(", ")
            ),
        ));
    };
    let mut specs = Specs::scratch(vendor, last, None)?;
    specs.sources.pages.splice(0..0, pages);
    Ok(specs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_vendor_s_name_is_a_place() {
        let git = |revision: &str, path: &str| {
            Some(SidePlace::Git {
                revision: revision.to_owned(),
                path: path.to_owned(),
            })
        };
        let parse = |argument| SidePlace::parse(argument, |name| name == "src");
        assert_eq!(parse("acme"), None);
        assert_eq!(parse("src"), None);
        assert_eq!(parse("tests"), Some(SidePlace::Disk("tests".into())));
        assert_eq!(parse("v1.2:specs/acme/"), git("v1.2", "specs/acme"));
        assert_eq!(parse("HEAD~1:./page.md"), git("HEAD~1", "./page.md"));
        assert_eq!(parse("a.md"), Some(SidePlace::Disk("a.md".into())));
        assert_eq!(parse(r"C:\a.md"), Some(SidePlace::Disk(r"C:\a.md".into())));
        assert_eq!(
            parse("https://a.test"),
            Some(SidePlace::Disk("https://a.test".into()))
        );
    }
}
