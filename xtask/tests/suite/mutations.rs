//! Pages that went wrong at random: an answer for each, in time, and never a panic.
//!
//! The cases are the same every time. `SPECLOOM_MUTATIONS=5000` tries more of them, `SPECLOOM_MUTATIONS_SEED=7` others,
//! and `SPECLOOM_CORPUS` adds its small documents to the pages that are mutated.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use specloom::{Source, Sources, Vendor};
use xtask::Pipeline;

/// Cases where nobody asks for more.
const CASES: u64 = 60;
/// A case that takes longer hangs: a page takes a fraction of a second.
const LIMIT: Duration = Duration::from_secs(60);
/// Larger documents would take the time of many small ones.
const LARGEST: u64 = 40_000;

/// Words that mean something to a parser or to the pipeline, and values that are at the edge of something.
const WORDS: [&str; 78] = [
    "$ref",
    "'#/components/schemas/A'",
    "'#/paths'",
    "'#'",
    "allOf",
    "oneOf",
    "anyOf",
    "not",
    "items",
    "prefixItems",
    "properties",
    "additionalProperties",
    "patternProperties",
    "required",
    "type",
    "object",
    "array",
    "string",
    "integer",
    "'null'",
    "null",
    "true",
    "false",
    "nullable",
    "enum",
    "const",
    "default",
    "discriminator",
    "mapping",
    "propertyName",
    "format",
    "binary",
    "parameters",
    "path",
    "query",
    "header",
    "cookie",
    "in",
    "name",
    "schema",
    "content",
    "application/json",
    "multipart/form-data",
    "responses",
    "default",
    "2XX",
    "'200'",
    "'999'",
    "security",
    "[{}]",
    "servers",
    "{",
    "}",
    "[",
    "]",
    ":",
    "- ",
    "|",
    ">",
    "&a",
    "*a",
    "<<",
    "!!int",
    "? ",
    "---",
    "```",
    "#",
    "1e999",
    "-0",
    ".nan",
    ".inf",
    "99999999999999999999999",
    "0x7fffffffffffffff",
    "''",
    "\u{202e}",
    "\u{0}",
    "é",
    "{id}",
];

#[test]
fn no_page_makes_the_pipeline_panic_or_hang() {
    let number = |name: &str, otherwise| std::env::var(name).map_or(otherwise, |text| text.parse().unwrap());
    let (cases, seed) = (
        number("SPECLOOM_MUTATIONS", CASES),
        number("SPECLOOM_MUTATIONS_SEED", 1),
    );
    let pages = pages();
    assert!(pages.len() >= 5, "{pages:?}");
    let mut problems = Vec::new();
    for case in 0..cases {
        let mut random = Random(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(case));
        let from = &pages[random.below(pages.len())];
        let other = fs::read(&pages[random.below(pages.len())]).unwrap();
        let mut page = fs::read(from).unwrap();
        for _ in 0..=random.below(4) {
            mutate(&mut page, &other, &mut random);
        }
        // Kept until it is known to be harmless, for what ends the whole process.
        let kept = std::env::temp_dir().join(format!("specloom-mutation-{}-{case}.txt", std::process::id()));
        fs::write(&kept, &page).unwrap();
        let (send, receive) = mpsc::channel();
        thread::spawn(move || send.send(answer(page)));
        let answer = receive.recv_timeout(LIMIT);
        let problem = match answer {
            Ok(Ok(())) => {
                fs::remove_file(&kept).unwrap();
                continue;
            }
            Ok(Err(problem)) => problem,
            Err(_) => "it takes too long".to_owned(),
        };
        let (from, kept) = (from.display(), kept.display());
        problems.push(format!(
            "case {case} of seed {seed}, from {from}, kept in {kept}: {problem}"
        ));
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

/// What is not as it should be in the answer to a page: a client whose modules parse, or an error with a place and a
/// remedy.
fn answer(page: Vec<u8>) -> Result<(), String> {
    let vendor = "name = 'Acme'\ncrate = 'acme-client'\nversion = '0.1.0'\ndescription = 'Calls Acme'\n";
    let sources = Sources {
        pages: vec![Source::new("page.md", page)],
        overlay: None,
        vendor: Vendor::parse(&Source::new("vendor.toml", vendor)).unwrap(),
        changelog: None,
    };
    match Pipeline::specloom().generate(&sources) {
        Ok(generated) => match generated.files.get("src/lib.rs") {
            Some(_) => Ok(()),
            None => Err("a client without lib.rs".to_owned()),
        },
        Err(error) if error.problem.contains("panicked") || error.problem.contains("defect") => {
            Err(error.to_string())
        }
        Err(error) if error.remedy.contains("defect of the generator") => Err(error.to_string()),
        Err(error)
            if error.problem.is_empty() || error.remedy.is_empty() || error.place.file != "page.md" =>
        {
            Err(format!("half an error: {error:?}"))
        }
        Err(_) => Ok(()),
    }
}

fn mutate(page: &mut Vec<u8>, other: &[u8], random: &mut Random) {
    let kind = random.below(14);
    let at = random.below(page.len() + 1);
    let lines = |bytes: &[u8]| -> Vec<Vec<u8>> {
        bytes
            .split_inclusive(|&byte| byte == b'\n')
            .map(<[u8]>::to_vec)
            .collect()
    };
    match kind {
        0 => {
            if let Some(byte) = page.get_mut(at) {
                *byte ^= 1 << random.below(8);
            }
        }
        1 => page.truncate(at),
        2 => page.splice(at..at, random.word().bytes()).for_each(drop),
        3..=6 => {
            // A word becomes another.
            let is_word = |byte: &u8| byte.is_ascii_alphanumeric() || b"$_-/".contains(byte);
            let start = page[..at]
                .iter()
                .rposition(|byte| !is_word(byte))
                .map_or(0, |before| before + 1);
            let end = at + page[at..].iter().take_while(|byte| is_word(byte)).count();
            page.splice(start..end, random.word().bytes()).for_each(drop);
        }
        7..=10 => {
            let mut all = lines(page);
            if all.is_empty() {
                return;
            }
            let (line, to) = (random.below(all.len()), random.below(all.len()));
            match kind {
                7 => drop(all.remove(line)),
                8 => all.insert(to, all[line].clone()),
                9 => all.swap(line, to),
                _ => {
                    let indent = b"  ".repeat(1 + random.below(3));
                    all[line].splice(0..0, indent).for_each(drop);
                }
            }
            *page = all.concat();
        }
        11 => {
            let other = lines(other);
            if other.is_empty() {
                return;
            }
            let from = random.below(other.len());
            let to = other.len().min(from + 1 + random.below(12));
            page.splice(at..at, other[from..to].concat()).for_each(drop);
        }
        12 => {
            let deep = 1 + random.below(3000);
            let open = ["[", "{a: ", "- ", "{\"a\":", "> ", "(", "`", "  "][random.below(8)];
            page.splice(at..at, open.repeat(deep).into_bytes()).for_each(drop);
        }
        _ => {
            let c = char::from_u32(random.below(0x0011_0000) as u32).unwrap_or('\u{fffd}');
            let text = c.to_string().repeat(1 + random.below(3));
            page.splice(at..at, text.into_bytes()).for_each(drop);
        }
    }
}

fn pages() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut folders: Vec<PathBuf> = fs::read_dir(root.join("specs"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .collect();
    folders.extend(
        fs::read_dir(root.join("tests/golden"))
            .unwrap()
            .map(|entry| entry.unwrap().path()),
    );
    let mut pages: Vec<PathBuf> = folders
        .iter()
        .flat_map(|folder| xtask::specs::PAGES.map(|page| folder.join(page)))
        .filter(|path| path.is_file())
        .collect();
    if let Some(corpus) = std::env::var_os("SPECLOOM_CORPUS").map(PathBuf::from) {
        for folder in ["pages", "specs"] {
            let entries = fs::read_dir(corpus.join(folder))
                .unwrap()
                .map(|entry| entry.unwrap());
            pages.extend(
                entries
                    .filter(|entry| entry.metadata().unwrap().len() < LARGEST)
                    .map(|entry| entry.path()),
            );
        }
    }
    pages.sort();
    pages
}

/// SplitMix64: the same numbers everywhere.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    fn word(&mut self) -> &'static str {
        WORDS[self.below(WORDS.len())]
    }
}
