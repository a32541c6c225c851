//! The Rust verdict: what an edit of a page does to the public API of the client. Each test replaces one piece of text in a
//! small API, generates both clients, and says which items the importers' code would miss.

use serde_json::Value;
use specloom::compare::{Change, Rust, compare_clients};
use specloom::{Source, Sources, Vendor};

const PAGE: &str = "openapi: 3.0.3
info: {title: Acme, version: '1'}
servers:
  - {url: 'https://eu.acme.example', description: Europe}
  - {url: 'https://us.acme.example', description: Production US}
paths:
  /boxes:
    post:
      operationId: makeBox
      parameters: [{name: size, in: query, schema: {type: integer}}]
      requestBody:
        content: {application/json: {schema: {type: object, properties: {label: {type: string}, name: {type: string}}}}}
      responses:
        '200': {description: made, content: {application/json: {schema: {$ref: '#/components/schemas/Parcel'}}}}
        '409': {description: taken}
components:
  schemas:
    Parcel: {type: object, required: [id], properties: {id: {type: string}, colour: {type: string, enum: [red, blue]}}}
";

fn sources(page: &str) -> Sources {
    let vendor = "name = 'Acme'\ncrate = 'acme-client'\nversion = '0.1.0'\ndescription = 'd'\n";
    Sources {
        pages: vec![Source::new("page.yaml", page)],
        overlay: None,
        vendor: Vendor::parse(&Source::new("vendor.toml", vendor)).expect("a vendor"),
        changelog: None,
    }
}

fn changes(before: &str, after: &str) -> Vec<Change> {
    let client = |page: &str| {
        let sources = sources(page);
        let canonical = specloom::canonical(&sources).expect("a page");
        let api = specloom::api(&canonical, &sources.vendor).expect("a client");
        (canonical.document, api)
    };
    let (old, new): ((Value, _), (Value, _)) = (client(before), client(after));
    compare_clients((&old.0, &old.1), (&new.0, &new.1))
}

/// Replaces `from` with `to` and expects the verdict and all items that are not merely added.
#[track_caller]
fn check(from: &str, to: &str, verdict: Rust, missed: &[&str]) {
    assert!(PAGE.contains(from), "`{from}` is not on the page");
    let changes = changes(PAGE, &PAGE.replace(from, to));
    let gravest = changes.iter().map(|change| change.rust).max();
    let items = changes.iter().flat_map(|change| &change.items);
    let mut found: Vec<&str> = items
        .filter(|item| item.rust() == Rust::Major)
        .map(|item| item.item.as_str())
        .collect();
    found.sort_unstable();
    found.dedup();
    assert_eq!(
        (gravest, found.as_slice()),
        (Some(verdict), missed),
        "{changes:#?}"
    );
}

#[test]
fn words_change_no_item() {
    check("title: Acme", "title: Acme Boxes", Rust::Patch, &[]);
    check(
        "description: made",
        "description: made and packed",
        Rust::Patch,
        &[],
    );
}

#[test]
fn what_is_added_is_a_minor() {
    check(
        "properties: {id:",
        "properties: {weight: {type: number}, id:",
        Rust::Minor,
        &[],
    );
    check("enum: [red, blue]", "enum: [red, blue, green]", Rust::Minor, &[]);
    check(
        "'409': {description: taken}",
        "'409': {description: taken}\n        '403': {description: no}",
        Rust::Minor,
        &[],
    );
}

#[test]
fn what_is_removed_or_of_another_type_is_a_major() {
    check(
        "enum: [red, blue]",
        "enum: [red]",
        Rust::Major,
        &["types::ParcelColour::Blue"],
    );
    let freed = ["types::Parcel::id", "types::builder::Parcel::build"];
    check("required: [id], ", "", Rust::Major, &freed);
    check(
        "'409': {description: taken}",
        "'410': {description: gone}",
        Rust::Major,
        &["MakeBoxError::Conflict"],
    );
}

/// A struct of a reply that can do without any property has `Default` and a `build` that cannot fail. Its first required property takes
/// both; one of any type does not, as it is read as `Null` where there is none.
#[test]
fn the_first_required_property_of_a_reply_takes_its_default() {
    let bare = PAGE.replace("required: [id], ", "");
    let items = |from: &str, to: &str| -> Vec<String> {
        let changes = changes(&bare, &bare.replace(from, to));
        let majors = changes.iter().flat_map(|change| &change.items);
        let majors = majors.filter(|item| item.rust() == Rust::Major);
        majors.map(|item| item.item.clone()).collect()
    };
    assert_eq!(
        items("{id:", "{weight: {type: number}, id:"),
        Vec::<String>::new(),
        "an optional one"
    );
    assert_eq!(
        items("properties: {id:", "required: [note], properties: {note: {}, id:"),
        Vec::<String>::new(),
        "one of any type"
    );
    assert_eq!(
        items(
            "properties: {id:",
            "required: [weight], properties: {weight: {type: number}, id:"
        ),
        ["impl Default for types::Parcel", "types::builder::Parcel::build"],
    );
}

#[test]
fn what_has_come_to_be_needed_is_a_major_though_no_signature_says_so() {
    check(
        "in: query, schema",
        "in: query, required: true, schema",
        Rust::Major,
        &["operations::MakeBox::size"],
    );
    check(
        "requestBody:\n",
        "requestBody:\n        required: true\n",
        Rust::Major,
        &["operations::MakeBox::body"],
    );
}

#[test]
fn a_parameter_that_takes_a_propertys_setter_is_a_major() {
    let from = "parameters: [{name: size";
    check(
        from,
        "parameters: [{name: name, in: query, schema: {type: boolean}}, {name: size",
        Rust::Major,
        &["operations::MakeBox::name"],
    );
}

#[test]
fn a_servers_label_is_the_name_of_its_variant() {
    let changes = changes(PAGE, &PAGE.replace("Production US", "The States"));
    let [change] = &changes[..] else {
        panic!("one edit, one finding: {changes:#?}")
    };
    assert_eq!((change.id, change.rust), ("description-changed", Rust::Major));
}

#[test]
fn an_item_that_no_finding_explains_is_a_finding() {
    // A component that nothing changed in loses its name to a new one that differs in letters' case only.
    let taken = PAGE.replace("  schemas:\n", "  schemas:\n    MakeBoxRequest: {type: object, properties: {x: {$ref: '#/components/schemas/Parcel'}}}\n");
    let used = taken.replace("'409': {description: taken}", "'409': {description: taken, content: {application/json: {schema: {$ref: '#/components/schemas/MakeBoxRequest'}}}}");
    let changes = changes(PAGE, &used);
    let major: Vec<&str> = changes
        .iter()
        .filter(|change| change.rust == Rust::Major)
        .flat_map(|change| &change.items)
        .map(|item| item.item.as_str())
        .collect();
    assert!(major.contains(&"types::MakeBoxRequest::label"), "{changes:#?}");
}

#[test]
fn of_several_edits_each_explains_its_own_items() {
    let edited = PAGE
        .replace(
            "[{name: size",
            "[{name: weight, in: query, schema: {type: integer}}, {name: size",
        )
        .replace(
            "properties: {label: {type: string}, ",
            "properties: {stamp: {type: object, properties: {ink: {type: string}}}, ",
        )
        .replace(
            "required: [id], properties: {id: {type: string}, ",
            "required: [kind], properties: {kind: {type: integer}, ",
        );
    let explained: Vec<(String, Rust, Vec<String>)> = changes(PAGE, &edited)
        .into_iter()
        .map(|change| {
            let mut items: Vec<String> = change.items.into_iter().map(|item| item.item).collect();
            items.retain(|item| !item.contains("builder"));
            (format!("{} {}", change.id, change.location), change.rust, items)
        })
        .collect();
    let expected = [
        (
            "request-property-removed body.label",
            Rust::Major,
            &["operations::MakeBox::label", "types::MakeBoxRequest::label"][..],
        ),
        (
            "request-parameter-added-optional query.weight",
            Rust::Minor,
            &["operations::MakeBox::weight"],
        ),
        (
            "request-property-added-optional body.stamp",
            Rust::Minor,
            &[
                "operations::MakeBox::stamp",
                "types::MakeBoxRequest::stamp",
                "types::MakeBoxStamp",
            ],
        ),
        (
            "response-property-removed-required Parcel.id",
            Rust::Major,
            &["types::Parcel::id"],
        ),
        (
            "response-property-added-required Parcel.kind",
            Rust::Minor,
            &["types::Parcel::kind"],
        ),
    ];
    for (finding, rust, items) in expected {
        let found = explained.iter().find(|(id, ..)| id == finding);
        let found =
            found.map(|(_, rust, items)| (*rust, items.iter().map(String::as_str).collect::<Vec<_>>()));
        assert_eq!(found, Some((rust, items.to_vec())), "{finding}: {explained:#?}");
    }
}

#[test]
fn things_of_one_name_are_explained_each_by_its_own_place() {
    let page = PAGE
        .replace(
            "[{name: size",
            "[{name: status, in: query, schema: {type: string}}, {name: size",
        )
        .replace(
            "name: {type: string}}}}}",
            "name: {type: string}, status: {type: integer}}}}}",
        )
        .replace("colour: {", "status: {type: string}, colour: {");
    let edited = page
        .replace("{name: status, in: query, schema: {type: string}}, ", "")
        .replace(", status: {type: integer}", "")
        .replace("status: {type: string}, ", "");
    let explained: Vec<String> = changes(&page, &edited)
        .iter()
        .map(|change| {
            let items = change.items.iter().map(|item| item.item.as_str());
            let items: Vec<&str> = items.filter(|item| !item.contains("builder")).collect();
            format!("{} {}: {}", change.location, change.rust, items.join(", "))
        })
        .collect();
    let expected = [
        "Parcel.status major: types::Parcel::status",
        "body.status major: operations::MakeBox::body_status, types::MakeBoxRequest::status",
        "query.status major: operations::MakeBox::status",
    ];
    for line in expected {
        assert!(
            explained.iter().any(|found| found == line),
            "{line}: {explained:#?}"
        );
    }
}

#[test]
fn a_component_of_another_name_explains_what_names_its_type() {
    let changes = changes(PAGE, &PAGE.replace("Parcel", "Package"));
    let ids: Vec<&str> = changes.iter().map(|change| change.id).collect();
    assert_eq!(ids, ["schema-renamed"]);
    let items = changes[0].items.iter().map(|item| item.item.as_str());
    let sends = items.filter(|item| item.starts_with("operations::MakeBox::send"));
    assert_eq!(sends.count(), 4, "{changes:#?}");
}

/// What is said of each finding: its rule, its verdict on Rust and the beginning of its sentence.
fn said(before: &str, after: &str) -> Vec<String> {
    let changes = changes(before, after);
    let said = changes.iter().map(|change| {
        let sentence = change.message.split([',', ':']).next().unwrap_or_default();
        format!("{} {:?} {sentence}", change.id, change.rust)
    });
    said.collect()
}

#[test]
fn a_type_that_comes_to_be_named_after_more_places_is_one_finding() {
    let reply = "{description: it, content: {application/json: {schema: {type: object, properties: {note: {type: string}}}}}}";
    let before = PAGE.replace("'409': {description: taken}", &format!("'409': {reply}"));
    let after = PAGE.replace(
        "'409': {description: taken}",
        &format!("'409': {reply}\n        '404': {reply}"),
    );
    let expected = [
        "response-error-status-added Minor the reply 404 was added",
        "rust-api-changed Major the type `MakeBoxConflict` is called `ErrorResponse` now",
    ];
    assert_eq!(said(&before, &after), expected);
}

#[test]
fn what_changes_with_a_type_is_explained_by_what_changed_it() {
    // The struct is split into what is sent and what comes: its constructor, its setters and what takes it change with it.
    let body = "{type: object, properties: {label: {type: string}, name: {type: string}}}";
    assert!(PAGE.contains(body), "{PAGE}");
    let shared = PAGE.replace(body, "{$ref: '#/components/schemas/Parcel'}");
    let split = shared.replace(
        "properties: {id: {type: string}, colour",
        "properties: {id: {type: string}, made: {type: string, readOnly: true}, colour",
    );
    let expected = [
        "response-property-added-optional Major there is a new optional property `Parcel.made`",
        "request-read-only-property-changed Patch `Parcel.made` has changed",
    ];
    assert_eq!(said(&shared, &split), expected);
}
