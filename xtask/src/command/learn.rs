//! `learn`: real replies are held against the page, and what is otherwise is proposed as corrections.

use std::path::Path;

use specloom::{NoteKind, Source, Sources};

use crate::cli::Learn;
use crate::command::Context;
use crate::files;
use crate::files::SPECS;
use crate::learn::{self, Asked, Correction, Reply, Target, overlay_file, target};
use crate::terminal::{DIM, STRONG, paint};
use crate::{Failure, Failures, Outcome};

/// A correction may show what is behind it: a reply is read so often at most.
const ROUNDS: usize = 8;

/// The pass that leaves a note at the media types whose schemas are those of their examples.
const SHOWN: &str = "schema-from-example";

/// Runs the command.
///
/// # Errors
///
/// A file that is no reply, a reply that may be several operations', and a page that cannot be read; nothing was changed.
pub(super) fn run(args: &Learn, context: &mut Context<'_>) -> Result<Outcome, Failures> {
    let guard = match args.dry_run {
        true => None,
        false => Some(context.guard()?),
    };
    let name = &context.workspace.one(&args.vendor)?;
    let sources = context.workspace.read(name)?.sources;
    let failed = |error: specloom::Error, sources: &Sources| {
        Failures::from(Failure::pipeline(
            error,
            sources.pages.iter().chain(&sources.overlay),
        ))
    };
    let canonical = context
        .pipeline
        .canonical(&sources)
        .map_err(|error| failed(error, &sources))?;
    let asked = Asked {
        operation: args.operation.clone(),
        status: args.status,
    };
    let replies = replies(args, &canonical.document, &asked)?;
    let file = format!("{SPECS}/{name}/overlay.yaml");
    // From the disk: of an overlay that is all comments the sources know nothing.
    let path = context.workspace.root().join(&file);
    let before = match path.exists() {
        true => Some(text(&file, &files::read_bytes(&path)?)?),
        false => None,
    };
    let not_in_lines = || {
        Failure::new(
            &file,
            "the actions are not written as a list of lines, which comments could stand behind",
            "write `actions:` in a line of its own and each action as an item (`- target: …`) below it",
        )
    };
    let mut canonical = canonical;
    let mut proposals: Vec<Correction> = Vec::new();
    let mut corrected = sources.clone();
    for _ in 0..ROUNDS {
        let shown: Vec<&str> = canonical
            .notes
            .iter()
            .filter(|note| note.pass == SHOWN && note.kind == NoteKind::Inferred)
            .map(|note| note.pointer.as_str())
            .collect();
        let mut more = learn::proposals(&canonical.document, &shown, &replies);
        more.retain(|proposal| !proposals.contains(proposal) || !proposal.actions.is_empty());
        let done = more.iter().all(|proposal| proposal.actions.is_empty());
        proposals.extend(more);
        if done {
            break;
        }
        let overlay =
            overlay_file::in_force(name.as_str(), before.as_deref(), &proposals).ok_or_else(not_in_lines)?;
        corrected.overlay = Some(Source::new(file.clone(), overlay));
        canonical = context
            .pipeline
            .canonical(&corrected)
            .map_err(|error| failed(error, &corrected))?;
    }
    if proposals.is_empty() {
        let count = replies.len();
        let replies = if count == 1 {
            "the reply is"
        } else {
            "all replies are"
        };
        context
            .terminal
            .line(format!("{replies} as the page of {name} says"));
        return Ok(Outcome::Fine);
    }
    // What is proposed must work, before anybody is told of it.
    context
        .pipeline
        .generate(&corrected)
        .map_err(|error| failed(error, &corrected))?;
    let (overlay, new) =
        overlay_file::proposed(name.as_str(), before.as_deref(), &proposals).ok_or_else(not_in_lines)?;
    for proposal in &proposals {
        context.terminal.line(paint(STRONG, &proposal.evidence));
        for action in &proposal.actions {
            let verb = if action.update.is_some() {
                "update"
            } else {
                "remove"
            };
            context
                .terminal
                .line(format!("  {verb} {}", paint(DIM, &action.target)));
        }
    }
    let wrote = before.as_deref() != Some(overlay.as_str());
    if let Some(guard) = guard.filter(|_| wrote) {
        let changes = [(file.clone(), Some(overlay.into_bytes()))].into_iter().collect();
        guard.apply(&changes, |_| {})?;
    }
    let corrections = if new == 1 {
        "1 correction".to_owned()
    } else {
        format!("{new} corrections")
    };
    context.terminal.line(match (new, args.dry_run) {
        (0, _) => format!("nothing new: {file} has all of it"),
        (_, true) => format!("{corrections} would be proposed in {file}"),
        (_, false) => format!(
            "{corrections} proposed in {file}, commented out; remove the comment marks of what is true, then cargo xtask generate {name}"
        ),
    });
    Ok(Outcome::Fine)
}

/// The replies, each with what it is a reply of.
fn replies(
    args: &Learn,
    document: &serde_json::Value,
    asked: &Asked,
) -> Result<Vec<(Reply, Target)>, Failures> {
    let (mut replies, mut failures) = (Vec::new(), Vec::new());
    for path in &args.replies {
        match learn::reply::read(Path::new(path)) {
            Ok(read) => {
                for reply in read {
                    match target::find(document, &args.vendor, &reply, asked) {
                        Ok(target) => replies.push((reply, target)),
                        Err(failure) => {
                            failures.push(failure);
                            break;
                        }
                    }
                }
            }
            Err(failure) => failures.push(failure),
        }
    }
    match failures.is_empty() {
        true => Ok(replies),
        false => Err(Failures(failures)),
    }
}

fn text(file: &str, overlay: &[u8]) -> Result<String, Failure> {
    let text = std::str::from_utf8(overlay);
    let text =
        text.map_err(|error| Failure::new(file, format!("not UTF-8: {error}"), "save the file as UTF-8"))?;
    Ok(text.replace("\r\n", "\n"))
}
