//! `sillon config`: every setting, its value and where it came from.

use super::print;
use crate::cli::Json;
use crate::failure::Failure;
use crate::settings::{Layers, SETTINGS, Settings};
use serde_json::json;

pub(super) fn run(layers: &Layers, format: Json) -> Result<(), Failure> {
    let checked = Settings::from_layers(layers);
    let computed = |key: &str| match (&checked, key) {
        (Ok(settings), "data_dir") => Some(settings.data_dir.display().to_string()),
        _ => None,
    };
    let rows = SETTINGS.iter().map(|setting| {
        let shown = layers.shown(setting.key).or_else(|| computed(setting.key));
        let source = if shown.is_some() && layers.shown(setting.key).is_none() {
            "default".to_owned()
        } else {
            layers.source(setting.key)
        };
        (setting, shown, source)
    });
    if format.json {
        let list: Vec<_> = rows
            .map(|(setting, value, source)| {
                let (key, meaning, variable) = (setting.key, setting.meaning, setting.variable());
                json!({"key": key, "value": value, "source": source, "variable": variable, "meaning": meaning})
            })
            .collect();
        print(json!(list));
    } else {
        for (setting, value, source) in rows {
            print(format_args!("{:<22} {:<36} {source}", setting.key, value.unwrap_or_else(|| "–".to_owned())));
        }
    }
    checked.map(drop).map_err(Failure::from)
}
