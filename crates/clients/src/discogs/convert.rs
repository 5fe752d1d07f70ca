//! From Discogs' answers to the core's words.

mod item;

use super::client::Identity;
use super::wire;
use crate::error::ClientError;
use serde_json::Value;
use sillon_core::collection::{Field, Folder, Page};
use sillon_core::id::{FieldId, FolderId};

pub(super) fn identity(identity: wire::Identity) -> Identity {
    Identity { username: identity.username }
}

/// Without folder 0, which stands for all and in which no copy is filed.
pub(super) fn folders(answer: wire::Folders) -> Vec<Folder> {
    named(&answer.folders).map(|(id, name)| Folder { id: FolderId(id), name }).collect()
}

pub(super) fn fields(answer: wire::Fields) -> Vec<Field> {
    named(&answer.fields).map(|(id, name)| Field { id: FieldId(id), name }).collect()
}

fn named(list: &[Value]) -> impl Iterator<Item = (i64, String)> {
    list.iter().filter_map(|entry| Some((wire::id(entry, "id")?, wire::text(entry, "name"))))
}

/// A page that is not the one asked for is not believed: something on the way answers from its memory.
pub(super) fn page(answer: &wire::Page<'_>, asked: u32) -> Result<Page, ClientError> {
    let pagination = &answer.pagination;
    if pagination.page != asked {
        let message = format!("page {} instead of {asked}", pagination.page);
        return Err(ClientError::Decode { path: "pagination.page".to_owned(), message });
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
        match item::item(raw.get()) {
            Ok(item) => found.push(item),
            Err(line) => unreadable.push(line),
        }
    }
    Ok(Page { page: asked, pages: pagination.pages, items: pagination.items, found, unreadable })
}

#[cfg(test)]
mod tests;
