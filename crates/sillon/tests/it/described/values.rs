//! Values made from a schema: such as it allows, and such as it does not.

use super::document::Document;
use crate::dice::Dice;
use serde_json::{Map, Value, json};

const TEXTS: [&str; 8] =
    ["Jazz", "Vår", "\"quoted", "50% off & more", "<b>bold</b>", "日本語", "a:b-c", "un sillon très fermé"];
const NUMBERS: [i64; 7] = [0, 1, 2, -1, 31, i64::MAX, i64::MIN];

/// A value that the schema allows, or nearly so: whoever sends it asks the schema.
pub(super) fn value(dice: &mut Dice, document: &Document, schema: &Value) -> Value {
    let schema = document.resolve(schema);
    let examples: Vec<Value> =
        schema["examples"].as_array().into_iter().flatten().chain(schema.get("example")).cloned().collect();
    let is_told = schema["pattern"].is_string() || schema["additionalProperties"].is_object();
    if !examples.is_empty() && (is_told || dice.chance(50)) {
        return dice.pick(&examples).clone();
    }
    if let Some(words) = schema["enum"].as_array() {
        return dice.pick(words).clone();
    }
    if let Some(ways) = schema["oneOf"].as_array().or_else(|| schema["anyOf"].as_array()) {
        let way = dice.pick(ways);
        return value(dice, document, way);
    }
    match kind(dice, schema) {
        "null" => Value::Null,
        "boolean" => json!(dice.chance(50)),
        "integer" | "number" => integer(dice, schema),
        "string" => text(dice, schema),
        "array" => {
            let most = schema["maxItems"].as_u64().map_or(3, |most| usize::try_from(most).unwrap());
            let some = if dice.chance(10) { most } else { dice.roll(4.min(most + 1)) };
            let least = schema["minItems"].as_u64().unwrap_or(0);
            let some = some.max(usize::try_from(least).unwrap());
            (0..some).map(|_| value(dice, document, &schema["items"])).collect()
        }
        _ => object(dice, document, schema),
    }
}

fn kind<'a>(dice: &mut Dice, schema: &'a Value) -> &'a str {
    match &schema["type"] {
        Value::String(kind) => kind,
        Value::Array(kinds) => {
            let some: Vec<&str> = kinds.iter().filter_map(Value::as_str).filter(|kind| *kind != "null").collect();
            if dice.chance(15) { "null" } else { some[0] }
        }
        _ => "object",
    }
}

fn integer(dice: &mut Dice, schema: &Value) -> Value {
    let (least, most) = (schema["minimum"].as_i64(), schema["maximum"].as_i64());
    match (least, most) {
        (Some(least), Some(most)) if dice.chance(70) => json!(least + dice.roll((most - least + 1) as usize) as i64),
        (Some(least), Some(most)) => json!(if dice.chance(50) { least } else { most }),
        (Some(least), None) => json!(least + dice.roll(4) as i64),
        _ => json!(dice.pick(&NUMBERS)),
    }
}

fn text(dice: &mut Dice, schema: &Value) -> Value {
    match schema["maxLength"].as_u64() {
        Some(most) if dice.chance(15) => json!("é".repeat(usize::try_from(most).unwrap())),
        _ => json!(dice.pick(&TEXTS)),
    }
}

fn object(dice: &mut Dice, document: &Document, schema: &Value) -> Value {
    let mut made = Map::new();
    let required: Vec<&str> = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let empty = Map::new();
    let mut left: Vec<(&String, &Value)> = schema["properties"].as_object().unwrap_or(&empty).iter().collect();
    let most = schema["maxProperties"].as_u64().map(|most| usize::try_from(most).unwrap());
    while !left.is_empty() {
        let (name, member) = left.swap_remove(dice.roll(left.len()));
        let to_come = required.iter().filter(|name| !made.contains_key(**name)).count();
        let is_required = required.contains(&name.as_str());
        let fits = most.is_none_or(|most| made.len() + to_come < most);
        if is_required || (fits && (most.is_some() || dice.chance(40))) {
            made.insert(name.clone(), value(dice, document, member));
        }
    }
    if schema["additionalProperties"].is_object() {
        for _ in 0..dice.roll(3) {
            let name = value(dice, document, &schema["propertyNames"]);
            if let Some(name) = name.as_str() {
                made.insert(name.to_owned(), value(dice, document, &schema["additionalProperties"]));
            }
        }
    }
    Value::Object(made)
}

/// The value with one thing made wrong, somewhere in it.
pub(super) fn spoil(dice: &mut Dice, document: &Document, schema: &Value, good: &Value) -> Value {
    let schema = document.resolve(schema);
    let deeper = dice.chance(60);
    match good {
        Value::Object(members) if deeper && !members.is_empty() => {
            let names: Vec<&String> = members.keys().collect();
            let name = (*dice.pick(&names)).clone();
            let mut spoilt = members.clone();
            let inner = [&schema["properties"][&name], &schema["additionalProperties"]];
            if let Some(inner) = inner.into_iter().find(|inner| inner.is_object()) {
                spoilt[&name] = spoil(dice, document, inner, &members[&name]);
            }
            Value::Object(spoilt)
        }
        Value::Array(items) if deeper && !items.is_empty() => {
            let mut spoilt = items.clone();
            let at = dice.roll(items.len());
            spoilt[at] = spoil(dice, document, &schema["items"], &items[at]);
            Value::Array(spoilt)
        }
        _ => spoil_here(dice, schema, good),
    }
}

fn spoil_here(dice: &mut Dice, schema: &Value, good: &Value) -> Value {
    match (good, dice.roll(3)) {
        (Value::Object(members), 0) => {
            let mut spoilt = members.clone();
            spoilt.insert("nobody_knows".to_owned(), json!(1));
            Value::Object(spoilt)
        }
        (Value::Object(members), 1) => {
            let mut spoilt = members.clone();
            let required = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
            let required: Vec<&str> = required.collect();
            if !required.is_empty() {
                spoilt.remove(*dice.pick(&required));
            }
            Value::Object(spoilt)
        }
        (Value::String(_), 0) => match schema["maxLength"].as_u64() {
            Some(most) => json!("x".repeat(usize::try_from(most).unwrap() + 1)),
            None => json!({"no": "text"}),
        },
        (Value::String(_), 1) if schema["minLength"].is_u64() => json!("  "),
        (Value::String(_), 1) if !schema["enum"].is_null() || !schema["pattern"].is_null() => json!("no such thing"),
        (Value::String(_), _) => json!({"no": "text"}),
        (Value::Number(_), 0) => schema["maximum"].as_i64().map_or(json!("seven"), |most| json!(most + 1)),
        (Value::Number(_), 1) => schema["minimum"].as_i64().map_or(json!([7]), |least| json!(least - 1)),
        (Value::Number(_), _) => json!({"no": "number"}),
        (Value::Array(items), 0) if schema["maxItems"].is_u64() && !items.is_empty() => {
            let most = usize::try_from(schema["maxItems"].as_u64().unwrap()).unwrap();
            items.iter().cycle().take(most + 1).cloned().collect()
        }
        (Value::Object(_), _) => json!(["no", "object"]),
        (Value::Array(_), _) => json!({"no": "list"}),
        _ => json!({"neither": "nor"}),
    }
}
