#include "store/whom.h"

#include "store/codes.h"
#include "store/likeness.h"
#include "store/words.h"

#include <stdio.h>

/* ---- by number */

bool ro_whom_numbered(const ro_desk *desk, const char *called, ro_whom *whom) {
    static const char text[] =
        "SELECT a.actor, a.name FROM actors o JOIN actors a ON a.actor = COALESCE(o.merged_into, o.actor) WHERE o.actor = ?1";
    ro_fetched rows;
    const ro_value given[] = {ro_integer(strtoll(called + 1, NULL, 10))};
    *whom = (ro_whom){0};
    if (!ro_fetch(desk, text, given, 1, 2, &rows)) return false;
    if (rows.rows) *whom = (ro_whom){ro_cell_number(&rows, 0, 0), ro_cell_text(&rows, 0, 1), false};
    return true;
}

/* What the table calls it: "speaker", "speaker2", … */
static const char *part_of(const ro_desk *desk, const char *part, size_t index) {
    if (index) part = ro_arena_print(desk->arena, "%s%zu", part, index + 1);
    if (!part) ro_fail_memory(desk->error);
    return part;
}

bool ro_whom_kept(const ro_desk *desk, const ro_correction *c, const char *part, size_t index, int64_t *actor) {
    static const char text[] =
        "SELECT COALESCE(a.merged_into, a.actor) FROM correction_actors q JOIN actors a ON a.actor = q.actor"
        " WHERE q.correction = ?1 AND q.part = ?2";
    ro_fetched rows;
    const char *name = part_of(desk, part, index);
    if (!name) return false;
    const ro_value given[] = {ro_integer(c->number), ro_string(name)};
    if (!ro_fetch(desk, text, given, 2, 1, &rows)) return false;
    *actor = rows.rows ? ro_cell_number(&rows, 0, 0) : 0;
    return true;
}

bool ro_whom_keep(const ro_desk *desk, const ro_correction *c, const char *part, size_t index, int64_t actor) {
    static const char text[] = "INSERT INTO correction_actors (correction, part, actor) VALUES (?1, ?2, ?3)"
                               " ON CONFLICT (correction, part) DO UPDATE SET actor = excluded.actor";
    const char *name = part_of(desk, part, index);
    if (!name) return false;
    const ro_value row[] = {ro_integer(c->number), ro_string(name), ro_integer(actor)};
    return ro_desk_do(desk, text, row, 3);
}

/* ---- by name */

static const char *fold(const ro_desk *desk, const char *name) {
    const char *folded = ro_store_fold(desk->arena, name);
    if (!folded) ro_fail_memory(desk->error);
    return folded;
}

static bool matches(const ro_fetched *rows, size_t row, const json_t *about) {
    const char *kind = json_string_value(json_object_get(about, "kind")),
               *country = json_string_value(json_object_get(about, "country"));
    const char *own_kind = ro_cell_text(rows, row, 1), *own_country = ro_cell_text(rows, row, 2);
    return (!kind || !own_kind || !strcmp(kind, own_kind)) && (!country || !own_country || !strcmp(country, own_country));
}

/* The one of the rows of actors; several are narrowed down to those that are as the line says. */
static void settle(const ro_fetched *rows, const json_t *about, ro_whom *whom) {
    size_t found = 0;
    for (size_t i = 0; i < rows->rows; i++) {
        if (rows->rows > 1 && about && !matches(rows, i, about)) continue;
        if (!found++) whom->actor = ro_cell_number(rows, i, 0);
    }
    whom->several = found > 1 || (rows->rows > 1 && !found);
    if (whom->several) whom->actor = 0;
}

bool ro_whom_named(const ro_desk *desk, const ro_edition *version, const char *name, const json_t *about, ro_whom *whom) {
    static const char here[] = "SELECT DISTINCT a.actor, a.kind, a.country FROM actor_names n JOIN actors a ON a.actor = n.actor"
                               " JOIN appearances p ON p.actor = a.actor WHERE n.folded = ?1 AND p.report = ?2 ORDER BY a.actor";
    static const char anywhere[] = "SELECT a.actor, a.kind, a.country FROM actor_names n JOIN actors a ON a.actor = n.actor"
                                   " WHERE n.folded = ?1 AND a.merged_into IS NULL ORDER BY a.actor";
    ro_fetched rows;
    const char *folded = fold(desk, name);
    *whom = (ro_whom){.name = name};
    if (!folded) return false;
    const ro_value given[] = {ro_string(folded), ro_integer(version ? version->number : 0)};
    if (!*folded) return true;
    if (version && !ro_fetch(desk, here, given, 2, 3, &rows)) return false;
    if ((!version || !rows.rows) && !ro_fetch(desk, anywhere, given, 1, 3, &rows)) return false;
    settle(&rows, about, whom);
    return true;
}

/* ---- by words of the name */

enum { LISTED = 6, MEANT_WORDS = 12 };

/* A question for who has the name, or all its words; in the report ?2, or anywhere. *given: the values, which grow. */
static const char *ask_meant(const ro_desk *desk, const char *folded, bool whole, bool here, ro_value *given, size_t *count) {
    static const char in_report[] = " AND EXISTS (SELECT 1 FROM appearances p WHERE p.actor = a.actor AND p.report = ?2)";
    const char *text = ro_arena_print(desk->arena,
                                      "SELECT DISTINCT a.actor, %s FROM actor_names n JOIN actors a ON a.actor = "
                                      "n.actor WHERE a.merged_into IS NULL%s%s",
                                      whole ? "n.name" : "a.name", here ? in_report : " AND CAST(?2 AS BIGINT) IS NOT NULL",
                                      whole ? " AND n.folded = ?1" : " AND CAST(?1 AS TEXT) IS NOT NULL");
    for (const char *at = folded; text && !whole && *at && *count < MEANT_WORDS + 2;) {
        size_t size = strcspn(at, " ");
        given[*count] = ro_string(ro_arena_print(desk->arena, "%% %.*s %%", (int)size, at));
        text = given[*count].kind == RO_NULL
                   ? NULL
                   : ro_arena_print(desk->arena, "%s AND (' ' || n.folded || ' ') LIKE ?%zu", text, *count + 1);
        ++*count;
        at += size + (at[size] == ' ');
    }
    text = text ? ro_arena_print(desk->arena, "%s ORDER BY a.actor LIMIT %d", text, LISTED) : NULL;
    if (!text) ro_fail_memory(desk->error);
    return text;
}

static bool list_meant(const ro_desk *desk, const ro_fetched *rows, ro_whom *whom) {
    const char *list = "";
    for (size_t i = 0; list && i < rows->rows; i++)
        list = i + 1 == LISTED ? ro_arena_print(desk->arena, "%s, …", list)
                               : ro_arena_print(desk->arena, "%s%s#%lld %.60s", list, i ? ", " : "",
                                                (long long)ro_cell_number(rows, i, 0), ro_cell_text(rows, i, 1));
    *whom = (ro_whom){.name = list, .several = true};
    return list || ro_fail_memory(desk->error);
}

bool ro_whom_meant(const ro_desk *desk, const ro_edition *version, const char *name, ro_whom *whom) {
    const char *folded = fold(desk, name);
    ro_fetched rows = {0};
    *whom = (ro_whom){.name = name};
    if (!folded) return false;
    for (int turn = 0; *folded && !rows.rows && turn < 4; turn++) {
        ro_value given[MEANT_WORDS + 2] = {ro_string(folded), ro_integer(version ? version->number : 0)};
        size_t count = 2;
        const char *text = ask_meant(desk, folded, turn % 2 == 0, turn < 2, given, &count);
        if (!text || !ro_fetch(desk, text, given, count, 2, &rows)) return false;
    }
    if (rows.rows > 1) return list_meant(desk, &rows, whom);
    if (rows.rows) *whom = (ro_whom){ro_cell_number(&rows, 0, 0), ro_cell_text(&rows, 0, 1), false};
    return true;
}

static bool goes_by(const ro_desk *desk, int64_t actor, const char *name, bool *yes) {
    ro_fetched rows;
    const char *folded = fold(desk, name);
    if (!folded) return false;
    const ro_value given[] = {ro_integer(actor), ro_string(folded)};
    if (!ro_fetch(desk, "SELECT 1 FROM actor_names WHERE actor = ?1 AND folded = ?2", given, 2, 1, &rows)) return false;
    *yes = rows.rows > 0;
    return true;
}

bool ro_whom_called(const ro_desk *desk, const ro_correction *c, const char *called, ro_whom *whom) {
    const json_t *about = ro_correction_actor(c, called);
    const char *name = json_string_value(json_object_get(about, "name"));
    bool yes = false;
    if (!ro_whom_numbered(desk, called, whom)) return false;
    if (!c->exported) return true;
    if (!name) return *whom = (ro_whom){0}, true;
    if (whom->actor && !goes_by(desk, whom->actor, name, &yes)) return false;
    return yes || ro_whom_named(desk, NULL, name, about, whom);
}

/* ---- new ones */

static bool put_words(const ro_desk *desk, const char *folded, int64_t actor) {
    static const char text[] = "INSERT INTO actor_words (folded, actor, word) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING";
    for (const char *at = folded; *at;) {
        size_t size = strcspn(at, " ");
        const char *word = ro_arena_copy(desk->arena, at, size);
        if (!word) return ro_fail_memory(desk->error);
        const ro_value row[] = {ro_string(folded), ro_integer(actor), ro_string(word)};
        if (!ro_desk_do(desk, text, row, 3)) return false;
        at += size + (at[size] == ' ');
    }
    return true;
}

bool ro_whom_goes_by(const ro_desk *desk, int64_t actor, const char *name, const char *kind, const char *country) {
    static const char text[] =
        "INSERT INTO actor_names (folded, actor, name, likeness, surname) VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING";
    ro_entry_actor about = {.kind = kind, .country = country, .name = name};
    ro_entry_name entry = {.name = name, .folded = fold(desk, name)};
    if (!entry.folded) return false;
    if (!ro_likeness(desk->arena, &about, &entry)) return ro_fail_memory(desk->error);
    const ro_value row[] = {ro_string(entry.folded), ro_integer(actor), ro_string(name), ro_string(entry.likeness),
                            ro_string(entry.surname)};
    return ro_desk_do(desk, text, row, 5) && put_words(desk, entry.folded, actor);
}

static bool is_country(const char *code) { return code && strlen(code) == 3 && strspn(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == 3; }

int64_t ro_whom_new(const ro_desk *desk, const char *name, const json_t *about) {
    const char *kind = json_string_value(json_object_get(about, "kind")),
               *country = json_string_value(json_object_get(about, "country"));
    if (!kind || !ro_code_in(ro_code_actor_kinds, kind)) kind = "person";
    if (!is_country(country)) country = NULL;
    int64_t actor = ro_store_number(desk->store, "actors", desk->error);
    const ro_value row[] = {ro_integer(actor), ro_string(name), ro_string(kind), ro_string(country)};
    bool made = actor && ro_desk_do(desk, "INSERT INTO actors (actor, name, kind, country) VALUES (?1, ?2, ?3, ?4)", row, 4) &&
                ro_whom_goes_by(desk, actor, name, kind, country);
    return made ? actor : 0;
}

json_t *ro_whom_about(const ro_desk *desk, int64_t actor) {
    ro_fetched rows;
    char number[32];
    const ro_value given[] = {ro_integer(actor)};
    if (!ro_fetch(desk, "SELECT name, kind, country FROM actors WHERE actor = ?1", given, 1, 3, &rows)) return NULL;
    snprintf(number, sizeof number, "#%lld", (long long)actor);
    json_t *about = rows.rows ? json_pack("{s:s, s:s?, s:s?, s:s?}", "actor", number, "name", ro_cell_text(&rows, 0, 0), "kind",
                                          ro_cell_text(&rows, 0, 1), "country", ro_cell_text(&rows, 0, 2))
                              : NULL;
    if (!about) ro_fail_memory(desk->error);
    return about;
}

/* ---- taking part */

/* What the line tells of him; of lines that name one alone, what it tells of anybody. */
static const json_t *about_of(const ro_correction *c, const char *name) {
    const json_t *list = json_object_get(c->change, "actors"), *about = ro_correction_actor(c, name);
    size_t names = 0;
    for (size_t part = 0; part < RO_CORRECTED_PARTS; part++)
        for (size_t i = 0; ro_correction_name(c, part, i); i++) names++;
    return about || names > 1 ? about : json_array_get(list, 0);
}

bool ro_whom_takes_part(const ro_desk *desk, const ro_correction *c, const ro_edition *version, size_t part, size_t index,
                        int64_t *actor) {
    const char *name = ro_correction_name(c, part, index), *kept = ro_corrected_parts[part];
    ro_whom whom;
    if (!ro_whom_kept(desk, c, kept, index, actor) || *actor) return *actor != 0;
    const json_t *about = about_of(c, name);
    if (!ro_whom_named(desk, version, name, about, &whom)) return false;
    *actor = whom.actor ? whom.actor : ro_whom_new(desk, name, about);
    return *actor && ro_whom_keep(desk, c, kept, index, *actor);
}

/* A number that no local id of the report has yet. */
static const char *local_id(const ro_desk *desk, const ro_edition *version) {
    ro_fetched rows;
    for (int i = 1;; i++) {
        const char *local = ro_arena_print(desk->arena, "human%d", i);
        if (!local) return ro_fail_memory(desk->error), NULL;
        const ro_value given[] = {ro_integer(version->number), ro_string(local)};
        if (!ro_fetch(desk, "SELECT 1 FROM appearances WHERE report = ?1 AND local = ?2", given, 2, 1, &rows)) return NULL;
        if (!rows.rows) return local;
    }
}

static int64_t new_appearance(const ro_desk *desk, const ro_edition *version, int64_t actor, const char *name) {
    static const char about[] =
        "SELECT a.kind, a.country, r.engine FROM actors a CROSS JOIN reports r WHERE a.actor = ?1 AND r.report = ?2";
    static const char text[] = "INSERT INTO appearances (appearance, report, local, actor, reason, name, kind, country, engine)"
                               " VALUES (?1, ?2, ?3, ?4, 'human', ?5, ?6, ?7, ?8)";
    ro_fetched rows;
    const ro_value given[] = {ro_integer(actor), ro_integer(version->number)};
    if (!ro_fetch(desk, about, given, 2, 3, &rows)) return 0;
    if (!rows.rows) return ro_fail(desk->error, RO_E_IO, "correction: actor #%lld is gone", (long long)actor), 0;
    const char *local = local_id(desk, version);
    int64_t number = local ? ro_store_number(desk->store, "appearances", desk->error) : 0;
    const ro_value row[] = {ro_integer(number), ro_integer(version->number), ro_string(local),      ro_integer(actor),
                            ro_string(name),    *ro_cell(&rows, 0, 0),       *ro_cell(&rows, 0, 1), *ro_cell(&rows, 0, 2)};
    return number && ro_desk_do(desk, text, row, 8) ? number : 0;
}

int64_t ro_whom_appears(const ro_desk *desk, const ro_edition *version, int64_t actor, const char *name) {
    ro_fetched rows;
    const ro_value given[] = {ro_integer(version->number), ro_integer(actor)};
    if (!ro_fetch(desk, "SELECT min(appearance) FROM appearances WHERE report = ?1 AND actor = ?2", given, 2, 1, &rows)) return 0;
    if (rows.rows && ro_cell_number(&rows, 0, 0)) return ro_cell_number(&rows, 0, 0);
    return new_appearance(desk, version, actor, name);
}
