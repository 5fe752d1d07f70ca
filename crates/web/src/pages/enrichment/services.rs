//! Who can be asked, and whether they answer.

use crate::page::{Page, waits};
use sillon_core::progress::Service;
use sillon_engine::ServiceStatus;

/// A service, and how it stands.
pub(crate) struct ServiceLine {
    pub(crate) code: &'static str,
    pub(crate) name: String,
    /// What it is asked for.
    pub(crate) purpose: String,
    /// The colour of its dot: `good`, `wait`, `bad`, or none.
    pub(crate) dot: &'static str,
    pub(crate) state: String,
    /// How it is configured where it is not, or what is to be done.
    pub(crate) hint: Option<String>,
    pub(crate) waiting: String,
    /// Whether it can be asked for a sign of life.
    pub(crate) testable: bool,
}

impl ServiceLine {
    pub(crate) fn of(page: &Page, status: &ServiceStatus) -> Self {
        let code = status.service.as_str();
        let needs_credential = matches!(status.service, Service::Discogs | Service::Spotify | Service::Ai);
        let configured = status.credential.is_some() || status.username.is_some();
        let lacking = needs_credential && !configured;
        let waiting = status.waiting.filter(|wait| wait.until > page.now);
        let (dot, state) = match status.reachable {
            _ if lacking => ("", "service-none"),
            _ if status.premium_required => ("bad", "service-premium"),
            _ if status.breaker_open => ("bad", "service-resting"),
            Some(false) => ("bad", "service-silent"),
            _ if waiting.is_some() => ("wait", "service-ready"),
            Some(true) => ("good", "service-answers"),
            None if needs_credential => ("", "service-ready"),
            None => ("", "service-open"),
        };
        Self {
            code,
            name: page.t(&format!("service-{code}")),
            purpose: page.t(&format!("service-{code}-text")),
            dot,
            state: page.t(state),
            hint: match status.premium_required {
                true => Some(page.t("remedy-premium-required")),
                false => lacking.then(|| page.t(&format!("service-none-{code}"))),
            },
            waiting: waiting.map(|wait| waits(page.lang, &page.zone, page.now, wait)).unwrap_or_default(),
            testable: needs_credential && status.credential.is_some(),
        }
    }
}
