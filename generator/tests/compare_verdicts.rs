//! What an edit of a page means on the wire, judged for a client that was generated from the page before it. Each test is
//! one line of text replaced in a small API.

use serde_json::Value;
use specloom::compare::{Wire, compare};

/// A page with one operation; `parameters`, `security`, `servers` and `body` are put in as they are.
fn api(operation: &str) -> Value {
    let text = format!(
        "openapi: 3.0.3
info: {{title: Acme, version: '1'}}
servers: [{{url: 'https://api.acme.example/v1'}}]
paths:
  /boxes:
    post:
      operationId: makeBox
      responses: {{'204': {{description: made}}}}
      {operation}
components:
  securitySchemes:
    grant: {{type: oauth2, flows: {{clientCredentials: {{tokenUrl: 'https://acme.example/t', scopes: {{r: '', w: ''}}}}}}}}
  schemas:
    Crate: {{type: object, required: [kind], properties: {{kind: {{type: string}}, slats: {{type: integer}}}}}}
    Tin: {{type: object, required: [kind], properties: {{kind: {{type: string}}, lid: {{type: boolean}}}}}}
"
    );
    serde_yaml::from_str(&text).expect("the page is YAML")
}

/// The gravest verdict of what changes between two spellings of the operation.
#[track_caller]
fn check(before: &str, after: &str, expected: Wire) {
    let changes = compare(&api(before), &api(after));
    let gravest = changes.iter().map(|change| change.wire).max();
    let ids: Vec<&str> = changes.iter().map(|change| change.id).collect();
    assert_eq!(gravest, Some(expected), "{ids:?}");
}

fn query(schema: &str) -> String {
    format!("parameters: [{{name: size, in: query, schema: {{{schema}}}}}]")
}

#[test]
fn a_text_slot_takes_what_the_new_schema_takes() {
    let cases = [
        ("type: integer", "type: string", Wire::Compatible),
        ("type: integer", "type: string, maxLength: 64", Wire::Compatible),
        ("type: integer", "type: string, maxLength: 4", Wire::Breaking),
        ("type: integer", "type: string, format: uuid", Wire::Breaking),
        ("type: integer", "type: string, format: int64", Wire::Compatible),
        ("type: integer", "type: string, pattern: '^b'", Wire::Breaking),
        (
            "type: integer",
            "type: string, enum: [small, big]",
            Wire::Breaking,
        ),
        (
            "type: integer, enum: [1, 2]",
            "type: string, enum: ['1', '2', '3']",
            Wire::Compatible,
        ),
        (
            "type: boolean",
            "type: string, enum: ['yes', 'no']",
            Wire::Breaking,
        ),
        (
            "type: boolean",
            "type: string, enum: ['true', 'false', both]",
            Wire::Compatible,
        ),
    ];
    for (before, after, expected) in cases {
        check(&query(before), &query(after), expected);
    }
}

#[test]
fn a_format_of_whole_numbers_holds_a_range() {
    let format = |name: &str| query(&format!("type: integer, format: {name}"));
    let cases = [
        ("int32", "uint32", Wire::Breaking),
        ("uint32", "int32", Wire::Breaking),
        ("uint8", "int16", Wire::Compatible),
        ("uint32", "int64", Wire::Compatible),
        ("int16", "int8", Wire::Breaking),
        ("int64", "tally", Wire::Docs),
    ];
    for (before, after, expected) in cases {
        check(&format(before), &format(after), expected);
    }
}

#[test]
fn an_error_in_json_of_another_name_is_read() {
    let page = |status: &str, name: &str| {
        let mut page = api("x-none: true");
        let text =
            format!("{{{name}: {{schema: {{type: object, properties: {{code: {{type: integer}}}}}}}}}}");
        let content: Value = serde_yaml::from_str(&text).expect("a body");
        page["paths"]["/boxes"]["post"]["responses"][status] =
            serde_json::json!({"description": "it", "content": content});
        page
    };
    let gravest = |status: &str, from: &str, to: &str| {
        let changes = compare(&page(status, from), &page(status, to));
        changes.iter().map(|change| change.wire).max()
    };
    let (json, problem) = ("application/json", "application/problem+json");
    assert_eq!(gravest("404", json, problem), Some(Wire::Docs));
    assert_eq!(gravest("404", json, "text/plain"), Some(Wire::Breaking));
    // Success is asked for by `Accept`.
    assert_eq!(gravest("200", json, problem), Some(Wire::Breaking));
}

#[test]
fn alternatives_of_one_scheme_are_told_apart_by_their_scopes() {
    let (read, write, both) = (
        "security: [{grant: [r]}]",
        "security: [{grant: [w]}]",
        "security: [{grant: [r]}, {grant: [w]}]",
    );
    check(read, both, Wire::Compatible);
    check(both, read, Wire::Breaking);
    check(read, write, Wire::Breaking);
    check(both, &format!("{both}\n      summary: Make a box"), Wire::Docs);
}

#[test]
fn an_operation_that_restates_the_documents_server_stays_where_it_is() {
    let restated = "servers: [{url: 'https://api.acme.example/v1/'}]";
    check("", restated, Wire::Docs);
    check(
        restated,
        "servers: [{url: 'https://api.acme.example/v1'}]",
        Wire::Docs,
    );
    check(
        "",
        "servers: [{url: 'https://boxes.acme.example/v1'}]",
        Wire::Breaking,
    );
}

#[test]
fn the_encoding_of_a_new_field_is_part_of_the_field() {
    let form = |fields: &str, encoding: &str| {
        format!(
            "requestBody: {{content: {{multipart/form-data: {{schema: {{type: object, properties: {{{fields}}}}}, \
             encoding: {{{encoding}}}}}}}}}"
        )
    };
    let before = form("a: {type: string}", "");
    check(
        &before,
        &form(
            "a: {type: string}, b: {type: string}",
            "b: {contentType: text/csv}",
        ),
        Wire::Compatible,
    );
    check(
        &before,
        &form("a: {type: string}", "a: {contentType: text/csv}"),
        Wire::Breaking,
    );
}

#[test]
fn an_encoding_that_restates_the_default_says_nothing() {
    let form = |media: &str, encoding: &str| {
        format!(
            "requestBody: {{content: {{{media}: {{schema: {{type: object, properties: {{name: {{type: string}}, lid: {{type: object}}, \
             photo: {{type: string, format: binary}}, sizes: {{type: array, items: {{type: integer}}}}}}}}, encoding: {{{encoding}}}}}}}}}"
        )
    };
    let (parts, fields) = ("multipart/form-data", "application/x-www-form-urlencoded");
    let cases = [
        (parts, "name: {}", Wire::Docs),
        (parts, "name: {contentType: text/plain}", Wire::Docs),
        (parts, "name: {contentType: text/plain, headers: {}}", Wire::Docs),
        (parts, "name: {contentType: text/csv}", Wire::Breaking),
        (parts, "lid: {contentType: application/json}", Wire::Docs),
        (parts, "lid: {contentType: application/xml}", Wire::Breaking),
        (
            parts,
            "photo: {contentType: application/octet-stream}",
            Wire::Docs,
        ),
        (parts, "photo: {contentType: image/png}", Wire::Breaking),
        (parts, "sizes: {contentType: text/plain}", Wire::Docs),
        (parts, "sizes: {contentType: application/json}", Wire::Breaking),
        (parts, "other: {contentType: text/csv}", Wire::Docs),
        (fields, "sizes: {style: form}", Wire::Docs),
        (fields, "sizes: {explode: true}", Wire::Docs),
        (fields, "sizes: {explode: false}", Wire::Breaking),
        (
            fields,
            "sizes: {style: spaceDelimited, explode: true}",
            Wire::Docs,
        ),
        (fields, "sizes: {style: spaceDelimited}", Wire::Breaking),
        (fields, "name: {explode: false}", Wire::Docs),
        (fields, "sizes: {allowReserved: true}", Wire::Docs),
        (fields, "sizes: {style: pipeDelimited}", Wire::Breaking),
        (fields, "name: {allowReserved: false}", Wire::Docs),
    ];
    for (media, encoding, expected) in cases {
        check(&form(media, ""), &form(media, encoding), expected);
        check(&form(media, encoding), &form(media, ""), expected);
    }
}

#[test]
fn a_header_or_path_with_a_list_is_the_same_exploded() {
    let header = |kind: &str, explode: bool| {
        format!("parameters: [{{name: X-Sizes, in: header, explode: {explode}, schema: {{type: {kind}}}}}]")
    };
    check(
        &header("array, items: {type: string}", false),
        &header("array, items: {type: string}", true),
        Wire::Docs,
    );
    check(&header("object", false), &header("object", true), Wire::Breaking);
}

/// `said` of a parameter with such values, against a parameter of which `before` is said, there and back.
fn styled(place: &str, schema: &str, before: &str, said: &str, expected: Wire) {
    let parameter =
        |said: &str| format!("parameters: [{{name: sizes, in: {place}, schema: {schema}, {said}}}]");
    check(&parameter(before), &parameter(said), expected);
    check(&parameter(said), &parameter(before), expected);
}

#[test]
fn a_style_that_writes_the_same_text_says_nothing() {
    let (list, object) = (
        "{type: array, items: {type: string}}",
        "{type: object, properties: {from: {type: string}}}",
    );
    let either = "{oneOf: [{type: string}, {type: integer}]}";
    let (plain, exploded) = ("style: form", "style: spaceDelimited, explode: true");
    styled("query", list, plain, exploded, Wire::Docs);
    styled(
        "query",
        list,
        "style: pipeDelimited, explode: true",
        exploded,
        Wire::Docs,
    );
    styled("query", list, plain, "style: pipeDelimited", Wire::Breaking);
    styled(
        "query",
        list,
        "style: spaceDelimited",
        "style: pipeDelimited",
        Wire::Breaking,
    );
    styled(
        "query",
        object,
        "style: deepObject",
        "style: deepObject, explode: true",
        Wire::Docs,
    );
    styled("query", object, plain, "style: deepObject", Wire::Breaking);
    styled("query", either, plain, "explode: false", Wire::Docs);
    styled(
        "query",
        "{oneOf: [{type: string}, {type: array}]}",
        plain,
        "explode: false",
        Wire::Breaking,
    );
    styled("query", "{enum: [s, m]}", plain, "style: deepObject", Wire::Docs);
    styled("cookie", list, plain, "explode: false", Wire::Breaking);
    styled(
        "header",
        object,
        "explode: false",
        "explode: true",
        Wire::Breaking,
    );
}

#[test]
fn reserved_characters_matter_where_a_value_may_hold_them() {
    let (not, reserved) = ("allowReserved: false", "allowReserved: true");
    styled("query", "{type: integer}", not, reserved, Wire::Docs);
    styled("query", "{type: string, format: uuid}", not, reserved, Wire::Docs);
    styled(
        "query",
        "{type: string, enum: [s, m-l]}",
        not,
        reserved,
        Wire::Docs,
    );
    let slash = |said: &str| format!("parameters: [{{name: a, in: query, schema: {{enum: [s/m]}}, {said}}}]");
    check(&slash(not), &slash(reserved), Wire::Compatible);
    check(&slash(reserved), &slash(not), Wire::Breaking);
}

#[test]
fn a_number_in_json_is_the_same_text() {
    let parameter = |said: &str| format!("parameters: [{{name: size, in: query, {said}}}]");
    let alone = |schema: &str| parameter(&format!("schema: {{{schema}}}"));
    let json = |schema: &str| {
        parameter(&format!(
            "content: {{application/json: {{schema: {{{schema}}}}}}}"
        ))
    };
    let cases = [
        ("type: integer", "type: integer", Wire::Docs),
        ("type: boolean", "type: boolean", Wire::Docs),
        ("type: string", "type: string", Wire::Breaking),
        ("type: integer", "type: integer, maximum: 9", Wire::Breaking),
    ];
    for (before, after, expected) in cases {
        check(&alone(before), &json(after), expected);
    }
}

#[test]
fn whole_numbers_above_one_less_are_the_same() {
    let cases = [
        (
            "type: integer, minimum: 1",
            "type: integer, minimum: 0, exclusiveMinimum: true",
            Wire::Docs,
        ),
        (
            "type: integer, maximum: 9",
            "type: integer, maximum: 10, exclusiveMaximum: true",
            Wire::Docs,
        ),
        (
            "type: integer, minimum: 1",
            "type: integer, minimum: 1, exclusiveMinimum: true",
            Wire::Breaking,
        ),
        (
            "type: number, minimum: 0, exclusiveMinimum: true",
            "type: number, minimum: 1",
            Wire::Breaking,
        ),
    ];
    for (before, after, expected) in cases {
        check(&query(before), &query(after), expected);
    }
}

#[test]
fn another_name_of_the_credential_that_the_document_asks_for_is_one_finding() {
    let api = |name: &str| -> Value {
        let mut api = api("");
        api["security"] = serde_json::json!([{name: []}]);
        api["components"]["securitySchemes"] =
            serde_json::json!({name: {"type": "http", "scheme": "bearer"}});
        api
    };
    let changes = compare(&api("gardenKey"), &api("ApiToken"));
    let ids: Vec<&str> = changes.iter().map(|change| change.id).collect();
    assert_eq!(ids, ["security-scheme-renamed-method-kept"]);
}

#[test]
fn a_tag_of_another_name_is_one_finding() {
    let api = |first: &str, second: &str, about: &str| -> Value {
        let operation = |tags: &[&str]| serde_json::json!({"get": {"tags": tags, "responses": {"204": {"description": "None"}}}});
        serde_json::json!({
            "openapi": "3.1.0",
            "info": {"title": "Garden", "version": "1"},
            "tags": [{"name": first, "description": about}, {"name": "Tools"}],
            "paths": {"/a": operation(&[first]), "/b": operation(&["Tools", second]), "/c": operation(&["Tools"])},
        })
    };
    let found = |new: Value| -> Vec<(&'static str, usize)> {
        let changes = compare(&api("Beds", "Beds", "Where plants are."), &new);
        changes
            .iter()
            .map(|change| (change.id, change.operations.len()))
            .collect()
    };
    let of_operations = |operations| ("operation-tags-changed", operations);
    let of_the_list = ("tag-definitions-changed", 0);
    assert_eq!(
        found(api("Plots", "Plots", "Where plants are.")),
        [of_operations(2)]
    );
    assert_eq!(
        found(api("Plots", "Plots", "Anew.")),
        [of_the_list, of_operations(2)]
    );
    assert_eq!(
        found(api("Plots", "Paths", "Where plants are.")),
        [of_operations(1), of_operations(1)]
    );
    assert_eq!(found(api("Beds", "Beds", "Anew.")), [of_the_list]);
}

#[test]
fn a_servers_variables_are_what_they_make() {
    let api = |servers: &str| -> Value {
        let mut api = api("");
        api["servers"] = serde_yaml::from_str(servers).expect("a list of servers");
        api
    };
    let region =
        "[{url: 'https://{region}.acme.example', variables: {region: {default: eu, enum: [eu, us]}}}]";
    let area = "[{url: 'https://{area}.acme.example', variables: {area: {default: eu, enum: [us, eu]}}}]";
    let other = "[{url: 'https://{area}.acme.example', variables: {area: {default: eu, enum: [eu, asia]}}}]";
    let host = |host: &str| format!("[{{url: 'https://{host}.acme.example'}}]");
    let of_others =
        "[{url: 'https://{area}.acme.example', variables: {area: {default: us, enum: [us, asia]}}}]";
    let with_a_path = "[{url: 'https://{area}.acme.example/{version}', variables: {area: {default: eu}, version: {default: v1}}}]";
    let of_a_version = "[{url: 'https://eu.acme.example/{version}', variables: {version: {default: v1}}}]";
    let two = "[{url: 'https://eu.acme.example'}, {url: 'https://us.acme.example'}]";
    // What clients call is the URL of the defaults.
    let cases = [
        (region, area, Wire::Docs),
        (region, other, Wire::Compatible),
        (region, of_others, Wire::Breaking),
        (of_a_version, with_a_path, Wire::Compatible),
        (with_a_path, of_a_version, Wire::Compatible),
        (two, region, Wire::Compatible),
        (region, two, Wire::Compatible),
        (&host("us"), region, Wire::Compatible),
        (&host("asia"), region, Wire::Breaking),
        (region, &host("eu"), Wire::Compatible),
        (region, &host("us"), Wire::Breaking),
    ];
    for (before, after, expected) in cases {
        let changes = compare(&api(before), &api(after));
        let gravest = changes.iter().map(|change| change.wire).max();
        assert_eq!(gravest, Some(expected), "{before} {after}");
    }
}

#[test]
fn the_implied_value_of_a_discriminator_may_be_written_out() {
    let union = |mapping: &str| {
        format!(
            "requestBody: {{content: {{application/json: {{schema: {{oneOf: [{{$ref: '#/components/schemas/Crate'}}, \
             {{$ref: '#/components/schemas/Tin'}}], discriminator: {{propertyName: kind, mapping: {{{mapping}}}}}}}}}}}}}"
        )
    };
    let crate_ = "Crate: '#/components/schemas/Crate'";
    check(&union(crate_), &union(&format!("{crate_}, Tin: Tin")), Wire::Docs);
    check(
        &union(crate_),
        &union(&format!("{crate_}, can: Tin")),
        Wire::Compatible,
    );
    check(
        &union(&format!("{crate_}, can: Tin")),
        &union(crate_),
        Wire::Breaking,
    );
}

fn reply(schema: &str) -> String {
    format!(
        "x-reply: 1\n    get:\n      operationId: readBox\n      responses: {{'200': {{description: ok, content: {{application/json: {{schema: {schema}}}}}}}}}"
    )
}

fn sent(schema: &str) -> String {
    format!("requestBody: {{content: {{application/json: {{schema: {schema}}}}}}}")
}

#[test]
fn the_same_shape_put_together_in_another_way_is_the_same() {
    let plain = "{type: object, required: [a], properties: {a: {type: string}, b: {type: integer}}}";
    let spellings = [
        "{allOf: [{type: object, properties: {a: {type: string}}}, {type: object, properties: {b: {type: integer}}}, {required: [a]}]}",
        "{oneOf: [{type: object, required: [a], properties: {a: {type: string}, b: {type: integer}}}]}",
    ];
    for spelling in spellings {
        for (before, after) in [(plain, spelling), (spelling, plain)] {
            check(&reply(before), &reply(after), Wire::Docs);
            check(&sent(before), &sent(after), Wire::Docs);
        }
    }
    let (listed, chosen) = (
        "{type: string, enum: [a, b]}",
        "{oneOf: [{type: string, enum: [a]}, {type: string, enum: [b]}]}",
    );
    check(&reply(listed), &reply(chosen), Wire::Docs);
}

#[test]
fn a_part_that_sets_a_limit_is_no_spelling() {
    let plain = "{type: object, properties: {a: {type: string}, b: {type: integer}}}";
    let limited = "{type: object, properties: {a: {type: string}, b: {type: integer}}, allOf: [{oneOf: [{required: [a]}, {required: [b]}]}]}";
    check(&sent(plain), &sent(limited), Wire::Breaking);
    check(
        &sent(plain),
        &sent("{type: object, properties: {a: {type: string}, b: {type: integer}}, not: {required: [a]}}"),
        Wire::Breaking,
    );
}

#[test]
fn what_a_client_does_not_speak_is_not_missed() {
    let body = |types: &[&str]| {
        let media: Vec<String> = types
            .iter()
            .map(|name| format!("{name}: {{schema: {{type: object, properties: {{a: {{type: string}}}}}}}}"))
            .collect();
        format!("requestBody: {{content: {{{}}}}}", media.join(", "))
    };
    check(
        &body(&["application/json", "application/xml"]),
        &body(&["application/json"]),
        Wire::Compatible,
    );
    check(
        &body(&["application/json", "application/xml"]),
        &body(&["application/xml"]),
        Wire::Breaking,
    );
}

/// The findings between two pages with these components, which a reply and a request both have `Lamp` of.
fn components(before: &str, after: &str) -> Vec<String> {
    let page = |schemas: &str| {
        let text = format!(
            "{{openapi: 3.1.0, info: {{title: Lights, version: '1'}}, paths: {{/lamps: {{post: {{operationId: addLamp, \
             requestBody: {{content: {{application/json: {{schema: {{$ref: '#/components/schemas/Lamp'}}}}}}}}, \
             responses: {{'200': {{description: it, content: {{application/json: {{schema: {{$ref: '#/components/schemas/Lamp'}}}}}}}}}}}}}}}}, \
             components: {{schemas: {{{schemas}}}}}}}"
        );
        serde_yaml::from_str::<Value>(&text).expect("the page is YAML")
    };
    let changes = compare(&page(before), &page(after));
    changes
        .iter()
        .map(|change| format!("{:?} {} {}", change.wire, change.id, change.message))
        .collect()
}

/// A struct of its own properties and of those of two others.
fn lamp(own: &str, base: &str, parts: &str) -> String {
    let object = |properties: &str| format!("{{type: object, properties: {{{properties}}}}}");
    format!(
        "Base: {}, Parts: {}, Lamp: {{allOf: [{{$ref: '#/components/schemas/Base'}}, {{$ref: '#/components/schemas/Parts'}}, {}]}}",
        object(base),
        object(parts),
        object(own)
    )
}

#[test]
fn a_property_that_moves_to_another_part_of_a_struct_is_one_finding() {
    let (id, watts, shade) = (
        "id: {type: string}",
        "watts: {type: integer}",
        "shade: {type: string}",
    );
    let both = format!("{watts}, {id}");
    let moved = |what: &str, from: &str, to: &str| {
        vec![format!(
            "Docs composition-changed {what} moved from `{from}` to `{to}`: clients have the same fields"
        )]
    };
    let (apart, in_base, in_parts) = (
        lamp(&both, "", shade),
        lamp(watts, id, shade),
        lamp(watts, "", &format!("{shade}, {id}")),
    );
    assert_eq!(
        components(&apart, &in_base),
        moved("the property `id`", "Lamp", "Base")
    );
    assert_eq!(
        components(&in_base, &apart),
        moved("the property `id`", "Base", "Lamp")
    );
    assert_eq!(
        components(&in_base, &in_parts),
        moved("the property `id`", "Base", "Parts")
    );
    assert_eq!(
        components(&apart, &lamp("", &both, shade)),
        moved("the properties `id` and `watts`", "Lamp", "Base")
    );
}

#[test]
fn what_changes_about_a_property_that_moves_is_the_finding() {
    let found = components(
        &lamp("id: {type: string}", "", ""),
        &lamp("", "id: {type: integer}", ""),
    );
    let expected = [
        "Breaking request-type-changed `Lamp.id` is now integer instead of string",
        "Breaking response-type-changed `Lamp.id` is now integer instead of string",
    ];
    assert_eq!(found, expected);
}
