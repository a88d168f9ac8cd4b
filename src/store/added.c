#include "store/added.h"

#include "find/modes.h"
#include "store/addition.h"
#include "store/passage.h"
#include "store/record.h"
#include "store/take.h"
#include "store/words.h"

#include <stdio.h>

static json_t *added(const ro_correction *c) { return json_object_get(c->change, "add"); }

static const char *word_of(const json_t *add, const char *key) { return json_string_value(json_object_get(add, key)); }

static const char *word_or(const json_t *add, const char *key, const char *otherwise) {
    const char *word = word_of(add, key);
    return word ? word : otherwise;
}

static bool is_kind(const json_t *add, const char *kind) { return !strcmp(ro_addition_of(add)->kind, kind); }

/* ---- its id */

/* KIND|1|REPORT|start-end,…|N, of the named parts in their order; see the record's contract. */
static const char *id_of(const ro_desk *desk, const json_t *add, const ro_edition *version, int64_t shift, size_t n) {
    const ro_addition_kind *kind = ro_addition_of(add);
    ro_added_span spans[RO_ADDED_ALL];
    size_t count = ro_addition_spans(add, spans);
    char hex[65];
    const char *places = "";
    for (size_t k = 0; k < 2 && kind->named[k]; k++)
        for (size_t i = 0; places && i < count; i++)
            if (!strcmp(spans[i].part, kind->named[k]))
                places = ro_arena_print(desk->arena, "%s%s%lld-%lld", places, *places ? "," : "",
                                        (long long)(spans[i].first + shift), (long long)(spans[i].past + shift));
    const char *key = places ? ro_arena_print(desk->arena, "%s|1|%s|%s|%zu", kind->kind, version->id, places, n) : NULL;
    if (key) ro_sha256(key, strlen(key), hex);
    const char *id = key ? ro_arena_copy(desk->arena, hex, 16) : NULL;
    if (!id) ro_fail_memory(desk->error);
    return id;
}

/* Whether its spans lie within the version's text. */
static bool fits(const ro_desk *desk, const json_t *add, ro_edition *version, int64_t shift, bool *fit) {
    ro_added_span spans[RO_ADDED_ALL];
    size_t count = ro_addition_spans(add, spans);
    int64_t points = 0;
    *fit = false;
    if (!ro_edition_text(desk, version)) return false;
    for (const char *at = version->text; at && *at; at++) points += ((unsigned char)*at & 0xC0) != 0x80;
    *fit = version->text != NULL;
    for (size_t i = 0; i < count; i++) *fit = *fit && spans[i].first + shift >= 0 && spans[i].past + shift <= points;
    return true;
}

/* Whether the item of an id is the same as what is added. *taken: there is one at all. */
static bool look_at(const ro_desk *desk, const json_t *add, const ro_edition *version, const char *id, bool *same, bool *taken) {
    ro_fetched rows;
    ro_item item;
    const ro_value given[] = {ro_integer(version->number), ro_string(id)};
    *same = false;
    if (!ro_item_find(desk, version->number, id, &item, taken)) return false;
    *same = *taken && is_kind(add, item.kind);
    ro_item_free(&item);
    if (!*same || !is_kind(add, "event")) return true;
    if (!ro_fetch(desk, "SELECT type FROM events WHERE report = ?1 AND id = ?2", given, 2, 1, &rows)) return false;
    *same = rows.rows && !strcmp(ro_cell_text(&rows, 0, 0), word_or(add, "type", ""));
    return true;
}

bool ro_added_find(const ro_desk *desk, const ro_correction *c, ro_edition *version, int64_t shift, const char **id,
                   bool *there) {
    const json_t *add = added(c);
    const char *own = c->target && !strcmp(c->text_sha256, version->text_sha256) ? c->target : NULL, *first = NULL;
    bool fit, taken, own_taken = false;
    *id = NULL;
    *there = false;
    if (!fits(desk, add, version, shift, &fit)) return false;
    if (own && fit && !look_at(desk, add, version, own, there, &own_taken)) return false;
    if (!fit || *there) return *id = *there ? own : NULL, true;
    for (size_t n = 0; !first; n++) { /* of the same words there may be several, in the order in which they were found */
        const char *one = id_of(desk, add, version, shift, n);
        if (!one || !look_at(desk, add, version, one, there, &taken)) return false;
        if (*there) return *id = one, true;
        if (!taken) first = one;
    }
    *id = own && !own_taken ? own : first;
    return true;
}

/* ---- what it stands in */

typedef struct holder {
    const char *id, *day; /* NULL: none */
} holder;

/* The statement one of whose spans has the words of the addition in it; of several the one with the shortest. */
static bool find_holder(const ro_desk *desk, const json_t *add, const ro_edition *version, int64_t shift, holder *out) {
    static const char text[] =
        "SELECT i.id, i.day FROM spans s JOIN statements i ON i.report = s.report AND i.id = s.item"
        " WHERE s.report = ?1 AND s.part = 'content' AND s.first <= ?2 AND s.past >= ?3 AND i.rejected = FALSE"
        " ORDER BY s.past - s.first, i.statement LIMIT 1";
    ro_added_span spans[RO_ADDED_ALL];
    ro_fetched rows;
    *out = (holder){0};
    if (!ro_addition_spans(add, spans)) return true;
    const ro_value given[] = {ro_integer(version->number), ro_integer(spans[0].first + shift), ro_integer(spans[0].past + shift)};
    if (!ro_fetch(desk, text, given, 3, 2, &rows)) return false;
    if (rows.rows) *out = (holder){ro_cell_text(&rows, 0, 0), ro_cell_text(&rows, 0, 1)};
    return true;
}

/* ---- putting it in */

/* An addition on its way into the tables. */
typedef struct adding {
    const ro_desk *desk;
    const json_t *add;
    const ro_edition *version;
    const char *id, *words[RO_ADDED_PARTS]; /* words: of its parts, in the kind's order, those of a list joined as records' are */
    int64_t shift, key;
    ro_taker taker;
    holder holder;
    const char *day;     /* the report's */
    bool latest;         /* it is */
    ro_value engine;     /* likewise */
    const char *indexed; /* what full text finds it by */
} adding;

static bool add_spans(adding *a) {
    static const char text[] = "INSERT INTO spans (report, item, part, position, first, past) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    const ro_addition_kind *kind = ro_addition_of(a->add);
    ro_added_span spans[RO_ADDED_ALL];
    size_t count = ro_addition_spans(a->add, spans);
    for (size_t i = 0; i < count; i++) {
        const ro_added_span *s = &spans[i];
        const ro_value row[] = {ro_integer(a->version->number),
                                ro_string(a->id),
                                ro_string(s->part),
                                ro_integer(s->position),
                                ro_integer(s->first + a->shift),
                                ro_integer(s->past + a->shift)};
        ro_slice here = ro_take_slice(&a->taker, (uint32_t)(s->first + a->shift), (uint32_t)(s->past + a->shift));
        size_t part = 0;
        while (strcmp(kind->parts[part], s->part) != 0) part++;
        const char *before = a->words[part];
        a->words[part] =
            ro_arena_print(a->desk->arena, "%s%s%.*s", before ? before : "", before ? " … " : "", (int)here.size, here.text);
        if (!a->words[part]) return ro_fail_memory(a->desk->error);
        if (!ro_desk_do(a->desk, text, row, 6)) return false;
    }
    return true;
}

static bool index_words(const adding *a) {
    static const char *const texts[][2] = {
        {"INSERT INTO statements_words (rowid, content) VALUES (?1, ?2)",
         "INSERT INTO statements_words (statement, words) VALUES (?1, ?2)"},
        {"INSERT INTO events_words (rowid, sentence) VALUES (?1, ?2)", "INSERT INTO events_words (event, words) VALUES (?1, ?2)"},
        {"INSERT INTO commitments_words (rowid, action) VALUES (?1, ?2)",
         "INSERT INTO commitments_words (commitment, words) VALUES (?1, ?2)"}};
    const ro_desk *desk = a->desk;
    size_t table = is_kind(a->add, "statement") ? 0 : is_kind(a->add, "event") ? 1 : 2;
    ro_buffer words = {0};
    bool good = ro_store_words(a->indexed, strlen(a->indexed), &words) || ro_fail_memory(desk->error);
    const ro_value row[] = {ro_integer(a->key), {.kind = RO_WORDS, .text = words.data ? words.data : "", .size = words.size}};
    good = good && ro_desk_do(desk, texts[table][ro_sql_dialect(desk->store->sql)], row, 2);
    ro_buffer_free(&words);
    return good;
}

static bool add_statement(adding *a) {
    static const char text[] =
        "INSERT INTO statements (statement, id, report, act, manner, negated, confidence, source, cue, content, day,"
        " origin, rejected, shown, engine) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, 'human', ?6, ?12, ?13)";
    const ro_value row[] = {ro_integer(a->key),
                            ro_string(a->id),
                            ro_integer(a->version->number),
                            ro_string(word_or(a->add, "act", "say")),
                            ro_string(word_or(a->add, "manner", "indirect")),
                            ro_flag(false),
                            ro_real(1),
                            ro_string(a->words[2]),
                            ro_string(a->words[1]),
                            ro_string(a->words[0]),
                            ro_string(a->day),
                            ro_flag(a->latest),
                            a->engine};
    a->indexed = a->words[0];
    return ro_desk_do(a->desk, text, row, sizeof row / sizeof *row);
}

/* The sentence of the trigger, as the record has it; else the trigger's own words. */
static bool find_sentence(adding *a) {
    ro_added_span spans[RO_ADDED_ALL];
    ro_error inner = {0};
    size_t i;
    json_t *sentence;
    a->indexed = a->words[0];
    json_t *record = ro_addition_spans(a->add, spans) ? ro_record_read(a->desk->store, a->version->number, &inner) : NULL;
    int64_t at = spans[0].first + a->shift;
    json_array_foreach(json_object_get(record, "sentences"), i, sentence) {
        int64_t first = json_integer_value(json_array_get(sentence, 0)), past = json_integer_value(json_array_get(sentence, 1));
        if (at < first || at >= past || past > (int64_t)a->taker.points) continue;
        ro_slice words = ro_take_slice(&a->taker, (uint32_t)first, (uint32_t)past);
        a->indexed = ro_arena_copy(a->desk->arena, words.text, words.size);
        break;
    }
    json_decref(record);
    return a->indexed || ro_fail_memory(a->desk->error);
}

static bool add_event(adding *a) {
    static const char text[] =
        "INSERT INTO events (event, id, report, type, contexts, status, score, confidence, trigger_words, sentence, place,"
        " country, day, day_to, statement_id, origin, rejected, shown, engine) VALUES (?1, ?2, ?3, ?4, '[]', ?5, ?6, ?7, ?8, ?9,"
        " ?10, ?11, ?12, ?13, ?14, 'human', ?15, ?16, ?17)";
    const json_t *place = json_object_get(a->add, "place"), *day = json_object_get(a->add, "day");
    const char *from = word_of(day, "earliest"), *type = word_or(a->add, "type", "");
    if (!find_sentence(a)) return false;
    const ro_value row[] = {ro_integer(a->key),
                            ro_string(a->id),
                            ro_integer(a->version->number),
                            ro_string(type),
                            ro_string(word_or(a->add, "status", "asserted")),
                            ro_real(ro_event_score(type)),
                            ro_real(1),
                            ro_string(a->words[0]),
                            ro_string(a->indexed),
                            ro_string(word_of(place, "name")),
                            ro_string(word_of(place, "country")),
                            ro_string(from ? from : a->day),
                            ro_string(word_of(day, "latest")),
                            ro_string(a->holder.id),
                            ro_flag(false),
                            ro_flag(a->latest),
                            a->engine};
    return ro_desk_do(a->desk, text, row, sizeof row / sizeof *row);
}

static bool add_commitment(adding *a) {
    static const char text[] =
        "INSERT INTO commitments (commitment, id, report, kind, action, condition, day, due_from, due_to, status, statement_id,"
        " origin, rejected, shown, engine) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, 'human', ?12, ?13, ?14)";
    const json_t *due = json_object_get(a->add, "due");
    const ro_value row[] = {ro_integer(a->key),
                            ro_string(a->id),
                            ro_integer(a->version->number),
                            ro_string(word_or(a->add, "kind", "promise")),
                            ro_string(a->words[0]),
                            ro_string(a->words[1]),
                            ro_string(a->holder.id ? a->holder.day : a->day),
                            ro_string(word_of(due, "earliest")),
                            ro_string(word_of(due, "latest")),
                            ro_string(word_or(a->add, "status", "open")),
                            ro_string(a->holder.id),
                            ro_flag(false),
                            ro_flag(a->latest),
                            a->engine};
    a->indexed = a->words[0];
    return ro_desk_do(a->desk, text, row, sizeof row / sizeof *row);
}

static bool add_row(adding *a) {
    static const char about[] = "SELECT day, latest, engine FROM reports WHERE report = ?1";
    ro_fetched rows;
    const ro_value given[] = {ro_integer(a->version->number)};
    if (!ro_fetch(a->desk, about, given, 1, 3, &rows) || !rows.rows) return false;
    a->day = ro_cell_text(&rows, 0, 0);
    a->latest = ro_cell_number(&rows, 0, 1) != 0;
    a->engine = *ro_cell(&rows, 0, 2);
    bool statement = is_kind(a->add, "statement"), event = is_kind(a->add, "event");
    a->key = ro_store_number(a->desk->store, statement ? "statements" : event ? "events" : "commitments", a->desk->error);
    if (!a->key || (!statement && !find_holder(a->desk, a->add, a->version, a->shift, &a->holder))) return false;
    return (statement ? add_statement(a) : event ? add_event(a) : add_commitment(a)) && index_words(a);
}

static bool add_parts(const ro_desk *desk, const ro_correction *c, const ro_edition *version, const char *id) {
    ro_item item;
    bool found, good = ro_item_find(desk, version->number, id, &item, &found) && found;
    for (size_t i = 0; good && i < RO_CORRECTED_PARTS; i++)
        good = !ro_correction_name(c, i, 0) || ro_item_let(desk, version, &item, i, c);
    ro_item_free(&item);
    return good;
}

bool ro_added_put(const ro_desk *desk, const ro_correction *c, ro_edition *version, int64_t shift, const char *id) {
    adding a = {.desk = desk,
                .add = added(c),
                .version = version,
                .id = id,
                .shift = shift,
                .taker = {.arena = desk->arena, .error = desk->error}};
    if (!ro_edition_text(desk, version)) return false;
    if (!version->text) return ro_fail(desk->error, RO_E_INPUT, "correction: add: the report was kept without its text");
    return ro_take_text(&a.taker, version->text, strlen(version->text)) && add_spans(&a) && add_row(&a) &&
           add_parts(desk, c, version, id);
}

/* ---- what it is completed by */

/* The country of a place that the record names, else null. */
static json_t *country_of(const json_t *record, const char *name) {
    size_t i;
    json_t *place;
    json_array_foreach(json_object_get(record, "places"), i, place) {
        const char *own = word_of(place, "name");
        if (own && !strcmp(own, name)) return json_incref(json_object_get(place, "country"));
    }
    return json_null();
}

static bool complete_place(const ro_desk *desk, json_t *add, const ro_edition *version) {
    json_t *place = json_object_get(add, "place");
    const char *name = json_string_value(json_is_string(place) ? place : json_object_get(place, "name"));
    if (!name || json_object_get(place, "country")) return true;
    json_t *record = ro_record_read(desk->store, version->number, desk->error);
    if (!record) return false;
    json_t *whole = json_pack("{s:s, s:o}", "name", name, "country", country_of(record, name));
    json_decref(record);
    return !json_object_set_new(add, "place", whole) || ro_fail_memory(desk->error);
}

/* The first day and the last, which may be one. */
static bool complete_day(const ro_desk *desk, json_t *add) {
    json_t *day = json_object_get(add, "day");
    const char *first = json_string_value(json_is_string(day) ? day : json_object_get(day, "earliest")),
               *last = word_of(day, "latest");
    if (!first) return true;
    return !json_object_set_new(add, "day", json_pack("{s:s, s:s}", "earliest", first, "latest", last ? last : first)) ||
           ro_fail_memory(desk->error);
}

/* One that stands in a statement is told by it, unless something else is said. */
static bool complete_status(const ro_desk *desk, json_t *add, const ro_edition *version) {
    holder h;
    const char *status = word_of(add, "status");
    if (!find_holder(desk, add, version, 0, &h)) return false;
    if (status && !strcmp(status, "attributed") && !h.id)
        return ro_fail(desk->error, RO_E_INPUT,
                       "correction: add.status: no statement has these words in it that the event could be attributed to: add it "
                       "first, or say asserted");
    return status || !json_object_set_new(add, "status", json_string(h.id ? "attributed" : "asserted")) ||
           ro_fail_memory(desk->error);
}

bool ro_added_complete(const ro_desk *desk, ro_correction *c, ro_edition *version) {
    json_t *add = added(c);
    if (!ro_edition_text(desk, version)) return false;
    if (!version->text) return ro_fail(desk->error, RO_E_INPUT, "correction: add: the report was kept without its text");
    if (!ro_passage_find(desk, version, add)) return false;
    return !is_kind(add, "event") ||
           (complete_place(desk, add, version) && complete_day(desk, add) && complete_status(desk, add, version));
}

/* ---- into records */

static bool place_span(json_t *add, const char *part, int64_t first, int64_t past) {
    json_t *pair = json_pack("[I, I]", (json_int_t)first, (json_int_t)past);
    if (strcmp(part, "content") != 0) return !json_object_set_new(add, part, pair);
    json_t *content = json_object_get(add, "content");
    if (!content) json_object_set_new(add, "content", content = json_array());
    return !json_array_append_new(content, pair);
}

bool ro_added_place(const ro_desk *desk, int64_t report, const char *item, json_t *add) {
    static const char spans[] = "SELECT part, first, past FROM spans WHERE report = ?1 AND item = ?2 ORDER BY part, position";
    static const char holders[] =
        "SELECT statement_id FROM events WHERE report = ?1 AND id = ?2 UNION ALL SELECT statement_id FROM"
        " commitments WHERE report = ?1 AND id = ?2";
    const ro_addition_kind *kind = ro_addition_of(add);
    ro_fetched rows;
    const ro_value given[] = {ro_integer(report), ro_string(item)};
    if (!kind || !ro_fetch(desk, spans, given, 2, 3, &rows)) return !kind;
    for (size_t i = 0; i < RO_ADDED_PARTS && kind->parts[i]; i++) json_object_del(add, kind->parts[i]);
    for (size_t i = 0; i < rows.rows; i++)
        if (!place_span(add, ro_cell_text(&rows, i, 0), ro_cell_number(&rows, i, 1), ro_cell_number(&rows, i, 2)))
            return ro_fail_memory(desk->error);
    if (!ro_fetch(desk, holders, given, 2, 1, &rows)) return false;
    const char *id = rows.rows ? ro_cell_text(&rows, 0, 0) : NULL;
    return !id || !json_object_set_new(add, "statement", json_string(id)) || ro_fail_memory(desk->error);
}
