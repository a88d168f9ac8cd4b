#include "store/corrected.h"

#include "find/modes.h"

#include <string.h>
#include <strings.h>

static const char *string(const json_t *object, const char *key) {
    const char *text = json_string_value(json_object_get(object, key));
    return text && *text ? text : NULL;
}

static json_t *item_of(const json_t *record, const char *id) {
    static const char *const lists[] = {"statements", "events", "commitments"};
    size_t i;
    json_t *item;
    for (size_t k = 0; id && k < 3; k++) json_array_foreach(json_object_get(record, lists[k]), i, item) {
            const char *own = string(item, "id");
            if (own && !strcmp(own, id)) return item;
        }
    return NULL;
}

/* ---- speakers */

/* The actor whose number or name it is. */
static json_t *actor_of(const json_t *record, const char *who) {
    static const char *const keys[] = {"store_actor", "name", "known_as"};
    size_t i;
    json_t *actor;
    for (size_t k = 0; k < 3; k++) json_array_foreach(json_object_get(record, "actors"), i, actor) {
            const char *own = string(actor, keys[k]);
            if (own && !strcasecmp(own, who)) return actor;
        }
    return NULL;
}

/* One whom the report does not name: without mentions. Borrowed; NULL: out of memory. */
static json_t *new_actor(json_t *record, const char *who) {
    json_t *actors = json_object_get(record, "actors"), *known;
    size_t number = json_array_size(actors) + 1;
    do {
        json_t *id = json_sprintf("a%zu", number++);
        known = json_pack("{s:o, s:s, s:s, s:n, s:n, s:n, s:n, s:[]}", "id", id, "name", who, "kind", "person", "role",
                          "affiliation", "country", "sector", "mentions");
        if (!known) return NULL;
        size_t i;
        json_t *other;
        bool taken = false;
        json_array_foreach(actors, i, other) taken =
            taken || json_equal(json_object_get(other, "id"), json_object_get(known, "id"));
        if (!taken) break;
        json_decref(known);
    } while (true);
    return json_array_append_new(actors, known) ? NULL : known;
}

/* The chain ends in its speakers. */
static bool end_chain(json_t *item) {
    json_t *chain = json_object_get(item, "chain"), *id;
    size_t n;
    for (size_t i = json_array_size(chain); i-- > 0;) {
        const char *role = string(json_array_get(chain, i), "role");
        if (role && !strcmp(role, "speaker")) json_array_remove(chain, i);
    }
    if (chain) json_array_foreach(json_object_get(item, "speakers"), n, id) {
            if (json_array_append_new(chain, json_pack("{s:s, s:O}", "role", "speaker", "actor", id))) return false;
        }
    return true;
}

/* What an item calls those who say it, do it or are bound, and those to whom. */
static const char *part_of(const json_t *item, const char *part) {
    bool first = !strcmp(part, "speaker");
    if (json_object_get(item, "speakers")) return first ? "speakers" : "addressees";
    if (json_object_get(item, "parties")) return first ? "parties" : "counterparties";
    return first ? "source" : "recipient";
}

/* The names of those who take part; NULL: out of memory. */
static json_t *names_of(const json_t *record, const json_t *item, const char *part) {
    size_t i, n;
    json_t *id, *actor, *names = json_array();
    bool good = names != NULL;
    json_array_foreach(json_object_get(item, part_of(item, part)), i, id)
        json_array_foreach(json_object_get(record, "actors"), n, actor) if (json_equal(json_object_get(actor, "id"), id)) good =
            good && !json_array_append(names, json_object_get(actor, "name"));
    if (good) return names;
    json_decref(names);
    return NULL;
}

/* Adds one, by his number in the store, by which he is known better than by his name; NULL: none. */
static bool let(json_t *record, json_t *ids, const char *who, const char *number) {
    size_t i;
    json_t *actor = number ? actor_of(record, number) : NULL, *id, *other;
    if (!actor) actor = actor_of(record, who);
    if (!actor) actor = new_actor(record, who);
    if (!(id = json_object_get(actor, "id"))) return false;
    json_array_foreach(ids, i, other) if (json_equal(other, id)) return true;
    return !json_array_append(ids, id);
}

/* names: one, or a list; numbers: of each, where known. */
static bool set_part(json_t *record, json_t *item, const char *part, const json_t *names, const json_t *numbers, json_t *was) {
    json_t *ids = json_array();
    const json_t *known = json_object_get(numbers, part);
    bool good = ids && !json_object_set_new(was, part, names_of(record, item, part));
    size_t count = json_is_string(names) ? 1 : json_array_size(names);
    for (size_t i = 0; good && i < count; i++) {
        const char *who = json_string_value(json_is_string(names) ? names : json_array_get(names, i));
        good = !who || let(record, ids, who, json_string_value(json_array_get(known, i)));
    }
    const char *key = part_of(item, part);
    good = !json_object_set_new(item, key, ids) && good;
    return good && (strcmp(key, "speakers") != 0 || end_chain(item));
}

/* ---- changes */

static json_t *due_of(const json_t *value) {
    json_t *earliest = json_object_get(value, "earliest"), *latest = json_object_get(value, "latest");
    if (!json_is_object(value)) return json_null();
    return json_pack("{s:n, s:O?, s:O?}", "time", "earliest", earliest, "latest", latest);
}

static bool is_part(const char *key) { return !strcmp(key, "speaker") || !strcmp(key, "addressee"); }

static bool set_field(json_t *record, json_t *item, const char *key, json_t *value, const json_t *numbers, json_t *was) {
    json_t *old = json_object_get(item, key);
    if (is_part(key))
        return (!json_is_string(value) && !json_array_size(value)) || set_part(record, item, key, value, numbers, was);
    if (!old) return true;
    if (json_object_set_new(was, key, json_incref(old))) return false;
    return !json_object_set_new(item, key, !strcmp(key, "due") ? due_of(value) : json_incref(value));
}

static bool set_fields(json_t *record, json_t *item, const json_t *set, const json_t *numbers, json_t *was) {
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)(size_t)set, key, value) if (!set_field(record, item, key, value, numbers, was)) return false;
    return true;
}

/* Notes it with the item, was being what was there before (taken). */
static bool note(json_t *item, const json_t *correction, json_t *was) {
    static const char *const keys[] = {"id", "set", "reject", "by", "at", "why"};
    json_t *entry = json_object(), *list = json_object_get(item, "corrections");
    bool good = entry != NULL;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        json_t *value = json_object_get(correction, keys[i]);
        if (value) good = good && !json_object_set(entry, keys[i], value);
    }
    good = !json_object_set_new(entry, "was", was) && good;
    if (!list) good = !json_object_set_new(item, "corrections", list = json_array()) && good;
    return !json_array_append_new(list, entry) && good;
}

/* ---- what was missing */

/* Spans of an addition, [start, end], as spans with words; null where there are none. */
static json_t *span_of(const json_t *record, const json_t *pair) {
    const char *text = json_string_value(json_object_get(record, "text"));
    json_int_t from = json_integer_value(json_array_get(pair, 0)), to = json_integer_value(json_array_get(pair, 1)), point = 0;
    size_t start = 0, end = 0;
    if (json_array_size(pair) != 2 || from < 0 || to <= from) return json_null();
    for (size_t i = 0; text && point <= to; i++) {
        if (((unsigned char)text[i] & 0xc0) == 0x80) continue;
        if (point == from) start = i;
        if (point == to) end = i;
        point++;
        if (!text[i]) break;
    }
    if (text && end <= start) return json_null();
    return json_pack("{s:I, s:I, s:o}", "start", from, "end", to, "text",
                     text ? json_stringn(text + start, end - start) : json_string(""));
}

/* All of them, in order; NULL: none, or one is not in the text. */
static json_t *content_of(const json_t *record, const json_t *add) {
    json_t *content = json_array(), *pair;
    size_t i;
    json_array_foreach(json_object_get(add, "content"), i, pair) {
        json_t *span = span_of(record, pair);
        if (json_is_null(span) || json_array_append_new(content, span)) return json_decref(content), NULL;
    }
    if (json_array_size(content)) return content;
    json_decref(content);
    return NULL;
}

static json_t *code_of(const json_t *add, const char *key, const char *otherwise) {
    return json_string(string(add, key) ? string(add, key) : otherwise);
}

static json_t *new_statement(const json_t *record, const json_t *id, const json_t *add) {
    json_t *content = content_of(record, add);
    if (!content) return json_null();
    return json_pack("{s:O, s:o, s:[], s:o, s:o, s:o, s:o, s:[], s:n, s:n, s:[], s:b, s:f, s:s}", "id", id, "source",
                     span_of(record, json_object_get(add, "source")), "speakers", "cue",
                     span_of(record, json_object_get(add, "cue")), "content", content, "manner",
                     code_of(add, "manner", "indirect"), "act", code_of(add, "act", "say"), "addressees", "venue", "time",
                     "chain", "negated", false, "confidence", 1.0, "origin", "human");
}

/* An id that none of the list has yet: a letter and a number. NULL: out of memory. */
static json_t *free_id(const json_t *list, char letter) {
    size_t i, number = json_array_size(list);
    json_t *id = NULL, *item;
    bool taken = true;
    while (taken) {
        json_decref(id);
        if (!(id = json_sprintf("%c%zu", letter, ++number))) return NULL;
        taken = false;
        json_array_foreach(list, i, item) taken = taken || json_equal(json_object_get(item, "id"), id);
    }
    return id;
}

/* The id of what has just been taken into the list of the record; NULL: out of memory. */
static json_t *put_in(json_t *record, const char *key, json_t *item) {
    json_t *list = json_object_get(record, key), *id = item ? json_object_get(item, "id") : NULL;
    bool good = id && list && !json_array_append(list, item);
    if (good) json_incref(id);
    json_decref(item);
    return good ? id : NULL;
}

/* The record's place of that name, or a new one that is not mentioned. */
static json_t *place_in(json_t *record, const json_t *place) {
    json_t *places = json_object_get(record, "places"), *one, *country = json_object_get(place, "country");
    const char *name = string(place, "name"), *own;
    size_t i;
    if (!name) return json_null();
    json_array_foreach(places, i,
                       one) if ((own = string(one, "name")) && !strcmp(own, name) &&
                                (!json_is_string(country) || json_equal(json_object_get(one, "country"),
                                                                        country))) return json_incref(json_object_get(one, "id"));
    return put_in(record, "places",
                  json_pack("{s:o, s:s, s:O?, s:n, s:n, s:n, s:[], s:s}", "id", free_id(places, 'p'), "name", name, "country",
                            country, "lat", "lon", "geonames", "mentions", "origin", "human"));
}

/* The record's time of those days at those words, or a new one. Days that no words of the report name stand at the trigger. */
static json_t *time_in(json_t *record, const json_t *add) {
    json_t *times = json_object_get(record, "times"), *day = json_object_get(add, "day"), *one;
    json_t *from = json_object_get(day, "earliest"), *to = json_object_get(day, "latest");
    const json_t *words = json_object_get(add, "time");
    size_t i;
    if (!json_is_string(from) || !json_is_string(to)) return json_null();
    json_array_foreach(times, i,
                       one) if (json_equal(json_object_get(one, "earliest"), from) &&
                                json_equal(json_object_get(one, "latest"), to)) return json_incref(json_object_get(one, "id"));
    json_t *value = json_equal(from, to) ? json_incref(from) : json_null();
    return put_in(record, "times",
                  json_pack("{s:o, s:o, s:s, s:o, s:n, s:O, s:O, s:s}", "id", free_id(times, 't'), "span",
                            span_of(record, json_is_array(words) ? words : json_object_get(add, "trigger")), "type", "DATE",
                            "value", value, "anchor", "earliest", from, "latest", to, "origin", "human"));
}

static json_t *new_event(json_t *record, const json_t *id, const json_t *add) {
    json_t *trigger = span_of(record, json_object_get(add, "trigger"));
    if (json_is_null(trigger) || !string(add, "type")) return json_decref(trigger), json_null();
    return json_pack("{s:O, s:s, s:n, s:[], s:o, s:[], s:[], s:o, s:o, s:o, s:O?, s:f, s:f, s:s}", "id", id, "type",
                     string(add, "type"), "mode", "contexts", "status", code_of(add, "status", "asserted"), "source", "recipient",
                     "place", place_in(record, json_object_get(add, "place")), "time", time_in(record, add), "trigger", trigger,
                     "statement", json_object_get(add, "statement"), "score", ro_event_score(string(add, "type")), "confidence",
                     1.0, "origin", "human");
}

static json_t *new_commitment(json_t *record, const json_t *id, const json_t *add) {
    json_t *action = span_of(record, json_object_get(add, "action"));
    if (json_is_null(action)) return action;
    return json_pack("{s:O, s:o, s:O?, s:[], s:[], s:o, s:o, s:o, s:o, s:s}", "id", id, "kind", code_of(add, "kind", "promise"),
                     "statement", json_object_get(add, "statement"), "parties", "counterparties", "action", action, "condition",
                     span_of(record, json_object_get(add, "condition")), "due", due_of(json_object_get(add, "due")), "status",
                     code_of(add, "status", "open"), "origin", "human");
}

/* What does not fit into the record adds nothing. */
static bool add_item(json_t *record, const json_t *correction) {
    const json_t *add = json_object_get(correction, "add"), *id = json_object_get(correction, "item");
    bool event = json_object_get(add, "trigger"), commitment = json_object_get(add, "action");
    if (!json_is_string(id)) return true;
    json_t *item = event        ? new_event(record, id, add)
                   : commitment ? new_commitment(record, id, add)
                                : new_statement(record, id, add);
    if (json_is_null(item)) return json_decref(item), true;
    json_t *was = json_object(), *list = json_object_get(record, event ? "events" : commitment ? "commitments" : "statements");
    bool good = item && was;
    for (size_t i = 0; good && i < 2; i++) {
        const char *part = i ? "addressee" : "speaker";
        const json_t *names = json_object_get(add, part);
        good = !names || set_part(record, item, part, names, json_object_get(correction, "numbers"), was);
    }
    good = good && note(item, correction, json_incref(was)) && !json_array_append(list, item);
    json_decref(was);
    json_decref(item);
    return good;
}

/* Of what an engine has found by now, what a human gave it when it was missing and could have been set counts. */
static json_t *set_of_addition(const json_t *add, const json_t *item) {
    static const char *const keys[] = {"act", "kind", "status", "due", "speaker", "addressee"};
    json_t *set = json_object();
    bool good = set != NULL;
    for (size_t i = 0; good && i < sizeof keys / sizeof *keys; i++) {
        json_t *value = json_object_get(add, keys[i]);
        if (value && (is_part(keys[i]) || json_object_get(item, keys[i]))) good = !json_object_set(set, keys[i], value);
    }
    if (good) return set;
    json_decref(set);
    return NULL;
}

bool ro_correct_record(json_t *record, const json_t *correction) {
    const json_t *add = json_object_get(correction, "add"), *reject = json_object_get(correction, "reject");
    json_t *item = item_of(record, string(correction, "item"));
    if (!item) return !add || add_item(record, correction);
    json_t *was = json_object(), *set = add ? set_of_addition(add, item) : json_incref(json_object_get(correction, "set"));
    bool good = was && (set || !add) && set_fields(record, item, set, json_object_get(correction, "numbers"), was);
    if (json_is_true(reject)) good = good && !json_object_set_new(item, "rejected", json_true());
    if (json_is_false(reject)) json_object_del(item, "rejected");
    json_decref(set);
    return note(item, correction, was) && good;
}
