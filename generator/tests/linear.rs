//! What many pages and many fields cost: counted in allocations and their bytes, four times as much for four times as many.

use allocation_counter::{AllocationInfo, measure};
use specloom::{Canonical, Source, Sources, Vendor};

/// Four times, and what tables and lists take more when they grow.
const GOAL: f64 = 4.5;

/// Counts what a thread does; the test has all done on its own.
fn counted(work: impl FnOnce()) -> AllocationInfo {
    let mut work = Some(work);
    measure(|| {
        if let Some(work) = work.take() {
            work();
        }
    })
}

/// One test, because there is one pool of threads.
#[test]
fn four_times_as_much_costs_four_times_as_much() {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1);
    pool.use_current_thread().build_global().unwrap();
    reading_and_merging_pages_is_linear();
    comparing_two_sets_is_linear();
    nested_fields_of_a_page_are_read_in_one_go();
}

#[track_caller]
fn linear(what: &str, few: &AllocationInfo, many: &AllocationInfo) {
    for (unit, few, many) in [
        ("allocations", few.count_total, many.count_total),
        ("bytes", few.bytes_total, many.bytes_total),
        ("bytes at once", few.bytes_max, many.bytes_max),
    ] {
        let ratio = many as f64 / few as f64;
        println!("{what}: {few} to {many} {unit}, {ratio:.2}");
        assert!(
            few > 0 && ratio <= GOAL,
            "{what}: {few} to {many} {unit} is {ratio:.2}"
        );
    }
}

/// A site's pages, one operation each: shared shapes, a list of all tags, an address that other pages have, too.
fn site(count: usize, changed: usize) -> Sources {
    let tags: String = (0..40)
        .map(|tag| format!("  - name: Tag {tag}\n    description: Words on it.\n"))
        .collect();
    let page = |number: usize| {
        let more = if number < changed {
            ", added: {type: string}"
        } else {
            ""
        };
        let (area, tag) = (number / 25, number % 40);
        format!(
            "# Make widget {number}\n\n> It makes one.\n\n````yaml openapi.yaml post /areas/{area}/widgets{number}\nopenapi: 3.0.3\n\
             info: {{title: Acme, version: '1'}}\nservers: [{{url: 'https://api.acme.test'}}]\ntags:\n{tags}paths:\n  \
             /areas/{area}/widgets{number}:\n    post:\n      operationId: makeWidget{number}\n      tags: [Tag {tag}]\n      \
             requestBody: {{content: {{application/json: {{schema: {{$ref: '#/components/schemas/Widget{area}'}}}}}}}}\n      \
             responses:\n        '200': {{description: ok, content: {{application/json: {{schema: {{type: object, properties: \
             {{money: {{$ref: '#/components/schemas/Money'}}, name{number}: {{type: string}}{more}}}}}}}}}}}\ncomponents:\n  \
             schemas:\n    Money: {{type: object, properties: {{value: {{type: string}}, unit: {{type: string}}}}}}\n    \
             Widget{area}: {{type: object, properties: {{size: {{type: integer}}, price: {{$ref: '#/components/schemas/Money'}}}}}}\n````\n"
        )
    };
    let vendor = "name = 'Acme'\ncrate = 'acme-client'\nversion = '0.1.0'\ndescription = 'd'\n";
    let vendor = Vendor::parse(&Source::new("vendor.toml", vendor)).unwrap();
    let mut sources = Sources::of_page(Source::new("", ""), vendor);
    sources.pages = (0..count)
        .map(|number| Source::new(format!("pages/w{number:04}.md"), page(number)))
        .collect();
    sources
}

fn read(sources: &Sources) -> Canonical {
    let canonical = specloom::canonical(sources).unwrap();
    assert_eq!(
        (canonical.set.held.len(), canonical.set.pages.len()),
        (0, sources.pages.len())
    );
    canonical
}

fn reading_and_merging_pages_is_linear() {
    let [few, many] = [250, 1000].map(|count| {
        let sources = site(count, 0);
        counted(|| drop(read(&sources)))
    });
    linear("pages", &few, &many);
}

fn comparing_two_sets_is_linear() {
    let [few, many] = [250, 1000].map(|count| {
        let (old, new) = (read(&site(count, 0)), read(&site(count, 3)));
        counted(|| {
            let changes = specloom::compare::compare(&old.document, &new.document);
            assert_eq!(changes.len(), 3, "{changes:?}");
        })
    });
    linear("comparing", &few, &many);
}

fn nested_fields_of_a_page_are_read_in_one_go() {
    let page = |fields: usize| {
        let mut text = "# Get it\n\n**GET /it**\n\nDoes.\n\n## Servers\n\n- https://a.test/v1 ()\n\n## Parameters\n\n## Responses\n\n### 200\n\nok\n\n\
                        #### Body: application/json (object)\n\n"
            .to_owned();
        for at in 0..fields {
            let depth = at % 20;
            let kind = if depth < 19 { "object" } else { "string" };
            let indent = "  ".repeat(depth);
            text.push_str(&format!("{indent}- **field{at}** ({kind})\n{indent}  Words.\n"));
        }
        text + "\n[Powered by Bump.sh](https://bump.sh)\n"
    };
    let [few, many] = [2_500, 10_000].map(|fields| {
        let page = Source::new("page.md", page(fields));
        counted(|| {
            let draft = specloom::read::read(&page).unwrap();
            assert_eq!(draft.style, specloom::Style::Bump);
        })
    });
    linear("fields", &few, &many);
}
