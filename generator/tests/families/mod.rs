//! The fixtures of the comparison: `compare/<family>.yaml` holds a small API, edits of it, and what is found of each.
//!
//! An edit removes members and sets others, by JSON pointer. Where a family has `places`, its edits are tried in each of
//! them (`in` says which; with none, the pointers start at the root). Each edit is taken back, too.

#![allow(dead_code, reason = "each test uses a part")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use specloom::compare::Change;

/// Where they are, from the workspace's root.
const FOLDER: &str = "generator/tests/compare";

/// The fixtures of one family of rules.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Family {
    #[serde(skip)]
    pub(crate) path: PathBuf,
    /// The API before any edit.
    pub(crate) base: Value,
    /// By name, pointers to what all edits are tried on.
    #[serde(default)]
    pub(crate) places: BTreeMap<String, String>,
    /// Edits that find something else together than each for itself, and why.
    #[serde(default)]
    pub(crate) apart: Vec<Apart>,
    pub(crate) edits: Vec<Edit>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Apart {
    /// The names of both.
    pub(crate) edits: [String; 2],
    pub(crate) why: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Edit {
    pub(crate) name: String,
    #[serde(rename = "in")]
    places: Option<Vec<String>>,
    #[serde(default)]
    remove: Vec<String>,
    #[serde(default)]
    set: Map<String, Value>,
    /// By place and direction.
    #[serde(default)]
    found: BTreeMap<String, Vec<Finding>>,
}

/// What is told of a finding: all that a reader of a report acts on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Finding {
    pub(crate) rule: String,
    pub(crate) verdicts: String,
    pub(crate) at: String,
    pub(crate) says: String,
}

impl From<&Change> for Finding {
    fn from(change: &Change) -> Self {
        let at = change.new_pointer.as_ref().or(change.old_pointer.as_ref());
        Self {
            rule: change.id.to_owned(),
            verdicts: format!("{}, {}", change.wire, change.rust),
            at: at.cloned().unwrap_or_default(),
            says: change.message.clone(),
        }
    }
}

/// An edit in one of its places.
#[derive(Clone, Copy)]
pub(crate) struct Case<'a> {
    pub(crate) family: &'a Family,
    pub(crate) edit: &'a Edit,
    place: Option<(&'a str, &'a str)>,
}

impl Family {
    pub(crate) fn all() -> Vec<Self> {
        // Tests of other packages read them, too.
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(FOLDER);
        let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        let mut paths: Vec<PathBuf> = paths.filter(|path| path.is_file()).collect();
        paths.sort();
        paths.into_iter().map(Self::read).collect()
    }

    pub(crate) fn read(path: PathBuf) -> Self {
        let text = fs::read_to_string(&path).unwrap();
        let family: Self =
            serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        Self { path, ..family }
    }

    pub(crate) fn cases(&self) -> Vec<Case<'_>> {
        let case = |edit, place| Case {
            family: self,
            edit,
            place,
        };
        let cases = self.edits.iter().flat_map(|edit| {
            let of_edit = |name: &&String| edit.places.as_ref().is_none_or(|places| places.contains(*name));
            let places = self.places.iter().filter(|(name, _)| of_edit(name));
            let places: Vec<_> = places
                .map(|(name, at)| case(edit, Some((name.as_str(), at.as_str()))))
                .collect();
            if places.is_empty() {
                vec![case(edit, None)]
            } else {
                places
            }
        });
        cases.collect()
    }
}

impl Case<'_> {
    /// The pointers of all that the edit touches.
    pub(crate) fn touched(&self) -> Vec<String> {
        let (_, at) = self.place.unwrap_or_default();
        // What goes from a list, or comes to its end, moves the others.
        let whole = |pointer: &String| match pointer.rsplit_once('/') {
            Some((list, item)) if item == "-" || item.parse::<usize>().is_ok() => list.to_owned(),
            _ => pointer.clone(),
        };
        let removed = self.edit.remove.iter().map(whole);
        let set = self.edit.set.keys().map(|pointer| match pointer.ends_with("/-") {
            true => whole(pointer),
            false => pointer.clone(),
        });
        removed
            .chain(set)
            .map(|pointer| format!("{at}{pointer}"))
            .collect()
    }

    pub(crate) fn apply(&self, document: &Value) -> Value {
        let mut document = document.clone();
        let (_, at) = self.place.unwrap_or_default();
        for pointer in &self.edit.remove {
            change(&mut document, &format!("{at}{pointer}"), None);
        }
        for (pointer, value) in &self.edit.set {
            change(&mut document, &format!("{at}{pointer}"), Some(value));
        }
        document
    }

    /// What the fixture calls this case, there or back.
    pub(crate) fn key(&self, back: bool) -> String {
        match (self.place, back) {
            (None, false) => "there".to_owned(),
            (None, true) => "back".to_owned(),
            (Some((place, _)), false) => place.to_owned(),
            (Some((place, _)), true) => format!("{place}, back"),
        }
    }

    pub(crate) fn found(&self, back: bool) -> &[Finding] {
        self.edit.found.get(&self.key(back)).map_or(&[], Vec::as_slice)
    }

    /// Before and after.
    pub(crate) fn pair(&self, back: bool) -> (Value, Value) {
        let edited = self.apply(&self.family.base);
        match back {
            false => (self.family.base.clone(), edited),
            true => (edited, self.family.base.clone()),
        }
    }
}

/// Sets the member at `pointer`, or removes it.
fn change(document: &mut Value, pointer: &str, value: Option<&Value>) {
    let (parent, key) = pointer.rsplit_once('/').expect("an edit has a pointer");
    let key = key.replace("~1", "/").replace("~0", "~");
    match (document.pointer_mut(parent), value) {
        (Some(Value::Object(object)), Some(value)) => {
            object.insert(key, value.clone());
        }
        (Some(Value::Object(object)), None) => {
            let removed = object.shift_remove(&key);
            assert!(removed.is_some(), "{pointer} is not there");
        }
        (Some(Value::Array(items)), Some(value)) if key == "-" => items.push(value.clone()),
        (Some(Value::Array(items)), Some(value)) => items[key.parse::<usize>().unwrap()] = value.clone(),
        (Some(Value::Array(items)), None) => {
            items.remove(key.parse().unwrap());
        }
        _ => panic!("nothing holds {pointer}"),
    }
}

/// The purest pair of documents of a rule, as files `old.yaml` and `new.yaml` in a folder for tools that read files.
pub(crate) fn files_of(families: &[Family], rule: &str, folder: &Path) -> [PathBuf; 2] {
    let pair = pair_of(families, rule).unwrap_or_else(|| panic!("{rule} has no fixture"));
    written(pair, &folder.join(rule))
}

/// A pair of documents as files `old.yaml` and `new.yaml` in a folder.
pub(crate) fn written((old, new): (Value, Value), folder: &Path) -> [PathBuf; 2] {
    fs::create_dir_all(folder).unwrap();
    [("old.yaml", old), ("new.yaml", new)].map(|(name, document)| {
        let path = folder.join(name);
        fs::write(&path, serde_yaml::to_string(&document).unwrap()).unwrap();
        path
    })
}

/// The purest pair of documents between which the rule finds something: nothing else is found there, if there is such a pair,
/// and the finding weighs what its rule says.
pub(crate) fn pair_of(families: &[Family], rule: &str) -> Option<(Value, Value)> {
    let cases = families.iter().flat_map(Family::cases);
    let ways = cases.flat_map(|case| [(case, false), (case, true)]);
    let with = ways.filter(|(case, back)| case.found(*back).iter().any(|finding| finding.rule == rule));
    let usual = specloom::compare::rule(rule).map(|rule| format!("{}, {}", rule.wire, rule.rust));
    let purest = with.min_by_key(|(case, back)| {
        let found = case.found(*back);
        let weighs_less = found
            .iter()
            .all(|finding| Some(&finding.verdicts) != usual.as_ref());
        (found.len(), weighs_less, *back)
    });
    purest.map(|(case, back)| case.pair(back))
}

/// Writes what is found into a fixture, behind the edits that find it.
pub(crate) fn write(family: &Family, found: &[BTreeMap<String, Vec<Finding>>]) {
    let text = fs::read_to_string(&family.path).unwrap();
    let mut parts = text.split("\n- name: ");
    let mut written = parts.next().unwrap_or_default().to_owned();
    for (part, found) in parts.zip(found) {
        let edit = part.split("\n  found:\n").next().unwrap_or_default().trim_end();
        let found = serde_yaml::to_string(found).unwrap();
        let found: Vec<String> = found.lines().map(|line| format!("    {line}")).collect();
        written += &format!("\n- name: {edit}\n  found:\n{}", found.join("\n"));
    }
    fs::write(&family.path, written + "\n").unwrap();
}
