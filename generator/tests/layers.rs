//! The order of the house: no stage uses a later one, and no files use each other in a circle.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use syn::visit::{self, Visit};

mod own;

/// The stages, in their order. Everything else is the ground floor, which uses nothing above it.
const STAGES: [&str; 9] = [
    "read", "overlay", "lift", "gather", "model", "engine", "render", "compare", "pipeline",
];

/// The paths that a file names, from `crate`, `super` or `self` on; those of its tests are not its own.
#[derive(Default)]
struct Named(Vec<Vec<String>>);

impl Named {
    fn tree(&mut self, tree: &syn::UseTree, before: &[String]) {
        let with = |name: &syn::Ident| [before, &[name.to_string()]].concat();
        match tree {
            syn::UseTree::Path(path) => self.tree(&path.tree, &with(&path.ident)),
            syn::UseTree::Name(name) => self.0.push(with(&name.ident)),
            syn::UseTree::Rename(name) => self.0.push(with(&name.ident)),
            syn::UseTree::Glob(_) => self.0.push(before.to_vec()),
            syn::UseTree::Group(group) => group.items.iter().for_each(|tree| self.tree(tree, before)),
        }
    }
}

fn is_for_tests(attributes: &[syn::Attribute]) -> bool {
    attributes
        .iter()
        .any(|attribute| attribute.path().is_ident("cfg"))
}

impl<'ast> Visit<'ast> for Named {
    fn visit_item_mod(&mut self, module: &'ast syn::ItemMod) {
        if !is_for_tests(&module.attrs) {
            visit::visit_item_mod(self, module);
        }
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        // What is passed on is not used.
        if matches!(item.vis, syn::Visibility::Inherited) && !is_for_tests(&item.attrs) {
            self.tree(&item.tree, &[]);
        }
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let names = path.segments.iter().map(|segment| segment.ident.to_string());
        self.0.push(names.collect());
        visit::visit_path(self, path);
    }
}

/// Folders of crates whose files use each other in no circle.
const CRATES: [&str; 3] = ["generator/src", "clients/runtime/src", "xtask/src"];

/// The modules of a crate that are files, and what each passes on by `pub use`.
struct Crate {
    files: BTreeMap<String, syn::File>,
    passed_on: BTreeMap<(String, String), Vec<String>>,
}

impl Crate {
    fn read(folder: &str) -> Self {
        let named = |(path, file): (String, syn::File)| {
            let path = Path::new(&path).strip_prefix(folder).expect("it is below");
            (module(path), file)
        };
        let mut files: BTreeMap<_, _> = own::sources(&[folder]).into_iter().map(named).collect();
        files.retain(|name, _| !name.ends_with("tests") && !name.ends_with("rows"));
        let mut read = Self {
            files,
            passed_on: BTreeMap::new(),
        };
        let mut passed_on = BTreeMap::new();
        for (name, file) in &read.files {
            for item in &file.items {
                let syn::Item::Use(item) = item else { continue };
                if matches!(item.vis, syn::Visibility::Inherited) {
                    continue;
                }
                let mut named = Named::default();
                named.tree(&item.tree, &[]);
                for path in named.0 {
                    let Some(last) = path.last().cloned() else {
                        continue;
                    };
                    passed_on.insert((name.clone(), last), read.absolute(name, &path, true));
                }
            }
        }
        read.passed_on = passed_on;
        read
    }

    /// A path from the crate's root on; empty for what is not of the crate.
    fn absolute(&self, module: &str, path: &[String], relative: bool) -> Vec<String> {
        let own = || -> Vec<String> {
            module
                .split("::")
                .filter(|name| !name.is_empty())
                .map(str::to_owned)
                .collect()
        };
        match path.first().map(String::as_str) {
            Some("crate") => path[1..].to_vec(),
            Some("self") => [own(), path[1..].to_vec()].concat(),
            Some("super") => {
                let up = path.iter().take_while(|name| *name == "super").count();
                let own = own();
                [own[..own.len().saturating_sub(up)].to_vec(), path[up..].to_vec()].concat()
            }
            Some(_) if relative => [own(), path.to_vec()].concat(),
            _ => Vec::new(),
        }
    }

    /// The file that has what a path names.
    fn home(&self, mut path: Vec<String>) -> Option<String> {
        for _ in 0..8 {
            let length = (0..=path.len())
                .rev()
                .find(|length| self.files.contains_key(&path[..*length].join("::")))?;
            let (module, rest) = (path[..length].join("::"), &path[length..]);
            let next = rest
                .first()
                .and_then(|name| self.passed_on.get(&(module.clone(), name.clone())));
            match next {
                Some(next) if !next.is_empty() => path = [next.clone(), rest[1..].to_vec()].concat(),
                _ => return (length > 0).then_some(module),
            }
        }
        None
    }

    /// By file, the files that it uses.
    fn uses(&self) -> BTreeMap<String, BTreeSet<String>> {
        let uses = self.files.iter().map(|(name, file)| {
            let mut named = Named::default();
            named.visit_file(file);
            let paths = named.0.iter().map(|path| self.absolute(name, path, false));
            let homes = paths
                .filter(|path| !path.is_empty())
                .filter_map(|path| self.home(path));
            // What a folder's first file says of the others is its table of contents.
            let inside = format!("{name}::");
            let homes = homes.filter(|home| home != name && !home.starts_with(&inside));
            (name.clone(), homes.collect())
        });
        uses.collect()
    }
}

fn module(path: &Path) -> String {
    let path = path.with_extension("");
    let names: Vec<&str> = path.iter().filter_map(|name| name.to_str()).collect();
    match names.as_slice() {
        ["lib"] => String::new(),
        [folder @ .., "mod"] => folder.join("::"),
        names => names.join("::"),
    }
}

fn stage(module: &str) -> Option<usize> {
    let first = module.split("::").next().unwrap_or_default();
    STAGES.iter().position(|stage| *stage == first)
}

#[test]
fn no_stage_uses_a_later_one_and_the_ground_floor_none() {
    let mut wrong = Vec::new();
    let mut seen = 0;
    for (from, uses) in Crate::read("generator/src").uses() {
        // The root only names what there is.
        for to in uses.iter().filter(|_| !from.is_empty()) {
            seen += 1;
            let up = match (stage(&from), stage(to)) {
                (Some(from), Some(to)) => to > from,
                (None, Some(_)) => true,
                (_, None) => false,
            };
            if up {
                wrong.push(format!("{from} uses {to}"));
            }
        }
    }
    assert!(seen > 500, "{seen} uses are not all there are");
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn no_files_use_each_other_in_a_circle() {
    for folder in CRATES {
        let uses = Crate::read(folder).uses();
        assert!(
            uses.len() > 50,
            "{} files of {folder} are not all there are",
            uses.len()
        );
        let reaches = |from: &str| {
            let mut reached: BTreeSet<&str> = BTreeSet::new();
            let mut queue: Vec<&str> = vec![from];
            while let Some(next) = queue.pop() {
                for to in uses.get(next).into_iter().flatten() {
                    if reached.insert(to) {
                        queue.push(to);
                    }
                }
            }
            reached
        };
        // Of each file that comes back to itself, what it uses on the way.
        let circular = uses.iter().filter_map(|(name, uses)| {
            let on_the_way = uses.iter().filter(|to| reaches(to).contains(name.as_str()));
            let on_the_way: Vec<_> = on_the_way.collect();
            (!on_the_way.is_empty()).then_some((name, on_the_way))
        });
        let circular: BTreeMap<_, _> = circular.collect();
        assert_eq!(circular, BTreeMap::new(), "in {folder}");
    }
}

/// What the library shows stands in its first file by name; within, each name is taken from where it is.
#[test]
fn nobody_goes_by_way_of_the_face() {
    let library = Crate::read("generator/src");
    let is_module = |name: &str| {
        library
            .files
            .keys()
            .any(|module| module.split("::").next() == Some(name))
    };
    let mut wrong = Vec::new();
    for (name, file) in library.files.iter().filter(|(name, _)| !name.is_empty()) {
        let mut named = Named::default();
        named.visit_file(file);
        let by_the_face = named.0.into_iter().filter(|path| match path.as_slice() {
            [first, second, ..] => first == "crate" && !is_module(second),
            _ => false,
        });
        wrong.extend(by_the_face.map(|path| format!("{name} uses {}", path.join("::"))));
    }
    assert_eq!(wrong, Vec::<String>::new());
}
