use super::*;
use futures::FutureExt;
use futures::future::join_all;
use proptest::prelude::*;
use rstest::rstest;

const PATIENT: Duration = Duration::from_secs(600);
const SECOND: Duration = Duration::from_secs(1);

fn gate(calls: u32, window: Duration) -> Gate {
    Gate::new(GateConfig { calls, window })
}

async fn pass(gate: &Gate) -> Instant {
    gate.pass(PATIENT).await.unwrap()
}

/// Passes so many at once and says how long after the start each departed, in whole seconds.
async fn departures(gate: &Gate, calls: usize) -> Vec<u64> {
    let start = Instant::now();
    let passed = join_all((0..calls).map(|_| pass(gate))).await;
    passed.into_iter().map(|at| at.duration_since(start).as_secs()).collect()
}

#[tokio::test(start_paused = true)]
async fn a_burst_goes_at_once_and_the_rest_a_window_later() {
    let gate = gate(3, 60 * SECOND);
    assert_eq!(departures(&gate, 8).await, [0, 0, 0, 60, 60, 60, 120, 120]);
    assert_eq!(gate.calls(), 8);
}

#[tokio::test(start_paused = true)]
async fn the_window_moves() {
    let gate = gate(2, 60 * SECOND);
    pass(&gate).await;
    tokio::time::advance(40 * SECOND).await;
    assert_eq!(departures(&gate, 3).await, [0, 20, 60]);
}

proptest! {
    #[test]
    fn no_window_ever_holds_more_than_the_limit(
        calls in 1_u32..12,
        window in 1_u64..200,
        callers in prop::collection::vec(prop::collection::vec(0_u64..150, 1..12), 1..6),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap();
        let window = Duration::from_millis(window);
        let gate = gate(calls, window);
        let mut passed: Vec<Instant> = runtime.block_on(async {
            let gate = &gate;
            let callers = callers.iter().map(|pauses| async move {
                let mut passed = Vec::new();
                for pause in pauses {
                    tokio::time::sleep(Duration::from_millis(*pause)).await;
                    passed.push(pass(gate).await);
                }
                passed
            });
            join_all(callers).await.concat()
        });
        passed.sort();
        for pair in passed.windows(calls as usize + 1) {
            prop_assert!(pair[calls as usize] - pair[0] >= window);
        }
        prop_assert_eq!(gate.calls(), passed.len() as u64);
    }

    #[test]
    fn the_pace_is_what_the_calls_then_take(calls in 1_u32..8, before in 0_usize..20, after in 1_usize..30) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap();
        runtime.block_on(async {
            let gate = gate(calls, Duration::from_millis(700));
            for _ in 0..before {
                tokio::time::advance(Duration::from_millis(90)).await;
                pass(&gate).await;
            }
            gate.hold(Duration::from_millis(10 * before as u64), WaitReason::Retry);
            let (pace, start) = (gate.pace(after as u64), Instant::now());
            let mut last = start;
            for _ in 0..after {
                last = pass(&gate).await;
            }
            prop_assert_eq!(last - start, pace);
            Ok(())
        })?;
    }
}

#[tokio::test(start_paused = true)]
async fn no_further_calls_take_no_time_and_countless_ones_for_ever() {
    let gate = gate(2, 60 * SECOND);
    gate.hold(SECOND, WaitReason::Retry);
    assert_eq!(gate.pace(0), Duration::ZERO);
    assert_eq!(gate.pace(1), SECOND);
    assert!(gate.pace(u64::MAX) > Duration::from_secs(1 << 32));
}

#[rstest]
#[case::lower(55, 25, 23)]
#[case::ours(55, 60, 55)]
#[case::no_reserve_of_our_own(60, 60, 60)]
#[case::never_none(55, 0, 1)]
#[case::tiny(55, 1, 1)]
#[tokio::test(start_paused = true)]
async fn the_service_can_only_lower_the_limit(#[case] ours: u32, #[case] told: u32, #[case] at_once: usize) {
    let gate = gate(ours, 60 * SECOND);
    gate.hear(Some(told), None, Instant::now());
    let departed = departures(&gate, 60).await;
    assert_eq!(departed.iter().filter(|at| **at == 0).count(), at_once);
}

#[tokio::test(start_paused = true)]
async fn a_limit_told_lower_and_then_higher_comes_back_to_ours() {
    let gate = gate(5, 60 * SECOND);
    gate.hear(Some(2), None, Instant::now());
    gate.hear(Some(60), None, Instant::now());
    assert_eq!(departures(&gate, 6).await, [0, 0, 0, 0, 0, 60]);
}

#[tokio::test(start_paused = true)]
async fn nothing_remaining_waits_until_the_window_clears() {
    let gate = gate(5, 60 * SECOND);
    let first = pass(&gate).await;
    tokio::time::advance(10 * SECOND).await;
    let second = pass(&gate).await;
    gate.hear(Some(60), Some(0), second);
    assert_eq!(pass(&gate).await - first, 60 * SECOND);
}

#[rstest]
#[case::enough_for_those_on_the_way(3, 0)]
#[case::perhaps_taken_by_those_on_the_way(2, 59)]
#[tokio::test(start_paused = true)]
async fn what_remains_is_shared_with_calls_on_the_way(#[case] remaining: u32, #[case] waits: u64) {
    let gate = gate(9, 60 * SECOND);
    let first = pass(&gate).await;
    tokio::time::advance(SECOND).await;
    pass(&gate).await;
    pass(&gate).await;
    gate.hear(Some(60), Some(remaining), first);
    assert_eq!(departures(&gate, 1).await, [waits]);
}

#[tokio::test(start_paused = true)]
async fn callers_pass_in_the_order_in_which_they_came() {
    let gate = gate(1, SECOND);
    let order = std::sync::Mutex::new(Vec::new());
    join_all((0..5).map(|caller| {
        let (gate, order) = (&gate, &order);
        async move {
            pass(gate).await;
            order.lock().unwrap().push(caller);
        }
    }))
    .await;
    assert_eq!(order.into_inner().unwrap(), [0, 1, 2, 3, 4]);
}

#[tokio::test(start_paused = true)]
async fn who_gives_up_keeps_no_place_and_shows_no_wait() {
    let gate = gate(1, 60 * SECOND);
    pass(&gate).await;
    let wait = gate.watch_wait();
    {
        let mut first = Box::pin(pass(&gate));
        let mut second = Box::pin(pass(&gate));
        assert!(first.as_mut().now_or_never().is_none());
        assert!(second.as_mut().now_or_never().is_none());
        assert!(wait.borrow().is_some());
    }
    assert_eq!((*wait.borrow(), gate.calls()), (None, 1));
    assert_eq!(departures(&gate, 2).await, [60, 120]);
}

#[tokio::test(start_paused = true)]
async fn a_wait_is_shown_moved_and_taken_down() {
    let gate = gate(1, 10 * SECOND);
    let mut wait = gate.watch_wait();
    let start = pass(&gate).await;
    let waiting = tokio::spawn({
        let gate = gate.clone();
        async move { pass(&gate).await }
    });
    wait.changed().await.unwrap();
    let limit = GateWait { until: start + 10 * SECOND, reason: WaitReason::RateLimit };
    assert_eq!(*wait.borrow_and_update(), Some(limit));
    gate.hold(30 * SECOND, WaitReason::Retry);
    wait.changed().await.unwrap();
    let retry = GateWait { until: start + 30 * SECOND, reason: WaitReason::Retry };
    assert_eq!(*wait.borrow_and_update(), Some(retry));
    wait.changed().await.unwrap();
    assert_eq!(*wait.borrow_and_update(), None);
    assert_eq!(waiting.await.unwrap(), retry.until);
}

#[tokio::test(start_paused = true)]
async fn a_short_wait_is_not_shown() {
    let gate = gate(1, Duration::from_millis(250));
    let wait = gate.watch_wait();
    assert_eq!(departures(&gate, 5).await, [0, 0, 0, 0, 1]);
    assert!(!wait.has_changed().unwrap());
}

#[tokio::test(start_paused = true)]
async fn a_shorter_pause_does_not_end_a_longer_one() {
    let gate = gate(5, SECOND);
    gate.hold(30 * SECOND, WaitReason::RateLimit);
    gate.hold(SECOND, WaitReason::Retry);
    assert_eq!(departures(&gate, 1).await, [30]);
}

#[tokio::test(start_paused = true)]
async fn a_pause_beyond_patience_is_returned_but_the_limit_is_waited_for() {
    let gate = gate(1, 60 * SECOND);
    pass(&gate).await;
    assert!(gate.pass(5 * SECOND).await.is_ok(), "the limit is no pause");
    gate.shut(86_400 * SECOND);
    assert_eq!(gate.pass(PATIENT).await, Err(86_400 * SECOND));
    assert!(gate.is_open());
    gate.mark_answered();
    assert!(gate.is_open(), "an answer to an earlier call does not end it");
    tokio::time::advance(86_400 * SECOND).await;
    assert!(!gate.is_open());
    assert!(gate.pass(PATIENT).await.is_ok());
}

#[tokio::test(start_paused = true)]
async fn five_faults_in_a_row_open_the_breaker_for_a_minute() {
    let gate = gate(1, SECOND);
    for _ in 0..4 {
        gate.mark_fault();
    }
    gate.mark_answered();
    for _ in 0..4 {
        gate.mark_fault();
    }
    assert!(!gate.is_open());
    gate.mark_fault();
    assert!(gate.is_open());
    assert_eq!(departures(&gate, 1).await, [0], "it only says so");
    tokio::time::advance(60 * SECOND).await;
    assert!(!gate.is_open(), "half open: it may be tried");
    gate.mark_fault();
    assert!(gate.is_open(), "the next fault opens it at once");
    tokio::time::advance(60 * SECOND).await;
    gate.mark_answered();
    gate.mark_fault();
    assert!(!gate.is_open(), "an answer closes it");
}
