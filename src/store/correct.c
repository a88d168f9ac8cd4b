/* ro_store_correct: a correction is read, checked against the store, kept, and applied. All that can be wrong with it is found
 * before anything is written. */
#include "store/codes.h"
#include "store/hold.h"
#include "store/history.h"
#include "store/items.h"
#include "store/merge.h"
#include "store/whom.h"

/* ---- what it is of */

/* The report's number; 0: there is none. A line that says which report means that one. */
static bool find_report(const ro_desk *desk, const ro_correction *c, int64_t *report) {
    static const char of_item[] =
        "SELECT r.report, r.id, r.address, r.text_sha256 FROM (SELECT report FROM statements WHERE id = ?1 UNION SELECT report "
        "FROM events"
        " WHERE id = ?1 UNION SELECT report FROM commitments WHERE id = ?1) AS i JOIN reports r ON r.report = i.report"
        " ORDER BY r.latest DESC, r.report DESC";
    static const char named[] =
        "SELECT report FROM reports WHERE id = ?1 OR address = ?1 OR text_sha256 = ?1 ORDER BY latest DESC, report DESC";
    ro_fetched rows;
    const ro_value given[] = {ro_string(c->target ? c->target : c->report)};
    *report = 0;
    if (!ro_fetch(desk, c->target ? of_item : named, given, 1, c->target ? 4 : 1, &rows)) return false;
    for (size_t i = 0; i < rows.rows && !*report; i++) {
        bool fits = !c->target || !c->report;
        for (size_t k = 1; k < 4 && !fits; k++) fits = !strcmp(ro_cell_text(&rows, i, k), c->report);
        if (fits) *report = ro_cell_number(&rows, i, 0);
    }
    return true;
}

static void is_of(ro_correction *c, const ro_edition *version) {
    c->report = version->id;
    c->address = version->address;
    c->text_sha256 = version->text_sha256;
}

/* ---- who speaks */

static const char *number_in(const char *name) {
    return *name == '#' && name[1] && strspn(name + 1, "0123456789") == strlen(name + 1) && strlen(name) < 20 ? name : NULL;
}

/* The change names him, and tells of him for other stores. */
static bool name_speaker(const ro_desk *desk, ro_correction *c, const ro_whom *whom) {
    json_t *set = json_object_get(c->change, "set"), *about = whom->actor ? ro_whom_about(desk, whom->actor) : json_object();
    if (!about) return false;
    json_t *list = json_object_size(about) ? json_pack("[O]", about) : json_array();
    bool good = list && !json_object_set_new(set ? set : json_object_get(c->change, "add"), "speaker", json_string(whom->name)) &&
                !json_object_set(c->change, "actors", list);
    json_decref(list);
    json_decref(about);
    return good || ro_fail_memory(desk->error);
}

/* *actor: 0 where it is nobody that the store knows. */
static bool check_speaker(const ro_desk *desk, ro_correction *c, const ro_edition *version, int64_t *actor) {
    const char *name = ro_correction_speaker(c), *number = name ? number_in(name) : NULL;
    ro_whom whom;
    *actor = 0;
    if (!name || (c->exported && !number)) return true;
    name = ro_arena_copy(desk->arena, name, strlen(name)); /* the change's is replaced */
    if (!name) return ro_fail_memory(desk->error);
    bool found = number                        ? ro_whom_numbered(desk, number, &whom)
                 : c->makes_new || c->exported ? ro_whom_named(desk, version, name, NULL, &whom)
                                               : ro_whom_meant(desk, version, name, &whom);
    if (!found) return false;
    if (number && !whom.actor)
        return ro_fail(desk->error, RO_E_INPUT, "correction: speaker: %s: the store has no such actor", name);
    if (whom.several)
        return ro_fail(desk->error, RO_E_INPUT, "correction: speaker: %.100s: several go by that name: give the number%s%s", name,
                       whom.name == name ? " (readout actors --name)" : ": ", whom.name == name ? "" : whom.name);
    if (!whom.actor && !c->makes_new)
        return ro_fail(
            desk->error, RO_E_INPUT,
            "correction: speaker: %.200s: the store knows nobody of that name: --new (\"new\": true) makes a new actor", name);
    *actor = whom.actor;
    return name_speaker(desk, c, &whom);
}

/* ---- checks */

static bool check_removed(const ro_desk *desk, const ro_correction *c) {
    static const char text[] =
        "SELECT 1 FROM removals WHERE id = ?1 OR (?2 <> '' AND address_sha256 = ?2) OR (?2 = '' AND text_sha256 = ?3) LIMIT 1";
    char digest[65] = "";
    ro_fetched rows;
    if (*c->address) ro_sha256(c->address, strlen(c->address), digest);
    const ro_value given[] = {ro_string(c->report), ro_string(digest), ro_string(c->text_sha256)};
    if (!ro_fetch(desk, text, given, 3, 1, &rows)) return false;
    return !rows.rows || ro_fail(desk->error, RO_E_INPUT, "correction %s: its report was taken out of the store for good", c->id);
}

/* One that was exported knows all that is needed: its report need not be here. */
static bool check_exported(const ro_desk *desk, ro_correction *c) {
    const char *kind = json_string_value(json_object_get(c->anchor, "kind"));
    if (!c->text_sha256)
        return ro_fail(desk->error, RO_E_INPUT, "correction %s: report: is no object {\"id\", \"uri\", \"text_sha256\"}", c->id);
    if (!kind) return ro_fail(desk->error, RO_E_INPUT, "correction %s: anchor: is missing", c->id);
    if (!strcmp(c->kind, "add") && strcmp(kind, "statement") != 0)
        return ro_fail(desk->error, RO_E_INPUT, "correction %s: anchor: only statements can be added", c->id);
    return ro_correction_fits(c, kind, desk->error) && check_removed(desk, c);
}

static bool check_of_item(const ro_desk *desk, ro_correction *c, const ro_item *item, ro_edition *version) {
    if (!ro_correction_fits(c, item->kind, desk->error)) return false;
    c->anchor = ro_anchor_of_item(desk, version, item->kind, item->id);
    c->original = c->anchor ? ro_item_original(desk, item, json_object_get(c->change, "set")) : NULL;
    return c->original != NULL;
}

/* A target of at least six digits may be the beginning of one id alone. One that is an id is that one. */
static bool complete_target(const ro_desk *desk, ro_correction *c) {
    static const char text[] = "SELECT id FROM statements WHERE id >= ?1 AND id < ?2 UNION SELECT id FROM events WHERE id >= ?1"
                               " AND id < ?2 UNION SELECT id FROM commitments WHERE id >= ?1 AND id < ?2 ORDER BY id LIMIT 3";
    ro_fetched rows;
    if (!ro_code_is_begun(c->target)) return true;
    const char *past = ro_arena_print(desk->arena, "%sg", c->target);
    if (!past) return ro_fail_memory(desk->error);
    const ro_value given[] = {ro_string(c->target), ro_string(past)};
    if (!ro_fetch(desk, text, given, 2, 1, &rows)) return false;
    if (!rows.rows || !strcmp(ro_cell_text(&rows, 0, 0), c->target)) return true;
    if (rows.rows > 1)
        return ro_fail(desk->error, RO_E_INPUT, "correction: target: several ids begin with %s: %s, %s%s", c->target,
                       ro_cell_text(&rows, 0, 0), ro_cell_text(&rows, 1, 0), rows.rows > 2 ? ", …" : "");
    c->target = ro_cell_text(&rows, 0, 0);
    return true;
}

static bool check_item(const ro_desk *desk, ro_correction *c, ro_edition *version) {
    ro_item item;
    int64_t report;
    bool found = false;
    if (!complete_target(desk, c) || !find_report(desk, c, &report) || (report && !ro_edition_of(desk, report, version, &found)))
        return false;
    if (!found)
        return ro_fail(desk->error, RO_E_INPUT, "correction: target: %s: the store has no such statement, event or commitment%s",
                       c->target, c->report ? " of that report" : "");
    if (!ro_item_find(desk, report, c->target, &item, &found)) return false;
    is_of(c, version);
    bool good = check_of_item(desk, c, &item, version);
    ro_item_free(&item);
    return good;
}

static bool check_added(const ro_desk *desk, ro_correction *c, ro_edition *version) {
    ro_item known;
    int64_t report;
    bool found = false;
    if (!find_report(desk, c, &report) || (report && !ro_edition_of(desk, report, version, &found))) return false;
    if (!found) return ro_fail(desk->error, RO_E_INPUT, "correction: report: %.200s: the store has no such report", c->report);
    if (!ro_edition_text(desk, version)) return false;
    if (!version->text) return ro_fail(desk->error, RO_E_INPUT, "correction: add: the report was kept without its text");
    is_of(c, version);
    c->anchor = ro_anchor_of_added(desk, version, json_object_get(c->change, "add"));
    c->target = c->anchor ? ro_item_added_id(desk, c, version, 0) : NULL;
    if (!c->target || !ro_item_find(desk, version->number, c->target, &known, &found)) return false;
    ro_item_free(&known);
    return !found || ro_fail(desk->error, RO_E_INPUT, "correction: add: the report has that statement already: %s", c->target);
}

static bool of_actors(const ro_correction *c) { return !strcmp(c->kind, "merge") || !strcmp(c->kind, "split"); }

static bool check_actors(const ro_desk *desk, ro_correction *c) {
    c->report = c->address = c->text_sha256 = c->target = NULL;
    return c->exported || ro_merge_check(desk, c);
}

/* ---- */

static bool apply(const ro_desk *desk, ro_correction *c, int64_t speaker) {
    if (!ro_correction_keep(desk->store, c, desk->error) || (speaker && !ro_whom_keep(desk, c, "speaker", speaker))) return false;
    if (!strcmp(c->kind, "merge")) return ro_merge_apply(desk, c);
    return strcmp(c->kind, "split") ? ro_hold_correction(desk, c) : ro_split_apply(desk, c);
}

static bool check(const ro_desk *desk, ro_correction *c, int64_t *speaker) {
    ro_edition version = {0};
    *speaker = 0;
    if (of_actors(c)) return check_actors(desk, c);
    bool good = c->exported              ? check_exported(desk, c)
                : strcmp(c->kind, "add") ? check_item(desk, c, &version)
                                         : check_added(desk, c, &version);
    return good && check_speaker(desk, c, c->exported ? NULL : &version, speaker);
}

/* The one of the same id that is kept already. *found: there is one. */
static bool find_known(const ro_desk *desk, ro_correction *c, bool *found) {
    static const char text[] = "SELECT " RO_CORRECTION_COLUMNS " FROM corrections c WHERE c.id = ?1";
    ro_fetched rows;
    const ro_value given[] = {ro_string(c->id)};
    if (!ro_fetch(desk, text, given, 1, RO_CORRECTION_CELLS, &rows)) return false;
    *found = rows.rows > 0;
    if (!*found) return true;
    ro_correction_free(c);
    return ro_correction_from(c, &rows, 0, desk->error);
}

static char *correct(const ro_desk *desk, ro_correction *c) {
    int64_t speaker;
    bool found;
    if (!ro_adding_recast(desk->store, desk->error) || !find_known(desk, c, &found)) return NULL;
    if (!found &&
        (!check(desk, c, &speaker) || !apply(desk, c, speaker) || !ro_store_sweep(desk->store, desk->leavings, desk->error)))
        return NULL;
    return ro_history_print(desk, c);
}

static char *correct_within(ro_store *store, ro_correction *c, ro_arena *arena, ro_error *error) {
    bool own = !store->within;
    ro_leavings leavings = {0};
    const ro_desk desk = {store, arena, error, &leavings};
    if (!ro_store_settle(store, NULL, NULL, error)) return NULL;
    if (own ? !ro_store_begin(store, error) : !ro_store_writes(store, error)) return NULL;
    char *line = correct(&desk, c);
    if (own && !line) ro_store_rollback(store);
    if (own && line && !ro_store_commit(store, error)) {
        free(line);
        line = NULL;
    }
    ro_leavings_free(&leavings);
    return line;
}

char *ro_store_correct(ro_store *store, const char *correction, ro_error *error) {
    ro_correction c;
    ro_error own = {0};
    char *line = NULL;
    ro_arena *arena = ro_arena_new();
    if (!arena) return ro_fail_memory(error), NULL;
    if (ro_correction_read(&c, arena, correction, &own)) line = correct_within(store, &c, arena, &own);
    ro_correction_free(&c);
    ro_arena_free(arena);
    if (error) *error = own;
    return line;
}
