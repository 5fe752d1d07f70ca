//! Every page, rendered from invented records in both languages.
#![allow(clippy::unwrap_used)]

mod colours;
mod markup;
mod words;

use super::access::Outcome;
use super::collection::FirstStart;
use super::collection::filters::Names;
use super::collection::question::Question;
use super::collection::widening::Way;
use super::editing::done::Done;
use super::ledger::Now;
use super::sample;
use crate::i18n::Lang;
use crate::page::{Page, Section, SyncView, Theme};
use askama::Template;
use sillon_core::access::{ApiToken, Scope};
use sillon_core::album::{AlbumDetail, AlbumList, ListPage};
use sillon_core::collection::List;
use sillon_core::edit::{Batch, Reason, Refusal};
use sillon_core::enrich::Facet;
use sillon_core::enrich::draft::{Draft, DraftState};
use sillon_core::exchange::ProblemKind;
use sillon_core::exchange::plan::Plan;
use sillon_core::fault::{Fault, FaultCode};
use sillon_core::id::{ArtistId, InstanceId, LabelId, ReleaseId};
use sillon_core::label::LabelCard;
use sillon_core::progress::{Progress, Service, Status};
use sillon_core::proof::{Checksum, Proof, Sum};
use sillon_core::query::search::Mistake;
use sillon_core::query::{self, NameQuery, Named, Value};
use sillon_core::receipt::{DriftField, Entry, Origin};
use sillon_core::schedule::{Schedule, Timing, When};
use sillon_core::shop::{CopyInHand, Holding, Question as ShopQuestion, Scope as Looked, Search};
use sillon_core::stats::Stats;
use sillon_core::takeover::Standing;
use sillon_core::view::SavedView;
use sillon_core::want::{WantCounts, WantQuery};
use sillon_engine::{Appraisal, Backup, BackupFailed, CredentialSource, NewToken, ServiceStatus};
use sillon_store::{DerivedGap, Deviation, Inspection, ObjectKind, RunUndone, SchemaDifference};
use std::collections::HashMap;

/// Name and HTML of each page in each of its states.
fn pages(lang: Lang, theme: Theme) -> Vec<(&'static str, String)> {
    let at = |section: Section, progress: Option<Progress>| {
        let mut page = sample::page(lang).at(section);
        page.theme = theme;
        if let Some(progress) = progress {
            page.sync = SyncView::of(lang, sample::NOW, progress);
        }
        page
    };
    let failed = Progress {
        status: Status::Error,
        error: Some(Fault::new(FaultCode::TokenRefused, "401")),
        current: 800,
        ..sample::completed()
    };
    vec![
        ("collection", collection(at(Section::Collection, None), "", 60, 2_338)),
        ("arriving", collection(at(Section::Collection, Some(sample::running())), "", 24, 24)),
        ("starting", collection(at(Section::Collection, Some(sample::running())), "", 0, 0)),
        (
            "filtered",
            collection(at(Section::Collection, None), "search=l%C3%A9o&genre=Jazz&decade=1970&support=CD", 7, 7),
        ),
        ("corrected", collection(at(Section::Collection, None), "search=mils+year%3Asoon&group=master", 3, 3)),
        (
            "left_out",
            collection(at(Section::Collection, None), "exclude=label:8&genre=Jazz&genre=Rock&view=list", 9, 9),
        ),
        ("table", collection(at(Section::Collection, None), "view=table&sort=label&rating=4", 60, 2_338)),
        ("small", collection(at(Section::Collection, None), "view=small", 60, 2_338)),
        ("large", collection(at(Section::Collection, None), "view=large", 5, 5)),
        ("nothing", collection(at(Section::Collection, None), "style=Polka&label=8", 0, 0)),
        ("empty", collection(at(Section::Collection, None), "", 0, 0)),
        ("past", collection(at(Section::Collection, None), "page=900", 0, 2_338)),
        ("first_start", FirstStart { page: at(Section::Collection, None) }.render().unwrap()),
        ("album", album(at(Section::Collection, None), &sample::detail(4))),
        ("album_bare", album(at(Section::Collection, None), &bare())),
        ("album_doubtful", album(at(Section::Collection, None), &doubtful())),
        ("album_drafted", drafted(at(Section::Collection, None), &writing())),
        ("album_refused", drafted(at(Section::Collection, None), &refused())),
        ("artists", artists(at(Section::Artists, None), None, 24)),
        ("no_artist", artists(at(Section::Artists, None), Some("zz"), 0)),
        ("artist", artist(at(Section::Artists, None))),
        ("label", topic(at(Section::Collection, None), "genre=Jazz&genre=Rock")),
        ("labels", labels(at(Section::Collection, None), None, 60)),
        ("no_label", labels(at(Section::Collection, None), Some("zz"), 0)),
        ("views", views(at(Section::Collection, None), &[saved_view()])),
        ("views_none", views(at(Section::Collection, None), &[])),
        ("shop", shop(at(Section::Collection, None), "")),
        ("shop_have", shop(at(Section::Collection, None), "marées")),
        ("shop_pressing", shop(at(Section::Collection, None), "les marées 4472")),
        ("shop_wanted", shop(at(Section::Collection, None), "dl 9000")),
        ("shop_not", shop(at(Section::Collection, None), "5012394144777")),
        ("stats", stats(at(Section::Stats, None), Appraisal::Known, 40)),
        ("stats_asked", stats(at(Section::Stats, None), Appraisal::Asked, 0)),
        ("stats_empty", super::stats::view(at(Section::Stats, None), &Stats::default(), &[], None).render().unwrap()),
        ("wantlist", wantlist(at(Section::Wantlist, None), sample::completed(), 14)),
        ("wantlist_empty", wantlist(at(Section::Wantlist, None), Progress::default(), 0)),
        ("wantlist_running", wantlist(at(Section::Wantlist, None), sample::running(), 3)),
        ("wantlist_failed", wantlist(at(Section::Wantlist, None), failed.clone(), 0)),
        ("receipt_wants", receipt_of(at(Section::Settings, None), List::Wantlist)),
        ("settings", settings(at(Section::Settings, None), false)),
        ("settings_running", settings(at(Section::Settings, Some(sample::running())), true)),
        ("settings_done", settings(at(Section::Settings, Some(sample::completed())), true)),
        ("settings_failed", settings(at(Section::Settings, Some(failed)), true)),
        ("enrichment", enrichment(at(Section::Settings, None), sample::enriching())),
        ("enrichment_idle", enrichment(at(Section::Settings, None), Progress::default())),
        ("enrichment_done", enrichment(at(Section::Settings, None), sample::completed())),
        ("import", exchange(at(Section::Settings, None), false, Progress::default())),
        ("import_faulty", exchange(at(Section::Settings, None), true, sample::completed())),
        ("import_running", exchange(at(Section::Settings, None), false, sample::running())),
        ("backups", backups(at(Section::Settings, None), sample::backups())),
        ("backups_none", backups(at(Section::Settings, None), Vec::new())),
        ("backups_elsewhere", super::backups::view(at(Section::Settings, None), None, elsewhere()).render().unwrap()),
        ("access", access(at(Section::Settings, None), true)),
        ("database", database(at(Section::Settings, None), true)),
        ("database_well", database(at(Section::Settings, None), false)),
        ("access_none", access(at(Section::Settings, None), false)),
        ("receipt", receipt(at(Section::Settings, None))),
        ("receipt_broken", receipt_broken(at(Section::Settings, None))),
        ("runs", runs(at(Section::Settings, None), 3)),
        ("runs_none", runs(at(Section::Settings, None), 0)),
        ("edit", edit_form(at(Section::Collection, None), true)),
        ("new", edit_form(at(Section::Collection, None), false)),
        ("select", select(at(Section::Collection, None))),
        ("archive", archive(at(Section::Settings, None), 3)),
        ("archive_empty", archive(at(Section::Settings, None), 0)),
        ("edits", edits(at(Section::Settings, None), 1)),
        ("edits_none", edits(at(Section::Settings, None), 0)),
    ]
}

fn access(mut page: Page, made: bool) -> String {
    page.locked = made;
    let token = |name: &str, scope, last_used_at| ApiToken {
        id: format!("0193-{name}"),
        name: name.into(),
        scope,
        created_at: sample::NOW - 86_400_000,
        last_used_at,
    };
    let listed = token("<phone>", Scope::Write, None);
    let tokens = [listed.clone(), token("salon", Scope::Read, Some(sample::NOW))];
    let outcome = made.then(|| Outcome::made(NewToken { token: "sillon_0123".to_owned().into(), listed }));
    let tokens = if made { &tokens[..] } else { &[] };
    super::access::view(page, tokens, 3, outcome.unwrap_or_default()).render().unwrap()
}

fn collection(page: Page, query: &str, count: i64, total: u64) -> String {
    let parameters: Vec<(String, String)> = url::form_urlencoded::parse(query.as_bytes()).into_owned().collect();
    let place = super::collection::read(&parameters);
    let mut list = sample::albums(count, total, place.query.page);
    list.page_size = place.query.page_size;
    let facets = if total == 0 && query.is_empty() { Vec::new() } else { sample::facets() };
    let is_odd = query.contains("mils");
    let mistakes = is_odd.then(|| Mistake { facet: query::Facet::Year, text: "<soon>".into() });
    let corrected = is_odd.then(|| "miles".to_owned());
    let found = AlbumList { list, corrected, mistakes: mistakes.into_iter().collect() };
    let mut names = Names::of_facets(&facets);
    names.add(Value::Label(Named::Id(LabelId(8))), "Disques <du> Levant".into());
    let wider = |what| Way { what, place: super::collection::read(&[]), albums: 1_234 };
    let what = [place.clone(), super::collection::read(&[("exclude".into(), "genre:Rock & <roll>".into())])];
    let ways: Vec<Way> = what.into_iter().filter(|_| total == 0 && !query.contains("mils")).map(wider).collect();
    super::collection::view(page, &place, &found, (&facets, &names), &[saved_view()], &ways).render().unwrap()
}

fn album(page: Page, detail: &AlbumDetail) -> String {
    super::album::view(page, detail, &Facet::ALL, &sample::directory(), None).render().unwrap()
}

/// An album with all that can be filled in, and every value refused; or a blank form.
fn edit_form(page: Page, there: bool) -> String {
    let detail = sample::detail(4);
    let mut held = super::editing::form::nothing();
    let mut refused = Vec::new();
    if there {
        held.release = detail.album.release;
        held.copies.push(held.copies[0].clone());
        held.copies[1].instance_id = InstanceId(1);
        let fields = ["title", "artists", "year", "original_year", "country", "labels", "formats", "genres", "styles"];
        let copies = ["copies/1/folder_id", "copies/1/rating", "copies/1/field:3"];
        refused.extend(
            fields.iter().chain(&copies).map(|field| Refusal { field: (*field).to_owned(), reason: Reason::Missing }),
        );
    }
    super::editing::form::sample(page, &sample::directory(), &held, there, &refused).render().unwrap()
}

fn done(page: &Page) -> Option<Done> {
    Some(Done::new(page, &batch(), "/edits".into()))
}

fn batch() -> Batch {
    let first = sample::edits();
    Batch { id: first[0].batch_id.clone(), made_at: sample::NOW, undone_at: None, edits: 20, albums: 2, first }
}

fn select(page: Page) -> String {
    let place = Question::read(&HashMap::new());
    let (done, lacking) = (done(&page), Some(page.t("select-lacking-albums")));
    let list = sample::albums(8, 8, 1);
    super::editing::select::view(page, &place, (&list, &Names::default()), &sample::directory(), done, lacking)
        .render()
        .unwrap()
}

fn archive(page: Page, count: i64) -> String {
    let list = sample::albums(count, count.unsigned_abs(), 1);
    let done = done(&page);
    super::editing::archive::view(page, &list, done).render().unwrap()
}

fn edits(page: Page, count: u64) -> String {
    let items = (0..count).map(|_| batch()).collect();
    let list = ListPage { items, total: count, page: 1, page_size: 30 };
    super::editing::list::view(page, &sample::directory(), &list, &[sample::album(4)], None).render().unwrap()
}

fn drafted(page: Page, draft: &Draft) -> String {
    let mut shown = super::album::view(page, &sample::detail(4), &Facet::ALL, &sample::directory(), None);
    shown.description.follow(&shown.page, ReleaseId(4), draft);
    shown.render().unwrap()
}

fn writing() -> Draft {
    let text = "Un <disque> de 1978, enregistré d’une traite".to_owned();
    Draft { state: DraftState::Writing, attempt: 2, text, fault: None }
}

fn refused() -> Draft {
    Draft::over(DraftState::Failed, Some(Fault::new(FaultCode::BudgetSpent, "")))
}

fn enrichment(mut page: Page, progress: Progress) -> String {
    page.here = "/settings/enrichment".into();
    let facts = sample::facts(page.lang, progress);
    super::enrichment::view(page, facts, None).render().unwrap()
}

/// An album that nobody was sure to have found at Spotify.
fn doubtful() -> AlbumDetail {
    let mut detail = sample::detail(4);
    detail.album.spotify_url = None;
    detail.candidates = Some(sample::offers());
    detail
}

fn exchange(mut page: Page, faulty: bool, progress: Progress) -> String {
    page.here = "/settings/import".into();
    let problem = ProblemKind::Cell { column: "Rating".into(), value: "<nine>".into() }.at(12);
    let plan = Plan {
        origin: Origin::Csv { file: "léonie-collection.csv".into() },
        copies: 316,
        new_albums: 300,
        new_copies: 305,
        known: 11,
        named: vec![("Léonie Vasseur".into(), "Les Marées".into())],
        problems: if faulty { vec![problem] } else { Vec::new() },
        ..Plan::default()
    };
    let plan = (!progress.status.is_active()).then(|| (plan, Some("key".to_owned())));
    super::exchange::view(page, Some("gone"), plan, progress).render().unwrap()
}

fn bare() -> AlbumDetail {
    let mut detail = sample::detail(9);
    let release = &mut detail.album.release;
    (release.cover_url, release.thumb_url, release.year) = (None, None, None);
    release.labels.clear();
    release.formats.clear();
    release.genres.clear();
    release.styles.clear();
    release.credits.clear();
    detail.album.spotify_url = None;
    detail.album.cover = None;
    detail.details = None;
    detail.texts.clear();
    detail.origins.clear();
    detail.copies.truncate(1);
    detail.pressings.clear();
    detail
}

fn artists(page: Page, search: Option<&str>, count: i64) -> String {
    let query = NameQuery { search: search.map(str::to_owned), page: 1, page_size: 60 };
    let total = u64::try_from(count).unwrap() * 5;
    let list = ListPage { items: (0..count).map(sample::artist).collect(), total, page: 1, page_size: 60 };
    super::artists::list_view(page, &query, &list).render().unwrap()
}

fn artist(page: Page) -> String {
    let artist = Value::Artist(Named::Id(ArtistId(1002)));
    let place = Question::read(&HashMap::new()).of("/artists/1002".into(), artist);
    super::artists::view(page, &place, &sample::artist(2), &sample::albums(5, 5, 1)).render().unwrap()
}

fn topic(page: Page, query: &str) -> String {
    let sent: Vec<(String, String)> = url::form_urlencoded::parse(query.as_bytes()).into_owned().collect();
    let label = Value::Label(Named::Id(LabelId(7)));
    let place = super::collection::read(&sent).of("/labels/7".into(), label.clone());
    let mut facets = sample::facets();
    facets.iter_mut().flat_map(|counts| &mut counts.values).for_each(|value| value.chosen = value.value == label);
    super::topic::view(page, &place, &label, &sample::albums(5, 5, 1), &facets, &Names::default()).render().unwrap()
}

fn labels(page: Page, search: Option<&str>, count: i64) -> String {
    let query = NameQuery { search: search.map(str::to_owned), page: 1, page_size: 100 };
    let items = (0..count).map(|id| LabelCard { id: LabelId(id), name: format!("Label & {id}"), albums: 3 }).collect();
    let total = u64::try_from(count).unwrap() * 5;
    super::labels::view(page, &query, ListPage { items, total, page: 1, page_size: 100 }).render().unwrap()
}

fn views(page: Page, views: &[SavedView]) -> String {
    super::views::view(page, views, Some("Name: <refused>".into())).render().unwrap()
}

fn saved_view() -> SavedView {
    let (name, query) = ("Jazz <1959>".to_owned(), "genre=Jazz&year=1959&view=table".to_owned());
    SavedView { id: "0193".into(), name, query, created_at: sample::NOW }
}

fn shop(page: Page, asked: &str) -> String {
    let copies =
        vec![CopyInHand { media: "Near Mint (NM or M-)".into(), ..CopyInHand::default() }, CopyInHand::default()];
    let found = ShopQuestion::parse(asked).map(|question| {
        let is_barcode = question.is_barcode();
        let mut search = Search::new(question);
        for number in 0..12 {
            search.look_at(sample::holding(number, copies.clone()));
        }
        let want = sample::holding(20, Vec::new());
        search.look_at_want(Holding { catnos: vec!["DL 9000".into()], ..want });
        let mut answer = search.end(Looked { albums: 12, ..Looked::default() });
        answer.add_pressings(vec![sample::holding(1, copies)]);
        (is_barcode, answer)
    });
    let found = found.as_ref().map(|(is_barcode, answer)| (*is_barcode, answer));
    super::shop::view(page, asked.to_owned(), 12, found).render().unwrap()
}

fn database(page: Page, faulty: bool) -> String {
    let missing = |kind, name: &str| SchemaDifference {
        deviation: Deviation::Missing,
        kind,
        name: name.to_owned(),
        table: "copies".to_owned(),
    };
    let schema = vec![missing(ObjectKind::Trigger, "copies_<refuse>_delete"), missing(ObjectKind::Table, "copies")];
    let derived = vec![DerivedGap { table: "album_index", rows: 3 }];
    let damage = Some("row 7 missing from index".to_owned());
    let found = Inspection { schema, compared: true, derived, damage };
    let (read_only, inspection) = if faulty { (Some("disk full"), found) } else { (None, Inspection::default()) };
    let health = super::database::DatabaseHealth::of(&page, read_only, &inspection);
    super::database::view(page, health).render().unwrap()
}

fn settings(page: Page, ready: bool) -> String {
    let discogs = ServiceStatus {
        service: Service::Discogs,
        credential: ready.then_some(CredentialSource::Stored),
        username: ready.then(|| "leonie".to_owned()),
        reachable: Some(true),
        waiting: None,
        breaker_open: false,
        premium_required: false,
        calls: 18,
    };
    let notice = super::settings::notice::Notice::of(page.lang, if ready { "connected" } else { "refused" });
    let receipts = [sample::receipt(sample::completed())];
    let receipts = if ready { &receipts[..] } else { &[] };
    let sync = Timing { when: When::Daily, hour: 4 };
    let schedule = Schedule { sync, ..Schedule::default() };
    super::settings::view(page, &[discogs], schedule, notice, receipts).render().unwrap()
}

fn backups(page: Page, backups: Vec<Backup>) -> String {
    let failed = backups.is_empty().then(|| BackupFailed { at: sample::NOW - 7_200_000, why: "disk full".into() });
    let notice = if backups.is_empty() { "failed" } else { "made" };
    let facts = super::backups::Facts { supported: true, failed, backups, ..elsewhere() };
    super::backups::view(page, Some(notice), facts).render().unwrap()
}

fn elsewhere() -> super::backups::Facts {
    let timing = Timing { when: When::Daily, hour: 3 };
    super::backups::Facts { supported: false, timing, kept: 7, failed: None, backups: Vec::new() }
}

fn receipt(page: Page) -> String {
    receipt_of(page, List::Collection)
}

/// A run that was not what it should be, and that somebody undid.
fn receipt_broken(page: Page) -> String {
    let mut detail = sample::sync_detail();
    let (before, after) = (Checksum { rows: 7, sum: Sum(1) }, Checksum { rows: 6, sum: Sum(2) });
    detail.receipt.proof = Some(Proof { before, after, standing: after, seal: 2, intact: Some(false) });
    let undone = RunUndone { batch_id: "b1".into(), at: page.now, albums: 1 };
    super::ledger::view(page, &detail, Now { undone: Some(undone), ..Now::default() }).render().unwrap()
}

fn runs(page: Page, count: usize) -> String {
    let items = vec![sample::receipt(sample::completed()); count];
    let total = count as u64;
    let undone = items.iter().take(1).map(|receipt| receipt.job_id.clone()).collect();
    let list = ListPage { items, total, page: 1, page_size: 30 };
    super::ledger::runs::view(page, &list, &undone).render().unwrap()
}

fn receipt_of(page: Page, list: List) -> String {
    let names = HashMap::from([(ReleaseId(25_000_000), "Léonie Vasseur – Les Marées".to_owned())]);
    let mut detail = sample::sync_detail();
    detail.receipt.list = list;
    if list == List::Wantlist {
        detail.added.clear();
        detail.wanted = sample::wants(5);
    }
    let standing = detail.entries.iter().map(|entry| match entry {
        Entry::Drifted(drift) if drift.field == DriftField::Year => Some(Standing::Edited),
        entry => entry.key().map(|_| Standing::Open),
    });
    let standing = if list == List::Wantlist { Vec::new() } else { standing.collect() };
    let undoable = detail.added.len() as u64;
    let now = Now { names, standing, undoable, ..Now::default() };
    super::ledger::view(page, &detail, now).render().unwrap()
}

fn stats(page: Page, appraisal: Appraisal, days: i64) -> String {
    let worth = super::stats::worth_plot(&page, &sample::valuations(days), appraisal);
    super::stats::view(page, &sample::stats(), &sample::facets(), worth).render().unwrap()
}

fn wantlist(page: Page, progress: Progress, count: i64) -> String {
    let wants = sample::wants(count);
    let facts = super::wantlist::Facts {
        query: WantQuery { state: None, page: 1, page_size: 60 },
        counts: WantCounts::of(wants.iter().map(|want| want.standing.state())),
        list: ListPage { total: wants.len() as u64, items: wants, page: 1, page_size: 60 },
        progress,
        ready: count != 3,
        follows: count == 14,
    };
    super::wantlist::view(page, &facts).render().unwrap()
}

fn page_called(lang: Lang, name: &str) -> String {
    pages(lang, Theme::System).into_iter().find(|(known, _)| *known == name).unwrap().1
}

/// Writes every page into `target/preview`, where that folder was made to look at them.
#[test]
fn every_page_renders_in_every_look() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../target/preview");
    for lang in Lang::ALL {
        for theme in Theme::ALL {
            for (name, html) in pages(lang, theme) {
                assert!(html.starts_with("<!doctype html>") && html.trim_end().ends_with("</html>"), "{name}");
                if std::path::Path::new(folder).is_dir() {
                    let file = format!("{folder}/{name}.{}.{}.html", lang.code(), theme.as_str());
                    std::fs::write(file, html).unwrap();
                }
            }
        }
    }
}
