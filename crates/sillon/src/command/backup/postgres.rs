//! A PostgreSQL database is backed up by PostgreSQL's own programs: the exact command, without what must not be shown.

use std::path::Path;
use url::Url;

/// How to back it up.
pub(super) fn how_to_dump(url: &str, file: Option<&Path>) -> String {
    let file = file.unwrap_or(Path::new("sillon.dump")).to_string_lossy();
    // Tokens stay out of it: one that was revoked since must not come back with a restore.
    let tokens = "--exclude-table-data='*.api_tokens'";
    let command = format!("pg_dump --format=custom --file={} {} {tokens}", quoted(&file), connection(url));
    format!(
        "this database is PostgreSQL's, which backs it up itself: {command} (its password in PGPASSWORD or ~/.pgpass)"
    )
}

/// How to put that back.
pub(super) fn how_to_restore(url: &str, file: &Path) -> String {
    let file = quoted(&file.to_string_lossy());
    let command = format!("pg_restore --clean --if-exists --single-transaction {} {file}", connection(url));
    format!(
        "this database is PostgreSQL's, which puts backups back itself: stop sillon, then {command} (its password in PGPASSWORD or ~/.pgpass)"
    )
}

/// Where and who, never the password.
fn connection(url: &str) -> String {
    let Ok(url) = Url::parse(url) else { return String::new() };
    let asked = |name: &str| url.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned());
    let filled = |text: &str| (!text.is_empty()).then(|| decoded(text));
    let host = url.host_str().and_then(filled).or_else(|| asked("host"));
    let port = url.port().map(|port| port.to_string()).or_else(|| asked("port"));
    let user = filled(url.username()).or_else(|| asked("user"));
    let database = filled(url.path().trim_start_matches('/')).or_else(|| asked("dbname"));
    let parts = [("host", host), ("port", port), ("username", user), ("dbname", database)];
    let options = parts.into_iter().filter_map(|(name, value)| Some(format!("--{name}={}", quoted(&value?))));
    options.collect::<Vec<_>>().join(" ")
}

fn decoded(text: &str) -> String {
    let pair = format!("x={}", text.replace('+', "%2B"));
    url::form_urlencoded::parse(pair.as_bytes()).next().map_or_else(String::new, |(_, value)| value.into_owned())
}

/// As a shell takes it for one word.
fn quoted(text: &str) -> String {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "._-/:@%+=,".contains(letter);
    if !text.is_empty() && text.chars().all(plain) {
        text.to_owned()
    } else {
        format!("'{}'", text.replace('\'', "'\\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_names_everything_but_the_password() {
        let said = how_to_dump("postgres://me:s3cret@db.example:5433/my%20records?sslmode=require", None);
        let command = "pg_dump --format=custom --file=sillon.dump --host=db.example --port=5433 --username=me --dbname='my records'";
        assert!(said.contains(command) && !said.contains("s3cret"), "{said}");
        assert!(said.contains(" --exclude-table-data='*.api_tokens' "), "{said}");
        let said =
            how_to_restore("postgres:///postgres?host=/run/pg&user=sillon&password=s3cret", Path::new("it's.dump"));
        assert!(said.contains("--host=/run/pg --username=sillon --dbname=postgres 'it'\\''s.dump'"), "{said}");
        assert!(!said.contains("s3cret"), "{said}");
    }
}
