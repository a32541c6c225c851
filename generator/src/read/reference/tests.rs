//! Made-up reference pages, saved in every way that is known, and the documents they must become.

use serde_json::{Value, json};

use crate::error::Place;
use crate::read::Style;
use crate::read::read;
use crate::source::Source;

fn draft(text: &str) -> (Value, Vec<String>) {
    let draft = read(&Source::new("page.txt", text)).unwrap();
    assert_eq!(draft.style, Style::Reference);
    (
        draft.document,
        draft.notes.iter().map(ToString::to_string).collect(),
    )
}

#[track_caller]
fn refused(text: &str, at: (usize, usize), problem: &str) {
    let error = read(&Source::new("page.txt", text)).unwrap_err();
    assert_eq!(error.place, Place::file("page.txt").at(at.0, at.1), "{error}");
    assert!(error.problem.contains(problem), "{error}");
}

/// One page, one token per line.
const LINES: &str = "\
Create a Key
post
/keys/{id}/{kind}/
Make a request to create a key.
-
label
: Its label. (string, default=\"\"
) -
owner
: Who it is for. (id, required)
Request
Supported Media Types
- application/json
- application/x-www-form-urlencoded
Path Parameters
-
id: integer(int32)
The user
Query Parameters
-
dry_run: boolean
Default Value:false
Root Schema : Key
Type:
Show Source
object
-
label:
string
Title:
Label
Minimum Length:
1
Maximum Length:255
- size: integer
-
scope:
string
Title:
Scope
Default Value:write
Allowed Values:[ \"read\", \"write\" ]
Allowed scopes, e.g. ['read', 'write']. -
secret:
string(password)
Read Only:true
-
owner:
integer
Response
Supported Media Types
- application/json
201 Response
Made.
Headers
-
Location: string(uri)
Where it is
Root Schema : Key
Type:
Show Source
object
-
label:
string
Title:
Label
Minimum Length:
1
Maximum Length:255
- size: integer
-
scope:
string
Title:
Scope
Default Value:write
Allowed Values:[ \"read\", \"write\" ]
Allowed scopes, e.g. ['read', 'write']. -
secret:
string(password)
Read Only:true
-
owner:
integer
Example Response (application/json)
{
\"label\": \"ci\"
}
404 Response
";

/// The same page with everything glued that tools are known to glue, and white space in between.
const GLUED: &str = "\
Create a Key
   post
         /keys/{id}/{kind}/
Make a request to create a key.
  - label: Its label. (string, default=\"\") -

owner: Who it is for. (id, required)
Request
Supported Media Types
                - application/json
 - application/x-www-form-urlencoded
Path Parameters
 -
      id: integer(int32)

      The user
Query Parameters
-
dry_run: booleanDefault Value:false
Root Schema : Key
    \tType:


    Show Source
object-
label:
string
Title:
LabelMinimum Length:1Maximum Length:255 -
size: integer-
scope:
string
Title: ScopeDefault Value:writeAllowed Values:[ \"read\", \"write\" ]Allowed scopes, e.g. ['read', 'write']. -
secret: string(password)Read Only:true -
owner: integer
Back to TopResponse
Supported Media Types
- application/json
201 Response
Made.
Headers
- Location: string(uri)
Where it is
Root Schema : Key
Type: object
Show Source-
label:
string
Title:
LabelMinimum Length:1Maximum Length:255 -
size: integer-
scope:
string
Title: ScopeDefault Value:writeAllowed Values:[ \"read\", \"write\" ]Allowed scopes, e.g. ['read', 'write']. -
secret: string(password)Read Only:true -
owner: integer
Example Response (application/json)
{ \"label\": \"ci\" }
404 Response
Back to Top";

fn expected() -> Value {
    json!({
        "openapi": "3.0.3",
        "info": {"title": "Create a Key", "version": "unspecified"},
        "paths": {"/keys/{id}/{kind}/": {"post": {
            "summary": "Create a Key",
            "description": "Make a request to create a key.\n\n- label: Its label. (string, default=\"\")\n\
                            - owner: Who it is for. (id, required)",
            "parameters": [
                {"name": "kind", "in": "path", "required": true, "schema": {"type": "string"}},
                {"name": "id", "in": "path", "required": true, "description": "The user",
                 "schema": {"type": "integer", "format": "int32"}},
                {"name": "dry_run", "in": "query", "required": false, "schema": {"type": "boolean", "default": false}},
            ],
            "requestBody": {"content": {
                "application/json": {"schema": {"$ref": "#/components/schemas/Key"}},
                "application/x-www-form-urlencoded": {"schema": {"$ref": "#/components/schemas/Key"}},
            }},
            "responses": {
                "201": {
                    "description": "Made.",
                    "headers": {"Location": {"description": "Where it is", "schema": {"type": "string", "format": "uri"}}},
                    "content": {"application/json": {
                        "schema": {"$ref": "#/components/schemas/Key"}, "example": {"label": "ci"}}},
                },
                "404": {"description": ""},
            },
        }}},
        "components": {"schemas": {"Key": {
            "type": "object",
            "required": ["owner"],
            "properties": {
                "label": {"type": "string", "title": "Label", "minLength": 1, "maxLength": 255, "default": ""},
                "size": {"type": "integer"},
                "scope": {"type": "string", "title": "Scope", "default": "write", "enum": ["read", "write"],
                          "description": "Allowed scopes, e.g. ['read', 'write']."},
                "secret": {"type": "string", "format": "password", "readOnly": true},
                "owner": {"type": "integer"},
            },
        }}},
    })
}

#[test]
fn one_token_per_line() {
    let (document, notes) = draft(LINES);
    assert_eq!(document, expected());
    let operation = "(reference at /paths/~1keys~1{id}~1{kind}~1/post)";
    assert_eq!(
        notes,
        [
            format!(
                "inferred: the page marks nothing as required or optional: everything is taken to be optional but path parameters {operation}"
            ),
            format!("inferred: the path parameter `kind` is only named in the path: taken to be a string {operation}"),
            format!("inferred: the default of `label` is only said in the prose: \"\" {operation}"),
            format!("inferred: that `owner` is required is only said in the prose {operation}"),
            "inferred: the page names no API and no version; the title is the operation's (reference at /info)".to_owned(),
        ]
    );
}

#[test]
fn glued_tokens_and_white_space() {
    assert_eq!(draft(GLUED).0, expected());
    assert_eq!(draft(&LINES.replace('\n', "\r\n")).0, expected());
}

/// A page with this request and this response.
fn page(request: &str, response: &str) -> String {
    format!("Show\nget\n/a\nRequest\n{request}\nResponse\n{response}\n")
}

fn parameters(document: &Value) -> Vec<(String, bool)> {
    let parameters = document["paths"]["/a"]["get"]["parameters"].as_array().unwrap();
    let facts = parameters.iter().map(|parameter| {
        (
            parameter["name"].as_str().unwrap().to_owned(),
            parameter["required"].as_bool().unwrap(),
        )
    });
    facts.collect()
}

#[test]
fn what_is_not_marked_depends_on_the_marks_of_the_page() {
    let required = |text: &str| parameters(&draft(&page(text, "204 Response")).0);
    let of = |a: bool, b: bool| vec![("a".to_owned(), a), ("b".to_owned(), b)];
    assert_eq!(
        required("Query Parameters\n- a(required): string\n- b: string"),
        of(true, false)
    );
    assert_eq!(
        required("Query Parameters\n- a: string\n- b(optional): string"),
        of(true, false)
    );
    assert_eq!(
        required("Query Parameters\n- a: string\n- b: string"),
        of(false, false)
    );
    assert_eq!(
        required("Query Parameters\n- a(required): string\n- b(optional): string"),
        of(true, false)
    );
}

#[test]
fn labels_in_japanese() {
    let (document, _) = draft(
        "キーの作成\npost\n/keys\n作成します。\nリクエスト\nサポートされるメディア・タイプ\n- application/json\n\
         ルート・スキーマ: Key\nタイプ:\nソースの表示\nobject\n-\nname(必須):\nstring\n最大長:255\n名前 -\nid:\ninteger\n読取り専用:true\n\
         レスポンス\nサポートされるメディア・タイプ\n- application/json\n200 レスポンス\n403レスポンス\n",
    );
    let operation = &document["paths"]["/keys"]["post"];
    assert_eq!(
        operation["responses"],
        json!({"200": {"description": ""}, "403": {"description": ""}})
    );
    assert_eq!(operation["summary"], "キーの作成");
    assert_eq!(
        document["components"]["schemas"]["Key"],
        json!({"type": "object", "required": ["name"], "properties": {
            "name": {"type": "string", "maxLength": 255, "description": "名前"},
            "id": {"type": "integer", "readOnly": true}}})
    );
}

#[test]
fn a_missing_method_is_looked_for_in_the_prose() {
    let (document, notes) =
        draft("List\n/a\nMake a GET request, or get lost.\nRequest\nResponse\n204 Response\n");
    assert_eq!(document["paths"]["/a"]["get"]["summary"], "List");
    assert!(
        notes[0].contains("the method GET is only named in the prose"),
        "{notes:?}"
    );
    refused(
        "List\n/a\nGets it.\nRequest\nResponse\n",
        (3, 1),
        "the method is missing",
    );
    let (document, _) = draft("Banner.\nList\nPUT /a\nRequest\nResponse\n204 Response\n");
    assert_eq!(document["paths"]["/a"]["put"]["summary"], "List");
}

#[test]
fn parameters_of_the_older_layout() {
    let (document, _) = draft(&page(
        "Query Parameters\nlimit(optional)\nType: integer\nHow many\nat once\nafter\nType:\nstring(date-time)\nSince",
        "204 Response",
    ));
    assert_eq!(
        document["paths"]["/a"]["get"]["parameters"],
        json!([
            {"name": "limit", "in": "query", "required": false, "description": "How many\nat once",
             "schema": {"type": "integer"}},
            {"name": "after", "in": "query", "required": true, "description": "Since",
             "schema": {"type": "string", "format": "date-time"}},
        ])
    );
}

#[test]
fn nested_schemas_are_written_where_they_are_used() {
    let (document, notes) = draft(&page(
        "There's no request body for this operation.",
        "200 Response\nRoot Schema : List\nType: object\nShow Source\n- items: array items\n- links: array links\nLinks\n\
         - meta: object meta\nAdditional Properties Allowed: additionalPropertiesAny words.\n- tree: object Tree\n\
         - gone: object Gone\n- list: array\n\
         Nested Schema : items\nType: object\nShow Source\n- id(required): integer\n\
         Nested Schema : links\nType: array\nShow Source\n- Array of: object Link\n\
         Nested Schema : Link\nType: object\nDiscriminator: rel\nA link\n- rel(required): string\n\
         Nested Schema : meta\nType: object\nAdditional Properties Allowed\nadditionalProperties\n\
         Nested Schema : Tree\nType: object\n- left: object Tree",
    ));
    assert_eq!(
        document["components"]["schemas"]["List"],
        json!({"type": "object", "properties": {
            "items": {"type": "array", "items": {"type": "object", "required": ["id"], "properties": {"id": {"type": "integer"}}}},
            "links": {"type": "array", "description": "Links", "items": {
                "type": "object", "description": "A link", "required": ["rel"],
                "discriminator": {"propertyName": "rel"}, "properties": {"rel": {"type": "string"}}}},
            "meta": {"type": "object", "additionalProperties": true, "description": "Any words."},
            "tree": {"type": "object", "properties": {"left": {"type": "object"}}},
            "gone": {"type": "object"},
            "list": {"type": "array", "items": {}},
        }})
    );
    for what in [
        "`Tree` contains itself",
        "`gone` refers to `Gone`",
        "an array is shown without the type of its elements",
    ] {
        assert!(notes.iter().any(|note| note.contains(what)), "{what}: {notes:#?}");
    }
}

#[test]
fn a_name_with_two_shapes_is_two_components() {
    let body = |kind: &str| format!("Root Schema : User\nType: object\n- id: {kind}");
    let (document, notes) = draft(&page(
        &body("string"),
        &format!("200 Response\n{}", body("integer")),
    ));
    let components = document["components"]["schemas"].as_object().unwrap();
    assert_eq!(components.keys().collect::<Vec<_>>(), ["User", "User2"]);
    assert!(
        notes
            .iter()
            .any(|note| note.contains("`User` is the component `User2`")),
        "{notes:?}"
    );
    let (document, _) = draft(&page("Root Schema : schema\nType: string", "204 Response"));
    assert_eq!(
        document["paths"]["/a"]["get"]["requestBody"],
        json!({"content": {"application/json": {"schema": {"type": "string"}}}})
    );
    assert_eq!(document.get("components"), None);
}

#[test]
fn the_line_above_a_body_describes_the_body() {
    let (document, _) = draft(&page(
        "Header Parameters\n- x-id: string\nTracing\nThe user.\nRoot Schema : schema\nType: string",
        "204 Response",
    ));
    let operation = &document["paths"]["/a"]["get"];
    assert_eq!(operation["parameters"][0]["description"], "Tracing");
    assert_eq!(operation["requestBody"]["description"], "The user.");
}

#[test]
fn a_page_that_lost_its_lists_is_refused() {
    refused(
        &page("Supported Media Types\nPath Parameters", ""),
        (5, 1),
        "media types is missing",
    );
    refused(
        &page("Root Schema : Key\nType: object\nShow Source\nBack to Top", ""),
        (5, 1),
        "the list of properties of `Key` is missing",
    );
    refused(
        &page("Query Parameters\n  • a: string", ""),
        (6, 3),
        "its items are not told apart",
    );
    refused(
        &page("Root Schema : Key\nType: object\n-\nstring\n-\ninteger", ""),
        (8, 1),
        "the name of an item is missing",
    );
}

#[test]
fn schemas_that_unfold_without_end_are_refused() {
    let mut text = "Root Schema : Key\nType: object\n- a: object n0\n".to_owned();
    for level in 0..30 {
        text += &format!("Nested Schema : n{level}\nType: object\n");
        text += &format!(
            "- x: object n{0}\n- y: object n{0}\n- z: object n{0}\n",
            level + 1
        );
    }
    let error = read(&Source::new("page.txt", page(&text, "204 Response"))).unwrap_err();
    assert!(error.problem.contains("unfold to more than 10000"), "{error}");
}

/// What other tools' pages look like as text: words that the grammar's labels introduce stand there without them.
#[test]
fn text_of_another_platform_is_refused() {
    let page = |text: &str| format!("Make a lamp\nPOST\n/lamps\nMakes a lamp.\n{text}\n");
    for (text, at, problem) in [
        (
            "Request\napplication/json\nBody\nname string required\nResponses\n200\nMade",
            (6, 1),
            "`application/json` stands where a reference page has a label of the request",
        ),
        (
            "Body\nrequired\nname\nType: string\nThe name.\nRequest\nResponse\n201 Response",
            (8, 1),
            "`Type: string` stands where a reference page has the label `Request`",
        ),
        (
            "Request\nParameters: colour (string)\nResponse\n200: a lamp",
            (6, 1),
            "`Parameters: colour (string)` stands where",
        ),
        (
            "Request\n- colour\nResponse\n204 Response",
            (6, 1),
            "an item stands where",
        ),
        (
            "Request\nResponse\nMade.\n201 Response",
            (7, 1),
            "`Made.` stands where a reference page has a label of the response",
        ),
        (
            "Request\nResponse\n201 Response\nMade.\napplication/json\nid string",
            (9, 1),
            "`application/json` stands where",
        ),
        (
            "Request\nResponse\n201 Response\nSupported Media Types\n- application/json\nid string",
            (10, 1),
            "`id string` stands where",
        ),
        (
            "Request\nType: string\nResponse\n204 Response",
            (6, 1),
            "`Type: string` stands where",
        ),
        (
            "Request",
            (5, 1),
            "the page ends before any media type, schema or status",
        ),
        (
            "Request\nQuery Parameters\n- colour: string\nResponse",
            (8, 1),
            "the page ends before any media type, schema or status",
        ),
        (
            "Request\nQuery Parameters\n- colour:",
            (7, 3),
            "the type of `colour` is missing here",
        ),
    ] {
        refused(&page(text), at, problem);
    }
}

/// A page that was cut off in transit, at any byte, is refused, or it is seen that something is gone: it never reads as the
/// whole page, but for a last text that is shorter.
#[test]
fn a_page_that_was_cut_off_is_not_the_page() {
    let whole = page(
        "Supported Media Types\n- application/json\nQuery Parameters\n- dry: boolean\nRoot Schema : Lamp\nType: object\n\
         Show Source\n- name: string\nDefault Value:desk\n- size: integer",
        "Supported Media Types\n- application/json\n201 Response\nRoot Schema : Lamp\nType: object\nShow Source\n\
         - name: string\nDefault Value:desk\n- size: integer\n404 Response",
    );
    let expected = draft(&whole).0;
    let end = whole.trim_end().len();
    for at in 0..end {
        match read(&Source::new("page.txt", &whole[..at])) {
            Ok(draft) => {
                assert!(at > 40, "{at}");
                assert_ne!(draft.document, expected, "{at}");
            }
            Err(error) => assert!(error.place.position.is_some(), "{error}"),
        }
    }
}
