//! Text → overlay: the rules of the Overlay specification's schema, each violation with its place.

use serde_json::{Map, Value};
use serde_json_path::JsonPath;

use super::{Action, Effect, Overlay, Query};
use crate::error::{Error, Place, Result, Stage};
use crate::read::yaml;
use crate::source::Source;

/// Minor version of the specification: 1.1 knows `copy` and `info.description`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Version {
    V1_0,
    V1_1,
}

pub(super) fn parse(source: &Source) -> Result<Overlay> {
    source.without_conflict(Stage::Overlay)?;
    let text = std::str::from_utf8(&source.bytes).map_err(|error| {
        Error::new(
            Stage::Overlay,
            Place::file(&source.name),
            format!("not UTF-8: {error}"),
            "save the file as UTF-8",
        )
    })?;
    let value = yaml::parse(&source.name, Stage::Overlay, text, 1)?;
    let reader = Reader { file: &source.name };
    let root = reader.object(&value, "", "the overlay")?;
    let version = reader.version(root)?;
    reader.known(root, "", &["overlay", "info", "extends", "actions"])?;
    reader.info(root, version)?;
    let extends = reader.optional_text(root, "", "extends")?.map(str::to_owned);

    let Some(Value::Array(entries)) = root.get("actions") else {
        return Err(reader.error(
            "/actions",
            "`actions` is not a list",
            "list the overlay's actions there",
        ));
    };
    if entries.is_empty() {
        return Err(reader.error(
            "/actions",
            "`actions` is empty",
            "list at least one action, or delete the overlay",
        ));
    }
    let mut actions = Vec::with_capacity(entries.len());
    for (index, entry) in entries.iter().enumerate() {
        let pointer = format!("/actions/{index}");
        if let Some(earlier) = entries[..index].iter().position(|other| other == entry) {
            return Err(reader.error(
                &pointer,
                format!("the same action as /actions/{earlier}"),
                "remove one of them",
            ));
        }
        actions.push(reader.action(entry, &pointer, version)?);
    }
    Ok(Overlay {
        file: source.name.clone(),
        actions,
        extends,
    })
}

struct Reader<'a> {
    file: &'a str,
}

impl Reader<'_> {
    fn error(&self, pointer: &str, problem: impl Into<String>, remedy: impl Into<String>) -> Error {
        Error::new(
            Stage::Overlay,
            Place::file(self.file).pointer(pointer),
            problem,
            remedy,
        )
    }

    fn object<'v>(&self, value: &'v Value, pointer: &str, what: &str) -> Result<&'v Map<String, Value>> {
        value.as_object().ok_or_else(|| {
            self.error(
                pointer,
                format!("{what} is not an object"),
                "write it as the Overlay specification says",
            )
        })
    }

    fn optional_text<'v>(
        &self,
        object: &'v Map<String, Value>,
        pointer: &str,
        key: &str,
    ) -> Result<Option<&'v str>> {
        match object.get(key) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => Err(self.error(
                &format!("{pointer}/{key}"),
                format!("`{key}` is not a string"),
                "quote it",
            )),
        }
    }

    fn text<'v>(&self, object: &'v Map<String, Value>, pointer: &str, key: &str) -> Result<&'v str> {
        self.optional_text(object, pointer, key)?.ok_or_else(|| {
            self.error(
                pointer,
                format!("`{key}` is missing"),
                "the Overlay specification requires it",
            )
        })
    }

    fn known(&self, object: &Map<String, Value>, pointer: &str, keys: &[&str]) -> Result<()> {
        match object
            .keys()
            .find(|key| !key.starts_with("x-") && !keys.contains(&key.as_str()))
        {
            None => Ok(()),
            Some(key) => Err(self.error(
                &crate::pointer::join(pointer, key),
                format!("unknown key `{key}`"),
                format!(
                    "the keys here are {} and those that start with `x-`",
                    keys.join(", ")
                ),
            )),
        }
    }

    fn version(&self, root: &Map<String, Value>) -> Result<Version> {
        let text = self.text(root, "", "overlay")?;
        let patch = |prefix: &str| {
            text.strip_prefix(prefix)
                .is_some_and(|patch| !patch.is_empty() && patch.bytes().all(|byte| byte.is_ascii_digit()))
        };
        if patch("1.0.") {
            Ok(Version::V1_0)
        } else if patch("1.1.") {
            Ok(Version::V1_1)
        } else {
            Err(self.error(
                "/overlay",
                format!("version `{text}` is not known"),
                "write `overlay: 1.0.0` or `overlay: 1.1.0`",
            ))
        }
    }

    fn info(&self, root: &Map<String, Value>, version: Version) -> Result<()> {
        let Some(info) = root.get("info") else {
            return Err(self.error(
                "",
                "`info` is missing",
                "give the overlay an `info` with `title` and `version`",
            ));
        };
        let info = self.object(info, "/info", "`info`")?;
        self.text(info, "/info", "title")?;
        self.text(info, "/info", "version")?;
        // The schemas of 1.0 and 1.1 differ here.
        if version == Version::V1_0 {
            return self.known(info, "/info", &["title", "version"]);
        }
        self.optional_text(info, "/info", "description")?;
        self.known(info, "/info", &["title", "version", "description"])
    }

    fn action(&self, value: &Value, pointer: &str, version: Version) -> Result<Action> {
        let action = self.object(value, pointer, "the action")?;
        let keys: &[&str] = match version {
            Version::V1_0 => &["target", "description", "update", "remove"],
            Version::V1_1 => &["target", "description", "update", "remove", "copy"],
        };
        self.known(action, pointer, keys)?;
        let target = self.text(action, pointer, "target")?;
        if !target.starts_with('$') {
            return Err(self.error(
                &format!("{pointer}/target"),
                format!("`{target}` does not start with `$`"),
                "write an RFC 9535 query such as `$.paths['/users'].get`",
            ));
        }
        let query = self.query(target, &format!("{pointer}/target"));
        let description = self
            .optional_text(action, pointer, "description")?
            .map(str::to_owned);
        let remove = match action.get("remove") {
            None => false,
            Some(Value::Bool(remove)) => *remove,
            Some(_) => {
                return Err(self.error(
                    &format!("{pointer}/remove"),
                    "`remove` is not a boolean",
                    "write `remove: true`",
                ));
            }
        };
        let copy = self
            .optional_text(action, pointer, "copy")?
            .map(|copy| self.query(copy, &format!("{pointer}/copy")));
        let change = match (remove, action.get("update"), copy) {
            (true, _, _) => Effect::Remove,
            (false, Some(update), None) => Effect::Update(update.clone()),
            (false, None, Some(copy)) => Effect::Copy(copy),
            (false, _, _) => Effect::Nothing,
        };
        Ok(Action {
            target: target.to_owned(),
            description,
            change,
            query,
        })
    }

    fn query(&self, text: &str, pointer: &str) -> Query {
        JsonPath::parse(text).map(Box::new).map_err(|error| {
            self.error(
                pointer,
                format!("`{text}` is not a JSONPath: {error}"),
                "write an RFC 9535 query such as `$.paths['/users'].get`",
            )
        })
    }
}
