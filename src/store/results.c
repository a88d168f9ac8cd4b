#include "store/results.h"

#include "store/rows.h"
#include "store/store.h"

#include <stdio.h>

enum { LIMIT_DEFAULT = 100, KEYS_MOST = 8192 /* asked for at once */ };

/* The rows of a search. */
typedef struct search {
    ro_results base;
    ro_store *store;
    ro_arena *arena;      /* of what is wanted */
    ro_arena *keys_arena; /* of keys */
    ro_wanted wanted;
    bool reading;
    size_t left; /* rows still to come at most */
    struct {
        struct key {
            int64_t number;
            char day[12];
        } * items;
        size_t count, room;
    } keys;
    size_t next_key;
    bool last_keys; /* there are none behind these */
    ro_page page;
    size_t next_row;
    ro_ask facet;
    ro_rows *counts;
    ro_printer printer;
} search;

/* ---- keys, a few thousand at a time */

static bool add_key(search *r, const ro_rows *rows) {
    ro_value number = ro_rows_value(rows, 0), day = ro_rows_value(rows, 1);
    struct key key = {.number = number.integer};
    snprintf(key.day, sizeof key.day, "%.10s", day.kind == RO_TEXT ? day.text : "");
    return ro_list_add(r->keys_arena, &r->keys, key);
}

static void go_on_behind(search *r) {
    if (!r->keys.count) return;
    const struct key *last = &r->keys.items[r->keys.count - 1];
    char *day = ro_arena_copy(r->arena, last->day, strlen(last->day));
    r->wanted.goes_on = true;
    r->wanted.after = last->number;
    r->wanted.after_day = day ? day : "";
}

/* Adds at most so many to those at hand. */
static bool ask_keys(search *r, ro_stretch stretch, size_t most, ro_error *error) {
    ro_ask ask = {.arena = r->keys_arena};
    ro_ask_keys(&ask, &r->wanted, stretch, (int64_t)most);
    ro_rows *rows = ro_ask_rows(&ask, r->store->sql, error);
    bool good = rows != NULL;
    error->code = good ? RO_OK : error->code;
    while (good && ro_rows_next(rows, error)) good = add_key(r, rows) || ro_fail_memory(error);
    ro_rows_free(rows);
    ro_ask_free(&ask);
    return good && error->code == RO_OK;
}

static bool fetch_keys(search *r, ro_error *error) {
    go_on_behind(r);
    ro_arena_free(r->keys_arena);
    r->keys_arena = ro_arena_new();
    r->keys.items = NULL;
    r->keys.count = r->keys.room = r->next_key = 0;
    if (!r->keys_arena) return ro_fail_memory(error);
    size_t most = r->left < KEYS_MOST ? r->left : KEYS_MOST;
    bool steps = ro_wanted_in_steps(&r->wanted);
    bool good = ask_keys(r, steps ? RO_REST_OF_DAY : RO_ALL_BEHIND, most, error);
    if (good && steps && r->keys.count < most) good = ask_keys(r, RO_EARLIER_DAYS, most - r->keys.count, error);
    r->last_keys = r->keys.count < most;
    return good;
}

/* ---- rows, a page at a time */

static bool fetch_page(search *r, ro_error *error) {
    ro_arena_free(r->page.arena);
    r->page.arena = ro_arena_new();
    r->page.count = r->next_row = 0;
    if (!r->page.arena) return ro_fail_memory(error);
    while (r->page.count < RO_PAGE && r->next_key < r->keys.count)
        r->page.rows[r->page.count++].key = r->keys.items[r->next_key++].number;
    return ro_page_fetch(&r->page, r->wanted.query->kind, r->store->sql, error);
}

static const char *line(search *r, ro_error *error) {
    if (r->printer.failed) return ro_fail_memory(error), NULL;
    return r->printer.out.data;
}

static const char *next_item(search *r, ro_error *error) {
    while (r->left) {
        if (r->next_row < r->page.count) {
            size_t row = r->next_row++;
            r->left--;
            if (!r->page.rows[row].found) continue;
            ro_page_print(&r->page, row, r->wanted.query->kind, &r->printer);
            return line(r, error);
        }
        if (r->next_key == r->keys.count && (r->last_keys || !fetch_keys(r, error))) return NULL;
        if (!fetch_page(r, error)) return NULL;
    }
    return NULL;
}

/* ---- facets */

static const char *next_count(search *r, ro_error *error) {
    char actor[32];
    if (!r->counts || !ro_rows_next(r->counts, error)) return NULL;
    ro_value value = ro_rows_value(r->counts, 0), number = ro_rows_value(r->counts, 1), count = ro_rows_value(r->counts, 2);
    ro_print_clear(&r->printer);
    ro_print_open(&r->printer, NULL, '{');
    ro_print_value(&r->printer, "value", &value);
    if (number.kind == RO_INTEGER) {
        snprintf(actor, sizeof actor, "#%lld", (long long)number.integer);
        ro_print_string(&r->printer, "actor", actor);
    }
    ro_print_value(&r->printer, "count", &count);
    ro_print_close(&r->printer, '}');
    return line(r, error);
}

static bool begin_facet(search *r, ro_error *error) {
    r->facet.arena = r->arena;
    if (!ro_ask_facet(&r->facet, &r->wanted, (int64_t)r->left, error)) return false;
    return r->wanted.nothing || (r->counts = ro_ask_rows(&r->facet, r->store->sql, error)) != NULL;
}

/* ---- */

static bool begin(search *r, ro_store *store, const ro_query *query, ro_error *error) {
    r->store = store;
    r->left = query->limit ? query->limit : LIMIT_DEFAULT;
    if (r->left > INT64_MAX) r->left = INT64_MAX;
    r->arena = ro_arena_new();
    r->keys_arena = ro_arena_new();
    ro_query *copy = r->arena ? ro_arena_alloc(r->arena, sizeof *copy) : NULL;
    if (!copy || !r->keys_arena) return ro_fail_memory(error);
    *copy = *query;
    if (!ro_store_begin_reading(store, error)) return false;
    r->reading = true;
    if (!ro_wanted_read(&r->wanted, copy, store->sql, r->arena, error)) return false;
    if (query->facet) return begin_facet(r, error);
    r->last_keys = r->wanted.nothing;
    return true;
}

static const char *next(ro_results *results, ro_error *error) {
    search *r = (search *)results;
    return r->wanted.query->facet ? next_count(r, error) : next_item(r, error);
}

static void end(ro_results *results) {
    search *r = (search *)results;
    ro_rows_free(r->counts);
    if (r->reading) ro_store_end_reading(r->store);
    ro_ask_free(&r->facet);
    ro_buffer_free(&r->printer.out);
    ro_arena_free(r->page.arena);
    ro_arena_free(r->keys_arena);
    ro_arena_free(r->arena);
    free(r);
}

ro_results *ro_store_search(ro_store *store, const ro_query *query, ro_error *error) {
    search *r = calloc(1, sizeof *r);
    if (!r) return ro_fail_memory(error), NULL;
    r->base = (ro_results){.next = next, .end = end};
    if (begin(r, store, query, error)) return &r->base;
    end(&r->base);
    return NULL;
}

const char *ro_results_next(ro_results *results, ro_error *error) {
    error->code = RO_OK;
    return results->next(results, error);
}

void ro_results_free(ro_results *results) {
    if (results) results->end(results);
}
