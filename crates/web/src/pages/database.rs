//! Settings › Database: what of it is gone, altered or damaged, and whether it can be written. It asks nothing of the tables of
//! the collection, so that it is there when every other page fails.

use crate::error::WebError;
use crate::i18n::text_with;
use crate::page::{Page, Section, html};
use crate::site::Site;
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use sillon_store::{Deviation, Inspection, SchemaDifference};

#[derive(Template)]
#[template(path = "database.html")]
pub(crate) struct DatabasePage {
    page: Page,
    health: DatabaseHealth,
}

/// What there is to say of the database, in the reader's words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct DatabaseHealth {
    /// Why nothing can be written.
    pub(crate) read_only: Option<String>,
    /// One line for each thing that is gone, altered or damaged.
    pub(crate) faults: Vec<String>,
    /// What to do about them.
    pub(crate) way_out: Option<String>,
}

impl DatabaseHealth {
    pub(crate) fn of(page: &Page, read_only: Option<&str>, inspection: &Inspection) -> Self {
        let damage = inspection.damage.iter().map(|said| page.named("database-damage", said));
        let schema = inspection.schema.iter().filter(|difference| difference.is_fault());
        let derived = inspection.derived.iter().map(|gap| page.named("database-derived", gap.table));
        let faults: Vec<String> = damage.chain(schema.map(|fault| line(page, fault))).chain(derived).collect();
        let way_out = (!faults.is_empty()).then(|| match inspection.is_repairable() {
            true => page.t("database-repair"),
            false => page.t("database-restore"),
        });
        Self { read_only: read_only.map(|why| page.named("database-read-only", why)), faults, way_out }
    }

    pub(crate) fn is_well(&self) -> bool {
        self.read_only.is_none() && self.faults.is_empty()
    }
}

/// `Missing: trigger copies_refuse_delete, table copies`. A stranger's name may hold anything, and be of any length.
fn line(page: &Page, fault: &SchemaDifference) -> String {
    let short = |name: &str| name.chars().take(80).collect::<String>();
    let key = match fault.deviation {
        Deviation::Missing => "database-missing",
        Deviation::Altered => "database-altered",
        Deviation::Foreign => "database-foreign",
    };
    let kind = page.t(&format!("database-kind-{}", fault.kind.as_str()));
    let mut line = text_with(page.lang, key, &[("kind", kind.into()), ("name", short(&fault.name).into())]);
    if fault.table != fault.name {
        line.push_str(&page.named("database-of-table", short(&fault.table)));
    }
    line
}

/// `GET /settings/database`.
pub(crate) async fn show(State(site): State<Site>, page: Page) -> Result<Response, WebError> {
    let inspection = site.reader.inspect(false).await?;
    site.faults.set(inspection.clone());
    let health = DatabaseHealth::of(&page, site.reader.read_only(), &inspection);
    Ok(html(&view(page, health)))
}

pub(crate) fn view(page: Page, health: DatabaseHealth) -> DatabasePage {
    DatabasePage { page: page.at(Section::Settings), health }
}
