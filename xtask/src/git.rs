//! Git, asked by its own program: it knows worktrees, packs and partial clones.

use std::path::Path;
use std::process::Command;

/// What git prints, run in `folder`.
///
/// # Errors
///
/// Why it did not: that it cannot be run, or what it said.
pub fn run(folder: &Path, args: &[&str]) -> Result<Vec<u8>, String> {
    let output = Command::new("git")
        .arg("-C")
        .arg(folder)
        .args(args)
        .output()
        .map_err(|error| format!("git cannot be run: {error}"))?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    Err(String::from_utf8_lossy(&output.stderr).trim().to_owned())
}

/// The hash of the commit that git calls `asked`.
///
/// # Errors
///
/// What git says; nothing where there is no such revision.
pub fn commit(folder: &Path, asked: &str) -> Result<String, String> {
    let commit = format!("{asked}^{{commit}}");
    let hash = run(
        folder,
        &["rev-parse", "--verify", "--quiet", "--end-of-options", &commit],
    )?;
    Ok(String::from_utf8_lossy(&hash).trim().to_owned())
}

/// The nearest tag of a release at or before what is checked out: `<crate>-v1.2.0` or `<crate>/1.2.0` of one crate, else
/// `v1.2.0` of all.
///
/// # Errors
///
/// Why there is none: no git, no repository, no such tag.
pub fn release(folder: &Path, crate_name: &str) -> Result<String, String> {
    let nearest = |patterns: &[String]| {
        let mut args = vec!["describe", "--tags", "--abbrev=0"];
        for pattern in patterns {
            args.extend(["--match", pattern]);
        }
        let tag = run(folder, &args)?;
        Ok::<_, String>(String::from_utf8_lossy(&tag).trim().to_owned())
    };
    // Without a repository there is nothing to ask twice.
    run(folder, &["rev-parse", "--git-dir"]).map_err(|said| match said.contains("not a git repository") {
        true => "this is no git repository".to_owned(),
        false => said,
    })?;
    let own = [
        "-v[0-9]*", "-[0-9]*", "/v[0-9]*", "/[0-9]*", "@[0-9]*", "@v[0-9]*",
    ];
    let own: Vec<String> = own.iter().map(|end| format!("{crate_name}{end}")).collect();
    nearest(&own)
        .or_else(|_| {
            nearest(&[
                "v[0-9]*".to_owned(),
                "[0-9]*".to_owned(),
                "release-[0-9]*".to_owned(),
            ])
        })
        .map_err(|_| "no tag of a release was found".to_owned())
}
