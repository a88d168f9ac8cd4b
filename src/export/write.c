#include "export/write.h"

#include "export/fields.h"

#include <errno.h>
#include <stdio.h>

enum { FLUSH = 1 << 16 };

void ro_export_fail(ro_export *e, ro_code code, const char *format, ...) {
    if (e->failed) return;
    e->failed = true;
    e->error.code = code;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(e->error.message, sizeof e->error.message, format, arguments);
    va_end(arguments);
}

static void fail_memory(ro_export *e) { ro_export_fail(e, RO_E_MEMORY, "out of memory"); }

/* ---- bytes: they stay in the buffer until the record is whole, so that one that cannot be had leaves nothing behind */

void ro_put(ro_export *e, const char *bytes, size_t size) {
    if (!e->failed && !ro_buffer_add(&e->out, bytes, size)) fail_memory(e);
}

void ro_put_text(ro_export *e, const char *text) { ro_put(e, text, strlen(text)); }

void ro_put_format(ro_export *e, const char *format, ...) {
    char small[512];
    va_list arguments;
    va_start(arguments, format);
    int size = vsnprintf(small, sizeof small, format, arguments);
    va_end(arguments);
    if (size >= 0 && (size_t)size < sizeof small)
        ro_put(e, small, (size_t)size);
    else
        fail_memory(e); /* formats are for numbers and names of ours, which are short */
}

static int put_part(const char *bytes, size_t size, void *export) {
    ro_export *e = export;
    ro_put(e, bytes, size);
    return e->failed ? -1 : 0;
}

void ro_put_json(ro_export *e, json_t *taken) {
    if (!taken || (json_dump_callback(taken, put_part, e, JSON_COMPACT | JSON_ENCODE_ANY | JSON_REAL_PRECISION(7)) && !e->failed))
        fail_memory(e);
    json_decref(taken);
}

void ro_put_node(ro_export *e, bool *some, json_t *taken) {
    ro_put_text(e, *some ? ",\n" : "\n");
    ro_put_json(e, taken);
    *some = true;
}

/* ---- JSON */

static bool is_nothing(const json_t *value) {
    if (json_is_string(value)) return json_string_length(value) == 0;
    if (json_is_array(value)) return json_array_size(value) == 0;
    if (json_is_object(value)) return json_object_size(value) == 0;
    return json_is_null(value);
}

void ro_member(ro_export *e, json_t *object, const char *key, json_t *taken) {
    if (taken && is_nothing(taken))
        json_decref(taken);
    else if (json_object_set_new(object, key, taken))
        fail_memory(e);
}

void ro_member_text(ro_export *e, json_t *object, const char *key, const char *text) {
    if (text && *text) ro_member(e, object, key, json_string(text));
}

void ro_member_copy(ro_export *e, json_t *object, const char *key, const json_t *value) {
    if (value) ro_member(e, object, key, json_incref((json_t *)(size_t)value));
}

void ro_element(ro_export *e, json_t *array, json_t *taken) {
    if (json_array_append_new(array, taken)) fail_memory(e);
}

void ro_element_text(ro_export *e, json_t *array, const char *text) {
    if (text && *text) ro_element(e, array, json_string(text));
}

json_t *ro_typed_date(const char *text) {
    char day[11];
    if (!ro_day(text, day)) return json_null();
    bool time = text[10] == 'T';
    return json_pack("{s:s, s:s}", "@value", time ? text : day, "@type", time ? "xsd:dateTime" : "xsd:date");
}

json_t *ro_agencies(ro_export *e, const json_t *report, json_t *make(ro_export *e, const char *name)) {
    json_t *out = json_array(), *one;
    size_t i;
    json_array_foreach(json_object_get(report, "agencies"), i, one) if (ro_field(one, "name"))
        ro_element(e, out, make(e, ro_field(one, "name")));
    return out;
}

json_t *ro_reference(json_t *iri) { return json_pack("{s:o}", "@id", iri); }
