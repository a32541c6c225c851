//! What no style reads, and what no text may do to the readers.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::{Style, read};
use crate::source::Source;

fn refused(text: impl Into<Vec<u8>>) -> String {
    let error = read(&Source::new("page.md", text)).unwrap_err();
    assert!(!error.remedy.is_empty());
    format!("{}: {}", error.place, error.problem)
}

#[test]
fn bad_pages_are_refused_where_they_are_bad() {
    let fence = |body: &str| format!("# T\n\n````yaml GET /a\n{body}\n````\n");
    for (text, expected) in [
        (String::new(), "page.md:1:1: the page is empty"),
        (
            "# Title\n\nOnly prose.\n".to_owned(),
            "page.md:1:1: no API description was found",
        ),
        ("<!DOCTYPE html>\n<html>".to_owned(), "page.md:1:1: an HTML page"),
        ("<HTML lang=\"en\">".to_owned(), "page.md:1:1: an HTML page"),
        (fence("openapi: 3.0.0\n a: b"), "page.md:5:3: not YAML"),
        (
            fence("openapi: 3.0.0\ninfo: {}\ninfo: {}"),
            "page.md:6:1: the key `info` is given twice",
        ),
        (
            fence("title: Nothing"),
            "page.md:3:1: neither `openapi` nor `swagger`",
        ),
        (fence("- a"), "page.md:3:1: not an object"),
        (
            fence("a: &a [*a]"),
            "page.md:4:4: nested more than 120 levels deep",
        ),
        (
            fence(&format!("openapi: {}", "[".repeat(10_000))),
            "page.md:4:1010: more than 1000 brackets are open",
        ),
        (
            fence(&format!("openapi: {}", "\n- ".repeat(2) + &"- ".repeat(10_000))),
            "page.md:6:239: nested more than 120",
        ),
        (
            "# T\n````yaml GET /a\nopenapi: 3.0.0\n".to_owned(),
            "page.md:2:1: the fence that opens here is never closed",
        ),
        (
            "```yaml\nservices: {}\n```\n".to_owned(),
            "page.md:1:1: the data in this fence is a sample",
        ),
        (
            "openapi: 3.0.0\ninfo: {}\ninfo: {}\n".to_owned(),
            "page.md:3:1: the key `info` is given twice",
        ),
        (
            "{\"openapi\": \"3.0.0\",\n  oops}".to_owned(),
            "page.md:2:3: not JSON",
        ),
    ] {
        let message = refused(text.clone());
        assert!(message.starts_with(expected), "{text:.80}\n{message}");
    }
    assert!(refused(b"# T\n\xff".to_vec()).starts_with("page.md:2:1: not UTF-8"));
}

#[test]
fn an_alias_bomb_in_a_fence_is_refused_quickly() {
    let mut bomb = "l0: &l0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n".to_owned();
    for level in 1..40 {
        bomb += &format!(
            "l{level}: &l{level} [{}]\n",
            format!("*l{}, ", level - 1).repeat(9)
        );
    }
    let start = Instant::now();
    refused(format!("````yaml GET /a\nopenapi: 3.0.0\n{bomb}````\n"));
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
}

#[test]
fn time_grows_with_the_page_and_not_with_its_square() {
    let start = Instant::now();
    refused("```a\n".repeat(50_000));
    refused("> a\n# b\n".repeat(25_000));
    let _ = read(&Source::new(
        "p",
        "Show\nget\n/a\nRequest\nQuery Parameters\n".to_owned() + &"-\na:\n".repeat(12_000),
    ));
    let _ = read(&Source::new(
        "p",
        "Show\nget\n/a\nRequest\n- a: string".to_owned() + &"Title:".repeat(2_000),
    ));
    refused("Show\nget\n/a\nRequest\n- a: string".to_owned() + &"Title:".repeat(25_000));
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
}

const PAGES: [&str; 10] = [
    "# T\n\n> S\n\n````yaml GET /a\nopenapi: 3.0.0\ninfo: {title: A, version: '1'}\nservers: [{url: https://a.test}]\npaths:\n  \
     /a: {get: {responses: {200: {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/A'}}}}}}}\n\
     components: {schemas: {A: {type: object}}}\n````\n\n# T2\n\n````yaml PUT /a\nopenapi: 3.1.0\npaths: {/a: {put: {}}}\n\
     components: {schemas: {A: {type: string}}}\n````\n",
    "# T\n\n````yaml POST /t\npaths:\n  path: /t\n  method: post\n  servers: [{url: https://a.test, variables: {v: {type: string}}}]\n  \
     request:\n    security: [{title: a & b, parameters: {query: {q: {type: apiKey}}, header: {h: {type: http, scheme: basic}}, \
     cookie: {}}}]\n    parameters: {path: {}, query: {q: {schema: [{type: enum<string>}, {type: 'null'}]}}}\n    body: \
     {application/json: {schemaArray: [{type: object, properties: {a: {allOf: [{}]}}, refIdentifier: '#/x/A'}], examples: \
     {e: {value: <string>}}}}\n  response: {'200': {_mintlify/placeholder: {}}, '204': {}}\n````\n",
    "T\nget\n/a/{b}\nDo it.\n- f: x (string, default=\"\")\nRequest\nSupported Media Types\n- application/json\nPath Parameters\n\
     Root Schema : S\nType:\nShow Source\nobject-\na(required):\nstring(x)\nTitle:\nARead Only:true -\nb: array cs\nAllowed \
     Values: [\"x\"]\nNested Schema : cs\nType: array\n- Array of: object c\nNested Schema : c\nType: object\nAdditional \
     Properties Allowed: additionalPropertiesText\nResponse\n201 Response\nHeaders\n- H: string\nExample Response (a/b)\n{}\n",
    "{\"swagger\": \"2.0\", \"paths\": {\"/a\": {\"get\": {}}}, \"info\": {\"title\": \"é\", \"version\": 1e2}}",
    "---\ntitle: T\n---\n# T\n\nGET https://a.test/v1/a/{b}\n\n## OpenAPI Specification\n\n```yaml\nopenapi: 3.1.1\ninfo: {title: T, \
     version: endpoint_a.get}\npaths: {'/a/{b}': {get: {operationId: get, tags: [[subpackage_a]], parameters: [{name: Authorization, \
     in: header}], responses: {}}}}\ncomponents: {schemas: {E: {type: string, enum: [{value: A}]}}}\n```\n{% hint %}\n## PUT /é\n\n> W\n\n\
     ```json\n{\"openapi\":\"3.0.0\",\"paths\":{\"/é\":{\"put\":{\"operationId\":\"get\"}}}}\n```\n",
    "<!DOCTYPE html>\n<html><redoc spec-url='é.json'></redoc><script id=\"api-reference\" type=\"application/json\">{\"content\": \
     {\"openapi\": \"3.1.0\", \"paths\": {}}}</script><script>const __redoc_state = {\"spec\":{\"data\":{\"openapi\":\"3.1.0\",\
     \"paths\":{}}}}; SwaggerUIBundle({url: \"/a\"})</script><input type=password></html>",
    "---\ntitle: \"T\"\napi: {\"method\":\"get\",\"path\":\"/a\",\"responses\":{\"200\":{\"content\":{\"a/b\":{\"schema\":{\"title\":\"X\",\
     \"type\":\"object\",\"discriminator\":{\"mapping\":{\"a\":{\"title\":\"Y\"}}},\"properties\":{\"x\":\"circular(X)\",\"y\":\"circular()\"}}}}}}}\n---\n\nText\n",
    "# T\n\nWords\n\nEndpoint: PUT /a/{b}\nVersion: 1\nSecurity: x, y\n\n## Path parameters:\n\n  - `b` (string, required)\n    Enum: \"a\", \
     \"b\"\n\n## Request fields (a/b):\n\n- `é` (array,null)\n\n- `é.c` (object)\n  Example: {\"a\": 1}\n\n- `é.c.d` (any)\n\n## Response 200 \
     fields (a/b):\n\n  - `x.y` (integer)\n\n## Response 404 fields\n",
    "# T\n\n**PUT /a/{b}**\n\nWords\n\n## Servers\n- P: https://a.test/é (x)\n\n## Authentication methods\n- K (deprecated)\n\n## Parameters\n\n\
     ### Path parameters\n- **b** (string(é))\n  W\n\n### Body: a/b (array[object] | null)\nW\n- **é** (object, required)\n  - **c** (any) \
     Required\n    é\n\n## Responses\n### 4XX\n\n### default\nW\n\n#### Headers\n- **H** (integer)\n\n#### Body: a/b (string | array[any])\n\n## Else\n\n\
     [Powered by Bump.sh](https://bump.sh)\n",
    "{\"info\": {\"name\": \"é\", \"schema\": \"https://schema.getpostman.com/json/collection/v2.1.0/\"}, \"variable\": [{\"key\": \"u\", \
     \"value\": \"https://a.test\"}], \"item\": [{\"name\": \"F\", \"auth\": {\"type\": \"apikey\", \"apikey\": [{\"key\": \"key\", \"value\": \"k\"}]}, \
     \"item\": [{\"name\": \"R\", \"request\": {\"method\": \"POST\", \"url\": {\"raw\": \"{{u}}/a/:b?c=d\"}, \"body\": {\"mode\": \"raw\", \"raw\": \
     \"[{}]\"}}, \"response\": [{\"code\": 200, \"body\": \"[1]\"}]}]}]}",
];

/// A page may only be read after a cut when what it says of its API was not cut.
#[test]
fn a_page_that_is_cut_anywhere_is_refused_or_whole() {
    // The reference style's own tests cut its pages.
    for (index, page) in PAGES.iter().enumerate().filter(|(index, _)| *index != 2) {
        // One operation each: behind the first of several, nothing tells that more was to come.
        let page = match index {
            0 => &page[..page.find("# T2").unwrap()],
            4 => &page[..page.find("{% hint").unwrap()],
            _ => page,
        };
        let read_document = |text: &str| read(&Source::new("page.md", text)).map(|draft| draft.document);
        let whole = read_document(page).unwrap();
        for end in (1..page.len()).filter(|&end| page.is_char_boundary(end)) {
            let Ok(cut) = read_document(&page[..end]) else {
                continue;
            };
            let is_whole = cut == whole;
            // A list of fields ends where its last reply does, which nothing marks.
            let is_list = match index {
                7 => page[..end].contains("## Response 200"),
                8 => page[..end].contains("### default"),
                _ => false,
            };
            assert!(
                is_whole || is_list,
                "page {index}, read up to {:?}",
                &page[end.saturating_sub(40)..end]
            );
        }
    }
}

/// Replaces a part of a page by a part of another one, or by anything.
fn mutated() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        ".{0,8}".prop_map(|text| text),
        "[-:{}\\[\\]&*!'\"|> \n`#•a1]{0,12}".prop_map(|text| text),
        (0..PAGES.len(), any::<prop::sample::Index>(), 0..60_usize).prop_map(|(page, at, length)| part(
            PAGES[page],
            at,
            length
        )),
    ];
    let edit = (any::<prop::sample::Index>(), 0..40_usize, piece);
    (0..PAGES.len(), prop::collection::vec(edit, 0..6)).prop_map(|(page, edits)| {
        edits
            .into_iter()
            .fold(PAGES[page].to_owned(), |text, (at, length, piece)| {
                let letters: Vec<char> = text.chars().collect();
                let at = if letters.is_empty() {
                    0
                } else {
                    at.index(letters.len())
                };
                let end = (at + length).min(letters.len());
                letters[..at]
                    .iter()
                    .copied()
                    .chain(piece.chars())
                    .chain(letters[end..].iter().copied())
                    .collect()
            })
    })
}

fn part(page: &str, at: prop::sample::Index, length: usize) -> String {
    page.chars().skip(at.index(page.len())).take(length).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn no_bytes_make_a_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = read(&Source::new("page.md", bytes));
    }

    #[test]
    fn no_page_makes_a_reader_panic(page in mutated()) {
        match read(&Source::new("page.md", page)) {
            Ok(draft) => prop_assert!(draft.document.get("paths").is_some() || draft.style != Style::Reference),
            Err(error) => prop_assert!(!error.remedy.is_empty() && !error.problem.is_empty()),
        }
    }
}

#[test]
fn the_pages_that_are_mutated_are_good_ones() {
    let styles = PAGES.map(|page| read(&Source::new("page.md", page)).unwrap().style);
    assert_eq!(
        styles,
        [
            Style::Mintlify,
            Style::MintlifyEndpoint,
            Style::Reference,
            Style::OpenApi,
            Style::Fern,
            Style::Html,
            Style::Docusaurus,
            Style::Redocly,
            Style::Bump,
            Style::Postman,
        ]
    );
}
