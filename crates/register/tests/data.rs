//! The data files hold what their heads promise: unique ids and names, valid codes, well-formed domains, enough of both.

use std::collections::{HashMap, HashSet};

use sayso_register::{OutletKind, Register};

fn key(name: &str) -> String {
    let lower = name.to_lowercase().replace(['.', '’', '\''], "");
    lower.strip_prefix("the ").unwrap_or(&lower).to_owned()
}

#[test]
fn ids_are_unique_lower_case_words() {
    let mut seen = HashSet::new();
    for outlet in Register::builtin().outlets() {
        assert!(seen.insert(&outlet.id), "`{}` stands twice", outlet.id);
        let good = outlet.id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
        assert!(good && !outlet.id.starts_with('-') && !outlet.id.ends_with('-'), "`{}`", outlet.id);
    }
}

#[test]
fn no_name_points_at_two_outlets() {
    let mut owner: HashMap<String, &str> = HashMap::new();
    for outlet in Register::builtin().outlets() {
        let names: HashSet<String> = std::iter::once(&outlet.name).chain(&outlet.aliases).map(|n| key(n)).collect();
        for name in names {
            assert!(!name.trim().is_empty(), "`{}` has an empty name", outlet.id);
            if let Some(other) = owner.insert(name.clone(), &outlet.id) {
                panic!("`{name}` is both `{other}` and `{}`", outlet.id);
            }
        }
    }
}

#[test]
fn every_name_finds_its_outlet() {
    let r = Register::builtin();
    for outlet in r.outlets() {
        for name in std::iter::once(&outlet.name).chain(&outlet.aliases) {
            assert_eq!(r.outlet(name).map(|o| &o.id), Some(&outlet.id), "`{name}`");
        }
        for domain in &outlet.domains {
            assert_eq!(r.outlet_of_host(&format!("news.{domain}")).map(|o| &o.id), Some(&outlet.id), "`{domain}`");
        }
    }
}

#[test]
fn domains_are_well_formed_and_belong_to_one() {
    let mut seen = HashSet::new();
    for outlet in Register::builtin().outlets() {
        for domain in &outlet.domains {
            assert!(seen.insert(domain), "`{domain}` stands twice");
            let labels: Vec<&str> = domain.split('.').collect();
            let good =
                |l: &&str| !l.is_empty() && !l.starts_with('-') && !l.ends_with('-') && l.chars().all(|c| c.is_alphanumeric() || c == '-');
            assert!(labels.len() >= 2 && labels.iter().all(good) && *domain == domain.to_lowercase(), "`{domain}`");
            assert!(!domain.starts_with("www."), "`{domain}`");
        }
    }
}

#[test]
fn countries_of_outlets_are_in_the_register() {
    let codes: HashSet<&str> = Register::builtin().countries().iter().map(|c| c.id.as_str()).collect();
    for outlet in Register::builtin().outlets() {
        if let Some(code) = &outlet.country {
            assert!(codes.contains(code.as_str()), "`{}` is in unknown country `{code}`", outlet.id);
        }
    }
}

#[test]
fn state_media_name_who_runs_them() {
    for outlet in Register::builtin().outlets() {
        let owned = matches!(outlet.kind, OutletKind::State | OutletKind::Official);
        assert!(!owned || outlet.owner.is_some(), "`{}` is {:?} and has no owner", outlet.id, outlet.kind);
    }
}

#[test]
fn country_codes_and_names_are_unique() {
    let (mut codes, mut owner) = (HashSet::new(), HashMap::<String, &str>::new());
    for country in Register::builtin().countries() {
        assert!(country.id.len() == 2 && country.id.chars().all(|c| c.is_ascii_uppercase()), "`{}`", country.id);
        assert!(codes.insert(&country.id), "`{}` stands twice", country.id);
        let seats = country.seats.iter().map(|s| &s.name);
        let names = std::iter::once(&country.name).chain(&country.aliases).chain(&country.demonyms).chain(&country.capitals).chain(seats);
        for name in names.map(|n| key(n)).collect::<HashSet<_>>() {
            if let Some(other) = owner.insert(name.clone(), &country.id) {
                panic!("`{name}` is both `{other}` and `{}`", country.id);
            }
        }
        assert!(country.seats.iter().all(|s| !s.name.is_empty() && !s.stands_for.is_empty()), "`{}` has an empty seat", country.id);
    }
}

#[test]
fn there_are_enough_of_both() {
    let r = Register::builtin();
    assert!(r.outlets().len() >= 600, "{} outlets", r.outlets().len());
    assert!(r.countries().len() >= 195, "{} countries", r.countries().len());
}

#[test]
fn the_usual_short_forms_work() {
    let r = Register::builtin();
    for (name, id) in [
        ("AP", "associated-press"),
        ("the AFP", "agence-france-presse"),
        ("NYT", "new-york-times"),
        ("IRNA", "islamic-republic-news-agency"),
    ] {
        assert_eq!(r.outlet(name).unwrap().id, id);
    }
    for ambiguous in ["the Times", "the Post", "the Herald", "the Journal", "People", "News", "time"] {
        assert!(r.outlet(ambiguous).is_none(), "`{ambiguous}` names many papers");
    }
    for (name, code) in
        [("U.K.", "GB"), ("Filipinos", "PH"), ("Taipei", "TW"), ("Kosovar", "XK"), ("the Holy See", "VA"), ("Capitol Hill", "US")]
    {
        assert_eq!(r.country(name).unwrap().0.id, code, "`{name}`");
    }
    let (us, how) = r.country("the Pentagon").unwrap();
    let sayso_register::CountryName::Seat(seat) = how else { panic!("{how:?}") };
    assert_eq!(us.seats[seat].stands_for, "US Department of Defense");
}
