//! A question about albums as SQL: conditions and an order, put together from fixed pieces.

use crate::db::Db;
use crate::dialect::{FACETS, SEARCH};
use crate::edits::IS_ARCHIVED;
use crate::facets::Facet;
use crate::search::Question;
use sillon_core::id::AccountId;
use sillon_core::query::{AlbumQuery, Named, Order, Sort};

#[cfg(test)]
mod plans;

/// A value for one of the statement's parameters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Argument {
    Integer(i64),
    Text(String),
}

/// `WHERE …` over `album_index AS a`, with its arguments; `$1` is the account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Filter {
    sql: String,
    pub(crate) arguments: Vec<Argument>,
}

impl Filter {
    /// The conditions of a question.
    pub(crate) fn of(db: &Db, account: AccountId, query: &AlbumQuery) -> Self {
        let mut filter =
            Self { sql: "WHERE a.account_id = $1".to_owned(), arguments: vec![Argument::Integer(account.0)] };
        filter.sql.push_str(&format!(" AND a.release_id NOT IN ({IS_ARCHIVED})"));
        if let Some(search) = &query.search {
            match Question::parse(search) {
                Some(question) => filter.within(SEARCH.of(db), [Argument::Text(question.render(db))]),
                None if search.trim().is_empty() => {}
                None => filter.and("FALSE", []),
            }
        }
        let words: Vec<String> = facets(query).map(Facet::word).collect();
        if !words.is_empty() {
            let and = match db {
                Db::Sqlite { .. } => " AND ",
                Db::Postgres(_) => " & ",
            };
            filter.within(FACETS.of(db), [Argument::Text(words.join(and))]);
        }
        if let Some(year) = query.year {
            filter.and("a.year = ?", [Argument::Integer(year.into())]);
        }
        if let Some(decade) = query.decade {
            let first = i64::from(decade);
            filter.and("a.year BETWEEN ? AND ?", [Argument::Integer(first), Argument::Integer(first + 9)]);
        }
        filter
    }

    /// How many albums there are.
    pub(crate) fn count(&self) -> String {
        format!("SELECT count(*) FROM album_index AS a {}", self.sql)
    }

    /// The keys of one page of them, in order.
    pub(crate) fn page(mut self, query: &AlbumQuery) -> (String, Vec<Argument>) {
        let limit = self.add(Argument::Integer(query.page_size.into()));
        let offset = self.add(Argument::Integer(i64::try_from(query.offset()).unwrap_or(i64::MAX)));
        let (filter, order) = (self.sql, order_by(query.sort, query.order));
        let sql = format!(
            "SELECT a.release_id FROM album_index AS a {filter} ORDER BY {order} LIMIT ${limit} OFFSET ${offset}"
        );
        (sql, self.arguments)
    }

    /// Adds an argument and tells the number of its parameter.
    fn add(&mut self, argument: Argument) -> usize {
        self.arguments.push(argument);
        self.arguments.len()
    }

    fn within<const N: usize>(&mut self, releases: &str, arguments: [Argument; N]) {
        self.and(&format!("a.release_id IN ({releases})"), arguments);
    }

    /// Joins a condition whose `?` stand for the arguments, in order.
    fn and<const N: usize>(&mut self, condition: &str, arguments: [Argument; N]) {
        self.sql.push_str(" AND ");
        let mut pieces = condition.split('?');
        self.sql.extend(pieces.next());
        for (piece, argument) in pieces.zip(arguments) {
            let number = self.add(argument);
            self.sql.push_str(&format!("${number}{piece}"));
        }
    }
}

/// What a question asks of a release beside its words and its year.
fn facets(query: &AlbumQuery) -> impl Iterator<Item = Facet<'_>> {
    let artist = query.artist.as_ref().map(|artist| match artist {
        Named::Id(id) => Facet::Artist(*id),
        Named::Name(name) => Facet::ArtistName(name),
    });
    let label = query.label.as_ref().map(|label| match label {
        Named::Id(id) => Facet::Label(*id),
        Named::Name(name) => Facet::LabelName(name),
    });
    let genre = query.genre.as_deref().map(Facet::Genre);
    let style = query.style.as_deref().map(Facet::Style);
    let format = query.format.as_deref().map(Facet::Format);
    [artist, label, genre, style, format, query.support.map(Facet::Support)].into_iter().flatten()
}

/// The order of a list: each is an index read one way or the other. Equal years and
/// ratings stand by the date added, which also keeps a sync's rows side by side in those indexes. The release's key ends
/// it, so that no two albums tie and pages never overlap.
fn order_by(sort: Sort, order: Order) -> &'static str {
    use Order::{Ascending, Descending};
    match (sort, order) {
        (Sort::Added, Ascending) => "a.added_at ASC NULLS FIRST, a.release_id ASC",
        (Sort::Added, Descending) => "a.added_at DESC NULLS LAST, a.release_id DESC",
        (Sort::Artist, Ascending) => "a.artist_key ASC, a.year ASC NULLS FIRST, a.title_key ASC, a.release_id ASC",
        (Sort::Artist, Descending) => "a.artist_key DESC, a.year DESC NULLS LAST, a.title_key DESC, a.release_id DESC",
        (Sort::Title, Ascending) => "a.title_key ASC, a.release_id ASC",
        (Sort::Title, Descending) => "a.title_key DESC, a.release_id DESC",
        (Sort::Year, Ascending) => "a.year ASC NULLS LAST, a.added_at ASC NULLS FIRST, a.release_id ASC",
        (Sort::Year, Descending) => "a.year DESC NULLS LAST, a.added_at DESC NULLS LAST, a.release_id DESC",
        (Sort::Label, Ascending) => "a.label_key ASC, a.catno_key ASC, a.release_id ASC",
        (Sort::Label, Descending) => "a.label_key DESC, a.catno_key DESC, a.release_id DESC",
        (Sort::Rating, Ascending) => "a.rating ASC NULLS LAST, a.added_at ASC NULLS FIRST, a.release_id ASC",
        (Sort::Rating, Descending) => "a.rating DESC NULLS LAST, a.added_at DESC NULLS LAST, a.release_id DESC",
    }
}
