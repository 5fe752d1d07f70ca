//! The items of listings.

use serde_json::{Map, Value, json};

use super::View;
use crate::world::album::{Album, Cover, Credit, Label};
use crate::world::format::Format;
use crate::world::{Copy, Source, World, pacific, shelf};

pub(crate) fn credits(credits: &[Credit], view: &View) -> Vec<Value> {
    let one = |credit: &Credit| {
        json!({
            "name": credit.name, "anv": credit.anv, "join": credit.join, "role": "", "tracks": "", "id": credit.id,
            "resource_url": view.link(&format!("/artists/{}", credit.id)),
        })
    };
    credits.iter().map(one).collect()
}

pub(crate) fn labels(labels: &[Label], view: &View) -> Vec<Value> {
    let one = |label: &Label| {
        json!({
            "name": label.name, "catno": label.catno, "entity_type": "1", "entity_type_name": "Label", "id": label.id,
            "resource_url": view.link(&format!("/labels/{}", label.id)),
        })
    };
    labels.iter().map(one).collect()
}

pub(crate) fn formats(formats: &[Format]) -> Vec<Value> {
    let one = |format: &Format| {
        let mut value = Map::new();
        value.insert("name".to_owned(), format.name.into());
        value.insert("qty".to_owned(), format.qty.to_string().into());
        if let Some(text) = format.text {
            value.insert("text".to_owned(), text.into());
        }
        if !format.descriptions.is_empty() {
            value.insert("descriptions".to_owned(), format.descriptions.clone().into());
        }
        Value::Object(value)
    };
    formats.iter().map(one).collect()
}

/// The id in a picture's address: the release's, and a number after each new upload.
pub(crate) fn picture_id(world: &World, release_id: i64) -> String {
    match world.recovered.get(&release_id) {
        None => release_id.to_string(),
        Some(upload) => format!("{release_id}-{upload}"),
    }
}

pub(crate) fn cover(world: &World, album: &Album, view: &View, size: u32) -> String {
    match album.cover {
        Cover::Missing if !world.recovered.contains_key(&album.release_id) => String::new(),
        Cover::Spacer if view.pictures => {
            format!("http://{}/images/st/0123abcd/images/spacer.gif", view.host)
        }
        _ => view.picture("release", &picture_id(world, album.release_id), size),
    }
}

/// What an edit upstream changed.
pub(crate) fn patch(world: &World, release_id: i64, value: &mut Value) {
    if let (Some(keys), Some(object)) = (world.patches.get(&release_id), value.as_object_mut()) {
        object.extend(keys.clone());
    }
}

pub(crate) fn basic_information(world: &World, album: &Album, view: &View) -> Value {
    let id = album.release_id;
    let mut basic = json!({
        "id": id,
        "master_id": album.master_id.unwrap_or(0),
        "master_url": album.master_id.map(|master| view.link(&format!("/masters/{master}"))),
        "resource_url": view.link(&format!("/releases/{id}")),
        "thumb": cover(world, album, view, 150),
        "cover_image": cover(world, album, view, 600),
        "title": album.title,
        "year": album.year,
        "formats": formats(&album.formats),
        "labels": labels(&album.labels, view),
        "artists": credits(&album.credits, view),
        "genres": album.genres,
        "styles": album.styles,
    });
    patch(world, id, &mut basic);
    basic
}

/// The folder a copy is in.
pub(crate) fn folder(world: &World, copy: &Copy) -> i64 {
    match &copy.source {
        Source::Raw(item) => item.get("folder_id").and_then(Value::as_i64).unwrap_or(1),
        Source::Invented(_) => {
            let place = shelf::folder(world.seed, copy.instance_id, world.folders.len());
            world.folders.get(place).map_or(1, |(id, _)| *id)
        }
    }
}

/// One item of the collection's listing; the folder and the notes are the owner's only.
pub(crate) fn item(world: &World, copy: &Copy, view: &View) -> Value {
    let index = match &copy.source {
        Source::Invented(index) => *index as usize,
        Source::Raw(item) => {
            let mut item = Value::clone(item);
            if let (Some(id), Some(basic)) = (world.release_id(copy), item.get_mut("basic_information")) {
                patch(world, id, basic);
            }
            return item;
        }
    };
    let Some(album) = world.album(index) else {
        return Value::Null;
    };
    let mut item = json!({
        "id": album.release_id,
        "instance_id": copy.instance_id,
        "date_added": pacific(copy.added_at),
        "rating": shelf::rating(world.seed, copy.instance_id),
        "basic_information": basic_information(world, &album, view),
    });
    if view.owner {
        item["folder_id"] = folder(world, copy).into();
        if let Some(notes) = shelf::notes(world.seed, copy.instance_id) {
            let known = |id: i64| world.fields.iter().any(|field| field["id"] == id);
            let notes = notes.into_iter().filter(|(id, _)| known(*id));
            item["notes"] = notes.map(|(id, value)| json!({"field_id": id, "value": value})).collect();
        }
    }
    item
}
