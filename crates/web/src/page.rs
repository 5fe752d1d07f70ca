//! What every page has: its reader's language and look, the place it stands at, and the work going on.

mod enrichment;
mod import;
mod reply;
pub(crate) mod sync;
mod view;
mod wantlist;

pub(crate) use enrichment::{EnrichmentView, waits};
pub(crate) use import::ImportView;
pub(crate) use reply::html;
pub(crate) use sync::{LONG_WAIT, SyncView};
pub(crate) use view::{COLUMNS_COOKIE, Column, Liking, VIEW_COOKIE, View};
pub(crate) use wantlist::wantlist_view;

use crate::i18n::{self, Lang, figures, moments};
use crate::site::Site;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Uri};
use axum_extra::extract::CookieJar;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::borrow::Borrow;
use std::convert::Infallible;

/// The cookie that holds the chosen theme.
pub(crate) const THEME_COOKIE: &str = "theme";

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Theme {
    /// As the system says.
    #[default]
    System,
    /// Paper.
    Light,
    /// Lacquer.
    Dark,
}

impl Theme {
    pub(crate) const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    pub(crate) fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.as_str() == text)
    }

    /// As a reader chose it before.
    pub(crate) fn of(headers: &HeaderMap) -> Self {
        let jar = CookieJar::from_headers(headers);
        jar.get(THEME_COOKIE).and_then(|cookie| Self::parse(cookie.value())).unwrap_or_default()
    }
}

/// The words of the navigation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Section {
    Collection,
    Artists,
    Stats,
    Wantlist,
    Settings,
}

impl Section {
    pub(crate) const ALL: [Self; 5] = [Self::Collection, Self::Artists, Self::Stats, Self::Wantlist, Self::Settings];

    pub(crate) fn href(self) -> &'static str {
        match self {
            Self::Collection => "/",
            Self::Artists => "/artists",
            Self::Stats => "/stats",
            Self::Wantlist => "/wantlist",
            Self::Settings => "/settings",
        }
    }

    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Collection => "nav-collection",
            Self::Artists => "nav-artists",
            Self::Stats => "nav-stats",
            Self::Wantlist => "nav-wantlist",
            Self::Settings => "nav-settings",
        }
    }
}

/// The surroundings of a page; an extractor, so that a handler has them by naming them.
#[derive(Clone, Debug)]
pub(crate) struct Page {
    pub(crate) lang: Lang,
    pub(crate) theme: Theme,
    /// How lists of albums are shown.
    pub(crate) liking: Liking,
    pub(crate) section: Option<Section>,
    /// Path and query, to come back to.
    pub(crate) here: String,
    pub(crate) now: i64,
    pub(crate) zone: TimeZone,
    pub(crate) demo: bool,
    /// Whether whoever reads this had to show the password.
    pub(crate) locked: bool,
    pub(crate) sync: SyncView,
    pub(crate) enriching: SyncView,
    /// When the collection was last compared with Discogs.
    pub(crate) as_of: Option<i64>,
    /// The page at Discogs that the attribution leads to.
    pub(crate) origin: String,
    /// What the search field holds, and the filters that a search keeps.
    pub(crate) search: String,
    pub(crate) search_within: Vec<(&'static str, String)>,
    /// Whether something is said about what the field holds.
    pub(crate) search_told: bool,
}

impl Page {
    /// Marks the word of the navigation that this page belongs to.
    pub(crate) fn at(mut self, section: Section) -> Self {
        self.section = Some(section);
        self
    }

    pub(crate) fn t(&self, key: &str) -> String {
        i18n::text(self.lang, key)
    }

    pub(crate) fn counted(&self, key: &str, count: impl Borrow<u64>) -> String {
        figures::counted(self.lang, key, *count.borrow())
    }

    /// A message with one name in it, called `$name` there.
    pub(crate) fn named(&self, key: &str, name: impl AsRef<str>) -> String {
        i18n::text_with(self.lang, key, &[("name", name.as_ref().into())])
    }

    pub(crate) fn date(&self, at: &i64) -> String {
        moments::date(self.lang, &self.zone, *at)
    }

    pub(crate) fn date_time(&self, at: &i64) -> String {
        moments::date_time(self.lang, &self.zone, *at)
    }

    pub(crate) fn ago(&self, at: &i64) -> String {
        moments::ago(self.lang, &self.zone, self.now, *at)
    }

    pub(crate) fn machine(&self, at: &i64) -> String {
        moments::machine(*at)
    }

    pub(crate) fn asset(&self, name: &str) -> String {
        crate::assets::url(name)
    }

    /// The settings tell of a sync at length: they need no strip for it.
    pub(crate) fn tells_sync(&self) -> bool {
        self.here.split('?').next() == Some("/settings")
    }

    /// As does their page of enrichment.
    pub(crate) fn tells_enrichment(&self) -> bool {
        self.here.split('?').next() == Some("/settings/enrichment")
    }

    pub(crate) fn theme_name(&self, theme: &Theme) -> String {
        self.t(&format!("theme-{}", theme.as_str()))
    }

    /// The language that the footer offers.
    pub(crate) fn other_lang(&self) -> Lang {
        match self.lang {
            Lang::Fr => Lang::En,
            Lang::En => Lang::Fr,
        }
    }
}

impl FromRequestParts<Site> for Page {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Infallible> {
        let progress = site.engine.sync_progress();
        let jar = CookieJar::from_headers(&parts.headers);
        let lang = i18n::negotiate(&parts.headers);
        let (now, zone) = (Timestamp::now().as_millisecond(), TimeZone::system());
        let as_of = (progress.status == sillon_core::progress::Status::Completed && !progress.dry_run)
            .then_some(progress.finished_at)
            .flatten();
        Ok(Self {
            lang,
            theme: Theme::of(&parts.headers),
            liking: Liking::of(&jar),
            section: None,
            here: place(&parts.uri),
            now,
            demo: site.config.demo,
            locked: site.config.lock.is_shut(),
            sync: SyncView::of(lang, now, progress),
            enriching: EnrichmentView::of(lang, &zone, now, site.engine.enrichment_progress()).run,
            zone,
            as_of,
            origin: "https://www.discogs.com/".to_owned(),
            search: String::new(),
            search_within: Vec::new(),
            search_told: false,
        })
    }
}

fn place(uri: &Uri) -> String {
    uri.path_and_query().map_or_else(|| "/".to_owned(), ToString::to_string)
}
