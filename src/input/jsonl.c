#include "input/date.h"
#include "input/input.h"

/* Strings of jansson may hold zeros ("\u0000"). */
static const char *copy_string(ro_document *document, const json_t *value, size_t *size, size_t *zeros) {
    ro_decoded decoded;
    const char *bytes = json_string_value(value);
    size_t length = json_string_length(value);
    bool bom = length >= 3 && !memcmp(bytes, "\xEF\xBB\xBF", 3);
    if (!bom && !memchr(bytes, 0, length)) {
        if (size) *size = length;
        return ro_arena_copy(document->arena, bytes, length);
    }
    if (bom) bytes += 3, length -= 3;
    /* a BOM of ours keeps the bytes from being taken for UTF-16 */
    char *marked = ro_arena_alloc(document->arena, length + 4);
    if (!marked) return NULL;
    memcpy(marked, "\xEF\xBB\xBF", 3);
    memcpy(marked + 3, bytes, length);
    if (!ro_decode(marked, length + 3, NULL, document->arena, &decoded)) return NULL;
    *zeros += decoded.zeros;
    if (size) *size = decoded.size;
    return decoded.bytes;
}

typedef struct line {
    ro_document *document;
    json_t *object;
    size_t zeros;
} line;

static bool warn_type(line *l, const char *key, const char *wanted) {
    return ro_document_warn(l->document, "metadata", "The key \"%s\" is not %s; it was left in extra.", key, wanted);
}

/* Takes a string out of the object; a null is as good as no key, and what is something else stays, with a warning. */
static bool take_string(line *l, const char *key, const char **field) {
    json_t *value = json_object_get(l->object, key);
    if (json_is_string(value)) {
        *field = json_string_length(value) ? copy_string(l->document, value, NULL, &l->zeros) : NULL;
        if (json_string_length(value) && !*field) return false;
    } else if (value && !json_is_null(value)) {
        return warn_type(l, key, "a string");
    }
    json_object_del(l->object, key);
    return true;
}

static bool take_date(line *l, const char *key, const char **field) {
    json_t *value = json_object_get(l->object, key);
    char date[RO_DATE_SIZE];
    if (json_is_string(value) && json_string_length(value) && !ro_date_iso(json_string_value(value), date))
        return ro_document_warn(l->document, "date",
                                "The key \"%s\" is no date of the form 2024-03-04 or 2024-03-04T10:15:00Z; it was left in extra.",
                                key);
    if (!take_string(l, key, field)) return false;
    if (!*field) return true;
    *field = ro_arena_copy(l->document->arena, date, strlen(date));
    return *field != NULL;
}

static bool all_strings(const json_t *array) {
    for (size_t i = 0; i < json_array_size(array); i++)
        if (!json_is_string(json_array_get(array, i))) return false;
    return true;
}

static bool take_bylines(line *l) {
    json_t *value = json_object_get(l->object, "bylines");
    if (!value) return true;
    if (json_is_null(value)) return !json_object_del(l->object, "bylines");
    if (!json_is_array(value) || !all_strings(value)) return warn_type(l, "bylines", "an array of strings");
    for (size_t i = 0; i < json_array_size(value); i++) {
        const json_t *item = json_array_get(value, i);
        if (!json_string_length(item)) continue;
        const char *name = copy_string(l->document, item, NULL, &l->zeros);
        if (!name || !ro_list_add(l->document->arena, &l->document->bylines, name)) return false;
    }
    json_object_del(l->object, "bylines");
    return true;
}

/* An id is the uri where there is none; otherwise it stays in extra. */
static bool take_id(line *l) {
    ro_document *document = l->document;
    json_t *id = json_object_get(l->object, "id");
    if (document->uri || !id || json_is_null(id)) return true;
    if (!json_is_number(id)) return take_string(l, "id", &document->uri);
    char *digits = ro_json_print(id, JSON_ENCODE_ANY);
    if (!digits) return false;
    document->uri = ro_arena_copy(document->arena, digits, strlen(digits));
    free(digits);
    json_object_del(l->object, "id");
    return document->uri != NULL;
}

static bool take_keys(line *l) {
    ro_document *d = l->document;
    return take_string(l, "title", &d->title) && take_string(l, "uri", &d->uri) && take_string(l, "outlet", &d->outlet) &&
           take_string(l, "section", &d->section) && take_string(l, "language", &d->language) &&
           take_date(l, "published", &d->published) && take_date(l, "modified", &d->modified) && take_bylines(l) && take_id(l);
}

static bool take_text(line *l, ro_error *error) {
    const json_t *value = json_object_get(l->object, "text");
    const char *name = l->document->name;
    if (!value) return ro_fail(error, RO_E_INPUT, "%s: no \"text\" key: give each line as {\"text\": \"…\"}", name);
    if (!json_is_string(value))
        return ro_fail(error, RO_E_INPUT, "%s: \"text\" is not a string: give the report's words there", name);
    size_t size = 0;
    const char *text = copy_string(l->document, value, &size, &l->zeros);
    if (!text) return ro_fail_memory(error);
    json_object_del(l->object, "text");
    return ro_input_text(l->document, text, size, error);
}

static bool take_all(line *l, ro_error *error) {
    if (!take_text(l, error)) return false;
    bool good = take_keys(l);
    if (good && l->zeros)
        good = ro_document_warn(l->document, "encoding", "%zu zero character%s replaced by U+FFFD.", l->zeros,
                                l->zeros == 1 ? " (U+0000) was" : "s (U+0000) were");
    if (good && json_object_size(l->object)) l->document->extra = json_incref(l->object);
    return good || ro_fail_memory(error);
}

/* jansson quotes the line, which may hold control characters and be cut anywhere. */
static void clean(char *text) {
    for (size_t fault; !ro_utf8_valid(text, strlen(text), &fault);) text[fault] = '?';
    for (; *text; text++)
        if ((unsigned char)*text < ' ') *text = '?';
}

static bool fail_json(const ro_document *document, json_error_t *fault, ro_error *error) {
    if (json_error_code(fault) == json_error_out_of_memory || !fault->text[0]) return ro_fail_memory(error);
    clean(fault->text);
    return ro_fail(error, RO_E_INPUT, "%s: broken JSON at byte %d: %s: correct the line", document->name, fault->position,
                   fault->text);
}

/* Numbers beyond 64 bits are read as reals: better a rounded number in extra than no report. */
static json_t *parse(ro_document *document, const ro_decoded *decoded, ro_error *error) {
    json_error_t fault = {0};
    json_t *object = json_loadb(decoded->bytes, decoded->size, JSON_ALLOW_NUL, &fault);
    if (!object && json_error_code(&fault) == json_error_numeric_overflow) {
        object = json_loadb(decoded->bytes, decoded->size, JSON_ALLOW_NUL | JSON_DECODE_INT_AS_REAL, &fault);
        if (object &&
            !ro_document_warn(document, "metadata", "A number has more digits than can be kept; numbers were rounded.")) {
            json_decref(object);
            return ro_fail_memory(error), NULL;
        }
    }
    if (!object) fail_json(document, &fault, error);
    return object;
}

bool ro_input_jsonl(ro_document *document, const char *bytes, size_t size, ro_error *error) {
    ro_decoded decoded;
    document->format = "jsonl";
    if (!ro_input_decode(document, bytes, size, NULL, &decoded, error)) return false;
    line l = {.document = document, .object = parse(document, &decoded, error)};
    if (!l.object) return false;
    bool good = json_is_object(l.object)
                    ? take_all(&l, error)
                    : ro_fail(error, RO_E_INPUT, "%s: not a JSON object: give each line as {\"text\": \"…\"}", document->name);
    json_decref(l.object);
    return good;
}
