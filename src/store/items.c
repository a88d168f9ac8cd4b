#include "store/items.h"

#include "input/document.h"
#include "store/take.h"
#include "store/whom.h"
#include "store/words.h"

#include <stdio.h>

struct ro_item_table {
    const char *kind;
    const char *fields[RO_ITEM_CELLS]; /* keys of a set, and columns in this order */
    size_t n_fields;
    const char *find, *reject, *update; /* reject apart: triggers of both at once would not see what the other did */
    const char *speakers, *silence, *speak, *restore;
};

/* sort: the column that people have a copy of. */
#define SPEAK(key, people, part, sort)                                                                                           \
    "INSERT INTO " people " (" key ", part, position, appearance, actor, day, shown, " sort                                      \
    ") SELECT CAST(?1 AS BIGINT), '" part "', CAST(?2 AS BIGINT), p.appearance, p.actor, i.day, i.shown, i." sort                \
    " FROM appearances p CROSS JOIN " key "s i"                                                                                  \
    " WHERE i." key " = ?1 AND "
#define PEOPLE(key, people, part, sort)                                                                                          \
    .speakers = "SELECT p.name, p.local FROM " people " q JOIN appearances p ON p.appearance = q.appearance WHERE q." key        \
                " = ?1 AND q.part = '" part "' ORDER BY q.position",                                                             \
    .silence = "DELETE FROM " people " WHERE " key " = ?1 AND part = '" part "'",                                                \
    .speak = SPEAK(key, people, part, sort) "p.appearance = ?3",                                                                 \
    .restore = SPEAK(key, people, part, sort) "p.local = ?3 AND p.report = i.report"

static const ro_item_table tables[] = {
    {.kind = "statement",
     .fields = {"act"},
     .n_fields = 1,
     .find = "SELECT statement, day, shown, rejected, origin, original, act FROM statements WHERE report = ?1 AND id = ?2",
     .reject = "UPDATE statements SET rejected = ?2 WHERE statement = ?1",
     .update = "UPDATE statements SET original = ?2, act = ?3 WHERE statement = ?1",
     PEOPLE("statement", "statement_actors", "speaker", "act")},
    {.kind = "event",
     .fields = {"status"},
     .n_fields = 1,
     .find = "SELECT event, day, shown, rejected, origin, original, status FROM events WHERE report = ?1 AND id = ?2",
     .reject = "UPDATE events SET rejected = ?2 WHERE event = ?1",
     .update = "UPDATE events SET original = ?2, status = ?3 WHERE event = ?1",
     PEOPLE("event", "event_actors", "source", "type")},
    {.kind = "commitment",
     .fields = {"kind", "status", "due.earliest", "due.latest"},
     .n_fields = 4,
     .find = "SELECT commitment, day, shown, rejected, origin, original, kind, status, due_from, due_to FROM commitments WHERE "
             "report = ?1"
             " AND id = ?2",
     .reject = "UPDATE commitments SET rejected = ?2 WHERE commitment = ?1",
     .update = "UPDATE commitments SET original = ?2, kind = ?3, status = ?4, due_from = ?5, due_to = ?6 WHERE "
               "commitment = ?1",
     PEOPLE("commitment", "commitment_actors", "party", "kind")},
};
enum { TABLES = sizeof tables / sizeof *tables, FIXED = 6 /* columns before the fields */ };

/* ---- finding */

bool ro_item_find(const ro_desk *desk, int64_t report, const char *id, ro_item *item, bool *found) {
    ro_fetched rows;
    const ro_value given[] = {ro_integer(report), ro_string(id)};
    *item = (ro_item){.id = id};
    *found = false;
    for (const ro_item_table *t = tables; !*found && t < tables + TABLES; t++) {
        if (!ro_fetch(desk, t->find, given, 2, FIXED + t->n_fields, &rows)) return false;
        if (!rows.rows) continue;
        *found = true;
        item->table = t;
        item->kind = t->kind;
        item->key = ro_cell_number(&rows, 0, 0);
        item->day = ro_cell_text(&rows, 0, 1);
        item->shown = ro_cell_number(&rows, 0, 2) != 0;
        item->rejected = ro_cell_number(&rows, 0, 3) != 0;
        item->origin = ro_cell_text(&rows, 0, 4);
        const char *original = ro_cell_text(&rows, 0, 5);
        item->original = original ? json_loads(original, 0, NULL) : NULL;
        for (size_t i = 0; i < t->n_fields; i++) item->cells[i] = ro_cell_text(&rows, 0, FIXED + i);
    }
    return true;
}

void ro_item_free(ro_item *item) {
    json_decref(item->original);
    item->original = NULL;
}

/* ---- what the engine had */

static json_t *text_or_null(const char *text) { return text ? json_string(text) : json_null(); }

static json_t *speakers_of(const ro_desk *desk, const ro_item *item) {
    ro_fetched rows;
    const ro_value given[] = {ro_integer(item->key)};
    if (!ro_fetch(desk, item->table->speakers, given, 1, 2, &rows)) return NULL;
    json_t *list = json_array();
    for (size_t i = 0; list && i < rows.rows; i++)
        json_array_append_new(list,
                              json_pack("{s:s, s:s}", "name", ro_cell_text(&rows, i, 0), "local", ro_cell_text(&rows, i, 1)));
    if (!list || json_array_size(list) != rows.rows) return json_decref(list), ro_fail_memory(desk->error), NULL;
    return list;
}

static bool is_due(const char *field) { return strncmp(field, "due.", 4) == 0; }

/* The value of a field as the row has it: due is a pair of two fields. */
static json_t *value_of(const ro_item *item, size_t field) {
    if (!is_due(item->table->fields[field])) return text_or_null(item->cells[field]);
    const char *from = item->cells[field], *to = item->cells[field + 1];
    return from || to ? json_pack("{s:s?, s:s?}", "earliest", from, "latest", to) : json_null();
}

/* One key; set says if it is asked for. */
static bool put_original(const ro_item *item, const json_t *set, const char *key, json_t *now, json_t *out) {
    json_t *before = json_object_get(item->original, key);
    if (set && !json_object_get(set, !strcmp(key, "speakers") ? "speaker" : key)) return json_decref(now), true;
    if (!before) return !json_object_set_new(out, key, now);
    json_decref(now);
    return !json_object_set(out, key, before);
}

json_t *ro_item_original(const ro_desk *desk, const ro_item *item, const json_t *set) {
    json_t *out = json_object(), *speakers = speakers_of(desk, item);
    const ro_item_table *t = item->table;
    if (!speakers) return json_decref(out), NULL;
    bool good = out && put_original(item, set, "speakers", speakers, out);
    for (size_t i = 0; good && i < t->n_fields; i += is_due(t->fields[i]) ? 2 : 1)
        good = put_original(item, set, is_due(t->fields[i]) ? "due" : t->fields[i], value_of(item, i), out);
    if (good) return out;
    json_decref(out);
    return ro_fail_memory(desk->error), NULL;
}

/* ---- what counts now */

typedef struct wish {
    json_t *set; /* all that is set, the last of each */
    bool rejected;
    ro_correction *speaker; /* who says who speaks; NULL: nobody */
} wish;

/* by_human: the item is itself what was added; else an engine has found by now what was, and it counts as a set. */
static bool wish_for(wish *w, ro_correction *c, bool by_human) {
    bool good = true, add = !strcmp(c->kind, "add");
    json_t *act = json_object_get(json_object_get(c->change, "add"), "act");
    if (add && by_human) return true;
    if (!strcmp(c->kind, "reject")) w->rejected = json_is_true(json_object_get(c->change, "reject"));
    if (!strcmp(c->kind, "set")) good = !json_object_update(w->set, json_object_get(c->change, "set"));
    if (add && act) good = !json_object_set(w->set, "act", act);
    if (ro_correction_speaker(c)) w->speaker = c;
    return good;
}

static const char *set_value(const ro_item *item, const wish *w, const json_t *original, size_t field) {
    const char *key = item->table->fields[field], *part = is_due(key) ? key + 4 : NULL;
    json_t *value = json_object_get(w->set, part ? "due" : key);
    if (!value) value = json_object_get(original, part ? "due" : key);
    return json_string_value(part ? json_object_get(value, part) : value);
}

/* Of what was there before, what now is otherwise; *text, from malloc, is NULL where nothing is. False: out of memory. */
static bool print_changed(const wish *w, json_t *original, char **text) {
    const char *key;
    json_t *value, *changed = json_object();
    bool good = changed != NULL;
    json_object_foreach(original, key, value) {
        bool speakers = !strcmp(key, "speakers");
        if (speakers ? w->speaker != NULL : json_object_get(w->set, key) != NULL)
            good = good && !json_object_set(changed, key, value);
    }
    *text = good && json_object_size(changed) ? ro_json_print(changed, JSON_COMPACT) : NULL;
    good = good && (*text || !json_object_size(changed));
    json_decref(changed);
    return good;
}

static bool update(const ro_desk *desk, const ro_item *item, const wish *w, json_t *original) {
    char *changed;
    if (!print_changed(w, original, &changed)) return ro_fail_memory(desk->error);
    ro_value row[2 + RO_ITEM_CELLS] = {ro_integer(item->key), ro_string(changed)};
    const ro_value rejected[] = {row[0], ro_integer(w->rejected)};
    for (size_t i = 0; i < item->table->n_fields; i++) row[2 + i] = ro_string(set_value(item, w, original, i));
    bool done = (item->rejected == w->rejected || ro_desk_do(desk, item->table->reject, rejected, 2)) &&
                ro_desk_do(desk, item->table->update, row, 2 + item->table->n_fields);
    free(changed);
    return done;
}

/* ---- who speaks */

#define UNUSED                                                                                                                   \
    " FROM appearances WHERE report = ?1 AND local LIKE 'human%'"                                                                \
    " AND NOT EXISTS (SELECT 1 FROM statement_actors q WHERE q.appearance = appearances.appearance)"                             \
    " AND NOT EXISTS (SELECT 1 FROM event_actors q WHERE q.appearance = appearances.appearance)"                                 \
    " AND NOT EXISTS (SELECT 1 FROM commitment_actors q WHERE q.appearance = appearances.appearance)"

/* Appearances that only corrections made, and nothing refers to any more. */
static bool sweep_appearances(const ro_desk *desk, const ro_edition *version) {
    ro_fetched rows;
    const ro_value given[] = {ro_integer(version->number)};
    if (!ro_fetch(desk, "SELECT actor, name" UNUSED, given, 1, 2, &rows)) return false;
    for (size_t i = 0; i < rows.rows; i++) {
        const ro_value *name = ro_cell(&rows, i, 1);
        if (!ro_leavings_add(desk->leavings, ro_cell_number(&rows, i, 0), name->text, name->size))
            return ro_fail_memory(desk->error);
    }
    return !rows.rows || ro_desk_do(desk, "DELETE" UNUSED, given, 1);
}

static bool silence(const ro_desk *desk, const ro_item *item) {
    const ro_value given[] = {ro_integer(item->key)};
    return ro_desk_do(desk, item->table->silence, given, 1);
}

static bool restore(const ro_desk *desk, const ro_item *item, const json_t *speakers) {
    size_t i;
    const json_t *one;
    if (!silence(desk, item)) return false;
    json_array_foreach(speakers, i, one) {
        const ro_value row[] = {ro_integer(item->key), ro_integer((int64_t)i),
                                ro_string(json_string_value(json_object_get(one, "local")))};
        if (!ro_desk_do(desk, item->table->restore, row, 3)) return false;
    }
    return true;
}

static bool let_speak(const ro_desk *desk, const ro_edition *version, const ro_item *item, const ro_correction *c) {
    int64_t actor;
    if (!ro_whom_speaks(desk, c, version, &actor)) return false;
    int64_t appearance = ro_whom_appears(desk, version, actor, ro_correction_speaker(c));
    const ro_value row[] = {ro_integer(item->key), ro_integer(0), ro_integer(appearance)};
    return appearance && silence(desk, item) && ro_desk_do(desk, item->table->speak, row, 3);
}

static bool renew_speakers(const ro_desk *desk, const ro_edition *version, const ro_item *item, const wish *w,
                           const json_t *original) {
    bool changed = json_object_get(item->original, "speakers") != NULL;
    if (!w->speaker && !changed) return true;
    if (w->speaker ? !let_speak(desk, version, item, w->speaker) : !restore(desk, item, json_object_get(original, "speakers")))
        return false;
    return sweep_appearances(desk, version);
}

/* ---- */

static bool renew(const ro_desk *desk, const ro_edition *version, const ro_item *item, const ro_fetched *rows,
                  ro_correction *list) {
    wish w = {.set = json_object()};
    bool good = w.set != NULL || ro_fail_memory(desk->error);
    for (size_t i = 0; good && i < rows->rows; i++)
        good = ro_correction_from(&list[i], rows, i, desk->error) &&
               (wish_for(&w, &list[i], !strcmp(item->origin, "human")) || ro_fail_memory(desk->error));
    json_t *original = good ? ro_item_original(desk, item, NULL) : NULL;
    good = original && update(desk, item, &w, original) && renew_speakers(desk, version, item, &w, original);
    json_decref(original);
    json_decref(w.set);
    for (size_t i = 0; i < rows->rows; i++) ro_correction_free(&list[i]);
    return good;
}

bool ro_item_renew(const ro_desk *desk, const ro_edition *version, const char *id) {
    static const char text[] =
        "SELECT " RO_CORRECTION_COLUMNS " FROM correction_states s JOIN corrections c ON c.correction = s.correction"
        " WHERE s.report = ?1 AND s.item = ?2 AND s.state = 'applied' ORDER BY c.made_at, c.id";
    ro_item item;
    ro_fetched rows;
    bool found;
    const ro_value given[] = {ro_integer(version->number), ro_string(id)};
    if (!ro_item_find(desk, version->number, id, &item, &found)) return false;
    bool good = !found || ro_fetch(desk, text, given, 2, RO_CORRECTION_CELLS, &rows);
    if (good && found) {
        ro_correction *list = ro_arena_array(desk->arena, rows.rows + 1, sizeof *list);
        good = list ? renew(desk, version, &item, &rows, list) : ro_fail_memory(desk->error);
    }
    ro_item_free(&item);
    return good;
}

/* ---- what was added */

static void put_pair(ro_buffer *key, const json_t *pair, int64_t shift, bool *good, bool *some) {
    char part[64];
    if (!json_is_array(pair)) return;
    int size = snprintf(part, sizeof part, "%s%lld-%lld", *some ? "," : "",
                        (long long)(json_integer_value(json_array_get(pair, 0)) + shift),
                        (long long)(json_integer_value(json_array_get(pair, 1)) + shift));
    *good = *good && ro_buffer_add(key, part, (size_t)size);
    *some = true;
}

const char *ro_item_added_id(const ro_desk *desk, const ro_correction *c, const ro_edition *version, int64_t shift) {
    const json_t *add = json_object_get(c->change, "add"), *pair;
    ro_buffer key = {0};
    char hex[65];
    size_t i;
    bool some = false, good = ro_buffer_add(&key, "statement|1|", 12) && ro_buffer_add(&key, version->id, strlen(version->id)) &&
                              ro_buffer_add(&key, "|", 1);
    put_pair(&key, json_object_get(add, "cue"), shift, &good, &some);
    json_array_foreach(json_object_get(add, "content"), i, pair) put_pair(&key, pair, shift, &good, &some);
    good = good && ro_buffer_add(&key, "|0", 2);
    if (good) ro_sha256(key.data, key.size, hex);
    ro_buffer_free(&key);
    const char *id = good ? ro_arena_copy(desk->arena, hex, 16) : NULL;
    if (!id) ro_fail_memory(desk->error);
    return id;
}

bool ro_item_add_fits(const ro_desk *desk, const ro_correction *c, ro_edition *version, int64_t shift, bool *fits) {
    static const char *const parts[] = {"cue", "source"};
    const json_t *add = json_object_get(c->change, "add"), *content = json_object_get(add, "content");
    int64_t points = 0, least = INT64_MAX, most = 0;
    *fits = false;
    if (!ro_edition_text(desk, version)) return false;
    for (const char *at = version->text; at && *at; at++) points += ((unsigned char)*at & 0xC0) != 0x80;
    for (size_t i = 0; i < json_array_size(content) + 2; i++) {
        const json_t *pair = i < 2 ? json_object_get(add, parts[i]) : json_array_get(content, i - 2);
        int64_t first = json_integer_value(json_array_get(pair, 0)), past = json_integer_value(json_array_get(pair, 1));
        if (!json_is_array(pair)) continue;
        if (first < least) least = first;
        if (past > most) most = past;
    }
    *fits = version->text && least + shift >= 0 && most + shift <= points;
    return true;
}

/* An addition on its way into the tables. */
typedef struct adding {
    const ro_desk *desk;
    const ro_edition *version;
    const char *id;
    int64_t shift;
    ro_taker taker;
} adding;

/* Puts a span in; *words: those of the text there. */
static bool add_span(adding *a, const char *part, int64_t position, const json_t *pair, ro_slice *words) {
    static const char text[] = "INSERT INTO spans (report, item, part, position, first, past) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    int64_t first = json_integer_value(json_array_get(pair, 0)) + a->shift,
            past = json_integer_value(json_array_get(pair, 1)) + a->shift;
    *words = (ro_slice){0};
    if (!json_is_array(pair)) return true;
    if (first < 0 || past > (int64_t)a->taker.points)
        return ro_fail(a->desk->error, RO_E_INPUT, "correction: add: a span ends behind the text");
    *words = ro_take_slice(&a->taker, (uint32_t)first, (uint32_t)past);
    const ro_value row[] = {ro_integer(a->version->number), ro_string(a->id),  ro_string(part),
                            ro_integer(position),           ro_integer(first), ro_integer(past)};
    return ro_desk_do(a->desk, text, row, 6);
}

/* The words of all spans of the content, joined as records' are. */
static bool add_content(adding *a, const json_t *content, ro_buffer *joined) {
    size_t i;
    const json_t *pair;
    ro_slice words;
    json_array_foreach(content, i, pair) {
        if (!add_span(a, "content", (int64_t)i, pair, &words)) return false;
        if ((i && !ro_buffer_add(joined, " … ", 5)) || !ro_buffer_add(joined, words.text, words.size))
            return ro_fail_memory(a->desk->error);
    }
    return true;
}

static bool index_words(const ro_desk *desk, int64_t key, const ro_buffer *content) {
    static const char *const texts[] = {[RO_SQLITE] = "INSERT INTO statements_words (rowid, content) VALUES (?1, ?2)",
                                        [RO_POSTGRES] = "INSERT INTO statements_words (statement, words) VALUES (?1, ?2)"};
    ro_buffer words = {0};
    bool good = ro_store_words(content->data, content->size, &words) || ro_fail_memory(desk->error);
    const ro_value row[] = {ro_integer(key), {.kind = RO_WORDS, .text = words.data ? words.data : "", .size = words.size}};
    good = good && ro_desk_do(desk, texts[ro_sql_dialect(desk->store->sql)], row, 2);
    ro_buffer_free(&words);
    return good;
}

static ro_value text_of(ro_slice words) {
    return words.text ? (ro_value){.kind = RO_TEXT, .text = words.text, .size = words.size} : ro_null();
}

static const char *word_or(const json_t *add, const char *key, const char *otherwise) {
    const char *word = json_string_value(json_object_get(add, key));
    return word ? word : otherwise;
}

static bool add_row(const adding *a, const json_t *add, const ro_slice parts[2], const ro_buffer *content) {
    static const char about[] = "SELECT day, latest, engine FROM reports WHERE report = ?1";
    static const char text[] =
        "INSERT INTO statements (statement, id, report, act, manner, negated, confidence, source, cue, content, day,"
        " origin, rejected, shown, engine) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, 'human', ?6, ?12, ?13)";
    ro_fetched rows;
    const ro_value given[] = {ro_integer(a->version->number)};
    if (!ro_fetch(a->desk, about, given, 1, 3, &rows)) return false;
    int64_t key = ro_store_number(a->desk->store, "statements", a->desk->error);
    if (!key || !rows.rows) return false;
    const ro_value row[] = {ro_integer(key),
                            ro_string(a->id),
                            given[0],
                            ro_string(word_or(add, "act", "say")),
                            ro_string(word_or(add, "manner", "indirect")),
                            ro_integer(0),
                            ro_real(1),
                            text_of(parts[0]),
                            text_of(parts[1]),
                            (ro_value){.kind = RO_TEXT, .text = content->data, .size = content->size},
                            *ro_cell(&rows, 0, 0),
                            ro_integer(ro_cell_number(&rows, 0, 1)),
                            *ro_cell(&rows, 0, 2)};
    return ro_desk_do(a->desk, text, row, sizeof row / sizeof *row) && index_words(a->desk, key, content);
}

static bool add_speaker(const ro_desk *desk, const ro_correction *c, const ro_edition *version, const char *id) {
    ro_item item;
    bool found;
    if (!ro_correction_speaker(c)) return true;
    bool good = ro_item_find(desk, version->number, id, &item, &found) && found && let_speak(desk, version, &item, c);
    ro_item_free(&item);
    return good;
}

bool ro_item_add(const ro_desk *desk, const ro_correction *c, ro_edition *version, int64_t shift, const char *id) {
    adding a = {
        .desk = desk, .version = version, .id = id, .shift = shift, .taker = {.arena = desk->arena, .error = desk->error}};
    const json_t *add = json_object_get(c->change, "add");
    ro_slice parts[2];
    ro_buffer content = {0};
    if (!ro_edition_text(desk, version)) return false;
    if (!version->text) return ro_fail(desk->error, RO_E_INPUT, "correction: add: the report was kept without its text");
    bool good = ro_take_text(&a.taker, version->text, strlen(version->text)) &&
                add_span(&a, "source", 0, json_object_get(add, "source"), &parts[0]) &&
                add_span(&a, "cue", 0, json_object_get(add, "cue"), &parts[1]) &&
                add_content(&a, json_object_get(add, "content"), &content) && add_row(&a, add, parts, &content) &&
                add_speaker(desk, c, version, id);
    ro_buffer_free(&content);
    return good;
}
