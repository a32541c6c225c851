//! Fences, the words above them, and pages that are cut off.

use super::*;

fn read(text: &str) -> Vec<Fence<'_>> {
    fences("page.md", text).unwrap().described
}

#[test]
fn a_page_as_documentation_sites_serve_it() {
    let page = "# Source: https://docs.acme.test/x.md\n\n> ## Documentation Index\n> Fetch it\n\n# Create User\n\n\
                > Creates\na user.\n\nOnce.\n\n<Note>\n```bash\ncurl '# not a title'\n```\n</Note>\n\n## OpenAPI\n\n\
                ````yaml en/openapi.json POST /users\nopenapi: 3.1.0\n````";
    assert_eq!(
        read(page),
        [Fence {
            line: 21,
            operation: Some(("post".to_owned(), "/users")),
            spec: Some("en/openapi.json"),
            body: "openapi: 3.1.0\n",
            title: Some("Create User"),
            summary: Some("Creates\na user.\n\nOnce.".to_owned()),
            address: None,
        }]
    );
}

#[test]
fn fences_of_any_length_end_at_one_as_long() {
    let page = "~~~~~yaml GET /a\nx: |\n    ~~~~~\n```\n~~~\n~~~~~~  \r\nrest";
    let fences = read(page);
    assert_eq!(fences[0].body, "x: |\n    ~~~~~\n```\n~~~\n");
}

#[test]
fn every_fence_has_the_title_since_the_last_one() {
    let page =
        "# null\n````yaml GET /a\na: 1\n````\n# B\n````yaml GET /b\nb: 1\n````\n````yaml GET /c\n````\n";
    let titles: Vec<_> = read(page)
        .iter()
        .map(|fence| (fence.line, fence.title, fence.body.len()))
        .collect();
    assert_eq!(titles, [(2, None, 5), (6, Some("B"), 5), (9, None, 0)]);
}

#[test]
fn a_sample_is_no_description_wherever_it_stands() {
    let sample = "```yaml\nservices: {}\n```\n";
    let fences = fences("page.md", sample).unwrap();
    assert_eq!((fences.described.len(), fences.sample), (0, Some(1)));
    let page = format!("{sample}```\n{{ \"paths\": {{}}, \"openapi\": \"3.0.0\" }}\n```\n{sample}");
    assert_eq!(
        read(&page).iter().map(|fence| fence.line).collect::<Vec<_>>(),
        [4]
    );
    for sample in [
        "python\nopenapi = 1",
        "yaml\nopenapi: 3.1.0",
        "json\n{\"swagger\": \"2.0\", \"info\": {}}",
    ] {
        assert_eq!(read(&format!("```{sample}\n```\n")), [], "{sample}");
    }
}

/// Line, title and summary of each fence.
fn words(text: &str) -> Vec<(usize, Option<&str>, Option<String>)> {
    let fences = read(text).into_iter();
    fences
        .map(|fence| (fence.line, fence.title, fence.summary))
        .collect()
}

#[test]
fn a_fence_without_header_has_the_words_of_the_heading_that_is_its_own() {
    let fence = "```json\n{\"openapi\":\"3.0.0\",\"paths\":{}}\n```\n";
    let some = |text: &str| Some(text.to_owned());
    // The page's title stands for its only operation …
    assert_eq!(
        words(&format!("# T\n\n> S\n\n# OpenAPI definition\n\n{fence}")),
        [(7, Some("T"), some("S"))]
    );
    // … but not for the first of several.
    assert_eq!(
        words(&format!("# T\n\n> S\n\n{fence}{fence}")),
        [(5, None, None), (8, None, None)]
    );
    assert_eq!(
        words(&format!(
            "# T\n\n## List\n\n> All.\n\n{fence}\n## Make\n\n{fence}"
        )),
        [(7, Some("List"), some("All.")), (13, Some("Make"), None)]
    );
    // A request line is no title, and a section of the page is none of the operation.
    assert_eq!(
        words(&format!("# T\n\n## GET /a\n\n> All.\n\n{fence}")),
        [(7, None, some("All."))]
    );
    assert_eq!(
        words(&format!("# T\n\n## Usage\n\nUse it.\n\n> Note\n\n{fence}")),
        [(9, Some("T"), None)]
    );
    assert_eq!(
        words(&format!("# T\n\n## API Schema\n\n## GET /a\n\nText.\n\n{fence}")),
        [(9, None, None)]
    );
}

#[test]
fn the_line_with_the_address_is_kept() {
    let page = "# T\n\nPOST https://a.test/v1/b\nContent-Type: application/json\n\n## OpenAPI Specification\n\n\
                ```yaml\nopenapi: 3.1.0\npaths: {}\n```\n```yaml\nopenapi: 3.1.0\npaths: {}\n```\n";
    let fences = read(page);
    assert_eq!(
        fences[0].address,
        Some(RequestAddress {
            line: 3,
            method: "POST",
            target: "https://a.test/v1/b"
        })
    );
    assert_eq!(fences[1].address, None);
}

#[test]
fn what_is_announced_and_not_described_is_told() {
    let fence = "```json\n{\"openapi\":\"3.0.0\",\"paths\":{}}\n```\n";
    let page = format!("## GET /a\n\n```bash\ncurl\n```\n\n## PUT /a\n\n## GET /b\n\n{fence}");
    let announced = fences("page.md", &page).unwrap().announced;
    let lines: Vec<_> = announced
        .iter()
        .map(|address| (address.line, address.method))
        .collect();
    assert_eq!(lines, [(1, "GET"), (7, "PUT")]);
}

#[test]
fn an_operation_in_the_pages_own_words_is_announced_and_no_cut() {
    let page = "# T\n\n```json\n{\"openapi\":\"3.0.0\",\"paths\":{}}\n```\n\nGET https://a.test/sample\n\n## GET /b\n\nPoll it.\n";
    let fences = fences("page.md", page).unwrap();
    let lines: Vec<_> = fences.announced.iter().map(|address| address.line).collect();
    assert_eq!((fences.described.len(), lines), (1, vec![9]));
}

#[track_caller]
fn refused(text: &str, line: usize) {
    let error = fences("page.md", text).unwrap_err();
    assert_eq!(error.place, Place::file("page.md").at(line, 1), "{error}");
    assert!(error.remedy.contains("cut off"), "{error}");
}

#[test]
fn a_page_that_is_cut_off_is_refused_where_it_is() {
    refused("# T\n\n````yaml GET /a\nopenapi: 3.0.0\n```\n", 3);
    refused("# T\n\n```json\n{\"openapi\":\"3.0.0\",", 3);
    assert_eq!(read("```\nnever closed\n"), []);
    let whole = "## GET /a\n\n```json\n{\"openapi\":\"3.0.0\",\"paths\":{}}\n```\n\n";
    for (cut, line) in [
        ("## PUT /a", 7),
        ("## PUT /a\n\n> Words\n\n``", 7),
        ("## PUT /a\n\n```json\n{\"op", 7),
        ("Text.\n\n```json\n{\"op", 9),
        ("# B\n\nGET https://a.test/b\n\n## OpenAPI Spec", 9),
        ("# OpenAPI definition\n", 7),
    ] {
        refused(&format!("{whole}{cut}"), line);
    }
}
