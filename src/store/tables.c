#include "store/tables.h"

/* Full-text tables are SQLite's FTS5, filled by rowid and column, and PostgreSQL's, filled with vectors. */
static const ro_shape shapes[RO_INTO_ALL][2] = {
#define PARTS ", part, position, appearance, actor, day, shown, "
#define SAME(name, n, columns)                                                                                                   \
    {                                                                                                                            \
        {name, columns, n}, { name, columns, n }                                                                                 \
    }
    [RO_IN_REPORTS] = SAME("reports", 22,
                           "report, id, uri, text_sha256, address, version, latest, format, language, title, outlet, "
                           "outlet_folded, section, published,"
                           " modified, day, text, told, record, engine, run, added"),
    [RO_IN_REPORTS_WORDS] = {{"reports_words", "rowid, title, text", 3}, {"reports_words", "report, words", 2}},
    [RO_IN_REPORT_AGENCIES] = SAME("report_agencies", 5, "report, position, name, folded, basis"),
    [RO_IN_ACTORS] = SAME("actors", 6, "actor, name, kind, role, country, sector"),
    [RO_IN_ACTOR_NAMES] = SAME("actor_names", 5, "folded, actor, name, likeness, surname"),
    [RO_IN_ACTOR_WORDS] = SAME("actor_words", 3, "folded, actor, word"),
    [RO_IN_APPEARANCES] = SAME(
        "appearances", 12, "appearance, report, local, actor, reason, name, kind, role, affiliation, country, sector, engine"),
    [RO_IN_STATEMENTS] =
        SAME("statements", 18,
             "statement, id, report, act, manner, negated, confidence, source, cue, content, venue, place, country, day, origin,"
             " rejected, shown, engine"),
    [RO_IN_STATEMENT_ACTORS] = SAME("statement_actors", 8, "statement" PARTS "act"),
    [RO_IN_STATEMENT_CHAIN] = SAME("statement_chain", 6, "statement, position, role, name, folded, again"),
    [RO_IN_STATEMENTS_WORDS] = {{"statements_words", "rowid, content", 2}, {"statements_words", "statement, words", 2}},
    [RO_IN_EVENTS] = SAME("events", 20,
                          "event, id, report, type, mode, contexts, status, score, confidence, trigger_words, sentence, place, "
                          "country, day, day_to,"
                          " statement_id, origin, rejected, shown, engine"),
    [RO_IN_EVENT_ACTORS] = SAME("event_actors", 8, "event" PARTS "type"),
    [RO_IN_EVENTS_WORDS] = {{"events_words", "rowid, sentence", 2}, {"events_words", "event, words", 2}},
    [RO_IN_COMMITMENTS] = SAME("commitments", 15,
                               "commitment, id, report, kind, action, condition, day, due_from, due_to, status, statement_id, "
                               "origin, rejected, shown, engine"),
    [RO_IN_COMMITMENT_ACTORS] = SAME("commitment_actors", 8, "commitment" PARTS "kind"),
    [RO_IN_COMMITMENTS_WORDS] = {{"commitments_words", "rowid, action", 2}, {"commitments_words", "commitment, words", 2}},
    [RO_IN_SPANS] = SAME("spans", 6, "report, item, part, position, first, past"),
#undef PARTS
#undef SAME
};

const ro_shape *ro_shape_of(ro_into table, ro_dialect dialect) { return &shapes[table][dialect]; }
