#include "input/document.h"

#include <stdio.h>

ro_document *ro_document_new(void) {
    ro_document *document = calloc(1, sizeof *document);
    if (!document) return NULL;
    document->arena = ro_arena_new();
    if (document->arena) return document;
    free(document);
    return NULL;
}

void ro_document_free(ro_document *document) {
    if (!document) return;
    json_decref(document->extra);
    ro_arena_free(document->arena);
    free(document);
}

const char *ro_document_name(const ro_document *document) {
    return document->uri ? document->uri : document->name ? document->name : "a document";
}

bool ro_document_warn(ro_document *document, const char *code, const char *format, ...) {
    char message[480];
    va_list args;
    va_start(args, format);
    int size = vsnprintf(message, sizeof message, format, args);
    va_end(args);
    size_t kept = size < 0 ? 0 : (size_t)size < sizeof message ? (size_t)size : sizeof message - 1;
    for (size_t fault; !ro_utf8_valid(message, kept, &fault);) kept = fault; /* cut inside a code point */
    const char *copy = ro_arena_copy(document->arena, message, kept);
    return copy && ro_list_add(document->arena, &document->warnings, (ro_warning){code, copy});
}

bool ro_document_extra(ro_document *document, const char *key, json_t *value) {
    if (value && !document->extra) document->extra = json_object();
    if (value && document->extra) return !json_object_set_new(document->extra, key, value);
    json_decref(value);
    return false;
}

void ro_document_digest(ro_document *document, const char *bytes, size_t size) {
    char digest[65];
    ro_sha256(bytes, size, digest);
    snprintf(document->id, sizeof document->id, "sha256:%s", digest);
}

typedef struct print {
    ro_buffer out;
    bool failed;
} print;

static int print_part(const char *bytes, size_t size, void *data) {
    print *p = data;
    p->failed = p->failed || !ro_buffer_add(&p->out, bytes, size);
    return p->failed ? -1 : 0;
}

char *ro_json_print(const json_t *json, size_t flags) {
    print p = {0};
    if (!json_dump_callback(json, print_part, &p, flags) && !p.failed) return p.out.data;
    ro_buffer_free(&p.out);
    return NULL;
}

static json_t *string_or_null(const char *text) { return text ? json_string(text) : json_null(); }

static json_t *bylines_json(const ro_strings *bylines) {
    json_t *array = json_array();
    for (size_t i = 0; array && i < bylines->count; i++) {
        if (!json_array_append_new(array, json_string(bylines->items[i]))) continue;
        json_decref(array);
        array = NULL;
    }
    return array;
}

char *ro_document_json(const ro_document *d, ro_error *error) {
    json_t *object = json_object();
    bool good = object && !json_object_set_new(object, "uri", json_string(ro_document_name(d))) &&
                !json_object_set_new(object, "title", string_or_null(d->title)) &&
                !json_object_set_new(object, "bylines", bylines_json(&d->bylines)) &&
                !json_object_set_new(object, "published", string_or_null(d->published)) &&
                !json_object_set_new(object, "outlet", string_or_null(d->outlet)) &&
                !json_object_set_new(object, "text", json_stringn(d->text.bytes ? d->text.bytes : "", d->text.size));
    char *json = good ? ro_json_print(object, JSON_COMPACT) : NULL;
    json_decref(object);
    if (!json) ro_fail_memory(error);
    return json;
}
