//! Every page and API description of the optional corpus through the whole pipeline: a client or a refusal with a place and a
//! remedy, never a panic. Which documents are refused, and why, is listed here; another refusal, or one less, fails.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use specloom::{Source, Sources, Vendor};
use specloom_tests::corpus;

/// What a build script's main thread has.
const STACK: usize = 8 << 20;

/// Documents that are refused, by file name, with a part of the reason.
const REFUSED: &[(&str, &str)] = &[
    (
        "getkin__openapi3-testdata-recursiveRef-openapi.yaml",
        "`$ref: ./paths/foo.yml` is in another document",
    ),
    (
        "getkin__openapi3-testdata-testref.openapi.json",
        "describes no operations",
    ),
    (
        "oai__examples-v3.1-webhook-example.yaml",
        "describes no operations (webhooks",
    ),
    ("pb33f__bundler-test-specs-clash-paging.yaml", "`paths` is a list"),
    (
        "pb33f__generator-golang-testdata-name-collisions.yaml",
        "describes no operations",
    ),
    (
        "sendgrid__oas_v3.json",
        "`$ref: ./spec/paths/mail_send/mail_send.json",
    ),
    ("s3-olam22-users-personal_tokens-post-lossy.md", "is missing here"),
];

/// Larger documents take minutes each without optimisation; `SPECLOOM_CORPUS_LARGE=1` tries them, too.
const LARGE: u64 = 400_000;

/// The time that is enough for a document, without optimisation and with others beside it.
const SLOW: Duration = Duration::from_secs(60);

fn tried(path: &Path) -> Result<usize, String> {
    let vendor = "name = 'Acme'\ncrate = 'acme-client'\nversion = '0.1.0'\ndescription = 'Calls Acme'\n";
    let sources = Sources {
        pages: vec![Source::new("page", std::fs::read(path).unwrap())],
        overlay: None,
        vendor: Vendor::parse(&Source::new("vendor.toml", vendor)).unwrap(),
        changelog: None,
    };
    match catch_unwind(AssertUnwindSafe(|| specloom::generate(&sources))) {
        Ok(Ok(generated)) => Ok(generated.files.values().map(String::len).sum()),
        Ok(Err(error)) => {
            assert!(!error.problem.is_empty() && !error.remedy.is_empty(), "{error}");
            Err(error.to_string())
        }
        Err(_) => Err("PANIC".into()),
    }
}

/// Tells whoever runs the measure, whether or not it passes.
fn say(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}

#[test]
fn every_document_gives_a_client_or_a_reason() {
    let Some(folder) = corpus::folder("the corpus through the pipeline") else {
        return;
    };
    let mut paths: Vec<PathBuf> = ["pages", "specs"]
        .iter()
        .flat_map(|kind| corpus::documents(&folder.join(kind)))
        .collect();
    let all = paths.len();
    if std::env::var_os("SPECLOOM_CORPUS_LARGE").is_none() {
        paths.retain(|path| path.metadata().unwrap().len() <= LARGE);
        specloom_tests::skipped(
            "large documents of the corpus",
            &format!("{} of {all}", all - paths.len()),
        );
    }
    let (next, outcomes) = (AtomicUsize::new(0), Mutex::new(BTreeMap::new()));
    std::thread::scope(|scope| {
        let workers = std::thread::available_parallelism().map_or(1, |threads| threads.get());
        for _ in 0..workers {
            let work = || {
                while let Some(path) = paths.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let name = path.file_name().unwrap().to_string_lossy().into_owned();
                    let start = Instant::now();
                    let outcome = tried(path);
                    if start.elapsed() > SLOW {
                        say(&format!("slow: {name}: {:.0} s", start.elapsed().as_secs_f64()));
                    }
                    outcomes.lock().unwrap().insert(name, outcome);
                }
            };
            std::thread::Builder::new()
                .stack_size(STACK)
                .spawn_scoped(scope, work)
                .unwrap();
        }
    });
    let outcomes = outcomes.into_inner().unwrap();
    let refused: BTreeMap<&str, &str> = outcomes
        .iter()
        .filter_map(|(name, outcome)| Some((name.as_str(), outcome.as_ref().err()?.as_str())))
        .collect();
    say(&format!(
        "corpus: {} documents, {} clients, {} refused",
        outcomes.len(),
        outcomes.len() - refused.len(),
        refused.len()
    ));
    for (name, reason) in &refused {
        say(&format!(
            "  {name}: {}",
            reason.lines().next().unwrap_or_default()
        ));
    }
    let mut unexpected = Vec::new();
    for (name, reason) in &refused {
        match REFUSED.iter().find(|(listed, _)| listed == name) {
            Some((_, part)) if reason.contains(part) => {}
            _ => unexpected.push(format!("refused: {name}: {reason}")),
        }
    }
    for (name, _) in REFUSED {
        if outcomes.contains_key(*name) && !refused.contains_key(name) {
            unexpected.push(format!("listed as refused, but it is not: {name}"));
        }
    }
    assert!(unexpected.is_empty(), "{}", unexpected.join("\n"));
}
