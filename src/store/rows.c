#include "store/rows.h"

#include <stdio.h>

/* The columns come in the order in which rows_print.c names them; the first is the key. */
#define REPORT "r.id, r.uri, r.title, r.outlet, r.published"

static const char *const questions[] = {
    [RO_STATEMENTS] =
        "SELECT i.statement, i.id, i.day, " REPORT ", i.act, i.manner, i.negated, i.source, i.cue, i.content, i.venue,"
        " i.place, i.country, i.confidence, i.origin, i.rejected, i.original"
        " FROM statements i CROSS JOIN reports r WHERE r.report = i.report AND i.statement IN ",
    [RO_EVENTS] =
        "SELECT i.event, i.id, i.day, " REPORT ", i.type, i.mode, i.contexts, i.status, i.score, i.trigger_words, i.sentence,"
        " i.place, i.country, i.day_to, i.statement_id, i.confidence, i.origin, i.rejected, i.original"
        " FROM events i CROSS JOIN reports r WHERE r.report = i.report AND i.event IN ",
    [RO_COMMITMENTS] =
        "SELECT i.commitment, i.id, i.day, " REPORT ", i.kind, i.action, i.condition, i.due_from, i.due_to, i.status,"
        " i.statement_id, i.origin, i.rejected, i.original"
        " FROM commitments i CROSS JOIN reports r WHERE r.report = i.report AND i.commitment IN ",
    [RO_ACTORS] = "SELECT i.actor, i.name, i.kind, i.role, i.country, i.sector FROM actors i WHERE i.actor IN ",
    [RO_REPORTS] =
        "SELECT i.report, i.id, i.day, i.uri, i.text_sha256, i.version, i.latest, i.format, i.language, i.title, i.outlet,"
        " i.section, i.published, i.modified, e.version, e.model, e.arithmetic, i.added,"
        " (SELECT count(*) FROM statements s WHERE s.report = i.report AND s.rejected = FALSE),"
        " (SELECT count(*) FROM events s WHERE s.report = i.report AND s.rejected = FALSE),"
        " (SELECT count(*) FROM commitments s WHERE s.report = i.report AND s.rejected = FALSE)"
        " FROM reports i CROSS JOIN engines e WHERE e.engine = i.engine AND i.report IN ",
};

typedef struct fetch {
    ro_page *page;
    ro_kind kind;
    ro_sql *sql;
    ro_error *error;
    ro_values keys;
} fetch;

typedef bool take_row(fetch *f, ro_row *row, const ro_rows *rows);

/* A copy that lives as long as the page. False: out of memory. */
static bool keep(fetch *f, const ro_rows *rows, size_t column, ro_value *value) {
    *value = ro_rows_value(rows, column);
    if (value->kind == RO_TEXT) value->text = ro_arena_copy(f->page->arena, value->text, value->size);
    return value->kind != RO_TEXT || value->text;
}

static ro_row *row_of(const fetch *f, int64_t key) {
    for (size_t i = 0; i < f->page->count; i++)
        if (f->page->rows[i].key == key) return &f->page->rows[i];
    return NULL;
}

/* Asks "head (keys) tail" and hands each row to the one of the page that its first column names. */
static bool each(fetch *f, const char *head, const char *tail, take_row *take) {
    ro_ask ask = {.arena = f->page->arena};
    ro_ask_put(&ask, "%s", head);
    ro_ask_list(&ask, &f->keys);
    ro_ask_put(&ask, "%s", tail);
    ro_rows *rows = ro_ask_rows(&ask, f->sql, f->error);
    bool good = rows != NULL;
    f->error->code = good ? RO_OK : f->error->code;
    ro_row *row = NULL;
    while (good && ro_rows_next(rows, f->error)) {
        int64_t key = ro_rows_value(rows, 0).integer;
        if (!row || row->key != key) row = row_of(f, key);
        if (row && !take(f, row, rows)) good = ro_fail_memory(f->error);
    }
    ro_rows_free(rows);
    ro_ask_free(&ask);
    return good && f->error->code == RO_OK;
}

/* ---- the items themselves */

static size_t columns_of(ro_kind kind) {
    static const size_t columns[] = {
        [RO_STATEMENTS] = 21, [RO_EVENTS] = 23, [RO_COMMITMENTS] = 18, [RO_ACTORS] = 6, [RO_REPORTS] = 21};
    return columns[kind];
}

static bool take_cells(fetch *f, ro_row *row, const ro_rows *rows) {
    for (size_t i = 0; i < columns_of(f->kind); i++)
        if (!keep(f, rows, i, &row->cells[i])) return false;
    return row->found = true;
}

/* ---- who takes part */

static bool take_person(fetch *f, ro_row *row, const ro_rows *rows) {
    const ro_subject *table = ro_subject_of(f->kind);
    ro_person *person = ro_arena_alloc(f->page->arena, sizeof *person);
    if (!person) return false;
    const char *part = ro_rows_value(rows, 1).text;
    person->part = part && !strcmp(part, table->first) ? table->first : table->second;
    person->actor = ro_rows_value(rows, 2).integer;
    *row->people_end = person;
    row->people_end = &person->next;
    return keep(f, rows, 3, &person->name) && keep(f, rows, 4, &person->role) && keep(f, rows, 5, &person->country) &&
           keep(f, rows, 6, &person->mention);
}

static bool fetch_people(fetch *f) {
    const ro_subject *t = ro_subject_of(f->kind);
    char head[512];
    snprintf(head, sizeof head,
             "SELECT q.%s, q.part, q.actor, a.name, COALESCE(p.role, a.role), COALESCE(a.country, p.country), p.name FROM %s q"
             " CROSS JOIN appearances p CROSS JOIN actors a WHERE p.appearance = q.appearance AND a.actor = q.actor AND q.%s IN ",
             t->key, t->people, t->key);
    char tail[64];
    snprintf(tail, sizeof tail, " ORDER BY q.%s, q.part, q.position", t->key);
    return each(f, head, tail, take_person);
}

/* ---- spans */

static bool take_span(fetch *f, ro_row *row, const ro_rows *rows) {
    ro_value part;
    ro_place_of *span = ro_arena_alloc(f->page->arena, sizeof *span);
    if (!span || !keep(f, rows, 1, &part)) return false;
    span->part = part.text;
    span->first = ro_rows_value(rows, 2).integer;
    span->past = ro_rows_value(rows, 3).integer;
    *row->spans_end = span;
    row->spans_end = &span->next;
    return true;
}

static bool fetch_spans(fetch *f) {
    const ro_subject *t = ro_subject_of(f->kind);
    char head[256], tail[64];
    snprintf(head, sizeof head,
             "SELECT i.%s, s.part, s.first, s.past FROM %s i CROSS JOIN spans s WHERE s.report = i.report AND s.item = i.id AND "
             "i.%s IN ",
             t->key, t->items, t->key);
    snprintf(tail, sizeof tail, " ORDER BY i.%s, s.part, s.position", t->key);
    return each(f, head, tail, take_span);
}

/* ---- what else stands beside them */

static bool take_link(fetch *f, ro_row *row, const ro_rows *rows) {
    ro_link *link = ro_arena_alloc(f->page->arena, sizeof *link);
    if (!link) return false;
    *row->links_end = link;
    row->links_end = &link->next;
    return keep(f, rows, 1, &link->role) && keep(f, rows, 2, &link->name);
}

static bool take_reports(fetch *f, ro_row *row, const ro_rows *rows) {
    (void)f;
    row->reports = ro_rows_value(rows, 1).integer;
    return true;
}

static bool take_statements(fetch *f, ro_row *row, const ro_rows *rows) {
    (void)f;
    row->statements = ro_rows_value(rows, 1).integer;
    return true;
}

static bool fetch_beside(fetch *f) {
    switch (f->kind) {
    case RO_STATEMENTS:
        return each(f, "SELECT statement, role, name FROM statement_chain WHERE statement IN ", " ORDER BY statement, position",
                    take_link);
    case RO_ACTORS:
        return each(f, "SELECT actor, NULL, name FROM actor_names WHERE actor IN ", " ORDER BY actor, folded", take_link) &&
               each(f,
                    "SELECT p.actor, count(DISTINCT p.report) FROM appearances p CROSS JOIN reports r WHERE r.report = p.report"
                    " AND r.latest = TRUE AND p.actor IN ",
                    " GROUP BY p.actor", take_reports) &&
               each(f,
                    "SELECT actor, count(DISTINCT statement) FROM statement_actors WHERE part = 'speaker' AND shown = TRUE AND "
                    "actor IN ",
                    " GROUP BY actor", take_statements);
    case RO_REPORTS:
        return each(f, "SELECT report, basis, name FROM report_agencies WHERE report IN ", " ORDER BY report, position",
                    take_link);
    default: return true;
    }
}

bool ro_page_fetch(ro_page *page, ro_kind kind, ro_sql *sql, ro_error *error) {
    fetch f = {.page = page, .kind = kind, .sql = sql, .error = error};
    if (!page->count) return true;
    for (size_t i = 0; i < page->count; i++) {
        ro_row *row = &page->rows[i];
        *row = (ro_row){.key = row->key};
        row->people_end = &row->people;
        row->links_end = &row->links;
        row->spans_end = &row->spans;
        if (!ro_list_add(page->arena, &f.keys, ro_integer(row->key))) return ro_fail_memory(error);
    }
    if (!each(&f, questions[kind], "", take_cells)) return false;
    if (ro_subject_of(kind)->people && !(fetch_people(&f) && fetch_spans(&f))) return false;
    return fetch_beside(&f);
}
