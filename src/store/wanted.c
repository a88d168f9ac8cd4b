#include "store/query.h"

#include "find/times_calendar.h"
#include "record/json.h"
#include "store/about.h"
#include "store/names.h"
#include "text/text.h"

#include <stdio.h>

enum { VALUE_MOST = 1000, LIST_MOST = 64, FREQUENT = 30000 };

static const ro_subject tables[] = {
    [RO_STATEMENTS] = {.name = "statements",
                       .items = "statements",
                       .key = "statement",
                       .words = "statements_words",
                       .people = "statement_actors",
                       .first = "speaker",
                       .second = "addressee",
                       .act = "act",
                       .shown = "shown",
                       .place = "place"},
    [RO_EVENTS] = {.name = "events",
                   .items = "events",
                   .key = "event",
                   .words = "events_words",
                   .people = "event_actors",
                   .first = "source",
                   .second = "recipient",
                   .type = "type",
                   .status = "status",
                   .shown = "shown",
                   .place = "place"},
    [RO_COMMITMENTS] = {.name = "commitments",
                        .items = "commitments",
                        .key = "commitment",
                        .words = "commitments_words",
                        .people = "commitment_actors",
                        .first = "party",
                        .second = "counterparty",
                        .act = "kind",
                        .type = "kind",
                        .status = "status",
                        .shown = "shown"},
    [RO_ACTORS] = {.name = "actors", .items = "actors", .key = "actor", .type = "kind"},
    [RO_REPORTS] = {.name = "reports", .items = "reports", .key = "report", .words = "reports_words", .shown = "latest"},
};

const ro_subject *ro_subject_of(ro_kind kind) { return &tables[kind]; }

/* ---- which questions go with which kind */

static bool fits(ro_error *error, const ro_subject *table, const char *what, const char *value, bool has) {
    if (!value || has) return true;
    return ro_fail(error, RO_E_USAGE, "%s does not go with %s: leave it out", what, table->name);
}

static bool fits_all(const ro_query *q, const ro_subject *t, ro_error *error) {
    bool items = t->people != NULL, actors = q->kind == RO_ACTORS, reports = q->kind == RO_REPORTS;
    return fits(error, t, "speaker", q->speaker, true) && fits(error, t, "addressee", q->addressee, items) &&
           fits(error, t, "about", q->about, t->words) && fits(error, t, "act", q->act, t->act) &&
           fits(error, t, "type", q->type, t->type) && fits(error, t, "status", q->status, t->status) &&
           fits(error, t, "place", q->place, t->place) && fits(error, t, "country", q->country, items || actors) &&
           fits(error, t, "outlet", q->outlet, items || reports) && fits(error, t, "agency", q->agency, items || reports) &&
           fits(error, t, "from", q->from, !actors) && fits(error, t, "to", q->to, !actors) &&
           fits(error, t, "due-from", q->due_from, q->kind == RO_COMMITMENTS) &&
           fits(error, t, "due-before", q->due_before, q->kind == RO_COMMITMENTS) &&
           fits(error, t, "rejected", q->rejected ? "" : NULL, items) &&
           fits(error, t, "every-version", q->every_version ? "" : NULL, !actors);
}

/* ---- dates */

static bool all_digits(const char *text, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (!ro_is_digit(text[i])) return false;
    return true;
}

/* YYYY, YYYY-MM or YYYY-MM-DD: as the first day meant, or as text that comes behind the last one and before the next day. */
static bool read_day(const char *what, const char *text, bool last, const char **day, ro_arena *arena, ro_error *error) {
    size_t size = text ? strlen(text) : 0;
    ro_date first = {0, 1, 1};
    if (!text) return true;
    bool shaped = (size == 4 || size == 7 || size == 10) && all_digits(text, 4) &&
                  (size < 7 || (text[4] == '-' && all_digits(text + 5, 2))) &&
                  (size < 10 || (text[7] == '-' && all_digits(text + 8, 2)));
    if (shaped) first = (ro_date){atoi(text), size > 4 ? atoi(text + 5) : 1, size > 7 ? atoi(text + 8) : 1};
    if (!shaped || !ro_date_exists(first))
        return ro_fail(error, RO_E_USAGE, "%s is no day such as 2022-01-21, 2022-01 or 2022: %.40s", what, text);
    static const char *const begin[] = {"-01-01", "-01", ""}, *const past[] = {"-99", "-99", "~"};
    *day = ro_arena_print(arena, "%s%s", text, (last ? past : begin)[(size - 4) / 3]);
    return *day || ro_fail_memory(error);
}

static bool read_days(ro_wanted *w, ro_arena *arena, ro_error *error) {
    const ro_query *q = w->query;
    return read_day("from", q->from, false, &w->said.from, arena, error) &&
           read_day("to", q->to, true, &w->said.past, arena, error) &&
           read_day("due-from", q->due_from, false, &w->due.from, arena, error) &&
           read_day("due-before", q->due_before, false, &w->due.past, arena, error);
}

/* ---- lists of names that the program knows */

typedef const char *name_of(size_t number);

static const char *act_name(size_t n) { return n <= RO_BELIEVE ? ro_act_name((ro_act)n) : NULL; }
static const char *kind_name(size_t n) {
    return n <= RO_COMMIT_AGREEMENT ? ro_commitment_kind_name((ro_commitment_kind)n) : NULL;
}
static const char *actor_kind_name(size_t n) { return n <= RO_UNNAMED ? ro_actor_kind_name((ro_actor_kind)n) : NULL; }
static const char *event_status_name(size_t n) { return n <= RO_HYPOTHETICAL ? ro_status_name((ro_status)n) : NULL; }

static const char *event_type_name(size_t n) {
    static const char *const names[] = {"AGREE",    "CONSULT",  "SUPPORT", "CONCEDE", "COOPERATE", "AID",
                                        "RETREAT",  "REQUEST",  "ACCUSE",  "REJECT",  "THREATEN",  "PROTEST",
                                        "SANCTION", "MOBILIZE", "COERCE",  "ASSAULT"};
    return n < sizeof names / sizeof *names ? names[n] : NULL;
}

static const char *commitment_status_name(size_t n) {
    static const char *const names[] = {"open", "reported_kept", "reported_broken", "superseded"};
    return n < sizeof names / sizeof *names ? names[n] : NULL;
}

static char lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c; }

/* Whether size bytes are the name, letter case aside. */
static bool same_name(const char *name, const char *text, size_t size) {
    if (strlen(name) != size) return false;
    for (size_t i = 0; i < size; i++)
        if (lower(name[i]) != lower(text[i])) return false;
    return true;
}

static bool unknown(ro_error *error, const char *what, const char *text, size_t size, name_of *name) {
    char list[320] = "";
    for (size_t n = 0, at = 0; name(n) && at < sizeof list; n++)
        at += (size_t)snprintf(list + at, sizeof list - at, "%s%s", n ? ", " : "", name(n));
    return ro_fail(error, RO_E_USAGE, "there is no %s %.*s; there are %s", what, (int)(size < 40 ? size : 40), text, list);
}

/* The parts between commas, without blanks around them. */
static const char *next_part(const char *at, const char **part, size_t *size) {
    const char *end = at + strcspn(at, ",");
    for (*part = at; *part < end && ro_is_blank(**part);) (*part)++;
    for (*size = (size_t)(end - *part); *size && ro_is_blank((*part)[*size - 1]);) (*size)--;
    return *end ? end + 1 : end;
}

static bool read_list(ro_values *list, const char *what, const char *text, name_of *name, ro_arena *arena, ro_error *error) {
    const char *part;
    for (size_t size; text && *text;) {
        text = next_part(text, &part, &size);
        if (!size) continue;
        size_t n = 0;
        while (name(n) && !same_name(name(n), part, size)) n++;
        if (!name(n)) return unknown(error, what, part, size, name);
        if (list->count < LIST_MOST && !ro_list_add(arena, list, ro_string(name(n)))) return ro_fail_memory(error);
    }
    return true;
}

static bool is_letter(char c) { return lower(c) >= 'a' && lower(c) <= 'z'; }

/* Three letters as ISO 3166-1 writes them; NULL: these are none. */
static const char *country_code(const char *text, size_t size, ro_arena *arena) {
    if (size != 3 || !is_letter(text[0]) || !is_letter(text[1]) || !is_letter(text[2])) return NULL;
    return ro_arena_print(arena, "%c%c%c", text[0] & ~0x20, text[1] & ~0x20, text[2] & ~0x20);
}

static bool read_countries(ro_wanted *w, ro_arena *arena, ro_error *error) {
    const char *part, *text = w->query->country;
    for (size_t size; text && *text;) {
        text = next_part(text, &part, &size);
        if (!size) continue;
        const char *code = country_code(part, size, arena);
        if (!code)
            return ro_fail(error, RO_E_USAGE, "country is no code of three letters such as DEU: %.*s",
                           (int)(size < 40 ? size : 40), part);
        if (w->countries.count == LIST_MOST) return ro_fail(error, RO_E_LIMIT, "more than 64 countries at once");
        if (!ro_list_add(arena, &w->countries, ro_string(code))) return ro_fail_memory(error);
    }
    return true;
}

static bool read_lists(ro_wanted *w, ro_arena *arena, ro_error *error) {
    const ro_query *q = w->query;
    name_of *type = q->kind == RO_EVENTS ? event_type_name : q->kind == RO_ACTORS ? actor_kind_name : kind_name;
    return read_list(&w->acts, "act", q->act, q->kind == RO_COMMITMENTS ? kind_name : act_name, arena, error) &&
           read_list(&w->types, "type", q->type, type, arena, error) &&
           read_list(&w->statuses, "status", q->status, q->kind == RO_EVENTS ? event_status_name : commitment_status_name, arena,
                     error) &&
           read_countries(w, arena, error);
}

/* ---- numbers and keys */

/* A whole positive number of at most 18 digits; NULL: it is none. */
static const char *read_number(const char *text, int64_t *number) {
    size_t digits = strspn(text, "0123456789");
    if (!digits || digits > 18 || *text == '0') return NULL;
    *number = 0;
    for (size_t i = 0; i < digits; i++) *number = *number * 10 + (text[i] - '0');
    return text + digits;
}

static bool read_id(ro_wanted *w, ro_error *error) {
    const char *id = w->query->id, *end;
    if (!id) return true;
    if (w->query->kind != RO_ACTORS) {
        w->id = id;
        w->every_version = w->rejected = true; /* what is named is meant */
        return true;
    }
    end = read_number(id + (*id == '#'), &w->actor);
    return (end && !*end) || ro_fail(error, RO_E_USAGE, "an actor's id is its number, such as #12: %.40s", id);
}

/* DAY.NUMBER, or .NUMBER where the day is not known; of actors NUMBER. */
static bool read_after(ro_wanted *w, const char *key, ro_arena *arena, ro_error *error) {
    size_t size = w->query->kind == RO_ACTORS ? 0 : strcspn(key, ".");
    const char *number = size || w->query->kind != RO_ACTORS ? key + size + (key[size] == '.') : key;
    const char *end = size == 0 || size == 10 ? read_number(number, &w->after) : NULL;
    if (!end || *end || (w->query->kind != RO_ACTORS && key[size] != '.'))
        return ro_fail(error, RO_E_USAGE, "after is not the key of a row: %.40s", key);
    w->goes_on = true;
    w->after_day = ro_arena_copy(arena, key, size);
    return w->after_day || ro_fail_memory(error);
}

/* ---- all of it */

static bool check_strings(const ro_query *q, ro_error *error) {
    const struct {
        const char *name, *value;
    } all[] = {{"id", q->id},           {"report", q->report},     {"speaker", q->speaker},       {"addressee", q->addressee},
               {"act", q->act},         {"type", q->type},         {"status", q->status},         {"place", q->place},
               {"country", q->country}, {"outlet", q->outlet},     {"agency", q->agency},         {"from", q->from},
               {"to", q->to},           {"due-from", q->due_from}, {"due-before", q->due_before}, {"after", q->after},
               {"facet", q->facet}};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (all[i].value && !ro_text_check(all[i].name, all[i].value, VALUE_MOST, error)) return false;
    return true;
}

static bool read_about(ro_wanted *w, ro_sql *sql, ro_arena *arena, ro_error *error) {
    ro_buffer out = {0};
    if (!w->query->about) return true;
    const ro_about *about = ro_about_read(w->query->about, arena, error);
    bool good = about && (ro_about_print(about, ro_sql_dialect(sql), &out) || ro_fail_memory(error));
    if (good) w->about = ro_arena_copy(arena, out.data, out.size);
    ro_buffer_free(&out);
    return good && (w->about || ro_fail_memory(error));
}

/* Whether so many items have the words that going through days, newest first, soon meets enough of them; PostgreSQL has to be
 * told. */
static bool weigh(ro_wanted *w, ro_sql *sql, ro_arena *arena, ro_error *error) {
    if (!w->about || w->sqlite || w->query->facet || w->nothing) return true;
    ro_ask ask = {.arena = arena};
    ro_ask_matches(&ask, w, FREQUENT);
    ro_rows *rows = ro_ask_rows(&ask, sql, error);
    bool good = rows != NULL;
    error->code = good ? RO_OK : error->code;
    if (good && ro_rows_next(rows, error)) w->frequent = ro_rows_value(rows, 0).integer == FREQUENT;
    ro_rows_free(rows);
    ro_ask_free(&ask);
    return good && error->code == RO_OK;
}

static bool look_up(ro_wanted *w, ro_sql *sql, ro_arena *arena, ro_error *error) {
    const ro_query *q = w->query;
    ro_names names = {.sql = sql, .arena = arena, .table = w->table, .error = error};
    bool by_version = false;
    ro_people unused = {0};
    const char *number = w->actor ? ro_arena_print(arena, "#%lld", (long long)w->actor) : NULL;
    if (w->actor && !number) return ro_fail_memory(error);
    bool good = ro_names_actors(&names, "id", number, &unused) && ro_names_reports(&names, q->report, &w->reports, &by_version) &&
                ro_names_actors(&names, q->kind == RO_ACTORS ? "name" : "speaker", q->speaker, &w->speakers) &&
                ro_names_actors(&names, "addressee", q->addressee, &w->addressees) &&
                ro_names_outlets(&names, q->outlet, &w->outlets) && ro_names_agencies(&names, q->agency, &w->agencies) &&
                ro_names_places(&names, q->place, &w->places);
    if (by_version) w->every_version = true;
    if (q->place) w->place_code = country_code(q->place, strlen(q->place), arena);
    w->nothing = names.nobody || (q->place && !w->place_code && !w->places.count);
    return good;
}

bool ro_wanted_read(ro_wanted *w, const ro_query *q, ro_sql *sql, ro_arena *arena, ro_error *error) {
    *w = (ro_wanted){.query = q, .table = ro_subject_of(q->kind), .every_version = q->every_version, .rejected = q->rejected};
    w->sqlite = ro_sql_dialect(sql) == RO_SQLITE;
    return check_strings(q, error) && fits_all(q, w->table, error) && read_days(w, arena, error) && read_lists(w, arena, error) &&
           read_id(w, error) && read_about(w, sql, arena, error) && (!q->after || read_after(w, q->after, arena, error)) &&
           look_up(w, sql, arena, error) && weigh(w, sql, arena, error);
}
