//! A documentation site on this machine, and the vendor that it becomes.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};
use std::thread;

use crate::support::{Bench, Ran};

/// What a site serves, by path, and what it was asked.
#[derive(Default)]
pub(crate) struct Served {
    pub(crate) pages: BTreeMap<String, String>,
    /// Paths that answer 503 so many times more.
    pub(crate) busy: BTreeMap<String, usize>,
    /// Seconds after which a busy server wants to be asked again.
    pub(crate) rest: Option<u64>,
    /// Paths that are served compressed, and whether whole.
    pub(crate) packed: BTreeMap<String, bool>,
    /// Paths that answer with another status.
    pub(crate) broken: BTreeMap<String, String>,
    /// Where paths have moved to.
    pub(crate) moved: BTreeMap<String, String>,
    /// Paths whose answers do not say where they end.
    pub(crate) endless: BTreeSet<String>,
    /// Part of each entity tag.
    pub(crate) era: u32,
    asked: Vec<(String, bool)>,
}

pub(crate) struct Site {
    pub(crate) url: String,
    pub(crate) served: Arc<Mutex<Served>>,
}

impl Site {
    pub(crate) fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let served = Arc::new(Mutex::new(Served::default()));
        let kept = served.clone();
        thread::spawn(move || {
            for stream in listener.incoming() {
                let (mut stream, served) = (stream.unwrap(), kept.clone());
                thread::spawn(move || {
                    let mut request = Vec::new();
                    let mut buffer = [0; 1024];
                    while !request.ends_with(b"\r\n\r\n") {
                        match stream.read(&mut buffer) {
                            Ok(0) | Err(_) => return,
                            Ok(read) => request.extend_from_slice(&buffer[..read]),
                        }
                    }
                    let _ = stream.write_all(&answer(&String::from_utf8_lossy(&request), &served));
                });
            }
        });
        Self { url, served }
    }

    pub(crate) fn put(&self, path: &str, page: impl Into<String>) {
        self.served
            .lock()
            .unwrap()
            .pages
            .insert(path.to_owned(), page.into());
    }

    pub(crate) fn take(&self, path: &str) {
        self.served.lock().unwrap().pages.remove(path);
    }

    /// An index of everything below `/api/`.
    pub(crate) fn index(&self) {
        let mut served = self.served.lock().unwrap();
        let links: String = served
            .pages
            .keys()
            .filter(|path| path.starts_with("/api/") || path.starts_with("/guide"))
            .map(|path| format!("- [Page]({path}): words\n"))
            .collect();
        served
            .pages
            .insert("/llms.txt".to_owned(), format!("# Globex\n\n## Docs\n\n{links}"));
    }

    /// What was asked since the last time, and whether with a tag.
    pub(crate) fn asked(&self) -> Vec<(String, bool)> {
        std::mem::take(&mut self.served.lock().unwrap().asked)
    }
}

pub(crate) fn answer(request: &str, served: &Mutex<Served>) -> Vec<u8> {
    let path = request.split(' ').nth(1).unwrap_or_default().to_owned();
    let tag = request
        .to_lowercase()
        .split("if-none-match: ")
        .nth(1)
        .map(|rest| rest.lines().next().unwrap_or_default().to_owned());
    let mut served = served.lock().unwrap();
    served.asked.push((path.clone(), tag.is_some()));
    if let Some(times) = served.busy.get_mut(&path).filter(|times| **times > 0) {
        *times -= 1;
        let rest = served.rest.map(|seconds| format!("Retry-After: {seconds}\r\n"));
        let rest = rest.unwrap_or_default();
        return format!("HTTP/1.1 503 Busy\r\n{rest}Content-Length: 0\r\nConnection: close\r\n\r\n")
            .into_bytes();
    }
    if let Some(status) = served.broken.get(&path) {
        return format!("HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n").into_bytes();
    }
    if let Some(to) = served.moved.get(&path) {
        return format!(
            "HTTP/1.1 302 Found\r\nLocation: {to}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        )
        .into_bytes();
    }
    let Some(body) = served.pages.get(&path) else {
        return "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".into();
    };
    let own = format!(
        "\"{}-{}\"",
        served.era,
        &xtask::digest::hash(body.as_bytes())[..16]
    );
    if tag.as_deref() == Some(own.as_str()) {
        return "HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n".into();
    }
    if served.endless.contains(&path) {
        return format!("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{body}").into_bytes();
    }
    let body = match served.packed.get(&path) {
        None => body.as_bytes().to_vec(),
        Some(is_whole) => {
            let mut packed = packed(body);
            packed.truncate(packed.len() - usize::from(!is_whole) * 20);
            packed
        }
    };
    let head = format!(
        "HTTP/1.1 200 OK\r\nETag: {own}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    [head.into_bytes(), body].concat()
}

pub(crate) fn packed(text: &str) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap()
}

/// A page of one operation; its reply has the properties named.
pub(crate) fn page(id: &str, method: &str, path: &str, fields: &[&str]) -> String {
    let fields: String = fields
        .iter()
        .map(|field| format!("{field}: {{type: string}}, "))
        .collect();
    format!(
        "# {id}\n\n> What it does.\n\n````yaml openapi.json {method} {path}\nopenapi: 3.0.3\n\
         info: {{title: Globex, version: '1'}}\nservers: [{{url: 'https://api.globex.test'}}]\npaths:\n  {path}:\n    \
         {method}:\n      operationId: {id}\n      responses:\n        '200': {{description: ok, content: \
         {{application/json: {{schema: {{$ref: '#/components/schemas/Parcel'}}}}}}}}\ncomponents:\n  schemas:\n    \
         Parcel: {{type: object, properties: {{{fields}}}}}\n````\n"
    )
}

/// The same in the page's other form.
pub(crate) fn expanded(id: &str, method: &str, path: &str, fields: &[&str]) -> String {
    let fields: String = fields
        .iter()
        .map(|field| format!("              {field}: {{allOf: [{{type: string}}]}}\n"))
        .collect();
    format!(
        "# {id}\n\n> What it does.\n\n````yaml {method} {path}\npaths:\n  path: {path}\n  method: {method}\n  servers:\n    - url: \
         https://api.globex.test\n  request:\n    security: []\n    parameters: {{path: {{}}, query: {{}}, header: {{}}, cookie: {{}}}}\n    \
         body: {{}}\n  response:\n    '200':\n      application/json:\n        schemaArray:\n          - type: object\n            \
         properties:\n{fields}            refIdentifier: '#/components/schemas/Parcel'\n        examples: {{}}\n        description: ok\n  \
         deprecated: false\n  type: path\ncomponents: {{schemas: {{}}}}\n````\n"
    )
}

pub(crate) fn globex() -> Site {
    let site = Site::new();
    site.put("/api/ship.md", page("ship", "post", "/parcels", &["weight"]));
    site.put("/api/show.md", page("show", "get", "/parcels", &["weight"]));
    site.put("/guide.md", "# Guide\n\nRead this first.\n");
    site.index();
    site
}

pub(crate) fn added(site: &Site) -> Bench {
    let bench = Bench::new();
    let ran = bench.read_api(&["add", "globex", "--index", &format!("{}/llms.txt", site.url)]);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{ran:?}");
    assert!(
        ran.out
            .contains("  + specs/globex/pages: 2 pages, 2 operations\n"),
        "{ran:?}"
    );
    assert!(
        ran.out.contains("1 page describes no API and was left out"),
        "{ran:?}"
    );
    bench
}

pub(crate) fn fetch(bench: &Bench, flags: &[&str]) -> Ran {
    bench.read_api(&[&["fetch", "globex"][..], flags].concat())
}

#[track_caller]
pub(crate) fn current(bench: &Bench) {
    let ran = bench.read_api(&["check"]);
    // There is no release to compare versions with, which is said above.
    assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{ran:?}");
    assert_eq!(ran.out.lines().last(), Some("1 vendor is current"), "{ran:?}");
}
