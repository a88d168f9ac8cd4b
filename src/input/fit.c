/* ro_document_fit: what a store would not take of a document is left out, so that every report that is read can be kept. */
#include "base/limits.h"
#include "input/document.h"

enum { EXTRA_DEPTH = RO_DEPTH_MOST - 100, EXTRA_VALUES = RO_VALUES_MOST / 8 };

static bool fit_string(ro_document *d, const char **field, size_t most, const char *what) {
    if (!*field || strlen(*field) <= most) return true;
    *field = NULL;
    return ro_document_warn(d, "metadata", "The %s is longer than %zu bytes; it was left out.", what, most);
}

static bool fit_credits(ro_document *d) {
    size_t kept = 0, count = d->credits.count;
    for (size_t i = 0; i < count; i++)
        if (strlen(d->credits.items[i]) <= RO_NAME_MOST) d->credits.items[kept++] = d->credits.items[i];
    d->credits.count = kept;
    return kept == count ||
           ro_document_warn(d, "metadata", "A name that is credited is longer than %d bytes; it was left out.", RO_NAME_MOST);
}

/* Whether it has so few levels and, with what was counted before, values. */
static bool is_small(const json_t *value, size_t levels, size_t *values) {
    const char *key;
    size_t i;
    json_t *part, *all = (json_t *)(size_t)value;
    if (++*values > EXTRA_VALUES) return false;
    if (json_is_object(value))
        json_object_foreach(all, key, part) if (!levels || !is_small(part, levels - 1, values)) return false;
    if (json_is_array(value)) json_array_foreach(all, i, part) if (!levels || !is_small(part, levels - 1, values)) return false;
    return true;
}

static bool fit_extra(ro_document *d) {
    size_t values = 0;
    if (!d->extra || is_small(d->extra, EXTRA_DEPTH, &values)) return true;
    json_decref(d->extra);
    d->extra = NULL;
    return ro_document_warn(d, "metadata",
                            "What the input has beside is deeper than %d levels, or more than %d values; it was left out.",
                            EXTRA_DEPTH, EXTRA_VALUES);
}

bool ro_document_fit(ro_document *d) {
    return fit_string(d, &d->uri, RO_URI_MOST, "address") && fit_string(d, &d->outlet, RO_INDEXED_MOST, "outlet") &&
           fit_string(d, &d->section, RO_NAME_MOST, "section") && fit_credits(d) && fit_extra(d);
}
