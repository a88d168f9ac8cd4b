#include "store/versions.h"

#include "input/date.h"

/* The latest of those that were gone through, and where the latest date among them begins. */
typedef struct weighing {
    ro_versions *versions;
    int64_t begins;
} weighing;

/* A date modified that cannot be read is none. */
static void weigh(weighing *w, int64_t report, const char *modified, const char *published) {
    int64_t first, last;
    bool dated =
        (modified && ro_date_stretch(modified, &first, &last)) || (published && ro_date_stretch(published, &first, &last));
    if (dated && last < w->begins) return;
    w->versions->latest = report;
    if (dated && first > w->begins) w->begins = first;
}

/* The text of a cell, which ends in a zero in neither back end; NULL: null, or longer than any date. */
static const char *date_in(const ro_rows *rows, size_t column, char out[RO_DATE_SIZE]) {
    ro_value value = ro_rows_value(rows, column);
    if (value.kind != RO_TEXT || value.size >= RO_DATE_SIZE) return NULL;
    memcpy(out, value.text, value.size);
    out[value.size] = 0;
    return out;
}

static void weigh_row(weighing *w, const ro_rows *rows) {
    char modified[RO_DATE_SIZE], published[RO_DATE_SIZE];
    weigh(w, ro_rows_value(rows, 0).integer, date_in(rows, 1, modified), date_in(rows, 2, published));
}

bool ro_versions_weigh(ro_store *store, const char *address, int64_t report, const char *modified, const char *published,
                       ro_versions *versions, ro_error *error) {
    static const char text[] = "SELECT report, modified, published, latest FROM reports WHERE address = ?1 ORDER BY version";
    ro_error inner = {0};
    const ro_value given[] = {ro_string(address)};
    weighing w = {versions, INT64_MIN};
    *versions = (ro_versions){0};
    ro_rows *rows = ro_sql_ask(store->sql, text, given, 1, error);
    if (!rows) return false;
    while (ro_rows_next(rows, &inner)) {
        int64_t number = ro_rows_value(rows, 0).integer;
        if (ro_rows_value(rows, 3).integer) versions->was = number;
        if (number == report)
            weigh(&w, number, modified, published);
        else
            weigh_row(&w, rows);
    }
    ro_rows_free(rows);
    if (inner.code && error) *error = inner;
    if (!report) weigh(&w, 0, modified, published);
    return inner.code == RO_OK;
}
