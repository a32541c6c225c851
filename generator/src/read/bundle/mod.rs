//! A document and the files beside it that it refers to → one document.
//!
//! ```yaml
//! paths: {/pets: {$ref: paths/pets.yaml}}         # paths: {/pets: {get: …}}
//! schema: {$ref: 'schemas/Pet.yaml'}              # schema: {$ref: '#/components/schemas/Pet'}
//! ```
//!
//! A schema becomes a component, called after what the reference names, for it may refer to itself; everything else is
//! written out where it is used. A file is found by its path from the document's folder, never outside of it, and only
//! among the files that the caller brought; nothing is fetched. What is not there stays as it is, for lift to refuse.

mod place;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde_json::{Map, Value, json};

use self::place::{FilePlace, refers_elsewhere};
use crate::error::{Error, Result, Stage};
use crate::numbering::Numbering;
use crate::pointer;
use crate::read::yaml;
use crate::source::Source;

/// References written out, and values in their place: real documents stay below a tenth of it.
const MOST_REFERENCES: usize = 100_000;
const MOST_VALUES: usize = 5_000_000;

/// References followed from one place: more are a circle.
const MAX_CHAIN: usize = 100;

/// Files beside a document, by their path from its folder, with `/` between the parts.
pub(super) type Files = BTreeMap<String, Source>;

/// The paths of files that the document refers to and `files` does not have, from its folder.
///
/// # Errors
///
/// A file that is neither YAML nor JSON.
pub(super) fn missing(document: Value, name: &str, files: &Files) -> Result<BTreeSet<String>> {
    let mut bundler = Bundler::new(document, name, files)?;
    bundler.run()?;
    Ok(bundler.missing)
}

/// The document with what it refers to in `files`.
///
/// # Errors
///
/// A file that is neither YAML nor JSON, and references that lead back to themselves.
pub(super) fn bundle(document: Value, name: &str, files: &Files) -> Result<Value> {
    let mut bundler = Bundler::new(document, name, files)?;
    bundler.run()
}

/// Whether a text may refer to other files at all.
pub(super) fn is_needed(text: &str) -> bool {
    refers_elsewhere(text)
}

struct Bundler<'a> {
    /// The document's own file name: files refer back to it by that.
    own: String,
    file: &'a str,
    root: Value,
    files: BTreeMap<&'a str, Value>,
    /// The anchors of each file, with the places that they stand for.
    anchors: HashMap<&'a str, HashMap<String, String>>,
    /// Where schemas are kept: depends on the version.
    section: &'static str,
    names: BTreeMap<FilePlace, String>,
    taken: BTreeSet<String>,
    numbering: Numbering,
    schemas: Map<String, Value>,
    missing: BTreeSet<String>,
    references: usize,
    values: usize,
}

impl<'a> Bundler<'a> {
    fn new(document: Value, file: &'a str, files: &'a Files) -> Result<Self> {
        let mut parsed = BTreeMap::new();
        for (path, source) in files {
            let text = crate::read::text::text(source)?;
            parsed.insert(path.as_str(), yaml::parse(&source.name, Stage::Read, text, 1)?);
        }
        let section = match document.get("swagger") {
            Some(_) => "/definitions",
            None => "/components/schemas",
        };
        let mut bundler = Self {
            own: file.rsplit(['/', '\\']).next().unwrap_or_default().to_owned(),
            file,
            root: document,
            anchors: HashMap::new(),
            files: parsed,
            section,
            names: BTreeMap::new(),
            taken: BTreeSet::new(),
            numbering: Numbering::default(),
            schemas: Map::new(),
            missing: BTreeSet::new(),
            references: 0,
            values: 0,
        };
        for (path, file) in &bundler.files {
            place::anchors(file, "", bundler.anchors.entry(*path).or_default());
        }
        bundler.name_components();
        Ok(bundler)
    }

    /// What the document's own components are: `Pet: {$ref: schemas/Pet.yaml}` is that file's name.
    fn name_components(&mut self) {
        let Some(Value::Object(entries)) = self.root.pointer(self.section) else {
            return;
        };
        for (name, schema) in entries {
            self.taken.insert(name.clone());
            let place = schema.get("$ref").and_then(Value::as_str);
            if let Some(place) = place.and_then(|reference| self.place(reference, ""))
                && !place.file.is_empty()
            {
                self.names.entry(place).or_insert_with(|| name.clone());
            }
        }
    }

    fn run(&mut self) -> Result<Value> {
        let mut root = std::mem::take(&mut self.root);
        let original = root.clone();
        self.root = original;
        let names: Vec<(FilePlace, String)> = self.names.clone().into_iter().collect();
        for (place, name) in names {
            let at = pointer::join(self.section, &name);
            if let Some(content) = self.content(&place).cloned()
                && let Some(entry) = root.pointer_mut(&at)
            {
                let mut content = content;
                self.visit(&mut content, &place.file, true, 0)?;
                *entry = content;
            }
        }
        self.visit(&mut root, "", false, 0)?;
        if self.schemas.is_empty() {
            return Ok(root);
        }
        let mut section = &mut root;
        for key in self.section.split('/').skip(1) {
            let Value::Object(object) = section else {
                return Ok(root);
            };
            section = object.entry(key).or_insert_with(|| json!({}));
        }
        if let Value::Object(section) = section {
            section.extend(std::mem::take(&mut self.schemas));
        }
        Ok(root)
    }

    /// Where a reference in `file` leads. An anchor is the place of its schema, where the file is at hand and has one of that name.
    fn place(&self, reference: &str, file: &str) -> Option<FilePlace> {
        let mut place = FilePlace::of(reference, file, &self.own)?;
        let is_anchor = !place.pointer.is_empty() && !place.pointer.starts_with('/');
        if is_anchor && let Some(anchors) = self.anchors.get(place.file.as_str()) {
            place.pointer = anchors.get(&place.pointer)?.clone();
        }
        // The document's own are found when it is lifted.
        (!is_anchor || !place.file.is_empty()).then_some(place)
    }

    /// What stands at a place; `None` where there is no such file or nothing in it.
    fn content(&self, place: &FilePlace) -> Option<&Value> {
        let file = match place.file.as_str() {
            "" => &self.root,
            path => self.files.get(path)?,
        };
        file.pointer(&place.pointer)
    }

    /// Resolves the references below `value`, which stands in `file`; a schema's own, too, if it is one.
    fn visit(&mut self, value: &mut Value, file: &str, is_schema: bool, chain: usize) -> Result<()> {
        self.values += usize::from(!file.is_empty());
        if chain > MAX_CHAIN || self.references > MOST_REFERENCES || self.values > MOST_VALUES {
            return Err(Error::new(
                Stage::Read,
                crate::error::Place::file(if file.is_empty() { self.file } else { file }),
                "references between files form a circle, or make the document many times as large",
                "bundle the files into one document, for instance with `redocly bundle`",
            ));
        }
        match value {
            Value::Array(items) => {
                for item in items {
                    self.visit(item, file, is_schema, chain)?;
                }
                Ok(())
            }
            Value::Object(object) => {
                if let Some(place) = object
                    .get("$ref")
                    .and_then(Value::as_str)
                    .and_then(|reference| self.place(reference, file))
                {
                    return self.reference(value, place, file, is_schema, chain);
                }
                for (key, inner) in object.iter_mut() {
                    match place::holds(key, is_schema) {
                        place::Holds::Data => {}
                        place::Holds::Mapping => self.mapping(inner, file)?,
                        place::Holds::Schema => self.visit(inner, file, true, chain)?,
                        place::Holds::Schemas => {
                            // Names of any kind: none of them is a keyword.
                            match inner {
                                Value::Object(entries)
                                    if !entries.get("$ref").is_some_and(Value::is_string) =>
                                {
                                    for entry in entries.values_mut() {
                                        self.visit(entry, file, true, chain)?;
                                    }
                                }
                                inner => self.visit(inner, file, false, chain)?,
                            }
                        }
                        place::Holds::Other => self.visit(inner, file, false, chain)?,
                    }
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn reference(
        &mut self,
        value: &mut Value,
        place: FilePlace,
        file: &str,
        is_schema: bool,
        chain: usize,
    ) -> Result<()> {
        if place.file.is_empty() {
            // The document's own: found where it is.
            value["$ref"] = json!(format!("#{}", place.pointer));
            return Ok(());
        }
        let is_here = self.files.contains_key(place.file.as_str());
        if !is_here {
            self.missing.insert(place.file.clone());
        }
        let Some(content) = self.content(&place).cloned() else {
            if is_here {
                // Of this document, as the file is, and nowhere in it: lift says so, and goes on.
                value["$ref"] = json!(format!("#{place}"));
            } else if !file.is_empty() {
                // From the document's folder, where a reader of the message looks.
                value["$ref"] = json!(place.to_string());
            }
            return Ok(());
        };
        if is_schema {
            value["$ref"] = json!(self.component(place, content)?);
            return self.siblings(value, file, chain);
        }
        self.references += 1;
        let siblings = value.as_object_mut().map(std::mem::take).unwrap_or_default();
        *value = content;
        self.visit(value, &place.file, false, chain + 1)?;
        // A map may be started in another file and go on here.
        if let Value::Object(object) = value {
            for (key, mut sibling) in siblings.into_iter().filter(|(key, _)| key != "$ref") {
                self.visit(&mut sibling, file, false, chain)?;
                object.insert(key, sibling);
            }
        }
        Ok(())
    }

    /// What stands beside a schema's reference.
    fn siblings(&mut self, value: &mut Value, file: &str, chain: usize) -> Result<()> {
        let Value::Object(object) = value else {
            return Ok(());
        };
        let Some(reference) = object.shift_remove("$ref") else {
            return Ok(());
        };
        self.visit(value, file, true, chain)?;
        if let Value::Object(object) = value {
            object.shift_insert(0, "$ref".to_owned(), reference);
        }
        Ok(())
    }

    /// The reference to the component that a schema of a file is, made where it is none yet.
    fn component(&mut self, place: FilePlace, mut content: Value) -> Result<String> {
        if let Some(name) = self.names.get(&place) {
            return Ok(format!("#{}", pointer::join(self.section, name)));
        }
        let base = place.name();
        let mut name = base.clone();
        if self.taken.contains(&name) {
            let taken = &self.taken;
            let number = self
                .numbering
                .next(&base, |number| !taken.contains(&format!("{base}_{number}")));
            name = format!("{base}_{number}");
        }
        self.taken.insert(name.clone());
        self.names.insert(place.clone(), name.clone());
        // In its turn: what it refers to comes after it.
        self.schemas.insert(name.clone(), Value::Null);
        self.visit(&mut content, &place.file, true, 0)?;
        self.schemas.insert(name.clone(), content);
        Ok(format!("#{}", pointer::join(self.section, &name)))
    }

    /// Targets of a discriminator, which are names or references.
    fn mapping(&mut self, mapping: &mut Value, file: &str) -> Result<()> {
        let targets: Vec<&mut Value> = match mapping {
            Value::Object(entries) => entries.values_mut().collect(),
            default => vec![default],
        };
        for target in targets {
            let Some(text) = target.as_str().filter(|text| text.contains(['#', '/', '.'])) else {
                continue;
            };
            let Some(place) = self.place(text, file) else {
                continue;
            };
            if place.file.is_empty() {
                *target = json!(format!("#{}", place.pointer));
            } else if let Some(content) = self.content(&place).cloned() {
                *target = json!(self.component(place, content)?);
            } else if !self.files.contains_key(place.file.as_str()) {
                self.missing.insert(place.file);
            }
        }
        Ok(())
    }
}
