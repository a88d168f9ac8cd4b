#include "input/html.h"
#include "input/input.h"
#include "input/json.h"

typedef struct source {
    const ro_json *json;
    bool cut; /* what was too long to go into every item went */
} source;

static size_t name_size(const json_t *author) { return json_string_length(json_object_get(author, "name")); }

/* Removes what is too long to go into every item; of the authors, those behind. */
static bool shorten(json_t *feed) {
    static const char *const keys[] = {"title", "home_page_url", "feed_url", "version", "language"};
    json_t *list = json_object_get(feed, "authors");
    bool cut = false;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (json_string_length(json_object_get(feed, keys[i])) > RO_LIMIT_SHARED) cut = !json_object_del(feed, keys[i]);
    if (name_size(json_object_get(feed, "author")) > RO_LIMIT_SHARED) cut = !json_object_del(feed, "author");
    size_t size = 0, fit = 0;
    while (fit < json_array_size(list) && fit < RO_LIMIT_SHARED &&
           (size += name_size(json_array_get(list, fit))) <= RO_LIMIT_SHARED)
        fit++;
    for (size_t i = json_array_size(list); i > fit; i--) cut = !json_array_remove(list, i - 1);
    return cut;
}

/* What the feed says of itself, for each of its items. False: out of memory. */
static bool add_feed(ro_document *document, const json_t *feed) {
    static const struct {
        const char *key, *name;
    } parts[] = {{"title", "title"}, {"home_page_url", "uri"}, {"feed_url", "uri"}, {"version", "version"}};
    json_t *copy = json_object();
    for (size_t i = 0; copy && i < sizeof parts / sizeof *parts; i++) {
        const json_t *value = ro_json_string(feed, parts[i].key);
        if (!value || json_object_get(copy, parts[i].name)) continue;
        if (!json_object_set_new(copy, parts[i].name, json_copy((json_t *)value))) continue;
        json_decref(copy);
        copy = NULL;
    }
    return ro_document_extra(document, "feed", copy);
}

/* ---- people */

/* The names of `authors`, or as version 1.0 had it, of `author`. */
static bool add_authors(ro_keys *keys, const json_t *object) {
    const json_t *list = json_object_get(object, "authors"), *one = json_object_get(object, "author");
    ro_strings *bylines = &keys->document->bylines;
    for (size_t i = 0; i < json_array_size(list); i++)
        if (!ro_keys_add(keys, ro_json_string(json_array_get(list, i), "name"), bylines)) return false;
    return bylines->count || ro_keys_add(keys, ro_json_string(one, "name"), bylines);
}

/* Whether there is more to authors than their names, so that they are worth keeping. */
static bool has_more(const json_t *author) { return json_object_size(author) > (ro_json_string(author, "name") != NULL); }

static void drop_authors(json_t *item) {
    const json_t *list = json_object_get(item, "authors");
    bool more = list && !json_is_array(list);
    for (size_t i = 0; i < json_array_size(list); i++) more = more || has_more(json_array_get(list, i));
    if (!more) json_object_del(item, "authors");
    if (!has_more(json_object_get(item, "author"))) json_object_del(item, "author");
}

static bool take_authors(ro_keys *keys, const json_t *feed) {
    if (!add_authors(keys, keys->object)) return false;
    drop_authors(keys->object);
    return keys->document->bylines.count || add_authors(keys, feed);
}

/* ---- keys */

/* Version 1.0 allowed numbers. */
static bool take_id(ro_keys *keys) {
    json_t *id = json_object_get(keys->object, "id");
    if (json_is_number(id)) {
        char *digits = ro_json_print(id, JSON_ENCODE_ANY);
        bool good = digits && !json_object_set_new(keys->object, "id", json_string(digits));
        free(digits);
        if (!good) return false;
    }
    return ro_keys_rename(keys, "id", "guid");
}

/* The page elsewhere that an item is about is its address only where it has no other. */
static bool set_uri(ro_keys *keys) {
    ro_document *document = keys->document;
    if (!ro_keys_string(keys, "url", &document->uri)) return false;
    const json_t *guid = ro_json_string(keys->object, "guid"), *page = ro_json_string(keys->object, "external_url");
    const json_t *other = guid ? guid : page;
    if (document->uri || !other) return true;
    document->uri = ro_json_copy(document->arena, other, NULL, &keys->zeros);
    return document->uri != NULL;
}

static bool set_from_feed(ro_keys *keys, const json_t *feed, const char *key, const char **field) {
    const json_t *value = ro_json_string(feed, key);
    if (*field || !value) return true;
    *field = ro_json_copy(keys->document->arena, value, NULL, &keys->zeros);
    return *field != NULL;
}

static bool take_keys(ro_keys *keys, const json_t *feed) {
    ro_document *d = keys->document;
    return ro_keys_string(keys, "title", &d->title) && take_id(keys) && set_uri(keys) &&
           ro_keys_date(keys, "date_published", &d->published) && ro_keys_date(keys, "date_modified", &d->modified) &&
           ro_keys_string(keys, "language", &d->language) && set_from_feed(keys, feed, "language", &d->language) &&
           set_from_feed(keys, feed, "title", &d->outlet) && take_authors(keys, feed) && ro_keys_rename(keys, "tags", "keywords");
}

/* ---- the text */

/* Takes the string behind the key; *size 0: there is none, or it is blank. */
static bool take(ro_keys *keys, const char *key, const char **text, size_t *size, ro_error *error) {
    *text = NULL;
    if (!ro_keys_string(keys, key, text)) return ro_fail_memory(error);
    *size = *text && !ro_input_blank(*text, strlen(*text)) ? strlen(*text) : 0;
    return true;
}

static bool take_html(ro_keys *keys, const char **text, size_t *size, ro_error *error) {
    char *words = NULL;
    if (!take(keys, "content_html", text, size, error)) return false;
    if (!*size) return true;
    if (!ro_html_fragment(keys->document->name, *text, *size, keys->document->arena, &words, size, error)) return false;
    *text = words;
    return true;
}

static bool take_text(ro_keys *keys, ro_error *error) {
    const char *text;
    size_t size;
    ro_document *document = keys->document;
    if (!take(keys, "content_text", &text, &size, error)) return false;
    if (size)
        json_object_del(keys->object, "content_html");
    else if (!take_html(keys, &text, &size, error))
        return false;
    if (size) return ro_input_text(document, text, size, error);
    if (!take(keys, "summary", &text, &size, error)) return false;
    if (!size)
        return ro_fail(error, RO_E_INPUT, "%s: an item without a text: it has no words in content_text, content_html or summary",
                       document->name);
    if (!ro_document_warn(document, "summary", "The feed gives only a summary of this report.")) return ro_fail_memory(error);
    return ro_input_text(document, text, size, error);
}

static bool read_item(const source *s, ro_document *document, json_t *item, ro_error *error) {
    ro_keys keys = {.document = document, .object = item};
    document->format = "jsonfeed";
    if (!json_is_object(item)) return ro_fail(error, RO_E_INPUT, "%s: an item that is no JSON object", document->name);
    if (!ro_json_warn(s->json, document)) return ro_fail_memory(error);
    if (!take_text(&keys, error)) return false;
    bool good = take_keys(&keys, s->json->root) && ro_keys_close(&keys) && add_feed(document, s->json->root);
    if (good && s->cut)
        good = ro_document_warn(document, "metadata", "What the feed says of itself is too long to be kept with every report.");
    return good || ro_fail_memory(error);
}

static bool read_items(ro_batch *batch, const ro_json *json, ro_error *error) {
    const json_t *items = json_object_get(json->root, "items");
    source s = {.json = json};
    if (!json_is_array(items))
        return ro_fail(error, RO_E_INPUT, "%s: no JSON Feed: it has no array \"items\": give one, or JSON Lines", batch->name);
    if (!json_array_size(items)) return ro_fail(error, RO_E_INPUT, "%s: a JSON Feed without items: nothing to read", batch->name);
    s.cut = shorten(json->root);
    for (size_t i = 0; i < json_array_size(items); i++) {
        ro_error fault = {0};
        ro_document *document = ro_json_add(batch, json_array_get(items, i), error);
        if (!document) return false;
        bool read = read_item(&s, document, json_array_get(items, i), &fault);
        if (!ro_batch_settle(batch, read, &fault, error)) return false;
    }
    return true;
}

bool ro_input_jsonfeed(ro_batch *batch, const char *bytes, size_t size, ro_error *error) {
    ro_json json;
    bool good = ro_json_parse(batch->name, "file", bytes, size, &json, error) && read_items(batch, &json, error);
    ro_json_free(&json);
    return good;
}
