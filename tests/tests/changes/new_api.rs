//! A server that speaks an API as a canonical document describes it: it refuses what the document does not allow, and
//! answers what the document says.

use httpmock::{HttpMockRequest, HttpMockResponse, MockServer};
use jsonschema::Draft;
use serde_json::{Map, Value, json};

/// What to answer to a request that is fine.
#[derive(Debug, Clone, Copy)]
pub enum Answer {
    /// The success, with nothing but what must be there, and `null` wherever that is allowed.
    Least,
    /// The success, with everything that may be there.
    Most,
    /// This documented status, with everything that may be there.
    Status(u16),
}

/// The server, for the document's only operation; gone when dropped.
pub struct NewApi {
    server: MockServer,
}

impl NewApi {
    /// Starts a server that gives `answer` to requests that the document allows, and 404, 401 or 400 to others.
    pub async fn start(document: &Value, answer: Answer) -> Self {
        let server = MockServer::start_async().await;
        let operation = Operation::of(document);
        server
            .mock_async(|when, then| {
                when.any_request();
                then.respond_with(move |request| {
                    let (status, body) = match operation.refusal(request) {
                        Some((status, message)) => (status, Some(json!({ "message": message }))),
                        None => operation.answer(answer),
                    };
                    let response = HttpMockResponse::builder().status(status);
                    match body {
                        Some(body) => response
                            .header("content-type", "application/json")
                            .body(body.to_string())
                            .build(),
                        None => response.build(),
                    }
                });
            })
            .await;
        Self { server }
    }

    /// `http://127.0.0.1:port`.
    pub fn url(&self) -> String {
        self.server.base_url()
    }
}

/// The document's only operation.
struct Operation {
    document: Value,
    path: String,
    operation: Value,
}

impl Operation {
    fn of(document: &Value) -> Self {
        let paths = document["paths"].as_object().unwrap();
        assert_eq!(paths.len(), 1, "one operation: {:?}", paths.keys());
        let (path, item) = paths.iter().next().unwrap();
        Self {
            document: document.clone(),
            path: path.clone(),
            operation: item["post"].clone(),
        }
    }

    /// Status and reason, unless the document allows the request.
    fn refusal(&self, request: &HttpMockRequest) -> Option<(u16, String)> {
        let path = request.uri().path().to_owned();
        let parts = |path: &str| path.split('/').map(str::to_owned).collect::<Vec<_>>();
        let (wanted, given) = (parts(&self.path), parts(&path));
        let alike = |(wanted, given): (&String, &String)| wanted.starts_with('{') || wanted == given;
        if request.method_str() != "POST"
            || wanted.len() != given.len()
            || !wanted.iter().zip(&given).all(alike)
        {
            return Some((404, format!("there is no {} {path}", request.method_str())));
        }
        let security = self
            .operation
            .get("security")
            .unwrap_or(&self.document["security"]);
        if security != &json!([]) && !request.headers().contains_key("authorization") {
            return Some((401, "credentials are needed".to_owned()));
        }
        let content = &self.operation["requestBody"];
        let body = request.body_vec();
        if body.is_empty() {
            return (content["required"] == json!(true)).then(|| (400, "a body is needed".to_owned()));
        }
        let body: Value = match serde_json::from_slice(&body) {
            Ok(body) => body,
            Err(error) => return Some((400, error.to_string())),
        };
        let schema = json!({
            "allOf": [content["content"]["application/json"]["schema"]],
            "components": self.document["components"],
        });
        let validator = jsonschema::options()
            .with_draft(Draft::Draft202012)
            .build(&schema)
            .unwrap();
        let error = validator.iter_errors(&body).next()?;
        Some((400, error.to_string()))
    }

    fn answer(&self, answer: Answer) -> (u16, Option<Value>) {
        let responses = self.operation["responses"].as_object().unwrap();
        let status = match answer {
            Answer::Status(status) => status,
            Answer::Least | Answer::Most => {
                let success = responses.keys().find(|status| status.starts_with('2')).unwrap();
                success.parse().unwrap()
            }
        };
        let response = responses
            .get(&status.to_string())
            .unwrap_or_else(|| panic!("{status} is not documented"));
        let schema = response.pointer("/content/application~1json/schema");
        let most = !matches!(answer, Answer::Least);
        (status, schema.map(|schema| self.value(schema, most)))
    }

    /// A value of the schema; of the keywords, those that the five pages use.
    fn value(&self, schema: &Value, most: bool) -> Value {
        if let Some(reference) = schema["$ref"].as_str() {
            let target = self.document.pointer(reference.trim_start_matches('#'));
            return self.value(target.unwrap(), most);
        }
        let types: Vec<&str> = match &schema["type"] {
            Value::Array(types) => types.iter().filter_map(Value::as_str).collect(),
            one => one.as_str().into_iter().collect(),
        };
        if types.contains(&"null") && !most {
            return Value::Null;
        }
        if let Some(values) = schema["enum"].as_array() {
            return if most { values.last() } else { values.first() }.unwrap().clone();
        }
        match types.into_iter().find(|name| *name != "null") {
            Some("object") => {
                let required = |name: &String| {
                    schema["required"]
                        .as_array()
                        .is_some_and(|all| all.contains(&json!(name)))
                };
                let none = Map::new();
                let properties = schema["properties"].as_object().unwrap_or(&none);
                properties
                    .iter()
                    .filter(|(name, _)| most || required(name))
                    .map(|(name, schema)| (name.clone(), self.value(schema, most)))
                    .collect()
            }
            Some("string") => json!("some text"),
            Some("integer") => json!(42),
            Some("number") => json!(42.5),
            None => json!({"anything": [1, 2]}),
            Some(other) => panic!("no page says `type: {other}` here"),
        }
    }
}
