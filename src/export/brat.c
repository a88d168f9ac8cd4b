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

typedef struct mark {
    char type[24];
    size_t start, end; /* the first span; a T is known by it and its type */
    unsigned number;
} mark;

typedef struct page {
    ro_export *e;
    const json_t *record;
    ro_points points;
    ro_buffer out; /* the .ann */
    mark *marks;
    size_t n_marks, room;
    unsigned text_bounds, relations, events, attributes, notes;
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

static unsigned known(const page *p, const char *type, size_t start, size_t end) {
    for (size_t i = 0; i < p->n_marks; i++)
        if (p->marks[i].start == start && p->marks[i].end == end && !strcmp(p->marks[i].type, type)) return p->marks[i].number;
    return 0;
}

static void remember(page *p, const char *type, size_t start, size_t end) {
    if (p->n_marks == p->room) {
        size_t room = p->room ? p->room * 2 : 64;
        mark *marks = realloc(p->marks, room * sizeof *marks);
        if (!marks) {
            ro_export_fail(p->e, RO_E_MEMORY, "out of memory");
            return;
        }
        p->marks = marks;
        p->room = room;
    }
    mark *m = &p->marks[p->n_marks++];
    *m = (mark){.start = start, .end = end, .number = p->text_bounds};
    snprintf(m->type, sizeof m->type, "%s", type);
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
static unsigned text_bound(page *p, const char *type, const json_t *spans) {
    ro_buffer places = {0}, words = {0};
    size_t i, start, end, first = 0, last = 0;
    unsigned number = 0;
    json_t *span;
    json_array_foreach(spans, i, span) {
        if (!ro_span_read(span, &start, &end) || end > p->points.points) continue;
        if (!last) first = start;
        last = end;
        add_pieces(p, start, end, &places, &words);
    }
    if (places.size) number = known(p, type, first, last);
    if (places.size && !number) {
        number = ++p->text_bounds;
        remember(p, type, first, last);
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

static unsigned text_bound_of(page *p, const char *type, const json_t *span) {
    json_t *one = json_is_object(span) ? json_pack("[O]", span) : json_array();
    if (!one) ro_export_fail(p->e, RO_E_MEMORY, "out of memory");
    unsigned number = text_bound(p, type, one);
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

static void put_actor(page *p, const json_t *actor) {
    char type[24];
    ro_buffer same = {0};
    size_t i, count = 0;
    json_t *span;
    unsigned first = 0;
    entity_type(actor, type);
    json_array_foreach(json_object_get(actor, "mentions"), i, span) {
        char part[16];
        unsigned number = text_bound_of(p, type, span);
        if (!number) continue;
        if (!first) first = number;
        int size = snprintf(part, sizeof part, " T%u", number);
        if (!ro_buffer_add(&same, part, (size_t)size)) ro_export_fail(p->e, RO_E_MEMORY, "out of memory");
        count++;
    }
    if (count > 1 && same.data) print(p, "*\tEquiv"), add(p, same.data, same.size), add(p, "\n", 1);
    put_note(p, "T", first, "name", ro_field(actor, "name"));
    if (ro_field(actor, "country")) put_note(p, "T", first, "country", ro_field(actor, "country"));
    ro_buffer_free(&same);
}

static void put_entities(page *p) {
    size_t i, k;
    json_t *item, *span;
    json_array_foreach(json_object_get(p->record, "actors"), i, item) put_actor(p, item);
    json_array_foreach(json_object_get(p->record, "places"), i, item)
        json_array_foreach(json_object_get(item, "mentions"), k, span) text_bound_of(p, "Place", span);
    json_array_foreach(json_object_get(p->record, "times"), i, item)
        put_note(p, "T", text_bound_of(p, "Time", json_object_get(item, "span")), "value", ro_field(item, "value"));
}

/* An actor's mention nearest to a place. */
static unsigned mention(page *p, const char *id, size_t near) {
    char type[24];
    const json_t *actor = ro_item(p->record, "actors", id), *best = NULL;
    size_t i, start, end, least = SIZE_MAX;
    json_t *span;
    json_array_foreach(json_object_get(actor, "mentions"), i, span) {
        if (!ro_span_read(span, &start, &end)) continue;
        size_t far = near < start ? start - near : near >= end ? near - end + 1 : 0;
        if (far < least) best = span, least = far;
    }
    return best ? text_bound_of(p, entity_type(actor, type), best) : 0;
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
    json_array_foreach(ids, i, id) relate(p, type, mention(p, json_string_value(id), near), content);
}

static void put_statement(page *p, const json_t *item) {
    size_t start = 0, end = 0;
    unsigned content = text_bound(p, "Content", json_object_get(item, "content"));
    if (!content) return;
    const json_t *source = json_object_get(item, "source");
    relate(p, "SourceOf", text_bound_of(p, "Source", source), content);
    relate(p, "CueOf", text_bound_of(p, "Cue", json_object_get(item, "cue")), content);
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
        unsigned t = mention(p, json_string_value(id), near);
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
    return time ? text_bound_of(p, "Time", json_object_get(time, "span")) : 0;
}

static void put_deed(page *p, const json_t *item) {
    ro_buffer line = {0};
    size_t near, end;
    char type[24];
    const json_t *span = json_object_get(item, "trigger");
    snprintf(type, sizeof type, "%s", ro_field(item, "type") ? ro_field(item, "type") : "UNKNOWN");
    unsigned trigger = ro_span_read(span, &near, &end) ? text_bound_of(p, type, span) : 0;
    if (!trigger) return;
    const json_t *place = ro_item(p->record, "places", ro_field(item, "place"));
    add_actors(p, &line, "Source", json_object_get(item, "source"), near);
    add_actors(p, &line, "Recipient", json_object_get(item, "recipient"), near);
    add_one(p, &line, "Place", place ? text_bound_of(p, "Place", json_array_get(json_object_get(place, "mentions"), 0)) : 0);
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
    unsigned trigger = ro_span_read(span, &near, &end) ? text_bound_of(p, type, span) : 0;
    if (!trigger) return;
    add_actors(p, &line, "Party", json_object_get(item, "parties"), near);
    add_actors(p, &line, "Counterparty", json_object_get(item, "counterparties"), near);
    add_one(p, &line, "If", text_bound_of(p, "Condition", condition));
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
    free(p.marks);
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
