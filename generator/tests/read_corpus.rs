//! Reading measured on real documents: every page and every whole description of the corpus.

use std::path::PathBuf;

use specloom::read::read;
use specloom::{Draft, Result, Source, Style};

/// The corpus, or `None` and a loud line where it is not installed.
fn corpus() -> Option<PathBuf> {
    let path = std::env::var_os("SPECLOOM_CORPUS").map(PathBuf::from);
    if path.is_none() {
        eprintln!("skipped: SPECLOOM_CORPUS is not set, so no real document was read");
    }
    path
}

fn read_file(path: PathBuf) -> Result<Draft> {
    let bytes = std::fs::read(&path).expect("the corpus is readable");
    read(&Source::new(path.display().to_string(), bytes))
}

/// The operations of a draft, as `METHOD PATH`.
fn operations(draft: &Draft) -> Vec<String> {
    let mut operations = Vec::new();
    for (path, item) in draft.document["paths"].as_object().into_iter().flatten() {
        for (key, _) in item.as_object().into_iter().flatten() {
            let method = key.to_uppercase();
            if [
                "GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE",
            ]
            .contains(&method.as_str())
            {
                operations.push(format!("{method} {path}"));
            }
        }
    }
    operations
}

#[test]
fn every_page_is_read_as_the_operation_it_documents() {
    let Some(corpus) = corpus() else { return };
    let manifest =
        std::fs::read_to_string(corpus.join("pages/manifest.tsv")).expect("the corpus has a manifest");
    let mut failures = Vec::new();
    for line in manifest.lines().skip(1) {
        let fields: Vec<_> = line.split('\t').collect();
        let [file, shape, version, method, path] = fields[..] else {
            panic!("not a manifest line: {line}")
        };
        let style = match shape {
            "S1" => Style::Mintlify,
            "S2" => Style::MintlifyEndpoint,
            _ => Style::Reference,
        };
        match read_file(corpus.join("pages").join(file)) {
            Ok(_) if file.ends_with("-lossy.md") => failures.push(format!("{file}: not refused")),
            Ok(draft) => {
                let expected = [format!("{method} {path}")];
                let stated = draft.document["openapi"].as_str().unwrap_or_default();
                if draft.style != style
                    || operations(&draft) != expected
                    || (!version.is_empty() && stated != version)
                {
                    failures.push(format!(
                        "{file}: {:?} {stated} with {:?}, not {style:?} with {expected:?}",
                        draft.style,
                        operations(&draft)
                    ));
                }
            }
            Err(error) if file.ends_with("-lossy.md") => {
                if error.place.position.is_none() || !error.problem.contains("missing") {
                    failures.push(format!("{file}: refused, but not as lossy: {error}"));
                }
            }
            Err(error) => failures.push(error.to_string()),
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// Descriptions that are rightly refused, and why.
const REFUSED: [(&str, &str); 0] = [];

#[test]
fn every_whole_description_is_read() {
    let Some(corpus) = corpus() else { return };
    let manifest =
        std::fs::read_to_string(corpus.join("specs/manifest.tsv")).expect("the corpus has a manifest");
    let mut failures = Vec::new();
    for line in manifest.lines().skip(1) {
        let file = line.split('\t').next().unwrap_or_default();
        let refused = REFUSED.iter().find(|(name, _)| *name == file);
        match (read_file(corpus.join("specs").join(file)), refused) {
            (Ok(draft), None) if draft.style == Style::OpenApi => {}
            (Ok(draft), _) => failures.push(format!("{file}: read as {:?}", draft.style)),
            (Err(error), Some((_, why))) if error.problem.contains(why) => {}
            (Err(error), _) => failures.push(error.to_string()),
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// Where a real page is cut off, it is refused, or nothing of its description was cut. A reference page's end is not marked.
#[test]
fn a_page_that_is_cut_at_any_percent_is_refused_or_whole() {
    let Some(corpus) = corpus() else { return };
    let mut failures = Vec::new();
    let mut cuts = 0;
    let mut folders = vec![corpus.join("pages"), corpus.join("sets/joyfill")];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = std::fs::read_dir(&folder) else {
            continue;
        };
        for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
            let Ok(text) = std::fs::read_to_string(&path) else {
                continue;
            };
            let document =
                |text: &str| read(&Source::new("page.md", text)).map(|draft| (draft.style, draft.document));
            let Ok(whole) = document(&text) else { continue };
            if whole.0 == Style::Reference {
                continue;
            }
            for percent in 1..100 {
                let mut end = text.len() * percent / 100;
                while !text.is_char_boundary(end) {
                    end -= 1;
                }
                cuts += 1;
                if document(&text[..end]).is_ok_and(|cut| cut != whole) {
                    failures.push(format!("{} at {percent} %", path.display()));
                }
            }
        }
    }
    assert!(
        failures.is_empty(),
        "{} of {cuts}:\n{}",
        failures.len(),
        failures.join("\n")
    );
    assert!(cuts > 0, "there is no page in the corpus");
}
