//! What there is to be found on a site beside pages: whole descriptions, pages that only name one, further sitemaps, other APIs.

use std::fs;

use crate::site::{Site, added, current, expanded, fetch, globex, packed, page};
use crate::support::Bench;

/// The document in the fence of a page.
fn document(page: &str) -> String {
    let lines = page.lines().skip_while(|line| !line.starts_with("openapi:"));
    let lines = lines.take_while(|line| *line != "````");
    lines.map(|line| format!("{line}\n")).collect()
}

fn redoc(place: &str) -> String {
    format!("<!DOCTYPE html><html><body><redoc spec-url=\"{place}\"></redoc></body></html>")
}

#[test]
fn a_whole_description_is_the_source_and_its_pages_are_compared_with_it() {
    let site = Site::new();
    let ship = page("ship", "post", "/parcels", &["weight"]);
    site.put("/api/ship.md", ship.as_str());
    site.put("/openapi.yaml", document(&ship));
    site.put(
        "/llms.txt",
        "# G\n- [Ship](/api/ship.md)\n\n## OpenAPI Specs\n\n- [openapi](/openapi.yaml)\n",
    );
    let bench = Bench::new();
    let index = format!("{}/llms.txt", site.url);
    let ran = bench.read_api(&["add", "globex", "--index", &index, "--description"]);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{ran:?}");
    assert_eq!(bench.read("specs/globex/page.yaml"), document(&ship));
    assert_eq!(bench.read("specs/globex/pages/api__ship.md"), ship);
    let toml = bench.read("specs/globex/vendor.toml");
    for key in [
        format!("source = \"{}/openapi.yaml\"\n", site.url),
        format!("index = \"{index}\"\n"),
    ] {
        assert!(toml.contains(&key), "{toml}");
    }
    current(&bench);
    let ran = fetch(&bench, &["--update"]);
    assert_eq!(
        (ran.status, ran.out.as_str(), ran.err.as_str()),
        (0, "globex   unchanged\n", ""),
        "{ran:?}"
    );
    site.asked();
    fetch(&bench, &[]);
    assert!(
        site.asked().contains(&("/api/ship.md".to_owned(), true)),
        "asked for with its tag"
    );

    // The page says something else than the description now.
    site.put(
        "/api/ship.md",
        page("ship", "post", "/parcels", &["weight", "height"]),
    );
    let before = bench.snapshot();
    let ran = fetch(&bench, &[]);
    assert_eq!(ran.status, 1, "{ran:?}");
    assert!(
        ran.out
            .contains("globex   pages beside the description: 1 changed;"),
        "{ran:?}"
    );
    assert_eq!(bench.snapshot(), before);
    let ran = fetch(&bench, &["--update"]);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{ran:?}");
    let ran = bench.read_api(&["check"]);
    assert_eq!(ran.status, 1, "{ran:?}");
    assert!(
        ran.out.contains("page-disagrees") && ran.out.contains("api__ship.md"),
        "{ran:?}"
    );
    assert!(!ran.out.contains("is not current"), "{ran:?}");
}

#[test]
fn a_page_that_names_its_description_is_followed_on_its_own_site() {
    let site = Site::new();
    let ship = document(&page("ship", "post", "/parcels", &["weight"]));
    site.put("/openapi.yaml", ship.as_str());
    site.put("/docs/api", redoc("../openapi.yaml"));
    site.put(
        "/llms.txt",
        "# G\n- [API](/docs/api)\n- [Guide](/docs/guide.md)\n",
    );
    site.put("/docs/guide.md", "# Guide\n\nopenapi: we like it.\n");
    let url = |path: &str| format!("{}{path}", site.url);
    let of_index = Bench::new();
    let ran = of_index.read_api(&["add", "globex", "--index", &url("/llms.txt")]);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{ran:?}");
    let said = format!(
        "the description that is named there is taken for the source: {}/openapi.yaml\n",
        site.url
    );
    assert!(ran.out.contains(&said), "{ran:?}");
    let of_page = Bench::new();
    let ran = of_page.read_api(&["add", "globex", &url("/docs/api")]);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{ran:?}");
    for bench in [&of_index, &of_page] {
        assert_eq!(bench.read("specs/globex/page.yaml"), ship);
        current(bench);
        assert_eq!(fetch(bench, &["--update"]).out, "globex   unchanged\n");
    }

    // Where the page that names it is the source, it is followed each time.
    let toml = of_page.read("specs/globex/vendor.toml");
    let to = |toml: &str, page: &str| toml.replace(&url("/openapi.yaml"), &url(page));
    of_page.write("specs/globex/vendor.toml", &to(&toml, "/docs/api"));
    of_page.read_api(&["generate"]);
    assert_eq!(fetch(&of_page, &["--update"]).out, "globex   unchanged\n");
    site.put(
        "/openapi.yaml",
        document(&page("ship", "post", "/parcels", &["weight", "height"])),
    );
    let ran = fetch(&of_page, &["--update"]);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{ran:?}");
    assert!(of_page.read("specs/globex/page.yaml").contains("height"));
    current(&of_page);
}

/// A viewer's page, which holds nothing but scripts.
const SWAGGER_UI: &str = "<!doctype html>\n<html><body><div id=\"swagger-ui\"></div>\n<script src=\"./swagger-ui-bundle.js\"></script>\n<script \
     src=\"./swagger-ui-standalone-preset.js\"></script>\n<script src=\"./swagger-initializer.js\"></script></body></html>\n";

fn initializer(says: &str) -> String {
    format!(
        "window.onload = function() {{\n  window.ui = SwaggerUIBundle({{ {says}, dom_id: '#swagger-ui' }});\n}};\n"
    )
}

#[test]
fn a_viewer_is_followed_through_the_script_that_says_what_it_shows() {
    let ship = document(&page("ship", "post", "/parcels", &["weight"]));
    let json = "{\"openapi\":\"3.0.3\",\"info\":{\"title\":\"Globex\",\"version\":\"1\"},\"paths\":{\"/parcels\":{\"get\":{\"responses\":{\"200\":{\"description\":\"ok\"}}}}}}";
    // What the script says, and where the description is then.
    for (says, found) in [
        ("url: '../openapi.yaml'".to_owned(), "/openapi.yaml"),
        (
            "urls: [{url: '/openapi.yaml', name: 'A'}]".to_owned(),
            "/openapi.yaml",
        ),
        (
            "url: '', \"configUrl\": '/v3/swagger-config'".to_owned(),
            "/openapi.yaml",
        ),
        (
            format!("spec: JSON.parse('{json}')"),
            "/docs/swagger-initializer.js",
        ),
    ] {
        let site = Site::new();
        site.put("/openapi.yaml", ship.as_str());
        site.put("/docs/index.html", SWAGGER_UI);
        site.put("/docs/swagger-initializer.js", initializer(&says));
        site.put(
            "/v3/swagger-config",
            "{\"configUrl\": \"/v3/swagger-config\", \"url\": \"/openapi.yaml\"}",
        );
        let moved = ("/docs".to_owned(), "/docs/index.html".to_owned());
        site.served.lock().unwrap().moved.extend([moved]);
        let bench = Bench::new();
        let ran = bench.read_api(&["add", "globex", &format!("{}/docs", site.url)]);
        assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{says}: {ran:?}");
        let source = format!("source = \"{}{found}\"", site.url);
        let toml = bench.read("specs/globex/vendor.toml");
        assert!(toml.contains(&source), "{says}: {toml}");
        current(&bench);
        assert_eq!(fetch(&bench, &["--update"]).out, "globex   unchanged\n", "{says}");
        // The viewer's page may be the source itself: it is followed each time.
        let shown = toml.replace(&source, &format!("source = \"{}/docs\"", site.url));
        bench.write("specs/globex/vendor.toml", &shown);
        bench.read_api(&["generate"]);
        assert_eq!(fetch(&bench, &["--update"]).out, "globex   unchanged\n", "{says}");
    }
}

#[test]
fn a_viewer_that_leads_nowhere_is_told() {
    for (says, problem) in [
        (
            Some("url: 'https://other.test/a.json'"),
            "an HTML page that shows an API description and does not hold it: it is at `https://other.test/a.json`",
        ),
        (
            Some("url: location.origin"),
            "an HTML page that shows an API description whose URL its code puts together, which is not run",
        ),
        (None, "the server answered 404 Not Found"),
    ] {
        let site = Site::new();
        site.put("/docs/index.html", SWAGGER_UI);
        if let Some(says) = says {
            site.put("/docs/swagger-initializer.js", initializer(says));
        }
        let bench = Bench::new();
        let before = bench.snapshot();
        let ran = bench.read_api(&["add", "globex", &format!("{}/docs/index.html", site.url)]);
        assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{ran:?}");
        let said = format!("it loads {}/docs/swagger-initializer.js: {problem}", site.url);
        assert!(ran.err.contains(&said), "{ran:?}");
        assert_eq!(bench.snapshot(), before);
    }
}

#[test]
fn what_a_page_names_elsewhere_is_told_and_not_followed() {
    let (site, other) = (Site::new(), Site::new());
    other.put(
        "/openapi.yaml",
        document(&page("ship", "post", "/parcels", &["weight"])),
    );
    let elsewhere = format!("{}/openapi.yaml", other.url);
    site.put("/docs/api", redoc(&elsewhere));
    site.put(
        "/two",
        redoc("/a.yaml").replace("</body>", "<redoc spec-url='/b.yaml'></redoc></body>"),
    );
    let bench = Bench::new();
    let before = bench.snapshot();
    let ran = bench.read_api(&["add", "globex", &format!("{}/docs/api", site.url)]);
    assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{ran:?}");
    assert!(ran.err.contains(&elsewhere), "{ran:?}");
    assert_eq!(other.asked(), []);
    let ran = bench.read_api(&["add", "globex", &format!("{}/two", site.url)]);
    assert_eq!(ran.status, 2, "{ran:?}");
    assert!(
        ran.err.contains("several descriptions are named") && ran.err.contains("--description=URL"),
        "{ran:?}"
    );
    assert_eq!(bench.snapshot(), before);
}

#[test]
fn sitemaps_may_list_sitemaps_and_pages_whose_text_stands_beside_them() {
    let site = Site::new();
    let list = |tag: &str, urls: &[&str]| -> String {
        let urls = urls
            .iter()
            .map(|url| format!("<sm:{tag}>\n<sm:loc>{}{url}</sm:loc></sm:{tag}>", site.url));
        let root = if tag == "url" { "urlset" } else { "sitemapindex" };
        format!(
            "<?xml version=\"1.0\"?>\n<sm:{root} xmlns:sm=\"http://www.sitemaps.org/schemas/sitemap/0.9\">{}</sm:{root}>",
            urls.collect::<String>()
        )
    };
    site.put("/sitemap.xml", list("sitemap", &["/a.xml.gz", "/deep.xml"]));
    site.served
        .lock()
        .unwrap()
        .packed
        .insert("/a.xml.gz".to_owned(), true);
    site.put("/a.xml.gz", list("url", &["/api/ship", "/guide"]));
    site.put("/deep.xml", list("sitemap", &["/b.xml"]));
    site.put("/b.xml", list("url", &["/api/show.md"]));
    site.put(
        "/api/ship",
        "<!doctype html><title>Ship</title><div id=app></div>",
    );
    site.put("/api/ship.md", page("ship", "post", "/parcels", &["weight"]));
    site.put("/api/show.md", page("show", "get", "/parcels", &["weight"]));
    site.put("/guide", "<!doctype html><title>Guide</title>");
    let bench = Bench::new();
    let ran = bench.read_api(&["add", "globex", "--index", &format!("{}/sitemap.xml", site.url)]);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{ran:?}");
    assert!(
        ran.out
            .contains("  + specs/globex/pages: 2 pages, 2 operations\n"),
        "{ran:?}"
    );
    current(&bench);
    site.asked();
    let ran = fetch(&bench, &["--update"]);
    assert_eq!(
        (ran.status, ran.out.as_str(), ran.err.as_str()),
        (0, "globex   unchanged\n", ""),
        "{ran:?}"
    );
    let asked = site.asked();
    assert!(asked.contains(&("/api/ship.md".to_owned(), true)), "{asked:?}");
    assert!(!asked.iter().any(|(path, _)| path == "/api/ship"), "{asked:?}");

    // Part of a sitemap does not say what is gone.
    let whole = list("url", &["/api/show.md"]);
    site.put("/b.xml", &whole[..whole.len() / 2]);
    let ran = fetch(&bench, &[]);
    assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{ran:?}");
    assert!(ran.err.contains("cut off"), "{ran:?}");
    site.put("/b.xml", whole);

    // A sitemap in text, compressed and on disk.
    let text = format!("\u{feff}{0}/api/ship.md\n{0}/api/show.md\n", site.url);
    let path = bench.path("sitemap.txt.gz");
    std::fs::write(&path, packed(&text)).unwrap();
    let ran = bench.read_api(&["add", "initech", "--index", path.to_str().unwrap()]);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{ran:?}");
    assert!(ran.out.contains("2 pages, 2 operations\n"), "{ran:?}");

    // A sitemap that lists itself ends.
    site.put("/sitemap.xml", list("sitemap", &["/sitemap.xml"]));
    let ran = fetch(&bench, &[]);
    assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{ran:?}");
}

#[test]
fn an_index_of_indexes_is_one() {
    let site = Site::new();
    site.put("/api/ship.md", page("ship", "post", "/parcels", &["weight"]));
    site.put("/more/show.md", page("show", "get", "/parcels", &["weight"]));
    site.put(
        "/openapi.yaml",
        document(&page("ship", "post", "/parcels", &["weight"])),
    );
    // All pages in one file are those of the index once more, and an index may list the one above it.
    site.put("/llms-full.txt", page("ship", "post", "/parcels", &["other"]));
    site.put(
        "/llms.txt",
        "# G\n- [Ship](/api/ship.md)\n## Optional\n- [More](/more/llms.txt)\n- [All](/llms-full.txt)\n",
    );
    site.put(
        "/more/llms.txt",
        "# More\n- [Show](show.md)\n- [Top](/llms.txt)\n## OpenAPI Specs\n- [all](/openapi.yaml)\n",
    );
    let bench = Bench::new();
    let index = format!("{}/llms.txt", site.url);
    let ran = bench.read_api(&["add", "globex", "--index", &index]);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{ran:?}");
    assert!(
        ran.out
            .contains("  + specs/globex/pages: 2 pages, 2 operations\n"),
        "{ran:?}"
    );
    let named = format!("a whole description is named there: {}/openapi.yaml\n", site.url);
    assert!(ran.out.contains(&named), "{ran:?}");
    assert_eq!(fetch(&bench, &["--update"]).out, "globex   unchanged\n");

    // A part of the index that cannot be had takes no page away.
    site.take("/more/llms.txt");
    let before = bench.snapshot();
    let ran = fetch(&bench, &["--update"]);
    assert_eq!(ran.status, 2, "{ran:?}");
    let said = format!(
        "of what it lists, {}/more/llms.txt: the server answered 404 Not Found",
        site.url
    );
    assert!(ran.err.contains(&said), "{ran:?}");
    assert_eq!(bench.snapshot(), before);
}

#[test]
fn an_index_may_be_saved_in_another_encoding() {
    let site = Site::new();
    site.put("/api/ship.md", page("ship", "post", "/parcels", &["weight"]));
    let index = format!("# Gl\u{f6}bex\r\n\r\n- [Ship]({}/api/ship.md)\r\n", site.url);
    for (name, of_unit, mark) in [
        ("globex", u16::to_le_bytes as fn(u16) -> [u8; 2], [0xff, 0xfe]),
        ("initech", u16::to_be_bytes, [0xfe, 0xff]),
    ] {
        let bench = Bench::new();
        let units = index.encode_utf16().flat_map(of_unit);
        fs::write(
            bench.path("index.txt"),
            mark.into_iter().chain(units).collect::<Vec<u8>>(),
        )
        .unwrap();
        let index = bench.path("index.txt").display().to_string();
        let ran = bench.read_api(&["add", name, "--index", &index]);
        assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{ran:?}");
        assert!(ran.out.contains("pages: 1 pages, 1 operations\n"), "{ran:?}");
    }
}

#[test]
fn an_index_that_moved_lists_what_is_beside_it_where_it_is_now() {
    let (old, new) = (Site::new(), globex());
    let lead = |to: String| {
        old.served
            .lock()
            .unwrap()
            .moved
            .insert("/llms.txt".to_owned(), to)
    };
    let add = || Bench::new().read_api(&["add", "globex", "--index", &format!("{}/llms.txt", old.url)]);
    let links = |before: &str| format!("- [Ship]({before}api/ship.md)\n- [Show]({before}api/show.md)\n");
    let told = "  + specs/globex/pages: 2 pages, 2 operations\n";
    // To another site, with whole URLs and relative ones.
    for before in [format!("{}/", new.url), "../".to_owned()] {
        new.put("/en/llms.txt", links(&before));
        lead(format!("{}/en/llms.txt", new.url));
        let ran = add();
        assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{before}: {ran:?}");
        assert!(ran.out.contains(told), "{before}: {ran:?}");
    }
    // What the site before the redirect has is not what the index lists.
    new.put("/en/llms.txt", links(&format!("{}/", old.url)));
    let ran = add();
    assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{ran:?}");
    assert!(ran.err.contains("it lists no page of its own site"), "{ran:?}");
    assert!(
        !old.asked().iter().any(|(path, _)| path.starts_with("/api/")),
        "asked"
    );
}

#[test]
fn a_page_that_is_listed_and_not_there_is_left_out() {
    let site = globex();
    site.index();
    for path in ["/api/old.md", "/api/older.md"] {
        let index = site.served.lock().unwrap().pages["/llms.txt"].clone();
        site.put("/llms.txt", format!("{index}- [Old]({path})\n"));
    }
    let bench = added(&site);
    current(&bench);
    let add = || Bench::new().read_api(&["add", "globex", "--index", &format!("{}/llms.txt", site.url)]);
    let told = format!(
        "2 pages are listed but not there and were left out: {0}/api/old.md, {0}/api/older.md\n",
        site.url
    );
    assert!(add().out.contains(&told), "{:?}", add());
    let before = bench.snapshot();
    assert_eq!(fetch(&bench, &["--update"]).out, "globex   unchanged\n");
    assert_eq!(bench.snapshot(), before);
    // One that comes later is a page like any other, in the file that was meant for it.
    site.put("/api/old.md", page("old", "get", "/old", &["weight"]));
    let ran = fetch(&bench, &["--update"]);
    assert!(ran.status == 0 && ran.out.contains("page-added"), "{ran:?}");
    assert!(bench.path("specs/globex/pages/api__old.md").exists());
    current(&bench);
    site.take("/api/old.md");
    // Where most is not there, the index is not this site's; and a page that is asked for by name has to be there.
    site.take("/api/ship.md");
    site.take("/guide.md");
    let ran = add();
    assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{ran:?}");
    assert!(ran.err.contains("the server answered 404 Not Found"), "{ran:?}");
    let urls = ["/api/show.md", "/api/old.md"].map(|path| format!("{}{path}", site.url));
    let ran = Bench::new().read_api(&["add", "globex", &urls[0], &urls[1]]);
    assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{ran:?}");
}

#[test]
fn robots_txt_keeps_programs_from_what_it_names_and_from_nothing_else() {
    let site = globex();
    let robots = "User-agent: *\nDisallow: /*.pdf$\nDisallow: /*?\nDisallow: /api/secret\n";
    site.put("/robots.txt", robots);
    let bench = added(&site);
    site.put("/api/secret.md", page("secret", "get", "/secrets", &["weight"]));
    site.index();
    site.asked();
    // Whether it is listed from the first day or later, the rest of the site is taken.
    let told = format!(
        "1 page is kept from programs by the site's robots.txt and was left out: {}/api/secret.md\n",
        site.url
    );
    let ran = fetch(&bench, &["--update"]);
    assert_eq!(
        (ran.status, ran.out, ran.err.as_str()),
        (0, format!("{told}globex   unchanged\n"), "")
    );
    let later = added(&site);
    for bench in [&bench, &later] {
        assert!(bench.read("specs/specs.lock").contains("state = \"forbidden\"\n"));
        let before = bench.snapshot();
        let ran = fetch(bench, &["--update"]);
        assert_eq!(
            (ran.status, ran.out.as_str(), ran.err.as_str()),
            (0, "globex   unchanged\n", "")
        );
        assert_eq!(bench.snapshot(), before);
        current(bench);
    }
    let asked = site.asked();
    assert!(
        !asked.iter().any(|(path, _)| path == "/api/secret.md"),
        "{asked:?}"
    );
    // A stored page stays as it is, and that is told.
    site.put("/robots.txt", "User-agent: *\nDisallow: /api/ship\n");
    let ran = fetch(&later, &[]);
    assert_eq!(ran.status, 2, "{ran:?}");
    let told = format!(
        "error: {}/api/ship.md (globex): the site's robots.txt asks programs not to\n  help: the stored page stays;",
        site.url
    );
    assert!(
        ran.out.contains("(1 compatible, 1 docs)") && ran.err.starts_with(&told),
        "{ran:?}"
    );
    // Where programs may read nothing, there is no vendor.
    site.put("/robots.txt", "User-agent: *\nDisallow: /api/\n");
    let ran = Bench::new().read_api(&["add", "globex", "--index", &format!("{}/llms.txt", site.url)]);
    assert_eq!(ran.status, 2, "{ran:?}");
    assert!(ran.err.contains("its robots.txt keeps 3 from them"), "{ran:?}");
}

#[test]
fn a_page_that_fails_when_a_vendor_is_added_is_held_back() {
    let site = globex();
    site.put("/api/track.md", page("track", "get", "/tracks", &["weight"]));
    site.index();
    for status in ["403 Forbidden", "500 Internal Server Error", "401 Unauthorized"] {
        let broken = |status: Option<&str>| {
            let mut served = site.served.lock().unwrap();
            served.broken = status
                .map(|status| ("/api/track.md".to_owned(), status.to_owned()))
                .into_iter()
                .collect();
        };
        broken(Some(status));
        let bench = Bench::new();
        let ran = bench.read_api(&["add", "globex", "--index", &format!("{}/llms.txt", site.url)]);
        assert_eq!(ran.status, 1, "{ran:?}");
        assert!(
            ran.out
                .contains("  + specs/globex/pages: 2 pages, 2 operations\n"),
            "{ran:?}"
        );
        let told = format!(
            "error: {}/api/track.md: the server answered {status}; the client is made without this page\n",
            site.url
        );
        assert!(
            ran.out.contains("globex   held back\n") && ran.err.starts_with(&told),
            "{ran:?}"
        );
        current(&bench);
        // It is told until it is there; all else goes on.
        let before = bench.snapshot();
        let ran = fetch(&bench, &["--update"]);
        assert_eq!(
            (ran.status, ran.out.as_str()),
            (1, "globex   held back\nglobex   unchanged\n"),
            "{ran:?}"
        );
        assert!(ran.err.starts_with(&told), "{ran:?}");
        assert_eq!(bench.snapshot(), before);
        broken(None);
        let ran = fetch(&bench, &["--update"]);
        assert!(ran.status == 0 && ran.out.contains("page-added"), "{ran:?}");
        assert!(bench.path("specs/globex/pages/api__track.md").exists());
        current(&bench);
    }
}

#[test]
fn a_page_whose_end_nobody_knows_has_to_end_like_the_stored_one() {
    let site = globex();
    let bench = added(&site);
    let before = bench.read("specs/globex/pages/api__ship.md");
    site.served
        .lock()
        .unwrap()
        .endless
        .insert("/api/ship.md".to_owned());
    let whole = page("ship", "post", "/parcels", &["weight"]);
    site.put("/api/ship.md", &whole[..whole.len() - 40]);
    let ran = fetch(&bench, &["--update", "--allow-breaking"]);
    assert_eq!(
        (ran.status, ran.out.as_str()),
        (2, "globex   unchanged\n"),
        "{ran:?}"
    );
    assert!(ran.err.contains("what arrived may be cut off"), "{ran:?}");
    assert_eq!(bench.read("specs/globex/pages/api__ship.md"), before);
    current(&bench);
    // The whole page is taken, however it is sent.
    site.put(
        "/api/ship.md",
        whole.replace("What it does.", "What it does now."),
    );
    let ran = fetch(&bench, &["--update"]);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{ran:?}");
    assert!(bench.read("specs/globex/pages/api__ship.md").contains("does now"));
}

#[test]
fn a_site_with_several_descriptions_is_several_vendors() {
    let site = Site::new();
    let of = |spec: &str, page: String| page.replace("openapi.json", spec);
    site.put("/api/ship.md", page("ship", "post", "/parcels", &["weight"]));
    site.put(
        "/api/pay.md",
        of("pay.json", page("pay", "post", "/payments", &["sum"])),
    );
    site.index();
    let bench = Bench::new();
    let index = format!("{}/llms.txt", site.url);
    let before = bench.snapshot();
    let ran = bench.read_api(&["add", "globex", "--index", &index]);
    assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{ran:?}");
    assert!(
        ran.err.contains(
            "the pages belong to 2 different API descriptions: openapi.json (1 page), pay.json (1 page)"
        ),
        "{ran:?}"
    );
    assert_eq!(bench.snapshot(), before);
    for (name, spec) in [("globex", "openapi.json"), ("globex-pay", "pay.json")] {
        let ran = bench.read_api(&["add", name, "--index", &index, "--spec", spec]);
        assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{ran:?}");
        let pages = fs::read_dir(bench.path(&format!("specs/{name}/pages")))
            .unwrap()
            .count();
        assert_eq!(pages, 1, "those of the other description are not stored");
    }
    site.put(
        "/api/refund.md",
        of("pay.json", page("refund", "post", "/refunds", &["sum"])),
    );
    site.index();
    let ran = bench.read_api(&["fetch", "--update"]);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{ran:?}");
    assert!(ran.out.contains("globex   unchanged\n"), "{ran:?}");
    assert!(bench.read("specs/globex-pay/openapi.yaml").contains("/refunds"));
    assert!(!bench.path("specs/globex/pages/api__refund.md").exists());
    let ran = bench.read_api(&["check"]);
    assert_eq!(
        (ran.status, ran.out.lines().last()),
        (0, Some("2 vendors are current")),
        "{ran:?}"
    );
}

#[test]
fn a_viewer_of_several_descriptions_is_a_vendor_of_the_one_that_was_asked_for() {
    let site = Site::new();
    let viewer = |other: &str| {
        format!(
            "<!doctype html>\n<script id=\"api-reference\" type=\"application/json\">{{\"sources\": [{{\"title\": \"Ships\", \
             \"content\": {}}}, {other}]}}</script>\n",
            serde_json::to_string(&document(&page("ship", "post", "/parcels", &["weight"]))).unwrap()
        )
    };
    site.put("/docs", viewer("{\"url\": \"/pay.json\"}"));
    let bench = Bench::new();
    let before = bench.snapshot();
    let url = format!("{}/docs", site.url);
    let ran = bench.read_api(&["add", "globex", &url]);
    assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{ran:?}");
    let problem = "the page shows several descriptions: it holds Ships (1 page), and says that others are at `/pay.json`";
    assert!(ran.err.contains(problem), "{ran:?}");
    assert_eq!(bench.snapshot(), before);
    bench.write("viewer.html", &viewer("{\"url\": \"/pay.json\"}"));
    let saved = bench.path("viewer.html").display().to_string();
    for (name, from) in [("globex", &url), ("initech", &saved)] {
        let ran = bench.read_api(&["add", name, from, "--spec", "Ships"]);
        assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{ran:?}");
        assert!(
            bench
                .read(&format!("specs/{name}/vendor.toml"))
                .contains("\nspec = \"Ships\"\n")
        );
    }
    let ran = bench.read_api(&["fetch", "globex"]);
    assert_eq!(
        (ran.status, ran.out.as_str()),
        (0, "globex   unchanged\n"),
        "{ran:?}"
    );
    // What it no longer holds is told, and nothing else is taken for it.
    site.put(
        "/docs",
        viewer("{\"url\": \"/pay.json\"}").replace("Ships", "Boats"),
    );
    let before = bench.snapshot();
    let ran = bench.read_api(&["fetch", "globex", "--update"]);
    assert_eq!(ran.status, 2, "{ran:?}");
    assert!(
        ran.err
            .contains("no page belongs to the description `Ships`; there are: Boats (1 page)"),
        "{ran:?}"
    );
    assert_eq!(bench.snapshot(), before);
}

#[test]
fn a_stored_page_that_is_broken_holds_back_itself() {
    let site = globex();
    let bench = added(&site);
    bench.commit();
    let ship = bench.read("specs/globex/pages/api__ship.md");
    bench.write("specs/globex/pages/api__ship.md", ship.trim_end_matches("````\n"));
    bench.write(
        "specs/globex/pages/api__show.md",
        &page("show", "get", "/parcels", &["weight", "sender"]),
    );
    for _ in 0..2 {
        let ran = bench.read_api(&["generate"]);
        assert_eq!(ran.status, 1, "{ran:?}");
        assert!(ran.err.contains("specs/globex/pages/api__ship.md:5:1"), "{ran:?}");
        let document = bench.read("specs/globex/openapi.yaml");
        assert!(
            document.contains("post:") && document.contains("sender"),
            "{document}"
        );
    }
    let ran = bench.read_api(&["check"]);
    assert_eq!(ran.status, 1, "{ran:?}");
    assert!(!ran.out.contains("not current"), "{ran:?}");
    // The site still has the good one, and puts it back.
    let ran = fetch(&bench, &["--update"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    assert_eq!(bench.read("specs/globex/pages/api__ship.md"), ship);
}

#[test]
fn every_operation_knows_its_page_and_line() {
    let site = globex();
    let bench = added(&site);
    let ran = bench.read_api(&["list", "-v"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    for part in [
        format!(
            "  POST /parcels  ship  specs/globex/pages/api__ship.md:11\n                 {}/api/ship.md\n",
            site.url
        ),
        "  GET /parcels   show  specs/globex/pages/api__show.md:11\n".to_owned(),
    ] {
        assert!(ran.out.contains(&part), "{part}\n{}", ran.out);
    }
    let ran = bench.read_api(&["generate", "-v"]);
    assert!(ran.out.contains("[specs/globex/pages/api__show.md:"), "{ran:?}");
}

#[test]
fn each_page_that_is_brought_has_its_finding_version_and_changelog() {
    let site = globex();
    let bench = added(&site);
    let path = bench.path("new.md").to_str().unwrap().to_owned();
    let update = |page: &str| {
        bench.write("new.md", page);
        bench.read_api(&["update", "globex", "--page", &path, "--allow-breaking"])
    };
    let check = |page: &str, version: &str, finding: &str| {
        let ran = update(page);
        assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{ran:?}");
        assert!(ran.out.contains(finding), "{finding}: {ran:?}");
        assert!(ran.out.contains(&format!(" → {version} ")), "{version}: {ran:?}");
        let changelog = bench.read("specs/globex/CHANGELOG.md");
        let newest = changelog.split("\n## ").nth(1).unwrap_or_default().to_owned();
        assert!(
            newest.contains(version) && newest.contains(finding),
            "{finding}: {newest}"
        );
        current(&bench);
    };
    let track = page("track", "get", "/tracks", &["weight"]);
    check(&track, "0.1.1", "page-added");
    assert_eq!(bench.read("specs/globex/pages/new.md"), track);
    let more = track.replace(
        "weight: {type: string}, ",
        "weight: {type: string}, place: {type: string}, ",
    );
    check(&more, "0.2.0", "response-property-added-optional");

    // One that cannot be read changes nothing.
    let before = bench.snapshot();
    let ran = update(more.trim_end_matches("````\n"));
    assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{ran:?}");
    bench.write("new.md", &more);
    assert_eq!(bench.read("specs/globex/pages/new.md"), more);
    assert_eq!(bench.snapshot().len(), before.len());

    // The same operation in the page's other form.
    let expanded = expanded("track", "get", "/tracks", &["weight", "place"]);
    let ran = update(&expanded);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{ran:?}");
    assert!(ran.out.contains("page-restyled"), "{ran:?}");
    assert!(bench.read("specs/globex/CHANGELOG.md").contains("page-restyled"));
    current(&bench);
}

#[test]
fn all_that_can_happen_to_a_site_is_told_in_one_fetch() {
    let site = globex();
    for id in ["keep", "restyle", "lead", "leave"] {
        site.put(
            &format!("/api/{id}.md"),
            page(id, "get", &format!("/{id}"), &["weight"]),
        );
    }
    site.index();
    let bench = Bench::new();
    let ran = bench.read_api(&["add", "globex", "--index", &format!("{}/llms.txt", site.url)]);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{ran:?}");

    site.put("/api/new.md", page("new", "get", "/new", &["weight"]));
    site.put(
        "/api/restyle.md",
        expanded("restyle", "get", "/restyle", &["weight"]),
    );
    site.take("/api/lead.md");
    site.put("/api/led/lead.md", page("lead", "get", "/lead", &["weight"]));
    site.take("/api/leave.md");
    site.put(
        "/api/other.md",
        page("keep", "get", "/keep", &["weight", "height"]),
    );
    site.put(
        "/api/show.md",
        "# Show\n\nLog in\n\nPassword\n\nForgot password?\n",
    );
    site.index();
    let ran = fetch(&bench, &["--update", "--allow-breaking"]);
    assert_eq!(ran.status, 1, "{ran:?}");
    for finding in [
        "page-added",
        "page-moved",
        "page-removed",
        "page-restyled",
        "page-disagrees",
        "operation-removed",
        "globex   updated\n",
    ] {
        assert!(ran.out.contains(finding), "{finding}: {}", ran.out);
    }
    assert!(
        ran.err.contains("pages/api__show.md:3:1: a login page"),
        "{ran:?}"
    );
    let changelog = bench.read("specs/globex/CHANGELOG.md");
    for finding in ["page-added", "page-moved", "page-removed", "page-restyled"] {
        assert!(changelog.contains(finding), "{finding}: {changelog}");
    }
    let document = bench.read("specs/globex/openapi.yaml");
    for (path, is_there) in [
        ("/new:", true),
        ("/lead:", true),
        ("/keep:", true),
        ("/parcels:", true),
        ("/leave:", false),
    ] {
        assert_eq!(document.contains(path), is_there, "{path}");
    }
    assert!(!document.contains("height"), "{document}");
    current(&bench);
    // What is held back is told again, and nothing else.
    let ran = fetch(&bench, &["--update"]);
    assert_eq!(
        (ran.status, ran.out.matches("held back").count()),
        (1, 2),
        "{ran:?}"
    );
    assert!(!ran.out.contains("updated"), "{ran:?}");
}

#[test]
fn what_is_held_back_from_the_first_day_is_told_by_each_fetch() {
    let site = globex();
    let good = page("track", "get", "/tracks", &["weight"]);
    site.put("/api/track.md", good.trim_end_matches("````\n"));
    site.put(
        "/api/other.md",
        page("show", "get", "/parcels", &["weight", "height"]),
    );
    site.index();
    let bench = Bench::new();
    let ran = bench.read_api(&["add", "globex", "--index", &format!("{}/llms.txt", site.url)]);
    assert_eq!(ran.status, 1, "{ran:?}");
    let before = bench.snapshot();
    for _ in 0..2 {
        let ran = fetch(&bench, &["--update"]);
        assert_eq!(
            (ran.status, ran.out.matches("held back").count()),
            (1, 2),
            "{ran:?}"
        );
        assert!(
            ran.err.contains("pages/api__track.md:5:1")
                && ran.err.contains("`GET /parcels` is described differently"),
            "{ran:?}"
        );
        assert_eq!(bench.snapshot(), before);
    }
    site.put("/api/track.md", good);
    site.put("/api/other.md", page("show", "get", "/parcels", &["weight"]));
    let ran = fetch(&bench, &["--update"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    current(&bench);
    assert_eq!(fetch(&bench, &["--update"]).out, "globex   unchanged\n");
}

#[test]
fn a_page_that_is_listed_as_html_and_as_text_is_one_page() {
    let site = globex();
    site.put("/api/ship", "<!doctype html><title>Ship</title>");
    let index = site.served.lock().unwrap().pages["/llms.txt"].clone();
    site.put("/llms.txt", format!("{index}- [Ship](/api/ship)\n"));
    let bench = added(&site);
    let before = bench.snapshot();
    assert_eq!(fetch(&bench, &["--update"]).out, "globex   unchanged\n");
    assert_eq!(bench.snapshot(), before);
    current(&bench);
}
