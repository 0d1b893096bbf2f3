//! Invented claims, articles and people, with everything that a page can show.

use sayso_app::views::Cursor;
use sayso_app::wire::claims::{Claim, Conflict, Drift, Fold, Mention, Node, Note as MentionNote, Origin, Value};
use sayso_app::wire::views::*;
use sayso_app::wire::{Article, Credit, Note, Paragraph, Reason, Registered, Relay, Span, Speaker, Stance, Statement};

pub const TELEGRAPH: &str = "Karvenian State Telegraph";

fn words(s: &str) -> Option<String> {
    Some(s.to_owned())
}

pub fn card(id: i64, text: &str, origins: Vec<CardOrigin>, outlets: &[&str], outlet_count: u64, marks: Marks) -> ClaimCard {
    ClaimCard {
        id,
        text: text.to_owned(),
        first_seen: words("2031-05-02"),
        last_seen: words("2031-05-04T18:20:00Z"),
        mentions: outlet_count + 2,
        articles: outlet_count + 1,
        outlets: outlets.iter().map(|&o| o.to_owned()).collect(),
        outlet_count,
        origin_count: origins.len() as u64,
        verdict: match origins.len() {
            0 => "origins unknown".to_owned(),
            1 => "one origin".to_owned(),
            n => format!("{n} independent origins"),
        },
        independent_origins: origins,
        marks,
        conflicts: if marks.conflict { vec!["number".to_owned()] } else { Vec::new() },
        drift: if marks.drift { vec!["hedge_lost".to_owned(), "source_dropped".to_owned()] } else { Vec::new() },
        corrected: id == 4099,
    }
}

pub fn origin(name: &str, kind: &str) -> CardOrigin {
    CardOrigin {
        name: name.to_owned(),
        r#type: kind.to_owned(),
        state_run: matches!(kind, "state outlet" | "government"),
        unnamed: kind == "unnamed",
        party: kind == "government",
    }
}

pub fn cards() -> Vec<ClaimCard> {
    let all = Marks { conflict: true, drift: true, denied: true, unverified: true, state_only: false, unnamed_only: false };
    vec![
        card(
            4099,
            "a Norvian trawler rammed a patrol boat off Cape Hollow, injuring two of its crew",
            vec![origin(TELEGRAPH, "state outlet"), origin("unnamed port worker", "unnamed")],
            &[TELEGRAPH, "Meridian Wire", "Northgate Post", "Harbour Courier"],
            6,
            all,
        ),
        card(
            12,
            "the dam's lower gate was left open on the night before the flood",
            vec![origin("Ministry of Waters", "government")],
            &["Valley Herald", "Northgate Post", "Meridian Wire", "Straits Monitor"],
            14,
            Marks { state_only: true, ..Marks::default() },
        ),
        card(
            31,
            "milk from the Ostrel dairies is safe to drink",
            vec![
                origin("Ostrel Dairies", "organization"),
                origin("Lena Marsh", "person"),
                origin("Food Office", "government"),
                origin("Dr Ivo Kest", "person"),
            ],
            &["Valley Herald", "Daily Lantern"],
            3,
            Marks::default(),
        ),
        card(
            77,
            "the depot held four thousand tonnes of grain",
            Vec::new(),
            &["Daily Lantern", "Harbour Courier"],
            2,
            Marks { unverified: true, ..Marks::default() },
        ),
    ]
}

pub fn board() -> Board {
    Board { claims: cards(), next: Cursor::parse("0100000000000000000997").ok(), count: Count { value: 1204, or_more: true } }
}

pub fn empty_board() -> Board {
    Board { claims: Vec::new(), next: None, count: Count { value: 0, or_more: false } }
}

fn mention(
    i: usize,
    outlet: &str,
    date: &str,
    path: &[(&str, &'static str)],
    origin: Option<usize>,
    certainty: &'static str,
    sentence: &str,
) -> Mention {
    let speaker = path.last().filter(|_| path.len() > 1);
    Mention {
        article: format!("vessel/page-{i}"),
        span: [0, 10],
        spans: vec![[0, 10]],
        outlet: words(outlet),
        date: words(date),
        chain: path.iter().map(|p| p.0.to_owned()).collect(),
        certainty,
        text: sentence.to_owned(),
        sentence: sentence.to_owned(),
        speaker: speaker.map(|s| s.0.to_owned()),
        speaker_type: speaker.map(|s| if s.1 == "unnamed" { "unnamed" } else { "outlet" }),
        notes: if i == 1 {
            vec![MentionNote {
                kind: "unverified",
                who: words("Meridian Wire"),
                text: "Meridian Wire could not verify the report.".to_owned(),
            }]
        } else {
            Vec::new()
        },
        against: certainty == "denied",
        path: path.iter().map(|p| Node { name: p.0.to_owned(), r#type: p.1 }).collect(),
        origin,
        score: 0.9,
    }
}

pub fn claim() -> ClaimPage {
    let state = (TELEGRAPH, "state outlet");
    let wire = ("Meridian Wire", "wire");
    let worker = ("unnamed port worker", "unnamed");
    let mut mentions = vec![
        mention(
            0,
            TELEGRAPH,
            "2031-05-02T06:10:00Z",
            &[state],
            Some(0),
            "asserted",
            "A Norvian trawler rammed a patrol boat off Cape Hollow on Friday, injuring two of its crew.",
        ),
        mention(
            1,
            "Meridian Wire",
            "2031-05-02T08:30:00Z",
            &[wire, state],
            Some(0),
            "hedged",
            "A Norvian trawler may have rammed a patrol boat off Cape Hollow, injuring two of its crew, the state agency said.",
        ),
        mention(
            2,
            "Northgate Post",
            "2031-05-03",
            &[("Northgate Post", "outlet"), wire, state],
            Some(0),
            "asserted",
            "A Norvian trawler rammed a patrol boat off Cape Hollow, injuring 12 of its crew, reports Meridian Wire.",
        ),
        mention(
            3,
            "Harbour Courier",
            "2031-05-03",
            &[("Harbour Courier", "outlet"), wire, state],
            Some(0),
            "hedged",
            "A Norvian trawler may have rammed a patrol boat off Cape Hollow, injuring two of its crew, the state agency said.",
        ),
        mention(
            4,
            "Straits Monitor",
            "2031-05-04",
            &[("Straits Monitor", "outlet"), worker],
            Some(1),
            "denied",
            "“Nobody rammed anybody,” said a man who works in the port and would not be named.",
        ),
        mention(
            5,
            "Daily Lantern",
            "2031-05-04T19:00:00Z",
            &[("Daily Lantern", "outlet")],
            None,
            "asserted",
            "Since the trawler rammed the patrol boat, boats of both sides keep away from Cape Hollow.",
        ),
    ];
    for i in 6..20 {
        let (name, date) = (format!("Regional Paper {i}"), format!("2031-05-{:02}", 3 + i % 3));
        mentions.push(mention(
            i,
            &name,
            &date,
            &[(&name, "outlet"), wire, state],
            Some(0),
            "asserted",
            "A Norvian trawler rammed a patrol boat off Cape Hollow.",
        ));
    }
    let origin = |name: &str, kind: &'static str, mentions: Vec<usize>| Origin {
        name: name.to_owned(),
        r#type: kind,
        state_run: kind == "state outlet",
        owner: (kind == "state outlet").then(|| "government of Karvenia".to_owned()),
        unnamed: kind == "unnamed",
        party: kind == "state outlet",
        against: kind == "unnamed",
        mentions,
    };
    let places = mentions.iter().enumerate().map(|(i, m)| {
        let at = |w: &str| m.sentence.find(w).map(|b| [b, b + w.len()]);
        let difference = |w: &str, kind: &str, other| at(w).map(|bytes| Difference { bytes, kind: kind.to_owned(), other });
        MentionPlace {
            article: i as i64 + 1,
            statement: i as i64 * 1000 + 3,
            title: words("Trawler and patrol boat collide off Cape Hollow"),
            url: words("https://news.example/vessel"),
            content: at("rammed a patrol boat off Cape Hollow").map(|b| [0, b[1]]).into_iter().collect(),
            differences: [difference("may have", "hedge_lost", 2), difference("two", "number", 2), difference("12", "number", 0)]
                .into_iter()
                .flatten()
                .collect(),
            before: if i == 1 { "The collision was reported early in the morning.".to_owned() } else { String::new() },
            after: if i == 1 { "Norvia has not commented.".to_owned() } else { String::new() },
            copy_of: (i == 3).then(|| "Meridian Wire".to_owned()),
            moved: (i == 5).then_some(Moved::Out),
        }
    });
    ClaimPage {
        places: places.collect(),
        marks: Marks { conflict: true, drift: true, denied: true, unverified: true, state_only: false, unnamed_only: false },
        corrections: vec![correction(1, Corrected::Certainty { certainty: "hedged".to_owned() }, None)],
        claim: Claim {
            id: 4099,
            alike: None,
            text: "a Norvian trawler rammed a patrol boat off Cape Hollow, injuring two of its crew".to_owned(),
            representative: 0,
            first_seen: words("2031-05-02"),
            last_seen: words("2031-05-05"),
            verdict: "2 independent origins".to_owned(),
            independent_origins: vec![
                origin(TELEGRAPH, "state outlet", [0, 1, 2, 3].into_iter().chain(6..20).collect()),
                origin("unnamed port worker", "unnamed", vec![4]),
            ],
            folds: vec![
                Fold {
                    kind: "copy",
                    from: vec!["Harbour Courier".to_owned()],
                    into: "Meridian Wire".to_owned(),
                    mentions: vec![3],
                    because: "Harbour Courier credits its text to Meridian Wire".to_owned(),
                },
                Fold {
                    kind: "relay",
                    from: vec!["Meridian Wire".to_owned(), "Northgate Post".to_owned()],
                    into: TELEGRAPH.to_owned(),
                    mentions: vec![1, 2],
                    because: "Meridian Wire says that it has it from the state agency".to_owned(),
                },
            ],
            conflicts: vec![Conflict {
                kind: "number",
                values: vec![
                    Value { words: "two crew".to_owned(), mentions: vec![0, 1, 3] },
                    Value { words: "12 crew".to_owned(), mentions: vec![2] },
                ],
            }],
            drift: vec![Drift {
                kind: "hedge_lost",
                way: "chain",
                from: 1,
                to: 2,
                before: mentions[1].sentence.clone(),
                after: mentions[2].sentence.clone(),
                because: "the later one leaves out `may have`".to_owned(),
            }],
            notes: vec!["unverified"],
            mentions,
        },
    }
}

pub fn correction(id: i64, field: Corrected, withdrawn: Option<Withdrawn>) -> Correction {
    Correction {
        id,
        field,
        machine: "asserted".to_owned(),
        article: 3,
        outlet: words("Northgate Post"),
        title: words("Trawler and patrol boat collide off Cape Hollow"),
        statement: Some(2003),
        claim: Some(4099),
        span: [0, 10],
        words: "A Norvian trawler rammed a patrol boat off Cape Hollow".to_owned(),
        who: "Ada Quill".to_owned(),
        when: "2031-05-06T09:15:00Z".to_owned(),
        note: words("The wire's “may have” still stands in the second paragraph."),
        withdrawn,
    }
}

pub fn corrections() -> Corrections {
    let withdrawn = Some(Withdrawn { who: "Ben Okoro".to_owned(), when: "2031-05-07T10:00:00Z".to_owned() });
    Corrections {
        corrections: vec![
            correction(3, Corrected::Speaker { speaker: "Lena Marsh".to_owned(), speaker_type: words("person") }, None),
            correction(2, Corrected::Via { via: vec!["Meridian Wire".to_owned(), TELEGRAPH.to_owned()] }, None),
            correction(1, Corrected::Merge { with: 4003 }, withdrawn),
        ],
        next: None,
    }
}

pub fn statement() -> StatementCard {
    StatementCard {
        id: 2003,
        article: 3,
        claim: 4099,
        outlet: words("Northgate Post"),
        title: words("Trawler and patrol boat collide off Cape Hollow"),
        published: words("2031-05-03"),
        voice: "attributed".to_owned(),
        speaker: words(TELEGRAPH),
        speaker_type: words("outlet"),
        via: vec!["Meridian Wire".to_owned()],
        certainty: "hedged".to_owned(),
        source: words("Meridian Wire"),
        cue: words("reports"),
        content: "A Norvian trawler may have rammed a patrol boat off Cape Hollow, injuring 12 of its crew".to_owned(),
        spans: vec![[0, 88]],
        confidence: 0.9,
        speaker_confidence: Some(0.8),
    }
}

const TEXT: &[(&str, &str)] = &[
    ("heading", "Trawler and patrol boat collide off Cape Hollow"),
    (
        "body",
        "A Norvian trawler may have rammed a patrol boat off Cape Hollow on Friday, injuring two of its crew, Meridian Wire reports, citing the Karvenian State Telegraph. Meridian Wire could not verify the report.",
    ),
    (
        "body",
        "“We saw the trawler turn towards us,” said Captain Oren Vale, who told the Telegraph that “the harbour master said the lights were out”. Vale denied that his boat had left its lane.",
    ),
    ("body", "The strait is eleven miles wide at its narrowest point. Boats of both sides have kept away from it since the spring."),
    ("body", "The trawler's owner did not answer questions. A person who works in the port said it was likely an accident."),
    ("caption", "The harbour of Cape Hollow in April."),
    ("credit", "Reporting by Meridian Wire"),
];

pub fn article() -> ArticlePage {
    let text: String = TEXT.iter().map(|p| p.1).collect::<Vec<_>>().join("\n\n");
    let span = |w: &str| {
        let b = text.find(w).unwrap_or_else(|| panic!("the sample has no `{w}`"));
        Span { bytes: [b, b + w.len()], code_points: [0, 0], utf16: [0, 0], words: w.to_owned() }
    };
    let mut at = 0;
    let paragraphs = TEXT
        .iter()
        .map(|&(kind, p)| {
            let bytes = [at, at + p.len()];
            at += p.len() + 2;
            Paragraph { bytes, kind }
        })
        .collect();
    let speaker = |name: &str, kind: &'static str, register: Option<Registered>| Speaker {
        name: name.to_owned(),
        r#type: kind,
        aliases: Vec::new(),
        mentions: Vec::new(),
        register,
    };
    let stance = |certainty| Stance { certainty, markers: Vec::new() };
    let said = |source: &str, cue: &str, content: &[&str], who: (usize, &str), certainty: &'static str, markers: &[&str]| Statement {
        voice: "attributed",
        source: Some(span(source)),
        cue: Some(span(cue)),
        content: content.iter().map(|c| span(c)).collect(),
        speaker: Some(who.0),
        via: Vec::new(),
        chain: vec!["Northgate Post".to_owned(), who.1.to_owned()],
        certainty,
        markers: markers.iter().map(|m| span(m)).collect(),
        by_source: stance("asserted"),
        by_reporter: stance(certainty),
        parent: None,
        notes: Vec::new(),
        confidence: 0.9,
        speaker_confidence: Some(0.9),
        reasons: Vec::new(),
    };
    let own = |content: &str| Statement {
        voice: "own",
        source: None,
        cue: None,
        content: vec![span(content)],
        speaker: None,
        chain: vec!["Northgate Post".to_owned()],
        ..said("Vale", "denied", &["Vale"], (1, ""), "asserted", &[])
    };
    let captain = (1, "Captain Oren Vale");
    let mut statements = vec![
        Statement {
            via: vec![Relay { name: "Meridian Wire".to_owned(), span: Some(span("Meridian Wire")) }],
            chain: vec!["Northgate Post".to_owned(), "Meridian Wire".to_owned(), TELEGRAPH.to_owned()],
            notes: vec![0],
            reasons: vec![
                Reason {
                    field: "speaker",
                    by: "rule",
                    because: "named after `citing`".to_owned(),
                    spans: vec![span("the Karvenian State Telegraph")],
                },
                Reason { field: "certainty", by: "rule", because: "a modal in the content".to_owned(), spans: vec![span("may have")] },
            ],
            ..said(
                "the Karvenian State Telegraph",
                "citing",
                &["A Norvian trawler may have rammed a patrol boat off Cape Hollow on Friday, injuring two of its crew"],
                (0, TELEGRAPH),
                "hedged",
                &["may have"],
            )
        },
        said("Captain Oren Vale", "said", &["We saw the trawler turn towards us"], captain, "asserted", &[]),
        said("who", "told", &["the harbour master said the lights were out"], captain, "asserted", &[]),
        Statement {
            parent: Some(2),
            speaker_confidence: Some(0.3),
            ..said("the harbour master", "said the", &["the lights were out"], (2, "harbour master"), "asserted", &[])
        },
        said("Vale", "denied", &["his boat had left its lane"], captain, "denied", &["denied"]),
        own("The strait is eleven miles wide at its narrowest point."),
        own("Boats of both sides have kept away from it since the spring."),
        said(
            "A person who works in the port",
            "said it",
            &["it was likely an accident"],
            (3, "unnamed port worker"),
            "hedged",
            &["likely"],
        ),
    ];
    statements[2].via = vec![Relay { name: TELEGRAPH.to_owned(), span: Some(span("the Telegraph")) }];
    statements[2].chain = vec!["Northgate Post".to_owned(), TELEGRAPH.to_owned(), captain.1.to_owned()];
    let state = Registered { id: "kst".to_owned(), kind: "state", country: words("KV"), owner: words("government of Karvenia") };
    let places = (0..statements.len()).map(|i| StatementPlace {
        id: i as i64 + 2000,
        claim: Some(4099),
        articles: if i == 0 { 6 } else { 1 },
        origins: 1,
        conflict: i == 0,
        drift: i == 0,
        state_run: i == 0,
    });
    ArticlePage {
        id: 3,
        statements: places.collect(),
        ledger: Article {
            id: "vessel/page-2".to_owned(),
            origin: "vessel/page-2.html".to_owned(),
            url: words("https://northgate.example/trawler"),
            outlet: words("Northgate Post"),
            title: words("Trawler and patrol boat collide off Cape Hollow"),
            byline: words("Nia Brandt"),
            published: words("2031-05-03T07:40:00Z"),
            updated: words("2031-05-03T11:05:00Z"),
            language: words("en"),
            paragraphs,
            speakers: vec![
                speaker(TELEGRAPH, "outlet", Some(state)),
                speaker("Captain Oren Vale", "person", None),
                speaker("harbour master", "person", None),
                speaker("unnamed port worker", "unnamed", None),
            ],
            statements,
            notes: vec![
                Note {
                    span: span("Meridian Wire could not verify the report."),
                    kind: "unverified",
                    who: words("Meridian Wire"),
                    about: vec![0],
                },
                Note {
                    span: span("The trawler's owner did not answer questions."),
                    kind: "no_response",
                    who: words("the trawler's owner"),
                    about: vec![0],
                },
            ],
            syndicated_from: Some(Credit { agency: "Meridian Wire".to_owned(), span: Some(span("Reporting by Meridian Wire")) }),
            contributors: Vec::new(),
            remarks: Vec::new(),
            text: text.clone(),
        },
        registered: Some(Registered { id: "np".to_owned(), kind: "private", country: words("NR"), owner: None }),
        copies: vec![Copy { article: article_cards().remove(0), share: 0.62, words: 188, upstream: "other".to_owned() }],
        version: 2,
        versions: vec![
            Version {
                number: 2,
                title: words("Trawler and patrol boat collide off Cape Hollow"),
                published: words("2031-05-03T07:40:00Z"),
                updated: words("2031-05-03T11:05:00Z"),
                changes: vec![Change {
                    kind: "title".to_owned(),
                    before: words("Trawler rams patrol boat off Cape Hollow"),
                    after: words("Trawler and patrol boat collide off Cape Hollow"),
                }],
            },
            Version {
                number: 1,
                title: words("Trawler rams patrol boat off Cape Hollow"),
                published: words("2031-05-03T07:40:00Z"),
                updated: None,
                changes: Vec::new(),
            },
        ],
        corrections: vec![Correction {
            statement: Some(2001),
            ..correction(4, Corrected::Certainty { certainty: "hedged".to_owned() }, None)
        }],
    }
}

pub fn article_cards() -> Vec<ArticleCard> {
    let card = |id, outlet: &str, title: &str| ArticleCard {
        id,
        name: format!("vessel/page-{id}"),
        outlet: words(outlet),
        title: words(title),
        published: words("2031-05-02T08:30:00Z"),
        url: words("https://news.example/vessel"),
        statements: 14,
        around: Vec::new(),
    };
    let run = |text: &str, found| Run { text: text.to_owned(), found };
    vec![
        card(2, "Meridian Wire", "State agency says trawler may have rammed patrol boat"),
        ArticleCard {
            around: vec![run("… that the ", false), run("trawler", true), run(" turned towards the boat before …", false)],
            ..card(5, "Straits Monitor", "“Nobody rammed anybody”: what the port saw")
        },
        ArticleCard { title: None, published: None, ..card(6, "Daily Lantern", "") },
    ]
}

pub fn articles() -> Articles {
    Articles { articles: article_cards(), next: None, count: Count { value: 3, or_more: false } }
}

fn shares() -> Shares {
    Shares { statements: 412, own: 150, relayed: 120, state_run: 61, hedged: 88, denied: 9, unnamed: 31 }
}

fn months() -> Vec<Month> {
    let month = |i: u64| Month {
        month: Some(format!("20{}-{:02}", 30 + i / 12, 1 + i % 12)),
        shares: Shares {
            statements: 10 + i * 7 % 31,
            own: 4 + i % 5,
            relayed: i % 9,
            state_run: i % 4,
            hedged: 2 + i % 3,
            denied: 0,
            unnamed: i % 2,
        },
    };
    (0..17).map(month).chain([Month { month: None, shares: Shares { statements: 3, ..Shares::default() } }]).collect()
}

fn tally(name: &str, statements: u64) -> Tally {
    Tally { name: name.to_owned(), statements }
}

fn network() -> Network {
    let node = |name: &str, role, kind: Option<&str>| NetworkNode {
        name: name.to_owned(),
        role,
        r#type: kind.map(str::to_owned),
        state_run: kind == Some("state outlet"),
    };
    Network {
        nodes: vec![
            node(TELEGRAPH, "speaker", Some("state outlet")),
            node("Captain Oren Vale", "speaker", Some("person")),
            node("unnamed port worker", "speaker", Some("unnamed")),
            node("Meridian Wire", "via", Some("wire")),
            node("Northgate Post", "outlet", Some("outlet")),
            node("Harbour Courier", "outlet", Some("outlet")),
        ],
        edges: [(0, 3, 40), (3, 4, 35), (3, 5, 21), (1, 4, 12), (2, 5, 2)]
            .map(|(from, to, statements)| Edge { from, to, statements })
            .to_vec(),
    }
}

pub fn speaker_cards() -> Vec<SpeakerCard> {
    let card = |name: &str, kind: &str, statements| SpeakerCard {
        name: name.to_owned(),
        r#type: kind.to_owned(),
        statements,
        articles: statements / 2 + 1,
        hedged: statements / 5,
        relayed: statements / 3,
        state_run: kind == "government" || name == TELEGRAPH,
    };
    vec![
        card(TELEGRAPH, "outlet", 61),
        card("Ministry of Waters", "government", 40),
        card("Captain Oren Vale", "person", 12),
        card("unnamed port worker", "unnamed", 2),
    ]
}

pub fn speakers() -> Speakers {
    Speakers { speakers: speaker_cards(), next: Cursor::parse("0100000000000000000997").ok(), count: Count { value: 4, or_more: false } }
}

pub fn speaker() -> SpeakerPage {
    SpeakerPage {
        name: TELEGRAPH.to_owned(),
        r#type: "outlet".to_owned(),
        aliases: vec!["KST".to_owned(), "the Telegraph".to_owned()],
        registered: Some(Registered { id: "kst".to_owned(), kind: "state", country: words("KV"), owner: words("government of Karvenia") }),
        articles: 31,
        shares: Shares { own: 0, ..shares() },
        months: months(),
        outlets: vec![tally("Northgate Post", 35), tally("Harbour Courier", 21), tally("Daily Lantern", 1)],
        via: vec![tally("Meridian Wire", 40)],
        network: network(),
        claims: cards().into_iter().take(2).collect(),
        statements: vec![statement()],
    }
}

fn outlet_cards() -> Vec<OutletCard> {
    let state = Registered { id: "kst".to_owned(), kind: "state", country: words("KV"), owner: words("government of Karvenia") };
    let wire = Registered { id: "mw".to_owned(), kind: "wire", country: words("NR"), owner: None };
    let card = |name: &str, articles, registered| OutletCard { name: name.to_owned(), articles, shares: shares(), registered };
    vec![card("Meridian Wire", 420, Some(wire)), card("Northgate Post", 61, None), card(TELEGRAPH, 12, Some(state))]
}

pub fn outlets() -> Outlets {
    Outlets { outlets: outlet_cards(), next: None, count: Count { value: 3, or_more: false } }
}

pub fn outlet() -> OutletPage {
    OutletPage {
        name: "Northgate Post".to_owned(),
        registered: Some(Registered { id: "np".to_owned(), kind: "private", country: words("NR"), owner: None }),
        articles: 61,
        credited: 9,
        shares: shares(),
        months: months(),
        speakers: speaker_cards(),
        via: vec![tally("Meridian Wire", 35), tally(TELEGRAPH, 4)],
        relayed_by: vec![tally("Daily Lantern", 3)],
        copies_from: vec![tally("Meridian Wire", 9)],
        copied_by: Vec::new(),
        network: network(),
        claims: cards().into_iter().take(2).collect(),
        latest: article_cards(),
    }
}

pub fn found() -> Found {
    Found { claims: cards().into_iter().take(2).collect(), articles: article_cards(), speakers: speaker_cards(), outlets: outlet_cards() }
}
