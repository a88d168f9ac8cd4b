#include "store/record.h"

#include "input/document.h"
#include "store/corrected.h"
#include "store/correction.h"

#include <zstd.h>

enum { RECORD_MOST = 1 << 30 };

/* ---- the record itself */

static json_t *unpack(ro_store *store, ro_value packed, ro_error *error) {
    unsigned long long size = ZSTD_getFrameContentSize(packed.text, packed.size);
    const char *name = ro_sql_name(store->sql);
    if (size > RECORD_MOST) return ro_fail(error, RO_E_IO, "%s: a record is damaged", name), NULL;
    char *json = malloc((size_t)size + 1);
    if (!json) return ro_fail_memory(error), NULL;
    bool good = ZSTD_decompress(json, (size_t)size, packed.text, packed.size) == size;
    json_t *record = good ? json_loadb(json, (size_t)size, 0, NULL) : NULL;
    free(json);
    if (!record) ro_fail(error, RO_E_IO, "%s: a record is damaged", name);
    return record;
}

static json_t *load(ro_store *store, int64_t report, ro_error *error) {
    ro_value key = ro_integer(report);
    ro_rows *rows = ro_sql_ask(store->sql, "SELECT record FROM reports WHERE report = ?1", &key, 1, error);
    json_t *record = rows && ro_rows_next(rows, error) ? unpack(store, ro_rows_value(rows, 0), error) : NULL;
    ro_rows_free(rows);
    return record;
}

/* ---- actors of the store */

/* The record's actors by their ids. NULL: out of memory. */
static json_t *actors_by_id(const json_t *record) {
    json_t *by_id = json_object(), *actor;
    size_t i;
    json_array_foreach(json_object_get(record, "actors"), i, actor) {
        const char *id = json_string_value(json_object_get(actor, "id"));
        if (id && json_object_set(by_id, id, actor)) return json_decref(by_id), NULL;
    }
    return by_id;
}

static bool name_actor(json_t *by_id, const ro_rows *rows) {
    ro_value local = ro_rows_value(rows, 0), name = ro_rows_value(rows, 2);
    json_t *actor = local.kind == RO_TEXT ? json_object_get(by_id, local.text) : NULL;
    return !actor ||
           (!json_object_set_new(actor, "store_actor", json_sprintf("#%lld", (long long)ro_rows_value(rows, 1).integer)) &&
            !json_object_set_new(actor, "known_as", json_stringn(name.text ? name.text : "", name.size)));
}

static bool name_actors(ro_store *store, int64_t report, json_t *record, ro_error *error) {
    ro_value key = ro_integer(report);
    ro_rows *rows = ro_sql_ask(
        store->sql, "SELECT p.local, a.actor, a.name FROM appearances p JOIN actors a ON a.actor = p.actor WHERE p.report = ?1",
        &key, 1, error);
    bool good = rows != NULL;
    error->code = good ? RO_OK : error->code;
    json_t *by_id = good ? actors_by_id(record) : NULL;
    if (good && !by_id) good = ro_fail_memory(error);
    while (good && ro_rows_next(rows, error)) good = name_actor(by_id, rows) || ro_fail_memory(error);
    json_decref(by_id);
    ro_rows_free(rows);
    return good && error->code == RO_OK;
}

/* ---- corrections */

/* Adds a span of the item to an addition, whose own are those of the text that it was made in. */
static bool put_span(json_t *add, const char *part, int64_t first, int64_t past) {
    json_t *pair = json_pack("[I, I]", (json_int_t)first, (json_int_t)past);
    if (strcmp(part, "content") != 0) return !json_object_set_new(add, part, pair);
    json_t *content = json_object_get(add, "content");
    if (!content) json_object_set_new(add, "content", content = json_array());
    return !json_array_append_new(content, pair);
}

static bool place_addition(const ro_desk *desk, int64_t report, const char *item, json_t *change) {
    static const char text[] = "SELECT part, first, past FROM spans WHERE report = ?1 AND item = ?2 ORDER BY part, position";
    static const char *const parts[] = {"content", "cue", "source"};
    json_t *add = json_object_get(change, "add");
    ro_fetched rows;
    const ro_value given[] = {ro_integer(report), ro_string(item)};
    if (!ro_fetch(desk, text, given, 2, 3, &rows)) return false;
    for (size_t i = 0; i < 3; i++) json_object_del(add, parts[i]);
    for (size_t i = 0; i < rows.rows; i++)
        if (!put_span(add, ro_cell_text(&rows, i, 0), ro_cell_number(&rows, i, 1), ro_cell_number(&rows, i, 2)))
            return ro_fail_memory(desk->error);
    return true;
}

/* A correction as corrected.h has it: behind the columns of its row, the item and the speaker's number. */
static json_t *correction_of(const ro_desk *desk, int64_t report, const ro_fetched *rows, size_t row) {
    ro_correction c;
    const char *item = ro_cell_text(rows, row, RO_CORRECTION_CELLS);
    int64_t actor = ro_cell_number(rows, row, RO_CORRECTION_CELLS + 1);
    if (!ro_correction_from(&c, rows, row, desk->error)) return NULL;
    json_t *out = ro_correction_json(&c);
    bool good = out && !json_object_set_new(out, "item", json_string(item));
    if (good && actor) good = !json_object_set_new(out, "actor", json_sprintf("#%lld", (long long)actor));
    if (!good) ro_fail_memory(desk->error);
    good = good && (strcmp(c.kind, "add") != 0 || place_addition(desk, report, item, out));
    ro_correction_free(&c);
    if (good) return out;
    json_decref(out);
    return NULL;
}

/* In the order in which they count; additions first, as others may be of them. */
static bool correct(const ro_desk *desk, int64_t report, json_t *record) {
    static const char text[] =
        "SELECT " RO_CORRECTION_COLUMNS ", s.item, COALESCE(a.merged_into, a.actor) FROM correction_states s"
        " JOIN corrections c ON c.correction = s.correction"
        " LEFT JOIN correction_actors q ON q.correction = c.correction AND q.part = 'speaker' LEFT JOIN actors a ON a.actor = "
        "q.actor"
        " WHERE s.report = ?1 AND s.state = 'applied' AND c.kind IN ('set', 'reject', 'add')"
        " ORDER BY CASE WHEN c.kind = 'add' THEN 0 ELSE 1 END, c.made_at, c.id";
    ro_fetched rows;
    const ro_value given[] = {ro_integer(report)};
    if (!ro_fetch(desk, text, given, 1, RO_CORRECTION_CELLS + 2, &rows)) return false;
    for (size_t i = 0; i < rows.rows; i++) {
        json_t *correction = correction_of(desk, report, &rows, i);
        bool good = correction && (ro_correct_record(record, correction) || ro_fail_memory(desk->error));
        json_decref(correction);
        if (!good) return false;
    }
    return true;
}

json_t *ro_record_of(ro_store *store, int64_t report, ro_error *error) {
    ro_error own = {0};
    ro_arena *arena = ro_arena_new();
    const ro_desk desk = {store, arena, &own, NULL};
    json_t *record = arena ? load(store, report, &own) : NULL;
    if (!arena) ro_fail_memory(&own);
    if (record && (!name_actors(store, report, record, &own) || !correct(&desk, report, record))) {
        json_decref(record);
        record = NULL;
    }
    ro_arena_free(arena);
    if (error) *error = own;
    return record;
}

/* ---- by any of its names */

/* The number of the latest version; 0: there is none, or an error. */
static int64_t number_of(ro_store *store, const char *report, ro_error *error) {
    ro_value name = ro_string(report);
    ro_rows *rows = ro_sql_ask(
        store->sql,
        "SELECT report FROM reports WHERE id = ?1 OR address = ?1 OR text_sha256 = ?1 ORDER BY latest DESC, report DESC "
        "LIMIT 1",
        &name, 1, error);
    int64_t number = rows && ro_rows_next(rows, error) ? ro_rows_value(rows, 0).integer : 0;
    ro_rows_free(rows);
    return number;
}

char *ro_store_record(ro_store *store, const char *report, ro_error *error) {
    ro_error own = {0};
    if (!ro_store_begin_reading(store, &own)) return *error = own, NULL;
    int64_t number = number_of(store, report, &own);
    json_t *record = number ? ro_record_of(store, number, &own) : NULL;
    char *json = record ? ro_json_print(record, JSON_COMPACT | JSON_REAL_PRECISION(7)) : NULL;
    if (record && !json) ro_fail_memory(&own);
    json_decref(record);
    ro_store_end_reading(store);
    if (error) *error = own;
    return json;
}
