//! Progenitor over small models: boxes, refusals and disagreements.

use super::*;
use crate::model::{EnumValue, Field, Kind, Presence, RustName, Struct, Ty, TypeDef, WireName};

fn field(name: &str, ty: Ty) -> Field {
    Field {
        wire: WireName::new(name),
        rust: RustName::new(name),
        setter: RustName::new(name),
        ty,
        presence: Presence::Optional,
        nullable: false,
        null: None,
        null_at: None,
        values: Vec::new(),
        docs: None,
        deprecated: false,
        example: None,
        source: String::new(),
    }
}

fn named(name: &str) -> Ty {
    Ty::Named(TypeName::new(name))
}

fn structure(name: &str, fields: Vec<Field>) -> (TypeName, TypeDef) {
    definition(
        name,
        Kind::Struct(Struct {
            fields,
            extra: None,
            closed: false,
        }),
    )
}

fn definition(name: &str, kind: Kind) -> (TypeName, TypeDef) {
    let definition = TypeDef {
        name: TypeName::new(name),
        docs: None,
        kind,
        example: None,
        source: format!("/components/schemas/{name}"),
        sent: false,
        received: true,
        secret: false,
        inexact: false,
    };
    (TypeName::new(name), definition)
}

fn model(types: Vec<(TypeName, TypeDef)>) -> Model {
    Model {
        types: types.into_iter().collect(),
        ..Model::default()
    }
}

#[test]
fn a_box_stands_inside_an_option_however_it_is_reached() {
    let (definitions, notes) = run(&mut model(vec![
        structure("Forest", vec![field("tallest", named("Tree"))]),
        structure(
            "Tree",
            vec![field("height", Ty::Number), field("beside", named("Tree"))],
        ),
    ]))
    .unwrap();
    assert_eq!(notes, []);
    let Definition::Struct(fields) = &definitions[&TypeName::new("Tree")] else {
        unreachable!("a struct")
    };
    let fields: Vec<String> = fields
        .iter()
        .map(|written| quote::quote!(#written).to_string())
        .collect();
    assert_eq!(fields, ["Option < f64 >", "Option < Box < Tree > >"]);
}

/// Two variants that progenitor takes for one make it panic.
#[test]
fn what_the_engine_cannot_make_is_any_value() {
    let value = |name: &str| EnumValue {
        wire: name.to_owned(),
        variant: RustName::new(name),
        docs: None,
    };
    let mut model = model(vec![
        structure(
            "Order",
            vec![field("way", named("Way")), field("note", Ty::String)],
        ),
        definition("Way", Kind::Enum(vec![value("Asc"), value("ASC")])),
    ]);
    model.operations = vec![];
    let way = TypeName::new("Way");
    let kept = model.clone();
    // Without an operation nothing is reached, so a widened model would lose all types.
    assert_eq!(trouble::culprit(&kept).map(|(name, _)| name), Some(way));
    let (definitions, notes) = run(&mut model).unwrap();
    assert_eq!(definitions.len(), 0);
    let pointers: Vec<&str> = notes.iter().map(|note| note.pointer.as_str()).collect();
    assert_eq!(pointers, ["/components/schemas/Way"]);
}

#[test]
fn what_the_engine_writes_otherwise_than_the_model_is_an_error() {
    // Progenitor has a spelling of its own.
    let error = run(&mut model(vec![structure(
        "User",
        vec![field("firstName", Ty::String)],
    )]))
    .unwrap_err();
    assert_eq!(error.problem, "the engine's `User` has no field `firstName`");
    let error = run(&mut model(vec![structure(
        "user",
        vec![field("name", Ty::String)],
    )]))
    .unwrap_err();
    assert_eq!(
        error.problem,
        "the engine wrote a type `User` that the model does not have"
    );
    let error = run(&mut model(vec![structure(
        "User",
        vec![field(
            "photo",
            Ty::Option(Box::new(Ty::Option(Box::new(Ty::String)))),
        )],
    )]))
    .unwrap_err();
    assert_eq!(
        error.problem,
        "the engine's `User` has a field `photo` of type `Option < String >` where the model has `Option<Option<String>>`"
    );
}
