//! One line of the listing. It is kept with all that can be read of it, as long as it says which copy it is, and of what, and
//! has no text that is too long.

use super::credit::to_credit;
use crate::discogs::wire::{self, id};
use crate::lenient::{list, number, text, texts, web_address};
use jiff::Timestamp;
use serde_json::Value;
use sillon_core::collection::{Copy, Item, List, Note, Unreadable};
use sillon_core::format::Format;
use sillon_core::id::{FieldId, FolderId, InstanceId, LabelId, MasterId, ReleaseId};
use sillon_core::label::LabelLine;
use sillon_core::limits::{INSTANTS, MOST_TEXT, QUANTITIES, long_text};
use sillon_core::release::Release;

/// As much of a line's text as names it where it has no title.
const EXCERPT: usize = 80;
/// The field for notes in every collection that has not removed it.
const NOTES: FieldId = FieldId(3);

pub(super) fn item(list: List, raw: &str) -> Result<Item, Unreadable> {
    let value: Value = serde_json::from_str(raw).map_err(|error| {
        let named = serde_json::from_str::<wire::Named>(raw).ok();
        let instance_id = named.and_then(|named| match list {
            List::Collection => named.instance_id,
            List::Wantlist => named.id,
        });
        let instance_id = instance_id.filter(|id| wire::is_id(*id)).map(InstanceId);
        Unreadable { instance_id, shown_as: excerpt(raw), reason: error.to_string() }
    })?;
    let basic = value.get("basic_information").unwrap_or(&Value::Null);
    let release_id = id(basic, "id").or_else(|| id(&value, "id")).map(ReleaseId);
    let instance_id = match list {
        List::Collection => id(&value, "instance_id").map(InstanceId),
        List::Wantlist => release_id.map(|release| InstanceId(release.0)),
    };
    let unreadable = |reason: &str| {
        let title = basic.get("title").and_then(Value::as_str).unwrap_or_default();
        let shown_as = excerpt(if title.trim().is_empty() { raw } else { title });
        Unreadable { instance_id, shown_as, reason: reason.to_owned() }
    };
    let nameless = match list {
        List::Collection => "no usable number at instance_id",
        List::Wantlist => "no usable number at id",
    };
    let Some(instance) = instance_id else { return Err(unreadable(nameless)) };
    let Some(release) = release_id else { return Err(unreadable("no usable number at basic_information.id")) };
    if let Some(place) = too_long(raw, &value) {
        return Err(unreadable(&format!("a text is longer than 64 KB at {place}")));
    }
    let item = Item { release: to_release(release, basic), copy: to_copy(instance, release, &value) };
    // What is imported never changes: a row that tells nothing now is imported when a later listing tells more.
    if is_blank(&item.release) {
        Err(unreadable("no information about the release at basic_information"))
    } else {
        Ok(item)
    }
}

/// Where the line has a text that is too long. What is imported never changes: a line with one is not kept in part.
fn too_long(raw: &str, value: &Value) -> Option<String> {
    // No text in it is longer than the whole.
    if raw.len() > MOST_TEXT { long_text(value) } else { None }
}

/// Whether nothing is told of a release but its number, its master's and its pictures.
fn is_blank(release: &Release) -> bool {
    let Release { title, year, credits, labels, formats, genres, styles, .. } = release;
    let is_untitled = title.trim().is_empty() && year.is_none();
    // A format that names none is made of nothing.
    let has_format = formats.iter().any(|format| !format.name.is_empty() || !format.descriptions.is_empty());
    is_untitled && !has_format && credits.is_empty() && labels.is_empty() && genres.is_empty() && styles.is_empty()
}

pub(super) fn to_release(id: ReleaseId, basic: &Value) -> Release {
    Release {
        id,
        master_id: wire::id(basic, "master_id").map(MasterId),
        title: text(basic, "title"),
        year: super::year(basic),
        cover_url: picture(basic, "cover_image"),
        thumb_url: picture(basic, "thumb"),
        credits: list(basic, "artists").filter_map(to_credit).collect(),
        labels: list(basic, "labels").filter_map(to_label).collect(),
        formats: list(basic, "formats").map(to_format).collect(),
        genres: texts(basic, "genres"),
        styles: texts(basic, "styles"),
    }
}

fn to_copy(instance_id: InstanceId, release_id: ReleaseId, value: &Value) -> Copy {
    Copy {
        instance_id,
        release_id,
        folder_id: id(value, "folder_id").map(FolderId),
        rating: number(value, "rating").filter(|rating| (1..=5).contains(rating)).and_then(|r| r.try_into().ok()),
        added_at: text(value, "date_added")
            .parse()
            .ok()
            .map(Timestamp::as_millisecond)
            .filter(|at| INSTANTS.contains(at)),
        notes: notes(value),
    }
}

/// A picture that is one, at an address of the web: Discogs sends nothing to those without a token, and a transparent pixel where there is none.
fn picture(basic: &Value, key: &str) -> Option<String> {
    Some(text(basic, key)).filter(|url| web_address(url).is_some() && !url.contains("spacer.gif"))
}

/// There is no stand-in among labels, so one without a key or a name is left out.
fn to_label(label: &Value) -> Option<LabelLine> {
    let label_id = LabelId(id(label, "id")?);
    let name = Some(text(label, "name")).filter(|name| !name.trim().is_empty())?;
    let catno = Some(text(label, "catno")).filter(|catno| !catno.trim().eq_ignore_ascii_case("none"));
    Some(LabelLine { label_id, name, catno: catno.unwrap_or_default() })
}

fn to_format(format: &Value) -> Format {
    Format {
        name: text(format, "name"),
        qty: number(format, "qty")
            .filter(|qty| QUANTITIES.contains(qty))
            .and_then(|qty| qty.try_into().ok())
            .unwrap_or(1),
        descriptions: texts(format, "descriptions"),
        text: text(format, "text"),
    }
}

/// A list of fields in a collection; in a wantlist Discogs sends a plain text, which is what the field for notes is for.
fn notes(value: &Value) -> Vec<Note> {
    let plain = Note { field_id: NOTES, value: text(value, "notes") };
    let fields = list(value, "notes");
    let fields =
        fields.filter_map(|note| Some(Note { field_id: FieldId(id(note, "field_id")?), value: text(note, "value") }));
    fields.chain([plain]).filter(|note| !note.value.trim().is_empty()).collect()
}

fn excerpt(raw: &str) -> String {
    // As many words as characters are wanted are enough.
    let words: Vec<&str> = raw.split_whitespace().take(EXCERPT).collect();
    words.join(" ").replace('\0', "").chars().take(EXCERPT).collect()
}
