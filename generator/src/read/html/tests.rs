//! Pages of viewers, as whole documents or with the place that they name.

use serde_json::{Value, json};

use crate::error::Error;
use crate::read::Style;
use crate::read::read;
use crate::source::Source;

const DOCUMENT: &str = "{\"info\":{\"title\":\"A } \\\"{\"},\"openapi\":\"3.1.0\",\"paths\":{\"/w\":{\"get\":{\"responses\":{}}}}}";

fn document() -> Value {
    json!({"info": {"title": "A } \"{"}, "openapi": "3.1.0", "paths": {"/w": {"get": {"responses": {}}}}})
}

fn refusal(text: &str) -> Error {
    read(&Source::new("page.html", text)).unwrap_err()
}

#[test]
fn a_description_in_a_script_is_the_document() {
    for page in [
        format!("<script id=\"api-reference\" type=\"application/json\">{DOCUMENT}</script>"),
        format!("<script type='application/openapi+json'>\n{DOCUMENT}\n</script>"),
        format!(
            "<script id=\"api-reference\" type=\"application/json\">{{\"theme\":\"x\",\"content\":{DOCUMENT}}}</script>"
        ),
        format!(
            "<script>const __redoc_state = {{\"menu\":{{\"a\":[{{\"b\":1}}]}},\"spec\":{{\"data\":{DOCUMENT}}},\"x\":1}};\n var c = __redoc_state;</script>"
        ),
        format!(
            "<script>if (a) {{ b({{}}) }}\nRedoc.init({DOCUMENT}, {{}}, document.getElementById('r'))</script>"
        ),
        format!(
            "<script>window.ui = SwaggerUIBundle({{\n  // it's code\n  spec: {DOCUMENT},\n  dom_id: '#ui' }})</script>"
        ),
        format!("<script type=\"module\">let a = {{\"id\": 1}}, spec = {DOCUMENT}</script>"),
        format!(
            "<script id=\"__NEXT_DATA__\" type=\"application/json\">{{\"props\":{{\"spec\":{DOCUMENT}}}}}</script>"
        ),
        format!("<script id=\"swagger-data\" type=\"application/json\">{{\"spec\":{DOCUMENT}}}</script>"),
        format!("<elements-api apiDescriptionDocument='{DOCUMENT}'></elements-api>"),
        format!(
            "<script id=\"api-reference\" data-configuration=\"{}\"></script>",
            format!("{{\"content\":{DOCUMENT}}}")
                .replace('&', "&amp;")
                .replace('"', "&quot;")
        ),
        // Twice the same is once.
        format!("<script>x = {DOCUMENT}</script><script>y = {DOCUMENT}</script>"),
    ] {
        let page = format!(
            "<!DOCTYPE html>\n<html><head><title>Acme &amp; co</title></head><body>\n{page}\n</body></html>"
        );
        let draft = read(&Source::new("page.html", page.clone())).unwrap();
        assert_eq!((draft.style, draft.document), (Style::Html, document()), "{page}");
        assert_eq!(draft.notes, []);
    }
}

#[test]
fn yaml_in_a_script_is_a_document_too() {
    let page = "<html>\n<script type=\"text/yaml\">\n    openapi: 3.0.3\n    paths:\n      /w: {get: {}}\n</script></html>";
    let draft = read(&Source::new("page.html", page)).unwrap();
    assert_eq!(
        draft.document,
        json!({"openapi": "3.0.3", "paths": {"/w": {"get": {}}}})
    );
}

#[test]
fn the_script_that_a_viewer_loads_is_a_page() {
    let page = format!(
        "\nwindow.onload = function() {{\n  // Build a system\n  let url = window.location.search.match(/url=([^&]+)/);\n  let options = {{\n  \
         \"swaggerDoc\": {DOCUMENT},\n  \"customOptions\": {{}}\n}};\n  url = options.swaggerUrl || url\n}}"
    );
    assert_eq!(
        read(&Source::new("swagger-ui-init.js", page)).unwrap().document,
        document()
    );
}

#[test]
fn the_place_of_a_description_is_told_as_data() {
    for (page, named) in [
        ("<redoc spec-url='/openapi.yaml'></redoc>", vec!["/openapi.yaml"]),
        ("<rapi-doc spec-url=\"./a.json\" />", vec!["./a.json"]),
        (
            "<script id=\"api-reference\" data-url=\"https://acme.test/a.json?x=1&amp;y=2\"></script>",
            vec!["https://acme.test/a.json?x=1&y=2"],
        ),
        (
            "<script id=\"api-reference\" data-configuration='{\"spec\":{\"url\":\"/s.json\"}}'></script>",
            vec!["/s.json"],
        ),
        (
            "<script id=\"api-reference\" type=\"application/json\">{\"sources\":[{\"url\":\"/1.json\"},{\"url\":\"/2.json\"}]}</script>",
            vec!["/1.json", "/2.json"],
        ),
        (
            "<elements-api apiDescriptionUrl=\"/e.yaml\" router=\"hash\"></elements-api>",
            vec!["/e.yaml"],
        ),
        ("<link rel=\"service-desc\" href=\"/d.json\">", vec!["/d.json"]),
        (
            "<script>const ui = SwaggerUIBundle({ url: \"/v3/api-docs\", dom_id: '#s' })</script>",
            vec!["/v3/api-docs"],
        ),
        (
            "<script>SwaggerUIBundle({urls: [{url: '/a.json', name: 'A'}, {\"url\": '/b.json'}]})</script>",
            vec!["/a.json", "/b.json"],
        ),
        ("<script>Redoc.init('/r.yaml', {}, el)</script>", vec!["/r.yaml"]),
        (
            "<script>fetch('/config.json'); fetch(\"/v1/openapi.json\").then(r => r.json()).then(s => Redoc.init(s, {}, el))</script>",
            vec!["/v1/openapi.json"],
        ),
        (
            "<script>SwaggerUIBundle({ url: `${window.location.origin}/o.json` })</script>",
            vec!["/o.json"],
        ),
        (
            "<script>SwaggerUIBundle({ url: location.origin + '/o.json' })</script>",
            vec!["/o.json"],
        ),
        (
            "<rapi-doc-mini spec-url='/m.json'></rapi-doc-mini>",
            vec!["/m.json"],
        ),
        (
            "<script>const doc = document.getElementById('r');\ndoc.setAttribute(\"spec-url\", \"/s.json\")</script>",
            vec!["/s.json"],
        ),
        (
            "<script>fetch('/e.json').then(r => r.text()).then(t => { docs.apiDescriptionDocument = t })</script>",
            vec!["/e.json"],
        ),
        (
            "<script>SwaggerUIBundle({url: '/v3/api-docs', configUrl: '/c', validatorUrl: '', oauth2RedirectUrl: '/r'})</script>",
            vec!["/v3/api-docs"],
        ),
        (
            "<script>SwaggerUIBundle({\"configUrl\": \"/v3/api-docs/swagger-config\", url: \"\"})</script>",
            vec!["/v3/api-docs/swagger-config"],
        ),
        (
            "<script>Scalar.createApiReference('#app', { url: '/c.json' })</script>",
            vec!["/c.json"],
        ),
    ] {
        let error = refusal(&format!("<!doctype html>\n<html><body>{page}</body></html>"));
        assert_eq!(error.descriptions, named, "{page}");
        assert!(error.problem.contains(&format!("`{}`", named[0])), "{error}");
        assert_eq!(error.remedy, format!("bring that description, {}", named[0]));
    }
}

#[test]
fn other_pages_are_named() {
    for (page, problem) in [
        (
            "<html><form><input name=p type=\"password\"></form></html>",
            "a login page",
        ),
        (
            "<!doctype html><head><META HTTP-EQUIV=Refresh CONTENT=\"1;URL='https://id.acme.test/oauth/authorize?x=1'\"></head>",
            "a login page",
        ),
        (
            "<html><script>window.location.href = \"/sign-in?to=\" + encodeURIComponent(location.href);</script></html>",
            "a login page",
        ),
        (
            "<html><script>location.replace('https://sso.acme.test/')</script></html>",
            "a login page",
        ),
        (
            "<html><head><title>Acme | Log in to Acme</title></head><div id=root></div></html>",
            "a login page",
        ),
        (
            "<html><form method=post action=\"/session\"><input name=email></form></html>",
            "a login page",
        ),
        (
            "<html><title>Just a moment...</title></html>",
            "a page that checks the browser",
        ),
        (
            "<html><meta http-equiv=\"refresh\" content=\"0;url=/docs/v2\"></html>",
            "an HTML page that only leads to another: `/docs/v2`",
        ),
        (
            "<html><title>Logins of users</title><script>a.onclick = () => location.reload()</script></html>",
            "an HTML page without an API description in it",
        ),
        (
            "<html><meta http-equiv=\"refresh\" content=\"300\"></html>",
            "an HTML page without an API description in it",
        ),
        (
            "<html><script>var url: 'x'</script><p>Hello</p></html>",
            "an HTML page without an API description in it",
        ),
        (
            "<html><script>AsyncApiStandalone.render({schema: {\"asyncapi\": \"3.0.0\"}}, x)</script></html>",
            "an AsyncAPI description, which is not read",
        ),
        (
            "<!-- saved -->\n<!DOCTYPE html>\n<html></html>",
            "an HTML page without an API description in it",
        ),
        (
            "<html><script type=\"application/ld+json\">{\"@type\":\"WebPage\"}</script></html>",
            "an HTML page",
        ),
    ] {
        let error = refusal(page);
        assert!(error.problem.starts_with(problem), "{error}");
        assert!(error.descriptions.is_empty(), "{error}");
    }
}

#[test]
fn a_description_that_is_damaged_or_not_the_only_one_is_refused_where_it_stands() {
    let at = |text: &str| refusal(text).place.to_string();
    let script = |body: &str| format!("<html>\n<script>\n  x = {body}</script></html>");
    assert_eq!(at(&script("{\"openapi\": \"3.0.0\", oops}")), "page.html:3:28");
    assert_eq!(at(&script("{\"openapi\": \"3.0.0\", ")), "page.html:3:1");
    assert_eq!(
        at("<html>\n<script type=\"application/yaml\">\nopenapi: 3.0.0\npaths:"),
        "page.html:2:1"
    );
}

/// A description of one operation.
fn titled(title: &str, version: &str, path: &str) -> String {
    format!(
        "{{\"openapi\":\"3.1.0\",\"info\":{{\"title\":\"{title}\",\"version\":\"{version}\"}},\"paths\":{{\"{path}\":{{\"get\":{{\"responses\":{{}}}}}}}}}}"
    )
}

#[test]
fn all_descriptions_that_a_page_shows_are_found_with_their_names() {
    let (a, b, next) = (
        titled("A", "1", "/a"),
        titled("B", "1", "/b"),
        titled("A", "2", "/a"),
    );
    let text = |document: &str| serde_json::to_string(document).unwrap();
    let viewer =
        |json: &str| format!("<script id=\"api-reference\" type=\"application/json\">{json}</script>");
    let code = |code: &str| format!("<script>{code}</script>");
    for (page, names, elsewhere) in [
        (
            viewer(&format!(
                "{{\"sources\":[{{\"url\":\"/b.json\",\"title\":\"B\"}},{{\"content\":{a}}}]}}"
            )),
            vec!["A"],
            vec!["/b.json"],
        ),
        (
            viewer(&format!(
                "{{\"sources\":[{{\"content\":{},\"title\":\"One\"}},{{\"content\":{b},\"slug\":\"two\"}}]}}",
                text(&a)
            )),
            vec!["One", "two"],
            vec![],
        ),
        (
            viewer(&format!(
                "[{{\"content\":{a}}},{{\"spec\":{{\"url\":\"/b.json\"}}}}]"
            )),
            vec!["A"],
            vec!["/b.json"],
        ),
        (
            format!(
                "<script id=\"api-reference\" data-configuration=\"{}\"></script>",
                format!("{{\"sources\":[{{\"content\":{a}}},{{\"content\":{b}}},{{\"url\":\"c.yaml\"}}]}}")
                    .replace('"', "&quot;")
            ),
            vec!["A", "B"],
            vec!["c.yaml"],
        ),
        (
            code(&format!(
                "Scalar.createApiReference('#app', {{ sources: [{{ content: {a}, title: 'x' }}, {{ title: \"C\", url: '/c.json' }}, {{ url }}] }})"
            )),
            vec!["A"],
            vec!["/c.json"],
        ),
        (
            code(&format!(
                "var options = {{\"swaggerDoc\": {a}, \"swaggerUrls\": [{{\"url\": \"/b\", \"name\": \"B\"}}]}}"
            )),
            vec!["A"],
            vec!["/b"],
        ),
        (
            code(&format!("a = {a}; b = {next}; c = {a}; d = {b}")),
            vec!["A 1", "A 2", "B"],
            vec![],
        ),
        (
            code(&format!(
                "createApiReference('#app', [{{ content: {a} }}, {{ url: '/b.json' }}])"
            )),
            vec!["A"],
            vec!["/b.json"],
        ),
        // What one viewer is given besides is the same description's, or no viewer's.
        (
            viewer(&format!("{{\"content\":{a},\"url\":\"/a.json\"}}")),
            vec![],
            vec![],
        ),
        (
            code(&format!("SwaggerUIBundle({{ url: '/a.json', spec: {a} }})")),
            vec![],
            vec![],
        ),
        (
            code(&format!("x = {{ sources: [{{url: '/c.png'}}] }}; y = {a}")),
            vec![],
            vec![],
        ),
        (
            format!(
                "<link rel=\"service-desc\" href=\"/all.json\">{}",
                code(&format!("x = {a}"))
            ),
            vec![],
            vec![],
        ),
    ] {
        let page = format!("<!doctype html>\n<html>{page}</html>");
        let read = crate::read::read_page(&Source::new("page.html", page.clone())).unwrap();
        let specs: Vec<_> = read
            .parts
            .iter()
            .filter_map(|part| part.origin.spec.as_deref())
            .collect();
        assert_eq!(specs, names, "{page}");
        assert_eq!(read.parts.len(), names.len().max(1), "{page}");
        assert!(
            read.parts.iter().all(|part| part.elsewhere == elsewhere),
            "{page}"
        );
    }
}

#[test]
fn a_sample_that_only_says_a_version_is_no_description() {
    let described = titled("A", "1", "/a");
    for sample in [
        "<script>const sample = {\"openapi\": \"3.0.0\"}</script>",
        "<script>f({swagger: \"2.0\", x: 1}); g('{\"swagger\": \"2.0\"}')</script>",
        "<script type=\"application/json\">{\"openapi\": \"3.1.0\", \"info\": {\"title\": \"A\"}}</script>",
        "<script>a = `openapi: 3.1.0\ninfo: {title: A}`</script>",
    ] {
        let error = refusal(&format!("<html><p>Versions</p>{sample}</html>"));
        assert!(error.describes_nothing, "{sample}: {error}");
        let page = format!("<html>{sample}<script>b = {described}</script></html>");
        assert_eq!(
            read(&Source::new("page.html", page)).unwrap().document["info"]["title"],
            "A"
        );
    }
}

/// The text of `DOCUMENT` as a literal of JavaScript.
fn quoted(quote: char) -> String {
    let escaped = DOCUMENT
        .replace('\\', "\\\\")
        .replace(quote, &format!("\\{quote}"));
    format!("{quote}{escaped}{quote}")
}

#[test]
fn a_description_in_a_text_of_a_script_is_the_document_too() {
    let base64 = base64::Engine::encode(&base64::engine::general_purpose::STANDARD, DOCUMENT);
    let percents: String = DOCUMENT.bytes().map(|byte| format!("%{byte:02X}")).collect();
    for script in [
        format!("const spec = JSON.parse({});", quoted('"')),
        format!("const spec = JSON.parse( {} );", quoted('\'')),
        format!("const spec = JSON.parse({});", quoted('\'').replace('<', "\\x3c").replace(':', "\\u003a")),
        format!("const spec = JSON.parse({});", quoted('\'').replace(",\"", ",\\\n\"")),
        format!("const spec = JSON.parse({});", quoted('\'').replace(",\"", ",' +\n  '\"")),
        format!("const spec = JSON.parse({});", quoted('`')),
        format!("const spec = JSON.parse(String.raw`{DOCUMENT}`);"),
        format!("Scalar.createApiReference('#app', {{ content: {}, theme: 'x' }})", quoted('\'')),
        format!("Scalar.createApiReference('#app', {{ content: () => {} }})", quoted('`')),
        format!("const spec = JSON.parse(atob(\"{base64}\"));"),
        format!("const spec = JSON.parse(decodeURIComponent(escape(atob('{base64}'))));"),
        format!("const spec = JSON.parse(decodeURIComponent('{percents}'));"),
        format!("SwaggerUIBundle({{ url: 'data:application/json;base64,{base64}' }})"),
        "SwaggerUIBundle({ spec: {\n  // it's code\n  info: {title: 'A } \"{',},\n  'openapi': \"3.1.0\",\n  paths: {'/w': {get: {responses: {}}}}\n} })"
            .to_owned(),
        "window.spec = `\n    info:\n      title: 'A } \"{'\n    openapi: 3.1.0\n    paths:\n      /w: {get: {responses: {}}}\n  `"
            .to_owned(),
    ] {
        let page = format!("<!doctype html>\n<html><script>\n{script}\n</script></html>");
        let draft = read(&Source::new("page.html", page.clone())).unwrap();
        assert_eq!((draft.style, draft.document), (Style::Html, document()), "{page}");
        let alone = read(&Source::new("init.js", format!("const a = 1;\n{script}"))).unwrap();
        assert_eq!(alone.document, document(), "{script}");
    }
    let attribute = format!("<html><redoc spec-url=\"data:application/json,{percents}\"></redoc></html>");
    assert_eq!(
        read(&Source::new("page.html", attribute)).unwrap().document,
        document()
    );
}

#[test]
fn what_code_puts_together_is_refused_where_it_begins() {
    for script in [
        "content: `openapi: 3.1.0\ninfo: {title: ${name}}\npaths: {}`",
        "spec: {openapi: '3.1.0', info: info, paths: paths()}",
        "spec: {openapi: '3.1.0', ...rest}",
        "content: 'openapi: 3.1.0\\npaths: {}'.replace('3.1.0', version)",
        "spec: JSON.parse('{\"openapi\":\"3.1.0\",\"paths\":' + paths + '}')",
    ] {
        let error = refusal(&format!("<html>\n<script>start({{\n{script}}})</script></html>"));
        assert_eq!(
            (error.place.to_string().as_str(), error.problem.as_str()),
            (
                "page.html:3:1",
                "the API description that begins here is put together by the page's code, which is not run"
            ),
            "{script}"
        );
        assert!(!error.describes_nothing, "{script}");
    }
    // A page about viewers shows such code in its samples.
    for (loaded, describes_nothing) in [
        ("", true),
        ("<script src=\"/swagger-ui-bundle.js\"></script>", false),
    ] {
        let error = refusal(&format!(
            "<html>{loaded}<script>SwaggerUIBundle({{url: location.origin + path}})</script></html>"
        ));
        assert_eq!(
            error.problem,
            "an HTML page that shows an API description whose URL its code puts together, which is not run"
        );
        assert_eq!(error.describes_nothing, describes_nothing, "{loaded}");
    }
}

#[test]
fn a_text_that_is_damaged_is_told_where_it_begins() {
    for (script, place) in [
        ("a = JSON.parse('{\"openapi\":\"3.1.0\",\"pa", "page.html:3:1"),
        (
            "a = JSON.parse('{\"openapi\":\"3.1.0\",\"paths\":{,}}')",
            "page.html:3:1",
        ),
        ("a = `\nopenapi: 3.1.0\npaths: [\n`", "page.html:6:1"),
    ] {
        let error = refusal(&format!("<html>\n<script>\n{script}"));
        assert_eq!(error.place.to_string(), place, "{error}");
    }
    // A line about the format is no description, nor is a text that quotes one.
    for script in [
        "if (a === 'openapi: 3.1.0') {}",
        "a = 'say {\"openapi\": \"3.1.0\", \"paths\": {}}'",
    ] {
        let error = refusal(&format!("<html><script>{script}</script></html>"));
        assert!(error.describes_nothing, "{error}");
    }
}

#[test]
fn the_scripts_that_say_what_a_viewer_shows_are_named() {
    let bundle = "<div id=\"swagger-ui\"></div><script src=\"./swagger-ui-bundle.js\" charset=\"UTF-8\"></script><script src=\"./swagger-ui-standalone-preset.js\"> </script>";
    for (page, named) in [
        (format!("{bundle}<script src=\"./swagger-initializer.js\"></script>"), vec!["./swagger-initializer.js"]),
        (
            format!("<script src=\"/metrics.js\"></script>{bundle}<script src='docs/swagger-ui-init.js?v=2'></script>"),
            vec!["docs/swagger-ui-init.js?v=2"],
        ),
        (format!("{bundle}<script src=\"index.js\"></script>"), vec!["index.js"]),
        (
            "<script src=\"https://cdn.test/npm/@scalar/api-reference\"></script><script src=\"/start.js\"></script>".to_owned(),
            vec!["/start.js"],
        ),
    ] {
        let error = refusal(&format!("<!doctype html><html><body>{page}</body></html>"));
        assert_eq!(error.descriptions, named, "{page}");
        assert_eq!(
            error.problem,
            format!(
                "an HTML page that shows an API description, which stands or is named in a script that it loads: `{}`",
                named[0]
            )
        );
    }
    let error = refusal(
        "window.onload = function() {\n  window.ui = SwaggerUIBundle({ \"configUrl\": \"/c.json\", url: \"\" });\n};",
    );
    assert_eq!(error.descriptions, ["/c.json"]);
    for (configuration, named) in [
        (
            "{\"configUrl\": \"/c.json\", \"url\": \"/v3/api-docs\", \"validatorUrl\": \"\"}",
            vec!["/v3/api-docs"],
        ),
        (
            "{\"urls\": [{\"url\": \"/a.json\", \"name\": \"A\"}, {\"url\": \"/b.json\"}], \"url\": \"/x\"}",
            vec!["/a.json", "/b.json"],
        ),
    ] {
        assert_eq!(refusal(configuration).descriptions, named, "{configuration}");
    }
    assert!(
        refusal("{\"url\": \"/a.json\", \"id\": 1}")
            .descriptions
            .is_empty()
    );
}

#[test]
fn a_description_that_is_handed_over_in_pieces_is_put_together() {
    let document =
        titled("A", "1", "/a").replace("\"version\":\"1\"", "\"version\":\"$$1\",\"description\":\"$2a\"");
    let rows = format!("1:[\"$\",\"div\",null,{{\"spec\":{document},\"x\":\"$L3\"}}]\n2a:T6,Words.3:[]\n");
    let page = |rows: &str, size: usize| {
        let chars: Vec<char> = rows.chars().collect();
        let pieces = chars.chunks(size).map(|piece| {
            let text = serde_json::to_string(&piece.iter().collect::<String>()).unwrap();
            format!("<script>self.__next_f.push([1,{text}])</script>\n")
        });
        let pieces: String = pieces.collect();
        format!(
            "<!doctype html>\n<html><script>(self.__next_f=self.__next_f||[]).push([0])</script>\n{pieces}</html>"
        )
    };
    for size in [7, 40, 10_000] {
        let draft = read(&Source::new("page.html", page(&rows, size))).unwrap();
        let info = &draft.document["info"];
        assert_eq!(
            *info,
            json!({"title": "A", "version": "$1", "description": "Words."}),
            "{size}"
        );
        assert_eq!(draft.set.origins["GET /a"][0].line, 3);
    }
    let error = refusal(&page(&rows.replace("$2a", "$L9"), 40));
    assert_eq!(error.place.to_string(), "page.html:3:1");
    assert!(
        error.problem.contains("put together by the page's code"),
        "{error}"
    );
}
