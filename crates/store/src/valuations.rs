//! What Discogs said that a collection would fetch, day by day. Inserts only.

use crate::error::Result;
use crate::{Reader, Store};
use sillon_core::id::AccountId;
use sillon_core::valuation::{Valuation, Worth};

impl Store {
    /// Keeps what was said on a day; what stands there already stays.
    ///
    /// # Errors
    /// As every write.
    pub async fn add_valuation(&self, account: AccountId, valuation: &Valuation) -> Result<()> {
        let Valuation { day, worth: Worth { minimum, median, maximum, currency } } = valuation;
        transact!(&self.db, transaction => {
            sqlx::query(concat!(
                "INSERT INTO valuations (seal, account_id, day, minimum, median, maximum, currency) VALUES (",
                newest_seal!(), ", $1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING",
            ))
            .bind(account.0).bind(day).bind(minimum).bind(median).bind(maximum).bind(currency)
            .execute(&mut *transaction).await?;
        });
        Ok(())
    }
}

impl Reader {
    /// What was said so far, oldest first.
    ///
    /// # Errors
    /// As every read.
    pub async fn list_valuations(&self, account: AccountId) -> Result<Vec<Valuation>> {
        let rows: Vec<(i64, i64, i64, i64, String)> = read!(&self.db, pool => {
            sqlx::query_as(
                "SELECT day, minimum, median, maximum, currency FROM valuations WHERE account_id = $1 ORDER BY day",
            )
            .bind(account.0).fetch_all(pool).await
        })?;
        let valuations = rows.into_iter().map(|(day, minimum, median, maximum, currency)| Valuation {
            day,
            worth: Worth { minimum, median, maximum, currency },
        });
        Ok(valuations.collect())
    }
}
