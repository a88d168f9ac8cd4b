/* webannotation: an AnnotationPage of W3C Web Annotations, one a statement, event or commitment. The target is the report at its
 * address, by quotation and by position in the text as it was extracted (text_sha256 says which); bodies tag what it is and name
 * who it is of. */
#include "export/fields.h"
#include "export/write.h"

#include <stdio.h>

enum { AROUND = 32 }; /* code points of prefix and suffix */

typedef struct state {
    bool some;
    size_t count;
} state;

typedef struct note {
    ro_export *e;
    const json_t *record, *item;
    const ro_points *points; /* no bytes: there is no text */
} note;

static void begin(ro_export *e, const json_t *record) {
    (void)record;
    ro_put_text(
        e, "{\"@context\": [\"http://www.w3.org/ns/anno.jsonld\", {\"readout\": \"urn:readout:term:\", "
           "\"textSha256\": \"readout:textSha256\", \"confidence\": \"readout:confidence\",\n\"set\": {\"@id\": \"readout:set\", "
           "\"@type\": \"@json\"}, \"was\": {\"@id\": \"readout:was\", \"@type\": \"@json\"}}],\n"
           "\"id\": \"urn:readout:annotations:1\", \"type\": \"AnnotationPage\", \"startIndex\": 0,\n\"items\": [");
}

static void end(ro_export *e, const json_t *record) {
    const state *s = e->state;
    (void)record;
    ro_put_format(
        e, "\n],\n\"partOf\": {\"id\": \"urn:readout:annotations\", \"type\": \"AnnotationCollection\", \"total\": %zu}}\n",
        s->count);
}

/* ---- targets */

static json_t *around(const note *n, size_t from, size_t to) {
    size_t start = ro_points_byte(n->points, from), end = ro_points_byte(n->points, to);
    return json_stringn(n->points->bytes + start, end - start);
}

static json_t *quote_selector(note *n, const json_t *span) {
    size_t start, end;
    json_t *out = json_pack("{s:s, s:s}", "type", "TextQuoteSelector", "exact", ro_span_words(span));
    if (!n->points->bytes || !ro_span_read(span, &start, &end)) return out;
    ro_member(n->e, out, "prefix", around(n, start > AROUND ? start - AROUND : 0, start));
    ro_member(n->e, out, "suffix", around(n, end, end + AROUND));
    return out;
}

static json_t *selectors(note *n, const json_t *span) {
    size_t start, end;
    json_t *out = json_array();
    if (*ro_span_words(span)) ro_element(n->e, out, quote_selector(n, span));
    if (ro_span_read(span, &start, &end)) /* a span of the title has no place in the text */
        ro_element(
            n->e, out,
            json_pack("{s:s, s:I, s:I}", "type", "TextPositionSelector", "start", (json_int_t)start, "end", (json_int_t)end));
    return out;
}

static json_t *specific(note *n, const json_t *span) {
    json_t *out = json_pack("{s:s, s:o}", "type", "SpecificResource", "source", ro_report_iri(n->record));
    ro_member(n->e, out, "selector", selectors(n, span));
    ro_member_text(n->e, out, "textSha256", ro_field(n->record, "text_sha256"));
    return out;
}

static json_t *targets(note *n) {
    json_t *out = json_array(), *spans = ro_anchor(n->item), *span;
    size_t i;
    if (!spans) ro_export_fail(n->e, RO_E_MEMORY, "out of memory");
    json_array_foreach(spans, i, span) ro_element(n->e, out, specific(n, span));
    json_decref(spans);
    return out;
}

/* ---- bodies */

static void tag(note *n, json_t *bodies, const char *value) {
    if (value)
        ro_element(n->e, bodies, json_pack("{s:s, s:s, s:s}", "type", "TextualBody", "purpose", "tagging", "value", value));
}

static void tag_key(note *n, json_t *bodies, const char *key) { tag(n, bodies, ro_field(n->item, key)); }

/* The part of it that the words play, in front of names: "speaker: Anselm Varga". */
static void identify(note *n, json_t *bodies, const char *key, const char *part) {
    size_t i;
    json_t *id;
    json_array_foreach(json_object_get(n->item, key), i, id) {
        const char *name = ro_field(ro_actor_named(n->record, id), "name");
        ro_element(n->e, bodies,
                   json_pack("{s:s, s:s, s:o, s:s}", "type", "TextualBody", "purpose", "identifying", "value",
                             json_sprintf("%s: %s", part, name ? name : json_string_value(id)), "format", "text/plain"));
    }
}

/* Words of the report that belong to it, by the place where they stand. */
static void point(note *n, json_t *bodies, const char *key) {
    const json_t *span = json_object_get(n->item, key);
    if (!json_is_object(span)) return;
    json_t *out = specific(n, span);
    ro_member_text(n->e, out, "purpose", "linking");
    ro_element(n->e, bodies, out);
}

/* What a human changed: why, by whom and when, with the values as JSON. */
static void edit(note *n, json_t *bodies, const json_t *correction) {
    const char *why = ro_field(correction, "why"), *by = ro_field(correction, "by");
    json_t *out = json_pack("{s:s, s:s, s:s}", "type", "TextualBody", "purpose", "editing", "value", why ? why : "corrected");
    if (by)
        ro_member(n->e, out, "creator", json_pack("{s:o, s:s, s:s}", "id", ro_urn("human", by), "type", "Person", "name", by));
    ro_member_text(n->e, out, "created", ro_field(correction, "at"));
    ro_member_copy(n->e, out, "set", json_object_get(correction, "set"));
    ro_member_copy(n->e, out, "was", json_object_get(correction, "was"));
    ro_element(n->e, bodies, out);
}

static json_t *bodies(note *n) {
    const json_t *corrections = json_object_get(n->item, "corrections");
    json_t *out = json_array();
    tag(n, out, n->e->kind == RO_STATEMENTS ? "statement" : n->e->kind == RO_EVENTS ? "event" : "commitment");
    static const char *const tags[] = {"act", "manner", "type", "mode", "kind", "status"};
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) tag_key(n, out, tags[i]);
    if (json_is_true(json_object_get(n->item, "negated"))) tag(n, out, "negated");
    if (json_is_true(json_object_get(n->item, "rejected"))) tag(n, out, "rejected");
    identify(n, out, "speakers", "speaker");
    identify(n, out, "addressees", "addressee");
    if (n->e->kind == RO_EVENTS) identify(n, out, "source", "source");
    identify(n, out, "recipient", "recipient");
    identify(n, out, "parties", "party");
    identify(n, out, "counterparties", "counterparty");
    if (n->e->kind == RO_STATEMENTS) point(n, out, "source");
    point(n, out, "cue");
    point(n, out, "condition");
    for (size_t i = 0; i < json_array_size(corrections); i++) edit(n, out, json_array_get(corrections, i));
    return out;
}

static json_t *generator(note *n) {
    const char *version = ro_field(json_object_get(n->record, "engine"), "version");
    return json_pack("{s:o, s:s, s:o}", "id", ro_engine_iri(n->record), "type", "Software", "name",
                     json_sprintf("readout %s", version ? version : ""));
}

static json_t *annotation(note *n) {
    const char *kind = n->e->kind == RO_STATEMENTS ? "statement" : n->e->kind == RO_EVENTS ? "event" : "commitment";
    const char *id = ro_field(n->item, "id");
    json_t *out = json_pack("{s:o, s:s, s:[ss]}", "id", ro_urn(kind, id ? id : "unknown"), "type", "Annotation", "motivation",
                            "tagging", "identifying");
    ro_member(n->e, out, "generator", generator(n));
    ro_member_text(n->e, out, "generated", n->e->plan.made);
    const json_t *corrections = json_object_get(n->item, "corrections");
    ro_member_text(n->e, out, "modified", ro_field(json_array_get(corrections, json_array_size(corrections) - 1), "at"));
    ro_member(n->e, out, "body", bodies(n));
    ro_member(n->e, out, "target", targets(n));
    ro_member_copy(n->e, out, "confidence", json_object_get(n->item, "confidence"));
    return out;
}

static void record(ro_export *e, const json_t *record) {
    state *s = e->state;
    const char *text = json_string_value(json_object_get(record, "text"));
    ro_points points = {0};
    size_t i;
    json_t *item;
    if (text && !ro_points_make(&points, text, strlen(text))) ro_export_fail(e, RO_E_MEMORY, "out of memory");
    json_array_foreach(json_object_get(record, ro_kind_name(e->kind)), i, item) {
        note n = {.e = e, .record = record, .item = item, .points = &points};
        ro_put_node(e, &s->some, annotation(&n));
        s->count++;
    }
    ro_points_free(&points);
}

const ro_export_format ro_export_webannotation = {
    .name = "webannotation",
    .kinds = 1u << RO_STATEMENTS | 1u << RO_EVENTS | 1u << RO_COMMITMENTS,
    .state = sizeof(state),
    .begin = begin,
    .record = record,
    .end = end,
};
