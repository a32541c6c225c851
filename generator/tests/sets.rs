//! Page sets: what a site's pages become together.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use specloom::{Source, Sources, Vendor};

fn sources(pages: Vec<Source>, keys: &str) -> Sources {
    let text = format!("name = 'Acme'\ncrate = 'acme-client'\nversion = '0.1.0'\ndescription = 'd'\n{keys}");
    let vendor = Vendor::parse(&Source::new("vendor.toml", text)).unwrap();
    let mut sources = Sources::of_page(Source::new("", ""), vendor);
    sources.pages = pages;
    sources
}

/// The corpus' pages whose names start with `prefix`.
fn corpus(folder: &str, prefix: &str) -> Option<Vec<Source>> {
    let Some(corpus) = std::env::var_os("SPECLOOM_CORPUS") else {
        eprintln!("skipped: SPECLOOM_CORPUS names no corpus");
        return None;
    };
    let folder = Path::new(&corpus).join(folder);
    let mut pages = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if name.starts_with(prefix) && name.ends_with(".md") {
            pages.push(Source::new(format!("pages/{name}"), fs::read(&path).unwrap()));
        }
    }
    pages.sort_by(|a, b| a.name.cmp(&b.name));
    Some(pages)
}

fn operations(document: &serde_json::Value) -> usize {
    let items = document["paths"].as_object().unwrap().values();
    items
        .map(|item| {
            item.as_object()
                .unwrap()
                .keys()
                .filter(|key| *key != "parameters")
                .count()
        })
        .sum()
}

#[test]
fn real_sets_become_one_api_each() {
    for (folder, prefix, pages, expected) in [
        ("sets/joyfill", "", 31, 30),
        ("pages", "s1-deapi-", 24, 24),
        ("pages", "s2-anthropic-admin-", 25, 25),
    ] {
        let Some(all) = corpus(folder, prefix) else { return };
        assert_eq!(all.len(), pages, "{prefix}");
        let generated = specloom::generate(&sources(all.clone(), "")).unwrap();
        let set = &generated.canonical.set;
        assert_eq!(set.held, [], "{prefix}");
        assert_eq!(operations(&generated.canonical.document), expected, "{prefix}");
        let named: BTreeSet<&str> = set
            .origins
            .values()
            .flatten()
            .map(|origin| origin.page.as_str())
            .collect();
        assert_eq!(named.len(), pages, "{prefix}: every page is some operation's");
        let mut reversed = all;
        reversed.reverse();
        let again = specloom::generate(&sources(reversed, "")).unwrap();
        assert_eq!(again.files, generated.files, "{prefix}");
    }
}

/// A page in a fence: one operation with one component.
fn page(name: &str, method: &str, path: &str, schema: &str) -> Source {
    let parameters = if path.contains("{id}") {
        "      parameters: [{name: id, in: path, required: true, schema: {type: string}}]\n"
    } else {
        ""
    };
    let text = format!(
        "# {name}\n\n> What it does.\n\n````yaml openapi.json {method} {path}\nopenapi: 3.0.3\n\
         info: {{title: Globex, version: '1'}}\nservers: [{{url: 'https://api.globex.test'}}]\npaths:\n  {path}:\n    \
         {method}:\n      operationId: {name}\n{parameters}      responses:\n        '200': {{description: ok, content: \
         {{application/json: {{schema: {{$ref: '#/components/schemas/Parcel'}}}}}}}}\ncomponents:\n  schemas:\n    \
         Parcel: {schema}\n````\n"
    );
    Source::new(format!("specs/globex/pages/{name}.md"), text)
}

const PARCEL: &str = "{type: object, properties: {weight: {type: number}}}";

#[test]
fn a_bad_page_holds_back_itself() {
    let damaged = page("ship", "post", "/parcels", "{type: object, properties: {to: [}}");
    let mut cut = page("track", "get", "/tracks", PARCEL);
    cut.bytes.truncate(120);
    let good = page("show", "get", "/parcels/{id}", PARCEL);
    let generated = specloom::generate(&sources(vec![damaged, cut, good], "")).unwrap();
    assert_eq!(operations(&generated.canonical.document), 1);
    let held: Vec<_> = generated
        .canonical
        .set
        .held
        .iter()
        .map(|held| held.error.to_string())
        .collect();
    assert_eq!(held.len(), 2, "{held:?}");
    assert!(held[0].starts_with("specs/globex/pages/ship.md:17:"), "{held:?}");
    assert!(
        held[1].starts_with("specs/globex/pages/track.md:5:1: the fence that opens here is never closed"),
        "{held:?}"
    );
}

#[test]
fn documentation_and_notes_lead_to_the_page_of_an_operation() {
    let ship = page("ship", "post", "/parcels", PARCEL);
    let url = "https://docs.globex.test/api/show.md".to_owned();
    let show = page("show", "get", "/parcels/{id}", PARCEL).published_at(Some(url));
    let pages = vec![ship, show];
    let generated = specloom::generate(&sources(pages.clone(), "")).unwrap();
    let operations = &generated.files["src/operations.rs"];
    for line in [
        "/// From the vendor's page `ship.md:5`.\n",
        "/// From [the vendor's page](https://docs.globex.test/api/show.md).\n",
    ] {
        assert!(operations.contains(line), "{line}");
    }
    let readme = &generated.files["README.md"];
    for part in ["([page](https://docs.globex.test/api/show.md))", "(`ship.md:5`)"] {
        assert!(readme.contains(part), "{part}: {readme}");
    }
    let place = |pointer: &str| {
        let place = generated.canonical.set.place_of(&pages, pointer);
        place.map(|place| place.to_string())
    };
    let at = |file: &str, line: usize| Some(format!("specs/globex/pages/{file}.md:{line}:1"));
    assert_eq!(place("/paths/~1parcels/post"), at("ship", 11));
    assert_eq!(place("/paths/~1parcels~1{id}/get/parameters/0"), at("show", 13));
    assert_eq!(place("/components/schemas/Parcel"), at("show", 18));
    assert_eq!(place("/info"), None);
    // Where the vendor has one page, that is what all of it is from.
    let generated = specloom::generate(&sources(pages[..1].to_vec(), "")).unwrap();
    assert!(!generated.files["src/operations.rs"].contains("the vendor's page"));
}

#[test]
fn pages_of_several_descriptions_are_not_merged_unasked() {
    let other = |name: &str, path: &str| {
        let mut page = page(name, "get", path, "{type: string}");
        page.bytes = String::from_utf8(page.bytes)
            .unwrap()
            .replace("openapi.json", "/bridge.json")
            .into_bytes();
        page
    };
    let pages = || {
        vec![
            page("a", "get", "/a", PARCEL),
            page("b", "get", "/b", PARCEL),
            other("c", "/c"),
        ]
    };
    let error = specloom::canonical(&sources(pages(), "")).unwrap_err();
    assert_eq!(
        error.problem,
        "the pages belong to 2 different API descriptions: bridge.json (1 page), openapi.json (2 pages)"
    );
    let count = |keys: &str| operations(&specloom::canonical(&sources(pages(), keys)).unwrap().document);
    assert_eq!(count("spec = 'openapi.json'\n"), 2);
    assert_eq!(count("spec = ['openapi.json', 'bridge.json']\n"), 3);
    let error = specloom::canonical(&sources(pages(), "spec = 'x.json'\n")).unwrap_err();
    assert!(
        error
            .problem
            .starts_with("no page belongs to the description `x.json`"),
        "{error}"
    );
}

#[test]
fn a_page_that_shows_several_descriptions_is_of_the_one_that_was_asked_for() {
    let described = |title: &str, path: &str| {
        format!(
            "{{\"openapi\": \"3.1.0\", \"info\": {{\"title\": \"{title}\", \"version\": \"1\"}}, \"paths\": {{\"{path}\": \
             {{\"get\": {{\"responses\": {{\"204\": {{\"description\": \"none\"}}}}}}}}}}}}"
        )
    };
    let (ship, bill) = (described("Shipping", "/parcels"), described("Billing", "/bills"));
    let of = |sources: &str, keys: &str| {
        let text = format!(
            "<!doctype html>\n<script id=\"api-reference\" type=\"application/json\">{{\"sources\": [{sources}]}}</script>"
        );
        outcome(vec![Source::new("pages/viewer.html", text)], keys)
    };
    let both = format!("{{\"content\": {ship}}}, {{\"title\": \"Bills\", \"content\": {bill}}}");
    let mixed = format!("{{\"url\": \"/bill.json\", \"title\": \"Bills\"}}, {{\"content\": {ship}}}");
    for (shown, keys, expected) in [
        (
            &both,
            "",
            Err("the pages belong to 2 different API descriptions: Bills (1 page), Shipping (1 page)"),
        ),
        (&both, "spec = 'Bills'", Ok(1)),
        (&both, "spec = ['Shipping', 'Bills']", Ok(2)),
        (
            &mixed,
            "",
            Err(
                "the page shows several descriptions: it holds Shipping (1 page), and says that others are at `/bill.json`",
            ),
        ),
        (&mixed, "spec = 'Shipping'", Ok(1)),
        (
            &mixed,
            "spec = '/bill.json'",
            Err("the description `/bill.json` is not on this page, which only says where it is"),
        ),
        (
            &mixed,
            "spec = 'Other'",
            Err("no page belongs to the description `Other`; there are: Shipping (1 page)"),
        ),
    ] {
        let expected = expected.map_err(str::to_owned);
        assert_eq!(of(shown, &format!("{keys}\n")), expected, "{shown} {keys}");
    }
}

/// A page whose fence names no description: one operation of an API with this title, at this server.
fn stated(path: &str, title: &str, server: &str) -> Source {
    let name = path.trim_start_matches('/').replace('/', "-");
    let text = format!(
        "# Show {name}\n\n````yaml get {path}\nopenapi: 3.1.0\ninfo: {{title: {title}, version: '1'}}\n{server}paths:\n  \
         {path}:\n    get:\n      operationId: {name}\n      responses: {{'204': {{description: none}}}}\n````\n"
    );
    Source::new(format!("pages/{name}.md"), text)
}

fn served(host: &str) -> String {
    format!("servers: [{{url: 'https://{host}/v1'}}]\n")
}

/// What becomes of pages, in any order: how many operations, or why not.
fn outcome(mut pages: Vec<Source>, keys: &str) -> Result<usize, String> {
    let of = |pages: &[Source]| {
        specloom::canonical(&sources(pages.to_vec(), keys))
            .map(|canonical| operations(&canonical.document))
            .map_err(|error| error.problem)
    };
    let first = of(&pages);
    for _ in 0..pages.len() {
        pages.rotate_left(1);
        assert_eq!(of(&pages), first);
    }
    first
}

#[test]
fn pages_of_several_apis_are_not_merged_unasked_where_no_fence_names_a_description() {
    let (globex, initech) = (served("api.globex.test"), served("api.initech.test"));
    let two = vec![
        stated("/a", "Globex", &globex),
        stated("/b", "Globex", &globex),
        stated("/c", "Initech", &initech),
        // What states no server goes with any.
        stated("/d", "Show d", ""),
    ];
    assert_eq!(
        outcome(two.clone(), ""),
        Err("the pages belong to 2 different API descriptions: Globex (2 pages), Initech (1 page)".into())
    );
    assert_eq!(outcome(two.clone(), "spec = 'Globex'\n"), Ok(3));
    assert_eq!(outcome(two.clone(), "spec = 'Initech'\n"), Ok(2));
    assert_eq!(outcome(two.clone(), "spec = ['Globex', 'Initech']\n"), Ok(4));
    assert_eq!(
        outcome(two.clone(), "spec = 'Hooli'\n"),
        Err(
            "no page belongs to the description `Hooli`; there are: Globex (2 pages), Initech (1 page)"
                .into()
        )
    );
    // A page that holds them all is no other matter.
    let whole: Vec<u8> = two.iter().flat_map(|page| page.bytes.clone()).collect();
    let whole = Source::new("page.md", whole);
    assert_eq!(
        outcome(vec![whole.clone()], ""),
        Err("the pages belong to 2 different API descriptions: Globex (1 page), Initech (1 page)".into())
    );
    assert_eq!(outcome(vec![whole], "spec = 'Globex'\n"), Ok(3));
    // One name for what two vendors' fences were cut from says nothing.
    let both = |page: Source| {
        let text = String::from_utf8(page.bytes).unwrap();
        Source::new(page.name, text.replace("yaml get", "yaml openapi.json get"))
    };
    let same: Vec<Source> = two.into_iter().map(both).collect();
    assert!(
        outcome(same.clone(), "")
            .unwrap_err()
            .ends_with("Globex (2 pages), Initech (1 page)")
    );
    assert!(
        outcome(same.clone(), "spec = 'openapi.json'\n")
            .unwrap_err()
            .ends_with("Initech (1 page)")
    );
    assert_eq!(outcome(same, "spec = 'Globex'\n"), Ok(2));
}

#[test]
fn one_api_has_many_titles_and_servers() {
    let at = |host: &str| served(host);
    for (what, pages) in [
        (
            "titled after the operation, one host",
            vec![
                stated("/a", "Show a", &at("api.globex.test")),
                stated("/b", "Show b", &at("api.globex.test")),
            ],
        ),
        (
            "one title, hosts of several regions and owners",
            vec![
                stated("/a", "Globex", &at("api.globex.test")),
                stated("/b", "Globex", &at("eu.globex-cloud.test")),
            ],
        ),
        (
            "titled by page, hosts of one owner",
            vec![
                stated("/a", "The a of Globex", &at("a.globex.test")),
                stated("/b", "The b of Globex", &at("b.globex.test")),
            ],
        ),
        (
            "another title for newer pages, one host",
            vec![
                stated("/a", "Globex", &at("api.globex.test")),
                stated("/b", "Globex", &at("api.globex.test")),
                stated("/c", "Globex 2", &at("api.globex.test")),
                stated("/d", "Globex 2", &at("api.globex.test")),
            ],
        ),
        (
            "no page of its own title states a server",
            vec![
                stated("/a", "The a", ""),
                stated("/b", "The b", "servers: [{url: /v1}]\n"),
            ],
        ),
        (
            "a server that is filled in, or this machine's",
            vec![
                stated("/a", "Globex", &at("api.globex.test")),
                stated(
                    "/b",
                    "B",
                    "servers: [{url: 'https://{host}/v1', variables: {host: {default: x.test}}}]\n",
                ),
                stated("/c", "C", "servers: [{url: 'http://localhost:8080'}]\n"),
            ],
        ),
    ] {
        let count = pages.len();
        assert_eq!(outcome(pages, ""), Ok(count), "{what}");
    }
    let country = vec![
        stated("/a", "A", &at("api.globex.co.uk")),
        stated("/b", "B", &at("api.initech.co.uk")),
    ];
    assert_eq!(
        outcome(country, ""),
        Err("the pages belong to 2 different API descriptions: A (1 page), B (1 page)".into())
    );
}

#[test]
fn a_page_of_what_the_vendor_sends_holds_nothing_back() {
    let sent = "# Shipped\n\n````yaml openapi.json webhook shipped\nopenapi: 3.1.0\ninfo: {title: Globex, version: '1'}\npaths: {}\n\
                webhooks:\n  shipped:\n    post:\n      responses: {'200': {description: ok}}\n````\n";
    let sent = Source::new("pages/shipped.md", sent);
    let pages = vec![page("ship", "post", "/parcels", PARCEL), sent.clone()];
    let canonical = specloom::canonical(&sources(pages, "")).unwrap();
    assert_eq!(canonical.set.held, []);
    assert!(canonical.document.pointer("/webhooks/shipped/post").is_some());
    let error = specloom::canonical(&sources(vec![sent.clone(), sent], "")).unwrap_err();
    assert!(
        error.problem.starts_with("the document describes no operations"),
        "{error}"
    );
}

#[test]
fn pages_of_several_versions_are_raised_before_they_are_merged() {
    let told = |page: Source, version: &str| {
        let text = String::from_utf8(page.bytes).unwrap();
        Source::new(page.name, text.replace("openapi: 3.0.3", version))
    };
    let older = "{type: object, properties: {weight: {type: number, nullable: true, minimum: 0, exclusiveMinimum: true}}}";
    let newer = "{type: object, properties: {weight: {type: [number, 'null'], exclusiveMinimum: 0}}}";
    let swagger = "# Drop\n\n````yaml\nswagger: '2.0'\ninfo: {title: Globex, version: '1'}\nhost: api.globex.test\n\
                   schemes: [https]\npaths:\n  /parcels:\n    put:\n      operationId: drop\n      consumes: [application/json]\n      \
                   parameters: [{in: body, name: b, schema: {type: object, properties: {weight: {type: number}}}}]\n      \
                   responses:\n        '204': {description: none}\n````\n";
    let pages = vec![
        page("ship", "post", "/parcels", older),
        told(page("show", "get", "/parcels", newer), "openapi: 3.1.0"),
        Source::new("specs/globex/pages/drop.md", swagger),
    ];
    let check = |pages: Vec<Source>| {
        let canonical = specloom::canonical(&sources(pages, "")).unwrap();
        assert_eq!(canonical.set.held, []);
        assert_eq!(operations(&canonical.document), 3);
        assert_eq!(
            canonical.document["components"]["schemas"],
            serde_json::json!({"Parcel": {"type": "object", "properties": {
                "weight": {"type": ["number", "null"], "exclusiveMinimum": 0}}}}),
        );
        assert_eq!(
            canonical.document["servers"],
            serde_json::json!([{"url": "https://api.globex.test"}])
        );
        assert!(
            canonical
                .document
                .pointer("/paths/~1parcels/put/requestBody/content/application~1json")
                .is_some()
        );
    };
    check(pages.clone());
    let mut one = Vec::new();
    for page in &pages {
        one.extend_from_slice(&page.bytes);
    }
    // A page that holds several is no other matter.
    check(vec![Source::new("specs/globex/page.md", one)]);
}

/// A thousand pages of one API, each with a shape of its own and one that all share.
fn large(count: usize) -> Vec<Source> {
    let one = |number: usize| {
        let own = format!(
            "{{type: object, properties: {{weight: {{type: number}}, f{}: {{type: string}}}}}}",
            number % 50
        );
        page(&format!("op{number}"), "get", &format!("/things/{number}"), &own)
    };
    (0..count).map(one).collect()
}

#[test]
fn a_thousand_pages_become_one_api() {
    let canonical = specloom::canonical(&sources(large(1000), "")).unwrap();
    assert_eq!(operations(&canonical.document), 1000);
    // Fifty shapes of one name, twenty pages each.
    assert_eq!(
        canonical.document["components"]["schemas"]
            .as_object()
            .unwrap()
            .len(),
        50
    );
    assert_eq!(canonical.set.origins.len(), 1000);
}
