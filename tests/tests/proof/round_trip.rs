//! A reply that is decoded and written back is the JSON that came, or an unknown that keeps it, or an error.
//!
//! Values are made from each schema that a reply holds: the fullest, the smallest, each member of a union, and others as they fall;
//! then with properties, values of enums and tags that nobody knows. What the schema allows (says a validator) is read, what it does
//! not allow may be refused; nothing comes out as less than it was.
//!
//! With `SPECLOOM_CORPUS`, 200 schemas of real documents are read as well; all of them by `whole_corpus.rs`.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::LazyLock;

use serde_json::Value;
use specloom::model::{Content, Reading, Response, Ty};
use specloom_tests::{corpus, workspace};

use super::harness::{self, Harness};
use super::learnt;
use super::same::{difference, difference_or_null};
use super::subject::{Subject, made_up};
use super::values::{Fill, Values, Way};

/// Places where a client says less than the page, each with its reason; where a page is read otherwise, it says so in a note.
const LESS: &[(&str, &str, &str)] = &[];

/// A type, and the schema that its values are made from.
struct Place {
    subject: usize,
    ty: String,
    pointer: String,
    /// What was read is sent again as it came: there null is not the same as nothing.
    is_sent: bool,
}

/// The types that replies hold, by their schemas in the canonical document.
fn places(index: usize, subject: &Subject) -> Vec<Place> {
    let mut places = Vec::new();
    let mut add = |ty: &str, pointer: String| {
        if subject.document.pointer(&pointer).is_some() && !places.iter().any(|place: &Place| place.ty == ty)
        {
            places.push(Place {
                subject: index,
                ty: ty.to_owned(),
                pointer,
                is_sent: subject
                    .model
                    .types
                    .iter()
                    .any(|(name, definition)| name.as_str() == ty && definition.sent),
            });
        }
    };
    for operation in &subject.model.operations {
        for response in operation.successes.iter().chain(&operation.failures) {
            let Content::Body {
                reading: Reading::Json,
                ty: Ty::Named(name),
            } = &response.content
            else {
                continue;
            };
            if let Some(pointer) = subject
                .reply(operation, response)
                .and_then(|reply| schema_of(subject, &reply, response))
            {
                add(name.as_str(), pointer);
            }
        }
    }
    for definition in subject
        .model
        .types
        .values()
        .filter(|definition| definition.received)
    {
        add(definition.name.as_str(), definition.source.clone());
    }
    places
}

/// The schema of a reply in the media type that the client reads it as.
fn schema_of(subject: &Subject, message: &str, response: &Response) -> Option<String> {
    let read = response.media_types.first()?;
    let content = subject.document.pointer(message)?.get("content")?;
    content.get(read)?.get("schema")?;
    Some(format!(
        "{message}/content/{}/schema",
        super::subject::token(read)
    ))
}

/// Values of one schema, in the order in which they are most worth trying.
fn values(subject: &Subject, pointer: &str) -> Vec<Value> {
    let schema = subject.document.pointer(pointer).unwrap();
    let new = |seed: u64| Values::new(&subject.document, Way::Received, seed);
    let mut all = vec![
        new(1).fill(Fill::Most).value(schema),
        new(2).fill(Fill::Least).value(schema),
    ];
    let target = subject.at(pointer).unwrap_or(schema);
    let members = ["oneOf", "anyOf"]
        .iter()
        .filter_map(|word| target[word].as_array())
        .map(Vec::len)
        .max();
    for member in 0..members.unwrap_or(0) {
        all.push(new(3).fill(Fill::Most).member(member).value(schema));
        all.push(new(4).fill(Fill::Least).member(member).value(schema));
        all.push(new(5).strange().member(member).value(schema));
    }
    all.extend((10..18).map(|seed| new(seed).value(schema)));
    all.extend((20..26).map(|seed| new(seed).strange().value(schema)));
    all
}

/// What is wrong with the round trips of these subjects' types, and of how many schemas.
pub(crate) fn wrong(harness: &Harness, subjects: &[Subject]) -> (Vec<String>, usize) {
    let places: Vec<Place> = subjects
        .iter()
        .enumerate()
        .flat_map(|(index, subject)| places(index, subject))
        .collect();
    let mut cases = Vec::new();
    let mut tried = Vec::new();
    for place in &places {
        for value in values(&subjects[place.subject], &place.pointer) {
            // Where a schema of a name may be null, whoever holds it has the `Option`.
            if value.is_null() {
                continue;
            }
            cases.push(harness::trip(place.subject, &place.ty, &value));
            tried.push((place, value));
        }
    }
    let answers = harness.ask(&cases);
    let mut found: Vec<String> = Vec::new();
    let read: BTreeSet<(usize, &str)> = tried
        .iter()
        .zip(&answers)
        .filter(|(_, answer)| answer["json"].is_string())
        .map(|((place, _), _)| (place.subject, place.ty.as_str()))
        .collect();
    for place in places
        .iter()
        .filter(|place| !read.contains(&(place.subject, place.ty.as_str())))
    {
        let name = &subjects[place.subject].name;
        found.push(format!(
            "{name}: {} ({}): no value of it is read",
            place.ty, place.pointer
        ));
    }
    let mut last = None;
    for ((place, value), answer) in tried.into_iter().zip(answers) {
        // One fault of a type is enough.
        if last == Some((place.subject, &place.ty)) {
            continue;
        }
        let subject = &subjects[place.subject];
        let told = match (answer["json"].as_str(), answer["error"].as_str()) {
            (Some(json), _) => {
                let differ = match place.is_sent {
                    true => difference_or_null,
                    false => difference,
                };
                differ(&value, &serde_json::from_str(json).unwrap())
            }
            (None, error) => match subject.is_valid(&place.pointer, &value) {
                Some(true) => Some(format!("refused: {}", error.unwrap_or_default())),
                _ => None,
            },
        };
        let Some(told) = told else { continue };
        let name = &subject.name;
        if LESS
            .iter()
            .any(|(listed, ty, part)| listed == name && *ty == place.ty && told.contains(part))
        {
            continue;
        }
        last = Some((place.subject, &place.ty));
        let value: String = value.to_string().chars().take(600).collect();
        found.push(format!(
            "{name}: {} ({}): {told}\n  {value}",
            place.ty, place.pointer
        ));
    }
    (found, places.len())
}

#[track_caller]
fn assert_none(found: &[String], schemas: usize) {
    assert!(
        found.is_empty(),
        "{} of {schemas} types lose something\n{}",
        found.len(),
        found.join("\n")
    );
}

/// The workspace's own clients and those of made-up documents, compiled once for both proofs.
pub(crate) static GATE: LazyLock<(Vec<Subject>, Harness)> = LazyLock::new(|| {
    let vendors = workspace::vendors();
    let ours = std::env::var_os("SPECLOOM_PROOF_FOLDER").is_none();
    let own = vendors
        .iter()
        .filter(|vendor| ours && is_asked(vendor))
        .map(|vendor| Subject::of(vendor, &workspace::sources(vendor)));
    let pages = made_up();
    let made = pages
        .iter()
        .filter(|page| is_asked(&page.to_string_lossy()))
        .map(|page| Subject::of_page(page));
    let learnt = ours.then(|| Ok(learnt::subject()));
    let subjects: specloom::Result<Vec<Subject>> = own.chain(made).chain(learnt).collect();
    let subjects = subjects.unwrap_or_else(|error| panic!("{error}"));
    let harness = Harness::build("proof_gate", &subjects);
    (subjects, harness)
});

/// Whether a document is wanted: with `SPECLOOM_PROOF_ONLY`, those whose names hold a text, for whoever works on one of them.
fn is_asked(name: &str) -> bool {
    std::env::var("SPECLOOM_PROOF_ONLY").map_or(true, |only| name.contains(&only))
}

#[test]
fn what_is_read_and_written_back_is_what_came() {
    let (subjects, harness) = &*GATE;
    let (found, schemas) = wrong(harness, subjects);
    let few = if std::env::var_os("SPECLOOM_PROOF_FOLDER").is_some() {
        0
    } else {
        50
    };
    assert!(schemas > few, "{schemas} schemas are too few to prove anything");
    assert_none(&found, schemas);
}

/// Documents of the corpus that are small enough to be compiled in a moment, of 200 schemas together; `None`, and a word, without
/// the corpus.
pub(crate) static CORPUS: LazyLock<Option<(Vec<Subject>, Harness)>> = LazyLock::new(|| {
    let folder = corpus::folder("round trips of 200 schemas of the corpus, and calls of its operations")?;
    let mut paths: Vec<PathBuf> = ["specs", "pages"]
        .iter()
        .flat_map(|kind| corpus::documents(&folder.join(kind)))
        .filter(|path| path.metadata().is_ok_and(|data| data.len() <= 40_000))
        .collect();
    // Spread over the vendors instead of the alphabet's beginning.
    let spread = |path: &PathBuf| {
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        (name.bytes().map(u64::from).sum::<u64>() % 97, name)
    };
    paths.sort_by_key(spread);
    let (mut subjects, mut schemas) = (Vec::new(), 0);
    for path in paths {
        if schemas >= 200 && subjects.len() >= 10 {
            break;
        }
        // Which documents are refused, and why, is `corpus_try.rs`' to say.
        if let Ok(subject) = Subject::of_page(&path) {
            schemas += places(0, &subject).len();
            subjects.push(subject);
        }
    }
    let harness = Harness::build("proof_corpus", &subjects);
    Some((subjects, harness))
});

#[test]
fn two_hundred_schemas_of_the_corpus_are_read_and_written_back() {
    let Some((subjects, harness)) = &*CORPUS else {
        return;
    };
    let (found, schemas) = wrong(harness, subjects);
    assert!(
        schemas >= 200,
        "the corpus has {schemas} schemas in small documents"
    );
    assert_none(&found, schemas);
}
