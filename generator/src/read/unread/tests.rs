//! Formats and pages that are not read: each is named, with the way out.

use crate::error::Error;
use crate::read::read;
use crate::source::Source;

fn refusal(text: &str) -> Error {
    read(&Source::new("page.md", text)).unwrap_err()
}

#[track_caller]
fn refused(text: &str, at: &str, problem: &str, remedy: &str) {
    let error = refusal(text);
    assert_eq!(error.place.to_string(), format!("page.md:{at}"), "{error}");
    assert!(error.problem.contains(problem), "{error}");
    assert!(error.remedy.contains(remedy), "{error}");
}

#[test]
fn other_formats_are_named_with_what_converts_them() {
    for (text, problem, remedy) in [
        (
            "#%RAML 1.0\ntitle: Acme\n/widgets:\n  get:\n",
            "RAML",
            "oas-raml-converter",
        ),
        ("FORMAT: 1A\n\n# Acme\n", "API Blueprint", "apib2swagger"),
        ("FORMAT:1A\n\n# Acme\n", "API Blueprint", "apib2swagger"),
        (
            "{\"id\": \"c\", \"name\": \"Acme\", \"order\": [], \"requests\": []}",
            "Postman collection of format 1",
            "format 2.1",
        ),
        (
            "{\"name\": \"Test\", \"values\": [], \"_postman_variable_scope\": \"environment\"}",
            "Postman environment",
            "collection of format 2.1",
        ),
        (
            "<?xml version=\"1.0\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
            "a sitemap",
            "index of a set of pages",
        ),
        (
            "<sitemapindex><sitemap/></sitemapindex>",
            "a sitemap",
            "index of a set of pages",
        ),
        (
            "asyncapi: 2.6.0\ninfo: {title: A}\n",
            "AsyncAPI",
            "OpenAPI description of the same",
        ),
        ("# c\n---\nasyncapi: '3.0.0'\n", "AsyncAPI", "OpenAPI description"),
        ("{\"asyncapi\": \"2.6.0\"}", "AsyncAPI", "OpenAPI description"),
        ("arazzo: 1.0.0\ninfo: {}\n", "Arazzo", "sourceDescriptions"),
        ("overlay: 1.0.0\nactions: []\n", "Overlay", "overlay.yaml"),
        (
            "syntax = \"proto3\";\npackage a;\n",
            "protocol buffers",
            "protoc-gen-openapi",
        ),
        ("$version: \"2\"\nnamespace a\n", "Smithy", "smithy build"),
        (
            "import \"@typespec/http\";\nusing Http;\n",
            "TypeSpec",
            "tsp compile",
        ),
        (
            "{\"kind\": \"discovery#restDescription\", \"discoveryVersion\": \"v1\"}",
            "Google API discovery",
            "google-discovery-to-swagger",
        ),
        (
            "<?xml version=\"1.0\"?>\n<wsdl:definitions xmlns:wsdl=\"http://schemas.xmlsoap.org/wsdl/\">\n",
            "WSDL",
            "apiconnect-wsdl",
        ),
        (
            "<definitions xmlns=\"http://schemas.xmlsoap.org/wsdl/\"/>",
            "WSDL",
            "gateway",
        ),
        (
            "<application xmlns=\"http://wadl.dev.java.net/2009/02\"/>",
            "WADL",
            "api-spec-converter",
        ),
        ("<edmx:Edmx Version=\"4.0\"/>", "OData", "odata-openapi"),
        ("<?xml version=\"1.0\"?><a/>", "an XML document", "OpenAPI"),
        (
            "type Query {\n  widgets: [Widget]\n}\n",
            "GraphQL schema",
            "GraphQL client",
        ),
        (
            "\"\"\"Docs\"\"\"\nschema {\n  query: Root\n}\n",
            "GraphQL schema",
            "GraphQL client",
        ),
        (
            "extend type Query {\n a: Int\n}\n",
            "GraphQL schema",
            "GraphQL client",
        ),
        ("{\"data\": {\"__schema\": {}}}", "GraphQL", "GraphQL client"),
        (
            "{\"swaggerVersion\": \"1.2\", \"apis\": []}",
            "Swagger 1",
            "swagger-converter",
        ),
        (
            "{\"log\": {\"version\": \"1.2\", \"entries\": []}}",
            "HAR",
            "har-to-openapi",
        ),
        (
            "{\"_type\": \"export\", \"__export_format\": 4}",
            "Insomnia",
            "export the design",
        ),
        (
            "{\"$schema\": \"http://json-schema.org/draft-07/schema#\"}",
            "JSON Schema",
            "OpenAPI",
        ),
        ("FORMAT: X-1A\n\n# Acme\n", "API Blueprint", "apib2swagger"),
        (
            "# GET /hello\n+ Response 200 (text/plain)\n\n        Hi\n",
            "API Blueprint",
            "apib2swagger",
        ),
        (
            "info: {title: A}\nasyncapi: 3.0.0\nchannels: {}\n",
            "AsyncAPI",
            "OpenAPI description of the same",
        ),
        (
            "# Sent\n\n````yaml events.yaml order.sent\nid: order.sent\naddress: order.sent\nsendMessages: []\n````\n",
            "a channel of an AsyncAPI description",
            "OpenAPI description of the same",
        ),
        (
            "---\ntitle: Sent\nasyncapi: 'events.yaml order.sent'\n---\n\n# Sent\n",
            "names the channel `order.sent`",
            "OpenAPI description of the same",
        ),
        (
            "kind: discovery#rpcDescription\ndiscoveryVersion: v1\n",
            "Google API discovery",
            "google-discovery-to-swagger",
        ),
        (
            "<?xml version=\"1.0\"?>\n<!-- <html> -->\n<d:description xmlns:d=\"http://www.w3.org/2006/01/wsdl\"/>",
            "WSDL",
            "gateway",
        ),
        (
            "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\"/>",
            "a message of a SOAP service",
            "as OpenAPI",
        ),
        (
            "<?xml version='1.0'?><xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\"/>",
            "an XML Schema, which describes data",
            "OpenAPI description",
        ),
        (
            "<Schema Namespace=\"A\" xmlns=\"http://docs.oasis-open.org/odata/ns/edm\"/>",
            "OData",
            "odata-openapi",
        ),
        (
            "<x:Edmx xmlns:x=\"http://docs.oasis-open.org/odata/ns/edmx\"/>",
            "OData",
            "odata-openapi",
        ),
        ("{\"$Version\": \"4.01\", \"acme\": {}}", "OData", "odata-openapi"),
        (
            "<s:urlset xmlns:s=\"http://www.sitemaps.org/schemas/sitemap/0.9\"></s:urlset>",
            "a sitemap",
            "index of a set of pages",
        ),
        (
            "directive @key(fields: String!) on OBJECT\n",
            "GraphQL schema",
            "GraphQL client",
        ),
        (
            "# Made\ntype Query\n{\n  a: Int\n}\n",
            "GraphQL schema",
            "GraphQL client",
        ),
        (
            "\"\"\"\ntype of a thing\n\"\"\"\ninput NewWidget {\n  name: String!\n}\n",
            "GraphQL schema",
            "GraphQL client",
        ),
        (
            "# Schema\n\n```graphql\ntype Query {\n  a: Int\n}\n```\n",
            "GraphQL schema",
            "GraphQL client",
        ),
        (
            "// Acme's.\n/* May be\n * used. */\nsyntax = 'proto3';\n",
            "protocol buffers",
            "protoc-gen-openapi",
        ),
        (
            "edition = \"2023\";\npackage a;\n",
            "protocol buffers",
            "protoc-gen-openapi",
        ),
        (
            "package acme.v1;\n\nservice Widgets {\n}\n",
            "protocol buffers",
            "protoc-gen-openapi",
        ),
        (
            "# Widgets\n\n```raml\n#%RAML 1.0\ntitle: A\n```\n",
            "RAML",
            "oas-raml-converter",
        ),
        ("_type: export\n__export_format: 4\n", "Insomnia", "oaspy"),
        (
            "{\"type\": \"collection.insomnia.rest/5.0\", \"collection\": []}",
            "Insomnia",
            "design document",
        ),
        (
            "{\"name\": \"P\", \"values\": [{\"key\": \"a\", \"value\": \"b\"}]}",
            "Postman environment",
            "collection of format 2.1",
        ),
        (
            "{\"version\": 1, \"collections\": [], \"environments\": []}",
            "a dump of Postman's data",
            "collection of format 2.1",
        ),
        (
            "type: object\nproperties: {a: {type: string}}\n",
            "JSON Schema",
            "OpenAPI",
        ),
        (
            "{\"title\": \"A\", \"oneOf\": [{\"type\": \"string\"}]}",
            "JSON Schema",
            "OpenAPI",
        ),
        (
            "{\"name\": \"Acme\", \"navigation\": [{\"group\": \"API\", \"pages\": [\"a\"]}]}",
            "the configuration of a documentation site",
            "as the site serves them",
        ),
        (
            "# Acme\n\n## Widgets [/widgets]\n\n### List [GET]\n\n+ Response 200 (application/json)\n",
            "API Blueprint",
            "apib2swagger",
        ),
    ] {
        let error = refusal(text);
        assert!(error.problem.contains(problem), "{text}\n{error}");
        assert!(error.remedy.contains(remedy), "{text}\n{error}");
        assert!(error.place.position.is_some() && error.descriptions.is_empty());
    }
}

#[test]
fn what_a_page_only_shows_of_another_format_makes_it_a_page_about_something_else() {
    for shown in [
        "```graphql\ntype Query {\n  a: Int\n}\n```\n",
        "```json\n{\"$schema\": \"http://json-schema.org/draft-07/schema#\"}\n```\n",
        "````yaml events.yaml order.sent\nsendMessages: []\n````\n",
    ] {
        let error = refusal(&format!("# Guide\n\nRead this.\n\n{shown}"));
        assert!(
            error.describes_nothing && error.problem.ends_with(", which is not read"),
            "{error}"
        );
    }
}

#[test]
fn a_login_is_no_page_about_something_else() {
    for text in [
        "Log in\n\nEmail\n\nPassword\n\nForgot password?\n\nSign in\n",
        "# Sign in to Acme\n\n[Continue with SSO](/sso)\n\n[Continue with Google](/google)\n",
        "401 Unauthorized\nYou must be logged in to see this page.\n",
        "This documentation is password protected.\nEnter password\nSubmit\n",
    ] {
        let error = refusal(text);
        assert!(
            error.problem.starts_with("a login page") && !error.describes_nothing,
            "{text}{error}"
        );
    }
    for guide in [
        "# Log in\n\nYour users log in with the button at the top.\n\n## Buttons\n\nThere are three of them.\n\nThey are blue.\n",
        "# Widgets\n\nMake widgets.\n\nEmail us.\n",
    ] {
        let error = refusal(guide);
        assert!(error.describes_nothing, "{guide}{error}");
    }
    let long = format!(
        "# Sign in\n\nLog in with {} and your password.\n",
        "your name, ".repeat(20)
    );
    assert!(refusal(&long).describes_nothing);
}

#[test]
fn lists_of_pages_are_indexes_in_every_form() {
    for text in [
        "1. [A](/a.md)\n2. [B](/b.md)\n",
        "https://acme.test/a.md\n/b.md\n",
        "# API\n\n| Method | Page |\n| --- | --- |\n| GET | [A](/a.md) |\n| POST | [B](/b.md) |\n",
        "<CardGroup cols={2}>\n  <Card title=\"A\" href=\"/a\" />\n  <Card title=\"B\" href=\"/b\" />\n</CardGroup>\n",
    ] {
        let error = refusal(text);
        assert_eq!(
            error.problem, "an index of 2 pages, not the page of an API",
            "{text}"
        );
    }
    let error = refusal("# API\n\n## Widgets\n\nGET /widgets\nPOST /widgets\n");
    assert_eq!(
        error.problem,
        "a list of 2 operations, without what they take and give"
    );
}

#[test]
fn a_page_that_speaks_of_a_format_is_not_of_it() {
    let fence = "````yaml get /w\nopenapi: 3.0.3\npaths: {/w: {get: {description: '\n\n type Query { a: Int }'}}}\n````\n";
    for above in [
        "asyncapi: see the other page.\n\n",
        "Format: 1A is not what this is.\n\n",
        "Arazzo and RAML are formats.\n\n",
        "# T\n\n```graphql\ntype Query {\n  a: Int\n}\n```\n\n",
        "<Note>\nschemas\n</Note>\n\n",
    ] {
        let draft = read(&Source::new("page.md", format!("{above}{fence}")));
        assert!(draft.is_ok(), "{above}{draft:?}");
    }
    let yaml = "openapi: 3.0.3\ninfo:\n  description: |\n    type Query {\n      a: Int\n    }\npaths: {}\n";
    assert!(read(&Source::new("api.yaml", yaml)).is_ok());
}

#[test]
fn a_source_page_says_which_operation_it_names() {
    for (text, at, operation, descriptions) in [
        (
            "---\ntitle: W\nopenapi: post /widgets\n---\n",
            "2:1",
            "POST /widgets",
            vec![],
        ),
        (
            "---\nopenapi: \"https://acme.test/api.yaml GET /w\"\n---\n\n# W\n\nText.\n",
            "2:1",
            "GET /w",
            vec!["https://acme.test/api.yaml"],
        ),
        (
            "---\ntitle: W\napi:\n  file: acme.json\n  operationId: listW\nhidden: false\n---\n\nText.\n",
            "2:1",
            "listW",
            vec![],
        ),
        (
            "---\napi: 'PUT https://api.acme.test/w'\n---\n<ParamField/>\n",
            "2:1",
            "PUT https://api.acme.test/w",
            vec![],
        ),
        (
            "# W\n\n{% openapi-operation spec=\"acme\" path=\"/v1/w\" method=\"post\" %}\n[OpenAPI acme](https://acme.test/openapi.json)\n\
             {% endopenapi-operation %}\n",
            "3:1",
            "POST /v1/w",
            vec!["https://acme.test/openapi.json"],
        ),
        (
            "{% openapi-operation spec=\"a\" path=\"/w\" method=\"get\" %}\n[Broken link](broken-reference)\n{% endopenapi-operation %}\n",
            "1:1",
            "GET /w",
            vec![],
        ),
        (
            "{% swagger src=\"../.gitbook/assets/api.yaml\" path=\"/w\" method=\"get\" %}\n{% endswagger %}\n",
            "1:1",
            "GET /w",
            vec!["../.gitbook/assets/api.yaml"],
        ),
    ] {
        let error = refusal(text);
        assert!(
            error
                .problem
                .contains(&format!("only names the operation `{operation}`")),
            "{error}"
        );
        assert_eq!(error.descriptions, descriptions, "{text}");
        assert!(error.remedy.starts_with("bring th"), "{error}");
        assert_eq!(
            error
                .place
                .position
                .map(|position| format!("{}:{}", position.line, position.column))
                .as_deref(),
            Some(at)
        );
    }
}

#[test]
fn an_index_says_where_the_description_is() {
    let list = "# Acme\n\n> Docs of Acme.\n\n## Docs\n\n- [Make](https://docs.acme.test/make.md): Makes.\n- [Start](/start.md)\n";
    let error = refusal(list);
    assert_eq!(error.problem, "an index of 2 pages, not the page of an API");
    assert_eq!(error.descriptions, [] as [&str; 0]);
    let error = refusal(&format!(
        "{list}\n## OpenAPI Specs\n\n- [v1](/v1.yaml)\n- [v2](https://acme.test/v2.json)\n\n## Other\n\n- [x](/x)\n"
    ));
    assert_eq!(error.descriptions, ["/v1.yaml", "https://acme.test/v2.json"]);
    assert!(
        error
            .remedy
            .contains("bring the description that it links to, /v1.yaml"),
        "{error}"
    );
    refused(
        "# A\nSource: https://docs.acme.test/a\n\nopenapi.yml delete /w/{id}\nDeletes.\n\n# B\nSource: https://docs.acme.test/b\n\nText.\n",
        "1:1",
        "2 pages, of which 1 name an operation",
        "index of a set",
    );
}

#[test]
fn the_text_of_a_browser_is_told_from_a_page() {
    refused(
        "POST\n/\nv2\n/\nwidgets\nMake a widget\n\nAuthorizations\n\nBody\n\napplication/json\nname\nobject\n",
        "1:1",
        "folded away",
        "as Markdown",
    );
    refused(
        "Make a widget\nPOST\nhttps://api.acme.test/widgets\nBody\nname\nstring\n",
        "2:1",
        "a layout that is not read",
        "as Markdown",
    );
    refused(
        "Make a widget\npost\nhttps://api.acme.test/widgets\nBody Params\nname\nstring\nsize\nobject\n",
        "2:1",
        "a layout that is not read",
        "as Markdown",
    );
    // Told from a page of the reference style, which it looks like.
    refused(
        "Make a widget\nPOST\n/v1/widgets\nBody\naddress\nobject\nResponse\n200\n",
        "2:1",
        "a layout that is not read",
        "as Markdown",
    );
    refused(
        "Make a widget\nPOST\n/v1/widgets\nMakes.\nRequest\nBody\naddress\nobject\nShow child attributes\nResponse\n200\n",
        "2:1",
        "folded away",
        "as Markdown",
    );
}

#[test]
fn a_fence_may_hold_another_format() {
    refused(
        "# Made\n\n````yaml events.json\nasyncapi: 3.0.0\nchannels: {}\n````\n",
        "3:1",
        "an AsyncAPI description",
        "OpenAPI description of the same API",
    );
}

#[test]
fn what_is_nothing_of_this_is_said_to_hold_nothing() {
    refused(
        "# Title\n\nOnly prose.\n",
        "1:1",
        "no API description was found",
        "bring an OpenAPI document",
    );
    refused(
        "# W\n\n```json\n{\"id\": 1}\n```\n\nText.\n",
        "3:1",
        "the data in this fence is a sample",
        "bring an OpenAPI document",
    );
}

#[test]
fn blocks_of_a_source_are_named() {
    for (text, problem, descriptions, describes_nothing) in [
        (
            "# E\n\n{% openapi-webhook spec=\"acme\" name=\"w-done\" method=\"post\" %}\n[OpenAPI acme](https://acme.test/a.json)\n{% endopenapi-webhook %}\n",
            "the source of a documentation page: it only names the webhook `w-done` of the description `https://acme.test/a.json`",
            vec!["https://acme.test/a.json"],
            true,
        ),
        (
            "{% openapi-webhook Acme API name=\"W's\" method=\"post\" %}\n[Broken link](https://acme.test/x/broken-reference)\n{% endopenapi-webhook %}\n",
            "the source of a documentation page: it only names the webhook `W's`",
            vec![],
            true,
        ),
        (
            "# M\n\n{% openapi-schemas spec=\"acme\" schemas=\"W,Page\" grouped=\"true\" %}\n[OpenAPI acme](../../Acme.json)\n{% endopenapi-schemas %}\n",
            "the source of a documentation page: it only names the schemas `W,Page` of the description `../../Acme.json`",
            vec!["../../Acme.json"],
            true,
        ),
        (
            "# U\n\n{% swagger method=\"post\" path=\"/users\" baseUrl=\"https://api.acme.test\" summary=\"\" %}\n{% swagger-parameter in=\"body\" name=\"a\" %}\nA\n{% endswagger-parameter %}\n{% endswagger %}\n",
            "the operation `POST /users` in a block `{% swagger %}`, which is not read",
            vec![],
            false,
        ),
        (
            "{% api-method method=\"get\" host=\"https://api.acme.test\" path=\"/cakes/:id\" %}\n{% endapi-method %}\n",
            "the operation `GET /cakes/:id` in a block `{% api-method %}`, which is not read",
            vec![],
            false,
        ),
    ] {
        let error = refusal(text);
        assert_eq!(error.problem, problem, "{text}");
        assert_eq!(error.descriptions, descriptions, "{text}");
        assert_eq!(error.describes_nothing, describes_nothing, "{text}");
    }
}

#[test]
fn pages_beside_those_of_operations_are_named() {
    let page = |body: &str| Source::new("a.mdx", format!("---\nid: a\ntitle: \"A\"\n---\n\n{body}\n"));
    let export = "import ApiLogo from \"@theme/ApiLogo\";\nimport Export from \"@theme/ApiExplorer/Export\";\n\n<Export\n  url={\"/a.yaml\"}\n>\n</Export>";
    for (body, what, named) in [
        (export, "of an API, which shows no operation", vec!["/a.yaml"]),
        (
            "import ApiLogo from '@theme/ApiLogo';\n\nThe A API.",
            "of an API, which shows no operation",
            vec![],
        ),
        (
            "import Schema from \"@theme/Schema\";\nimport Heading from \"@theme/Heading\";\n",
            "of a schema, which shows no operation",
            vec![],
        ),
        (
            "Words.\n\n```mdx-code-block\nimport DocCardList from '@theme/DocCardList';\n\n<DocCardList items={useCurrentSidebarCategory().items}/>\n```",
            "of a tag, which only lists others",
            vec![],
        ),
    ] {
        let error = read(&page(body)).unwrap_err();
        assert_eq!(error.problem, format!("a page of docusaurus-openapi-docs {what}"));
        assert_eq!(error.descriptions, named);
        assert!(error.describes_nothing);
    }
}
