//! One traversal: what holds what is the table's to say (`openapi/fields.rs`), and nobody goes down a document by keywords of his own.
//!
//! A walker is a function that comes back to itself, by itself or by way of others of its file, or that takes what is next from a
//! list of its own, and that names keywords which hold objects. Those that remain stand here, each with what it does instead
//! of walking a document.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use syn::visit::{self, Visit};

mod own;

/// Keywords that hold objects of OpenAPI.
const HOLDING: [&str; 25] = [
    "$defs",
    "$ref",
    "additionalProperties",
    "allOf",
    "anyOf",
    "callbacks",
    "components",
    "content",
    "definitions",
    "dependentSchemas",
    "discriminator",
    "else",
    "headers",
    "items",
    "not",
    "oneOf",
    "parameters",
    "paths",
    "patternProperties",
    "prefixItems",
    "properties",
    "requestBody",
    "responses",
    "schema",
    "then",
];

/// The files (or folders, with a `/` at the end) that have such functions, and why none of them walks a document. A line that is not needed any more is an error.
const ALLOWED: [(&str, &str); 24] = [
    (
        "generator/src/compare/rules/schema/free.rs",
        "whether a schema says more than that it is an object: a question about one schema",
    ),
    (
        "generator/src/compare/rules/schema/mod.rs",
        "two documents at once, from a queue: each family of rules says what is compared under its keyword",
    ),
    (
        "generator/src/compare/rules/styles.rs",
        "what the values of a parameter are, alternatives and all: a question about one schema",
    ),
    (
        "generator/src/engine/schemas.rs",
        "writes schemas of the model's types",
    ),
    (
        "generator/src/lift/schema_from_example.rs",
        "goes down a value, and writes its schema",
    ),
    (
        "generator/src/model/fit/all_of/",
        "merges two schemas, keyword by keyword; goes down by the table",
    ),
    (
        "generator/src/model/fit/hoist.rs",
        "names what is inside, and each keyword gives another name",
    ),
    (
        "generator/src/model/fit/unions.rs",
        "members of members; goes down by the table",
    ),
    (
        "generator/src/model/parse/types.rs",
        "reads a fitted schema as a type, keyword by keyword",
    ),
    (
        "generator/src/model/fit/outline.rs",
        "takes what one schema is put together of, and nothing that it holds",
    ),
    (
        "generator/src/model/sources/shapes.rs",
        "goes down a type of the model, beside the schemas that it was made of",
    ),
    (
        "generator/src/read/bump/fields.rs",
        "writes the schemas of a page's rows",
    ),
    (
        "generator/src/read/bundle/mod.rs",
        "files of whatever version, each from a place of which nobody says what it is; what schemas hold is the table's to say",
    ),
    (
        "generator/src/read/docusaurus/circular.rs",
        "a tree with texts in place of schemas is not yet OpenAPI",
    ),
    (
        "generator/src/read/merge/rename.rs",
        "documents of whatever version: every reference, wherever it stands",
    ),
    (
        "generator/src/read/merge/shape.rs",
        "documents of whatever version: all that is said; what is called by the page's names is the table's to say",
    ),
    (
        "generator/src/read/postman/mod.rs",
        "goes down a collection, and writes operations",
    ),
    (
        "generator/src/read/redocly/fields.rs",
        "writes the schemas of a page's rows",
    ),
    (
        "generator/src/read/reference/document/schemas.rs",
        "writes the schemas of a page's rows",
    ),
    (
        "generator/src/read/reference/grammar/facets.rs",
        "reads a page's words, which are OpenAPI's",
    ),
    (
        "generator/src/read/reference/grammar/schemas.rs",
        "reads a page's words, which are OpenAPI's",
    ),
    (
        "xtask/src/learn/infer.rs",
        "goes down values, and writes their schema",
    ),
    (
        "xtask/src/learn/known.rs",
        "all that one schema says of an object, alternatives and branches together: a question about one schema",
    ),
    (
        "xtask/src/learn/misfits.rs",
        "goes down a value, beside its schema: what each keyword says of a value is the question",
    ),
];

/// What one function names and calls.
#[derive(Default)]
struct Function {
    keywords: BTreeSet<String>,
    calls: BTreeSet<String>,
    has_a_list: bool,
}

#[derive(Default)]
struct File {
    functions: BTreeMap<String, Function>,
    within: Vec<String>,
}

impl File {
    fn here(&mut self) -> Option<&mut Function> {
        let name = self.within.last()?.clone();
        Some(self.functions.entry(name).or_default())
    }

    fn function(&mut self, name: &syn::Ident, attributes: &[syn::Attribute], go_on: impl FnOnce(&mut Self)) {
        let is_test =
            |attribute: &syn::Attribute| ["cfg", "test"].iter().any(|name| attribute.path().is_ident(name));
        if !attributes.iter().any(is_test) {
            self.within.push(name.to_string());
            go_on(self);
            self.within.pop();
        }
    }

    /// The walkers among the functions, with the keywords of all on the way round.
    fn walkers(&self) -> Vec<(&str, BTreeSet<&str>)> {
        let reaches = |from: &str| {
            let mut reached = BTreeSet::new();
            let mut queue = vec![from];
            while let Some(name) = queue.pop() {
                for call in self
                    .functions
                    .get(name)
                    .into_iter()
                    .flat_map(|function| &function.calls)
                {
                    if let Some((call, _)) = self.functions.get_key_value(call)
                        && reached.insert(call.as_str())
                    {
                        queue.push(call);
                    }
                }
            }
            reached
        };
        let reached: BTreeMap<&str, BTreeSet<&str>> = self
            .functions
            .keys()
            .map(|name| (name.as_str(), reaches(name)))
            .collect();
        let walkers = self.functions.iter().filter_map(|(name, function)| {
            let comes_back = reached[name.as_str()].contains(name.as_str());
            let mut keywords = function
                .keywords
                .iter()
                .map(String::as_str)
                .collect::<BTreeSet<&str>>();
            for called in &reached[name.as_str()] {
                keywords.extend(self.functions[*called].keywords.iter().map(String::as_str));
            }
            ((comes_back || function.has_a_list) && !keywords.is_empty()).then_some((name.as_str(), keywords))
        });
        walkers.collect()
    }
}

impl<'ast> Visit<'ast> for File {
    fn visit_item_mod(&mut self, module: &'ast syn::ItemMod) {
        if !module
            .attrs
            .iter()
            .any(|attribute| attribute.path().is_ident("cfg"))
        {
            visit::visit_item_mod(self, module);
        }
    }

    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        self.function(&item.sig.ident, &item.attrs, |file| {
            visit::visit_item_fn(file, item)
        });
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        self.function(&item.sig.ident, &item.attrs, |file| {
            visit::visit_impl_item_fn(file, item)
        });
    }

    fn visit_lit_str(&mut self, literal: &'ast syn::LitStr) {
        let text = literal.value();
        if HOLDING.contains(&text.as_str())
            && let Some(function) = self.here()
        {
            function.keywords.insert(text);
        }
    }

    fn visit_expr_call(&mut self, call: &'ast syn::ExprCall) {
        if let syn::Expr::Path(path) = &*call.func
            && let Some(last) = path.path.segments.last()
            && (path.path.segments.len() == 1
                || ["Self", "self"]
                    .iter()
                    .any(|own| path.path.segments[0].ident == own))
            && let Some(function) = self.here()
        {
            function.calls.insert(last.ident.to_string());
        }
        visit::visit_expr_call(self, call);
    }

    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        let is_own = matches!(&*call.receiver, syn::Expr::Path(path) if path.path.is_ident("self"));
        if let Some(function) = self.here().filter(|_| is_own) {
            function.calls.insert(call.method.to_string());
        }
        visit::visit_expr_method_call(self, call);
    }

    fn visit_expr_while(&mut self, expression: &'ast syn::ExprWhile) {
        if let syn::Expr::Let(condition) = &*expression.cond
            && let syn::Expr::MethodCall(call) = &*condition.expr
            && call.method.to_string().starts_with("pop")
            && let Some(function) = self.here()
        {
            function.has_a_list = true;
        }
        visit::visit_expr_while(self, expression);
    }
}

/// The sources of the generator and of the command line, without tests.
fn sources() -> Vec<(String, File)> {
    let is_ground = |name: &str| name.starts_with("generator/src/openapi/");
    let is_test = |name: &str| name.ends_with("tests.rs") || name.ends_with("rows.rs");
    let files = own::sources(&["generator/src", "xtask/src"]).into_iter();
    let files = files.filter(|(name, _)| !is_ground(name) && !is_test(name));
    let read = files.map(|(name, parsed)| {
        let mut file = File::default();
        file.visit_file(&parsed);
        (name, file)
    });
    read.collect()
}

#[test]
fn nobody_walks_a_document_by_keywords_of_his_own() {
    let files = sources();
    assert!(files.len() > 300, "{} files are not all there are", files.len());
    let mut found: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (name, file) in &files {
        for (function, keywords) in file.walkers() {
            let keywords: Vec<&str> = keywords.into_iter().collect();
            let line = format!("{function} names {}", keywords.join(", "));
            found.entry(name).or_default().push(line);
        }
    }
    let allowed: BTreeMap<&str, &str> = ALLOWED.into();
    let covers = |entry: &str, name: &str| name == entry || entry.ends_with('/') && name.starts_with(entry);
    let new: Vec<_> = found
        .iter()
        .filter(|(name, _)| !allowed.keys().any(|entry| covers(entry, name)))
        .collect();
    assert!(
        new.is_empty(),
        "walk by the table of `openapi/`, or say here why this is no walk: {new:#?}"
    );
    let needless: Vec<_> = allowed
        .keys()
        .filter(|entry| !found.keys().any(|name| covers(entry, name)))
        .collect();
    assert!(
        needless.is_empty(),
        "take these lines out, they are not needed any more: {needless:#?}"
    );
}

/// What a media type is without its parameters, what a reference leads to, and which methods there are is asked, not found out again.
#[test]
fn what_openapi_is_is_said_once() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut found = Vec::new();
    for (name, _) in sources() {
        let text = std::fs::read_to_string(root.join(&name)).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        for (number, line) in code.lines().enumerate() {
            let of_media_types = line.contains("split(';')") && line.contains("media");
            let of_methods = line.contains("\"POST\"") && line.contains("\"PUT\"");
            let of_references = line.contains("strip_prefix(\"#/components");
            if of_media_types || of_methods || of_references {
                found.push(format!("{name}:{}: {}", number + 1, line.trim()));
            }
        }
    }
    assert_eq!(found, Vec::<String>::new());
}
