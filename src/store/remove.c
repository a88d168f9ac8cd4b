#include "store/remove.h"

#include "store/words.h"

#include <jansson.h>
#include <stdio.h>

void ro_leavings_free(ro_leavings *leavings) {
    ro_arena_free(leavings->arena);
    *leavings = (ro_leavings){0};
}

bool ro_leavings_add(ro_leavings *leavings, int64_t actor, const char *name, size_t size) {
    if (!leavings->arena && !(leavings->arena = ro_arena_new())) return false;
    struct ro_leaving leaving = {actor, ro_arena_copy(leavings->arena, name, size)};
    return leaving.name && ro_list_add(leavings->arena, leavings, leaving);
}

/* A question's end: what went wrong while its rows were read. */
static bool end_rows(ro_rows *rows, const ro_error *inner, ro_error *error) {
    ro_rows_free(rows);
    if (inner->code && error) *error = *inner;
    return inner->code == RO_OK;
}

/* ---- words: SQLite's index has to be told which ones go */

typedef struct indexed {
    const char *ask, *forget;
} indexed;

static bool cut_column(const ro_rows *rows, size_t column, ro_buffer *words, ro_value *out, ro_error *error) {
    ro_value text = ro_rows_value(rows, column);
    words->size = 0;
    if (text.kind != RO_NULL && !ro_store_words(text.text, text.size, words)) return ro_fail_memory(error);
    *out = (ro_value){.kind = RO_WORDS, .text = words->size ? words->data : "", .size = words->size};
    return true;
}

static bool forget_words_of(ro_store *store, int64_t report, const indexed *index, size_t n_columns, ro_error *error) {
    ro_buffer words[2] = {{0}, {0}};
    ro_error inner = {0};
    const ro_value given[] = {ro_integer(report)};
    ro_rows *rows = ro_sql_ask(store->sql, index->ask, given, 1, error);
    if (!rows) return false;
    bool good = true;
    while (good && ro_rows_next(rows, &inner)) {
        ro_value row[3] = {ro_rows_value(rows, 0)};
        for (size_t i = 0; good && i < n_columns; i++) good = cut_column(rows, i + 1, &words[i], &row[i + 1], error);
        good = good && ro_sql_do(store->sql, index->forget, row, n_columns + 1, error);
    }
    ro_buffer_free(&words[0]);
    ro_buffer_free(&words[1]);
    return end_rows(rows, &inner, error) && good;
}

static bool forget_in_sqlite(ro_store *store, int64_t report, ro_error *error) {
    static const indexed items[] = {
        {"SELECT statement, content FROM statements WHERE report = ?1",
         "INSERT INTO statements_words (statements_words, rowid, content) VALUES ('delete', ?1, ?2)"},
        {"SELECT event, sentence FROM events WHERE report = ?1",
         "INSERT INTO events_words (events_words, rowid, sentence) VALUES ('delete', ?1, ?2)"},
        {"SELECT commitment, action FROM commitments WHERE report = ?1",
         "INSERT INTO commitments_words (commitments_words, rowid, action) VALUES ('delete', ?1, ?2)"},
    };
    static const indexed whole = {"SELECT report, title, text FROM reports WHERE report = ?1",
                                  "INSERT INTO reports_words (reports_words, rowid, title, text) VALUES ('delete', ?1, ?2, ?3)"};
    for (size_t i = 0; i < sizeof items / sizeof *items; i++)
        if (!forget_words_of(store, report, &items[i], 1, error)) return false;
    return forget_words_of(store, report, &whole, 2, error);
}

static bool forget_in_postgres(ro_store *store, int64_t report, ro_error *error) {
    static const char *const deletions[] = {
        "DELETE FROM statements_words WHERE statement IN (SELECT statement FROM statements WHERE report = ?1)",
        "DELETE FROM events_words WHERE event IN (SELECT event FROM events WHERE report = ?1)",
        "DELETE FROM commitments_words WHERE commitment IN (SELECT commitment FROM commitments WHERE report = ?1)",
        "DELETE FROM reports_words WHERE report = ?1",
    };
    const ro_value given[] = {ro_integer(report)};
    for (size_t i = 0; i < sizeof deletions / sizeof *deletions; i++)
        if (!ro_sql_do(store->sql, deletions[i], given, 1, error)) return false;
    return true;
}

static bool forget_words(ro_store *store, int64_t report, ro_error *error) {
    return ro_sql_dialect(store->sql) == RO_SQLITE ? forget_in_sqlite(store, report, error)
                                                   : forget_in_postgres(store, report, error);
}

/* ---- below a report */

static bool note_actors(ro_store *store, int64_t report, ro_leavings *out, ro_error *error) {
    ro_error inner = {0};
    const ro_value given[] = {ro_integer(report)};
    if (!out->arena && !(out->arena = ro_arena_new())) return ro_fail_memory(error);
    ro_rows *rows = ro_sql_ask(store->sql, "SELECT DISTINCT actor, name FROM appearances WHERE report = ?1", given, 1, error);
    if (!rows) return false;
    bool good = true;
    while (good && ro_rows_next(rows, &inner)) {
        ro_value name = ro_rows_value(rows, 1);
        good = ro_leavings_add(out, ro_rows_value(rows, 0).integer, name.text, name.size) || ro_fail_memory(error);
    }
    return end_rows(rows, &inner, error) && good;
}

bool ro_store_clear(ro_store *store, int64_t report, ro_leavings *leavings, ro_error *error) {
#define OF(items, item) "DELETE FROM " items " WHERE " item " IN (SELECT " item " FROM " item "s WHERE report = ?1)"
    static const char *const deletions[] = {
        OF("statement_actors", "statement"),
        OF("statement_chain", "statement"),
        OF("event_actors", "event"),
        OF("commitment_actors", "commitment"),
        "DELETE FROM statements WHERE report = ?1",
        "DELETE FROM events WHERE report = ?1",
        "DELETE FROM commitments WHERE report = ?1",
        "DELETE FROM spans WHERE report = ?1",
        "DELETE FROM appearances WHERE report = ?1",
        "DELETE FROM report_agencies WHERE report = ?1",
    };
#undef OF
    const ro_value given[] = {ro_integer(report)};
    if (!note_actors(store, report, leavings, error) || !forget_words(store, report, error)) return false;
    for (size_t i = 0; i < sizeof deletions / sizeof *deletions; i++)
        if (!ro_sql_do(store->sql, deletions[i], given, 1, error)) return false;
    return true;
}

static bool run_each(ro_store *store, const char *const *texts, size_t count, ro_error *error) {
    for (size_t i = 0; i < count; i++)
        if (!ro_sql_do(store->sql, texts[i], NULL, 0, error)) return false;
    return true;
}

/* Merged actors go with the one they were merged into, and keep no name that he lost. Few actors are merged. */
static bool sweep_merged(ro_store *store, ro_error *error) {
#define ALONE                                                                                                                    \
    "(SELECT m.actor FROM actors m WHERE m.merged_into IS NOT NULL"                                                              \
    " AND NOT EXISTS (SELECT 1 FROM appearances p WHERE p.actor = m.merged_into))"
    static const char *const texts[] = {"DELETE FROM actor_words WHERE actor IN " ALONE,
                                        "DELETE FROM actor_names WHERE actor IN " ALONE,
                                        "DELETE FROM actors WHERE actor IN " ALONE};
#undef ALONE
    return run_each(store, texts, sizeof texts / sizeof *texts, error);
}

static bool sweep_merged_names(ro_store *store, ro_error *error) {
#define LOST                                                                                                                     \
    "(SELECT o.folded, o.actor FROM actors m JOIN actor_names o ON o.actor = m.actor WHERE m.merged_into IS NOT NULL AND NOT"    \
    " EXISTS (SELECT 1 FROM actor_names n WHERE n.actor = m.merged_into AND n.folded = o.folded))"
    static const char *const texts[] = {"DELETE FROM actor_words WHERE (folded, actor) IN " LOST,
                                        "DELETE FROM actor_names WHERE (folded, actor) IN " LOST};
#undef LOST
    return run_each(store, texts, sizeof texts / sizeof *texts, error);
}

/* [[actor, name], …], from the first on; from malloc. NULL: out of memory. */
static char *list_leavings(const ro_leavings *leavings, size_t first) {
    json_t *list = json_array();
    bool good = list != NULL;
    for (size_t i = first; good && i < leavings->count; i++)
        good =
            json_array_append_new(list, json_pack("[I, s]", (json_int_t)leavings->items[i].actor, leavings->items[i].name)) == 0;
    char *text = good ? json_dumps(list, JSON_COMPACT) : NULL;
    json_decref(list);
    return text;
}

/* Statements over the list, which each dialect unpacks in its way. */
#define LEFT_SQLITE                                                                                                              \
    "WITH left_behind AS (SELECT json_extract(value, '$[0]') AS actor, json_extract(value, '$[1]') AS name FROM json_each(?1)) "
#define LEFT_POSTGRES                                                                                                            \
    "WITH left_behind AS (SELECT (value->>0)::bigint AS actor, value->>1 AS name FROM jsonb_array_elements(?1::jsonb) AS "       \
    "value) "
/* Names of actors that are gone, and names that no other report has. */
#define GONE                                                                                                                     \
    "(SELECT n.folded, n.actor FROM actor_names n WHERE n.actor IN (SELECT actor FROM left_behind)"                              \
    " AND (NOT EXISTS (SELECT 1 FROM actors a WHERE a.actor = n.actor) OR ((n.actor, n.name) IN (SELECT actor, name FROM "       \
    "left_behind)"                                                                                                               \
    " AND NOT EXISTS (SELECT 1 FROM appearances p WHERE p.actor = n.actor AND p.name = n.name))))"
#define BOTH(text)                                                                                                               \
    { LEFT_SQLITE text, LEFT_POSTGRES text }

bool ro_leavings_missed(ro_store *store, const ro_leavings *leavings, size_t first, bool *missed, ro_error *error) {
    static const char *const texts[] = BOTH("SELECT 1 FROM left_behind l CROSS JOIN actor_names n WHERE n.actor = l.actor"
                                            " AND n.likeness IS NOT NULL LIMIT 1");
    ro_error inner = {0};
    *missed = false;
    if (leavings->count <= first) return true;
    char *list = list_leavings(leavings, first);
    if (!list) return ro_fail_memory(error);
    const ro_value given[] = {ro_string(list)};
    ro_rows *rows = ro_sql_ask(store->sql, texts[ro_sql_dialect(store->sql)], given, 1, error);
    if (rows) *missed = ro_rows_next(rows, &inner);
    free(list);
    return rows && end_rows(rows, &inner, error);
}

/* An actor that is gone takes its names along; one that stays loses the name, where no other report has it. */
bool ro_store_sweep(ro_store *store, const ro_leavings *leavings, ro_error *error) {
    static const char *const sweeps[][2] = {
        BOTH("DELETE FROM actors WHERE actor IN (SELECT actor FROM left_behind)"
             " AND NOT EXISTS (SELECT 1 FROM appearances p WHERE p.actor = actors.actor)"
             " AND NOT EXISTS (SELECT 1 FROM actors m WHERE m.merged_into = actors.actor)"),
        BOTH("DELETE FROM actor_words WHERE (folded, actor) IN " GONE),
        BOTH("DELETE FROM actor_names WHERE (folded, actor) IN " GONE),
        BOTH("UPDATE actors SET name = (SELECT p.name FROM appearances p WHERE p.actor = actors.actor ORDER BY length(p.name) "
             "DESC, p.appearance LIMIT 1)"
             " WHERE (actor, name) IN (SELECT actor, name FROM left_behind)"
             " AND EXISTS (SELECT 1 FROM appearances p WHERE p.actor = actors.actor)"
             " AND NOT EXISTS (SELECT 1 FROM appearances p WHERE p.actor = actors.actor AND p.name = actors.name)"),
    };
    if (!leavings->count) return true;
    if (!sweep_merged(store, error)) return false;
    char *list = list_leavings(leavings, 0);
    if (!list) return ro_fail_memory(error);
    const ro_value given[] = {ro_string(list)};
    bool done = true;
    for (size_t k = 0; done && k < sizeof sweeps / sizeof *sweeps; k++)
        done = ro_sql_do(store->sql, sweeps[k][ro_sql_dialect(store->sql)], given, 1, error);
    free(list);
    return done && sweep_merged_names(store, error);
}

/* ---- for good */

typedef struct doomed {
    int64_t report;
    const char *id, *address, *text_sha256;
} doomed;

typedef struct removal {
    ro_store *store;
    ro_arena *arena;
    struct {
        doomed *items;
        size_t count, room;
    } list;
    ro_leavings leavings;
    const char *by, *why;
    ro_error *error;
} removal;

/* Every version of what is named. */
static bool find_doomed(removal *r, const char *report) {
    static const char text[] = "SELECT DISTINCT v.report, v.id, v.address, v.text_sha256 FROM reports o JOIN reports v ON "
                               "v.report = o.report OR (o.address <> '' AND v.address = o.address)"
                               " WHERE o.id = ?1 OR (?1 <> '' AND o.address = ?1) OR o.text_sha256 = ?1 ORDER BY v.report";
    ro_error inner = {0};
    const ro_value given[] = {ro_string(report)};
    ro_rows *rows = ro_sql_ask(r->store->sql, text, given, 1, r->error);
    if (!rows) return false;
    bool good = true;
    while (good && ro_rows_next(rows, &inner)) {
        doomed d = {.report = ro_rows_value(rows, 0).integer};
        const char **texts[] = {&d.id, &d.address, &d.text_sha256};
        for (size_t i = 0; good && i < 3; i++) {
            ro_value value = ro_rows_value(rows, i + 1);
            good = (*texts[i] = ro_arena_copy(r->arena, value.text, value.size)) || ro_fail_memory(r->error);
        }
        good = good && (ro_list_add(r->arena, &r->list, d) || ro_fail_memory(r->error));
    }
    return end_rows(rows, &inner, r->error) && good;
}

static bool log_removal(removal *r, const doomed *d) {
    char digest[65] = "", now[24];
    if (*d->address) ro_sha256(d->address, strlen(d->address), digest);
    ro_store_now(now);
    int64_t number = ro_store_number(r->store, "removals", r->error);
    const ro_value row[] = {ro_integer(number), ro_string(d->id), ro_string(digest), ro_string(d->text_sha256),
                            ro_string(r->by),   ro_string(now),   ro_string(r->why)};
    return number && ro_sql_do(r->store->sql,
                               "INSERT INTO removals (removal, id, address_sha256, text_sha256, made_by, made_at, why) VALUES "
                               "(?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                               row, 7, r->error);
}

static bool remove_one(removal *r, const doomed *d) {
    ro_sql *sql = r->store->sql;
    const ro_value number[] = {ro_integer(d->report)}, known_by[] = {ro_string(d->address), ro_string(d->text_sha256)};
    return ro_store_clear(r->store, d->report, &r->leavings, r->error) &&
           ro_sql_do(sql, "DELETE FROM reports WHERE report = ?1", number, 1, r->error) &&
           ro_sql_do(sql, "DELETE FROM corrections WHERE address = ?1 AND (?1 <> '' OR text_sha256 = ?2)", known_by, 2,
                     r->error) &&
           ro_sql_do(sql, "DELETE FROM correction_states WHERE report = ?1", number, 1, r->error) && log_removal(r, d);
}

/* Merges and splits of actors who are gone name them: they go, too. */
static bool forget_gone(removal *r) {
    return ro_sql_do(r->store->sql,
                     "DELETE FROM corrections WHERE kind IN ('merge', 'split') AND NOT EXISTS (SELECT 1 FROM correction_actors a"
                     " WHERE a.correction = corrections.correction) AND EXISTS (SELECT 1 FROM correction_states s WHERE"
                     " s.correction = corrections.correction AND s.state = 'applied')",
                     NULL, 0, r->error);
}

/* ---- bytes
 *
 * In SQLite's file what is deleted is overwritten in the same transaction (sqlite.c says so), and the word indexes are written
 * anew, for they would keep the words of what is gone. What the file was before stays in it, or in its log, as long as somebody
 * reads it. So the transaction leaves a mark in the table store; whoever finds that nobody reads that any more brings the file up
 * to date, empties the log and takes the mark away: the removal itself, a later commit, or the next who opens the store to
 * write. */

enum { PATIENCE = 2000 /* milliseconds; writers wait meanwhile */ };

static bool wipe_words(removal *r) {
    static const char mark[] = "INSERT INTO store (name, value) SELECT 'wipe', max(removal) FROM removals WHERE TRUE"
                               " ON CONFLICT (name) DO UPDATE SET value = excluded.value";
    static const char *const texts[] = {"INSERT INTO reports_words (reports_words) VALUES ('optimize')",
                                        "INSERT INTO statements_words (statements_words) VALUES ('optimize')",
                                        "INSERT INTO events_words (events_words) VALUES ('optimize')",
                                        "INSERT INTO commitments_words (commitments_words) VALUES ('optimize')", mark};
    return ro_sql_dialect(r->store->sql) != RO_SQLITE || run_each(r->store, texts, sizeof texts / sizeof *texts, r->error);
}

/* The mark, which is another for each removal; 0: there is none. */
static bool find_mark(ro_store *store, int64_t *mark, ro_error *error) {
    ro_error inner = {0};
    *mark = 0;
    ro_rows *rows = ro_sql_ask(store->sql, "SELECT value FROM store WHERE name = 'wipe'", NULL, 0, error);
    if (!rows) return false;
    if (ro_rows_next(rows, &inner)) {
        ro_value value = ro_rows_value(rows, 0);
        if (value.kind == RO_TEXT) *mark = strtoll(value.text, NULL, 10);
    }
    return end_rows(rows, &inner, error);
}

bool ro_store_look_unwiped(ro_store *store, ro_error *error) {
    int64_t mark = 0;
    if (ro_sql_dialect(store->sql) == RO_SQLITE && !find_mark(store, &mark, error)) return false;
    store->unwiped = mark != 0;
    return true;
}

bool ro_store_wipe(ro_store *store, unsigned patience, bool *done, ro_error *error) {
    char digits[24];
    int64_t mark;
    *done = true;
    if (ro_sql_dialect(store->sql) != RO_SQLITE) return true;
    if (!find_mark(store, &mark, error)) return false;
    if (mark && !ro_sql_settle(store->sql, patience, done, error)) return false;
    store->unwiped = !*done;
    if (!mark || !*done) return true;
    snprintf(digits, sizeof digits, "%lld", (long long)mark);
    const ro_value given[] = {ro_string(digits)};
    return ro_sql_do(store->sql, "DELETE FROM store WHERE name = 'wipe' AND value = ?1", given, 1, error);
}

/* ---- all of it */

static bool remove_all(removal *r, const char *report) {
    if (!find_doomed(r, report)) return false;
    for (size_t i = 0; i < r->list.count; i++)
        if (!remove_one(r, &r->list.items[i])) return false;
    return ro_store_sweep(r->store, &r->leavings, r->error) && forget_gone(r) && (!r->list.count || wipe_words(r));
}

bool ro_store_remove(ro_store *store, const char *report, const char *by, const char *why, ro_removed *removed, ro_error *error) {
    bool waited = store->unwiped, wiped = true;
    *removed = (ro_removed){0};
    if (!ro_store_settle(store, NULL, NULL, error) || !ro_store_begin(store, error)) return false;
    removal r = {.store = store, .arena = ro_arena_new(), .by = by, .why = why, .error = error};
    bool done = r.arena ? remove_all(&r, report) : ro_fail_memory(error);
    if (!done) ro_store_rollback(store);
    done = done && ro_store_commit(store, error);
    if (done) removed->versions = r.list.count;
    ro_adding_forget(store); /* the cast may know actors that are gone */
    ro_leavings_free(&r.leavings);
    ro_arena_free(r.arena);
    if (done && removed->versions) done = ro_store_wipe(store, waited ? 0 : PATIENCE, &wiped, error);
    removed->waits = !wiped;
    return done;
}
