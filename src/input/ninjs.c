#include "input/ninjs.h"
#include "input/input.h"

enum { DEEPEST = 8 /* associations in associations: each level prints what is below it once more, for its id */ };

typedef struct source {
    ro_batch *batch;
    const ro_json *json;
    const char *bytes; /* of the whole input, for the id of its only item; else NULL */
    size_t size;
} source;

/* ---- items */

static bool read_item(const source *s, ro_document *document, json_t *item, const char *owner, ro_error *error) {
    ro_keys keys = {.document = document, .object = item};
    document->format = "ninjs";
    if (!json_is_object(item)) return ro_fail(error, RO_E_INPUT, "%s: an item that is no JSON object", document->name);
    if (!ro_json_warn(s->json, document) || !ro_ninjs_unify(&keys) || !ro_ninjs_metadata(&keys)) return ro_fail_memory(error);
    if (!ro_ninjs_text(&keys, error)) return false;
    if (!ro_keys_close(&keys)) return ro_fail_memory(error);
    return !owner || ro_document_extra(document, "part_of", json_string(owner)) || ro_fail_memory(error);
}

static bool add_item(const source *s, json_t *item, const char *owner, ro_error *error) {
    ro_error fault = {0};
    ro_document *document =
        s->bytes ? ro_batch_add_as(s->batch, s->batch->name, s->bytes, s->size, error) : ro_json_add(s->batch, item, error);
    return document && ro_batch_settle(s->batch, read_item(s, document, item, owner, &fault), &fault, error);
}

/* ---- packages: texts among the associations are reports of their own; pictures and mere references stay with the item */

static bool has_body(const json_t *item) {
    const char *key;
    json_t *value;
    if (json_array_size(json_object_get(item, "bodies"))) return true;
    json_object_foreach((json_t *)item, key, value) if (!strncmp(key, "body", 4) && (!key[4] || key[4] == '_') &&
                                                        json_string_length(value)) return true;
    return false;
}

static bool is_text(const json_t *item) {
    const json_t *type = ro_json_string(item, "type");
    bool kind = !type || ro_json_like(type, "text") || ro_json_like(type, "composite") || ro_json_like(type, "component");
    return kind && (has_body(item) || json_object_size(json_object_get(item, "associations")) ||
                    json_array_size(json_object_get(item, "associations")));
}

/* In version 1 an object, later an array. */
static bool divide(json_t *associations, json_t *texts, json_t *rest) {
    const char *key;
    json_t *value;
    void *next;
    json_object_foreach_safe(associations, next, key, value) {
        if (!is_text(value)) continue;
        if (json_array_append(texts, value)) return false;
        json_object_del(associations, key);
    }
    for (size_t i = 0; i < json_array_size(associations); i++) {
        value = json_array_get(associations, i);
        if (json_array_append(is_text(value) ? texts : rest, value)) return false;
    }
    return true;
}

/* Moves the texts out of an item's associations. NULL: out of memory. */
static json_t *detach(json_t *item) {
    json_t *associations = json_object_get(item, "associations"), *texts = json_array(), *rest = json_array();
    bool good = texts && rest && divide(associations, texts, rest);
    if (good && json_array_size(rest))
        good = !json_object_set(item, "associations", rest);
    else if (good && !json_object_size(associations) && (json_is_array(associations) || json_array_size(texts)))
        json_object_del(item, "associations");
    json_decref(rest);
    if (good) return texts;
    json_decref(texts);
    return NULL;
}

static bool add_all(const source *s, json_t *item, const char *owner, int depth, ro_error *error) {
    json_t *texts = depth < DEEPEST ? detach(item) : json_array();
    if (!texts) return ro_fail_memory(error);
    source parts = *s;
    parts.bytes = NULL;
    const json_t *uri = ro_json_string(item, "uri");
    if (json_string_length(uri) > RO_LIMIT_SHARED) uri = NULL; /* every part gets a copy: no address is that long */
    char *name = uri ? strdup(json_string_value(uri)) : NULL;  /* the item loses it to its document */
    bool good = (!uri || name || ro_fail_memory(error)) &&
                ((!has_body(item) && json_array_size(texts)) || add_item(s, item, owner, error));
    for (size_t i = 0; good && i < json_array_size(texts); i++)
        good = add_all(&parts, json_array_get(texts, i), name, depth + 1, error);
    free(name);
    json_decref(texts);
    return good;
}

/* ---- lists */

static json_t *items_of(const json_t *root) {
    if (json_is_array(root)) return (json_t *)root;
    json_t *items = json_object_get(root, "items");
    if (!json_is_array(items)) items = json_object_get(root, "_items");
    return json_is_array(items) ? items : NULL;
}

static bool read_root(source *s, const char *bytes, size_t size, ro_error *error) {
    json_t *items = items_of(s->json->root);
    if (!items) {
        s->bytes = bytes;
        s->size = size;
        return add_all(s, s->json->root, NULL, 0, error);
    }
    if (!json_array_size(items)) return ro_fail(error, RO_E_INPUT, "%s: a list without items: nothing to read", s->batch->name);
    for (size_t i = 0; i < json_array_size(items); i++)
        if (!add_all(s, json_array_get(items, i), NULL, 0, error)) return false;
    return true;
}

bool ro_input_ninjs(ro_batch *batch, const char *bytes, size_t size, ro_error *error) {
    ro_json json;
    source s = {.batch = batch, .json = &json};
    bool good = ro_json_parse(batch->name, "file", bytes, size, &json, error) && read_root(&s, bytes, size, error);
    ro_json_free(&json);
    return good;
}
