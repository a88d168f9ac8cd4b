#include "input/date.h"
#include "input/news.h"
#include "input/ninjs.h"

#include <strings.h>

/* ---- title */

/* The first that is the main one, or says no role; else the first of all. */
static size_t find_headline(const json_t *list) {
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *part = json_array_get(list, i);
        if (!ro_json_string(part, "role") || ro_ninjs_role(part, " main headline hl1 title ")) return i;
    }
    return 0;
}

/* The others stay. */
static bool take_headline(ro_keys *keys) {
    json_t *list = json_object_get(keys->object, "headlines");
    size_t at = find_headline(list), size;
    bool marked;
    const char *words = NULL;
    ro_error error = {0};
    ro_fields fields = {.document = keys->document};
    if (!json_array_size(list)) return true;
    if (!ro_ninjs_words(keys, json_array_get(list, at), &words, &size, &marked, &error)) return error.code != RO_E_MEMORY;
    if (size) keys->document->title = ro_fields_squeeze(&fields, words);
    json_array_remove(list, at);
    if (!json_array_size(list)) json_object_del(keys->object, "headlines");
    return !fields.failed;
}

/* `title` names the item for those who work with it; it is the report's only where there is no headline. */
static bool take_title(ro_keys *keys) {
    if (!take_headline(keys)) return false;
    const char *title = keys->document->title, *name = json_string_value(ro_json_string(keys->object, "title"));
    if (title && name && !strcmp(title, name)) json_object_del(keys->object, "title");
    return title || ro_keys_string(keys, "title", &keys->document->title);
}

/* Their words alone, as the other formats have them. */
static bool flatten_headlines(ro_keys *keys) {
    const json_t *list = json_object_get(keys->object, "headlines");
    json_t *flat = json_array();
    bool good = flat != NULL;
    for (size_t i = 0; good && i < json_array_size(list); i++)
        good = !json_array_append(flat, json_object_get(json_array_get(list, i), "value"));
    if (good && json_array_size(flat)) good = !json_object_set(keys->object, "headlines", flat);
    json_decref(flat);
    return good;
}

/* ---- people and credits */

static const json_t *name_of(const json_t *value) { return json_is_object(value) ? json_object_get(value, "name") : value; }

/* A string, an object's name, or an array of either. */
static bool add_names(ro_keys *keys, const json_t *value, ro_strings *list) {
    if (!json_is_array(value)) return ro_keys_add(keys, name_of(value), list);
    for (size_t i = 0; i < json_array_size(value); i++)
        if (!ro_keys_add(keys, name_of(json_array_get(value, i)), list)) return false;
    return true;
}

/* "By A and B" is two. */
static bool add_byline(ro_keys *keys, const json_t *value) {
    ro_fields fields = {.document = keys->document};
    const char *line = json_string_length(value) ? ro_json_copy(keys->document->arena, value, NULL, &keys->zeros) : NULL;
    if (json_string_length(value) && !line) return false;
    ro_fields_byline(&fields, line);
    return !fields.failed;
}

static bool take_bylines(ro_keys *keys) {
    static const char *const names[] = {"by", "byline", "bylines"};
    ro_strings *bylines = &keys->document->bylines;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const json_t *value = json_object_get(keys->object, names[i]);
        if (json_is_string(value) ? !add_byline(keys, value) : !add_names(keys, value, bylines)) return false;
        if (json_is_string(value)) json_object_del(keys->object, names[i]);
    }
    return bylines->count || add_names(keys, json_object_get(keys->object, "authors"), bylines);
}

static bool add_credit_lines(ro_keys *keys) {
    const json_t *list = json_object_get(keys->object, "descriptions");
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *part = json_array_get(list, i);
        if (!ro_ninjs_role(part, " credit creditline ")) continue;
        if (!ro_keys_add(keys, ro_json_string(part, "value"), &keys->document->credits)) return false;
    }
    return true;
}

/* Whose role says that it was the first: "…/originator". */
static bool is_origin(const json_t *source) {
    const char *role = json_string_value(ro_json_string(source, "role"));
    return role && strstr(role, "orig");
}

static bool add_sources(ro_keys *keys) {
    const json_t *list = json_object_get(keys->object, "infosources");
    for (int origin = 0; origin < 2; origin++)
        for (size_t i = 0; i < json_array_size(list); i++) {
            const json_t *source = json_array_get(list, i);
            if (is_origin(source) == origin && !add_names(keys, source, &keys->document->credits)) return false;
        }
    return true;
}

/* From who hands it to the reader to who wrote it. What is more than a name stays in extra. */
static bool add_credits(ro_keys *keys) {
    static const char *const names[] = {"provider", "creditline", "copyrightholder", "source"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const json_t *value = json_object_get(keys->object, names[i]);
        if (!add_names(keys, value, &keys->document->credits)) return false;
        if (i == 1 && !add_credit_lines(keys)) return false;
        if (json_is_string(value) && i != 2) json_object_del(keys->object, names[i]);
    }
    return add_sources(keys);
}

/* ---- place and time */

/* Superdesk has an object there. An agency in brackets at its end is a credit, too. */
static bool take_dateline(ro_keys *keys) {
    ro_fields fields = {.document = keys->document};
    const json_t *dateline = json_object_get(keys->object, "dateline"), *located = ro_json_string(keys->object, "located");
    const json_t *text = json_is_string(dateline) ? dateline : ro_json_string(dateline, "text");
    if (!text) text = located;
    if (!text) return true;
    const char *line = ro_json_copy(keys->document->arena, text, NULL, &keys->zeros);
    if (!line) return false;
    ro_news_dateline(&fields, line);
    if (json_is_string(dateline)) json_object_del(keys->object, "dateline");
    return !fields.failed;
}

static bool take_dates(ro_keys *keys) {
    ro_document *d = keys->document;
    const char *version = NULL;
    if (!ro_keys_date(keys, "firstcreated", &d->published) || !ro_keys_date(keys, "contentcreated", &d->published) ||
        !ro_keys_date(keys, "versioncreated", &version))
        return false;
    if (!d->published)
        d->published = version;
    else if (version && ro_date_after(version, d->published))
        d->modified = version;
    return true;
}

/* ---- what a newsroom has to know */

static bool warn_status(ro_keys *keys) {
    const char *status = json_string_value(ro_json_string(keys->object, "pubstatus"));
    if (!status) return true;
    if (!strcasecmp(status, "usable")) return !json_object_del(keys->object, "pubstatus");
    bool cancelled = !strcasecmp(status, "canceled") || !strcasecmp(status, "cancelled");
    return ro_document_warn(keys->document, "status",
                            cancelled ? "The report is cancelled by its provider (%.20s): it must not be used."
                                      : "The report's status is \"%.20s\": its provider holds it back.",
                            status);
}

static bool warn_embargo(ro_keys *keys) {
    const char *until = json_string_value(ro_json_string(keys->object, "embargoed"));
    return !until || ro_document_warn(keys->document, "embargo", "The report is under embargo until %.60s.", until);
}

/* ---- which one it is */

/* The address of ninjs is what other formats call a guid; Superdesk has that alone. */
static bool take_uri(ro_keys *keys) {
    json_t *uri = json_object_get(keys->object, "uri"), *guid = json_object_get(keys->object, "guid");
    if (ro_json_string(keys->object, "uri") && !guid && json_object_set(keys->object, "guid", uri)) return false;
    if (!uri && guid && json_object_set(keys->object, "uri", guid)) return false;
    return ro_keys_string(keys, "uri", &keys->document->uri);
}

/* Numbers as numbers, as the other formats have them. */
static bool mend_version(ro_keys *keys) {
    const char *version = json_string_value(ro_json_string(keys->object, "version"));
    size_t size = version ? strspn(version, "0123456789") : 0;
    if (!size || size > 9 || version[size]) return true;
    return !json_object_set_new(keys->object, "version", json_integer(strtol(version, NULL, 10)));
}

/* Of Superdesk. */
static bool take_section(ro_keys *keys) {
    const json_t *name = ro_json_string(json_array_get(json_object_get(keys->object, "service"), 0), "name");
    const char **section = &keys->document->section;
    if (!ro_keys_string(keys, "section", section)) return false;
    if (!*section && name) *section = ro_json_copy(keys->document->arena, name, NULL, &keys->zeros);
    return *section || !name;
}

bool ro_ninjs_metadata(ro_keys *keys) {
    ro_document *d = keys->document;
    return take_uri(keys) && take_title(keys) && ro_keys_string(keys, "language", &d->language) && flatten_headlines(keys) &&
           take_section(keys) && mend_version(keys) && take_bylines(keys) && add_credits(keys) && take_dateline(keys) &&
           take_dates(keys) && warn_status(keys) && warn_embargo(keys);
}
