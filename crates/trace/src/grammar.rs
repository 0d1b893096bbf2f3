//! Small closed classes of English words: auxiliaries, determiners, what a phrase or clause cannot end in.

pub fn is_be(low: &str) -> bool {
    ["is", "are", "was", "were", "been", "be", "being", "isn't", "aren't", "wasn't", "weren't"].contains(&low)
}

pub fn is_auxiliary(low: &str) -> bool {
    is_be(low)
        || ["has", "have", "had", "will", "would", "can", "could", "may", "might", "should", "must", "do", "does", "did", "not"]
            .contains(&low)
}

/// Participles that report a belief of nobody in particular.
pub fn is_believed(low: &str) -> bool {
    [
        "expected",
        "believed",
        "thought",
        "said",
        "reported",
        "rumored",
        "rumoured",
        "alleged",
        "suspected",
        "understood",
        "estimated",
        "presumed",
        "assumed",
        "supposed",
        "accused",
        "projected",
        "feared",
        "known",
        "considered",
        "seen",
        "regarded",
        "claimed",
        "predicted",
    ]
    .contains(&low)
}

pub fn is_said(low: &str) -> bool {
    [
        "said",
        "accused",
        "warned",
        "urged",
        "asked",
        "told",
        "promised",
        "demanded",
        "announced",
        "reported",
        "ordered",
        "called",
        "pledged",
        "vowed",
        "argued",
        "insisted",
        "proposed",
        "requested",
        "declared",
    ]
    .contains(&low)
}

pub fn is_telling(low: &str) -> bool {
    [
        "tell",
        "tells",
        "told",
        "telling",
        "inform",
        "informs",
        "informed",
        "informing",
        "assure",
        "assures",
        "assured",
        "assuring",
        "warn",
        "warns",
        "warned",
        "warning",
        "remind",
        "reminds",
        "reminded",
        "notify",
        "notifies",
        "notified",
        "advise",
        "advised",
        "convince",
        "convinced",
        "persuade",
        "persuaded",
        "promise",
        "promised",
        "show",
        "showed",
    ]
    .contains(&low)
}

pub fn is_weekday(low: &str) -> bool {
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"].contains(&low)
}

pub fn is_day(low: &str) -> bool {
    is_weekday(low) || ["today", "yesterday"].contains(&low)
}

/// Adverbs by which a reporter stands aside from what is told.
pub fn is_distancing(low: &str) -> bool {
    ["reportedly", "allegedly", "supposedly", "purportedly"].contains(&low)
}

pub fn is_determiner(low: &str) -> bool {
    ["the", "a", "an", "his", "her", "their", "its", "our", "my", "your", "these", "those", "every", "each"].contains(&low)
}

pub fn is_title(text: &str) -> bool {
    ["Mr.", "Mrs.", "Ms.", "Dr.", "Sen.", "Rep.", "Gov.", "Gen.", "Col.", "Lt.", "Sgt.", "Reps.", "Sens."].contains(&text)
}

/// Words after which a phrase is not over.
pub fn dangles(low: &str) -> bool {
    is_determiner(low)
        || is_clause_word(low)
        || ["he", "she", "they", "we", "i"].contains(&low)
        || low.ends_with("n't")
        || [
            "of", "to", "from", "with", "for", "at", "by", "into", "upon", "toward", "towards", "between", "among", "against", "during",
            "without", "within", "than", "in", "on", "is", "are", "was", "were", "be", "been", "has", "have", "had", "will", "would",
            "could", "should", "may", "might", "must", "can", "not", "very", "other", "such", "more", "own", "most",
        ]
        .contains(&low)
}

/// Words that open a clause or an adjunct and end none.
pub fn leads_on(low: &str) -> bool {
    is_clause_word(low) || matches!(low, "during" | "after" | "before" | "until" | "amid" | "despite" | "although" | "though")
}

/// Words that open a clause and end none.
pub fn is_clause_word(low: &str) -> bool {
    ["and", "but", "or", "which", "who", "whose", "because", "while", "when", "as", "if", "that", "what"].contains(&low)
}

/// Words before which a content may well be over, though its sentence is not.
pub fn is_soft_break(low: &str) -> bool {
    is_clause_word(low)
        || is_day(low)
        || [
            "in",
            "on",
            "at",
            "after",
            "since",
            "before",
            "during",
            "for",
            "by",
            "with",
            "to",
            "from",
            "unless",
            "until",
            "amid",
            "despite",
            "though",
            "about",
            "where",
            "without",
            "under",
            "over",
            "through",
            "last",
            "earlier",
            "later",
            "via",
            "following",
            "even",
            "so",
            "yet",
            "according",
        ]
        .contains(&low)
}

/// Words that a phrase goes on with wherever they stand.
pub fn carries_on(low: &str) -> bool {
    ["of", "than", "from", "into", "against", "toward", "towards"].contains(&low)
}

/// An adjective by its ending: a noun must follow.
pub fn is_adjective(low: &str) -> bool {
    let ending = ["al", "ic", "ous", "ive", "ary", "ful", "less", "ese", "ern"].iter().any(|e| low.ends_with(e));
    let noun = [
        "trial",
        "proposal",
        "approval",
        "appeal",
        "deal",
        "official",
        "capital",
        "withdrawal",
        "arrival",
        "denial",
        "removal",
        "refusal",
        "criminal",
        "general",
        "hospital",
        "festival",
        "journal",
        "goal",
        "animal",
        "meal",
        "signal",
        "rival",
        "arsenal",
        "principal",
        "professional",
        "individual",
        "material",
        "survival",
        "renewal",
        "disposal",
        "referral",
        "dismissal",
        "burial",
        "funeral",
        "terminal",
        "canal",
        "tribunal",
        "memorial",
        "editorial",
        "potential",
        "executive",
        "initiative",
        "detective",
        "native",
        "representative",
        "perspective",
        "narrative",
        "alternative",
        "objective",
        "motive",
        "directive",
        "incentive",
        "conservative",
        "progressive",
        "operative",
        "archive",
        "public",
        "traffic",
        "music",
        "topic",
        "critic",
        "clinic",
        "republic",
        "academic",
        "epidemic",
        "pandemic",
        "logic",
        "fabric",
        "ethic",
        "mechanic",
        "catholic",
        "skeptic",
        "graphic",
        "statistic",
        "clothes",
        "secretary",
        "january",
        "february",
        "library",
        "military",
        "commentary",
        "documentary",
        "adversary",
        "salary",
        "primary",
        "summary",
        "boundary",
        "dictionary",
        "beneficiary",
        "subsidiary",
        "judiciary",
        "treasury",
        "anniversary",
        "diary",
        "unless",
        "nonetheless",
        "regardless",
        "live",
        "give",
        "drive",
        "five",
        "arrive",
        "survive",
        "receive",
        "concern",
        "pattern",
        "turn",
        "return",
        "govern",
        "intern",
        "modern",
        "all",
        "several",
        "nervous",
        "anonymous",
        "real",
        "possible",
        "unconstitutional",
        "equal",
        "normal",
        "successful",
        "dangerous",
        "serious",
        "alive",
        "active",
        "aggressive",
        "effective",
        "necessary",
        "helpful",
        "careful",
        "steal",
        "reveal",
        "heal",
        "seal",
    ];
    ending && low.len() > 4 && !noun.contains(&low)
}

/// Whether `low` can stand between an adjective and the end of its phrase: an ordinary word, no verb by its looks.
pub fn is_plain_word(low: &str) -> bool {
    low.len() > 3
        && low.chars().all(char::is_alphabetic)
        && !is_auxiliary(low)
        && !is_determiner(low)
        && !is_soft_break(low)
        && !low.ends_with("ed")
        && !low.ends_with("ly")
        && ![
            "said",
            "says",
            "told",
            "began",
            "made",
            "came",
            "went",
            "took",
            "also",
            "then",
            "alike",
            "there",
            "here",
            "anyway",
            "instead",
            "either",
            "though",
            "soon",
            "late",
            "early",
            "today",
            "yesterday",
            "tonight",
            "tomorrow",
            "more",
            "less",
            "right",
            "once",
            "twice",
            "this",
            "that",
            "they",
            "again",
            "ahead",
            "back",
            "away",
            "off",
        ]
        .contains(&low)
}

/// Verbs that take a clause right after them.
pub fn is_saying(low: &str) -> bool {
    [
        "say",
        "says",
        "said",
        "saying",
        "think",
        "thinks",
        "thought",
        "believe",
        "believes",
        "believed",
        "doubt",
        "doubts",
        "fear",
        "fears",
        "hope",
        "hopes",
        "hoped",
        "know",
        "knows",
        "knew",
        "claim",
        "claims",
        "claimed",
        "argue",
        "argues",
        "argued",
        "insist",
        "insists",
        "insisted",
        "suggest",
        "suggests",
        "suggested",
        "predict",
        "predicts",
        "predicted",
        "warn",
        "warns",
        "warned",
        "report",
        "reports",
        "reported",
        "admit",
        "admitted",
        "concluded",
        "acknowledged",
        "announced",
        "denied",
        "feels",
        "feel",
        "felt",
        "worried",
        "worries",
        "concerned",
    ]
    .contains(&low)
}

pub fn is_pronoun(low: &str) -> bool {
    [
        "it",
        "them",
        "him",
        "her",
        "us",
        "me",
        "you",
        "that",
        "this",
        "these",
        "those",
        "one",
        "all",
        "themselves",
        "himself",
        "herself",
        "itself",
    ]
    .contains(&low)
}
