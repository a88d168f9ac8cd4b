/* brat: standoff, as a tar archive: annotation.conf, and for each report NAME.txt (its text) and NAME.ann.
 *
 * T lines are mentions of actors, places and times, and sources, cues and contents of statements; a content of several spans, or
 * over several lines, is one discontinuous T. R lines tie source, cue and speaker to the content; E lines are events and
 * commitments with their parties; A lines say act, manner and status; mentions of one actor are equivalent (*); ids and the rest
 * are notes (#). A span of the title has no place in the text, and is left out. */
#include "export/fields.h"
#include "export/tar.h"
#include "export/write.h"

#include <ctype.h>
#include <stdio.h>

static const char conf[] =
    "# Made by readout export --to brat.\n"
    "[entities]\nPerson\nOrganisation\nGovernment\nGroup\nDocument\nUnnamed\nPlace\nTime\nContent\nCue\nSource\nCondition\n\n"
    "[relations]\n"
    "Equiv\tArg1:<ENTITY>, Arg2:<ENTITY>, <REL-TYPE>:symmetric-transitive\n"
    "SourceOf\tArg1:Source, Arg2:Content\nCueOf\tArg1:Cue, Arg2:Content\n"
    "SpeakerOf\tArg1:<ENTITY>, Arg2:Content\nAddresseeOf\tArg1:<ENTITY>, Arg2:Content\n\n"
    "[events]\n";
static const char conf_attributes[] =
    "\n[attributes]\n"
    "Act\tArg:Content, "
    "Value:say|deny|demand|propose|promise|threaten|warn|accuse|reject|criticise|praise|agree|ask|expect|believe\n"
    "Manner\tArg:Content, Value:direct|indirect|mixed\nNegated\tArg:Content\n"
    "Status\tArg:<EVENT>, "
    "Value:asserted|attributed|negated|planned|hypothetical|open|reported_kept|reported_broken|superseded\n";
static const char *const event_types[] = {"AGREE",    "CONSULT",  "SUPPORT", "CONCEDE", "COOPERATE", "AID",
                                          "RETREAT",  "REQUEST",  "ACCUSE",  "REJECT",  "THREATEN",  "PROTEST",
                                          "SANCTION", "MOBILIZE", "COERCE",  "ASSAULT"};
static const char *const commitment_types[] = {"Promise", "Demand", "Denial", "Threat", "Offer", "Refusal", "Agreement"};

static void begin(ro_export *e, const json_t *record) {
    (void)record;
    ro_buffer out = {0};
    char line[160];
    bool good = ro_buffer_add(&out, conf, sizeof conf - 1);
    for (size_t i = 0; i < sizeof event_types / sizeof *event_types; i++) {
        int size =
            snprintf(line, sizeof line, "%s\tSource*:<ENTITY>, Recipient*:<ENTITY>, Place?:Place, When?:Time\n", event_types[i]);
        good = good && ro_buffer_add(&out, line, (size_t)size);
    }
    for (size_t i = 0; i < sizeof commitment_types / sizeof *commitment_types; i++) {
        int size = snprintf(line, sizeof line, "%s\tParty*:<ENTITY>, Counterparty*:<ENTITY>, If?:Condition, Due?:Time\n",
                            commitment_types[i]);
        good = good && ro_buffer_add(&out, line, (size_t)size);
    }
    good = good && ro_buffer_add(&out, conf_attributes, sizeof conf_attributes - 1);
    if (!good) ro_export_fail(e, RO_E_MEMORY, "out of memory");
    if (good) ro_put_file(e, "annotation.conf", out.data, out.size);
    ro_buffer_free(&out);
}

/* ---- one report */

/* A T is known by its type, where it begins and ends, and whose it is: each actor has mentions, and each statement a content, of
 * its own, so that what is said of one is not said of another. */
typedef struct mark {
    char type[24];
    size_t start, end;
    const json_t *whose; /* NULL: anybody's */
} mark;

typedef struct mention {
    size_t start, end;
    unsigned number; /* of its T */
} mention;

/* Where an actor is mentioned, in the order of the text. */
typedef struct cast {
    mention *mentions;
    size_t count;
} cast;

typedef struct page {
    ro_export *e;
    const json_t *record;
    ro_points points;
    ro_buffer out; /* the .ann */
    mark *marks;   /* T1 is the first */
    size_t n_marks, room;
    unsigned *slots; /* numbers of marks by their hash, 0: none; a power of two of them, at least twice as many as marks */
    size_t n_slots;
    cast *casts; /* of each actor */
    unsigned relations, events, attributes, notes;
} page;

static void add(page *p, const char *bytes, size_t size) {
    if (!ro_buffer_add(&p->out, bytes, size)) ro_export_fail(p->e, RO_E_MEMORY, "out of memory");
}

static void print(page *p, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void print(page *p, const char *format, ...) {
    char line[256];
    va_list arguments;
    va_start(arguments, format);
    int size = vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    if (size > 0) add(p, line, (size_t)size < sizeof line ? (size_t)size : sizeof line - 1);
}

/* Words of a note stand on one line. */
static void add_line(page *p, const char *text) {
    for (; *text; text++) add(p, (unsigned char)*text < ' ' ? " " : text, 1);
}

/* ---- T */

/* The slot where it stands, or the free one where it belongs. */
static size_t slot_of(const page *p, const mark *wanted) {
    size_t hash = wanted->start * 31 + wanted->end * 7 + (size_t)wanted->whose;
    for (const char *c = wanted->type; *c; c++) hash = hash * 31 + (unsigned char)*c;
    for (size_t slot = hash * 0x9e3779b97f4a7c15u >> 32;; slot++) {
        unsigned number = p->slots[slot &= p->n_slots - 1];
        const mark *m = number ? &p->marks[number - 1] : NULL;
        if (!m ||
            (m->start == wanted->start && m->end == wanted->end && m->whose == wanted->whose && !strcmp(m->type, wanted->type)))
            return slot;
    }
}

/* Makes room for one more mark. */
static bool grow(page *p) {
    if (p->n_marks < p->room) return true;
    size_t room = p->room ? p->room * 2 : 64;
    mark *marks = realloc(p->marks, room * sizeof *marks);
    unsigned *slots = calloc(2 * room, sizeof *slots);
    if (marks) p->marks = marks;
    if (!marks || !slots) return free(slots), ro_export_fail(p->e, RO_E_MEMORY, "out of memory"), false;
    free(p->slots);
    p->slots = slots;
    p->n_slots = 2 * room;
    p->room = room;
    for (unsigned i = 0; i < p->n_marks; i++) slots[slot_of(p, &marks[i])] = i + 1;
    return true;
}

/* The number of a T, which is new where there was none such. 0: out of memory. */
static unsigned number_of(page *p, const mark *wanted, bool *new) {
    if (!grow(p)) return 0;
    unsigned *number = &p->slots[slot_of(p, wanted)];
    *new = !*number;
    if (!*new) return *number;
    p->marks[p->n_marks++] = *wanted;
    return *number = (unsigned)p->n_marks;
}

/* A span without line breaks, in pieces where it has some: "10 25;27 40" into places, its words into words. */
static void add_pieces(page *p, size_t start, size_t end, ro_buffer *places, ro_buffer *words) {
    size_t byte = ro_points_byte(&p->points, start), from = start, from_byte = byte;
    bool good = true;
    for (size_t point = start; point <= end && good; point++) {
        char here = point < end ? p->points.bytes[byte] : '\n';
        if (here == '\n' || here == '\r') {
            char digits[64];
            int size = snprintf(digits, sizeof digits, "%s%zu %zu", places->size ? ";" : "", from, point);
            if (point > from)
                good = (!words->size || ro_buffer_add(words, " ", 1)) && ro_buffer_add(places, digits, (size_t)size) &&
                       ro_buffer_add(words, p->points.bytes + from_byte, byte - from_byte);
            from = point + 1;
            from_byte = byte + 1;
        }
        if (point < end) byte += ro_points_byte(&p->points, point + 1) - byte;
    }
    if (!good) ro_export_fail(p->e, RO_E_MEMORY, "out of memory");
}

/* The number of the T of a type over spans; 0: none of them is in the text. */
static unsigned text_bound(page *p, const char *type, const json_t *spans, const json_t *whose) {
    ro_buffer places = {0}, words = {0};
    size_t i, start, end;
    unsigned number = 0;
    bool new = false;
    mark m = {.whose = whose};
    json_t *span;
    snprintf(m.type, sizeof m.type, "%s", type);
    json_array_foreach(spans, i, span) {
        if (!ro_span_read(span, &start, &end) || end > p->points.points) continue;
        if (!m.end) m.start = start;
        m.end = end;
        add_pieces(p, start, end, &places, &words);
    }
    if (places.size) number = number_of(p, &m, &new);
    if (new) {
        print(p, "T%u\t%s ", number, type);
        add(p, places.data, places.size);
        add(p, "\t", 1);
        add(p, words.data, words.size);
        add(p, "\n", 1);
    }
    ro_buffer_free(&places);
    ro_buffer_free(&words);
    return number;
}

static unsigned text_bound_of(page *p, const char *type, const json_t *span, const json_t *whose) {
    json_t *one = json_is_object(span) ? json_pack("[O]", span) : json_array();
    if (!one) ro_export_fail(p->e, RO_E_MEMORY, "out of memory");
    unsigned number = text_bound(p, type, one, whose);
    json_decref(one);
    return number;
}

/* ---- entities */

static const char *entity_type(const json_t *actor, char type[24]) {
    const char *kind = ro_field(actor, "kind");
    snprintf(type, 24, "%s", kind ? kind : "unnamed");
    *type = (char)toupper((unsigned char)*type);
    return type;
}

static void put_note(page *p, const char *letter, unsigned number, const char *name, const char *text) {
    if (!number) return;
    print(p, "#%u\tAnnotatorNotes %s%u\t%s: ", ++p->notes, letter, number, name);
    add_line(p, text ? text : "");
    add(p, "\n", 1);
}

static int by_place(const void *a, const void *b) {
    const mention *x = a, *y = b;
    return x->start != y->start ? (x->start > y->start) - (x->start < y->start) : (x->end > y->end) - (x->end < y->end);
}

/* Its mentions as T's, in the order of the text. */
static void put_mentions(page *p, const json_t *actor, cast *c) {
    const json_t *spans = json_object_get(actor, "mentions");
    char type[24];
    size_t i;
    json_t *span;
    c->mentions = calloc(json_array_size(spans) + 1, sizeof *c->mentions);
    if (!c->mentions) {
        ro_export_fail(p->e, RO_E_MEMORY, "out of memory");
        return;
    }
    entity_type(actor, type);
    json_array_foreach(spans, i, span) {
        mention *m = &c->mentions[c->count];
        size_t before = p->n_marks;
        m->number = text_bound_of(p, type, span, actor);
        if (p->n_marks > before && ro_span_read(span, &m->start, &m->end)) c->count++;
    }
    qsort(c->mentions, c->count, sizeof *c->mentions, by_place);
}

static void put_actor(page *p, const json_t *actor, cast *c) {
    put_mentions(p, actor, c);
    if (c->count > 1) {
        print(p, "*\tEquiv");
        for (size_t i = 0; i < c->count; i++) print(p, " T%u", c->mentions[i].number);
        add(p, "\n", 1);
    }
    if (!c->count) return;
    put_note(p, "T", c->mentions[0].number, "name", ro_field(actor, "name"));
    if (ro_field(actor, "country")) put_note(p, "T", c->mentions[0].number, "country", ro_field(actor, "country"));
}

static void put_entities(page *p) {
    const json_t *actors = json_object_get(p->record, "actors");
    size_t i, k;
    json_t *item, *span;
    p->casts = calloc(json_array_size(actors) + 1, sizeof *p->casts);
    if (!p->casts) {
        ro_export_fail(p->e, RO_E_MEMORY, "out of memory");
        return;
    }
    json_array_foreach(actors, i, item) put_actor(p, item, &p->casts[i]);
    json_array_foreach(json_object_get(p->record, "places"), i, item)
        json_array_foreach(json_object_get(item, "mentions"), k, span) text_bound_of(p, "Place", span, NULL);
    json_array_foreach(json_object_get(p->record, "times"), i, item)
        put_note(p, "T", text_bound_of(p, "Time", json_object_get(item, "span"), NULL), "value", ro_field(item, "value"));
}

static void free_casts(page *p) {
    for (size_t i = 0; p->casts && i < json_array_size(json_object_get(p->record, "actors")); i++) free(p->casts[i].mentions);
    free(p->casts);
}

static size_t distance(const mention *m, size_t near) {
    return near < m->start ? m->start - near : near >= m->end ? near - m->end + 1 : 0;
}

/* An actor's mention nearest to a place; 0: none. Mentions within mentions lie next to each other. */
static unsigned mention_near(const page *p, const char *id, size_t near) {
    enum { AROUND = 4 };
    size_t at, low = 0, high;
    if (!p->casts || !ro_item_at(p->record, "actors", id, &at)) return 0;
    const cast *c = &p->casts[at];
    const mention *best = NULL;
    for (high = c->count; low < high;) { /* the first that begins behind it */
        size_t middle = low + (high - low) / 2;
        if (c->mentions[middle].start > near)
            high = middle;
        else
            low = middle + 1;
    }
    for (size_t i = low > AROUND ? low - AROUND : 0; i < c->count && i <= low; i++)
        if (!best || distance(&c->mentions[i], near) < distance(best, near)) best = &c->mentions[i];
    return best ? best->number : 0;
}

/* ---- statements */

static void relate(page *p, const char *type, unsigned one, unsigned other) {
    if (one && other) print(p, "R%u\t%s Arg1:T%u Arg2:T%u\n", ++p->relations, type, one, other);
}

static void attribute(page *p, const char *name, const char *letter, unsigned number, const char *value) {
    if (value) print(p, "A%u\t%s %s%u %.40s\n", ++p->attributes, name, letter, number, value);
}

static void relate_actors(page *p, const char *type, const json_t *ids, size_t near, unsigned content) {
    size_t i;
    json_t *id;
    json_array_foreach(ids, i, id) relate(p, type, mention_near(p, json_string_value(id), near), content);
}

static void put_statement(page *p, const json_t *item) {
    size_t start = 0, end = 0;
    unsigned content = text_bound(p, "Content", json_object_get(item, "content"), item);
    if (!content) return;
    const json_t *source = json_object_get(item, "source");
    relate(p, "SourceOf", text_bound_of(p, "Source", source, NULL), content);
    relate(p, "CueOf", text_bound_of(p, "Cue", json_object_get(item, "cue"), NULL), content);
    if (!ro_span_read(source, &start, &end)) ro_span_read(json_array_get(json_object_get(item, "content"), 0), &start, &end);
    relate_actors(p, "SpeakerOf", json_object_get(item, "speakers"), start, content);
    relate_actors(p, "AddresseeOf", json_object_get(item, "addressees"), start, content);
    attribute(p, "Act", "T", content, ro_field(item, "act"));
    attribute(p, "Manner", "T", content, ro_field(item, "manner"));
    if (json_is_true(json_object_get(item, "negated"))) print(p, "A%u\tNegated T%u\n", ++p->attributes, content);
    put_note(p, "T", content, "id", ro_field(item, "id"));
}

/* ---- events and commitments */

typedef struct argument {
    const char *role, *list, *item; /* of several actors, or of the one item ("place") of a list ("places") */
} argument;

static void add_actors(page *p, ro_buffer *line, const char *role, const json_t *ids, size_t near) {
    unsigned count = 0;
    size_t i;
    json_t *id;
    json_array_foreach(ids, i, id) {
        char part[64], number[12] = "";
        unsigned t = mention_near(p, json_string_value(id), near);
        if (!t) continue;
        if (count++) snprintf(number, sizeof number, "%u", count);
        int size = snprintf(part, sizeof part, " %s%s:T%u", role, number, t);
        if (!ro_buffer_add(line, part, (size_t)size)) ro_export_fail(p->e, RO_E_MEMORY, "out of memory");
    }
}

static void add_one(page *p, ro_buffer *line, const char *role, unsigned t) {
    char part[64];
    int size = snprintf(part, sizeof part, " %s:T%u", role, t);
    if (t && !ro_buffer_add(line, part, (size_t)size)) ro_export_fail(p->e, RO_E_MEMORY, "out of memory");
}

static unsigned put_event(page *p, const char *type, unsigned trigger, const ro_buffer *line) {
    print(p, "E%u\t%s:T%u", ++p->events, type, trigger);
    if (line->size) add(p, line->data, line->size);
    add(p, "\n", 1);
    return p->events;
}

static unsigned time_mark(page *p, const char *id) {
    const json_t *time = ro_item(p->record, "times", id);
    return time ? text_bound_of(p, "Time", json_object_get(time, "span"), NULL) : 0;
}

static void put_deed(page *p, const json_t *item) {
    ro_buffer line = {0};
    size_t near, end;
    char type[24];
    const json_t *span = json_object_get(item, "trigger");
    snprintf(type, sizeof type, "%s", ro_field(item, "type") ? ro_field(item, "type") : "UNKNOWN");
    unsigned trigger = ro_span_read(span, &near, &end) ? text_bound_of(p, type, span, NULL) : 0;
    if (!trigger) return;
    const json_t *place = ro_item(p->record, "places", ro_field(item, "place"));
    add_actors(p, &line, "Source", json_object_get(item, "source"), near);
    add_actors(p, &line, "Recipient", json_object_get(item, "recipient"), near);
    add_one(p, &line, "Place",
            place ? text_bound_of(p, "Place", json_array_get(json_object_get(place, "mentions"), 0), NULL) : 0);
    add_one(p, &line, "When", time_mark(p, ro_field(item, "time")));
    unsigned number = put_event(p, type, trigger, &line);
    attribute(p, "Status", "E", number, ro_field(item, "status"));
    put_note(p, "E", number, "id", ro_field(item, "id"));
    if (ro_field(item, "mode")) put_note(p, "E", number, "mode", ro_field(item, "mode"));
    ro_buffer_free(&line);
}

static void put_commitment(page *p, const json_t *item) {
    ro_buffer line = {0};
    size_t near, end;
    char type[24];
    const json_t *span = json_object_get(item, "action"), *condition = json_object_get(item, "condition");
    snprintf(type, sizeof type, "%s", ro_field(item, "kind") ? ro_field(item, "kind") : "unknown");
    *type = (char)toupper((unsigned char)*type);
    unsigned trigger = ro_span_read(span, &near, &end) ? text_bound_of(p, type, span, NULL) : 0;
    if (!trigger) return;
    add_actors(p, &line, "Party", json_object_get(item, "parties"), near);
    add_actors(p, &line, "Counterparty", json_object_get(item, "counterparties"), near);
    add_one(p, &line, "If", text_bound_of(p, "Condition", condition, NULL));
    add_one(p, &line, "Due", time_mark(p, ro_field(json_object_get(item, "due"), "time")));
    unsigned number = put_event(p, type, trigger, &line);
    attribute(p, "Status", "E", number, ro_field(item, "status"));
    put_note(p, "E", number, "id", ro_field(item, "id"));
    ro_buffer_free(&line);
}

/* ---- files */

/* In the order of the export; the digest tells which report it is. */
static void put_files(page *p, const char *text) {
    char name[64];
    const char *digest = ro_field(p->record, "text_sha256");
    snprintf(name, sizeof name, "%06zu-%.12s.txt", p->e->n_reports, digest ? digest : "unknown");
    ro_put_file(p->e, name, text, strlen(text));
    memcpy(strrchr(name, '.'), ".ann", 4);
    ro_put_file(p->e, name, p->out.data ? p->out.data : "", p->out.size);
}

static void record(ro_export *e, const json_t *record) {
    const char *text = json_string_value(json_object_get(record, "text"));
    page p = {.e = e, .record = record};
    size_t i;
    json_t *item;
    if (!ro_points_make(&p.points, text, strlen(text))) {
        ro_export_fail(e, RO_E_MEMORY, "out of memory");
        return;
    }
    put_entities(&p);
    json_array_foreach(json_object_get(record, "statements"), i, item) put_statement(&p, item);
    json_array_foreach(json_object_get(record, "events"), i, item) put_deed(&p, item);
    json_array_foreach(json_object_get(record, "commitments"), i, item) put_commitment(&p, item);
    put_files(&p, text);
    ro_points_free(&p.points);
    ro_buffer_free(&p.out);
    free_casts(&p);
    free(p.marks);
    free(p.slots);
}

static void end(ro_export *e, const json_t *record) {
    (void)record;
    ro_put_tar_end(e);
}

const ro_export_format ro_export_brat = {
    .name = "brat",
    .kinds = 1u << RO_STATEMENTS | 1u << RO_EVENTS | 1u << RO_COMMITMENTS,
    .words = true,
    .begin = begin,
    .record = record,
    .end = end,
};
