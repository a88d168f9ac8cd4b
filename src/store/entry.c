#include "store/entry.h"

#include "store/codes.h"
#include "store/likeness.h"
#include "store/take.h"
#include "store/words.h"
#include "text/text.h"

#include <stdio.h>
#include <zstd.h>

enum { SCHEMA = 1, PACKING = 3 /* zstd's level */, ACRONYM_LEAST = 2, ACRONYM_MOST = 11, NAMES_MOST = 8 /* of an actor */ };

static const char chain_roles[] = " outlet agency quoted speaker ";
static const char bases[] = " metadata byline dateline credit text ";

/* The entry in the making. */
typedef struct maker {
    ro_taker t;
    ro_entry *e;
    const ro_tree *report, *sentences;
    const ro_entry_statement **by_id; /* the statements in order of their ids, once all are taken */
} maker;

static bool no_memory(maker *m) { return ro_fail_memory(m->t.error); }

/* ---- words */

static bool cut_words(maker *m, const char *text, size_t size, ro_slice *out) {
    ro_buffer words = {0};
    *out = (ro_slice){0};
    if (!text) return true;
    bool cut = ro_store_words(text, size, &words);
    if (cut) *out = (ro_slice){ro_arena_copy(m->e->arena, words.data ? words.data : "", words.size), words.size};
    ro_buffer_free(&words);
    return out->text || no_memory(m);
}

static bool cut_string(maker *m, const char *text, ro_slice *out) { return cut_words(m, text, text ? strlen(text) : 0, out); }

/* NULL for NULL. */
static bool fold(maker *m, const char *name, const char **out) {
    *out = name ? ro_store_fold(m->e->arena, name) : NULL;
    return *out || !name || no_memory(m);
}

/* ---- spans */

static bool keep_span(maker *m, const char *item, const char *part, uint32_t position, const ro_taken_span *span) {
    if (!span->text || span->of_title) return true;
    return ro_list_add(m->e->arena, &m->e->spans, (ro_entry_span){item, part, position, span->first, span->past}) || no_memory(m);
}

/* Takes a span and keeps it as a part of an item; its words go to out. */
static bool take_part(maker *m, const ro_tree *object, const char *key, const char *item, const char **out) {
    ro_taken_span span;
    if (!ro_take_span(&m->t, ro_tree_get(object, key), key, &span)) return false;
    *out = span.text;
    return keep_span(m, item, key, 0, &span);
}

/* Of a list of spans, joined. */
static bool take_content(maker *m, const ro_tree *object, const char *item, const char **out) {
    static const char gap[] = " \xE2\x80\xA6 ";
    const ro_tree *list;
    ro_buffer joined = {0};
    if (!ro_take_array(&m->t, object, "content", &list)) return false;
    if (!ro_tree_count(list)) return ro_take_fail(&m->t, "content", "is missing");
    bool good = true;
    for (size_t i = 0; good && i < ro_tree_count(list); i++) {
        ro_taken_span span;
        good = ro_take_span(&m->t, ro_tree_at(list, i), "content", &span);
        if (good && !span.text) good = ro_take_fail(&m->t, "content", "holds no span");
        if (!good || !(good = keep_span(m, item, "content", (uint32_t)i, &span))) break;
        good = (!i || ro_buffer_add(&joined, gap, sizeof gap - 1)) && ro_buffer_add(&joined, span.text, strlen(span.text));
        if (!good) no_memory(m);
    }
    *out = good ? ro_arena_copy(m->e->arena, joined.data, joined.size) : NULL;
    ro_buffer_free(&joined);
    return *out || (good ? no_memory(m) : false);
}

/* ---- report */

static bool take_engine(maker *m) {
    const ro_tree *engine = ro_tree_get(m->t.record, "engine");
    ro_entry *e = m->e;
    enum { MOST = 400 };
    if (!ro_take_string(&m->t, engine, "version", MOST, false, &e->version) ||
        !ro_take_string(&m->t, engine, "model", MOST, false, &e->model) ||
        !ro_take_string(&m->t, engine, "arithmetic", MOST, false, &e->arithmetic))
        return false;
    if (!e->version) e->version = "";
    if (!e->model) e->model = "";
    if (!e->arithmetic) e->arithmetic = "";
    return true;
}

static bool is_digest(const char *hex) { return strspn(hex, "0123456789abcdef") == 64 && !hex[64]; }

static bool take_identity(maker *m) {
    ro_entry *e = m->e;
    if (!ro_take_string(&m->t, m->report, "id", 71, true, &e->id) ||
        !ro_take_string(&m->t, m->report, "uri", RO_URI_MOST, false, &e->uri) ||
        !ro_take_string(&m->t, m->t.record, "text_sha256", 64, true, &e->text_sha256))
        return false;
    if (strncmp(e->id, "sha256:", 7) != 0 || !is_digest(e->id + 7))
        return ro_take_fail(&m->t, "report.id", "is not sha256: and 64 digits");
    if (!is_digest(e->text_sha256)) return ro_take_fail(&m->t, "text_sha256", "is not 64 digits");
    e->address = e->uri ? e->uri : "";
    return true;
}

static bool take_text(maker *m) {
    const ro_tree *text = ro_tree_get(m->t.record, "text");
    char digest[65];
    if (ro_tree_empty(text)) return true;
    if (!ro_tree_is(text, RO_TREE_STRING)) return ro_take_fail(&m->t, "text", "is no string");
    m->e->text = (ro_slice){ro_arena_copy(m->e->arena, ro_tree_string(text), text->size), text->size};
    if (!m->e->text.text) return no_memory(m);
    ro_sha256(m->e->text.text, m->e->text.size, digest);
    if (strcmp(digest, m->e->text_sha256) != 0)
        return ro_take_fail(&m->t, "text_sha256", "is not that of the text: the record was changed");
    return ro_take_text(&m->t, m->e->text.text, m->e->text.size) &&
           cut_words(m, m->e->text.text, m->e->text.size, &m->e->text_words);
}

static bool take_metadata(maker *m) {
    ro_entry *e = m->e;
    const ro_tree *dateline = ro_tree_get(m->report, "dateline");
    if (!ro_take_code(&m->t, m->report, "format", false, &e->format) ||
        !ro_take_code(&m->t, m->report, "language", false, &e->language) ||
        !ro_take_string(&m->t, m->report, "title", SIZE_MAX, false, &e->title) ||
        !ro_take_string(&m->t, m->report, "outlet", RO_INDEXED_MOST, false, &e->outlet) ||
        !ro_take_string(&m->t, m->report, "section", RO_NAME_MOST, false, &e->section) ||
        !ro_take_string(&m->t, m->report, "published", RO_CODE_MOST, false, &e->published) ||
        !ro_take_string(&m->t, m->report, "modified", RO_CODE_MOST, false, &e->modified) ||
        !ro_take_day(&m->t, m->report, "published", &e->day))
        return false;
    if (!e->day && !ro_take_day(&m->t, dateline, "date", &e->day)) return false;
    return fold(m, e->outlet, &e->outlet_folded) && cut_string(m, e->title, &e->title_words);
}

static bool take_agencies(maker *m) {
    const ro_tree *list;
    if (!ro_take_parts(&m->t, m->report, "agencies", &list)) return false;
    m->t.list = "agencies";
    for (m->t.index = 0; m->t.index < ro_tree_count(list); m->t.index++) {
        const ro_tree *item = ro_tree_at(list, m->t.index);
        ro_entry_agency agency = {0};
        if (!ro_take_string(&m->t, item, "name", RO_NAME_MOST, true, &agency.name) || !fold(m, agency.name, &agency.folded) ||
            !ro_take_one_of(&m->t, item, "basis", bases, &agency.basis))
            return false;
        if (!ro_list_add(m->e->arena, &m->e->agencies, agency)) return no_memory(m);
    }
    m->t.list = NULL;
    return true;
}

/* NULL is another than "". */
static bool add_told(ro_buffer *all, const char *text) {
    return ro_buffer_add(all, text ? "=" : "-", 1) && (!text || ro_buffer_add(all, text, strlen(text) + 1));
}

/* What tells two readings of the same report by one engine apart. What an input has of its own (extra) may be another each time
 * that a page is fetched, and says nothing of the report. */
static bool digest_told(maker *m) {
    const ro_entry *e = m->e;
    const char *const texts[] = {e->title, e->outlet, e->section, e->published, e->modified, e->language, e->format};
    const ro_tree *bylines;
    ro_buffer all = {0};
    char hex[65];
    if (!ro_take_array(&m->t, m->report, "bylines", &bylines)) return false;
    bool good = true;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) good = good && add_told(&all, texts[i]);
    for (size_t i = 0; i < ro_tree_count(bylines); i++) good = good && add_told(&all, ro_tree_string(ro_tree_at(bylines, i)));
    for (size_t i = 0; i < e->agencies.count; i++)
        good = good && add_told(&all, e->agencies.items[i].basis) && add_told(&all, e->agencies.items[i].name);
    if (good) ro_sha256(all.data, all.size, hex);
    ro_buffer_free(&all);
    m->e->told = good ? ro_arena_copy(m->e->arena, hex, 64) : NULL;
    return m->e->told || no_memory(m);
}

/* ---- actors */

static bool has_name(const ro_entry_actor *actor, const char *folded) {
    for (size_t i = 0; i < actor->names.count; i++)
        if (strcmp(actor->names.items[i].folded, folded) == 0) return true;
    return false;
}

static bool add_name(maker *m, ro_entry_actor *actor, const char *text) {
    ro_entry_name name = {.name = text};
    if (!fold(m, text, &name.folded)) return false;
    if (has_name(actor, name.folded)) return true;
    return (ro_likeness(m->e->arena, actor, &name) && ro_list_add(m->e->arena, &actor->names, name)) || no_memory(m);
}

/* Two to eleven capitals (and digits), as IAEA and G20. */
static bool is_acronym(const char *text) {
    size_t capitals = 0, size = strlen(text);
    for (size_t i = 0; i < size; i++) {
        if (text[i] >= 'A' && text[i] <= 'Z')
            capitals++;
        else if (!ro_is_digit(text[i]) && text[i] != '.')
            return false;
    }
    return capitals >= ACRONYM_LEAST && size <= ACRONYM_MOST;
}

/* Whether "(IAEA)" stands right behind another mention, whose past is given. */
static bool in_brackets(const maker *m, const ro_taken_span *span, uint32_t past) {
    if (!m->t.text || span->of_title || span->first != past + 2) return false;
    ro_slice before = ro_take_slice(&m->t, past, span->first);
    return before.size == 2 && memcmp(before.text, " (", 2) == 0;
}

/* An acronym among the mentions is the actor's where it abbreviates the name, or is said to in brackets: a mention may be
 * another's. */
static bool is_of(const maker *m, const ro_entry_actor *actor, const ro_taken_span *span, uint32_t past) {
    return is_acronym(span->text) && (ro_abbreviates(span->text, actor->names.items[0].folded) || in_brackets(m, span, past));
}

/* The record's name, and the acronyms that an organisation is called by. */
static bool take_names(maker *m, const ro_tree *item, ro_entry_actor *actor) {
    const ro_tree *mentions;
    if (!add_name(m, actor, actor->name) || !ro_take_array(&m->t, item, "mentions", &mentions)) return false;
    uint32_t past = UINT32_MAX - 2;
    for (size_t i = 0; i < ro_tree_count(mentions); i++) {
        ro_taken_span span;
        if (!ro_take_span(&m->t, ro_tree_at(mentions, i), "mentions", &span)) return false;
        bool named =
            span.text && !strcmp(actor->kind, "organisation") && actor->names.count < NAMES_MOST && is_of(m, actor, &span, past);
        if (named && !add_name(m, actor, span.text)) return false;
        if (span.text && !span.of_title) past = span.past;
    }
    return true;
}

static bool take_words_of(maker *m, const ro_tree *item, const char *key, const char **out) {
    ro_taken_span span;
    if (!ro_take_span(&m->t, ro_tree_get(item, key), key, &span)) return false;
    *out = span.text;
    return true;
}

static bool take_actor(maker *m, const ro_tree *item) {
    ro_entry_actor a = {0};
    if (!ro_take_code(&m->t, item, "id", true, &a.local) || !ro_take_string(&m->t, item, "name", RO_NAME_MOST, true, &a.name) ||
        !ro_take_one_of(&m->t, item, "kind", ro_code_actor_kinds, &a.kind) || !take_words_of(m, item, "role", &a.role) ||
        !take_words_of(m, item, "affiliation", &a.affiliation) || !ro_take_code(&m->t, item, "country", false, &a.country) ||
        !ro_take_code(&m->t, item, "sector", false, &a.sector))
        return false;
    a.folded_role = "";
    if (a.role && (!fold(m, a.role, &a.folded_role) || !(a.folded_role = ro_role_likeness(m->e->arena, a.folded_role))))
        return no_memory(m);
    return take_names(m, item, &a) && (ro_list_add(m->e->arena, &m->e->actors, a) || no_memory(m));
}

/* ---- the country that the report is about */

typedef struct tally {
    const char *countries[64];
    uint32_t counts[64];
    size_t used;
    uint32_t all;
} tally;

static bool is_country(const char *code) { return code && strlen(code) == 3 && strspn(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == 3; }

static void count_country(tally *t, const char *code) {
    size_t at = 0;
    if (!is_country(code)) return;
    while (at < t->used && strcmp(t->countries[at], code) != 0) at++;
    if (at == sizeof t->counts / sizeof *t->counts) return;
    if (at == t->used) t->countries[t->used++] = code;
    t->counts[at]++;
    t->all++;
}

/* Media and firms are named everywhere. */
static bool is_of_its_country(const ro_entry_actor *a) {
    return strcmp(a->kind, "unnamed") != 0 && !(a->sector && (!strcmp(a->sector, "JRN") || !strcmp(a->sector, "BUS")));
}

/* That of most of its actors and places, three at least; NULL: of none. */
static const char *main_country(const maker *m) {
    enum { LEAST = 3 };
    tally t = {.used = 0};
    const ro_tree *places = ro_tree_get(m->t.record, "places");
    for (size_t i = 0; i < m->e->actors.count; i++)
        if (is_of_its_country(&m->e->actors.items[i])) count_country(&t, m->e->actors.items[i].country);
    for (size_t i = 0; i < ro_tree_count(places); i++)
        count_country(&t, ro_tree_string(ro_tree_get(ro_tree_at(places, i), "country")));
    for (size_t i = 0; i < t.used; i++)
        if (t.counts[i] >= LEAST && t.counts[i] > t.all / 2) return t.countries[i];
    return NULL;
}

/* What bodies of many countries are called is that of the report's, where the body has no country of its own. */
static bool place_bodies(maker *m) {
    const char *country = main_country(m);
    for (size_t i = 0; country && i < m->e->actors.count; i++) {
        const ro_entry_actor *a = &m->e->actors.items[i];
        for (size_t k = 0; k < a->names.count && strcmp(a->kind, "person") != 0; k++)
            if (!ro_likeness_in(m->e->arena, country, &a->names.items[k])) return no_memory(m);
    }
    return true;
}

/* The actors that a list of ids names, as parts of an item. */
static bool take_parts(maker *m, const ro_tree *item, const char *key, const char *part, ro_entry_parts *parts) {
    const ro_tree *list, *actor;
    if (!ro_take_parts(&m->t, item, key, &list)) return false;
    for (size_t i = 0, index; i < ro_tree_count(list); i++) {
        if (!ro_take_pointed(&m->t, ro_tree_at(list, i), NULL, "actors", &actor, &index)) return false;
        if (!actor) return ro_take_fail(&m->t, key, "holds no id");
        if (!ro_list_add(m->e->arena, parts, (ro_entry_part){part, (uint32_t)i, (uint32_t)index})) return no_memory(m);
    }
    return true;
}

/* ---- statements */

static bool take_id(maker *m, const ro_tree *item, const char **out) {
    if (!ro_take_code(&m->t, item, "id", true, out)) return false;
    return (strspn(*out, "0123456789abcdef") == 16 && !(*out)[16]) || ro_take_fail(&m->t, "id", "is not 16 digits");
}

/* The name and country of the place that an item points at. */
static bool take_place(maker *m, const ro_tree *item, const char **name, const char **country) {
    const ro_tree *place;
    size_t index;
    *name = *country = NULL;
    if (!ro_take_pointed(&m->t, item, "place", "places", &place, &index)) return false;
    return !place || (ro_take_string(&m->t, place, "name", RO_INDEXED_MOST, true, name) &&
                      ro_take_code(&m->t, place, "country", false, country));
}

/* The days of the time that an item points at; the first is the report's where it names none. */
static bool take_time(maker *m, const ro_tree *item, const char **day, const char **last) {
    const ro_tree *time;
    size_t index;
    if (!ro_take_pointed(&m->t, item, "time", "times", &time, &index)) return false;
    if (!ro_take_day(&m->t, time, "earliest", day) || !ro_take_day(&m->t, time, "latest", last)) return false;
    if (!*day) *day = m->e->day;
    return true;
}

static bool take_venue(maker *m, const ro_tree *item, ro_entry_statement *s) {
    const ro_tree *venue = ro_tree_get(item, "venue");
    ro_taken_span span;
    if (ro_tree_empty(venue)) return true;
    if (!ro_take_span(&m->t, ro_tree_get(venue, "text"), "venue", &span)) return false;
    s->venue = span.text;
    return keep_span(m, s->id, "venue", 0, &span) && take_place(m, venue, &s->place, &s->country);
}

/* Speakers have a table of their own. */
static bool take_chain(maker *m, const ro_tree *item, ro_entry_statement *s) {
    const ro_tree *list;
    if (!ro_take_parts(&m->t, item, "chain", &list)) return false;
    for (size_t i = 0; i < ro_tree_count(list); i++) {
        const ro_tree *object = ro_tree_at(list, i);
        ro_entry_link link = {0};
        if (!ro_take_one_of(&m->t, object, "role", chain_roles, &link.role)) return false;
        if (strcmp(link.role, "speaker") == 0) continue;
        if (!ro_take_string(&m->t, object, "name", RO_NAME_MOST, true, &link.name) || !fold(m, link.name, &link.folded))
            return false;
        if (!ro_list_add(m->e->arena, &s->chain, link)) return no_memory(m);
    }
    return true;
}

static bool take_statement(maker *m, const ro_tree *item) {
    ro_entry_statement s = {.negated = ro_tree_is(ro_tree_get(item, "negated"), RO_TREE_TRUE)};
    const char *last;
    return take_id(m, item, &s.id) && ro_take_one_of(&m->t, item, "act", ro_code_acts, &s.act) &&
           ro_take_one_of(&m->t, item, "manner", ro_code_manners, &s.manner) &&
           ro_take_number(&m->t, item, "confidence", &s.sure, &s.confidence) && take_part(m, item, "source", s.id, &s.source) &&
           take_part(m, item, "cue", s.id, &s.cue) && take_content(m, item, s.id, &s.content) &&
           cut_string(m, s.content, &s.words) && take_venue(m, item, &s) && take_time(m, item, &s.day, &last) &&
           take_chain(m, item, &s) && take_parts(m, item, "speakers", "speaker", &s.parts) &&
           take_parts(m, item, "addressees", "addressee", &s.parts) &&
           (ro_list_add(m->e->arena, &m->e->statements, s) || no_memory(m));
}

/* ---- events and commitments */

/* The sentence of a span; the span's own words where the record has no text or no sentences. */
static bool take_sentence(maker *m, const ro_tree *span, const char *words, const char **out) {
    const ro_tree *list = m->sentences;
    int64_t at = ro_tree_integer(ro_tree_get(span, "start"));
    size_t low = 0, high = m->t.text ? ro_tree_count(list) : 0;
    while (low < high) { /* the first that ends behind it */
        size_t middle = low + (high - low) / 2;
        if (ro_tree_integer(ro_tree_at(ro_tree_at(list, middle), 1)) > at)
            high = middle;
        else
            low = middle + 1;
    }
    int64_t first = ro_tree_integer(ro_tree_at(ro_tree_at(list, low), 0));
    int64_t past = ro_tree_integer(ro_tree_at(ro_tree_at(list, low), 1));
    *out = words;
    if (!m->t.text || first < 0 || first > at || past <= at || past > (int64_t)m->t.points) return true;
    ro_slice slice = ro_take_slice(&m->t, (uint32_t)first, (uint32_t)past);
    *out = ro_arena_copy(m->e->arena, slice.text, slice.size);
    return *out || no_memory(m);
}

static int compare_statements(const void *a, const void *b) {
    return strcmp((*(const ro_entry_statement *const *)a)->id, (*(const ro_entry_statement *const *)b)->id);
}

static bool order_statements(maker *m) {
    size_t count = m->e->statements.count;
    m->by_id = ro_arena_array(m->e->arena, count + 1, sizeof *m->by_id);
    if (!m->by_id) return no_memory(m);
    for (size_t i = 0; i < count; i++) m->by_id[i] = &m->e->statements.items[i];
    qsort(m->by_id, count, sizeof *m->by_id, compare_statements);
    return true;
}

/* The statement that attributes an item, or that it stands in; NULL: none. */
static bool take_attribution(maker *m, const ro_tree *item, const ro_entry_statement **out) {
    ro_entry_statement wanted = {0};
    const ro_entry_statement *key = &wanted;
    *out = NULL;
    if (!ro_take_code(&m->t, item, "statement", false, &wanted.id)) return false;
    if (!wanted.id) return true;
    const ro_entry_statement **found = bsearch(&key, m->by_id, m->e->statements.count, sizeof *m->by_id, compare_statements);
    if (!found) return ro_take_fail(&m->t, "statement", "holds an id that leads nowhere");
    *out = *found;
    return true;
}

/* As JSON; they are codes, in which nothing has to be escaped. */
static bool take_contexts(maker *m, const ro_tree *item, const char **out) {
    const ro_tree *list;
    ro_buffer text = {0};
    if (!ro_take_array(&m->t, item, "contexts", &list)) return false;
    bool good = ro_buffer_add(&text, "[", 1) || no_memory(m);
    for (size_t i = 0; good && i < ro_tree_count(list); i++) {
        const char *code;
        good = ro_take_plain(&m->t, ro_tree_at(list, i), "contexts", &code);
        good = good && ((ro_buffer_add(&text, i ? ",\"" : "\"", i ? 2 : 1) && ro_buffer_add(&text, code, strlen(code)) &&
                         ro_buffer_add(&text, "\"", 1)) ||
                        no_memory(m));
    }
    good = good && (ro_buffer_add(&text, "]", 1) || no_memory(m));
    *out = good ? ro_arena_copy(m->e->arena, text.data, text.size) : NULL;
    ro_buffer_free(&text);
    return *out || (good ? no_memory(m) : false);
}

static bool take_event(maker *m, const ro_tree *item) {
    ro_entry_event e = {0};
    const ro_entry_statement *said;
    if (!take_id(m, item, &e.id) || !take_part(m, item, "trigger", e.id, &e.trigger)) return false;
    if (!e.trigger) return ro_take_fail(&m->t, "trigger", "is missing");
    if (!take_attribution(m, item, &said)) return false;
    e.statement = said ? said->id : NULL;
    return ro_take_one_of(&m->t, item, "type", ro_code_event_types, &e.type) &&
           ro_take_code(&m->t, item, "mode", false, &e.mode) && take_contexts(m, item, &e.contexts) &&
           ro_take_one_of(&m->t, item, "status", ro_code_event_statuses, &e.status) &&
           ro_take_number(&m->t, item, "score", &e.scored, &e.score) &&
           ro_take_number(&m->t, item, "confidence", &e.sure, &e.confidence) &&
           take_sentence(m, ro_tree_get(item, "trigger"), e.trigger, &e.sentence) && cut_string(m, e.sentence, &e.words) &&
           take_place(m, item, &e.place, &e.country) && take_time(m, item, &e.day, &e.day_to) &&
           take_parts(m, item, "source", "source", &e.parts) && take_parts(m, item, "recipient", "recipient", &e.parts) &&
           (ro_list_add(m->e->arena, &m->e->events, e) || no_memory(m));
}

/* Its day is that of the statement, else the report's. */
static bool take_commitment(maker *m, const ro_tree *item) {
    ro_entry_commitment c = {0};
    const ro_tree *due = ro_tree_get(item, "due");
    const ro_entry_statement *said;
    if (!take_id(m, item, &c.id) || !take_part(m, item, "action", c.id, &c.action)) return false;
    if (!c.action) return ro_take_fail(&m->t, "action", "is missing");
    if (!take_attribution(m, item, &said)) return false;
    c.statement = said ? said->id : NULL;
    c.day = said ? said->day : m->e->day;
    return ro_take_one_of(&m->t, item, "kind", ro_code_commitment_kinds, &c.kind) &&
           take_part(m, item, "condition", c.id, &c.condition) && ro_take_day(&m->t, due, "earliest", &c.due_from) &&
           ro_take_day(&m->t, due, "latest", &c.due_to) &&
           ro_take_one_of(&m->t, item, "status", ro_code_commitment_statuses, &c.status) && cut_string(m, c.action, &c.words) &&
           take_parts(m, item, "parties", "party", &c.parts) && take_parts(m, item, "counterparties", "counterparty", &c.parts) &&
           (ro_list_add(m->e->arena, &m->e->commitments, c) || no_memory(m));
}

/* ---- lists */

static int compare_strings(const void *a, const void *b) { return strcmp(*(const char *const *)a, *(const char *const *)b); }

static bool ids_differ(maker *m, const char *name, const ro_tree *list) {
    size_t count = ro_tree_count(list);
    const char **ids = ro_arena_array(m->e->arena, count + 1, sizeof *ids);
    if (!ids) return no_memory(m);
    for (size_t i = 0; i < count; i++) ids[i] = ro_tree_string(ro_tree_get(ro_tree_at(list, i), "id"));
    qsort(ids, count, sizeof *ids, compare_strings); /* each is a string: it was taken as one */
    for (size_t i = 1; i < count; i++)
        if (strcmp(ids[i - 1], ids[i]) == 0) return ro_take_fail(&m->t, name, "two items have the same id");
    return true;
}

static bool take_list(maker *m, const char *name, bool (*take)(maker *m, const ro_tree *item)) {
    const ro_tree *list;
    if (!ro_take_array(&m->t, m->t.record, name, &list)) return false;
    m->t.list = name;
    for (m->t.index = 0; m->t.index < ro_tree_count(list); m->t.index++)
        if (!take(m, ro_tree_at(list, m->t.index))) return false;
    m->t.list = NULL;
    return ids_differ(m, name, list);
}

/* ---- the whole */

static bool is_schema(maker *m) {
    const ro_tree *schema = ro_tree_get(m->t.record, "schema"), *offsets = ro_tree_get(m->t.record, "offsets");
    if (!ro_tree_is(schema, RO_TREE_INTEGER)) return ro_take_fail(&m->t, "schema", "is missing");
    if (ro_tree_integer(schema) != SCHEMA)
        return ro_take_fail(&m->t, "schema", "is another than 1, the one that this release knows");
    if (!ro_tree_is(offsets, RO_TREE_STRING) || strcmp(ro_tree_string(offsets), "codepoints") != 0)
        return ro_take_fail(&m->t, "offsets", "a store takes code points alone: read the report again without --offsets");
    m->report = ro_tree_get(m->t.record, "report");
    m->sentences = ro_tree_get(m->t.record, "sentences");
    return ro_tree_is(m->report, RO_TREE_OBJECT) || ro_take_fail(&m->t, "report", "is missing");
}

static bool take_record(maker *m) {
    return is_schema(m) && take_engine(m) && take_identity(m) && take_text(m) && take_metadata(m) && take_agencies(m) &&
           digest_told(m) && take_list(m, "actors", take_actor) && place_bodies(m) &&
           take_list(m, "statements", take_statement) && order_statements(m) && take_list(m, "events", take_event) &&
           take_list(m, "commitments", take_commitment);
}

/* With a checksum, so that what is damaged is not taken for the record. */
static size_t compress(char *packed, size_t room, const char *json, size_t size) {
    ZSTD_CCtx *context = ZSTD_createCCtx();
    if (!context) return 0;
    ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, PACKING);
    ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1);
    size_t packed_size = ZSTD_compress2(context, packed, room, json, size);
    ZSTD_freeCCtx(context);
    return ZSTD_isError(packed_size) ? 0 : packed_size;
}

static bool pack(maker *m, const char *json, size_t size) {
    size_t room = ZSTD_compressBound(size);
    char *packed = malloc(room);
    size_t packed_size = packed ? compress(packed, room, json, size) : 0;
    bool good = packed_size > 0;
    if (good) m->e->record = (ro_slice){ro_arena_copy(m->e->arena, packed, packed_size), packed_size};
    free(packed);
    return m->e->record.text || no_memory(m);
}

static const ro_tree *parse(ro_arena *arena, const char *json, size_t size, ro_error *error) {
    const ro_tree *record = ro_tree_read(arena, json, size, error);
    if (!record || record->kind == RO_TREE_OBJECT) return record;
    return ro_fail(error, RO_E_INPUT, "no record of readout: no JSON object"), NULL;
}

ro_entry *ro_entry_new(const char *json, size_t size, ro_error *error) {
    ro_arena *arena = ro_arena_new();
    ro_entry *e = arena ? ro_arena_alloc(arena, sizeof *e) : NULL;
    if (!e) return ro_arena_free(arena), ro_fail_memory(error), NULL;
    e->arena = arena;
    maker m = {.t = {.arena = arena, .record = parse(arena, json, size, error), .error = error}, .e = e};
    if (m.t.record && take_record(&m) && pack(&m, json, size)) return e;
    ro_arena_free(arena);
    return NULL;
}

void ro_entry_free(ro_entry *entry) {
    if (entry) ro_arena_free(entry->arena);
}

size_t ro_entry_size(const ro_entry *entry) { return ro_arena_size(entry->arena); }
const char *ro_entry_report(const ro_entry *entry) { return entry->id; }
const char *ro_entry_uri(const ro_entry *entry) { return entry->uri; }
size_t ro_entry_statements(const ro_entry *entry) { return entry->statements.count; }
