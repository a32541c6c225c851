//! Progenitor over small models: boxes, refusals and disagreements.

use super::*;
use crate::model::{
    EnumValue, Field, Integer, Kind, Member, Presence, RustName, Struct, ToldApart, Ty, TypeDef, Union,
    WireName,
};

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

/// What progenitor writes for a type of each kind, changed by hand.
#[test]
fn whatever_is_changed_in_what_the_engine_wrote_is_an_error() {
    let value = |name: &str| EnumValue {
        wire: name.to_owned(),
        variant: RustName::new(name),
        docs: None,
    };
    let member = |name: &str| Member {
        variant: RustName::new(name),
        ty: named(name),
        null_at: None,
        docs: None,
    };
    let leaf = |name: &str| structure(name, vec![field(&name.to_lowercase(), Ty::String)]);
    let model = model(vec![
        structure(
            "Tree",
            vec![
                field("height", Ty::Integer(Integer::I64)),
                field("beside", named("Tree")),
                field("names", Ty::List(Box::new(Ty::String))),
            ],
        ),
        definition("Way", Kind::Enum(vec![value("Asc"), value("Desc")])),
        leaf("Cat"),
        leaf("Dog"),
        definition(
            "Pet",
            Kind::Union(Union {
                members: vec![member("Cat"), member("Dog")],
                declared: None,
                told_apart_by: ToldApart::default(),
            }),
        ),
    ]);
    let items = generator::items(schemas::components(&model)).unwrap();
    let written = items.iter().map(|item| quote::quote!(#item).to_string());
    let written: String = written.collect::<Vec<_>>().join("\n");
    let agreed = |text: &str| {
        let file = syn::parse_file(text).unwrap();
        agreement::definitions(&model, file.items).map_err(|error| error.problem)
    };
    agreed(&written).unwrap();
    for (from, to, problem) in [
        (
            "pub height :",
            "pub heights :",
            "the engine's `Tree` has no field `height`",
        ),
        (
            "pub height :",
            "pub more : bool , pub height :",
            "the engine's `Tree` has a field `more` that the model does not have",
        ),
        (
            "< i64 >",
            "< i32 >",
            "the engine's `Tree` has a field `height` of type `Option < i32 >` where the model has `Option<i64>`",
        ),
        (
            ":: std :: option :: Option < i64 >",
            "i64",
            "the engine's `Tree` has a field `height` of type `i64` where the model has `Option<i64>`",
        ),
        (
            "Vec < :: std :: string :: String >",
            "Vec < :: serde_json :: Value >",
            "the engine's `Tree` has a field `names` of type `Option < Vec < serde_json :: Value > >` where the model has `Option<Vec<String>>`",
        ),
        (
            ":: std :: boxed :: Box < Tree >",
            "Tree",
            "the engine's `Tree` holds itself without a box",
        ),
        ("Desc ,", "", "the engine's `Way` has other variants"),
        ("Desc ,", "Descending ,", "the engine's `Way` has other variants"),
        (
            "pub enum Way",
            "pub enum Ways",
            "the engine wrote a type `Ways` that the model does not have",
        ),
        (
            "(Dog)",
            "(Cat)",
            "the engine's `Pet` has a variant `Dog` of type `Cat` where the model has `types::Dog`",
        ),
        (
            "(Dog)",
            "",
            "the engine's `Pet` has a variant `Dog` that holds no one value",
        ),
    ] {
        let changed = written.replacen(from, to, 1);
        assert_ne!(changed, written, "{from} is not in {written}");
        assert_eq!(agreed(&changed).unwrap_err(), problem);
    }
    let without_cat = items
        .iter()
        .filter(|item| !matches!(item, syn::Item::Struct(item) if item.ident == "Cat"));
    let error = agreement::definitions(&model, without_cat.cloned().collect()).unwrap_err();
    assert_eq!(error.problem, "the engine's `Cat` is missing");
}
