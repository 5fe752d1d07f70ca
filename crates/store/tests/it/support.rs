//! A fresh database for each test, and invented items.

use sillon_core::collection::{Copy, Item, Note};
use sillon_core::credit::Credit;
use sillon_core::format::Format;
use sillon_core::id::{AccountId, ArtistId, FieldId, FolderId, InstanceId, JobId, LabelId, MasterId, ReleaseId};
use sillon_core::label::LabelLine;
use sillon_core::release::Release;
use sillon_store::{PageChanges, Reader, Store};
use sqlx::{Connection, Executor, PgConnection, SqliteConnection};

pub(crate) const ME: AccountId = AccountId::FIRST;

/// A database of its own, gone with the test.
pub(crate) struct Fixture {
    pub(crate) store: Store,
    pub(crate) url: String,
    _folder: Option<tempfile::TempDir>,
}

/// Runs each named test on both databases.
macro_rules! on_both {
    ($($name:ident),* $(,)?) => {
        mod sqlite {
            $(#[tokio::test] async fn $name() { super::$name($crate::support::Fixture::sqlite().await).await })*
        }
        mod postgres {
            $(
                #[tokio::test]
                #[ignore = "needs PostgreSQL: ./check starts one"]
                async fn $name() { super::$name($crate::support::Fixture::postgres().await).await }
            )*
        }
    };
}

/// A plain connection beside the store, as any program could open one.
pub(crate) enum Connected {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

impl Fixture {
    pub(crate) async fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}/sillon.db", folder.path().display());
        Self { store: Store::open(&url).await.unwrap(), url, _folder: Some(folder) }
    }

    pub(crate) async fn postgres() -> Self {
        let url = Self::empty_postgres().await;
        Self { store: Store::open(&url).await.unwrap(), url, _folder: None }
    }

    /// The URL of a schema with nothing in it.
    pub(crate) async fn empty_postgres() -> String {
        #[allow(clippy::disallowed_methods, reason = "only the tests know this variable: where their server is")]
        let server = std::env::var("SILLON_TEST_POSTGRES_URL").expect("SILLON_TEST_POSTGRES_URL, see tools/postgres");
        let mut connection = PgConnection::connect(&server).await.unwrap();
        let number: i64 =
            sqlx::query_scalar("SELECT CAST(random() * 1e15 AS BIGINT)").fetch_one(&mut connection).await.unwrap();
        let schema = format!("test_{number}");
        connection.execute(sqlx::AssertSqlSafe(format!("CREATE SCHEMA {schema}"))).await.unwrap();
        format!("{server}&options[search_path]={schema}")
    }

    pub(crate) fn reader(&self) -> Reader {
        self.store.reader()
    }

    pub(crate) async fn connect(&self) -> Connected {
        if self.url.starts_with("sqlite:") {
            Connected::Sqlite(SqliteConnection::connect(&self.url).await.unwrap())
        } else {
            Connected::Postgres(PgConnection::connect(&self.url).await.unwrap())
        }
    }

    /// Adds items as the albums of one page, added one second after the other.
    pub(crate) async fn add(&self, items: &[Item]) {
        let changes = PageChanges { new_albums: items, ..PageChanges::default() };
        self.store.add_page(ME, &job(1), &changes, 1_000).await.unwrap();
    }
}

impl Connected {
    /// Runs a statement, and tells what the database says against it.
    pub(crate) async fn execute(&mut self, sql: String) -> Result<(), String> {
        let sql = sqlx::AssertSqlSafe(sql);
        let outcome = match self {
            Self::Sqlite(connection) => connection.execute(sql).await.map(drop),
            Self::Postgres(connection) => connection.execute(sql).await.map(drop),
        };
        outcome.map_err(|error| error.to_string())
    }
}

pub(crate) fn job(number: u32) -> JobId {
    JobId(format!("0190a000-0000-7000-8000-{number:012}"))
}

/// A copy of a release with all that an item can hold.
pub(crate) fn item(instance_id: i64, release_id: i64) -> Item {
    let copy = Copy {
        instance_id: InstanceId(instance_id),
        release_id: ReleaseId(release_id),
        folder_id: Some(FolderId(1)),
        rating: Some(4),
        added_at: Some(1_600_000_000_000 + instance_id * 1_000),
        notes: vec![
            Note { field_id: FieldId(3), value: "From the flea market".into() },
            Note { field_id: FieldId(1), value: "Near Mint (NM or M-)".into() },
        ],
    };
    Item { release: release(release_id), copy }
}

pub(crate) fn release(id: i64) -> Release {
    Release {
        id: ReleaseId(id),
        master_id: Some(MasterId(id + 500)),
        title: format!("Title {id}"),
        year: Some(1978),
        cover_url: Some(format!("https://i.example/{id}.jpeg")),
        thumb_url: Some(format!("https://i.example/{id}-150.jpeg")),
        credits: vec![credit(id + 1_000, &format!("Artist {id}"))],
        labels: vec![LabelLine {
            label_id: LabelId(id + 2_000),
            name: format!("Label {id}"),
            catno: format!("CAT {id}"),
        }],
        formats: vec![format("Vinyl", &["LP", "Album"])],
        genres: vec!["Rock".into()],
        styles: vec!["Post-Punk".into(), "New Wave".into()],
    }
}

pub(crate) fn credit(artist_id: i64, name: &str) -> Credit {
    Credit { artist_id: ArtistId(artist_id), name: name.into(), anv: String::new(), join: String::new() }
}

pub(crate) fn format(name: &str, descriptions: &[&str]) -> Format {
    let descriptions = descriptions.iter().map(ToString::to_string).collect();
    Format { name: name.into(), qty: 1, descriptions, text: String::new() }
}

/// An album by an artist, with a title.
pub(crate) fn album(id: i64, artist: &str, title: &str) -> Item {
    let mut item = item(id, id);
    item.release.credits = vec![credit(id + 1_000, artist)];
    item.release.title = title.into();
    item
}
