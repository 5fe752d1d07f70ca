//! From Discogs' answers to the core's words.

mod credit;
mod item;
mod picture;
mod release;

pub(super) use picture::pictures;
pub(super) use release::release;

use super::client::Identity;
use super::wire;
use crate::error::ClientError;
use crate::lenient::{number, salvage, text};
use serde_json::Value;
use serde_json::value::RawValue;
use sillon_core::collection::{Field, Folder, List, Page};
use sillon_core::exchange::problem::shorten;
use sillon_core::id::{FieldId, FolderId};
use sillon_core::limits::{COUNTS, YEARS, is_too_long};
use sillon_core::valuation;

/// A name that is too long is nobody's: it would be kept, and be a part of each address.
pub(super) fn identity(identity: wire::Identity) -> Result<Identity, ClientError> {
    if is_too_long(&identity.username) {
        let message = "a text that is longer than 64 KB".to_owned();
        return Err(ClientError::Decode { path: "username".to_owned(), message });
    }
    Ok(Identity { id: identity.id.as_i64().filter(|id| *id > 0), username: identity.username })
}

/// Without folder 0, which stands for all and in which no copy is filed.
pub(super) fn folders(answer: wire::Folders) -> Vec<Folder> {
    named(&answer.folders).map(|(id, name)| Folder { id: FolderId(id), name }).collect()
}

pub(super) fn fields(answer: wire::Fields) -> Vec<Field> {
    named(&answer.fields).map(|(id, name)| Field { id: FieldId(id), name }).collect()
}

fn named(list: &[Value]) -> impl Iterator<Item = (i64, String)> {
    list.iter().filter_map(|entry| Some((wire::id(entry, "id")?, text(entry, "name"))))
}

/// A page that is not the one asked for is not believed: something on the way answers from its memory.
pub(super) fn page(answer: &wire::Page<'_>, list: List, asked: u32) -> Result<Page, ClientError> {
    let pagination = &answer.pagination;
    if pagination.page != asked {
        let message = format!("page {} instead of {asked}", pagination.page);
        return Err(ClientError::Decode { path: "pagination.page".to_owned(), message });
    }
    if !i64::try_from(pagination.items).is_ok_and(|items| COUNTS.contains(&items)) {
        let message = format!("{} rows, which no listing has", pagination.items);
        return Err(ClientError::Decode { path: "pagination.items".to_owned(), message });
    }
    tracing::debug!(
        page = asked,
        per_page = pagination.per_page,
        lines = answer.releases.len(),
        "a page of the listing"
    );
    let mut found = Vec::with_capacity(answer.releases.len());
    let mut unreadable = Vec::new();
    for raw in &answer.releases {
        match item::item(list, raw.get()) {
            Ok(item) => found.push(item),
            Err(line) => unreadable.push(line),
        }
    }
    let has_next = !text(&pagination.urls, "next").is_empty();
    Ok(Page { page: asked, pages: pagination.pages, items: pagination.items, has_next, found, unreadable })
}

/// Sums in a writing that nobody knows are as good as no answer.
pub(super) fn worth(answer: &wire::Worth) -> Result<valuation::Worth, ClientError> {
    let wire::Worth { minimum, median, maximum } = answer;
    valuation::Worth::parse(minimum, median, maximum).ok_or_else(|| ClientError::Decode {
        path: "median".to_owned(),
        message: format!("no sums of one currency: {:?}", [minimum, median, maximum].map(|sum| shorten(sum))),
    })
}

/// What is asked for by its number has to say that very number: something on the way answers from its memory, or with a
/// page of its own.
pub(super) fn subject(answer: &RawValue, asked: i64) -> Result<Value, ClientError> {
    let value = salvage(answer.get());
    match number(&value, "id") {
        Some(id) if id == asked => Ok(value),
        found => {
            let found = found.map_or_else(|| "none".to_owned(), |id| id.to_string());
            Err(ClientError::Decode { path: "id".to_owned(), message: format!("{found} instead of {asked}") })
        }
    }
}

/// 0 stands for a year that nobody knows.
pub(super) fn year(value: &Value) -> Option<i32> {
    number(value, "year").filter(|year| YEARS.contains(year)).and_then(|year| year.try_into().ok())
}

#[cfg(test)]
mod tests;
