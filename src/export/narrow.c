#include "export/narrow.h"

#include "export/fields.h"

/* A copy so many levels deep; below, and all that is no array or object, is shared. jansson's own leaves out what it has no
 * memory for. NULL: out of memory. */
static json_t *copy(const json_t *value, size_t levels) {
    bool object = json_is_object(value);
    if (!levels || (!object && !json_is_array(value))) return json_incref((json_t *)(size_t)value);
    json_t *out = object ? json_object() : json_array(), *part;
    const char *key;
    size_t i;
    bool good = out != NULL;
    json_object_foreach((json_t *)(size_t)value, key, part) good = good && !json_object_set_new(out, key, copy(part, levels - 1));
    json_array_foreach(value, i, part) good = good && !json_array_append_new(out, copy(part, levels - 1));
    if (good) return out;
    json_decref(out);
    return NULL;
}

/* ---- the picked items */

/* Adds the statements of what is kept to a set. */
static bool lean(json_t *statements, const json_t *kept) {
    size_t i;
    json_t *item;
    bool good = true;
    json_array_foreach(kept, i, item) {
        const char *id = ro_field(item, "statement");
        if (id) good = good && !json_object_set_new(statements, id, json_true());
    }
    return good;
}

/* The items of a set, all where it is NULL. */
static json_t *keep(const json_t *list, const json_t *set) {
    json_t *kept = json_array(), *item;
    size_t i;
    json_array_foreach(list, i, item) {
        const char *id = ro_field(item, "id");
        if (set && !(id && json_object_get(set, id))) continue;
        if (json_array_append(kept, item)) return json_decref(kept), NULL;
    }
    return kept;
}

json_t *ro_narrow(const json_t *record, const ro_picked *picked) {
    json_t *out = copy(record, 1);
    json_t *events = keep(ro_list(record, "events"), picked->events);
    json_t *commitments = keep(ro_list(record, "commitments"), picked->commitments);
    json_t *set = picked->statements ? copy(picked->statements, 1) : NULL;
    bool good = !picked->statements || (set && lean(set, events) && lean(set, commitments));
    json_t *statements = good ? keep(ro_list(record, "statements"), set) : NULL;
    good = !json_object_set_new(out, "statements", statements);
    good = !json_object_set_new(out, "events", events) && good;
    good = !json_object_set_new(out, "commitments", commitments) && good;
    json_decref(set);
    if (good) return out;
    json_decref(out);
    return NULL;
}

/* ---- no words */

static bool empty(json_t *object, const char *key) {
    return !ro_field(object, key) || !json_object_set_new(object, key, json_string(""));
}
static bool drop(json_t *object, const char *key, json_t *with) {
    if (json_object_get(object, key)) return !json_object_set_new(object, key, with);
    json_decref(with);
    return true;
}

/* "text" of everything that has one, and "name" and "message": spans, venues, actors, places, agencies, warnings. */
static bool empty_all(json_t *value) {
    size_t i;
    const char *key;
    json_t *part;
    bool good = true;
    json_array_foreach(value, i, part) good = good && empty_all(part);
    if (!json_is_object(value)) return good;
    good = good && empty(value, "text") && empty(value, "name") && empty(value, "known_as") && empty(value, "message");
    json_object_foreach(value, key, part) good = good && empty_all(part);
    return good;
}

static bool is_name(const json_t *name, const char *other) {
    const char *own = json_string_value(name);
    return own && other && !strcmp(own, other);
}

/* What carries a name out of the report's metadata keeps it: the outlet of a chain. */
static bool keep_outlet(json_t *made, const json_t *record) {
    const char *outlet = ro_field(json_object_get(record, "report"), "outlet");
    const json_t *before = json_object_get(record, "statements");
    size_t i, k;
    json_t *statement, *link;
    bool good = true;
    json_array_foreach(json_object_get(made, "statements"), i, statement)
        json_array_foreach(json_object_get(statement, "chain"), k, link) {
        const json_t *was = json_array_get(json_object_get(json_array_get(before, i), "chain"), k);
        if (is_name(json_object_get(was, "name"), outlet)) good = good && !json_object_set_new(link, "name", json_string(outlet));
    }
    return good;
}

/* A correction says that there is one, of what and when; new values may be words. */
static bool hide_corrections(json_t *list) {
    static const char *const hidden[] = {"set", "was", "by", "why", "add", "original", NULL};
    size_t i;
    json_t *item;
    json_array_foreach(list, i, item) {
        for (const char *const *key = hidden; *key; key++) json_object_del(item, *key);
        json_object_del(item, "original");
        size_t n;
        json_t *correction;
        json_array_foreach(json_object_get(item, "corrections"), n, correction) for (const char *const *key = hidden; *key; key++)
            json_object_del(correction, *key);
    }
    return true;
}

static bool hide_report(json_t *report) {
    json_t *dateline = json_object_get(report, "dateline");
    return drop(report, "title", json_null()) && drop(report, "section", json_null()) && drop(report, "bylines", json_array()) &&
           drop(report, "extra", json_object()) && drop(dateline, "place", json_null());
}

json_t *ro_wordless(const json_t *record) {
    json_t *thin = copy(record, 1);
    bool good = !json_object_set_new(thin, "text", json_null()); /* before the copy, which would double it */
    json_t *made = good ? copy(thin, SIZE_MAX) : NULL;
    json_decref(thin);
    json_object_del(made, "layers");
    good = made && hide_report(json_object_get(made, "report"));
    for (size_t i = 0; i < 3 && good; i++) {
        static const char *const lists[] = {"statements", "events", "commitments"};
        hide_corrections(json_object_get(made, lists[i]));
    }
    good = good && empty_all(made) && keep_outlet(made, record);
    if (good) return made;
    json_decref(made);
    return NULL;
}
