//! The remote services: who we are to them, and one gate to each for the whole process.

use crate::clock::Clock;
use crate::config::{DiscogsConfig, EngineConfig, SpotifyConfig};
use crate::services::CredentialSource;
use crate::vault;
use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};
use sillon_clients::ai::Ai;
use sillon_clients::deezer::Deezer;
use sillon_clients::discogs::Discogs;
use sillon_clients::http::Http;
use sillon_clients::pictures::{Pictures, PicturesConfig};
use sillon_clients::spotify::Spotify;
use sillon_clients::{Gate, GateConfig, GateWait};
use sillon_core::enrich::Facet;
use sillon_core::id::AccountId;
use sillon_core::progress::{ApiCalls, Service, Wait};
use sillon_core::sync::owner::Owner;
use sillon_store::{Store, StoreError};
use std::sync::atomic::{AtomicU8, AtomicU64, Ordering};
use std::time::Duration;
use tokio::time::Instant;

const TOKEN: &str = "discogs.token";
const IDENTITY: &str = "discogs.identity";
/// Calls in a window that Discogs allows without a token.
const WITHOUT_TOKEN: u32 = 25;
/// Spotify tells no limit; this stays far below what client ids were seen to be stopped for.
const SPOTIFY_GATE: GateConfig = GateConfig { calls: 90, window: Duration::from_secs(30) };

/// No chat service tells its limit; what is at work at once bounds the rate.
const AI_GATE: GateConfig = GateConfig { calls: 600, window: Duration::from_secs(60) };
/// Deezer allows 50 in 5 s from one address.
const DEEZER_GATE: GateConfig = GateConfig { calls: 40, window: Duration::from_secs(5) };
/// Hosts of pictures tell no limit; what is fetched at once bounds the rate.
const IMAGES_GATE: GateConfig = GateConfig { calls: 600, window: Duration::from_secs(5) };

/// A token and where it came from.
#[derive(Clone)]
pub(crate) struct Credential {
    pub(crate) token: SecretString,
    pub(crate) source: CredentialSource,
}

/// How the last call went.
#[derive(Debug, Default)]
pub(crate) struct Health(AtomicU8);

impl Health {
    pub(crate) fn set(&self, reachable: bool) {
        self.0.store(if reachable { 1 } else { 2 }, Ordering::Relaxed);
    }

    pub(crate) fn get(&self) -> Option<bool> {
        match self.0.load(Ordering::Relaxed) {
            0 => None,
            state => Some(state == 1),
        }
    }
}

/// Everything needed to reach the services.
pub(crate) struct Remotes {
    store: Store,
    config: EngineConfig,
    http: Http,
    with_token: Gate,
    without_token: Gate,
    pub(crate) spotify_gate: Gate,
    pub(crate) spotify: Option<Spotify>,
    pub(crate) ai_gate: Gate,
    pub(crate) ai: Option<Ai>,
    deezer_gate: Gate,
    pub(crate) deezer: Deezer,
    pub(crate) pictures: Pictures,
    /// Pictures asked for since the start.
    pub(crate) pictures_asked: AtomicU64,
    pub(crate) discogs_health: Health,
    pub(crate) spotify_health: Health,
    pub(crate) ai_health: Health,
    deezer_health: Health,
    images_health: Health,
}

impl Remotes {
    pub(crate) fn new(store: Store, config: EngineConfig) -> Self {
        let http = Http::new(config.http.clone());
        let DiscogsConfig { per_window, window, .. } = config.discogs;
        let at_most = |gate: GateConfig| GateConfig { window: gate.window.min(config.longest_window), ..gate };
        let spotify_gate = Gate::new(at_most(SPOTIFY_GATE));
        let spotify = config.spotify.clone().map(|spotify| {
            let (gate, id) = (spotify_gate.clone(), spotify.client_id);
            Spotify::new(http.clone(), gate, spotify.url, spotify.accounts_url, id, spotify.client_secret)
        });
        let ai_gate = Gate::new(at_most(AI_GATE));
        let ai = config.ai.clone().map(|ai| Ai::new(http.clone(), ai_gate.clone(), ai.url, ai.token, ai.model));
        let deezer_gate = Gate::new(at_most(DEEZER_GATE));
        let deezer = Deezer::new(http.clone(), deezer_gate.clone(), config.deezer_url.clone());
        let pictures = Pictures::new(PicturesConfig {
            hosts: config.image_hosts.clone(),
            gate: at_most(IMAGES_GATE),
            http: config.http.clone(),
        });
        Self {
            store,
            http,
            with_token: Gate::new(GateConfig { calls: per_window, window }),
            without_token: Gate::new(GateConfig { calls: per_window.min(WITHOUT_TOKEN), window }),
            spotify_gate,
            spotify,
            config,
            ai_gate,
            ai,
            deezer_gate,
            deezer,
            pictures,
            pictures_asked: AtomicU64::default(),
            discogs_health: Health::default(),
            spotify_health: Health::default(),
            ai_health: Health::default(),
            deezer_health: Health::default(),
            images_health: Health::default(),
        }
    }

    /// Whether there is anybody to ask for a facet.
    pub(crate) fn provides(&self, facet: Facet) -> bool {
        match facet {
            Facet::Links => self.spotify.is_some(),
            Facet::Descriptions => self.ai.is_some(),
            Facet::Images | Facet::Covers | Facet::Details => true,
        }
    }

    /// Names the app by which Spotify is asked: its id, and a fingerprint of its secret, which is no secret itself.
    pub(crate) fn spotify_app(&self) -> Option<String> {
        let SpotifyConfig { client_id, client_secret, .. } = self.config.spotify.as_ref()?;
        let digest = Sha256::digest(format!("{client_id}\n{}", client_secret.expose_secret()));
        let fingerprint: String = digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        Some(format!("{client_id} {fingerprint}"))
    }

    pub(crate) fn ai_at_once(&self) -> usize {
        self.config.ai.as_ref().map_or(1, |ai| ai.at_once.max(1))
    }

    pub(crate) fn ai_per_day(&self) -> u32 {
        self.config.ai.as_ref().map_or(0, |ai| ai.per_day)
    }

    pub(crate) fn ai_language(&self) -> &str {
        self.config.ai.as_ref().map_or("fr", |ai| &ai.language)
    }

    /// The gates of the services, in their order; each host of pictures has its own.
    pub(crate) fn gates(&self) -> Vec<(Service, Gate)> {
        vec![
            (Service::Discogs, self.with_token.clone()),
            (Service::Discogs, self.without_token.clone()),
            (Service::Spotify, self.spotify_gate.clone()),
            (Service::Deezer, self.deezer_gate.clone()),
            (Service::Ai, self.ai_gate.clone()),
        ]
    }

    /// Whether a service failed so often that it is not asked for a while.
    pub(crate) fn is_failing(&self, service: Service) -> bool {
        self.gates().iter().any(|(of, gate)| *of == service && gate.is_failing())
    }

    /// Calls made since the start.
    pub(crate) fn calls(&self) -> ApiCalls {
        let count = |calls: u64| u32::try_from(calls).unwrap_or(u32::MAX);
        ApiCalls {
            discogs: count(self.discogs_calls()),
            spotify: count(self.spotify_gate.calls()),
            deezer: count(self.deezer_gate.calls()),
            ai: count(self.ai_gate.calls()),
            images: count(self.pictures_asked.load(Ordering::Relaxed)),
        }
    }

    pub(crate) fn health(&self, service: Service) -> &Health {
        match service {
            Service::Discogs => &self.discogs_health,
            Service::Spotify => &self.spotify_health,
            Service::Deezer => &self.deezer_health,
            Service::Ai => &self.ai_health,
            Service::Images => &self.images_health,
        }
    }

    pub(crate) fn note_health(&self, service: Service, reachable: bool) {
        self.health(service).set(reachable);
    }

    /// The token in force: the settings' before the page's.
    pub(crate) async fn credential(&self, account: AccountId) -> Result<Option<Credential>, StoreError> {
        if let Some(token) = self.config.discogs.token.clone() {
            return Ok(Some(Credential { token, source: CredentialSource::Settings }));
        }
        let stored = self.opened(account, TOKEN).await?;
        Ok(stored.map(|token| Credential { token, source: CredentialSource::Stored }))
    }

    /// Keeps a token and whose it is, sealed.
    pub(crate) async fn keep(&self, account: AccountId, token: &SecretString, owner: &Owner) -> Result<(), StoreError> {
        self.put(account, TOKEN, token).await?;
        self.keep_identity(account, token, owner).await
    }

    /// Forgets the stored token.
    pub(crate) async fn forget(&self, account: AccountId) -> Result<(), StoreError> {
        self.keep_owner_so_far(account).await?;
        let now = self.clock().now();
        self.store.set_secret(account, TOKEN, None, now).await?;
        self.store.set_secret(account, IDENTITY, None, now).await
    }

    /// Whose token this is, as far as it was asked before. A user name is no secret; the token it belongs to is, and the
    /// two are kept together so that another token never passes under an old name.
    pub(crate) async fn identity(&self, account: AccountId, token: &SecretString) -> Result<Option<Owner>, StoreError> {
        let last = self.last_identity(account).await?;
        Ok(last.filter(|(of, _)| of == token.expose_secret()).map(|(_, owner)| owner))
    }

    /// The token that was last in use, whichever is in force, and whose it is.
    pub(crate) async fn last_identity(&self, account: AccountId) -> Result<Option<(String, Owner)>, StoreError> {
        let kept = self.opened(account, IDENTITY).await?;
        Ok(kept.and_then(|kept| parse_identity(kept.expose_secret())))
    }

    /// Remembers whose token this is, so that the next sync need not ask.
    pub(crate) async fn keep_identity(
        &self,
        account: AccountId,
        token: &SecretString,
        owner: &Owner,
    ) -> Result<(), StoreError> {
        self.keep_owner_so_far(account).await?;
        let id = owner.id.map(|id| format!("\n{id}")).unwrap_or_default();
        let identity = SecretString::from(format!("{}\n{}{id}", owner.username, token.expose_secret()));
        self.put(account, IDENTITY, &identity).await
    }

    pub(crate) fn store(&self) -> &Store {
        &self.store
    }

    /// A client for that token, or for public data.
    pub(crate) fn discogs(&self, token: Option<SecretString>) -> Discogs {
        let gate = self.discogs_gate(token.is_some()).clone();
        Discogs::new(self.http.clone(), gate, self.config.discogs.url.clone(), token)
    }

    pub(crate) fn discogs_gate(&self, with_token: bool) -> &Gate {
        if with_token { &self.with_token } else { &self.without_token }
    }

    /// The pause that Discogs asked for is over by the time of day.
    pub(crate) fn end_discogs_pause(&self) {
        self.with_token.reopen();
        self.without_token.reopen();
    }

    pub(crate) fn discogs_calls(&self) -> u64 {
        self.with_token.calls() + self.without_token.calls()
    }

    pub(crate) fn username(&self) -> Option<&str> {
        self.config.discogs.username.as_deref()
    }

    pub(crate) fn clock(&self) -> &Clock {
        &self.config.clock
    }

    /// A gate's wait, on the clock of the day.
    pub(crate) fn wait(&self, service: Service, wait: Option<GateWait>) -> Option<Wait> {
        wait.map(|wait| Wait {
            service,
            until: self.clock().after(wait.until.saturating_duration_since(Instant::now())),
            reason: wait.reason,
        })
    }

    async fn put(&self, account: AccountId, name: &str, secret: &SecretString) -> Result<(), StoreError> {
        match vault::seal(&self.config.key, name, secret) {
            Ok(sealed) => self.store.set_secret(account, name, Some(&sealed), self.clock().now()).await,
            Err(_) => {
                tracing::error!(name, "a secret could not be sealed and is not kept");
                Ok(())
            }
        }
    }

    async fn opened(&self, account: AccountId, name: &str) -> Result<Option<SecretString>, StoreError> {
        let sealed = self.store.secret(account, name).await?;
        Ok(sealed.and_then(|sealed| match vault::open(&self.config.key, name, &sealed) {
            Ok(secret) => Some(secret),
            Err(error) => {
                tracing::warn!(name, %error, "give it again on the settings page");
                None
            }
        }))
    }
}

/// A token and whose it is; versions before the number was kept wrote two lines.
fn parse_identity(kept: &str) -> Option<(String, Owner)> {
    let mut lines = kept.split('\n');
    let (username, token, id) = (lines.next()?, lines.next()?, lines.next());
    let id = id.and_then(|id| id.parse().ok());
    Some((token.to_owned(), Owner { id, username: username.to_owned() }))
}
