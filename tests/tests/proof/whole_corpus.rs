//! Both proofs over every document of the corpus, compiled one by one, the smallest first: a row of the table each, as it comes.
//!
//! `SPECLOOM_CORPUS=… cargo test -p specloom-tests --test proof -- --ignored --nocapture`, with `SPECLOOM_CORPUS_ONLY` for the documents
//! whose names hold a text, and `SPECLOOM_CORPUS_BYTES` for those that are no larger.

use std::io::Write as _;
use std::path::PathBuf;

use specloom_tests::corpus;

use super::every_operation::rows;
use super::harness::Harness;
use super::round_trip::wrong;
use super::subject::Subject;

#[test]
#[ignore = "compiles every client of the corpus, without optimisation: more than an hour"]
fn the_whole_corpus_is_read_and_written_back_and_called() {
    let Some(folder) = corpus::folder("round trips and calls of the whole corpus") else {
        return;
    };
    let only = std::env::var("SPECLOOM_CORPUS_ONLY").unwrap_or_default();
    let largest = std::env::var("SPECLOOM_CORPUS_BYTES").ok();
    let largest = largest.map_or(u64::MAX, |bytes| bytes.parse().unwrap());
    let size = |path: &PathBuf| path.metadata().map_or(0, |data| data.len());
    let mut paths: Vec<PathBuf> = ["pages", "specs"]
        .iter()
        .flat_map(|kind| corpus::documents(&folder.join(kind)))
        .filter(|path| path.to_string_lossy().contains(&only) && size(path) <= largest)
        .collect();
    paths.sort_by_key(size);
    let mut out = std::io::stderr();
    let _ = writeln!(
        out,
        "   types  lossy  operations  called   calls  violations  document"
    );
    let (mut found, mut refused) = (Vec::new(), 0);
    for path in paths {
        // Which documents are refused, and why, is `corpus_try.rs`' to say.
        let Ok(subject) = Subject::of_page(&path) else {
            refused += 1;
            continue;
        };
        let subjects = [subject];
        let harness = match Harness::try_build("proof_whole", &subjects) {
            Ok(harness) => harness,
            Err(error) => {
                let _ = writeln!(out, "{error}");
                found.push(error);
                continue;
            }
        };
        let (lossy, types) = wrong(&harness, &subjects);
        let row = &rows(&harness, &subjects)[0];
        let _ = writeln!(
            out,
            "{types:>8}  {:>5}  {:>10}  {:>6}  {:>6}  {:>10}  {}",
            lossy.len(),
            row.documented,
            row.called,
            row.calls,
            row.faults.len(),
            subjects[0].name
        );
        if !row.uncalled.is_empty() {
            let _ = writeln!(out, "  no values for: {}", row.uncalled.join(", "));
        }
        for fault in lossy.iter().chain(&row.faults) {
            let _ = writeln!(out, "  {fault}");
        }
        found.extend(lossy);
        found.extend(row.faults.iter().cloned());
    }
    let _ = writeln!(out, "{refused} documents are refused by the generator");
    assert!(found.is_empty(), "{} faults\n{}", found.len(), found.join("\n"));
}
