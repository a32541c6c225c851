//! Overlay × document → document.

use serde_json::Value;

use super::{Action, Effect, Overlay};
use crate::error::{Error, Place, Result, Stage};
use crate::note::{Note, NoteKind};
use crate::pointer;

/// Pass id of the notes: one per action.
const PASS: &str = "overlay";

impl Overlay {
    /// Applies the actions in their order to `document` and notes the reason of each.
    ///
    /// # Errors
    ///
    /// An action that selects nothing (the vendor has moved and the correction must be looked at again), or whose
    /// change does not fit what it selects. The document is then half changed and of no use.
    pub fn apply(&self, document: &mut Value) -> Result<Vec<Note>> {
        let mut notes = Vec::with_capacity(self.actions.len());
        if let Some(extends) = &self.extends {
            let what = format!(
                "`extends: {extends}` has no effect: the overlay is applied to the page it stands beside"
            );
            notes.push(Note::new(NoteKind::Ignored, PASS, "", what));
        }
        for (index, action) in self.actions.iter().enumerate() {
            let selected = action.select(document)?;
            let Some(first) = selected.first() else {
                return Err(self.matches_nothing(index));
            };
            let reason = action.description.as_deref().unwrap_or(&action.target).trim();
            notes.push(Note::new(NoteKind::Corrected, PASS, first.clone(), reason));
            action
                .change(document, selected)
                .map_err(|(pointer, problem)| self.does_not_fit(index, &pointer, problem))?;
        }
        Ok(notes)
    }

    /// What each action selects at its turn, as JSON pointers; an action that selects nothing has an empty list, and
    /// those after it are matched as if it were not there.
    pub fn matches(&self, document: &Value) -> Vec<Vec<String>> {
        let mut document = document.clone();
        self.actions
            .iter()
            .map(|action| {
                let selected = action.select(&document).unwrap_or_default();
                // A change that does not fit is `apply`'s to report.
                let _ = action.change(&mut document, selected.clone());
                selected
            })
            .collect()
    }

    fn matches_nothing(&self, index: usize) -> Error {
        let Action {
            target, description, ..
        } = &self.actions[index];
        let reason = description
            .as_deref()
            .map(|text| format!(" (\"{}\")", text.trim()))
            .unwrap_or_default();
        Error::new(
            Stage::Overlay,
            Place::file(&self.file).pointer(format!("/actions/{index}")),
            format!("target `{target}` of action {index}{reason} matches nothing in the page"),
            "the page has changed: see whether the correction is still needed, then adjust its target or remove it",
        )
    }

    fn does_not_fit(&self, index: usize, at: &str, problem: String) -> Error {
        Error::new(
            Stage::Overlay,
            self.place(index),
            format!(
                "target `{}` of action {index}: {problem} at {at}",
                self.actions[index].target
            ),
            "remove what stands there in an action before, or change the `update`",
        )
    }
}

impl Action {
    /// Pointers of the selected values, each once, in document order.
    fn select(&self, document: &Value) -> Result<Vec<String>> {
        let query = self.query.as_ref().map_err(Clone::clone)?;
        let nodes = query.query_located(document).dedup();
        Ok(nodes
            .iter()
            .map(|node| node.location().to_json_pointer())
            .collect())
    }

    fn change(
        &self,
        document: &mut Value,
        selected: Vec<String>,
    ) -> std::result::Result<(), (String, String)> {
        let update = match &self.change {
            Effect::Nothing => return Ok(()),
            Effect::Remove => {
                remove(document, selected);
                return Ok(());
            }
            Effect::Update(update) => update.clone(),
            Effect::Copy(Err(error)) => return Err((String::new(), error.problem.clone())),
            Effect::Copy(Ok(query)) => match query.query(document).exactly_one() {
                Ok(value) => value.clone(),
                Err(error) => {
                    return Err((
                        String::new(),
                        format!("`copy` does not select one value: {error}"),
                    ));
                }
            },
        };
        for pointer in selected {
            let target = document
                .pointer_mut(&pointer)
                .expect("invariant: an update removes nothing");
            apply_update(target, &update).map_err(|problem| (pointer, problem))?;
        }
        Ok(())
    }
}

/// Removes the values at the pointers: the last first, so that the indices before it stay true, and what is inside a
/// removed value before the value itself.
fn remove(document: &mut Value, mut pointers: Vec<String>) {
    pointers.sort_by_cached_key(|pointer| {
        let order = |token: String| (token.parse::<usize>().unwrap_or_default(), token);
        std::cmp::Reverse(pointer::tokens(pointer).map(order).collect::<Vec<_>>())
    });
    for pointer in pointers {
        let Some((parent, _)) = pointer.rsplit_once('/') else {
            *document = Value::Null; // `$`: the whole document
            continue;
        };
        let token = pointer::tokens(&pointer).last().unwrap_or_default();
        match document.pointer_mut(parent) {
            Some(Value::Object(object)) => {
                object.shift_remove(&token);
            }
            Some(Value::Array(array)) => {
                if let Ok(index) = token.parse::<usize>()
                    && index < array.len()
                {
                    array.remove(index);
                }
            }
            _ => {}
        }
    }
}

/// An update of a selected value: objects merge, arrays are appended to (by a list's items or by one value), primitives
/// are replaced.
fn apply_update(target: &mut Value, update: &Value) -> std::result::Result<(), String> {
    match (target, update) {
        (target @ Value::Object(_), Value::Object(_)) => merge(target, update),
        (Value::Array(items), Value::Array(more)) => {
            items.extend(more.iter().cloned());
            Ok(())
        }
        (Value::Array(items), one) => {
            items.push(one.clone());
            Ok(())
        }
        (target, update) => merge(target, update),
    }
}

fn merge(target: &mut Value, update: &Value) -> std::result::Result<(), String> {
    match (target, update) {
        (Value::Object(target), Value::Object(update)) => {
            for (key, value) in update {
                match target.get_mut(key) {
                    Some(existing) => {
                        merge(existing, value).map_err(|problem| format!("`{key}`: {problem}"))?
                    }
                    None => {
                        target.insert(key.clone(), value.clone());
                    }
                }
            }
            Ok(())
        }
        (Value::Array(target), Value::Array(update)) => {
            target.extend(update.iter().cloned());
            Ok(())
        }
        (target, update) if is_primitive(target) && is_primitive(update) => {
            *target = update.clone();
            Ok(())
        }
        (target, update) => Err(format!(
            "{} cannot be updated with {}",
            kind(target),
            kind(update)
        )),
    }
}

fn is_primitive(value: &Value) -> bool {
    !value.is_object() && !value.is_array()
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}
