//! How the remote services stand.

use crate::engine::Engine;
use crate::enrich::is_premium_required;
use sillon_core::progress::{Service, Wait};
use sillon_store::StoreError;

/// Where a credential comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CredentialSource {
    /// The environment, the settings file or a flag: it cannot be changed on the page.
    Settings,
    /// Given on the page and kept sealed in the database.
    Stored,
}

/// A remote service as it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct ServiceStatus {
    /// Which.
    pub service: Service,
    /// Where its credential comes from; none where none is set.
    pub credential: Option<CredentialSource>,
    /// Whose account, where that is known.
    pub username: Option<String>,
    /// Whether the last call was answered; none before the first.
    pub reachable: Option<bool>,
    /// What holds its calls back.
    pub waiting: Option<Wait>,
    /// Whether it failed so often that it is not asked for a while.
    pub breaker_open: bool,
    /// Whether Spotify refuses the app because its owner has no Premium account: it is not asked until that changes.
    pub premium_required: bool,
    /// Calls made since the start.
    pub calls: u64,
}

impl Engine {
    /// How the remote services stand.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn services(&self) -> Result<Vec<ServiceStatus>, StoreError> {
        let credential = self.remotes().credential(self.account()).await?;
        let mut username = self.remotes().username().map(str::to_owned);
        if let (None, Some(credential)) = (&username, &credential) {
            let owner = self.remotes().identity(self.account(), &credential.token).await?;
            username = owner.map(|owner| owner.username);
        }
        let gate = self.remotes().discogs_gate(credential.is_some());
        let discogs = ServiceStatus {
            service: Service::Discogs,
            credential: credential.map(|credential| credential.source),
            username,
            reachable: self.remotes().discogs_health.get(),
            waiting: self.remotes().wait(Service::Discogs, *gate.watch_wait().borrow()),
            breaker_open: gate.is_open(),
            premium_required: false,
            calls: self.remotes().discogs_calls(),
        };
        let settings = |is_set: bool| is_set.then_some(CredentialSource::Settings);
        let premium_required = is_premium_required(self.store(), self.account(), self.remotes()).await?;
        let mut services = vec![discogs];
        for (service, gate) in self.remotes().gates() {
            let credential = match service {
                Service::Discogs => continue,
                Service::Spotify => settings(self.remotes().spotify.is_some()),
                Service::Ai => settings(self.remotes().ai.is_some()),
                Service::Deezer | Service::Images => None,
            };
            services.push(ServiceStatus {
                service,
                credential,
                username: None,
                reachable: self.remotes().health(service).get(),
                waiting: self.remotes().wait(service, *gate.watch_wait().borrow()),
                breaker_open: gate.is_open(),
                premium_required: service == Service::Spotify && premium_required,
                calls: gate.calls(),
            });
        }
        services.push(ServiceStatus {
            service: Service::Images,
            credential: None,
            username: None,
            reachable: self.remotes().health(Service::Images).get(),
            waiting: None,
            breaker_open: false,
            premium_required: false,
            calls: self.remotes().calls().images.into(),
        });
        Ok(services)
    }
}
