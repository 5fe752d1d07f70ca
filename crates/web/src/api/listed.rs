//! One page of a list.

use serde::Serialize;
use sillon_core::album::ListPage;
use utoipa::ToSchema;

/// One page of a list; past the last page it is empty.
#[derive(Debug, Serialize, ToSchema)]
pub struct Listed<T> {
    /// What stands on it.
    pub items: Vec<T>,
    /// How many there are on all pages.
    pub total: u64,
    /// 1-based.
    pub page: u32,
    /// At most so many items a page.
    pub page_size: u32,
    /// How many pages there are; 0 for an empty list.
    pub pages: u64,
}

impl<T> Listed<T> {
    /// The page, each item as its document.
    pub fn of<I: Into<T>>(page: ListPage<I>) -> Self {
        let pages = page.pages();
        let ListPage { items, total, page, page_size } = page;
        Self { items: items.into_iter().map(Into::into).collect(), total, page, page_size, pages }
    }
}
