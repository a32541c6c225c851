//! A call, and what there is to know of calls.

use super::super::example::{builder_lines, send};
use super::{Context, Examples};
use crate::model::SchemeKind;
use crate::render::read_back::Example;

pub(super) fn quick_start(context: &Context<'_>, examples: &Examples) -> String {
    let Some(call) = &examples.call else {
        return String::new();
    };
    format!(
        "{}\n\n\
         What a path is made of is an argument of the method. Everything else has a setter, which takes a value or an `Option` of one: `None` \
         leaves it out. Structs of requests are made by `new`, of what they cannot do without, and setters; where that is much, by `builder`. \
         Secrets print as `[REDACTED]`; `expose_secret()` gives them out. `send_reply()` returns the reply with its status \
         and headers.{}{}",
        call.block(),
        headers(context),
        nulls(context)
    )
}

/// Where documented headers are, if there are some.
fn headers(context: &Context<'_>) -> &'static str {
    let operations = context.model.operations.iter();
    let mut replies = operations.flat_map(|operation| operation.successes.iter().chain(&operation.failures));
    match replies.any(|reply| !reply.headers.is_empty()) {
        true => {
            " Headers that the page documents are its methods, by the trait `ReplyHeaders`, of replies to errors as well; `header(name)` is the text of any."
        }
        false => "",
    }
}

/// How null is said, where a request of the client can say it beside leaving out.
fn nulls(context: &Context<'_>) -> String {
    let model = context.model;
    let setters = |operation| model.body_setters(operation).into_iter().flatten();
    let null = model
        .operations
        .iter()
        .find_map(|operation| setters(operation).find_map(|setter| setter.null));
    null.map_or_else(String::new, |null| {
        format!(
            "\n\nWhat can be left out and can be null has a method for each: `{null}()` sends null, and what is not set is left out."
        )
    })
}

/// The call that the README shows.
pub(super) fn call(context: &Context<'_>) -> Option<Example> {
    let operation = context.shown()?;
    let build = builder_lines(context, |index, scheme| match (&scheme.kind, index) {
        (SchemeKind::Basic, 0) => "\"<user name>\"".to_owned(),
        (SchemeKind::Basic, _) => "\"<password>\"".to_owned(),
        (SchemeKind::Bearer, _) => "\"<token>\"".to_owned(),
        _ => "\"<key>\"".to_owned(),
    });
    let variable = context.variable();
    let lines = statements(&format!(
        "let {variable} = {name}::Client::builder(){build}.build()?;\n\
         {send}",
        name = context.crate_ident(),
        send = send(context, operation, "{reply:?}"),
    ));
    let code =
        format!("# async fn example() -> Result<(), Box<dyn std::error::Error>> {{\n{lines}\n# Ok(())\n# }}");
    Some(Example::new("rust,no_run", code))
}

/// Statements in the house style, one under the other.
pub(super) fn statements(code: &str) -> String {
    match syn::parse_str::<syn::File>(&format!("fn main() {{ {code} }}")) {
        Ok(file) => {
            let text = prettyplease::unparse(&file);
            let lines = text.lines().filter_map(|line| line.strip_prefix("    "));
            lines.collect::<Vec<_>>().join("\n")
        }
        Err(_) => code.to_owned(),
    }
}
