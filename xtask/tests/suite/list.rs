//! `list`, and the command line itself.

use serde_json::{Value, json};

use crate::support::Bench;

#[test]
fn a_table() {
    let bench = Bench::with(&["acme", "globex-cloud"]);
    assert_eq!(
        bench.fine(&["list"]),
        "VENDOR        PAGE               CRATE                      OPERATIONS    CREDENTIALS             NOTES\n\
         acme          mintlify-endpoint  acme-client 0.1.0          POST /tokens  header X-Api-Key (key)  1\n\
         globex-cloud  mintlify-endpoint  globex-cloud-client 0.1.0  POST /tokens  header X-Api-Key (key)  1\n"
    );
}

#[test]
fn json_for_other_programs() {
    let bench = Bench::with(&["acme"]);
    let rows: Value = serde_json::from_str(&bench.fine(&["list", "--format", "json"])).unwrap();
    assert_eq!(
        rows,
        json!([{
            "vendor": "acme",
            "style": "mintlify-endpoint",
            "crate": "acme-client",
            "version": "0.1.0",
            "operations": [{"id": "createToken", "method": "POST", "path": "/tokens", "pages": [], "urls": []}],
            "credentials": ["header X-Api-Key (key)"],
            "servers": ["https://api.test"],
            "schemas": ["Token"],
            "warnings": 0,
            "notes": ["inferred: the title is a guess (guess at /info)"],
        }])
    );
}

#[test]
fn vendors_whose_page_fails_do_not_hide_the_others() {
    let bench = Bench::with(&["acme"]);
    bench.vendor("globex", "broken\n");
    let ran = bench.run(&["list"]);
    assert_eq!(ran.status, 2);
    assert!(ran.out.contains("acme-client 0.1.0"), "{ran:?}");
    assert!(ran.err.contains("specs/globex/page.md:1:1"), "{ran:?}");
}

#[test]
fn help_is_fine_and_misuse_is_not() {
    let bench = Bench::new();
    let help = bench.fine(&["--help"]);
    for command in ["generate", "check", "list", "try"] {
        assert!(help.contains(&format!("\n  {command}")), "{help}");
        let help = bench.fine(&[command, "--help"]);
        assert!(help.contains("Examples:"), "{help}");
    }
    for misuse in [&["generat"][..], &["generate", "--force"], &[], &["try"]] {
        let ran = bench.run(misuse);
        assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{misuse:?}: {ran:?}");
        assert!(ran.err.contains("Usage:"), "{ran:?}");
    }
}
