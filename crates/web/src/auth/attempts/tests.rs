#![allow(clippy::unwrap_used)]
use super::*;
use Way::{Form, Header};

fn from(address: &str) -> Visitor {
    Visitor { address: address.parse().unwrap(), by_tls: false, by_proxy: false }
}

#[test]
fn the_wait_doubles_up_to_a_minute() {
    let (mut attempts, visitor, mut now) = (Attempts::default(), from("198.51.100.7"), Instant::now());
    let mut waits = Vec::new();
    for failure in 1..=11 {
        attempts.begin(now, Form, &visitor).unwrap();
        if failure >= FREE {
            let wait = attempts.begin(now, Form, &visitor).unwrap_err();
            waits.push(wait);
            now += Duration::from_secs(wait);
        }
    }
    assert_eq!(waits, [1, 2, 4, 8, 16, 32, 60, 60, 60]);
    attempts.begin(now, Form, &visitor).unwrap();
    attempts.forgive(now, Form, &visitor);
    for _ in 0..FREE {
        attempts.begin(now, Form, &visitor).unwrap();
    }
    assert_eq!(attempts.begin(now, Form, &visitor), Err(1));
}

#[test]
fn an_address_pays_for_itself_and_each_way_apart() {
    let (mut attempts, now) = (Attempts::default(), Instant::now());
    for _ in 0..FREE {
        attempts.begin(now, Header, &from("198.51.100.7")).unwrap();
    }
    assert!(attempts.begin(now, Header, &from("198.51.100.7")).is_err());
    assert!(attempts.begin(now, Form, &from("198.51.100.7")).is_ok());
    assert!(attempts.begin(now, Header, &from("198.51.100.8")).is_ok());
}

#[test]
fn a_network_of_ipv6_is_one_address() {
    let (mut attempts, now) = (Attempts::default(), Instant::now());
    for last in 1..=FREE {
        attempts.begin(now, Form, &from(&format!("2001:db8:1:2::{last}"))).unwrap();
    }
    assert!(attempts.begin(now, Form, &from("2001:db8:1:2:ffff::9")).is_err());
    assert!(attempts.begin(now, Form, &from("2001:db8:1:3::1")).is_ok());
}

#[test]
fn many_addresses_gain_little_and_lock_nobody_out_who_was_in_before() {
    let (mut attempts, now) = (Attempts::default(), Instant::now());
    let owner = from("203.0.113.5");
    attempts.begin(now, Form, &owner).unwrap();
    attempts.forgive(now, Form, &owner);
    for number in 0..TOGETHER {
        attempts.begin(now, Form, &from(&format!("198.51.{}.{}", number / 250, number % 250))).unwrap();
    }
    let another = from("192.0.2.1");
    assert_eq!(attempts.begin(now, Form, &another), Err(REFILL.as_secs()));
    assert!(attempts.begin(now, Form, &owner).is_ok() && attempts.begin(now, Form, &from("127.0.0.1")).is_ok());
    assert!(attempts.begin(now + REFILL, Form, &another).is_ok());
    assert!(attempts.begin(now + REFILL, Form, &from("192.0.2.2")).is_err(), "one more each time");
}

#[test]
fn whoever_comes_by_a_proxy_is_not_the_machine_itself() {
    let (mut attempts, now) = (Attempts::default(), Instant::now());
    for number in 0..TOGETHER {
        attempts.begin(now, Form, &from(&format!("198.51.{}.{}", number / 250, number % 250))).unwrap();
    }
    assert!(attempts.begin(now, Form, &Visitor { by_proxy: true, ..from("127.0.0.1") }).is_err());
}

#[test]
fn what_was_not_looked_at_is_given_back() {
    let (mut attempts, now) = (Attempts::default(), Instant::now());
    for _ in 0..1_000 {
        attempts.begin(now, Form, &from("198.51.100.7")).unwrap();
        attempts.give_back(Form, &from("198.51.100.7"));
    }
}

#[test]
fn memory_is_bounded() {
    let (mut attempts, now) = (Attempts::default(), Instant::now());
    for number in 0..MOST_ADDRESSES as u32 + 50 {
        let visitor = Visitor { address: IpAddr::V4((0x0a00_0000 + number).into()), by_tls: false, by_proxy: false };
        let at = now + REFILL * number;
        attempts.begin(at, Form, &visitor).unwrap();
    }
    assert_eq!(attempts.failures.len(), MOST_ADDRESSES);
}
