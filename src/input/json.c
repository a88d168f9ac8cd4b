#include "input/json.h"
#include "input/date.h"
#include "input/input.h"

#include <strings.h>

enum { NEAR = 64 /* entries of a list that a new one is held against, so that its time does not grow with its square */ };

/* ---- parsing */

/* Brackets inside strings count as well: a limit on memory need not be exact. */
bool ro_json_fits(const char *bytes, size_t size) {
    size_t parts = 0;
    for (size_t i = 0; i < size; i++) parts += bytes[i] == '{' || bytes[i] == '[';
    return parts <= RO_LIMIT_JSON_PARTS;
}

/* jansson quotes the input, which may hold control characters and be cut anywhere. */
static void clean(char *text) {
    for (size_t fault; !ro_utf8_valid(text, strlen(text), &fault);) text[fault] = '?';
    for (; *text; text++)
        if ((unsigned char)*text < ' ') *text = '?';
}

static bool fail(const char *name, const char *what, json_error_t *fault, ro_error *error) {
    if (json_error_code(fault) == json_error_out_of_memory || !fault->text[0]) return ro_fail_memory(error);
    clean(fault->text);
    if (fault->line > 1)
        return ro_fail(error, RO_E_INPUT, "%s: broken JSON in line %d, column %d: %s: correct the %s", name, fault->line,
                       fault->column, fault->text, what);
    return ro_fail(error, RO_E_INPUT, "%s: broken JSON at byte %d: %s: correct the %s", name, fault->position, fault->text, what);
}

/* Numbers beyond 64 bits are read as reals: better a rounded number in extra than no report. */
static bool load(const char *name, const char *what, ro_json *json, ro_error *error) {
    json_error_t fault = {0};
    const ro_decoded *decoded = &json->decoded;
    json->root = json_loadb(decoded->bytes, decoded->size, JSON_ALLOW_NUL, &fault);
    if (!json->root && json_error_code(&fault) == json_error_numeric_overflow) {
        json->root = json_loadb(decoded->bytes, decoded->size, JSON_ALLOW_NUL | JSON_DECODE_INT_AS_REAL, &fault);
        json->rounded = true;
    }
    return json->root || fail(name, what, &fault, error);
}

bool ro_json_parse(const char *name, const char *what, const char *bytes, size_t size, ro_json *json, ro_error *error) {
    bool good = false;
    *json = (ro_json){0};
    ro_arena *scratch = ro_arena_new();
    if (!scratch || !ro_decode(bytes, size, NULL, scratch, &json->decoded))
        ro_fail_memory(error);
    else if (!ro_json_fits(json->decoded.bytes, json->decoded.size))
        ro_fail(error, RO_E_LIMIT, "%s: more than a million objects and arrays in it: split the %s", name, what);
    else
        good = load(name, what, json, error);
    json->decoded.bytes = NULL;
    ro_arena_free(scratch);
    return good;
}

void ro_json_free(ro_json *json) {
    json_decref(json->root);
    *json = (ro_json){0};
}

bool ro_json_warn(const ro_json *json, ro_document *document) {
    return ro_input_warn(document, &json->decoded) &&
           (!json->rounded ||
            ro_document_warn(document, "metadata", "A number has more digits than can be kept; numbers were rounded."));
}

ro_document *ro_json_add(ro_batch *batch, const json_t *value, ro_error *error) {
    char *printed = ro_json_print(value, JSON_COMPACT | JSON_ENCODE_ANY);
    ro_document *document = printed ? ro_batch_add(batch, printed, strlen(printed), error) : (ro_fail_memory(error), NULL);
    free(printed);
    return document;
}

/* ---- strings */

char *ro_json_copy(ro_arena *arena, const json_t *string, size_t *size, size_t *zeros) {
    const char *bytes = json_string_value(string);
    size_t length = json_string_length(string), found = 0, at = 0;
    if (length >= 3 && !memcmp(bytes, "\xEF\xBB\xBF", 3)) bytes += 3, length -= 3;
    for (size_t i = 0; i < length; i++) found += !bytes[i];
    char *copy = ro_arena_alloc(arena, length + 2 * found + 1);
    if (!copy) return NULL;
    for (size_t i = 0; i < length; i++)
        if (bytes[i])
            copy[at++] = bytes[i];
        else
            memcpy(copy + at, "\xEF\xBF\xBD", 3), at += 3;
    *zeros += found;
    if (size) *size = at;
    return copy;
}

const json_t *ro_json_string(const json_t *object, const char *key) {
    const json_t *value = json_object_get(object, key);
    return json_string_length(value) ? value : NULL;
}

bool ro_json_like(const json_t *string, const char *word) {
    return json_is_string(string) && json_string_length(string) == strlen(word) && !strcasecmp(json_string_value(string), word);
}

/* ---- keys */

bool ro_keys_warn(ro_keys *keys, const char *key, const char *wanted) {
    return ro_document_warn(keys->document, "metadata", "The key \"%s\" is not %s; it was left in extra.", key, wanted);
}

bool ro_keys_string(ro_keys *keys, const char *key, const char **field) {
    const json_t *value = json_object_get(keys->object, key);
    if (!value || (*field && !json_is_null(value))) return true;
    if (!json_is_string(value) && !json_is_null(value)) return ro_keys_warn(keys, key, "a string");
    if (json_string_length(value)) {
        *field = ro_json_copy(keys->document->arena, value, NULL, &keys->zeros);
        if (!*field) return false;
    }
    json_object_del(keys->object, key);
    return true;
}

bool ro_keys_date(ro_keys *keys, const char *key, const char **field) {
    const json_t *value = ro_json_string(keys->object, key);
    char date[RO_DATE_SIZE];
    if (value && !ro_date_iso(json_string_value(value), date))
        return ro_document_warn(keys->document, "date",
                                "The key \"%s\" is no date of the form 2024-03-04 or 2024-03-04T10:15:00Z; it was left in extra.",
                                key);
    const char *had = *field;
    if (!ro_keys_string(keys, key, field)) return false;
    if (had || !*field) return true;
    *field = ro_arena_copy(keys->document->arena, date, strlen(date));
    return *field != NULL;
}

bool ro_keys_add(ro_keys *keys, const json_t *string, ro_strings *list) {
    if (!json_string_length(string)) return true;
    const char *name = ro_json_copy(keys->document->arena, string, NULL, &keys->zeros);
    if (!name) return false;
    for (size_t i = list->count > NEAR ? list->count - NEAR : 0; i < list->count; i++)
        if (!strcmp(list->items[i], name)) return true;
    return ro_list_add(keys->document->arena, list, name);
}

static bool all_strings(const json_t *array) {
    for (size_t i = 0; i < json_array_size(array); i++)
        if (!json_is_string(json_array_get(array, i))) return false;
    return json_is_array(array);
}

bool ro_keys_strings(ro_keys *keys, const char *key, ro_strings *list) {
    const json_t *value = json_object_get(keys->object, key);
    if (!value) return true;
    if (!json_is_null(value) && !all_strings(value)) return ro_keys_warn(keys, key, "an array of strings");
    for (size_t i = 0; i < json_array_size(value); i++)
        if (!ro_keys_add(keys, json_array_get(value, i), list)) return false;
    json_object_del(keys->object, key);
    return true;
}

bool ro_keys_rename(ro_keys *keys, const char *key, const char *name) {
    json_t *value = json_object_get(keys->object, key);
    if (!value || json_object_get(keys->object, name)) return true;
    if (json_object_set(keys->object, name, value)) return false;
    json_object_del(keys->object, key);
    return true;
}

bool ro_keys_close(ro_keys *keys) {
    size_t zeros = keys->zeros;
    if (json_object_size(keys->object)) keys->document->extra = json_incref(keys->object);
    return !zeros || ro_document_warn(keys->document, "encoding", "%zu zero character%s replaced by U+FFFD.", zeros,
                                      zeros == 1 ? " (U+0000) was" : "s (U+0000) were");
}

/* ---- what an object is */

bool ro_json_is_feed(const json_t *object) {
    const char *version = json_string_value(json_object_get(object, "version"));
    return version && strstr(version, "jsonfeed.org/version/");
}

static bool has_any(const json_t *object, const char *const keys[]) {
    for (; *keys; keys++)
        if (json_object_get(object, *keys)) return true;
    return false;
}

static bool names_ninjs(const json_t *standard) {
    const char *name = json_string_value(json_is_object(standard) ? json_object_get(standard, "name") : standard);
    size_t size = name ? strlen(name) : 0;
    return size >= 5 && !strcasecmp(name + size - 5, "ninjs"); /* "TTNINJS" is one, too */
}

static bool is_item(const json_t *object) {
    static const char *const content[] = {"associations", "bodies",    "body_html",    "body_text",  "body_xhtml", "descriptions",
                                          "headline",     "headlines", "eventDetails", "renditions", NULL};
    if (names_ninjs(json_object_get(object, "standard")) || names_ninjs(json_object_get(object, "$standard"))) return true;
    return (ro_json_string(object, "uri") || ro_json_string(object, "guid")) && has_any(object, content) &&
           !json_object_get(object, "text");
}

bool ro_json_is_ninjs(const json_t *object) {
    const json_t *items = json_object_get(object, "items");
    if (!items) items = json_object_get(object, "_items");
    return is_item(object) || (json_array_size(items) && is_item(json_array_get(items, 0)));
}
