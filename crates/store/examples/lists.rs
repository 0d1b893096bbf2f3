//! What the lists and pages of a store cost: each asked many times over, the middle and the slowest answer in milliseconds of
//! one core's time.
//!
//!     cargo run --release -p sayso-store --example lists -- corpus.sayso

use std::io::Write;
use std::path::PathBuf;
use std::time::Instant;

use sayso_link::{ClaimId, Lookup};
use sayso_store::{ArticleFilter, ArticleId, ClaimFilter, ClaimOrder, Reader, StatementFilter, Store, StoreError, Whose};

const TIMES: usize = 30;
const PAGE: usize = 51;
/// As many as are counted on a first page.
const COUNTED: usize = 1001;

fn main() -> Result<(), StoreError> {
    let Some(path) = std::env::args_os().nth(1).map(PathBuf::from) else { return Ok(()) };
    let start = Instant::now();
    drop(Store::open(&path)?);
    told(&format!("opened, and brought up to date if need be: {:.1} s", start.elapsed().as_secs_f64()));
    let reader = Reader::open(&path)?;
    let words = |w: &str| Some(w.to_owned());
    let all = || ClaimFilter::default();
    for order in ClaimOrder::ALL {
        for (name, filter) in [
            ("all", all()),
            ("one origin", ClaimFilter { one_origin: true, ..all() }),
            ("state only", ClaimFilter { state_only: true, ..all() }),
            ("unnamed only", ClaimFilter { unnamed_only: true, ..all() }),
            ("unverified", ClaimFilter { unverified: true, ..all() }),
            ("conflict", ClaimFilter { conflict: true, ..all() }),
            ("drift", ClaimFilter { drift: true, ..all() }),
            ("denied", ClaimFilter { denied: true, ..all() }),
            ("a common word", ClaimFilter { words: words("president"), ..all() }),
            ("rare words", ClaimFilter { words: words("harbour pilots"), ..all() }),
            ("a speaker", ClaimFilter { speaker: words("trump"), ..all() }),
            ("an outlet", ClaimFilter { outlet: words("times"), ..all() }),
            ("a month", ClaimFilter { from: words("2017-03-01"), to: words("2017-03-31"), ..all() }),
            ("nothing", ClaimFilter { conflict: true, drift: true, unverified: true, state_only: true, ..all() }),
        ] {
            let filter = ClaimFilter { order, ..filter };
            timed(&format!("board, {}, {name}", order.word()), || {
                let page = reader.board(&filter, None, COUNTED)?;
                let shown = page.iter().take(PAGE).map(|(id, _)| reader.claim_card(*id)).collect::<Result<Vec<_>, _>>()?;
                Ok(shown.len())
            })?;
        }
    }
    let board = reader.board(&all(), None, 3000)?;
    let places = [0, 100, 2900].map(|at| board.get(at).or(board.last()));
    for (id, place) in places.into_iter().flatten() {
        timed(&format!("board, the page after {place:?}"), || Ok(reader.board(&all(), Some(place), PAGE)?.len()))?;
        timed(&format!("claim {}", id.0.number()), || claim(&reader, *id))?;
    }
    for (name, filter) in [
        ("all", ArticleFilter::default()),
        ("a common word", ArticleFilter { words: words("president"), ..ArticleFilter::default() }),
        ("an outlet and rare words", ArticleFilter { outlet: words("CNN"), words: words("harbour"), ..ArticleFilter::default() }),
    ] {
        timed(&format!("articles, {name}"), || {
            let page = reader.articles_where(&filter, None, COUNTED)?;
            page.iter().take(PAGE).try_for_each(|(id, _)| reader.article_card(*id).map(drop))?;
            Ok(page.len())
        })?;
    }
    for id in [1, 5000, 15_000].map(ArticleId) {
        timed(&format!("article {}", id.0), || {
            let Some(version) = reader.latest(id)? else { return Ok(0) };
            let stored = reader.stored(version)?;
            for claim in reader.claims(version.linked())? {
                reader.claim_brief(claim)?;
            }
            reader.copies_of(id, 40)?;
            reader.versions_of(id)?;
            Ok(stored.ledger.statements.len())
        })?;
    }
    for (name, filter) in [
        ("all", StatementFilter::default()),
        ("questioned", StatementFilter { certainty: words("questioned"), ..StatementFilter::default() }),
        (
            "a speaker in a small outlet",
            StatementFilter { speaker: words("Donald Trump"), outlet: words("Vox"), ..StatementFilter::default() },
        ),
        ("common words in a voice", StatementFilter { words: words("the"), voice: words("own"), ..StatementFilter::default() }),
        ("a via", StatementFilter { via: words("Reuters"), ..StatementFilter::default() }),
    ] {
        timed(&format!("statements, {name}"), || Ok(reader.statements_where(&filter, None, PAGE)?.0.len()))?;
    }
    for typed in ["president", "the", "harbour pilots strike", "trump russia"] {
        timed(&format!("search, texts, {typed}"), || Ok(reader.search_texts(typed, 10)?.len()))?;
        timed(&format!("search, speakers, {typed}"), || Ok(reader.speakers_where(Some(typed), None, COUNTED)?.len()))?;
    }
    timed("speakers, all", || Ok(reader.speakers_where(None, None, COUNTED)?.len()))?;
    for speaker in reader.speakers_where(None, None, 3)? {
        let name = speaker.name.as_str();
        timed(&format!("speaker {name}"), || {
            reader.aliases_of(name, 12)?;
            reader.relays_of(name, 2000)?;
            reader.claims_of(Whose::Speaker(name), 12)?.into_iter().try_for_each(|id| reader.claim_card(id).map(drop))?;
            reader.latest_of(name, 20)?;
            Ok(reader.speaker_months(name)?.len())
        })?;
    }
    timed("outlets, all", || Ok(reader.outlets_where("", None, COUNTED)?.len()))?;
    for outlet in reader.outlets_where("", None, 2)? {
        let name = outlet.name.as_str();
        timed(&format!("outlet {name}"), || {
            reader.relays_in(name, 2000)?;
            reader.relays_of(name, 2000)?;
            reader.copies_with(name, 0.5)?;
            reader.claims_of(Whose::Outlet(name), 12)?.into_iter().try_for_each(|id| reader.claim_card(id).map(drop))?;
            reader.speakers_in(name, 20)?;
            Ok(reader.outlet_months(name)?.len())
        })?;
    }
    Ok(())
}

fn claim(reader: &Reader, id: ClaimId) -> Result<usize, StoreError> {
    let Some(claim) = reader.claim(id)? else { return Ok(0) };
    for mention in &claim.mentions {
        reader.statement_setting(mention.statement, mention.record.span)?;
    }
    Ok(claim.mentions.len())
}

fn timed(what: &str, mut ask: impl FnMut() -> Result<usize, StoreError>) -> Result<(), StoreError> {
    let mut found = ask()?;
    let mut times = Vec::with_capacity(TIMES);
    for _ in 0..TIMES {
        let start = spent();
        found = ask()?;
        times.push(spent() - start);
    }
    times.sort_by(f64::total_cmp);
    told(&format!("{:>8.2} {:>8.2} ms  {found:>5}  {what}", times[TIMES / 2], times[TIMES - 1]));
    Ok(())
}

/// Milliseconds that this thread has had of a core, where the system tells.
fn spent() -> f64 {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    told.split(' ').next().and_then(|ns| ns.parse::<f64>().ok()).unwrap_or(0.0) / 1e6
}

fn told(line: &str) {
    writeln!(std::io::stdout(), "{line}").expect("stdout");
}
