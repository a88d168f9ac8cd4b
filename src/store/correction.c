#include "store/correction.h"

#include "find/times_calendar.h"
#include "input/document.h"
#include "base/limits.h"
#include "input/json.h"
#include "store/addition.h"
#include "store/codes.h"
#include "text/text.h"

#include <stdio.h>
#include <time.h>

enum { LINE_MOST = 1 << 20, BY_MOST = 200, WHY_MOST = 4000, ID_MOST = 64, ADDRESS_MOST = 2000, REPORTS_MOST = 10000 };

/* A line in hand. */
typedef struct reader {
    ro_correction *c;
    ro_arena *arena;
    const json_t *line;
    ro_error *error;
} reader;

static bool refuse(ro_error *error, const char *what, const char *why) {
    return ro_fail(error, RO_E_INPUT, "correction: %s: %s", what, why);
}

/* ---- plain values */

/* The string of a key in the arena; NULL where it is missing or null, which is wrong for what is needed. */
static bool take(reader *r, const json_t *object, const char *key, size_t most, bool needed, const char **out) {
    const json_t *value = json_object_get(object, key);
    *out = NULL;
    if (!value || json_is_null(value)) return !needed || refuse(r->error, key, "is missing");
    if (!json_is_string(value)) return refuse(r->error, key, "is no string");
    if (!json_string_length(value)) return refuse(r->error, key, "is empty");
    if (json_string_length(value) > most) return refuse(r->error, key, "is too long");
    *out = ro_arena_copy(r->arena, json_string_value(value), json_string_length(value));
    return *out || ro_fail_memory(r->error);
}

static bool two_digits(const char *at, int least, int most) {
    if (!ro_is_digit(at[0]) || !ro_is_digit(at[1])) return false;
    int number = (at[0] - '0') * 10 + at[1] - '0';
    return number >= least && number <= most;
}

/* YYYY-MM-DD, a day that there is. */
static bool is_day(const char *text) {
    if (strlen(text) < 10 || !two_digits(text, 0, 99) || !two_digits(text + 2, 0, 99) || text[4] != '-' || text[7] != '-')
        return false;
    if (!two_digits(text + 5, 1, 12) || !two_digits(text + 8, 1, 31)) return false;
    return ro_date_exists((ro_date){atoi(text), atoi(text + 5), atoi(text + 8)});
}

/* ---- when: RFC 3339 in UTC, with six digits behind the second, so that text compares as time does */

static bool take_time(reader *r) {
    const char *text, *at;
    char fraction[7] = "000000";
    if (!take(r, r->line, "at", ID_MOST, false, &text)) return false;
    if (!text) {
        struct timespec now;
        struct tm utc;
        char second[32];
        clock_gettime(CLOCK_REALTIME, &now);
        gmtime_r(&now.tv_sec, &utc);
        strftime(second, sizeof second, "%Y-%m-%dT%H:%M:%S", &utc);
        r->c->at = ro_arena_print(r->arena, "%s.%06ldZ", second, now.tv_nsec / 1000);
        return r->c->at || ro_fail_memory(r->error);
    }
    bool good = strlen(text) >= 20 && is_day(text) && text[10] == 'T' && two_digits(text + 11, 0, 23) && text[13] == ':' &&
                two_digits(text + 14, 0, 59) && text[16] == ':' && two_digits(text + 17, 0, 60);
    at = good ? text + 19 : text;
    if (good && *at == '.')
        for (size_t i = 0; ro_is_digit(*++at); i++)
            if (i < 6) fraction[i] = *at;
    if (!good || strcmp(at, "Z") != 0) return refuse(r->error, "at", "is no time in UTC, such as 2024-11-27T10:00:00Z");
    r->c->at = ro_arena_print(r->arena, "%.19s.%sZ", text, fraction);
    return r->c->at || ro_fail_memory(r->error);
}

/* ---- what a set may change */

static bool is_due(const json_t *value, ro_error *error) {
    const char *key, *days[2] = {NULL, NULL};
    const json_t *day;
    if (json_is_null(value)) return true;
    if (!json_is_object(value) || !json_object_size(value))
        return refuse(error, "set.due", "is neither null nor {\"earliest\", \"latest\"}");
    json_object_foreach((json_t *)(size_t)value, key, day) {
        bool latest = strcmp(key, "latest") == 0;
        if (!latest && strcmp(key, "earliest") != 0) return refuse(error, "set.due", "has keys other than earliest and latest");
        if (json_is_null(day)) continue;
        days[latest] = json_string_value(day);
        if (!days[latest] || strlen(days[latest]) != 10 || !is_day(days[latest]))
            return refuse(error, "set.due", "holds no day such as 2025-01-31");
    }
    if (days[0] && days[1] && strcmp(days[0], days[1]) > 0) return refuse(error, "set.due", "ends before it begins");
    return days[0] || days[1] || refuse(error, "set.due", "has no day: give null for no date");
}

static bool is_rating(const json_t *value, ro_error *error) {
    const char *key;
    const json_t *part;
    if (!json_is_object(value) || !json_object_size(value))
        return refuse(error, "set.rating", "is no object {\"value\", \"best\", \"worst\", \"name\"}");
    json_object_foreach((json_t *)(size_t)value, key, part) {
        if (!ro_code_in(" value best worst name ", key))
            return refuse(error, "set.rating", "has keys other than value, best, worst and name");
        bool fits = json_is_number(part) || (json_is_string(part) && json_string_length(part) <= RO_CORRECTED_NAME_MOST);
        if (!fits) return refuse(error, "set.rating", "holds what is neither a number nor a short string");
    }
    return true;
}

static bool is_name(const json_t *value, ro_error *error, const char *key) {
    if (!json_is_string(value)) return refuse(error, key, "is no string: a name, or an actor's number such as #12");
    if (!json_string_length(value) || !*ro_skip_blanks(json_string_value(value))) return refuse(error, key, "is empty");
    return json_string_length(value) <= RO_CORRECTED_NAME_MOST || refuse(error, key, "is too long");
}

/* One, or a list of them. */
static bool are_names(const json_t *value, ro_error *error, const char *key) {
    size_t i, count = json_array_size(value);
    json_t *one;
    if (!json_is_array(value)) return is_name(value, error, key);
    if (!count || count > RO_CORRECTED_NAMES) return refuse(error, key, "is no list of 1 to 16 names");
    json_array_foreach((json_t *)(size_t)value, i, one) if (!is_name(one, error, key)) return false;
    return true;
}

typedef struct field {
    const char *item, *key, *list; /* list: of codes */
    bool (*check)(const json_t *value, ro_error *error);
} field;

static bool is_speaker(const json_t *value, ro_error *error) { return are_names(value, error, "set.speaker"); }
static bool is_addressee(const json_t *value, ro_error *error) { return are_names(value, error, "set.addressee"); }

static const field fields[] = {
    {"statement", "speaker", NULL, is_speaker},
    {"statement", "addressee", NULL, is_addressee},
    {"statement", "act", ro_code_acts, NULL},
    {"statement", "rating", NULL, is_rating},
    {"event", "speaker", NULL, is_speaker},
    {"event", "addressee", NULL, is_addressee},
    {"event", "status", ro_code_event_statuses, NULL},
    {"commitment", "speaker", NULL, is_speaker},
    {"commitment", "addressee", NULL, is_addressee},
    {"commitment", "kind", ro_code_commitment_kinds, NULL},
    {"commitment", "status", ro_code_commitment_statuses, NULL},
    {"commitment", "due", NULL, is_due},
};

static const char evidence[] = " source cue content trigger action condition venue span spans text words sentence start end id "
                               "report anchor ";

static bool unknown_field(const char *key, const char *item, ro_error *error) {
    if (ro_code_in(evidence, key))
        return ro_fail(error, RO_E_INPUT,
                       "correction: set.%s: evidence cannot be changed: reject the %s, and add the statement that is meant", key,
                       item);
    char known[200] = "";
    for (size_t i = 0, size = 0; i < sizeof fields / sizeof *fields; i++)
        if (!strcmp(fields[i].item, item))
            size += (size_t)snprintf(known + size, sizeof known - size, "%s%s", size ? ", " : "", fields[i].key);
    return ro_fail(error, RO_E_INPUT, "correction: set.%.40s: no field of a %s that can be set (%s)", key, item, known);
}

static bool field_fits(const char *key, const json_t *value, const char *item, ro_error *error) {
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        const field *f = &fields[i];
        if (strcmp(f->item, item) != 0 || strcmp(f->key, key) != 0) continue;
        if (f->check) return f->check(value, error);
        if (json_is_string(value) && ro_code_in(f->list, json_string_value(value))) return true;
        return ro_fail(error, RO_E_INPUT, "correction: set.%s: is none of%.*s", key, (int)strlen(f->list) - 1, f->list);
    }
    return unknown_field(key, item, error);
}

bool ro_correction_fits(const ro_correction *c, const char *item, ro_error *error) {
    const char *key;
    json_t *value, *set = json_object_get(c->change, "set");
    json_object_foreach(set, key, value) if (!field_fits(key, value, item, error)) return false;
    return true;
}

/* ---- the five kinds */

static bool take_set(reader *r, const json_t *value) {
    const char *key;
    const json_t *one;
    if (!json_is_object(value) || !json_object_size(value)) return refuse(r->error, "set", "is no object with what to change");
    json_object_foreach((json_t *)(size_t)value, key, one) if (ro_code_in(evidence, key)) return unknown_field(key, "statement",
                                                                                                               r->error);
    return true;
}

static bool take_reject(reader *r, const json_t *value) {
    return json_is_boolean(value) || refuse(r->error, "reject", "is neither true nor false");
}

/* ---- what is added */

static bool is_event_day(const json_t *value, ro_error *error) {
    const char *key, *days[2] = {json_string_value(value), NULL};
    json_t *day;
    if (json_is_object(value)) json_object_foreach((json_t *)(size_t)value, key, day) {
            bool latest = strcmp(key, "latest") == 0;
            if (!latest && strcmp(key, "earliest") != 0)
                return refuse(error, "add.day", "has keys other than earliest and latest");
            days[latest] = json_string_value(day);
        }
    for (size_t i = 0; i < 2; i++)
        if ((days[i] || !i) && (!days[i] || strlen(days[i]) != 10 || !is_day(days[i])))
            return refuse(error, "add.day", "is neither a day such as 2025-01-31 nor {\"earliest\", \"latest\"}");
    return !days[1] || strcmp(days[0], days[1]) <= 0 || refuse(error, "add.day", "ends before it begins");
}

static bool is_place_name(const json_t *value) {
    return json_string_length(value) > 0 && json_string_length(value) <= RO_INDEXED_MOST &&
           *ro_skip_blanks(json_string_value(value));
}

static bool is_country(const json_t *value) {
    const char *code = json_string_value(value);
    return code && strlen(code) == 3 && strspn(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == 3;
}

static bool is_place(const json_t *value, ro_error *error) {
    const char *key;
    json_t *part;
    if (is_place_name(value)) return true;
    bool good = json_is_object(value) && is_place_name(json_object_get(value, "name"));
    if (good) json_object_foreach((json_t *)(size_t)value, key, part) {
            bool country = !strcmp(key, "country");
            good = good && (country || !strcmp(key, "name")) && (!country || json_is_null(part) || is_country(part));
        }
    return good || refuse(error, "add.place", "is neither a name nor {\"name\", \"country\"}, the country as DEU");
}

static bool is_one_of(const json_t *value, const char *list, const char *key, ro_error *error) {
    if (json_is_string(value) && ro_code_in(list, json_string_value(value))) return true;
    return ro_fail(error, RO_E_INPUT, "correction: %s: is none of%.*s", key, (int)strlen(list) - 1, list);
}

/* What stands beside the spans. What may be set as well has the values that it may have there. */
static bool take_values(reader *r, const json_t *add, const char *kind) {
    static const char set[] = " act status kind due speaker addressee ";
    const char *key;
    json_t *value;
    if (!strcmp(kind, "event") && !json_object_get(add, "type"))
        return refuse(r->error, "add.type", "is missing: one of PLOVER's");
    if (!strcmp(kind, "commitment") && !json_object_get(add, "kind")) return refuse(r->error, "add.kind", "is missing");
    json_object_foreach((json_t *)(size_t)add, key, value) {
        bool good = !strcmp(key, "type")     ? is_one_of(value, ro_code_event_types, "add.type", r->error)
                    : !strcmp(key, "manner") ? is_one_of(value, ro_code_manners, "add.manner", r->error)
                    : !strcmp(key, "day")    ? is_event_day(value, r->error)
                    : !strcmp(key, "place")  ? is_place(value, r->error)
                                             : !ro_code_in(set, key) || field_fits(key, value, kind, r->error);
        if (!good) return false;
    }
    return !json_object_get(add, "time") || json_object_get(add, "day") ||
           refuse(r->error, "add.time", "goes with day: the day that these words mean");
}

static bool take_add(reader *r, const json_t *add) {
    if (!json_is_object(add))
        return refuse(r->error, "add", "is no object with the words of a statement, an event or a commitment");
    if (!ro_addition_check(add, !r->c->exported, r->error)) return false;
    return take_values(r, add, ro_addition_of(add)->kind);
}

static bool is_number_of_actor(const json_t *value) {
    const char *text = json_string_value(value);
    size_t digits = text && *text == '#' ? strspn(text + 1, "0123456789") : 0;
    return digits && digits <= 18 && text[1] != '0' && !text[1 + digits];
}

static bool take_merge(reader *r, const json_t *pair) {
    bool good =
        json_array_size(pair) == 2 && is_number_of_actor(json_array_get(pair, 0)) && is_number_of_actor(json_array_get(pair, 1));
    if (!good) return refuse(r->error, "merge", "is no pair of actors' numbers [\"#12\", \"#40\"]");
    return !json_equal(json_array_get(pair, 0), json_array_get(pair, 1)) || refuse(r->error, "merge", "one actor twice");
}

static bool take_split(reader *r, const json_t *split) {
    const json_t *reports = json_object_get(split, "reports"), *one;
    size_t i, count = json_array_size(reports);
    if (!json_is_object(split) || json_object_size(split) != 2 || !is_number_of_actor(json_object_get(split, "actor")))
        return refuse(r->error, "split", "is no object {\"actor\": \"#12\", \"reports\": […]}");
    if (!count || count > REPORTS_MOST) return refuse(r->error, "split.reports", "is no list of reports");
    json_array_foreach(reports, i,
                       one) if (!json_is_string(one) || !json_string_length(one) ||
                                json_string_length(one) >
                                    ADDRESS_MOST) return refuse(r->error, "split.reports",
                                                                "holds what is no report: give its id, uri or text_sha256");
    return true;
}

/* ---- the line */

typedef struct form {
    const char *key;
    bool (*take)(reader *r, const json_t *value);
    bool of_item; /* it has a target */
} form;

static const form forms[] = {{"set", take_set, true},
                             {"reject", take_reject, true},
                             {"add", take_add, false},
                             {"merge", take_merge, false},
                             {"split", take_split, false}};
enum { FORMS = sizeof forms / sizeof *forms };

static bool take_change(reader *r) {
    const form *found = NULL;
    for (size_t i = 0; i < FORMS; i++) {
        if (!json_object_get(r->line, forms[i].key)) continue;
        if (found) return ro_fail(r->error, RO_E_INPUT, "correction: %s and %s: one at a time", found->key, forms[i].key);
        found = &forms[i];
    }
    if (!found) return refuse(r->error, "set, reject, add, merge, split", "none of them is there");
    r->c->kind = found->key;
    json_t *value = json_object_get(r->line, found->key), *actors = json_object_get(r->line, "actors");
    if (!found->take(r, value)) return false;
    if (found->of_item != (r->c->target != NULL) && !(r->c->exported && !strcmp(found->key, "add")))
        return refuse(r->error, "target",
                      found->of_item ? "is missing: the id of the statement, event or commitment"
                                     : "goes with set and reject alone");
    r->c->change = json_pack("{s:o}", found->key, json_deep_copy(value)); /* words in it become spans, once the text is known */
    bool good = r->c->change && (!json_is_array(actors) || !json_object_set(r->c->change, "actors", actors));
    return good || ro_fail_memory(r->error);
}

static bool take_report(reader *r) {
    const json_t *report = json_object_get(r->line, "report");
    if (!json_is_object(report)) return take(r, r->line, "report", ADDRESS_MOST, false, &r->c->report);
    if (!take(r, report, "id", ADDRESS_MOST, true, &r->c->report) ||
        !take(r, report, "uri", ADDRESS_MOST, false, &r->c->address) ||
        !take(r, report, "text_sha256", ID_MOST, true, &r->c->text_sha256))
        return false;
    if (!r->c->address) r->c->address = "";
    return true;
}

static bool is_position(const json_t *value) {
    return json_is_integer(value) && json_integer_value(value) >= 0 && json_integer_value(value) <= INT32_MAX;
}

static bool span_of_anchor(const json_t *span) {
    const json_t *first = json_object_get(span, "start"), *past = json_object_get(span, "end"),
                 *part = json_object_get(span, "part");
    return json_is_string(part) && is_position(first) && is_position(past) &&
           json_integer_value(first) < json_integer_value(past);
}

static bool take_anchor(reader *r) {
    json_t *anchor = json_object_get(r->line, "anchor"), *original = json_object_get(r->line, "original");
    const json_t *span, *spans = json_object_get(anchor, "spans"), *words = json_object_get(anchor, "words");
    const char *kind = json_string_value(json_object_get(anchor, "kind"));
    size_t i;
    if (json_is_object(original) && r->c->exported) r->c->original = json_incref(original);
    if (!anchor || !r->c->exported || json_is_null(anchor)) return true; /* without an id it is made anew */
    bool good =
        kind && ro_code_in(" statement event commitment ", kind) && json_array_size(spans) && (!words || json_is_string(words));
    json_array_foreach(spans, i, span) good = good && span_of_anchor(span);
    if (!good) return refuse(r->error, "anchor", "is no anchor {\"kind\", \"spans\", \"words\"} as history prints it");
    r->c->anchor = json_incref(anchor);
    return true;
}

static bool knows_keys(reader *r) {
    static const char known[] = " id at by why new target report set reject add merge split actors anchor original state states ";
    const char *key;
    const json_t *value;
    json_object_foreach((json_t *)(size_t)r->line, key, value) {
        if (ro_code_in(known, key)) continue;
        if (ro_code_in(evidence, key)) return unknown_field(key, "statement", r->error);
        return ro_fail(r->error, RO_E_INPUT, "correction: %.40s: no such key", key);
    }
    return true;
}

/* The id: of the line without it, as it is now. */
static bool make_id(reader *r) {
    json_t *whole = ro_correction_json(r->c);
    char *text = whole ? ro_json_print(whole, JSON_COMPACT | JSON_SORT_KEYS) : NULL, hex[65];
    json_decref(whole);
    if (!text) return ro_fail_memory(r->error);
    ro_sha256(text, strlen(text), hex);
    free(text);
    r->c->id = ro_arena_copy(r->arena, hex, 16);
    return r->c->id || ro_fail_memory(r->error);
}

static bool is_id(const char *text) { return text && strspn(text, "0123456789abcdef") == 16 && !text[16]; }

static bool take_line(reader *r) {
    ro_correction *c = r->c;
    if (!knows_keys(r) || !take(r, r->line, "id", ID_MOST, false, &c->id) ||
        !take(r, r->line, "target", ID_MOST, false, &c->target) || !take(r, r->line, "by", BY_MOST, true, &c->by) ||
        !take(r, r->line, "why", WHY_MOST, true, &c->why))
        return false;
    c->exported = c->id != NULL;
    if (c->exported && !json_object_get(r->line, "at"))
        return refuse(r->error, "at", "is missing: an exported correction says when it was made");
    const json_t *makes_new = json_object_get(r->line, "new");
    if (makes_new && !json_is_boolean(makes_new)) return refuse(r->error, "new", "is neither true nor false");
    c->makes_new = json_is_true(makes_new);
    if (!take_time(r) || !take_report(r) || !take_change(r) || !take_anchor(r)) return false;
    if (!strcmp(c->kind, "add") && !c->report) return refuse(r->error, "report", "is missing: say what is added to");
    if (!strcmp(c->kind, "add") && c->exported && !is_id(c->target))
        return refuse(r->error, "target", "is not the id, of 16 digits, of what is added");
    return c->id || make_id(r);
}

static const char *fault_of(const json_t *line, const json_error_t *fault) {
    if (line) return "no JSON object";
    return json_error_code(fault) == json_error_null_character || json_error_code(fault) == json_error_null_byte_in_key
               ? "holds a zero character"
               : "broken JSON";
}

bool ro_correction_read(ro_correction *c, ro_arena *arena, const char *text, ro_error *error) {
    json_error_t fault = {0};
    *c = (ro_correction){0};
    size_t size = strlen(text);
    if (size > LINE_MOST || !ro_json_fits(text, size)) return ro_fail(error, RO_E_LIMIT, "correction: longer than 1 MiB");
    json_t *line = json_loadb(text, size, JSON_REJECT_DUPLICATES, &fault);
    if (!json_is_object(line)) {
        const char *why = fault_of(line, &fault);
        json_decref(line);
        return ro_fail(error, RO_E_INPUT, "correction: %s: give an object a line", why);
    }
    reader r = {c, arena, line, error};
    bool good = take_line(&r);
    json_decref(line);
    return good;
}

void ro_correction_free(ro_correction *c) {
    json_decref(c->change);
    json_decref(c->anchor);
    json_decref(c->original);
    c->change = c->anchor = c->original = NULL;
}

/* ---- its row */

static bool parse(const char *text, json_t **out) {
    *out = text ? json_loads(text, 0, NULL) : NULL;
    return !text || *out;
}

bool ro_correction_from(ro_correction *c, const ro_fetched *rows, size_t row, ro_error *error) {
    *c = (ro_correction){.number = ro_cell_number(rows, row, 0), .exported = true};
    const char **texts[] = {&c->id, &c->kind, &c->target, &c->report, &c->address, &c->text_sha256, &c->by, &c->at, &c->why};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) *texts[i] = ro_cell_text(rows, row, i + 1);
    bool good = c->id && c->kind && parse(ro_cell_text(rows, row, 10), &c->change) && c->change &&
                parse(ro_cell_text(rows, row, 11), &c->anchor) && parse(ro_cell_text(rows, row, 12), &c->original);
    if (good && !strcmp(c->kind, "add")) good = c->text_sha256 && ro_correction_adds(c); /* the rest is checked as it is used */
    if (good) return true;
    ro_correction_free(c);
    return ro_fail(error, RO_E_IO, "correction %s: its row is damaged", c->id ? c->id : "");
}

static bool print(const json_t *json, char **out) {
    *out = json ? ro_json_print(json, JSON_COMPACT) : NULL;
    return !json || *out;
}

bool ro_correction_keep(ro_store *store, ro_correction *c, ro_error *error) {
    static const char text[] =
        "INSERT INTO corrections (correction, id, kind, target, report, address, text_sha256, anchor, change, original,"
        " made_by, made_at, why) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)";
    char *anchor = NULL, *change = NULL, *original = NULL;
    c->number = ro_store_number(store, "corrections", error);
    bool good = c->number != 0;
    if (good)
        good = (print(c->anchor, &anchor) && print(c->change, &change) && print(c->original, &original)) || ro_fail_memory(error);
    const ro_value row[] = {ro_integer(c->number), ro_string(c->id),      ro_string(c->kind),        ro_string(c->target),
                            ro_string(c->report),  ro_string(c->address), ro_string(c->text_sha256), ro_string(anchor),
                            ro_string(change),     ro_string(original),   ro_string(c->by),          ro_string(c->at),
                            ro_string(c->why)};
    good = good && ro_sql_do(store->sql, text, row, sizeof row / sizeof *row, error);
    free(anchor);
    free(change);
    free(original);
    return good;
}

/* ---- as JSON */

static bool put_text(json_t *out, const char *key, const char *text) {
    return !text || !json_object_set_new(out, key, json_string(text));
}

json_t *ro_correction_json(const ro_correction *c) {
    json_t *out = json_object();
    bool good = out && put_text(out, "id", c->id) && put_text(out, "at", c->at) && put_text(out, "by", c->by) &&
                put_text(out, "why", c->why) && put_text(out, "target", c->target);
    if (good && c->text_sha256)
        good = !json_object_set_new(out, "report",
                                    json_pack("{s:s?, s:s?, s:s}", "id", c->report, "uri",
                                              c->address && *c->address ? c->address : NULL, "text_sha256", c->text_sha256));
    else if (good)
        good = put_text(out, "report", c->report);
    good = good && !json_object_update(out, c->change) && (!c->anchor || !json_object_set(out, "anchor", c->anchor)) &&
           (!c->original || !json_object_set(out, "original", c->original));
    if (good) return out;
    json_decref(out);
    return NULL;
}

const char *const ro_corrected_parts[RO_CORRECTED_PARTS] = {"speaker", "addressee"};

const char *ro_correction_name(const ro_correction *c, size_t part, size_t index) {
    const json_t *set = json_object_get(c->change, "set");
    const json_t *names = json_object_get(set ? set : json_object_get(c->change, "add"), ro_corrected_parts[part]);
    if (json_is_string(names)) return index ? NULL : json_string_value(names);
    return json_string_value(json_array_get(names, index));
}

const char *ro_correction_adds(const ro_correction *c) {
    const ro_addition_kind *kind = ro_addition_of(json_object_get(c->change, "add"));
    return kind ? kind->kind : NULL;
}

const json_t *ro_correction_actor(const ro_correction *c, const char *called) {
    static const char *const keys[] = {"actor", "called", "name"};
    const json_t *list = json_object_get(c->change, "actors"), *one;
    size_t i;
    for (size_t k = 0; k < 3; k++) json_array_foreach(list, i, one) {
            const char *own = json_string_value(json_object_get(one, keys[k]));
            if (own && !strcmp(own, called)) return one;
        }
    return NULL;
}
