#include "export/fields.h"

#include "text/text.h"

#include <ctype.h>
#include <stdio.h>
#include <strings.h>

/* ---- values */

const char *ro_field(const json_t *object, const char *key) {
    const char *text = json_string_value(json_object_get(object, key));
    return text && *text ? text : NULL;
}

const json_t *ro_list(const json_t *object, const char *key) {
    const json_t *list = json_object_get(object, key);
    return json_is_array(list) ? list : NULL;
}

const char *ro_day(const char *text, char day[11]) {
    static const char shape[] = "dddd-dd-dd";
    if (!text) return NULL;
    for (size_t i = 0; i < 10; i++)
        if (shape[i] == 'd' ? !ro_is_digit(text[i]) : text[i] != shape[i]) return NULL;
    memcpy(day, text, 10);
    day[10] = 0;
    return day;
}

static bool has_id(const json_t *item, const char *id) {
    const char *own = ro_field(item, "id");
    return own && !strcmp(own, id);
}

bool ro_item_at(const json_t *record, const char *list, const char *id, size_t *at) {
    const json_t *items = json_object_get(record, list);
    if (!id) return false;
    *at = *id ? strtoul(id + 1, NULL, 10) - 1 : 0; /* they are numbered in order as a rule: a12 is the twelfth */
    if (has_id(json_array_get(items, *at), id)) return true;
    for (*at = 0; *at < json_array_size(items); ++*at)
        if (has_id(json_array_get(items, *at), id)) return true;
    return false;
}

const json_t *ro_item(const json_t *record, const char *list, const char *id) {
    size_t at;
    return ro_item_at(record, list, id, &at) ? json_array_get(json_object_get(record, list), at) : NULL;
}

static bool is_speaker(const json_t *link) {
    const char *role = ro_field(link, "role");
    return role && !strcmp(role, "speaker");
}

bool ro_is_joint(const json_t *chain, size_t at) {
    return at && is_speaker(json_array_get(chain, at)) && is_speaker(json_array_get(chain, at - 1));
}

const char *ro_report_name(const json_t *record) {
    const json_t *report = json_object_get(record, "report");
    const char *uri = ro_field(report, "uri"), *id = ro_field(report, "id");
    return uri ? uri : id ? id : "a report";
}

/* ---- spans */

bool ro_span_read(const json_t *span, size_t *start, size_t *end) {
    const json_t *from = json_object_get(span, "start"), *to = json_object_get(span, "end");
    if (!json_is_integer(from) || !json_is_integer(to) || ro_field(span, "in")) return false;
    if (json_integer_value(from) < 0 || json_integer_value(to) <= json_integer_value(from)) return false;
    *start = (size_t)json_integer_value(from);
    *end = (size_t)json_integer_value(to);
    return true;
}

const char *ro_span_words(const json_t *span) {
    const char *words = ro_field(span, "text");
    return words ? words : "";
}

char *ro_spans_words(const json_t *spans, const char *joint) {
    ro_buffer out = {0};
    bool good = ro_buffer_add(&out, "", 0);
    size_t i;
    json_t *span;
    json_array_foreach(spans, i, span) {
        const char *words = ro_span_words(span);
        if (!*words) continue;
        good = good && (!out.size || ro_buffer_add(&out, joint, strlen(joint))) && ro_buffer_add(&out, words, strlen(words));
    }
    if (good && out.data) return out.data;
    ro_buffer_free(&out);
    return good ? calloc(1, 1) : NULL;
}

json_t *ro_anchor(const json_t *item) {
    json_t *content = json_object_get(item, "content"), *one = json_object_get(item, "trigger");
    if (json_is_array(content)) return json_incref(content);
    if (!one) one = json_object_get(item, "action");
    return one ? json_pack("[O]", one) : json_array();
}

const char *ro_number(const json_t *value, char out[32]) {
    if (json_is_integer(value)) {
        snprintf(out, 32, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
        return out;
    }
    if (!json_is_real(value)) return NULL;
    snprintf(out, 32, "%.10g", json_real_value(value));
    for (char *c = out; *c; c++)
        if (!ro_is_digit(*c) && !strchr("+-e", *c)) *c = '.'; /* JSON has no other numbers */
    return out;
}

/* ---- IRIs */

/* What stands in an IRI as it is. In a uri that is given, marks and what is already encoded stay. */
static bool plain(unsigned char c, bool marks) {
    if (c > 0x7f) return marks; /* IRIs have letters of all scripts */
    return isalnum(c) || strchr("-._~", c) || (marks && strchr(":/?#[]@!$&'()*+,;=%", c));
}

static bool add_encoded(ro_buffer *out, const char *text, bool marks) {
    for (const unsigned char *c = (const unsigned char *)text; *c; c++) {
        char code[4];
        snprintf(code, sizeof code, "%%%02X", *c);
        if (!(plain(*c, marks) ? ro_buffer_add(out, c, 1) : ro_buffer_add(out, code, 3))) return false;
    }
    return true;
}

static json_t *iri(ro_buffer *out, bool good) {
    json_t *made = good ? json_stringn(out->data, out->size) : NULL;
    ro_buffer_free(out);
    return made;
}

/* A scheme of two letters or more: "C:" begins a path. */
static bool absolute(const char *uri) {
    static const char *const run[] = {"javascript:", "vbscript:", "data:", "blob:"};
    for (size_t i = 0; uri && i < sizeof run / sizeof *run; i++)
        if (!strncasecmp(uri, run[i], strlen(run[i]))) return false;
    size_t size = uri && isalpha((unsigned char)*uri) ? 1 : 0;
    while (size && (isalnum((unsigned char)uri[size]) || strchr("+-.", uri[size])) && uri[size]) size++;
    return size > 1 && uri[size] == ':' && uri[size + 1];
}

json_t *ro_urn(const char *kind, const char *name) {
    ro_buffer out = {0};
    bool good = ro_buffer_add(&out, "urn:readout:", 12) && ro_buffer_add(&out, kind, strlen(kind)) && ro_buffer_add(&out, ":", 1);
    return iri(&out, good && add_encoded(&out, name, false));
}

/* The digest alone: "sha256:" goes. */
static const char *digest(const json_t *record) {
    const char *id = ro_field(json_object_get(record, "report"), "id");
    if (!id) return "unknown";
    return strncmp(id, "sha256:", 7) ? id : id + 7;
}

json_t *ro_copy_iri(const json_t *record) { return ro_urn("report", digest(record)); }

json_t *ro_reading_iri(const json_t *record) { return ro_urn("reading", digest(record)); }

json_t *ro_report_iri(const json_t *record) {
    const char *uri = ro_field(json_object_get(record, "report"), "uri");
    ro_buffer out = {0};
    if (!absolute(uri)) return ro_copy_iri(record);
    return iri(&out, add_encoded(&out, uri, true));
}

json_t *ro_actor_iri(const json_t *record, const json_t *actor) {
    const char *id = ro_field(actor, "id");
    ro_buffer out = {0};
    bool good = ro_buffer_add(&out, "urn:readout:actor:", 18) && add_encoded(&out, digest(record), false);
    return iri(&out, good && ro_buffer_add(&out, ":", 1) && add_encoded(&out, id ? id : "unknown", false));
}

json_t *ro_engine_iri(const json_t *record) {
    static const char *const parts[] = {"version", "model", "arithmetic"};
    const json_t *engine = json_object_get(record, "engine");
    ro_buffer out = {0};
    bool good = ro_buffer_add(&out, "urn:readout:engine", 18);
    for (size_t i = 0; i < 3; i++) {
        const char *part = ro_field(engine, parts[i]);
        if (part) good = good && ro_buffer_add(&out, ":", 1) && add_encoded(&out, part, false);
    }
    return iri(&out, good);
}

/* ---- places in a text */

enum { STEP = 64 };

bool ro_points_make(ro_points *points, const char *bytes, size_t size) {
    *points = (ro_points){.bytes = bytes, .size = size, .steps = calloc(size / STEP + 1, sizeof *points->steps)};
    if (!points->steps) return false;
    for (size_t i = 0; i < size; i++) {
        if (((unsigned char)bytes[i] & 0xc0) == 0x80) continue;
        if (points->points % STEP == 0) points->steps[points->points / STEP] = (uint32_t)i;
        points->points++;
    }
    return true;
}

void ro_points_free(ro_points *points) {
    free(points->steps);
    *points = (ro_points){0};
}

size_t ro_points_byte(const ro_points *points, size_t point) {
    if (point >= points->points) return points->size;
    size_t byte = points->steps[point / STEP];
    for (size_t left = point % STEP; left; left--) do
            byte++;
        while (((unsigned char)points->bytes[byte] & 0xc0) == 0x80);
    return byte;
}
