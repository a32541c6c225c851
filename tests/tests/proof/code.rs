//! Model → the code around a client: decodes and writes back any of its types by name, and calls any operation with what it is given.
//!
//! Types come from the model, values come at run time: what is compiled once is called with as many values as one likes.

use std::fmt::Write as _;

use specloom::model::{Content, Location, Operation, Parameter, Reading, Response, SchemeKind, Scope, Ty};

use super::subject::Subject;

/// The code of one subject; the client is in a module `d<index>` beside it.
pub(crate) fn of(subject: &Subject, index: usize) -> String {
    let client = format!("d{index}");
    let model = &subject.model;
    let mut code = format!(
        "pub fn trip_{index}(name: &str, json: &str) -> Result<(String, String), String> {{\n    match name {{\n"
    );
    for name in model.types.keys() {
        let _ = writeln!(
            code,
            "        {:?} => trip::<{client}::types::{name}>(json),",
            name.as_str()
        );
    }
    code += "        other => Err(format!(\"no type {other}\")),\n    }\n}\n";
    code += &builder(subject, &client, index);
    let _ = writeln!(
        code,
        "pub fn call_{index}(case: &Case) -> Result<Value, String> {{\n    let client = client_{index}(case)?;\n    match case.operation.as_str() {{"
    );
    for number in 0..model.operations.len() {
        let id = &model.operations[number].id;
        let _ = writeln!(
            code,
            "        {id:?} => wait(call_{index}_{number}(client, case)),"
        );
    }
    code += "        other => Err(format!(\"no operation {other}\")),\n    }\n}\n";
    for (number, operation) in model.operations.iter().enumerate() {
        code += &call(subject, operation, &client, &format!("call_{index}_{number}"));
    }
    code
}

/// The credentials that the client is given, by the scheme's setter.
pub(crate) fn credential(setter: &str) -> String {
    format!("credential-{setter}")
}

fn builder(subject: &Subject, client: &str, index: usize) -> String {
    let mut code = format!(
        "fn client_{index}(case: &Case) -> Result<{client}::Client, String> {{\n    let builder = {client}::Client::builder().retry(Retry::none());
    let builder = match case.is_over_socket {{
        true => builder.base_url(case.listening()),
        false => builder.base_url({:?}).transport(case.transport()),
    }};\n",
        super::request::BASE
    );
    for scheme in &subject.model.schemes {
        let secret = credential(scheme.setter.as_str());
        let arguments = match scheme.kind {
            SchemeKind::Basic => format!("\"user\", {secret:?}"),
            _ => format!("{secret:?}"),
        };
        let _ = writeln!(code, "    let builder = builder.{}({arguments});", scheme.setter);
    }
    code + "    builder.build().map_err(|error| error.to_string())\n}\n"
}

fn call(subject: &Subject, operation: &Operation, client: &str, name: &str) -> String {
    let ty = |ty: &Ty| ty.tokens(Scope::Outside(client)).to_string();
    let (arguments, setters): (Vec<&Parameter>, Vec<&Parameter>) = operation
        .parameters
        .iter()
        .partition(|parameter| parameter.location == Location::Path);
    let needed = arguments.iter().map(|parameter| {
        let name = parameter.rust.as_str();
        format!("case.needed::<{}>({name:?})?", ty(&parameter.ty))
    });
    let mut code = format!(
        "async fn {name}(client: {client}::Client, case: &Case) -> Result<Value, String> {{\n    let mut call = client.{}({});\n",
        operation.method_name,
        needed.collect::<Vec<_>>().join(", ")
    );
    for parameter in setters {
        let rust = &parameter.rust;
        let _ = writeln!(
            code,
            "    if let Some(value) = case.parameter::<{}>({:?})? {{ call = call.{rust}(value); }}",
            ty(&parameter.ty),
            rust.as_str()
        );
    }
    if let Some(body) = &operation.body {
        let set = |method: &str, of: &Ty| match of {
            Ty::Bytes => {
                format!(
                    "if let Some(value) = case.body::<String>()? {{ call = call.{method}(bytes_of(&value)); }}"
                )
            }
            of => format!(
                "if let Some(value) = case.body::<{}>()? {{ call = call.{method}(value); }}",
                ty(of)
            ),
        };
        let choices = subject.model.body_choices(operation);
        code += "    match case.media.as_str() {\n";
        for choice in &choices {
            let method = choice.method.as_str();
            let set = match choice.same_type {
                true => format!("{} call = call.{method}();", set("body", &body.ty)),
                false => set(method, &choice.body.ty),
            };
            let _ = writeln!(code, "        {:?} => {{ {set} }}", choice.body.media_type);
        }
        let _ = writeln!(code, "        _ => {{ {} }}\n    }}", set("body", &body.ty));
    }
    let errors = errors(operation, client);
    for choice in subject.model.reply_choices(operation) {
        let value = value_of(&choice.ty, "value");
        let _ = writeln!(
            code,
            "    if case.accept == {:?} {{\n        return match call.{}().await {{\n            Ok(reply) => {{\n                \
             let status = reply.status().as_u16();\n                let value = reply.into_body();\n                \
             Ok(json!({{\"ok\": true, \"status\": status, \"body\": {value}}}))\n            }}\n            \
             {errors}        }};\n    }}",
            choice.media_type, choice.method
        );
    }
    code += "    match call.send_reply().await {\n        Ok(reply) => {\n            let status = reply.status().as_u16();\n";
    if operation.success_types().len() > 1 {
        let _ = writeln!(
            code,
            "            let (variant, body) = match reply.into_body() {{"
        );
        for response in &operation.successes {
            let path = format!("{client}::{}Success::{}", operation.type_name, response.variant);
            code += &arm(&path, response, &client_value(response, "value"));
        }
        code += "            };\n";
    } else {
        let response = operation.successes.first();
        let value = response.map_or("Value::Null".to_owned(), |response| {
            client_value(response, "value")
        });
        let _ = writeln!(
            code,
            "            let value = reply.into_body();\n            let _ = &value;\n            let (variant, body) = (\"\", Ok::<Value, String>({value}));"
        );
    }
    code += "            Ok(json!({\"ok\": true, \"status\": status, \"variant\": variant, \"body\": body?}))\n        }\n";
    code + &errors + "    }\n}\n"
}

/// The arms of what is no success.
fn errors(operation: &Operation, client: &str) -> String {
    let mut code = "        Err(specloom_runtime::Error::Api(reply)) => {\n            let status = reply.status().as_u16();\n".to_owned();
    if operation.failures.is_empty() {
        code += "            let _ = status;\n            match reply.into_body() {}\n        }\n";
    } else {
        code += "            let (variant, body) = match reply.into_body() {\n";
        for response in &operation.failures {
            let path = format!("{client}::{}Error::{}", operation.type_name, response.variant);
            let is_json = matches!(
                response.content,
                Content::Body {
                    reading: Reading::Json,
                    ..
                }
            );
            let value = match is_json {
                true => "error_body(&value)?".to_owned(),
                false => client_value(response, "value"),
            };
            code += &arm(&path, response, &value);
        }
        code += "            };\n            Ok(json!({\"ok\": false, \"status\": status, \"variant\": variant, \"body\": body?}))\n        }\n";
    }
    code + "        Err(error) => Err(format!(\"{error:?}: {error}\")),\n"
}

fn arm(path: &str, response: &Response, value: &str) -> String {
    let pattern = if response.content == Content::Empty {
        ""
    } else {
        "(value)"
    };
    let variant = response.variant.as_str();
    format!("                {path}{pattern} => ({variant:?}, Ok::<Value, String>({value})),\n")
}

/// The value of a reply as JSON.
fn client_value(response: &Response, value: &str) -> String {
    value_of(response.content.ty(), value)
}

/// A value of this type as JSON.
fn value_of(ty: &Ty, value: &str) -> String {
    match ty {
        Ty::Unit => "Value::Null".to_owned(),
        Ty::Bytes => format!("Value::String(shown(&{value}))"),
        _ => format!("to_json(&{value})?"),
    }
}
