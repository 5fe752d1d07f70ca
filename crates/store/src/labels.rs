//! Labels for the pages.

use crate::Reader;
use crate::error::Result;
use sillon_core::album::ListPage;
use sillon_core::credit::display_name;
use sillon_core::id::{AccountId, LabelId};
use sillon_core::label::LabelCard;
use sillon_core::query::NameQuery;
use sillon_core::query::words::asked_words;

impl Reader {
    /// Labels with at least one album, by their sort keys.
    ///
    /// # Errors
    /// As every read.
    pub async fn list_labels(&self, account: AccountId, query: &NameQuery) -> Result<ListPage<LabelCard>> {
        let search = query.search.as_deref().map(str::trim).filter(|search| !search.is_empty());
        let words = search.map(|search| asked_words(search, true));
        let first = u64::from(query.page.saturating_sub(1)) * u64::from(query.page_size);
        let (first, most) = (usize::try_from(first).unwrap_or(usize::MAX), query.page_size as usize);
        let catalogue = self.catalogues.fresh(&self.db, account).await?;
        let (items, total) = catalogue
            .ask(move |index| {
                let listed: Vec<_> = index.label_shelf.list(&index.labels, &index.live, words.as_deref()).collect();
                let page = listed.iter().skip(first).take(most).map(|(id, slot, albums)| LabelCard {
                    id: LabelId(*id),
                    name: display_name(index.labels.name(*slot)).to_owned(),
                    albums: *albums,
                });
                (page.collect(), listed.len() as u64)
            })
            .await?;
        Ok(ListPage { items, total, page: query.page, page_size: query.page_size })
    }
}
