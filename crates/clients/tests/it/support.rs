use secrecy::SecretString;
use sillon_clients::discogs::Discogs;
use sillon_clients::http::{Http, HttpConfig};
use sillon_clients::{Gate, GateConfig};
use sillon_fakes::{Fakes, FakesConfig};
use std::time::Duration;

/// As the real ones, but for the pauses after faults.
pub(crate) fn quick() -> HttpConfig {
    HttpConfig { backoff: Duration::from_millis(1), ..HttpConfig::default() }
}

pub(crate) fn gate() -> Gate {
    Gate::new(GateConfig { calls: 55, window: Duration::from_secs(60) })
}

/// The stand-ins and a client for them.
pub(crate) struct Scene {
    pub(crate) fakes: Fakes,
    pub(crate) gate: Gate,
    pub(crate) discogs: Discogs,
}

impl Scene {
    pub(crate) fn set() -> Self {
        Self::with(FakesConfig::default(), quick(), gate())
    }

    pub(crate) fn with(config: FakesConfig, http: HttpConfig, gate: Gate) -> Self {
        let fakes = Fakes::start(config).unwrap();
        let token = Some(fakes.token());
        let discogs = discogs(&fakes, http, &gate, token);
        Self { fakes, gate, discogs }
    }

    pub(crate) fn username(&self) -> String {
        self.fakes.username()
    }
}

pub(crate) fn discogs(fakes: &Fakes, http: HttpConfig, gate: &Gate, token: Option<String>) -> Discogs {
    let base = fakes.discogs_url().parse().unwrap();
    Discogs::new(Http::new(http), gate.clone(), base, token.map(SecretString::from))
}
