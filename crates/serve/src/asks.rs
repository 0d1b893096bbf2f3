//! What the parameters of a list ask of the views; pages and API share it.

use sayso_app::claims::ClaimFilter;
use sayso_app::views::{ArticleFilter, ClaimOrder, CorrectionFilter, Cursor, StatementFilter, ViewError};

use crate::error::{Code, Error};
use crate::query::Query;

/// Entries of a list where nobody says how many.
const LIMIT: usize = 50;

impl Query {
    pub fn limit(&self) -> usize {
        self.limit_or(LIMIT)
    }

    pub fn limit_or(&self, usual: usize) -> usize {
        self.whole("limit").map_or(usual, |n| n as usize)
    }

    /// # Errors
    /// When it is no place in a list.
    pub fn after(&self) -> Result<Option<Cursor>, Error> {
        Ok(self.text("after").map(Cursor::parse).transpose()?)
    }

    pub fn id(&self, name: &str) -> Option<i64> {
        self.whole(name).and_then(|n| i64::try_from(n).ok())
    }

    pub fn claims(&self) -> ClaimFilter {
        ClaimFilter {
            words: self.owned("words"),
            min_mentions: self.whole("min_mentions").map_or(2, |n| n as usize),
            one_origin: self.flag("one_origin"),
            state_only: self.flag("state_only"),
            unverified: self.flag("unverified"),
            denied: self.flag("denied"),
            unnamed_only: self.flag("unnamed_only"),
            conflict: self.flag("conflict"),
            drift: self.flag("drift"),
            outlet: self.owned("outlet"),
            speaker: self.owned("speaker"),
            from: self.owned("from"),
            to: self.last_day("to"),
            order: ClaimOrder::ALL.into_iter().find(|o| Some(o.word()) == self.text("order")).unwrap_or_default(),
        }
    }

    pub fn articles(&self) -> ArticleFilter {
        ArticleFilter { outlet: self.owned("outlet"), from: self.owned("from"), to: self.last_day("to"), words: self.owned("words") }
    }

    pub fn statements(&self) -> StatementFilter {
        StatementFilter {
            article: self.id("article"),
            outlet: self.owned("outlet"),
            speaker: self.owned("speaker"),
            via: self.owned("via"),
            certainty: self.owned("certainty"),
            voice: self.owned("voice"),
            words: self.owned("words"),
        }
    }

    pub fn corrections(&self) -> CorrectionFilter {
        CorrectionFilter {
            article: self.id("article"),
            kind: self.owned("kind"),
            who: self.owned("who"),
            withdrawn: self.flag("withdrawn"),
        }
    }
}

impl From<ViewError> for Error {
    fn from(error: ViewError) -> Self {
        if error.is_users() {
            return Self { hint: error.hint().map(str::to_owned), ..Self::new(Code::BadParameter, error.to_string()) };
        }
        match error {
            ViewError::Store(error) => error.into(),
            error => Self::new(Code::Broken, error.to_string()),
        }
    }
}
