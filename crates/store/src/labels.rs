//! Labels for the pages.

use crate::Reader;
use crate::catalogue::Index;
use crate::error::Result;
use crate::keys::sort_key;
use sillon_core::album::ListPage;
use sillon_core::credit::display_name;
use sillon_core::id::{AccountId, LabelId};
use sillon_core::label::LabelCard;
use sillon_core::query::ArtistQuery;
use sillon_core::query::words::{Word, asked_words};

impl Reader {
    /// Labels with at least one album, by their sort keys.
    ///
    /// # Errors
    /// As every read.
    pub async fn list_labels(&self, account: AccountId, query: &ArtistQuery) -> Result<ListPage<LabelCard>> {
        let words = query.search.as_deref().map(|search| asked_words(search, true)).unwrap_or_default();
        let first = u64::from(query.page.saturating_sub(1)) * u64::from(query.page_size);
        let (first, most) = (usize::try_from(first).unwrap_or(usize::MAX), query.page_size as usize);
        let catalogue = self.catalogues.fresh(&self.db, account).await?;
        let (items, total) = catalogue
            .ask(move |index| {
                let listed = labels(index, &words);
                let total = listed.len() as u64;
                (listed.into_iter().skip(first).take(most).collect(), total)
            })
            .await?;
        Ok(ListPage { items, total, page: query.page, page_size: query.page_size })
    }
}

fn labels(index: &Index, words: &[Word]) -> Vec<LabelCard> {
    let mut listed: Vec<(String, LabelCard)> = index
        .labels
        .counts(&index.live)
        .filter_map(|(slot, albums)| {
            let (id, name) = (LabelId(*index.labels.key(slot)?), index.labels.name(slot));
            let name = display_name(name);
            index.is_named(name, words).then(|| (sort_key(name), LabelCard { id, name: name.to_owned(), albums }))
        })
        .collect();
    listed.sort_unstable_by(|(one, card), (other, card_of_other)| (one, card.id.0).cmp(&(other, card_of_other.id.0)));
    listed.into_iter().map(|(_, card)| card).collect()
}
