//! The clients of several descriptions as modules of one crate.

use crate::support::Bench;

/// A page of one description with one operation, `GET /items`.
fn page(description: &str, properties: &str) -> String {
    format!(
        "# Items\n\n```yaml {description}.json get /items\nopenapi: 3.1.0\ninfo: {{title: Globex {description}, version: '1'}}\n\
         servers: [{{url: 'https://{description}.globex.example'}}]\npaths:\n  /items:\n    get:\n      operationId: list\n      \
         responses:\n        '200':\n          description: ok\n          content:\n            application/json:\n              \
         schema: {{type: object, properties: {{{properties}}}}}\n```\n"
    )
}

/// A workspace with two pages, of two descriptions, beside `specs/`.
fn pages() -> Bench {
    let bench = Bench::new();
    bench.write("site/bills.md", &page("bills", "sum: {type: number}"));
    bench.write("site/users.md", &page("users", "name: {type: string}"));
    bench
}

fn site(bench: &Bench) -> String {
    bench.path("site").display().to_string()
}

fn added() -> Bench {
    let bench = pages();
    let site = site(&bench);
    let modules = [
        "--module",
        "billing=bills.json",
        "--module",
        "user_data=users.json",
    ];
    let ran = bench.read_api(&[&["add", "globex", &site][..], &modules].concat());
    assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{ran:?}");
    assert!(
        ran.out.ends_with(
            "globex\n  + specs/globex/vendor.toml\n  + globex-client: 6 files generated\n\
             modules: billing (globex-billing), user_data (globex-user-data)\n"
        ),
        "{}",
        ran.out
    );
    bench
}

#[test]
fn several_descriptions_are_modules_of_one_crate_if_asked() {
    let bench = pages();
    let before = bench.snapshot();
    let unasked = bench.read_api(&["add", "globex", &site(&bench)]);
    assert_eq!(unasked.status, 2);
    assert!(
        unasked.err.contains("`add --module NAME='bills.json'`"),
        "{unasked:?}"
    );
    assert_eq!(bench.snapshot(), before);

    let bench = added();
    let root = bench.read("clients/globex/src/lib.rs");
    assert!(
        root.ends_with(
            "#[cfg(feature = \"billing\")]\n#[doc(inline)]\npub use globex_billing_client as billing;\n\n\
             #[cfg(feature = \"user_data\")]\n#[doc(inline)]\npub use globex_user_data_client as user_data;\n"
        ),
        "{root}"
    );
    let manifest = bench.read("clients/globex/Cargo.toml");
    for line in [
        "default = [\"billing\", \"user_data\", \"rustls\"]\n",
        "user_data = [\"dep:globex-user-data-client\"]\n",
        "mock = [\"globex-billing-client?/mock\", \"globex-user-data-client?/mock\"]\n",
        "globex-billing-client = { version = \"0.1.0\", path = \"../globex-billing\", optional = true, default-features = false }\n",
    ] {
        assert!(manifest.contains(line), "{line}{manifest}");
    }
    assert!(
        bench
            .read("clients/globex/README.md")
            .contains("| `user_data` | ")
    );
    assert_eq!(bench.read_api(&["check"]).status, 0);
    let listed = bench.read_api(&["list"]).out;
    let row = "umbrella  globex-client 0.1.0            modules: billing (globex-billing), user_data (globex-user-data)\n";
    assert!(listed.contains(row), "{listed}");
    let listed = bench.read_api(&["list", "--format", "json"]).out;
    assert!(listed.contains("\"user_data\": \"globex-user-data\""), "{listed}");
}

#[test]
fn an_umbrella_is_named_for_its_modules_vendors() {
    let bench = added();
    bench.write("clients/globex/src/lib.rs", "");
    let drift = bench.read_api(&["check", "globex"]);
    assert!(
        drift.status == 1
            && drift
                .out
                .contains("stale    clients/globex/src/lib.rs  (edited by hand)"),
        "{drift:?}"
    );
    let ran = bench.read_api(&["generate", "globex"]);
    let told = "globex-billing    unchanged\nglobex-user-data  unchanged\nglobex            1 file written (edited by hand)\n";
    assert!(ran.out.starts_with(told), "{ran:?}");

    // What is about one page needs one vendor.
    let ran = bench.read_api(&[
        "update",
        "globex",
        "--page",
        &bench.path("site/bills.md").display().to_string(),
    ]);
    assert_eq!(
        ran.err,
        "error: specs/globex: an umbrella crate has no page of its own\n  \
         help: name the vendor of one of its modules: globex-billing, globex-user-data\n"
    );
    bench.write("specs/globex/page.md", "# Items\n");
    let ran = bench.read_api(&["check"]);
    assert!(
        ran.status == 2
            && ran
                .err
                .contains("specs/globex/page.md: nobody reads this file: an umbrella crate has no page"),
        "{ran:?}"
    );
    bench.remove("specs/globex/page.md");

    let toml = bench.read("specs/globex/vendor.toml");
    for (modules, problem) in [
        (
            "billing = \"hooli\"",
            "there is no vendor `hooli` in specs/ for a module to be made of",
        ),
        (
            "mock = \"globex-billing\"",
            "`mock` cannot be the name of a module",
        ),
        (
            "one = \"globex-billing\"\ntwo = \"globex-billing\"",
            "the crate of the module `two`, globex-billing-client, is that of `one`",
        ),
        ("", "`modules` is empty"),
    ] {
        let start = toml.split("[modules]").next().unwrap_or_default();
        bench.write(
            "specs/globex/vendor.toml",
            &format!("{start}[modules]\n{modules}\n"),
        );
        let before = bench.snapshot();
        let ran = bench.read_api(&["generate"]);
        assert!(ran.status == 2 && ran.err.contains(problem), "{ran:?}");
        assert_eq!(bench.snapshot(), before);
    }
}

#[test]
fn what_changes_in_a_module_changes_the_umbrella() {
    let bench = added();
    bench.commit();
    bench.tag("globex-client-v0.1.0");
    bench.write(
        "new.md",
        &page("bills", "sum: {type: number}, note: {type: string}"),
    );
    let new = bench.path("new.md").display().to_string();
    let ran = bench.read_api(&["update", "globex-billing", "--page", &new]);
    assert_eq!(ran.status, 0, "{ran:?}");
    assert!(
        ran.out
            .ends_with("CHANGELOG.md written\nglobex-client 0.1.0 → 0.1.1, of which it is a module\n"),
        "{}",
        ran.out
    );
    assert!(
        bench
            .read("clients/globex/Cargo.toml")
            .contains("version = \"0.1.1\", path = \"../globex-billing\"")
    );
    let changelog = bench.read("clients/globex/CHANGELOG.md");
    let line = "- `billing`: GET /items, 200.note: there is a new optional property";
    assert!(changelog.contains(line), "{changelog}");
    assert_eq!(bench.read_api(&["check"]).status, 0);
    let told = bench.read_api(&["diff", "globex"]).out;
    assert!(
        told.contains("globex-billing   GET /items") && told.contains("globex-user-data   no change"),
        "{told}"
    );

    // The version goes with the modules', and with which there are.
    let toml = bench.read("specs/globex/vendor.toml");
    let low = |text: String, asked: &str, why: &str| {
        bench.write("specs/globex/vendor.toml", &text);
        assert_eq!(bench.read_api(&["generate"]).status, 0);
        let ran = bench.read_api(&["check"]);
        assert_eq!(ran.status, 1, "{ran:?}");
        assert!(
            ran.out.contains(&format!("asks for {asked} ")) && ran.out.contains(why),
            "{ran:?}"
        );
    };
    let as_released = toml.replace("0.1.1", "0.1.0");
    low(
        as_released,
        "0.1.1",
        "`billing`: GET /items, 200.note: there is a new optional property",
    );
    let without = toml.replace("user_data = \"globex-user-data\"\n", "");
    low(without, "0.2.0", "the module `user_data` was removed");
}
