/* ro_store_correct: a correction is read, checked against the store, kept, and applied. All that can be wrong with it is found
 * before anything is written. */
#include "store/added.h"
#include "store/codes.h"
#include "store/hold.h"
#include "store/history.h"
#include "store/merge.h"
#include "store/names.h"
#include "store/whom.h"

/* ---- what it is of */

/* The report's number, where the rows (number, id, address, text_sha256) are of one that the line means. */
static int64_t pick_report(const ro_correction *c, const ro_fetched *rows) {
    for (size_t i = 0; i < rows->rows; i++) {
        bool fits = !c->report;
        for (size_t k = 1; k < 4 && !fits; k++) fits = !strcmp(ro_cell_text(rows, i, k), c->report);
        if (fits) return ro_cell_number(rows, i, 0);
    }
    return 0;
}

/* Of a target, in the latest version that has it. 0: there is none. A line that says which report means that one. */
static bool find_report_of(const ro_desk *desk, const ro_correction *c, int64_t *report) {
    static const char text[] =
        "SELECT r.report, r.id, r.address, r.text_sha256 FROM (SELECT report FROM statements WHERE id = ?1 UNION SELECT report "
        "FROM events"
        " WHERE id = ?1 UNION SELECT report FROM commitments WHERE id = ?1) AS i JOIN reports r ON r.report = i.report"
        " ORDER BY r.latest DESC, r.report DESC";
    ro_fetched rows;
    const ro_value given[] = {ro_string(c->target)};
    if (!ro_fetch(desk, text, given, 1, 4, &rows)) return false;
    *report = pick_report(c, &rows);
    return true;
}

/* That is added to. */
static bool find_report(const ro_desk *desk, const ro_correction *c, int64_t *report) {
    ro_names names = {.sql = desk->store->sql, .arena = desk->arena, .error = desk->error};
    ro_values found = {0};
    bool by_version;
    *report = 0;
    if (!ro_names_reports(&names, c->report, &found, &by_version)) {
        if (desk->error->code == RO_E_USAGE) desk->error->code = RO_E_INPUT; /* of this line alone */
        return false;
    }
    if (!found.count) return true;
    ro_ask question = {.arena = desk->arena};
    ro_ask_put(&question, "SELECT report FROM reports WHERE report IN ");
    ro_ask_list(&question, &found);
    ro_ask_put(&question, " ORDER BY latest DESC, report DESC LIMIT 1");
    ro_rows *rows = ro_ask_rows(&question, desk->store->sql, desk->error);
    if (rows && ro_rows_next(rows, desk->error)) *report = ro_rows_value(rows, 0).integer;
    ro_rows_free(rows);
    ro_ask_free(&question);
    return !desk->error->code;
}

static void is_of(ro_correction *c, const ro_edition *version) {
    c->report = version->id;
    c->address = version->address;
    c->text_sha256 = version->text_sha256;
}

/* ---- who takes part */

/* Whom the names of a correction mean, by part and place; 0: nobody that the store knows. */
typedef struct cast {
    int64_t actors[RO_CORRECTED_PARTS][RO_CORRECTED_NAMES];
} cast;

static const char *number_in(const char *name) {
    return *name == '#' && name[1] && strspn(name + 1, "0123456789") == strlen(name + 1) && strlen(name) < 20 ? name : NULL;
}

/* The change calls him by this name, and tells of him for other stores. */
static bool rename_in(const ro_desk *desk, ro_correction *c, size_t part, size_t index, const ro_whom *whom) {
    json_t *set = json_object_get(c->change, "set"), *all = set ? set : json_object_get(c->change, "add");
    json_t *names = json_object_get(all, ro_corrected_parts[part]), *list = json_object_get(c->change, "actors"), *about = NULL;
    bool good = json_is_array(names) ? !json_array_set_new(names, index, json_string(whom->name))
                                     : !json_object_set_new(all, ro_corrected_parts[part], json_string(whom->name));
    if (good && whom->actor && !(about = ro_whom_about(desk, whom->actor))) return false;
    const char *name = json_string_value(json_object_get(about, "name"));
    if (good && about && strcmp(name, whom->name) != 0) good = !json_object_set_new(about, "called", json_string(whom->name));
    if (good && about) good = !json_array_append(list, about);
    json_decref(about);
    return good || ro_fail_memory(desk->error);
}

static bool check_name(const ro_desk *desk, ro_correction *c, const ro_edition *version, size_t part, size_t index,
                       int64_t *actor) {
    const char *name = ro_correction_name(c, part, index), *number = number_in(name), *what = ro_corrected_parts[part];
    ro_whom whom;
    if (c->exported && !number) return true;
    name = ro_arena_copy(desk->arena, name, strlen(name)); /* the change's is replaced */
    if (!name) return ro_fail_memory(desk->error);
    bool found = number                        ? ro_whom_numbered(desk, number, &whom)
                 : c->makes_new || c->exported ? ro_whom_named(desk, version, name, NULL, &whom)
                                               : ro_whom_meant(desk, version, name, &whom);
    if (!found) return false;
    if (number && !whom.actor)
        return ro_fail(desk->error, RO_E_INPUT, "correction: %s: %s: the store has no such actor", what, name);
    if (whom.several)
        return ro_fail(desk->error, RO_E_INPUT, "correction: %s: %.100s: several go by that name: give the number%s%s", what,
                       name, whom.name == name ? " (readout actors --name)" : ": ", whom.name == name ? "" : whom.name);
    if (!whom.actor && !c->makes_new)
        return ro_fail(desk->error, RO_E_INPUT,
                       "correction: %s: %.200s: the store knows nobody of that name: --new (\"new\": true) makes a new actor",
                       what, name);
    *actor = whom.actor;
    return rename_in(desk, c, part, index, &whom);
}

static bool check_names(const ro_desk *desk, ro_correction *c, const ro_edition *version, cast *all) {
    bool named = ro_correction_name(c, 0, 0) || ro_correction_name(c, 1, 0);
    *all = (cast){0};
    if (named && !c->exported && json_object_set_new(c->change, "actors", json_array())) return ro_fail_memory(desk->error);
    for (size_t part = 0; part < RO_CORRECTED_PARTS; part++)
        for (size_t i = 0; ro_correction_name(c, part, i); i++)
            if (!check_name(desk, c, version, part, i, &all->actors[part][i])) return false;
    return true;
}

static bool keep_names(const ro_desk *desk, const ro_correction *c, const cast *all) {
    for (size_t part = 0; part < RO_CORRECTED_PARTS; part++)
        for (size_t i = 0; i < RO_CORRECTED_NAMES; i++)
            if (all->actors[part][i] && !ro_whom_keep(desk, c, ro_corrected_parts[part], i, all->actors[part][i])) return false;
    return true;
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
    if (!strcmp(c->kind, "add") && strcmp(kind, ro_correction_adds(c)) != 0)
        return ro_fail(desk->error, RO_E_INPUT, "correction %s: anchor: is of another kind than what is added", c->id);
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
    if (!complete_target(desk, c) || !find_report_of(desk, c, &report) ||
        (report && !ro_edition_of(desk, report, version, &found)))
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
    int64_t report;
    const char *id;
    bool found = false;
    if (!find_report(desk, c, &report) || (report && !ro_edition_of(desk, report, version, &found))) return false;
    if (!found) return ro_fail(desk->error, RO_E_INPUT, "correction: report: %.200s: the store has no such report", c->report);
    is_of(c, version);
    if (!ro_added_complete(desk, c, version)) return false;
    c->anchor = ro_anchor_of_added(desk, version, json_object_get(c->change, "add"));
    if (!c->anchor || !ro_added_find(desk, c, version, 0, &id, &found)) return false;
    c->target = id;
    return !found ||
           ro_fail(desk->error, RO_E_INPUT, "correction: add: the report has that %s already: %s: correct it, or restore it",
                   ro_correction_adds(c), c->target);
}

static bool of_actors(const ro_correction *c) { return !strcmp(c->kind, "merge") || !strcmp(c->kind, "split"); }

static bool check_actors(const ro_desk *desk, ro_correction *c) {
    c->report = c->address = c->text_sha256 = c->target = NULL;
    return c->exported || ro_merge_check(desk, c);
}

/* ---- */

static bool apply(const ro_desk *desk, ro_correction *c, const cast *all) {
    if (!ro_correction_keep(desk->store, c, desk->error) || !keep_names(desk, c, all)) return false;
    if (!strcmp(c->kind, "merge")) return ro_merge_apply(desk, c);
    return strcmp(c->kind, "split") ? ro_hold_correction(desk, c) : ro_split_apply(desk, c);
}

static bool check(const ro_desk *desk, ro_correction *c, cast *all) {
    ro_edition version = {0};
    *all = (cast){0};
    if (of_actors(c)) return check_actors(desk, c);
    bool good = c->exported              ? check_exported(desk, c)
                : strcmp(c->kind, "add") ? check_item(desk, c, &version)
                                         : check_added(desk, c, &version);
    return good && check_names(desk, c, c->exported ? NULL : &version, all);
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
    cast all;
    bool found;
    if (!ro_adding_recast(desk->store, desk->error) || !find_known(desk, c, &found)) return NULL;
    if (!found && (!check(desk, c, &all) || !apply(desk, c, &all) || !ro_store_sweep(desk->store, desk->leavings, desk->error)))
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
