#include "store/merge.h"

#include "store/whom.h"
#include "store/words.h"

/* ---- states */

bool ro_state_keep(const ro_desk *desk, const ro_correction *c, int64_t report, const char *item, bool applied) {
    static const char text[] = "INSERT INTO correction_states (correction, report, item, state) VALUES (?1, ?2, ?3, ?4)"
                               " ON CONFLICT (correction, report) DO UPDATE SET item = excluded.item, state = excluded.state";
    const ro_value row[] = {ro_integer(c->number), ro_integer(report), ro_string(item),
                            ro_string(applied ? "applied" : "detached")};
    return ro_desk_do(desk, text, row, 4);
}

bool ro_state_drop(const ro_desk *desk, const ro_correction *c, int64_t report) {
    const ro_value given[] = {ro_integer(c->number), ro_integer(report)};
    return ro_desk_do(desk, "DELETE FROM correction_states WHERE correction = ?1 AND report = ?2", given, 2);
}

/* ---- merges */

/* The survivor goes by all names of the other, who keeps his, so that those who read new reports know him. */
static bool merge(const ro_desk *desk, int64_t into, int64_t from) {
    static const char *const steps[] = {
        "INSERT INTO actor_names (folded, actor, name, likeness, surname) SELECT folded, CAST(?1 AS BIGINT), name, likeness, "
        "surname"
        " FROM actor_names WHERE actor = ?2 ON CONFLICT DO NOTHING",
        "INSERT INTO actor_words (folded, actor, word) SELECT folded, CAST(?1 AS BIGINT), word FROM actor_words WHERE actor = ?2"
        " ON CONFLICT DO NOTHING",
        "UPDATE appearances SET actor = ?1, reason = 'human' WHERE actor = ?2",
        "UPDATE actors SET merged_into = ?1 WHERE actor = ?2 OR merged_into = ?2",
        "UPDATE actors SET country = COALESCE(country, (SELECT o.country FROM actors o WHERE o.actor = ?2)),"
        " role = COALESCE(role, (SELECT o.role FROM actors o WHERE o.actor = ?2)),"
        " sector = COALESCE(sector, (SELECT o.sector FROM actors o WHERE o.actor = ?2)) WHERE actor = ?1",
    };
    const ro_value given[] = {ro_integer(into), ro_integer(from)};
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        if (!ro_desk_do(desk, steps[i], given, 2)) return false;
    return true;
}

bool ro_merge_apply(const ro_desk *desk, const ro_correction *c) {
    const json_t *pair = json_object_get(c->change, "merge");
    ro_whom into, from;
    if (!ro_whom_called(desk, c, json_string_value(json_array_get(pair, 0)), &into) ||
        !ro_whom_called(desk, c, json_string_value(json_array_get(pair, 1)), &from))
        return false;
    bool both = into.actor && from.actor;
    if (both && into.actor != from.actor && !merge(desk, into.actor, from.actor)) return false;
    if (both && (!ro_whom_keep(desk, c, "into", 0, into.actor) || !ro_whom_keep(desk, c, "from", 0, from.actor))) return false;
    return ro_state_keep(desk, c, 0, NULL, both);
}

/* ---- splits */

/* The versions of a report that is named by id, uri or digest. */
static bool versions_named(const ro_desk *desk, const char *report, ro_fetched *rows) {
    const ro_value given[] = {ro_string(report)};
    return ro_fetch(desk, "SELECT report FROM reports WHERE id = ?1 OR address = ?1 OR text_sha256 = ?1 ORDER BY report", given,
                    1, 1, rows);
}

static bool name_moved(const ro_desk *desk, const ro_correction *c, const ro_edition *version, const char **name) {
    ro_fetched rows;
    const ro_value given[] = {ro_integer(c->number), ro_integer(version->number)};
    if (!ro_fetch(desk, "SELECT item FROM correction_states WHERE correction = ?1 AND report = ?2", given, 2, 1, &rows))
        return false;
    *name = rows.rows ? ro_cell_text(&rows, 0, 0) : NULL;
    return true;
}

static int64_t split_off(const ro_desk *desk, const ro_correction *c, const char *name, const char *kind, const char *country) {
    json_t *about = json_pack("{s:s?, s:s?}", "kind", kind, "country", country);
    int64_t actor = about ? ro_whom_new(desk, name, about) : (ro_fail_memory(desk->error), 0);
    json_decref(about);
    return actor && ro_whom_keep(desk, c, "apart", 0, actor) ? actor : 0;
}

/* An appearance, as the rows below have it, becomes the new actor's. */
static bool move(const ro_desk *desk, const ro_fetched *rows, size_t row, int64_t into) {
    static const char text[] = "UPDATE appearances SET actor = ?2, reason = 'human' WHERE appearance = ?1";
    const ro_value given[] = {*ro_cell(rows, row, 0), ro_integer(into)};
    const ro_value *name = ro_cell(rows, row, 2);
    if (!ro_leavings_add(desk->leavings, ro_cell_number(rows, row, 1), name->text, name->size))
        return ro_fail_memory(desk->error);
    return ro_desk_do(desk, text, given, 2) &&
           ro_whom_goes_by(desk, into, name->text, ro_cell_text(rows, row, 3), ro_cell_text(rows, row, 4));
}

/* What is the old actor's in this version goes, and what has the name that moved before: when a report is read anew, it may seem
 * anybody's. */
static bool split_version(const ro_desk *desk, const ro_correction *c, const ro_edition *version, int64_t from, int64_t *into) {
    static const char text[] =
        "SELECT appearance, actor, name, kind, country FROM appearances WHERE report = ?1 ORDER BY length(name) DESC, appearance";
    ro_fetched rows;
    const char *moved, *name = NULL;
    const ro_value given[] = {ro_integer(version->number)};
    if (!name_moved(desk, c, version, &moved) || !ro_fetch(desk, text, given, 1, 5, &rows)) return false;
    for (size_t i = 0; i < rows.rows; i++) {
        const char *folded = ro_store_fold(desk->arena, ro_cell_text(&rows, i, 2));
        int64_t actor = ro_cell_number(&rows, i, 1);
        if (!folded) return ro_fail_memory(desk->error);
        if (actor != from && (!*into || actor != *into) && (!moved || strcmp(folded, moved) != 0)) continue;
        if (!name) name = folded;
        if (!*into &&
            !(*into = split_off(desk, c, ro_cell_text(&rows, i, 2), ro_cell_text(&rows, i, 3), ro_cell_text(&rows, i, 4))))
            return false;
        if (!move(desk, &rows, i, *into)) return false;
    }
    return ro_state_keep(desk, c, version->number, name ? name : moved, name != NULL);
}

/* Both actors, as far as they are there. */
static bool split_actors(const ro_desk *desk, const ro_correction *c, int64_t *from, int64_t *into) {
    ro_whom whom;
    const char *called = json_string_value(json_object_get(json_object_get(c->change, "split"), "actor"));
    if (!ro_whom_kept(desk, c, "from", 0, from) || !ro_whom_kept(desk, c, "apart", 0, into)) return false;
    if (*from) return true;
    if (!ro_whom_called(desk, c, called, &whom)) return false;
    *from = whom.actor;
    return !*from || ro_whom_keep(desk, c, "from", 0, *from);
}

bool ro_split_apply(const ro_desk *desk, const ro_correction *c) {
    const json_t *one, *reports = json_object_get(json_object_get(c->change, "split"), "reports");
    int64_t from, into;
    size_t i;
    bool found;
    if (!split_actors(desk, c, &from, &into)) return false;
    bool missing = !from;
    json_array_foreach(reports, i, one) {
        ro_fetched rows;
        if (!from) break;
        if (!versions_named(desk, json_string_value(one), &rows)) return false;
        missing |= !rows.rows;
        for (size_t k = 0; k < rows.rows; k++) {
            ro_edition version;
            if (!ro_edition_of(desk, ro_cell_number(&rows, k, 0), &version, &found) ||
                !split_version(desk, c, &version, from, &into))
                return false;
        }
    }
    return missing ? ro_state_keep(desk, c, 0, NULL, false) : ro_state_drop(desk, c, 0);
}

bool ro_split_hold(const ro_desk *desk, const ro_edition *version) {
    static const char text[] =
        "SELECT DISTINCT " RO_CORRECTION_COLUMNS " FROM corrections c JOIN correction_states s ON s.correction = c.correction"
        " JOIN reports r ON r.report = s.report WHERE c.kind = 'split' AND (r.report = ?1 OR (r.address = ?2 AND ?2 <> ''))"
        " ORDER BY c.made_at, c.id";
    ro_fetched rows;
    const ro_value given[] = {ro_integer(version->number), ro_string(version->address)};
    if (!ro_fetch(desk, text, given, 2, RO_CORRECTION_CELLS, &rows)) return false;
    for (size_t i = 0; i < rows.rows; i++) {
        ro_correction c;
        int64_t from, into;
        if (!ro_correction_from(&c, &rows, i, desk->error)) return false;
        bool good = split_actors(desk, &c, &from, &into) && ((!from && !into) || split_version(desk, &c, version, from, &into));
        ro_correction_free(&c);
        if (!good) return false;
    }
    return true;
}

/* ---- before they are kept */

static bool tell(const ro_desk *desk, const char *called, json_t *actors, int64_t *actor) {
    ro_whom whom;
    if (!ro_whom_numbered(desk, called, &whom)) return false;
    if (!whom.actor) return ro_fail(desk->error, RO_E_INPUT, "correction: %s: the store has no such actor", called);
    json_t *about = ro_whom_about(desk, whom.actor);
    *actor = whom.actor;
    if (!about) return false;
    if (!json_object_set_new(about, "actor", json_string(called)) && !json_array_append_new(actors, about)) return true;
    return ro_fail_memory(desk->error);
}

static bool check_pair(const ro_desk *desk, const json_t *pair, json_t *actors) {
    int64_t into, from;
    if (!tell(desk, json_string_value(json_array_get(pair, 0)), actors, &into) ||
        !tell(desk, json_string_value(json_array_get(pair, 1)), actors, &from))
        return false;
    return into != from || ro_fail(desk->error, RO_E_INPUT, "correction: merge: the two are one actor already");
}

static bool check_split(const ro_desk *desk, const json_t *split, json_t *actors) {
    static const char text[] = "SELECT count(*) FROM appearances p JOIN reports r ON r.report = p.report WHERE p.actor = ?1"
                               " AND (r.id = ?2 OR r.address = ?2 OR r.text_sha256 = ?2)";
    int64_t actor, moving = 0;
    size_t i;
    const json_t *one;
    ro_fetched rows;
    if (!tell(desk, json_string_value(json_object_get(split, "actor")), actors, &actor)) return false;
    json_array_foreach(json_object_get(split, "reports"), i, one) {
        const ro_value given[] = {ro_integer(actor), ro_string(json_string_value(one))};
        if (!ro_fetch(desk, text, given, 2, 1, &rows)) return false;
        int64_t here = ro_cell_number(&rows, 0, 0);
        if (!here)
            return ro_fail(desk->error, RO_E_INPUT, "correction: split: %.200s: the actor does not appear in such a report",
                           json_string_value(one));
        moving += here;
    }
    const ro_value given[] = {ro_integer(actor)};
    if (!ro_fetch(desk, "SELECT count(*) FROM appearances WHERE actor = ?1", given, 1, 1, &rows)) return false;
    return moving < ro_cell_number(&rows, 0, 0) ||
           ro_fail(desk->error, RO_E_INPUT,
                   "correction: split: nothing of the actor would be left: name some of its reports, not all");
}

bool ro_merge_check(const ro_desk *desk, ro_correction *c) {
    json_t *actors = json_array();
    const json_t *pair = json_object_get(c->change, "merge");
    bool good = actors != NULL || ro_fail_memory(desk->error);
    good = good && (pair ? check_pair(desk, pair, actors) : check_split(desk, json_object_get(c->change, "split"), actors));
    if (good && json_object_set(c->change, "actors", actors)) good = ro_fail_memory(desk->error);
    json_decref(actors);
    return good;
}
