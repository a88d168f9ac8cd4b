/* question.c: a target of libFuzzer for questions to a store: lines of a query in, rows or an error that blames the question out,
 * never one of the database. */
#include "readout_store.h"

#include "base/base.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void hold(bool so) {
    if (!so) abort();
}

static void ask(ro_store *store, const ro_query *query) {
    ro_error error = {0};
    ro_results *results = ro_store_search(store, query, &error);
    hold(results || error.code == RO_E_USAGE || error.code == RO_E_INPUT || error.code == RO_E_LIMIT);
    while (results && ro_results_next(results, &error)) hold(error.code == RO_OK);
    hold(!results || error.code == RO_OK);
    ro_results_free(results);
}

/* The next line, or NULL where it is empty or there is none. */
static const char *line(char **rest) {
    char *at = *rest, *end = at ? strchr(at, '\n') : NULL;
    *rest = end ? end + 1 : NULL;
    if (end) *end = 0;
    return at && *at ? at : NULL;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    static ro_store *store;
    ro_error error = {0};
    if (!store) store = ro_store_open(":memory:", RO_STORE_WRITE, &error);
    char *text = store && size ? malloc(size) : NULL;
    if (!text) return 0;
    memcpy(text, bytes + 1, size - 1);
    text[size - 1] = 0;
    char *rest = text;
    ro_query query = {.kind = (ro_kind)(bytes[0] % (RO_REPORTS + 1)), .rejected = bytes[0] & 64, .every_version = bytes[0] & 128};
    const char **const fields[] = {&query.about,   &query.speaker,  &query.act,       &query.from,      &query.place,
                                   &query.after,   &query.facet,    &query.type,      &query.addressee, &query.to,
                                   &query.id,      &query.outlet,   &query.agency,    &query.report,    &query.status,
                                   &query.country, &query.due_from, &query.due_before};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) *fields[i] = line(&rest);
    ask(store, &query);
    free(text);
    return 0;
}
