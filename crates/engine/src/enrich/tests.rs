use super::*;
use rstest::rstest;
use sillon_core::progress::Stopped;

fn stopped(service: Service, code: FaultCode) -> Stopped {
    Stopped { service, fault: Fault::new(code, "401 no"), until: None }
}

#[rstest]
#[case::nothing_to_do(0, 0, vec![], None)]
#[case::one_refused_and_another_answered(3, 0, vec![(Service::Ai, FaultCode::CredentialRefused)], None)]
#[case::refused(0, 0, vec![(Service::Ai, FaultCode::CredentialRefused)], Some(FaultCode::CredentialRefused))]
#[case::two_out_of_reach(
    0, 9, vec![(Service::Spotify, FaultCode::ProviderUnavailable), (Service::Ai, FaultCode::CredentialRefused)],
    Some(FaultCode::ProviderUnavailable)
)]
#[case::a_pause_is_none(0, 0, vec![(Service::Spotify, FaultCode::ProviderResting)], None)]
#[case::nor_is_a_budget(0, 0, vec![(Service::Ai, FaultCode::BudgetSpent)], None)]
#[case::a_pause_and_a_refusal(
    0, 0, vec![(Service::Spotify, FaultCode::ProviderResting), (Service::Ai, FaultCode::CredentialRefused)],
    Some(FaultCode::CredentialRefused)
)]
#[case::too_few_to_stop_for(0, 2, vec![], Some(FaultCode::ProviderUnavailable))]
fn a_run_that_nobody_answered_failed(
    #[case] found: u64,
    #[case] errors: u64,
    #[case] stops: Vec<(Service, FaultCode)>,
    #[case] code: Option<FaultCode>,
) {
    let stops: Vec<Stopped> = stops.into_iter().map(|(service, code)| stopped(service, code)).collect();
    let last = Progress { synced: found, errors, stopped: stops.clone(), ..Progress::default() };
    let fault = match verdict(&last, Some((Service::Images, "no route".to_owned()))) {
        Err(Halt::Failed(fault)) => Some(fault),
        _ => None,
    };
    assert_eq!(fault.as_ref().map(|fault| fault.code), code);
    if let Some(fault) = fault {
        assert!(stops.iter().all(|stop| fault.detail.contains(stop.service.as_str())), "{}", fault.detail);
    }
}
