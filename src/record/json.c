#include "record/json.h"

#include <math.h>
#include <stdio.h>

enum { SCHEMA = 1 };

const char *ro_act_name(ro_act act) {
    static const char *const names[] = {"say",    "deny",      "demand", "propose", "promise", "threaten", "warn",   "accuse",
                                        "reject", "criticise", "praise", "agree",   "ask",     "expect",   "believe"};
    return names[act];
}

const char *ro_manner_name(ro_manner manner) {
    static const char *const names[] = {"direct", "indirect", "mixed"};
    return names[manner];
}

const char *ro_status_name(ro_status status) {
    static const char *const names[] = {"asserted", "attributed", "negated", "planned", "hypothetical"};
    return names[status];
}

const char *ro_commitment_kind_name(ro_commitment_kind kind) {
    static const char *const names[] = {"promise", "demand", "denial", "threat", "offer", "refusal", "agreement"};
    return names[kind];
}

const char *ro_actor_kind_name(ro_actor_kind kind) {
    static const char *const names[] = {"person", "organisation", "government", "group", "document", "unnamed"};
    return names[kind];
}

const char *ro_entity_label_name(ro_entity_label label) {
    static const char *const names[] = {"PER", "ORG", "LOC", "EVENT", "OTHER"};
    return names[label];
}

/* What all parts need. A failed allocation anywhere makes the whole NULL at the end: jansson passes NULL on. */
typedef struct printer {
    const ro_record *record;
    ro_json_options options;
} printer;

/* ---- values */

static json_t *text_or_null(const char *text) { return text ? json_string(text) : json_null(); }
static json_t *code_or_null(const char *code) { return code[0] ? json_string(code) : json_null(); }
static json_t *fraction(float x) { return json_real(round(fmax(0, fmin(1, (double)x)) * 1000) / 1000); }

static json_t *place_in(const printer *p, uint32_t byte) {
    const ro_text *text = &p->record->document->text;
    switch (p->options.offsets) {
    case RO_OFFSETS_BYTES: return json_integer(byte);
    case RO_OFFSETS_UTF16: return json_integer(ro_text_utf16(text, byte));
    default: return json_integer(ro_text_points(text, byte));
    }
}

static json_t *span(const printer *p, ro_span s) {
    if (ro_span_empty(s)) return json_null();
    json_t *text = json_stringn(p->record->document->text.bytes + s.start, s.end - s.start);
    return json_pack("{s:o,s:o,s:o}", "start", place_in(p, s.start), "end", place_in(p, s.end), "text", text);
}

static json_t *spans(const printer *p, const ro_span *items, size_t count) {
    json_t *out = json_array();
    for (size_t i = 0; i < count; i++)
        if (json_array_append_new(out, span(p, items[i]))) return json_decref(out), NULL;
    return out;
}

static json_t *actor_id(uint32_t index) { return json_sprintf("a%u", index + 1); }

static json_t *actor_ids(const ro_indices *indices) {
    json_t *out = json_array();
    for (size_t i = 0; i < indices->count; i++)
        if (json_array_append_new(out, actor_id(indices->items[i]))) return json_decref(out), NULL;
    return out;
}

/* ---- report */

static json_t *agencies(const printer *p) {
    static const char *const basis[] = {"metadata", "byline", "dateline", "credit", "text"};
    json_t *out = json_array();
    for (size_t i = 0; i < p->record->agencies.count; i++) {
        const ro_agency *a = &p->record->agencies.items[i];
        if (json_array_append_new(
                out, json_pack("{s:s,s:s,s:o}", "name", a->name, "basis", basis[a->basis], "span", span(p, a->span))))
            return json_decref(out), NULL;
    }
    return out;
}

static json_t *dateline(const printer *p) {
    const ro_dateline *d = &p->record->dateline;
    if (ro_span_empty(d->text)) return json_null();
    json_t *text = json_stringn(p->record->document->text.bytes + d->text.start, d->text.end - d->text.start);
    return json_pack("{s:o,s:o,s:o,s:o}", "text", text, "place", text_or_null(d->place), "date", text_or_null(d->date), "span",
                     span(p, d->text));
}

static json_t *bylines(const ro_document *d) {
    json_t *out = json_array();
    for (size_t i = 0; i < d->bylines.count; i++)
        if (json_array_append_new(out, json_string(d->bylines.items[i]))) return json_decref(out), NULL;
    return out;
}

static json_t *furniture(const printer *p) {
    static const char *const kinds[] = {"headline", "standfirst", "byline", "date", "caption", "credit", "label"};
    const ro_document *d = p->record->document;
    json_t *out = json_array();
    for (size_t i = 0; i < d->furniture.count; i++) {
        const ro_furniture *f = &d->furniture.items[i];
        if (json_array_append_new(out, json_pack("{s:s,s:o}", "kind", kinds[f->kind], "span", span(p, f->span))))
            return json_decref(out), NULL;
    }
    return out;
}

static json_t *report(const printer *p) {
    const ro_document *d = p->record->document;
    return json_pack("{s:s,s:o,s:s,s:o,s:o,s:o,s:o,s:o,s:o,s:o,s:o,s:o,s:o,s:o}", "id", d->id, "uri", text_or_null(d->uri),
                     "format", d->format, "language", text_or_null(p->record->language), "title", text_or_null(d->title),
                     "outlet", text_or_null(d->outlet), "bylines", bylines(d), "agencies", agencies(p), "dateline", dateline(p),
                     "published", text_or_null(d->published), "modified", text_or_null(d->modified), "section",
                     text_or_null(d->section), "furniture", furniture(p), "extra",
                     d->extra ? json_incref(d->extra) : json_object());
}

/* What the model found in the story and beside it, in order of the text: the number in its list of what comes next, and whether
 * that is the one beside. Both lists are given by their first spans, as ro_span_search takes them. */
typedef struct merging {
    const ro_span *story, *beside;
    size_t stories, besides, stride, at, at_beside;
} merging;

#define MERGING(record, list, member)                                                                                            \
    ((merging){(record)->layers.list.count ? &(record)->layers.list.items->member : NULL,                                        \
               (record)->beside.list.count ? &(record)->beside.list.items->member : NULL, (record)->layers.list.count,           \
               (record)->beside.list.count, sizeof *(record)->layers.list.items, 0, 0})

static const ro_span *span_at(const ro_span *first, size_t stride, size_t i) {
    return (const ro_span *)(const void *)((const char *)first + i * stride);
}

static bool merge_next(merging *m, size_t *i, bool *beside) {
    if (m->at == m->stories && m->at_beside == m->besides) return false;
    *beside = m->at == m->stories || (m->at_beside < m->besides && span_at(m->beside, m->stride, m->at_beside)->start <
                                                                       span_at(m->story, m->stride, m->at)->start);
    *i = *beside ? m->at_beside++ : m->at++;
    return true;
}

static json_t *sentences(const printer *p) {
    json_t *out = json_array();
    merging m = {p->record->layers.sentences.items,
                 p->record->beside.sentences.items,
                 p->record->layers.sentences.count,
                 p->record->beside.sentences.count,
                 sizeof(ro_span),
                 0,
                 0};
    bool beside;
    for (size_t i; merge_next(&m, &i, &beside);) {
        ro_span s = (beside ? &p->record->beside : &p->record->layers)->sentences.items[i];
        if (json_array_append_new(out, json_pack("[o,o]", place_in(p, s.start), place_in(p, s.end))))
            return json_decref(out), NULL;
    }
    return out;
}

static json_t *warnings(const printer *p) {
    const ro_warnings *both[] = {&p->record->document->warnings, &p->record->warnings};
    json_t *out = json_array();
    for (size_t k = 0; k < 2; k++)
        for (size_t i = 0; i < both[k]->count; i++)
            if (json_array_append_new(
                    out, json_pack("{s:s,s:s}", "code", both[k]->items[i].code, "message", both[k]->items[i].message)))
                return json_decref(out), NULL;
    return out;
}

/* ---- actors */

static json_t *actors(const printer *p) {
    json_t *out = json_array();
    for (size_t i = 0; i < p->record->actors.count; i++) {
        const ro_actor *a = &p->record->actors.items[i];
        json_t *item = json_pack("{s:o,s:s,s:s,s:o,s:o,s:o,s:o,s:o}", "id", actor_id((uint32_t)i), "name", a->name, "kind",
                                 ro_actor_kind_name(a->kind), "role", span(p, a->role), "affiliation", span(p, a->affiliation),
                                 "country", code_or_null(a->country), "sector", code_or_null(a->sector), "mentions",
                                 spans(p, a->mentions.items, a->mentions.count));
        if (json_array_append_new(out, item)) return json_decref(out), NULL;
    }
    return out;
}

/* ---- places */

static json_t *place_id(uint32_t number) { return number ? json_sprintf("p%u", number) : json_null(); }
static json_t *degrees(const ro_place *place, double value) { return place->located ? json_real(value) : json_null(); }

static json_t *places(const printer *p) {
    json_t *out = json_array();
    for (size_t i = 0; i < p->record->places.count; i++) {
        const ro_place *x = &p->record->places.items[i];
        json_t *item = json_pack("{s:o,s:s,s:o,s:o,s:o,s:o,s:o}", "id", place_id((uint32_t)i + 1), "name", x->name, "country",
                                 code_or_null(x->country), "lat", degrees(x, x->lat), "lon", degrees(x, x->lon), "geonames",
                                 x->geonames ? json_integer(x->geonames) : json_null(), "mentions",
                                 spans(p, x->mentions.items, x->mentions.count));
        if (json_array_append_new(out, item)) return json_decref(out), NULL;
    }
    return out;
}

static json_t *venue(const printer *p, const ro_statement *s) {
    if (ro_span_empty(s->venue)) return json_null();
    return json_pack("{s:o,s:o}", "text", span(p, s->venue), "place", place_id(s->venue_place));
}

/* ---- statements */

static json_t *chain(const printer *p, const ro_statement *s) {
    static const char *const roles[] = {"outlet", "agency", "quoted", "speaker"};
    json_t *out = json_array();
    for (size_t i = 0; i < s->chain.count; i++) {
        const ro_chain_link *c = &s->chain.items[i];
        json_t *item = c->role == RO_CHAIN_SPEAKER
                           ? json_pack("{s:s,s:o}", "role", roles[c->role], "actor", actor_id(c->actor))
                           : json_pack("{s:s,s:o}", "role", roles[c->role], "name", text_or_null(c->name));
        if (!ro_span_empty(c->span) && json_object_set_new(item, "span", span(p, c->span)))
            return json_decref(item), json_decref(out), NULL;
        if (json_array_append_new(out, item)) return json_decref(out), NULL;
    }
    return out;
}

/* ---- times */

static json_t *time_id(size_t index) { return json_sprintf("t%zu", index + 1); }
static json_t *time_or_null(const printer *p, uint32_t index) {
    return index < p->record->times.count ? time_id(index) : json_null();
}

static json_t *times(const printer *p) {
    static const char *const types[] = {"DATE", "TIME", "DURATION", "SET"};
    json_t *out = json_array();
    for (size_t i = 0; i < p->record->times.count; i++) {
        const ro_time *t = &p->record->times.items[i];
        json_t *item =
            json_pack("{s:o,s:o,s:s,s:o,s:o,s:o,s:o,s:o}", "id", time_id(i), "span", span(p, t->span), "type", types[t->type],
                      "value", text_or_null(t->value), "mod", text_or_null(t->mod), "anchor", text_or_null(t->anchor), "earliest",
                      text_or_null(t->earliest), "latest", text_or_null(t->latest));
        if (json_array_append_new(out, item)) return json_decref(out), NULL;
    }
    return out;
}

/* ---- ids: KIND|1|REPORT ID|start-end,start-end…|N, in code points */

typedef struct id_maker {
    const char *kind;
    ro_buffer key;
    json_t *seen;       /* how many items had a key, an object of counters */
    const json_t *said; /* the statements that are printed already, or NULL */
} id_maker;

static bool open_key(const printer *p, id_maker *ids) {
    const char *id = p->record->document->id;
    ids->key.size = 0;
    return ro_buffer_add(&ids->key, ids->kind, strlen(ids->kind)) && ro_buffer_add(&ids->key, "|1|", 3) &&
           ro_buffer_add(&ids->key, id, strlen(id)) && ro_buffer_add(&ids->key, "|", 1);
}

static bool add_span_key(const printer *p, id_maker *ids, ro_span s, bool first) {
    char part[32];
    const ro_text *text = &p->record->document->text;
    int size =
        snprintf(part, sizeof part, "%s%u-%u", first ? "" : ",", ro_text_points(text, s.start), ro_text_points(text, s.end));
    return ro_buffer_add(&ids->key, part, (size_t)size);
}

/* The id of the key; NULL: out of memory, or the key was not made. */
static json_t *close_key(id_maker *ids, bool made) {
    char hex[65], number[24];
    if (!made || !ro_buffer_add(&ids->key, "|", 1)) return NULL;
    json_int_t n = json_integer_value(json_object_get(ids->seen, ids->key.data));
    if (json_object_set_new(ids->seen, ids->key.data, json_integer(n + 1))) return NULL;
    int size = snprintf(number, sizeof number, "%lld", (long long)n);
    if (!ro_buffer_add(&ids->key, number, (size_t)size)) return NULL;
    ro_sha256(ids->key.data, ids->key.size, hex);
    return json_stringn(hex, 16);
}

static json_t *statement_id(const printer *p, const ro_statement *s, id_maker *ids) {
    bool made = open_key(p, ids), first = true;
    if (made && !ro_span_empty(s->cue)) {
        made = add_span_key(p, ids, s->cue, true);
        first = false;
    }
    for (size_t i = 0; made && i < s->content.count; i++, first = false) made = add_span_key(p, ids, s->content.items[i], first);
    return close_key(ids, made);
}

static json_t *event_id(const printer *p, const ro_event *e, id_maker *ids) {
    return close_key(ids, open_key(p, ids) && add_span_key(p, ids, e->trigger, true));
}

/* ---- statements and events */

static json_t *statement(const printer *p, const ro_statement *s, id_maker *ids) {
    return json_pack("{s:o,s:o,s:o,s:o,s:o,s:s,s:s,s:o,s:o,s:o,s:o,s:b,s:o}", "id", statement_id(p, s, ids), "source",
                     span(p, s->source), "speakers", actor_ids(&s->speakers), "cue", span(p, s->cue), "content",
                     spans(p, s->content.items, s->content.count), "manner", ro_manner_name(s->manner), "act",
                     ro_act_name(s->act), "addressees", actor_ids(&s->addressees), "venue", venue(p, s), "time",
                     time_or_null(p, s->time), "chain", chain(p, s), "negated", s->negated, "confidence",
                     fraction(s->confidence));
}

static json_t *contexts(const ro_event *e) {
    json_t *out = json_array();
    for (size_t i = 0; i < e->context_count; i++)
        if (json_array_append_new(out, json_string(e->contexts[i]))) return json_decref(out), NULL;
    return out;
}

static json_t *event(const printer *p, const ro_event *e, id_maker *ids) {
    json_t *statement = json_object_get(json_array_get(ids->said, e->statement), "id");
    return json_pack("{s:o,s:s,s:o,s:o,s:s,s:o,s:o,s:o,s:o,s:o,s:O,s:f,s:o}", "id", event_id(p, e, ids), "type", e->type, "mode",
                     text_or_null(e->mode), "contexts", contexts(e), "status", ro_status_name(e->status), "source",
                     actor_ids(&e->source), "recipient", actor_ids(&e->recipient), "place", place_id(e->place), "time",
                     time_or_null(p, e->time), "trigger", span(p, e->trigger), "statement", statement ? statement : json_null(),
                     "score", e->score, "confidence", fraction(e->confidence));
}

/* ---- commitments */

static json_t *due(const printer *p, const ro_commitment *c) {
    if (c->due.time >= p->record->times.count) return json_null();
    return json_pack("{s:o,s:o,s:o}", "time", time_id(c->due.time), "earliest", text_or_null(c->due.earliest), "latest",
                     text_or_null(c->due.latest));
}

/* The id of the statement that it is or stands in. */
static json_t *said_id(const id_maker *ids, uint32_t statement) {
    json_t *id = json_object_get(json_array_get(ids->said, statement), "id");
    return id ? json_incref(id) : json_null();
}

static json_t *commitment(const printer *p, const ro_commitment *c, id_maker *ids) {
    json_t *id = close_key(ids, open_key(p, ids) && add_span_key(p, ids, c->action, true));
    return json_pack("{s:o,s:s,s:o,s:o,s:o,s:o,s:o,s:o,s:s}", "id", id, "kind", ro_commitment_kind_name(c->kind), "statement",
                     said_id(ids, c->statement), "parties", actor_ids(&c->parties), "counterparties",
                     actor_ids(&c->counterparties), "action", span(p, c->action), "condition", span(p, c->condition), "due",
                     due(p, c), "status", "open");
}

typedef json_t *one_item(const printer *p, size_t i, id_maker *ids);

static json_t *statement_item(const printer *p, size_t i, id_maker *ids) {
    return statement(p, &p->record->statements.items[i], ids);
}

static json_t *event_item(const printer *p, size_t i, id_maker *ids) { return event(p, &p->record->events.items[i], ids); }

static json_t *commitment_item(const printer *p, size_t i, id_maker *ids) {
    return commitment(p, &p->record->commitments.items[i], ids);
}

/* An array of items with ids; NULL: out of memory. said: the array of the statements, for what points at them. */
static json_t *items(const printer *p, const char *kind, size_t count, one_item *one, const json_t *said) {
    json_t *out = json_array();
    id_maker ids = {.kind = kind, .seen = json_object(), .said = said};
    for (size_t i = 0; out && i < count; i++)
        if (json_array_append_new(out, one(p, i, &ids))) {
            json_decref(out);
            out = NULL;
        }
    ro_buffer_free(&ids.key);
    json_decref(ids.seen);
    return out;
}

/* ---- layers, in the corpora's own conventions */

static json_t *attributions(const printer *p) {
    json_t *out = json_array();
    merging m = MERGING(p->record, attributions, cue);
    bool beside;
    for (size_t i; merge_next(&m, &i, &beside);) {
        const ro_attribution *a = &(beside ? &p->record->beside : &p->record->layers)->attributions.items[i];
        json_t *item = json_pack("{s:o,s:o,s:o}", "source", spans(p, &a->source, !ro_span_empty(a->source)), "cue",
                                 spans(p, &a->cue, 1), "content", spans(p, a->content, a->n_content));
        if (json_array_append_new(out, item)) return json_decref(out), NULL;
    }
    return out;
}

static json_t *entities(const printer *p) {
    json_t *out = json_array();
    merging m = MERGING(p->record, entities, span);
    bool beside;
    for (size_t i; merge_next(&m, &i, &beside);) {
        const ro_entity *e = &(beside ? &p->record->beside : &p->record->layers)->entities.items[i];
        json_t *item = json_pack("{s:o,s:s}", "span", span(p, e->span), "label", ro_entity_label_name(e->label));
        if (json_array_append_new(out, item)) return json_decref(out), NULL;
    }
    return out;
}

/* Chains in the order of their first mentions, the story's before others; what is mentioned once is in none. */
static json_t *coreference(const printer *p) {
    const ro_layers *l = &p->record->layers;
    json_t *out = json_array();
    for (size_t i = 0; i < l->chains; i++)
        if (json_array_append_new(out, json_array())) return json_decref(out), NULL;
    merging all = MERGING(p->record, mentions, span);
    bool beside;
    for (size_t i; merge_next(&all, &i, &beside);) {
        const ro_mention *m = &(beside ? &p->record->beside : l)->mentions.items[i];
        if (m->chain != RO_NO_CHAIN && json_array_append_new(json_array_get(out, m->chain), span(p, m->span)))
            return json_decref(out), NULL;
    }
    return out;
}

static json_t *layers(const printer *p) {
    json_t *out = json_object();
    if (p->options.layers & RO_LAYER_ATTRIBUTIONS && json_object_set_new(out, "attributions", attributions(p)))
        return json_decref(out), NULL;
    if (p->options.layers & RO_LAYER_ENTITIES && json_object_set_new(out, "entities", entities(p))) return json_decref(out), NULL;
    if (p->options.layers & RO_LAYER_COREFERENCE && json_object_set_new(out, "coreference", coreference(p)))
        return json_decref(out), NULL;
    return out;
}

/* ---- the whole */

json_t *ro_record_object(const ro_record *record, const ro_json_options *options) {
    static const char *const units[] = {"codepoints", "bytes", "utf16"};
    const printer p = {record, options ? *options : (ro_json_options){0}};
    const ro_text *text = &record->document->text;
    char digest[65];
    ro_sha256(text->bytes, text->size, digest);
    json_t *engine =
        json_pack("{s:s,s:s,s:s}", "version", ro_version(), "model", record->model, "arithmetic", record->arithmetic);
    json_t *words = p.options.no_text ? json_null() : json_stringn(text->bytes, text->size);
    json_t *said = items(&p, "statement", record->statements.count, statement_item, NULL);
    json_t *done = items(&p, "event", record->events.count, event_item, said);
    json_t *bound = items(&p, "commitment", record->commitments.count, commitment_item, said);
    json_t *out = json_pack("{s:i,s:s,s:o,s:o,s:o,s:s,s:o,s:o,s:o,s:o,s:o,s:o,s:o,s:o}", "schema", SCHEMA, "offsets",
                            units[p.options.offsets], "engine", engine, "report", report(&p), "text", words, "text_sha256",
                            digest, "sentences", sentences(&p), "actors", actors(&p), "places", places(&p), "times", times(&p),
                            "statements", said, "events", done, "commitments", bound, "warnings", warnings(&p));
    if (out && p.options.layers && json_object_set_new(out, "layers", layers(&p))) {
        json_decref(out);
        out = NULL;
    }
    return out;
}

char *ro_record_json(const ro_record *record, const ro_json_options *options, ro_error *error) {
    json_t *object = ro_record_object(record, options);
    char *out = object ? ro_json_print(object, JSON_COMPACT | JSON_REAL_PRECISION(7)) : NULL;
    json_decref(object);
    if (!out) ro_fail_memory(error);
    return out;
}
