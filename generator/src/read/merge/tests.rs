//! Documents, and the document that they become.

use serde_json::{Value, json};

use super::{Choices, Part, merge};
use crate::read::set::{Origin, PageSet};
use crate::source::Source;
use crate::vendor::Vendor;

fn part(number: usize, document: &Value) -> Part {
    Part {
        document: document.as_object().unwrap().clone(),
        origin: Origin {
            page: format!("pages/{number}.md"),
            line: 3,
            url: None,
            title: Some(format!("Page {number}")),
            spec: None,
        },
        info_is_inferred: false,
        notes: Vec::new(),
        elsewhere: Vec::new(),
    }
}

fn vendor(keys: &str) -> Vendor {
    let text = format!("name = 'Acme'\ncrate = 'a-client'\nversion = '0.1.0'\ndescription = 'd'\n{keys}");
    Vendor::parse(&Source::new("vendor.toml", text)).unwrap()
}

fn with(keys: &str, documents: &[Value]) -> (Value, Vec<String>, PageSet) {
    let vendor = vendor(keys);
    let parts: Vec<Part> = documents
        .iter()
        .enumerate()
        .map(|(number, one)| part(number, one))
        .collect();
    let (document, notes, set) = merge(parts.clone(), &Choices::of(&vendor));
    // Whatever the order: that of the pages is nobody's intention.
    for turned in 1..parts.len() {
        let mut other = parts.clone();
        other.rotate_left(turned);
        other.reverse();
        let again = merge(other, &Choices::of(&vendor));
        assert_eq!(
            serde_json::to_string(&again.0).unwrap(),
            serde_json::to_string(&document).unwrap()
        );
        assert_eq!((&again.1, &again.2), (&notes, &set));
    }
    (
        Value::Object(document),
        notes.iter().map(ToString::to_string).collect(),
        set,
    )
}

fn merged(documents: &[Value]) -> (Value, Vec<String>) {
    let (document, notes, set) = with("", documents);
    assert_eq!(set.held, []);
    (document, notes)
}

/// A document of one operation, with these components.
fn page(method: &str, path: &str, operation: Value, components: Value) -> Value {
    json!({"openapi": "3.0.0", "info": {"title": "Acme", "version": "1"},
           "paths": {path: {method: operation}}, "components": components})
}

fn refers(to: &str) -> Value {
    json!({"responses": {"200": {"$ref": format!("#/components/{to}")}}})
}

#[test]
fn operations_and_components_come_together() {
    let user = json!({"type": "object", "description": "A user"});
    let info = json!({"title": "Acme", "version": "1"});
    let (document, notes) = merged(&[
        json!({"openapi": "3.0.0", "info": info, "tags": [{"name": "a"}], "x-a": 1,
               "paths": {"/u": {"put": {"x": 1}}}, "components": {"schemas": {"User": user}}}),
        json!({"openapi": "3.0.0", "info": info, "tags": [{"name": "a"}, {"name": "b"}],
               "paths": {"/u": {"get": {"x": 2}}, "/a": {"get": {}}},
               "components": {"schemas": {"User": user, "Team": {"type": "string"}}}}),
    ]);
    assert_eq!(
        serde_json::to_string(&document).unwrap(),
        json!({"openapi": "3.0.0", "info": info, "tags": [{"name": "a"}, {"name": "b"}],
               "paths": {"/a": {"get": {}}, "/u": {"get": {"x": 2}, "put": {"x": 1}}},
               "components": {"schemas": {"Team": {"type": "string"}, "User": user}}, "x-a": 1})
        .to_string()
    );
    assert_eq!(notes, [] as [&str; 0]);
}

#[test]
fn one_document_stays_as_it_is() {
    let document = json!({"x-b": 1, "openapi": "3.0.0", "paths": {"/b": {"put": {}, "get": {}}, "/a": {}}});
    let (merged, _, set) = with("", std::slice::from_ref(&document));
    assert_eq!(merged.to_string(), document.to_string());
    assert_eq!(set.origins.keys().collect::<Vec<_>>(), ["GET /b", "PUT /b"]);
}

#[test]
fn what_differs_for_a_whole_document_moves_to_its_operations() {
    let scheme = json!({"securitySchemes": {"k": {"type": "http", "scheme": "bearer"}}});
    let (document, _) = merged(&[
        json!({"openapi": "3.0.0", "servers": [{"url": "https://a"}], "security": [{"k": []}], "components": scheme,
               "paths": {"/u": {"get": {}}}}),
        json!({"openapi": "3.1.0", "servers": [{"url": "https://b"}], "paths": {"/v": {"get": {}}}}),
        json!({"openapi": "3.1.0", "servers": [{"url": "https://a"}], "security": [{"k": []}], "components": scheme,
               "paths": {"/w": {"get": {}}}}),
        json!({"openapi": "3.1.0", "servers": [], "security": [{"k": []}], "components": scheme,
               "paths": {"/x": {"get": {}}}}),
    ]);
    assert_eq!(document["openapi"], "3.1.0");
    assert_eq!(document["servers"], json!([{"url": "https://a"}]));
    assert_eq!(document["security"], json!([{"k": []}]));
    assert_eq!(
        document["paths"],
        json!({"/u": {"get": {}}, "/v": {"get": {"servers": [{"url": "https://b"}], "security": []}},
               "/w": {"get": {}}, "/x": {"get": {}}})
    );
}

#[test]
fn the_info_is_the_apis() {
    let of = |title: &str, version: &str, path: &str| {
        json!({"openapi": "3.0.0", "info": {"title": title, "version": version, "contact": {"url": "u"}},
               "paths": {path: {"get": {}}}})
    };
    let (document, _) = merged(&[
        of("Acme API", "1", "/a"),
        of("Acme API", "1", "/b"),
        of("List c", "1", "/c"),
    ]);
    assert_eq!(document["info"]["title"], "Acme API");
    // Titles of operations, one per page, are nobody's title.
    let (document, notes) = merged(&[of("List a", "a", "/a"), of("List b", "b", "/b")]);
    assert_eq!(
        document["info"],
        json!({"contact": {"url": "u"}, "title": "Acme", "version": "unspecified"})
    );
    assert!(
        notes.iter().any(|note| note.contains("the vendor's name")),
        "{notes:?}"
    );
}

#[test]
fn references_are_rewritten_however_they_are_encoded() {
    let user = |kind: &str| json!({"schemas": {"Us er": {"type": kind, "items": {"x": 1, "50%": 2}}}});
    let (document, _) = merged(&[
        page("get", "/a", json!({}), user("object")),
        page(
            "get",
            "/v",
            json!({
                "a": {"$ref": "#/components/schemas/Us%20er"},
                "b": {"$ref": "#/components%2Fschemas/Us%20er/items/50%25"},
                "c": {"$ref": "#/components/schemas/Us er/items"},
            }),
            user("array"),
        ),
    ]);
    assert_eq!(
        document["paths"]["/v"]["get"],
        json!({
            "a": {"$ref": "#/components/schemas/GetVUs er"},
            "b": {"$ref": "#/components/schemas/GetVUs er/items/50%25"},
            "c": {"$ref": "#/components/schemas/GetVUs er/items"},
        })
    );
}

#[test]
fn equal_shapes_are_one_component_however_often_they_come() {
    let money = |key: &str| json!({"schemas": {"Money": {"properties": {key: {"type": "string", "description": key}}}}});
    let (document, notes) = merged(&[
        page("get", "/a", refers("schemas/Money"), money("amount")),
        page("get", "/b", refers("schemas/Money"), money("cents")),
        page("get", "/c", refers("schemas/Money"), money("cents")),
    ]);
    let schemas: Vec<_> = document["components"]["schemas"]
        .as_object()
        .unwrap()
        .keys()
        .collect();
    assert_eq!(schemas, ["GetAMoney", "Money"]);
    // A page that differs alone renames its own, and not the others'.
    assert_eq!(document["paths"]["/a"]["get"], refers("schemas/GetAMoney"));
    assert_eq!(document["paths"]["/c"]["get"], refers("schemas/Money"));
    assert_eq!(
        notes,
        [
            "inferred: the pages describe 2 different `Money`; the one of `GET /a` is named `GetAMoney` (merge at /components/schemas/GetAMoney)"
        ]
    );
}

#[test]
fn equal_shapes_are_one_component_whatever_they_are_called() {
    let of = |name: &str| json!({"schemas": {name: {"properties": {"amount": {"type": "string"}}}}});
    let documents = [
        page("get", "/a", refers("schemas/Money"), of("Money")),
        page("get", "/b", refers("schemas/Price"), of("Price")),
        page("get", "/c", refers("schemas/Price"), of("Price")),
    ];
    let (document, _) = merged(&documents);
    assert_eq!(document["components"], of("Price"));
    assert_eq!(document["paths"]["/a"]["get"], refers("schemas/Price"));
    // A document that has both tells them apart.
    let both = json!({"schemas": {"Price": of("Price")["schemas"]["Price"], "Money": of("Price")["schemas"]["Price"]}});
    let [a, b, _] = documents;
    let (document, _) = merged(&[a, b, page("get", "/d", json!({}), both)]);
    assert_eq!(document["components"]["schemas"].as_object().unwrap().len(), 2);
}

#[test]
fn components_differ_where_what_they_refer_to_does() {
    let list = json!({"items": {"$ref": "#/components/schemas/User"}});
    let of = |kind: &str| json!({"schemas": {"List": list, "User": {"type": kind, "next": {"$ref": "#/components/schemas/List"}}}});
    let tagged = |path: &str, tag: &str, kind: &str| {
        let mut operation = refers("schemas/List");
        operation["tags"] = json!([tag]);
        operation["d"] = json!({"mapping": {"a": "User", "b": "#/components/schemas/User"}});
        page("get", path, operation, of(kind))
    };
    let (document, notes) = merged(&[tagged("/a", "team", "object"), tagged("/v", "big shop", "string")]);
    assert_eq!(
        document["components"]["schemas"],
        json!({
            "BigShopList": {"items": {"$ref": "#/components/schemas/BigShopUser"}},
            "BigShopUser": {"type": "string", "next": {"$ref": "#/components/schemas/BigShopList"}},
            "List": list,
            "User": {"type": "object", "next": {"$ref": "#/components/schemas/List"}},
        })
    );
    assert_eq!(
        document["paths"]["/v"]["get"]["d"]["mapping"],
        json!({"a": "BigShopUser", "b": "#/components/schemas/BigShopUser"})
    );
    assert_eq!(notes.len(), 2);
}

#[test]
fn a_name_that_is_pinned_stays_when_another_shape_comes_before_it() {
    let of = |kind: &str| json!({"schemas": {"User": {"type": kind}}});
    let documents = [
        page("get", "/a", refers("schemas/User"), of("string")),
        page("get", "/b", refers("schemas/User"), of("object")),
    ];
    let (document, _, set) = with("", &documents);
    assert_eq!(document["components"]["schemas"]["User"]["type"], "string");
    assert_eq!(set.names["GET /b schemas/User"], "GetBUser");
    let (document, _, _) = with("[names]\n'GET /b schemas/User' = 'User'\n", &documents);
    assert_eq!(
        document["components"],
        json!({"schemas": {"GetAUser": {"type": "string"}, "User": {"type": "object"}}})
    );
}

#[test]
fn schemes_that_differ_in_what_a_style_cannot_say_are_one() {
    let scheme = |name: &str, more: Value| {
        let mut scheme = json!({"type": "http", "scheme": "bearer"});
        scheme
            .as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        json!({"securitySchemes": {name: scheme}})
    };
    let secured = |name: &str| json!({"security": [{name: []}]});
    let (document, _) = merged(&[
        page(
            "get",
            "/a",
            secured("bearerAuth"),
            scheme("bearerAuth", json!({})),
        ),
        page(
            "get",
            "/b",
            secured("bearerAuth"),
            scheme("bearerAuth", json!({"bearerFormat": "JWT"})),
        ),
        page(
            "get",
            "/c",
            secured("token"),
            scheme("token", json!({"description": "d"})),
        ),
    ]);
    assert_eq!(
        document["components"],
        scheme("bearerAuth", json!({"bearerFormat": "JWT"}))
    );
    assert_eq!(document["paths"]["/c"]["get"], secured("bearerAuth"));
}

#[test]
fn what_holds_without_being_said_is_no_difference() {
    let parameter = |more: Value| {
        let mut parameter =
            json!({"name": "q", "in": "query", "schema": {"type": "array", "items": {"type": "string"}}});
        for (key, value) in more.as_object().unwrap() {
            parameter[key] = value.clone();
        }
        json!({"parameters": [parameter], "requestBody": {"required": false, "content": {}}, "responses": {}})
    };
    let short = parameter(json!({}));
    let long = parameter(
        json!({"required": false, "deprecated": false, "style": "form", "explode": true,
                                "allowEmptyValue": false, "allowReserved": false}),
    );
    let (_, notes) = merged(&[
        page("get", "/a", short.clone(), json!({})),
        page("get", "/a", long, json!({})),
    ]);
    assert_eq!(
        notes,
        [
            "inferred: several pages describe it in different words; the most frequent are kept (merge at /paths/~1a/get)"
        ]
    );
    for different in [
        json!({"required": true}),
        json!({"explode": false}),
        json!({"style": "spaceDelimited"}),
        json!({"style": "spaceDelimited", "explode": true}),
    ] {
        let pages = [
            page("get", "/a", short.clone(), json!({})),
            page("get", "/a", parameter(different.clone()), json!({})),
        ];
        assert_eq!(with("", &pages).2.held.len(), 1, "{different}");
    }
    let schema = |more: &str| {
        let schema: Value = serde_json::from_str(&format!("{{\"type\": \"string\"{more}}}")).unwrap();
        page(
            "get",
            &format!("/{}", more.len()),
            refers("responses/R"),
            json!({"schemas": {"S": schema},
             "responses": {"R": {"content": {"a/b": {"schema": {"$ref": "#/components/schemas/S"}}}}}}),
        )
    };
    let (document, _) = merged(&[
        schema(""),
        schema(", \"minLength\": 0, \"readOnly\": false, \"nullable\": false"),
        schema(", \"minLength\": 1"),
    ]);
    assert_eq!(document["components"]["schemas"].as_object().unwrap().len(), 2);
}

#[test]
fn the_name_of_an_http_scheme_has_no_case() {
    let scheme = |spelled: &str| json!({"securitySchemes": {spelled: {"type": "http", "scheme": spelled}}});
    let one =
        |spelled: &str, path: &str| page("get", path, json!({"security": [{spelled: []}]}), scheme(spelled));
    let (document, _) = merged(&[one("bearer", "/a"), one("Bearer", "/b")]);
    assert_eq!(
        document["components"]["securitySchemes"]
            .as_object()
            .unwrap()
            .len(),
        1
    );
    let (document, _) = merged(&[one("bearer", "/a"), one("basic", "/b")]);
    assert_eq!(
        document["components"]["securitySchemes"]
            .as_object()
            .unwrap()
            .len(),
        2
    );
}

#[test]
fn the_version_that_pages_of_no_title_state_is_the_apis() {
    let vendor = vendor("");
    let stating = |versions: &[&str]| {
        let parts = versions.iter().enumerate().map(|(number, version)| Part {
            info_is_inferred: true,
            ..part(
                number,
                &json!({"openapi": "3.1.0", "info": {"title": format!("T{number}"), "version": version},
                                   "paths": {format!("/{number}"): {"get": {}}}}),
            )
        });
        let (document, ..) = merge(parts.collect(), &Choices::of(&vendor));
        document["info"].clone()
    };
    assert_eq!(
        stating(&["1.2", "1.2", "unspecified"]),
        json!({"title": "Acme", "version": "1.2"})
    );
    assert_eq!(stating(&["1", "2"])["version"], "unspecified");
}

#[test]
fn parameters_of_a_path_stay_with_their_operations() {
    let id = json!({"name": "id", "in": "path"});
    let mut stated = id.clone();
    stated["schema"] = json!({});
    let (document, _) = merged(&[
        json!({"openapi": "3.0.0", "paths": {"/u": {"parameters": [id], "get": {}}}}),
        json!({"openapi": "3.0.0", "paths": {"/u": {"parameters": [{"name": "q", "in": "query"}, id],
               "put": {"parameters": [stated]}}}}),
    ]);
    assert_eq!(
        document["paths"]["/u"],
        json!({"get": {"parameters": [id]}, "put": {"parameters": [{"name": "q", "in": "query"}, stated]}})
    );
    let shared = json!({"openapi": "3.0.0", "paths": {"/u": {"parameters": [id], "get": {}}}});
    let (document, _) = merged(&[
        shared,
        json!({"openapi": "3.0.0", "paths": {"/u": {"parameters": [id], "put": {}}}}),
    ]);
    assert_eq!(
        document["paths"]["/u"],
        json!({"get": {}, "put": {}, "parameters": [id]})
    );
}

#[test]
fn an_operation_on_several_pages_is_one_where_they_differ_in_words() {
    let of = |id: &str, words: &str| {
        page(
            "get",
            "/banks/{id}",
            json!({"operationId": id, "summary": words, "responses": {"200": {"description": words}}}),
            json!({}),
        )
    };
    let (document, notes, set) = with("", &[of("getBank", "A"), of("getBank", "B"), of("getBank", "B")]);
    assert_eq!(document["paths"]["/banks/{id}"]["get"]["summary"], "B");
    let origins: Vec<_> = set
        .origin("get", "/banks/{id}")
        .iter()
        .map(|origin| origin.page.as_str())
        .collect();
    assert_eq!(origins, ["pages/0.md", "pages/1.md", "pages/2.md"]);
    assert_eq!((notes.len(), set.held.len()), (1, 0));
}

#[test]
fn what_a_page_does_not_say_is_no_disagreement() {
    let bare = page("get", "/a", json!({}), json!({}));
    let mut whole = page(
        "get",
        "/a",
        json!({"security": [{"k": []}]}),
        json!({"securitySchemes": {"k": {"type": "http", "scheme": "basic"}}}),
    );
    whole["servers"] = json!([{"url": "https://a"}]);
    let (document, _) = merged(&[bare, whole]);
    assert_eq!(document["servers"], json!([{"url": "https://a"}]));
    assert_eq!(document["paths"]["/a"]["get"], json!({"security": [{"k": []}]}));
}

fn image(model: &str, more: &str) -> Value {
    page(
        "post",
        "/images",
        json!({"requestBody": {"required": true, "content": {"application/json": {"schema": {
            "type": "object", "properties": {"model": {"enum": [model]}, more: {"type": "string"}}}}}},
            "responses": {"200": {"description": "ok"}}}),
        json!({}),
    )
}

#[test]
fn an_operation_that_pages_describe_differently_is_held_back() {
    let other = page("get", "/models", json!({}), json!({}));
    let documents = [
        image("alpha", "size"),
        image("beta", "steps"),
        other,
        image("alpha", "size"),
    ];
    let (document, _, set) = with("", &documents);
    assert_eq!(document["paths"], json!({"/models": {"get": {}}}));
    let [held] = set.held.as_slice() else {
        panic!("{set:?}")
    };
    assert_eq!(held.operation.as_deref(), Some("POST /images"));
    assert_eq!(held.pages, ["pages/0.md", "pages/1.md", "pages/3.md"]);
    assert_eq!(
        held.error.to_string(),
        "pages/1.md:3:1: `POST /images` is described differently (requestBody): pages/0.md:3, pages/1.md:3; say in \
         vendor.toml which page counts, or that any of them does: [operations] \"POST /images\" = \"0\" or \"any-of\""
    );

    let (document, _, set) = with("[operations]\n'POST /images' = '1'\n", &documents);
    let schema = "/paths/~1images/post/requestBody/content/application~1json/schema";
    assert_eq!(
        document.pointer(schema).unwrap()["properties"]["model"],
        json!({"enum": ["beta"]})
    );
    assert_eq!(set.origin("post", "/images").len(), 1);

    let (_, _, set) = with("[operations]\n'POST /images' = 'gamma'\n", &documents);
    assert!(
        set.held[0]
            .error
            .problem
            .contains("`gamma` counts for `POST /images`, which does not describe it")
    );
}

#[test]
fn any_of_several_descriptions_allows_what_any_does() {
    let mut alpha = image("alpha", "size");
    alpha["paths"]["/images"]["post"]["parameters"] =
        json!([{"name": "v", "in": "query", "required": true, "schema": {"type": "string"}}]);
    alpha["paths"]["/images"]["post"]["responses"]["400"] = json!({"description": "bad"});
    let beta = image("beta", "steps");
    let (document, _, set) = with("[operations]\n'POST /images' = 'any-of'\n", &[alpha, beta]);
    assert_eq!(set.held, []);
    let operation = &document["paths"]["/images"]["post"];
    assert_eq!(operation["requestBody"]["required"], true);
    let members = &operation["requestBody"]["content"]["application/json"]["schema"]["anyOf"];
    assert_eq!(
        (&members[0]["title"], &members[1]["title"]),
        (&json!("Page 0"), &json!("Page 1"))
    );
    assert_eq!(
        operation["parameters"],
        json!([{"name": "v", "in": "query", "schema": {"type": "string"}}])
    );
    assert_eq!(operation["responses"].as_object().unwrap().len(), 2);
}

#[test]
fn ids_that_say_nothing_get_their_tag() {
    let of = |method: &str, path: &str, tag: &str| {
        page(
            method,
            path,
            json!({"operationId": "list", "tags": [[format!("subpackage_{tag}")]]}),
            json!({}),
        )
    };
    let documents = [of("get", "/tasks", "tasks"), of("get", "/users", "users")];
    let (document, _, _) = with("", &documents);
    assert_eq!(document["paths"]["/tasks"]["get"]["operationId"], "tasks_list");
    assert_eq!(document["paths"]["/users"]["get"]["operationId"], "users_list");
    let (document, _, _) = with("[names]\n'GET /tasks' = 'list'\n", &documents);
    assert_eq!(document["paths"]["/tasks"]["get"]["operationId"], "list");
    assert_eq!(document["paths"]["/users"]["get"]["operationId"], "users_list");
    let (document, _, _) = with("", &[of("get", "/tasks", "tasks"), of("post", "/tasks", "tasks")]);
    assert_eq!(document["paths"]["/tasks"]["get"]["operationId"], "get_list");
    assert_eq!(document["paths"]["/tasks"]["post"]["operationId"], "post_list");
    let (document, _, _) = with(
        "",
        &[of("get", "/tasks/{id}", "tasks"), of("get", "/tasks", "tasks")],
    );
    assert_eq!(
        document["paths"]["/tasks/{id}"]["get"]["operationId"],
        "get_tasks_id"
    );
}

#[test]
fn a_swagger_document_among_others_is_held_back() {
    let swagger = json!({"swagger": "2.0", "paths": {"/s": {"get": {}}}});
    let (document, _, set) = with("", &[swagger, page("get", "/a", json!({}), json!({}))]);
    assert_eq!(set.held[0].page, "pages/0.md");
    assert_eq!(document["paths"].as_object().unwrap().len(), 1);
}

/// What is one in two versions of an API but for its path and a shape.
fn of_version(version: &str, field: &str) -> Value {
    let refers = json!({"operationId": "listUsers", "tags": ["Users"], "responses": {"200": {"description": "", "content":
        {"application/json": {"schema": {"$ref": "#/components/schemas/User"}}}}}});
    let user = json!({"User": {"type": "object", "properties": {field: {"type": "string"}}}});
    page(
        "get",
        &format!("/{version}/users"),
        refers,
        json!({ "schemas": user }),
    )
}

#[test]
fn versions_in_paths_tell_operations_and_components_apart() {
    let (document, notes) = merged(&[
        of_version("v1", "id"),
        of_version("v2", "key"),
        of_version("v2.1", "name"),
    ]);
    let ids: Vec<&Value> = ["v1", "v2", "v2.1"]
        .map(|version| &document["paths"][format!("/{version}/users")]["get"]["operationId"])
        .to_vec();
    assert_eq!(ids, ["listUsers_v1", "listUsers_v2", "listUsers_v2_1"]);
    let schemas: Vec<&String> = document["components"]["schemas"]
        .as_object()
        .unwrap()
        .keys()
        .collect();
    assert_eq!(schemas, ["User", "UserV2", "UserV21"]);
    assert!(
        notes
            .iter()
            .any(|note| note.contains("the one of `GET /v2/users` is named `UserV2`")),
        "{notes:?}"
    );
    // The version that came first keeps its id; the other one is told by the same word.
    let (document, _) = with_pin(&[of_version("v1", "id"), of_version("v2", "id")]);
    assert_eq!(document["paths"]["/v1/users"]["get"]["operationId"], "listUsers");
    assert_eq!(
        document["paths"]["/v2/users"]["get"]["operationId"],
        "listUsers_v2"
    );
}

fn with_pin(documents: &[Value]) -> (Value, Vec<String>) {
    let (document, notes, _) = with("[names]\n'GET /v1/users' = 'listUsers'\n", documents);
    (document, notes)
}

#[test]
fn a_version_that_two_shapes_share_names_neither() {
    let mut other = of_version("v2", "name");
    let get = other["paths"]["/v2/users"].take();
    other["paths"] = json!({"/v2/teams": get});
    other["paths"]["/v2/teams"]["get"]["operationId"] = "listTeams".into();
    let (document, _) = merged(&[of_version("v1", "id"), of_version("v2", "key"), other]);
    let schemas: Vec<&String> = document["components"]["schemas"]
        .as_object()
        .unwrap()
        .keys()
        .collect();
    assert_eq!(schemas, ["ListTeamsUser", "ListUsersUser", "User"]);
}
