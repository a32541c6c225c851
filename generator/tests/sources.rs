//! Whatever the model says of where a type or a property comes from is a place of the canonical document, which people see.

#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests")]

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde_json::Value;
use specloom::model::{Kind, Model};
use specloom::{Canonical, Generated, Source, Sources, Vendor, generate, model_of, passes};

const PAGE: &str = "
openapi: 3.1.0
info: {title: Depot, version: '1'}
paths:
  /crates/{id}:
    parameters:
      - {name: id, in: path, required: true, schema: {type: string}}
      - name: filter
        in: query
        style: deepObject
        schema: {type: object, properties: {colour: {type: string, enum: [red, blue]}}}
    put:
      operationId: pack
      requestBody:
        required: true
        content: {application/json: {schema: {$ref: '#/components/schemas/crate-of-goods'}}}
      responses:
        '200':
          description: d
          content:
            application/json:
              schema:
                type: object
                properties:
                  crate: {$ref: '#/components/schemas/crate-of-goods'}
                  seals:
                    type: [array, 'null']
                    items: {type: object, properties: {number: {type: integer}}}
                  shelves:
                    type: object
                    additionalProperties: {type: object, properties: {row: {type: integer}}}
        '409': {$ref: '#/components/responses/Full'}
        5XX: {$ref: '#/components/responses/Full'}
components:
  responses:
    Full:
      description: d
      content:
        application/json:
          schema: {type: object, properties: {why: {$ref: '#/components/schemas/Reason'}}}
  schemas:
    Reason: {anyOf: [{type: 'null'}, {type: string, enum: [full, closed]}]}
    Stamp: {type: object, properties: {at: {type: string}, by: {$ref: '#/components/schemas/Packer'}}}
    Packer: {type: object, properties: {name: {type: string}}}
    crate-of-goods:
      allOf:
        - {$ref: '#/components/schemas/Stamp'}
        - type: object
          required: [lid]
          properties:
            id: {type: string, readOnly: true}
            lid: {type: boolean}
            goods:
              oneOf:
                - {$ref: '#/components/schemas/Apples'}
                - {type: object, required: [nails], properties: {nails: {type: integer}}}
                - {type: array, items: {type: object, properties: {odd: {type: string}}}}
            pet: {$ref: '#/components/schemas/Pet'}
    Apples: {type: object, required: [apples], properties: {apples: {type: integer}}}
    Pet:
      type: object
      required: [kind]
      properties: {kind: {type: string}}
      discriminator: {propertyName: kind, mapping: {cat: '#/components/schemas/Cat', dog: '#/components/schemas/Dog'}}
    Cat: {allOf: [{$ref: '#/components/schemas/Pet'}, {type: object, properties: {lives: {type: integer}}}]}
    Dog: {allOf: [{$ref: '#/components/schemas/Pet'}, {type: object, properties: {tricks: {type: integer}}}]}
";

fn sources(name: &str, text: &str) -> Sources {
    let vendor = "name = 'Depot'\ncrate = 'depot-client'\nversion = '0.1.0'\ndescription = 'd'\n";
    let vendor = Vendor::parse(&Source::new("vendor.toml", vendor)).unwrap();
    Sources::of_page(Source::new(name, text), vendor)
}

/// By type, and by type and property, where they come from.
fn places(model: &Model) -> BTreeMap<String, String> {
    let mut places = BTreeMap::new();
    for (name, definition) in &model.types {
        places.insert(name.to_string(), definition.source.clone());
        if let Kind::Struct(structure) = &definition.kind {
            for field in &structure.fields {
                places.insert(format!("{name}.{}", field.wire), field.source.clone());
            }
        }
    }
    places
}

/// Places that the document does not have, and properties that come neither from one of their name nor from the schema of
/// their type, which may require what it does not describe.
fn astray(canonical: &Canonical, model: &Model) -> Vec<String> {
    let mut astray = Vec::new();
    let places = places(model);
    for (what, pointer) in &places {
        let value = canonical
            .document
            .pointer(pointer)
            .filter(|_| !pointer.is_empty());
        let is_right = match what.split_once('.') {
            None => value.is_some_and(Value::is_object),
            Some((name, wire)) => {
                let token = pointer.rsplit('/').next().unwrap_or_default();
                let named = token.replace("~1", "/").replace("~0", "~") == wire;
                value.is_some() && (named || *pointer == places[name])
            }
        };
        if !is_right {
            astray.push(format!("{what}: {pointer}"));
        }
    }
    astray
}

/// Notes after lift about what the document does not have.
fn notes_astray(made: &Generated) -> Vec<String> {
    let lifting: Vec<&str> = passes()
        .iter()
        .filter(|(stage, _)| stage.starts_with("lift"))
        .flat_map(|(_, passes)| passes.iter().map(|(id, _)| *id))
        .collect();
    let later = made.notes.iter().filter(|note| !lifting.contains(&note.pass));
    later
        .filter(|note| note.pointer.is_empty() || made.canonical.document.pointer(&note.pointer).is_none())
        .map(|note| format!("{}: {}", note.pass, note.pointer))
        .collect()
}

#[test]
fn a_type_comes_from_the_schema_that_it_was_made_of() {
    let sources = sources("depot.yaml", PAGE);
    let made = generate(&sources).unwrap();
    let model = model_of(&made.canonical, &sources.vendor).unwrap();
    assert_eq!(astray(&made.canonical, &model), Vec::<String>::new());
    assert_eq!(notes_astray(&made), Vec::<String>::new());
    let places = places(&model);
    let places: Vec<String> = places
        .iter()
        .filter(|(what, _)| !what.contains('.') || what.ends_with(".by") || what.ends_with(".goods"))
        .map(|(what, place)| format!("{what} {place}"))
        .collect();
    let reply = "/paths/~1crates~1{id}/put/responses/200/content/application~1json/schema";
    let goods = "/components/schemas/crate-of-goods/allOf/1/properties/goods";
    let put = "/paths/~1crates~1{id}";
    let expected = [
        "Apples /components/schemas/Apples".to_owned(),
        "Cat /components/schemas/Cat".to_owned(),
        "CrateOfGoods /components/schemas/crate-of-goods".to_owned(),
        "CrateOfGoods.by /components/schemas/Stamp/properties/by".to_owned(),
        format!("CrateOfGoods.goods {goods}"),
        format!("CrateOfGoodsGoods {goods}"),
        format!("CrateOfGoodsGoodsItem {goods}/oneOf/2/items"),
        format!("CrateOfGoodsGoodsVariant2 {goods}/oneOf/1"),
        "CrateOfGoodsRequest /components/schemas/crate-of-goods".to_owned(),
        "CrateOfGoodsRequest.by /components/schemas/Stamp/properties/by".to_owned(),
        format!("CrateOfGoodsRequest.goods {goods}"),
        "Dog /components/schemas/Dog".to_owned(),
        "ErrorResponse /components/responses/Full/content/application~1json/schema".to_owned(),
        format!("PackFilter {put}/parameters/1/schema"),
        format!("PackFilterColour {put}/parameters/1/schema/properties/colour"),
        format!("PackResponse {reply}"),
        format!("PackSeal {reply}/properties/seals/items"),
        format!("PackShelveValue {reply}/properties/shelves/additionalProperties"),
        "Packer /components/schemas/Packer".to_owned(),
        "Pet /components/schemas/Pet".to_owned(),
        "PetBase /components/schemas/Pet".to_owned(),
        "Reason /components/schemas/Reason/anyOf/1".to_owned(),
    ];
    assert_eq!(places, expected);
}

#[test]
fn every_place_of_a_model_is_one_of_the_canonical_document() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut paths: Vec<PathBuf> = ["argyle", "awx", "courier", "infisical", "joyfill"]
        .map(|vendor| root.join("specs").join(vendor).join("openapi.yaml"))
        .into();
    if let Some(corpus) = std::env::var_os("SPECLOOM_CORPUS") {
        let folder = std::fs::read_dir(PathBuf::from(corpus).join("specs")).unwrap();
        paths.extend(folder.map(|entry| entry.unwrap().path()));
    }
    let mut wrong = Vec::new();
    let mut seen = 0;
    for path in paths {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let sources = sources(&name, &std::fs::read_to_string(&path).unwrap());
        let Ok(made) = generate(&sources) else { continue };
        let model = model_of(&made.canonical, &sources.vendor).unwrap();
        seen += places(&model).len();
        let found = astray(&made.canonical, &model);
        wrong.extend(
            found
                .into_iter()
                .chain(notes_astray(&made))
                .map(|what| format!("{name} {what}")),
        );
    }
    assert!(seen > 50, "{seen} places are not all");
    assert_eq!(wrong, Vec::<String>::new());
}
