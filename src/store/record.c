#include "store/record.h"

#include "input/document.h"
#include "store/added.h"
#include "store/corrected.h"
#include "store/whom.h"

#include <zstd.h>

enum { RECORD_MOST = 1 << 30 };

/* ---- the record itself */

/* NULL with RO_OK: it is damaged. */
static json_t *unpack(ro_value packed, ro_error *error) {
    unsigned long long size = ZSTD_getFrameContentSize(packed.text, packed.size);
    if (size > RECORD_MOST) return NULL; /* or its beginning is no packed record's */
    char *json = malloc((size_t)size + 1);
    if (!json) return ro_fail_memory(error), NULL;
    bool good = ZSTD_decompress(json, (size_t)size, packed.text, packed.size) == size;
    json_t *record = good ? json_loadb(json, (size_t)size, 0, NULL) : NULL;
    free(json);
    if (json_is_object(record)) return record;
    json_decref(record);
    return NULL;
}

const char *ro_record_name(ro_store *store, ro_arena *arena, int64_t report, ro_error *error) {
    const ro_desk desk = {store, arena, error, NULL};
    const ro_value key = ro_integer(report);
    ro_fetched rows;
    if (!ro_fetch(&desk, "SELECT COALESCE(uri, id) FROM reports WHERE report = ?1", &key, 1, 1, &rows)) return NULL;
    return rows.rows ? ro_cell_text(&rows, 0, 0) : "a report";
}

/* "REPORT: its record is damaged: what to do", which says nothing of others. */
static void fail_damaged(const ro_desk *desk, int64_t report, const char *what) {
    const char *name = ro_record_name(desk->store, desk->arena, report, desk->error);
    if (name)
        ro_fail(desk->error, RO_E_INPUT, "%.300s: %s is damaged: restore %.100s from a copy", name, what,
                ro_sql_name(desk->store->sql));
}

static json_t *load(const ro_desk *desk, int64_t report) {
    ro_value key = ro_integer(report);
    ro_rows *rows = ro_sql_ask(desk->store->sql, "SELECT record FROM reports WHERE report = ?1", &key, 1, desk->error);
    bool some = rows && ro_rows_next(rows, desk->error);
    json_t *record = some ? unpack(ro_rows_value(rows, 0), desk->error) : NULL;
    ro_rows_free(rows);
    if (some && !record && !desk->error->code) fail_damaged(desk, report, "its record");
    return record;
}

json_t *ro_record_read(ro_store *store, int64_t report, ro_error *error) {
    ro_arena *arena = ro_arena_new();
    const ro_desk desk = {store, arena, error, NULL};
    json_t *record = arena ? load(&desk, report) : (ro_fail_memory(error), NULL);
    ro_arena_free(arena);
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

/* Whom it names for each part, by their numbers in the store: {"speaker": ["#12", …]}. */
static bool put_numbers(const ro_desk *desk, const ro_correction *c, json_t *out) {
    json_t *numbers = json_object();
    bool good = numbers && !json_object_set_new(out, "numbers", numbers);
    for (size_t part = 0; good && part < RO_CORRECTED_PARTS; part++) {
        json_t *list = json_array();
        int64_t actor;
        good = list && !json_object_set_new(numbers, ro_corrected_parts[part], list);
        for (size_t i = 0; good && ro_correction_name(c, part, i); i++) {
            if (!ro_whom_kept(desk, c, ro_corrected_parts[part], i, &actor)) return false;
            good = !json_array_append_new(list, actor ? json_sprintf("#%lld", (long long)actor) : json_null());
        }
    }
    return good || ro_fail_memory(desk->error);
}

/* A correction as corrected.h has it: behind the columns of its row, the item. */
static json_t *correction_of(const ro_desk *desk, int64_t report, const ro_fetched *rows, size_t row) {
    ro_correction c;
    const char *item = ro_cell_text(rows, row, RO_CORRECTION_CELLS);
    if (!ro_correction_from(&c, rows, row, desk->error)) {
        if (desk->error->code == RO_E_IO) fail_damaged(desk, report, "a correction of it");
        return NULL;
    }
    json_t *out = ro_correction_json(&c);
    bool good = out && !json_object_set_new(out, "item", json_string(item));
    if (!good) ro_fail_memory(desk->error);
    good = good && put_numbers(desk, &c, out) &&
           (strcmp(c.kind, "add") != 0 || ro_added_place(desk, report, item, json_object_get(out, "add")));
    ro_correction_free(&c);
    if (good) return out;
    json_decref(out);
    return NULL;
}

/* In the order in which they count; additions first, as others may be of them. */
static bool correct(const ro_desk *desk, int64_t report, json_t *record) {
    static const char text[] =
        "SELECT " RO_CORRECTION_COLUMNS ", s.item FROM correction_states s JOIN corrections c ON c.correction = s.correction"
        " WHERE s.report = ?1 AND s.state = 'applied' AND c.kind IN ('set', 'reject', 'add')"
        " ORDER BY CASE WHEN c.kind = 'add' THEN 0 ELSE 1 END, c.made_at, c.id";
    ro_fetched rows;
    const ro_value given[] = {ro_integer(report)};
    if (!ro_fetch(desk, text, given, 1, RO_CORRECTION_CELLS + 1, &rows)) return false;
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
    json_t *record = arena ? load(&desk, report) : NULL;
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
