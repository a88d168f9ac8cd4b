#include "store/items.h"

#include "input/document.h"
#include "store/whom.h"

/* Who takes part in one way. */
typedef struct people {
    const char *names, *clear, *put, *restore;
} people;

struct ro_item_table {
    const char *kind;
    const char *fields[RO_ITEM_CELLS]; /* keys of a set, and columns in this order */
    size_t n_fields;
    const char *find, *reject, *update; /* reject apart: triggers of both at once would not see what the other did */
    people parts[RO_CORRECTED_PARTS];
};

/* What `original` calls them. */
static const char *const originals[RO_CORRECTED_PARTS] = {"speakers", "addressees"};

/* sort: the column that people have a copy of. */
#define PUT(key, people, part, sort)                                                                                             \
    "INSERT INTO " people " (" key ", part, position, appearance, actor, day, shown, " sort                                      \
    ") SELECT CAST(?1 AS BIGINT), '" part "', CAST(?2 AS BIGINT), p.appearance, p.actor, i.day, i.shown, i." sort                \
    " FROM appearances p CROSS JOIN " key "s i"                                                                                  \
    " WHERE i." key " = ?1 AND "
#define PART(key, people, part, sort)                                                                                            \
    {                                                                                                                            \
        .names = "SELECT p.name, p.local FROM " people " q JOIN appearances p ON p.appearance = q.appearance WHERE q." key       \
                 " = ?1 AND q.part = '" part "' ORDER BY q.position",                                                            \
        .clear = "DELETE FROM " people " WHERE " key " = ?1 AND part = '" part "'",                                              \
        .put = PUT(key, people, part, sort) "p.appearance = ?3",                                                                 \
        .restore = PUT(key, people, part, sort) "p.local = ?3 AND p.report = i.report",                                          \
    }
#define PARTS(key, people, first, second, sort) .parts = {PART(key, people, first, sort), PART(key, people, second, sort)}

static const ro_item_table tables[] = {
    {.kind = "statement",
     .fields = {"act"},
     .n_fields = 1,
     .find = "SELECT statement, day, shown, rejected, origin, original, act FROM statements WHERE report = ?1 AND id = ?2",
     .reject = "UPDATE statements SET rejected = ?2 WHERE statement = ?1",
     .update = "UPDATE statements SET original = ?2, act = ?3 WHERE statement = ?1",
     PARTS("statement", "statement_actors", "speaker", "addressee", "act")},
    {.kind = "event",
     .fields = {"status"},
     .n_fields = 1,
     .find = "SELECT event, day, shown, rejected, origin, original, status FROM events WHERE report = ?1 AND id = ?2",
     .reject = "UPDATE events SET rejected = ?2 WHERE event = ?1",
     .update = "UPDATE events SET original = ?2, status = ?3 WHERE event = ?1",
     PARTS("event", "event_actors", "source", "recipient", "type")},
    {.kind = "commitment",
     .fields = {"kind", "status", "due.earliest", "due.latest"},
     .n_fields = 4,
     .find = "SELECT commitment, day, shown, rejected, origin, original, kind, status, due_from, due_to FROM commitments WHERE "
             "report = ?1"
             " AND id = ?2",
     .reject = "UPDATE commitments SET rejected = ?2 WHERE commitment = ?1",
     .update = "UPDATE commitments SET original = ?2, kind = ?3, status = ?4, due_from = ?5, due_to = ?6 WHERE "
               "commitment = ?1",
     PARTS("commitment", "commitment_actors", "party", "counterparty", "kind")},
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

static json_t *names_of(const ro_desk *desk, const ro_item *item, size_t part) {
    ro_fetched rows;
    const ro_value given[] = {ro_integer(item->key)};
    if (!ro_fetch(desk, item->table->parts[part].names, given, 1, 2, &rows)) return NULL;
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

/* One key, which a set calls `called`; set says if it is asked for. */
static bool put_original(const ro_item *item, const json_t *set, const char *key, const char *called, json_t *now, json_t *out) {
    json_t *before = json_object_get(item->original, key);
    if (set && !json_object_get(set, called)) return json_decref(now), true;
    if (!before) return !json_object_set_new(out, key, now);
    json_decref(now);
    return !json_object_set(out, key, before);
}

static bool put_parts(const ro_desk *desk, const ro_item *item, const json_t *set, json_t *out) {
    for (size_t i = 0; i < RO_CORRECTED_PARTS; i++) {
        json_t *names = names_of(desk, item, i);
        if (!names) return false;
        if (!put_original(item, set, originals[i], ro_corrected_parts[i], names, out)) return ro_fail_memory(desk->error);
    }
    return true;
}

json_t *ro_item_original(const ro_desk *desk, const ro_item *item, const json_t *set) {
    json_t *out = json_object();
    const ro_item_table *t = item->table;
    bool good = out != NULL || ro_fail_memory(desk->error);
    good = good && put_parts(desk, item, set, out);
    for (size_t i = 0; good && i < t->n_fields; i += is_due(t->fields[i]) ? 2 : 1) {
        const char *key = is_due(t->fields[i]) ? "due" : t->fields[i];
        good = put_original(item, set, key, key, value_of(item, i), out) || ro_fail_memory(desk->error);
    }
    if (good) return out;
    json_decref(out);
    return NULL;
}

/* ---- what counts now */

typedef struct wish {
    json_t *set; /* all that is set, the last of each */
    bool rejected;
    ro_correction *parts[RO_CORRECTED_PARTS]; /* that says who takes part; NULL: none */
} wish;

/* by_human: the item is itself what was added; else an engine has found by now what was, and what it has in common with a set
 * counts as one. */
static bool wish_for(const ro_item *item, wish *w, ro_correction *c, bool by_human) {
    bool good = true, add = !strcmp(c->kind, "add");
    if (add && by_human) return true;
    if (!strcmp(c->kind, "reject")) w->rejected = json_is_true(json_object_get(c->change, "reject"));
    if (!strcmp(c->kind, "set")) good = !json_object_update(w->set, json_object_get(c->change, "set"));
    for (size_t i = 0; add && good && i < item->table->n_fields; i++) {
        const char *key = is_due(item->table->fields[i]) ? "due" : item->table->fields[i];
        json_t *value = json_object_get(json_object_get(c->change, "add"), key);
        good = !value || !json_object_set(w->set, key, value);
    }
    for (size_t i = 0; i < RO_CORRECTED_PARTS; i++)
        if (ro_correction_name(c, i, 0)) w->parts[i] = c;
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
        bool is_set = json_object_get(w->set, key) != NULL;
        for (size_t i = 0; i < RO_CORRECTED_PARTS; i++) is_set = is_set || (w->parts[i] && !strcmp(key, originals[i]));
        if (is_set) good = good && !json_object_set(changed, key, value);
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

/* ---- who takes part */

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

static bool clear(const ro_desk *desk, const ro_item *item, size_t part) {
    const ro_value given[] = {ro_integer(item->key)};
    return ro_desk_do(desk, item->table->parts[part].clear, given, 1);
}

static bool restore(const ro_desk *desk, const ro_item *item, size_t part, const json_t *names) {
    size_t i;
    const json_t *one;
    if (!clear(desk, item, part)) return false;
    json_array_foreach(names, i, one) {
        const ro_value row[] = {ro_integer(item->key), ro_integer((int64_t)i),
                                ro_string(json_string_value(json_object_get(one, "local")))};
        if (!ro_desk_do(desk, item->table->parts[part].restore, row, 3)) return false;
    }
    return true;
}

bool ro_item_let(const ro_desk *desk, const ro_edition *version, const ro_item *item, size_t part, const ro_correction *c) {
    int64_t actor, others[RO_CORRECTED_NAMES];
    size_t count = 0;
    const char *name;
    if (!clear(desk, item, part)) return false;
    for (size_t i = 0; (name = ro_correction_name(c, part, i)) != NULL; i++) {
        if (!ro_whom_takes_part(desk, c, version, part, i, &actor)) return false;
        bool again = false;
        for (size_t k = 0; k < count; k++) again = again || others[k] == actor;
        if (again) continue;
        int64_t appearance = ro_whom_appears(desk, version, actor, name);
        const ro_value row[] = {ro_integer(item->key), ro_integer((int64_t)count), ro_integer(appearance)};
        if (!appearance || !ro_desk_do(desk, item->table->parts[part].put, row, 3)) return false;
        others[count++] = actor;
    }
    return true;
}

static bool renew_part(const ro_desk *desk, const ro_edition *version, const ro_item *item, size_t part, const ro_correction *c,
                       const json_t *original) {
    bool changed = json_object_get(item->original, originals[part]) != NULL;
    if (!c && !changed) return true;
    if (c ? !ro_item_let(desk, version, item, part, c) : !restore(desk, item, part, json_object_get(original, originals[part])))
        return false;
    return sweep_appearances(desk, version);
}

static bool renew_parts(const ro_desk *desk, const ro_edition *version, const ro_item *item, const wish *w,
                        const json_t *original) {
    for (size_t i = 0; i < RO_CORRECTED_PARTS; i++)
        if (!renew_part(desk, version, item, i, w->parts[i], original)) return false;
    return true;
}

/* ---- */

static bool renew(const ro_desk *desk, const ro_edition *version, const ro_item *item, const ro_fetched *rows,
                  ro_correction *list) {
    wish w = {.set = json_object()};
    bool good = w.set != NULL || ro_fail_memory(desk->error);
    for (size_t i = 0; good && i < rows->rows; i++)
        good = ro_correction_from(&list[i], rows, i, desk->error) &&
               (wish_for(item, &w, &list[i], !strcmp(item->origin, "human")) || ro_fail_memory(desk->error));
    json_t *original = good ? ro_item_original(desk, item, NULL) : NULL;
    good = original && update(desk, item, &w, original) && renew_parts(desk, version, item, &w, original);
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
