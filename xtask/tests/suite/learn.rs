//! `learn`: real replies in, corrections out, commented; without their marks the replies fit, and none of their values is anywhere.

use serde_json::{Value, json};

use crate::support::{Bench, Ran};

fn page() -> Value {
    json!({
        "openapi": "3.1.0",
        "info": {"title": "Acme", "version": "1"},
        "servers": [{"url": "https://api.acme.test"}],
        "paths": {
            "/users": {
                "get": {
                    "operationId": "listUsers",
                    "responses": {"200": {"description": "All", "content": {"application/json": {"schema": {
                        "type": "object",
                        "required": ["items"],
                        "properties": {
                            "items": {"type": "array", "items": {"$ref": "#/components/schemas/User"}},
                            "total": {"type": "integer"},
                        },
                    }}}}},
                },
                "post": {
                    "operationId": "addUser",
                    "responses": {"201": {"description": "Added", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/User"}}}}},
                },
            },
            "/ping": {"get": {"operationId": "ping", "responses": {"200": {"description": "Up"}}}},
        },
        "components": {"schemas": {
            "User": {
                "type": "object",
                "required": ["id", "name", "avatar"],
                "properties": {
                    "id": {"type": "integer"},
                    "name": {"type": "string"},
                    "avatar": {"$ref": "#/components/schemas/Avatar"},
                    "role": {"type": "string", "enum": ["admin", "guest"]},
                    "score": {"type": "integer"},
                    "contact": {"oneOf": [
                        {"type": "object", "required": ["mail"], "properties": {"mail": {"type": "string"}}},
                        {"type": "object", "required": ["phone"], "properties": {"phone": {"type": "string"}}},
                    ]},
                    "labels": {"type": "object", "additionalProperties": {"type": "string"}},
                    "boss": {"$ref": "#/components/schemas/Member"},
                    "team": {"$ref": "#/components/schemas/Avatar"},
                },
            },
            "Member": {"allOf": [
                {"$ref": "#/components/schemas/Avatar"},
                {"type": "object", "required": ["since"], "properties": {"since": {"type": "integer"}}},
            ]},
            "Avatar": {"type": "object", "required": ["url"], "properties": {"url": {"type": "string"}}},
        }},
    })
}

fn bench() -> Bench {
    let bench = Bench::new();
    bench.vendor("acme", "");
    bench.remove("specs/acme/page.md");
    bench.write("specs/acme/page.json", &page().to_string());
    bench
}

fn learn(bench: &Bench, args: &[&str]) -> Ran {
    let full: Vec<String> = args
        .iter()
        .map(|arg| match arg.ends_with(".json") {
            true => bench.path(arg).to_str().unwrap().to_owned(),
            false => (*arg).to_owned(),
        })
        .collect();
    let mut line = vec!["learn", "acme"];
    line.extend(full.iter().map(String::as_str));
    bench.run_with(&line, xtask::Pipeline::specloom())
}

/// Removes the comment marks of an overlay, as a maintainer does to whom all of it is true.
fn accept(bench: &Bench) {
    let text = bench.read("specs/acme/overlay.yaml");
    let lines: Vec<&str> = text
        .lines()
        .map(|line| line.strip_prefix("# ").unwrap_or(line))
        .collect();
    bench.write("specs/acme/overlay.yaml", &(lines.join("\n") + "\n"));
}

fn users() -> Value {
    json!({
        "items": [
            {"id": 4, "name": "hush four", "avatar": {"url": "hush"}, "role": 5, "boss": "hush boss", "team": ["hush"]},
            {"id": 1, "name": "hush one", "avatar": {"url": "hush"}, "role": "hush role", "score": 0.5},
            {"id": "hush id", "name": null, "avatar": null, "joined": "hush date", "contact": {"mail": null}},
            {"id": 3, "avatar": {"url": "hush", "size": {"hush@key.example": 7}}, "labels": {"hush key": null, "other": null}, "contact": "hush"},
        ],
        "total": null,
        "next": {"cursor": "hush", "page": 2},
    })
}

#[test]
fn what_is_proposed_makes_the_replies_fit_and_shows_no_value() {
    let bench = bench();
    bench.write("users.json", &users().to_string());
    let ran = learn(&bench, &["users.json", "--operation", "listUsers"]);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{}", ran.out);
    let overlay = bench.read("specs/acme/overlay.yaml");
    assert!(
        !overlay.contains("hush") && !ran.out.contains("hush"),
        "{overlay}\n{}",
        ran.out
    );
    assert!(overlay.lines().all(|line| line.starts_with('#')), "{overlay}");
    for evidence in [
        "`name` can be null: once in users.json, at /items/*/name",
        "`avatar` can be null: once in users.json, at /items/*/avatar",
        "`id` can be a string: once in users.json, at /items/*/id",
        "`name` is not always there: once in users.json, at /items/*",
        "`score` can be a number: once in users.json, at /items/*/score",
        "`joined` is not documented: once in users.json, at /items/*",
        "`next` is not documented: once in users.json, at the top",
        "`total` can be null: once in users.json, at /total",
        "`labels.*` can be null: twice in users.json, at /items/*/labels/*",
        "`mail` can be null: once in users.json, at /items/*/contact/mail",
        "`role` can be an integer: once in users.json, at /items/*/role",
        "`boss` can be a string: once in users.json, at /items/*/boss",
        "`team` can be a list: once in users.json, at /items/*/team",
        "`contact` can be a string: once in users.json, at /items/*/contact",
        "`role` has a value that the page does not list; clients keep it as unknown, so nothing has to be corrected: once in users.json",
    ] {
        assert!(overlay.contains(evidence), "{evidence}\n{overlay}");
    }
    // Again: nothing is proposed twice.
    let again = learn(&bench, &["users.json", "--operation", "listUsers"]);
    assert_eq!(again.status, 0);
    assert!(
        again
            .out
            .contains("nothing new: specs/acme/overlay.yaml has all of it"),
        "{}",
        again.out
    );
    assert_eq!(bench.read("specs/acme/overlay.yaml"), overlay);

    accept(&bench);
    let generated = bench.run_with(&["generate"], xtask::Pipeline::specloom());
    assert_eq!((generated.status, generated.err.as_str()), (0, ""), "{overlay}");
    // A validator nobody here wrote has nothing left to object to, but for the value that is not listed.
    let canonical: Value = serde_yaml::from_str(&bench.read("specs/acme/openapi.yaml")).unwrap();
    let schema = json!({
        "$ref": "#/paths/~1users/get/responses/200/content/application~1json/schema",
        "paths": canonical["paths"], "components": canonical["components"],
    });
    let mut reply = users();
    reply["items"][1]["role"] = json!("admin");
    let validator = jsonschema::draft202012::new(&schema).unwrap();
    let errors: Vec<String> = validator
        .iter_errors(&reply)
        .map(|error| error.to_string())
        .collect();
    assert_eq!(
        errors,
        Vec::<String>::new(),
        "{}",
        bench.read("specs/acme/openapi.yaml")
    );
    // What is of another kind in one place is what it was in all others.
    let schemas = &canonical["components"]["schemas"];
    assert_eq!(
        (&schemas["Member"], &schemas["Avatar"]["type"]),
        (&page()["components"]["schemas"]["Member"], &json!("object"))
    );
    let after = learn(&bench, &["users.json", "--operation", "listUsers"]);
    assert!(after.out.contains("nothing new"), "{}", after.out);
}

#[test]
fn what_is_learnt_one_after_the_other_goes_together() {
    let bench = bench();
    for (file, total) in [("a.json", "null"), ("b.json", "\"hush\""), ("c.json", "[]")] {
        bench.write(file, &format!(r#"{{"items": [], "total": {total}}}"#));
        let ran = learn(&bench, &[file, "--operation", "listUsers"]);
        assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{}", ran.out);
    }
    accept(&bench);
    let generated = bench.run_with(&["generate"], xtask::Pipeline::specloom());
    assert_eq!((generated.status, generated.err.as_str()), (0, ""));
    let canonical: Value = serde_yaml::from_str(&bench.read("specs/acme/openapi.yaml")).unwrap();
    let total = "/paths/~1users/get/responses/200/content/application~1json/schema/properties/total/type";
    assert_eq!(
        canonical.pointer(total),
        Some(&json!(["integer", "null", "string", "array"]))
    );
}

#[test]
fn a_status_of_which_the_page_says_nothing_is_a_reply_more() {
    let bench = bench();
    bench.write(
        "refused.json",
        r#"{"code": "hush", "details": [{"field": "hush"}]} {"code": 7}"#,
    );
    let ran = learn(
        &bench,
        &["refused.json", "--operation", "POST /users", "--status", "422"],
    );
    assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{}", ran.out);
    bench.write("pong.json", r#"{"up": true}"#);
    let ran = learn(&bench, &["pong.json", "--operation", "ping"]);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{}", ran.out);
    let overlay = bench.read("specs/acme/overlay.yaml");
    assert!(
        overlay.contains("status 422 is not documented: twice in refused.json, at the top"),
        "{overlay}"
    );
    assert!(
        overlay.contains(
            "the page does not say what a reply of status 200 holds: once in pong.json, at the top"
        ),
        "{overlay}"
    );
    accept(&bench);
    let generated = bench.run_with(&["generate"], xtask::Pipeline::specloom());
    assert_eq!((generated.status, generated.err.as_str()), (0, ""), "{overlay}");
    let replies = bench.read("clients/acme/src/replies.rs");
    assert!(replies.contains("UnprocessableEntity(ErrorBody<"), "{replies}");
    let operations = bench.read("clients/acme/src/operations.rs");
    assert!(operations.contains("Result<types::PingResponse"), "{operations}");
}

#[test]
fn an_operation_is_guessed_only_where_there_is_no_doubt() {
    let bench = bench();
    bench.write(
        "addUser.201.json",
        r#"{"id": 1, "name": "n", "avatar": {"url": "u"}}"#,
    );
    bench.write("reply.json", r#"{"items": [], "total": 0}"#);
    let ran = learn(&bench, &["addUser.201.json", "reply.json"]);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""));
    assert_eq!(ran.out, "all replies are as the page of acme says\n");
    assert!(!bench.path("specs/acme/overlay.yaml").exists());

    bench.write("doubt.json", r#"{"hush": 1}"#);
    let before = bench.snapshot();
    let ran = learn(&bench, &["doubt.json"]);
    assert_eq!(ran.status, 2);
    assert!(
        ran.err
            .contains("which operation this is a reply of is not certain")
            && ran
                .err
                .contains("`listUsers` (GET /users), `addUser` (POST /users), `ping` (GET /ping)"),
        "{}",
        ran.err
    );
    for (args, said) in [
        (
            ["reply.json", "--operation", "nobody"],
            "acme has no such operation",
        ),
        (
            ["doubt.json", "--operation", "POST /nowhere"],
            "acme has no such operation",
        ),
    ] {
        let ran = learn(&bench, &args);
        assert_eq!(ran.status, 2);
        assert!(ran.err.contains(said), "{}", ran.err);
    }
    bench.write("broken.json", r#"{"hush": "#);
    let ran = learn(&bench, &["broken.json", "--operation", "ping"]);
    assert_eq!(ran.status, 2);
    assert!(
        ran.err.contains("this is not JSON: line 1 column") && !ran.err.contains("hush"),
        "{}",
        ran.err
    );
    bench.remove("broken.json");
    assert_eq!(bench.snapshot(), before);
}

#[test]
fn corrections_that_there_are_stay_and_a_dry_run_writes_nothing() {
    let bench = bench();
    let own = "overlay: 1.0.0\ninfo: {title: t, version: '1'}\nactions:\n  - target: $.info\n    description: d\n    update: {title: Other}\n";
    bench.write("specs/acme/overlay.yaml", own);
    bench.write("users.json", r#"{"items": [], "total": null}"#);
    let before = bench.snapshot();
    let ran = learn(&bench, &["users.json", "--operation", "list_users", "--dry-run"]);
    assert!(
        ran.out
            .contains("1 correction would be proposed in specs/acme/overlay.yaml"),
        "{ran:?}"
    );
    assert_eq!(bench.snapshot(), before);
    let ran = learn(&bench, &["users.json", "--operation", "list_users"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    let overlay = bench.read("specs/acme/overlay.yaml");
    assert!(overlay.starts_with(own), "{overlay}");
    assert_eq!(
        &overlay[own.len()..],
        "\n## Learnt from replies (cargo xtask learn acme). Remove the comment marks of what is true, delete the rest.\n\
         #   - description: \"`total` can be null: once in users.json, at /total\"\n\
         #     target: \"$.paths['/users'].get.responses['200'].content['application/json'].schema.properties.total.type\"\n\
         #     remove: true\n\
         #   - description: \"`total` can be null: once in users.json, at /total\"\n\
         #     target: \"$.paths['/users'].get.responses['200'].content['application/json'].schema.properties.total\"\n\
         #     update:\n#       type:\n#       - integer\n#       - 'null'\n"
    );
    accept(&bench);
    let generated = bench.run_with(&["generate"], xtask::Pipeline::specloom());
    assert_eq!((generated.status, generated.err.as_str()), (0, ""));
    assert!(bench.read("specs/acme/openapi.yaml").contains("title: Other"));
}

#[test]
fn what_a_tagged_member_has_besides_is_its_own_and_the_union_stays_one() {
    let bench = bench();
    let mut page = page();
    let tagged =
        |tag: &str| json!({"type": "object", "required": ["kind"], "properties": {"kind": {"const": tag}}});
    page["components"]["schemas"]["Card"] = tagged("card");
    page["components"]["schemas"]["Cash"] = tagged("cash");
    page["paths"]["/ping"]["get"]["responses"]["200"]["content"] = json!({"application/json": {"schema": {
        "type": "array",
        "items": {
            "oneOf": [{"$ref": "#/components/schemas/Card"}, {"$ref": "#/components/schemas/Cash"}],
            "discriminator": {"propertyName": "kind", "mapping": {"card": "Card", "cash": "Cash"}},
        },
    }}});
    bench.write("specs/acme/page.json", &page.to_string());
    bench.write(
        "ping.json",
        r#"[{"kind": "cash", "coins": 3}, {"kind": "hush", "unknown": 1}]"#,
    );
    let ran = learn(&bench, &["ping.json"]);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{}", ran.out);
    let overlay = bench.read("specs/acme/overlay.yaml");
    assert!(overlay.contains("$.components.schemas.Cash"), "{overlay}");
    assert!(
        !overlay.contains("unknown:") && !overlay.contains("hush"),
        "{overlay}"
    );
    accept(&bench);
    let generated = bench.run_with(&["generate"], xtask::Pipeline::specloom());
    assert_eq!((generated.status, generated.err.as_str()), (0, ""), "{overlay}");
    let types = bench.read("clients/acme/src/types.rs");
    assert!(types.contains("pub coins: Option<i64>"), "{types}");
    assert!(types.contains("Cash(Cash)"), "{types}");
}

/// A bench whose page is this text.
fn bench_of(file: &str, page: &str) -> Bench {
    let bench = Bench::new();
    bench.vendor("acme", "");
    bench.remove("specs/acme/page.md");
    bench.write(&format!("specs/acme/{file}"), page);
    bench
}

/// What is learnt of these replies of an operation, accepted, leaves nothing to be learnt, and shows no value.
fn learns(bench: &Bench, replies: &[(&str, Value)], operation: &str) -> String {
    let mut args = Vec::new();
    for (file, value) in replies {
        bench.write(file, &value.to_string());
        args.push(*file);
    }
    args.extend(["--operation", operation]);
    let ran = learn(bench, &args);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{}", ran.out);
    assert!(ran.out.contains("proposed"), "{}", ran.out);
    let overlay = bench.read("specs/acme/overlay.yaml");
    assert!(
        !overlay.contains("hush") && !ran.out.contains("hush"),
        "{overlay}"
    );
    accept(bench);
    let generated = bench.run_with(&["generate"], xtask::Pipeline::specloom());
    assert_eq!((generated.status, generated.err.as_str()), (0, ""), "{overlay}");
    let after = learn(bench, &args);
    assert!(
        after.out.contains("as the page of acme says") || after.out.contains("nothing new"),
        "{}",
        after.out
    );
    overlay
}

#[test]
fn what_only_an_example_shows_is_written_down_and_corrected() {
    let shown = |content: Value| {
        json!({
            "openapi": "3.0.3",
            "info": {"title": "Acme", "version": "1"},
            "servers": [{"url": "https://api.acme.test"}],
            "paths": {"/jobs": {"get": {"operationId": "listJobs", "responses": {"200": {"$ref": "#/components/responses/Jobs"}}}}},
            "components": {"responses": {"Jobs": {"description": "All", "content": {"application/json": content}}}},
        })
    };
    let replies = [
        (
            "one.json",
            json!({"jobs": [{"id": 1, "owner": null, "state": "hush"}], "next": "hush"}),
        ),
        (
            "two.json",
            json!({"jobs": [{"id": "hush", "owner": {"name": "hush", "age": 3}}], "next": null}),
        ),
    ];
    let example = json!({"jobs": [{"id": 7, "owner": {"name": "Ada"}}], "next": "b"});
    for content in [
        json!({"example": example}),
        json!({"schema": {}, "example": example.to_string()}),
        json!({"examples": {"one": {"value": example}, "two": {"value": {"jobs": []}}}}),
    ] {
        let bench = bench_of("page.json", &shown(content).to_string());
        let overlay = learns(&bench, &replies, "listJobs");
        for evidence in [
            "the schema that an example shows of this response",
            "`id` can be a string: once in two.json, at /jobs/*/id",
            "`owner` can be null: once in one.json, at /jobs/*/owner",
            "`state` is not documented",
            "`age` is not documented",
            "`next` can be null",
        ] {
            assert!(overlay.contains(evidence), "{evidence}\n{overlay}");
        }
    }
}

#[test]
fn a_collections_replies_are_corrected() {
    let collection = json!({
        "info": {"name": "Acme", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"},
        "item": [{
            "name": "List jobs",
            "request": {"method": "GET", "header": [], "url": {"raw": "https://api.acme.test/jobs", "protocol": "https", "host": ["api", "acme", "test"], "path": ["jobs"]}},
            "response": [{
                "name": "All", "status": "OK", "code": 200,
                "header": [{"key": "Content-Type", "value": "application/json"}],
                "body": "{\"jobs\": [{\"id\": 7, \"name\": \"a\"}]}",
            }],
        }],
    });
    let bench = bench_of("page.json", &collection.to_string());
    let replies = [(
        "jobs.json",
        json!({"jobs": [{"id": 1, "name": null}, {"id": null, "name": "hush", "more": [1]}]}),
    )];
    let overlay = learns(&bench, &replies, "GET /jobs");
    assert!(overlay.contains("`name` can be null"), "{overlay}");
}

#[test]
fn members_of_unions_maps_lists_and_envelopes_are_corrected_where_they_stand() {
    let part = |name: &str, kind: &str, properties: Value| {
        let mut all = json!({"kind": {"type": "string", "const": kind}});
        for (name, property) in properties.as_object().unwrap() {
            all[name] = property.clone();
        }
        (
            name.to_owned(),
            json!({"type": "object", "required": ["kind"], "properties": all}),
        )
    };
    let text = || json!({"type": "string"});
    let mut schemas: serde_json::Map<String, Value> = [
        part("Mail", "mail", json!({"to": text(), "size": {"type": "integer"}})),
        part("Call", "call", json!({"number": text()})),
    ]
    .into_iter()
    .collect();
    let mail_or_call = json!({"oneOf": [{"$ref": "#/components/schemas/Mail"}, {"$ref": "#/components/schemas/Call"}],
        "discriminator": {"propertyName": "kind", "mapping": {"mail": "#/components/schemas/Mail", "call": "#/components/schemas/Call"}}});
    schemas.insert("Message".to_owned(), mail_or_call);
    schemas.insert(
        "Envelope".to_owned(),
        json!({"type": "object", "required": ["ok", "result"], "properties": {"ok": {"type": "boolean"}, "result": {}}}),
    );
    let page = json!({
        "openapi": "3.1.0",
        "info": {"title": "Acme", "version": "1"},
        "servers": [{"url": "https://api.acme.test"}],
        "paths": {"/all": {"get": {"operationId": "all", "responses": {"200": {"description": "All", "content": {"application/json": {"schema": {
            "allOf": [
                {"$ref": "#/components/schemas/Envelope"},
                {"type": "object", "required": ["result"], "properties": {"result": {"type": "object", "required": ["messages"], "properties": {
                    "messages": {"type": "array", "items": {"$ref": "#/components/schemas/Message"}},
                    "by_name": {"type": "object", "additionalProperties": {"$ref": "#/components/schemas/Message"}},
                    "grid": {"type": "array", "items": {"type": "array", "items": {"type": "integer"}}},
                    "loose": {"anyOf": [{"type": "string"}, {"type": "array", "items": text()}]},
                    "access_token": text(),
                }}}},
            ],
        }}}}}}}},
        "components": {"schemas": schemas},
    });
    let bench = bench_of("page.json", &page.to_string());
    let overlay = learns(
        &bench,
        &[
            (
                "a.json",
                json!({"ok": null, "result": {
                    "messages": [{"kind": "mail", "to": null, "size": 1.5, "bcc": ["hush"]}, {"kind": "call", "number": 5}, {"kind": "fax", "page": "hush"}, null],
                    "by_name": {"hush key": {"kind": "call", "number": "hush"}, "hush other": null},
                    "grid": [[1, null], null, [2.5]],
                    "loose": [1],
                    "access_token": null,
                    "refresh_token": "hush",
                }}),
            ),
            ("b.json", json!({"result": {"by_name": {}, "loose": 7}})),
        ],
        "all",
    );
    for evidence in [
        "`to` can be null",
        "`size` can be a number",
        "`bcc` is not documented",
        "`number` can be an integer",
        "`messages[]` can be null",
        "`by_name.*` can be null",
        "`ok` is not always there: once in b.json",
        "`messages` is not always there",
        "`access_token` can be null",
        "`refresh_token` is not documented",
    ] {
        assert!(overlay.contains(evidence), "{evidence}\n{overlay}");
    }
}

#[test]
fn a_file_may_hold_many_replies_or_none() {
    let bench = bench();
    let lines: String = (0..3000)
        .map(|id| json!({"id": id, "name": if id % 2 == 0 { json!("hush") } else { Value::Null }, "avatar": {"url": "hush"}}).to_string() + "\n")
        .collect();
    bench.write("many.json", &lines);
    let ran = learn(&bench, &["many.json", "--operation", "addUser"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert!(
        ran.out
            .contains("`name` can be null: 1500 times in many.json, at /name"),
        "{}",
        ran.out
    );
    let overlay = bench.read("specs/acme/overlay.yaml");
    for (text, problem) in [
        ("", "there is nothing in this file"),
        (" \n", "there is nothing in this file"),
        ("\u{feff}", "there is nothing in this file"),
        ("<html>hush</html>", "this is not JSON: line 1 column 1"),
        ("{\"id\": 1}\nhush", "this is not JSON: line 2 column 1"),
        ("{\"id\": \"hush", "this is not JSON: line 1 column 12"),
    ] {
        bench.write("wrong.json", text);
        let ran = learn(&bench, &["wrong.json", "--operation", "addUser"]);
        assert_ne!(ran.status, 0, "{text}");
        assert!(
            ran.err.contains(problem) && !ran.err.contains("hush"),
            "{}",
            ran.err
        );
        assert_eq!(bench.read("specs/acme/overlay.yaml"), overlay);
    }
}
