//! Vendors whose documentation is a site: an index and a page per operation, from a server on this machine.

use std::collections::{BTreeMap, BTreeSet};

use crate::site::{Site, added, current, fetch, globex, page};
use crate::support::Bench;
use xtask::Pipeline;

#[test]
fn a_site_becomes_a_vendor_and_is_asked_conditionally_from_then_on() {
    let site = globex();
    let bench = added(&site);
    current(&bench);
    let toml = bench.read("specs/globex/vendor.toml");
    assert!(
        toml.contains(&format!("index = \"{}/llms.txt\"\n", site.url)),
        "{toml}"
    );
    assert!(bench.path("specs/globex/pages/api__ship.md").exists());
    let lock = bench.read("specs/specs.lock");
    for part in [
        "[vendor.globex.pages.\"api__ship.md\"]\nstate = \"current\"\n",
        &format!("url = \"{}/api/ship.md\"\n", site.url),
        "descriptions = [\"openapi.json\"]\n",
        "operations = [\"POST /parcels\"]\n",
    ] {
        assert!(lock.contains(part), "{part}: {lock}");
    }
    site.asked();
    let before = bench.snapshot();
    let ran = fetch(&bench, &["--update"]);
    assert_eq!(
        (ran.status, ran.out.as_str(), ran.err.as_str()),
        (0, "globex   unchanged\n", ""),
        "{ran:?}"
    );
    assert_eq!(bench.snapshot(), before, "nor is anything else known of it");
    let conditional: BTreeSet<(String, bool)> = site.asked().into_iter().collect();
    for path in ["/api/ship.md", "/api/show.md", "/guide.md"] {
        assert!(conditional.contains(&(path.to_owned(), true)), "{conditional:?}");
    }
    current(&bench);
}

/// Hundreds of pages of which none is another are not read: a pipeline that refuses everything is not asked.
#[test]
fn a_site_of_which_nothing_came_is_not_read_again() {
    let site = globex();
    let bench = added(&site);
    let idle = Pipeline::new(|_| panic!("it was read"), |_| panic!("it was read"), "1.0.0");
    let unchanged = |flags: &[&str]| {
        let ran = bench.run_with(&[&["fetch", "globex"][..], flags].concat(), idle);
        let told = (ran.status, ran.out.as_str(), ran.err.as_str());
        assert_eq!(told, (0, "globex   unchanged\n", ""), "{ran:?}");
    };
    unchanged(&["--update"]);

    // Other tags of the same pages: without `--update` nothing is kept, with it the next time is conditional again.
    site.served.lock().unwrap().era += 1;
    let before = bench.snapshot();
    unchanged(&[]);
    assert_eq!(bench.snapshot(), before);
    unchanged(&["--update"]);
    assert!(bench.read("specs/specs.lock").contains("etag = '\"1-"));
    current(&bench);
    site.asked();
    unchanged(&["--update"]);
    assert!(site.asked().contains(&("/api/ship.md".to_owned(), true)));

    // What changed here since the client was written is told, and nothing is read for that either.
    let lock = bench.read("specs/specs.lock");
    for (path, told) in [
        ("specs/globex/overlay.yaml", "the overlay changed"),
        ("specs/globex/vendor.toml", "vendor.toml changed"),
        ("specs/globex/names.toml", "names.toml changed"),
        (
            "specs/globex/openapi.yaml",
            "specs/globex/openapi.yaml was edited by hand",
        ),
        (
            "clients/globex/src/lib.rs",
            "clients/globex/src/lib.rs was edited by hand",
        ),
    ] {
        let is_there = bench.path(path).exists();
        let stored = if is_there { bench.read(path) } else { String::new() };
        let text = match path.ends_with("overlay.yaml") {
            true => "overlay: 1.0.0\ninfo: {title: C, version: '1'}\nactions: []\n".to_owned(),
            false => format!("{stored}\n"),
        };
        bench.write(path, &text);
        for flags in [&[][..], &["--update"]] {
            let ran = bench.run_with(&[&["fetch", "globex"][..], flags].concat(), idle);
            let line = format!(
                "globex   the published page is unchanged, but here {told}; `cargo xtask check globex` shows it\n"
            );
            assert_eq!((ran.status, ran.out, ran.err.as_str()), (1, line, ""), "{path}");
        }
        match is_there {
            true => bench.write(path, &stored),
            false => bench.remove(path),
        }
    }
    bench.remove("clients/globex/README.md");
    bench.write("clients/globex/src/lib.rs", "");
    let newer = Pipeline::new(|_| panic!("it was read"), |_| panic!("it was read"), "2.0.0");
    let ran = bench.run_with(&["fetch", "globex"], newer);
    let told = "the generator changed, clients/globex/src/lib.rs was edited by hand, clients/globex/README.md was deleted by hand";
    assert!(ran.status == 1 && ran.out.contains(told), "{ran:?}");
    assert_eq!(bench.read("specs/specs.lock"), lock);
    assert_eq!(bench.read_api(&["generate"]).status, 0);
    unchanged(&[]);

    // What is held back is looked at each time, and told.
    site.put(
        "/api/show.md",
        "```yaml openapi.json get /parcels\nopenapi: 3.1.0\n",
    );
    let held = fetch(&bench, &["--update"]);
    assert!(held.status == 1 && held.out.contains("held back"), "{held:?}");
    assert_eq!(fetch(&bench, &["--update"]).out, held.out);
}

#[test]
fn pages_that_come_change_move_break_and_go() {
    let site = globex();
    let bench = added(&site);

    // Added.
    site.put("/api/track.md", page("track", "get", "/tracks", &["weight"]));
    site.index();
    let before = bench.snapshot();
    let ran = fetch(&bench, &[]);
    assert_eq!(ran.status, 1, "{ran:?}");
    assert!(
        ran.out
            .starts_with("globex   changed: 2 changes (1 compatible, 1 docs)"),
        "{ran:?}"
    );
    assert_eq!(bench.snapshot(), before);
    let ran = fetch(&bench, &["--update"]);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{ran:?}");
    for part in ["page-added", "operation-added", "globex-client 0.1.0 → 0.1.1"] {
        assert!(ran.out.contains(part), "{part}: {ran:?}");
    }
    current(&bench);

    // Changed.
    site.put(
        "/api/track.md",
        page("track", "get", "/tracks", &["weight", "place"]),
    );
    let ran = fetch(&bench, &["--update"]);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{ran:?}");
    assert!(ran.out.contains("globex-client 0.1.1 → "), "{ran:?}");
    current(&bench);
    let version = |bench: &Bench| {
        let toml = bench.read("specs/globex/vendor.toml");
        toml.lines()
            .find(|line| line.starts_with("version"))
            .unwrap()
            .to_owned()
    };

    // Moved: documentation, and no change of the API.
    site.take("/api/track.md");
    site.put(
        "/api/tracking/track.md",
        page("track", "get", "/tracks", &["weight", "place"]),
    );
    site.index();
    let ran = fetch(&bench, &["--update"]);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{ran:?}");
    assert!(
        ran.out.contains("page-moved") && !ran.out.contains("operation-"),
        "{ran:?}"
    );
    assert!(!bench.path("specs/globex/pages/api__track.md").exists());
    assert!(bench.path("specs/globex/pages/api__tracking__track.md").exists());
    current(&bench);

    // Broken: the page stays as it was, and what changed beside it is taken over.
    let broken = page("track", "get", "/tracks", &["weight"]);
    site.put("/api/tracking/track.md", broken.trim_end_matches("````\n"));
    site.put(
        "/api/show.md",
        page("show", "get", "/parcels", &["weight", "sender"]),
    );
    let stored = bench.read("specs/globex/pages/api__tracking__track.md");
    let ran = fetch(&bench, &["--update"]);
    assert_eq!(ran.status, 1, "{ran:?}");
    assert!(ran.out.contains("globex   held back"), "{ran:?}");
    assert!(
        ran.err
            .contains("pages/api__tracking__track.md:5:1: the fence that opens here is never closed"),
        "{ran:?}"
    );
    assert_eq!(bench.read("specs/globex/pages/api__tracking__track.md"), stored);
    assert!(bench.read("specs/globex/openapi.yaml").contains("sender"));
    assert!(bench.read("specs/globex/openapi.yaml").contains("/tracks"));
    assert!(bench.read("specs/specs.lock").contains("state = \"held-back\""));
    current(&bench);

    // Removed: its operations are gone, and that breaks.
    site.take("/api/tracking/track.md");
    site.index();
    let before = (bench.snapshot(), version(&bench));
    let ran = fetch(&bench, &["--update"]);
    assert_eq!(ran.status, 1, "{ran:?}");
    assert!(
        ran.out.contains("page-removed") && ran.out.contains("operation-removed"),
        "{ran:?}"
    );
    // Where it was, and not where a neighbour is.
    let line = "specs/globex/pages/api__tracking__track.md:11 (before): stop calling it";
    assert!(ran.out.contains(line), "{}", ran.out);
    assert_eq!((bench.snapshot(), version(&bench)), before);
    let ran = fetch(&bench, &["--update", "--allow-breaking"]);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{ran:?}");
    assert!(bench.read("specs/specs.lock").contains("state = \"missing\""));
    assert!(!bench.read("specs/globex/openapi.yaml").contains("/tracks"));
    let changelog = bench.read("specs/globex/CHANGELOG.md");
    for part in ["page-added", "page-moved", "page-removed", "operation-removed"] {
        assert!(changelog.contains(part), "{part}: {changelog}");
    }
    current(&bench);
}

#[test]
fn pages_that_disagree_are_held_back_until_vendor_toml_decides() {
    let site = globex();
    let bench = added(&site);
    site.put(
        "/api/other.md",
        page("show", "get", "/parcels", &["weight", "height"]),
    );
    site.index();
    let ran = fetch(&bench, &["--update"]);
    assert_eq!(ran.status, 1, "{ran:?}");
    assert!(ran.out.contains("page-disagrees"), "{ran:?}");
    assert!(ran.err.contains("[operations] \"GET /parcels\" = "), "{ran:?}");
    assert!(bench.read("specs/globex/openapi.yaml").contains("show"));
    let toml = bench.read("specs/globex/vendor.toml");
    bench.write(
        "specs/globex/vendor.toml",
        &format!("{toml}\n[operations]\n\"GET /parcels\" = \"api__other\"\n"),
    );
    let ran = fetch(&bench, &["--update"]);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{ran:?}");
    assert!(bench.read("specs/globex/openapi.yaml").contains("height"));
    current(&bench);
}

#[test]
fn a_site_that_is_down_changes_nothing() {
    let site = globex();
    let bench = added(&site);
    let before = bench.snapshot();
    let index = site.served.lock().unwrap().pages["/llms.txt"].clone();
    site.take("/llms.txt");
    let ran = fetch(&bench, &["--update"]);
    assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{ran:?}");
    assert!(ran.err.contains("the server answered 404"), "{ran:?}");
    for body in ["<!DOCTYPE html><title>Log in</title>", "# Globex\n"] {
        site.put("/llms.txt", body);
        assert_eq!(fetch(&bench, &["--update"]).status, 2, "{body}");
    }
    site.put("/llms.txt", index);
    for path in ["/api/ship.md", "/api/show.md", "/guide.md"] {
        site.served.lock().unwrap().busy.insert(path.to_owned(), 100);
    }
    let ran = fetch(&bench, &["--update"]);
    assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{ran:?}");
    assert_eq!(bench.snapshot(), before);
    // One that is busy for a moment is asked again.
    site.served.lock().unwrap().busy = BTreeMap::from([("/api/ship.md".to_owned(), 1)]);
    assert_eq!(fetch(&bench, &["--update"]).status, 0);
}

#[test]
fn a_busy_site_is_asked_again_when_it_says() {
    let site = globex();
    let bench = added(&site);
    let before = bench.snapshot();
    let busy = |times: usize, seconds: u64| {
        let mut served = site.served.lock().unwrap();
        served.busy = BTreeMap::from([("/api/ship.md".to_owned(), times)]);
        served.rest = Some(seconds);
        drop(served);
        site.asked();
        let ran = fetch(&bench, &["--update"]);
        let asked = site.asked();
        (
            ran,
            asked.iter().filter(|(path, _)| path == "/api/ship.md").count(),
        )
    };
    let (ran, asked) = busy(1, 0);
    assert_eq!(
        (ran.status, ran.out.as_str(), asked),
        (0, "globex   unchanged\n", 2),
        "{ran:?}"
    );
    // Nobody waits for an hour: it is told, the page is not asked for again, and what is stored stays.
    let (ran, asked) = busy(1, 3600);
    assert_eq!((ran.status, asked), (2, 1), "{ran:?}");
    assert!(ran.err.contains("asks to come again in 3600 s"), "{ran:?}");
    assert_eq!(bench.snapshot(), before);
}

#[test]
fn pages_that_arrive_compressed_are_unpacked_or_told_to_be_damaged() {
    let site = globex();
    for path in ["/llms.txt", "/api/ship.md"] {
        site.served.lock().unwrap().packed.insert(path.to_owned(), true);
    }
    let bench = added(&site);
    assert_eq!(
        bench.read("specs/globex/pages/api__ship.md"),
        page("ship", "post", "/parcels", &["weight"])
    );
    let before = bench.snapshot();
    site.put(
        "/api/ship.md",
        page("ship", "post", "/parcels", &["weight", "height"]),
    );
    site.served
        .lock()
        .unwrap()
        .packed
        .insert("/api/ship.md".to_owned(), false);
    let ran = fetch(&bench, &["--update"]);
    assert_eq!(ran.status, 2, "{ran:?}");
    assert!(
        ran.err.contains("arrived compressed, and is cut off or damaged"),
        "{ran:?}"
    );
    assert_eq!(bench.snapshot(), before);
}

#[test]
fn five_hundred_pages_are_fetched_politely() {
    let site = Site::new();
    for number in 0..500 {
        let page = page(
            &format!("op{number}"),
            "get",
            &format!("/things/{number}"),
            &["weight"],
        );
        site.put(&format!("/api/op{number}.md"), page);
    }
    site.put("/robots.txt", "User-agent: *\nDisallow: /private/\n");
    site.index();
    let bench = Bench::new();
    bench.write("specs/globex/vendor.toml", &format!(
        "name = 'Globex'\ncrate = 'globex-client'\nversion = '0.1.0'\ndescription = 'd'\nindex = '{}/llms.txt'\n", site.url));
    bench.write(
        "specs/globex/pages/api__op0.md",
        &page("op0", "get", "/things/0", &["weight"]),
    );
    bench.write(
        "specs/globex/pages/api__op1.md",
        &page("op1", "get", "/things/1", &["weight"]),
    );
    let ran = fetch(&bench, &[]);
    assert_eq!((ran.status, ran.err.as_str()), (1, ""), "{ran:?}");
    assert!(
        ran.out
            .starts_with("globex   changed: 996 changes (498 compatible, 498 docs)"),
        "{}",
        &ran.out[..200.min(ran.out.len())]
    );
    let asked = site.asked();
    assert_eq!(
        asked.iter().filter(|(path, _)| path.starts_with("/api/")).count(),
        500
    );
    assert_eq!(asked.iter().filter(|(path, _)| path == "/robots.txt").count(), 1);
}

#[test]
fn files_and_folders_are_a_set_too() {
    let bench = Bench::new();
    bench.write("a/ship.md", &page("ship", "post", "/parcels", &["weight"]));
    bench.write("a/deep/show.md", &page("show", "get", "/parcels", &["weight"]));
    bench.write("track.md", &page("track", "get", "/tracks", &["weight"]));
    let lost = page("lose", "get", "/lost", &["weight"]);
    bench.write("broken.md", lost.trim_end_matches("````\n"));
    let path = |path: &str| bench.path(path).to_str().unwrap().to_owned();
    let before = bench.snapshot();
    let ran = bench.read_api(&["try", &path("a"), &path("track.md")]);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{ran:?}");
    assert!(ran.out.contains("operations: 3\n"), "{ran:?}");
    let ran = bench.read_api(&["try", &path("a"), &path("broken.md")]);
    assert_eq!(ran.status, 1, "{ran:?}");
    assert!(
        ran.out.contains("operations: 2\n") && ran.err.contains("broken.md:5:1"),
        "{ran:?}"
    );
    assert_eq!(bench.snapshot(), before);

    let ran = bench.read_api(&["add", "globex", &path("a"), &path("track.md")]);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{ran:?}");
    assert_eq!(
        bench.read("specs/globex/pages/deep__show.md"),
        bench.read("a/deep/show.md")
    );
    current(&bench);

    // A page finds its place by its operation, whatever it is called.
    bench.write("new.md", &page("track", "get", "/tracks", &["weight", "place"]));
    let ran = bench.read_api(&["update", "globex", "--page", &path("new.md")]);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{ran:?}");
    assert_eq!(bench.read("specs/globex/pages/track.md"), bench.read("new.md"));
    current(&bench);
    let before = bench.snapshot();
    let ran = bench.read_api(&["update", "globex", "--page", &path("broken.md")]);
    assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{ran:?}");
    assert!(ran.err.contains("broken.md"), "{ran:?}");
    assert_eq!(bench.snapshot(), before);

    // A page that is broken where it stands takes nothing from the client.
    let client = bench.read("clients/globex/README.md");
    bench.write("specs/globex/pages/track.md", &bench.read("broken.md"));
    let ran = bench.read_api(&["generate"]);
    assert_eq!(ran.status, 1, "{ran:?}");
    assert!(ran.err.contains("the client stays as it was"), "{ran:?}");
    assert_eq!(bench.read("clients/globex/README.md"), client);

    // Files that nobody reads are an error.
    bench.write("specs/globex/pages/track.md", &bench.read("new.md"));
    bench.write("specs/globex/notes.docx", "x");
    let ran = bench.read_api(&["generate"]);
    assert_eq!(ran.status, 2, "{ran:?}");
    assert!(
        ran.err
            .contains("specs/globex/notes.docx: nobody reads this file"),
        "{ran:?}"
    );
}

#[test]
fn a_whole_description_is_checked_against_its_pages() {
    let site = globex();
    site.put("/llms.txt", "# G\n- [Ship](/api/ship.md)\n- [Show](/api/show.md)\n\n## OpenAPI Specs\n\n- [openapi](/openapi.yaml)\n");
    let bench = Bench::new();
    let ran = bench.read_api(&["add", "globex", "--index", &format!("{}/llms.txt", site.url)]);
    assert!(
        ran.out.contains(&format!(
            "a whole description is named there: {}/openapi.yaml",
            site.url
        )),
        "{ran:?}"
    );
    let whole = page("ship", "post", "/parcels", &["weight", "height"]);
    let whole: String = whole
        .lines()
        .skip_while(|line| !line.starts_with("openapi:"))
        .filter(|line| *line != "````")
        .map(|line| format!("{line}\n"))
        .collect();
    bench.write("specs/globex/page.yaml", &whole);
    bench.remove("specs/globex/pages/api__show.md");
    assert_eq!(bench.read_api(&["generate"]).status, 0);
    let ran = bench.read_api(&["check"]);
    assert_eq!((ran.status, ran.err.as_str()), (1, ""), "{ran:?}");
    assert!(
        ran.out.contains("page-disagrees") && ran.out.contains("height"),
        "{ran:?}"
    );
}
