#include "input/input.h"
#include "input/json.h"

/* An id is the uri where there is none; otherwise it stays in extra. */
static bool take_id(ro_keys *keys) {
    ro_document *document = keys->document;
    json_t *id = json_object_get(keys->object, "id");
    if (document->uri || !id || json_is_null(id)) return true;
    if (!json_is_number(id)) return ro_keys_string(keys, "id", &document->uri);
    char *digits = ro_json_print(id, JSON_ENCODE_ANY);
    if (!digits) return false;
    document->uri = ro_arena_copy(document->arena, digits, strlen(digits));
    free(digits);
    json_object_del(keys->object, "id");
    return document->uri != NULL;
}

static bool take_keys(ro_keys *keys) {
    ro_document *d = keys->document;
    return ro_keys_string(keys, "title", &d->title) && ro_keys_string(keys, "uri", &d->uri) &&
           ro_keys_string(keys, "outlet", &d->outlet) && ro_keys_string(keys, "section", &d->section) &&
           ro_keys_string(keys, "language", &d->language) && ro_keys_date(keys, "published", &d->published) &&
           ro_keys_date(keys, "modified", &d->modified) && ro_keys_strings(keys, "bylines", &d->bylines) && take_id(keys);
}

static bool take_text(ro_keys *keys, ro_error *error) {
    const json_t *value = json_object_get(keys->object, "text");
    const char *name = keys->document->name;
    if (!value) return ro_fail(error, RO_E_INPUT, "%s: no \"text\" key: give each line as {\"text\": \"…\"}", name);
    if (!json_is_string(value))
        return ro_fail(error, RO_E_INPUT, "%s: \"text\" is not a string: give the report's words there", name);
    size_t size;
    const char *text = ro_json_copy(keys->document->arena, value, &size, &keys->zeros);
    if (!text) return ro_fail_memory(error);
    json_object_del(keys->object, "text");
    return ro_input_text(keys->document, text, size, error);
}

static bool read_line(ro_document *document, const ro_json *json, ro_error *error) {
    ro_keys keys = {.document = document, .object = json->root};
    if (!json_is_object(json->root))
        return ro_fail(error, RO_E_INPUT, "%s: not a JSON object: give each line as {\"text\": \"…\"}", document->name);
    if (!ro_json_warn(json, document)) return ro_fail_memory(error);
    return take_text(&keys, error) && ((take_keys(&keys) && ro_keys_close(&keys)) || ro_fail_memory(error));
}

bool ro_input_jsonl(ro_document *document, const char *bytes, size_t size, ro_error *error) {
    ro_json json;
    document->format = "jsonl";
    bool good = ro_json_parse(document->name, "line", bytes, size, &json, error) && read_line(document, &json, error);
    ro_json_free(&json);
    return good;
}
