//! Sums over statements that lists and pages show: kept in step with every version that comes or goes.

use crate::VersionId;
use crate::articles::Batch;
use crate::error::StoreError;

/// What is summed, of one version (`?1`), once more or once less (`?2` is 1 or -1). Each adds to what is there.
const SUMS: [&str; 5] = [OUTLETS, OUTLET_MONTHS, SPEAKER_NAMES, SPEAKER_MONTHS, RELAYS];

/// What the sums of an outlet count.
macro_rules! outlet_sums {
    ($into:literal, $key:literal, $conflict:literal) => {
        concat!(
            "INSERT INTO ",
            $into,
            ", articles, credited, statements, own, relayed, hedged, denied, unnamed, government) \
             SELECT ",
            $key,
            ", ?2, ?2 * EXISTS (SELECT 1 FROM credits c WHERE c.version = v.id AND c.part = 'whole'), ?2 * count(s.id), \
             ?2 * coalesce(sum(s.voice = 'own'), 0), ?2 * coalesce(sum(EXISTS (SELECT 1 FROM via WHERE via.statement = s.id)), 0), \
             ?2 * coalesce(sum(s.certainty = 'hedged'), 0), ?2 * coalesce(sum(s.certainty IN ('denied', 'questioned')), 0), \
             ?2 * coalesce(sum(p.kind = 'unnamed'), 0), ?2 * coalesce(sum(p.kind = 'government'), 0) \
             FROM versions v JOIN articles a ON a.id = v.article LEFT JOIN statements s ON s.version = v.id \
             LEFT JOIN speakers p ON p.id = s.speaker WHERE v.id = ?1 GROUP BY v.id ON CONFLICT (",
            $conflict,
            ") DO UPDATE SET articles = articles + excluded.articles, credited = credited + excluded.credited, \
             statements = statements + excluded.statements, own = own + excluded.own, relayed = relayed + excluded.relayed, \
             hedged = hedged + excluded.hedged, denied = denied + excluded.denied, unnamed = unnamed + excluded.unnamed, \
             government = government + excluded.government"
        )
    };
}

const OUTLETS: &str = outlet_sums!("outlets (name", "coalesce(a.outlet, '')", "name");
const OUTLET_MONTHS: &str =
    outlet_sums!("outlet_months (outlet, month", "coalesce(a.outlet, ''), substr(coalesce(v.published, ''), 1, 7)", "outlet, month");

const SPEAKER_NAMES: &str = "INSERT INTO speaker_names (name, kind, register, articles, statements, hedged, relayed) \
    SELECT p.name, p.kind, p.register, ?2, ?2 * count(*), ?2 * sum(s.certainty = 'hedged'), \
    ?2 * sum(EXISTS (SELECT 1 FROM via WHERE via.statement = s.id)) \
    FROM statements s JOIN speakers p ON p.id = s.speaker WHERE s.version = ?1 GROUP BY p.name ORDER BY min(p.id) \
    ON CONFLICT (name) DO UPDATE SET articles = articles + excluded.articles, statements = statements + excluded.statements, \
    hedged = hedged + excluded.hedged, relayed = relayed + excluded.relayed";

const SPEAKER_MONTHS: &str = "INSERT INTO speaker_months (speaker, outlet, month, articles, statements, hedged, denied, relayed) \
    SELECT p.name, coalesce(a.outlet, ''), substr(coalesce(v.published, ''), 1, 7), ?2, ?2 * count(*), ?2 * sum(s.certainty = 'hedged'), \
    ?2 * sum(s.certainty IN ('denied', 'questioned')), ?2 * sum(EXISTS (SELECT 1 FROM via WHERE via.statement = s.id)) \
    FROM statements s JOIN speakers p ON p.id = s.speaker JOIN versions v ON v.id = s.version JOIN articles a ON a.id = v.article \
    WHERE s.version = ?1 GROUP BY p.name \
    ON CONFLICT (speaker, outlet, month) DO UPDATE SET articles = articles + excluded.articles, statements = statements + excluded.statements, hedged = hedged + excluded.hedged, \
    denied = denied + excluded.denied, relayed = relayed + excluded.relayed";

/// From the speaker through each station to the outlet.
const RELAYS: &str = "INSERT INTO relays (outlet, relay, source, statements) \
    SELECT coalesce(a.outlet, ''), x.relay, x.source, ?2 * count(*) FROM ( \
        SELECT one.name AS relay, coalesce(further.name, p.name) AS source FROM statements s \
        JOIN via one ON one.statement = s.id JOIN speakers p ON p.id = s.speaker \
        LEFT JOIN via further ON further.statement = one.statement AND further.place = one.place + 1 WHERE s.version = ?1 \
        UNION ALL \
        SELECT a.outlet, one.name FROM statements s JOIN via one ON one.statement = s.id AND one.place = 0 \
        JOIN versions v ON v.id = s.version JOIN articles a ON a.id = v.article WHERE s.version = ?1 AND a.outlet IS NOT NULL \
    ) x JOIN versions v ON v.id = ?1 JOIN articles a ON a.id = v.article WHERE x.source <> x.relay GROUP BY x.relay, x.source \
    ON CONFLICT (outlet, relay, source) DO UPDATE SET statements = statements + excluded.statements";

/// What a version that went leaves at nothing. A speaker's name stays, with nothing said: its number is in the search index.
const EMPTIED: [&str; 4] = [
    "DELETE FROM outlets WHERE articles = 0 AND name = \
     (SELECT coalesce(a.outlet, '') FROM versions v JOIN articles a ON a.id = v.article WHERE v.id = ?1)",
    "DELETE FROM outlet_months WHERE articles = 0 AND outlet = \
     (SELECT coalesce(a.outlet, '') FROM versions v JOIN articles a ON a.id = v.article WHERE v.id = ?1)",
    "DELETE FROM speaker_months WHERE statements = 0 AND speaker IN (SELECT name FROM speakers WHERE version = ?1)",
    "DELETE FROM relays WHERE statements = 0 AND outlet = \
     (SELECT coalesce(a.outlet, '') FROM versions v JOIN articles a ON a.id = v.article WHERE v.id = ?1)",
];

impl Batch<'_> {
    /// Counts a version that came.
    pub(crate) fn count_in(&self, version: VersionId) -> Result<(), StoreError> {
        SUMS.iter().try_for_each(|sum| self.sql(sum)?.execute([version.0, 1]).map(drop).map_err(StoreError::from))
    }

    /// Counts a version out that goes, while its article still names it as its latest.
    pub(crate) fn count_out(&self, version: VersionId) -> Result<(), StoreError> {
        SUMS.iter().try_for_each(|sum| self.sql(sum)?.execute([version.0, -1]).map(drop).map_err(StoreError::from))?;
        EMPTIED.iter().try_for_each(|emptied| self.sql(emptied)?.execute([version.0]).map(drop).map_err(StoreError::from))
    }
}
