//! Pages of platforms whose fences hold plain OpenAPI, as whole documents.

use serde_json::{Value, json};

use super::read;
use crate::read::Style;
use crate::source::Source;

#[track_caller]
fn draft(text: &str) -> (Value, Vec<String>) {
    let draft = read(&Source::new("page.md", text)).unwrap();
    assert_eq!(draft.style, Style::Mintlify);
    (
        draft.document,
        draft.notes.iter().map(ToString::to_string).collect(),
    )
}

#[test]
fn gitbook_has_one_json_line_for_each_operation() {
    let line = |method: &str| {
        format!(
            "{{\"openapi\":\"3.0.0\",\"info\":{{\"title\":\"Acme\",\"version\":\"1\"}},\"servers\":[{{\"url\":\"https://api.acme.test\"}}],\
             \"paths\":{{\"/v1/images\":{{\"{method}\":{{\"operationId\":\"_v1_images\",\"responses\":{{\"200\":{{\"description\":\"ok\"}}}}}}}}}}}}"
        )
    };
    let page = format!(
        "> For the index, see [llms.txt](https://docs.acme.test/llms.txt).\n\n# Images\n\n{{% columns %}}\n{{% hint style=\"info\" %}}\n\
         * `acme/one`\n  {{% endhint %}}\n{{% endcolumns %}}\n\n## API Schema\n\n## POST /v1/images\n\n>\n\n```json\n{}\n```\n\n\
         ## GET /v1/images\n\n> One image.\n\n```json\n{}\n```\n\n{{% tabs %}}\n{{% tab title=\"JS\" %}}\n\n```json5\n{{\"id\": 1,}}\n```\n\n\
         {{% endtab %}}\n{{% endtabs %}}\n",
        line("post"),
        line("get")
    );
    let (document, notes) = draft(&page);
    let responses = json!({"200": {"description": "ok"}});
    assert_eq!(
        document,
        json!({
            "openapi": "3.0.0",
            "info": {"title": "Acme", "version": "1"},
            "servers": [{"url": "https://api.acme.test"}],
            "paths": {"/v1/images": {
                "post": {"operationId": "post_v1_images", "responses": responses},
                "get": {"operationId": "get_v1_images", "responses": responses, "description": "One image."},
            }},
        })
    );
    assert_eq!(
        notes,
        [
            "inferred: the document does not say it; it is taken from the page around it (mintlify at /paths/~1v1~1images/get/description)",
            "inferred: 2 operations have the id `_v1_images`; this one is called `get_v1_images` \
             (repeated-ids at /paths/~1v1~1images/get/operationId)",
            "inferred: 2 operations have the id `_v1_images`; this one is called `post_v1_images` \
             (repeated-ids at /paths/~1v1~1images/post/operationId)",
        ]
    );
}

#[test]
fn gitbook_may_begin_with_a_tag() {
    let page = "{% hint style=\"info\" %}\nBeta.\n{% endhint %}\n\n## GET /w\n\n```json\n{\"openapi\":\"3.0.3\",\"paths\":{\"/w\":{\"get\":{}}}}\n```\n";
    assert_eq!(
        draft(page).0,
        json!({"openapi": "3.0.3", "paths": {"/w": {"get": {}}}})
    );
}

#[test]
fn an_operation_that_only_a_heading_announces_is_noted() {
    let page = "## GET /w\n\n```json\n{\"openapi\":\"3.0.3\",\"paths\":{\"/w\":{\"get\":{}}}}\n```\n\n## PUT /w\n\n```bash\ncurl\n```\n";
    assert_eq!(
        draft(page).1,
        ["ignored: line 7 announces `PUT /w`, and no fenced description has it (fenced at /paths)"]
    );
}

#[test]
fn readme_has_front_matter_and_keys_in_any_order() {
    let page = "---\nupdatedAt: 2026-04-20T20:39:51.000Z\nagentTools:\n  siteIndex: https://docs.acme.test/llms.txt\n  projectIndex: \
                https://docs.acme.test/v1/llms.txt\n---\n\n# Make a bank\n\nReturns the new one.\n\n> 🚧 Sandbox only\n\n# OpenAPI definition\n\n\
                ```json\n{\n  \"components\": {\n    \"securitySchemes\": {\"sec0\": {\"type\": \"http\", \"scheme\": \"basic\"}}\n  },\n  \
                \"info\": {\"title\": \"Acme\", \"version\": \"1\"},\n  \"openapi\": \"3.0.0\",\n  \"paths\": {\n    \"/banks\": {\"post\": \
                {\"summary\": \"Make\", \"description\": \"It.\", \"responses\": {\"200\": {\"description\": \"ok\"}}, \"security\": [{\"sec0\": []}]}}\n  }\n}\n```\n";
    let (document, notes) = draft(page);
    assert_eq!(
        document,
        json!({
            "components": {"securitySchemes": {"sec0": {"type": "http", "scheme": "basic"}}},
            "info": {"title": "Acme", "version": "1"},
            "openapi": "3.0.0",
            "paths": {"/banks": {"post": {"summary": "Make", "description": "It.", "responses": {"200": {"description": "ok"}},
                      "security": [{"sec0": []}]}}},
        })
    );
    assert_eq!(notes, [] as [&str; 0]);
}

#[test]
fn apidog_keeps_its_own_words_where_openapi_has_none() {
    let page = "# List feedbacks\n\n## OpenAPI Specification\n\n```yaml\nopenapi: 3.0.1\ninfo:\n  title: ''\n  description: ''\n  version: 1.0.0\n\
                paths:\n  /feedbacks:\n    get:\n      summary: List feedbacks\n      deprecated: false\n      description: All.\n      tags: []\n      \
                parameters: []\n      responses:\n        '200':\n          description: ''\n          headers: {}\n          \
                x-apidog-name: OK\n      security:\n        - bearer: []\n          x-apidog:\n            required: true\n            \
                scopes: {}\n      x-apidog-folder: Feedbacks\ncomponents:\n  schemas: {}\n  securitySchemes:\n    bearer:\n      \
                type: bearer\nservers:\n  - url: https://api.acme.test/v2\n    description: Production\nsecurity:\n  - bearer: []\n\n```\n";
    let (document, notes) = draft(page);
    assert_eq!(
        document,
        json!({
            "openapi": "3.0.1",
            "info": {"title": "", "description": "", "version": "1.0.0"},
            "paths": {"/feedbacks": {"get": {
                "summary": "List feedbacks", "deprecated": false, "description": "All.", "tags": [], "parameters": [],
                "responses": {"200": {"description": "", "headers": {}, "x-apidog-name": "OK"}},
                "security": [{"bearer": [], "x-apidog": {"required": true, "scopes": {}}}],
                "x-apidog-folder": "Feedbacks",
            }}},
            "components": {"schemas": {}, "securitySchemes": {"bearer": {"type": "bearer"}}},
            "servers": [{"url": "https://api.acme.test/v2", "description": "Production"}],
            "security": [{"bearer": []}],
        })
    );
    assert_eq!(notes, [] as [&str; 0]);
}

#[test]
fn front_matter_and_prose_that_begin_like_a_document_are_none() {
    let fence = "````yaml get /w\nopenapi: 3.0.3\npaths: {/w: {get: {summary: W}}}\n````\n";
    for above in [
        "---\ntitle: \"W\"\nopenapi: \"GET /w\"\n---\n\n# W\n\n",
        "---\nopenapi: get /w\n---\n",
        "# W\n\nopenapi: the description is below.\n\n",
        "openapi: see below\n\n",
        "openapi: 3.0.3 is the version of the description below.\n\n",
        "Versions:\n\nopenapi: 3.0.3\n\n",
        "# W\n\nswagger: '2.0'\n\n",
    ] {
        let (document, _) = draft(&format!("{above}{fence}"));
        assert_eq!(
            document,
            json!({"openapi": "3.0.3", "paths": {"/w": {"get": {"summary": "W"}}}}),
            "{above}"
        );
    }
}
