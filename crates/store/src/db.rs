//! One of two databases, and the macros that compile one body for either.

use crate::place::Place;
use crate::read_only::ReadOnly;
use sqlx::{PgPool, SqlitePool};

/// An open database.
#[derive(Clone, Debug)]
pub(crate) enum Db {
    /// One writer, so that writes wait in a queue of ours and not on the file's lock; readers never wait for it (WAL).
    Sqlite {
        writer: SqlitePool,
        readers: SqlitePool,
        place: Place,
        /// Why nothing can be written, where the file could only be opened for reading.
        read_only: Option<ReadOnly>,
    },
    /// PostgreSQL keeps writers apart by itself.
    Postgres(PgPool),
}

impl Db {
    /// Why nothing can be written, where the file could only be opened for reading.
    pub(crate) fn read_only(&self) -> Option<&str> {
        match self {
            Self::Sqlite { read_only, .. } => read_only.as_ref().map(ReadOnly::reason),
            Self::Postgres(_) => None,
        }
    }
}

/// Runs a body of reads with `$pool` bound to the database's pool for reading.
macro_rules! read {
    ($db:expr, $pool:ident => $body:expr) => {
        match $db {
            $crate::db::Db::Sqlite { readers: $pool, .. } => $body,
            $crate::db::Db::Postgres($pool) => $body,
        }
    };
}

/// Runs a body inside one write transaction and commits; an early return (`?`) rolls back.
macro_rules! transact {
    ($db:expr, $transaction:ident => $body:expr) => {
        match $db {
            $crate::db::Db::Sqlite { writer, place, read_only, .. } => {
                if let Some(read_only) = read_only {
                    return Err(read_only.refusal().into());
                }
                let mut connection = writer.acquire().await?;
                place.check()?;
                let written = async {
                    // A deferred transaction that turns into a write can fail with "locked" half-way; this one waits first.
                    let mut $transaction = sqlx::Connection::begin_with(&mut *connection, "BEGIN IMMEDIATE").await?;
                    let outcome = $body;
                    $transaction.commit().await?;
                    Ok::<_, $crate::error::StoreError>(outcome)
                }
                .await;
                if written.is_err() {
                    // A full disk rolls back by itself, behind the driver's back, which would take the connection to be
                    // inside a transaction for ever after.
                    connection.close_on_drop();
                }
                written?
            }
            $crate::db::Db::Postgres(pool) => {
                let mut $transaction = pool.begin().await?;
                let outcome = $body;
                $transaction.commit().await?;
                outcome
            }
        }
    };
}
