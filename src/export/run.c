/* ro_store_export: which records of a store, and which of their items, go out. Items are asked for in the order of their reports,
 * tens of thousands at a time; a record is in memory alone. All is of one moment: what others write meanwhile is not seen. */
#include "export/export.h"
#include "export/fields.h"
#include "export/question.h"
#include "store/query.h"
#include "store/record.h"

enum { PAGE = 65536, ID = 17 };

typedef struct found {
    int64_t report, item;
    char id[ID];
} found;

typedef struct run {
    ro_store *store;
    const ro_query *query;
    const ro_export_options *options;
    ro_arena *arena; /* of what is wanted */
    ro_wanted wanted;
    ro_export *export;
    bool all;     /* nothing is asked: whole records */
    bool looking; /* the format looks at the records before it writes them */
    found *found; /* a page of items */
    size_t count, next;
    bool last;      /* there are none behind them */
    size_t written; /* records */
} run;

/* ---- what is asked */

static bool asks_nothing(const ro_query *q) {
    return !q->id && !q->report && !q->speaker && !q->addressee && !q->about && !q->act && !q->type && !q->status && !q->place &&
           !q->country && !q->outlet && !q->agency && !q->from && !q->to && !q->due_from && !q->due_before;
}

/* Key and id of the wanted items, in order, behind the last one found. Of all reports where nothing is asked. */
static void ask_page(run *r, ro_ask *ask, int64_t report, int64_t item) {
    const char *key = r->wanted.table->key;
    ro_ask_put(ask, "SELECT i.report, i.%s, i.id", key);
    ro_ask_wanted(ask, &r->wanted, true);
    ro_ask_put(ask, " AND (i.report > ");
    ro_ask_value(ask, ro_integer(report));
    ro_ask_put(ask, " OR i.report = ");
    ro_ask_value(ask, ro_integer(report));
    ro_ask_put(ask, " AND i.%s > ", key);
    ro_ask_value(ask, ro_integer(item));
    ro_ask_put(ask, ") ORDER BY i.report, i.%s LIMIT ", key);
    ro_ask_value(ask, ro_integer(PAGE));
}

static bool fetch_page(run *r, ro_error *error) {
    int64_t report = r->count ? r->found[r->count - 1].report : 0, item = r->count ? r->found[r->count - 1].item : 0;
    ro_ask ask = {.arena = r->arena};
    r->count = r->next = 0;
    ask_page(r, &ask, report, item);
    ro_rows *rows = ro_ask_rows(&ask, r->store->sql, error);
    bool good = rows != NULL;
    if (good) error->code = RO_OK;
    while (good && r->count < PAGE && ro_rows_next(rows, error)) {
        found *f = &r->found[r->count++];
        ro_value id = ro_rows_value(rows, 2);
        *f = (found){.report = ro_rows_value(rows, 0).integer, .item = ro_rows_value(rows, 1).integer};
        memcpy(f->id, id.text ? id.text : "", id.size < ID ? id.size : ID - 1);
    }
    ro_rows_free(rows);
    ro_ask_free(&ask);
    r->last = r->count < PAGE;
    return good && error->code == RO_OK;
}

/* The next item; NULL: no more, or an error. */
static const found *peek(run *r, ro_error *error) {
    if (r->next == r->count && (r->last || !fetch_page(r, error))) return NULL;
    return r->next < r->count ? &r->found[r->next] : NULL;
}

/* ---- records */

/* Takes what a human rejected out, unless it was asked for. */
static void drop_rejected(const run *r, json_t *record) {
    static const char *const lists[] = {"statements", "events", "commitments"};
    for (size_t k = 0; k < 3 && !r->query->rejected; k++) {
        json_t *list = json_object_get(record, lists[k]);
        for (size_t i = json_array_size(list); i-- > 0;)
            if (json_is_true(json_object_get(json_array_get(list, i), "rejected"))) json_array_remove(list, i);
    }
}

/* What is wrong with one record is told to whoever asked, and the others go on. */
static bool pass_over(run *r, const char *report, ro_error *error) {
    if (error->code != RO_E_INPUT && error->code != RO_E_LIMIT) return false;
    bool good = !r->options->refused || r->options->refused(r->options->context, report, error);
    if (good) error->code = RO_OK;
    return good;
}

static bool pass_over_damaged(run *r, int64_t report, ro_error *error) {
    ro_error inner = {0};
    const char *name = ro_record_name(r->store, r->arena, report, &inner);
    if (!name) *error = inner;
    return name && pass_over(r, name, error);
}

/* ids: of the items that go out, NULL: all. */
static bool put_record(run *r, int64_t report, const json_t *ids, ro_error *error) {
    json_t *record = ro_record_of(r->store, report, error), *none = json_object();
    if (!record && error->code) return json_decref(none), pass_over_damaged(r, report, error);
    if (!record || !none) return json_decref(record), json_decref(none), ro_fail_memory(error);
    ro_kind kind = r->query->kind;
    ro_picked picked = {.statements = kind == RO_STATEMENTS ? ids : none,
                        .events = kind == RO_EVENTS ? ids : none,
                        .commitments = kind == RO_COMMITMENTS ? ids : none};
    drop_rejected(r, record);
    bool good = (r->looking ? ro_export_look : ro_export_record)(r->export, record, ids ? &picked : NULL, error);
    r->written += good && !r->looking;
    if (!good) good = pass_over(r, ro_report_name(record), error);
    json_decref(record);
    json_decref(none);
    return good;
}

static bool put_items(run *r, ro_error *error) {
    const found *first;
    while ((first = peek(r, error)) != NULL) {
        int64_t report = first->report;
        json_t *ids = json_object();
        bool good = ids != NULL || ro_fail_memory(error);
        for (const found *f; good && (f = peek(r, error)) != NULL && f->report == report; r->next++)
            good = !json_object_set_new(ids, f->id, json_true()) || ro_fail_memory(error);
        good = good && !error->code && put_record(r, report, ids, error);
        json_decref(ids);
        if (!good) return false;
    }
    return !error->code;
}

static bool put_everything(run *r, ro_error *error) {
    while (r->next < r->count || (!r->last && fetch_page(r, error) && r->count))
        if (!put_record(r, r->found[r->next++].report, NULL, error)) return false;
    return !error->code;
}

/* ---- */

/* Whole records are asked for by their reports. */
static bool want(run *r, ro_error *error) {
    ro_query *asked = ro_arena_alloc(r->arena, sizeof *asked);
    if (!asked) return ro_fail_memory(error);
    *asked = *r->query;
    if (r->all) {
        asked->kind = RO_REPORTS;
        asked->rejected = false; /* what is rejected is a matter of the items */
    }
    return ro_wanted_read(&r->wanted, asked, r->store->sql, r->arena, error);
}

/* All records, one after the other; looking: for the format to look at, before it writes them. */
static bool go(run *r, bool looking, ro_error *error) {
    const ro_export_options *options = r->options;
    ro_export_options quiet = *options; /* what cannot be had is told when it is written */
    quiet.refused = NULL;
    r->options = looking ? &quiet : options;
    r->looking = looking;
    r->count = r->next = 0;
    r->last = r->wanted.nothing;
    bool good = r->all ? put_everything(r, error) : put_items(r, error);
    r->options = options;
    return good;
}

static bool export_found(run *r, ro_export_plan *plan, ro_sink *sink, void *context, ro_error *error) {
    r->arena = ro_arena_new();
    r->found = malloc(PAGE * sizeof *r->found);
    bool good = (r->arena && r->found) || ro_fail_memory(error);
    good = good && want(r, error) && (r->export = ro_export_begin(plan, sink, context, error)) != NULL;
    if (good && ro_export_looks(r->export)) good = go(r, true, error);
    good = good && go(r, false, error) && ro_export_end(r->export, error);
    ro_export_free(r->export);
    free(r->found);
    ro_arena_free(r->arena);
    return good;
}

bool ro_export_needs_reader(const char *format) { return ro_export_reads(format); }

bool ro_store_export(ro_store *store, const ro_query *query, const ro_export_options *options, ro_sink *sink, void *context,
                     ro_error *error) {
    ro_error own = {0};
    char made[24], question[1024];
    ro_query asked = *query;
    run r = {.store = store, .query = &asked, .options = options, .all = options->any_kind && asks_nothing(query)};
    ro_export_plan plan = {.format = options->format,
                           .kind = options->any_kind ? NULL : &asked.kind,
                           .offsets_only = options->offsets_only,
                           .every_version = query->every_version,
                           .made = made,
                           .reader = options->reader};
    bool good = ro_export_check(&plan, &asked.kind, &own);
    if (!r.all) plan.kind = &asked.kind;
    ro_store_now(made);
    ro_question_print(&asked, question, sizeof question);
    if (*question) plan.query = question;
    if (good && (good = ro_store_begin_reading(store, &own))) {
        good = export_found(&r, &plan, sink, context, &own);
        if (options->written) *options->written = r.written;
        ro_store_end_reading(store);
    }
    if (error) *error = own;
    return good;
}
