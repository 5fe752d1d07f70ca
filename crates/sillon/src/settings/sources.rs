//! Where settings come from, and which of them wins.

use super::table::{self, SETTINGS, Setting};
use super::{Settings, SettingsError};
use figment::providers::{Format, Serialized, Toml};
use figment::value::{Dict, Map, Value};
use figment::{Figment, Metadata, Profile, Provider, Source};
use sillon_core::credential::clean_credential;
use std::ffi::OsString;
use std::path::PathBuf;

const PREFIX: &str = "SILLON_";
const MASK: &str = "••••••••";

/// What the command line says of settings.
#[derive(Clone, Debug, Default)]
pub struct Flags {
    /// The settings file; else `sillon.toml` in the working folder, where there is one.
    pub config: Option<PathBuf>,
    /// Whether an empty database may be begun beside backups or pictures of another.
    pub new_database: bool,
    /// `key`, value: each as the file would have it.
    pub values: Vec<(&'static str, String)>,
}

/// All sources, layered.
#[derive(Clone, Debug)]
pub struct Layers(Figment);

impl Layers {
    /// Reads the file and the environment.
    ///
    /// # Errors
    /// A file that is no TOML, or a name that is no setting.
    pub fn read(flags: &Flags) -> Result<Self, SettingsError> {
        // Other programs' variables need not be Unicode; `std::env::vars` would panic at one that is not.
        let text = |value: OsString| value.to_string_lossy().into_owned();
        Self::build(flags, std::env::vars_os().map(|(name, value)| (text(name), text(value))))
    }

    /// As [`Layers::read`], with the environment given.
    ///
    /// # Errors
    /// As [`Layers::read`].
    pub fn build(
        flags: &Flags,
        environment: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Self, SettingsError> {
        let mut figment = Figment::new();
        for setting in &SETTINGS {
            if let Some(default) = setting.default {
                figment = figment.join(Serialized::default(setting.key, default));
            }
        }
        if let Some(path) = &flags.config
            && !path.is_file()
        {
            return Err(SettingsError::File { path: path.display().to_string(), reason: "is not there".to_owned() });
        }
        let path = flags.config.clone().unwrap_or_else(|| PathBuf::from("sillon.toml"));
        if path.is_file() {
            figment = figment.merge(Toml::file_exact(path));
        }
        figment = figment.merge(Environment::of(environment));
        for (key, value) in &flags.values {
            figment = figment.merge(Flag(key, value.clone()));
        }
        let layers = Self(figment);
        layers.refuse_unknown()?;
        layers.refuse_nul()?;
        Ok(layers)
    }

    /// Whether a setting is there and says nothing.
    pub(super) fn is_blank(&self, key: &'static str) -> bool {
        matches!(self.0.find_value(key), Ok(Value::String(_, text)) if text.trim().is_empty())
    }

    /// PostgreSQL, paths and addresses have no place for one.
    fn refuse_nul(&self) -> Result<(), SettingsError> {
        let has_nul = |setting: &&Setting| self.text(setting.key).is_some_and(|text| text.contains('\0'));
        let Some(setting) = SETTINGS.iter().find(has_nul) else { return Ok(()) };
        let (key, source) = (setting.key, self.source(setting.key));
        Err(SettingsError::Together(format!(
            "{key} ({source}) holds the character U+0000 (NUL), which no setting may hold"
        )))
    }

    /// The value of a setting as text; an empty one counts as not set.
    pub(super) fn text(&self, key: &'static str) -> Option<String> {
        let text = match self.0.find_value(key).ok()? {
            Value::String(_, text) => text,
            Value::Bool(_, value) => value.to_string(),
            Value::Num(_, number) => number.to_i128().map(|number| number.to_string())?,
            Value::Array(_, values) => values.into_iter().filter_map(Value::into_string).collect::<Vec<_>>().join(","),
            _ => return None,
        };
        Some(text).filter(|text| !text.trim().is_empty())
    }

    pub(super) fn parse<T>(
        &self,
        key: &'static str,
        parse: impl FnOnce(&str) -> Result<T, String>,
    ) -> Result<T, SettingsError> {
        let text = self.text(key).unwrap_or_default();
        parse(&text).map_err(|accepts| SettingsError::Invalid {
            key,
            value: self.shown(key).unwrap_or_default(),
            source_name: self.source(key),
            accepts,
        })
    }

    /// A token, client id or secret without what was pasted around it; an empty one counts as not set.
    ///
    /// # Errors
    /// Characters that no token has; the value is not shown.
    pub(super) fn credential(&self, key: &'static str) -> Result<Option<String>, SettingsError> {
        let Some(text) = self.text(key) else { return Ok(None) };
        let value = clean_credential(&text).map_err(|error| SettingsError::Invalid {
            key,
            value: MASK.to_owned(),
            source_name: self.source(key),
            accepts: error.to_string(),
        })?;
        Ok(Some(value).filter(|value| !value.is_empty()))
    }

    /// The value as it may be shown: a secret as dots, and so is what somebody put before the host of an address.
    pub fn shown(&self, key: &'static str) -> Option<String> {
        let text = self.text(key)?;
        let secret = table::find(key).is_some_and(|setting| setting.secret);
        Some(if secret { MASK.to_owned() } else { without_credential(&text) })
    }

    /// Where the value stands: `default`, a file, an environment variable, a flag.
    pub fn source(&self, key: &str) -> String {
        match self.0.find_metadata(key) {
            None => "not set".to_owned(),
            Some(metadata) => match &metadata.source {
                Some(Source::File(path)) => path.display().to_string(),
                _ if metadata.name == ENVIRONMENT => {
                    table::find(key).map(Setting::variable).unwrap_or_else(|| format!("{PREFIX}{}", key.to_uppercase()))
                }
                _ if metadata.name == FLAG => format!("--{}", key.replace('_', "-")),
                _ => "default".to_owned(),
            },
        }
    }

    fn refuse_unknown(&self) -> Result<(), SettingsError> {
        let all: Dict = self.0.extract().map_err(|error| {
            let path = error.metadata.as_ref().and_then(|metadata| metadata.source.as_ref()).map(ToString::to_string);
            SettingsError::File { path: path.unwrap_or_default(), reason: without_quotation(&error.kind.to_string()) }
        })?;
        let Some(key) = all.into_keys().find(|key| table::find(key).is_none()) else { return Ok(()) };
        let near = SETTINGS
            .iter()
            .map(|setting| setting.key)
            .filter(|known| known.contains(&key) || key.contains(known) || known.split('_').eq(key.split('-')));
        let near: Vec<&str> = near.collect();
        let did_you_mean =
            if near.is_empty() { String::new() } else { format!("; did you mean {}?", near.join(" or ")) };
        let source_name = self.source(&key);
        Err(SettingsError::Unknown { key, source_name, did_you_mean })
    }
}

/// What is wrong with a file and where, without the line itself: a secret may stand in it.
fn without_quotation(reason: &str) -> String {
    let is_quoted =
        |line: &&str| line.trim_start().trim_start_matches(|c: char| c.is_ascii_digit()).trim_start().starts_with('|');
    reason.lines().filter(|line| !is_quoted(line)).collect::<Vec<_>>().join(": ")
}

fn without_credential(text: &str) -> String {
    let Some((scheme, rest)) = text.split_once("://") else { return text.to_owned() };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    match authority.rsplit_once('@') {
        Some((credential, _)) => format!("{scheme}://{MASK}{}", &rest[credential.len()..]),
        None => text.to_owned(),
    }
}

/// `$XDG_DATA_HOME/sillon`, else `~/.local/share/sillon`.
pub(super) fn default_data_dir() -> PathBuf {
    let folder = |name| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let share = folder("XDG_DATA_HOME").or_else(|| folder("HOME").map(|home| home.join(".local/share")));
    share.unwrap_or_else(|| PathBuf::from(".")).join("sillon")
}

const ENVIRONMENT: &str = "environment";
const FLAG: &str = "flag";

/// The environment's `SILLON_…`, as text: a password of digits stays what it is.
struct Environment(Dict);

impl Environment {
    fn of(variables: impl IntoIterator<Item = (String, String)>) -> Self {
        let ours = variables.into_iter().filter_map(|(name, value)| {
            let key = name.strip_prefix(PREFIX)?.to_lowercase();
            // The tests' own, and what a compose file leaves empty; but a person who sets a password means to have one.
            let counts = !key.starts_with("test_") && (!value.is_empty() || key == "password");
            counts.then(|| (key, Value::from(value)))
        });
        Self(ours.collect())
    }
}

impl Provider for Environment {
    fn metadata(&self) -> Metadata {
        Metadata::named(ENVIRONMENT)
    }

    fn data(&self) -> figment::Result<Map<Profile, Dict>> {
        Ok(Profile::Default.collect(self.0.clone()))
    }
}

struct Flag(&'static str, String);

impl Provider for Flag {
    fn metadata(&self) -> Metadata {
        Metadata::named(FLAG)
    }

    fn data(&self) -> figment::Result<Map<Profile, Dict>> {
        let value = Value::from(self.1.clone());
        Ok(Profile::Default.collect(Dict::from([(self.0.to_owned(), value)])))
    }
}

impl Settings {
    /// Loads from an environment that is given, for tests and the demonstration.
    ///
    /// # Errors
    /// As [`Settings::load`].
    pub fn from_values<'a>(values: impl IntoIterator<Item = (&'a str, String)>) -> Result<Self, SettingsError> {
        let named = values.into_iter().map(|(key, value)| (format!("{PREFIX}{}", key.to_uppercase()), value));
        Self::from_layers(&Layers::build(&Flags::default(), named)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use secrecy::ExposeSecret;

    fn variables(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    fn flags(file: &str) -> (tempfile::TempDir, Flags) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("sillon.toml");
        std::fs::write(&path, file).unwrap();
        (folder, Flags { config: Some(path), ..Flags::default() })
    }

    #[test]
    fn a_flag_wins_over_the_environment_over_the_file_over_the_default() {
        let (_folder, mut flags) = flags("listen = \"127.0.0.1:1\"\nlog = \"warn\"\ndiscogs_per_minute = 40\n");
        let environment = variables(&[("SILLON_LISTEN", "127.0.0.1:2"), ("HOME", "/nowhere")]);
        let layers = Layers::build(&flags, environment.clone()).unwrap();
        let settings = Settings::from_layers(&layers).unwrap();
        assert_eq!(settings.listen.port(), 2);
        assert_eq!((settings.log.as_str(), settings.discogs.per_minute), ("warn", 40));
        assert_eq!(layers.source("listen"), "SILLON_LISTEN");
        assert!(layers.source("log").ends_with("sillon.toml"));
        assert_eq!(layers.source("discogs_url"), "default");
        flags.values.push(("listen", "127.0.0.1:3".to_owned()));
        let layers = Layers::build(&flags, environment).unwrap();
        assert_eq!(Settings::from_layers(&layers).unwrap().listen.port(), 3);
        assert_eq!(layers.source("listen"), "--listen");
    }

    #[test]
    fn a_bad_value_names_the_key_the_value_and_what_is_accepted() {
        let environment = variables(&[("SILLON_DISCOGS_PER_MINUTE", "many")]);
        let layers = Layers::build(&Flags::default(), environment).unwrap();
        let error = Settings::from_layers(&layers).unwrap_err().to_string();
        assert_eq!(
            error,
            "discogs_per_minute = \"many\" (SILLON_DISCOGS_PER_MINUTE): expected a whole number from 1 to 100000"
        );
    }

    #[test]
    fn an_unknown_key_is_refused_wherever_it_stands() {
        let error = Layers::build(&Flags::default(), variables(&[("SILLON_TOKEN", "x")])).unwrap_err().to_string();
        assert!(
            error.contains("\"token\"") && error.contains("SILLON_TOKEN") && error.contains("discogs_token"),
            "{error}"
        );
        let (_folder, flags) = flags("lisen = \"x\"\n");
        assert!(Layers::build(&flags, []).unwrap_err().to_string().contains("\"lisen\""));
    }

    #[test]
    fn secrets_are_text_and_are_masked() {
        let environment = variables(&[("SILLON_PASSWORD", "0123"), ("SILLON_DISCOGS_TOKEN", "hunter2")]);
        let layers = Layers::build(&Flags::default(), environment).unwrap();
        let settings = Settings::from_layers(&layers).unwrap();
        assert_eq!(settings.password.as_ref().unwrap().expose_secret(), "0123");
        assert_eq!(layers.shown("discogs_token").as_deref(), Some("••••••••"));
        assert!(!format!("{settings:?}").contains("hunter2"));
    }

    #[test]
    fn tokens_are_read_as_they_are_pasted() {
        let environment = variables(&[
            ("SILLON_DISCOGS_TOKEN", "\"hunter2\""),
            ("SILLON_DISCOGS_USERNAME", "“collector”"),
            ("SILLON_SPOTIFY_CLIENT_ID", "'id' "),
            ("SILLON_SPOTIFY_CLIENT_SECRET", "\u{feff}secret\u{200b}"),
            ("SILLON_AI_TOKEN", "Bearer sk-1"),
            ("SILLON_AI_PRODUCT_ID", "12"),
        ]);
        let settings = Settings::from_layers(&Layers::build(&Flags::default(), environment).unwrap()).unwrap();
        assert_eq!(settings.discogs.token.as_ref().unwrap().expose_secret(), "hunter2");
        assert_eq!(settings.discogs.username.as_deref(), Some("collector"));
        let spotify = settings.spotify.unwrap();
        assert_eq!((spotify.client_id.as_str(), spotify.client_secret.expose_secret()), ("id", "secret"));
        assert_eq!(settings.ai.unwrap().token.expose_secret(), "sk-1");
        let (_folder, flags) = flags("discogs_token = \"'hunter2'\"\n");
        let settings = Settings::from_layers(&Layers::build(&flags, []).unwrap()).unwrap();
        assert_eq!(settings.discogs.token.as_ref().unwrap().expose_secret(), "hunter2");
    }

    #[test]
    fn characters_that_no_token_has_are_named_and_the_value_is_not() {
        let keys = ["discogs_token", "spotify_client_id", "spotify_client_secret", "ai_token"];
        for key in keys {
            let others = keys.into_iter().filter(|other| *other != key).map(|other| (other, "x".to_owned()));
            let all = others.chain([(key, "hunter “2".to_owned()), ("ai_product_id", "12".to_owned())]);
            let error = Settings::from_values(all).unwrap_err().to_string();
            assert!(error.contains(key) && error.contains("quotation marks") && error.contains("spaces"), "{error}");
            assert!(!error.contains("hunter"), "{error}");
        }
    }

    #[test]
    fn a_credential_before_a_host_and_a_line_of_a_broken_file_are_not_shown() {
        let environment = variables(&[("SILLON_AI_URL", "https://me:hunter2@ai.example/v1")]);
        let layers = Layers::build(&Flags::default(), environment).unwrap();
        assert_eq!(layers.shown("ai_url").as_deref(), Some("https://••••••••@ai.example/v1"));
        assert_eq!(layers.shown("discogs_url").as_deref(), Some("https://api.discogs.com"));
        let (_folder, flags) = flags("log = \"info\"\npassword = hunter2\n");
        let error = Layers::build(&flags, []).unwrap_err().to_string();
        assert!(error.contains("line 2") && !error.contains("hunter2"), "{error}");
    }

    #[test]
    fn wide_is_beyond_loopback_or_behind_a_proxy() {
        let is_wide = |values: &[(&'static str, &str)]| {
            Settings::from_values(values.iter().map(|(key, value)| (*key, (*value).to_owned()))).unwrap().is_wide()
        };
        assert!(!is_wide(&[]) && !is_wide(&[("listen", "[::1]:8000")]));
        assert!(is_wide(&[("listen", "0.0.0.0:8000")]) && is_wide(&[("trusted_proxies", "127.0.0.1")]));
    }

    #[test]
    fn an_empty_password_is_an_error_in_every_source() {
        for value in ["", "  "] {
            let layers = Layers::build(&Flags::default(), variables(&[("SILLON_PASSWORD", value)])).unwrap();
            let error = Settings::from_layers(&layers).unwrap_err().to_string();
            assert!(error.contains("SILLON_PASSWORD") && error.contains("set and empty"), "{error}");
        }
        let (_folder, flags) = flags("password = \"\"\n");
        let error = Settings::from_layers(&Layers::build(&flags, Vec::new()).unwrap()).unwrap_err().to_string();
        assert!(error.contains("sillon.toml") && error.contains("set and empty"), "{error}");
        // Any other variable that a compose file leaves empty is none.
        let layers = Layers::build(&Flags::default(), variables(&[("SILLON_DISCOGS_TOKEN", "")])).unwrap();
        assert!(Settings::from_layers(&layers).unwrap().discogs.token.is_none());
    }

    #[test]
    fn no_setting_holds_a_nul() {
        let (_folder, flags) = flags("discogs_token = \"hunter\\u00002\"\n");
        let error = Layers::build(&flags, Vec::new()).err().unwrap().to_string();
        assert!(error.contains("discogs_token") && error.contains("U+0000") && !error.contains("hunter"), "{error}");
    }

    #[test]
    fn half_a_hash_is_refused_and_not_shown() {
        let error = Settings::from_values([("password", "$argon2id$hunter2".to_owned())]).unwrap_err().to_string();
        assert!(error.contains("argon2") && !error.contains("hunter2"), "{error}");
    }

    #[test]
    fn half_of_spotify_is_an_error() {
        let error = Settings::from_values([("spotify_client_id", "x".to_owned())]).unwrap_err();
        assert!(error.to_string().contains("SILLON_SPOTIFY_CLIENT_SECRET"));
    }
}
