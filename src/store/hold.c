#include "store/hold.h"

#include "store/added.h"
#include "store/merge.h"

/* ---- one correction in one version */

/* What was missed goes in, unless this engine has found the very same. */
static bool place_added(const ro_desk *desk, const ro_correction *c, ro_edition *version, const char **item) {
    int64_t shift;
    bool fits, there;
    *item = NULL;
    if (!ro_anchor_shift(desk, c, version, &shift, &fits)) return false;
    if (fits && !ro_added_find(desk, c, version, shift, item, &there)) return false;
    return !*item || there || ro_added_put(desk, c, version, shift, *item);
}

static bool place(const ro_desk *desk, const ro_correction *c, ro_edition *version, const char **item) {
    int64_t shift;
    ro_item known;
    bool found;
    *item = NULL;
    if (!strcmp(c->kind, "add")) return place_added(desk, c, version, item);
    if (!ro_item_find(desk, version->number, c->target, &known, &found)) return false;
    ro_item_free(&known);
    if (found) return *item = c->target, true;
    if (!ro_anchor_shift(desk, c, version, &shift, &found)) return false;
    return !found || ro_anchor_find(desk, c, version, shift, item);
}

static bool hold(const ro_desk *desk, const ro_correction *c, ro_edition *version, const char **item) {
    return place(desk, c, version, item) && ro_state_keep(desk, c, version->number, *item, *item != NULL);
}

bool ro_hold_correction(const ro_desk *desk, const ro_correction *c) {
    static const char text[] = "SELECT report FROM reports WHERE address = ?1 AND (?1 <> '' OR text_sha256 = ?2) ORDER BY report";
    ro_fetched rows;
    const ro_value given[] = {ro_string(c->address), ro_string(c->text_sha256)};
    if (!ro_fetch(desk, text, given, 2, 1, &rows)) return false;
    if (!rows.rows) return ro_state_keep(desk, c, 0, NULL, false);
    for (size_t i = 0; i < rows.rows; i++) {
        ro_edition version;
        const char *item;
        bool found;
        if (!ro_edition_of(desk, ro_cell_number(&rows, i, 0), &version, &found) || !hold(desk, c, &version, &item)) return false;
        if (item && !ro_item_renew(desk, &version, item)) return false;
    }
    return true;
}

/* ---- all corrections of a version */

static bool note(const ro_desk *desk, ro_strings *items, const char *item) {
    for (size_t i = 0; i < items->count; i++)
        if (!strcmp(items->items[i], item)) return true;
    return ro_list_add(desk->arena, items, item) || ro_fail_memory(desk->error);
}

static bool hold_row(const ro_desk *desk, const ro_fetched *rows, size_t row, ro_edition *version, ro_strings *items) {
    ro_correction c;
    const char *item;
    if (!ro_correction_from(&c, rows, row, desk->error)) return false;
    bool good = hold(desk, &c, version, &item) && ro_state_drop(desk, &c, 0);
    ro_correction_free(&c);
    return good && (!item || note(desk, items, item));
}

/* Additions first: others may be of them. */
static bool hold_version(const ro_desk *desk, int64_t number) {
    static const char text[] =
        "SELECT " RO_CORRECTION_COLUMNS " FROM corrections c WHERE c.address = ?1 AND (?1 <> '' OR c.text_sha256 = ?2)"
        " ORDER BY CASE WHEN c.kind = 'add' THEN 0 ELSE 1 END, c.made_at, c.id";
    ro_edition version;
    ro_fetched rows;
    ro_strings items = {0};
    bool found;
    if (!ro_edition_of(desk, number, &version, &found) || !found) return !found && !desk->error->code;
    const ro_value given[] = {ro_string(version.address), ro_string(version.text_sha256)};
    if (!ro_fetch(desk, text, given, 2, RO_CORRECTION_CELLS, &rows)) return false;
    for (size_t i = 0; i < rows.rows; i++)
        if (!hold_row(desk, &rows, i, &version, &items)) return false;
    if (!ro_split_hold(desk, &version)) return false;
    for (size_t i = 0; i < items.count; i++)
        if (!ro_item_renew(desk, &version, items.items[i])) return false;
    return true;
}

/* ---- at the end of a transaction */

/* Merges and splits that wait for actors or reports. */
static bool hold_waiting(const ro_desk *desk, bool *held) {
    static const char text[] =
        "SELECT " RO_CORRECTION_COLUMNS " FROM corrections c WHERE c.kind IN ('merge', 'split') AND"
        " (EXISTS (SELECT 1 FROM correction_states s WHERE s.correction = c.correction AND s.report = 0 AND s.state = 'detached')"
        " OR (c.kind = 'merge' AND NOT EXISTS (SELECT 1 FROM correction_actors a WHERE a.correction = c.correction)))"
        " ORDER BY c.made_at, c.id";
    ro_fetched rows;
    if (!ro_fetch(desk, text, NULL, 0, RO_CORRECTION_CELLS, &rows)) return false;
    *held |= rows.rows > 0;
    for (size_t i = 0; i < rows.rows; i++) {
        ro_correction c;
        if (!ro_correction_from(&c, &rows, i, desk->error)) return false;
        bool good = strcmp(c.kind, "merge") ? ro_split_apply(desk, &c) : ro_merge_apply(desk, &c);
        ro_correction_free(&c);
        if (!good) return false;
    }
    return true;
}

static bool hold_each(const ro_desk *desk, const ro_fetched *reports, const int64_t *anew, size_t n_anew, bool *held) {
    *held = n_anew + reports->rows > 0;
    for (size_t i = 0; i < n_anew; i++)
        if (!hold_version(desk, anew[i])) return false;
    for (size_t i = 0; i < reports->rows; i++)
        if (!hold_version(desk, ro_cell_number(reports, i, 0))) return false;
    return hold_waiting(desk, held);
}

bool ro_hold_reports(ro_store *store, int64_t first, const int64_t *anew, size_t n_anew, ro_leavings *leavings, bool *held,
                     ro_error *error) {
    /* new reports that something is known of, by their address or as another version of one that was split */
    static const char text[] =
        "SELECT DISTINCT r.report FROM reports r WHERE r.report >= ?1 AND (EXISTS (SELECT 1 FROM corrections c WHERE"
        " c.address = r.address AND (r.address <> '' OR c.text_sha256 = r.text_sha256)) OR (r.address <> '' AND EXISTS (SELECT 1 "
        "FROM reports o"
        " JOIN correction_states s ON s.report = o.report WHERE o.address = r.address))) ORDER BY r.report";
    ro_error own = {0};
    ro_fetched rows;
    ro_desk desk = {store, ro_arena_new(), &own, leavings};
    const ro_value given[] = {ro_integer(first)};
    bool good = desk.arena || ro_fail_memory(&own);
    good = good && ro_fetch(&desk, "SELECT 1 FROM corrections LIMIT 1", NULL, 0, 1, &rows);
    *held = false;
    if (good && rows.rows)
        good = ro_sql_flush(store->sql, &own) && ro_fetch(&desk, text, given, 1, 1, &rows) &&
               hold_each(&desk, &rows, anew, n_anew, held);
    ro_arena_free(desk.arena);
    if (!good && error) *error = own;
    return good;
}
