//! Notes name the places of the page, also of what stands behind something that was left out, and their lines.

#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use specloom::{Note, Source, Sources, Vendor};

fn notes(page: &str) -> Vec<Note> {
    specloom::generate(&sources(page)).unwrap().notes
}

fn sources(page: &str) -> Sources {
    let vendor = "name = 'Acme'\ncrate = 'acme-client'\nversion = '0.1.0'\ndescription = 'd'\n";
    let vendor = Vendor::parse(&Source::new("vendor.toml", vendor)).unwrap();
    Sources::of_page(Source::new("page.yaml", page), vendor)
}

/// The places of the notes that say something, in their order.
fn places(notes: &[Note], what: &str) -> Vec<String> {
    let found = notes.iter().filter(|note| note.what.contains(what));
    found.map(|note| note.pointer.clone()).collect()
}

const PAGE: &str = "
openapi: 3.0.3
info: {title: Shop, version: '1'}
servers: [{description: none}, {url: https://shop.test}, {url: /relative}]
paths:
  /orders/{id}:
    parameters:
    - {name: Accept, in: header, schema: {type: string}}
    - {$ref: '#/components/parameters/gone'}
    - {name: id, in: path, required: true, schema: {type: string}}
    - {name: team, in: path, required: true, schema: {type: string}}
    - 7
    - {name: shop, in: path, required: true, schema: {type: string}}
    - {name: since, in: query, schema: {type: object, properties: {at: {$ref: '#/components/schemas/Gone'}}}}
    get:
      operationId: readOrder
      parameters:
      - {name: page, in: query, schema: {type: integer}}
      - {name: page, in: query, schema: {type: integer}}
      - {name: filter, in: nowhere, schema: {type: integer}}
      - {name: size, in: query, schema: {type: string, contentEncoding: gzip}}
      responses: {'204': {description: None}}
";

#[test]
fn what_stands_behind_something_left_out_has_its_place_on_the_page() {
    let notes = notes(PAGE);
    let own = "/paths/~1orders~1{id}/get/parameters";
    let shared = "/paths/~1orders~1{id}/parameters";
    let at = |list: &str, rest: &str| vec![format!("{list}/{rest}")];
    assert_eq!(
        places(&notes, "OpenAPI says it shall be ignored"),
        at(shared, "0")
    );
    assert_eq!(places(&notes, "parameters/gone"), at(shared, "1"));
    assert_eq!(
        places(&notes, "the path parameter `team` is not in the path"),
        at(shared, "3")
    );
    assert_eq!(
        places(&notes, "a parameter without `name` or `in`"),
        at(shared, "4")
    );
    assert_eq!(
        places(&notes, "the path parameter `shop` is not in the path"),
        at(shared, "5")
    );
    assert_eq!(
        places(&notes, "schemas/Gone"),
        at(shared, "6/schema/properties/at")
    );
    assert_eq!(places(&notes, "listed twice"), at(own, "1"));
    assert_eq!(places(&notes, "the parameter `filter`"), at(own, "2"));
    // What the model says, long after.
    assert_eq!(places(&notes, "is relative to the page"), ["/servers/2"]);
    assert_eq!(places(&notes, "`contentEncoding"), at(own, "3/schema"));
}

const SWAGGER: &str = "
swagger: '2.0'
info: {title: Shop, version: '1'}
host: shop.test
schemes: [https]
paths:
  /orders/{id}:
    post:
      operationId: makeOrder
      consumes: [application/json]
      parameters:
      - {name: order, in: body, schema: {type: object}}
      - {name: id, in: path, required: true, type: string}
      - {name: rows, in: query, type: array, items: {type: string}, collectionFormat: tsv}
      - {name: team, in: path, required: true, type: string}
      responses: {'204': {description: None}}
";

#[test]
fn a_body_counts_among_the_parameters_of_swagger() {
    let notes = notes(SWAGGER);
    let list = "/paths/~1orders~1{id}/post/parameters";
    assert_eq!(places(&notes, "collectionFormat"), [format!("{list}/2")]);
    assert_eq!(places(&notes, "is not in the path"), [format!("{list}/3")]);
}

/// Each misfit is on a line of its own, which says so.
const EXAMPLES: &str = "
openapi: 3.0.3
info: {title: Shop, version: '1'}
paths:
  /orders/{id}:
    parameters:
    - name: id
      in: path
      required: true
      schema: {type: integer}
      example: misfit
    post:
      operationId: makeOrder
      parameters:
      - name: limit
        in: query
        schema: {type: integer}
        examples:
          first:
            value: misfit
      - name: filter
        in: query
        content:
          application/json:
            schema: {type: object, properties: {a: {type: integer}, b: {type: string}}}
            example:
              b: fits
              a: misfit
      - $ref: '#/components/parameters/Shared'
      requestBody:
        content:
          application/json:
            schema: {$ref: '#/components/schemas/Order'}
            examples:
              one: {$ref: '#/components/examples/One'}
      responses: {'200': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/Order'}}}}}
components:
  parameters:
    Shared:
      name: shared
      in: query
      schema: {type: array, items: {type: integer}}
      example:
      - 1
      - misfit
  examples:
    One:
      value:
        kind: new
        count:
          deep: fits
          count: misfit
  schemas:
    Order:
      type: object
      properties:
        kind: {type: string, enum: [new, old]}
        count:
          type: object
          properties:
            count: {type: integer}
        short:
          type: string
          maxLength: 2
          example: misfit
      example:
        kind: misfit
";

const EXAMPLES_OF_SWAGGER: &str = "
swagger: '2.0'
info: {title: Shop, version: '1'}
host: shop.test
consumes: [application/json]
paths:
  /orders:
    post:
      operationId: makeOrder
      parameters:
      - name: limit
        in: query
        type: integer
        x-example: misfit
      - name: order
        in: body
        schema:
          type: object
          properties:
            count:
              type: integer
              example: misfit
          example:
            count: misfit
      - name: page
        in: query
        type: integer
        x-example: misfit
      responses: {'204': {description: None}}
    put:
      operationId: changeOrder
      consumes: [application/x-www-form-urlencoded]
      parameters:
      - name: color
        in: formData
        type: integer
        x-example: misfit
      responses: {'204': {description: None}}
";

#[test]
fn notes_about_examples_name_the_line_of_the_value() {
    for page in [EXAMPLES, EXAMPLES_OF_SWAGGER] {
        let sources = sources(page);
        let generated = specloom::generate(&sources).unwrap();
        let of_examples = generated
            .notes
            .iter()
            .filter(|note| note.what.contains("the example"));
        let place = |note: &Note| generated.canonical.set.place_of(&sources.pages, &note.pointer);
        let mut noted: Vec<_> = of_examples
            .map(|note| place(note).and_then(|place| place.position).unwrap().line)
            .collect();
        noted.sort_unstable();
        let lines = (1..).zip(page.lines());
        let misfits: Vec<_> = lines
            .filter(|(_, line)| line.contains("misfit"))
            .map(|(number, _)| number)
            .collect();
        assert_eq!(noted, misfits);
    }
}
