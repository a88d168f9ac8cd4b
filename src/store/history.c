#include "store/history.h"

#include "input/document.h"
#include "store/codes.h"
#include "store/results.h"

#include <stdio.h>

enum { PAGE = 200 };

/* ---- what it applies to */

/* [{"report", "version", "item", "state"}], first versions first; *applied: in the latest of them. */
static json_t *states_of(const ro_desk *desk, const ro_correction *c, bool *applied) {
    static const char text[] =
        "SELECT r.id, r.version, s.item, s.state, CASE WHEN r.latest THEN 1 WHEN r.report IS NULL THEN 1 ELSE 0 END"
        " FROM correction_states s LEFT JOIN reports r ON r.report = s.report"
        " WHERE s.correction = ?1 ORDER BY COALESCE(r.version, 0), s.report";
    ro_fetched rows;
    const ro_value given[] = {ro_integer(c->number)};
    *applied = false;
    if (!ro_fetch(desk, text, given, 1, 5, &rows)) return NULL;
    json_t *list = json_array();
    for (size_t i = 0; list && i < rows.rows; i++) {
        const char *state = ro_cell_text(&rows, i, 3), *item = strcmp(c->kind, "split") ? ro_cell_text(&rows, i, 2) : NULL;
        if (ro_cell_number(&rows, i, 4)) *applied = !strcmp(state, "applied");
        if (!ro_cell_text(&rows, i, 0)) continue;
        json_array_append_new(list, json_pack("{s:s, s:I, s:s?, s:s}", "report", ro_cell_text(&rows, i, 0), "version",
                                              (json_int_t)ro_cell_number(&rows, i, 1), "item", item, "state", state));
    }
    if (!list) ro_fail_memory(desk->error);
    return list;
}

char *ro_history_print(const ro_desk *desk, const ro_correction *c) {
    bool applied;
    json_t *states = states_of(desk, c, &applied), *out = states ? ro_correction_json(c) : NULL;
    bool good = out && !json_object_set_new(out, "state", json_string(applied ? "applied" : "detached")) &&
                !json_object_set(out, "states", states);
    char *text = good ? ro_json_print(out, JSON_COMPACT) : NULL;
    if (states && !text) ro_fail_memory(desk->error);
    json_decref(states);
    json_decref(out);
    return text;
}

/* ---- rows */

typedef struct history {
    ro_results base;
    ro_store *store;
    ro_arena *arena; /* of the page */
    char *target;    /* NULL: all */
    char past[20];   /* behind all ids that begin as the target does */
    const char *question;
    int64_t actor;
    char *after_at, *after_id; /* of the last row */
    ro_fetched rows;
    size_t next;
    bool last, reading;
    char *line;
} history;

#define FROM "SELECT " RO_CORRECTION_COLUMNS " FROM corrections c WHERE (c.made_at, c.id) > (?1, ?2)"
#define END " ORDER BY c.made_at, c.id LIMIT 200"

static const char all[] = FROM END;
static const char of_actor[] =
    FROM " AND c.correction IN (SELECT correction FROM correction_actors WHERE actor = ?4) AND ?3 <> ''" END;
static const char of_target[] =
    FROM " AND (c.id = ?3 OR c.target = ?3 OR c.report = ?3 OR c.address = ?3 OR c.text_sha256 = ?3 OR c.correction IN (SELECT "
         "s.correction"
         " FROM correction_states s WHERE s.item = ?3 AND c.kind <> 'split') OR c.correction IN (SELECT s.correction FROM "
         "correction_states s"
         " JOIN reports r ON r.report = s.report WHERE r.id = ?3 OR r.text_sha256 = ?3 OR r.address = ?3))" END;

static const char of_digits[] = FROM " AND ((c.id >= ?3 AND c.id < ?4) OR (c.target >= ?3 AND c.target < ?4) OR c.address = ?3 "
                                     "OR c.correction IN (SELECT s.correction FROM"
                                     " correction_states s WHERE s.item >= ?3 AND s.item < ?4 AND c.kind <> 'split'))" END;

static bool fetch_page(history *h, ro_error *error) {
    char *at = NULL, *id = NULL;
    if (h->rows.rows) {
        at = strdup(ro_cell_text(&h->rows, h->rows.rows - 1, 8));
        id = strdup(ro_cell_text(&h->rows, h->rows.rows - 1, 1));
        free(h->after_at);
        free(h->after_id);
        h->after_at = at;
        h->after_id = id;
        if (!at || !id) return ro_fail_memory(error);
    }
    ro_arena_free(h->arena);
    h->arena = ro_arena_new();
    h->next = h->rows.rows = 0;
    if (!h->arena) return ro_fail_memory(error);
    const ro_desk desk = {h->store, h->arena, error, NULL};
    const ro_value given[] = {ro_string(h->after_at ? h->after_at : ""), ro_string(h->after_id ? h->after_id : ""),
                              ro_string(h->target), h->question == of_digits ? ro_string(h->past) : ro_integer(h->actor)};
    if (!ro_fetch(&desk, h->question, given,
                  h->question == all         ? 2
                  : h->question == of_target ? 3
                                             : 4,
                  RO_CORRECTION_CELLS, &h->rows))
        return false;
    h->last = h->rows.rows < PAGE;
    return true;
}

static const char *next(ro_results *results, ro_error *error) {
    history *h = (history *)results;
    ro_correction c;
    if (h->next == h->rows.rows && (h->last || !fetch_page(h, error) || !h->rows.rows)) return NULL;
    const ro_desk desk = {h->store, h->arena, error, NULL};
    if (!ro_correction_from(&c, &h->rows, h->next++, error)) return NULL;
    free(h->line);
    h->line = ro_history_print(&desk, &c);
    ro_correction_free(&c);
    return h->line;
}

static void end(ro_results *results) {
    history *h = (history *)results;
    if (h->reading) ro_store_end_reading(h->store);
    ro_arena_free(h->arena);
    free(h->target);
    free(h->after_at);
    free(h->after_id);
    free(h->line);
    free(h);
}

static bool knows_actor(ro_store *store, int64_t actor, ro_error *error) {
    const ro_value given[] = {ro_integer(actor)};
    ro_error inner = {0};
    ro_rows *rows = ro_sql_ask(store->sql, "SELECT 1 FROM actors WHERE actor = ?1", given, 1, error);
    if (!rows) return false;
    bool found = ro_rows_next(rows, &inner);
    ro_rows_free(rows);
    if (inner.code && error) *error = inner;
    return found || (!inner.code && ro_fail(error, RO_E_USAGE, "#%lld: the store has no such actor", (long long)actor));
}

static bool begin(history *h, ro_store *store, const char *target, ro_error *error) {
    h->base = (ro_results){.next = next, .end = end};
    h->store = store;
    h->question = target ? of_target : all;
    if (target && !(h->target = strdup(target))) return ro_fail_memory(error);
    size_t digits = target && *target == '#' ? strspn(target + 1, "0123456789") : 0;
    if (digits && digits <= 18 && !target[1 + digits] && (h->actor = strtoll(target + 1, NULL, 10)) > 0) h->question = of_actor;
    if (target && ro_code_is_begun(target)) {
        h->question = of_digits;
        snprintf(h->past, sizeof h->past, "%sg", target);
    }
    if (!ro_store_begin_reading(store, error)) return false;
    h->reading = true;
    return h->question != of_actor || knows_actor(store, h->actor, error);
}

ro_results *ro_store_history(ro_store *store, const char *target, ro_error *error) {
    history *h = calloc(1, sizeof *h);
    if (!h) return ro_fail_memory(error), NULL;
    if (begin(h, store, target, error)) return &h->base;
    end(&h->base);
    return NULL;
}
