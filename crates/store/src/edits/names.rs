//! Who is meant by a name that somebody wrote.

use crate::Store;
use crate::db::Db;
use crate::dialect::Sql;
use crate::error::Result;
use sillon_core::edit::Change;
use sillon_core::id::{ArtistId, LabelId};
use std::collections::{HashMap, HashSet};

macro_rules! named {
    ($table:literal) => {
        Sql {
            sqlite: concat!(
                "SELECT id, name FROM ",
                $table,
                " WHERE name IN (SELECT value FROM json_each($1)) \
                 OR lower(name) IN (SELECT value FROM json_each($1)) ORDER BY id"
            ),
            postgres: concat!(
                "SELECT id, name FROM ",
                $table,
                " WHERE name IN (SELECT jsonb_array_elements_text(CAST($1 AS JSONB))) \
                 OR lower(name) IN (SELECT jsonb_array_elements_text(CAST($1 AS JSONB))) ORDER BY id"
            ),
        }
    };
}

const ARTISTS: Sql = named!("artists");
const LABELS: Sql = named!("labels");

impl Store {
    /// Gives the artists and labels of changes the ids of those that bear these names already: the same spelling first,
    /// then another case. A name that nobody bears keeps the id of ours.
    ///
    /// # Errors
    /// As every read.
    pub async fn recognise(&self, changes: &mut [Change]) -> Result<()> {
        let (mut artists, mut labels) = (HashSet::new(), HashSet::new());
        for change in &*changes {
            match change {
                Change::Artists(credits) => {
                    let ours = credits.iter().filter(|credit| credit.artist_id.is_local());
                    artists.extend(ours.map(|credit| credit.name.clone()));
                }
                Change::Labels(lines) => {
                    let ours = lines.iter().filter(|line| line.label_id.is_local());
                    labels.extend(ours.map(|line| line.name.clone()));
                }
                _ => {}
            }
        }
        let artists = bearers(&self.db, ARTISTS, artists).await?;
        let labels = bearers(&self.db, LABELS, labels).await?;
        for change in changes {
            match change {
                Change::Artists(credits) => {
                    for credit in credits.iter_mut().filter(|credit| credit.artist_id.is_local()) {
                        if let Some((id, name)) = artists.get(&credit.name) {
                            (credit.artist_id, credit.name) = (ArtistId(*id), name.clone());
                        }
                    }
                }
                Change::Labels(lines) => {
                    for line in lines.iter_mut().filter(|line| line.label_id.is_local()) {
                        if let Some((id, name)) = labels.get(&line.name) {
                            (line.label_id, line.name) = (LabelId(*id), name.clone());
                        }
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }
}

async fn bearers(db: &Db, sql: Sql, names: HashSet<String>) -> Result<HashMap<String, (i64, String)>> {
    if names.is_empty() {
        return Ok(HashMap::new());
    }
    let asked: HashSet<String> = names.iter().flat_map(|name| [name.clone(), name.to_lowercase()]).collect();
    let asked = serde_json::to_string(&asked)?;
    let known: Vec<(i64, String)> = read!(db, pool => sqlx::query_as(sql.of(db)).bind(&asked).fetch_all(pool).await)?;
    let bearer = |name: &String| {
        let same = known.iter().find(|(_, known)| known == name);
        let alike = || known.iter().find(|(_, known)| known.to_lowercase() == name.to_lowercase());
        same.or_else(alike).cloned()
    };
    Ok(names.into_iter().filter_map(|name| Some((name.clone(), bearer(&name)?))).collect())
}
