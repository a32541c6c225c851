//! The blocks of a page's source: `{% … %}` that name an operation, a webhook or schemas of a description, or describe an
//! operation in words of their own.
//!
//! ```text
//! BLOCK := "{% openapi-operation spec=… path=… method=… %}" LINK    | "{% openapi src=… path=… method=… %}" | "{% swagger src=… … %}"
//!        | "{% openapi-webhook spec=… name=… method=… %}" LINK
//!        | "{% openapi-schemas spec=… schemas=… %}" LINK
//!        | "{% swagger method=… path=… baseUrl=… %}" … | "{% api-method method=… host=… path=… %}" …      the older ones
//! LINK  := "[" TEXT "](" URL ")"       in the next line; broken where the description is not published
//! ```

use super::Unread;
use super::pages::{link, source};

/// What a page is whose source holds such a block.
pub(super) fn source_page(text: &str) -> Option<Unread> {
    let lines = text.lines().enumerate();
    let followed = lines.zip(text.lines().skip(1).map(Some).chain([None]));
    followed.into_iter().find_map(|((index, line), next)| {
        let tag = line.trim_start().strip_prefix("{%")?.trim_start();
        let name = tag.split(char::is_whitespace).next()?;
        let attribute = |name: &str| {
            let (_, value) = tag.split_once(&format!(" {name}=\""))?;
            value.split('"').next()
        };
        let linked = next.and_then(link).map(|(_, url)| url);
        let place = attribute("src")
            .or(linked)
            .filter(|place| !place.ends_with("broken-reference"))
            .map(str::to_owned);
        let line = index + 1;
        let operation = || {
            let (path, method) = (attribute("path")?, attribute("method")?);
            Some(format!("{} {path}", method.to_ascii_uppercase()))
        };
        match name {
            "openapi-operation" | "openapi" => Some(source(line, "operation", &operation()?, place)),
            "swagger" if place.is_some() => Some(source(line, "operation", &operation()?, place)),
            "swagger" | "api-method" => Some(older(line, name, &operation()?)),
            "openapi-webhook" => {
                let unread = source(line, "webhook", attribute("name")?, place);
                Some(unread.of_other_page())
            }
            "openapi-schemas" => {
                let unread = source(line, "schemas", attribute("schemas")?, place);
                Some(unread.of_other_page())
            }
            _ => None,
        }
    })
}

fn older(line: usize, block: &str, operation: &str) -> Unread {
    Unread::new(
        line,
        format!("the operation `{operation}` in a block `{{% {block} %}}`, which is not read"),
        "bring the API's OpenAPI description, or write one from the block, which says no schema of what is replied",
    )
}
