//! Pages → the APIs that they are of, by what their documents say of themselves.
//!
//! Pages that were cut from one description share its title; an API is served by the same hosts, whatever its pages are
//! titled. Only where neither is shared are there two. Many sites title each page after its operation: a title that one page
//! alone has tells nothing apart, and then the domain counts, not the host. What states no server goes with any.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use crate::read::{PageRead, Part};

/// What documents of one API have in common.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Mark {
    Title(String),
    Host(String),
    Domain(String),
}

/// The APIs of all parts, which are numbered page by page.
pub(super) struct Apis {
    /// The API of each part.
    of: Vec<Option<usize>>,
    /// What each is called; all of them state a server.
    names: Vec<String>,
}

impl Apis {
    /// Tells the APIs of pages apart.
    pub(super) fn of(pages: &[PageRead]) -> Self {
        let parts: Vec<&Part> = pages.iter().flat_map(|page| &page.parts).collect();
        let titles: Vec<Option<String>> = parts.iter().map(|part| title(part)).collect();
        let mut shared: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for (part, title) in parts.iter().zip(&titles) {
            if let Some(title) = title {
                shared.entry(title).or_default().insert(&part.origin.page);
            }
        }
        let is_shared = |title: &&String| shared[title.as_str()].len() > 1;
        let hosts: Vec<BTreeSet<String>> = parts.iter().map(|part| hosts(&part.document)).collect();
        let mut groups = Groups::default();
        let marks: Vec<Vec<Mark>> = titles
            .iter()
            .zip(&hosts)
            .map(|(title, hosts)| {
                let title = title
                    .as_ref()
                    .filter(is_shared)
                    .map(|title| Mark::Title(title.to_lowercase()));
                let by_domain = title.is_none();
                let served = hosts.iter().map(|host| match by_domain {
                    true => Mark::Domain(domain(host)),
                    false => Mark::Host(host.clone()),
                });
                title.clone().into_iter().chain(served).collect()
            })
            .collect();
        marks.iter().for_each(|marks| groups.join(marks));
        // Pages without a common title are of the one API of their domain, if there is but one.
        let mut of_domain: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
        for mark in groups.marks() {
            if let Mark::Host(host) = &mark {
                of_domain
                    .entry(domain(host))
                    .or_default()
                    .insert(groups.root_of(&mark));
            }
        }
        let mut unclear = BTreeSet::new();
        for (domain, roots) in of_domain {
            let mark = Mark::Domain(domain);
            match roots.first() {
                Some(_) if !groups.knows(&mark) => {}
                Some(only) if roots.len() == 1 => {
                    let number = groups.number(&mark);
                    groups.unite(number, *only);
                }
                _ => {
                    unclear.insert(mark);
                }
            }
        }
        let roots: Vec<Option<usize>> = marks
            .iter()
            .map(|marks| {
                let clear = marks.iter().find(|mark| !unclear.contains(mark));
                clear.map(|mark| groups.root_of(mark))
            })
            .collect();
        named(&roots, &titles, &hosts)
    }

    /// Whether there is more than one.
    pub(super) fn are_several(&self) -> bool {
        self.names.len() > 1
    }

    /// The API of a part; none where it does not say.
    pub(super) fn number(&self, part: usize) -> Option<usize> {
        self.of[part]
    }

    /// What a part's API is called.
    pub(super) fn name(&self, part: usize) -> Option<String> {
        self.of[part].map(|api| self.names[api].clone())
    }
}

/// Those that state a server, each called what most of its parts are titled, or after its first host.
fn named(roots: &[Option<usize>], titles: &[Option<String>], hosts: &[BTreeSet<String>]) -> Apis {
    let mut titled: BTreeMap<usize, BTreeMap<&str, usize>> = BTreeMap::new();
    let mut served: BTreeMap<usize, BTreeSet<&str>> = BTreeMap::new();
    for ((root, title), hosts) in roots.iter().zip(titles).zip(hosts) {
        let Some(root) = root else { continue };
        if let Some(title) = title {
            *titled.entry(*root).or_default().entry(title).or_default() += 1;
        }
        if !hosts.is_empty() {
            served
                .entry(*root)
                .or_default()
                .extend(hosts.iter().map(String::as_str));
        }
    }
    let mut taken = BTreeSet::new();
    let mut numbers = BTreeMap::new();
    let mut names = Vec::new();
    let mut all: Vec<(&str, usize)> = served
        .iter()
        .filter_map(|(root, hosts)| Some((*hosts.first()?, *root)))
        .collect();
    all.sort_unstable();
    for (host, root) in all {
        let title = titled.get(&root).and_then(|titles| {
            let most = titles
                .iter()
                .max_by_key(|(title, count)| (**count, std::cmp::Reverse(**title)));
            most.map(|(title, _)| *title)
        });
        let name = title
            .filter(|title| taken.insert(title.to_lowercase()))
            .unwrap_or(host);
        numbers.insert(root, names.len());
        names.push(name.to_owned());
    }
    let of = roots
        .iter()
        .map(|root| numbers.get(root.as_ref()?).copied())
        .collect();
    Apis { of, names }
}

/// The title that the API has, if the page does not title it after the operation.
fn title(part: &Part) -> Option<String> {
    if part.info_is_inferred {
        return None;
    }
    let title = part.document.get("info")?.get("title")?.as_str()?.trim();
    let is_operations = |operation: &Value| operation.get("summary").and_then(Value::as_str) == Some(title);
    let items = part.document.get("paths").and_then(Value::as_object);
    let operations = items
        .into_iter()
        .flatten()
        .filter_map(|(_, item)| item.as_object());
    let of_page = part
        .origin
        .title
        .as_deref()
        .is_some_and(|page| page.trim() == title);
    let is_own = title.is_empty() || of_page || operations.flat_map(Map::values).any(is_operations);
    (!is_own).then(|| title.to_owned())
}

/// The hosts that a document names, wherever it does.
fn hosts(document: &Map<String, Value>) -> BTreeSet<String> {
    let mut hosts = BTreeSet::new();
    let mut take = |object: &Map<String, Value>| {
        let servers = object.get("servers").and_then(Value::as_array);
        let urls = servers
            .into_iter()
            .flatten()
            .filter_map(|server| server.get("url")?.as_str());
        hosts.extend(urls.filter_map(host));
    };
    take(document);
    let items = document.get("paths").and_then(Value::as_object);
    for item in items
        .into_iter()
        .flatten()
        .filter_map(|(_, item)| item.as_object())
    {
        take(item);
        item.values().filter_map(Value::as_object).for_each(&mut take);
    }
    // Swagger 2.0 has one.
    hosts.extend(
        document
            .get("host")
            .and_then(Value::as_str)
            .and_then(|name| host(&format!("//{name}"))),
    );
    hosts
}

/// The host of a URL, in lower case; none for one that every machine has, or that is filled in.
fn host(url: &str) -> Option<String> {
    let rest = url.split_once("//")?.1;
    let authority = rest.split(['/', '?', '#']).next()?;
    let host = authority.rsplit('@').next()?;
    let name = host.split(':').next()?.to_ascii_lowercase();
    let is_filled_in = domain(&name).contains('{');
    let is_local =
        name == "localhost" || name.starts_with("127.") || name == "0.0.0.0" || name.starts_with('[');
    (name.contains('.') && !is_filled_in && !is_local).then_some(name)
}

/// What one owner's hosts end in: the last two labels, or three where these are as short as those of a country.
fn domain(host: &str) -> String {
    let labels: Vec<&str> = host.rsplit('.').collect();
    let of_country = matches!(labels.as_slice(), [top, second, _, ..] if top.len() == 2 && second.len() <= 3);
    let count = if of_country { 3 } else { 2 };
    let mut kept: Vec<&str> = labels.into_iter().take(count).collect();
    kept.reverse();
    kept.join(".")
}

/// Marks that belong together.
#[derive(Default)]
struct Groups {
    numbers: BTreeMap<Mark, usize>,
    above: Vec<usize>,
}

impl Groups {
    fn number(&mut self, mark: &Mark) -> usize {
        if let Some(number) = self.numbers.get(mark) {
            return *number;
        }
        let number = self.above.len();
        self.above.push(number);
        self.numbers.insert(mark.clone(), number);
        number
    }

    fn root(&self, mut number: usize) -> usize {
        while self.above[number] != number {
            number = self.above[number];
        }
        number
    }

    fn root_of(&self, mark: &Mark) -> usize {
        self.root(self.numbers[mark])
    }

    fn knows(&self, mark: &Mark) -> bool {
        self.numbers.contains_key(mark)
    }

    fn marks(&self) -> Vec<Mark> {
        self.numbers.keys().cloned().collect()
    }

    fn join(&mut self, marks: &[Mark]) {
        let numbers: Vec<usize> = marks.iter().map(|mark| self.number(mark)).collect();
        for pair in numbers.windows(2) {
            self.unite(pair[0], pair[1]);
        }
    }

    fn unite(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        self.above[one.max(other)] = one.min(other);
    }
}
