//! Whatever stands in a public signature of a client can be named by way of the client: no importer has to guess which crate, in
//! which version, a type is from. Read off what rustdoc says of the client and of the runtime, as JSON.
//!
//! The JSON is for nightly compilers only. A stable one writes it when told that it is bootstrapping; where it does not, or
//! writes another format than we read, the test is skipped with a word.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use rustdoc_types::{Crate, Id, Item, ItemEnum, Visibility};
use serde_json::Value;
use specloom_tests::workspace::{root, vendors};
use specloom_tests::{command_line, skipped};

/// Everything but TLS, which takes long to compile and has no types of its own in signatures.
const FEATURES: &str = "blocking,gzip,mock,reqwest,reqwest-0-13,reqwest-middleware-0-5,tower,tracing";

/// A page with what the vendors' pages do not have: files, unions, properties of any name, text and bytes.
const PAGE: &str = r#"
openapi: 3.1.0
info: {title: Acme, version: '1'}
servers: [{url: 'https://api.acme.test'}, {url: 'https://eu.acme.test'}]
security: [{key: []}]
paths:
  /files/{id}:
    put:
      operationId: putFile
      parameters:
      - {name: id, in: path, required: true, schema: {type: string, format: uuid}}
      - {name: tags, in: query, schema: {type: array, items: {type: string}}}
      requestBody:
        required: true
        content:
          multipart/form-data:
            schema: {type: object, required: [file], properties: {file: {type: string, format: binary}, at: {type: string, format: date-time}}}
      responses:
        '200': {description: Kept., content: {application/json: {schema: {$ref: '#/components/schemas/Kept'}}}}
        '404': {description: None such., content: {application/problem+json: {schema: {type: object, properties: {title: {type: string}}}}}}
        default: {description: No., content: {text/plain: {schema: {type: string}}}}
    get:
      operationId: getFile
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses:
        '200': {description: It., headers: {etag: {schema: {type: string}}}, content: {application/octet-stream: {schema: {type: string, format: binary}}}}
components:
  securitySchemes: {key: {type: apiKey, in: header, name: X-Key}}
  schemas:
    Kept:
      type: object
      required: [what]
      additionalProperties: {type: integer}
      properties:
        what:
          oneOf:
          - {type: object, required: [width], properties: {width: {type: integer, format: int32}}}
          - {type: object, required: [pages], properties: {pages: {type: array, items: {type: number}}}}
        kind: {type: string, enum: [image, text]}
        any: {}
        price: {type: string, format: decimal}
        raw: {type: string, format: byte}
"#;

/// What rustdoc says of a library of the workspace at `folder`.
fn documented(folder: &Path, package: &str, wrapper: &Path) -> Option<Crate> {
    let target = root().join("target");
    let output = Command::new(env!("CARGO"))
        .args(["rustdoc", "--offline", "--lib", "--quiet", "--package", package])
        .args(["--no-default-features", "--features", FEATURES, "--"])
        .args(["-Zunstable-options", "--output-format=json", "--cap-lints=allow"])
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", &target)
        .env("RUSTDOC", wrapper)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    if said.contains("unstable") || said.contains("nightly") {
        skipped(package, "the compiler does not write JSON of its documentation");
        return None;
    }
    assert!(output.status.success(), "{package}\n{said}");
    let json = target.join(format!("doc/{}.json", package.replace('-', "_")));
    let json: Value = serde_json::from_slice(&fs::read(json).unwrap()).unwrap();
    if json["format_version"] != rustdoc_types::FORMAT_VERSION {
        let why = format!(
            "the compiler writes format {}, and rustdoc-types reads {}",
            json["format_version"],
            rustdoc_types::FORMAT_VERSION
        );
        skipped(package, &why);
        return None;
    }
    Some(serde_json::from_value(json).unwrap())
}

/// A rustdoc that may write JSON. Only it: what is compiled by its side must not be compiled again for another environment.
#[cfg(unix)]
fn wrapper(folder: &Path) -> PathBuf {
    use std::os::unix::fs::PermissionsExt as _;
    let wrapper = folder.join("rustdoc");
    fs::write(&wrapper, "#!/bin/sh\nRUSTC_BOOTSTRAP=1 exec rustdoc \"$@\"\n").unwrap();
    fs::set_permissions(&wrapper, fs::Permissions::from_mode(0o755)).unwrap();
    wrapper
}

/// The item's own path, wherever it is also called something.
fn path(of: &Crate, id: Id) -> Option<String> {
    of.paths.get(&id).map(|summary| summary.path.join("::"))
}

/// What can be named by way of a crate: its items, by id, and what it re-exports, by path.
#[derive(Default)]
struct Names {
    own: BTreeSet<Id>,
    elsewhere: BTreeSet<String>,
}

impl Names {
    fn of(client: &Crate) -> Self {
        let mut names = Self::default();
        names.module(client, client.root);
        names
    }

    fn module(&mut self, client: &Crate, id: Id) {
        let ItemEnum::Module(module) = &client.index[&id].inner else {
            return;
        };
        for id in &module.items {
            let item = &client.index[id];
            if item.visibility != Visibility::Public {
                continue;
            }
            match &item.inner {
                ItemEnum::Use(used) => {
                    let target = used.id.unwrap();
                    match client.index.get(&target) {
                        Some(_) if used.is_glob => self.module(client, target),
                        Some(_) => _ = self.own.insert(target),
                        None => _ = self.elsewhere.insert(path(client, target).unwrap()),
                    }
                }
                ItemEnum::Module(_) => self.module(client, *id),
                _ => _ = self.own.insert(*id),
            }
        }
    }

    /// Whether a path leads to something that has a name: in the language, here, or in a crate or a module that is named here.
    fn has(&self, path: &str) -> bool {
        // The traits of `serde` are those of a crate beneath it.
        let path = path.replacen("serde_core::", "serde::", 1);
        let of = path.split("::").next().unwrap_or_default();
        let mut ends = path.match_indices("::").map(|(end, _)| end).chain([path.len()]);
        matches!(of, "core" | "std" | "alloc") || ends.any(|end| self.elsewhere.contains(&path[..end]))
    }
}

/// An item with everything that belongs to it: variants, fields, methods, and the implementations that somebody wrote.
fn whole(of: &Crate, id: Id, into: &mut Vec<Id>) {
    let Some(item) = of.index.get(&id) else { return };
    if into.contains(&id) {
        return;
    }
    into.push(id);
    let within: Vec<Id> = match &item.inner {
        ItemEnum::Struct(item) => [&item.impls[..], &fields(&item.kind)].concat(),
        ItemEnum::Enum(item) => [&item.impls[..], &item.variants].concat(),
        ItemEnum::Variant(variant) => match &variant.kind {
            rustdoc_types::VariantKind::Plain => Vec::new(),
            rustdoc_types::VariantKind::Tuple(fields) => fields.iter().flatten().copied().collect(),
            rustdoc_types::VariantKind::Struct { fields, .. } => fields.clone(),
        },
        ItemEnum::Trait(item) => item.items.clone(),
        ItemEnum::Impl(item) if item.is_synthetic || item.blanket_impl.is_some() => {
            into.pop();
            Vec::new()
        }
        ItemEnum::Impl(item) => item.items.clone(),
        _ => Vec::new(),
    };
    for id in within {
        whole(of, id, into);
    }
}

fn fields(kind: &rustdoc_types::StructKind) -> Vec<Id> {
    match kind {
        rustdoc_types::StructKind::Unit => Vec::new(),
        rustdoc_types::StructKind::Tuple(fields) => fields.iter().flatten().copied().collect(),
        rustdoc_types::StructKind::Plain { fields, .. } => fields.clone(),
    }
}

/// The ids that an item's own signature holds.
fn mentioned(item: &Item) -> BTreeSet<Id> {
    let mut found = BTreeSet::new();
    // All forms of types and bounds at once: whatever is named has a path and an id.
    fn walk(value: &Value, found: &mut BTreeSet<Id>) {
        match value {
            Value::Object(entries) => {
                if let (Some(_), Some(id)) = (entries.get("path"), entries.get("id").and_then(Value::as_u64))
                {
                    found.insert(Id(u32::try_from(id).unwrap()));
                }
                entries.values().for_each(|value| walk(value, found));
            }
            Value::Array(items) => items.iter().for_each(|value| walk(value, found)),
            _ => {}
        }
    }
    walk(&serde_json::to_value(&item.inner).unwrap(), &mut found);
    found
}

/// What stands in signatures of `client` and cannot be named by way of it, with where it stands.
fn nameless(client: &Crate, runtime: &Crate) -> BTreeMap<String, BTreeSet<String>> {
    let names = Names::of(client);
    let mut nameless: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut note = |what: String, item: &Item| {
        let place = item.name.clone().unwrap_or_default();
        nameless.entry(what).or_default().insert(place);
    };
    let mut own = Vec::new();
    names.own.iter().for_each(|id| whole(client, *id, &mut own));
    assert!(own.len() > 50, "{}", own.len());
    for item in own.iter().map(|id| &client.index[id]) {
        for id in mentioned(item) {
            let path = path(client, id).unwrap();
            let has_name = match client.index.contains_key(&id) {
                // A seal is there to have no name: nobody else is to implement what it stands at.
                true => names.own.contains(&id) || path.ends_with("::sealed::Sealed"),
                false => names.has(&path),
            };
            if !has_name {
                note(path, item);
            }
        }
    }
    // What the client re-exports of the runtime has signatures, too.
    let mut known = Vec::new();
    let reexported = runtime
        .paths
        .keys()
        .filter(|id| path(runtime, **id).is_some_and(|path| names.elsewhere.contains(&path)));
    reexported.for_each(|id| whole(runtime, *id, &mut known));
    assert!(known.len() > 200, "{}", known.len());
    for item in known
        .iter()
        .map(|id| &runtime.index[id])
        .filter(|item| !is_for_generated_code(runtime, &names, item))
    {
        for path in mentioned(item).into_iter().filter_map(|id| path(runtime, id)) {
            if !names.has(&path) {
                note(path, item);
            }
        }
    }
    nameless
}

/// What generated code calls and no importer: what is hidden, and implementations of traits that have no name in the client.
fn is_for_generated_code(of: &Crate, names: &Names, item: &Item) -> bool {
    if let ItemEnum::Impl(implementation) = &item.inner
        && let Some(of_trait) = &implementation.trait_
        && path(of, of_trait.id).is_some_and(|path| !names.has(&path))
    {
        return true;
    }
    item.attrs
        .iter()
        .any(|attribute| format!("{attribute:?}").contains("hidden"))
}

#[cfg(unix)]
#[test]
fn every_type_of_a_public_signature_has_a_name_in_the_client() {
    let folder = tempfile::tempdir().unwrap();
    let wrapper = wrapper(folder.path());
    let Some(runtime) = documented(&root(), "specloom-runtime", &wrapper) else {
        return;
    };
    for vendor in vendors() {
        let client = documented(&root(), &format!("{vendor}-client"), &wrapper).unwrap();
        assert_eq!(nameless(&client, &runtime), BTreeMap::new(), "{vendor}");
    }
    let (page, out) = (folder.path().join("acme.yaml"), folder.path().join("client"));
    fs::write(&page, PAGE).unwrap();
    fs::create_dir(&out).unwrap();
    let [page, out_text] = [&page, &out].map(|path| path.to_str().unwrap());
    let ran = command_line::run(&root(), ["try", page, "--out", out_text, "--name", "acme"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    fs::copy(root().join("Cargo.lock"), out.join("Cargo.lock")).unwrap();
    let client = documented(&out, "acme-client", &wrapper).unwrap();
    assert_eq!(nameless(&client, &runtime), BTreeMap::new());
}
