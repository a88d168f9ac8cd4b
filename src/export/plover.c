/* plover: JSON Lines as the Next Generation Event Coder (NGEC) writes PLOVER's events, one a line, with what only Readout knows
 * beside it: status, trigger, reported_by, agencies, statement. An event that is negated, planned or hypothetical says so in
 * "status". */
#include "export/fields.h"
#include "export/write.h"

#include <stdio.h>

/* Every event of a report says who and what else is in it: these at most, or a long report would come out once for each event. */
enum { STORY_MOST = 100 };

/* Names of the report, the same for all its events. */
typedef struct story {
    json_t *people, *organisations, *places;
} story;

typedef struct event {
    ro_export *e;
    const json_t *record, *report, *item;
    const story *story;
    const ro_points *points; /* of the text; no bytes where there is none */
    size_t from, to;         /* the sentence of its trigger, in code points */
    bool placed;             /* it has one */
} event;

/* ---- where */

/* Sentences are in the order of the text. */
static void find_sentence(event *v) {
    const json_t *sentences = json_object_get(v->record, "sentences");
    size_t low = 0, high = json_array_size(sentences), start, end;
    if (!ro_span_read(json_object_get(v->item, "trigger"), &start, &end)) return;
    while (low < high) { /* the first that ends behind the trigger's start */
        size_t middle = low + (high - low) / 2;
        if ((size_t)json_integer_value(json_array_get(json_array_get(sentences, middle), 1)) > start)
            high = middle;
        else
            low = middle + 1;
    }
    const json_t *sentence = json_array_get(sentences, low);
    v->from = (size_t)json_integer_value(json_array_get(sentence, 0));
    v->to = (size_t)json_integer_value(json_array_get(sentence, 1));
    v->placed = sentence && v->from <= start;
}

static bool in_sentence(const event *v, const json_t *span, size_t *start, size_t *end) {
    return ro_span_read(span, start, end) && v->placed && v->from <= *start && *end <= v->to;
}

/* Of an actor's mentions the first one in the sentence. */
static const json_t *mention(const event *v, const json_t *actor) {
    size_t i, start, end;
    json_t *span;
    json_array_foreach(json_object_get(actor, "mentions"), i, span) if (in_sentence(v, span, &start, &end)) return span;
    return NULL;
}

/* Where in event_text, in NGEC's names. */
static void member_place(event *v, json_t *object, const json_t *span) {
    size_t start, end;
    if (!in_sentence(v, span, &start, &end)) return;
    ro_member(v->e, object, "qa_start_char", json_integer((json_int_t)(start - v->from)));
    ro_member(v->e, object, "qa_end_char", json_integer((json_int_t)(end - v->from)));
}

/* ---- attributes */

static const char *or_empty(const char *text) { return text ? text : ""; }

static json_t *actor(event *v, const json_t *id) {
    const json_t *found = ro_actor_named(v->record, id), *span = mention(v, found);
    const char *name = ro_field(found, "name"), *said = span ? ro_field(span, "text") : NULL;
    json_t *out = json_pack("{s:s, s:s, s:s, s:s, s:s, s:s}", "text", said ? said : or_empty(name), "name", or_empty(name),
                            "country", or_empty(ro_field(found, "country")), "code_1", or_empty(ro_field(found, "sector")),
                            "code_2", "", "kind", or_empty(ro_field(found, "kind")));
    member_place(v, out, span);
    return out;
}

static json_t *actors(event *v, const char *key) {
    json_t *out = json_array(), *id;
    size_t i;
    json_array_foreach(json_object_get(v->item, key), i, id) ro_element(v->e, out, actor(v, id));
    return out;
}

static const json_t *place(const event *v) { return ro_item(v->record, "places", ro_field(v->item, "place")); }
static const json_t *when(const event *v) { return ro_item(v->record, "times", ro_field(v->item, "time")); }

static json_t *words_at(event *v, const char *text, const json_t *span) {
    json_t *one = json_pack("{s:s}", "text", or_empty(text));
    member_place(v, one, span);
    return json_pack("[o]", one);
}

static json_t *attributes(event *v) {
    json_t *out = json_pack("{s:o, s:o}", "ACTOR", actors(v, "source"), "RECIP", actors(v, "recipient"));
    const json_t *at = place(v), *time = json_object_get(when(v), "span");
    if (at) ro_member(v->e, out, "LOC", words_at(v, ro_field(at, "name"), mention(v, at)));
    if (time) ro_member(v->e, out, "DATE", words_at(v, ro_field(time, "text"), time));
    return out;
}

static json_t *geolocation(event *v, const json_t *at) {
    json_t *out = json_object();
    ro_member_copy(v->e, out, "resolved_placename", json_object_get(at, "name"));
    ro_member_copy(v->e, out, "search_placename", json_object_get(at, "name"));
    ro_member_copy(v->e, out, "country_code3", json_object_get(at, "country"));
    ro_member_copy(v->e, out, "lat", json_object_get(at, "lat"));
    ro_member_copy(v->e, out, "lon", json_object_get(at, "lon"));
    if (json_is_integer(json_object_get(at, "geonames")))
        ro_member(v->e, out, "geonameid",
                  json_sprintf("%" JSON_INTEGER_FORMAT, json_integer_value(json_object_get(at, "geonames"))));
    return out;
}

static json_t *event_geolocation(event *v) {
    const json_t *at = place(v);
    if (!at) return json_pack("{s:s, s:n}", "reason", "the report names no place for it", "geo");
    if (!json_is_number(json_object_get(at, "lat"))) return json_pack("{s:s, s:n}", "reason", "named, but not located", "geo");
    return json_pack("{s:s, s:o}", "reason", "found in the gazetteer", "geo", geolocation(v, at));
}

/* ---- the story */

static void tell_story(ro_export *e, const json_t *record, story *out) {
    size_t i;
    json_t *one;
    *out = (story){json_array(), json_array(), json_array()};
    json_array_foreach(json_object_get(record, "actors"), i, one) {
        const char *kind = ro_field(one, "kind"), *name = ro_field(one, "name");
        bool person = kind && !strcmp(kind, "person");
        bool organisation = kind && (!strcmp(kind, "organisation") || !strcmp(kind, "government"));
        json_t *list = person ? out->people : organisation ? out->organisations : NULL;
        if (list && json_array_size(list) < STORY_MOST) ro_element_text(e, list, name);
    }
    json_array_foreach(json_object_get(record, "places"), i, one) if (i < STORY_MOST)
        ro_element_text(e, out->places, ro_field(one, "name"));
}

static void free_story(story *s) {
    json_decref(s->people);
    json_decref(s->organisations);
    json_decref(s->places);
}

static json_t *name_alone(ro_export *e, const char *name) {
    (void)e;
    return json_string(name);
}

/* The chain of the statement that attributes it, nearest to the reader first. */
static json_t *reported_by(event *v) {
    json_t *out = json_array(), *link;
    size_t i;
    const json_t *statement = ro_item(v->record, "statements", ro_field(v->item, "statement"));
    json_array_foreach(json_object_get(statement, "chain"), i, link) {
        const char *name = ro_field(link, "name"), *id = ro_field(link, "actor");
        if (id) name = ro_field(ro_item(v->record, "actors", id), "name");
        json_t *one = json_pack("{s:s}", "role", or_empty(ro_field(link, "role")));
        ro_member_text(v->e, one, "name", name);
        ro_element(v->e, out, one);
    }
    return out;
}

static void member_words(event *v, json_t *out) {
    if (!v->points->bytes || !v->placed) return;
    size_t start = ro_points_byte(v->points, v->from), end = ro_points_byte(v->points, v->to);
    ro_member(v->e, out, "event_text", json_stringn(v->points->bytes + start, end > start ? end - start : 0));
}

static void member_dates(event *v, json_t *out) {
    char day[11], published[11];
    const json_t *time = when(v);
    const char *pub = ro_day(ro_field(v->report, "published"), published);
    if (!pub) pub = ro_day(ro_field(json_object_get(v->report, "dateline"), "date"), published);
    const char *resolved = ro_day(ro_field(time, "earliest"), day);
    ro_member_text(v->e, out, "date", resolved ? resolved : pub);
    ro_member_text(v->e, out, "date_resolved", resolved ? resolved : pub);
    ro_member_text(v->e, out, "date_latest", resolved ? ro_field(time, "latest") : NULL);
    ro_member_text(v->e, out, "date_raw", resolved ? ro_field(json_object_get(time, "span"), "text") : NULL);
    ro_member_text(v->e, out, "pub_date", pub);
}

static void member_story(event *v, json_t *out) {
    ro_member_text(v->e, out, "story_id", ro_field(v->report, "id"));
    ro_member_text(v->e, out, "url", ro_field(v->report, "uri"));
    ro_member_text(v->e, out, "publisher", ro_field(v->report, "outlet"));
    ro_member_text(v->e, out, "headline", ro_field(v->report, "title"));
    ro_member_text(v->e, out, "text_sha256", ro_field(v->record, "text_sha256"));
    ro_member(v->e, out, "agencies", ro_agencies(v->e, v->report, name_alone));
    ro_member(v->e, out, "reported_by", reported_by(v));
    ro_member(v->e, out, "story_people", json_incref(v->story->people));
    ro_member(v->e, out, "story_orgs", json_incref(v->story->organisations));
    ro_member(v->e, out, "story_locs", json_incref(v->story->places));
    const json_t *engine = json_object_get(v->record, "engine");
    ro_member(v->e, out, "version",
              json_sprintf("readout %s %s", or_empty(ro_field(engine, "version")), or_empty(ro_field(engine, "model"))));
}

static json_t *line(event *v) {
    const json_t *item = v->item, *contexts = ro_list(item, "contexts"), *mode = json_object_get(item, "mode");
    json_t *out =
        json_pack("{s:s, s:s, s:o, s:o}", "id", or_empty(ro_field(item, "id")), "event_type", or_empty(ro_field(item, "type")),
                  "event_mode", json_is_string(mode) ? json_pack("[O]", mode) : json_array(), "contexts",
                  contexts ? json_incref((json_t *)(size_t)contexts) : json_array());
    ro_member_copy(v->e, out, "intensity", json_object_get(item, "score"));
    ro_member_copy(v->e, out, "status", json_object_get(item, "status"));
    member_dates(v, out);
    member_words(v, out);
    ro_member_copy(v->e, out, "trigger", json_object_get(item, "trigger"));
    ro_member(v->e, out, "attributes", attributes(v));
    ro_member(v->e, out, "event_geolocation", event_geolocation(v));
    ro_member_copy(v->e, out, "statement", json_object_get(item, "statement"));
    ro_member_copy(v->e, out, "confidence", json_object_get(item, "confidence"));
    member_story(v, out);
    ro_member_copy(v->e, out, "corrections", json_object_get(item, "corrections"));
    return out;
}

static void record(ro_export *e, const json_t *record) {
    const char *text = json_string_value(json_object_get(record, "text"));
    size_t i;
    json_t *item;
    ro_points points = {0};
    story told;
    tell_story(e, record, &told);
    if (text && !ro_points_make(&points, text, strlen(text))) ro_export_fail(e, RO_E_MEMORY, "out of memory");
    json_array_foreach(json_object_get(record, "events"), i, item) {
        event v = {.e = e,
                   .record = record,
                   .report = json_object_get(record, "report"),
                   .item = item,
                   .points = &points,
                   .story = &told};
        find_sentence(&v);
        ro_put_json(e, line(&v));
        ro_put_text(e, "\n");
    }
    free_story(&told);
    ro_points_free(&points);
}

const ro_export_format ro_export_plover = {.name = "plover", .kinds = 1u << RO_EVENTS, .record = record};
