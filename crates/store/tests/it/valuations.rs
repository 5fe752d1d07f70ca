//! What a collection would fetch, day by day.

use crate::support::{Fixture, ME};
use sillon_core::id::AccountId;
use sillon_core::valuation::{DAY, Valuation, Worth};

on_both!(a_day_is_told_once_and_days_come_in_order);

fn said(day: i64, median: i64) -> Valuation {
    Valuation { day: day * DAY, worth: Worth { minimum: 1, median, maximum: 9, currency: "EUR".into() } }
}

async fn a_day_is_told_once_and_days_come_in_order(db: Fixture) {
    assert_eq!(db.reader().list_valuations(ME).await.unwrap(), []);
    for valuation in [said(20_002, 5), said(20_001, 4), said(20_002, 7)] {
        db.store.add_valuation(ME, &valuation).await.unwrap();
    }
    assert_eq!(db.reader().list_valuations(ME).await.unwrap(), [said(20_001, 4), said(20_002, 5)]);
    assert_eq!(db.reader().list_valuations(AccountId(2)).await.unwrap(), []);
}
