#include "store/company.h"

#include <stdio.h>

enum { BUCKETS = 1 << 14, FEW = 16 };

/* The reports of an actor, from the earliest. */
typedef struct calendar {
    struct calendar *other; /* in the bucket */
    int64_t actor;
    bool whole; /* all that the store has, at least those that count */
    ro_numbers reports;
} calendar;

struct ro_company {
    ro_arena *arena;
    calendar *buckets[BUCKETS];
    size_t size;
};

ro_company *ro_company_new(void) {
    ro_company *company = calloc(1, sizeof *company);
    if (company && !(company->arena = ro_arena_new())) return free(company), NULL;
    return company;
}

void ro_company_free(ro_company *company) {
    if (!company) return;
    ro_arena_free(company->arena);
    free(company);
}

bool ro_company_forget(ro_company *company) {
    ro_arena *fresh = ro_arena_new();
    if (!fresh) return false;
    ro_arena_free(company->arena);
    company->arena = fresh;
    company->size = 0;
    memset(company->buckets, 0, sizeof company->buckets);
    return true;
}

size_t ro_company_size(const ro_company *company) { return company->size; }

/* ---- calendars */

static calendar *find(const ro_company *company, int64_t actor) {
    calendar *c = company->buckets[(size_t)actor & (BUCKETS - 1)];
    while (c && c->actor != actor) c = c->other;
    return c;
}

static calendar *find_or_make(ro_company *company, int64_t actor) {
    calendar *known = find(company, actor), **bucket = &company->buckets[(size_t)actor & (BUCKETS - 1)];
    if (known) return known;
    calendar *fresh = ro_arena_alloc(company->arena, sizeof *fresh);
    if (!fresh) return NULL;
    *fresh = (calendar){.other = *bucket, .actor = actor};
    return *bucket = fresh;
}

/* Where the report stands, or would. */
static size_t place(const ro_numbers *reports, int64_t report) {
    size_t low = 0, high = reports->count;
    if (high && reports->items[high - 1] < report) return high;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (reports->items[middle] < report)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Once there are twice as many as count, the earlier half goes. */
static void shorten(ro_company *company, ro_numbers *reports) {
    if (reports->count < 2 * RO_COMPANY_MOST) return;
    size_t past = reports->count - RO_COMPANY_MOST;
    memmove(reports->items, reports->items + past, RO_COMPANY_MOST * sizeof *reports->items);
    reports->count = RO_COMPANY_MOST;
    company->size -= past;
}

static bool add(ro_company *company, calendar *c, int64_t report) {
    ro_numbers *reports = &c->reports;
    size_t at = place(reports, report);
    if (at < reports->count && reports->items[at] == report) return true;
    if (!ro_list_add(company->arena, reports, report)) return false;
    memmove(reports->items + at + 1, reports->items + at, (reports->count - 1 - at) * sizeof *reports->items);
    reports->items[at] = report;
    company->size++;
    shorten(company, reports);
    return true;
}

bool ro_company_made(ro_company *company, int64_t actor) {
    calendar *c = find_or_make(company, actor);
    return c && (c->whole = true);
}

bool ro_company_add(ro_company *company, int64_t actor, int64_t report) {
    calendar *c = find_or_make(company, actor);
    return c && add(company, c, report);
}

/* ---- asking the store */

/* Actors that are not known wholly, as the dialect's list; empty: all are. */
static bool list_unknown(ro_company *company, ro_dialect dialect, const ro_numbers *actors, ro_buffer *list) {
    for (size_t i = 0; i < actors->count; i++) {
        calendar *c = find_or_make(company, actors->items[i]);
        if (!c) return false;
        if (c->whole) continue;
        c->whole = true;
        char number[24];
        int size = snprintf(number, sizeof number, "%s%lld",
                            list->size             ? ","
                            : dialect == RO_SQLITE ? "["
                                                   : "",
                            (long long)actors->items[i]);
        if (!ro_buffer_add(list, number, (size_t)size)) return false;
    }
    return !list->size || dialect != RO_SQLITE || ro_buffer_add(list, "]", 1);
}

#define LATEST                                                                                                                   \
    " CROSS JOIN appearances p WHERE p.actor = j.value AND p.report >= coalesce((SELECT DISTINCT q.report FROM appearances q"    \
    " WHERE q.actor = j.value ORDER BY q.report DESC LIMIT 1 OFFSET 999), 0)"
_Static_assert(RO_COMPANY_MOST == 1000, "the question skips one less");

static bool ask_listed(ro_company *company, ro_store *store, const char *list, ro_error *error) {
    static const char *const texts[] = {
        [RO_SQLITE] = "SELECT p.actor, p.report FROM json_each(?1) j" LATEST,
        [RO_POSTGRES] = "SELECT p.actor, p.report FROM unnest(string_to_array(?1, ',')::bigint[]) AS j(value)" LATEST,
    };
    ro_error inner = {0};
    const ro_value given[] = {ro_string(list)};
    ro_rows *rows = ro_sql_ask(store->sql, texts[ro_sql_dialect(store->sql)], given, 1, error);
    if (!rows) return false;
    bool good = true;
    while (good && ro_rows_next(rows, &inner))
        good = ro_company_add(company, ro_rows_value(rows, 0).integer, ro_rows_value(rows, 1).integer) || ro_fail_memory(error);
    ro_rows_free(rows);
    if (inner.code && error) *error = inner;
    return good && inner.code == RO_OK;
}

bool ro_company_ask(ro_company *company, ro_store *store, const ro_numbers *actors, ro_error *error) {
    ro_buffer list = {0};
    bool good = list_unknown(company, ro_sql_dialect(store->sql), actors, &list) || ro_fail_memory(error);
    good = good && (!list.size || ask_listed(company, store, list.data, error));
    ro_buffer_free(&list);
    return good;
}

/* ---- who is with whom */

/* The reports that count. */
static ro_numbers latest(const ro_company *company, int64_t actor) {
    const calendar *c = find(company, actor);
    ro_numbers out = c ? c->reports : (ro_numbers){0};
    if (out.count > RO_COMPANY_MOST) {
        out.items += out.count - RO_COMPANY_MOST;
        out.count = RO_COMPANY_MOST;
    }
    return out;
}

/* Reports that both have; `most` are enough. The second list is the longer one. */
static size_t looked_up(ro_numbers a, ro_numbers b, size_t most) {
    size_t found = 0;
    for (size_t i = 0; i < a.count && found < most; i++) {
        size_t at = place(&b, a.items[i]);
        found += at < b.count && b.items[at] == a.items[i];
    }
    return found;
}

static size_t common(ro_numbers a, ro_numbers b, size_t most) {
    size_t found = 0;
    if (a.count > b.count) return common(b, a, most);
    if (a.count < b.count / FEW) return looked_up(a, b, most);
    for (size_t i = 0, k = 0; i < a.count && k < b.count && found < most;) {
        if (a.items[i] == b.items[k])
            found++, i++, k++;
        else if (a.items[i] < b.items[k])
            i++;
        else
            k++;
    }
    return found;
}

int64_t ro_company_share(const ro_company *company, int64_t actor, int64_t companion) {
    ro_numbers mine = latest(company, actor), theirs = latest(company, companion);
    return (int64_t)common(mine, theirs, SIZE_MAX) * RO_COMPANY_WHOLE / (int64_t)(theirs.count + 1);
}

bool ro_company_meet(const ro_company *company, int64_t actor, int64_t other) {
    return common(latest(company, actor), latest(company, other), 1) > 0;
}

int64_t ro_company_first(const ro_company *company, int64_t actor) {
    ro_numbers reports = latest(company, actor);
    return reports.count ? reports.items[0] : 0;
}
