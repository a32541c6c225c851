//! What `vendor.toml` says about types: further traits and attributes, types of other crates, and the crates that these need; and
//! about the environment.

use specloom::{Error, Generated, Source, Sources, Vendor, generate};

const PAGE: &str = "
openapi: 3.1.0
info: {title: Acme, version: '1'}
servers: [{url: https://api.acme.test}]
paths:
  /orders:
    post:
      operationId: placeOrder
      requestBody:
        required: true
        content: {application/json: {schema: {$ref: '#/components/schemas/Order'}}}
      responses:
        '200':
          description: What was ordered.
          content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Money'}}}}
components:
  schemas:
    Order:
      type: object
      required: [total, state]
      properties:
        total: {$ref: '#/components/schemas/Money'}
        tip: {$ref: '#/components/schemas/Money'}
        parts: {type: object, additionalProperties: {$ref: '#/components/schemas/Money'}}
        way: {oneOf: [{$ref: '#/components/schemas/Money'}, {type: array, items: {type: string}}]}
        state: {type: string, enum: [open, paid]}
    Money: {type: object, properties: {amount: {type: string}}}
";

fn client(keys: &str) -> Result<Generated, Error> {
    let vendor =
        format!("name = 'Acme'\ncrate = 'acme-client'\nversion = '0.1.0'\ndescription = 'd'\n{keys}");
    generate(&Sources {
        pages: vec![Source::new("page.yaml", PAGE)],
        overlay: None,
        vendor: Vendor::parse(&Source::new("vendor.toml", vendor))?,
        changelog: None,
    })
}

#[track_caller]
fn has(text: &str, part: &str) {
    let squeezed = |text: &str| text.split_whitespace().collect::<String>().replace(",)", ")");
    assert!(
        squeezed(text).contains(&squeezed(part)),
        "{part}\n is not in\n{text}"
    );
}

#[test]
fn a_type_derives_and_bears_what_is_asked_for() {
    let client = client(
        "[derives]\n'*' = ['schemars::JsonSchema', 'Clone']\nOrder = ['acme_macros::Audited']\n\
         [attributes]\nOrder = ['#[serde(deny_unknown_fields)]']\n\
         [dependencies]\nschemars = { version = '1', features = ['derive'] }\nacme-macros = '2'\n",
    )
    .unwrap();
    let types = &client.files["src/types.rs"];
    has(
        types,
        "#[derive(schemars::JsonSchema, acme_macros::Audited)] #[serde(deny_unknown_fields)] pub struct Order {",
    );
    has(types, "#[derive(schemars::JsonSchema)] pub enum OrderState {");
    has(types, "#[derive(schemars::JsonSchema)] pub enum OrderWay {");
    let manifest = &client.files["Cargo.toml"];
    has(
        manifest,
        "acme-macros = \"2\" schemars = { features = [\"derive\"], version = \"1\" } [dev-dependencies]",
    );
}

#[test]
fn a_type_of_another_crate_stands_wherever_its_own_did() {
    let client = client(
        "[replace]\nMoney = 'acme_money::Money'\n[dependencies]\nacme-money = { path = '../money' }\n",
    )
    .unwrap();
    let types = &client.files["src/types.rs"];
    assert!(!types.contains("struct Money"), "{types}");
    for part in [
        "pub total: acme_money::Money,",
        "pub tip: Option<acme_money::Money>,",
        "pub parts: Option<std::collections::BTreeMap<String, acme_money::Money>>,",
        "Money(Box<acme_money::Money>),",
        "pub fn new(total: impl Into<acme_money::Money>, state: impl Into<OrderState>) -> Self {",
    ] {
        has(types, part);
    }
    has(
        &client.files["src/operations.rs"],
        "pub async fn send(self) -> Result<Vec<acme_money::Money>, Error<PlaceOrderError>>",
    );
}

#[test]
fn a_type_that_there_is_not_is_an_error() {
    for (keys, key) in [
        ("[derives]\nOrdr = ['X']\n", "derives"),
        ("[attributes]\nOrdr = ['#[x]']\n", "attributes"),
        ("[replace]\nOrdr = 'x::Order'\n", "replace"),
    ] {
        let error = client(keys).unwrap_err();
        assert_eq!(
            error.problem,
            format!("in `{key}`: the client has no type `Ordr`")
        );
        assert!(
            error
                .remedy
                .starts_with("use a name of the client's `types`, such as `Order`"),
            "{error}"
        );
    }
}

/// A derived trait may not know what a field holds: its own attribute says how to do without.
#[test]
fn a_field_or_variant_bears_what_is_asked_for() {
    let keys = "[attributes]\n'Order.parts' = ['#[schemars(skip)]']\n'OrderState.open' = ['#[schemars(rename = \"o\")]']\n\
                'OrderWay.Money' = ['#[schemars(with = \"String\")]']\n";
    let client = client(keys).unwrap();
    let types = &client.files["src/types.rs"];
    has(types, "#[schemars(skip)] pub parts: Option<");
    has(types, "#[schemars(rename = \"o\")] Open,");
    has(types, "#[schemars(with = \"String\")] Money(");
    assert_eq!(types.matches("#[schemars(").count(), 3, "{types}");
}

#[test]
fn a_field_that_there_is_not_is_an_error() {
    let error = client("[attributes]\n'Order.part' = ['#[x]']\n").unwrap_err();
    assert_eq!(error.problem, "in `attributes`: there is no `Order.part`");
    assert_eq!(
        error.remedy,
        "use a field or variant of the type: `total`, `tip`, `parts`, `way`, `state`"
    );
    let error = client("[derives]\n'Order.parts' = ['X']\n").unwrap_err();
    assert_eq!(
        error.problem,
        "in `derives`: the client has no type `Order.parts`"
    );
}

/// A variable that nothing reads is told, and not promised by the documentation.
#[test]
fn a_variable_that_comes_to_nothing_is_noted() {
    let env = |keys: &str| {
        let client = client(&format!("[env]\nbase_url = 'ACME_URL'\n{keys}")).unwrap();
        let notes = client.notes.iter().filter(|note| note.pass == "env");
        let notes: Vec<String> = notes.map(|note| note.what.clone()).collect();
        assert!(!client.files["src/client.rs"].contains("ACME_KEY"));
        notes
    };
    assert_eq!(env(""), [""; 0]);
    assert_eq!(
        env("bearer_tokn = 'ACME_KEY'\n"),
        ["in `env` of `vendor.toml`: the builder has no method `bearer_tokn`; there is `base_url`"]
    );
}
