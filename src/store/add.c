/* Rows of an entry, within the transaction that begin and commit enclose. Numbers of rows come from the table keys, whose values
 * are held in memory meanwhile; nothing of a batch needs to be read back, so PostgreSQL gets it in a few COPYs. */
#include "store/cast.h"
#include "store/entry.h"
#include "store/hold.h"
#include "store/remove.h"
#include "store/store.h"
#include "store/versions.h"

#include <stdio.h>

enum { KEYS = 32, SEEN = 4096 /* places for digests; a power of two */, ASKED_MOST = 64 /* reports in a question */ };

typedef struct key {
    char name[24];
    int64_t next;
    bool changed;
} key;

typedef struct engine {
    struct engine *other;
    int64_t number;
    char *name; /* version, model and arithmetic with line breaks between */
} engine;

typedef struct counts {
    int64_t of[RO_ADDED_REMOVED + 1]; /* by ro_added */
} counts;

typedef struct values {
    ro_value *items;
    size_t count, room;
} values;

struct ro_adding {
    key keys[KEYS];
    size_t n_keys;
    int64_t first_report; /* of those new in this transaction */
    int64_t write;        /* the transaction whose caches these are */
    engine *engines;
    ro_cast *cast;
    int64_t run; /* 0: none yet */
    bool run_kept;
    counts kept, now;    /* of the run: of transactions that are through, and with this one */
    uint64_t seen[SEEN]; /* digests of reports whose rows may be held back; 0: none */
    size_t n_seen;
    ro_leavings leavings;
    struct {
        int64_t *items;
        size_t count, room;
    } replaced; /* reports, in the arena of leavings */
    values values;
};

const char *ro_added_name(ro_added added) {
    static const char *const names[] = {"added", "version", "replaced", "unchanged", "removed"};
    return names[added];
}

/* ---- numbers */

static key *key_of(ro_adding *a, const char *name) {
    for (size_t i = 0; i < a->n_keys; i++)
        if (strcmp(a->keys[i].name, name) == 0) return &a->keys[i];
    if (a->n_keys == KEYS || strlen(name) >= sizeof a->keys->name) return NULL;
    key *fresh = &a->keys[a->n_keys++];
    snprintf(fresh->name, sizeof fresh->name, "%s", name);
    fresh->next = 1;
    fresh->changed = false;
    return fresh;
}

int64_t ro_store_number(ro_store *store, const char *name, ro_error *error) {
    key *k = key_of(store->adding, name);
    if (!k) return ro_fail(error, RO_E_USAGE, "no more keys than %d", KEYS), 0;
    k->changed = true;
    return k->next++;
}

static bool read_keys(ro_store *store, ro_error *error) {
    ro_adding *a = store->adding;
    ro_error inner = {0};
    ro_rows *rows = ro_sql_ask(store->sql, "SELECT name, next FROM keys", NULL, 0, error);
    if (!rows) return false;
    a->n_keys = 0;
    while (ro_rows_next(rows, &inner)) {
        char name[24];
        ro_value text = ro_rows_value(rows, 0);
        snprintf(name, sizeof name, "%.*s", (int)text.size, text.text);
        key *k = key_of(a, name);
        if (k) k->next = ro_rows_value(rows, 1).integer;
    }
    ro_rows_free(rows);
    if (inner.code && error) *error = inner;
    return inner.code == RO_OK;
}

static bool write_keys(ro_store *store, ro_error *error) {
    static const char text[] =
        "INSERT INTO keys (name, next) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET next = excluded.next";
    for (key *k = store->adding->keys; k < store->adding->keys + store->adding->n_keys; k++) {
        const ro_value row[] = {ro_string(k->name), ro_integer(k->next)};
        if (k->changed && !ro_sql_do(store->sql, text, row, 2, error)) return false;
        k->changed = false;
    }
    return true;
}

/* ---- what is remembered */

static void forget_engines(ro_adding *a) {
    for (engine *e = a->engines, *other; e; e = other) {
        other = e->other;
        free(e->name);
        free(e);
    }
    a->engines = NULL;
}

static void forget_caches(ro_adding *a) {
    forget_engines(a);
    ro_cast_free(a->cast);
    a->cast = NULL;
    a->write = 0;
}

static void forget_batch(ro_adding *a) {
    memset(a->seen, 0, sizeof a->seen);
    a->n_seen = 0;
    a->replaced.items = NULL;
    a->replaced.count = a->replaced.room = 0;
    ro_leavings_free(&a->leavings);
}

void ro_adding_forget(ro_store *store) {
    ro_adding *a = store->adding;
    if (!a) return;
    forget_caches(a);
    forget_batch(a);
    a->now = a->kept;
    if (!a->run_kept) a->run = 0;
}

void ro_adding_free(ro_adding *a) {
    if (!a) return;
    forget_caches(a);
    forget_batch(a);
    free(a->values.items);
    free(a);
}

/* Whether rows of the report, or of another version of it, may be held back. A wrong yes costs a flush. */
static bool seen_before(ro_adding *a, const ro_entry *e) {
    const char *text = *e->address ? e->address : e->text_sha256;
    uint64_t sum = 14695981039346656037u;
    for (; *text; text++) sum = (sum ^ (unsigned char)*text) * 1099511628211u;
    if (!sum) sum = 1;
    if (a->n_seen > SEEN / 2) return true;
    size_t at = sum & (SEEN - 1);
    for (; a->seen[at]; at = (at + 1) & (SEEN - 1))
        if (a->seen[at] == sum) return true;
    a->seen[at] = sum;
    a->n_seen++;
    return false;
}

/* ---- begin and commit */

bool ro_adding_begin(ro_store *store, ro_error *error) {
    if (!store->adding) store->adding = calloc(1, sizeof *store->adding);
    ro_adding *a = store->adding;
    if (!a) return ro_fail_memory(error);
    a->kept = a->now;
    a->run_kept = a->run != 0;
    forget_batch(a);
    if (!read_keys(store, error)) return false;
    const key *reports = key_of(a, "reports");
    if (!reports) return ro_fail_memory(error);
    a->first_report = reports->next;
    int64_t write = ro_store_number(store, "write", error);
    if (!write) return false;
    if (write != a->write + 1 || (a->cast && ro_cast_is_large(a->cast))) forget_caches(a);
    a->write = write;
    if (!a->cast) a->cast = ro_cast_new();
    return a->cast || ro_fail_memory(error);
}

static bool write_run(ro_store *store, ro_error *error) {
    const ro_adding *a = store->adding;
    static const char text[] =
        "UPDATE runs SET ended = ?2, added = ?3, versions = ?4, replaced = ?5, unchanged = ?6 WHERE run = ?1";
    char now[24];
    if (!a->run) return true;
    ro_store_now(now);
    const ro_value row[] = {ro_integer(a->run),
                            ro_string(now),
                            ro_integer(a->now.of[RO_ADDED_NEW]),
                            ro_integer(a->now.of[RO_ADDED_VERSION]),
                            ro_integer(a->now.of[RO_ADDED_REPLACED]),
                            ro_integer(a->now.of[RO_ADDED_UNCHANGED] + a->now.of[RO_ADDED_REMOVED])};
    return ro_sql_do(store->sql, text, row, 6, error);
}

/* Corrections of reports (of those read anew, and of new ones from the number `first` on) hold on to spans of their texts: here
 * they find the items that the readings have in their place; then, where it is missed, whoever is left behind goes. */
static bool end_replacing(ro_store *store, int64_t first, bool missed, ro_error *error) {
    ro_adding *a = store->adding;
    if (a->replaced.count && !ro_sql_flush(store->sql, error)) return false;
    bool held;
    if (!ro_hold_reports(store, first, a->replaced.items, a->replaced.count, &a->leavings, &held, error)) return false;
    a->replaced.count = 0;
    if (!missed && !held) return true;
    if (!ro_store_sweep(store, &a->leavings, error)) return false;
    a->leavings.count = 0;
    ro_cast_free(a->cast); /* it may know actors that are gone */
    a->cast = ro_cast_new();
    return a->cast || ro_fail_memory(error);
}

bool ro_adding_recast(ro_store *store, ro_error *error) {
    ro_adding *a = store->adding;
    if (!ro_cast_end(store, a->cast, error) || !ro_sql_flush(store->sql, error)) return false;
    if (ro_cast_is_new(a->cast)) return true;
    ro_cast_free(a->cast);
    a->cast = ro_cast_new();
    return a->cast || ro_fail_memory(error);
}

bool ro_adding_end(ro_store *store, ro_error *error) {
    ro_adding *a = store->adding;
    return ro_cast_end(store, a->cast, error) && end_replacing(store, a->first_report, a->leavings.count > 0, error) &&
           write_run(store, error) && write_keys(store, error);
}

/* ---- the run and the engine */

static bool start_run(ro_store *store, ro_error *error) {
    ro_adding *a = store->adding;
    char now[24];
    if (a->run) return true;
    ro_store_now(now);
    int64_t run = ro_store_number(store, "runs", error);
    const ro_value row[] = {ro_integer(run), ro_string("add"), ro_string(now)};
    if (!run || !ro_sql_do(store->sql, "INSERT INTO runs (run, verb, started) VALUES (?1, ?2, ?3)", row, 3, error)) return false;
    a->run = run;
    return true;
}

/* The number of the first column of the first row, 0: there is none, -1: the error says why. */
static int64_t ask_number(ro_store *store, const char *text, const ro_value *given, size_t count, ro_error *error) {
    ro_error inner = {0};
    ro_rows *rows = ro_sql_ask(store->sql, text, given, count, error);
    if (!rows) return -1;
    int64_t number = ro_rows_next(rows, &inner) ? ro_rows_value(rows, 0).integer : 0;
    ro_rows_free(rows);
    if (inner.code && error) *error = inner;
    return inner.code ? -1 : number;
}

static int64_t make_engine(ro_store *store, const ro_entry *e, ro_error *error) {
    const ro_value row[] = {ro_string(e->version), ro_string(e->model), ro_string(e->arithmetic), ro_integer(0)};
    int64_t number =
        ask_number(store, "SELECT engine FROM engines WHERE version = ?1 AND model = ?2 AND arithmetic = ?3", row, 3, error);
    if (number) return number < 0 ? 0 : number;
    ro_value fresh[] = {row[0], row[1], row[2], ro_integer(ro_store_number(store, "engines", error))};
    if (!fresh[3].integer) return 0;
    bool made = ro_sql_do(store->sql, "INSERT INTO engines (version, model, arithmetic, engine) VALUES (?1, ?2, ?3, ?4)", fresh,
                          4, error);
    return made ? fresh[3].integer : 0;
}

/* 0: the error says why. */
static int64_t engine_of(ro_store *store, const ro_entry *e, ro_error *error) {
    ro_adding *a = store->adding;
    char *name = ro_arena_print(e->arena, "%s\n%s\n%s", e->version, e->model, e->arithmetic);
    if (!name) return ro_fail_memory(error), 0;
    for (const engine *known = a->engines; known; known = known->other)
        if (strcmp(known->name, name) == 0) return known->number;
    int64_t number = make_engine(store, e, error);
    engine *fresh = number ? calloc(1, sizeof *fresh) : NULL;
    if (!fresh) return number ? (ro_fail_memory(error), 0) : 0;
    *fresh = (engine){a->engines, number, strdup(name)};
    if (!fresh->name) return free(fresh), ro_fail_memory(error), 0;
    a->engines = fresh;
    return number;
}

/* ---- what the store knows of the report */

typedef struct known {
    int64_t report, engine; /* of the same text at the same address; 0: none */
    int64_t version;        /* the last of the address; 0: none */
    bool told;              /* with the same title, outlet, …, and with its text: else its rows are drawn anew */
    bool removed;           /* it was taken out for good */
} known;

/* The question of so many entries, each with its place, address, text_sha256, id and the digest of its address. From malloc;
 * NULL: out of memory. */
static char *ask_of(ro_dialect dialect, size_t count) {
    static const char head[] = "WITH asked (at, address, text_sha256, id, digest) AS (VALUES ";
    static const char tail[] =
        ") SELECT r.report, r.engine,"
        " (SELECT max(version) FROM reports o WHERE a.address <> '' AND o.address = a.address),"
        " (SELECT count(*) FROM removals m WHERE m.id = a.id OR (a.address <> '' AND m.address_sha256 = a.digest)"
        " OR (a.address = '' AND m.text_sha256 = a.text_sha256)),"
        " r.told, CASE WHEN r.text IS NULL THEN 1 ELSE 0 END, a.at"
        " FROM asked a LEFT JOIN reports r ON r.address = a.address AND r.text_sha256 = a.text_sha256";
    const char *bytes = dialect == RO_POSTGRES ? " COLLATE \"C\"" : "";
    ro_buffer text = {0};
    bool good = ro_buffer_add(&text, head, sizeof head - 1);
    for (size_t i = 0; good && i < count; i++) {
        char row[160];
        size_t at = 4 * i;
        int size = snprintf(row, sizeof row, "%s(%zu, ?%zu%s, ?%zu%s, ?%zu%s, ?%zu%s)", i ? ", " : "", i, at + 1, bytes, at + 2,
                            bytes, at + 3, bytes, at + 4, bytes);
        good = ro_buffer_add(&text, row, (size_t)size);
    }
    if (good && ro_buffer_add(&text, tail, sizeof tail)) return text.data;
    ro_buffer_free(&text);
    return NULL;
}

static void read_known(const ro_rows *rows, ro_entry *const *entries, size_t count, known *all) {
    size_t at = (size_t)ro_rows_value(rows, 6).integer;
    if (at >= count) return;
    ro_value told = ro_rows_value(rows, 4);
    bool bare = ro_rows_value(rows, 5).integer > 0, same = told.text && told.size == strlen(entries[at]->told);
    same = same && memcmp(told.text, entries[at]->told, told.size) == 0;
    all[at] = (known){.report = ro_rows_value(rows, 0).integer,
                      .engine = ro_rows_value(rows, 1).integer,
                      .version = ro_rows_value(rows, 2).integer,
                      .removed = ro_rows_value(rows, 3).integer > 0,
                      .told = same && (!bare || !entries[at]->text.text)};
}

/* count: ASKED_MOST at most. */
static bool look_up(ro_store *store, ro_entry *const *entries, size_t count, known *all, ro_error *error) {
    ro_value given[4 * ASKED_MOST];
    char digests[ASKED_MOST][65];
    ro_error inner = {0};
    for (size_t i = 0; i < count; i++) {
        const ro_entry *e = entries[i];
        ro_sha256(e->address, strlen(e->address), digests[i]);
        const ro_value of_entry[] = {ro_string(e->address), ro_string(e->text_sha256), ro_string(e->id), ro_string(digests[i])};
        memcpy(given + 4 * i, of_entry, sizeof of_entry);
        all[i] = (known){0};
    }
    char *text = ask_of(ro_sql_dialect(store->sql), count);
    if (!text) return ro_fail_memory(error);
    ro_rows *rows = ro_sql_ask(store->sql, text, given, 4 * count, error);
    free(text);
    if (!rows) return false;
    while (ro_rows_next(rows, &inner)) read_known(rows, entries, count, all);
    ro_rows_free(rows);
    if (inner.code && error) *error = inner;
    return inner.code == RO_OK;
}

/* ---- rows */

typedef struct adder {
    ro_store *store;
    const ro_entry *e;
    int64_t report, engine;
    bool latest;          /* the report's version; then its items are shown */
    ro_casting *castings; /* by actor of the entry */
    int64_t *appearances; /* likewise */
    ro_error *error;
} adder;

static bool put(adder *a, const ro_value *row, size_t n) {
    values *v = &a->store->adding->values;
    if (v->count + n > v->room) {
        size_t room = v->room * 2 + n;
        ro_value *items = realloc(v->items, room * sizeof *items);
        if (!items) return ro_fail_memory(a->error);
        v->items = items;
        v->room = room;
    }
    memcpy(v->items + v->count, row, n * sizeof *row);
    v->count += n;
    return true;
}

/* Adds a row of ro_values to those that wait for `load`. */
#define PUT(adder, ...) put((adder), (const ro_value[]){__VA_ARGS__}, sizeof(const ro_value[]){__VA_ARGS__} / sizeof(ro_value))

/* Loads the rows that were put, if any. */
static bool load(adder *a, ro_into table) {
    values *v = &a->store->adding->values;
    size_t count = v->count;
    v->count = 0;
    return ro_sql_load(a->store->sql, table, v->items, count, a->error);
}

static ro_value words(ro_slice slice) {
    return (ro_value){.kind = RO_WORDS, .text = slice.text ? slice.text : "", .size = slice.size};
}
/* For the index of words, which takes vectors where there are some (ready.c). */
static ro_value indexed(const adder *a, ro_slice plain, ro_slice vector) {
    return ro_sql_dialect(a->store->sql) == RO_POSTGRES ? ro_bytes(vector.text, vector.size) : words(plain);
}
static ro_value real_or_null(bool some, double real) { return some ? ro_real(real) : ro_null(); }
static ro_value slice_or_null(ro_slice slice) {
    return slice.text ? (ro_value){.kind = RO_TEXT, .text = slice.text, .size = slice.size} : ro_null();
}

static bool load_report_words(adder *a) {
    const ro_entry *e = a->e;
    const ro_value number = ro_integer(a->report);
    bool good = ro_sql_dialect(a->store->sql) == RO_SQLITE ? PUT(a, number, words(e->title_words), words(e->text_words))
                                                           : PUT(a, number, ro_bytes(e->vector.text, e->vector.size));
    return good && load(a, RO_IN_REPORTS_WORDS);
}

static bool load_agencies(adder *a) {
    for (size_t i = 0; i < a->e->agencies.count; i++) {
        const ro_entry_agency *g = &a->e->agencies.items[i];
        if (!PUT(a, ro_integer(a->report), ro_integer((int64_t)i), ro_string(g->name), ro_string(g->folded), ro_string(g->basis)))
            return false;
    }
    return load(a, RO_IN_REPORT_AGENCIES);
}

static bool load_appearances(adder *a) {
    const ro_entry *e = a->e;
    a->castings = ro_arena_array(e->arena, e->actors.count + 1, sizeof *a->castings);
    a->appearances = ro_arena_array(e->arena, e->actors.count + 1, sizeof *a->appearances);
    if (!a->castings || !a->appearances) return ro_fail_memory(a->error);
    if (!ro_cast_entry(a->store, a->store->adding->cast, e, a->report, a->castings, a->error)) return false;
    for (size_t i = 0; i < e->actors.count; i++) {
        const ro_entry_actor *x = &e->actors.items[i];
        a->appearances[i] = ro_store_number(a->store, "appearances", a->error);
        if (!a->appearances[i] ||
            !PUT(a, ro_integer(a->appearances[i]), ro_integer(a->report), ro_string(x->local), ro_integer(a->castings[i].actor),
                 ro_string(a->castings[i].reason), ro_string(x->name), ro_string(x->kind), ro_string(x->role),
                 ro_string(x->affiliation), ro_string(x->country), ro_string(x->sector), ro_integer(a->engine)))
            return false;
    }
    return load(a, RO_IN_APPEARANCES);
}

static ro_value day_of(const char *day) { return ro_string(day ? day : ""); }

/* sort: what the item is, copied as the day is. */
static bool put_parts(adder *a, int64_t item, const char *day, const char *sort, const ro_entry_parts *parts) {
    for (size_t i = 0; i < parts->count; i++) {
        const ro_entry_part *p = &parts->items[i];
        if (!PUT(a, ro_integer(item), ro_string(p->part), ro_integer(p->position), ro_integer(a->appearances[p->actor]),
                 ro_integer(a->castings[p->actor].actor), day_of(day), ro_flag(a->latest), ro_string(sort)))
            return false;
    }
    return true;
}

static bool load_statements(adder *a, int64_t first) {
    for (size_t i = 0; i < a->e->statements.count; i++) {
        const ro_entry_statement *s = &a->e->statements.items[i];
        if (!PUT(a, ro_integer(first + (int64_t)i), ro_string(s->id), ro_integer(a->report), ro_string(s->act),
                 ro_string(s->manner), ro_flag(s->negated), real_or_null(s->sure, s->confidence), ro_string(s->source),
                 ro_string(s->cue), ro_string(s->content), ro_string(s->venue), ro_string(s->place), ro_string(s->country),
                 day_of(s->day), ro_string("engine"), ro_flag(false), ro_flag(a->latest), ro_integer(a->engine)))
            return false;
    }
    return load(a, RO_IN_STATEMENTS);
}

/* Whether an agency or outlet of the chain is named before the k-th link. */
static bool stands_before(const ro_entry_statement *s, size_t k) {
    for (size_t i = 0; i < k; i++)
        if (strcmp(s->chain.items[i].role, "outlet") != 0 && !strcmp(s->chain.items[i].folded, s->chain.items[k].folded))
            return true;
    return false;
}

static bool load_statement_parts(adder *a, int64_t first) {
    for (size_t i = 0; i < a->e->statements.count; i++)
        if (!put_parts(a, first + (int64_t)i, a->e->statements.items[i].day, a->e->statements.items[i].act,
                       &a->e->statements.items[i].parts))
            return false;
    if (!load(a, RO_IN_STATEMENT_ACTORS)) return false;
    for (size_t i = 0; i < a->e->statements.count; i++) {
        const ro_entry_statement *s = &a->e->statements.items[i];
        for (size_t k = 0; k < s->chain.count; k++) {
            const ro_entry_link *link = &s->chain.items[k];
            if (!PUT(a, ro_integer(first + (int64_t)i), ro_integer((int64_t)k), ro_string(link->role), ro_string(link->name),
                     ro_string(link->folded), ro_flag(stands_before(s, k))))
                return false;
        }
    }
    if (!load(a, RO_IN_STATEMENT_CHAIN)) return false;
    for (size_t i = 0; i < a->e->statements.count; i++)
        if (!PUT(a, ro_integer(first + (int64_t)i),
                 indexed(a, a->e->statements.items[i].words, a->e->statements.items[i].vector)))
            return false;
    return load(a, RO_IN_STATEMENTS_WORDS);
}

static bool load_events(adder *a, int64_t first) {
    for (size_t i = 0; i < a->e->events.count; i++) {
        const ro_entry_event *x = &a->e->events.items[i];
        if (!PUT(a, ro_integer(first + (int64_t)i), ro_string(x->id), ro_integer(a->report), ro_string(x->type),
                 ro_string(x->mode), ro_string(x->contexts), ro_string(x->status), real_or_null(x->scored, x->score),
                 real_or_null(x->sure, x->confidence), ro_string(x->trigger), ro_string(x->sentence), ro_string(x->place),
                 ro_string(x->country), day_of(x->day), ro_string(x->day_to), ro_string(x->statement), ro_string("engine"),
                 ro_flag(false), ro_flag(a->latest), ro_integer(a->engine)))
            return false;
    }
    return load(a, RO_IN_EVENTS);
}

static bool load_event_parts(adder *a, int64_t first) {
    for (size_t i = 0; i < a->e->events.count; i++)
        if (!put_parts(a, first + (int64_t)i, a->e->events.items[i].day, a->e->events.items[i].type,
                       &a->e->events.items[i].parts))
            return false;
    if (!load(a, RO_IN_EVENT_ACTORS)) return false;
    for (size_t i = 0; i < a->e->events.count; i++)
        if (!PUT(a, ro_integer(first + (int64_t)i), indexed(a, a->e->events.items[i].words, a->e->events.items[i].vector)))
            return false;
    return load(a, RO_IN_EVENTS_WORDS);
}

static bool load_commitments(adder *a, int64_t first) {
    for (size_t i = 0; i < a->e->commitments.count; i++) {
        const ro_entry_commitment *c = &a->e->commitments.items[i];
        if (!PUT(a, ro_integer(first + (int64_t)i), ro_string(c->id), ro_integer(a->report), ro_string(c->kind),
                 ro_string(c->action), ro_string(c->condition), day_of(c->day), ro_string(c->due_from), ro_string(c->due_to),
                 ro_string(c->status), ro_string(c->statement), ro_string("engine"), ro_flag(false), ro_flag(a->latest),
                 ro_integer(a->engine)))
            return false;
    }
    return load(a, RO_IN_COMMITMENTS);
}

static bool load_commitment_parts(adder *a, int64_t first) {
    for (size_t i = 0; i < a->e->commitments.count; i++)
        if (!put_parts(a, first + (int64_t)i, a->e->commitments.items[i].day, a->e->commitments.items[i].kind,
                       &a->e->commitments.items[i].parts))
            return false;
    if (!load(a, RO_IN_COMMITMENT_ACTORS)) return false;
    for (size_t i = 0; i < a->e->commitments.count; i++)
        if (!PUT(a, ro_integer(first + (int64_t)i),
                 indexed(a, a->e->commitments.items[i].words, a->e->commitments.items[i].vector)))
            return false;
    return load(a, RO_IN_COMMITMENTS_WORDS);
}

static bool load_spans(adder *a) {
    for (size_t i = 0; i < a->e->spans.count; i++) {
        const ro_entry_span *s = &a->e->spans.items[i];
        if (!PUT(a, ro_integer(a->report), ro_string(s->item), ro_string(s->part), ro_integer(s->position), ro_integer(s->first),
                 ro_integer(s->past)))
            return false;
    }
    return load(a, RO_IN_SPANS);
}

/* Numbers for count rows, the first of them; 0: the error says why. */
static int64_t numbers(adder *a, const char *name, size_t count) {
    int64_t first = ro_store_number(a->store, name, a->error);
    if (first && count > 1) key_of(a->store->adding, name)->next += (int64_t)count - 1;
    return first;
}

static bool load_items(adder *a) {
    const ro_entry *e = a->e;
    int64_t first;
    if (e->statements.count && (!(first = numbers(a, "statements", e->statements.count)) || !load_statements(a, first) ||
                                !load_statement_parts(a, first)))
        return false;
    if (e->events.count &&
        (!(first = numbers(a, "events", e->events.count)) || !load_events(a, first) || !load_event_parts(a, first)))
        return false;
    if (e->commitments.count && (!(first = numbers(a, "commitments", e->commitments.count)) || !load_commitments(a, first) ||
                                 !load_commitment_parts(a, first)))
        return false;
    return load_spans(a);
}

/* ---- reports */

static bool load_report(adder *a, int64_t version) {
    const ro_entry *e = a->e;
    char now[24];
    ro_store_now(now);
    return PUT(a, ro_integer(a->report), ro_string(e->id), ro_string(e->uri), ro_string(e->text_sha256), ro_string(e->address),
               ro_integer(version), ro_flag(a->latest), ro_string(e->format), ro_string(e->language), ro_string(e->title),
               ro_string(e->outlet), ro_string(e->outlet_folded), ro_string(e->section), ro_string(e->published),
               ro_string(e->modified), day_of(e->day), slice_or_null(e->text), ro_string(e->told),
               ro_bytes(e->record.text, e->record.size), ro_integer(a->engine), ro_integer(a->store->adding->run),
               ro_string(now)) &&
           load(a, RO_IN_REPORTS);
}

static bool update_report(adder *a) {
    const ro_entry *e = a->e;
    static const char text[] = "UPDATE reports SET id = ?2, format = ?3, language = ?4, title = ?5, outlet = ?6, outlet_folded = "
                               "?7, section = ?8, published = ?9,"
                               " modified = ?10, day = ?11, text = ?12, record = ?13, engine = ?14, run = ?15, told = ?16,"
                               " latest = ?17 WHERE report = ?1";
    const ro_value row[] = {ro_integer(a->report),
                            ro_string(e->id),
                            ro_string(e->format),
                            ro_string(e->language),
                            ro_string(e->title),
                            ro_string(e->outlet),
                            ro_string(e->outlet_folded),
                            ro_string(e->section),
                            ro_string(e->published),
                            ro_string(e->modified),
                            day_of(e->day),
                            slice_or_null(e->text),
                            ro_bytes(e->record.text, e->record.size),
                            ro_integer(a->engine),
                            ro_integer(a->store->adding->run),
                            ro_string(e->told),
                            ro_flag(a->latest)};
    return ro_sql_do(a->store->sql, text, row, sizeof row / sizeof *row, a->error);
}

static bool load_below(adder *a) { return load_report_words(a) && load_agencies(a) && load_appearances(a) && load_items(a); }

static bool set_latest(adder *a, int64_t report, bool latest) {
    const ro_value row[] = {ro_integer(report), ro_flag(latest)};
    return ro_sql_do(a->store->sql, "UPDATE reports SET latest = ?2 WHERE report = ?1", row, 2, a->error);
}

/* Whether the report in hand is the latest of its versions; another may cease to be so, or become it again. */
static bool settle_latest(adder *a, const known *k) {
    ro_versions v;
    a->latest = true;
    if (!*a->e->address || !k->version) return true;
    if (!ro_versions_weigh(a->store, a->e->address, k->report, a->e->modified, a->e->published, &v, a->error)) return false;
    a->latest = v.latest == k->report;
    return v.was == v.latest ||
           ((!v.was || v.was == k->report || set_latest(a, v.was, false)) && (a->latest || set_latest(a, v.latest, true)));
}

static bool add_new(adder *a, const known *k) {
    if (!settle_latest(a, k)) return false;
    a->report = ro_store_number(a->store, "reports", a->error);
    return a->report && load_report(a, k->version + 1) && load_below(a);
}

/* Whether an actor who lost his appearance has it again, under the same name. */
static bool is_back(const adder *a, const struct ro_leaving *leaving) {
    for (size_t i = 0; i < a->e->actors.count; i++)
        if (a->castings[i].actor == leaving->actor && !strcmp(a->e->actors.items[i].name, leaving->name)) return true;
    return false;
}

/* For the reports behind it, whatever the batch, it is as if this one's transaction had ended here: whom they could meet goes.
 * first: of those that it left behind. */
static bool leave_behind(adder *a, size_t first) {
    ro_leavings *leavings = &a->store->adding->leavings;
    size_t kept = first;
    bool missed;
    for (size_t i = first; i < leavings->count; i++)
        if (!is_back(a, &leavings->items[i])) leavings->items[kept++] = leavings->items[i];
    leavings->count = kept;
    return ro_leavings_missed(a->store, leavings, first, &missed, a->error) &&
           ro_cast_end(a->store, a->store->adding->cast, a->error) && end_replacing(a->store, INT64_MAX, missed, a->error);
}

static bool replace(adder *a, const known *k) {
    ro_adding *adding = a->store->adding;
    size_t left = adding->leavings.count;
    a->report = k->report;
    if (!ro_store_settle(a->store, NULL, NULL, a->error) || !ro_sql_flush(a->store->sql, a->error) ||
        !ro_store_clear(a->store, k->report, &adding->leavings, a->error) || !ro_cast_cleared(adding->cast, a->error) ||
        !settle_latest(a, k) || !update_report(a))
        return false;
    if (!ro_list_add(adding->leavings.arena, &adding->replaced, k->report)) return ro_fail_memory(a->error);
    return load_below(a) && leave_behind(a, left);
}

static bool add_one(ro_store *store, ro_entry *entry, const known *k, ro_added *added, ro_error *error) {
    adder a = {.store = store, .e = entry, .engine = engine_of(store, entry, error), .error = error};
    bool done = true;
    store->adding->values.count = 0;
    if (!a.engine) return false;
    if (k->removed)
        *added = RO_ADDED_REMOVED;
    else if (k->engine == a.engine && k->told)
        *added = RO_ADDED_UNCHANGED;
    else if (k->report) {
        *added = RO_ADDED_REPLACED;
        done = ro_entry_ready(entry, store, error) && replace(&a, k);
    } else {
        *added = k->version ? RO_ADDED_VERSION : RO_ADDED_NEW;
        done = ro_entry_ready(entry, store, error) && add_new(&a, k);
    }
    store->adding->now.of[*added] += done;
    return done;
}

/* ASKED_MOST at most. What is there twice has to be asked for once more when the first one's rows are there. */
static bool add_some(ro_store *store, ro_entry *const *entries, size_t count, ro_added *added, ro_error *error) {
    known all[ASKED_MOST];
    bool seen[ASKED_MOST];
    for (size_t i = 0; i < count; i++) seen[i] = seen_before(store->adding, entries[i]);
    if (!look_up(store, entries, count, all, error)) return false;
    for (size_t i = 0; i < count; i++) {
        if (seen[i] && (!ro_sql_flush(store->sql, error) || !look_up(store, &entries[i], 1, &all[i], error))) return false;
        if (!add_one(store, entries[i], &all[i], &added[i], error)) return false;
    }
    return true;
}

bool ro_store_add_all(ro_store *store, ro_entry *const *entries, size_t count, ro_added *added, ro_error *error) {
    if (!ro_store_writes(store, error) || !start_run(store, error)) return false;
    for (size_t at = 0, n; at < count; at += n) {
        n = count - at < ASKED_MOST ? count - at : ASKED_MOST;
        if (!add_some(store, entries + at, n, added + at, error)) return false;
    }
    return true;
}

bool ro_store_add(ro_store *store, ro_entry *entry, ro_added *added, ro_error *error) {
    return ro_store_add_all(store, &entry, 1, added, error);
}
