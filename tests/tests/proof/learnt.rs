//! What `cargo xtask learn` proposes makes real replies fit: the client that is generated with it reads them.

use std::fs;

use serde_json::{Value, json};
use specloom_tests::command_line;

use super::harness;
use super::round_trip::GATE;
use super::same::difference;
use super::subject::Subject;

const PAGE: &str = "openapi: 3.0.3
info: {title: Wrong, version: '1'}
servers: [{url: https://api.wrong.test}]
paths:
  /orders:
    get:
      operationId: listOrders
      responses:
        '200':
          description: All of them
          content:
            application/json:
              schema:
                type: object
                required: [orders, total]
                properties:
                  orders: {type: array, items: {$ref: '#/components/schemas/Order'}}
                  total: {type: integer}
components:
  schemas:
    Order:
      type: object
      required: [id, state, buyer, lines]
      properties:
        id: {type: string, format: uuid}
        state: {type: string, enum: [open, shut]}
        buyer: {$ref: '#/components/schemas/Buyer'}
        lines: {type: array, items: {type: object, required: [sku], properties: {sku: {type: string}, price: {type: integer}}}}
        paid: {type: boolean, nullable: false}
        seller: {$ref: '#/components/schemas/Seller'}
    Seller:
      allOf:
        - $ref: '#/components/schemas/Buyer'
        - {type: object, required: [shop], properties: {shop: {type: string, enum: [north, south]}}}
    Buyer:
      type: object
      required: [name]
      properties: {name: {type: string}}
";

fn replies() -> [Value; 2] {
    [
        json!({"orders": [
            {"id": 9_007_199_254_740_993_i64, "state": "lost", "buyer": null, "lines": [{"sku": null, "price": 2.5}], "paid": "yes"},
            {"id": "a", "state": null, "buyer": {"name": null, "since": {"year": 2020}}, "lines": null, "seller": "s"},
            {"id": "b", "state": 7, "buyer": {"name": "b"}, "lines": [], "seller": {"name": "s", "shop": "north"}},
        ]}),
        json!({"orders": [], "total": "none", "next": null}),
    ]
}

/// The client of the page with all that was learnt of it.
pub(crate) fn subject() -> Subject {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let specs = root.join("specs/wrong");
    fs::create_dir_all(&specs).unwrap();
    fs::write(root.join("Cargo.toml"), "[workspace]\n").unwrap();
    fs::write(specs.join("page.yaml"), PAGE).unwrap();
    let vendor = "name = 'Wrong'\ncrate = 'wrong-client'\nversion = '0.1.0'\ndescription = 'd'\n";
    fs::write(specs.join("vendor.toml"), vendor).unwrap();
    let files: Vec<String> = replies()
        .iter()
        .enumerate()
        .map(|(index, reply)| {
            let file = root.join(format!("reply-{index}.json"));
            fs::write(&file, reply.to_string()).unwrap();
            file.to_str().unwrap().to_owned()
        })
        .collect();
    let arguments = ["learn", "wrong", &files[0], &files[1]];
    let ran = command_line::run(root, arguments);
    assert_eq!(ran.status, 0, "{ran:?}");
    let overlay = fs::read_to_string(specs.join("overlay.yaml")).unwrap();
    let lines: Vec<&str> = overlay
        .lines()
        .map(|line| line.strip_prefix("# ").unwrap_or(line))
        .collect();
    fs::write(specs.join("overlay.yaml"), lines.join("\n")).unwrap();
    let workspace = xtask::workspace::Workspace::at(root).unwrap();
    let name = xtask::name::VendorName::parse("wrong").unwrap();
    let sources = workspace.read(&name).unwrap().sources;
    Subject::of("learnt.yaml", &sources).unwrap_or_else(|error| panic!("{error}\n{overlay}"))
}

#[test]
fn what_was_learnt_is_read_and_written_back() {
    let (subjects, harness) = &*GATE;
    let index = subjects
        .iter()
        .position(|subject| subject.name == "learnt.yaml")
        .unwrap();
    let operation = &subjects[index].model.operations[0];
    let ty = operation.successes[0].content.ty().name().unwrap();
    let replies = replies();
    let cases: Vec<Value> = replies
        .iter()
        .map(|reply| harness::trip(index, ty.as_str(), reply))
        .collect();
    for (reply, answer) in replies.iter().zip(harness.ask(&cases)) {
        let json = answer["json"]
            .as_str()
            .unwrap_or_else(|| panic!("{answer}: {reply}"));
        assert_eq!(
            difference(reply, &serde_json::from_str(json).unwrap()),
            None,
            "{reply}"
        );
    }
}
